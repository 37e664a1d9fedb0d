package simulate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/program"
)

// Six values of a factor, on which a second indicator loads by .6. Changes 1 3 2 2 2: mean 2, s² = 2/4. The last five values
// 1 4 6 8 10 have mean 5.8 and s² = Σ(x-5.8)²/4 = (23.04+3.24+.04+4.84+17.64)/4 = 12.2.
const ruled = `
[factor.base]
unit = "x"
series = "base"
law = "LAW"
fit = "history"
[indicator.follower]
law = "white_noise"
loads = { base = 0.6 }
[indicator.base_shown]
formula = "base"
`

func ruledPlan(t *testing.T, law, more string) *plan.Plan {
	t.Helper()
	csv := "series,year,value,published\n"
	for i, x := range []float64{0, 1, 4, 6, 8, 10} {
		csv += fmt.Sprintf("base,%d,%v,%d-01\n", 2015+i, x, 2016+i)
	}
	return tiny(t, "data = [\"base.csv\"]\n"+strings.Replace(ruled, "LAW", law, 1)+more, "base.csv", csv)
}

// A rule that stands in for a law has the rule's own predictive law, whatever the law was, for drift N(last + 2h, s²(h+h²/5)),
// for the five-year mean N(5.8, s²(1+1/5)) in each year, and the factor still hands out its shock: with the law written as
// value = centre + sd·shock + what is unknown, the follower .6·shock + .8·own has correlation .6·sd/√Var with its change.
func TestRulesInAFactor(t *testing.T) {
	const n = 100_000
	drift, recent := math.Sqrt(.5), math.Sqrt(12.2)
	for _, c := range []struct {
		law, rule string
		mean, sd  func(h float64) float64
		shock     float64 // of the yearly sd
	}{
		{"random_walk", calibrate.Drift, func(h float64) float64 { return 10 + 2*h }, func(h float64) float64 { return drift * math.Sqrt(h+h*h/5) }, drift},
		{"ar1", calibrate.Drift, func(h float64) float64 { return 10 + 2*h }, func(h float64) float64 { return drift * math.Sqrt(h+h*h/5) }, drift},
		{"ar1", calibrate.FiveYear, func(float64) float64 { return 5.8 }, func(float64) float64 { return recent * math.Sqrt(1.2) }, recent},
		{"random_walk", calibrate.FiveYear, func(float64) float64 { return 5.8 }, func(float64) float64 { return recent * math.Sqrt(1.2) }, recent},
	} {
		p := ruledPlan(t, c.law, "")
		p.Learned = map[string]plan.Learned{"base": {Rule: c.rule}}
		d := drawsOf(t, p, n, "base_shown", "follower")
		for _, h := range []int{1, 3} {
			nearMoments(t, fmt.Sprintf("%s by %s after %d years", c.law, c.rule, h), d["base_shown"][2020+h], c.mean(float64(h)), c.sd(float64(h)))
		}
		r := .6 * c.shock / c.sd(1)
		near(t, "correlation with the follower", correlation(d["base_shown"][2021], d["follower"][2021]), r, (1-r*r)/math.Sqrt(n))
		if w := compile(t, p, "", "").Warnings; !warned(w, program.RuleStands) {
			t.Errorf("nothing is said: %+v", w)
		}
	}
}

func warned(list []program.Warning, code string) bool {
	for _, w := range list {
		if w.Code == code && w.About == "base" {
			return true
		}
	}
	return false
}

// A condition on a factor whose law a rule stands in for gives its value, whether the law that carries the rule has memory or
// not; a lever pushes it by as much as it says (from the year after its start); a wider spread multiplies what the law says about its own centre.
func TestWhatIsAskedOfALawIsAskedOfItsRule(t *testing.T) {
	const n = 2000
	for _, rule := range []string{calibrate.Drift, calibrate.FiveYear} {
		for _, law := range []string{"random_walk", "ar1"} {
			p := ruledPlan(t, law, "")
			p.Learned = map[string]plan.Learned{"base": {Rule: rule}}
			before := drawsOf(t, p, n, "base_shown")["base_shown"]
			given := p.Clone()
			given.Conditions = append(given.Conditions, plan.Condition{Factor: "base", Year: 2022, Mean: 3})
			constantly(t, rule+" under a condition", drawsOf(t, given, n, "base_shown")["base_shown"][2022], 3)

			lever := ruledPlan(t, law, "[lever.l]\nkind = \"action\"\nstart = 2020\n[lever.l.effect.base]\nas = \"growth\"\nsize = 0.5\nwhy = \"a test\"\n")
			lever.Learned = p.Learned
			after := drawsOf(t, lever, n, "base_shown")["base_shown"]
			for h := 1; h <= 3; h++ {
				want := .5
				if rule == calibrate.Drift {
					want *= float64(h) // a push of a walk stays
				}
				for i := range after[2020+h] {
					after[2020+h][i] -= before[2020+h][i] + want
				}
				if mean, sd := moments(after[2020+h]); math.Abs(mean) > 1e-9 || sd > 1e-9 {
					t.Errorf("%s for %s: a lever of .5 brings %v too much after %d years, sd %v", rule, law, mean, h, sd)
				}
			}

			wide := p.Clone()
			wide.Learned = map[string]plan.Learned{"base": {Rule: rule, Spread: 1.5}}
			wider := drawsOf(t, wide, n, "base_shown")["base_shown"]
			centre := 14. // 10 + 2·2
			if rule == calibrate.FiveYear {
				centre = 5.8
			}
			for i, x := range before[2022] {
				if d := wider[2022][i] - centre - 1.5*(x-centre); math.Abs(d) > 1e-9 {
					t.Fatalf("%s for %s: %v from one and a half times as far", rule, law, d)
				}
			}
		}
	}
}

