package simulate_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// smooth runs programs on 4096 Sobol' points and smooths 4096 others, half of which are looked at from few places where that will do.
func smooth(t testing.TB, seed uint64, workers int, programs ...*program.Program) *simulate.Result {
	t.Helper()
	return run(t, simulate.Options{Draws: 4096, Seed: seed, Workers: workers, Replicates: 16, Coordinates: programs[0].Coordinates(), Smooth: 256}, programs...)
}

// nearSmoothed allows 4 standard errors of the replicates, what is unresolved and 2e-7 for the interpolation, and asks that the variance is so
// many times below that of counting as many independent futures.
func nearSmoothed(t *testing.T, what string, s *simulate.Smoothed, want, times float64) {
	t.Helper()
	if s == nil {
		t.Errorf("%s: not smoothed", what)
		return
	}
	mean, sd := moments(s.P)
	se := sd / math.Sqrt(float64(len(s.P)))
	near(t, what, mean, want, se+s.Unresolved/4+5e-8)
	if gain := want * (1 - want) / float64(s.Lines) / (se * se); gain < times {
		t.Errorf("%s: variance only %.1f times below that of counting", what, gain)
	}
}

// stocks is a plan of two independent stocks that grow for four years, and one more indicator made of them.
func stocks(t *testing.T, formula, target string) *program.Program {
	return compile(t, tiny(t, fmt.Sprintf(`
id = "stocks"
title = "Stocks"
announced = 2030-04-01
as_of = 2030-04-01
horizon = 2033
[indicator.carp]
law = "log_random_walk"
parameters = { start = 100, drift = 0.05, sd = 0.1 }
[indicator.pike]
law = "log_random_walk"
parameters = { start = 50, drift = 0.02, sd = 0.2 }
[indicator.both]
formula = %q
[target.it]
title = "T"
indicator = "both"
%s
resolves = "x"
`, formula, target)), "", "")
}

// ln carp in 2033 is normal with mean ln 100 + .2 and sd .2, ln pike with mean ln 50 + .08 and sd .4. Of one stock, a product and
// a ratio the margin crosses along an exact direction but for the noise of its estimate; a sum is P = E Φ of one stock given the
// other, by quadrature over 4000 cells of probability (error below 1e-6).
func TestSmoothedAgainstClosedForms(t *testing.T) {
	carp, pike := math.Log(100)+.2, math.Log(50)+.08
	above := func(x, mean, sd float64) float64 { return normalCDF((mean - math.Log(x)) / sd) }
	both := math.Hypot(.2, .4)
	for _, c := range []struct {
		formula, target string
		want, times     float64
	}{
		{"carp", "at_least = 130", above(130, carp, .2), 1e6},
		{"carp", "below = 130", 1 - above(130, carp, .2), 1e6},
		{"carp * pike", "at_least = 7000", above(7000, carp+pike, both), 1e4},
		{"carp / pike", "at_most = 2", 1 - above(2, carp-pike, both), 1e4},
		{"carp + pike", "at_least = 190", sumOfStocks(), 300},
		{"carp", "above = 230", above(230, carp, .2), 1e4}, // one future in 1000
	} {
		r := smooth(t, 1, 0, stocks(t, c.formula, c.target)).Runs[0]
		s := r.Events[0].Smoothed
		nearSmoothed(t, c.formula+" "+c.target, s, c.want, c.times)
		if s != nil && (s.Folded != 0 || s.Stepped != 0) {
			t.Errorf("%s %s: %d folded, %d stepped", c.formula, c.target, s.Folded, s.Stepped)
		}
	}
}

// sumOfStocks is the probability that carp and pike reach 190 together.
func sumOfStocks() float64 {
	sum, weight := 0.0, 0.0
	for i := range 4001 {
		z := -8 + 16*float64(i)/4000
		w := math.Exp(-z * z / 2)
		weight += w
		if rest := 190 - 50*math.Exp(.08+.4*z); rest <= 0 {
			sum += w
		} else {
			sum += w * normalCDF((math.Log(100)+.2-math.Log(rest))/.2)
		}
	}
	return sum / weight
}

// Most of many lines are looked at from two or three places, which is not exact for a sum; what lines that are looked at from all
// say puts that right. So the mean of 16 seeds lies within 4 standard errors of the truth, of at most 0.00001.
func TestFewPlacesArePutRight(t *testing.T) {
	pr := stocks(t, "carp + pike", "at_least = 190")
	var found []float64
	for seed := range uint64(16) {
		o := simulate.Options{Draws: 4096, Seed: seed + 1, Replicates: 16, Coordinates: pr.Coordinates(), Smooth: 2048}
		mean, _ := moments(run(t, o, pr).Runs[0].Events[0].Smoothed.P)
		found = append(found, mean)
	}
	mean, sd := moments(found)
	near(t, "sum", mean, sumOfStocks(), sd/4)
	if sd/4 > 1e-5 {
		t.Errorf("standard error %.2g", sd/4)
	}
}

