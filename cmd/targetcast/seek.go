package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

type seekOptions struct {
	study
	target  string
	atLeast int
	reach   float64
	turn    string
	watch   []string
	levers  bool
}

func newSeek() *cobra.Command {
	o := &seekOptions{}
	c := &cobra.Command{
		Use:   "seek [FOLDER]",
		Short: "Find the smallest change of an assumption that brings a likelihood to a level",
		Long: `seek turns one number of the plan, or several together, until the likelihood of a target (of all targets, of at least so
many) reaches a level, all on the same futures. It says what the change means for the pace of indicators, and in how many
observed years that pace was reached. What cannot be reached is said.

A dial is KEY = LOW..HIGH (the number becomes this value), KEY += LOW..HIGH (this is added) or KEY *= LOW..HIGH (it is
multiplied by this); several keys, separated by commas, turn together. Without a range, seek looks ever farther outward
from where the plan stands.

With --levers it asks instead which packages of levers, all others off, reach the level with few levers.`,
		Example: `  targetcast seek --target gdp_pair --reach 50 --turn 'indicator.setback.value += -3..3' --watch growth_china -n 2000
  targetcast seek --target observed --at-least 4 --reach 60 --turn 'lever.*.effect.*.size *= 0..5' -n 2000 --lang zh
  targetcast seek my-plan --target gdp --reach 50 --turn 'target.gdp.threshold *=' -n 2000
  targetcast seek --target digital_share --reach 55 --levers -n 2000 --out packages`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 20_000)
	f := c.Flags()
	f.StringVar(&o.target, "target", "", "`target`, or a set: \"observed\" (those with a base value), \"all\" or a group")
	f.IntVar(&o.atLeast, "at-least", -1, "how many targets of a set must be met, a `number`: all of them without it; 0 seeks a number of targets met")
	f.Float64Var(&o.reach, "reach", 50, "the level to reach: `per cent`, or a number of targets with --at-least 0")
	f.StringVar(&o.turn, "turn", "", "what may change, a `dial`: 'KEY += LOW..HIGH'")
	f.BoolVar(&o.levers, "levers", false, "seek the smallest packages of levers, instead of turning a number")
	f.StringSliceVar(&o.watch, "watch", nil, "`indicators` whose pace is told beside their own past")
	return c
}

func (o *seekOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	switch {
	case o.target == "" || o.turn == "" && !o.levers:
		return inputError{fmt.Errorf("seek needs --target and --turn, or --target and --levers")}
	case o.levers && (o.turn != "" || len(o.watch) > 0):
		return inputError{fmt.Errorf("--levers takes no --turn and no --watch")}
	}
	lang, about, err := o.beginOne(args)
	if err != nil {
		return err
	}
	l, p, base := about.loaded, about.plan, about.base
	s := &sought{o: o, l: l, level: o.reach}
	if s.question, err = l.question(base, o.target, o.atLeast); err != nil {
		return inputError{fmt.Errorf("--target: %w", err)}
	}
	if s.question.Share() {
		s.level = o.reach / 100
	}
	if most := map[bool]float64{true: 1, false: float64(len(s.question.Of))}[s.question.Share()]; !(s.level > 0 && s.level < most) {
		return inputError{fmt.Errorf("--reach %g: write a level between 0 and %g", o.reach, most*o.reach/s.level)}
	}
	if o.levers {
		return (&packaged{sought: s}).run(c, lang, p)
	}
	turned, err := dials(p, "turn", []string{o.turn})
	if err != nil {
		return err
	}
	s.dial = turned[0]
	s.unit = dialUnit(p, s.dial)
	if err := s.watched(base); err != nil {
		return err
	}
	bar := newProgress(c.ErrOrStderr(), lang)
	s.Reach, err = search.Seek(c.Context(), p, central(p), s.dial, s.question.Question, s.level, o.simulation(nil))
	bar.close()
	if err != nil {
		return inputError{fmt.Errorf("--turn %s: %w", o.turn, err)}
	}
	if err := s.measure(c.Context(), p, base); err != nil {
		return err
	}
	if err := s.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	tables := map[string][]byte{"seek.csv": s.csv()}
	if len(s.paces) > 0 {
		tables["pace.csv"] = s.paceCSV()
	}
	return o.finish(c, lang, l, tables, s.pictures)
}

// sought is what seek found.
type sought struct {
	o        *seekOptions
	l        *loaded
	question asked
	dial     search.Dial
	unit     string // of what is turned; "" for none
	level    float64
	*search.Reach
	watch []string
	paces []search.Pace // as it stands and, where the level was reached, there
}

