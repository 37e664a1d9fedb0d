package search

import (
	"cmp"
	"context"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Package is some levers switched on, all others off.
type Package struct {
	Levers     []string // in the order of the plan
	Difference          // A with no lever on, B with these
}

// Front is what packages of levers bring.
type Front struct {
	None float64 // the answer with no lever on
	// Best holds the best package of each number of levers that was tried, from one lever to all that matter. Those that are
	// better than every smaller one are the Pareto front of few levers against a high answer.
	Best    []Package
	Minimal []Package // of those tried, that reach the level and of which no lever may be left out; fewest levers first. None where no lever is needed
	Without []string  // levers on which the answer does not rest
	Tried   int
	All     bool // every package was tried
}

// Packages are tried one and all while they are few, else only from the best of one lever fewer.
const (
	allPackages = 512
	bestOf      = 2
)

// Packages seeks the packages of levers that bring the answer to a question to a level with few levers: on common luck, each
// lever as the plan describes it.
func Packages(ctx context.Context, p *plan.Plan, prior string, q Question, level float64, o simulate.Options) (*Front, error) {
	s := &packages{ctx: ctx, plan: p, prior: prior, question: q, options: o}
	var err error
	if s.none, err = s.compile(nil); err != nil {
		return nil, err
	}
	var single [][]int
	for i := range p.Levers {
		single = append(single, []int{i})
	}
	alone, err := s.try(single)
	if err != nil {
		return nil, err
	}
	out := &Front{}
	var candidates []int
	size := alone[:0]
	for i, one := range alone {
		if out.None = one.A; one.Same {
			out.Without = append(out.Without, p.Levers[i].ID)
			continue
		}
		candidates, size = append(candidates, i), append(size, one)
	}
	out.All = 1<<min(len(candidates), 30) <= allPackages
	var reached []tried
	for len(size) > 0 {
		out.Tried += len(size)
		slices.SortStableFunc(size, func(a, b tried) int { return cmp.Compare(b.B, a.B) })
		out.Best = append(out.Best, s.named(size[0]))
		var from []tried
		for _, t := range size {
			if t.B >= level && out.None < level && !slices.ContainsFunc(reached, func(r tried) bool { return within(r.of, t.of) }) {
				reached = append(reached, t)
				out.Minimal = append(out.Minimal, s.named(t))
			}
			if out.All || len(from) < bestOf {
				from = append(from, t)
			}
		}
		if size, err = s.try(extended(from, candidates)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// packages is what is asked of every package.
type packages struct {
	ctx      context.Context
	plan     *plan.Plan
	prior    string
	question Question
	options  simulate.Options
	none     *program.Program
}

// tried is a package by the places of its levers in the plan, ascending.
type tried struct {
	of []int
	Difference
}

func (s *packages) compile(on []int) (*program.Program, error) {
	p := s.plan.Clone()
	for i := range p.Levers {
		p.Levers[i].On = slices.Contains(on, i)
	}
	return program.Compile(p, "", s.prior)
}

func (s *packages) try(list [][]int) ([]tried, error) {
	var out []tried
	for first := 0; first < len(list); first += atOnce {
		some := list[first:min(first+atOnce, len(list))]
		var programs []*program.Program
		for _, on := range some {
			pr, err := s.compile(on)
			if err != nil {
				return nil, err
			}
			programs = append(programs, pr)
		}
		diffs, err := Differences(s.ctx, s.none, programs, []Question{s.question}, s.options)
		if err != nil {
			return nil, err
		}
		for i, on := range some {
			out = append(out, tried{on, diffs[i][0]})
		}
	}
	return out, nil
}

func (s *packages) named(t tried) Package {
	p := Package{Difference: t.Difference}
	for _, i := range t.of {
		p.Levers = append(p.Levers, s.plan.Levers[i].ID)
	}
	return p
}

// extended are the packages of one lever more, each once.
func extended(from []tried, candidates []int) [][]int {
	var out [][]int
	for _, t := range from {
		for _, i := range candidates {
			if slices.Contains(t.of, i) {
				continue
			}
			more := append(slices.Clone(t.of), i)
			slices.Sort(more)
			if !slices.ContainsFunc(out, func(o []int) bool { return slices.Equal(o, more) }) {
				out = append(out, more)
			}
		}
	}
	return out
}

// within reports whether every element of a is one of b.
func within(a, b []int) bool {
	return !slices.ContainsFunc(a, func(i int) bool { return !slices.Contains(b, i) })
}
