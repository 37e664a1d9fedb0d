package program

import (
	"maps"
	"slices"

	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/process"
)

// withRules is the plan with the laws that its rules need: most rules are the law itself with other parameters, but drift in
// place of a return to a mean is a walk, and a mean in place of a walk is a return to it without memory.
func withRules(p *plan.Plan) *plan.Plan {
	changed := false
	for _, ind := range p.Indicators {
		changed = changed || p.Learned[ind.ID].Rule != "" && calibrate.Ruled(ind.Law, p.Learned[ind.ID].Rule) != ind.Law
	}
	if !changed {
		return p
	}
	q := *p
	q.Indicators = slices.Clone(p.Indicators)
	for i := range q.Indicators {
		if rule := p.Learned[q.Indicators[i].ID].Rule; rule != "" {
			q.Indicators[i].Law = calibrate.Ruled(q.Indicators[i].Law, rule)
		}
	}
	return &q
}

// lost is a parameter that is written for an indicator and that a law does not have; "" when there is none.
func lost(ind *plan.Indicator, law string) string {
	l, ok := process.Lookup(law)
	if !ok {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(ind.Parameters)) {
		if !slices.ContainsFunc(l.Spec().Params, func(p process.Param) bool { return p.Name == name }) {
			return name
		}
	}
	return ""
}

// Cannot says why a rule cannot stand in for the fitted law of an indicator in any of several versions of a plan, of which
// the first is the plan without a scenario; "" when it can. It must be able to take every parameter that a version writes.
// Where the plan itself writes a parameter that history would supply, what was tried on the past is not the law of the plan,
// so that nothing was learnt of it. The answer is the code of a warning, with the parameter that it is about.
func Cannot(versions []*plan.Plan, id, rule string) (code, param string) {
	for i, p := range versions {
		k := slices.IndexFunc(p.Indicators, func(ind plan.Indicator) bool { return ind.ID == id })
		if k < 0 {
			return RuleShort, ""
		}
		ind := &p.Indicators[k]
		if name := lost(ind, calibrate.Ruled(ind.Law, rule)); name != "" {
			return RuleLacks, name
		}
		if i > 0 {
			continue
		}
		if ind.KeepLaw != (plan.Text{}) {
			return RuleBarred, ""
		}
		for _, name := range calibrate.Parameters(ind.Law) {
			if q := ind.Parameters[name]; q.Dist != nil || q.Formula != "" {
				return RuleWritten, name
			}
		}
		h, err := historyOf(p, ind)
		if err == nil {
			_, err = h.Fit(ind.Law, calibrate.Options{Rule: rule, Ceiling: written(ind, "ceiling")})
		}
		if err != nil {
			return RuleShort, ""
		}
	}
	return "", ""
}

// historyOf is what the law of an indicator is fitted to.
func historyOf(p *plan.Plan, ind *plan.Indicator) (calibrate.History, error) {
	c := &compiler{plan: p, book: p.Book.AsOf(p.AsOf), prog: &Program{}, known: map[string]known{}, inputsOf: map[string][]string{}}
	observed := c.observedSeries(ind)
	if err := c.problems.Err(); err != nil {
		return calibrate.History{}, err
	}
	return calibrate.History{Points: observed.Points, From: ind.From, Skip: ind.Skip, Breaks: c.breaks(ind)}, nil
}
