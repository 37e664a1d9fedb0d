package plan

import (
	"regexp"
	"time"

	"targetcast/model/plan/document"
)

var (
	snake  = regexp.MustCompile(snakeNames)
	handle = regexp.MustCompile(handles)
)

// checkID reports a table whose name is no id of the form.
func checkID(t *document.Table, form *regexp.Regexp) {
	if form.MatchString(t.Name()) {
		return
	}
	if form == handle {
		t.Problem("", "%q is no id; begin with a letter and use letters, digits and _", t.Name())
		return
	}
	t.Problem("", "%q is no id; begin with a small letter and use small letters, digits and _", t.Name())
}

func text(t *document.Table, key string) Text {
	en, zh := t.Text(key)
	return Text{en, zh}
}

// titled is the title of a table, or its name where none is written: pictures have to call it something.
func titled(t *document.Table) Text {
	if title := text(t, "title"); title != (Text{}) {
		return title
	}
	return Text{t.Name(), t.Name()}
}

// originOf says where a table is written.
func originOf(t *document.Table) Origin {
	at := t.Position()
	return Origin{File: t.File(), Line: at.Line, Column: at.Column, Key: t.Path()}
}

// header reads what stands above the tables.
func (l *loader) header() {
	p, t := l.plan, l.main
	p.ID, p.Title, p.Note = t.String("id"), text(t, "title"), text(t, "note")
	p.Past = t.Word("past")
	var announced bool
	p.Announced, announced = t.Date("announced")
	p.AsOf = p.Announced
	asOf, dated := t.Date("as_of")
	if dated {
		p.AsOf = asOf
	}
	if l.opts.AsOf != nil {
		y, m, d := l.opts.AsOf.Date()
		p.AsOf, dated = time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
	}
	for key, date := range map[string]time.Time{"announced": p.Announced, "as_of": p.AsOf} {
		if (announced || dated) && !date.IsZero() && (date.Year() < firstYear || date.Year() > lastYear) {
			t.Problem(key, "lies outside the years %d to %d", firstYear, lastYear)
		}
	}
	p.Since = p.Announced.Year()
	if since, ok := t.Int("since"); ok {
		p.Since = since
	}
	horizon, ok := t.Int("horizon")
	p.Horizon = horizon
	switch {
	case ok && (announced || dated) && horizon <= p.AsOf.Year():
		t.Problem("horizon", "%d is not after the as-of date %s; write a later year, or give an earlier as-of date",
			horizon, p.AsOf.Format("2006-01-02"))
	case ok && announced && p.Since > horizon:
		t.Problem("since", "%d is after the horizon %d", p.Since, horizon)
	}
}

// readTables reads all named tables of plan.toml.
func (l *loader) readTables() {
	p, t := l.plan, l.main
	for _, c := range t.Tables("group") {
		checkID(c, snake)
		p.Groups = append(p.Groups, Group{ID: c.Name(), Title: titled(c)})
		c.Done()
	}
	for _, c := range t.Tables("target") {
		p.Targets = append(p.Targets, l.target(c))
	}
	for _, kind := range t.Keys() { // indicators and factors in the order in which the file first names them
		if kind == "indicator" || kind == "factor" {
			for _, c := range t.Tables(kind) {
				p.Indicators = append(p.Indicators, indicator(c, kind == "factor"))
			}
		}
	}
	t.Value("indicator")
	t.Value("factor")
	for _, c := range t.Tables("series") {
		checkID(c, snake)
		p.Kinds = append(p.Kinds, Group{ID: c.Name(), Title: titled(c)})
		c.Done()
	}
	for _, c := range t.Tables("pool") {
		checkID(c, snake)
		p.Pools = append(p.Pools, pool(c))
	}
	for _, c := range t.Tables("lever") {
		checkID(c, handle)
		p.Levers = append(p.Levers, l.lever(c))
	}
	for _, c := range t.Tables("league") {
		checkID(c, snake)
		p.Leagues = append(p.Leagues, l.league(c))
	}
	for _, c := range t.Tables("sample") {
		p.Samples = append(p.Samples, l.sample(c))
	}
	for _, c := range t.Tables("break") {
		checkID(c, snake)
		p.Breaks = append(p.Breaks, baseBreak(c))
	}
	for _, c := range t.Tables("precedent") {
		p.Precedents = append(p.Precedents, precedent(c))
	}
	for _, c := range t.Tables("shock") {
		p.Shocks = append(p.Shocks, ReadShock(c))
	}
	for _, c := range t.Tables("check") {
		p.Checks = append(p.Checks, ReadCheck(c))
	}
	for _, c := range t.Tables("correlation") {
		checkID(c, snake)
		p.Correlations = append(p.Correlations, correlation(c))
	}
}

func pool(t *document.Table) Pool {
	p := Pool{ID: t.Name(), Title: titled(t), Series: t.Strings("series"), Skip: t.Ints("skip"),
		Why: text(t, "why"), Origin: originOf(t)}
	p.From, _ = t.Int("from")
	if len(p.Series) < 2 {
		t.Problem("series", "a pool shares a drift between series; list two or more")
	}
	t.Done()
	return p
}

func baseBreak(t *document.Table) Break {
	b := Break{ID: t.Name(), Series: t.String("series"), Why: text(t, "why"), Origin: originOf(t)}
	b.Year, _ = t.Int("year")
	t.Done()
	return b
}

func precedent(t *document.Table) Precedent {
	checkID(t, snake)
	p := Precedent{ID: t.Name(), Title: text(t, "title"), Source: t.String("source"), Why: text(t, "why"), Origin: originOf(t)}
	p.Met, _ = t.Int("met")
	p.Known, _ = t.Int("known")
	if of, ok := t.Int("of"); ok {
		if p.Of = of; p.Met > of {
			t.Problem("met", "%d of %d targets cannot have been met", p.Met, of)
		}
	}
	t.Done()
	return p
}

// ReadShock reads a [shock.ID] table. Whether its globs match anything is for the reader of the plan to check.
func ReadShock(t *document.Table) Shock {
	checkID(t, snake)
	s := Shock{ID: t.Name(), Title: titled(t), On: t.Strings("on"), Why: text(t, "why"), Origin: originOf(t)}
	if v, _ := t.Value("year"); v != "any" {
		s.Year, _ = t.Int("year")
	}
	s.Probability = plain(t, "probability", 0)
	s.Size = plain(t, "size", 0)
	s.Recovered = plain(t, "recovered_next_year", 0)
	if p, ok := s.Probability.Value(); ok && (p < 0 || p > 1) {
		t.Problem("probability", "is %g; write a number from 0 to 1", p)
	}
	t.Done()
	return s
}

// ReadCheck reads a [check.ID] table.
func ReadCheck(t *document.Table) Check {
	checkID(t, snake)
	c := Check{ID: t.Name(), Says: t.String("says"), Origin: originOf(t)}
	t.Done()
	return c
}

// plain reads a quantity that may be no formula; the fallback stands where nothing, or nothing sound, is written.
func plain(t *document.Table, key string, fallback float64) Quantity {
	return plainly(t, key, fallback, ReadQuantity)
}

func plainly(t *document.Table, key string, fallback float64, read func(*document.Table, string) (Quantity, bool)) Quantity {
	q, ok := read(t, key)
	if ok && q.Formula != "" {
		t.Problem(key, "is a formula; only the parameters of a law may be one: write a number")
		ok = false
	}
	if !ok {
		return certainly(fallback, OriginOf(t, key))
	}
	return q
}
