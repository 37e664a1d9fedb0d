package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/score"
	"targetcast/output/table"
	"targetcast/output/words"
)

// pastOptions are the flags of backtest.
type pastOptions struct {
	source
	horizons, least int
	asWritten, full bool
	seed            uint64
	lang, out       string
	formats         []string
}

func newBacktest() *cobra.Command {
	o := &pastOptions{}
	c := &cobra.Command{
		Use:   "backtest [FOLDER]",
		Short: "Replay history through the plan's laws and score what they would have said",
		Long: `backtest stands at the end of each past year, fits what had been published by then, and scores what the laws say of
the years after, beside simple rivals: for the plan's laws, the other members of their pools, and every other series of
the tables that is long enough. It prints coverage, bias, skill and whether the gates are passed; nothing is simulated.
With --out it writes every forecast and the pictures.`,
		Example: `  targetcast backtest
  targetcast backtest my-plan --horizons 3 --out past`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.OutOrStdout(), args) },
	}
	o.flags(c)
	f := c.Flags()
	f.IntVar(&o.horizons, "horizons", 5, "`number` of years ahead")
	f.IntVar(&o.least, "least", 6, "`number` of observations that a forecast needs")
	f.BoolVar(&o.asWritten, "as-written", false, "leave out of fits the years that the plan leaves out")
	f.BoolVar(&o.full, "full", false, "print every group by years ahead; --out writes that in any case")
	f.Uint64Var(&o.seed, "seed", 1, "the luck of the bootstrap, a `number`")
	f.StringVarP(&o.out, "out", "o", "", "write tables (CSV) and pictures to this new `folder`")
	f.StringSliceVar(&o.formats, "format", []string{"svg", "png"}, "picture `formats`: svg, png, pdf")
	f.StringVar(&o.lang, "lang", "en", "`language` of tables and pictures: en, zh, or both for pictures in each")
	complete(c, map[string]completer{
		"horizons": oneOf(), "least": oneOf(), "seed": oneOf(), "lang": oneOf(languages...), "format": listOf(pictureFormats),
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	})
	return c
}

func (o *pastOptions) check() error {
	var bad []string
	if o.horizons < 1 || o.horizons > 20 {
		bad = append(bad, fmt.Sprintf("--horizons %d: write a number from 1 to 20", o.horizons))
	}
	if o.least < 4 || o.least > 100 {
		bad = append(bad, fmt.Sprintf("--least %d: write a number from 4 to 100", o.least))
	}
	bad = append(bad, checkLook(o.lang, o.formats)...)
	if len(bad) > 0 {
		return inputError{errors.New(strings.Join(bad, "\n"))}
	}
	if o.out != "" {
		return emptyFolder(o.out)
	}
	return nil
}

// checkLook finds what is wrong with the language and the formats of pictures.
func checkLook(lang string, formats []string) []string {
	var bad []string
	for _, f := range formats {
		if !slices.Contains(pictureFormats(nil), f) {
			bad = append(bad, fmt.Sprintf("--format %s: write svg, png or pdf", f))
		}
	}
	if !slices.Contains(languages, lang) {
		bad = append(bad, fmt.Sprintf("--lang %s: write en, zh or both", lang))
	}
	return bad
}

// spoken is the language of tables: the first of those asked for.
func spoken(lang string) words.Lang {
	if lang == "zh" {
		return words.Zh
	}
	return words.En
}

func (o *pastOptions) run(w io.Writer, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	l, err := o.loadAsWritten(args)
	if err != nil {
		return err
	}
	p := l.plans[l.headline]
	r, err := replayed(p, backtest.Options{Horizons: o.horizons, Least: o.least, AsWritten: o.asWritten, Seed: o.seed})
	if err != nil {
		return err
	}
	if o.out != "" {
		files, err := o.files(p, r)
		if err != nil {
			return err
		}
		if err := writeFolder(o.out, files); err != nil {
			return err
		}
	}
	t := past{lang: spoken(o.lang), plan: p, result: r, full: o.full}
	if len(r.Forecasts) == 0 {
		_, err := fmt.Fprintln(w, t.lang.PastNothing())
		return err
	}
	return t.print(w, o.asWritten)
}

