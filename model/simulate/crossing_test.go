package simulate

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// A margin that is a polynomial of degree 6 in the place, or the logarithm of whose indicator is one, is followed exactly: its crossings are
// the roots it was made of, and the share is what Φ says of them.
func TestPathsOfKnownRoots(t *testing.T) {
	quartic := func(x float64) float64 { return (x*x+9)*(x*x+20) + 50*x } // positive
	for _, c := range []struct {
		name      string
		margin    func(x float64) float64
		threshold float64
		roots     []float64
		met       bool // far to the left
		folded    bool
	}{
		{"rises once", func(x float64) float64 { return (x - .3) * (x + 7) * quartic(x) }, 0, []float64{.3}, false, false},
		{"falls once", func(x float64) float64 { return (.3 - x) * (x + 7) * quartic(x) }, 0, []float64{.3}, true, false},
		{"grows", func(x float64) float64 { return 50*math.Exp(.7*x) - 90 }, 90, []float64{math.Log(1.8) / .7}, false, false},
		{"grows, at most", func(x float64) float64 { return 90 - 50*math.Exp(.7*x) }, -90, []float64{math.Log(1.8) / .7}, true, false},
		{"three times", func(x float64) float64 { return (x + 1.9) * (x - .2) * (x - 2.5) }, 0, []float64{-1.9, .2, 2.5}, false, true},
		{"beyond the last place", func(x float64) float64 { return x - 4.5 }, 0, []float64{4.5}, false, false},
		{"before the first", func(x float64) float64 { return -4.5 - x }, 0, []float64{-4.5}, true, false},
		{"never", func(x float64) float64 { return -1 }, 0, nil, false, false},
		{"always", func(x float64) float64 { return 1 }, 0, nil, true, false},
		{"unknown", func(x float64) float64 { return math.NaN() }, 5, nil, false, false},
	} {
		var y [rungs]float64
		for j := range y {
			y[j] = c.margin(rung*float64(j) - reach)
		}
		p := trace(&y, c.threshold, full)
		share, met, before := 0.0, c.met, 0.0
		for _, at := range append(c.roots, math.Inf(1)) {
			if met {
				share += dist.Phi(at) - before
			}
			met, before = !met, dist.Phi(at)
		}
		if p.met != c.met || p.folded != c.folded || p.n != len(c.roots) || !(math.Abs(p.share()-share) < 1e-9) {
			t.Errorf("%s: %+v with share %v, want %v", c.name, p, p.share(), share)
			continue
		}
		for i, at := range c.roots {
			if !(math.Abs(p.at[i]-at) < 1e-8) {
				t.Errorf("%s: crosses at %v, want %v", c.name, p.at[i], at)
			}
		}
	}
}

// Two places see a straight line, three a parabola as it is; beyond them a line goes on straight.
func TestShortLaddersFollowWhatTheyCan(t *testing.T) {
	for _, c := range []struct {
		margin func(x float64) float64
		root   float64
		exact  []bool // by ladder
	}{
		{func(x float64) float64 { return 2*x - .8 }, .4, []bool{true, true}},
		{func(x float64) float64 { return 2*x - 5 }, 2.5, []bool{true, true}},
		{func(x float64) float64 { return (x - .4) * (x + 16) }, .4, []bool{false, true}},
	} {
		var y [rungs]float64
		for j := range y {
			y[j] = c.margin(full.at(j))
		}
		for n, l := range short {
			p := trace(&y, 0, l)
			if off := math.Abs(p.share() - dist.Phi(-c.root)); (off < 1e-9) != c.exact[n] || off > .1 {
				t.Errorf("root %v from %d places: %+v", c.root, l.n, p)
			}
		}
	}
}
