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

	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
	"targetcast/scenarios"
)

type robustOptions struct {
	study
	target          string
	atLeast         int
	choices, states []string
	good            float64
	weights         []float64
}

func newRobust() *cobra.Command {
	o := &robustOptions{}
	c := &cobra.Command{
		Use:   "robust [FOLDER]",
		Short: "Which choice is safe whatever happens: regret over states of the world",
		Long: `robust holds choices (scenarios of what is done) against states of the world (scenarios of what happens): each choice is
applied on top of each state, on the same futures. It says what each choice gives in each state, how far that lies below
the best choice of the state (regret), the worst case, and in how many states a level is reached. States are never averaged
unless weights are given.`,
		Example: `  targetcast robust --choices trend,plan_as_announced,full_delivery --states growth_high,growth_low,falling_prices -n 1000
  targetcast robust my-plan --choices as_written --states as_written,slower --target gdp --weights 2,1 -n 1000`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 10_000)
	f := c.Flags()
	f.StringSliceVar(&o.choices, "choices", nil, "`scenarios` of what is done")
	f.StringSliceVar(&o.states, "states", nil, "`scenarios` of what happens")
	f.StringVar(&o.target, "target", observedTargets, "`target`, or a set: \"observed\" (those with a base value), \"all\" or a group")
	f.IntVar(&o.atLeast, "at-least", 0, "how many targets of a set must be met, a `number`; 0 asks for the number met")
	f.Float64Var(&o.good, "good", math.NaN(), "the level that is good enough: `per cent`, or a number of targets; half without it")
	f.Float64SliceVar(&o.weights, "weights", nil, "`weights` of the states, for a mean over them")
	complete(c, map[string]completer{"choices": listOf(scenarioIDs), "states": listOf(scenarioIDs)})
	if err := f.MarkHidden("scenario"); err != nil {
		panic(err) // the flag is registered a few lines above
	}
	return c
}

func (o *robustOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	if len(o.choices) == 0 || len(o.states) == 0 {
		return inputError{fmt.Errorf("robust needs --choices and --states")}
	}
	asked := slices.Concat(o.choices, o.states)
	slices.Sort(asked)
	o.scenarios = slices.Compact(asked)
	lang, l, err := o.begin(args)
	if err != nil {
		return err
	}
	r := &robust{o: o, l: l}
	if err := r.compile(); err != nil {
		return inputError{l.located(err)}
	}
	atLeast := o.atLeast
	if l.isTarget(o.target) {
		atLeast = 1
	}
	if r.question, err = l.question(r.programs[0][0], o.target, atLeast); err != nil {
		return inputError{fmt.Errorf("--target: %w", err)}
	}
	r.level = o.good
	switch share := r.question.Share(); {
	case math.IsNaN(o.good) && share:
		r.level = .5
	case math.IsNaN(o.good):
		r.level = float64(len(r.question.Of)) / 2
	case share:
		r.level /= 100
	}
	if err := r.compute(c.Context()); err != nil {
		return inputError{err}
	}
	if err := r.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	return o.finish(c, lang, l, map[string][]byte{"robust.csv": r.csv()}, r.pictures)
}

// robust is what robust found.
type robust struct {
	o        *robustOptions
	l        *loaded
	programs [][]*program.Program // [choice][state]
	question asked
	level    float64
	*search.Robustness
}

// compile applies each choice on top of each state.
func (r *robust) compile() error {
	at := func(id string) int {
		return slices.IndexFunc(r.l.scenarios, func(s scenarios.Scenario) bool { return s.ID == id })
	}
	for _, choice := range r.o.choices {
		var row []*program.Program
		for _, state := range r.o.states {
			chains, err := r.l.chains([]int{at(state), at(choice)}, &r.o.source)
			if err != nil {
				return err
			}
			p, err := scenarios.Apply(r.l.plan, slices.Concat(chains...)...)
			if err != nil {
				return err
			}
			pr, err := program.Compile(p, choice+" in "+state, central(r.l.plan))
			if err != nil {
				return err
			}
			row = append(row, pr)
		}
		r.programs = append(r.programs, row)
	}
	return nil
}

