package dist

import (
	"fmt"

	"targetcast/model/kernel"
)

type exponential float64

// Exponential is the exponential law with the given mean, which must be positive.
func Exponential(mean float64) (Dist, error) {
	const law = "exponential"
	if err := finite(law, arg{"mean", mean}); err != nil {
		return nil, err
	}
	if err := positive(law, "mean", mean); err != nil {
		return nil, err
	}
	return exponential(mean), nil
}

// ExponentialScore is the quantile of the exponential law with mean 1 at the normal score z: -ln(1-Φ(z)).
func ExponentialScore(z float64) float64 {
	if z <= 0 {
		return -kernel.Log1p(-Phi(z))
	}
	return -kernel.Log(Phi(-z))
}

func (d exponential) at(z float64) float64       { return float64(d) * ExponentialScore(z) }
func (d exponential) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d exponential) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d exponential) Mean() float64              { return float64(d) }
func (d exponential) Variance() float64          { return float64(d) * float64(d) }
func (d exponential) String() string             { return fmt.Sprintf("exponential(mean %g)", float64(d)) }
