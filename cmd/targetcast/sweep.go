package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

type sweepOptions struct {
	study
	targets      []string
	atLeast      int
	turns        []string
	places, cube int
}

// mostPoints bounds a sweep; it is only there to catch slips.
const mostPoints = 100_000

func newSweep() *cobra.Command {
	o := &sweepOptions{}
	c := &cobra.Command{
		Use:   "sweep [FOLDER]",
		Short: "Map likelihoods over assumptions: every combination, or a Latin hypercube",
		Long: `sweep turns one or several numbers of the plan over their ranges, every combination or a Latin hypercube of them, and asks
for likelihoods at each point, all on the same futures. It writes one long table; two dials and every combination give a
picture for each target, with the line at 50 %.

A dial is KEY = LOW..HIGH (the number becomes this value), KEY += LOW..HIGH (this is added) or KEY *= LOW..HIGH (it is
multiplied by this); several keys, separated by commas, turn together.`,
		Example: `  targetcast sweep --turn 'indicator.setback.value += -2..2' --turn 'indicator.revision_common.mean = 0..0.06' --target gdp_pair --places 5 -n 1000 --out map
  targetcast sweep --turn 'factor.nation.drift += -0.5..0.5' --turn 'lever.*.delay += 0..2' --turn 'indicator.wedge_mean.value += -1..1' --cube 50 -n 500
  targetcast sweep my-plan --turn 'target.gdp.threshold *= 0.9..1.1' -n 1000 --out map`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 4_000)
	f := c.Flags()
	f.StringArrayVar(&o.turns, "turn", nil, "what changes, a `dial`: 'KEY += LOW..HIGH'; may be repeated")
	f.StringSliceVar(&o.targets, "target", nil, "`targets` or sets (\"observed\", \"all\", a group); without it every target")
	f.IntVar(&o.atLeast, "at-least", 0, "how many targets of a set must be met, a `number`; 0 asks for the number met")
	f.IntVar(&o.places, "places", 9, "`number` of places on each dial")
	f.IntVar(&o.cube, "cube", 0, "`number` of points of a Latin hypercube instead of every combination")
	return c
}

func (o *sweepOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	switch {
	case len(o.turns) == 0:
		return inputError{fmt.Errorf("sweep needs --turn")}
	case o.cube == 0 && (o.places < 2 || o.places > 1000):
		return inputError{fmt.Errorf("--places %d: write a number from 2 to 1000", o.places)}
	case o.cube < 0 || o.cube == 1 || o.cube > mostPoints:
		return inputError{fmt.Errorf("--cube %d: write a number from 2 to %d", o.cube, mostPoints)}
	}
	lang, about, err := o.beginOne(args)
	if err != nil {
		return err
	}
	l, p, base := about.loaded, about.plan, about.base
	s := &swept{o: o, l: l, base: base, named: len(o.targets) > 0}
	if s.dials, err = dials(p, "turn", o.turns); err != nil {
		return err
	}
	for _, d := range s.dials {
		s.neutral, s.units = append(s.neutral, d.Neutral(p)), append(s.units, dialUnit(p, d))
	}
	if err := s.ask(); err != nil {
		return err
	}
	if s.points, err = o.points(s.dials); err != nil {
		return err
	}
	bar := newProgress(c.ErrOrStderr(), lang)
	s.answers, err = search.Sweep(c.Context(), p, central(p), s.dials, s.points, s.questions(), o.simulation(bar.tell))
	bar.close()
	if err != nil {
		return inputError{err}
	}
	if err := s.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	return o.finish(c, lang, l, map[string][]byte{"sweep.csv": s.csv()}, s.pictures)
}

func (o *sweepOptions) points(dials []search.Dial) ([][]float64, error) {
	if o.cube > 0 {
		return search.Hypercube(dials, o.cube, o.seed), nil
	}
	if n := math.Pow(float64(o.places), float64(len(dials))); n > mostPoints {
		return nil, inputError{fmt.Errorf("--places %d on %d dials are %.0f points; %d is the most: use --cube", o.places, len(dials), n, mostPoints)}
	}
	return search.Lattice(dials, o.places), nil
}

// swept is what sweep found.
type swept struct {
	o       *sweepOptions
	l       *loaded
	base    *program.Program
	dials   []search.Dial
	units   []string  // by dial
	neutral []float64 // by dial: where the plan stands; NaN where history supplies the number
	points  [][]float64
	asked   []asked
	named   bool             // the user named the targets
	answers [][]search.Point // by point, question
}

func (s *swept) ask() error {
	names := s.o.targets
	if !s.named {
		for _, e := range s.base.Events {
			if e.Reading == "" && !s.base.Facts[e.Target].CannotTell {
				names = append(names, e.Target)
			}
		}
	}
	for _, name := range names {
		atLeast := s.o.atLeast
		if s.l.isTarget(name) {
			atLeast = 1
		}
		q, err := s.l.question(s.base, name, atLeast)
		if err != nil {
			return inputError{fmt.Errorf("--target: %w", err)}
		}
		s.asked = append(s.asked, q)
	}
	return nil
}

func (l *loaded) isTarget(name string) bool {
	id, _, _ := strings.Cut(name, "/")
	for _, t := range l.plan.Targets {
		if t.ID == id {
			return true
		}
	}
	return false
}

func (s *swept) questions() []search.Question {
	var out []search.Question
	for _, a := range s.asked {
		out = append(out, a.Question)
	}
	return out
}

