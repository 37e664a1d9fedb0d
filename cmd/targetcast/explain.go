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
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

type explainOptions struct {
	study
	target  string
	atLeast int
	top     int
	orders  int
}

func newExplain() *cobra.Command {
	o := &explainOptions{}
	c := &cobra.Command{
		Use:   "explain [FOLDER]",
		Short: "Which assumptions and which levers move a likelihood",
		Long: `explain asks what the likelihood of a target, or the number of targets met, rests on: the total Sobol' index of every
uncertain input (how much of the variance of the outcome would remain if all others were known), the Shapley effects of those
that matter most and of all inputs of a kind (fair shares of the variance, which sum to 100 % also where inputs interact or a
[correlation] table makes them depend on each other), a tornado of every parameter from its 10 % to its 90 % quantile, and the
credit of every lever, switched one at a time on the same futures.`,
		Example: `  targetcast explain -n 2000
  targetcast explain --target gdp_pair -n 2000 --top 5 --lang zh
  targetcast explain my-plan -n 1000 --out why
  targetcast explain --top 5 --orders 60 -n 20000`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 10_000)
	f := c.Flags()
	f.StringVar(&o.target, "target", observedTargets, "`target`, or a set: \"observed\" (those with a base value), \"all\" or a group")
	f.IntVar(&o.atLeast, "at-least", 0, "how many targets of a set must be met, a `number`; 0 asks for the number met")
	f.IntVar(&o.top, "top", 12, "`number` of rows of each table and picture; the files hold all")
	f.IntVar(&o.orders, "orders", 16, "`number` of random orders of the inputs, each also taken backwards, behind the Shapley effects; 0 leaves them out")
	return c
}

func (o *explainOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	if o.top < 1 {
		return inputError{fmt.Errorf("--top %d: write 1 or more", o.top)}
	}
	if o.orders < 0 || o.orders == 1 {
		return inputError{fmt.Errorf("--orders %d: write 2 or more, whose spread tells the error, or 0", o.orders)}
	}
	lang, about, err := o.beginOne(args)
	if err != nil {
		return err
	}
	l, p := about.loaded, about.plan
	e := &explained{o: o, l: l, base: about.base}
	atLeast := o.atLeast
	if l.isTarget(o.target) {
		atLeast = 1
	}
	if e.question, err = l.question(e.base, o.target, atLeast); err != nil {
		return inputError{fmt.Errorf("--target: %w", err)}
	}
	bar := newProgress(c.ErrOrStderr(), lang)
	err = e.compute(c.Context(), p, bar)
	bar.close()
	if err != nil {
		return err
	}
	if err := e.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	tables := map[string][]byte{"inputs.csv": e.inputsCSV(), "tornado.csv": e.tornadoCSV(), "levers.csv": e.leversCSV()}
	if len(e.effects) > 0 {
		tables["effects.csv"] = e.effectsCSV()
	}
	return o.finish(c, lang, l, tables, e.pictures)
}

// explained is what explain found.
type explained struct {
	o        *explainOptions
	l        *loaded
	base     *program.Program
	question asked
	*search.Explained
	kinds   []search.Effect // of all inputs of a kind together
	effects []search.Effect // of the inputs that the tables show and of all others, by falling share
	swings  []search.Swing
	levers  []search.LeverCredit
	unused  []search.Input
}

func (e *explained) compute(ctx context.Context, p *plan.Plan, bar *progress) error {
	q := e.question.Question
	var err error
	part, parts := 0, 1+min(1, e.o.orders)
	tell := func(done, total int) { bar.tell(part*total+done, parts*total) }
	if e.Explained, err = search.Explain(ctx, p, e.base, q, e.o.simulation(tell)); err != nil {
		return err
	}
	part++
	if err := e.shareOut(ctx, p, tell); err != nil {
		return err
	}
	if e.swings, err = search.Tornado(ctx, p, e.base, q, e.o.simulation(nil)); err != nil {
		return err
	}
	e.levers, err = search.Levers(ctx, p, central(p), q, e.o.simulation(nil))
	e.unused = search.Unused(p, e.base)
	return err
}

