package simulate_test

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// together is a plan of one group of targets that an indicator reaches 0 or another threshold: by name, "formula >= threshold" or
// "<=" of the independent standard normal indicators a to f and of the Poisson counts n and m with mean 12.
func together(t *testing.T, events ...string) *program.Program {
	t.Helper()
	return compile(t, tiny(t, groupText(events)), "", "")
}

func groupText(events []string) string {
	text := "[group.g]\ntitle = \"G\"\n"
	for _, name := range "abcdef" {
		text += fmt.Sprintf("[indicator.%c]\nlaw = \"white_noise\"\n", name)
	}
	for _, name := range "nm" {
		text += fmt.Sprintf("[indicator.%c]\nlaw = \"poisson\"\nparameters = { rate = 12 }\n", name)
	}
	for i, e := range events {
		f := strings.Fields(e)
		k := len(f) - 2
		comparator := map[string]string{">=": "at_least", "<=": "at_most"}[f[k]]
		text += fmt.Sprintf("[indicator.x%d]\nformula = %q\n[target.t%d]\ntitle = \"T\"\njoint = true\ngroup = \"g\"\nindicator = \"x%d\"\n%s = %s\nresolves = \"x\"\n",
			i, strings.Join(f[:k], " "), i, i, comparator, f[k+1])
	}
	return text
}

func groupOf(t *testing.T, r simulate.Outcome, id string) simulate.GroupResult {
	t.Helper()
	for k, g := range r.Program.Groups {
		if g.ID == id {
			return r.Groups[k]
		}
	}
	t.Fatalf("no group %s", id)
	return simulate.GroupResult{}
}

// The probability that standard normal numbers with correlations r are all at least 0: 1/4 + asin(r)/2π of two (Sheppard, 1899), 1/8 +
// (asin r12 + asin r13 + asin r23)/4π of three. With a common part of one half any number k of n is met with probability 1/(n+1):
// each of n+1 independent normal numbers, the common one among them, is as likely as another to be the one with rank k.
// A count of its own multiplies them. Fields: targets; the probability of all, and of each number; how many times the variance is
// below that of as many futures.
func TestGroupsAgainstClosedForms(t *testing.T) {
	asin := math.Asin
	poisson := 1 - distuv.Poisson{Lambda: 12}.CDF(14)
	between := normalCDF(1.2) - normalCDF(.4)
	for _, c := range []struct {
		events []string
		all    float64
		number []float64
		times  float64
	}{
		{[]string{"0.6 * a + 0.8 * b >= 0", "0.6 * a + 0.8 * c >= 0"}, .25 + asin(.36)/(2*math.Pi), nil, 100}, // something of their own
		{[]string{"a >= 0", "0.6 * a + 0.8 * b >= 0"}, .25 + asin(.6)/(2*math.Pi), nil, 20},                   // the first has nothing
		{[]string{"a >= 0", "0 - 0.6 * a - 0.8 * b >= 0"}, .25 - asin(.6)/(2*math.Pi), nil, 20},               // in the opposite sense
		{[]string{"a >= 0", "0.6 * a + 0.8 * b <= 0"}, .25 - asin(.6)/(2*math.Pi), nil, 20},
		{[]string{"a >= 0.4", "a <= 1.2"}, between, []float64{0, 1 - between, between}, 1e4}, // on one line, in opposite senses
		{[]string{"a >= 0.4", "0 - a >= 0.4"}, 0, []float64{2*normalCDF(.4) - 1, 2 * normalCDF(-.4), 0}, 0},
		{[]string{"a >= 0", "0.6 * a + 0.8 * b >= 0", "0.5 * a + 0.5 * b + sqrt(0.5) * c >= 0"},
			.125 + (asin(.6)+asin(.5)+asin(.3+.4))/(4*math.Pi), nil, 10},
		{[]string{"a + b >= 0", "a + c >= 0", "a + d >= 0", "a + e >= 0"}, .2, []float64{.2, .2, .2, .2, .2}, 100},
		{[]string{"a + b >= 0", "a + c >= 0", "a + d >= 0", "0 - a - e <= 0"}, .2, []float64{.2, .2, .2, .2, .2}, 100},
		{[]string{"a + b >= 0", "a + c >= 0", "a + d <= 0", "a + e >= 0"}, 1. / 20, nil, 20}, // 3 of one kind and 1 of the other: ∫ p³(1-p) dp
		{[]string{"a + b >= 0", "a + c >= 0", "n >= 15"}, poisson / 3, nil, 3},
	} {
		name := strings.Join(c.events, ", ")
		r := smooth(t, 1, 0, together(t, c.events...)).Runs[0]
		s := groupOf(t, r, "g").Smoothed
		if s.All == nil {
			t.Errorf("%s: left to counts: %+v", name, s)
			continue
		}
		mean, sd := moments(s.All)
		se := sd / math.Sqrt(float64(len(s.All)))
		near(t, name, mean, c.all, se+s.Unresolved/4+5e-8)
		if gain := c.all * (1 - c.all) / float64(s.Lines) / (se * se); gain < c.times {
			t.Errorf("%s: variance only %.1f times below that of counting", name, gain)
		}
		for k, want := range c.number {
			near(t, fmt.Sprintf("%s: %d met", name, k), s.Number[k], want, 2e-4)
		}
		if s.Number != nil {
			near(t, name+": as many as there are", s.Number[len(c.events)], mean, 1e-12)
			near(t, name+": any number", floats.Sum(s.Number), 1, 1e-12)
		}
		if moved := !strings.Contains(name, "n >="); moved != (s.Pairs != nil) {
			t.Errorf("%s: pairs %v", name, s.Pairs)
		}
	}
}

