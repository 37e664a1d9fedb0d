package dist

import (
	"math"
	"math/big"
	"math/rand/v2"
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

// exactPhi is Φ(z) = 1/2 + (2π)^-1/2 Σ (-1)^k z^(2k+1) / (2^k k! (2k+1)) in 200 binary digits, for |z| up to 5: the largest
// term is below 2^18, so that 2^-180 is left.
func exactPhi(z float64) *big.Float {
	exact := func(x float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(x) }
	root, _ := new(big.Float).SetPrec(200).SetString("0.398942280401432677939946059934381868475858631164934657665925829670657925899")
	x := exact(z)
	square := exact(0).Mul(x, x)
	term, sum := exact(z), exact(0)
	for k := 0.0; k < 120; k++ {
		sum.Add(sum, exact(0).Quo(term, exact(2*k+1)))
		term.Mul(term, square).Quo(term, exact(-2*(k+1)))
	}
	return sum.Mul(sum, root).Add(sum, exact(.5))
}

// An error of d in Φ⁻¹(p) moves Φ by d φ: Φ in 200 binary digits tells the error of a score to a small part of its last digit.
func TestScoresAreExactToTheLastDigit(t *testing.T) {
	if got, _ := exactPhi(1.959963984540054).Float64(); math.Abs(got-.975) > 2e-16 {
		t.Fatalf("the judge says Φ(1.96) = %.17g", got)
	}
	g := rand.New(rand.NewPCG(8, 1))
	var worst [2]float64 // between the tails, in the tails
	for i := range 6000 {
		p := math.Exp2(-1 - 11.5*g.Float64()) // every octave of the table, and beyond
		switch i % 3 {
		case 1:
			p = 1 - p
		case 2:
			p = .5 + (g.Float64()-.5)/64 // about the middle, where the table ends
		}
		z := NormalQuantile(p)
		off := exactPhi(z)
		off.Sub(off, new(big.Float).SetFloat64(p))
		d, _ := off.Float64()
		d /= math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		_, exponent := math.Frexp(z)
		where := 0
		if math.Min(p, 1-p) < 0x1p-12 {
			where = 1
		}
		worst[where] = max(worst[where], math.Abs(d)/math.Ldexp(1, exponent-53))
	}
	t.Logf("largest errors: %.2f and in the tails %.2f units in the last place", worst[0], worst[1])
	if worst[0] > 1.5 || worst[1] > 4 {
		t.Errorf("scores are off by %.2f units in the last place, in the tails %.2f; promised are 1.5 and 4", worst[0], worst[1])
	}
}

// Luck compares scenarios only if the score never falls while the uniform rises: from cell to cell of the table, at its ends
// and from one float to the next.
func TestScoresNeverFall(t *testing.T) {
	g := rand.New(rand.NewPCG(8, 2))
	from := []float64{1.0 / 4096, 4095.0 / 4096, 127.0 / 256, 129.0 / 256, .5, .25, .75}
	for range 2000 {
		from = append(from, math.Exp2(-1-11.2*g.Float64()), 1-math.Exp2(-1-11.2*g.Float64()))
	}
	for k := range cellCount {
		from = append(from, math.Float64frombits(uint64(k+firstCell)<<cellShift))
	}
	for _, p := range from {
		// Neighbouring floats may share a score or, by rounding, swap one; uniforms are at least 2^-52 apart, where a score
		// moves by 2.5 × 2^-52 or more, and scores below 4 end at 2^-51.
		before := NormalQuantile(p)
		for k := 1; k <= 8; k++ {
			z := NormalQuantile(p + float64(k)*0x1p-52)
			if z < before {
				t.Fatalf("the score falls from %.17g to %.17g after p = %.17g", before, z, p)
			}
			before = z
		}
	}
}

// BenchmarkNormalScores turns ever other uniforms, as a run does: what repeats would be foreseen and stay in the cache.
func BenchmarkNormalScores(b *testing.B) {
	g := rand.New(rand.NewPCG(1, 2))
	u, z := make([]float64, 1<<16), make([]float64, 256)
	for i := range u {
		u[i] = g.Float64()
	}
	for i := range b.N {
		from := i * 256 % len(u)
		NormalScores(z, u[from:from+256])
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
