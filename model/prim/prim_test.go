package prim_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"targetcast/model/prim"
)

// uniforms are n cases of so many independent inputs on (0,1), of interest where the rule says so.
func uniforms(n, inputs int, seed uint64, of func(x []float64, luck float64) bool) prim.Cases {
	r := rand.New(rand.NewPCG(seed, 9))
	c := prim.Cases{X: make([][]float64, inputs), Of: make([]bool, n)}
	for k := range n {
		var x []float64
		for i := range inputs {
			x = append(x, r.Float64())
			c.X[i] = append(c.X[i], x[i])
		}
		c.Of[k] = of(x, r.Float64())
	}
	return c
}

func every(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i)
	}
	return out
}

// find is the whole method: peel, choose, paste, and take off what is not needed.
func find(t *testing.T, c prim.Cases, most int) (prim.Box, []prim.Step) {
	t.Helper()
	steps, err := prim.Peel(c, every(len(c.X)))
	if err != nil {
		t.Fatal(err)
	}
	return prim.Prune(c, prim.Paste(c, steps[prim.Choose(steps, 0)].Box), most), steps
}

// In the unit cube, cases are of interest in the known box x1 > .7 and x2 < .4 alone. What is found must hold them in
// cases that it was not sought in. The limits are found to within the distance of neighbouring cases in the box: of the
// 240 cases there and the 1760 around, some 12 lie within .005 of a limit.
func TestKnownBoxInTheCube(t *testing.T) {
	rule := func(x []float64, _ float64) bool { return x[0] > .7 && x[1] < .4 }
	for seed := range uint64(10) {
		c := uniforms(2000, 3, seed, rule)
		b, _ := find(t, c, 3)
		if got := b.Limited(); !slices.Equal(got, []int{0, 1}) {
			t.Errorf("seed %d: limits on inputs %v, want 0 and 1", seed, got)
			continue
		}
		fresh := uniforms(20_000, 3, seed+100, rule)
		if f := fresh.Measure(b); f.Density() < .9 || f.Coverage() < .9 {
			t.Errorf("seed %d: density %.3f, coverage %.3f in %v", seed, f.Density(), f.Coverage(), b)
		}
		if math.Abs(b[0].Lo-.7) > .03 || math.Abs(b[1].Hi-.4) > .03 || !math.IsInf(b[0].Hi, 1) || !math.IsInf(b[1].Lo, -1) {
			t.Errorf("seed %d: the box is %v", seed, b)
		}
		for i, p := range prim.QuasiP(fresh, b) {
			if (p < 1e-12) != (i < 2) {
				t.Errorf("seed %d: input %d has the quasi-p-value %v", seed, i, p)
			}
		}
	}
}

// The shape of the case of Bryant and Lempert (2010): 882 cases of nine inputs, about 89 of interest. Here the box is
// known: three inputs cut out .4·.5·.5 = a tenth of the space, in which nine cases of ten are of interest, and one in
// eighty elsewhere. So the box has the density .9 and the coverage .09/(.09 + .9/80) = .889.
func TestShapeOfBryantAndLempert(t *testing.T) {
	inBox := func(x []float64) bool { return x[1] > .6 && x[4] < .5 && x[7] > .5 }
	rule := func(x []float64, luck float64) bool { return luck < .9 && inBox(x) || luck > 1-1./80 && !inBox(x) }
	right, often := 0, map[bool]float64{}
	for seed := range uint64(20) {
		c := uniforms(882, 9, seed, rule)
		b, steps := find(t, c, 3)
		if slices.Equal(b.Limited(), []int{1, 4, 7}) {
			right++
		}
		fresh := uniforms(50_000, 9, seed+100, rule)
		if f := fresh.Measure(b); f.Density() < .65 || f.Coverage() < .65 {
			t.Errorf("seed %d: density %.3f, coverage %.3f in %v", seed, f.Density(), f.Coverage(), b)
		}
		again, err := prim.Resample(c, every(9), steps[prim.Choose(steps, 0)].Fit, 3, 20, seed)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range again {
			known := i == 1 || i == 4 || i == 7
			if known && r.ByDensity < .4 || !known && r.ByDensity > .4 {
				t.Errorf("seed %d: input %d is limited again at the same density in %.2f of the halves", seed, i, r.ByDensity)
			}
			often[known] += r.ByCoverage / 20 / map[bool]float64{true: 3, false: 6}[known]
		}
	}
	// A half has but 44 cases of interest.
	if often[true] < .6 || often[false] > .1 {
		t.Errorf("at the same coverage the three inputs are limited again in %.2f of the halves, the others in %.2f", often[true], often[false])
	}
	if right < 19 {
		t.Errorf("the three inputs were found in %d of 20 samples", right)
	}
}