func (e *explained) print(w io.Writer, lang words.Lang) error {
	share := e.question.Share()
	say := func(text string) { fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(text, width(w)), "\n")) }
	say(lang.ExplainHead(e.question.title(lang), lang.Answer(e.Mean, share)))
	if e.question.judged {
		say(lang.SeekJudged())
	}
	if err := e.printSplit(w, lang); err != nil {
		return err
	}
	if err := e.printInputs(w, lang); err != nil {
		return err
	}
	if err := e.printSwings(w, lang); err != nil {
		return err
	}
	if err := e.printLevers(w, lang); err != nil {
		return err
	}
	if n := len(e.unused); n > 0 {
		var keys []string
		for _, in := range e.unused {
			keys = append(keys, in.Key)
		}
		say(lang.UnusedInputs(keys))
	}
	return nil
}

func (e *explained) printSplit(w io.Writer, lang words.Lang) error {
	columns := []table.Column{{Head: lang.HeadSplit(), Flex: true}, {Head: lang.HeadTotal(), Right: true}, {Head: lang.HeadInterval(), Right: true}}
	if len(e.kinds) > 0 {
		columns = append(columns, table.Column{Head: lang.HeadEffect(), Right: true}, table.Column{Head: lang.HeadError(), Right: true})
	}
	var rows [][]string
	for kind, i := range e.Split {
		if i == nil {
			continue
		}
		row := []string{lang.KindOfInput(kind), lang.Percent(i.Total, 0), lang.PercentRange(i.Lo, i.Hi)}
		for _, f := range e.kinds {
			if int(f.Kind) == kind {
				row = append(row, effectText(lang, f)...)
			}
		}
		rows = append(rows, row)
	}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

func (e *explained) printInputs(w io.Writer, lang words.Lang) error {
	columns := []table.Column{{Head: lang.HeadInput(), Flex: true}, {Head: lang.HeadKind()}, {Head: lang.HeadTotal(), Right: true}, {Head: lang.HeadInterval(), Right: true}}
	if len(e.effects) > 0 {
		columns = append(columns, table.Column{Head: lang.HeadEffect(), Right: true}, table.Column{Head: lang.HeadError(), Right: true})
	}
	var rows [][]string
	for _, i := range e.shown() {
		row := []string{e.l.keyTitle(lang, i.Key), lang.KindOfInput(int(i.Kind)), lang.Percent(i.Total, 1), words.Number(100*i.Lo, 1) + "–" + lang.Percent(i.Hi, 1)}
		rows = append(rows, append(row, e.effectCells(lang, i.Key)...))
	}
	if others := e.effectCells(lang, ""); others != nil {
		rows = append(rows, append([]string{lang.OtherInputs(), "", "", ""}, others...))
	}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	notes := table.Wrap(lang.TotalNote(len(e.Dependent) > 0), width(w))
	if len(e.effects) > 0 {
		notes = append(notes, table.Wrap(e.effectNote(lang), width(w))...)
	}
	_, err := fmt.Fprintf(w, "\n%s\n\n", strings.Join(notes, "\n"))
	return err
}

func (e *explained) printSwings(w io.Writer, lang words.Lang) error {
	if len(e.swings) == 0 {
		return nil
	}
	share := e.question.Share()
	var rows [][]string
	for _, s := range e.swings[:min(e.o.top, len(e.swings))] {
		rows = append(rows, []string{e.l.measured(lang, s.Key), endText(s, s.Low), endText(s, s.High), lang.Answer(s.A, share), lang.Answer(s.B, share),
			lang.Change(s.Delta, share), lang.ChangeError((s.Hi-s.Lo)/2, share)})
	}
	columns := []table.Column{{Head: lang.HeadAssumption(), Flex: true}, {Head: lang.Percent(.1, 0), Right: true}, {Head: lang.Percent(.9, 0), Right: true},
		{Head: lang.HeadAtLow(), Right: true}, {Head: lang.HeadAtHigh(), Right: true}, {Head: lang.HeadSwing(), Right: true}, {Head: lang.HeadError(), Right: true}}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n\n", strings.Join(table.Wrap(lang.TornadoNote(), width(w)), "\n"))
	return err
}

// endText writes an end of an assumption with as many digits as its ends are apart.
func endText(s search.Swing, x float64) string {
	return words.Number(x, max(0, 1-int(math.Floor(math.Log10(s.High-s.Low)))))
}

func (e *explained) printLevers(w io.Writer, lang words.Lang) error {
	var rows [][]string
	var none []string
	share := e.question.Share()
	for _, v := range e.levers {
		if v.Same {
			none = append(none, v.Lever)
			continue
		}
		rows = append(rows, []string{e.leverTitle(lang, v.Lever), lang.Answer(v.A, share), lang.Answer(v.B, share), lang.Change(v.Delta, share), lang.ChangeError((v.Hi-v.Lo)/2, share)})
	}
	if len(rows) > 0 {
		columns := []table.Column{{Head: lang.HeadLever(), Flex: true}, {Head: lang.HeadWithout(), Right: true}, {Head: lang.HeadWith(), Right: true},
			{Head: lang.HeadCredit(), Right: true}, {Head: lang.HeadError(), Right: true}}
		if err := table.Print(w, columns, rows, width(w)); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if len(none) > 0 {
		fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(lang.LeversWithout(none), width(w)), "\n"))
	}
	return nil
}

