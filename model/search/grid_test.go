package search_test

import (
	"fmt"
	"math"
	"testing"

	"targetcast/model/search"
)

const unseen = `
elicitation = "elicitation.toml"
[indicator.sales]
unit = "CNY"
law = "log_random_walk"
parameters = { sd = 0.2 }
[indicator.twice]
unit = "CNY"
formula = "2 * sales"
[indicator.seen]
law = "random_walk"
parameters = { start = 0, drift = 0, sd = 1 }
[target.sales]
title = "Sales"
indicator = "twice"
at_least = 300
resolves = "x"
[target.sales.reading.single]
title = "Single"
indicator = "sales"
at_least = 150
[target.seen]
title = "Seen"
indicator = "seen"
at_least = 0
resolves = "x"
`

const elicited = `
author = "nobody"
judged = 2021
[prior.low]
[prior.high]
[elicit.sales]
kind = "flow"
[elicit.sales.low]
start = { dist = "uniform", min = 50, max = 90, unit = "CNY" }
drift = { dist = "normal", mean = 0, sd = 0.05 }
[elicit.sales.high]
start = { dist = "uniform", min = 80, max = 120, unit = "CNY" }
drift = { dist = "normal", mean = 0.1, sd = 0.05 }
`

// With base b and drift d known, five years on ln X is normal with mean ln b + 5d and sd .2√5, so
// P(2X >= 300) = Φ((ln b + 5d - ln 150)/(.2√5)). The axes run from the 5th to the 95th percentile of the priors together:
// 50 + .05·40 = 52 to 80 + .95·40 = 118, and -1.644854·.05 to .1 + 1.644854·.05.
func TestGridAgainstClosedForm(t *testing.T) {
	const n, size = 20_000, 5
	p := tiny(t, unseen, "elicitation.toml", elicited)
	grids, err := search.BaseAndPace(background, p, "low", size, draws(n))
	if err != nil {
		t.Fatal(err)
	}
	if len(grids) != 1 {
		t.Fatalf("%d grids for the one target without a base", len(grids))
	}
	g := grids[0]
	if g.Target != "sales" || g.Base.Indicator != "sales" || g.Base.Parameter != "start" || g.Base.Unit != "CNY" || g.Pace.Parameter != "drift" || g.Draws != n {
		t.Errorf("%v: %+v", g, g)
	}
	near(t, "least base", g.Base.Values[0], 52, 1e-9)
	near(t, "greatest base", g.Base.Values[size-1], 118, 1e-9)
	near(t, "least pace", g.Pace.Values[0], -1.644853626951473*.05, 1e-9)
	near(t, "greatest pace", g.Pace.Values[size-1], .1+1.644853626951473*.05, 1e-9)
	near(t, "median base, low", g.Base.Medians["low"], 70, 1e-9)
	near(t, "median pace, high", g.Pace.Medians["high"], .1, 1e-9)
	for i, base := range g.Base.Values {
		for j, pace := range g.Pace.Values {
			z := (math.Log(base) + 5*pace - math.Log(150)) / (.2 * math.Sqrt(5))
			want := math.Erfc(-z/math.Sqrt2) / 2
			near(t, fmt.Sprintf("P at %g, %g", base, pace), g.P[i][j], want, 4*math.Sqrt(want*(1-want)/n))
			if i > 0 && g.P[i][j] < g.P[i-1][j] || j > 0 && g.P[i][j] < g.P[i][j-1] {
				t.Errorf("P falls at %g, %g, though all pairs share their luck", base, pace)
			}
		}
	}
}

func TestGridsThatCannotBe(t *testing.T) {
	p := tiny(t, unseen, "elicitation.toml", elicited)
	if _, err := search.BaseAndPace(background, p, "low", 1, draws(10)); err == nil {
		t.Error("a grid of one pair")
	}
	if _, err := search.BaseAndPace(background, p, "gloomy", 3, draws(10)); err == nil {
		t.Error("an unknown prior")
	}
	// Whoever writes the base leaves only the pace to the priors: there is no plane to show.
	if grids, err := search.BaseAndPace(background, change(t, p, "indicator.sales.start=100"), "low", 3, draws(10)); err != nil || len(grids) != 0 {
		t.Errorf("base written: %v, %v", grids, err)
	}
	certain := tiny(t, "[indicator.a]\nlaw = \"white_noise\"\n[target.a]\ntitle = \"A\"\nindicator = \"a\"\nat_least = 0\nresolves = \"x\"\n")
	if grids, err := search.BaseAndPace(background, certain, "", 3, draws(10)); err != nil || grids != nil {
		t.Errorf("a plan without priors: %v, %v", grids, err)
	}
}

// Every target of the shipped plan without a base has a grid, and more of either never hurts.
func TestGridsOfTheShippedPlan(t *testing.T) {
	grids, err := search.BaseAndPace(background, shipped(t), "central", 3, draws(600))
	if err != nil {
		t.Fatal(err)
	}
	if len(grids) != 5 {
		t.Errorf("%d grids, want 5", len(grids))
	}
	for _, g := range grids {
		if g.P[2][2] < g.P[0][0] || g.P[2][2] < g.P[0][2] || g.P[2][2] < g.P[2][0] {
			t.Errorf("%v: %v", g, g.P)
		}
	}
}
