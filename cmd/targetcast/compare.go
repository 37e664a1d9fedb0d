package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
	"targetcast/scenarios"
)

type compareOptions struct {
	study
	target string
}

func newCompare() *cobra.Command {
	o := &compareOptions{}
	c := &cobra.Command{
		Use:   "compare [FOLDER] A B [C...]",
		Short: "Compare scenarios on the same futures, and say what each change contributes",
		Long: `compare runs scenarios A, B, C... of the plan in FOLDER (the shipped plan without one) on the same futures and says how
the likelihood of each target, and the number of targets met, differ from A, with the error of the difference itself. Each
difference is then shared out among the changes that make it (Shapley values).`,
		Example: `  targetcast compare plan_as_announced growth_low -n 2000
  targetcast compare trend plan_as_announced full_delivery --target gdp_pair -n 2000 --out differences`,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 20_000)
	c.Flags().StringVar(&o.target, "target", observedTargets, "`target` whose difference is shared out among the changes: an id, \"observed\" (number met among those with a base value), \"all\" or a group")
	if err := c.Flags().MarkHidden("scenario"); err != nil {
		panic(err) // the flag is registered a few lines above
	}
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return scenarioIDs(args), noFiles
	}
	return c
}

// folderFirst splits off a folder that stands before other arguments.
func folderFirst(args []string) (folder, rest []string) {
	if len(args) > 0 {
		if info, err := os.Stat(filepath.Join(args[0], plan.Main)); err == nil && !info.IsDir() {
			return args[:1], args[1:]
		}
	}
	return nil, args
}

func (o *compareOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	folder, ids := folderFirst(args)
	if len(ids) < 2 {
		return inputError{fmt.Errorf("compare takes at least two scenarios, not %d", len(ids))}
	}
	asked := slices.Clone(ids)
	slices.Sort(asked)
	o.scenarios = slices.Compact(asked)
	lang, l, err := o.begin(folder)
	if err != nil {
		return err
	}
	at := make([]int, len(ids)) // by argument: place among those loaded
	for i, id := range ids {
		at[i] = slices.IndexFunc(l.scenarios, func(s scenarios.Scenario) bool { return s.ID == id })
	}
	programs, err := l.compile()
	if err != nil {
		return inputError{l.located(err)}
	}
	m := &comparison{o: o, l: l, at: at, programs: programs, priors: len(priors(l.plan))}
	if m.credit, err = l.question(programs[0], o.target, 0); err != nil {
		return inputError{fmt.Errorf("--target: %w", err)}
	}
	if err := m.compute(c.Context()); err != nil {
		return err
	}
	if err := m.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	return o.finish(c, lang, l, map[string][]byte{"compare.csv": m.csv(), "credit.csv": m.creditCSV()}, m.pictures)
}

// comparison is what compare found.
type comparison struct {
	o        *compareOptions
	l        *loaded
	at       []int
	programs []*program.Program // by scenario, prior
	priors   int
	rows     []compared
	credit   asked
	credits  []*split // by scenario after the first; nil where nothing differs
}

// compared is one question in all scenarios.
type compared struct {
	asked
	grade string
	// [scenario after the first][prior]: central first; one prior where the question holds no judged target.
	diffs [][]search.Difference
}

// split is how a difference is shared out.
type split struct {
	search.Credit
	keys []string
}

func (m *comparison) of(argument, prior int) *program.Program {
	return m.programs[m.at[argument]*m.priors+prior]
}

func (m *comparison) compute(ctx context.Context) error {
	m.questions()
	for prior := range m.priors {
		var questions []search.Question
		var rows []*compared
		for i := range m.rows {
			if prior == 0 || m.rows[i].judged {
				questions, rows = append(questions, m.rows[i].Question), append(rows, &m.rows[i])
			}
		}
		if len(questions) == 0 {
			continue
		}
		var others []*program.Program
		for i := range m.at[1:] {
			others = append(others, m.of(i+1, prior))
		}
		diffs, err := search.Differences(ctx, m.of(0, prior), others, questions, m.o.simulation(nil))
		if err != nil {
			return err
		}
		for k, r := range rows {
			for i := range others {
				if prior == 0 {
					r.diffs = append(r.diffs, nil)
				}
				r.diffs[i] = append(r.diffs[i], diffs[i][k])
			}
		}
	}
	for i := range m.at[1:] {
		s, err := m.share(ctx, i+1)
		if err != nil {
			return err
		}
		m.credits = append(m.credits, s)
	}
	return nil
}

