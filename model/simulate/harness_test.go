package simulate_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/scenarios"
	"targetcast/seeds"
)

// laws are the parameters of each law, as a plan is checked against.
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

// shipped is the plan that comes with the program, with changes as a user writes them.
func shipped(t testing.TB, sets ...string) *plan.Plan {
	t.Helper()
	p, err := plan.Load(seeds.Default(), plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	return change(t, p, sets...)
}

func change(t testing.TB, p *plan.Plan, sets ...string) *plan.Plan {
	t.Helper()
	var changes []scenarios.Change
	for _, text := range sets {
		c, err := scenarios.ParseSet(text)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	out, err := scenarios.Apply(p, scenarios.Scenario{ID: "test", Changes: changes})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// under is the plan under each of the shipped scenarios.
func under(t testing.TB, p *plan.Plan) (ids []string, plans []*plan.Plan) {
	t.Helper()
	all, err := scenarios.Load(scenarios.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		chain, err := scenarios.Resolve(all, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		changed, err := scenarios.Apply(p, chain...)
		if err != nil {
			t.Fatal(err)
		}
		ids, plans = append(ids, s.ID), append(plans, changed)
	}
	return ids, plans
}

// header of every tiny plan; the years that count are 2021 to 2025.
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
	p, err := plan.Load(folder(text, files...), plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func folder(text string, files ...string) fstest.MapFS {
	if !strings.Contains(text, "as_of") {
		text = header + text
	}
	m := fstest.MapFS{plan.Main: {Data: []byte(text)}}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

func compile(t testing.TB, p *plan.Plan, scenario, prior string) *program.Program {
	t.Helper()
	pr, err := program.Compile(p, scenario, prior)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func run(t testing.TB, o simulate.Options, programs ...*program.Program) *simulate.Result {
	t.Helper()
	if o.Seed == 0 {
		o.Seed = 1
	}
	res, err := simulate.Run(context.Background(), programs, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// drawsOf runs a plan without priors and returns the draws of an indicator by year.
func drawsOf(t testing.TB, p *plan.Plan, n int, ids ...string) map[string]map[int][]float64 {
	t.Helper()
	res := run(t, simulate.Options{Draws: n, Keep: ids}, compile(t, p, "", ""))
	out := map[string]map[int][]float64{}
	for _, s := range res.Runs[0].Shown {
		out[s.Indicator] = byYear(s)
	}
	for _, id := range ids {
		if out[id] == nil {
			t.Fatalf("%s is not shown", id)
		}
	}
	return out
}

func byYear(s simulate.ShownResult) map[int][]float64 {
	years := map[int][]float64{}
	for y, draws := range s.Draws {
		years[s.First+y] = draws
	}
	return years
}

// share is the share of futures that met an event, by "target" or "target/reading".
func share(t testing.TB, o simulate.Outcome, name string) float64 {
	t.Helper()
	c := o.Events[event(t, o, name)].Counter
	return float64(c.Hits()) / float64(c.N())
}

func event(t testing.TB, o simulate.Outcome, name string) int {
	t.Helper()
	for k, e := range o.Program.Events {
		if eventName(e) == name {
			return k
		}
	}
	t.Fatalf("no event %s", name)
	return 0
}

func eventName(e program.Event) string { return strings.TrimSuffix(e.Target+"/"+e.Reading, "/") }

// moments are the mean and the standard deviation of draws.
func moments(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, math.Sqrt(sd)
}

func correlation(x, y []float64) float64 {
	mx, sx := moments(x)
	my, sy := moments(y)
	var sum float64
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / float64(len(x)-1) / (sx * sy)
}

// near fails when got is more than 4 standard errors from want.
func near(t testing.TB, what string, got, want, se float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 4*se) {
		t.Errorf("%s: %.6g, want %.6g within 4 standard errors of %.2g", what, got, want, se)
	}
}

// nearMoments compares the mean and sd of normal draws: standard errors sd/√n and sd/√(2n).
func nearMoments(t testing.TB, what string, draws []float64, mean, sd float64) {
	t.Helper()
	n := float64(len(draws))
	m, s := moments(draws)
	near(t, what+": mean", m, mean, sd/math.Sqrt(n))
	near(t, what+": sd", s, sd, sd/math.Sqrt(2*n))
}

// constantly asks that all draws are exactly one number.
func constantly(t testing.TB, what string, draws []float64, want float64) {
	t.Helper()
	for _, x := range draws {
		if x != want {
			t.Errorf("%s: %v, want %v in all futures", what, x, want)
			return
		}
	}
}

// nearShare compares a share of n futures with a probability.
func nearShare(t testing.TB, what string, got, p float64, n int) {
	t.Helper()
	near(t, what, got, p, math.Sqrt(p*(1-p)/float64(n)))
}

// covered is the share of intervals that hold the truth.
func covered(all []attain.Likelihood, truth float64) float64 {
	n := 0
	for _, l := range all {
		if l.Error.Lo <= truth && truth <= l.Error.Hi {
			n++
		}
	}
	return float64(n) / float64(len(all))
}

// normalCDF is the standard normal distribution function, from the standard library.
func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
