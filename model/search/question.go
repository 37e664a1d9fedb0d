package search

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Name names an event: a target, or another reading of it.
type Name struct{ Target, Reading string }

func (n Name) String() string {
	if n.Reading == "" {
		return n.Target
	}
	return n.Target + "/" + n.Reading
}

// Question is asked of each future and answered with a number; the answer to the question is the mean.
type Question struct {
	Of []Name
	// AtLeast of the events must be met for a future to answer 1, otherwise it answers 0. Where it is 0, a future answers
	// with the number of events that it meets.
	AtLeast int
}

// Met asks whether one event is met.
func Met(n Name) Question { return Question{[]Name{n}, 1} }

// HowMany asks how many events are met.
func HowMany(of ...Name) Question { return Question{of, 0} }

// All asks whether all events are met together.
func All(of ...Name) Question { return Question{of, len(of)} }

// Share reports whether the answer is a share of futures rather than a number of events.
func (q Question) Share() bool { return q.AtLeast > 0 }

// answer is a question to a word that holds which events were met.
type answer struct {
	group   uint64
	atLeast int
}

func (a answer) of(mask uint64) float64 {
	n := bits.OnesCount64(mask & a.group)
	if a.atLeast == 0 {
		return float64(n)
	}
	if n >= a.atLeast {
		return 1
	}
	return 0
}

// sheet is questions with the events they are about, each event once. The i-th event has bit i.
type sheet struct {
	names   []Name
	answers []answer
}

func newSheet(questions []Question) (sheet, error) {
	var s sheet
	for _, q := range questions {
		if len(q.Of) == 0 || q.AtLeast < 0 || q.AtLeast > len(q.Of) {
			return s, fmt.Errorf("at least %d of %d targets is no question", q.AtLeast, len(q.Of))
		}
		a := answer{atLeast: q.AtLeast}
		for _, n := range q.Of {
			i := slices.Index(s.names, n)
			if i < 0 {
				i = len(s.names)
				s.names = append(s.names, n)
			}
			a.group |= 1 << i
		}
		s.answers = append(s.answers, a)
	}
	return s, nil
}

// narrow is a program that asks for the events of the sheet alone, in its order.
func (s sheet) narrow(p *program.Program) (*program.Program, error) {
	out := p.Only(func(e program.Event) bool { return slices.Contains(s.names, Name{e.Target, e.Reading}) })
	events := make([]program.Event, len(s.names))
	found := 0
	for _, e := range out.Events {
		e.Joint = true
		events[slices.Index(s.names, Name{e.Target, e.Reading})] = e
		found++
	}
	if found < len(events) {
		for i, e := range events {
			if e.Target == "" {
				return nil, fmt.Errorf("the plan asks no target %s of the simulation", s.names[i])
			}
		}
	}
	out.Events = events
	return out, nil
}

// asking is the sheet with one question and what it asks of a program.
func asking(p *program.Program, q Question) (sheet, *program.Program, error) {
	s, err := newSheet([]Question{q})
	if err != nil {
		return s, nil, err
	}
	narrow, err := s.narrow(p)
	return s, narrow, err
}

// beside makes one program of several, so that what a future does in each is counted together: the events of the k-th
// program follow those of the one before. Equal nodes of the programs are simulated once all the same.
func beside(programs ...*program.Program) (*program.Program, error) {
	out := *programs[0]
	out.Nodes, out.Events, out.Shown = nil, nil, nil
	for _, p := range programs {
		by := len(out.Nodes)
		shift := func(refs []program.Ref) []program.Ref {
			refs = slices.Clone(refs)
			for i := range refs {
				if refs[i].Node >= 0 {
					refs[i].Node += by
				}
			}
			return refs
		}
		for _, n := range p.Nodes {
			n.In, n.Lag = shift(n.In), shift(n.Lag)
			out.Nodes = append(out.Nodes, n)
		}
		for _, e := range p.Events {
			e.Of.Node += by
			out.Events = append(out.Events, e)
		}
		out.First, out.Horizon = min(out.First, p.First), max(out.Horizon, p.Horizon)
	}
	if n := len(out.Events); n > 64 {
		return nil, fmt.Errorf("%d targets in %d programs at once; 64 is the most", n/len(programs), len(programs))
	}
	return &out, nil
}

// Difference is the answer to one question in two programs on the same futures.
type Difference struct {
	A, B   float64
	Delta  float64 // B less A
	SE     float64 // standard error of Delta, from the number of futures alone
	Lo, Hi float64 // 95 % interval of Delta
	Differ int64   // futures that answer differently
	N      int64
	Same   bool // both programs compute the same: Delta is 0, not by chance
}

