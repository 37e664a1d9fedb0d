package simulate_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// A plan of another kind altogether: two stocks of fish, one target. Twenty lines of text and a table.
const pond = `
id = "pond"
title = { en = "Fish in the pond", zh = "鱼" }
announced = 2030-04-01
as_of = 2030-04-01
horizon = 2033
data = ["fish.csv"]
[target.enough]
number = 1
title = "Enough carp"
indicator = "carp"
at_least = 130
resolves = "the count of the autumn of 2033"
[indicator.carp]
unit = "fish"
series = "fish.carp"
law = "log_random_walk"
parameters = { drift = 0.05, sd = 0.1 }
[indicator.all]
unit = "fish"
formula = "carp + 20"
`

// From 100 in 2029, four yearly steps: ln X(2033) is normal with mean ln 100 + .2 and sd .2, so
// P(X >= 130) = Φ((ln 100 + .2 - ln 130)/.2) = Φ(-.311821).
func TestAnotherPlanRuns(t *testing.T) {
	const n = 200_000
	p := tiny(t, pond, "fish.csv", "series,year,value,unit,published\nfish.carp,2028,90,fish,2028-11\nfish.carp,2029,100,fish,2029-11\nfish.carp,2030,400,fish,2030-11\n")
	pr := compile(t, p, "", "")
	res := run(t, simulate.Options{Draws: n}, pr)
	want := normalCDF((math.Log(100) + .2 - math.Log(130)) / .2)
	nearShare(t, "P(carp >= 130)", share(t, res.Runs[0], "enough"), want, n)
	f := pr.Facts["enough"]
	if !f.HasBase || f.Base != 100 || f.BaseYear != 2029 {
		t.Errorf("base %v of %d", f.Base, f.BaseYear)
	}
	// Required: (130/100)^(1/4) - 1; recent: 100/90 - 1.
	if math.Abs(f.Required-(math.Pow(1.3, .25)-1)) > 1e-12 || math.Abs(f.Recent.PerYear-1./9) > 1e-12 {
		t.Errorf("required %v, recent %v", f.Required, f.Recent.PerYear)
	}
	for k, s := range res.Runs[0].Shown { // median of year h: 100 e^(.05h)
		if got, want := s.Years[2].Quantile(.5), 100*math.Exp(.1)+20*float64(k); math.Abs(got/want-1) > .003 {
			t.Errorf("%s: median of 2031 %v, want %v within .3 %% (4 standard errors are .16 %%, a bin is .05 %%)", s.Indicator, got, want)
		}
	}
}

// Two pooled series: the panel drift is drawn once per future for both, so the h-year sums of their steps covary by
// h²(1-w)²s0², with own-data weight w = n/(n+κ): methodology's h = 4, w = .6, s0 = .01 gives 2.56e-4. Here w and s0 come
// out of the pool itself; the test takes them from its estimate and asks that the engine's covariance is that product.
func TestPoolDriftIsShared(t *testing.T) {
	const n, h = 200_000, 4
	text, csv := "data = [\"steps.csv\"]\n", "series,year,value,published\n"
	steps := [][]float64{{.01, .05, .03, .04}, {.06, .09, .04, .08}, {.02, .03, .07, -.01}, {.05, .03, .02, .09}}
	pool := []string{}
	for i, list := range steps {
		level := 0.0
		csv += fmt.Sprintf("level%d,2016,0,2017-01\n", i)
		for k, d := range list {
			level += d
			csv += fmt.Sprintf("level%d,%d,%v,%d-01\nstep%d,%d,%v,%d-01\n", i, 2017+k, level, 2018+k, i, 2017+k, d, 2018+k)
		}
		pool = append(pool, fmt.Sprintf("%q", fmt.Sprintf("step%d", i)))
	}
	text += "[pool.all]\nseries = [" + strings.Join(pool, ", ") + "]\n"
	for i := range 2 {
		text += fmt.Sprintf("[indicator.walk%d]\nseries = \"level%d\"\nlaw = \"random_walk\"\nfit = \"history\"\npool = \"all\"\n", i, i)
	}
	p := tiny(t, text, "steps.csv", csv)
	pr := compile(t, p, "", "")
	est := pr.Fits[0].Pool
	d := drawsOf(t, p, n, "walk0", "walk1")
	a, b := d["walk0"][2020+h], d["walk1"][2020+h]
	_, sa := moments(a)
	_, sb := moments(b)
	w := est.OwnWeight(float64(len(steps[0])))
	want := h * h * (1 - w) * (1 - w) * est.SE * est.SE
	if want < .02*sa*sb {
		t.Fatalf("the example has too little in common: %v of %v", want, sa*sb)
	}
	// The standard error of a sample covariance of about normal draws is sa·sb·√((1+ρ²)/n).
	r := correlation(a, b)
	near(t, "covariance of 4-year sums", r*sa*sb, want, sa*sb*math.Sqrt((1+r*r)/n))
}