// print tells the lowest and the highest answer to each question and where they were found.
func (s *swept) print(w io.Writer, lang words.Lang) error {
	fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(lang.TableSweep(len(s.points), s.dialTitles(lang)), width(w)), "\n"))
	columns := []table.Column{{Head: lang.HeadQuestion(), Flex: true}, {Head: lang.HeadLowest(), Right: true}, {Head: lang.HeadAt(), Flex: true},
		{Head: lang.HeadHighest(), Right: true}, {Head: lang.HeadAt(), Flex: true}}
	var rows [][]string
	for k, q := range s.asked {
		lo, hi := 0, 0
		for i := range s.answers {
			if s.answers[i][k].P < s.answers[lo][k].P {
				lo = i
			}
			if s.answers[i][k].P > s.answers[hi][k].P {
				hi = i
			}
		}
		title := q.title(lang)
		if q.judged {
			title += " *"
		}
		if s.answers[lo][k].P == s.answers[hi][k].P {
			rows = append(rows, []string{title, s.answer(lang, q, s.answers[lo][k].P), lang.Everywhere(), "", ""})
			continue
		}
		rows = append(rows, []string{title, s.answer(lang, q, s.answers[lo][k].P), s.place(lang, lo), s.answer(lang, q, s.answers[hi][k].P), s.place(lang, hi)})
	}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(table.Wrap(lang.SweepNote(), width(w)), "\n"))
	return err
}

// answer is a likelihood as finely as its grade allows; judged ones are under the central prior alone and so are bands.
func (s *swept) answer(lang words.Lang, q asked, p float64) string {
	if q.set != "" {
		return lang.Answer(p, q.Share())
	}
	grade := s.base.Facts[q.Of[0].String()].Grade
	if q.judged {
		grade = "C"
	}
	return words.StatedOf(attain.State(p, grade, true, [2]float64{}), false).Short(lang)
}

// dialTitles are what is turned, with units.
func (s *swept) dialTitles(lang words.Lang) []string {
	var out []string
	for k, d := range s.dials {
		out = append(out, lang.Named(s.l.dialTitle(lang, d), s.units[k]))
	}
	return out
}

// turnedTo is a place of a dial: "+0.4", "× 1.2", "3".
func turnedTo(op search.Op, x float64) string {
	switch {
	case op == search.Add && x > 0:
		return "+" + words.Rounded(x, 3)
	case op == search.Scale:
		return "× " + words.Rounded(x, 3)
	}
	return words.Rounded(x, 3)
}

// place is the dials at a point, in their order.
func (s *swept) place(lang words.Lang, i int) string {
	var texts []string
	for k, x := range s.points[i] {
		texts = append(texts, turnedTo(s.dials[k].Op, x))
	}
	return strings.Join(texts, lang.PastAside(""))
}

func (s *swept) csv() []byte {
	head := []string{"point"}
	for _, d := range s.dials {
		head = append(head, d.String())
	}
	b := newLines(append(head, "target", "set", "question", "judged", "prior", "answer", "standard_error", "draws")...)
	for i, x := range s.points {
		for k, q := range s.asked {
			row := []string{strconv.Itoa(i + 1)}
			for _, v := range x {
				row = append(row, result.Number(v))
			}
			b.add(append(row, q.targetID(), q.set, q.kind(), strconv.FormatBool(q.judged), s.base.Prior, result.Number(s.answers[i][k].P),
				result.Number(s.answers[i][k].SE), strconv.Itoa(s.o.draws))...)
		}
	}
	return b.bytes()
}

// pictures maps each question that was named, or all that move, over two dials.
func (s *swept) pictures(lang words.Lang) []chart.Picture {
	if len(s.dials) != 2 || s.o.cube > 0 {
		return nil
	}
	var out []chart.Picture
	for k, q := range s.asked {
		lo, hi := math.Inf(1), math.Inf(-1)
		for i := range s.answers {
			lo, hi = min(lo, s.answers[i][k].P), max(hi, s.answers[i][k].P)
		}
		if !q.Share() || !s.named && hi-lo < .05 {
			continue
		}
		out = append(out, s.contour(lang, k, q))
	}
	return out
}

func (s *swept) contour(lang words.Lang, k int, q asked) chart.Picture {
	n := s.o.places
	c := chart.BaseGrowth{XLabel: lang.DialAxis(s.l.dialTitle(lang, s.dials[0]), int(s.dials[0].Op), s.units[0]),
		PaceLabel: lang.DialAxis(s.l.dialTitle(lang, s.dials[1]), int(s.dials[1].Op), s.units[1])}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range n {
		c.Base, c.Growth = append(c.Base, s.points[i*n][0]), append(c.Growth, s.points[i][1])
	}
	for j := range n {
		var row []float64
		for i := range n {
			p := s.answers[i*n+j][k].P
			row, lo, hi = append(row, p), min(lo, p), max(hi, p)
		}
		c.P = append(c.P, row)
	}
	if !math.IsNaN(s.neutral[0]) && !math.IsNaN(s.neutral[1]) {
		c.Priors = []chart.PriorMark{{Name: lang.HeadNow(), Base: s.neutral[0], Growth: s.neutral[1]}}
	}
	caption := chart.Caption{}
	if q.judged {
		caption.Notes = append(caption.Notes, lang.SeekJudged())
	}
	name := strings.NewReplacer("/", "-").Replace(q.targetID())
	if name == "" {
		name = q.set
	}
	return chart.Picture{Name: "sweep-" + name, Chart: c, Caption: caption, Title: lang.TitleSweep(q.title(lang), s.answer(lang, q, lo), s.answer(lang, q, hi)),
		Subtitle: lang.SubtitleSweep()}
}
