package attain

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestWilson holds published intervals (95 %) to the digits given, and the defining equation to 1e-12: the ends are the
// p at which |p̂-p| = z·√(p(1-p)/n), z = 1.959963984540054.
func TestWilson(t *testing.T) {
	for _, test := range []struct {
		hits, n   int64
		lo, hi    float64
		tolerance float64
	}{
		{0, 10, 0, .2775, 5e-5},
		{8, 10, .4902, .9433, 5e-5},
		{9500, 10000, .94555, .95410, 5e-6},
		{10, 10, 1 - .2775, 1, 5e-5}, // the mirror of 0 of 10
	} {
		lo, hi, err := WilsonInterval(test.hits, test.n, .95)
		if err != nil {
			t.Fatal(err)
		}
		close(t, "lower", lo, test.lo, test.tolerance)
		close(t, "upper", hi, test.hi, test.tolerance)
		share := float64(test.hits) / float64(test.n)
		for _, p := range []float64{lo, hi} {
			if p > 0 && p < 1 {
				close(t, "distance in se", math.Abs(share-p)/math.Sqrt(p*(1-p)/float64(test.n)), 1.959963984540054, 1e-10)
			}
		}
	}
	if _, _, err := WilsonInterval(3, 2, .95); err == nil {
		t.Error("3 hits of 2 accepted")
	}
	if _, _, err := WilsonInterval(0, 0, .95); err == nil {
		t.Error("0 futures accepted")
	}
	if _, _, err := WilsonInterval(1, 2, 1); err == nil {
		t.Error("confidence 1 accepted")
	}
}

func TestEstimates(t *testing.T) {
	l, err := Estimate(8, 10, .95)
	if err != nil || l.P != .8 || l.Error.Method != Wilson || !math.IsNaN(l.Unknown.Lo) {
		t.Errorf("%+v, %v", l, err)
	}
	// Hits 40, 50, 60 of 100: mean .5, s = .1, half-width t(2; .975)·.1/√3 = 4.302653·.0577350 = .248414.
	l, err = EstimateReplicates([]int64{40, 50, 60}, 100, .95)
	if err != nil || l.P != .5 || l.Hits != 150 || l.N != 300 || l.Error.Method != Replicates {
		t.Errorf("%+v, %v", l, err)
	}
	close(t, "lower", l.Error.Lo, .5-.248414, 1e-6)
	close(t, "upper", l.Error.Hi, .5+.248414, 1e-6)
	// 16 replicates: half-width t(15; .975)·s/4 = .532863 s.
	hits := make([]int64, 16)
	for i := range hits {
		hits[i] = 500 + int64(1-2*(i%2)) // 501, 499, ...: s = √(16/15)/1000
	}
	l, err = EstimateReplicates(hits, 1000, .95)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "half-width over s", (l.Error.Hi-l.P)/(math.Sqrt(16./15)/1000), .532863, 1e-5)
	for _, bad := range [][]int64{nil, {1}, {1, 101}, {1, -1}} {
		if _, err := EstimateReplicates(bad, 100, .95); err == nil {
			t.Errorf("replicates %v accepted", bad)
		}
	}
}