func (r *robust) compute(ctx context.Context) error {
	var err error
	r.Robustness, err = search.Robust(ctx, r.programs, r.question.Question, r.level, r.o.weights, r.o.simulation(nil))
	return err
}

func (r *robust) scenarioTitle(lang words.Lang, id string) string {
	for _, s := range r.l.scenarios {
		if s.ID == id {
			return text(s.Title).In(lang)
		}
	}
	return id
}

func (r *robust) print(w io.Writer, lang words.Lang) error {
	share := r.question.Share()
	say := func(text string) { fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(text, width(w)), "\n")) }
	say(lang.RobustHead(r.question.title(lang)))
	if r.question.judged {
		say(lang.SeekJudged())
	}
	columns := []table.Column{{Head: lang.HeadChoice(), Flex: true}}
	for _, s := range r.o.states {
		columns = append(columns, table.Column{Head: r.scenarioTitle(lang, s), Right: true, Flex: true})
	}
	for _, head := range []string{lang.HeadWorst(), lang.HeadRegret(), lang.HeadGood(lang.Answer(r.level, share))} {
		columns = append(columns, table.Column{Head: head, Right: true, Flex: true})
	}
	if r.Mixture != nil {
		columns = append(columns, table.Column{Head: lang.HeadMixture(), Right: true, Flex: true})
	}
	var rows [][]string
	for i, choice := range r.o.choices {
		row := []string{r.scenarioTitle(lang, choice)}
		for j := range r.o.states {
			cell := lang.Answer(r.Answer[i][j].P, share)
			if r.Tied[i][j] {
				cell += " ="
			} else {
				cell += "\n" + lang.Change(-r.Regret[i][j], share) + " " + lang.ChangeError(r.Half[i][j], share)
			}
			row = append(row, cell)
		}
		row = append(row, lang.Answer(r.Worst[i], share), r.regretText(lang, i), strconv.Itoa(r.Good[i])+"/"+strconv.Itoa(len(r.o.states)))
		if r.Mixture != nil {
			row = append(row, lang.Answer(r.Mixture[i], share))
		}
		rows = append(rows, row)
	}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	fmt.Fprintln(w)
	say(lang.RobustNote())
	return nil
}

// regretText is a choice's greatest regret: an amount, not a change.
func (r *robust) regretText(lang words.Lang, i int) string {
	return strings.TrimPrefix(lang.Change(r.Greatest[i], r.question.Share()), "+")
}

func (r *robust) csv() []byte {
	b := newLines("target", "set", "question", "choice", "state", "answer", "standard_error", "regret", "regret_error_half_width", "tied_with_best", "draws")
	for i, choice := range r.o.choices {
		for j, state := range r.o.states {
			b.add(r.question.targetID(), r.question.set, r.question.kind(), choice, state, result.Number(r.Answer[i][j].P), result.Number(r.Answer[i][j].SE),
				result.Number(r.Regret[i][j]), result.Number(r.Half[i][j]), strconv.FormatBool(r.Tied[i][j]), strconv.Itoa(r.o.draws))
		}
	}
	return b.bytes()
}

// pictures shows each choice's answers from its worst to its best state.
func (r *robust) pictures(lang words.Lang) []chart.Picture {
	share, unit := r.question.Share(), 1.0
	if share {
		unit = 100
	}
	c := chart.Spans{Zero: unit * r.level, XLabel: lang.AxisAnswer(share), Keys: []chart.ToneKey{{Tone: chart.Up, Text: lang.FromWorstToBest()}}}
	best := 0
	for i, choice := range r.o.choices {
		most := r.Worst[i]
		for _, p := range r.Answer[i] {
			most = max(most, p.P)
		}
		c.Rows = append(c.Rows, chart.SpanRow{Label: r.scenarioTitle(lang, choice), Bars: []chart.Span{{From: unit * r.Worst[i], To: unit * most, Tone: chart.Up}},
			Text: lang.RegretText(r.regretText(lang, i))})
		if r.Greatest[i] < r.Greatest[best] {
			best = i
		}
	}
	return []chart.Picture{{Name: "robust", Chart: c, Title: lang.TitleRobust(r.scenarioTitle(lang, r.o.choices[best]), r.question.title(lang)),
		Subtitle: lang.SubtitleRobust(len(r.o.states), lang.Answer(r.level, share))}}
}
