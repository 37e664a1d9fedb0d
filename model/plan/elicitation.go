package plan

import (
	"math"
	"slices"
	"sort"
	"strings"

	"targetcast/model/plan/document"
)

// readElicitation reads the judgements where nothing was observed: the plan's own file or the user's in its place.
func (l *loader) readElicitation() {
	name := l.main.String("elicitation")
	var data []byte
	if own := l.opts.Elicitation; own != nil {
		name, data = own.Name, own.Bytes
		l.note(name, data)
	} else {
		var ok bool
		if data, ok = l.named(l.main, "elicitation", name); !ok {
			return
		}
	}
	t := document.Parse(name, data, ElicitationKeys, &l.problems)
	if t == nil {
		return
	}
	l.elicited = t
	l.readPriors(t)
	t.Done()
}

func (l *loader) readPriors(t *document.Table) {
	p, e := l.plan, elicitation{widen: 1}
	if w, ok := t.Number("widen"); ok {
		if w < 1 {
			t.Problem("widen", "is %g; write 1 (as stated) or more: judged ranges are too narrow, not too wide", w)
			w = 1
		}
		e.widen = w
	}
	e.judged, _ = t.Int("judged")
	p.Widen, p.ElicitedBy, p.ElicitedIn = e.widen, t.String("author"), e.judged
	for _, c := range t.Tables("prior") {
		checkID(c, snake)
		p.Priors = append(p.Priors, Prior{ID: c.Name(), Title: titled(c), Parameters: map[string]map[string]Quantity{}})
		c.Done()
	}
	for _, c := range t.Tables("elicit") {
		l.elicit(c, e)
	}
}

// elicit reads what is judged of one indicator: what it means, and its parameters under every prior.
func (l *loader) elicit(t *document.Table, e elicitation) {
	v := Elicited{
		Indicator: t.Name(), Definition: text(t, "definition"), Kind: t.Word("kind"),
		Lower: math.Inf(-1), Upper: math.Inf(1), BoundsSource: t.String("bounds_source"),
		ReferenceClass: text(t, "reference_class"), Why: text(t, "why"), Origin: originOf(t),
	}
	if x, ok := t.Number("lower"); ok {
		v.Lower = x
	}
	if x, ok := t.Number("upper"); ok {
		v.Upper = x
	}
	if v.Lower >= v.Upper {
		t.Problem("lower", "%g is not below upper %g", v.Lower, v.Upper)
	}
	for i := range l.plan.Priors {
		prior := &l.plan.Priors[i]
		c := t.Table(prior.ID)
		if c == nil {
			if !t.Has(prior.ID) {
				t.Problem("", "has no %s; each prior needs its numbers: write [%s.%s]", prior.ID, t.Path(), prior.ID)
			}
			continue
		}
		prior.Parameters[v.Indicator] = e.alternative(c, v)
	}
	l.checkAlternatives(t, v.Indicator)
	l.plan.Elicited = append(l.plan.Elicited, v)
	t.Done()
}

// alternative reads the parameters of one indicator under one prior.
func (e elicitation) alternative(t *document.Table, about Elicited) map[string]Quantity {
	all := map[string]Quantity{}
	for _, k := range t.Keys() {
		if _, ok := t.Value(k); !ok {
			continue
		}
		q := plainly(t, k, 0, e.read)
		all[k] = q
		checkSpread(t, k, q)
		if k == "start" && about.Kind == "stock" && (q.Dist.Quantile(0.1) < about.Lower || q.Dist.Quantile(0.9) > about.Upper) {
			t.Problem(k, "leaves the hard bounds %g to %g of %s", about.Lower, about.Upper, about.Indicator)
		}
	}
	return all
}

// checkAlternatives asks that every prior judges the same parameters.
func (l *loader) checkAlternatives(t *document.Table, indicator string) {
	union := map[string]bool{}
	for _, p := range l.plan.Priors {
		for k := range p.Parameters[indicator] {
			union[k] = true
		}
	}
	for _, p := range l.plan.Priors {
		written, ok := p.Parameters[indicator]
		if !ok {
			continue
		}
		var missing []string
		for k := range union {
			if _, ok := written[k]; !ok {
				missing = append(missing, k)
			}
		}
		if len(missing) > 0 {
			sort.Strings(missing)
			t.Problem(p.ID, "has no %s, which another prior has; write the same parameters under each prior", strings.Join(missing, ", "))
		}
	}
}

// checkElicited holds the judgements against the indicators they are about.
func (l *loader) checkElicited() {
	if l.elicited == nil {
		return
	}
	for _, v := range l.plan.Elicited {
		at := []string{"elicit", v.Indicator}
		ind := l.plan.indicator(v.Indicator)
		if ind == nil {
			l.elicited.ProblemAt(at, "no such indicator%s", document.Suggest(v.Indicator, l.plan.ids()))
			continue
		}
		l.checkSource(v.BoundsSource, l.elicited, append(slices.Clone(at), "bounds_source"))
		if ind.Law == "" && ind.Next == "" {
			l.elicited.ProblemAt(at, "%s has no law, hence no parameters to judge", v.Indicator)
			continue
		}
		for _, p := range l.plan.Priors {
			for name := range p.Parameters[v.Indicator] {
				l.checkParameterName(*ind, name, l.elicited, append(slices.Clone(at), p.ID, name))
			}
		}
	}
}
