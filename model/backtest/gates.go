package backtest

import (
	"math"

	"targetcast/model/score"
)

// The gates, fixed before any backtest was run.
const (
	LeastCoverage = .72 // of the central 80 %, out of sample
	MostCoverage  = .88
	LeastSkill    = 0. // against naive drift and against the mean of recent years
)

// Gate is one condition that laws must meet on the past.
type Gate struct {
	Name   string // GateCoverage, Drift or FiveYear
	Group  string // "" for all groups
	Value  score.Estimate
	Passes bool // by the estimate itself
	// Verdict says whether its interval lies wholly inside or wholly outside what the gate asks, or decides nothing.
	Verdict score.Verdict
}

// Asks is the range that passes; a skill has no upper limit.
func (g Gate) Asks() (least, most float64) {
	if g.Name == GateCoverage {
		return LeastCoverage, MostCoverage
	}
	return LeastSkill, math.Inf(1)
}

// GateCoverage is the gate of coverage; those of skill have the name of the rival.
const GateCoverage = "coverage"

// Gates are the conditions for a model and group ("" for all).
func (r *Result) Gates(model, group string, keep Filter) []Gate {
	c, ok := r.Cell(model, group, 0, keep)
	if !ok {
		return nil
	}
	v := c.Coverage[80]
	out := []Gate{{GateCoverage, group, v, v.Value >= LeastCoverage && v.Value <= MostCoverage, v.Within(LeastCoverage, MostCoverage)}}
	for _, rival := range []string{Drift, FiveYear} {
		if s, ok := c.Skill[rival]; ok {
			out = append(out, Gate{rival, group, s, s.Value >= LeastSkill, s.Within(LeastSkill, math.Inf(1))})
		}
	}
	return out
}

// Fallback is the better of drift and the mean of recent years where the law of a group is worse than one of them,
// otherwise "". With fewer years than an interval needs nothing is decided.
func (r *Result) Fallback(group string, keep Filter) string {
	return r.better(func(f Forecast) bool { return (group == "" || f.Group == group) && keep(f) }, false).rule
}

// tenth is the middle of the class of ten points that holds a probability.
func tenth(p float64) float64 { return (math.Min(9, math.Floor(p*10)) + .5) / 10 }