// watched are the indicators that were named, and those whose own numbers are turned.
func (s *sought) watched(base *program.Program) error {
	var shown []string
	for _, x := range base.Shown {
		shown = append(shown, x.Indicator)
	}
	for _, id := range s.o.watch {
		if !slices.Contains(shown, id) {
			return inputError{fmt.Errorf("--watch %s: no such indicator%s", id, document.Suggest(id, shown))}
		}
	}
	s.watch = slices.Clone(s.o.watch)
	for _, key := range s.dial.Keys {
		if parts := strings.Split(key, "."); len(parts) == 3 && slices.Contains(shown, parts[1]) && !slices.Contains(s.watch, parts[1]) {
			s.watch = append(s.watch, parts[1])
		}
	}
	return nil
}

func (s *sought) measure(ctx context.Context, p *plan.Plan, base *program.Program) error {
	if len(s.watch) == 0 {
		return nil
	}
	programs := []*program.Program{base}
	if s.Found {
		turned, err := s.dial.Turn(p, s.At.X)
		if err != nil {
			return err
		}
		there, err := program.Compile(turned, "", central(p))
		if err != nil {
			return err
		}
		programs = append(programs, there)
	}
	var err error
	s.paces, err = search.Watch(ctx, programs, s.watch, s.l.inPercent, s.o.simulation(nil))
	return err
}

func (l *loaded) inPercent(indicator string) bool {
	for _, i := range l.plan.Indicators {
		if i.ID == indicator {
			return i.Unit == "percent"
		}
	}
	return false
}

// turned says how the dial is turned to x: "Growth raised by 0.4 percentage points".
func (s *sought) turned(lang words.Lang, x float64) string {
	value := s.digits(x)
	if s.dial.Op == search.Add {
		value = s.digits(math.Abs(x))
	}
	return lang.Turned(s.l.dialTitle(lang, s.dial), int(s.dial.Op), lang.Quantity(value, s.unit), x < 0)
}

// at is the dial at x with its unit: "+0.4 percentage points".
func (s *sought) at(lang words.Lang, x float64) string { return lang.Quantity(s.turnText(x), s.unit) }

// turnText is the dial at x: "+0.4", "× 1.2", "3".
func (s *sought) turnText(x float64) string {
	switch {
	case s.dial.Op == search.Add && x > 0:
		return "+" + s.digits(x)
	case s.dial.Op == search.Scale:
		return "× " + s.digits(x)
	}
	return s.digits(x)
}

// digits is a place of the dial with as many digits as the places tried around it are apart.
func (s *sought) digits(x float64) string {
	size := max(math.Abs(s.At.X), math.Abs(s.Lo), math.Abs(s.Hi))
	if !(size > 0) {
		size = math.Abs(x)
	}
	decimals := 2
	if size > 0 {
		decimals = max(0, 2-int(math.Floor(math.Log10(size))))
	}
	return words.Number(x, decimals)
}

func (s *sought) levelText(lang words.Lang) string { return lang.Answer(s.level, s.question.Share()) }

// fine is an answer with a digit more than may be quoted: levels are compared with it.
func (s *sought) fine(lang words.Lang, x float64) string {
	if s.question.Share() {
		return lang.Percent(x, 1)
	}
	return lang.Answer(x, false)
}

func (s *sought) print(w io.Writer, lang words.Lang) error {
	share := s.question.Share()
	texts := []string{lang.SeekNow(s.question.title(lang), s.fine(lang, s.Now.P), lang.ChangeError(1.96*s.Now.SE, share))}
	lowest, highest := s.Tried[0], s.Tried[len(s.Tried)-1]
	switch {
	case !s.Found:
		texts = append(texts, lang.SeekNotFound(s.levelText(lang), lang.DialAxis(s.l.dialTitle(lang, s.dial), int(s.dial.Op), ""),
			lang.FromTo(s.turnText(lowest.X), s.at(lang, highest.X)), s.fine(lang, s.Nearest.P), s.at(lang, s.Nearest.X)))
	default:
		texts = append(texts, lang.SeekFound(s.levelText(lang), s.turned(lang, s.At.X), s.interval(lang)))
	}
	texts = append(texts, lang.SeekMonotone(s.Monotone, len(s.Tried), lang.Change(s.Reversal, share)))
	if s.question.judged {
		texts = append(texts, lang.SeekJudged())
	}
	for _, t := range texts {
		fmt.Fprintln(w, strings.Join(table.Wrap(t, width(w)), "\n"))
	}
	if len(s.paces) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	columns := []table.Column{{Head: lang.HeadPace(), Flex: true}, {Head: lang.HeadNow(), Right: true}}
	if s.Found {
		columns = append(columns, table.Column{Head: lang.HeadNeeded(), Right: true}, table.Column{Head: lang.HeadReached()})
	}
	var rows [][]string
	for _, p := range s.paces {
		row := []string{s.l.indicatorTitle(lang, p.Indicator), lang.Percent(p.By[0]/100, 1)}
		if s.Found {
			row = append(row, lang.Percent(p.By[1]/100, 1), s.reached(lang, p))
		}
		rows = append(rows, row)
	}
	return table.Print(w, columns, rows, width(w))
}

