package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/backtest"
	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/output/table"
	"targetcast/output/words"
)

// fitOptions are the flags of calibrate.
type fitOptions struct {
	source
	lang, out string
	formats   []string
	rivals    bool
	widening  bool
	seed      uint64
}

func newCalibrate() *cobra.Command {
	o := &fitOptions{}
	c := &cobra.Command{
		Use:   "calibrate [FOLDER]",
		Short: "Show what history says: data used, fitted laws, their parameters, rivals",
		Long: `calibrate fits every law of the plan that takes its parameters from history and prints the data it used, the
posterior of each parameter, how much of its drift is the series' own, the warnings, and how each law and the others that
could be used in its place did on the past, and what widens the forecasts of targets. A law that a simple rule stands in
for (--past apply) goes by the name of the rule; --past off shows all laws as written. With --out it writes this as CSV, with a picture of each fit.`,
		Example: `  targetcast calibrate
  targetcast calibrate my-plan --out fits`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), c.OutOrStdout(), args) },
	}
	o.flags(c)
	o.pastFlag(c)
	f := c.Flags()
	f.BoolVar(&o.rivals, "rivals", true, "try the laws and their rivals on the past (takes some seconds)")
	f.BoolVar(&o.widening, "widening", true, "simulate how wide each target's indicator is without each thing that widens it")
	f.Uint64Var(&o.seed, "seed", 1, "the luck of --widening, a `number`")
	f.StringVarP(&o.out, "out", "o", "", "write tables (CSV) and pictures to this new `folder`")
	f.StringSliceVar(&o.formats, "format", []string{"svg", "png"}, "picture `formats`: svg, png, pdf")
	f.StringVar(&o.lang, "lang", "en", "`language` of tables and pictures: en, zh, or both for pictures in each")
	complete(c, map[string]completer{
		"seed": oneOf(), "lang": oneOf(languages...), "format": listOf(pictureFormats),
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	})
	return c
}

func (o *fitOptions) run(ctx context.Context, w io.Writer, args []string) error {
	if bad := checkLook(o.lang, o.formats); len(bad) > 0 {
		return inputError{errors.New(strings.Join(bad, "\n"))}
	}
	if o.out != "" {
		if err := emptyFolder(o.out); err != nil {
			return err
		}
	}
	l, err := o.load(args)
	if err != nil {
		return err
	}
	p := l.plans[l.headline]
	pr, err := program.Compile(p, l.scenarios[l.headline].ID, central(l.plan))
	if err != nil {
		return inputError{l.located(err)}
	}
	t := fits{lang: spoken(o.lang), plan: p, program: pr}
	if o.rivals && len(pr.Fits) > 0 {
		if t.past, err = ownReplayed([]*plan.Plan{p}, backtest.Options{Seed: 1}); err != nil {
			return err
		}
	}
	if o.widening {
		if t.widening, err = l.widening(ctx, t.lang, o.seed); err != nil {
			return err
		}
	}
	if o.out != "" {
		files, err := t.files(spokenAll(o.lang), o.formats)
		if err != nil {
			return err
		}
		if err := writeFolder(o.out, files); err != nil {
			return err
		}
	}
	return t.print(w)
}

// fits are the fitted laws of a plan with their reader's language.
type fits struct {
	lang     words.Lang
	plan     *plan.Plan
	program  *program.Program
	past     *backtest.Result // nil: not asked for
	widening *widening        // nil: not asked for
}

// indicator is the indicator of that id.
func (t fits) indicator(id string) plan.Indicator {
	for _, ind := range t.plan.Indicators {
		if ind.ID == id {
			return ind
		}
	}
	return plan.Indicator{ID: id}
}

func (t fits) title(id string) string { return nameOf(t.plan, t.lang, id) }

