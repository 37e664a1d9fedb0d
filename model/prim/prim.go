// Package prim finds boxes: limits on a few inputs within which cases of interest crowd together.
//
// It is the patient rule induction method (Friedman and Fisher, Statistics and Computing 9, 1999) as scenario discovery
// uses it (Bryant and Lempert, Technological Forecasting and Social Change 77, 2010), in the terms of the EMA Workbench:
// coverage is the share of the cases of interest that lie in the box, density the share of the cases in the box that are
// of interest, mass the share of all cases in the box.
package prim

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Cases are what a box is sought in.
type Cases struct {
	X  [][]float64 // by input, case: finite numbers
	Of []bool      // by case: of interest
}

// Limits is where a box lies on one input: Lo < x < Hi, either of which may be infinite.
type Limits struct{ Lo, Hi float64 }

// None is no limit.
var None = Limits{math.Inf(-1), math.Inf(1)}

// Free reports whether nothing is limited.
func (l Limits) Free() bool { return l == None }

func (l Limits) holds(x float64) bool { return l.Lo < x && x < l.Hi }

// Box has limits by input.
type Box []Limits

// Limited lists the inputs that have limits.
func (b Box) Limited() []int {
	var out []int
	for i, l := range b {
		if !l.Free() {
			out = append(out, i)
		}
	}
	return out
}

// Everywhere is the box without limits.
func Everywhere(inputs int) Box { return slices.Repeat(Box{None}, inputs) }

// Fit is how well a box holds the cases of interest. Where there are no cases to divide by, a share is 0.
type Fit struct {
	In, Hits int // cases in the box, and those of them that are of interest
	All, Of  int // cases, and those of interest
}

// Coverage is the share of the cases of interest that lie in the box.
func (f Fit) Coverage() float64 { return share(f.Hits, f.Of) }

// Density is the share of the cases in the box that are of interest.
func (f Fit) Density() float64 { return share(f.Hits, f.In) }

// Mass is the share of all cases that lie in the box.
func (f Fit) Mass() float64 { return share(f.In, f.All) }

// Phi is the correlation of lying in the box with being of interest (the phi coefficient of Yule, 1912, also named after
// Matthews): 0 for the box without limits, 1 for one that holds the cases of interest and no others. It weighs density
// against coverage alike whether cases of interest are rare or common.
func (f Fit) Phi() float64 {
	in, hits, all, of := float64(f.In), float64(f.Hits), float64(f.All), float64(f.Of)
	if d := in * (all - in) * of * (all - of); d > 0 {
		return (hits*all - float64(in*of)) / math.Sqrt(d)
	}
	return 0
}

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Measure counts the cases in a box.
func (c Cases) Measure(b Box) Fit {
	f := Fit{All: len(c.Of)}
	limited := b.Limited()
	for k, of := range c.Of {
		if of {
			f.Of++
		}
		if inside(c, b, limited, k) {
			f.In++
			if of {
				f.Hits++
			}
		}
	}
	return f
}

// Holds reports whether a box holds a case.
func (c Cases) Holds(b Box, k int) bool { return inside(c, b, b.Limited(), k) }

func inside(c Cases, b Box, limited []int, k int) bool {
	for _, i := range limited {
		if !b[i].holds(c.X[i][k]) {
			return false
		}
	}
	return true
}

func (c Cases) check() error {
	if len(c.X) == 0 || len(c.Of) == 0 {
		return errors.New("a box needs inputs and cases")
	}
	for i, x := range c.X {
		if len(x) != len(c.Of) {
			return fmt.Errorf("input %d has %d values for %d cases", i+1, len(x), len(c.Of))
		}
		for k, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("input %d is %v in case %d", i+1, v, k+1)
			}
		}
	}
	return nil
}

// Alpha is the share of the cases in a box that one step peels off, and Least the mass below which no box is tried: as
// patient, and as small, as the literature recommends.
const (
	Alpha = .05
	Least = .01
	few   = 20 // cases, below which no box is tried either
)

// Step is one box on the way of peeling, with what it holds of the cases that it was sought in.
type Step struct {
	Box
	Fit
}

