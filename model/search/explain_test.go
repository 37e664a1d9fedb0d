package search_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/search"
)

func explain(t *testing.T, n int, text string, q search.Question) map[string]search.Index {
	t.Helper()
	p := tiny(t, text)
	e, err := search.Explain(background, p, compile(t, p, ""), q, draws(n))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]search.Index{}
	for _, i := range e.Indices {
		out[i.Key] = i
	}
	return out
}

// nearIndex holds an estimate to within 4 standard errors, of which the bootstrap interval is 3.92 wide, and the interval
// itself to the standard error √(T(1-T)·...)/√n within reason: it must be neither empty nor wide.
func nearIndex(t *testing.T, what string, i search.Index, want float64) {
	t.Helper()
	near(t, what, i.Total, want, 4*(i.Hi-i.Lo)/3.92)
	if !(i.Lo < i.Hi && i.Lo < i.Total && i.Total < i.Hi && i.Hi-i.Lo < .05) {
		t.Errorf("%s: interval %v..%v around %v", what, i.Lo, i.Hi, i.Total)
	}
}

// For the likelihood that 3x + 2y + z exceeds 0, with standard normal x, y, z, the total index of x is
// 1 - 2·asin(1 - ρ)/π with its share ρ = 9/14 of the variance, and likewise for the others.
func TestTotalIndicesOfAProbability(t *testing.T) {
	got := explain(t, 40_000, `
[indicator.x]
law = "white_noise"
[indicator.y]
law = "white_noise"
[indicator.z]
law = "white_noise"
[indicator.unused]
law = "white_noise"
[indicator.sum]
formula = "3 * x + 2 * y + z"
[target.sum]
number = 1
indicator = "sum"
at_least = 0
`, met("sum"))
	for key, rho := range map[string]float64{"indicator.x.shock": 9. / 14, "indicator.y.shock": 4. / 14, "indicator.z.shock": 1. / 14} {
		nearIndex(t, key, got[key], 1-2*math.Asin(1-rho)/math.Pi)
		if got[key].Kind != search.Shock {
			t.Errorf("%s is of kind %d", key, got[key].Kind)
		}
	}
	if len(got) != 3 {
		t.Errorf("inputs %v", got)
	}
}

// The number of two independent targets met is a sum: each input's index is its target's share of the variance.
func TestTotalIndicesOfANumber(t *testing.T) {
	p, q := .25, distuv.UnitNormal.Survival(1)*distuv.UnitNormal.CDF(1)
	got := explain(t, 20_000, twoNoises, search.HowMany(search.Name{Target: "x"}, search.Name{Target: "y"}))
	nearIndex(t, "x", got["indicator.x.shock"], p/(p+q))
	nearIndex(t, "y", got["indicator.y.shock"], q/(p+q))
}

const uncertainMean = `
[indicator.x]
law = "white_noise"
[indicator.x.parameters]
mean = { dist = "normal", mean = 0.2, sd = 0.5 }
[indicator.w]
law = "white_noise"
[indicator.w.parameters]
mean = { dist = "uniform", min = 0, max = 1 }
[target.x]
number = 1
indicator = "x"
at_least = 0
[lever.idle]
kind = "project"
title = "Idle"
start = 2021
ramp = 0
delay = 0
additionality = 1
why = "Acts on what no target asks for."
[lever.idle.effect.w]
as = "growth"
size = 3
[lever.good]
kind = "project"
title = "Good"
start = 2021
ramp = 0
delay = 0
additionality = 1
why = "Acts on the target."
[lever.good.effect.x]
as = "growth"
size = { dist = "normal", mean = 0.4, sd = 0.1 }
`

// x in 2025 is noise + mean + size of the lever: N(0,1) + N(.2,.5²) + N(.4,.1²). With the mean held at its 10 % or 90 %
// quantile .2 ± 1.28155·.5 the likelihood is Φ((.6 ± .64078)/√1.01). Fixed seed, 4 standard errors of a share.
func TestTornado(t *testing.T) {
	const n = 40_000
	p := tiny(t, uncertainMean)
	swings, err := search.Tornado(background, p, compile(t, p, ""), met("x"), draws(n))
	if err != nil {
		t.Fatal(err)
	}
	if len(swings) != 2 || swings[0].Key != "indicator.x.mean" || swings[1].Key != "lever.good.effect.x.size" {
		t.Fatalf("%+v", swings)
	}
	for k, c := range []struct{ middle, sd, rest, other float64 }{{.2, .5, 1.01, .4}, {.4, .1, 1.25, .2}} {
		s, z := swings[k], 1.2815515655446004*c.sd
		// The quantile of n draws has the standard error √(.09/n)/φ(1.2816)·sd.
		near(t, s.Key+" low", s.Low, c.middle-z, 4*.3/math.Sqrt(n)/.17550*c.sd)
		near(t, s.Key+" high", s.High, c.middle+z, 4*.3/math.Sqrt(n)/.17550*c.sd)
		for end, x := range map[float64]float64{s.A: c.middle - z, s.B: c.middle + z} {
			want := distuv.UnitNormal.CDF((x + c.other) / math.Sqrt(c.rest))
			near(t, s.Key, end, want, 4*math.Sqrt(.25/n)+4*.3/math.Sqrt(n)/.17550*c.sd*.4)
		}
	}
}

// Without the good lever the likelihood falls from Φ(.6/√1.26) to Φ(.2/√1.25); the idle one gets exactly nothing.
func TestCreditOfLevers(t *testing.T) {
	const n = 40_000
	p := tiny(t, uncertainMean)
	credit, err := search.Levers(background, p, "", met("x"), draws(n))
	if err != nil {
		t.Fatal(err)
	}
	if credit[0].Lever != "good" || credit[1].Lever != "idle" || !credit[1].Same || credit[1].Delta != 0 || credit[1].Lo != 0 || credit[1].Hi != 0 {
		t.Fatalf("%+v", credit)
	}
	want := distuv.UnitNormal.CDF(.6/math.Sqrt(1.26)) - distuv.UnitNormal.CDF(.2/math.Sqrt(1.25))
	near(t, "credit of the lever", credit[0].Delta, want, 4*credit[0].SE)
	off := p.Clone()
	off.Levers[1].On = false
	again, err := search.Levers(background, off, "", met("x"), draws(n))
	if err != nil {
		t.Fatal(err)
	}
	if again[0].Delta != credit[0].Delta || again[0].On {
		t.Errorf("a lever that is off has the credit %+v, on %+v", again[0], credit[0])
	}
}

func TestUnusedInputsAreListed(t *testing.T) {
	p := tiny(t, uncertainMean)
	var keys []string
	for _, in := range search.Unused(p, compile(t, p, "")) {
		keys = append(keys, in.Key)
	}
	if want := []string{"indicator.w.mean", "indicator.w.shock"}; !slices.Equal(keys, want) {
		t.Errorf("unused: %v, want %v", keys, want)
	}
}

// Every input of the shipped plan has a key that a reader can find in it.
func TestInputsOfTheShippedPlan(t *testing.T) {
	p := shipped(t)
	known := map[string]bool{}
	for _, i := range p.Indicators {
		known[i.ID] = true
	}
	for _, l := range p.Levers {
		known[l.ID] = true
	}
	for _, l := range p.Pools {
		known[l.ID] = true
	}
	for _, in := range search.Inputs(p, compile(t, p, "central")) {
		parts := strings.Split(in.Key, ".")
		if len(parts) < 3 || !known[parts[1]] {
			t.Errorf("input %s", in.Key)
		}
	}
}