// past is a backtest with its reader's language.
type past struct {
	lang   words.Lang
	plan   *plan.Plan
	result *backtest.Result
	full   bool // every group by years ahead, not only all of them together
}

// place is a group of forecasts under its name.
type place struct {
	name    string
	group   string // "" for all
	keep    backtest.Filter
	horizon int // 0 for all
}

// places are the rows of the tables: the plan's laws by horizon and then by group, and the same for all series.
func (t past) places() [][]place {
	var out [][]place
	for _, of := range []struct {
		term words.Term
		keep backtest.Filter
	}{{words.TermPlanLaws, backtest.Plan}, {words.TermAllSeries, backtest.All}} {
		if _, ok := t.result.Cell(backtest.Law, "", 0, of.keep); !ok {
			continue
		}
		rows := []place{{name: t.lang.Term(of.term), keep: of.keep}}
		for _, h := range t.result.Horizons() {
			rows = append(rows, place{name: "  " + t.lang.PastAhead(h), keep: of.keep, horizon: h})
		}
		for _, g := range t.result.Groups() {
			_, planned := t.result.Cell(backtest.Law, g, 0, backtest.Plan)
			if planned != (of.term == words.TermPlanLaws) {
				continue
			}
			rows = append(rows, place{name: "  " + t.groupName(g), group: g, keep: of.keep})
			for _, h := range t.result.Horizons() {
				if t.full {
					rows = append(rows, place{name: "    " + t.lang.PastAhead(h), group: g, keep: of.keep, horizon: h})
				}
			}
		}
		out = append(out, rows)
	}
	return out
}

// groupName is the title of the indicator, the pool or the kind of series that a group is named for, or the name itself.
func (t past) groupName(group string) string { return nameOf(t.plan, t.lang, group) }

func nameOf(p *plan.Plan, lang words.Lang, id string) string {
	for _, ind := range p.Indicators {
		if ind.ID == id {
			return text(ind.Title).Title(lang, id)
		}
	}
	for _, pool := range p.Pools {
		if pool.ID == id {
			return text(pool.Title).Title(lang, id)
		}
	}
	return kindName(p, lang, id)
}

// kindName is what series of a kind are called.
func kindName(p *plan.Plan, lang words.Lang, kind string) string {
	for _, k := range p.Kinds {
		if k.ID == kind {
			return text(k.Title).Title(lang, kind)
		}
	}
	return kind
}