// Pairs by Sheppard's formula, on lines of their own (a and d, which have half of their variance in common: 1/3) and on one that both
// share (e alone, which has nothing to itself, and e with f: 3/8 where half is in common); on the diagonal each alone.
func TestPairsAgainstClosedForms(t *testing.T) {
	r := smooth(t, 1, 0, together(t, "a + b >= 0", "a + c >= 0", "d + e >= 0", "e >= 0")).Runs[0]
	s := groupOf(t, r, "g").Smoothed
	third := .25 + math.Asin(.5)/(2*math.Pi)
	eighths := .25 + math.Asin(math.Sqrt(.5))/(2*math.Pi)
	for i, row := range [][]float64{{.5, third, .25, .25}, {third, .5, .25, .25}, {.25, .25, .5, eighths}, {.25, .25, eighths, .5}} {
		for j, want := range row {
			near(t, fmt.Sprintf("targets %d and %d", i, j), s.Pairs[i][j], want, 1e-3)
		}
	}
}

// What cannot be moved says why: where all targets jump, or a scenario lets a target rest on what moves another one. Neither that nor
// workers change what the base is told.
func TestGroupsLeftToCounts(t *testing.T) {
	if s := groupOf(t, smooth(t, 1, 0, together(t, "n >= 15", "m >= 15")).Runs[0], "g").Smoothed; s.All != nil || !s.Stepped || s.Shared || s.Unresolved != 1 {
		t.Errorf("two counts: %+v", s)
	}
	base, other := together(t, "a + b >= 0", "a + c >= 0"), together(t, "a + b >= 0", "a + b + c >= 0")
	runs := smooth(t, 1, 0, base, other).Runs
	if s := groupOf(t, runs[1], "g").Smoothed; s.All != nil || !s.Shared || s.Stepped || s.Unresolved != 1 {
		t.Errorf("a target on another one's luck: %+v", s)
	}
	alone := groupOf(t, smooth(t, 1, 1, base).Runs[0], "g").Smoothed
	for what, s := range map[string]*simulate.SmoothedGroup{
		"beside another scenario": groupOf(t, runs[0], "g").Smoothed,
		"of 2 workers":            groupOf(t, smooth(t, 1, 2, base).Runs[0], "g").Smoothed,
		"of 5 workers":            groupOf(t, smooth(t, 1, 5, base).Runs[0], "g").Smoothed,
	} {
		if !reflect.DeepEqual(alone, s) {
			t.Errorf("%s %+v, alone %+v", what, s, alone)
		}
	}
}

