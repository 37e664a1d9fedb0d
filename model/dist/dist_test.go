package dist

import (
	"math"
	"strings"
	"testing"
)

func must(t testing.TB) func(d Dist, err error) Dist {
	return func(d Dist, err error) Dist {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

// every is one law of each kind, and more where the kind has several shapes.
func every(t testing.TB) []Dist {
	ok, inf := must(t), math.Inf(1)
	return []Dist{
		ok(Constant(0.06)),
		ok(Normal(0.03, 0.02)),
		ok(LogNormal(0.15201, 0.24622)),
		ok(Uniform(-1, 3)),
		ok(Triangular(0, 1, 4)), ok(Triangular(0, 0, 4)), ok(Triangular(0, 4, 4)),
		ok(PERT(0.3, 0.6, 0.9)), ok(PERT(0, 0, 10)),
		ok(Beta(2, 18)), ok(Beta(0.5, 0.7)), ok(BetaMeanSD(0.6, 0.1)),
		ok(StudentT(0.05, 0.02, 5)), ok(StudentT(0, 1, 2.5)),
		ok(Gamma(2, 0.008)), ok(Gamma(0.3, 10)), ok(Gamma(400, 1)),
		ok(Exponential(1.5)),
		ok(Empirical([]float64{3, 1, 2, 2})),
		ok(Metalog(6, 8, 11)), ok(Metalog(-3, 0, 1)),
		ok(MetalogBounded(1, 2, 5, 0, inf)), ok(MetalogBounded(1, 2, 3, -inf, 4)), ok(MetalogBounded(0.1, 0.3, 0.6, 0, 1)),
	}
}

// Every law is a function of its luck that never falls, agrees with its own Quantile, and may write over its input.
func TestFillNeverFalls(t *testing.T) {
	n := 200001
	z, out := make([]float64, n), make([]float64, n)
	for _, d := range every(t) {
		for i := range z {
			z[i] = -8.6 + 17.2*float64(i)/float64(n-1)
		}
		d.Fill(out, z)
		for i, v := range out {
			if math.IsNaN(v) || i > 0 && v < out[i-1] {
				t.Fatalf("%v: %.17g after %.17g at z = %g", d, v, out[i-1], z[i])
			}
			if p := Phi(z[i]); i%997 == 0 && math.Abs(z[i]) < 4 && math.Abs(d.Quantile(p)-v) > 1e-9*math.Max(1, math.Abs(v)) {
				if _, steps := d.(empirical); !steps {
					t.Errorf("%v: Quantile(%g) = %g but Fill gives %g", d, p, d.Quantile(p), v)
				}
			}
		}
		d.Fill(z, z)
		for i := range z {
			if z[i] != out[i] {
				t.Fatalf("%v: writing over the input changes the result", d)
			}
		}
	}
}

// moments integrates the quantile function: E = ∫ Q(Φ(z)) φ(z) dz by the trapezoid rule on ±8.4, which for smooth
// integrands that vanish at both ends is exact to rounding (Trefethen and Weideman 2014).
func moments(d Dist) (mean, variance float64) {
	const h = 1.0 / 512
	at := func(z float64) float64 {
		v := []float64{z}
		d.Fill(v, v)
		return v[0]
	}
	weight := func(z float64) float64 { return h * math.Exp(-z*z/2-logRoot2Pi) }
	for z := -8.4; z <= 8.4; z += h {
		mean += weight(z) * at(z)
	}
	for z := -8.4; z <= 8.4; z += h {
		variance += weight(z) * (at(z) - mean) * (at(z) - mean)
	}
	return mean, variance
}

// The closed forms of mean and variance against the integral of the quantile function. Kinks (triangular) and steps
// (empirical) slow the rule down to about h²; the t law with 2.5 degrees of freedom has most of its variance beyond
// any table, so only its mean is held.
func TestMeanAndVariance(t *testing.T) {
	for _, d := range every(t) {
		mean, variance := moments(d)
		tolerance := 2e-7
		switch v := d.(type) {
		case empirical:
			tolerance = 2e-3
		case studentT:
			if v.df < 3 {
				variance = d.Variance()
			}
			tolerance = 2e-5
		case triangular:
			tolerance = 2e-6
		case metalog:
			if v.bounded() {
				if !math.IsNaN(d.Mean()) || !math.IsNaN(d.Variance()) {
					t.Errorf("%v: a closed form is claimed", d)
				}
				continue
			}
		}
		size := math.Max(math.Abs(mean), math.Sqrt(variance))
		if e := math.Abs(d.Mean() - mean); e > tolerance*size {
			t.Errorf("%v: mean %.12g, integral %.12g", d, d.Mean(), mean)
		}
		if e := math.Abs(d.Variance() - variance); e > tolerance*variance+1e-30 {
			t.Errorf("%v: variance %.12g, integral %.12g", d, d.Variance(), variance)
		}
	}
}

// Closed forms computed by hand: triangular variance (a²+b²+c²-ab-ac-bc)/18; PERT mean (0.3+4·0.6+0.9)/6 = 0.6 with
// a = b = 3, so variance 0.36·9/(36·7); road overrun LN(.15201, .24622) has mean 1.20 and sd .30 (Flyvbjerg et al.).
func TestKnownMoments(t *testing.T) {
	ok := must(t)
	for _, c := range []struct {
		d              Dist
		mean, variance float64
		tolerance      float64
	}{
		{ok(Triangular(0, 1, 4)), 5.0 / 3, (1.0 + 16 - 4) / 18, 1e-14},
		{ok(PERT(0.3, 0.6, 0.9)), 0.6, 0.36 * 9 / (36 * 7), 1e-14},
		{ok(LogNormal(0.15201, 0.24622)), 1.20, 0.09, 1e-4},
		{ok(BetaMeanSD(0.6, 0.1)), 0.6, 0.01, 1e-14},
		{ok(Beta(2, 18)), 0.1, 2.0 * 18 / (400 * 21), 1e-15},
		{ok(StudentT(0.05, 0.02, 5)), 0.05, 0.0004, 1e-18},
		{ok(Gamma(2, 0.008)), 0.016, 0.000128, 1e-17},
		{ok(Exponential(1.5)), 1.5, 2.25, 1e-15},
		{ok(Uniform(-1, 3)), 1, 16.0 / 12, 1e-15},
		{ok(Empirical([]float64{3, 1, 2, 2})), 2, 0.5, 1e-15},
		{ok(Constant(7)), 7, 0, 0},
	} {
		if math.Abs(c.d.Mean()-c.mean) > c.tolerance || math.Abs(c.d.Variance()-c.variance) > c.tolerance {
			t.Errorf("%v: mean %.15g variance %.15g, want %g and %g", c.d, c.d.Mean(), c.d.Variance(), c.mean, c.variance)
		}
	}
}

func TestEmpiricalSteps(t *testing.T) {
	d := must(t)(Empirical([]float64{30, 10, 20, 40}))
	for _, c := range []struct{ p, want float64 }{{0.1, 10}, {0.24, 10}, {0.26, 20}, {0.49, 20}, {0.51, 30}, {0.74, 30}, {0.76, 40}, {0.999, 40}} {
		if got := d.Quantile(c.p); got != c.want {
			t.Errorf("Q(%g) = %g, want %g", c.p, got, c.want)
		}
	}
}

// Every refusal names the law and what to write instead.
func TestErrorsHelp(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	fail := func(_ Dist, err error) error { return err }
	for _, c := range []struct {
		err  error
		want string
	}{
		{fail(Constant(nan)), "finite"},
		{fail(Normal(0, 0)), "plain number"},
		{fail(Normal(0, -1)), "above 0"},
		{fail(Normal(inf, 1)), "finite"},
		{fail(LogNormal(0, 0)), "above 0"},
		{fail(Uniform(3, 3)), "min < max"},
		{fail(Triangular(0, 5, 4)), "min <= mode <= max"},
		{fail(PERT(1, 1, 1)), "min < max"},
		{fail(Beta(0, 2)), "from 0.001"},
		{fail(Beta(nan, 2)), "from 0.001"},
		{fail(BetaMeanSD(1.2, 0.1)), "share"},
		{fail(BetaMeanSD(0.5, 0.6)), "below 0.5"},
		{fail(StudentT(0, 1, 2)), "above 2"},
		{fail(Gamma(0, 1)), "shape"},
		{fail(Gamma(1, 0)), "scale"},
		{fail(Exponential(-1)), "above 0"},
		{fail(Empirical(nil)), "at least one"},
		{fail(Empirical([]float64{1, nan})), "value 2"},
		{fail(Metalog(3, 2, 4)), "p10 < p50 < p90"},
		{fail(Metalog(0, 1, 100)), "lopsided"},
		{fail(MetalogBounded(1, 2, 3, 2, 1)), "lower < upper"},
		{fail(MetalogBounded(1, 2, 3, 1, inf)), "lower < p10"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("error %v does not say %q", c.err, c.want)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	z, out := make([]float64, 256), make([]float64, 256)
	for i := range z {
		z[i] = NormalQuantile(math.Mod(float64(i)*0.6180339887498949+0.5, 1))
	}
	for _, d := range every(b) {
		b.Run(d.String(), func(b *testing.B) {
			for b.Loop() {
				d.Fill(out, z)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/draw")
		})
	}
}