func (t past) print(w io.Writer, asWritten bool) error {
	l, r := t.lang, t.result
	names, years := map[string]bool{}, map[int]bool{}
	for _, f := range r.Forecasts {
		names[f.Subject], years[f.Year] = true, true
	}
	var lines []string
	say := func(text string) { lines = append(lines, table.Wrap(text, width(w))...) }
	say(l.PastHead(t.plan.ID, t.plan.AsOf.Format("2006-01-02"), len(r.Forecasts), len(names), len(years)))
	if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")+"\n"); err != nil {
		return err
	}
	for _, print := range []func(io.Writer) error{t.coverage, t.skill, t.forecasters, t.gates, t.reach} {
		if err := print(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	lines = nil
	for _, s := range t.remarks(asWritten) {
		say(s)
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// remarks are the sentences below the tables.
func (t past) remarks(asWritten bool) []string {
	l, r := t.lang, t.result
	var out []string
	for _, ind := range t.plan.Indicators {
		if rule := r.Use.Instead[ind.ID]; rule != "" {
			out = append(out, l.PastFallback(t.groupName(ind.ID), t.model(rule)))
		}
		if rule := r.Use.Barred[ind.ID]; rule != "" {
			code, param := program.Cannot([]*plan.Plan{t.plan}, ind.ID, rule)
			out = append(out, words.Sentence(l, words.Warning{Code: code, About: t.groupName(ind.ID), Values: map[string]any{"rule": rule, "param": param}}))
		}
	}
	for _, of := range []struct {
		term words.Term
		keep backtest.Filter
	}{{words.TermPlanLaws, backtest.Plan}, {words.TermAllSeries, backtest.All}} {
		b, c, err := r.Reliability("", of.keep)
		if err != nil {
			continue // nothing of the kind was forecast
		}
		three := func(x float64) string { return words.Number(x, 3) }
		out = append(out, l.PastEvents(l.Term(of.term), c.Events, c.Happens, three(c.Score), three(c.Miscalibration), three(c.Discrimination),
			three(c.Uncertainty), three(b.Reliability), three(b.Resolution)))
	}
	m, gain := r.Use.Multiplier, r.Use.Gain
	out = append(out, l.PastMultiplier(m.Mean, m.P10, m.P90, m.Years, gain.Value, gain.Lo, gain.Hi, r.Use.Widen, true))
	if worth := r.Worth(backtest.Plan); worth.Known() {
		out = append(out, l.PastWorth(worth.Value, worth.Lo, worth.Hi))
	}
	tests, years := r.Tests()
	out = append(out, l.PastTests(len(tests), years, score.EnoughForTest))
	if n := len(r.Untested); n > 0 {
		out = append(out, l.PastUntested(n))
	}
	return append(append(out, l.PastHow()...), l.PastYears(asWritten))
}

// estimate writes a value with its interval: "0.32 (0.23 to 0.38)"; without one the value alone.
func estimate(e score.Estimate, of func(float64) string) string {
	if !e.Known() {
		return of(e.Value)
	}
	return of(e.Value) + " [" + of(e.Lo) + ", " + of(e.Hi) + "]"
}

// hundredths writes a share as per cent without the sign, two a number with two decimals.
func hundredths(x float64) string { return words.Number(100*x, 0) }
func two(x float64) string        { return words.Number(x, 2) }

// each calls f for every row of the tables that has forecasts of a model.
func (t past) each(model string, f func(p place, c backtest.Cell) []string) [][]string {
	var rows [][]string
	for i, part := range t.places() {
		if i > 0 {
			rows = append(rows, nil)
		}
		for _, p := range part {
			c, ok := t.result.Cell(model, p.group, p.horizon, p.keep)
			if !ok {
				continue
			}
			rows = append(rows, append([]string{p.name}, f(p, c)...))
		}
	}
	return rows
}

func (t past) columns(heads ...string) []table.Column {
	out := []table.Column{{Head: t.lang.Term(words.TermGroup), Flex: true}}
	for _, h := range heads { // in two lines, so that the names of the series keep their room
		out = append(out, table.Column{Head: strings.Replace(h, " ", "\n", 1), Right: true})
	}
	return out
}

// coverage prints how often outcomes fell inside the ranges, and on which side of the centre.
func (t past) coverage(w io.Writer) error {
	l := t.lang
	rows := t.each(backtest.Law, func(_ place, c backtest.Cell) []string {
		return []string{fmt.Sprint(c.N), fmt.Sprint(c.Series), fmt.Sprint(c.Years), hundredths(c.Coverage[50].Value), estimate(c.Coverage[80], hundredths),
			hundredths(c.Coverage[95].Value), estimate(c.Bias, two)}
	})
	inside := func(p int) string { return l.Term(words.TermCoverage, l.Percent(float64(p)/100, 0)) }
	return table.Print(w, t.columns(l.Term(words.TermForecasts), l.Term(words.TermSeries), l.Term(words.TermYears), inside(50), inside(80), inside(95),
		l.Term(words.TermBias)), rows, width(w))
}

// skill prints how the laws did against the rivals.
func (t past) skill(w io.Writer) error {
	shown := []string{backtest.Drift, backtest.FiveYear, backtest.Theta, backtest.Damped}
	rows := t.each(backtest.Law, func(_ place, c backtest.Cell) []string {
		var out []string
		for _, m := range shown {
			out = append(out, estimate(c.Skill[m], two))
		}
		return out
	})
	var heads []string
	for _, m := range shown {
		heads = append(heads, t.lang.Term(words.TermSkillAgainst, t.model(m)))
	}
	return table.Print(w, t.columns(heads...), rows, width(w))
}

// forecasters sets the law, its variants, the mixture and the rivals side by side.
func (t past) forecasters(w io.Writer) error {
	l := t.lang
	columns := []table.Column{{Head: l.Term(words.TermModel), Flex: true}}
	for _, h := range []string{l.Term(words.TermForecasts), "CRPS", l.Term(words.TermLog), l.Term(words.TermInterval),
		l.Term(words.TermCoverage, l.Percent(.8, 0)), l.Term(words.TermCoverage, l.Percent(.95, 0))} {
		columns = append(columns, table.Column{Head: h, Right: true})
	}
	var rows [][]string
	for i, part := range t.places() {
		if i > 0 {
			rows = append(rows, nil)
		}
		rows = append(rows, []string{part[0].name})
		for _, m := range models() {
			if c, ok := t.result.Cell(m, "", 0, part[0].keep); ok {
				rows = append(rows, []string{"  " + t.model(m), fmt.Sprint(c.N), words.Number(c.CRPS, 3), two(c.Log), two(c.Interval),
					estimate(c.Coverage[80], hundredths), hundredths(c.Coverage[95].Value)})
			}
		}
	}
	return table.Print(w, columns, rows, width(w))
}

// models are the forecasters that are set side by side.
func models() []string {
	return append([]string{backtest.Law, backtest.Plugged, backtest.Applied, backtest.Chosen, backtest.Widened, backtest.Mixture}, backtest.Rivals()...)
}

func (t past) model(name string) string {
	terms := map[string]words.Term{backtest.Law: words.TermLaw, backtest.Plugged: words.TermPlugged, backtest.Widened: words.TermWidened,
		backtest.Applied: words.TermApplied, backtest.Chosen: words.TermChosen,
		backtest.Mixture: words.TermMixture, backtest.Drift: words.TermDrift, backtest.FiveYear: words.TermFiveYear,
		backtest.NoChange: words.TermNoChange, backtest.Theta: words.TermTheta, backtest.Damped: words.TermDamped,
		backtest.Candidate + backtest.Panelled: words.TermPanel}
	if term, ok := terms[name]; ok {
		return t.lang.Term(term)
	}
	return t.lang.LawName(strings.TrimPrefix(name, backtest.Candidate))
}

// gates prints whether the gates are passed.
func (t past) gates(w io.Writer) error {
	l := t.lang
	columns := []table.Column{{Head: l.Term(words.TermGate), Flex: true}, {Head: l.Term(words.TermWhere), Flex: true}, {Head: l.Term(words.TermValue), Right: true},
		{Head: l.Term(words.TermAsks)}, {Head: l.Term(words.TermPasses)}, {Head: l.Term(words.TermVerdict)}}
	var rows [][]string
	for _, part := range t.places() {
		for _, model := range []string{backtest.Law, backtest.Applied} {
			where := part[0].name
			if model == backtest.Applied {
				where += l.PastAside(t.model(model))
			}
			for _, g := range t.result.Gates(model, "", part[0].keep) {
				rows = append(rows, t.gate(g, where))
			}
		}
	}
	return table.Print(w, columns, rows, width(w))
}

func (t past) gate(g backtest.Gate, where string) []string {
	l := t.lang
	name, value, asks := l.Term(words.TermGateSkill, t.model(g.Name)), estimate(g.Value, two), l.Term(words.TermAtLeast, "0")
	if g.Name == backtest.GateCoverage {
		name, value = l.Term(words.TermGateCoverage), estimate(g.Value, func(x float64) string { return words.Number(100*x, 2) })
		asks = l.PercentRange(backtest.LeastCoverage, backtest.MostCoverage)
	}
	passes := l.Term(words.TermFail)
	if g.Passes {
		passes = l.Term(words.TermPass)
	}
	return []string{name, where, value, asks, passes, l.Term(verdictTerms[g.Verdict])}
}

var verdictTerms = map[score.Verdict]words.Term{score.Holds: words.TermHolds, score.Fails: words.TermFails, score.Undetermined: words.TermUndetermined}