// Only the drift is unknown: N(.05, .02²), sd .1 a year, four years. Given the drift δ, P(δ) = Φ((4δ + ln 100/130)/.2),
// which rises with δ, so the middle 80 % of P runs from P(.05 - 1.28155·.02) to P(.05 + 1.28155·.02): .2045 to .5796. With
// 1000 sets the ends are order statistics of δ with a standard error of √(.1·.9/1000)/.1755 = .054 sd, which the slope of
// P turns into .0088; what is left of the noise of 2048 futures a set is below .004. Tolerance: 4·√(.0088²+.004²) = .039.
func TestParameterRangeOfADrift(t *testing.T) {
	p := tiny(t, strings.Replace(pond, "drift = 0.05", `drift = { dist = "normal", mean = 0.05, sd = 0.02 }`, 1),
		"fish.csv", "series,year,value,unit,published\nfish.carp,2029,100,fish,2029-11\n")
	res := run(t, simulate.Options{Draws: 20_000, Sets: 1000, FuturesPerSet: 2000}, compile(t, p, "", ""))
	at := func(drift float64) float64 { return normalCDF((4*drift + math.Log(100./130)) / .2) }
	z := distuv.UnitNormal.Quantile(.9)
	lo, hi := at(.05-z*.02), at(.05+z*.02)
	got := res.Runs[0].Events[0].Unknown
	if math.Abs(got.Lo-lo) > .039 || math.Abs(got.Hi-hi) > .039 || got.Share != .8 {
		t.Errorf("range %.4f to %.4f, want %.4f to %.4f within .039", got.Lo, got.Hi, lo, hi)
	}
	// Averaged over the drift: ln X has variance .2² + (4·.02)².
	nearShare(t, "P", share(t, res.Runs[0], "enough"), normalCDF((.2+math.Log(100./130))/math.Hypot(.2, .08)), 20_000)
}

// Without anything unknown the range is a point: all its spread is the noise that is taken out again.
func TestParameterRangeOfNothingUnknown(t *testing.T) {
	p := tiny(t, pond, "fish.csv", "series,year,value,unit,published\nfish.carp,2029,100,fish,2029-11\n")
	res := run(t, simulate.Options{Draws: 256, Sets: 400, FuturesPerSet: 512}, compile(t, p, "", ""))
	want := normalCDF((.2 + math.Log(100./130)) / .2)
	// Noise and total variance agree within √(2/400) = 7 %, so at most √(4·.07) of the spread .0214·2.56 is left: .029.
	if got := res.Runs[0].Events[0].Unknown; got.Hi-got.Lo > .029 || math.Abs((got.Lo+got.Hi)/2-want) > .02 {
		t.Errorf("range %.4f to %.4f, want the point %.4f", got.Lo, got.Hi, want)
	}
}

