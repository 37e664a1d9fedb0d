package main

import (
	"fmt"
	"io"
	"strings"

	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/output/table"
	"targetcast/output/words"
)

// reach prints for each target how many of the laws on which it rests were tried on the past.
func (t past) reach(w io.Writer) error {
	l := t.lang
	tried := map[string]bool{}
	for _, f := range t.result.Forecasts {
		tried[f.Subject] = true
	}
	columns := []table.Column{{Head: words.Capital(l.Say(words.Target)), Flex: true}}
	for _, term := range []words.Term{words.TermLaws, words.TermTried, words.TermTooShort, words.TermJudgedLaws} {
		columns = append(columns, table.Column{Head: l.Term(term), Right: true})
	}
	var rows [][]string
	for _, target := range t.plan.Targets {
		done, short, judged := 0, 0, 0
		for _, ind := range program.Rests(t.plan, target.Indicator) {
			switch {
			case ind.Law == "" && ind.League == "":
			case tried[ind.ID]:
				done++
			case ind.Fit == "history":
				short++
			default:
				judged++
			}
		}
		rows = append(rows, []string{text(target.Title).In(l), fmt.Sprint(done + short + judged), fmt.Sprint(done), fmt.Sprint(short), fmt.Sprint(judged)})
	}
	if _, err := fmt.Fprintln(w, strings.Join(table.Wrap(l.PastReach(), width(w)), "\n")+"\n"); err != nil {
		return err
	}
	return table.Print(w, columns, rows, width(w))
}

// judgedLaws are the laws of the plan that no backtest can try, because history supplies none of their parameters.
func judgedLaws(p *plan.Plan) []backtest.Untested {
	known := p.Book.KnownBy(p.AsOf)
	s := &subjectList{plan: p}
	var out []backtest.Untested
	for _, ind := range p.Indicators {
		law := ind.Law
		if ind.League != "" {
			law = "league"
		}
		if law == "" || ind.Fit == "history" {
			continue
		}
		n := 0
		if ind.Series != "" {
			if observed, err := s.subject(ind.ID, ind.Series, ind.Vintages).Read(known); err == nil {
				n = len(observed.Points)
			}
		}
		out = append(out, backtest.Untested{Subject: ind.ID, Group: ind.ID, Law: law, Why: fmt.Sprintf("its parameters are judged, so that nothing was fitted that could be tried; %d yearly observations were published", n)})
	}
	return out
}
