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

// A rule that stands in for a law has the rule's own predictive law, whatever the law was: t with 4 degrees of freedom, for
// drift about last + 2h with scale s√(h+h²/5), for the five-year mean about 5.8 with scale s√(1+1/5) in each year. Its
// distribution function is ½ + x(x²+6)/(2(x²+4)^(3/2)). The factor still hands out its shock e: the value of a year is centre +
// σ(e + d/√5) with a normal d, so that, whatever σ is, the follower .6e + .8·own has the mean .6·√(2/π)/√(1+1/5) over the
// futures above the centre.
func TestRulesInAFactor(t *testing.T) {
	const n = 100_000
	drift, recent := math.Sqrt(.5), math.Sqrt(12.2)
	for _, c := range []struct {
		law, rule    string
		centre, unit func(h float64) float64
	}{
		{"random_walk", calibrate.Drift, func(h float64) float64 { return 10 + 2*h }, func(h float64) float64 { return drift * math.Sqrt(h+h*h/5) }},
		{"ar1", calibrate.Drift, func(h float64) float64 { return 10 + 2*h }, func(h float64) float64 { return drift * math.Sqrt(h+h*h/5) }},
		{"ar1", calibrate.FiveYear, func(float64) float64 { return 5.8 }, func(float64) float64 { return recent * math.Sqrt(1.2) }},
		{"random_walk", calibrate.FiveYear, func(float64) float64 { return 5.8 }, func(float64) float64 { return recent * math.Sqrt(1.2) }},
	} {
		p := ruledPlan(t, c.law, "")
		p.Learned = map[string]plan.Learned{"base": {Rule: c.rule}}
		d := drawsOf(t, p, n, "base_shown", "follower")
		for _, h := range []int{1, 3} {
			for _, x := range []float64{-2, -.5, 0, 1, 3} {
				want := .5 + x*(x*x+6)/(2*math.Pow(x*x+4, 1.5))
				nearBelow(t, fmt.Sprintf("%s by %s after %d years, at %v", c.law, c.rule, h, x), d["base_shown"][2020+h], c.centre(float64(h))+x*c.unit(float64(h)), want)
			}
		}
		var above float64
		for i, x := range d["base_shown"][2021] {
			above += d["follower"][2021][i] * math.Copysign(1, x-c.centre(1)) / n
		}
		near(t, "the follower where the factor is high", above, .6*math.Sqrt(2/math.Pi)/math.Sqrt(1.2), 1/math.Sqrt(n))
		if w := compile(t, p, "", "").Warnings; !warned(w, program.RuleStands) {
			t.Errorf("nothing is said: %+v", w)
		}
	}
}

// nearBelow compares the share of draws up to x.
func nearBelow(t *testing.T, what string, draws []float64, x, want float64) {
	t.Helper()
	below, n := 0., float64(len(draws))
	for _, v := range draws {
		if v <= x {
			below++
		}
	}
	nearShare(t, what, below/n, want, len(draws))
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
	barred.Indicators[0].KeepLaw.En = "something else is stated against it"
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
// of mean d and variance s² (divisor 3) the member is after three years t with 3 degrees of freedom about .13 + 3d with scale
// s√(3+9/4), below one scale with probability ½ + (x/√3/(1+x²/3) + arctan(x/√3))/π at x = 1.
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
	centre, scale, x := .13+3*mean, math.Sqrt(squares/3*(3+9./4)), 1/math.Sqrt(3)
	nearBelow(t, "by the rule, below its centre", after["walk0"][2023], centre, .5)
	nearBelow(t, "by the rule, below a scale more", after["walk0"][2023], centre+scale, .5+(x/(1+x*x)+math.Atan(x))/math.Pi)
}