// By hand: 20 cases in the order of one input, those of interest among the upper ten. The box x > 9.5 holds 10 cases, all
// of interest; without limits 10 of 20 are. Ten hits in ten at one half: a chance of 1/1024.
func TestMeasuresByHand(t *testing.T) {
	c := prim.Cases{X: [][]float64{nil, nil}, Of: make([]bool, 20)}
	for k := range 20 {
		c.X[0], c.X[1], c.Of[k] = append(c.X[0], float64(k)), append(c.X[1], float64(k%2)), k >= 10
	}
	b := prim.Box{{Lo: 9.5, Hi: math.Inf(1)}, prim.None}
	f := c.Measure(b)
	if f != (prim.Fit{In: 10, Hits: 10, All: 20, Of: 10}) || f.Coverage() != 1 || f.Density() != 1 || f.Mass() != .5 || f.Phi() != 1 {
		t.Errorf("%+v", f)
	}
	if p := prim.QuasiP(c, b); math.Abs(p[0]-1./1024) > 1e-12 || p[1] != 1 {
		t.Errorf("quasi-p-values %v, want 1/1024 and 1", p)
	}
	wide := prim.Box{{Lo: 4.5, Hi: math.Inf(1)}, prim.None}                                      // 15 cases, 10 of interest
	if f := c.Measure(wide); f.Density() != 10./15 || math.Abs(f.Phi()-1/math.Sqrt(3)) > 1e-15 { // (10·5 - 5·0)/√(15·10·10·5)
		t.Errorf("%+v", f)
	}
	tight := prim.Box{{Lo: 14.5, Hi: math.Inf(1)}, prim.None}
	if got := prim.Paste(c, tight); got[0].Lo != 9.5 {
		t.Errorf("pasted to %v", got)
	}
	if got := prim.Prune(c, prim.Box{b[0], {Lo: .5, Hi: 2}}, 2); got[0] != b[0] || !got[1].Free() {
		t.Errorf("pruned to %v", got)
	}
	if f := (prim.Cases{X: [][]float64{{1}}, Of: []bool{false}}).Measure(prim.Everywhere(1)); f.Coverage() != 0 || f.Density() != 0 || f.Phi() != 0 {
		t.Errorf("nothing of interest: %+v", f)
	}
}

// Values that repeat are cut off together: of an input of three values the box keeps whole values.
func TestTiesAreCutTogether(t *testing.T) {
	c := uniforms(900, 2, 4, func(x []float64, luck float64) bool { return x[0] > 2./3 && luck < .95 })
	for k, x := range c.X[0] {
		c.X[0][k] = math.Floor(3 * x)
	}
	b, _ := find(t, c, 2)
	if got := b.Limited(); !slices.Equal(got, []int{0}) || b[0].Lo != 1.5 {
		t.Errorf("the box is %v", b)
	}
}

// Each step peels off some of what the one before held, and the density of what is left is at least .05 of the patience
// away from nothing: the trajectory starts with everything and ends pure or small.
func TestTrajectory(t *testing.T) {
	c := uniforms(3000, 4, 7, func(x []float64, luck float64) bool { return luck < x[0]*x[1] })
	_, steps := find(t, c, 4)
	if f := steps[0].Fit; f.Mass() != 1 || f.Coverage() != 1 {
		t.Errorf("it starts with %+v", f)
	}
	for i, s := range steps[1:] {
		if s.In >= steps[i].In || s.In < 30 || s.Fit != c.Measure(s.Box) {
			t.Errorf("step %d: %+v after %+v, measured %+v", i+1, s.Fit, steps[i].Fit, c.Measure(s.Box))
		}
	}
	if dense := steps[prim.Choose(steps, .8)]; dense.Density() < .8 {
		t.Errorf("a density of .8 was asked for, and is %v", dense.Density())
	}
	if last := steps[prim.Choose(steps, 1)]; last.Density() < .85 {
		t.Errorf("the densest box has %v", last.Density())
	}
}

// The limits do not depend on the units: a rising map of an input maps its limits.
func TestUnitsDoNotMatter(t *testing.T) {
	c := uniforms(1000, 3, 5, func(x []float64, luck float64) bool { return x[1] > .5 && luck < .9 })
	a, _ := find(t, c, 3)
	scaled := prim.Cases{X: slices.Clone(c.X), Of: c.Of}
	scaled.X[1] = nil
	for _, x := range c.X[1] {
		scaled.X[1] = append(scaled.X[1], 1024*x)
	}
	b, _ := find(t, scaled, 3)
	if len(a.Limited()) != 1 || a[1].Lo*1024 != b[1].Lo {
		t.Errorf("%v became %v", a, b)
	}
}

func TestCasesThatAreNone(t *testing.T) {
	for _, c := range []prim.Cases{{}, {X: [][]float64{{1, 2}}, Of: []bool{true}}, {X: [][]float64{{math.NaN()}}, Of: []bool{true}},
		{X: [][]float64{{math.Inf(1)}}, Of: []bool{true}}} {
		if _, err := prim.Peel(c, []int{0}); err == nil {
			t.Errorf("boxes were sought in %+v", c)
		}
	}
}
