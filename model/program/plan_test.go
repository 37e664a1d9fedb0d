package program_test

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/seeds"
)

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

func shipped(t testing.TB, o plan.Options) *plan.Plan {
	t.Helper()
	o.Laws = laws()
	p, err := plan.Load(seeds.Default(), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// standing is the shipped plan as of another date.
func standing(t testing.TB, date string) *plan.Plan {
	t.Helper()
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return shipped(t, plan.Options{AsOf: &at})
}

const header = `
id = "tiny"
title = "Tiny"
announced = 2021-08-02
as_of = 2021-08-02
horizon = 2025
`

// tiny reads a plan from text, with other files by name and content.
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

func compile(t testing.TB, p *plan.Plan, prior string) *program.Program {
	t.Helper()
	pr, err := program.Compile(p, "", prior)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func run(t testing.TB, draws int, programs ...*program.Program) *simulate.Result {
	t.Helper()
	res, err := simulate.Run(context.Background(), programs, simulate.Options{Draws: draws, Seed: 11})
	if err != nil {
		t.Fatal(err)
	}
	return res
}
