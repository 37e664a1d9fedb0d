package main

import (
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/prim"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

type discoverOptions struct {
	study
	target  string
	atLeast int
	search.Conditions
	inputs []string
}

func newDiscover() *cobra.Command {
	o := &discoverOptions{}
	c := &cobra.Command{
		Use:   "discover [FOLDER]",
		Short: "Under which conditions a target is missed",
		Long: `discover looks for conditions on few uncertain inputs under which a target is missed, or too few targets of a set are met:
boxes, found by the patient rule induction method (PRIM). A box tells its coverage (the share of all misses that fall
into it), its density (the share of its futures that miss) and its mass (the share of all futures in it). Boxes are
sought in one half of the futures and measured in the other.

Inputs speak in their own units: parameters as drawn, yearly rates and shocks as their mean over the plan's years.`,
		Example: `  targetcast discover --target gdp_pair -n 4000
  targetcast discover --target gdp_pair -n 4000 --density 0.9 --limits 2 --out conditions
  targetcast discover --at-least 4 -n 4000 --lang zh
  targetcast discover --target gdp_pair --met --input 'factor.*' -n 4000`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	o.studyFlags(c, 20_000)
	f := c.Flags()
	f.StringVar(&o.target, "target", observedTargets, "`target`, or a set: \"observed\" (those with a base value), \"all\" or a group")
	f.IntVar(&o.atLeast, "at-least", 0, "how many targets of a set are enough, a `number` (default: half of them)")
	f.BoolVar(&o.Met, "met", false, "conditions of being met instead of missed")
	f.IntVar(&o.Most, "limits", 3, "`number` of limited inputs in a box, at most")
	f.IntVar(&o.Boxes, "boxes", 2, "`number` of boxes, at most; each holds futures that those before do not")
	f.Float64Var(&o.Density, "density", 0, "take the widest box with at least this `share` of misses, as 0.9, instead of the one that agrees best with them")
	f.StringSliceVar(&o.inputs, "input", nil, "only inputs that match these `patterns` may be limited, as 'factor.*'")
	return c
}

func (o *discoverOptions) run(c *cobra.Command, args []string) error {
	defer elapsed(c, time.Now())
	if err := o.checkConditions(); err != nil {
		return inputError{err}
	}
	lang, about, err := o.beginOne(args)
	if err != nil {
		return err
	}
	l, p, base := about.loaded, about.plan, about.base
	d := &discovered{o: o, l: l}
	atLeast := o.atLeast
	switch {
	case l.isTarget(o.target):
		atLeast = max(1, atLeast)
	case atLeast == 0:
		atLeast = (len(l.members(base, o.target)) + 1) / 2
	}
	if d.question, err = l.question(base, o.target, atLeast); err != nil {
		return inputError{fmt.Errorf("--target: %w", err)}
	}
	bar := newProgress(c.ErrOrStderr(), lang)
	d.Discovery, err = search.Discover(c.Context(), p, base, d.question.Question, o.Conditions, o.simulation(bar.tell))
	bar.close()
	if err != nil {
		return inputError{err}
	}
	if err := d.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	return o.finish(c, lang, l, map[string][]byte{"boxes.csv": d.boxesCSV(), "limits.csv": d.limitsCSV(), "peeling.csv": d.peelingCSV()}, d.pictures)
}

// checkConditions refuses what no box can satisfy, and makes the patterns a choice of inputs.
func (o *discoverOptions) checkConditions() error {
	switch {
	case o.Most < 1:
		return fmt.Errorf("--limits %d: write 1 or more", o.Most)
	case o.Boxes < 1:
		return fmt.Errorf("--boxes %d: write 1 or more", o.Boxes)
	case !(o.Density >= 0 && o.Density <= 1):
		return fmt.Errorf("--density %v: write a share from 0 to 1, as 0.9", o.Density)
	case o.atLeast < 0:
		return fmt.Errorf("--at-least %d: write 1 or more", o.atLeast)
	}
	for _, pattern := range o.inputs {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("--input %s: %w", pattern, err)
		}
	}
	if len(o.inputs) > 0 {
		o.Wanted = func(key string) bool {
			return slices.ContainsFunc(o.inputs, func(pattern string) bool { ok, _ := path.Match(pattern, key); return ok })
		}
	}
	return nil
}

// discovered is what discover found.
type discovered struct {
	o        *discoverOptions
	l        *loaded
	question asked
	*search.Discovery
}

// rate is the share of the futures of interest before any condition, among those in which boxes are measured.
func (d *discovered) rate() float64 {
	n := 0
	for _, of := range d.Of[d.Sought:] {
		if of {
			n++
		}
	}
	return float64(n) / float64(len(d.Of)-d.Sought)
}

func (d *discovered) print(w io.Writer, lang words.Lang) error {
	say := func(text string) { fmt.Fprintf(w, "%s\n\n", strings.Join(table.Wrap(text, width(w)), "\n")) }
	say(lang.DiscoverHead(d.question.title(lang), lang.Percent(d.rate(), 0), len(d.Drivers), d.o.Met))
	if d.question.judged {
		say(lang.SeekJudged())
	}
	if len(d.Boxes) == 0 {
		say(lang.NoBox())
		return nil
	}
	for k, b := range d.Boxes {
		say(lang.BoxHead(k+1, lang.Percent(b.Density(), 0), lang.Percent(b.Coverage(), 0), lang.Percent(b.Mass(), 0), lang.Percent(rateOf(b), 0), d.o.Met))
		var rows [][]string
		for _, i := range b.Limited() {
			rows = append(rows, []string{d.driverTitle(lang, i), d.limits(lang, i, b.Box[i], true), quasiP(b.QuasiP[i]),
				lang.Percent(b.Again[i].ByCoverage, 0), lang.Percent(b.Again[i].ByDensity, 0)})
		}
		columns := []table.Column{{Head: lang.HeadInput(), Flex: true}, {Head: lang.HeadLimits(), Right: true}, {Head: lang.HeadQuasiP(), Right: true},
			{Head: lang.HeadFoundAgain(), Right: true}, {Head: lang.HeadFoundAgainDense(), Right: true}}
		if err := table.Print(w, columns, rows, width(w)); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	say(lang.BoxMeasured(d.Sought, len(d.Of)-d.Sought))
	say(lang.BoxColumns())
	return nil
}

// rateOf is the share of the futures of interest among those in which a box was measured: all that no box before it holds.
func rateOf(b search.FoundBox) float64 { return float64(b.Fit.Of) / float64(b.All) }

// quasiP writes a quasi-p-value.
func quasiP(p float64) string {
	if p < .001 {
		return "<0.001"
	}
	return words.Number(p, 3)
}

// driverTitle names an input, with the years of its mean.
func (d *discovered) driverTitle(lang words.Lang, i int) string {
	x := d.Drivers[i]
	if kind, id, _ := strings.Cut(x.Key, "."); !strings.Contains(id, ".") && (kind == "indicator" || kind == "factor") {
		if title := d.l.indicatorTitle(lang, id); title != "" {
			if x.First > 0 {
				return title + lang.MeanOver(x.First, x.Last)
			}
			return title
		}
	}
	return d.l.keyTitle(lang, x.Key)
}

// limits writes where a box lies on an input, with as many digits as tell its tenths apart.
func (d *discovered) limits(lang words.Lang, i int, of prim.Limits, unit bool) string {
	values := slices.Sorted(slices.Values(d.Drivers[i].Values))
	spread := values[len(values)*9/10] - values[len(values)/10]
	decimals := 3
	if spread > 0 {
		decimals = max(0, min(6, 1-int(math.Floor(math.Log10(spread)))))
	}
	var text string
	switch lo, hi := words.Number(of.Lo, decimals), words.Number(of.Hi, decimals); {
	case math.IsInf(of.Lo, -1):
		text = "< " + hi
	case math.IsInf(of.Hi, 1):
		text = "> " + lo
	default:
		text = lang.FromTo(lo, hi)
	}
	if unit && d.Drivers[i].Unit != "" {
		text = lang.Quantity(text, d.Drivers[i].Unit)
	}
	return text
}

func (d *discovered) row(box int) []string {
	of := "missed"
	if d.o.Met {
		of = "met"
	}
	return []string{strconv.Itoa(box + 1), d.question.targetID(), d.question.set, strconv.Itoa(d.question.AtLeast), of}
}

func (d *discovered) boxesCSV() []byte {
	b := newLines("box", "target", "set", "at_least", "conditions_of", "coverage", "density", "mass", "phi", "futures_in_box", "of_interest_in_box",
		"of_interest", "futures", "coverage_sought", "density_sought", "sought_in")
	for k, x := range d.Boxes {
		sought := x.Steps[x.Chosen]
		b.add(append(d.row(k), result.Number(x.Coverage()), result.Number(x.Density()), result.Number(x.Mass()), result.Number(x.Phi()),
			strconv.Itoa(x.In), strconv.Itoa(x.Hits), strconv.Itoa(x.Fit.Of), strconv.Itoa(x.All),
			result.Number(sought.Coverage()), result.Number(sought.Density()), strconv.Itoa(d.Sought))...)
	}
	return b.bytes()
}

func (d *discovered) limitsCSV() []byte {
	b := newLines("box", "target", "set", "at_least", "conditions_of", "input", "unit", "first_year", "last_year", "above", "below", "quasi_p",
		"found_again_by_coverage", "found_again_by_density")
	limit := func(x float64) string {
		if math.IsInf(x, 0) {
			return ""
		}
		return result.Number(x)
	}
	year := func(y int) string {
		if y == 0 {
			return ""
		}
		return strconv.Itoa(y)
	}
	for k, x := range d.Boxes {
		for _, i := range x.Limited() {
			in := d.Drivers[i]
			b.add(append(d.row(k), in.Key, in.Unit, year(in.First), year(in.Last), limit(x.Box[i].Lo), limit(x.Box[i].Hi), result.Number(x.QuasiP[i]),
				result.Number(x.Again[i].ByCoverage), result.Number(x.Again[i].ByDensity))...)
		}
	}
	return b.bytes()
}

func (d *discovered) peelingCSV() []byte {
	b := newLines("box", "target", "set", "at_least", "conditions_of", "step", "limited_inputs", "coverage", "density", "mass", "coverage_sought", "density_sought", "mass_sought", "chosen")
	for k, x := range d.Boxes {
		for j, s := range x.Steps {
			t := x.Tested[j]
			b.add(append(d.row(k), strconv.Itoa(j), strconv.Itoa(len(s.Limited())), result.Number(t.Coverage()), result.Number(t.Density()), result.Number(t.Mass()),
				result.Number(s.Coverage()), result.Number(s.Density()), result.Number(s.Mass()), strconv.FormatBool(j == x.Chosen))...)
		}
	}
	return b.bytes()
}

func (d *discovered) pictures(lang words.Lang) []chart.Picture {
	var out []chart.Picture
	for k, b := range d.Boxes {
		suffix := ""
		if k > 0 {
			suffix = "-" + strconv.Itoa(k+1)
		}
		out = append(out, d.box(lang, b, k, "box"+suffix), d.tradeOff(lang, b, k, "trade-off"+suffix))
	}
	return out
}

// box shows the limits of a box on the scale of what share of the futures lies below.
func (d *discovered) box(lang words.Lang, b search.FoundBox, before int, name string) chart.Picture {
	c := chart.Spans{XLabel: lang.AxisBelow(), Keys: []chart.ToneKey{{Tone: chart.Down, Text: lang.InTheBox()}, {Tone: chart.Level, Text: lang.OutsideTheBox()}}}
	for _, i := range b.Limited() {
		below := func(x float64) float64 {
			n := 0
			for _, v := range d.Drivers[i].Values {
				if v < x {
					n++
				}
			}
			return 100 * float64(n) / float64(len(d.Drivers[i].Values))
		}
		lo, hi := below(b.Box[i].Lo), below(b.Box[i].Hi)
		c.Rows = append(c.Rows, chart.SpanRow{Label: d.driverTitle(lang, i), Text: d.limits(lang, i, b.Box[i], true),
			Bars: []chart.Span{{From: 0, To: lo, Tone: chart.Level}, {From: lo, To: hi, Tone: chart.Down}, {From: hi, To: 100, Tone: chart.Level}}})
	}
	return chart.Picture{Name: name, Chart: c,
		Title:    lang.TitleBox(d.question.title(lang), lang.Percent(b.Density(), 0), lang.Percent(rateOf(b), 0), d.o.Met),
		Subtitle: lang.SubtitleBox(lang.Percent(b.Coverage(), 0), lang.Percent(b.Mass(), 0), before > 0, d.o.Met),
		Caption:  chart.Caption{Notes: []string{lang.BoxMeasured(d.Sought, len(d.Of)-d.Sought)}}}
}

// tradeOff shows density against coverage on the way of peeling, in futures that were not searched.
func (d *discovered) tradeOff(lang words.Lang, b search.FoundBox, before int, name string) chart.Picture {
	c := chart.TradeOff{XLabel: lang.AxisCoverage(d.o.Met), YLabel: lang.AxisDensity(d.o.Met), X: b.Coverage(), Y: b.Density(),
		Text: lang.ChosenBox(len(b.Limited()))}
	for _, t := range b.Tested {
		if t.In > 0 {
			c.Coverage, c.Density = append(c.Coverage, t.Coverage()), append(c.Density, t.Density())
		}
	}
	return chart.Picture{Name: name, Chart: c, Title: lang.TitleTradeOff(lang.Percent(b.Coverage(), 0), lang.Percent(b.Density(), 0), d.o.Met),
		Subtitle: lang.SubtitleTradeOff(d.question.title(lang), before > 0), Caption: chart.Caption{Notes: []string{lang.BoxMeasured(d.Sought, len(d.Of)-d.Sought)}}}
}