// questions are the targets, then how many are met of those with a base value, of all, and of each group, and whether all
// with a base value are met.
func (m *comparison) questions() {
	p := m.of(0, 0)
	for _, e := range p.Events {
		if f := p.Facts[e.Target]; e.Reading == "" && !f.CannotTell {
			m.rows = append(m.rows, compared{grade: f.Grade, asked: asked{of: m.l, Question: search.Met(search.Name{Target: e.Target}), judged: !f.HasBase}})
		}
	}
	sets := []string{observedTargets, allTargets}
	for _, g := range m.l.plan.Groups {
		sets = append(sets, g.ID)
	}
	for _, set := range sets {
		for _, atLeast := range []int{0, -1} {
			q, err := m.l.question(p, set, atLeast)
			if err == nil && (atLeast == 0 || set == observedTargets) {
				m.rows = append(m.rows, compared{asked: q})
			}
		}
	}
}

// share splits the difference between the first scenario and another among the keys that they change differently.
func (m *comparison) share(ctx context.Context, other int) (*split, error) {
	all, err := m.l.chains([]int{m.at[0], m.at[other]}, &m.o.source)
	if err != nil {
		return nil, err
	}
	keys := differing(all[0], all[1])
	if len(keys) == 0 {
		return nil, nil
	}
	with := func(set uint64) (*program.Program, error) {
		p, err := scenarios.Apply(m.l.plan, mixed(all[0], all[1], keys, set)...)
		if err != nil {
			return nil, err
		}
		return program.Compile(p, "", central(m.l.plan))
	}
	ends := []*program.Program{m.of(0, 0), m.of(other, 0)}
	for i, set := range []uint64{0, 1<<len(keys) - 1} {
		p, err := with(set)
		if err != nil {
			return nil, err
		}
		if !search.Same(p, ends[i]) { // keys that match each other's numbers, so that their order matters
			keys = []string{strings.Join(keys, ", ")}
			with = func(set uint64) (*program.Program, error) { return ends[set], nil }
			break
		}
	}
	q := m.credit.Question
	credits, err := search.Shapley(ctx, len(keys), with, []search.Question{q}, m.o.simulation(nil))
	if err != nil {
		return nil, err
	}
	return &split{credits[0], keys}, nil
}

func (m *comparison) print(w io.Writer, lang words.Lang) error {
	for i := range m.at[1:] {
		a, b := m.titles(lang, i+1)
		fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(lang.TableCompare(a, b), width(w)), "\n"))
		columns := []table.Column{{Head: lang.HeadQuestion(), Flex: true}, {Head: "A", Right: true}, {Head: "B", Right: true},
			{Head: lang.HeadDifference(), Right: true}, {Head: lang.HeadError(), Right: true}, {Head: lang.HeadGrade()}}
		var rows [][]string
		for _, r := range m.rows {
			rows = append(rows, r.cells(lang, i))
		}
		if err := table.Print(w, columns, rows, width(w)); err != nil {
			return err
		}
		fmt.Fprintf(w, "\n%s\n\n", strings.Join(table.Wrap(lang.CompareNote(), width(w)), "\n"))
		if err := m.printCredit(w, lang, i); err != nil {
			return err
		}
	}
	return nil
}

func (m *comparison) titles(lang words.Lang, other int) (a, b string) {
	return text(m.l.scenarios[m.at[0]].Title).In(lang), text(m.l.scenarios[m.at[other]].Title).In(lang)
}

// cells is a row of the table; a likelihood is stated as finely as its grade allows, a difference with its own error.
func (r compared) cells(lang words.Lang, other int) []string {
	title := r.title(lang)
	if r.judged {
		title += " *"
	}
	d := r.diffs[other]
	a, b := r.side(lang, d, func(d search.Difference) float64 { return d.A }), r.side(lang, d, func(d search.Difference) float64 { return d.B })
	if r.judged {
		return []string{title, a, b, r.judgedChange(lang, d), "", r.grade}
	}
	if d[0].Same {
		return []string{title, a, b, "0", "", r.grade}
	}
	return []string{title, a, b, lang.Change(d[0].Delta, r.Share()), lang.ChangeError((d[0].Hi-d[0].Lo)/2, r.Share()), r.grade}
}

