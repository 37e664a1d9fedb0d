package search

import (
	"context"
	"fmt"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/prim"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Conditions say how boxes are sought.
type Conditions struct {
	Met     bool                  // conditions of being met rather than missed
	Most    int                   // limited inputs of a box, at most
	Boxes   int                   // boxes to find, at most
	Density float64               // take the widest box of at least this density; 0: the one that agrees best
	Wanted  func(key string) bool // which inputs may be limited; nil: all
}

// FoundBox is one box with what it holds of futures that it was not sought in.
type FoundBox struct {
	prim.Box                   // by driver
	prim.Fit                   // in the second half of the futures; of those that no box before holds
	Steps    []prim.Step       // of the peeling, in the first half
	Tested   []prim.Fit        // the same boxes in the second half
	Chosen   int               // the step that was taken, before its limits were moved outward again
	QuasiP   []float64         // by driver, in the second half
	Again    []prim.Reproduced // by driver, from halves of the first half
}

// Discovery is where the answer to a question is of interest.
type Discovery struct {
	Drivers []Driver
	Of      []bool // by future: of interest
	Boxes   []FoundBox
	Sought  int // futures in which boxes were sought; the others say what the boxes are worth
}

// resampled is how many halves are searched again.
const resampled = 20

// Discover seeks boxes of inputs in which a question is answered with no, or with yes: scenario discovery by the patient
// rule induction method. Boxes are sought in the first half of the futures and measured in the second, so that their
// density and coverage are not flattered by the search. It peels over all inputs first, and then again over those that
// the box needs, so that a box of few limits is as good as it can be.
func Discover(ctx context.Context, p *plan.Plan, pr *program.Program, q Question, by Conditions, o simulate.Options) (*Discovery, error) {
	if !q.Share() {
		return nil, fmt.Errorf("a number of targets is not met or missed; say how many are enough")
	}
	s, err := newSheet([]Question{q})
	if err != nil {
		return nil, err
	}
	wanted := by.Wanted
	if wanted == nil {
		wanted = func(string) bool { return true }
	}
	d := &Discovery{}
	var marks []uint64
	if d.Drivers, marks, err = s.drawn(ctx, p, pr, wanted, o); err != nil {
		return nil, err
	}
	if len(d.Drivers) == 0 {
		return nil, fmt.Errorf("the answer rests on none of the inputs that may be limited")
	}
	of := 0
	for _, m := range marks {
		interesting := (s.answers[0].of(m) == 1) == by.Met
		if d.Of = append(d.Of, interesting); interesting {
			of++
		}
	}
	if others := len(marks) - of; min(of, others) < fewest {
		return nil, fmt.Errorf("%d futures of interest and %d others; at least %d of each are needed to tell what sets them apart", of, others, fewest)
	}
	d.Sought = (len(marks) + 1) / 2
	all := prim.Cases{Of: d.Of}
	for _, driver := range d.Drivers {
		all.X = append(all.X, driver.Values)
	}
	search, test := all.Only(span(0, d.Sought)), all.Only(span(d.Sought, len(marks)))
	enough := max(few, search.Measure(prim.Everywhere(len(search.X))).Of/20)
	for k := range by.Boxes {
		if search.Measure(prim.Everywhere(len(search.X))).Of < enough {
			break // what is left is not worth a box
		}
		box, err := find(search, test, by, o.Seed+uint64(k))
		if err != nil {
			return nil, err
		}
		if box == nil {
			break
		}
		d.Boxes = append(d.Boxes, *box)
		search, test = outside(search, box.Box), outside(test, box.Box)
	}
	return d, nil
}

// fewest futures on either side, and few of interest in half of them.
const (
	fewest = 100
	few    = 20
)

// find seeks one box; nil when none is left that is worth a limit.
func find(search, test prim.Cases, by Conditions, seed uint64) (*FoundBox, error) {
	inputs := span(0, len(search.X))
	steps, err := prim.Peel(search, inputs)
	if err != nil {
		return nil, err
	}
	rough := prim.Prune(search, steps[prim.Choose(steps, by.Density)].Box, by.Most)
	if inputs = rough.Limited(); len(inputs) == 0 {
		return nil, nil
	}
	if steps, err = prim.Peel(search, inputs); err != nil {
		return nil, err
	}
	out := &FoundBox{Steps: steps, Chosen: prim.Choose(steps, by.Density)}
	out.Box = prim.Prune(search, prim.Paste(search, steps[out.Chosen].Box), by.Most)
	if len(out.Limited()) == 0 {
		return nil, nil
	}
	for _, s := range steps {
		out.Tested = append(out.Tested, test.Measure(s.Box))
	}
	out.Fit, out.QuasiP = test.Measure(out.Box), prim.QuasiP(test, out.Box)
	out.Again, err = prim.Resample(search, span(0, len(search.X)), search.Measure(out.Box), by.Most, resampled, seed)
	return out, err
}

func span(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// outside is the cases that a box does not hold.
func outside(c prim.Cases, b prim.Box) prim.Cases {
	return c.Only(slices.DeleteFunc(span(0, len(c.Of)), func(k int) bool { return c.Holds(b, k) }))
}
