package program_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// level's last usable value is 121 of 2020 (2021 is an outlier by known cause), five comparable years stand on the base of
// 2016; short has two points; count's grade is written.
const known = `
data = ["seen.csv"]
[break.base]
series = "level"
year = 2016
[indicator.level]
series = "level"
law = "log_random_walk"
skip = [2021]
parameters = { drift = 0, sd = 0.1 }
[indicator.short]
unit = "percent"
series = "short"
law = "random_walk"
parameters = { drift = 0, sd = 1 }
[indicator.both]
formula = "level + short"
[indicator.better]
formula = "level + short"
grade = "A"
[indicator.mixed]
formula = "better + level"
[indicator.nothing]
law = "white_noise"
`

const seen = `series,year,value,source_grade,published
level,2014,900,A,2015-01
level,2015,950,A,2016-01
level,2016,100,A,2017-01
level,2017,104,A,2018-01
level,2018,108,A,2019-01
level,2019,110,B,2020-01
level,2020,121,A,2021-01
level,2021,60,A,2021-07
short,2019,40,C,2020-01
short,2020,41,A,2021-01
`

func target(id, indicator, rule string) string {
	return "[target." + id + "]\ntitle = \"T\"\nindicator = \"" + indicator + "\"\n" + rule + "\nresolves = \"x\"\n"
}

func TestFacts(t *testing.T) {
	text := known + target("level", "level", "at_least = 161.051") + target("short", "short", "at_least = 61") +
		target("both", "both", "at_least = 200") + target("better", "better", "at_least = 200") + target("mixed", "mixed", "at_least = 1") +
		target("nothing", "nothing", "at_least = 1") + target("met", "level", "at_most = 130") + target("down", "level", "at_most = 100\nby = 2022")
	facts := compile(t, tiny(t, text, "seen.csv", seen), "").Facts
	for name, want := range map[string]program.Fact{
		// 121 → 161.051 in five years is 5.8847 % a year; since the break 100 → 121 in four years, 4.8809 %: .83 of it.
		"level": {Base: 121, BaseYear: 2020, BaseGrade: "A", Points: 5, Evidence: "B", Grade: "B", Scale: attain.Growth,
			Required: math.Pow(161.051/121, .2) - 1, Recent: attain.Pace{PerYear: math.Pow(1.21, .25) - 1, From: 2016, To: 2020}, Schedule: attain.Behind},
		// Shares move in steps: 20 points in five years against 1 a year.
		"short": {Base: 41, BaseYear: 2020, BaseGrade: "A", Points: 2, Evidence: "C", Grade: "C", Scale: attain.Step,
			Required: 4, Recent: attain.Pace{PerYear: 1, From: 2019, To: 2020}, Schedule: attain.Behind},
		// Derived past: 150 of 2019 and 162 of 2020, 8 %; the thinner law counts; required (200/162)^(1/5)-1 = 4.30 %.
		"both": {Base: 162, BaseYear: 2020, BaseGrade: "A", Points: 2, Evidence: "C", Grade: "C", Scale: attain.Growth,
			Required: math.Pow(200./162, .2) - 1, Recent: attain.Pace{PerYear: 162./150 - 1, From: 2019, To: 2020}, Schedule: attain.Ahead},
		"better": {Base: 162, BaseYear: 2020, BaseGrade: "A", Points: 2, Evidence: "A", Grade: "A", Scale: attain.Growth,
			Required: math.Pow(200./162, .2) - 1, Recent: attain.Pace{PerYear: 162./150 - 1, From: 2019, To: 2020}, Schedule: attain.Ahead},
		// What the plan knows of one part says nothing of another: the worse of A and B.
		"mixed": {Base: 283, BaseYear: 2020, BaseGrade: "A", Points: 2, Evidence: "B", Grade: "B", Scale: attain.Growth,
			Required: math.Pow(1./283, .2) - 1, Recent: attain.Pace{PerYear: 283./260 - 1, From: 2019, To: 2020}, Schedule: attain.Ahead},
		"nothing": {Base: math.NaN(), Evidence: "C", Grade: "C", Required: math.NaN(), Recent: attain.Pace{PerYear: math.NaN()}},
		"met": {Base: 121, BaseYear: 2020, BaseGrade: "A", Points: 5, Evidence: "B", Grade: "B", Required: math.Pow(130./121, .2) - 1,
			Recent: attain.Pace{PerYear: math.Pow(1.21, .25) - 1, From: 2016, To: 2020}, Schedule: attain.Ahead},
		"down": {Base: 121, BaseYear: 2020, BaseGrade: "A", Points: 5, Evidence: "B", Grade: "B", Required: math.Pow(100./121, .5) - 1,
			Recent: attain.Pace{PerYear: math.Pow(1.21, .25) - 1, From: 2016, To: 2020}, Schedule: attain.Behind},
	} {
		got := facts[name]
		close := func(a, b float64) bool { return a == b || math.Abs(a-b) < 1e-12 || math.IsNaN(a) && math.IsNaN(b) }
		if !got.HasBase || got.CannotTell || !close(got.Base, want.Base) || got.BaseYear != want.BaseYear || got.BaseGrade != want.BaseGrade {
			t.Errorf("%s: base %v of %d (%q), want %v of %d (%q)", name, got.Base, got.BaseYear, got.BaseGrade, want.Base, want.BaseYear, want.BaseGrade)
		}
		if got.Points != want.Points || got.Evidence != want.Evidence || got.Grade != want.Grade {
			t.Errorf("%s: %d points, evidence %q, grade %q, want %d, %q, %q", name, got.Points, got.Evidence, got.Grade, want.Points, want.Evidence, want.Grade)
		}
		if got.Scale != want.Scale || !close(got.Required, want.Required) || !close(got.Recent.PerYear, want.Recent.PerYear) ||
			got.Recent.From != want.Recent.From || got.Recent.To != want.Recent.To || got.Schedule != want.Schedule {
			t.Errorf("%s: required %v, recent %+v, %v, want %v, %+v, %v", name, got.Required, got.Recent, got.Schedule, want.Required, want.Recent, want.Schedule)
		}
	}
}

