package plan

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const sampledPlan = `id = "s"
title = "S"
announced = 2021-08-02
horizon = 2022
[sample.bvar]
file = "draws.csv"
published = 2021-06-30
order_by = "south"
where = { run = "a" }
columns = { draw = "iter" }
[indicator.north]
sample = "bvar"
sample_name = "N"
push = "year"
parameters = { shift = 1 }
[indicator.south]
sample = "bvar"
`

const sampledDraws = "iter,run,year,N,south\n1,a,2021,1,2\n1,a,2022,3,9\n2,a,2021,5,6\n2,a,2022,7,8\n1,b,2021,0,0\n"

func loadSampled(plan, draws string, o Options) (*Plan, error) {
	return Load(fstest.MapFS{"plan.toml": {Data: []byte(plan)}, "draws.csv": {Data: []byte(draws)}}, o)
}

func TestSampleIsRead(t *testing.T) {
	p, err := loadSampled(sampledPlan, sampledDraws, Options{})
	if err != nil {
		t.Fatal(err)
	}
	north, south := p.DrawsOf(&p.Indicators[0]), p.DrawsOf(&p.Indicators[1])
	if got := fmt.Sprint(north.Years, south.Years, p.Samples[0].Draws.Draws); got != "[[5 1] [7 3]] [[6 2] [8 9]] [2 1]" { // by south in 2022
		t.Error(got)
	}
	if len(p.Files) != 2 || p.Files[1].Name != "draws.csv" || p.Files[1].SHA256 != p.Samples[0].SHA256 {
		t.Errorf("the manifest gets %v", p.Files)
	}
	if i := p.Indicators[0]; i.Push != PushYear || i.Push.String() != "year" || !i.simulated() {
		t.Errorf("%+v", i)
	}
	var keys []string
	for _, n := range p.Lookup("indicator.*.*") {
		keys = append(keys, n.Path)
	}
	if got := strings.Join(keys, " "); got != "indicator.north.scale indicator.north.shift indicator.south.scale indicator.south.shift" {
		t.Error(got)
	}
	if p.Clone().Sample("bvar") == p.Sample("bvar") {
		t.Error("a copy shares the list of samples")
	}
}

func TestBrokenSample(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`file = "draws.csv"`, `file = "drws.csv"`, `plan.toml:6:1: sample.bvar.file: there is no file "drws.csv"; did you mean "draws.csv"?`},
		{`published = 2021-06-30`, ``, `plan.toml:5:9: sample.bvar.published: is missing; write when the draws were known, as 2021-06-30`},
		{`published = 2021-06-30`, `published = 2021-08-03`, `plan.toml:7:1: sample.bvar.published: 2021-08-03 is after the as-of date 2021-08-02, and nothing published later is used; write a later as_of`},
		{`"south"`, `"sooth"`, `plan.toml:8:1: sample.bvar.order_by: "sooth" is none of the indicators with sample = "bvar"; did you mean "south"?`},
		{`run = "a"`, `run = "c"`, `draws.csv:1:1: run: no row has "c" there; there is "a", "b"`},
		{`draw = "iter"`, `draw = "itr"`, `draws.csv:1:1: header: there is no column "itr" for draw; the columns here are iter, run, year, N, south`},
		{`draw = "iter"`, `drew = "iter"`, `plan.toml:10:13: sample.bvar.columns.drew: unknown key`},
		{`sample_name = "N"`, `sample_name = "M"`, `draws.csv:1:1: header: there is no column "M" and no column value; the columns here are iter, run, year, N, south`},
		{"[indicator.north]\nsample = \"bvar\"", "[indicator.north]\nsample = \"bva\"", `plan.toml:12:1: indicator.north.sample: no sample "bva"; did you mean "bvar"?`},
		{`push = "year"`, `push = "years"`, `plan.toml:14:1: indicator.north.push: no "years" here; did you mean "year"?`},
		{`shift = 1`, `shft = 1`, `plan.toml:15:16: indicator.north.parameters.shft: a sample has no parameter "shft"; did you mean "shift"?`},
		{`push = "year"`, `loads = { south = 1 }`, `plan.toml:14:1: indicator.north.loads: has no effect beside sample; it belongs to law`},
		{`push = "year"`, `law = "ar1"`, `plan.toml:12:1: indicator.north.sample: two ways to move, law and sample; keep one`},
		{`horizon = 2022`, `horizon = 2024`, `plan.toml:6:1: sample.bvar.file: the draws of N end in 2022; they are needed up to the horizon, 2024`},
		{`order_by = "south"`, "source = \"x\"", `plan.toml:8:1: sample.bvar.source: no source "x" in the table of sources`},
		{"[sample.bvar]", "[sample.idle]\nfile = \"draws.csv\"\npublished = 2021-01-01\n[sample.bvar]", `plan.toml:5:9: sample.idle: no indicator takes its values from it; write sample = "idle" under one, or leave it out`},
	} {
		_, err := loadSampled(strings.Replace(sampledPlan, c.old, c.new, 1), sampledDraws, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n%v\nnot\n%s", c.new, err, c.want)
		}
	}
	// Before the draws were published on purpose is no mistake of the plan.
	day := time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)
	if _, err := loadSampled(sampledPlan, sampledDraws, Options{AsOf: &day}); err != nil {
		t.Error(err)
	}
}
