package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/score"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// scoreOptions are the flags of score.
type scoreOptions struct {
	replayOptions
}

func newScore() *cobra.Command {
	o := &scoreOptions{}
	c := &cobra.Command{
		Use:   "score LEDGER [FOLDER]",
		Short: "Hold what was published against what happened",
		Long: `score reads a ledger written by run --record and the outcomes that the plan's tables hold (add newer rows to them, or
give --data), and prints what was said of each target, what happened, Brier's score, the log score, and the CRPS of its
indicator. Bands are scored at their middle. Targets without an outcome, or to be held over several years, are left out.`,
		Example: `  targetcast run --record ledger.csv
  targetcast score ledger.csv --data my.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return errors.New("score takes a ledger and at most one folder")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c.Context(), c.OutOrStdout(), args[0], args[1:])
		},
	}
	o.flags(c)
	f := c.Flags()
	f.Lookup("as-of").Usage = "use outcomes published by 31 December of this `year` (default: all that are there)"
	f.StringVar(&o.lang, "lang", "en", "`language` of the table: en or zh")
	complete(c, map[string]completer{"lang": oneOf("en", "zh")})
	c.ValidArgsFunction = files("csv")
	return c
}

func (o *scoreOptions) run(ctx context.Context, w io.Writer, file string, args []string) error {
	if bad := checkLook(o.lang, nil); len(bad) > 0 {
		return inputError{errors.New(strings.Join(bad, "\n"))}
	}
	years, err := yearsOf(o.asOf)
	if err != nil || len(years) > 1 {
		return inputError{fmt.Errorf("--as-of %s: write one year, as 2026", o.asOf)}
	}
	ledger, err := readLedger(file)
	if err != nil {
		return inputError{err}
	}
	o.asOf, o.draws, o.past = "", 1, offPast
	l, err := o.loadAsWritten(args)
	if err != nil {
		return err
	}
	o.headline(l)
	first, last := l.plan.Horizon-1, l.plan.Horizon+1
	for _, t := range l.plan.Targets {
		first = min(first, t.By)
	}
	if len(years) == 1 {
		last = years[0]
	} else {
		for _, name := range l.plan.Book.Names() {
			for _, row := range l.plan.Book.Rows(name) {
				last = max(last, int(row.Published)/12)
			}
		}
	}
	set, err := o.stand(ctx, args, last, first)
	if err != nil {
		return err
	}
	return marks{spoken(o.lang), set}.print(w, ledger)
}

// marks holds a ledger against the outcomes in a set.
type marks struct {
	lang words.Lang
	set  *result.Set
}

// outcome is a target with its outcome; false when that is not known.
func (m marks) outcome(id string) (result.Target, float64, bool) {
	for _, t := range m.set.Targets {
		if t.ID == id && t.Reading == "" {
			value, known := outcome(m.set, t)
			return t, value, known
		}
	}
	return result.Target{}, 0, false
}

// chance is the probability by which a line is scored; NaN when it said none.
func (s said) chance() float64 {
	if math.IsNaN(s.p) {
		return (s.lo + s.hi) / 2
	}
	return s.p
}

// text is what was said, as it was said.
func (s said) text(l words.Lang) string {
	if math.IsNaN(s.p) {
		return l.PercentRange(s.lo, s.hi)
	}
	return l.Percent(s.p, 0)
}

func (m marks) print(w io.Writer, ledger []said) error {
	l := m.lang
	var rows [][]string
	var brier, logs, n float64
	open, silent := 0, 0 // lines without an outcome; without a likelihood
	for _, s := range ledger {
		t, value, known := m.outcome(s.target)
		p := s.chance()
		switch {
		case !known || s.plan != m.set.Plan.ID:
			open++
			continue
		case math.IsNaN(p):
			silent++
			continue
		}
		happened, was := 0., l.Say(words.NotMet)
		if meets(t, value) {
			happened, was = 1, l.Say(words.Met)
		}
		b, g := (p-happened)*(p-happened), score.LogScore(math.Log(math.Abs(1-happened-p)))
		brier, logs, n = brier+b, logs+g, n+1
		crps := "–"
		if v, err := score.QuantileCRPS(ledgerLevels[:], s.quantiles[:], value); err == nil && !math.IsNaN(v) {
			crps = words.Rounded(v, 3)
		}
		rows = append(rows, []string{t.Title.Title(l, t.ID), s.asOf, s.text(l), was, words.Rounded(value, 4), words.Number(b, 3), words.Number(g, 3), crps})
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, strings.Join(table.Wrap(l.ScoreNothing(), width(w)), "\n"))
		return err
	}
	rows = append(rows, []string{l.Term(words.TermMean), "", "", "", "", words.Number(brier/n, 3), words.Number(logs/n, 3), ""})
	columns := []table.Column{{Head: words.Capital(l.Say(words.Target)), Flex: true}, {Head: l.Say(words.AsOfLine)}, {Head: l.Term(words.TermSaid), Right: true},
		{Head: l.Term(words.TermHappened)}, {Head: l.Say(words.Value), Right: true}, {Head: "Brier", Right: true}, {Head: l.Term(words.TermLog), Right: true},
		{Head: "CRPS", Right: true}}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\n"+strings.Join(table.Wrap(l.ScoreNote(open, silent), width(w)), "\n"))
	return err
}
