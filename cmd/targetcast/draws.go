package main

import (
	"errors"
	"fmt"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/output/result"
)

// known checks names of indicators against those a program shows.
func known(names []string, p *program.Program) error {
	var all []string
	for _, s := range p.Shown {
		all = append(all, s.Indicator)
	}
	var problems []error
	for _, n := range names {
		if !slices.Contains(all, n) {
			problems = append(problems, fmt.Errorf("--keep-draws %s: no such indicator%s", n, document.Suggest(n, all)))
		}
	}
	return errors.Join(problems...)
}

// ofTargets, in place of a name, keeps what is needed to count every target again.
const ofTargets = "targets"

// kept are the indicators whose draws are kept.
func (o *runOptions) kept(p *plan.Plan) []string {
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, name := range o.keep {
		if name != ofTargets {
			add(name)
			continue
		}
		hidden := map[string]bool{}
		for _, i := range p.Indicators {
			hidden[i.ID] = i.Hidden
		}
		for _, t := range p.Targets {
			if t.Settled == 0 && !hidden[t.Indicator] {
				add(t.Indicator)
			}
		}
	}
	return out
}

// indicators are those whose draws can be kept; none when the plan cannot be read.
func (o *runOptions) indicators(args []string) []string {
	l, err := o.load(args)
	if err != nil {
		return nil
	}
	out := []string{ofTargets}
	for _, i := range l.plan.Indicators {
		if !i.Hidden {
			out = append(out, i.ID)
		}
	}
	return out
}

// drawsOf are the kept draws of all programs.
func drawsOf(res *simulate.Result) result.Draws {
	var out result.Draws
	for _, r := range res.Runs {
		for _, s := range r.Shown {
			for y, column := range s.Draws {
				out = append(out, result.DrawColumn{Scenario: r.Program.Scenario, Prior: r.Program.Prior, Indicator: s.Indicator, Year: s.First + y, Values: column})
			}
		}
	}
	return out
}