// The worse of how well the base was seen and of how much history there is.
func TestGradeIsTheWorse(t *testing.T) {
	rows := "series,year,value,source_grade,published\n"
	for y := 2008; y < 2020; y++ {
		rows += fmt.Sprintf("long,%d,5,A,2020-01\n", y)
	}
	text := "data = [\"seen.csv\"]\n[indicator.long]\nseries = \"long\"\nlaw = \"random_walk\"\nparameters = { drift = 0, sd = 1 }\n" + target("long", "long", "at_least = 6")
	for grade, want := range map[string]string{"A": "A", "B": "B", "C": "C"} {
		f := compile(t, tiny(t, text, "seen.csv", rows+"long,2020,5,"+grade+",2021-01\n"), "").Facts["long"]
		if f.Points != 13 || f.Evidence != "A" || f.Grade != want {
			t.Errorf("base of grade %s: %d points, %s, %s", grade, f.Points, f.Evidence, f.Grade)
		}
	}
}

// A rank without a series of its own has its place in the published tables as history.
func TestLeagueHistory(t *testing.T) {
	ranks := "year,rank,city,score,published\n"
	for _, r := range []string{"2018,1,X,,2018-07", "2018,2,Y,,2018-07", "2018,3,Z,,2018-07", "2019,1,X,,2019-07", "2019,2,Z,,2019-07", "2019,3,Y,,2019-07",
		"2020,1,X,,2020-07", "2020,2,Z,,2020-07", "2020,3,Y,,2020-07", "2022,1,Z,,2022-07", "2022,2,X,,2022-07", "2022,3,Y,,2022-07"} {
		ranks += r + "\n"
	}
	text := `
[league.l]
file = "ranks.csv"
subject = "Z"
parameters = { gap = 1, spread = 1, correlation = 0, drift = 0 }
[indicator.rank]
league = "l"
` + target("rank", "rank", "at_most = 1")
	pr := compile(t, tiny(t, text, "ranks.csv", ranks), "")
	f := pr.Facts["rank"]
	if f.Base != 2 || f.BaseYear != 2020 || f.Points != 3 || f.Scale != attain.Step || f.Required != -.2 || f.Recent.PerYear != -.5 || f.Schedule != attain.Ahead {
		t.Errorf("%+v", f)
	}
	res := run(t, 300, pr)
	if got := res.Runs[0].Shown[0]; got.First != 2020 || got.Years[0].Min() != 2 || got.Years[0].Max() != 2 {
		t.Errorf("simulation begins in %d with %v to %v", got.First, got.Years[0].Min(), got.Years[0].Max())
	}
}

