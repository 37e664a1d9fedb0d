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
//
// A number of targets is asked for part by part: what a package does to one target depends on those of its levers alone that
// reach it, so that most packages find most of their answer among those tried before.
func Packages(ctx context.Context, p *plan.Plan, prior string, q Question, level float64, o simulate.Options) (*Front, error) {
	o.Progress = nil
	s := &packages{ctx: ctx, plan: p, prior: prior, question: q, options: o, sums: map[string]float64{}}
	if err := s.begin(); err != nil {
		return nil, err
	}
	none, err := s.try([][]int{nil})
	if err != nil {
		return nil, err
	}
	out := &Front{None: none[0].answer}
	var candidates []int
	var list [][]int
	for i, l := range p.Levers {
		if slices.ContainsFunc(s.parts, func(x part) bool { return slices.Contains(x.levers, i) }) {
			candidates, list = append(candidates, i), append(list, []int{i})
		} else {
			out.Without = append(out.Without, l.ID)
		}
	}
	out.All = 1<<min(len(candidates), 30) <= allPackages
	var best, reached [][]int
	for len(list) > 0 {
		size, err := s.try(list)
		if err != nil {
			return nil, err
		}
		out.Tried += len(size)
		slices.SortStableFunc(size, func(a, b tried) int { return cmp.Compare(b.answer, a.answer) })
		best = append(best, size[0].of)
		var from []tried
		for _, t := range size {
			if t.answer >= level && out.None < level && !slices.ContainsFunc(reached, func(r []int) bool { return within(r, t.of) }) {
				reached = append(reached, t.of)
			}
			if out.All || len(from) < bestOf {
				from = append(from, t)
			}
		}
		list = extended(from, candidates)
	}
	if out.Best, err = s.named(best); err != nil {
		return nil, err
	}
	out.Minimal, err = s.named(reached)
	return out, err
}

// packages is what is asked of every package.
type packages struct {
	ctx      context.Context
	plan     *plan.Plan
	prior    string
	question Question
	options  simulate.Options
	none     *program.Program
	parts    []part
	sums     map[string]float64 // sum of a part's answers over the futures, by keyOf
}

// part is a question whose answer is one summand of the whole, and the levers that reach it, ascending.
type part struct {
	Question
	levers []int
}

// tried is a package by the places of its levers in the plan, ascending.
type tried struct {
	of     []int
	answer float64
}

// begin takes the question apart, and finds which levers reach which part: a lever's pushes are in a program or are not,
// whatever other levers do.
func (s *packages) begin() (err error) {
	if s.none, err = s.compile(nil); err != nil {
		return err
	}
	var questions []Question
	if s.question.AtLeast == 0 {
		for _, n := range s.question.Of {
			questions = append(questions, HowMany(n))
		}
	} else {
		questions = []Question{s.question}
	}
	for _, q := range questions {
		s.parts = append(s.parts, part{Question: q})
	}
	var single []*program.Program
	for i := range s.plan.Levers {
		one, err := s.compile([]int{i})
		if err != nil {
			return err
		}
		single = append(single, one)
	}
	o := s.options
	o.Draws = 1 // whether two programs are the same is a matter of their graphs
	diffs, err := Differences(s.ctx, s.none, single, questions, o)
	if err != nil {
		return err
	}
	for i := range diffs {
		for k, d := range diffs[i] {
			if !d.Same {
				s.parts[k].levers = append(s.parts[k].levers, i)
			}
		}
	}
	return nil
}

func (s *packages) compile(on []int) (*program.Program, error) {
	p := s.plan.Clone()
	for i := range p.Levers {
		p.Levers[i].On = slices.Contains(on, i)
	}
	return program.Compile(p, "", s.prior)
}

// key is what a package does to a part: which of its levers reach it.
func (s *packages) key(k int, on []int) string {
	return fmt.Sprint(k, slices.DeleteFunc(slices.Clone(on), func(i int) bool { return !slices.Contains(s.parts[k].levers, i) }))
}

// try answers the question for packages.
func (s *packages) try(list [][]int) ([]tried, error) {
	var programs []*program.Program
	var sheets []sheet
	var keys [][]string
	for _, on := range list {
		var questions []Question
		var new []string
		for k, part := range s.parts {
			if key := s.key(k, on); !s.knows(key) {
				questions, new = append(questions, part.Question), append(new, key)
				s.sums[key] = math.NaN() // until it is simulated
			}
		}
		if new == nil {
			continue
		}
		pr, err := s.compile(on)
		if err != nil {
			return nil, err
		}
		sh, err := newSheet(questions)
		if err != nil {
			return nil, err
		}
		narrow, err := sh.narrow(pr)
		if err != nil {
			return nil, err
		}
		programs, sheets, keys = append(programs, narrow), append(sheets, sh), append(keys, new)
	}
	o := s.options
	o.Sets = 0
	for first := 0; first < len(programs); first += atOnce {
		res, err := simulate.Run(s.ctx, programs[first:min(first+atOnce, len(programs))], o)
		if err != nil {
			return nil, err
		}
		for i, run := range res.Runs {
			for k, a := range sheets[first+i].answers {
				var sum float64 // whole numbers, exact in any order
				for _, c := range run.Joint.Combinations() {
					sum += a.of(c.Mask) * float64(c.N)
				}
				s.sums[keys[first+i][k]] = sum
			}
		}
	}
	var out []tried
	for _, on := range list {
		t := tried{of: on}
		for k := range s.parts {
			t.answer += s.sums[s.key(k, on)]
		}
		t.answer /= float64(o.Draws)
		out = append(out, t)
	}
	return out, nil
}

func (s *packages) knows(key string) bool {
	_, ok := s.sums[key]
	return ok
}

// named compares packages with no lever at all, future by future.
func (s *packages) named(list [][]int) ([]Package, error) {
	var out []Package
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
		for k, on := range some {
			p := Package{Difference: diffs[k][0]}
			for _, i := range on {
				p.Levers = append(p.Levers, s.plan.Levers[i].ID)
			}
			out = append(out, p)
		}
	}
	return out, nil
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
