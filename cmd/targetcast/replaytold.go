package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"targetcast/model/attain"
	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// replay is what was said of each target at the end of each year.
type replay struct {
	lang   words.Lang
	years  []int
	own    int      // year of the plan's own as-of date
	judged bool     // with later judgements
	newer  []string // series with rows published between the plan's as-of date and the end of that year; nil where that is not asked
	asOf   string   // that date
	plan   *plan.Plan
	sets   []*result.Set // by year; nil where nothing had been published
}

// said is what was said of a target at the end of the i-th year.
func (r replay) said(id string, i int) words.Stated {
	set := r.sets[i]
	if set == nil {
		return words.Stated{}
	}
	for _, t := range set.Targets {
		if t.ID != id || t.Reading != "" {
			continue
		}
		value, known := outcome(set, t)
		switch {
		case t.Settled != 0 && (r.years[i] >= r.own || t.HasBase && meets(t, t.Base) == (t.Settled > 0)):
			return words.Settled(t.Settled > 0)
		case t.Settled != 0:
			return words.Stated{} // the plan says so, but nothing had been published that does
		case known:
			return words.Settled(meets(t, value))
		case t.CannotTell:
			return words.Stated{}
		}
		return r.likelihood(set, t)
	}
	return words.Stated{}
}

// likelihood is that under the central prior, or under the first where there is no such prior.
func (r replay) likelihood(set *result.Set, t result.Target) words.Stated {
	var of *result.Likelihood
	for k := range set.Likelihood {
		l := &set.Likelihood[k]
		if l.Target == t.ID && l.Reading == "" && (of == nil || l.Prior == "central" && of.Prior != "central") {
			of = l
		}
	}
	if of == nil {
		return words.Stated{}
	}
	return words.StatedOf(of.Stated, !t.HasBase)
}

// outcome is what was published of a target's indicator for the very year that the target is about, however much came later; false
// when nothing was, or when the target asks for more than one year.
func outcome(set *result.Set, t result.Target) (float64, bool) {
	if t.Hold != "at" {
		return 0, false
	}
	for _, ind := range set.Indicators {
		for _, p := range ind.History {
			if ind.ID == t.Indicator && p.Year == t.By {
				return p.Value, true
			}
		}
	}
	return 0, false
}

// meets holds a value against the threshold.
func meets(t result.Target, value float64) bool {
	return attain.Comparator(directions[t.Comparator]).Holds(value, t.Threshold) // both lists are in one order
}

// targets are those of the last year, without other readings.
func (r replay) targets() []result.Target {
	var out []result.Target
	for _, set := range r.sets {
		if set == nil {
			continue
		}
		out = nil
		for _, t := range set.Targets {
			if t.Reading == "" {
				out = append(out, t)
			}
		}
	}
	return out
}

func (r replay) print(w io.Writer) error {
	l := r.lang
	columns := []table.Column{{Head: words.Capital(l.Say(words.Target)), Flex: true}}
	for _, y := range r.years {
		columns = append(columns, table.Column{Head: strconv.Itoa(y), Right: true})
	}
	var rows [][]string
	for _, t := range r.targets() {
		row := []string{t.Title.Title(r.lang, t.ID)}
		for i := range r.years {
			row = append(row, table.Bare(r.said(t.ID, i), l))
		}
		rows = append(rows, row)
	}
	fmt.Fprintln(w, strings.Join(table.Wrap(l.ReplayHead(r.judged), width(w)), "\n")+"\n")
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	fmt.Fprintln(w, "\n"+strings.Join(table.Wrap(l.ReplayUnknown(r.judged), width(w)), "\n"))
	if r.newer != nil {
		fmt.Fprintln(w, strings.Join(table.Wrap(l.ReplayNewer(r.own, r.asOf, r.newer), width(w)), "\n"))
	}
	columns[0].Head = l.Term(words.TermGate)
	if gates := r.gates(); len(gates) > 0 {
		fmt.Fprintln(w, "\n"+strings.Join(table.Wrap(l.ReplayGates(), width(w)), "\n")+"\n")
		if err := table.Print(w, columns, gates, width(w)); err != nil {
			return err
		}
	}
	for _, text := range r.rules() {
		fmt.Fprintln(w, strings.Join(table.Wrap(text, width(w)), "\n"))
	}
	return nil
}