// What a rule cannot carry keeps the law: a parameter that only the law has, and one that the plan writes itself.
func TestWhatARuleCannotCarry(t *testing.T) {
	plain := ruledPlan(t, "ar1", "")
	changed := change(t, plain, "factor.base.mean = { add = 1 }")
	written := ruledPlan(t, "ar1", "[factor.base.parameters]\nsd = 2\n")
	barred := plain.Clone()
	barred.Indicators[0].KeepLaw = "something else is stated against it"
	short := plain.Clone()
	short.Indicators[0].From = 2019
	for _, c := range []struct {
		versions []*plan.Plan
		rule     string
		code     string
		param    string
	}{
		{[]*plan.Plan{plain}, calibrate.Drift, "", ""}, {[]*plan.Plan{plain, changed}, calibrate.FiveYear, "", ""},
		{[]*plan.Plan{plain, changed}, calibrate.Drift, program.RuleLacks, "mean"},
		{[]*plan.Plan{written}, calibrate.FiveYear, program.RuleWritten, "sd"},
		{[]*plan.Plan{barred}, calibrate.FiveYear, program.RuleBarred, ""},
		{[]*plan.Plan{short}, calibrate.Drift, program.RuleShort, ""},
	} {
		if code, param := program.Cannot(c.versions, "base", c.rule); code != c.code || param != c.param {
			t.Errorf("%s: %q %q, want %q %q", c.rule, code, param, c.code, c.param)
		}
	}
	// A question that changes such a number later is an error, not another law.
	changed.Learned = map[string]plan.Learned{"base": {Rule: calibrate.Drift}}
	if _, err := program.Compile(changed, "", ""); err == nil || !strings.Contains(err.Error(), "--past report") {
		t.Errorf("%v", err)
	}
	kept := plain.Clone()
	kept.Learned = map[string]plan.Learned{"base": {Better: calibrate.Drift, Why: program.RuleShort}}
	if w := compile(t, kept, "", "").Warnings; !warned(w, program.RuleShort) {
		t.Errorf("nothing is said: %+v", w)
	}
}

// A member that a rule stands in for leaves its pool; the others keep it, future by future. With its own steps .01 .05 .03 .04
// of mean d and variance s² (divisor 3) the member is N(.13 + 3d, s²(3+9/4)) after three years.
func TestARuleLeavesThePool(t *testing.T) {
	const n = 50_000
	steps := [][]float64{{.01, .05, .03, .04}, {.06, .09, .04, .08}, {.02, .03, .07, -.01}, {.05, .03, .02, .09}}
	csv, pool := "series,year,value,published\n", []string{}
	for i, list := range steps {
		level := 0.0
		csv += fmt.Sprintf("level%d,2016,0,2017-01\n", i)
		for k, d := range list {
			level += d
			csv += fmt.Sprintf("level%d,%d,%v,%d-01\nstep%d,%d,%v,%d-01\n", i, 2017+k, level, 2018+k, i, 2017+k, d, 2018+k)
		}
		pool = append(pool, fmt.Sprintf("%q", fmt.Sprintf("step%d", i)))
	}
	text := "data = [\"steps.csv\"]\n[pool.all]\nseries = [" + strings.Join(pool, ", ") + "]\n"
	for i := range 2 {
		text += fmt.Sprintf("[indicator.walk%d]\nseries = \"level%d\"\nlaw = \"random_walk\"\nfit = \"history\"\npool = \"all\"\n", i, i)
	}
	p := tiny(t, text, "steps.csv", csv)
	before := drawsOf(t, p, n, "walk1")["walk1"]
	p.Learned = map[string]plan.Learned{"walk0": {Rule: calibrate.Drift}}
	after := drawsOf(t, p, n, "walk0", "walk1")
	for i, x := range after["walk1"][2023] {
		if x != before[2023][i] {
			t.Fatalf("the other member moved from %v to %v", before[2023][i], x)
		}
	}
	mean, squares := .13/4, 0.
	for _, x := range steps[0] {
		squares += (x - mean) * (x - mean)
	}
	nearMoments(t, "by the rule", after["walk0"][2023], .13+3*mean, math.Sqrt(squares/3*(3+9./4)))
}