// A law without a starting parameter shows what was observed of its starting year.
func TestObservedCountIsShown(t *testing.T) {
	text := `
data = ["seen.csv"]
[indicator.count]
series = "count"
law = "poisson"
parameters = { rate = 5 }
[indicator.rise]
formula = "count - prev(count)"
`
	res := run(t, 300, compile(t, tiny(t, text, "seen.csv", "series,year,value,published\ncount,2018,4,2019-01\ncount,2019,7,2020-01\n"), ""))
	s := res.Runs[0].Shown[0]
	if s.First != 2019 || s.Years[0].Quantile(.5) != 7 || s.Years[0].NaN() != 0 {
		t.Errorf("%d: %v, %d unknown", s.First, s.Years[0].Quantile(.5), s.Years[0].NaN())
	}
	if rise := res.Runs[0].Shown[1]; rise.First != 2020 || rise.Years[0].NaN() != 0 {
		t.Errorf("the rise begins in %d, %d unknown", rise.First, rise.Years[0].NaN())
	}
}

// What a plan may not ask of a law is an error with its place, and no panic.
func TestImpossibleDemands(t *testing.T) {
	for text, want := range map[string]string{
		"[factor.f]\nlaw = \"constant\"\nparameters = { value = 1 }\n":                                                                                               "no yearly shock",
		"[factor.f]\nlaw = \"white_noise\"\n[indicator.a]\nlaw = \"constant\"\nloads = { f = 0.5 }\nparameters = { value = 1 }\n":                                    "no shock that could load",
		"[indicator.a]\nlaw = \"rare_shock\"\ninnovation = { t = 5 }\nparameters = { probability = 0.1, mean = 1, sd = 1, recovered = 0 }\n":                         "no shock that could load",
		"[factor.f]\nlaw = \"white_noise\"\n[indicator.a]\nlaw = \"level_revision\"\nloads = { f = 0.5 }\nparameters = { year = 2022, mean = 0, sd = 1 }\n":          "once for good",
		"[indicator.a]\nlaw = \"poisson\"\ninnovation = { t = 5 }\nparameters = { rate = 1 }\n":                                                                      "stands for a probability",
		"[indicator.a]\nlaw = \"white_noise\"\n[indicator.b]\nlaw = \"white_noise\"\n[correlation.c]\nof = [\"a\", \"b\"]\nmatrix = [[1, 1], [1, 1]]\nwhy = \"x\"\n": "only semidefinite",
		"[indicator.a]\nlaw = \"random_walk\"\nparameters = { start = 0, sd = 1 }\n":                                                                                 "neither written nor fitted",
	} {
		_, err := program.Compile(tiny(t, text), "", "")
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "plan.toml:") {
			t.Errorf("%s\ngot %v, want a place and %q", text, err, want)
		}
	}
	if _, err := program.Compile(tiny(t, known, "seen.csv", seen), "", "gloomy"); err == nil || !strings.Contains(err.Error(), "gloomy") {
		t.Errorf("an unknown prior: %v", err)
	}
	p := tiny(t, "[factor.f]\nlaw = \"poisson\"\nparameters = { rate = 1 }\n")
	p.Conditions = []plan.Condition{{Factor: "f", Year: 2022, Mean: 1}}
	if _, err := program.Compile(p, "", ""); err == nil || !strings.Contains(err.Error(), "linear") {
		t.Errorf("a condition on counts: %v", err)
	}
}

