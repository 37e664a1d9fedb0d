package dist

import (
	"fmt"
	"math"

	"targetcast/model/kernel"
)

type logNormal struct{ mu, sigma float64 }

// LogNormal is the law of e^X with X normal: mu and sigma are the mean and the standard deviation of the logarithm.
func LogNormal(mu, sigma float64) (Dist, error) {
	const law = "lognormal"
	if err := finite(law, arg{"mean of the log", mu}, arg{"sd of the log", sigma}); err != nil {
		return nil, err
	}
	if err := positive(law, "sd of the log", sigma); err != nil {
		return nil, err
	}
	return logNormal{mu, sigma}, nil
}

func (d logNormal) at(z float64) float64       { return kernel.Exp(d.mu + float64(d.sigma*z)) }
func (d logNormal) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d logNormal) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d logNormal) Mean() float64              { return math.Exp(d.mu + float64(d.sigma*d.sigma/2)) }
func (d logNormal) Variance() float64 {
	s2 := d.sigma * d.sigma
	return math.Expm1(s2) * math.Exp(float64(2*d.mu)+s2)
}
func (d logNormal) String() string {
	return fmt.Sprintf("lognormal(mean of log %g, sd of log %g)", d.mu, d.sigma)
}
