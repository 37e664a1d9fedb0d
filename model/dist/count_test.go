package dist

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// scores covers the body evenly and both tails.
func scores(step float64) []float64 {
	var z []float64
	for v := -6.0; v <= 6; v += step {
		z = append(z, v)
	}
	return z
}

// checkInverse holds k against the definition: k is the smallest number with P(X <= k) >= Φ(z). The distribution
// functions are summed from gonum's probabilities, so they know nothing of the incomplete functions; sums carry an
// error of about 1e-12, and a k whose F misses Φ(z) by less counts as right.
func checkInverse(t *testing.T, name string, k, z float64, cdf []float64) {
	t.Helper()
	if k < 0 || k != math.Floor(k) || int(k) >= len(cdf) {
		t.Errorf("%s: z = %g gives %g", name, z, k)
		return
	}
	u, slack := Phi(z), 3e-12
	if z > 5 || z < -5 {
		slack = 1e-10 * Phi(-math.Abs(z)) // sums are too coarse in the upper tail; the lower one is exact
		if z > 5 {
			return
		}
	}
	if cdf[int(k)] < u-slack || k > 0 && cdf[int(k)-1] >= u+slack {
		t.Errorf("%s: z = %g gives %g, where F rises from %.16g to %.16g but Φ(z) = %.16g", name, z, k, cdf[max(int(k)-1, 0)], cdf[int(k)], u)
	}
}

func cumulate(n int, prob func(k float64) float64) []float64 {
	cdf, sum := make([]float64, n), 0.0
	for k := range cdf {
		sum += prob(float64(k))
		cdf[k] = sum
	}
	return cdf
}

func TestPoissonQuantileExact(t *testing.T) {
	for _, mean := range []float64{0.01, 0.3, 1, 5, 12.5, 29.99, 30, 31, 75, 144.25, 1000, 25000} {
		cdf := cumulate(int(mean+12*math.Sqrt(mean)+60), distuv.Poisson{Lambda: mean}.Prob)
		last := -1.0
		for _, z := range scores(0.0037) {
			k := PoissonQuantile(z, mean)
			checkInverse(t, fmt.Sprintf("Poisson(%g)", mean), k, z, cdf)
			if k < last {
				t.Errorf("Poisson(%g) falls at z = %g", mean, z)
			}
			last = k
		}
	}
}

func TestNegativeBinomialQuantileExact(t *testing.T) {
	for _, mean := range []float64{0.2, 3, 29, 30, 120, 2500} {
		for _, r := range []float64{0.5, 1, 2.5, 5, 20, 150, 3000} {
			variance := mean + mean*mean/r
			// ln P(k) = lnΓ(k+r) - lnΓ(r) - ln k! + r ln(r/(r+m)) + k ln(m/(r+m))
			prob := func(k float64) float64 {
				a, _ := math.Lgamma(k + r)
				b, _ := math.Lgamma(r)
				c, _ := math.Lgamma(k + 1)
				return math.Exp(a - b - c - r*math.Log1p(mean/r) + k*math.Log(mean/(r+mean)))
			}
			cdf := cumulate(int(mean+12*math.Sqrt(variance)*(1+3/math.Sqrt(r))+60), prob)
			last := -1.0
			for _, z := range scores(0.031) {
				k := NegativeBinomialQuantile(z, mean, r)
				if z <= 5 {
					checkNB(t, mean, r, k, z, cdf)
				}
				if k < last {
					t.Errorf("NB(%g,%g) falls at z = %g", mean, r, z)
				}
				last = k
			}
		}
	}
}

// checkNB allows 1e-9: the logarithms of probabilities lose digits as k grows.
func checkNB(t *testing.T, mean, r, k, z float64, cdf []float64) {
	t.Helper()
	u := Phi(z)
	if k != math.Floor(k) || k < 0 || int(k) >= len(cdf) || cdf[int(k)] < u-1e-9 || k > 0 && cdf[int(k)-1] >= u+1e-9 {
		t.Errorf("NB(%g,%g): z = %g gives %g", mean, r, z, k)
	}
}

func TestBinomialQuantileExact(t *testing.T) {
	for _, n := range []float64{1, 7, 59, 60, 200, 3000} {
		for _, p := range []float64{0.001, 0.03, 0.3, 0.5, 0.71, 0.99} {
			cdf := cumulate(int(n)+1, distuv.Binomial{N: n, P: p}.Prob)
			last := -1.0
			for _, z := range scores(0.0137) {
				k := BinomialQuantile(z, n, p)
				checkInverse(t, fmt.Sprintf("Binomial(%g,%g)", n, p), k, z, cdf)
				if k < last {
					t.Errorf("Binomial(%g,%g) falls at z = %g", n, p, z)
				}
				last = k
			}
		}
	}
}

// More is expected, more is counted: all three are stochastically increasing in the mean, also across the change of
// method at mean 30.
func TestCountsRiseWithTheMean(t *testing.T) {
	for _, z := range []float64{-5.5, -3, -1, -0.2, 0, 0.4, 1.3, 2.9, 5.5} {
		last := [3]float64{}
		for mean := 0.5; mean < 90; mean += 0.0625 {
			now := [3]float64{PoissonQuantile(z, mean), NegativeBinomialQuantile(z, mean, 7), BinomialQuantile(z, 100, mean/100)}
			for i := range now {
				if now[i] < last[i] {
					t.Fatalf("law %d falls from %g to %g at mean %g, z %g", i, last[i], now[i], mean, z)
				}
			}
			last = now
		}
	}
}

