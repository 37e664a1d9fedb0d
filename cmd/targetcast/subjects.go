package main

import (
	"path"
	"slices"
	"strings"
	"time"

	"targetcast/model/backtest"
	"targetcast/model/calibrate"
	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/model/series"
)

// subjects lists what a backtest tries: the plan's fitted laws, the other members of its pools, and every other series of
// its tables that is long enough, with the law of its kind: rates in per cent return to a mean, levels walk in logs.
func subjects(p *plan.Plan) ([]backtest.Subject, []backtest.Pool) {
	s := &subjectList{plan: p, seen: map[string]bool{}, pools: map[string]*backtest.Pool{}}
	for _, ind := range p.Indicators {
		s.indicator(ind)
	}
	for _, pool := range p.Pools {
		s.pool(pool)
	}
	known := p.Book.KnownBy(p.AsOf)
	first := known.FirstReleases()
	for _, name := range known.Names() {
		s.series(first, name)
	}
	var pools []backtest.Pool
	for _, id := range s.order {
		pools = append(pools, *s.pools[id])
	}
	return s.all, pools
}

type subjectList struct {
	plan  *plan.Plan
	all   []backtest.Subject
	seen  map[string]bool // expressions
	pools map[string]*backtest.Pool
	order []string
}

func (s *subjectList) indicator(ind plan.Indicator) {
	if ind.Fit != "history" || ind.Series == "" || !slices.Contains(calibrate.Laws(), ind.Law) {
		return
	}
	group := ind.ID
	if ind.Pool != "" {
		group = ind.Pool
	}
	subject := s.subject(ind.ID, ind.Series, ind.Vintages)
	subject.Group, subject.InPlan, subject.Law, subject.Unit, subject.Pool = group, true, ind.Law, ind.Unit, ind.Pool
	subject.From, subject.Skip = ind.From, ind.Skip
	for name, to := range map[string]*float64{"ceiling": &subject.Ceiling, "dispersion": &subject.Dispersion, "retire": &subject.Retire} {
		if q, ok := ind.Parameters[name]; ok && q.Dist != nil {
			*to = q.Dist.Quantile(.5)
		}
	}
	s.all, s.seen[ind.Series] = append(s.all, subject), true
}

// pool adds a pool of the plan, and those of its members that no indicator has.
func (s *subjectList) pool(p plan.Pool) {
	law := ""
	for _, ind := range s.plan.Indicators {
		if ind.Pool == p.ID && slices.Contains(calibrate.Laws(), ind.Law) {
			law = ind.Law
		}
	}
	if law == "" {
		return
	}
	out := &backtest.Pool{ID: p.ID, From: p.From, Skip: p.Skip}
	for _, text := range p.Series {
		member := s.subject(text, text, nil)
		member.Group, member.Law, member.Pool, member.From, member.Skip = p.ID, law, p.ID, p.From, p.Skip
		out.Members = append(out.Members, member)
		if !s.seen[text] {
			s.all, s.seen[text] = append(s.all, member), true
		}
	}
	s.pools[p.ID], s.order = out, append(s.order, p.ID)
}

// series adds a series of the tables by itself, pooled beside others whose names start alike.
func (s *subjectList) series(first *series.Book, name string) {
	known := first.Get(name, nil)
	if s.seen[name] || len(known.Points) < 2 {
		return
	}
	kind, _, _ := strings.Cut(name, ".")
	subject := s.subject(name, name, nil)
	subject.Group, subject.Law, subject.Unit, subject.Panel = kind, "log_random_walk", known.Unit, "series."+kind
	if known.Unit == "percent" {
		subject.Law = "ar1"
	}
	s.all, s.seen[name] = append(s.all, subject), true
	p := s.pools[subject.Panel]
	if p == nil {
		p = &backtest.Pool{ID: subject.Panel}
		s.pools[subject.Panel], s.order = p, append(s.order, subject.Panel)
	}
	p.Members = append(p.Members, subject)
}

// subject is an expression over series with the breaks that are declared for any of them.
func (s *subjectList) subject(id, text string, vintages []string) backtest.Subject {
	out := backtest.Subject{ID: id, Newest: len(vintages) > 0}
	e, err := formula.Parse(text)
	if err != nil { // the plan was checked: a series whose name is no expression is read by its name
		out.Read = func(b *series.Book) (series.Series, error) { return b.Get(text, vintages), nil }
		out.Breaks = s.breaks(text)
		return out
	}
	for _, r := range e.Refs() {
		out.Breaks = append(out.Breaks, s.breaks(r.Name)...)
	}
	slices.Sort(out.Breaks)
	out.Breaks = slices.Compact(out.Breaks)
	out.Read = func(b *series.Book) (series.Series, error) {
		return e.Series(func(name string) (series.Series, bool) {
			one := b.Get(name, vintages)
			return one, len(one.Points) > 0
		})
	}
	return out
}

func (s *subjectList) breaks(name string) []int {
	var out []int
	for _, b := range s.plan.Breaks {
		if ok, err := path.Match(b.Series, name); ok && err == nil {
			out = append(out, b.Year)
		}
	}
	return out
}

// replayed runs the backtest of a plan.
func replayed(p *plan.Plan, o backtest.Options) (*backtest.Result, error) {
	all, pools := subjects(p)
	bar(all, []*plan.Plan{p})
	asOf := p.AsOf
	if asOf.IsZero() {
		asOf = time.Now()
	}
	return backtest.Run(p.Book, asOf, all, pools, o)
}