// A lever's luck is not moved, though one target alone rests on it: a scenario may turn the lever towards another target as well, and
// is smoothed all the same.
func TestGroupsLeaveLevers(t *testing.T) {
	const lever = `
[lever.L]
kind = "project"
start = 2022
additionality = { p10 = 0.1, p50 = 0.5, p90 = 0.9 }
why = "x"
`
	effect := func(on string) string {
		return "[lever.L.effect." + on + "]\nas = \"level\"\nsize = 1.5\n"
	}
	text := strings.Replace(groupText([]string{"a + b >= 0", "d + e >= 0"}), "[indicator.a]\n", "[indicator.a]\npolicy_in = \"usual\"\n", 1)
	text = strings.Replace(text, "[indicator.d]\n", "[indicator.d]\npolicy_in = \"usual\"\n", 1) + lever
	base, turned := compile(t, tiny(t, text+effect("a")), "", ""), compile(t, tiny(t, text+effect("a")+effect("d")), "", "")
	runs := smooth(t, 1, 0, base, turned).Runs
	counted := run(t, simulate.Options{Draws: 1 << 18, Seed: 2}, turned).Runs[0]
	for k, r := range runs {
		s := groupOf(t, r, "g").Smoothed
		if s.All == nil {
			t.Fatalf("program %d left to counts: %+v", k, s)
		}
		if mean, _ := moments(s.All); k == 1 {
			nearShare(t, "both", mean, float64(groupOf(t, counted, "g").Hits)/(1<<18), 1<<18)
		}
	}
}

// All of each group of the shipped plan over 40 seeds, half as many lines as a run takes: at least 81.2 % of the smoothed intervals
// cover the truth (4 standard errors of a share of 40 below .95), and their mean lies within 4 standard errors of what a million independent
// futures count.
func TestSmoothedGroupsOfTheShippedPlanAreHonest(t *testing.T) {
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("two minutes of simulation; set TARGETCAST_SLOW=1")
	}
	const seeds, plain = 40, 1 << 20
	whole := compile(t, shipped(t), "", "central")
	pr := whole.Only(func(e program.Event) bool { return e.Joint })
	if pr.Groups = whole.Groups; len(pr.Groups) < 3 {
		t.Fatalf("only %d groups", len(pr.Groups))
	}
	found := map[string][]attain.Likelihood{}
	for seed := range uint64(seeds) {
		for k, g := range smooth(t, seed+1, 0, pr).Runs[0].Groups {
			if s := g.Smoothed; s.All != nil {
				l, err := attain.EstimateSmoothed(s.All, s.Unresolved, .95)
				if err != nil {
					t.Fatal(err)
				}
				found[pr.Groups[k].ID] = append(found[pr.Groups[k].ID], l)
			}
		}
	}
	judge := run(t, simulate.Options{Draws: plain, Seed: seeds + 1}, pr).Runs[0]
	for k, g := range pr.Groups {
		all := found[g.ID]
		if len(all) != seeds {
			t.Errorf("%s: smoothed in %d of %d runs", g.ID, len(all), seeds)
			continue
		}
		p := 0.0
		for _, l := range all {
			p += l.P / seeds
		}
		share := covered(all, p)
		t.Logf("%s: P %.6f, covered %.2f", g.ID, p, share)
		nearShare(t, g.ID, p, float64(judge.Groups[k].Hits)/plain, plain)
		if share < .812 {
			t.Errorf("%s: 95 %% intervals cover %.2f", g.ID, share)
		}
	}
}
