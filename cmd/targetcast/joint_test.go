package main

import (
	"math"
	"reflect"
	"testing"

	"targetcast/model/simulate"
	"targetcast/output/result"
)

// Sixteen replicates of 1000 futures, of which 95 or 105 are hits: .1, with an interval of ± 2.131 · .00516/4 = .00275.
func TestAnswerOfAGroup(t *testing.T) {
	hits := []int64{95, 105, 95, 105, 95, 105, 95, 105, 95, 105, 95, 105, 95, 105, 95, 105}
	near := func(p, by float64) (out []float64) { // with an interval of ± 2.131 · 1.0328 by/4 = .5502 by
		for range 8 {
			out = append(out, p-by, p+by)
		}
		return out
	}
	number := []float64{.5, .4, .1}
	for what, c := range map[string]struct {
		smoothed *simulate.SmoothedGroup
		p, half  float64
		how      string
	}{
		"not asked for":                  {nil, .1, .00275, ""},
		"a target jumps":                 {&simulate.SmoothedGroup{Stepped: true, Unresolved: 1}, .1, .00275, result.Steps},
		"a scenario lets luck be shared": {&simulate.SmoothedGroup{Shared: true, Unresolved: 1}, .1, .00275, result.Shared},
		"every target is moved":          {&simulate.SmoothedGroup{All: near(.1005, .001), Number: number}, .1005, .00055, result.Smoothed},
		"some are":                       {&simulate.SmoothedGroup{All: near(.1005, .001)}, .1005, .00055, result.AllSmoothed},
		"what is unresolved counts":      {&simulate.SmoothedGroup{All: near(.1005, .001), Unresolved: .002}, .1, .00275, result.NoGain},
		"no clear gain":                  {&simulate.SmoothedGroup{All: near(.1005, .0035)}, .1, .00275, result.NoGain}, // ± .00193 is 70 %
		"a clear gain":                   {&simulate.SmoothedGroup{All: near(.1005, .0032)}, .1005, .00176, result.AllSmoothed},
		"too far from the count":         {&simulate.SmoothedGroup{All: near(.107, .001)}, .1, .00275, result.Differs},
	} {
		got := answerGroup(16000, simulate.GroupResult{Hits: 1600, Replicates: hits, Smoothed: c.smoothed})
		if got.how != c.how || math.Abs(got.p-c.p) > 1e-12 || math.Abs(got.high-got.p-c.half) > 1e-5 || math.Abs(got.p-got.low-c.half) > 1e-5 {
			t.Errorf("%s: %+v, want %v ± %v (%q)", what, got, c.p, c.half, c.how)
		}
	}
}

// P(j | i) = P(i and j) / P(i).
func TestConditionalOfPairs(t *testing.T) {
	got := conditional([][]float64{{.5, .2, 0}, {.2, .25, 0}, {0, 0, 0}})
	if want := [][]float64{{1, .4, 0}, {.8, 1, 0}}; !reflect.DeepEqual(got[:2], want) {
		t.Errorf("%v, want %v", got, want)
	}
	for j, p := range got[2] {
		if !math.IsNaN(p) {
			t.Errorf("given what is never met, %d: %v", j, p)
		}
	}
}