// TestParameterRange: a log random walk whose drift μ is normal has p(μ) = Φ((hμ-ln(K/X0))/(σ√h)), increasing in μ, so
// the 10th and 90th percentiles of p are p at μ = m ∓ 1.2815516 s. M = 4000 drifts, 64 futures each, fixed seed.
// The standard error of a 10 % quantile in rank is √(.09/M) = .0047, times dp/drank below 1.6 in these cases: 4 of them
// are .030; for the shape of the noise, which the shrinking leaves, .005 more.
func TestParameterRange(t *testing.T) {
	const sets, inner = 4000, 64
	for name, test := range map[string]struct{ m, s, sigma, h, ratio float64 }{
		"even":    {.06, .012, .03, 4, 1.2712491503214047}, // ln K/X0 = .24: p = Φ(.8 z)
		"likely":  {.075, .012, .03, 4, 1.2712491503214047},
		"narrow":  {.06, .003, .03, 4, 1.2712491503214047},
		"certain": {.06, 0, .03, 4, 1.25},
	} {
		g := rand.New(rand.NewPCG(19, 20))
		p := func(mu float64) float64 {
			return phi((test.h*mu - math.Log(test.ratio)) / (test.sigma * math.Sqrt(test.h)))
		}
		hits := make([]int64, sets)
		for i := range hits {
			q := p(test.m + test.s*g.NormFloat64())
			for range inner {
				if g.Float64() < q {
					hits[i]++
				}
			}
		}
		r, err := ParameterRange(hits, inner, .8)
		if err != nil {
			t.Fatal(err)
		}
		close(t, name+": lower", r.Lo, p(test.m-1.2815516*test.s), .035)
		close(t, name+": upper", r.Hi, p(test.m+1.2815516*test.s), .035)
		t.Logf("%s: %.3f to %.3f, exactly %.3f to %.3f", name, r.Lo, r.Hi, p(test.m-1.2815516*test.s), p(test.m+1.2815516*test.s))
	}
	// Without noise to take out (all or nothing) the range is that of the shares.
	hits := make([]int64, 100)
	for i := range 50 {
		hits[i] = 1000
	}
	if r, err := ParameterRange(hits, 1000, .8); err != nil || r.Lo != 0 || r.Hi != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	for name, bad := range map[string]func() (Range, error){
		"few sets":  func() (Range, error) { return ParameterRange(make([]int64, 9), 10, .8) },
		"one inner": func() (Range, error) { return ParameterRange(make([]int64, 10), 1, .8) },
		"share":     func() (Range, error) { return ParameterRange(make([]int64, 10), 10, 1) },
		"too many":  func() (Range, error) { return ParameterRange([]int64{11, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 10, .8) },
	} {
		if _, err := bad(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestState(t *testing.T) {
	none := [2]float64{}
	same := func(a, b Stated) bool {
		eq := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
		return a.Kind == b.Kind && eq(a.P, b.P) && a.Lo == b.Lo && a.Hi == b.Hi
	}
	nan := math.NaN()
	for _, test := range []struct {
		p        float64
		grade    string
		base     bool
		envelope [2]float64
		want     Stated
	}{
		{.6349, "A", true, none, Stated{Point, .63, .63, .63}},
		{.996, "A", true, none, Stated{Band, nan, .99, 1}},
		{.004, "A", true, none, Stated{Band, nan, 0, .01}},
		{0, "A", true, none, Stated{Band, nan, 0, .01}},
		{.6349, "B", true, none, Stated{Point, .65, .65, .65}},
		{.98, "B", true, none, Stated{Band, nan, .95, 1}},
		{.6349, "C", true, none, Stated{Band, nan, .6, .8}},
		{.6, "C", true, none, Stated{Band, nan, .6, .8}},
		{1, "C", true, none, Stated{Band, nan, .8, 1}},
		{0, "", true, none, Stated{Band, nan, 0, .2}},
		{nan, "A", true, none, Stated{CannotAssess, nan, 0, 1}},
		{.5, "A", false, [2]float64{.45, .55}, Stated{Band, nan, .4, .6}},
		{.5, "A", false, [2]float64{.2, .8}, Stated{Band, nan, .2, .8}},         // 60 points exactly
		{.5, "A", false, [2]float64{.2, .81}, Stated{CannotAssess, nan, .2, 1}}, // 80 points
		{.5, "A", false, [2]float64{.03, .97}, Stated{CannotAssess, nan, 0, 1}},
		{.5, "A", false, [2]float64{.4, .4}, Stated{Band, nan, .4, .6}},
		{.5, "A", false, [2]float64{1, 1}, Stated{Band, nan, .8, 1}},
		{.5, "A", false, [2]float64{nan, 1}, Stated{CannotAssess, nan, 0, 1}},
	} {
		if got := State(test.p, test.grade, test.base, test.envelope); !same(got, test.want) {
			t.Errorf("State(%v, %q, %v, %v) = %+v, want %+v", test.p, test.grade, test.base, test.envelope, got, test.want)
		}
	}
	if Settle(true) != (Stated{Settled, 1, 1, 1}) || Settle(false) != (Stated{Settled, 0, 0, 0}) {
		t.Error("settled outcomes")
	}
	// The edges of fifths that floats cannot hold exactly stay edges.
	for k := range 5 {
		if got := State(float64(k)/5, "C", true, none); got.Lo != float64(k)/5 {
			t.Errorf("%d/5 falls in %+v", k, got)
		}
		if got := State(float64(k*20)/100, "", false, [2]float64{0, float64(k*20) / 100}); k > 0 && got.Hi != float64(k)/5 {
			t.Errorf("envelope to %d/5 ends at %v", k, got.Hi)
		}
	}
}
