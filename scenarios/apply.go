package scenarios

import (
	"fmt"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/series"
)

// Apply returns the plan under the scenarios of a chain, applied in their order, and each one's changes in the order of
// the file. The given plan stays as it is. On any problem the error is a plan.Problems with all of them.
func Apply(p *plan.Plan, chain ...Scenario) (*plan.Plan, error) {
	a := application{plan: p.Clone()}
	for _, s := range chain {
		for _, c := range s.Changes {
			a.change(c)
		}
		for _, c := range s.Conditions {
			a.condition(c)
		}
		for _, v := range s.Shocks {
			a.shock(v)
		}
		for _, c := range s.Checks {
			put(&a.plan.Checks, c, func(o plan.Check) bool { return o.ID == c.ID })
		}
	}
	if err := a.problems.Err(); err != nil {
		return nil, err
	}
	return a.plan, nil
}

type application struct {
	plan     *plan.Plan
	problems plan.Problems
}

func (a *application) problem(o plan.Origin, key, format string, args ...any) {
	a.problems.Add(series.Problem{File: o.File, Line: o.Line, Column: o.Column, Key: key, What: fmt.Sprintf(format, args...)})
}

// put replaces the element that is the same, or appends.
func put[T any](list *[]T, v T, same func(T) bool) {
	if i := slices.IndexFunc(*list, same); i >= 0 {
		(*list)[i] = v
		return
	}
	*list = append(*list, v)
}

func (a *application) change(c Change) {
	all := a.plan.Numbers()
	hits := 0
	for _, n := range all {
		if !plan.Match(c.Key, n.Path) {
			continue
		}
		hits++
		if err := changeOne(n, c); err != nil {
			key := c.Key
			if key != n.Path {
				key += ": " + n.Path
			}
			a.problem(c.Origin, key, "%v", err)
			break
		}
	}
	if hits == 0 {
		a.problem(c.Origin, c.Key, "the plan has no such key%s", a.suggest(c.Key, all))
	}
	a.problems.Add(a.plan.CheckSource(plan.Quantity{Source: c.Source, Origin: c.Origin})...)
	if c.Op == To && c.Value.Source != c.Source {
		a.problems.Add(a.plan.CheckSource(c.Value)...)
	}
}

func (a *application) suggest(key string, all []plan.Number) string {
	paths := make([]string, len(all))
	for i, n := range all {
		paths[i] = n.Path
	}
	return document.Suggest(key, paths)
}

func changeOne(n plan.Number, c Change) error {
	if c.Op == Turn {
		return n.Turn(c.On)
	}
	q := n.Quantity
	switch c.Op {
	case To:
		unit := q.Unit
		q = c.Value
		if q.Unit == "" {
			q.Unit = unit
		}
	case Add:
		q.Add += c.By
	case Scale:
		q.Scale, q.Add = float64(q.Scale*c.By), float64(q.Add*c.By)
	}
	if c.Why != (plan.Text{}) {
		q.Why = c.Why
	}
	if c.Source != "" {
		q.Source = c.Source
	}
	q.Origin = c.Origin
	return n.Set(q)
}

func (a *application) condition(c plan.Condition) {
	key := fmt.Sprintf("condition.%s.%d", c.Factor, c.Year)
	var factors []string
	found, isIndicator := false, false
	for _, i := range a.plan.Indicators {
		if i.Factor {
			factors = append(factors, i.ID)
		}
		found = found || i.ID == c.Factor && i.Factor
		isIndicator = isIndicator || i.ID == c.Factor && !i.Factor
	}
	first, last := a.plan.AsOf.Year(), a.plan.Horizon
	switch {
	case isIndicator:
		a.problem(c.Origin, key, "%s is an indicator; a condition is about a factor%s", c.Factor, document.Suggest(c.Factor, factors))
	case !found:
		a.problem(c.Origin, key, "no factor %q%s", c.Factor, document.Suggest(c.Factor, factors))
	case c.Year < first || c.Year > last:
		a.problem(c.Origin, key, "%d lies outside the simulated years %d to %d", c.Year, first, last)
	}
	put(&a.plan.Conditions, c, func(o plan.Condition) bool { return o.Factor == c.Factor && o.Year == c.Year })
}

func (a *application) shock(s plan.Shock) {
	for _, wrong := range a.plan.CheckShock(s) {
		a.problem(s.Origin, s.Origin.Key+".on", "%s", wrong)
	}
	if s.Year != 0 && (s.Year < a.plan.AsOf.Year() || s.Year > a.plan.Horizon) {
		a.problem(s.Origin, s.Origin.Key+".year", "%d lies outside the simulated years %d to %d",
			s.Year, a.plan.AsOf.Year(), a.plan.Horizon)
	}
	put(&a.plan.Shocks, s, func(o plan.Shock) bool { return o.ID == s.ID })
}