// Peel lists ever smaller boxes, from the one without limits on. Each step cuts off at one end of one of the inputs the
// outermost twentieth of the cases, and all that are equal to the last of them: where that raises the density most for
// each case cut off (the lenient criterion of Kwakkel and Jaxa-Rozen, Environmental Modelling & Software 79, 2016, which
// is fair to inputs with few distinct values). It ends when nothing but cases of interest is left, or few cases.
func Peel(c Cases, inputs []int) ([]Step, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	p := newPeeler(c, inputs)
	first := p.box
	steps := []Step{{slices.Clone(first), c.Measure(first)}}
	for {
		cut, ok := p.best()
		if !ok {
			return steps, nil
		}
		p.cut(cut)
		last := steps[len(steps)-1]
		fit := last.Fit
		fit.In, fit.Hits = len(p.order[0]), p.hits
		steps = append(steps, Step{slices.Clone(p.box), fit})
		if fit.Hits == fit.In {
			return steps, nil
		}
	}
}

// peeler holds the cases of the box at hand in the order of each input.
type peeler struct {
	c      Cases
	inputs []int
	box    Box
	order  [][]int32 // by place in inputs: cases in the box, by rising value
	hits   int
	out    []bool // by case
	least  int
}

func newPeeler(c Cases, inputs []int) *peeler {
	p := &peeler{c: c, inputs: inputs, box: Everywhere(len(c.X)), out: make([]bool, len(c.Of))}
	p.least = max(few, int(math.Ceil(Least*float64(len(c.Of)))))
	for _, i := range inputs {
		order := make([]int32, len(c.Of))
		for k := range order {
			order[k] = int32(k)
		}
		x := c.X[i]
		slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(a, b)) })
		p.order = append(p.order, order)
	}
	for _, of := range c.Of {
		if of {
			p.hits++
		}
	}
	return p
}

// cut is what to cut off: n cases at the lower or upper end of an input.
type cut struct {
	at    int // place in inputs
	upper bool
	n     int
	gain  float64 // of density for each case cut off
}

func (p *peeler) best() (cut, bool) {
	best := cut{gain: math.Inf(-1)}
	if len(p.order) == 0 {
		return best, false
	}
	total := len(p.order[0])
	density := share(p.hits, total)
	for at, i := range p.inputs {
		x := p.c.X[i]
		for _, upper := range []bool{false, true} {
			n, hits := p.outermost(p.order[at], x, upper)
			if left := total - n; n == 0 || left < p.least {
				continue
			} else if gain := (share(p.hits-hits, left) - density) / float64(n); gain > best.gain {
				best = cut{at, upper, n, gain}
			}
		}
	}
	return best, best.n > 0
}

// outermost counts the outermost twentieth of the cases at one end of an input, with all that equal the last of them, and
// those of interest among them.
func (p *peeler) outermost(order []int32, x []float64, upper bool) (n, hits int) {
	total := len(order)
	want := max(1, int(Alpha*float64(total)))
	at := func(k int) int32 {
		if upper {
			return order[total-1-k]
		}
		return order[k]
	}
	for n < total && (n < want || x[at(n)] == x[at(n-1)]) {
		if p.c.Of[at(n)] {
			hits++
		}
		n++
	}
	return n, hits
}

// cut makes the box smaller; the new limit stands midway between the last case cut off and the first that stays.
func (p *peeler) cut(c cut) {
	i, order := p.inputs[c.at], p.order[c.at]
	x, total := p.c.X[i], len(order)
	off, l := order[:c.n], &p.box[i]
	if c.upper {
		off = order[total-c.n:]
		l.Hi = upTo(x[order[total-c.n-1]], x[order[total-c.n]])
	} else {
		l.Lo = downTo(x[order[c.n]], x[order[c.n-1]])
	}
	for _, k := range off {
		p.out[k] = true
		if p.c.Of[k] {
			p.hits--
		}
	}
	for at := range p.order {
		p.order[at] = slices.DeleteFunc(p.order[at], func(k int32) bool { return p.out[k] })
	}
}

// upTo is a limit midway above the last value that stays and below the first that does not; downTo is its mirror.
func upTo(stays, goes float64) float64 {
	if m := stays/2 + goes/2; m > stays {
		return m
	}
	return goes // the two are neighbours
}

func downTo(stays, goes float64) float64 {
	if m := stays/2 + goes/2; m < stays {
		return m
	}
	return goes
}
