package dist

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// worst is the largest relative difference of two functions of the normal score on a range.
func worst(lo, hi float64, got, want func(z float64) float64) float64 {
	w := 0.0
	for z := lo; z <= hi; z += 0.0137 {
		e := math.Abs(got(z)/want(z) - 1)
		if !(e <= w) {
			w = e
		}
	}
	return w
}

// The gamma table against gonum's inverse of the incomplete gamma function, from the lower end below the median and
// from the upper end above.
func TestGammaTableAccuracy(t *testing.T) {
	for _, shape := range []float64{1, 2, 3.7, 10, 57, 400, 1e4, 1e5} {
		table, err := GammaTable(shape)
		if err != nil {
			t.Fatal(err)
		}
		exact := func(z float64) float64 {
			if z < 0 {
				return mathext.GammaIncRegInv(shape, Phi(z))
			}
			return mathext.GammaIncRegCompInv(shape, Phi(-z))
		}
		if e := worst(-5, 5, table.At, exact); e > 1e-8 {
			t.Errorf("shape %g: relative error %g within ±5", shape, e)
		}
		if e := worst(5, 8.3, table.At, exact); e > 1e-7 {
			t.Errorf("shape %g: relative error %g in the upper tail", shape, e)
		}
		// gonum's inverse loses the far lower tail; its distribution function does not.
		below := func(z float64) float64 { return mathext.GammaIncReg(shape, table.At(z)) }
		if e := worst(-8.3, -5, below, Phi); e > 1e-7*(1+8.3*math.Sqrt(shape)) {
			t.Errorf("shape %g: the probability is off by %g in the lower tail", shape, e)
		}
	}
}

// Below shape 1 gonum's inverse loses the lower tail, so the table is held against the distribution function: an error
// of the quantile x by dx moves the probability p by f(x) dx, and x f(x)/p <= shape.
func TestGammaTableSmallShapes(t *testing.T) {
	for _, shape := range []float64{0.05, 0.2, 0.5, 0.9} {
		table, err := GammaTable(shape)
		if err != nil {
			t.Fatal(err)
		}
		for z := -5.0; z <= 5; z += 0.037 {
			x := table.At(z)
			if x < 1e-290 {
				continue
			}
			p, back := Phi(z), mathext.GammaIncReg(shape, x)
			if z > 0 {
				p, back = Phi(-z), mathext.GammaIncRegComp(shape, x)
			}
			if e := math.Abs(back/p - 1); e > 3e-7 {
				t.Errorf("shape %g: at z = %g the probability is off by %g", shape, z, e)
			}
		}
	}
}

func TestGammaQuantileAgreesWithTable(t *testing.T) {
	for _, shape := range []float64{0.05, 0.4, 1, 6, 300, 5e5} {
		table, _ := GammaTable(shape)
		if e := worst(-8, 8, func(z float64) float64 { return GammaQuantile(z, shape) }, table.At); e > 3e-7 {
			t.Errorf("shape %g: relative difference %g", shape, e)
		}
	}
	if !math.IsNaN(GammaQuantile(0, -1)) || !math.IsNaN(GammaQuantile(math.NaN(), 2)) {
		t.Error("nonsense is answered by a number")
	}
}

func TestBetaTableAccuracy(t *testing.T) {
	for _, c := range [][2]float64{{2, 18}, {3, 3}, {0.5, 0.5}, {0.3, 4}, {1, 1}, {50, 1}, {120, 80}, {2000, 3000}, {0.05, 0.05}, {5, 1e5}, {1e5, 1e5}, {0.1, 1e5}, {1e5, 0.05}} {
		d, err := Beta(c[0], c[1])
		if err != nil {
			t.Error(err)
			continue
		}
		for z := -8.2; z <= 8.2; z += 0.0371 {
			v := []float64{z}
			d.Fill(v, v)
			x := v[0]
			if x < 1e-290 || x > 0.5 && c[1] < 1 { // 1-x has no digits left
				continue
			}
			p, back := Phi(z), mathext.RegIncBeta(c[0], c[1], x)
			limit := 4e-7
			if min(c[0], c[1]) < 0.1 {
				limit = 1e-6
			}
			if z > 0 {
				p, back = Phi(-z), 1-mathext.RegIncBeta(c[0], c[1], x)
				limit += 2e-15 / p
			}
			// The probability may move by x f(x)/p times the error of x, up to about z²+a in the tails.
			if e := math.Abs(back/p - 1); e > limit*(1+math.Abs(z)*math.Sqrt(c[0])) {
				t.Errorf("beta%v: at z = %g the probability is off by %g", c, z, e)
				break
			}
		}
	}
}

