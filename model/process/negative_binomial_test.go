package process

import (
	"math"
	"testing"
)

// negativeBinomialProb is P(X = k) for mean m and dispersion r: Γ(k+r)/(Γ(r) k!) (r/(r+m))^r (m/(r+m))^k.
func negativeBinomialProb(k, m, r float64) float64 {
	a, _ := math.Lgamma(k + r)
	b, _ := math.Lgamma(r)
	c, _ := math.Lgamma(k + 1)
	return math.Exp(a - b - c - r*math.Log1p(m/r) + k*math.Log(m/(r+m)))
}

func TestNegativeBinomial(t *testing.T) {
	for _, c := range []struct{ mean, dispersion, threshold float64 }{{1900, 20, 2500}, {12, 3, 15}} {
		below := 0.0
		for k := 0.0; k < c.threshold; k++ {
			below += negativeBinomialProb(k, c.mean, c.dispersion)
		}
		x := run(t, law(t, "negative_binomial"), 2020, 1, c.mean, []float64{c.mean, c.dispersion}, draws)[1]
		checkMean(t, "count", x, c.mean)
		checkVariance(t, "count", x, c.mean+c.mean*c.mean/c.dispersion)
		checkShare(t, "count", x, atLeast(c.threshold), 1-below)
	}
}
