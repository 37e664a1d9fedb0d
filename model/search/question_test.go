package search_test

import (
	"math"
	"testing"

	"targetcast/model/program"
	"targetcast/model/search"
)

const twoNoises = `
[indicator.x]
law = "white_noise"
[indicator.y]
law = "white_noise"
[target.x]
number = 1
indicator = "x"
at_least = 0
[target.y]
number = 2
indicator = "y"
at_least = 1
`

func differ(t *testing.T, n int, a, b *program.Program, q ...search.Question) []search.Difference {
	t.Helper()
	d, err := search.Differences(background, a, []*program.Program{b}, q, draws(n))
	if err != nil {
		t.Fatal(err)
	}
	return d[0]
}

// Two nested events of probability .50 and .55 differ with the variance .05 - .05² = .0475 for each future, a tenth of
// the .25 + .2475 of two separate runs. Fixed seed, tolerance of 4 standard errors: that of the share .05 of futures
// that differ is √(.05·.95/n), and the variance moves with it by 1 - 2·.05.
func TestNestedEventsOnCommonLuck(t *testing.T) {
	const n = 200_000
	p := tiny(t, twoNoises)
	easier := change(t, p, "target.x.threshold=-0.12566134685507402") // the 45 % quantile of the standard normal
	d := differ(t, n, compile(t, p, ""), compile(t, easier, ""), met("x"))[0]
	se := math.Sqrt(.0475 / n)
	near(t, "difference", d.Delta, .05, 4*se)
	near(t, "variance of one future", d.SE*d.SE*n, .0475, 4*.9*se)
	near(t, "A", d.A, .5, 4*math.Sqrt(.25/n))
	near(t, "B less A", d.B-d.A, d.Delta, 1e-12)
	near(t, "half of the interval", (d.Hi-d.Lo)/2, 1.96*se, .05*se)
	if d.Same || d.Differ != int64(math.Round(d.Delta*n)) {
		t.Errorf("nested events differ in %d futures by %v", d.Differ, d.Delta)
	}
}

func TestComparedWithItself(t *testing.T) {
	p := shipped(t)
	a := compile(t, p, "central")
	q := []search.Question{met("gdp_pair"), search.HowMany(search.Name{Target: "gdp_pair"}, search.Name{Target: "talent"}),
		search.All(search.Name{Target: "gdp_pair"}, search.Name{Target: "pct"})}
	for i, d := range differ(t, 512, a, compile(t, p.Clone(), "central"), q...) {
		if d.Delta != 0 || d.Lo != 0 || d.Hi != 0 || d.SE != 0 || !d.Same || d.Differ != 0 {
			t.Errorf("question %d: %+v", i, d)
		}
	}
}

// What never differed in the futures that were tried may differ in others.
func TestNoFutureDiffersByChance(t *testing.T) {
	p := tiny(t, twoNoises)
	rare := change(t, p, "target.x.threshold=0.0000001")
	d := differ(t, 1000, compile(t, p, ""), compile(t, rare, ""), met("x"))[0]
	if d.Same || d.Delta != 0 || !(d.Lo < 0 && d.Hi > 0) {
		t.Errorf("%+v", d)
	}
}

func TestStricterTargetNeverRaises(t *testing.T) {
	p := shipped(t)
	base := compile(t, p, "central")
	var stricter []*program.Program
	for _, k := range []string{"43000.5", "45000", "60000"} {
		stricter = append(stricter, compile(t, change(t, p, "target.gdp_pair.threshold="+k), "central"))
	}
	d, err := search.Differences(background, base, stricter, []search.Question{met("gdp_pair")}, draws(4000))
	if err != nil {
		t.Fatal(err)
	}
	for i := range d {
		if d[i][0].Delta > 0 || i > 0 && d[i][0].Delta > d[i-1][0].Delta {
			t.Errorf("a stricter target raises the likelihood: %+v", d[i][0])
		}
	}
}

// Two independent events of probability 1/2 and .158655 (1 - Φ(1)).
func TestAnswersOfSeveralEvents(t *testing.T) {
	const n, p, q = 100_000, .5, .15865525393145707
	pr := compile(t, tiny(t, twoNoises), "")
	x, y := search.Name{Target: "x"}, search.Name{Target: "y"}
	for what, c := range map[string]struct {
		q        search.Question
		mean, sd float64
	}{
		"how many":     {search.HowMany(x, y), p + q, math.Sqrt(p*(1-p) + q*(1-q))},
		"all":          {search.All(x, y), p * q, math.Sqrt(p * q * (1 - p*q))},
		"at least one": {search.Question{Of: []search.Name{x, y}, AtLeast: 1}, p + q - p*q, math.Sqrt((p + q - p*q) * (1 - p - q + p*q))},
	} {
		mean, se, err := search.Answers(background, []*program.Program{pr}, c.q, draws(n))
		if err != nil {
			t.Fatal(err)
		}
		near(t, what, mean[0], c.mean, 4*c.sd/math.Sqrt(n))
		near(t, what+": error", se[0], c.sd/math.Sqrt(n), .02*c.sd/math.Sqrt(n))
	}
}

func TestQuestionsThatAreNone(t *testing.T) {
	pr := compile(t, tiny(t, twoNoises), "")
	for _, q := range []search.Question{{}, {Of: []search.Name{{Target: "x"}}, AtLeast: 2}, met("z"), search.Met(search.Name{Target: "x", Reading: "other"})} {
		if _, _, err := search.Answers(background, []*program.Program{pr}, q, draws(10)); err == nil {
			t.Errorf("%+v was answered", q)
		}
	}
}