// As the dispersion grows the negative binomial becomes Poisson.
func TestNegativeBinomialLimit(t *testing.T) {
	for _, mean := range []float64{4, 40, 400} {
		for _, z := range []float64{-3.21, -0.77, 0.123, 1.456, 2.789} {
			if a, b := NegativeBinomialQuantile(z, mean, 1e13), PoissonQuantile(z, mean); a != b {
				t.Errorf("mean %g, z %g: %g and %g", mean, z, a, b)
			}
			if a, b := NegativeBinomialQuantile(z, mean, 1e8*mean), PoissonQuantile(z, mean); a != b {
				t.Errorf("mean %g, z %g: %g and %g", mean, z, a, b)
			}
		}
	}
}

func TestCountsAtTheEdges(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct{ got, want float64 }{
		{PoissonQuantile(1, 0), 0}, {PoissonQuantile(1, inf), inf}, {PoissonQuantile(1, -1), nan}, {PoissonQuantile(nan, 3), nan},
		{PoissonQuantile(-inf, 50), 0}, {PoissonQuantile(inf, 50), inf},
		{NegativeBinomialQuantile(0, 3, 0), nan}, {NegativeBinomialQuantile(0, nan, 1), nan}, {NegativeBinomialQuantile(2, 0, 1), 0},
		{BinomialQuantile(1, 10, 0), 0}, {BinomialQuantile(-1, 10, 1), 10}, {BinomialQuantile(-1, 0, 0.4), 0},
		{BinomialQuantile(1, 10, 1.2), nan}, {BinomialQuantile(1, -1, 0.2), nan}, {BinomialQuantile(inf, 1000, 0.2), 1000},
		{BinomialQuantile(8.2, 3, 0.2), 3}, {BinomialQuantile(0, 1.99, 0.6), 1},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("got %g, want %g", c.got, c.want)
		}
	}
}

// The expansion against the continuous extension of the distribution function, solved by halving: the error must stay
// within half of the stated slack wherever the slack is small enough to be relied on.
func TestExpansionWithinHalfItsSlack(t *testing.T) {
	check := func(name string, mean, c, top float64, below func(x float64) float64) {
		for w := -4.9; w <= 4.9; w += 0.1 {
			x, slack := expansion(w, mean, c)
			if slack > 0.25 {
				continue
			}
			lo, hi := 0.0, top
			for range 100 {
				if mid := lo + (hi-lo)/2; below(mid) >= Phi(w) {
					hi = mid
				} else {
					lo = mid
				}
			}
			if math.Abs(x-lo) > slack/2+1e-9*mean {
				t.Errorf("%s at %g: %g, exact %g, slack %g", name, w, x, lo, slack)
			}
		}
	}
	for _, m := range []float64{30, 60, 300, 5000} {
		check(fmt.Sprint("Poisson ", m), m, 0, 3*m+100, func(x float64) float64 { return mathext.GammaIncRegComp(x, m) })
		for _, r := range []float64{2, 10, 40, 700} {
			check(fmt.Sprint("NB ", m, " ", r), m, m/r, 40*m, func(x float64) float64 { return mathext.RegIncBeta(r, x, r/(r+m)) })
		}
		for _, p := range []float64{0.5, 0.2, 0.01} {
			n := math.Floor(m/p) + 1
			check(fmt.Sprint("Binomial ", n, " ", p), n*p, -p, n+1, func(x float64) float64 { return mathext.RegIncBeta(n+1-x, x, 1-p) })
		}
	}
}

func BenchmarkCounts(b *testing.B) {
	z := make([]float64, 1024)
	for i := range z {
		z[i] = NormalQuantile(math.Mod(float64(i)*0.6180339887498949+0.5, 1))
	}
	for _, c := range []struct {
		name string
		f    func(z float64) float64
	}{
		{"poisson_5", func(z float64) float64 { return PoissonQuantile(z, 5) }},
		{"poisson_29", func(z float64) float64 { return PoissonQuantile(z, 29) }},
		{"poisson_100", func(z float64) float64 { return PoissonQuantile(z, 100) }},
		{"poisson_2500", func(z float64) float64 { return PoissonQuantile(z, 2500) }},
		{"negbin_10_3", func(z float64) float64 { return NegativeBinomialQuantile(z, 10, 3) }},
		{"negbin_2500_20", func(z float64) float64 { return NegativeBinomialQuantile(z, 2500, 20) }},
		{"negbin_2500_3", func(z float64) float64 { return NegativeBinomialQuantile(z, 2500, 3) }},
		{"binomial_140_.15", func(z float64) float64 { return BinomialQuantile(z, 140, 0.15) }},
		{"binomial_2000_.2", func(z float64) float64 { return BinomialQuantile(z, 2000, 0.2) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			sum, i := 0.0, 0
			for b.Loop() {
				sum += c.f(z[i&1023])
				i++
			}
			_ = sum
		})
	}
}
