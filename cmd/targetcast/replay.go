package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/result"
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
