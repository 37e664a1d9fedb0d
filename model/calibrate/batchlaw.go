package calibrate

import (
	"fmt"
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// Counts is the predictive law of a whole number from 0 on.
type Counts interface {
	Mean() float64
	CDF(x float64) float64     // P(X <= x)
	AtLeast(x float64) float64 // P(X >= x)
}

// tabled is a law of counts by its probabilities of 0, 1, 2, ..., added up from below and from above.
type tabled struct {
	mean         float64
	below, above []float64 // P(X <= k), P(X >= k)
}

func (t tabled) Mean() float64 { return t.mean }

func (t tabled) CDF(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case x < float64(len(t.below)):
		return t.below[int(x)]
	}
	return 1
}

func (t tabled) AtLeast(x float64) float64 {
	switch k := math.Ceil(x); {
	case k <= 0:
		return 1
	case k < float64(len(t.above)):
		return t.above[int(k)]
	}
	return 0
}

// newTabled takes probabilities; what rounding left below 0 counts as 0.
func newTabled(p []float64) tabled {
	t := tabled{below: make([]float64, len(p)), above: make([]float64, len(p))}
	var sum, mean float64
	for k, v := range p {
		v = max(0, v)
		sum, mean = sum+v, mean+float64(k)*v
		t.below[k] = sum
	}
	var rest float64
	for k := len(p) - 1; k >= 0; k-- {
		rest += max(0, p[k]) / sum
		t.above[k], t.below[k] = rest, t.below[k]/sum
	}
	t.mean = mean / sum
	return t
}

// ahead is the law of the count h years after it was start, parameters averaged over. Its generating function, given the
// mean size m of a batch and with q = 1 - retire, is
//
//	(1 - q^h + q^h s)^start · Σ_k E[π^k(1-π)^(h-k)] e_k(g_1(s), ..., g_h(s)),   g_j(s) = (1 + q^(h-j) m(1-s)/r)^(-r)
//
// where e_k is the elementary symmetric polynomial (k of the h years had a batch), the expectation over the beta law of
// the yearly probability is a ratio of beta functions, and g_j is the batch of year j, which thinning leaves negative
// binomial. m is averaged over by the trapezoidal rule on its normal score, and the probabilities are the discrete Fourier
// transform of the generating function on the unit circle: all convolutions at once, exact but for what lies beyond the
// table, which is doubled until less than 1e-10 lies in its upper half.
func (b *batches) ahead(start float64, h int) (Counts, error) {
	sizes, weights := b.sizes()
	least := start + 1
	for i, m := range sizes {
		least += weights[i] * m * float64(h)
	}
	const most = 1 << 20
	for n := 256; n <= most; n *= 2 {
		if float64(n) < 2*least {
			continue
		}
		p := b.probabilities(start, h, n, sizes, weights)
		var far float64
		for _, v := range p[n/2:] {
			far += math.Abs(v)
		}
		if far < 1e-10 {
			return newTabled(p), nil
		}
	}
	return nil, fmt.Errorf("batches reach beyond %d", most)
}

// probabilities are those of 0 to n-1.
func (b *batches) probabilities(start float64, h, n int, sizes, weights []float64) []float64 {
	stay, kept := make([]float64, h), 1.
	for j := range stay { // the newest batch first
		stay[j] = kept
		kept *= 1 - b.retire
	}
	chance := b.chances(h)
	half := make([]complex128, n/2+1)
	years := make([]complex128, h+1)
	for i := range half {
		s := cmplx.Rect(1, -2*math.Pi*float64(i)/float64(n))
		var sum complex128
		for k, m := range sizes {
			clear(years)
			years[0] = 1
			var g complex128
			for j, q := range stay {
				if j == 0 || q != stay[j-1] {
					g = power1p(complex(q*m/b.dispersion, 0)*(1-s), -b.dispersion)
				}
				for e := j + 1; e > 0; e-- {
					years[e] += years[e-1] * g
				}
			}
			for e, c := range chance {
				sum += complex(weights[k]*c, 0) * years[e]
			}
		}
		half[i] = sum * cmplx.Pow(complex(1-kept, 0)+complex(kept, 0)*s, complex(start, 0))
	}
	p := fourier.NewFFT(n).Sequence(nil, half)
	for i := range p {
		p[i] /= float64(n)
	}
	return p
}

// power1p is (1+z)^e, also for tiny z with large e, where 1+z would have lost z; the real part of z is not below 0.
func power1p(z complex128, e float64) complex128 {
	x, y := real(z), imag(z)
	return cmplx.Exp(complex(e*math.Log1p(2*x+x*x+y*y)/2, e*math.Atan2(y, 1+x)))
}

// chances are E[π^k(1-π)^(h-k)] for k = 0 to h, π the yearly probability.
func (b *batches) chances(h int) []float64 {
	out := make([]float64, h+1)
	for k := range out {
		out[k] = 1
		for i := range h { // the rising factorials of the beta function, one a year
			f := b.without + float64(i-k)
			if i < k {
				f = b.with + float64(i)
			}
			out[k] *= f / (b.with + b.without + float64(i))
		}
	}
	return out
}

// sizes are mean batch sizes at even normal scores, with their weights. At a quarter of a standard deviation apart the rule
// is right to about 1e-10 for a function as smooth as these.
func (b *batches) sizes() (sizes, weights []float64) {
	const reach, step = 7, 4
	var z []float64
	var total float64
	for i := -reach * step; i <= reach*step; i++ {
		z = append(z, float64(i)/step)
	}
	sizes, weights = make([]float64, len(z)), make([]float64, len(z))
	b.size.Fill(sizes, z)
	for i, v := range z {
		weights[i] = math.Exp(-v * v / 2)
		total += weights[i]
	}
	for i := range weights {
		weights[i] /= total
	}
	return sizes, weights
}