// judgedChange is the range of a difference over the priors.
func (r compared) judgedChange(lang words.Lang, d []search.Difference) string {
	same := true
	for _, x := range d {
		same = same && x.Same
	}
	if same {
		return "0"
	}
	lo, hi := deltas(d)
	from, to := lang.Change(lo, r.Share()), lang.Change(hi, r.Share())
	if from == to {
		return from
	}
	return lang.FromTo(from, to)
}

func (r compared) side(lang words.Lang, d []search.Difference, of func(search.Difference) float64) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range d {
		lo, hi = min(lo, of(x)), max(hi, of(x))
	}
	switch {
	case !r.Share() && r.judged:
		return words.Number(lo, 1) + "–" + words.Number(hi, 1)
	case r.set != "":
		return lang.Answer(lo, r.Share())
	}
	return words.StatedOf(attain.State(of(d[0]), r.grade, !r.judged, [2]float64{lo, hi}), r.judged).Short(lang)
}

func deltas(d []search.Difference) (lo, hi float64) {
	lo, hi = d[0].Delta, d[0].Delta
	for _, x := range d {
		lo, hi = min(lo, x.Delta), max(hi, x.Delta)
	}
	return lo, hi
}

func (m *comparison) printCredit(w io.Writer, lang words.Lang, i int) error {
	s := m.credits[i]
	if s == nil {
		_, err := fmt.Fprintf(w, "%s\n\n", lang.NothingChanges())
		return err
	}
	fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(lang.TableCredit(m.credit.title(lang)), width(w)), "\n"))
	share := m.credit.Share()
	rows := [][]string{{"A", lang.Answer(s.From, share), ""}}
	for k, key := range s.keys {
		rows = append(rows, []string{m.l.keyTitle(lang, key), lang.Change(s.Parts[k], share), lang.ChangeError(s.Half[k], share)})
	}
	rows = append(rows, []string{"B", lang.Answer(s.To, share), ""})
	columns := []table.Column{{Head: lang.HeadChange(), Flex: true}, {Head: lang.HeadCredit(), Right: true}, {Head: lang.HeadError(), Right: true}}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n\n", strings.Join(table.Wrap(lang.CreditNote(s.Exact), width(w)), "\n"))
	return err
}

func (m *comparison) csv() []byte {
	b := newLines("from", "to", "prior", "target", "set", "question", "judged", "a", "b", "difference", "standard_error", "error_low", "error_high", "futures_that_differ", "draws")
	for i := range m.at[1:] {
		for _, r := range m.rows {
			for prior, d := range r.diffs[i] {
				b.add(m.of(0, 0).Scenario, m.of(i+1, 0).Scenario, m.of(0, prior).Prior, r.targetID(), r.set, r.kind(), strconv.FormatBool(r.judged),
					result.Number(d.A), result.Number(d.B), result.Number(d.Delta), result.Number(d.SE), result.Number(d.Lo), result.Number(d.Hi),
					strconv.FormatInt(d.Differ, 10), strconv.FormatInt(d.N, 10))
			}
		}
	}
	return b.bytes()
}

func (m *comparison) creditCSV() []byte {
	b := newLines("from", "to", "target", "set", "question", "key", "credit", "error_half_width", "exact")
	for i, s := range m.credits {
		if s == nil {
			continue
		}
		for k, key := range s.keys {
			b.add(m.of(0, 0).Scenario, m.of(i+1, 0).Scenario, m.credit.targetID(), m.credit.set, m.credit.kind(), key,
				result.Number(s.Parts[k]), result.Number(s.Half[k]), strconv.FormatBool(s.Exact))
		}
	}
	return b.bytes()
}

func (m *comparison) pictures(lang words.Lang) []chart.Picture {
	var out []chart.Picture
	for i := range m.at[1:] {
		suffix := m.of(0, 0).Scenario + "-" + m.of(i+1, 0).Scenario
		out = append(out, m.differences(lang, i, "difference-"+suffix))
		if s := m.credits[i]; s != nil {
			out = append(out, m.waterfall(lang, i, "waterfall-"+suffix))
		}
	}
	return out
}