// Where the indicator jumps over its threshold or meets it on both sides, the integration says so: a count with steps of a third
// of its spread; one with steps of a five-hundredth, whose truth P(X >= k) = I_p(k, r), p = m/(m+r) (the regularised incomplete beta
// function) lies within what it calls unresolved; and (z - 1/2)² >= 1, where Φ(-3/2) + Φ(-1/2) does.
func TestSmoothingSaysWhereItFails(t *testing.T) {
	text := `
[indicator.count]
law = "poisson"
parameters = { rate = 12 }
[indicator.many]
law = "negative_binomial"
parameters = { mean = 1900, dispersion = 15 }
[indicator.z]
law = "white_noise"
[indicator.square]
formula = "(z - 0.5) * (z - 0.5)"
`
	for id, k := range map[string]int{"count": 15, "many": 2000, "square": 1} {
		text += fmt.Sprintf("[target.%s]\ntitle = \"T\"\nindicator = %q\nat_least = %d\nresolves = \"x\"\n", id, id, k)
	}
	r := smooth(t, 1, 0, compile(t, tiny(t, text), "", "")).Runs[0]
	if s := r.Events[event(t, r, "count")].Smoothed; s.Stepped < 20 || s.Unresolved != 1 || s.P != nil {
		t.Errorf("count: %+v", s)
	}
	many := r.Events[event(t, r, "many")].Smoothed
	truth := mathext.RegIncBeta(2000, 15, 1900./1915)
	if mean, _ := moments(many.P); math.Abs(mean-truth) > many.Unresolved || many.Unresolved < .0005 || many.Unresolved > .02 {
		t.Errorf("many: %v with %v unresolved, want %v", mean, many.Unresolved, truth)
	}
	square := r.Events[event(t, r, "square")].Smoothed
	if square.Folded != square.Lines || square.Unresolved < .01 {
		t.Errorf("square: %d of %d folded, unresolved %v", square.Folded, square.Lines, square.Unresolved)
	}
	want := normalCDF(-1.5) + normalCDF(-.5)
	if mean, _ := moments(square.P); math.Abs(mean-want) > square.Unresolved {
		t.Errorf("square: %v is further than %v from %v", mean, square.Unresolved, want)
	}
}

// Smoothing one event depends on nothing but its own part of the graph: neither workers nor further programs change a bit, and
// the counts are those without smoothing.
func TestSmoothingDependsOnNothingElse(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	_, plans := under(t, shipped(t))
	keep := func(p *plan.Plan) *program.Program {
		return compile(t, p, "", "central").Only(func(e program.Event) bool {
			return e.Target == "talent" || e.Target == "population_share" || e.Target == "circle_didang"
		})
	}
	base, more := keep(plans[0]), keep(plans[len(plans)-1])
	alone := func(pr *program.Program) simulate.Outcome { // with the directions of the base, as everywhere
		return run(t, simulate.Options{Draws: 4096, Seed: 1, Replicates: 16, Coordinates: base.Coordinates(), Smooth: 256, Base: base}, pr).Runs[0]
	}
	for k, e := range smooth(t, 1, 2, base, more).Runs[1].Events {
		if s := alone(more).Events[k].Smoothed; !reflect.DeepEqual(e.Smoothed, s) {
			t.Errorf("%s: %+v beside another scenario, alone %+v", eventName(more.Events[k]), e.Smoothed, s)
		}
	}
	one := smooth(t, 1, 1, base).Runs[0]
	counted := run(t, simulate.Options{Draws: 4096, Seed: 1, Replicates: 16, Coordinates: base.Coordinates()}, base).Runs[0]
	for what, other := range map[string]simulate.Outcome{
		"2 workers": smooth(t, 1, 2, base).Runs[0], "5 workers": smooth(t, 1, 5, base).Runs[0],
		"another scenario": smooth(t, 1, 2, base, more).Runs[0],
	} {
		for k, e := range one.Events {
			if !reflect.DeepEqual(e.Smoothed, other.Events[k].Smoothed) {
				t.Errorf("%s: %s: %+v, alone %+v", what, eventName(base.Events[k]), other.Events[k].Smoothed, e.Smoothed)
			}
			if e.Counter.Hits() != counted.Events[k].Counter.Hits() {
				t.Errorf("%s: smoothing changes the count", eventName(base.Events[k]))
			}
		}
	}
}

// turning is an indicator whose luck z weighs as much as other luck w says, less 1 where a shock strikes, which it does in one of
// ten futures: (1 + w/3) z - strike.
func turning(t testing.TB) (pr *program.Program, truth float64) {
	pr = compile(t, tiny(t, `
[indicator.w]
law = "white_noise"
[indicator.z]
law = "white_noise"
[indicator.strike]
law = "rare_shock"
parameters = { probability = 0.1, mean = 1, sd = 0, recovered = 0 }
[indicator.x]
formula = "(1 + w / 3) * z - strike"
[target.it]
title = "T"
indicator = "x"
at_least = 0.5
resolves = "x"
`), "", "")
	weight := 0.0
	for i := range 4001 { // E Φ(-(1/2 + strike)/|1 + w/3|) by quadrature; its error is below 1e-6
		w := -8 + 16*float64(i)/4000
		density, sd := math.Exp(-w*w/2), math.Abs(1+w/3)
		weight += density
		truth += density * (.9*normalCDF(-.5/sd) + .1*normalCDF(-1.5/sd))
	}
	return pr, truth / weight
}

