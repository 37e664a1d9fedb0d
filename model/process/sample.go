package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// SamplePush is what an outside effect of a year does to draws.
type SamplePush uint8

const (
	PushLevel  SamplePush = iota // added to that year's value and to all later ones, in own unit
	PushYear                     // added to that year's value alone, in own unit
	PushGrowth                   // multiplies that year's value and all later ones, in log points
)

// Sample is draws that another tool made, each a path over the years: every future takes one of them, each with equal
// chance. It is a Law like the others, but made for one sample.
//
//	value = scale * draw + shift
//
// The draw is picked by the inverse of the draws' own distribution, in the order in which they are given: a higher score is
// a later draw. So the value rises with the luck in the years by which the draws are ordered, and not in others.
type Sample struct {
	first int
	years [][]float64
	push  SamplePush
}

// NewSample makes a law of draws; years holds the values by year, from the first on, and draw.
func NewSample(first int, years [][]float64, push SamplePush) *Sample {
	return &Sample{first, years, push}
}

func (l *Sample) Spec() Spec {
	return Spec{
		Name:   "sample",
		Title:  "draws of another tool",
		Source: "standard; inverse of the empirical distribution function of paths",
		Params: []Param{
			{Name: "scale", Unit: "1", Min: Above0, Max: inf, Default: 1, Doc: "multiplies the draws"},
			{Name: "shift", Unit: "own unit", Min: -inf, Max: inf, Default: 0, Doc: "is added to the draws, after scale"},
		},
		Luck:  []Luck{{Name: "draw", PerFuture: true, Doc: "which draw the future takes"}},
		State: 2, // the draw, and the sum of pushes so far
		Push:  [...]string{"own unit, added to the year's value and to all later ones", "own unit, added to the year's value", "log points, multiplying the year's value and all later ones"}[l.push],
	}
}

// Init picks the draw and gives the observed value, or the draw's own where nothing was observed.
func (l *Sample) Init(s *Step) {
	for i, z := range s.Luck[0] {
		s.State[0][i] = float64(dist.Pick(len(l.years[0]), z))
		s.State[1][i] = 0
	}
	if s.Prev != nil {
		begin(s)
		return
	}
	l.Next(s)
}

func (l *Sample) Next(s *Step) {
	draws := l.years[s.Year-l.first]
	scale, shift := s.Par[0], s.Par[1]
	for i := range s.Out {
		x := float64(scale[i]*draws[int(s.State[0][i])]) + shift[i]
		push := s.pushed(i)
		if l.push != PushYear {
			s.State[1][i] += push
			push = s.State[1][i]
		}
		if l.push == PushGrowth {
			s.Out[i] = x * kernel.Exp(push)
		} else {
			s.Out[i] = x + push
		}
	}
}
