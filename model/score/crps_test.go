package score

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func close(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.10g, want %.10g within %g", what, got, want, tolerance)
	}
}

// TestPublishedValues: values of the closed forms as published for the normal law and computed from the definition.
func TestPublishedValues(t *testing.T) {
	close(t, "N(0,1) at 0", NormalCRPS(0, 1, 0), .233695, 5e-7) // (√2-1)/√π
	close(t, "N(0,1) at 0, exact", NormalCRPS(0, 1, 0), (math.Sqrt2-1)/math.Sqrt(math.Pi), 1e-15)
	close(t, "N(0,1) at 1", NormalCRPS(0, 1, 1), .602441, 5e-7)
	close(t, "N(3,2) at 5", NormalCRPS(3, 2, 5), 2*.602441, 1e-6) // moves and stretches with the law
	close(t, "a point", NormalCRPS(3, 0, 5), 2, 0)
	close(t, "t5 at 1", StudentCRPS(5, 0, 1, 1), .603831, 5e-7)
	close(t, "t5(3,2) at 5", StudentCRPS(5, 3, 2, 5), 2*.603831, 1e-6)
	if !math.IsInf(StudentCRPS(.5, 0, 1, 0), 1) || !math.IsNaN(StudentCRPS(.8, 0, 1, 0)) {
		t.Error("t laws without a closed form")
	}
	draws := []float64{2, -1, 0}
	close(t, "sample", SampleCRPS(draws, .5), .5, 1e-15) // (1.5+.5+1.5)/3 - (1+2+3)/9
	close(t, "fair", FairCRPS(draws, .5), 1./6, 1e-15)   // 3.5/3 - (1+2+3)/6
	close(t, "log score", LogScore(math.Log(.25)), math.Log(4), 1e-15)
	close(t, "skill", Skill(3, 4), .25, 1e-15)
	close(t, "skill of the same but for rounding", Skill(1+1e-14, 1), 0, 0)
	close(t, "skill of a little worse", Skill(1+1e-6, 1), -1e-6, 1e-12)
	if !math.IsNaN(Skill(1, 0)) {
		t.Error("skill against a perfect reference")
	}
}

// TestNumericAgainstClosedForms: the integral agrees with the closed forms within the error that it states, also when
// the centre and scale it is given are poor.
func TestNumericAgainstClosedForms(t *testing.T) {
	for _, df := range []float64{1.5, 2, 5, 30, 1e6} {
		for _, y := range []float64{-40, -1, 0, .3, 7} {
			law := distuv.StudentsT{Mu: .5, Sigma: 2, Nu: df}
			for _, scale := range []float64{2, .5} {
				got, bound, err := CRPS(law.CDF, 0, scale, y)
				if err != nil {
					t.Fatal(err)
				}
				if want := StudentCRPS(df, .5, 2, y); math.Abs(got-want) > bound+1e-8 { // the closed form loses digits for many degrees of freedom
					t.Errorf("df %v y %v: %.12g, want %.12g, stated error %g", df, y, got, want, bound)
				}
			}
		}
	}
	// A mixture of normals: E|X-y| - E|X-X'|/2 with E|N(m,s²)| in closed form (Grimit et al., 2006).
	folded := func(m, s float64) float64 {
		return m*(2*distuv.UnitNormal.CDF(m/s)-1) + 2*s*distuv.UnitNormal.Prob(m/s)
	}
	cdf := func(x float64) float64 {
		return .3*distuv.UnitNormal.CDF(x+1) + .7*distuv.UnitNormal.CDF((x-2)/.5)
	}
	y := .4
	want := .3*folded(y+1, 1) + .7*folded(y-2, .5) -
		.5*(.09*folded(0, math.Sqrt2)+.49*folded(0, .5*math.Sqrt2)+.42*folded(3, math.Sqrt(1.25)))
	got, _, err := CRPS(cdf, 1, 1.5, y)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "mixture", got, want, 1e-8)
	for _, bad := range []struct{ centre, scale, y float64 }{{0, 0, 1}, {math.NaN(), 1, 1}, {0, 1, math.Inf(1)}} {
		if _, _, err := CRPS(cdf, bad.centre, bad.scale, bad.y); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
	// Without all its mass a law has no finite score: the integral must not pretend to know it.
	cauchy := func(x float64) float64 { return .5 + math.Atan(x)/math.Pi }
	if _, _, err := CRPS(func(x float64) float64 { return .5 + (cauchy(x)-.5)*.9 }, 0, 1, 0); err == nil {
		t.Error("a law whose mass does not add up to one is accepted")
	}
}

