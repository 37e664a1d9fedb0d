package program_test

import (
	"slices"
	"strings"
	"testing"

	"targetcast/model/plan"
	"targetcast/model/program"
)

// What each date knew of some targets, read off observations.csv by hand: year and value of the newest figure that had
// been published.
func TestEachDateSeesItsOwnData(t *testing.T) {
	type base struct {
		year  int
		value float64
	}
	for date, want := range map[string]map[string]base{
		"2019-12-31": {"champions": {2019, 39}, "gdp_pair": {2018, 13509 + 10745.5}, "digital_share": {2018, 24.8}, "shipping": {2019, 13}, "pct": {2016, 538}},
		"2021-08-02": {"champions": {2019, 39}, "gdp_pair": {2020, 16106 + 12408.7}, "digital_share": {2020, 26.6}, "shipping": {2021, 10}, "pct": {2016, 538}},
		"2021-12-31": {"champions": {2021, 63}, "gdp_pair": {2020, 16106 + 12408.7}, "digital_share": {2020, 26.6}, "shipping": {2021, 10}, "pct": {2016, 538}},
	} {
		p := standing(t, date)
		pr := compile(t, p, "central")
		res := run(t, 300, pr)
		for target, b := range want {
			f := pr.Facts[target]
			if f.BaseYear != b.year || f.Base != b.value || !f.HasBase {
				t.Errorf("as of %s, %s: base %v of %d, want %v of %d", date, target, f.Base, f.BaseYear, b.value, b.year)
			}
		}
		for k, e := range res.Runs[0].Events {
			ev := pr.Events[k]
			name := strings.TrimSuffix(ev.Target+"/"+ev.Reading, "/")
			if f := pr.Facts[name]; e.Counter.Undefined() > 0 && !f.CannotTell {
				t.Errorf("as of %s, %s has futures without value, but may be told", date, name)
			}
		}
	}
}

// In 2019 nobody had judged what the plan judges in 2021, nor counted the census of 2020: what rests on either cannot be
// told. In 2021 everything can.
func TestCannotTellWhatWasNotKnown(t *testing.T) {
	cannot := func(date string) []string {
		pr := compile(t, standing(t, date), "central")
		var out []string
		for name, f := range pr.Facts {
			if f.CannotTell {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	if got := cannot("2021-08-02"); len(got) != 0 {
		t.Errorf("as of the announcement these cannot be told: %v", got)
	}
	early := cannot("2019-12-31")
	for _, name := range []string{"population_share", "population_share/two", "road_density", "tech_contracts", "chain_output",
		"one_card", "enclaves", "talent", "digital_share", "pct", "champions", "shipping", "circle_all"} {
		if !slices.Contains(early, name) {
			t.Errorf("as of 2019, %s can be told, though it rests on judgements of 2021", name)
		}
	}
}

func TestVeryEarlyDateIsNoError(t *testing.T) {
	pr := compile(t, standing(t, "2009-06-30"), "sceptic")
	run(t, 50, pr)
	if f := pr.Facts["gdp_pair"]; !f.CannotTell {
		t.Errorf("as of 2009: %+v", f)
	}
	if !slices.ContainsFunc(pr.Warnings, func(w program.Warning) bool { return w.Code == program.NoData }) {
		t.Error("nothing is said to be missing")
	}
}

// A factor that was judged later makes its followers untellable, a judgement in time does not.
func TestJudgementTravelsToWhatRestsOnIt(t *testing.T) {
	text := `
[factor.mood]
law = "ar1"
parameters = { start = 0, mean = 0, persistence = 0.5, sd = { value = 1, judged = YEAR, why = "x" } }
[indicator.a]
law = "white_noise"
loads = { mood = 0.5 }
[indicator.b]
formula = "a + 1"
[indicator.c]
law = "white_noise"
[lever.L]
kind = "action"
start = 2022
delay = { value = 1, judged = LEVER, why = "x" }
[lever.L.effect.c]
as = "growth"
size = 1
[target.b]
title = "B"
indicator = "b"
at_least = 0
resolves = "x"
[target.c]
title = "C"
indicator = "c"
at_least = 0
resolves = "x"
`
	for _, c := range []struct {
		factor, lever string
		b, c          bool
	}{{"2021", "2021", false, false}, {"2022", "2021", true, false}, {"2021", "2022", false, true}} {
		p := tiny(t, strings.NewReplacer("YEAR", c.factor, "LEVER", c.lever).Replace(text))
		pr := compile(t, p, "")
		if got := pr.Facts["b"].CannotTell; got != c.b {
			t.Errorf("factor judged in %s: cannot tell is %v", c.factor, got)
		}
		if got := pr.Facts["c"].CannotTell; got != c.c {
			t.Errorf("lever's delay judged in %s: cannot tell is %v", c.lever, got)
		}
	}
}

func TestWithoutRecalledFacts(t *testing.T) {
	with := compile(t, shipped(t, plan.Options{}), "central")
	without := compile(t, shipped(t, plan.Options{WithoutRecalled: true}), "central")
	run(t, 300, without)
	if a, b := with.Facts["gdp_pair"], without.Facts["gdp_pair"]; a.BaseYear == b.BaseYear && a.Base == b.Base && a.CannotTell == b.CannotTell {
		t.Errorf("half of the GDP figures are recalled, yet nothing differs: %v of %d", b.Base, b.BaseYear)
	}
	if f := without.Facts["champions"]; f.Base != 39 || f.CannotTell {
		t.Errorf("champions rest on sources; got %v of %d", f.Base, f.BaseYear)
	}
}

// A user's own figure gives a base to what had none; where base and motion are two indicators, the base is enough.
func TestUsersFigureIsABase(t *testing.T) {
	for _, c := range []struct {
		target, row string
		base        float64
	}{
		{"road_density", "road_density,2020,1.1,km/km2,2021-03", 1.1},
		{"enclaves", "enclaves,2020,12,enclaves,2021-03", 12},
		{"tech_contracts", "tech_contracts,2019,9,100M CNY,2020-03", 9},
	} {
		o := plan.Options{Data: []plan.Overlay{{Name: "mine.csv", Bytes: []byte("series,year,value,unit,published\n" + c.row + "\n")}}}
		before := compile(t, shipped(t, plan.Options{}), "central").Facts[c.target]
		if before.HasBase || len(before.Judged) == 0 || before.Base == before.Base {
			t.Errorf("%s has a base: %+v", c.target, before)
		}
		pr := compile(t, shipped(t, o), "central")
		after := pr.Facts[c.target]
		if !after.HasBase || after.Base != c.base || after.Grade != "C" {
			t.Errorf("%s with %s: has base %v, base %v, grade %q", c.target, c.row, after.HasBase, after.Base, after.Grade)
		}
		run(t, 100, pr)
	}
}

// A user's figure under the indicator's own id joins its series.
func TestUsersFigureJoinsTheSeries(t *testing.T) {
	o := plan.Options{Data: []plan.Overlay{{Name: "mine.csv", Bytes: []byte("series,year,value,unit,published\ndigital_share,2020,27,percent,2021-07\n")}}}
	pr := compile(t, shipped(t, o), "central")
	f := pr.Facts["digital_share/constant_definition"]
	if len(f.History) != 3 || f.Base != 27 || f.History[0].Value != 24.8 {
		t.Errorf("history %v, base %v", f.History, f.Base)
	}
}
