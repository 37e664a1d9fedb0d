package plan

import (
	"slices"
	"sort"
	"strings"

	"targetcast/model/plan/document"
)

// check holds the parts of a plan against each other.
func (l *loader) check() {
	l.checkIDs()
	l.checkWindow()
	for _, i := range l.plan.Indicators {
		l.checkIndicator(i)
	}
	l.checkCycles()
	l.checkTargets()
	l.checkLevers()
	l.checkShocks()
	l.checkKinds()
	l.checkPools()
	l.checkBreaks()
	l.checkCorrelations()
	l.checkElicited()
	l.checkSources()
}

// indicator finds an indicator or factor; nil when there is none.
func (p *Plan) indicator(id string) *Indicator {
	for i := range p.Indicators {
		if p.Indicators[i].ID == id {
			return &p.Indicators[i]
		}
	}
	return nil
}

// ids lists indicators and factors.
func (p *Plan) ids() []string {
	return idsOf(p.Indicators, func(i Indicator) string { return i.ID })
}

func idsOf[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = id(v)
	}
	return out
}

// table is the name under which an indicator stands in the file.
func (i Indicator) table() string {
	if i.Factor {
		return "factor"
	}
	return "indicator"
}

// simulated reports whether luck moves the indicator itself, so that a push on it has a meaning.
func (i Indicator) simulated() bool { return i.Law != "" || i.League != "" || i.Sample != "" }

// problem records what is wrong under a path of plan.toml.
func (l *loader) problem(path []string, format string, args ...any) {
	l.main.ProblemAt(path, format, args...)
}

func (l *loader) checkIDs() {
	seen := map[string]string{}
	for _, i := range l.plan.Indicators {
		if other, twice := seen[i.ID]; twice && other != i.table() {
			l.problem([]string{i.table(), i.ID}, "the id is taken by [%s.%s]; give one of them another", other, i.ID)
		}
		seen[i.ID] = i.table()
		if i.ID == "year" {
			l.problem([]string{i.table(), i.ID}, "formulas use year for the calendar year; give it another id")
		}
	}
	numbers := map[int]string{}
	for _, g := range l.plan.Targets {
		if other, twice := numbers[g.Number]; twice && g.Number > 0 {
			l.problem([]string{"target", g.ID, "number"}, "%d is the number of %s", g.Number, other)
		}
		numbers[g.Number] = g.ID
	}
}

func (l *loader) checkIndicator(i Indicator) {
	at := func(keys ...string) []string { return append([]string{i.table(), i.ID}, keys...) }
	l.checkLaw(i, at("law"))
	names := make([]string, 0, len(i.Parameters))
	for name := range i.Parameters {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		l.checkParameterName(i, name, l.main, at("parameters", name))
		if q := i.Parameters[name]; q.Formula != "" {
			l.checkFormula(q.Formula, at("parameters", name))
		}
	}
	l.checkFormula(i.Formula, at("formula"))
	l.checkFormula(i.Next, at("next"))
	for f := range i.Loads {
		switch other := l.plan.indicator(f); {
		case other == nil:
			l.problem(at("loads", f), "no such factor%s", document.Suggest(f, l.factors()))
		case !other.Factor:
			l.problem(at("loads", f), "is an indicator; a law loads on factors: write [factor.%s] if it is one", f)
		}
	}
	if i.Pool != "" && !slices.ContainsFunc(l.plan.Pools, func(p Pool) bool { return p.ID == i.Pool }) {
		l.problem(at("pool"), "no pool %q%s", i.Pool,
			document.Suggest(i.Pool, idsOf(l.plan.Pools, func(p Pool) string { return p.ID })))
	}
	if i.League != "" && !slices.ContainsFunc(l.plan.Leagues, func(g League) bool { return g.ID == i.League }) {
		l.problem(at("league"), "no league %q%s", i.League,
			document.Suggest(i.League, idsOf(l.plan.Leagues, func(g League) string { return g.ID })))
	}
	if i.Sample != "" && l.plan.Sample(i.Sample) == nil {
		l.problem(at("sample"), "no sample %q%s", i.Sample,
			document.Suggest(i.Sample, idsOf(l.plan.Samples, func(s Sample) string { return s.ID })))
	}
	l.checkHistory(i, at)
}

func (l *loader) factors() []string {
	var out []string
	for _, i := range l.plan.Indicators {
		if i.Factor {
			out = append(out, i.ID)
		}
	}
	return out
}

func (l *loader) checkLaw(i Indicator, at []string) {
	if i.Law == "" || l.opts.Laws == nil {
		return
	}
	if _, ok := l.opts.Laws[i.Law]; ok {
		return
	}
	var laws []string
	for name := range l.opts.Laws {
		laws = append(laws, name)
	}
	sort.Strings(laws)
	l.problem(at, "no law %q%s", i.Law, document.Suggest(i.Law, laws))
}