// TestQuantileLossIntegratesToCRPS: CRPS = 2∫ pinball(F⁻¹(p), y) dp.
func TestQuantileLossIntegratesToCRPS(t *testing.T) {
	const n = 200_000
	var sum float64
	for i := range n {
		p := (float64(i) + .5) / n
		sum += 2 * Quantile(distuv.UnitNormal.Quantile(p), 1, p) / n
	}
	close(t, "CRPS", sum, NormalCRPS(0, 1, 1), 1e-5) // the midpoint rule's error at the ends
}

// TestFairCRPSIsUnbiased: with five draws of N(0,1) at y = 1 the mean over 40 000 repetitions is the score of the law
// within 4 standard errors; that of SampleCRPS is not, it is larger by E|X-X'|/(2M) = 1/(√π·5).
func TestFairCRPSIsUnbiased(t *testing.T) {
	const m, repeats = 5, 40_000
	g := rand.New(rand.NewPCG(3, 4))
	draws := make([]float64, m)
	var fair, squares, plain float64
	for range repeats {
		for i := range draws {
			draws[i] = g.NormFloat64()
		}
		f := FairCRPS(draws, 1)
		fair, squares, plain = fair+f/repeats, squares+f*f/repeats, plain+SampleCRPS(draws, 1)/repeats
	}
	se := math.Sqrt((squares - fair*fair) / repeats)
	close(t, "fair", fair, NormalCRPS(0, 1, 1), 4*se)
	close(t, "plain", plain, NormalCRPS(0, 1, 1)+1/(math.Sqrt(math.Pi)*m), 4*se)
}

// TestCountCRPS compares with E|X-y| - E|X-X'|/2, summed over the probabilities of a Poisson law.
func TestCountCRPS(t *testing.T) {
	law := distuv.Poisson{Lambda: 3}
	for _, y := range []float64{0, 2, 3, 9} {
		var want float64
		for i := 0.; i < 60; i++ {
			want += law.Prob(i) * math.Abs(i-y)
			for j := 0.; j < 60; j++ {
				want -= law.Prob(i) * law.Prob(j) * math.Abs(i-j) / 2
			}
		}
		close(t, "Poisson", CountCRPS(law.CDF, y), want, 1e-10)
	}
}

// TestInterval: the published example, and the expected score of the right interval of N(0,1), which is 4φ(z)/α.
func TestInterval(t *testing.T) {
	close(t, "[0,1] at 1.2", Interval(0, 1, 1.2, .1), 5, 1e-14)
	close(t, "[0,1] at -.1", Interval(0, 1, -.1, .1), 3, 1e-14)
	close(t, "inside", Interval(0, 1, .5, .1), 1, 0)
	z := distuv.UnitNormal.Quantile(.95)
	expected := func(half float64) float64 {
		const step = 1e-3
		var sum float64
		for y := -9.; y < 9; y += step {
			sum += Interval(-half, half, y, .1) * distuv.UnitNormal.Prob(y) * step
		}
		return sum
	}
	close(t, "optimum", expected(z), 4.12543, 5e-6)
	if !(expected(z) < expected(z*.9) && expected(z) < expected(z*1.1)) {
		t.Error("another interval than the right one is expected to score better")
	}
}

// TestQuantileCRPS: nine quantiles of N(0,1) give its score, up to the midpoint rule over 2000 points; one is the absolute
// error; those of an exponential law give it within 2 %.
func TestQuantileCRPS(t *testing.T) {
	levels := []float64{.025, .05, .1, .25, .5, .75, .9, .95, .975}
	for _, y := range []float64{0, 1, -3} {
		var q, e []float64
		for _, p := range levels {
			q, e = append(q, distuv.UnitNormal.Quantile(p)), append(e, -math.Log(1-p))
		}
		got, err := QuantileCRPS(levels, q, y)
		if err != nil {
			t.Fatal(err)
		}
		close(t, "normal", got, NormalCRPS(0, 1, y), 1e-3)
		if x := math.Abs(y); x > 0 {
			// ∫(F-1{x>=y})² for F = 1-exp(-x): y - 2(1-exp(-y)) + 1/2.
			got, _ = QuantileCRPS(levels, e, x)
			want := x - 2*(1-math.Exp(-x)) + .5
			close(t, "exponential", got, want, .02*want)
		}
	}
	got, _ := QuantileCRPS([]float64{.5}, []float64{2}, 5)
	close(t, "one", got, 3, 1e-12)
	for _, levels := range [][]float64{{}, {.5, .4}, {0}, {1.2}} {
		if _, err := QuantileCRPS(levels, make([]float64, len(levels)), 0); err == nil {
			t.Errorf("%v is accepted", levels)
		}
	}
}
