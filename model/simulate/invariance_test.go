package simulate_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// everything is what a run says of one program, by name, so that runs whose lists differ in order can be compared. All
// numbers must agree to the last bit; NaN is written as a text because it equals nothing.
func everything(t testing.TB, o simulate.Outcome) map[string]any {
	t.Helper()
	out := map[string]any{}
	exact := func(x float64) any {
		if math.IsNaN(x) {
			return "NaN"
		}
		return x
	}
	for k, e := range o.Events {
		ev := o.Program.Events[k]
		at, c := "event "+eventName(ev)+" ", e.Counter
		out[at+"total"] = e.Total
		out[at+"counts"] = [...]int64{c.N(), c.Hits(), c.Undefined(), c.Never()}
		out[at+"range"] = [...]any{exact(e.Unknown.Lo), exact(e.Unknown.Hi)}
		for _, q := range []float64{0, .1, .5, .9, 1} {
			out[at+"shortfall "+string(rune('0'+int(q*10)))] = exact(c.ShortfallQuantile(q))
		}
		for y := ev.Since; y <= ev.By; y++ {
			out[at+string(rune(y))] = [...]int64{c.InYear(y), c.FirstIn(y), c.Lasting(y - ev.Since)}
		}
	}
	for a, i := range o.JointEvents {
		for b, j := range o.JointEvents {
			pair := []string{o.Program.Events[i].Target, o.Program.Events[j].Target}
			slices.Sort(pair)
			out["joint "+pair[0]+" "+pair[1]] = o.Joint.All(1<<a | 1<<b)
		}
	}
	out["number met"] = o.Joint.Met(o.Joint.Every())
	for _, s := range o.Shown {
		for y := range s.Years {
			at := "shown " + s.Indicator + string(rune(s.First+y))
			out[at+" sum"] = exact(s.Sums[y])
			var quantiles []any
			for q := 0.0; q <= 1; q += .05 {
				quantiles = append(quantiles, exact(s.Years[y].Quantile(q)))
			}
			out[at] = append(quantiles, s.Years[y].Count(), s.Years[y].NaN())
		}
	}
	return out
}

// same fails on the first few differences.
func same(t testing.TB, what string, a, b map[string]any) {
	t.Helper()
	differ := 0
	for k, v := range a {
		if w := b[k]; !reflect.DeepEqual(v, w) {
			if differ++; differ <= 3 {
				t.Errorf("%s: %q is %v and %v", what, k, v, w)
			}
		}
	}
	if differ > 3 {
		t.Errorf("%s: %d differences among %d", what, differ, len(a))
	}
}

// threePriors compiles a plan under each of its priors.
func threePriors(t testing.TB, p *plan.Plan, scenario string) []*program.Program {
	t.Helper()
	var out []*program.Program
	for _, prior := range p.Priors {
		out = append(out, compile(t, p, scenario, prior.ID))
	}
	return out
}

// 700 futures are two blocks and a partial one.
var few = simulate.Options{Draws: 700, Seed: 7, Sets: 10, FuturesPerSet: 256}

func TestWorkersChangeNothing(t *testing.T) {
	programs := threePriors(t, shipped(t), "")
	var first *simulate.Result
	for _, workers := range []int{1, 2, 7} {
		o := few
		o.Draws, o.Workers = 2000, workers
		res := run(t, o, programs...)
		if first == nil {
			first = res
			continue
		}
		for i := range res.Runs {
			a, b := everything(t, first.Runs[i]), everything(t, res.Runs[i])
			same(t, "1 worker and more", a, b)
		}
	}
}

func shuffle[T any](r *rand.Rand, list []T) {
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func TestOrderOfTheFileChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	p := shipped(t)
	base := run(t, few, compile(t, p, "", "central"))
	want := everything(t, base.Runs[0])
	r := rand.New(rand.NewPCG(1, 2))
	for range 2 {
		q := p.Clone()
		shuffle(r, q.Indicators)
		shuffle(r, q.Targets)
		shuffle(r, q.Groups)
		shuffle(r, q.Pools)
		shuffle(r, q.Breaks)
		shuffle(r, q.Elicited)
		shuffle(r, q.Priors)
		shuffle(r, q.Checks)
		pr := compile(t, q, "", "central")
		res := run(t, few, pr)
		if res.Nodes != base.Nodes {
			t.Errorf("%d distinct nodes, %d in another order", base.Nodes, res.Nodes)
		}
		same(t, "another order", want, everything(t, res.Runs[0]))
		if a, b := simulate.Fingerprint([]*program.Program{pr}), simulate.Fingerprint([]*program.Program{base.Runs[0].Program}); a != b {
			t.Errorf("the fingerprint depends on the order")
		}
	}
}

