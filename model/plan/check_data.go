package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"targetcast/model/formula"
	"targetcast/model/plan/document"
	"targetcast/model/series"
)

// known reports whether any observation table names a series.
func (l *loader) known(name string) bool {
	_, found := slices.BinarySearch(l.names, name)
	return found
}

// checkHistory checks the observed side of an indicator: its series, their unit, and what is left of them at the
// as-of date.
func (l *loader) checkHistory(i Indicator, at func(...string) []string) {
	own := l.plan.Book.AsOf(l.plan.AsOf).Has(i.ID) // a user's rows under the indicator's own id stand for its series
	if i.Series == "" {
		if i.Fit != "" && i.Pool == "" && !own {
			l.problem(at("fit"), "there is no history to fit; write series, or leave fit out and write the parameters")
		}
		if len(i.Vintages) > 0 {
			l.problem(at("vintages"), "has no effect without series")
		}
		return
	}
	e := l.checkSeries(i.Series, at("series"))
	if e == nil {
		return
	}
	l.checkUnit(i, e, at)
	l.checkVintages(i, e, at)
	years := l.observed(e, i.Vintages)
	fitted, usable := 0, 0
	for _, y := range years {
		if slices.Contains(i.Skip, y) {
			continue
		}
		usable++
		if y >= i.From {
			fitted++
		}
	}
	asOf := l.plan.AsOf.Format(time.DateOnly)
	switch {
	case own || l.plan.Cut():
	case i.Fit != "" && fitted == 0 && i.Pool == "":
		l.problem(at("series"), "no observation of %s is left to fit: none%s was published by %s; %s or write an earlier from", i.Series, since(i.From), asOf, l.wider())
	case usable == 0 && l.needsStart(i):
		l.problem(at("series"), "no observation of %s was published by %s; %s or write start", i.Series, asOf, l.wider())
	}
}

// checkWindow reports an as-of date by which nothing at all had been published.
func (l *loader) checkWindow() {
	book := l.plan.Book
	names := book.Names()
	if len(names) == 0 || len(book.AsOf(l.plan.AsOf).Names()) > 0 {
		return
	}
	first := book.Rows(names[0])[0].Published
	for _, name := range names {
		for _, o := range book.Rows(name) {
			first = min(first, o.Published)
		}
	}
	l.problem([]string{"as_of"}, "no observation was published by %s; the first is of %s: write a later date", l.plan.AsOf.Format(time.DateOnly), first)
}

func since(from int) string {
	if from == 0 {
		return ""
	}
	return fmt.Sprintf(" from %d on", from)
}

// Cut reports whether observations of the plan were put out of use on purpose: because the forecaster stands before the
// announcement, or because recalled figures are not wanted. What cannot be simulated then is no mistake of the plan.
func (p *Plan) Cut() bool { return p.WithoutRecalled || p.AsOf.Before(p.Announced) }

// needsStart reports whether only an observation can say where the indicator starts.
func (l *loader) needsStart(i Indicator) bool {
	if _, ok := i.Parameters["start"]; ok {
		return false
	}
	for _, p := range l.plan.Priors {
		if _, ok := p.Parameters[i.ID]["start"]; ok {
			return false
		}
	}
	return i.Next != "" || slices.Contains(l.opts.Laws[i.Law], "start")
}

// observed lists the years in which every series of an expression has a row that was published by the as-of date and
// the expression has a value.
func (l *loader) observed(e *formula.Expr, vintages []string) []int {
	book := l.plan.Book.AsOf(l.plan.AsOf)
	all := map[string]series.Series{}
	var years []int
	for _, r := range e.Refs() {
		s := book.Get(r.Name, vintages)
		all[r.Name] = s
		years = s.Years()
	}
	return slices.DeleteFunc(years, func(y int) bool {
		v, ok := e.Value(func(name string) (float64, bool) {
			p, ok := all[name].At(y)
			return p.Value, ok
		}, y)
		return !ok || math.IsNaN(v)
	})
}

// checkUnit compares the indicator's unit with that of a series it takes as it is.
func (l *loader) checkUnit(i Indicator, e *formula.Expr, at func(...string) []string) {
	refs := e.Refs()
	if len(refs) != 1 || e.String() != refs[0].Name {
		return
	}
	unit := l.plan.Book.Get(refs[0].Name, nil).Unit
	if unit == "" || i.Unit == unit {
		return
	}
	if i.Unit == "" {
		l.problem(at("unit"), "is missing; the series %s is in %q", refs[0].Name, unit)
		return
	}
	l.problem(at("unit"), "%q, but the series %s is in %q; write the same unit, or convert in series", i.Unit, refs[0].Name, unit)
}

// checkVintages asks that each vintage stands in some row of the series.
func (l *loader) checkVintages(i Indicator, e *formula.Expr, at func(...string) []string) {
	var there []string
	for _, r := range e.Refs() {
		for _, o := range l.plan.Book.Rows(r.Name) {
			there = append(there, o.Vintage)
		}
	}
	sort.Strings(there)
	there = slices.Compact(there)
	for _, v := range i.Vintages {
		if len(there) > 0 && !slices.Contains(there, v) {
			l.problem(at("vintages"), "no row of %s has the vintage %q%s", i.Series, v, document.Suggest(v, there))
		}
	}
}

