package plan

import (
	"bytes"
	"slices"

	"targetcast/model/plan/document"
	"targetcast/model/series"
)

func (l *loader) lever(t *document.Table) Lever {
	v := Lever{
		ID: t.Name(), Kind: t.Word("kind"), PartOf: t.String("part_of"), Title: titled(t),
		On: t.Bool("on", true), Why: text(t, "why"), Origin: originOf(t),
	}
	for _, e := range t.Tables("effect") {
		v.Effects = append(v.Effects, effect(e))
	}
	if len(v.Effects) > 0 && !t.Has("start") {
		t.Problem("start", "is missing; write the year of the first effect")
	}
	v.Start = plain(t, "start", float64(l.plan.Since))
	v.Ramp = plain(t, "ramp", 1)
	v.Delay = plain(t, "delay", 0)
	v.Additionality = plain(t, "additionality", 1)
	for key, q := range map[string]Quantity{"ramp": v.Ramp, "delay": v.Delay} {
		if x, ok := q.Value(); ok && x < 0 {
			t.Problem(key, "is %g years; write 0 or more", x)
		}
	}
	if x, ok := v.Additionality.Value(); ok && (x < 0 || x > 1) {
		t.Problem("additionality", "is %g; a share lies between 0 and 1", x)
	}
	t.Done()
	return v
}

func effect(t *document.Table) Effect {
	e := Effect{Indicator: t.Name(), Origin: originOf(t)}
	e.Growth = t.Word("as") == "growth"
	e.Size = plain(t, "size", 0)
	if judged, ok := t.Int("judged"); ok && e.Size.Judged == 0 {
		e.Size.Judged = judged
	}
	if why := text(t, "why"); e.Size.Why == (Text{}) {
		e.Size.Why = why
	}
	if source := t.String("source"); e.Size.Source == "" {
		e.Size.Source = source
	}
	t.Done()
	return e
}

// leagueParameters are the numbers of a league, which is no law.
var leagueParameters = []string{"gap", "spread", "correlation", "drift", "rival_drift_sd"}

func (l *loader) league(t *document.Table) League {
	g := League{ID: t.Name(), File: t.String("file"), Subject: t.String("subject"), Why: text(t, "why"), Origin: originOf(t)}
	g.Parameters = parameters(t, ReadQuantity)
	c := t.Table("parameters")
	for name, q := range g.Parameters {
		if !slices.Contains(leagueParameters, name) {
			c.Problem(name, "a league has no parameter %q%s", name, document.Suggest(name, leagueParameters))
		} else if q.Formula != "" {
			c.Problem(name, "is a formula; only the parameters of a law may be one: write a number")
		}
	}
	if data, ok := l.named(t, "file", g.File); ok {
		rows, wrong := series.ReadRanks(bytes.NewReader(data), g.File)
		l.problems.Add(wrong...)
		for _, r := range rows {
			l.checkRowSource(r.File, r.Line, r.Source)
		}
		g.Rows = l.rows(rows)
		l.checkLeague(t, g, len(wrong) == 0)
	}
	t.Done()
	return g
}

// rows drops what is only remembered, when that was asked for.
func (l *loader) rows(all []series.Rank) []series.Rank {
	var kept []series.Rank
	for _, r := range all {
		if !l.opts.WithoutRecalled || r.Source != "recalled" {
			kept = append(kept, r)
		}
	}
	return kept
}

// checkLeague asks that the subject stands in the table, and in what is known by the as-of date.
func (l *loader) checkLeague(t *document.Table, g League, sound bool) {
	var names []string
	found, known := false, false
	for _, r := range g.Rows {
		if !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
		if r.Name == g.Subject {
			found = true
			known = known || r.Published <= series.MonthOf(l.plan.AsOf)
		}
	}
	switch {
	case g.Subject == "" || !sound:
	case !found:
		t.Problem("subject", "%q stands nowhere in %s%s", g.Subject, g.File, document.Suggest(g.Subject, names))
	case !known && !l.plan.Cut():
		t.Problem("subject", "no rank of %q in %s was published by %s", g.Subject, g.File, l.plan.AsOf.Format("2006-01-02"))
	}
}

func correlation(t *document.Table) Correlation {
	c := Correlation{ID: t.Name(), Of: t.Strings("of"), Matrix: t.Matrix("matrix"), Why: text(t, "why"), Origin: originOf(t)}
	c.Repair = t.Word("repair") == "higham"
	if c.Matrix != nil && c.Of != nil {
		checkMatrix(t, &c)
	}
	t.Done()
	return c
}