func (t fits) print(w io.Writer) error {
	if len(t.program.Fits) == 0 {
		_, err := fmt.Fprintln(w, t.lang.Term(words.TermNoFit))
		return err
	}
	for _, print := range []func(io.Writer) error{t.parameters, t.rivals} {
		if err := print(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if err := t.dependence(w); err != nil {
		return err
	}
	if t.widening != nil && len(t.widening.rows) > 0 {
		if err := t.widening.print(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return t.warnings(w)
}

// dataOf says which years a law was fitted to.
func dataOf(f program.Fitted) string {
	years := f.Fit.Years
	if len(years) == 0 {
		return ""
	}
	return fmt.Sprintf("%d–%d", years[0], years[len(years)-1])
}

// parameters prints each law with the posterior of its parameters.
func (t fits) parameters(w io.Writer) error {
	l := t.lang
	columns := []table.Column{{Head: l.Term(words.TermLawOf)}, {Head: l.Term(words.TermData)},
		{Head: l.Term(words.TermPoints), Right: true}, {Head: l.Term(words.TermOwn), Right: true}, {Head: l.Term(words.TermParameter)},
		{Head: l.Term(words.TermMedian), Right: true}, {Head: l.Term(words.TermRange), Right: true}}
	var rows [][]string
	for _, f := range t.program.Fits {
		rows = append(rows, []string{l.Named(t.title(f.Indicator), t.indicator(f.Indicator).Unit)})
		for i, m := range f.Fit.Posterior.Describe() {
			row := []string{"", "", "", "", l.NumberName(m.Param), words.Rounded(m.P50, 3), words.Rounded(m.P10, 3) + " … " + words.Rounded(m.P90, 3)}
			if i == 0 {
				row[0], row[1], row[2] = "  "+cmp.Or(l.RuleName(f.Fit.Rule), l.LawName(f.Fit.Law)), dataOf(f), fmt.Sprint(f.Fit.N)
				if f.Pool != nil {
					row[3] = l.Percent(f.Fit.OwnWeight, 0)
				}
			}
			rows = append(rows, row)
		}
	}
	return table.Print(w, columns, rows, width(w))
}

// rivalsShown are the forecasters compared with each law beside the candidate laws.
var rivalsShown = []string{backtest.Mixture, backtest.Drift, backtest.FiveYear, backtest.Theta, backtest.Damped}

// one keeps the forecasts of one series.
func one(id string) backtest.Filter { return func(f backtest.Forecast) bool { return f.Subject == id } }

// candidateCell finds how a candidate law did: the walk, the law with memory, or the one with the panel's drift.
func candidateCell(r *backtest.Result, keep backtest.Filter, names ...string) (backtest.Cell, bool) {
	for _, n := range names {
		if c, ok := r.Cell(backtest.Candidate+n, "", 0, keep); ok {
			return c, true
		}
	}
	return backtest.Cell{}, false
}

// rivals prints the CRPS of each law and of what could be used in its place, in usual yearly steps.
func (t fits) rivals(w io.Writer) error {
	if t.past == nil {
		return nil
	}
	l, p := t.lang, past{lang: t.lang, plan: t.plan, result: t.past}
	heads := []string{l.Term(words.TermForecasts), p.model(backtest.Law), l.Term(words.TermWalk), l.Term(words.TermMemory), l.Term(words.TermPanel)}
	for _, m := range rivalsShown {
		heads = append(heads, p.model(m))
	}
	columns := []table.Column{{Head: l.Term(words.TermIndicator)}}
	for _, h := range heads {
		columns = append(columns, table.Column{Head: h, Right: true, Flex: true})
	}
	var rows [][]string
	for _, f := range t.program.Fits {
		keep := one(f.Indicator)
		law, ok := t.past.Cell(backtest.Law, "", 0, keep)
		if !ok {
			continue
		}
		rows = append(rows, []string{t.title(f.Indicator)})
		row := []string{"", fmt.Sprint(law.N), words.Number(law.CRPS, 2)}
		for _, names := range candidateNames {
			row = append(row, crpsOf(law, func() (backtest.Cell, bool) { return candidateCell(t.past, keep, names...) }))
		}
		for _, m := range rivalsShown {
			row = append(row, crpsOf(law, func() (backtest.Cell, bool) { return t.past.Cell(m, "", 0, keep) }))
		}
		rows = append(rows, row)
	}
	fmt.Fprintln(w, strings.Join(table.Wrap(l.PastCandidates(), width(w)), "\n"))
	return table.Print(w, columns, rows, width(w))
}

// candidateNames are the candidate laws by what they are.
var candidateNames = [][]string{{"random_walk", "log_random_walk", "logit_random_walk"}, {"ar1", "damped_growth"}, {backtest.Panelled}}

// crpsOf writes the score of a forecaster that made all the forecasts of the law; means over fewer of them say nothing
// beside its own.
func crpsOf(law backtest.Cell, of func() (backtest.Cell, bool)) string {
	c, ok := of()
	if !ok || c.N != law.N || math.IsNaN(c.CRPS) {
		return "–"
	}
	return words.Number(c.CRPS, 2)
}

// warnings prints the warnings of fits and pools; those that say the same of several things are one.
func (t fits) warnings(w io.Writer) error {
	type alike struct {
		warning words.Warning
		about   []string
	}
	var merged []*alike
	place := map[string]*alike{}
	for _, warning := range t.all() {
		key := warning.Code + fmt.Sprint(warning.Values)
		m := place[key]
		if m == nil {
			m = &alike{warning: warning}
			place[key], merged = m, append(merged, m)
		}
		if !slices.Contains(m.about, warning.About) {
			m.about = append(m.about, warning.About)
		}
	}
	for _, m := range merged {
		m.warning.About = t.lang.Several(m.about)
		text := t.lang.Say(words.Warnings, words.Sentence(t.lang, m.warning))
		if _, err := fmt.Fprintln(w, strings.Join(table.Wrap(text, width(w)), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// all are the warnings of fits and their pools.
func (t fits) all() []words.Warning {
	var out []words.Warning
	add := func(about string, list []calibrate.Warning) {
		for _, w := range list {
			out = append(out, words.Warning{Code: w.Code, About: about, Values: w.Values})
		}
	}
	for _, f := range t.program.Fits {
		add(t.title(f.Indicator), f.Fit.Warnings)
		if f.Pool != nil {
			add(t.title(t.indicator(f.Indicator).Pool), f.Pool.Warnings)
		}
	}
	return out
}
