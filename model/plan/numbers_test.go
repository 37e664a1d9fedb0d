package plan

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestNumbersHaveKeys(t *testing.T) {
	p := load(t, Options{})
	var paths []string
	for _, n := range p.Numbers() {
		paths = append(paths, n.Path)
	}
	all := " " + strings.Join(paths, " ") + " "
	for _, want := range []string{
		"target.gdp_pair.threshold", "factor.nation.sd", "indicator.growth_north.persistence", "indicator.growth_south.mean",
		"indicator.gdp_north.start", "league.shipping.gap", "league.shipping.drift", "lever.F6.on", "lever.F6.delay",
		"lever.F6.effect.growth_north.size", "shock.external.recovered_next_year", "elicit.talent.central.drift",
	} {
		if !strings.Contains(all, " "+want+" ") {
			t.Errorf("no %s in%s", want, all)
		}
	}
	if strings.Contains(all, "target.minutes") {
		t.Error("a settled target has a threshold to change")
	}
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[path] {
			t.Errorf("%s stands twice", path)
		}
		seen[path] = true
	}
}

func TestLookup(t *testing.T) {
	p := load(t, Options{})
	if n := p.Lookup("indicator.growth_*.sd"); len(n) != 2 || n[0].Written || !n[1].Written {
		t.Errorf("fitted and written: %+v", n)
	}
	if n := p.Lookup("lever.*.delay"); len(n) != 2 {
		t.Errorf("%d delays", len(n))
	}
	if n := p.Lookup("lever.*"); len(n) != 0 {
		t.Errorf("a * crosses a point: %+v", n)
	}
	if n := p.Lookup("lever.?6.on"); len(n) != 1 || !n[0].Switch || !n[0].On {
		t.Errorf("switch: %+v", n)
	}
	if n := p.Lookup("target.gdp_pair.threshold"); n[0].Unit != "100M CNY" || n[0].Quantity.Dist.Mean() != 43000 {
		t.Errorf("threshold: %+v", n)
	}
	for _, glob := range []string{"[", `\`, "a[b-c].x", ""} {
		if len(p.Lookup(glob)) != 0 {
			t.Errorf("%q matches", glob)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	p := load(t, Options{})
	one := func(path string) Number { return p.Lookup(path)[0] }
	uncertain := p.indicator("growth_south").Parameters["mean"]
	for _, c := range []struct {
		path string
		q    Quantity
	}{
		{"target.gdp_pair.threshold", uncertain},
		{"lever.F6.on", certainly(1, Origin{})},
		{"lever.F6.ramp", Quantity{Formula: "gdp_pair", Scale: 1}},
		{"lever.F6.ramp", certainly(-1, Origin{})},
		{"indicator.growth_south.sd", certainly(-1, Origin{})},
		{"shock.external.probability", certainly(2, Origin{})},
	} {
		if err := one(c.path).Set(c.q); err == nil {
			t.Errorf("%s takes %+v", c.path, c.q)
		}
	}
	if err := one("lever.F6.ramp").Turn(true); err == nil {
		t.Error("a ramp is switched")
	}
	if err := one("indicator.filings.mean").Set(Quantity{Formula: "gdp_pair", Scale: 1}); err != nil {
		t.Errorf("a parameter may be a formula: %v", err)
	}
}

// same compares two plans but for their observations. Scores that were not published are NaN, which equals nothing.
func same(a, b *Plan) bool {
	for _, p := range []*Plan{a, b} {
		p.Book = nil
		for i := range p.Leagues[0].Rows {
			if r := &p.Leagues[0].Rows[i]; math.IsNaN(r.Score) {
				r.Score = -1
			}
		}
	}
	return reflect.DeepEqual(a, b)
}

// Changing everything in a copy leaves the plan as it was, to the last pointer.
func TestCloneIsIndependent(t *testing.T) {
	p, untouched := load(t, Options{}), load(t, Options{})
	c := p.Clone()
	for _, n := range c.Numbers() {
		if n.Switch {
			n.Turn(!n.On)
			continue
		}
		if err := n.Set(certainly(0.125, Origin{Scenario: "other"})); err != nil {
			t.Fatal(n.Path, err)
		}
	}
	for i := range c.Indicators {
		for k := range c.Indicators[i].Loads {
			c.Indicators[i].Loads[k] = 9
		}
		for k := range c.Indicators[i].Skip {
			c.Indicators[i].Skip[k] = 9
		}
	}
	c.Targets[0].Readings[0].Threshold, c.Correlations[0].Matrix[0][1], c.Shocks[0].On[0] = 9, 9, "x"
	c.Pools[0].Series[0], c.Leagues[0].Rows[0].Rank, c.Sources["new"] = "x", 9, Source{}
	c.Groups[0].ID, c.Breaks[0].Year, c.Precedents[0].Met, c.Checks[0].Says, c.Elicited[0].Kind, c.Files[0].Name = "x", 9, 9, "x", "x", "x"
	if !same(p, untouched) {
		t.Error("the plan has changed with its copy")
	}
	if reflect.DeepEqual(c.Indicators, p.Indicators) {
		t.Error("the copy has not changed")
	}
}

// Listing numbers reads only: several scenarios may look at one plan at a time.
func TestNumbersOnlyRead(t *testing.T) {
	p, untouched := load(t, Options{}), load(t, Options{})
	p.Numbers()
	if !same(p, untouched) {
		t.Error("listing has changed the plan")
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"gdp.*", "gdp.north", true}, {"gdp.*", "gdp_growth.north", false}, {"*", "gdp.north", false},
		{"*.north", "gdp.north", true}, {"growth_*", "growth_", true}, {"g?p", "gdp", true}, {"g?p", "gp", false},
		{"a.b", "a.b", true}, {"a.b", "a.b.c", false}, {"[ab]", "a", false}, {"[ab]", "[ab]", true},
	} {
		if got := Match(c.pattern, c.name); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.pattern, c.name, got)
		}
	}
}