func (e *explained) leverTitle(lang words.Lang, id string) string {
	for _, v := range e.l.plan.Levers {
		if v.ID == id {
			return id + " " + text(v.Title).In(lang)
		}
	}
	return id
}

var kindNames = [search.Kinds]string{search.Parameter: "parameter", search.Shock: "yearly shock", search.Event: "event", search.Lever: "lever"}

func (e *explained) inputsCSV() []byte {
	b := newLines("target", "set", "question", "input", "kind", "total_index", "low", "high", "draws")
	add := func(key string, kind search.Kind, i search.Index) {
		b.add(e.question.targetID(), e.question.set, e.question.kind(), key, kindNames[kind], result.Number(i.Total), result.Number(i.Lo), result.Number(i.Hi), strconv.Itoa(e.o.draws))
	}
	for kind, i := range e.Split {
		if i != nil {
			add("all", search.Kind(kind), *i)
		}
	}
	for _, i := range e.Indices {
		add(i.Key, i.Kind, i)
	}
	for _, in := range e.unused {
		b.add("", "", "no target rests on it", in.Key, kindNames[in.Kind], "", "", "", "")
	}
	return b.bytes()
}

func (e *explained) tornadoCSV() []byte {
	b := newLines("target", "set", "question", "assumption", "low", "high", "answer_low", "answer_high", "swing", "standard_error", "error_low", "error_high", "draws")
	for _, s := range e.swings {
		b.add(e.question.targetID(), e.question.set, e.question.kind(), s.Key, result.Number(s.Low), result.Number(s.High), result.Number(s.A), result.Number(s.B),
			result.Number(s.Delta), result.Number(s.SE), result.Number(s.Difference.Lo), result.Number(s.Difference.Hi), strconv.Itoa(e.o.draws))
	}
	return b.bytes()
}

func (e *explained) leversCSV() []byte {
	b := newLines("target", "set", "question", "lever", "on", "without", "with", "credit", "standard_error", "error_low", "error_high", "draws")
	for _, v := range e.levers {
		b.add(e.question.targetID(), e.question.set, e.question.kind(), v.Lever, strconv.FormatBool(v.On), result.Number(v.A), result.Number(v.B),
			result.Number(v.Delta), result.Number(v.SE), result.Number(v.Lo), result.Number(v.Hi), strconv.Itoa(e.o.draws))
	}
	return b.bytes()
}

func (e *explained) pictures(lang words.Lang) []chart.Picture {
	out := []chart.Picture{e.indices(lang)}
	if len(e.effects) > 0 {
		out = append(out, e.split(lang), e.shares(lang))
	}
	if len(e.swings) > 0 {
		out = append(out, e.tornado(lang))
	}
	if len(e.levers) > 0 && !e.levers[0].Same {
		out = append(out, e.credits(lang))
	}
	return out
}

var kindTones = [search.Kinds]chart.Tone{search.Parameter: chart.Up, search.Shock: chart.Down, search.Event: chart.LowEnd, search.Lever: chart.Level}

