package search_test

import (
	"context"
	"math"
	"testing"
	"testing/fstest"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/scenarios"
	"targetcast/seeds"
)

var background = context.Background()

func laws() map[string][]string {
	out := map[string][]string{}
	for _, name := range process.Names() {
		law, _ := process.Lookup(name)
		out[name] = []string{}
		for _, p := range law.Spec().Params {
			out[name] = append(out[name], p.Name)
		}
	}
	return out
}

const header = `
id = "tiny"
title = "Tiny"
announced = 2021-08-02
as_of = 2021-08-02
horizon = 2025
`

// tiny is a plan made of a few tables; files are names and contents of further files of its folder.
func tiny(t testing.TB, text string, files ...string) *plan.Plan {
	t.Helper()
	m := fstest.MapFS{plan.Main: {Data: []byte(header + text)}}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	p, err := plan.Load(m, plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shipped(t testing.TB) *plan.Plan {
	t.Helper()
	p, err := plan.Load(seeds.Default(), plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// change is a plan after changes as a user writes them.
func change(t testing.TB, p *plan.Plan, sets ...string) *plan.Plan {
	t.Helper()
	var s scenarios.Scenario
	for _, text := range sets {
		c, err := scenarios.ParseSet(text)
		if err != nil {
			t.Fatal(err)
		}
		s.Changes = append(s.Changes, c)
	}
	out, err := scenarios.Apply(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func compile(t testing.TB, p *plan.Plan, prior string) *program.Program {
	t.Helper()
	pr, err := program.Compile(p, "", prior)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func met(target string) search.Question { return search.Met(search.Name{Target: target}) }

func draws(n int) simulate.Options { return simulate.Options{Draws: n, Seed: 1} }

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.6g, want %.6g ± %.2g", what, got, want, tolerance)
	}
}