// interval is what the simulation error leaves open of the place that was found; "" for everything.
func (s *sought) interval(lang words.Lang) string {
	switch lo, hi := !math.IsNaN(s.Lo), !math.IsNaN(s.Hi); {
	case lo && hi:
		return lang.FromTo(s.turnText(s.Lo), s.turnText(s.Hi))
	case lo:
		return lang.OrMore(s.turnText(s.Lo))
	case hi:
		return lang.OrLess(s.turnText(s.Hi))
	}
	return ""
}

// reached places the needed pace in an indicator's own past.
func (s *sought) reached(lang words.Lang, p search.Pace) string {
	if len(p.Past) == 0 {
		return "–"
	}
	return lang.ReachedIn(p.Reached(p.By[1]), len(p.Past), p.Past[0].Year, p.Past[len(p.Past)-1].Year)
}

func (s *sought) csv() []byte {
	b := newLines("target", "set", "question", "keys", "change", "value", "answer", "standard_error", "draws", "found", "low", "high")
	for _, t := range s.Tried {
		found, lo, hi := s.Found && t.X == s.At.X, math.NaN(), math.NaN()
		if found {
			lo, hi = s.Lo, s.Hi
		}
		b.add(s.question.targetID(), s.question.set, s.question.kind(), strings.Join(s.dial.Keys, " "), [...]string{"to", "add", "scale"}[s.dial.Op],
			result.Number(t.X), result.Number(t.P), result.Number(t.SE), strconv.Itoa(s.o.draws), strconv.FormatBool(found), result.Number(lo), result.Number(hi))
	}
	return b.bytes()
}

// paceCSV is how fast the watched indicators move as the plan stands and where the level is reached, beside their own past.
func (s *sought) paceCSV() []byte {
	b := newLines("indicator", "first_year", "last_year", "as_it_stands_percent", "needed_percent", "past_year", "past_percent", "reaches_the_needed")
	for _, p := range s.paces {
		needed := math.NaN()
		if s.Found {
			needed = p.By[1]
		}
		add := func(year, pace, reaches string) {
			b.add(p.Indicator, strconv.Itoa(p.Years[0]), strconv.Itoa(p.Years[1]), result.Number(p.By[0]), result.Number(needed), year, pace, reaches)
		}
		if len(p.Past) == 0 {
			add("", "", "")
		}
		for _, y := range p.Past {
			reaches := ""
			if s.Found {
				reaches = strconv.FormatBool(y.Value >= needed)
			}
			add(strconv.Itoa(y.Year), result.Number(y.Value), reaches)
		}
	}
	return b.bytes()
}

func (s *sought) pictures(lang words.Lang) []chart.Picture {
	share := s.question.Share()
	c := chart.Response{YShare: share, YLabel: lang.AxisAnswer(share), XLabel: lang.DialAxis(s.l.dialTitle(lang, s.dial), int(s.dial.Op), s.unit),
		Level: s.level, LevelAt: s.levelText(lang)}
	for _, t := range s.Tried {
		c.X, c.Y = append(c.X, t.X), append(c.Y, t.P)
	}
	if !math.IsNaN(s.Neutral) {
		c.Now, c.NowAt = s.Neutral, lang.AsItStands(s.fine(lang, s.Now.P))
	}
	title := lang.TitleNotReached(s.question.title(lang), s.levelText(lang))
	if s.Found {
		c.Found, c.FoundAt = s.At.X, s.at(lang, s.At.X)
		title = lang.TitleReached(s.question.title(lang), s.levelText(lang), s.turned(lang, s.At.X))
	}
	caption := chart.Caption{}
	if s.Found && s.interval(lang) != "" {
		caption.Notes = append(caption.Notes, lang.SeekFound(s.levelText(lang), s.turned(lang, s.At.X), s.interval(lang)))
	}
	for _, p := range s.paces {
		if s.Found {
			caption.Notes = append(caption.Notes, lang.PaceNote(s.l.indicatorTitle(lang, p.Indicator), lang.Percent(p.By[0]/100, 1), lang.Percent(p.By[1]/100, 1), s.reached(lang, p)))
		}
	}
	return []chart.Picture{{Name: "seek", Chart: c, Title: words.Capital(title), Subtitle: lang.SubtitleSeek(), Caption: caption}}
}
