package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"targetcast/model/kernel"
)

// Counts: the inverse of a discrete distribution function at a normal score z is the smallest k with F(k) >= Φ(z),
// computed exactly (to the accuracy of the incomplete gamma and beta functions, about 1e-12 of the probability):
//
//   - by adding up probabilities from 0 where the mean is small;
//   - otherwise from a Cornish-Fisher expansion of the continuous extension of F, whose whole part is the answer unless
//     it lies nearer to a whole number than its own error; then F itself is asked at that number.
//
// Being exact it never falls with z, nor with a parameter in which the law is stochastically increasing.

const (
	smallMean = 30 // means below are added up
	farScore  = 5  // scores beyond are searched with the exact tail probability
)

// counter is a discrete law on 0, 1, 2, ... with mean m and variance m(1+c), of the family whose further cumulants
// follow from c: c = 0 Poisson, c = -p binomial, c = mean/dispersion negative binomial.
type counter interface {
	first() float64          // P(X = 0)
	rise() (a, b float64)    // P(X = k+1)/P(X = k) is (a + bk)/(k+1)
	below(k float64) float64 // P(X <= k)
	above(k float64) float64 // P(X > k), with its own relative accuracy
}

// PoissonQuantile is the smallest k with P(X <= k) >= Φ(z) for X ~ Poisson(mean). NaN for a negative or NaN mean.
func PoissonQuantile(z, mean float64) float64 {
	switch {
	case math.IsNaN(z) || !(mean >= 0):
		return math.NaN()
	case mean == 0 || math.IsInf(mean, 1):
		return mean
	}
	return inverse(poisson(mean), z, mean, 0, math.Inf(1))
}

// NegativeBinomialQuantile is the smallest k with P(X <= k) >= Φ(z) for X negative binomial with the given mean and
// variance mean + mean²/dispersion. A dispersion beyond a thousand million times the mean counts as Poisson. NaN for
// a negative or NaN mean or a dispersion that is not positive.
func NegativeBinomialQuantile(z, mean, dispersion float64) float64 {
	switch {
	case math.IsNaN(z) || !(mean >= 0) || !(dispersion > 0):
		return math.NaN()
	case mean == 0 || math.IsInf(mean, 1):
		return mean
	case dispersion >= 1e9*mean:
		return PoissonQuantile(z, mean)
	}
	return inverse(negativeBinomial{mean, dispersion}, z, mean, mean/dispersion, math.Inf(1))
}

// BinomialQuantile is the smallest k with P(X <= k) >= Φ(z) for X ~ Binomial(n, p); n is taken down to a whole
// number. NaN for a negative or NaN n and for p outside [0,1].
func BinomialQuantile(z, n, p float64) float64 {
	if math.IsNaN(z) || !(n >= 0) || !(p >= 0 && p <= 1) || math.IsInf(n, 1) {
		return math.NaN()
	}
	n = math.Floor(n)
	switch {
	case n == 0 || p == 0:
		return 0
	case p == 1:
		return n
	case p > 0.5:
		// Counted from the other end; the two differ only where F(k) = Φ(z) to the last digit.
		return n - BinomialQuantile(-z, n, 1-p)
	}
	return inverse(binomial{n, p}, z, n*p, -p, n)
}

type poisson float64

func (c poisson) first() float64          { return kernel.Exp(-float64(c)) }
func (c poisson) rise() (a, b float64)    { return float64(c), 0 }
func (c poisson) below(k float64) float64 { return mathext.GammaIncRegComp(k+1, float64(c)) }
func (c poisson) above(k float64) float64 { return mathext.GammaIncReg(k+1, float64(c)) }

type negativeBinomial struct{ mean, dispersion float64 }

func (c negativeBinomial) first() float64 {
	return kernel.Exp(-c.dispersion * kernel.Log1p(c.mean/c.dispersion))
}
func (c negativeBinomial) rise() (a, b float64) {
	b = c.mean / (c.mean + c.dispersion)
	return c.dispersion * b, b
}
func (c negativeBinomial) below(k float64) float64 {
	return mathext.RegIncBeta(c.dispersion, k+1, c.dispersion/(c.mean+c.dispersion))
}
func (c negativeBinomial) above(k float64) float64 {
	return mathext.RegIncBeta(k+1, c.dispersion, c.mean/(c.mean+c.dispersion))
}

type binomial struct{ n, p float64 }

