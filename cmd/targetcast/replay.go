package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/attain"
	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// replayOptions are the flags of replay.
type replayOptions struct {
	source
	draws     int
	seed      uint64
	judged    bool // later judgements are used all the same
	lang, out string
	formats   []string
}

func newReplay() *cobra.Command {
	o := &replayOptions{}
	c := &cobra.Command{
		Use:   "replay [FOLDER]",
		Short: "The likelihood of each target as forecasters of earlier years would have had it",
		Long: `replay stands at 31 December of each year of --as-of, uses nothing that was published later, and says how likely each
target was then, under the plan itself. What rests on a judgement made later cannot be told. A target whose outcome was
known by then counts as met or missed. Newer rows in the tables extend it by themselves.`,
		Example: `  targetcast replay
  targetcast replay --as-of 2019..2021 --keep-judgements
  targetcast replay my-plan --as-of 2016..2021 --out replay`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), c.OutOrStdout(), args) },
	}
	o.flags(c)
	o.pastFlag(c)
	f := c.Flags()
	f.Lookup("as-of").Usage = "stand at 31 December of these `years`: 2016..2021, or 2016,2019 (default: the plan's own and the five before)"
	f.IntVarP(&o.draws, "draws", "n", 20_000, "`number` of simulated futures for each year")
	f.Uint64Var(&o.seed, "seed", 1, "the luck, a `number`: the same seed gives the same numbers")
	f.BoolVar(&o.judged, "keep-judgements", false, "use judgements that were made later all the same: what data alone would have changed, no forecast of that year")
	f.StringVarP(&o.out, "out", "o", "", "write the table (CSV) and a picture to this new `folder`")
	f.StringSliceVar(&o.formats, "format", []string{"svg", "png"}, "picture `formats`: svg, png, pdf")
	f.StringVar(&o.lang, "lang", "en", "`language` of the table and the picture: en, zh, or both for pictures in each")
	complete(c, map[string]completer{
		"draws": oneOf(), "seed": oneOf(), "lang": oneOf(languages...), "format": listOf(pictureFormats),
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	})
	return c
}

func (o *replayOptions) run(ctx context.Context, w io.Writer, args []string) error {
	years, err := o.check()
	if err != nil {
		return err
	}
	o.asOf = ""
	l, err := o.loadAsWritten(args)
	if err != nil {
		return err
	}
	if len(years) == 0 {
		for y := l.plan.AsOf.Year() - 5; y <= l.plan.AsOf.Year(); y++ {
			years = append(years, y)
		}
	}
	r, err := o.replay(ctx, args, l, years)
	if err != nil {
		return err
	}
	if o.out != "" {
		files, err := r.files(spokenAll(o.lang), o.formats)
		if err != nil {
			return err
		}
		if err := writeFolder(o.out, files); err != nil {
			return err
		}
	}
	return r.print(w)
}

// check finds what is wrong with the flags, and reads the years of --as-of.
func (o *replayOptions) check() ([]int, error) {
	bad := checkLook(o.lang, o.formats)
	if o.draws < 1 || o.draws > 100_000_000 {
		bad = append(bad, fmt.Sprintf("--draws %d: write a number from 1 to 100000000", o.draws))
	}
	years, err := yearsOf(o.asOf)
	if err != nil {
		bad = append(bad, err.Error())
	}
	if len(bad) > 0 {
		return nil, inputError{errors.New(strings.Join(bad, "\n"))}
	}
	if o.out != "" {
		return years, emptyFolder(o.out)
	}
	return years, nil
}