// z95 is the 97.5 % quantile of the standard normal distribution.
const z95 = 1.959963984540054

// Differences asks the questions of a base and of other programs on common luck: [other][question].
//
// The error of a difference is that of the differences future by future, which is far smaller than the error of two
// separate runs where the futures mostly agree.
func Differences(ctx context.Context, base *program.Program, others []*program.Program, questions []Question, o simulate.Options) ([][]Difference, error) {
	s, err := newSheet(questions)
	if err != nil {
		return nil, err
	}
	a, err := s.narrow(base)
	if err != nil {
		return nil, err
	}
	var pairs []*program.Program
	for _, other := range others {
		b, err := s.narrow(other)
		if err != nil {
			return nil, err
		}
		pair, err := beside(a, b)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair)
	}
	if len(pairs) == 0 {
		return nil, nil
	}
	o.Sets = 0
	res, err := simulate.Run(ctx, pairs, o)
	if err != nil {
		return nil, err
	}
	out := make([][]Difference, len(others))
	for i, run := range res.Runs {
		met := run.Joint.Combinations()
		for _, q := range s.answers {
			d := q.difference(met, uint(len(s.names)))
			if d.Same = q.same(run.Events); d.Same {
				d.SE, d.Lo, d.Hi = 0, 0, 0
			}
			out[i] = append(out[i], d)
		}
	}
	return out, nil
}

// same reports whether both halves of a pair's events are the same for the events asked of: what computes and asks the same
// is tallied once.
func (a answer) same(events []simulate.EventResult) bool {
	half := len(events) / 2
	for i := range half {
		if a.group>>i&1 == 1 && events[i].Counter != events[half+i].Counter {
			return false
		}
	}
	return true
}

// Same reports whether two programs compute and ask the same, whatever they are called.
func Same(a, b *program.Program) bool {
	x, y := *a, *b
	x.Scenario, x.Prior, y.Scenario, y.Prior = "", "", "", ""
	return simulate.Fingerprint([]*program.Program{&x}) == simulate.Fingerprint([]*program.Program{&y})
}

// difference takes the answers of the first program from the lower bits and those of the second from width bits up.
func (a answer) difference(met []attain.Combination, width uint) Difference {
	var table []cross
	for _, c := range met {
		table = append(table, cross{a.of(c.Mask), a.of(c.Mask >> width), c.N})
	}
	return a.between(table)
}

// between is the difference of the second answers from the first.
//
// For shares the interval is that of Agresti and Min (Statistics in Medicine 24, 2005): half a future is added to each
// of the four combinations, so that it does not shrink to nothing where few futures differ.
func (a answer) between(table []cross) Difference {
	var d Difference
	var sumA, sumB, sum, sqr float64 // whole numbers, exact in any order
	for _, c := range table {
		n := float64(c.n)
		sumA += c.x * n
		sumB += c.y * n
		sum += (c.y - c.x) * n
		sqr += (c.y - c.x) * (c.y - c.x) * n
		if c.x != c.y {
			d.Differ += c.n
		}
		d.N += c.n
	}
	n := float64(d.N)
	d.A, d.B, d.Delta = sumA/n, sumB/n, sum/n
	if d.SE = 0; d.N > 1 {
		d.SE = math.Sqrt(max(0, sqr-float64(sum*sum)/n) / (n - 1) / n)
	}
	middle, se := d.Delta, d.SE
	if a.atLeast > 0 {
		middle = sum / (n + 2)
		se = math.Sqrt(max(0, (sqr+1)-float64(sum*sum)/(n+2))) / (n + 2)
	}
	d.Lo, d.Hi = middle-float64(z95*se), middle+float64(z95*se)
	return d
}

// Answers asks one question of each program: the mean and its standard error, by program.
func Answers(ctx context.Context, programs []*program.Program, q Question, o simulate.Options) (mean, se []float64, err error) {
	s, err := newSheet([]Question{q})
	if err != nil {
		return nil, nil, err
	}
	asked := make([]*program.Program, len(programs))
	for i, p := range programs {
		if asked[i], err = s.narrow(p); err != nil {
			return nil, nil, err
		}
	}
	o.Sets = 0
	res, err := simulate.Run(ctx, asked, o)
	if err != nil {
		return nil, nil, err
	}
	for _, run := range res.Runs {
		p := s.ask(run)[0]
		mean, se = append(mean, p.P), append(se, p.SE)
	}
	return mean, se, nil
}
