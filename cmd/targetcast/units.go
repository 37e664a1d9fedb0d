package main

import (
	"strings"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/search"
	"targetcast/output/words"
)

// unitOf is the unit of a number of the plan: as it is written, or else by what the number is of; "" for none.
func unitOf(p *plan.Plan, n plan.Number) string {
	parts := strings.Split(n.Path, ".")
	last := parts[len(parts)-1]
	switch {
	case n.Unit != "":
		return n.Unit
	case parts[0] == "indicator" || parts[0] == "factor" || parts[0] == "elicit":
		return parameterUnit(indicatorOf(p, parts[1]), last)
	case parts[0] == "lever" && last == "size":
		return pushUnit(indicatorOf(p, parts[3]))
	case parts[0] == "lever" && (last == "delay" || last == "ramp"):
		return "years"
	case parts[0] == "shock" && last == "size":
		for _, s := range p.Shocks {
			for _, ind := range p.Indicators {
				if s.ID == parts[1] && len(s.On) > 0 && plan.Match(s.On[0], ind.ID) {
					return pushUnit(ind)
				}
			}
		}
	}
	return ""
}

// measured is the title of a number with its unit.
func (l *loaded) measured(lang words.Lang, key string) string {
	title := l.keyTitle(lang, key)
	for _, n := range l.plan.Lookup(key) {
		return lang.Named(title, unitOf(l.plan, n))
	}
	return title
}

func indicatorOf(p *plan.Plan, id string) plan.Indicator {
	for _, ind := range p.Indicators {
		if ind.ID == id {
			return ind
		}
	}
	return plan.Indicator{}
}

// parameterUnit is the unit of a parameter of an indicator's law.
func parameterUnit(ind plan.Indicator, name string) string {
	if name == "start" && ind.Law == "" {
		return ind.Unit
	}
	law, ok := process.Lookup(ind.Law)
	if !ok {
		return ""
	}
	for _, param := range law.Spec().Params {
		if param.Name == name {
			return ownUnit(param.Unit, ind)
		}
	}
	return ""
}

// pushUnit is the unit of what a lever or a shock does to an indicator.
func pushUnit(ind plan.Indicator) string {
	law, ok := process.Lookup(ind.Law)
	if !ok {
		return ""
	}
	unit, _, _ := strings.Cut(law.Spec().Push, ",")
	return ownUnit(unit, ind)
}

// ownUnit is a unit of a law in that of its indicator.
func ownUnit(unit string, ind plan.Indicator) string {
	unit = strings.Replace(unit, " per year", " a year", 1)
	if own, ok := strings.CutPrefix(unit, "own unit"); ok {
		if ind.Unit == "" || ind.Unit == "1" {
			return ""
		}
		if ind.Unit == "percent" && own != "" { // what changes a percentage is in points of it
			return words.Added(ind.Unit + own)
		}
		return ind.Unit + own
	}
	if unit == "1" || unit == "1 a year" || unit == "year" || unit == "year and its fraction" {
		return "" // a share, or a date, which needs none
	}
	return unit
}

// dialUnit is the unit of all the numbers that a dial turns. Several units, or none, are none; so is that of a factor.
func dialUnit(p *plan.Plan, d search.Dial) string {
	unit := ""
	for i, n := range d.Numbers(p) {
		u := unitOf(p, n)
		if i > 0 && u != unit {
			return ""
		}
		unit = u
	}
	switch d.Op {
	case search.Scale:
		return ""
	case search.Add:
		return words.Added(unit)
	}
	return unit
}
