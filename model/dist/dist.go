// Package dist describes one uncertain number as a monotone function of its luck.
//
// Every distribution is sampled by its quantile function (the inverse CDF), never by rejection, so that the same
// luck gives comparable numbers in every scenario and any point set (plain, Sobol', Latin) can stand in for it.
package dist

// Dist is the law of one uncertain number.
type Dist interface {
	// Fill writes the quantiles of the standard normal scores z: out[i] = Q(Φ(z[i])). It never decreases in z.
	// out and z have equal length and may be the same slice.
	Fill(out, z []float64)
	// Quantile returns Q(p) for p in (0,1), in the number's own unit.
	Quantile(p float64) float64
	// Mean returns the expectation, or NaN where it does not exist or has no closed form.
	Mean() float64
	// Variance returns the variance, or NaN where it does not exist or has no closed form.
	Variance() float64
	// String is a short form for people, as "normal(mean 0.03, sd 0.02)".
	String() string
}
