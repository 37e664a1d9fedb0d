package plan

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"targetcast/model/plan/document"
	"targetcast/model/series"
)

// pushes are the words for what a push on draws does, in the order of Push.
var pushes = []string{PushLevel: "level", PushYear: "year", PushGrowth: "growth"}

func (p Push) String() string { return pushes[p] }

// sampleParameters are the numbers of an indicator that is taken from a sample: value = scale * draw + shift.
var sampleParameters = []string{"scale", "shift"}

// Sample finds a sample; nil when there is none.
func (p *Plan) Sample(id string) *Sample {
	for i := range p.Samples {
		if p.Samples[i].ID == id {
			return &p.Samples[i]
		}
	}
	return nil
}

// DrawsOf are the draws of an indicator that is taken from a sample.
func (p *Plan) DrawsOf(i *Indicator) series.Draws { return p.Sample(i.Sample).Draws.Of[i.sampleName()] }

func (i *Indicator) sampleName() string { return cmp.Or(i.SampleName, i.ID) }

// sample reads a [sample.ID] table and its file.
func (l *loader) sample(t *document.Table) Sample {
	checkID(t, snake)
	s := Sample{ID: t.Name(), File: t.String("file"), OrderBy: t.String("order_by"), Source: t.String("source"),
		Why: text(t, "why"), Origin: originOf(t)}
	s.Published, _ = t.Date("published")
	how := series.SampleFile{Where: chosen(t), Columns: series.Columns{}}
	if c := t.Table("columns"); c != nil {
		for _, own := range []string{"draw", "year", "value", "indicator"} {
			if c.Has(own) {
				how.Columns[own] = series.Column{Name: c.String(own)}
			}
		}
		c.Done()
	}
	s.Where = how.Where
	var users []*Indicator
	for k := range l.plan.Indicators {
		if i := &l.plan.Indicators[k]; i.Sample == s.ID {
			users = append(users, i)
			if !slices.Contains(how.Names, i.sampleName()) {
				how.Names = append(how.Names, i.sampleName())
			}
		}
	}
	if data, ok := l.named(t, "file", s.File); ok && len(users) > 0 {
		sum := sha256.Sum256(data)
		s.SHA256 = hex.EncodeToString(sum[:])
		draws, wrong := series.ReadSample(bytes.NewReader(data), s.File, how)
		l.problems.Add(wrong...)
		if len(wrong) == 0 {
			l.useSample(t, &s, draws, users)
		}
	}
	l.checkSample(t, s, users)
	t.Done()
	return s
}

// useSample puts the draws in order, when they last to the horizon.
func (l *loader) useSample(t *document.Table, s *Sample, draws *series.Sample, users []*Indicator) {
	by := users[0]
	for _, i := range users {
		if i.ID == s.OrderBy {
			by = i
		}
		if last := draws.Of[i.sampleName()].Last(); last < l.plan.Horizon {
			t.Problem("file", "the draws of %s end in %d; they are needed up to the horizon, %d", i.sampleName(), last, l.plan.Horizon)
		}
	}
	s.Draws = draws.Sorted(by.sampleName(), l.plan.Horizon)
}

// checkSample holds what is said of a sample against the plan.
func (l *loader) checkSample(t *document.Table, s Sample, users []*Indicator) {
	ids := idsOf(users, func(i *Indicator) string { return i.ID })
	switch {
	case len(users) == 0:
		t.Problem("", "no indicator takes its values from it; write sample = %q under one, or leave it out", s.ID)
	case s.OrderBy != "" && !slices.Contains(ids, s.OrderBy):
		t.Problem("order_by", "%q is none of the indicators with sample = %q%s", s.OrderBy, s.ID, document.Suggest(s.OrderBy, ids))
	}
	if !s.Published.IsZero() && s.Published.After(l.plan.AsOf) && l.opts.AsOf == nil {
		t.Problem("published", "%s is after the as-of date %s, and nothing published later is used; write a later as_of",
			s.Published.Format("2006-01-02"), l.plan.AsOf.Format("2006-01-02"))
	}
}

// chosen is which rows of the file are meant; nil for all.
func chosen(t *document.Table) map[string]string {
	c := t.Table("where")
	if c == nil {
		return nil
	}
	out := map[string]string{}
	for _, k := range c.Keys() {
		out[k] = c.String(k)
	}
	c.Done()
	return out
}