func TestScenariosDoNotTouchEachOther(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	ids, plans := under(t, shipped(t))
	var all []*program.Program
	for i, p := range plans {
		all = append(all, compile(t, p, ids[i], "sceptic"))
	}
	o := few
	o.Sets = 0
	together := run(t, o, all...)
	for i, pr := range all {
		alone := run(t, o, pr)
		same(t, ids[i], everything(t, alone.Runs[0]), everything(t, together.Runs[i]))
	}
}

func TestUnrelatedIndicatorChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	p := shipped(t)
	want := everything(t, run(t, few, compile(t, p, "", "central")).Runs[0])
	// An unrelated flow that was last seen long before anything else, so that the simulation begins earlier.
	extra := tiny(t, `
data = ["old.csv"]
[indicator.unrelated]
series = "unrelated"
law = "random_walk"
parameters = { drift = 1, sd = 1 }
[indicator.also_unrelated]
formula = "unrelated * 2"
`, "old.csv", "series,year,value,published\nunrelated,2009,5,2010-01\n")
	q := p.Clone()
	q.Indicators = append(slices.Clone(extra.Indicators), q.Indicators...)
	q.Book = q.Book.Overlay(extra.Book)
	pr := compile(t, q, "", "central")
	if pr.First != 2009 {
		t.Fatalf("the simulation begins in %d", pr.First)
	}
	res := run(t, few, pr)
	same(t, "with an unrelated indicator", want, everything(t, res.Runs[0]))
}

func TestFewerFuturesAreAPrefix(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	p := shipped(t)
	pr := compile(t, p, "", "optimist")
	var keep []string
	for _, s := range pr.Shown {
		keep = append(keep, s.Indicator)
	}
	short := run(t, simulate.Options{Draws: 1000, Seed: 3, Keep: keep}, pr)
	long := run(t, simulate.Options{Draws: 5000, Seed: 3, Keep: keep}, pr)
	for k, s := range short.Runs[0].Shown {
		for y, draws := range s.Draws {
			if !sameBits(draws, long.Runs[0].Shown[k].Draws[y][:1000]) {
				t.Errorf("%s %d: 1000 futures are not the first of 5000", s.Indicator, s.First+y)
			}
		}
	}
}

func sameBits(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}

var word = regexp.MustCompile(`[a-z_][a-z0-9_]*`)

// downstream are the indicators that a push on some of them reaches, by the words of their formulas and their loads.
func downstream(p *plan.Plan, from []string) map[string]bool {
	reached := map[string]bool{}
	for _, id := range from {
		reached[id] = true
	}
	for grew := true; grew; {
		grew = false
		for _, ind := range p.Indicators {
			text := ind.Formula + " " + ind.Next
			for _, q := range ind.Parameters {
				text += " " + q.Formula
			}
			for _, name := range word.FindAllString(text, -1) {
				if reached[name] && !reached[ind.ID] {
					reached[ind.ID], grew = true, true
				}
			}
		}
	}
	return reached
}

// Switching one lever off changes what lies downstream of its effects, and nothing else by a single bit.
func TestLeverChangesOnlyItsDescendants(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	p := shipped(t)
	for i := range p.Indicators {
		p.Indicators[i].Hidden = false
	}
	programs := []*program.Program{compile(t, p, "plan", "central")}
	for _, l := range p.Levers {
		programs = append(programs, compile(t, change(t, p, "lever."+l.ID+".on=false"), l.ID, "central"))
	}
	var keep []string
	for _, ind := range p.Indicators {
		keep = append(keep, ind.ID)
	}
	res := run(t, simulate.Options{Draws: 512, Seed: 5, Keep: keep}, programs...)
	for i, l := range p.Levers {
		var direct []string
		for _, e := range l.Effects {
			direct = append(direct, e.Indicator)
		}
		reached := downstream(p, direct)
		if len(reached) == 0 {
			t.Errorf("lever %s reaches nothing", l.ID)
		}
		for k, with := range res.Runs[0].Shown {
			without := res.Runs[i+1].Shown[k]
			equal := with.First == without.First
			for y := range with.Draws {
				equal = equal && sameBits(with.Draws[y], without.Draws[y])
			}
			switch {
			case equal && reached[with.Indicator]:
				t.Errorf("without %s, %s does not change", l.ID, with.Indicator)
			case !equal && !reached[with.Indicator]:
				t.Errorf("without %s, %s changes", l.ID, with.Indicator)
			}
		}
	}
}
