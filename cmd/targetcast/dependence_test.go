package main

import (
	"math"
	"testing"

	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/program"
)

// TestDependence: three laws of eight, seven and six years; a fourth whose years leave four in common is left out. By their loads
// .3·.5 + .4·.2 = .23 for a and b; c is the factor on which a loads by .6. History gives a and b the same shocks, c none like
// them, so that shrinking leaves a and b closest.
func TestDependence(t *testing.T) {
	shocks := func(from int, x ...float64) map[int]float64 {
		out := map[int]float64{}
		for i, v := range x {
			out[from+i] = v
		}
		return out
	}
	fit := func(id string, s map[int]float64) program.Fitted {
		return program.Fitted{Indicator: id, Fit: calibrate.Fit{Shocks: s}}
	}
	p := &plan.Plan{Indicators: []plan.Indicator{{ID: "a", Loads: map[string]float64{"f": .3, "g": .4, "c": .6}}, {ID: "b", Loads: map[string]float64{"f": .5, "g": .2}},
		{ID: "c", Factor: true}}}
	d, ok := dependenceOf(p, []program.Fitted{fit("d", shocks(2017, 1, 2, 3, 1, 5)), fit("c", shocks(2013, 1, -1, 1, 1, -1, -1)),
		fit("b", shocks(2013, 1, 2, -1, 0, 3, -2, 1)), fit("a", shocks(2012, 5, 1, 2, -1, 0, 3, -2, 1))})
	if !ok || len(d.ids) != 3 || d.ids[0] != "a" || d.ids[2] != "c" || d.shrunk.N != 6 {
		t.Fatalf("%v %+v", ok, d)
	}
	for _, c := range []struct {
		i, k int
		want float64
	}{{0, 1, .23}, {0, 2, .6}, {2, 0, .6}, {1, 2, 0}} {
		if got := d.judged[c.i][c.k]; math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s with %s: %v, want %v", d.ids[c.i], d.ids[c.k], got, c.want)
		}
	}
	if ab, ac := d.shrunk.Correlation(0, 1), d.shrunk.Correlation(0, 2); !(ab > .3 && ab <= 1 && math.Abs(ac) < ab) {
		t.Errorf("by history %v and %v", ab, ac)
	}
	if got := others(func(k int) float64 { return d.judged[0][k] }, 3, 0); math.Abs(got-(.23+.6)/2) > 1e-12 {
		t.Errorf("mean with the others: %v", got)
	}
	if _, ok := dependenceOf(p, []program.Fitted{fit("d", shocks(2017, 1, 2, 3, 1, 5))}); ok {
		t.Error("one law depends on none")
	}
}