// rules say which rules did better than laws, each once with the years at whose end they had.
func (r replay) rules() []string {
	var texts []string
	at := map[string][]string{}
	for i, set := range r.sets {
		for _, rule := range table.PastRules(set, r.lang) {
			if at[rule] == nil {
				texts = append(texts, rule)
			}
			at[rule] = append(at[rule], strconv.Itoa(r.years[i]))
		}
	}
	for i, text := range texts {
		texts[i] = strings.Join(at[text], ", ") + r.lang.Colon() + text
	}
	return texts
}

// gates are what was known at the end of each year of how the laws had done by then: ! marks a gate that is not passed, ? one
// that too few years cannot judge. None where nothing was replayed.
func (r replay) gates() [][]string {
	l := r.lang
	var rows [][]string
	for _, name := range []string{backtest.GateCoverage, backtest.Drift, backtest.FiveYear} {
		row, any := []string{l.Term(words.TermGateCoverage)}, false
		if name != backtest.GateCoverage {
			row[0] = l.Term(words.TermGateSkill, l.RuleName(name))
		}
		for _, set := range r.sets {
			text := "–"
			for _, g := range table.GatesShown(set) {
				if g.Gate != name {
					continue
				}
				text, any = words.Number(g.Value, 2), true
				if name == backtest.GateCoverage {
					text = l.Percent(g.Value, 0)
				}
				switch {
				case math.IsNaN(g.Low):
					text += " ?"
				case !g.Passes:
					text += " !"
				}
			}
			row = append(row, text)
		}
		if any {
			rows = append(rows, row)
		}
	}
	return rows
}

func (r replay) rows() [][]string {
	rows := [][]string{{"target", "as_of", "form", "p", "lo", "hi", "text", "missing"}}
	for _, t := range r.targets() {
		for i, y := range r.years {
			s := r.said(t.ID, i)
			row := []string{t.ID, fmt.Sprintf("%d-12-31", y), formNames[s.Form], "", "", "", s.Text(words.En), ""}
			switch s.Form {
			case words.Point, words.WasMet, words.WasMissed:
				row[3] = num(s.P)
			case words.Band, words.Judged:
				row[4], row[5] = num(s.Lo), num(s.Hi)
			case words.None:
				row[7] = strings.Join(r.missing(t, i), " ")
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// missing are what a target rests on and could not be told: indicators of which too little had been published, and keys of
// judgements that were made later.
func (r replay) missing(t result.Target, i int) []string {
	if r.sets[i] == nil {
		return nil
	}
	var out []string
	for _, ind := range program.Rests(r.plan, t.Indicator) {
		for _, w := range r.sets[i].Warnings {
			switch {
			case w.About != ind.ID:
			case w.Code == program.NoData:
				out = append(out, ind.ID)
			case w.Code == program.JudgedLater:
				out = append(out, fmt.Sprint(w.Values["key"]))
			}
		}
	}
	return out
}

var formNames = map[words.Form]string{words.Point: "point", words.Band: "band", words.Judged: "judged", words.WasMet: "met", words.WasMissed: "missed",
	words.None: "cannot tell"}

// picture shows what was said by target and year.
func (r replay) picture() chart.Picture {
	l, c := r.lang, chart.HeatMap{}
	for _, y := range r.years {
		c.Scenarios = append(c.Scenarios, strconv.Itoa(y))
	}
	told, last := 0, r.years[len(r.years)-1]
	since := last // the first year in which anything could be told
	for _, t := range r.targets() {
		var row []words.Stated
		any := false
		for i, y := range r.years {
			s := r.said(t.ID, i)
			row = append(row, s)
			if s.Form != words.None {
				any, since = true, min(since, y)
			}
		}
		if any {
			told++
		}
		c.Targets, c.Cells = append(c.Targets, t.Title.Title(r.lang, t.ID)), append(c.Cells, row)
	}
	return chart.Picture{Name: "replay", Lang: l, Chart: c, Title: l.TitleReplay(told, len(c.Targets), r.years[0], since, last, r.judged),
		Subtitle: l.ReplayHead(r.judged), Caption: chart.Caption{Notes: []string{l.ReplayUnknown(r.judged)}}}
}
