package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// paths are four draws over three years, in order of the last one.
var paths = [][]float64{{4, 1, 3, 2}, {10, 20, 15, 30}, {1, 2, 3, 4}}

// Each draw is taken by a quarter of the futures, whole: all of its years belong together.
func TestSamplePicksWholeDraws(t *testing.T) {
	x := run(t, NewSample(2021, paths, PushLevel), 2021, 2, nan, []float64{1, 0}, draws)
	for d := range 4 {
		checkShare(t, "draw", x[2], func(v float64) bool { return v == float64(d+1) }, .25)
	}
	for i := range x[2] {
		d := int(x[2][i]) - 1
		if x[1][i] != paths[1][d] {
			t.Fatalf("future %d takes %g and then %g", i, x[1][i], x[2][i])
		}
	}
}

// The score is the place in the draws: -0.68 is just below the first quartile, -0.67 just above it.
func TestSampleByHand(t *testing.T) {
	l := NewSample(2021, paths, PushLevel)
	s := newStep(l, 5, 100, []float64{2, -1})
	copy(s.Luck[0], []float64{-9, -.68, -.67, .1, 9})
	s.Year = 2021
	l.Init(s)
	if s.Out[0] != 100 {
		t.Errorf("an observation in the starting year becomes %g", s.Out[0])
	}
	s.Year = 2022
	l.Next(s)
	for i, want := range []float64{19, 19, 39, 29, 59} { // 2 * draw - 1
		if s.Out[i] != want {
			t.Errorf("score %g gives %g, not %g", s.Luck[0][i], s.Out[i], want)
		}
	}
	s.Prev = nil
	s.Year = 2021
	if l.Init(s); s.Out[0] != 7 {
		t.Errorf("without an observation the draw's own value is %g", s.Out[0])
	}
}

// A push of 1 in each of two years, by what it is said to do.
func TestSamplePush(t *testing.T) {
	for push, want := range map[SamplePush][]float64{
		PushLevel: {11, 3}, PushYear: {11, 2}, PushGrowth: {10 * math.E, 1 * math.E * math.E},
	} {
		l := NewSample(2021, paths, push)
		s := newStep(l, 1, 4, []float64{1, 0})
		s.Luck[0][0] = -9
		s.Push = []float64{0}
		s.Year = 2021
		l.Init(s)
		s.Push[0] = 1
		for k, x := range want {
			s.Year = 2022 + k
			if l.Next(s); math.Abs(s.Out[0]-x) > 1e-14*x {
				t.Errorf("push %d, %d: %g, not %g", push, s.Year, s.Out[0], x)
			}
		}
		if l.Spec().Push == "" {
			t.Error("the unit of a push is not said")
		}
	}
}

// In the year by which the draws are ordered the value never falls with the luck.
func TestSampleRisesWithItsLuck(t *testing.T) {
	l := NewSample(2021, paths, PushLevel)
	s := newStep(l, 2000, nan, []float64{1, 0})
	s.Prev = nil
	for i := range s.Luck[0] {
		s.Luck[0][i] = dist.NormalQuantile((float64(i) + .5) / 2000)
	}
	s.Year = 2021
	l.Init(s)
	s.Year = 2023
	l.Next(s)
	counts := map[float64]int{}
	for i, x := range s.Out {
		if counts[x]++; i > 0 && x < s.Out[i-1] {
			t.Fatalf("falls to %g", x)
		}
	}
	if counts[1] != 500 || counts[2] != 500 || counts[3] != 500 || counts[4] != 500 {
		t.Errorf("2000 even scores give %v", counts)
	}
}