// Student's law against gonum's quantile, in the body, and in the far tail against the distribution function.
func TestStudentTable(t *testing.T) {
	for _, df := range []float64{2.01, 2.5, 3, 4, 5, 10, 30, 300, 1e4, 1e6} {
		table, err := StudentTScore(df)
		if err != nil {
			t.Fatal(err)
		}
		unit := math.Sqrt((df - 2) / df)
		d := distuv.StudentsT{Mu: 0, Sigma: unit, Nu: df}
		// gonum's own inverse gives way beyond a hundred thousand degrees of freedom.
		if e := worst(-5, -0.01, table.At, func(z float64) float64 { return d.Quantile(Phi(z)) }); e > 2e-7 && df < 1e5 {
			t.Errorf("df %g: relative error %g against gonum", df, e)
		}
		for z := 0.05; z <= 8.3; z += 0.0137 {
			x := table.At(z) / unit
			above := mathext.RegIncBeta(df/2, 0.5, df/(df+x*x)) / 2
			limit := 1e-7
			if z > 5 {
				limit = 1e-6
			}
			// d ln P/d ln x is at most about z²+1.
			if e := math.Abs(above/Phi(-z) - 1); e > limit*(1+z*z) {
				t.Errorf("df %g: at z = %g the tail is off by %g", df, z, e)
				break
			}
			if table.At(-z) != -table.At(z) {
				t.Errorf("df %g is not symmetric", df)
			}
		}
	}
}

// With 5 degrees of freedom at unit variance P(|ε| > 2) = .04931.
func TestUnitVarianceT(t *testing.T) {
	table, err := StudentTScore(5)
	if err != nil {
		t.Fatal(err)
	}
	lo, hi := 0.0, 8.0
	for range 80 {
		if mid := (lo + hi) / 2; table.At(mid) < 2 {
			lo = mid
		} else {
			hi = mid
		}
	}
	if p := 2 * Phi(-lo); math.Abs(p-0.04931) > 5e-6 {
		t.Errorf("P(|ε| > 2) = %.6f, want .04931", p)
	}
}

// Laws with a distribution function in gonum, there and back.
func TestRoundTrips(t *testing.T) {
	ok := must(t)
	for _, c := range []struct {
		d   Dist
		cdf func(float64) float64
	}{
		{ok(Normal(3, 2)), distuv.Normal{Mu: 3, Sigma: 2}.CDF},
		{ok(LogNormal(0.2, 0.5)), distuv.LogNormal{Mu: 0.2, Sigma: 0.5}.CDF},
		{ok(Uniform(-1, 3)), distuv.Uniform{Min: -1, Max: 3}.CDF},
		{ok(Triangular(0, 1, 4)), distuv.NewTriangle(0, 4, 1, nil).CDF},
		{ok(Beta(2, 18)), distuv.Beta{Alpha: 2, Beta: 18}.CDF},
		{ok(StudentT(1, 2, 5)), distuv.StudentsT{Mu: 1, Sigma: 2 * math.Sqrt(0.6), Nu: 5}.CDF},
		{ok(Gamma(2, 0.008)), distuv.Gamma{Alpha: 2, Beta: 125}.CDF},
		{ok(Exponential(4)), distuv.Exponential{Rate: 0.25}.CDF},
	} {
		for p := 0.001; p < 1; p += 0.001 {
			if back := c.cdf(c.d.Quantile(p)); math.Abs(back-p) > 1e-8 {
				t.Errorf("%v: F(Q(%g)) = %.12g", c.d, p, back)
			}
		}
	}
}

func TestTableLimits(t *testing.T) {
	for _, shape := range []float64{0, -1, math.NaN(), math.Inf(1), 1e9} {
		if _, err := GammaTable(shape); err == nil {
			t.Errorf("shape %g is taken", shape)
		}
	}
	// Extremes that are allowed can be built and rise.
	for _, shape := range []float64{MinShape, MaxShape} {
		table, err := GammaTable(shape)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := table.At(-20), table.At(20); !(a <= table.At(0) && table.At(0) < b) || math.IsInf(b, 0) {
			t.Errorf("shape %g: %g %g", shape, a, b)
		}
	}
	for _, a := range []float64{MinShape, 1, maxBeta} {
		for _, b := range []float64{MinShape, 1, maxBeta} {
			if _, err := Beta(a, b); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestCacheForgetsButServes(t *testing.T) {
	var c cache[float64]
	for i := range 2*cacheLimit + 3 {
		if _, err := c.get(float64(i), func() (*Table, error) { return &Table{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.table) > cacheLimit {
		t.Errorf("%d tables are kept", len(c.table))
	}
	if _, err := c.get(-1, func() (*Table, error) { return nil, fmt.Errorf("no") }); err == nil {
		t.Error("an error is lost")
	}
}

func BenchmarkGammaTableBuild(b *testing.B) {
	for b.Loop() {
		if _, err := tabulate(logarithm, 16, gammaGuess(0, 2.5), gammaScore(2.5)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGammaQuantile(b *testing.B) {
	z := 0.3
	for b.Loop() {
		z = -z
		GammaQuantile(z, 2.5)
	}
}
