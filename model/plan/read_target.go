package plan

import (
	"regexp"
	"strconv"
	"strings"

	"targetcast/model/plan/document"
)

var comparators = []struct {
	word string
	is   Comparator
}{{"at_least", AtLeast}, {"above", Above}, {"at_most", AtMost}, {"below", Below}}

// comparison reads the one comparator of a table, or returns the fallback when none is written and none is needed.
func comparison(t *document.Table, needed bool, is Comparator, threshold float64) (Comparator, float64) {
	var found []string
	for _, c := range comparators {
		x, ok := t.Number(c.word)
		if ok {
			is, threshold = c.is, x
		}
		if t.Has(c.word) {
			found = append(found, c.word)
		}
	}
	switch {
	case len(found) > 1:
		t.Problem(found[1], "two comparators, %s; keep one", strings.Join(found, " and "))
	case len(found) == 0 && needed:
		t.Problem("", "no comparator; write one of at_least, above, at_most, below with the threshold")
	}
	return is, threshold
}

func (l *loader) target(t *document.Table) Target {
	checkID(t, snake)
	g := Target{
		ID: t.Name(), Group: t.String("group"), Title: titled(t), Quote: t.String("quote"),
		Resolves: text(t, "resolves"), Indicator: t.String("indicator"), By: l.plan.Horizon,
		Doubt: text(t, "doubt"), SettledWhy: text(t, "settled_why"), Origin: originOf(t),
	}
	g.Number, _ = t.Int("number")
	g.Joint = t.Bool("joint", g.Number > 0)
	g.Settled = map[string]int{"met": 1, "failed": -1}[t.Word("settled")]
	if g.Settled != 0 && g.SettledWhy == (Text{}) {
		t.Problem("settled", "needs settled_why: say what was seen, and where")
	}
	g.Comparator, g.Threshold = comparison(t, g.Settled == 0, AtLeast, 0)
	if by, ok := t.Int("by"); ok {
		g.By = by
	}
	if g.Indicator == "" && g.Settled == 0 {
		t.Problem("indicator", "is missing; write the id of the indicator that the target is about")
	}
	g.Hold, g.Years = hold(t)
	for _, r := range t.Tables("reading") {
		g.Readings = append(g.Readings, reading(r, g))
	}
	t.Done()
	return g
}

var sustained = regexp.MustCompile(`^sustained ([1-9][0-9]?)$`)

func hold(t *document.Table) (Hold, int) {
	switch h := t.String("hold"); h {
	case "", "at":
		return At, 0
	case "ever":
		return Ever, 0
	default:
		m := sustained.FindStringSubmatch(h)
		if m == nil {
			t.Problem("hold", `no %q here; write "at", "ever" or "sustained 2" (years up to and including by)`, h)
			return At, 0
		}
		years, _ := strconv.Atoi(m[1])
		return Sustained, years
	}
}

func reading(t *document.Table, of Target) Reading {
	checkID(t, snake)
	r := Reading{ID: t.Name(), Title: titled(t), Indicator: t.String("indicator"), Why: text(t, "why"), Origin: originOf(t)}
	if r.Indicator == "" {
		r.Indicator = of.Indicator
	}
	r.Comparator, r.Threshold = comparison(t, false, of.Comparator, of.Threshold)
	if r.Indicator == of.Indicator && r.Comparator == of.Comparator && r.Threshold == of.Threshold {
		t.Problem("", "reads the target as it is; give it another indicator, comparator or threshold, or leave it out")
	}
	t.Done()
	return r
}
