package dist

import "fmt"

type uniform struct{ lo, hi float64 }

// Uniform is the uniform law on [min, max].
func Uniform(min, max float64) (Dist, error) {
	const law = "uniform"
	if err := finite(law, arg{"min", min}, arg{"max", max}); err != nil {
		return nil, err
	}
	if !(min < max) {
		return nil, fmt.Errorf("%s: min %g is not below max %g; write min < max", law, min, max)
	}
	return uniform{min, max}, nil
}

func (d uniform) at(z float64) float64 {
	// Measured from the nearer end, so that neither end is overshot by rounding.
	if z <= 0 {
		return d.lo + float64((d.hi-d.lo)*Phi(z))
	}
	return d.hi - float64((d.hi-d.lo)*Phi(-z))
}
func (d uniform) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d uniform) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d uniform) Mean() float64              { return d.lo + (d.hi-d.lo)/2 }
func (d uniform) Variance() float64          { return (d.hi - d.lo) * (d.hi - d.lo) / 12 }
func (d uniform) String() string             { return fmt.Sprintf("uniform(%g to %g)", d.lo, d.hi) }