// checkKinds asks that each kind of series that has a title is one.
func (l *loader) checkKinds() {
	var there []string
	for _, name := range l.names {
		kind, _, _ := strings.Cut(name, ".")
		there = append(there, kind)
	}
	for _, k := range l.plan.Kinds {
		if !slices.Contains(there, k.ID) {
			l.problem([]string{"series", k.ID}, "no series is of the kind %q%s", k.ID, document.Suggest(k.ID, slices.Compact(there)))
		}
	}
}

// checkPools asks that each expression can be read and that some observation of the pool is left.
func (l *loader) checkPools() {
	for _, p := range l.plan.Pools {
		left, sound := 0, len(p.Series) > 0 // that there are too few was said when they were read
		for k, text := range p.Series {
			e := l.checkSeries(text, []string{"pool", p.ID, "series", document.Element(k)})
			if e == nil {
				sound = false
				continue
			}
			left += len(slices.DeleteFunc(l.observed(e, nil), func(y int) bool { return y < p.From || slices.Contains(p.Skip, y) }))
		}
		if sound && left == 0 && !l.plan.Cut() {
			l.problem([]string{"pool", p.ID, "series"}, "no observation of the pool is left: none%s was published by %s; %s",
				since(p.From), l.plan.AsOf.Format(time.DateOnly), l.wider())
		}
	}
}

// wider says how more observations would be left.
func (l *loader) wider() string {
	if l.opts.WithoutRecalled {
		return "choose a later as-of date, keep the recalled rows"
	}
	return "choose a later as-of date"
}

func (l *loader) checkBreaks() {
	for _, b := range l.plan.Breaks {
		if b.Series != "" && !slices.ContainsFunc(l.names, func(name string) bool { return Match(b.Series, name) }) {
			l.problem([]string{"break", b.ID, "series"}, "no series matches %q%s", b.Series, document.Suggest(b.Series, l.names))
		}
	}
}

// checkOverlay asks that a user's rows speak of something: a series of the plan, in its unit, or an indicator. It
// returns the rows that do.
func (l *loader) checkOverlay(rows []series.Observation, book *series.Book) []series.Observation {
	reported := map[string]bool{}
	for _, o := range rows {
		if reported[o.Series] {
			continue
		}
		unit := book.Get(o.Series, nil).Unit
		i := l.plan.indicator(o.Series)
		if i != nil {
			unit = i.Unit
		}
		p := series.Problem{File: o.File, Line: o.Line, Column: 1, Key: o.Series}
		switch {
		case i == nil && !l.known(o.Series):
			p.What = "the plan has no such series or indicator" + document.Suggest(o.Series, append(l.plan.ids(), l.names...))
		case o.Unit != "" && unit != "" && o.Unit != unit:
			p.Key, p.What = "unit", fmt.Sprintf("%q, but %s is in %q; give the values in that", o.Unit, o.Series, unit)
		default:
			continue
		}
		reported[o.Series] = true
		l.problems.Add(p)
	}
	return slices.DeleteFunc(rows, func(o series.Observation) bool { return reported[o.Series] })
}

// checkRowSource notes that the source of a table's row is not in the table of sources, once for each source and file.
func (l *loader) checkRowSource(file string, line int, source string) {
	key := file + "\x00" + source
	if _, ok := l.plan.Sources[source]; ok || len(l.plan.Sources) == 0 || l.unsourced[key] {
		return
	}
	l.unsourced[key] = true
	l.problems.Add(series.Problem{File: file, Line: line, Column: 1, Key: "source",
		What: l.plan.noSource(source)})
}

// noSource says that a key is not in the table of sources.
func (p *Plan) noSource(key string) string {
	ids := slices.Sorted(maps.Keys(p.Sources))
	return fmt.Sprintf("no source %q in the table of sources%s", key, document.Suggest(key, ids))
}

// checkSource asks that a source key written in a TOML file is one.
func (l *loader) checkSource(source string, t *document.Table, at []string) {
	if _, ok := l.plan.Sources[source]; source != "" && !ok {
		t.ProblemAt(at, "%s", l.plan.noSource(source))
	}
}

// checkSources looks up the source of every number and precedent.
func (l *loader) checkSources() {
	for _, v := range l.plan.Precedents {
		if _, ok := l.plan.Sources[v.Source]; v.Source != "" && !ok {
			l.problem([]string{"precedent", v.ID, "source"}, "%s", l.plan.noSource(v.Source))
		}
	}
	for _, v := range l.plan.Samples {
		l.checkSource(v.Source, l.main, []string{"sample", v.ID, "source"})
	}
	for _, n := range l.plan.Numbers() {
		l.problems.Add(l.plan.CheckSource(n.Quantity)...)
	}
}

// CheckSource asks that the source of a number, if it has one, stands in the plan's table of sources.
func (p *Plan) CheckSource(q Quantity) []series.Problem {
	if _, ok := p.Sources[q.Source]; q.Source == "" || ok {
		return nil
	}
	return []series.Problem{{File: q.Origin.File, Line: q.Origin.Line, Column: q.Origin.Column, Key: q.Origin.Key,
		What: p.noSource(q.Source)}}
}