// kindKeys say which tone stands for which of the kinds of input that are shown.
func (e *explained) kindKeys(lang words.Lang) []chart.ToneKey {
	var out []chart.ToneKey
	for kind, tone := range kindTones {
		if slices.ContainsFunc(e.shown(), func(i search.Index) bool { return int(i.Kind) == kind }) {
			out = append(out, chart.ToneKey{Tone: tone, Text: lang.KindOfInput(kind)})
		}
	}
	return out
}

func (e *explained) indices(lang words.Lang) chart.Picture {
	c := chart.Spans{XLabel: lang.AxisTotal(), Whisker: lang.BootstrapInterval(), Keys: e.kindKeys(lang)}
	for _, i := range e.shown() {
		c.Rows = append(c.Rows, chart.SpanRow{Label: e.l.keyTitle(lang, i.Key), Bars: []chart.Span{{To: 100 * i.Total, Tone: kindTones[i.Kind]}},
			Lo: 100 * i.Lo, Hi: 100 * i.Hi, Text: lang.Percent(i.Total, 0)})
	}
	return chart.Picture{Name: "inputs", Chart: c, Title: lang.TitleIndices(e.l.keyTitle(lang, e.Indices[0].Key), e.question.title(lang)),
		Subtitle: lang.SubtitleIndices(), Caption: chart.Caption{Notes: []string{lang.TotalNote(len(e.Dependent) > 0)}}}
}

func (e *explained) unit() float64 {
	if e.question.Share() {
		return 100
	}
	return 1
}

func (e *explained) tornado(lang words.Lang) chart.Picture {
	share, unit := e.question.Share(), e.unit()
	c := chart.Spans{Zero: unit * e.Mean, XLabel: lang.AxisAnswer(share),
		Keys: []chart.ToneKey{{Tone: chart.LowEnd, Text: lang.EndLow()}, {Tone: chart.HighEnd, Text: lang.EndHigh()}}}
	for _, s := range e.swings[:min(e.o.top, len(e.swings))] {
		bars := []chart.Span{{From: unit * e.Mean, To: unit * s.A, Tone: chart.LowEnd}, {From: unit * e.Mean, To: unit * s.B, Tone: chart.HighEnd}}
		if (s.A > e.Mean) == (s.B > e.Mean) && math.Abs(s.B-e.Mean) > math.Abs(s.A-e.Mean) {
			bars[0], bars[1] = bars[1], bars[0] // the shorter bar lies on the longer one
		}
		c.Rows = append(c.Rows, chart.SpanRow{Label: e.l.measured(lang, s.Key), Bars: bars, Text: lang.FromTo(endText(s, s.Low), endText(s, s.High))})
	}
	top := e.swings[0]
	return chart.Picture{Name: "tornado", Chart: c, Title: lang.TitleTornado(e.question.title(lang), e.l.keyTitle(lang, top.Key), lang.Answer(min(top.A, top.B), share), lang.Answer(max(top.A, top.B), share)),
		Subtitle: lang.SubtitleTornado(), Caption: chart.Caption{Notes: []string{lang.TornadoNote()}}}
}

func (e *explained) credits(lang words.Lang) chart.Picture {
	share, unit := e.question.Share(), e.unit()
	c := chart.Spans{XLabel: lang.AxisChange(share), Whisker: lang.DifferenceError(),
		Keys: []chart.ToneKey{{Tone: chart.Up, Text: lang.Rises()}, {Tone: chart.Down, Text: lang.Falls()}}}
	for _, v := range e.levers {
		if !v.Same {
			c.Rows = append(c.Rows, chart.SpanRow{Label: e.leverTitle(lang, v.Lever), Bars: []chart.Span{{To: unit * v.Delta, Tone: tone(v.Delta)}},
				Lo: unit * v.Lo, Hi: unit * v.Hi, Text: lang.Change(v.Delta, share)})
		}
	}
	title := lang.TitleNoLever(e.question.title(lang))
	for _, top := range e.levers { // the largest first
		if top.Lo > 0 || top.Hi < 0 {
			title = lang.TitleLevers(e.leverTitle(lang, top.Lever), lang.Change(top.Delta, share), share, e.question.title(lang))
			break
		}
	}
	return chart.Picture{Name: "levers", Chart: c, Title: title, Subtitle: lang.SubtitleLevers()}
}
