package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/model/series"
	"targetcast/model/simulate"
	"targetcast/output/table"
	"targetcast/output/words"
	"targetcast/scenarios"
)

// behaviourFutures is how many futures a behaviour is tried on at most.
const behaviourFutures = 20_000

// behaviour is a check of the plan or of a scenario, as it can be tried.
type behaviour struct {
	search.Behaviour
	check        plan.Check
	without      *plan.Plan // what it is held against
	with         *plan.Plan
	question     asked
	base, turned *program.Program
}

// tried is what became of a behaviour.
type tried struct {
	behaviour
	search.Difference
	verdict search.Verdict
}

// behaviours reads every check of the plan and of the scenarios that were loaded. A check about a scenario holds it
// against the scenario that it extends; checks about scenarios that were not loaded are left out. All problems are
// reported at once.
func (l *loaded) behaviours(s *source) ([]behaviour, error) {
	all, err := l.from.loadScenarios()
	if err != nil {
		return nil, err
	}
	sets, err := s.sets()
	if err != nil {
		return nil, err
	}
	plain, err := scenarios.Apply(l.plan, scenarios.Scenario{ID: setFile, Changes: sets})
	if err != nil {
		return nil, err
	}
	base, err := program.Compile(plain, "", central(l.plan))
	if err != nil {
		return nil, err
	}
	var problems plan.Problems
	var out []behaviour
	bases := bases{"": {plain, base}}
	for _, check := range l.checks() {
		b := behaviour{check: check, without: plain, base: base}
		if err := l.read(&b, all, sets, bases); err != nil {
			o := check.Origin
			problems.Add(series.Problem{File: o.File, Line: o.Line, Column: o.Column, Key: "check." + check.ID + ".says", What: err.Error()})
			continue
		}
		if b.with != nil {
			out = append(out, b)
		}
	}
	return out, problems.Err()
}

// bases are what behaviours are held against, by scenario: compiled once, so that equal ones are found by their address.
type bases map[string]struct {
	plan    *plan.Plan
	program *program.Program
}

// checks are those of the plan and of the scenarios, each once.
func (l *loaded) checks() []plan.Check {
	out := slices.Clone(l.plan.Checks)
	for _, s := range l.scenarios {
		out = append(out, s.Checks...)
	}
	return out
}

// read fills in what a check speaks of; with stays nil when the scenario was not loaded or the target cannot be assessed.
func (l *loaded) read(b *behaviour, all []scenarios.Scenario, sets []scenarios.Change, known bases) error {
	var err error
	if b.Behaviour, err = search.ParseBehaviour(b.check.Says); err != nil {
		return err
	}
	atLeast := -1 // P(set) is that all are met; to raise a set is to raise how many are
	if b.Scenario != "" {
		atLeast = 0
	}
	if l.isTarget(b.Target) {
		atLeast = 1
	}
	if b.question, err = l.question(b.base, b.Target, atLeast); err != nil {
		return err
	}
	if slices.ContainsFunc(b.question.Of, func(n search.Name) bool { return b.base.Facts[n.String()].CannotTell }) {
		return nil // nothing can be expected of what cannot be assessed
	}
	if b.Scenario == "" {
		if b.with, err = b.Turned(b.without); err != nil {
			return err
		}
		b.turned, err = program.Compile(b.with, "", central(l.plan))
		return err
	}
	k := slices.IndexFunc(l.scenarios, func(s scenarios.Scenario) bool { return s.ID == b.Scenario })
	if k < 0 {
		var ids []string
		for _, s := range all {
			ids = append(ids, s.ID)
		}
		if !slices.Contains(ids, b.Scenario) {
			return fmt.Errorf("no scenario %q%s", b.Scenario, document.Suggest(b.Scenario, ids))
		}
		return nil
	}
	b.with = l.plans[k]
	parent := l.scenarios[k].Extends
	against, ok := known[parent]
	if !ok {
		chain, err := scenarios.Resolve(all, parent)
		if err != nil {
			return err
		}
		if against.plan, err = scenarios.Apply(l.plan, append(chain, scenarios.Scenario{ID: setFile, Changes: sets})...); err != nil {
			return err
		}
		if against.program, err = program.Compile(against.plan, "", central(l.plan)); err != nil {
			return err
		}
		known[parent] = against
	}
	b.without, b.base = against.plan, against.program
	b.turned, err = program.Compile(b.with, "", central(l.plan))
	return err
}

