package search_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"targetcast/model/program"
	"targetcast/model/search"
)

// Three choices in three states, of which a number says how many of four certain targets are met:
//
//	choice  s0 s1 s2   regret     worst  greatest regret
//	a        4  0  1   0 0 2        0    2
//	b        2  0  3   2 0 0        0    2   (ties with a)
//	c        2  0  2   2 0 1        0    2
//
// In s1 the best is 0 and regret is defined all the same; with d, which ties with a in s0, worst and regret differ.
func TestRegretByHand(t *testing.T) {
	met := [][]int{{4, 0, 1}, {2, 0, 3}, {2, 0, 2}, {4, 0, 2}}
	text := "[indicator.k]\nlaw = \"constant\"\n[indicator.k.parameters]\nvalue = 0\n"
	var names []search.Name
	for i := 1; i <= 4; i++ {
		text += fmt.Sprintf("[target.t%d]\nnumber = %d\nindicator = \"k\"\nat_least = %d\n", i, i, i)
		names = append(names, search.Name{Target: fmt.Sprintf("t%d", i)})
	}
	p := tiny(t, text)
	var programs [][]*program.Program
	for _, row := range met {
		var in []*program.Program
		for _, n := range row {
			in = append(in, compile(t, change(t, p, fmt.Sprintf("indicator.k.value=%d", n)), ""))
		}
		programs = append(programs, in)
	}
	r, err := search.Robust(background, programs, search.HowMany(names...), 2, []float64{1, 1, 2}, draws(300))
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string][2]any{
		"regret":          {r.Regret, [][]float64{{0, 0, 2}, {2, 0, 0}, {2, 0, 1}, {0, 0, 1}}},
		"ties":            {r.Tied, [][]bool{{true, true, false}, {false, true, true}, {false, true, false}, {true, true, false}}},
		"worst":           {r.Worst, []float64{0, 0, 0, 0}},
		"greatest regret": {r.Greatest, []float64{2, 2, 2, 1}},
		"good":            {r.Good, []int{1, 2, 2, 2}},
		"mixture":         {r.Mixture, []float64{1.5, 2, 1.5, 2}},
	} {
		if !reflect.DeepEqual(c[0], c[1]) {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
	without, err := search.Robust(background, programs, search.HowMany(names...), 2, nil, draws(300))
	if err != nil || without.Mixture != nil {
		t.Errorf("without weights states are averaged: %v, %v", without.Mixture, err)
	}
	for _, w := range [][]float64{{1}, {0, 0, 0}, {1, -1, 1}, {1, math.NaN(), 1}} {
		if _, err := search.Robust(background, programs, search.HowMany(names...), 2, w, draws(300)); err == nil {
			t.Errorf("weights %v were taken", w)
		}
	}
}
