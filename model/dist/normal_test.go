package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Values to 16 digits from tables of the normal law (Abramowitz and Stegun 26.1-26.2 and Wichura 1988, who gives
// those at .25, .001 and 1e-20 as checks of AS 241).
func TestNormalQuantilePublished(t *testing.T) {
	for _, c := range []struct{ p, want float64 }{
		{0.975, 1.959963984540054},
		{0.95, 1.6448536269514722},
		{0.9, 1.2815515655446004},
		{0.25, -0.6744897501960817},
		{0.001, -3.090232306167813},
		{1e-20, -9.262340089798408},
		{0.5, 0},
	} {
		if got := NormalQuantile(c.p); math.Abs(got-c.want) > 5e-16*math.Max(1, math.Abs(c.want)) {
			t.Errorf("NormalQuantile(%g) = %.17g, want %.17g", c.p, got, c.want)
		}
	}
	if !math.IsInf(NormalQuantile(0), -1) || !math.IsInf(NormalQuantile(1), 1) {
		t.Error("the ends of (0,1) are not infinite")
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if !math.IsNaN(NormalQuantile(p)) {
			t.Errorf("NormalQuantile(%g) is not NaN", p)
		}
	}
}

// P(Z > 4) = 3.16712e-5; further tails from the asymptotic series φ(z)/z (1 - 1/z² + 3/z⁴ - ...), which at z = 8 is
// 6.220960574271785e-16 and at z = 20 is 2.753624118606234e-89.
func TestPhiTails(t *testing.T) {
	for _, c := range []struct{ z, want, tolerance float64 }{
		{-4, 3.167124183311992e-5, 1e-14},
		{-8, 6.220960574271785e-16, 1e-13},
		{-20, 2.753624118606234e-89, 1e-12},
		{0, 0.5, 0},
		{1.959963984540054, 0.975, 1e-15},
	} {
		if got := Phi(c.z); math.Abs(got-c.want) > c.tolerance*c.want {
			t.Errorf("Phi(%g) = %.17g, want %.17g", c.z, got, c.want)
		}
	}
}

func TestNormalScoresAgreeWithGonumAndRise(t *testing.T) {
	std := distuv.UnitNormal
	n := 40001
	u, z, back := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = (float64(i) + 0.5) / float64(n)
	}
	for i := range 40 { // far tails too
		u[i] = math.Ldexp(1, i-53)
		u[n-1-i] = 1 - u[i]
	}
	NormalScores(z, u)
	Uniforms(back, z)
	for i := range u {
		if i > 40 && i < n-40 && z[i] <= z[i-1] {
			t.Fatalf("the scores do not rise at u = %g", u[i])
		}
		if z[i] != NormalQuantile(u[i]) {
			t.Fatalf("block and single score differ at %g", u[i])
		}
		if want := std.Quantile(u[i]); math.Abs(z[i]-want) > 2e-15*math.Max(1, math.Abs(want)) {
			t.Errorf("Φ⁻¹(%g) = %.17g, gonum %.17g", u[i], z[i], want)
		}
		// One last digit of z moves Φ(z) by z² in relative terms.
		if e := math.Abs(back[i]-u[i]) / u[i]; e > 1e-15*(4+z[i]*z[i]) {
			t.Errorf("Φ(Φ⁻¹(%g)) is off by %g", u[i], e)
		}
	}
}

func BenchmarkNormalScores(b *testing.B) {
	u, z := make([]float64, 256), make([]float64, 256)
	for i := range u {
		u[i] = math.Mod(float64(i)*0.6180339887498949+0.5, 1)
	}
	for b.Loop() {
		NormalScores(z, u)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/score")
}

func BenchmarkUniforms(b *testing.B) {
	u, z := make([]float64, 256), make([]float64, 256)
	for i := range z {
		z[i] = float64(i-128) / 40
	}
	for b.Loop() {
		Uniforms(u, z)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/score")
}