func TestBadOptions(t *testing.T) {
	pr := compile(t, tiny(t, pond, "fish.csv", "series,year,value,unit,published\nfish.carp,2029,100,fish,2029-11\n"), "", "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for what, f := range map[string]func() error{
		"no program": func() error {
			_, err := simulate.Run(context.Background(), nil, simulate.Options{Draws: 1})
			return err
		},
		"no futures": func() error {
			_, err := simulate.Run(context.Background(), []*program.Program{pr}, simulate.Options{})
			return err
		},
		"cancelled": func() error {
			_, err := simulate.Run(ctx, []*program.Program{pr}, simulate.Options{Draws: 1000})
			return err
		},
		"few sets": func() error {
			_, err := simulate.Run(context.Background(), []*program.Program{pr}, simulate.Options{Draws: 1, Sets: 3, FuturesPerSet: 1})
			return err
		},
	} {
		if f() == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

// many is a plan with that many targets on one coin.
func many(t *testing.T, targets int, joint bool) *plan.Plan {
	text := "[indicator.coin]\nlaw = \"white_noise\"\n"
	for i := range targets {
		text += fmt.Sprintf("[target.t%d]\ntitle = \"T\"\nindicator = \"coin\"\nat_least = %d\njoint = %v\nresolves = \"x\"\n", i, i, joint)
	}
	return tiny(t, text)
}

func TestManyAndNoJointTargets(t *testing.T) {
	_, err := simulate.Run(context.Background(), []*program.Program{compile(t, many(t, 70, true), "", "")}, simulate.Options{Draws: 10})
	if err == nil || !strings.Contains(err.Error(), "64") {
		t.Errorf("70 joint targets: %v", err)
	}
	res := run(t, simulate.Options{Draws: 300}, compile(t, many(t, 64, true), "", ""))
	if r := res.Runs[0]; r.Joint.Events() != 64 || r.Joint.All(1) != r.Events[0].Counter.Hits() {
		t.Errorf("64 joint targets: %d", r.Joint.Events())
	}
	res = run(t, simulate.Options{Draws: 300}, compile(t, many(t, 70, false), "", ""))
	if r := res.Runs[0]; len(r.JointEvents) != 0 || r.Joint.N() != 300 {
		t.Errorf("no joint targets: %v, %d", r.JointEvents, r.Joint.N())
	}
}

// A horizon of the year after the as-of date, a settled target, a reading that is not joint, a target that is due before
// its indicator was last seen, and one that is due before its indicator begins.
func TestEdgesOfTime(t *testing.T) {
	text := `
id = "edges"
title = "Edges"
announced = 2021-08-02
as_of = 2022-06-30
horizon = 2023
data = ["seen.csv"]
[indicator.level]
series = "level"
law = "random_walk"
parameters = { drift = 0, sd = 1 }
[indicator.flow]
law = "poisson"
parameters = { rate = 3 }
[target.due]
title = "Due"
number = 1
indicator = "level"
at_least = 10
resolves = "x"
[target.due.reading.strict]
title = "Strict"
above = 10
[target.soon]
title = "Soon"
indicator = "level"
at_least = 10
by = 2022
resolves = "x"
[target.done]
title = "Done"
number = 2
indicator = "level"
at_least = 10
settled = "met"
settled_why = "x"
resolves = "x"
`
	p := tiny(t, text, "seen.csv", "series,year,value,published\nlevel,2020,9,2021-01\nlevel,2021,10,2022-01\nlevel,2022,12,2022-05\n")
	res := run(t, simulate.Options{Draws: 50_000, Keep: []string{"level", "flow"}}, compile(t, p, "", ""))
	r := res.Runs[0]
	if len(r.Events) != 3 || len(r.JointEvents) != 1 {
		t.Fatalf("%d events, %d joint", len(r.Events), len(r.JointEvents))
	}
	nearShare(t, "one year ahead", share(t, r, "due"), normalCDF(2), 50_000)
	nearShare(t, "its strict reading", share(t, r, "due/strict"), normalCDF(2), 50_000)
	if got := share(t, r, "soon"); got != 1 {
		t.Errorf("12 was observed in 2022; P(level >= 10 in 2022) = %v", got)
	}
	c := r.Events[event(t, r, "due")].Counter
	if c.InYear(2021) != 50_000 || c.InYear(2022) != 50_000 {
		t.Errorf("observed years: %d, %d", c.InYear(2021), c.InYear(2022))
	}
	if flow := byYear(r.Shown[1]); flow[2021] == nil || math.IsNaN(flow[2021][0]) {
		t.Errorf("a flow without history begins in the first year of the plan")
	}
}