func (m *comparison) differences(lang words.Lang, i int, name string) chart.Picture {
	c := chart.Spans{XLabel: lang.AxisChange(true), Whisker: lang.DifferenceError(),
		Keys: []chart.ToneKey{{Tone: chart.Up, Text: lang.Rises()}, {Tone: chart.Down, Text: lang.Falls()}}}
	largest, at := 0.0, ""
	judged, differ := false, false
	for _, r := range m.rows {
		if r.set != "" {
			continue
		}
		d := r.diffs[i]
		row := chart.SpanRow{Label: r.title(lang)}
		if lo, hi := deltas(d); r.judged {
			judged = true
			row.Bars = []chart.Span{{From: 100 * lo, To: 100 * hi, Tone: chart.Level}}
			row.Text = r.judgedChange(lang, d)
		} else {
			row.Bars = []chart.Span{{To: 100 * lo, Tone: tone(lo)}}
			row.Lo, row.Hi = 100*d[0].Lo, 100*d[0].Hi
			if row.Text = "0"; !d[0].Same {
				row.Text = lang.Change(lo, true)
			}
			differ = differ || !d[0].Same
			if told := d[0].Lo > 0 || d[0].Hi < 0; told && math.Abs(lo) > math.Abs(largest) {
				largest, at = lo, r.title(lang)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	if judged {
		c.Keys = append(c.Keys, chart.ToneKey{Tone: chart.Level, Text: lang.JudgedRange()})
	}
	a, b := m.titles(lang, i+1)
	title := lang.TitleCompare(a, b, at, largest)
	if at == "" && differ {
		title = lang.TitleNoDifference(a, b)
	}
	return chart.Picture{Name: name, Chart: c, Title: title, Subtitle: lang.SubtitleCompare()}
}

func tone(x float64) chart.Tone {
	if x < 0 {
		return chart.Down
	}
	return chart.Up
}

func (m *comparison) waterfall(lang words.Lang, i int, name string) chart.Picture {
	s, share := m.credits[i], m.credit.Share()
	unit := 1.0
	if share {
		unit = 100
	}
	a, b := m.titles(lang, i+1)
	c := chart.Spans{Zero: unit * s.From, Joined: true, XLabel: lang.AxisAnswer(share), Whisker: lang.Say(words.SimulationError95),
		Keys: []chart.ToneKey{{Tone: chart.Up, Text: lang.Rises()}, {Tone: chart.Down, Text: lang.Falls()}}}
	level := func(title string, x float64) chart.SpanRow {
		return chart.SpanRow{Label: title, Bars: []chart.Span{{From: unit * s.From, To: unit * x, Tone: chart.Level}}, Text: lang.Answer(x, share)}
	}
	c.Rows = append(c.Rows, level(a, s.From))
	x, best := s.From, 0
	for k, key := range s.keys {
		to := x + s.Parts[k]
		row := chart.SpanRow{Label: m.l.keyTitle(lang, key), Bars: []chart.Span{{From: unit * x, To: unit * to, Tone: tone(s.Parts[k])}},
			Text: lang.Change(s.Parts[k], share)}
		if half := s.Half[k]; half > 0 {
			row.Lo, row.Hi = unit*(to-half), unit*(to+half)
		}
		c.Rows = append(c.Rows, row)
		if math.Abs(s.Parts[k]) > math.Abs(s.Parts[best]) {
			best = k
		}
		x = to
	}
	c.Rows = append(c.Rows, level(b, s.To))
	part := lang.Points(s.Parts[best])
	if !share {
		part = lang.Change(s.Parts[best], false)
	}
	title := lang.TitleWaterfall(words.Capital(m.l.keyTitle(lang, s.keys[best])), part, m.credit.title(lang))
	if math.Abs(s.Parts[best]) <= s.Half[best] {
		title = lang.TitleNoPart(m.credit.title(lang))
	}
	return chart.Picture{Name: name, Chart: c, Title: title, Subtitle: lang.SubtitleWaterfall(a, b), Caption: chart.Caption{Notes: []string{lang.CreditNote(s.Exact)}}}
}
