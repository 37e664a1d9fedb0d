package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Swing is how an answer moves when one assumption is held at the ends of its middle 80 % and all others stay as
// uncertain as they are.
type Swing struct {
	Key        string
	Low, High  float64 // 10 % and 90 % quantiles of the assumption
	Difference         // A with the assumption at Low, B at High
}

// column is one drawn number of a program: an output of a node that is evaluated once per future.
type column struct {
	key string
	ref program.Ref
}

// columns are the uncertain parameters of a program that somebody reads: written, judged, fitted, of pools and levers.
func columns(p *plan.Plan, pr *program.Program) []column {
	read := map[program.Ref]bool{}
	for _, n := range pr.Nodes {
		for _, refs := range [][]program.Ref{n.In, n.Lag} {
			for _, r := range refs {
				read[r] = true
			}
		}
	}
	fitted := map[string][]string{}
	for _, f := range pr.Fits {
		fitted["fit."+f.Indicator] = f.Fit.Posterior.Params()
	}
	var out []column
	for i, n := range pr.Nodes {
		if !n.PerFuture || len(n.Luck) == 0 || !n.Luck[0].Parameter {
			continue
		}
		for k := range n.Outs {
			ref := program.Ref{Node: i, Out: k}
			if !read[ref] {
				continue
			}
			key, _ := keyOf(p, n.Luck[0])
			if names := fitted[n.ID]; names != nil {
				key = key[:len(key)-len("fit")] + names[k]
			}
			out = append(out, column{key, ref})
		}
	}
	return out
}

// pinned is an op of which one output is held at a value.
type pinned struct {
	program.Op
	out int
	at  float64
}

// Init draws, and then overwrites. A node that is evaluated once per future has no Next.
func (p pinned) Init(c *program.Call) {
	p.Op.Init(c)
	for i := range c.Out[p.out] {
		c.Out[p.out][i] = p.at
	}
}

func (p pinned) Key() string {
	return fmt.Sprintf("%s, output %d held at %x", p.Op.Key(), p.out, p.at)
}

// held is a program with a column held at a value.
func held(p *program.Program, ref program.Ref, at float64) *program.Program {
	out := *p
	out.Nodes = slices.Clone(p.Nodes)
	out.Nodes[ref.Node].Op = pinned{out.Nodes[ref.Node].Op, ref.Out, at}
	return &out
}

// Tornado moves every uncertain parameter of a program from its 10 % to its 90 % quantile, one at a time, and lists those
// that matter by falling size of the swing.
func Tornado(ctx context.Context, p *plan.Plan, pr *program.Program, q Question, o simulate.Options) ([]Swing, error) {
	s, base, err := asking(pr, q)
	if err != nil {
		return nil, err
	}
	cols := columns(p, base)
	ends, err := quantiles(ctx, base, cols, o)
	if err != nil {
		return nil, err
	}
	var swings []Swing
	var pairs []*program.Program
	for i, c := range cols {
		if !(ends[i][0] < ends[i][1]) {
			continue
		}
		pair, err := beside(held(base, c.ref, ends[i][0]), held(base, c.ref, ends[i][1]))
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair)
		swings = append(swings, Swing{Key: c.key, Low: ends[i][0], High: ends[i][1]})
	}
	tables, err := s.crossed(ctx, pairs, o)
	if err != nil {
		return nil, err
	}
	for i := range swings {
		swings[i].Difference = s.answers[0].between(tables[i][0])
	}
	slices.SortStableFunc(swings, func(a, b Swing) int { return cmp.Compare(math.Abs(b.Delta), math.Abs(a.Delta)) })
	return swings, nil
}

// quantiles are the 10 % and 90 % quantiles of columns over the futures.
func quantiles(ctx context.Context, pr *program.Program, cols []column, o simulate.Options) ([][2]float64, error) {
	if len(cols) == 0 {
		return nil, nil
	}
	p := *pr
	p.Events, p.Shown = nil, nil
	for _, c := range cols {
		p.Shown = append(p.Shown, program.Shown{Indicator: c.key, Of: c.ref, From: p.Horizon})
	}
	o.Sets, o.Progress = 0, nil
	res, err := simulate.Run(ctx, []*program.Program{&p}, o)
	if err != nil {
		return nil, err
	}
	var out [][2]float64
	for _, s := range res.Runs[0].Shown {
		h := &s.Years[0]
		out = append(out, [2]float64{h.Quantile(.1), h.Quantile(.9)})
	}
	return out, nil
}

// LeverCredit is what an answer loses when one lever is switched off, or gains when one that is off is switched on.
type LeverCredit struct {
	Lever      string
	On         bool // as the plan has it
	Difference      // A without the lever, B with it
}

// Levers switches each lever of a plan, one at a time. A lever on which the answer does not rest gets exactly nothing.
func Levers(ctx context.Context, p *plan.Plan, prior string, q Question, o simulate.Options) ([]LeverCredit, error) {
	base, err := program.Compile(p, "", prior)
	if err != nil {
		return nil, err
	}
	var out []LeverCredit
	var others []*program.Program
	for i := range p.Levers {
		other := p.Clone()
		other.Levers[i].On = !other.Levers[i].On
		pr, err := program.Compile(other, "", prior)
		if err != nil {
			return nil, err
		}
		others = append(others, pr)
		out = append(out, LeverCredit{Lever: p.Levers[i].ID, On: p.Levers[i].On})
	}
	diffs, err := Differences(ctx, base, others, []Question{q}, o)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Difference = diffs[i][0]; out[i].On {
			out[i].Difference = out[i].turned()
		}
	}
	slices.SortStableFunc(out, func(a, b LeverCredit) int { return cmp.Compare(math.Abs(b.Delta), math.Abs(a.Delta)) })
	return out, nil
}

// turned is the difference seen from the other side.
func (d Difference) turned() Difference {
	d.A, d.B, d.Delta = d.B, d.A, -d.Delta
	d.Lo, d.Hi = -d.Hi, -d.Lo
	if d.Same {
		d.Delta, d.Lo, d.Hi = 0, 0, 0 // no negative zeros
	}
	return d
}