// checkParameterName asks that the indicator's way to move has a parameter of the name.
func (l *loader) checkParameterName(i Indicator, name string, t *document.Table, at []string) {
	permitted, of := []string{"start"}, "an indicator with next"
	switch {
	case i.Sample != "":
		permitted, of = sampleParameters, "a sample"
	case i.Law != "":
		known, ok := l.opts.Laws[i.Law]
		if !ok {
			return
		}
		permitted, of = known, i.Law
	}
	if !slices.Contains(permitted, name) {
		t.ProblemAt(at, "%s has no parameter %q%s", of, name, document.Suggest(name, permitted))
	}
}

func (l *loader) checkTargets() {
	groups := idsOf(l.plan.Groups, func(g Group) string { return g.ID })
	for _, g := range l.plan.Targets {
		at := func(keys ...string) []string { return append([]string{"target", g.ID}, keys...) }
		if g.Group != "" && !slices.Contains(groups, g.Group) {
			l.problem(at("group"), "no group %q%s", g.Group, document.Suggest(g.Group, groups))
		}
		l.checkIndicatorName(g.Indicator, at("indicator"))
		first, last := l.plan.AsOf.Year(), l.plan.Horizon
		if g.Settled == 0 && (g.By < first || g.By > last) && last > first {
			l.problem(at("by"), "%d lies outside the simulated years %d to %d", g.By, first, last)
		}
		for _, r := range g.Readings {
			if r.Indicator != g.Indicator {
				l.checkIndicatorName(r.Indicator, at("reading", r.ID, "indicator"))
			}
		}
	}
}

func (l *loader) checkIndicatorName(id string, at []string) {
	if id != "" && l.plan.indicator(id) == nil {
		l.problem(at, "no indicator %q%s", id, document.Suggest(id, l.plan.ids()))
	}
}

func (l *loader) checkLevers() {
	actions := []string{}
	for _, v := range l.plan.Levers {
		if v.Kind != "project" {
			actions = append(actions, v.ID)
		}
	}
	for _, v := range l.plan.Levers {
		if v.PartOf != "" && (v.PartOf == v.ID || !slices.Contains(actions, v.PartOf)) {
			l.problem([]string{"lever", v.ID, "part_of"}, "no action %q%s", v.PartOf, document.Suggest(v.PartOf, actions))
		}
		for _, e := range v.Effects {
			at := []string{"lever", v.ID, "effect", e.Indicator}
			switch i := l.plan.indicator(e.Indicator); {
			case i == nil:
				l.problem(at, "no such indicator%s", document.Suggest(e.Indicator, l.plan.ids()))
			case !i.simulated():
				l.problem(at, "%s is derived; a lever acts on simulated indicators: name one of those it is computed from", e.Indicator)
			}
		}
	}
}

func (l *loader) checkShocks() {
	for _, s := range l.plan.Shocks {
		for _, p := range l.plan.CheckShock(s) {
			l.problem([]string{"shock", s.ID, "on"}, "%s", p)
		}
		if s.Year != 0 && (s.Year <= l.plan.AsOf.Year()-1 || s.Year > l.plan.Horizon) {
			l.problem([]string{"shock", s.ID, "year"}, "%d lies outside the simulated years %d to %d", s.Year, l.plan.AsOf.Year(), l.plan.Horizon)
		}
	}
}

// CheckShock says what is wrong with the globs of a shock: each must match simulated indicators and no others.
func (p *Plan) CheckShock(s Shock) []string {
	var wrong []string
	for _, glob := range s.On {
		var derived []string
		hits := 0
		for _, i := range p.Indicators {
			if !Match(glob, i.ID) {
				continue
			}
			hits++
			if !i.simulated() {
				derived = append(derived, i.ID)
			}
		}
		switch {
		case hits == 0:
			wrong = append(wrong, "no indicator matches "+glob+document.Suggest(glob, p.ids()))
		case len(derived) > 0:
			wrong = append(wrong, glob+" matches "+strings.Join(derived, ", ")+", derived; a shock acts on simulated indicators")
		}
	}
	return wrong
}

func (l *loader) checkCorrelations() {
	seen := map[string]string{}
	for _, c := range l.plan.Correlations {
		at := []string{"correlation", c.ID, "of"}
		for _, id := range c.Of {
			i := l.plan.indicator(id)
			other, twice := seen[id]
			switch {
			case i == nil:
				l.problem(at, "no indicator %q%s", id, document.Suggest(id, l.plan.ids()))
			case i.Law == "":
				l.problem(at, "%s has no law, hence no yearly shock", id)
			case len(i.Loads) > 0:
				l.problem(at, "%s has loads; its shock is correlated by loads or by a matrix, not by both", id)
			case twice:
				l.problem(at, "%s stands in %s already; a shock is in one place of one matrix", id, other)
			}
			seen[id] = c.ID
		}
	}
}
