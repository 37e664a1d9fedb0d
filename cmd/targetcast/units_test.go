package main

import (
	"testing"

	"targetcast/model/search"
	"targetcast/output/words"
)

// What is turned has the unit that the plan writes or that follows from the law: the mean of an autoregression in per cent is
// in per cent, what is added to it are percentage points; growth by a formula in logs is in log points a year.
func TestDialsHaveUnits(t *testing.T) {
	s := source{}
	l, err := s.loadAsWritten(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ dial, unit, en, zh string }{
		{"indicator.gap_hangzhou.mean = 0..2", "percent", "= 1.5 %", "= 1.5%"},
		{"indicator.gap_hangzhou.mean += 0..2", "percentage points", "= 1.5 percentage points", "= 1.5个百分点"},
		{"indicator.gap_*.mean, factor.nation.drift += 0..2", "", "= 1.5", "= 1.5"},
		{"factor.nation.drift = 0..2", "percentage points a year", "= 1.5 percentage points a year", "= 1.5个百分点/年"},
		{"factor.nation.drift += 0..2", "percentage points a year", "= 1.5 percentage points a year", "= 1.5个百分点/年"},
		{"indicator.deflator.mean += 0..2", "log points a year", "= 1.5 log points a year", "= 1.5对数点/年"},
		{"indicator.gdp_hangzhou.start = 1..2", "100M CNY", "= 1.5 (100M CNY)", "= 1.5亿元"},
		{"target.gdp_pair.threshold *= 1..2", "", "= 1.5", "= 1.5"},
		{"target.shipping.threshold += 0..2", "places", "= 1.5 places", "= 1.5位"},
		{"lever.*.delay += 0..2", "years", "= 1.5 years", "= 1.5年"},
		{"lever.F6.additionality = 0..1", "", "= 1.5", "= 1.5"},
		{"indicator.price_news.year += 0..2", "", "= 1.5", "= 1.5"},
	} {
		d, err := search.ParseDial(c.dial)
		if err != nil {
			t.Fatal(err)
		}
		unit := dialUnit(l.plan, d)
		if en, zh := words.En.Quantity("= 1.5", unit), words.Zh.Quantity("= 1.5", unit); unit != c.unit || en != c.en || zh != c.zh {
			t.Errorf("%s: %q, %q, %q", c.dial, unit, en, zh)
		}
	}
	// Every unit of a number has a Chinese word.
	for _, n := range l.plan.Numbers() {
		if unit := unitOf(l.plan, n); unit != "" && unit != "percent" && words.Zh.UnitText(unit) == unit && unit != "1" {
			t.Errorf("%s: %q has no Chinese word", n.Path, unit)
		}
	}
}