func (c binomial) first() float64 { return kernel.Exp(c.n * kernel.Log1p(-c.p)) }
func (c binomial) rise() (a, b float64) {
	odds := c.p / (1 - c.p)
	return c.n * odds, -odds
}
func (c binomial) below(k float64) float64 {
	if k >= c.n {
		return 1
	}
	return mathext.RegIncBeta(c.n-k, k+1, 1-c.p)
}
func (c binomial) above(k float64) float64 {
	if k >= c.n {
		return 0
	}
	return mathext.RegIncBeta(k+1, c.n-k, c.p)
}

// inverse finds the quantile of a law with the given mean and c (see counter) on 0, ..., top.
func inverse[C counter](law C, z, mean, c, top float64) float64 {
	far := math.Abs(z) > farScore
	if mean < smallMean && !far {
		return addUp(law, Phi(z), mean, top)
	}
	if math.IsInf(z, 0) {
		return max(0, min(z, top))
	}
	if mean < smallMean {
		return search(law, z, math.Floor(mean), top)
	}
	x, slack := expansion(z, mean, c)
	x = min(max(x, 0), top)
	if x > 1<<52 { // whole numbers are no longer told apart
		return math.Floor(x)
	}
	if far || slack > 0.25 {
		return search(law, z, math.Floor(x), top)
	}
	near := math.Floor(x + 0.5)
	if math.Abs(x-near) > slack {
		return math.Floor(x)
	}
	if near > 0 && reached(law, near-1, z) {
		return near - 1
	}
	return near
}

// addUp adds probabilities from 0 until they reach p.
func addUp[C counter](law C, p, mean, top float64) float64 {
	term := law.first()
	a, b := law.rise()
	sum, k := term, 0.0
	for _, inverse := range inverses {
		if !(sum < p && k < top) {
			return k
		}
		term *= float64((a + float64(b*k)) * inverse)
		k++
		sum += term
	}
	for sum < p && k < top {
		term *= (a + float64(b*k)) / (k + 1)
		k++
		if sum+term == sum && k > mean { // p is nearer to 1 than sums of floats can tell
			break
		}
		sum += term
	}
	return k
}

// inverses are 1, 1/2, 1/3, ...: a product takes a fraction of the time of a division.
var inverses = func() (table [2 * smallMean]float64) {
	for k := range table {
		table[k] = 1 / float64(k+1)
	}
	return table
}()

// expansion is the Cornish-Fisher expansion to third order of the continuous extension of the distribution function
// at the normal score w. slack bounds its error for |w| <= farScore and mean >= smallMean: twice the largest error that
// the tests find, in the form of the first term left out. The steps of a count enter by Sheppard's corrections and the half added; for Poisson laws the result is the series of
// Giles (2016, ACM Trans. Math. Softw. 42, 6): m + √m w + 1/3 + w²/6 - (w³+2w)/(72√m) + ...
func expansion(w, mean, c float64) (x, slack float64) {
	variance := mean * (1 + c)
	v := variance - 1.0/12
	sd := math.Sqrt(v)
	skew := variance * (1 + 2*c) / (v * sd)
	k4 := (variance*(1+6*c*(1+c)) + 1.0/120) / (v * v)
	k5 := variance * (1 + 2*c) * (1 + 12*c*(1+c)) / (v * v * sd)
	w2 := w * w
	y := w + skew*(w2-1)/6 +
		w*(k4*(w2-3)/24-skew*skew*(2*w2-5)/36) +
		k5*((w2-6)*w2+3)/120 - k4*skew*((w2-5)*w2+2)/24 + skew*skew*skew*((12*w2-53)*w2+17)/324
	order := (1 + max(c, 0)) * (1 + max(c, 0)) / variance
	return mean + sd*y + 0.5, 0.016 * sd * order * order * (1 + math.Abs(w*w2*w2))
}

// search finds the quantile from a guess with the distribution function alone.
func search[C counter](law C, z, guess, top float64) float64 {
	lo, hi := guess, guess // P(X <= lo) < Φ(z) <= P(X <= hi), once found
	if reached(law, guess, z) {
		for step := 1.0; ; step *= 2 {
			lo = hi - step
			if lo < 0 {
				lo = -1
				break
			}
			if !reached(law, lo, z) {
				break
			}
			hi = lo
		}
	} else {
		for step := 1.0; ; step *= 2 {
			hi = min(lo+step, top)
			if hi == top || reached(law, hi, z) {
				break
			}
			lo = hi
		}
	}
	for hi-lo > 1 {
		if mid := math.Floor(lo + (hi-lo)/2); reached(law, mid, z) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// reached reports whether P(X <= k) >= Φ(z), from the end that is not near 1.
func reached[C counter](law C, k, z float64) bool {
	if z <= 0 {
		return law.below(k) >= Phi(z)
	}
	return law.above(k) <= Phi(-z)
}