// Only keeps the events that are wanted, fewer nodes, and every number.
func TestOnlyPrunesAndKeepsNumbers(t *testing.T) {
	whole := compile(t, shipped(t, plan.Options{}), "central")
	wanted := func(e program.Event) bool { return e.Target == "pct" || e.Target == "shipping" }
	part := whole.Only(wanted)
	if len(part.Events) != 2 || len(part.Nodes) >= len(whole.Nodes)/2 || len(part.Shown) != 0 {
		t.Fatalf("%d events, %d of %d nodes", len(part.Events), len(part.Nodes), len(whole.Nodes))
	}
	a, b := run(t, 700, whole).Runs[0], run(t, 700, part).Runs[0]
	for k, e := range part.Events {
		for i, other := range whole.Events {
			if e.Target == other.Target && e.Reading == other.Reading && a.Events[i].Total != b.Events[k].Total {
				t.Errorf("%s: %+v alone, %+v with all", e.Target, b.Events[k].Total, a.Events[i].Total)
			}
		}
	}
	if again := run(t, 700, whole).Runs[0]; again.Events[0].Total != a.Events[0].Total {
		t.Error("Only changed the program it was taken from")
	}
}

// The fingerprint is that of what is computed and asked: it does not see texts or order, but every number.
func TestFingerprint(t *testing.T) {
	print := func(p *plan.Plan) string {
		t.Helper()
		return simulate.Fingerprint([]*program.Program{compile(t, p, "central")})
	}
	p := shipped(t, plan.Options{})
	base := print(p)
	q := p.Clone()
	q.Title.En, q.Indicators[0].Why.En, q.Targets[0].Doubt.Zh = "another", "another", "another"
	q.Levers[0].Title.En = "another"
	if print(q) != base {
		t.Error("a text changes the fingerprint")
	}
	seen := map[string]string{base: "the plan"}
	for i, n := range p.Numbers() {
		if n.Switch || strings.HasPrefix(n.Path, "elicit.") || onlyOff(p, n.Path) || i%13 != 0 { // some of all will do
			continue
		}
		q := p.Clone()
		for _, m := range q.Lookup(n.Path) {
			number := m.Quantity
			number.Add += 1e-9
			if err := m.Set(number); err != nil {
				t.Fatal(err)
			}
		}
		f := print(q)
		if other, twice := seen[f]; twice {
			t.Errorf("%s changed by 1e-9: the fingerprint is that of %s", n.Path, other)
		}
		seen[f] = n.Path
	}
	q = p.Clone()
	q.Levers[0].On = false
	if print(q) == base {
		t.Error("a lever off does not change the fingerprint")
	}
}

// onlyOff says that a number belongs to a lever's effect that only shows when the lever is off.
func onlyOff(p *plan.Plan, path string) bool {
	for _, l := range p.Levers {
		if !strings.HasPrefix(path, "lever."+l.ID+".") {
			continue
		}
		all := true
		for _, e := range l.Effects {
			for _, ind := range p.Indicators {
				if ind.ID == e.Indicator {
					hidden := ind.PolicyIn == plan.PolicyThisPlan
					all = all && hidden
					if strings.HasPrefix(path, "lever."+l.ID+".effect."+e.Indicator+".") {
						return hidden
					}
				}
			}
		}
		return all
	}
	return false
}

// TestRests: the pair rests on its two members and on what moves them, through formulas, last year's values and loads; nothing else
// of the plan is among it.
func TestRests(t *testing.T) {
	p := &plan.Plan{Indicators: []plan.Indicator{
		{ID: "shock", Law: "white_noise", Factor: true},
		{ID: "apart", Law: "white_noise"},
		{ID: "rate", Law: "ar1", Loads: map[string]float64{"shock": .5}},
		{ID: "level", Next: "prev(level) * exp(rate)"},
		{ID: "place", League: "ports"},
		{ID: "pair", Formula: "level + place"},
	}}
	var got []string
	for _, ind := range program.Rests(p, "pair") {
		got = append(got, ind.ID)
	}
	if !slices.Equal(got, []string{"shock", "rate", "level", "place", "pair"}) {
		t.Errorf("%v", got)
	}
	if got := program.Rests(p, "nobody"); got != nil {
		t.Errorf("%v", got)
	}
}
