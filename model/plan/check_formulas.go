package plan

import (
	"errors"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"targetcast/model/formula"
	"targetcast/model/plan/document"
)

// parse reads a formula that stands under a path of plan.toml, and reports what is wrong with it; nil then.
func (l *loader) parse(text string, at []string) *formula.Expr {
	e, err := formula.Parse(text)
	if err != nil {
		l.badFormula(err, at)
		return nil
	}
	return e
}

func (l *loader) badFormula(err error, at []string) {
	var wrong *formula.Error
	if !errors.As(err, &wrong) {
		l.problem(at, "%v", err)
		return
	}
	what := wrong.What
	if wrong.Hint != "" {
		what += "; " + wrong.Hint
	}
	l.main.ProblemInside(at, wrong.Column-1, "%s", what)
}

// checkFormula asks that a formula can be read and names indicators only.
func (l *loader) checkFormula(text string, at []string) {
	if text == "" {
		return
	}
	e := l.parse(text, at)
	if e == nil {
		return
	}
	for _, r := range e.Refs() {
		if l.plan.indicator(r.Name) == nil {
			l.main.ProblemInside(at, offset(text, r.Name), "no indicator %q%s", r.Name, document.Suggest(r.Name, l.plan.ids()))
		}
	}
}

// checkSeries asks that an expression can be read and names observed series only; nil when not.
func (l *loader) checkSeries(text string, at []string) *formula.Expr {
	e := l.parse(text, at)
	if e == nil {
		return nil
	}
	if err := e.CheckScalar(); err != nil {
		l.badFormula(err, at)
		return nil
	}
	sound := true
	for _, r := range e.Refs() {
		if !l.known(r.Name) {
			sound = false
			l.main.ProblemInside(at, offset(text, r.Name), "no series %q in the observation tables%s", r.Name, document.Suggest(r.Name, l.names))
		}
	}
	if !sound {
		return nil
	}
	return e
}

// offset is where a name first stands as a whole word in a text, in characters.
func offset(text, name string) int {
	inWord := func(r rune) bool { return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return 0
		}
		start, end := from+i, from+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if (start == 0 || !inWord(before)) && (end == len(text) || !inWord(after)) {
			return utf8.RuneCountInString(text[:start])
		}
		from = end
	}
}

// checkCycles refuses indicators that need each other in the same year, and factors that load on each other.
func (l *loader) checkCycles() {
	formulas, loading := map[string][]string{}, map[string][]string{}
	for _, i := range l.plan.Indicators {
		texts := []string{i.Formula, i.Next}
		for _, q := range i.Parameters {
			texts = append(texts, q.Formula)
		}
		for _, t := range texts {
			formulas[i.ID] = append(formulas[i.ID], sameYear(t)...)
		}
		for f := range i.Loads {
			loading[i.ID] = append(loading[i.ID], f)
		}
	}
	for _, cycle := range l.cycles(formulas) {
		l.problem(l.pathOf(cycle[0]), "needs itself in the same year: %s; use prev(...) for last year's value",
			strings.Join(append(cycle, cycle[0]), " -> "))
	}
	for _, cycle := range l.cycles(loading) {
		l.problem(append(l.pathOf(cycle[0]), "loads"), "loads on itself: %s", strings.Join(append(cycle, cycle[0]), " -> "))
	}
}

func (l *loader) pathOf(id string) []string {
	return []string{l.plan.indicator(id).table(), id}
}

// sameYear lists the names whose value of the same year a formula needs.
func sameYear(text string) []string {
	if text == "" {
		return nil
	}
	e, err := formula.Parse(text)
	if err != nil {
		return nil // reported where it stands
	}
	var names []string
	for _, r := range e.Refs() {
		if r.Now {
			names = append(names, r.Name)
		}
	}
	return names
}

// cycles finds circles in a graph over indicators, in the order of the file: at least one in each knot of circles.
func (l *loader) cycles(edges map[string][]string) [][]string {
	const open, closed = 1, 2
	state := map[string]int{}
	var trail []string
	var found [][]string
	var visit func(id string)
	visit = func(id string) {
		state[id] = open
		trail = append(trail, id)
		next := edges[id]
		sort.Strings(next)
		for _, n := range next {
			switch state[n] {
			case open:
				for i := range trail {
					if trail[i] == n {
						found = append(found, append([]string(nil), trail[i:]...))
					}
				}
			case 0:
				if l.plan.indicator(n) != nil {
					visit(n)
				}
			}
		}
		trail = trail[:len(trail)-1]
		state[id] = closed
	}
	for _, i := range l.plan.Indicators {
		if state[i.ID] == 0 {
			visit(i.ID)
		}
	}
	return found
}