// try tries behaviours on common luck; those held against the same plan run together.
func try(ctx context.Context, list []behaviour, o simulate.Options) ([]tried, error) {
	o.Draws = min(o.Draws, behaviourFutures)
	o.Sets, o.Keep, o.Progress, o.Replicates, o.Coordinates = 0, nil, nil, 0, nil
	out := make([]tried, len(list))
	done := make([]bool, len(list))
	for i := range list {
		if done[i] {
			continue
		}
		var together []int
		var others []*program.Program
		var questions []search.Question
		for j := i; j < len(list); j++ {
			if !done[j] && list[i].base == list[j].base {
				done[j] = true
				together, others, questions = append(together, j), append(others, list[j].turned), append(questions, list[j].question.Question)
			}
		}
		diffs, err := search.Differences(ctx, list[i].base, others, questions, o)
		if err != nil {
			return nil, err
		}
		for k, j := range together {
			d := diffs[k][k]
			out[j] = tried{list[j], d, list[j].Judge(d)}
		}
	}
	return out, nil
}

// warning is a behaviour that the model does not show; ok is false where it does, or may.
func (t tried) warning() (w words.Warning, ok bool) {
	lo, hi, unit := 100*t.Lo, 100*t.Hi, 100.
	if !t.question.Share() {
		lo, hi, unit = t.Lo, t.Hi, 1
	}
	values := map[string]any{"says": t.check.Says, "change": words.Signed(unit*t.Delta, 2), "low": words.Signed(lo, 2), "high": words.Signed(hi, 2),
		"before": words.Number(unit*t.A, 2), "after": words.Number(unit*t.B, 2)}
	switch t.verdict {
	case search.Fails:
		return words.Warning{Code: "behaviour_fails", About: t.check.ID, Values: values}, true
	case search.Nothing:
		return words.Warning{Code: "behaviour_nothing", About: t.check.ID, Values: values}, true
	}
	return words.Warning{}, false
}

// misbehaviour tries every check of a run and returns a warning for each that fails.
func (l *loaded) misbehaviour(ctx context.Context, s *source, o simulate.Options) ([]words.Warning, error) {
	list, err := l.behaviours(s)
	if err != nil {
		return nil, inputError{l.located(err)}
	}
	results, err := try(ctx, list, o)
	if err != nil {
		return nil, err
	}
	var out []words.Warning
	for _, t := range results {
		if t.verdict == search.Nothing && len(s.set) > 0 {
			continue // a change from the command line may well leave a scenario nothing to do
		}
		if w, ok := t.warning(); ok {
			out = append(out, w)
		}
	}
	return out, nil
}

// behaves tries the behaviours, prints each with its numbers, and fails when one does.
func behaves(c *cobra.Command, list []behaviour) error {
	results, err := try(c.Context(), list, simulate.Options{Draws: behaviourFutures, Seed: 1})
	if err != nil {
		return err
	}
	w := c.OutOrStdout()
	columns := []table.Column{{Head: "behaviour", Flex: true}, {Head: "before", Right: true}, {Head: "after", Right: true}, {Head: "change", Right: true},
		{Head: "error", Right: true}, {Head: ""}}
	var rows [][]string
	failed := 0
	for _, t := range results {
		share := t.question.Share()
		rows = append(rows, []string{t.check.Says, words.En.Answer(t.A, share), words.En.Answer(t.B, share), words.En.Change(t.Delta, share),
			words.En.ChangeError((t.Hi-t.Lo)/2, share), [...]string{search.Holds: "holds", search.Unclear: "unclear", search.Fails: "FAILS", search.Nothing: "FAILS: no effect"}[t.verdict]})
		if _, wrong := t.warning(); wrong {
			failed++
		}
	}
	fmt.Fprintln(w)
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %s fail: an error of the model", failed, count(len(results), "behaviour"))
	}
	fmt.Fprintf(w, "\n%s tried on %s futures each; none fails\n", count(len(results), "behaviour"), words.Number(behaviourFutures, 0))
	return nil
}
