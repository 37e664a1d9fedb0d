package simulate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// together is a plan of one group of targets that an indicator reaches 0 or another threshold: by name, "formula >= threshold" or
// "<=" of the independent standard normal indicators a to f and of the Poisson counts n and m with mean 12.
func together(t *testing.T, events ...string) *program.Program {
	t.Helper()
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
	return compile(t, tiny(t, text), "", "")
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
		if moved := !strings.Contains(name, "n >="); moved != (s.Pairs != nil) {
			t.Errorf("%s: pairs %v", name, s.Pairs)
		}
	}
}