// replay stands at the end of each year.
func (o *replayOptions) replay(ctx context.Context, args []string, l *loaded, years []int) (replay, error) {
	o.headline(l)
	r := replay{lang: spoken(o.lang), years: years, own: l.plan.AsOf.Year(), judged: o.judged, plan: l.plan}
	if slices.Contains(years, r.own) {
		r.asOf, r.newer = l.plan.AsOf.Format(time.DateOnly), newer(l.plan, r.lang)
	}
	first := l.plan.Horizon - 1 // the last year that a plan may be read as of
	for _, t := range l.plan.Targets {
		first = min(first, t.By)
	}
	for _, y := range years {
		if !published(l.plan, y) {
			r.sets = append(r.sets, nil)
			continue
		}
		set, err := o.stand(ctx, args, y, first)
		if err != nil {
			return r, err
		}
		r.sets = append(r.sets, set)
	}
	if !slices.ContainsFunc(r.sets, func(s *result.Set) bool { return s != nil }) {
		return r, inputError{fmt.Errorf("--as-of: no observation was published by the end of %d; write later years", years[len(years)-1])}
	}
	return r, nil
}

// files are the table and the pictures.
func (r replay) files(langs []words.Lang, formats []string) (map[string][]byte, error) {
	table, err := csvOf(r.rows())
	if err != nil {
		return nil, err
	}
	files, all := map[string][]byte{"replay.csv": table}, []chart.Picture(nil)
	for _, r.lang = range langs {
		all = append(all, r.picture())
	}
	return files, drawInto(files, all, formats)
}

// headline leaves only the headline scenario to be read: others may speak of years that are past by then. A plan without
// scenarios is read as written.
func (o *replayOptions) headline(l *loaded) {
	if s := l.scenarios[l.headline]; s.Origin.File != "" {
		o.scenarios = []string{s.ID}
	}
}

// published reports whether anything was known by the end of a year.
func published(p *plan.Plan, year int) bool {
	known := p.Book.KnownBy(time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC))
	return slices.ContainsFunc(known.Names(), known.Has)
}

// newer are the kinds of series of which a row was published between the plan's as-of date and the end of that year, each with
// how many series.
func newer(p *plan.Plan, lang words.Lang) []string {
	then, later := p.Book.KnownBy(p.AsOf), p.Book.KnownBy(time.Date(p.AsOf.Year(), time.December, 31, 0, 0, 0, 0, time.UTC))
	count, out := map[string]int{}, []string{}
	var kinds []string
	for _, name := range later.Names() {
		if len(later.Rows(name)) == len(then.Rows(name)) {
			continue
		}
		kind, _, _ := strings.Cut(name, ".")
		if count[kind]++; count[kind] == 1 {
			kinds = append(kinds, kind)
		}
	}
	for _, kind := range kinds {
		out = append(out, lang.SeriesOf(kindName(p, lang, kind), count[kind]))
	}
	return out
}

// yearsOf reads "2016..2021" or "2016,2019"; none from nothing.
func yearsOf(text string) ([]int, error) {
	if text == "" {
		return nil, nil
	}
	wrong := fmt.Errorf("--as-of %s: write years as 2016..2021 or 2016,2019", text)
	if from, to, ok := strings.Cut(text, ".."); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || a > b || b-a > 100 || a < 1900 || b > 2200 {
			return nil, wrong
		}
		var out []int
		for y := a; y <= b; y++ {
			out = append(out, y)
		}
		return out, nil
	}
	var out []int
	for part := range strings.SplitSeq(text, ",") {
		y, err := strconv.Atoi(part)
		if err != nil || y < 1900 || y > 2200 {
			return nil, wrong
		}
		out = append(out, y)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// stand simulates the plan as of the end of a year.
func (o *replayOptions) stand(ctx context.Context, args []string, year, first int) (*result.Set, error) {
	s := o.source
	s.asOf = fmt.Sprintf("%d-12-31", min(year, first))
	l, err := s.loadAsWritten(args)
	if err != nil {
		return nil, err
	}
	// A plan is read no later than the year of its first target; what was published after it is then only known.
	for _, p := range append([]*plan.Plan{l.plan}, l.plans...) {
		p.AsOf, p.AnyJudgement = time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC), o.judged
	}
	if err := l.learn(s.past); err != nil {
		return nil, err
	}
	programs, err := l.compile()
	if err != nil {
		return nil, inputError{l.located(err)}
	}
	res, err := simulate.Run(ctx, programs, simulate.Options{Draws: o.draws, Seed: o.seed})
	if err != nil {
		return nil, err
	}
	return collect(l, res), nil
}

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