// Lines go along z, turned round where 1 + w/3 is negative, and along neither w nor what makes the shock strike: none of them jumps or
// folds, and what is left varies with two coordinates.
func TestSmoothingAlongTurningLines(t *testing.T) {
	pr, truth := turning(t)
	s := smooth(t, 1, 0, pr).Runs[0].Events[0].Smoothed
	nearSmoothed(t, "turning", s, truth, 500)
	if s.Folded != 0 || s.Stepped != 0 {
		t.Errorf("%d folded, %d stepped", s.Folded, s.Stepped)
	}
}

// The weight of z is a factor that other luck w says, against luck y whose weight is fixed: exp(w) z + y. Given w the margin is normal with
// standard deviation √(e^2w + 1), so that along its gradient a line knows nothing but w: P = E Φ(-1/√(e^2w + 1)), by quadrature.
func TestSmoothingAlongProducts(t *testing.T) {
	pr := compile(t, tiny(t, `
[indicator.w]
law = "white_noise"
[indicator.z]
law = "white_noise"
[indicator.y]
law = "white_noise"
[indicator.x]
formula = "exp(w) * z + y"
[target.it]
title = "T"
indicator = "x"
at_least = 1
resolves = "x"
`), "", "")
	truth, weight := 0.0, 0.0
	for i := range 4001 {
		w := -8 + 16*float64(i)/4000
		density := math.Exp(-w * w / 2)
		weight += density
		truth += density * normalCDF(-1/math.Sqrt(math.Exp(2*w)+1))
	}
	nearSmoothed(t, "product", smooth(t, 1, 0, pr).Runs[0].Events[0].Smoothed, truth/weight, 20000)
}

// A shock's probability that is itself uncertain decides in some futures whether it strikes. Were it moved, those lines would jump; so
// they do not. Truth by quadrature: x = z - strike >= 0 where z is standard normal and the shock strikes in a share p of futures,
// which is uniform with mean .16: P = Φ(0) (1 - E p) + Φ(-2) E p.
func TestSmoothingLeavesWhatShiftsJumps(t *testing.T) {
	pr := compile(t, tiny(t, `
[indicator.z]
law = "white_noise"
[indicator.strike]
law = "rare_shock"
parameters = { probability = { dist = "uniform", min = 0.02, max = 0.3 }, mean = 2, sd = 0, recovered = 0 }
[indicator.x]
formula = "z - strike"
[target.it]
title = "T"
indicator = "x"
at_least = 0
resolves = "x"
`), "", "")
	const p = .16
	s := smooth(t, 1, 0, pr).Runs[0].Events[0].Smoothed
	nearSmoothed(t, "shifted", s, .5*(1-p)+normalCDF(-2)*p, 20)
	if s.Folded != 0 || s.Stepped != 0 {
		t.Errorf("%d folded, %d stepped", s.Folded, s.Stepped)
	}
}

// Over 400 seeds the 95 % intervals of smoothed likelihoods cover the truth in 90.6 % to 99.4 % of cases: of a ratio of two stocks,
// whose probability is exact, and of an indicator that is neither linear nor smooth in its luck.
func TestSmoothedErrorIsHonest(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	bent, truth := turning(t)
	for _, c := range []struct {
		pr   *program.Program
		want float64
	}{
		{stocks(t, "carp / (carp + pike)", "at_least = 0.6"), normalCDF((math.Log(2) + .12 - math.Log(1.5)) / math.Hypot(.2, .4))}, // carp/pike >= 1.5
		{bent, truth},
	} {
		const seeds = 400
		var found []attain.Likelihood
		for seed := range seeds {
			s := smooth(t, uint64(seed+1), 0, c.pr).Runs[0].Events[0].Smoothed
			l, err := attain.EstimateSmoothed(s.P, s.Unresolved, .95)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, l)
		}
		if share := covered(found, c.want); share < .906 || share > .994 {
			t.Errorf("%s: 95 %% intervals cover %.3f", c.pr.Events[0].Target, share)
		}
	}
}

func TestSmoothingNeedsReplicates(t *testing.T) {
	pr := stocks(t, "carp", "at_least = 130")
	for _, o := range []simulate.Options{
		{Draws: 4096, Smooth: 128},
		{Draws: 4096, Replicates: 16, Smooth: 100},
		{Draws: 4096, Replicates: 16, Smooth: -128},
	} {
		o.Coordinates = pr.Coordinates()
		if _, err := simulate.Run(t.Context(), []*program.Program{pr}, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}
