package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"targetcast/model/attain"
	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// Pictures of one target.

// name is a target's, or a reading's, part of file names.
func pictureName(t *result.Target) string {
	if t.Reading == "" {
		return t.ID
	}
	return t.ID + "-" + t.Reading
}

func (a *album) threshold(t *result.Target) string {
	return a.lang.Quantity(digits(t.Threshold, t.Threshold), t.Unit)
}

// digits writes a value as finely as its size, or that of a companion on the same axis, makes sense of.
func digits(x, like float64) string {
	switch size := math.Abs(like); {
	case x == math.Round(x) && size < 1e6:
		return words.Number(x, 0)
	case size >= 1000:
		return words.Number(x, 0)
	case size >= 10:
		return words.Number(x, 1)
	}
	return words.Rounded(x, 3)
}

// coarse writes a value to two digits, "19,000".
func coarse(x float64) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return words.Number(x, 0)
	}
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-1)
	return words.Rounded(step*math.Round(x/step), 2)
}

func (a *album) fan(t *result.Target) []chart.Picture {
	p, ok := a.fanOf(t.Indicator)
	if !ok {
		return nil
	}
	f := p.Chart.(chart.Fan)
	s := a.stated(a.headline().ID, t)
	f.Target = &chart.FanTarget{Year: t.By, Value: t.Threshold, Text: digits(t.Threshold, t.Threshold), Stated: s}
	f.BestLow = t.Comparator == "<=" || t.Comparator == "<"
	for _, y := range f.Years {
		if y.Year == t.By {
			middle := digits(y.P50, t.Threshold)
			if !t.HasBase { // nobody saw a value: a judgement carries two digits at most
				middle = coarse(y.P50)
			}
			p.Title = a.lang.TitleFan(t.Title.In(a.lang), a.lang.Quantity(middle, t.Unit), t.By, s)
		}
	}
	p.Name, p.Chart = "fan-"+pictureName(t), f
	return []chart.Picture{p}
}

// fanOf draws an indicator's past and simulated future under the headline.
func (a *album) fanOf(indicator string) (chart.Picture, bool) {
	for _, ind := range a.set.Indicators {
		if ind.ID != indicator {
			continue
		}
		asOf, _ := time.Parse(time.DateOnly, a.set.Plan.AsOf)
		f := chart.Fan{Whole: ind.Count, AsOf: float64(asOf.Year()) + float64(asOf.YearDay())/366, AsOfText: a.lang.Month(asOf.Year(), int(asOf.Month())),
			History: pieces(ind)}
		for _, q := range a.set.Quantiles {
			if q.Scenario == a.headline().ID && q.Prior == central(a.l.plan) && q.Indicator == indicator {
				f.Years = append(f.Years, chart.FanYear{Year: q.Year, P025: q.P025, P10: q.P10, P25: q.P25, P50: q.P50, P75: q.P75, P90: q.P90, P975: q.P975})
			}
		}
		title := ind.Title.In(a.lang)
		if n := len(f.Years); n > 0 {
			last := f.Years[n-1]
			title = a.lang.TitleFan(title, a.lang.Quantity(digits(last.P50, last.P50), ind.Unit), last.Year, words.Settled(true))
		}
		subtitle := ind.Title.In(a.lang)
		if u := a.lang.UnitText(ind.Unit); u != "" && u != "1" {
			subtitle = fmt.Sprintf(a.either("%s, %s", "%s，%s"), subtitle, u)
		}
		return chart.Picture{Name: "indicator-" + indicator, Chart: f, Title: title, Subtitle: subtitle, Caption: a.caption(indicator)}, len(f.Years) > 0
	}
	return chart.Picture{}, false
}

// pieces cuts a history where its base changed.
func pieces(ind result.Indicator) [][]chart.Sample {
	var out [][]chart.Sample
	base := func(year int) int {
		n := 0
		for _, b := range ind.Breaks {
			if year >= b {
				n++
			}
		}
		return n
	}
	last := -1
	for _, p := range ind.History {
		if b := base(p.Year); b != last {
			out, last = append(out, nil), b
		}
		out[len(out)-1] = append(out[len(out)-1], chart.Sample{Year: p.Year, Value: p.Value})
	}
	return out
}

// otherFans draws the indicators that no target names.
func (a *album) otherFans() []chart.Picture {
	named := map[string]bool{}
	for _, t := range a.set.Targets {
		named[t.Indicator] = true
	}
	var out []chart.Picture
	for _, ind := range a.set.Indicators {
		if !named[ind.ID] {
			if p, ok := a.fanOf(ind.ID); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// distribution is a target's indicator in the year it is due, under the headline.
func (a *album) distribution(run simulate.Outcome, t *result.Target) (*attain.Histogram, bool, bool) {
	for i, s := range run.Shown {
		if y := t.By - s.First; s.Indicator == t.Indicator && y >= 0 && y < len(s.Years) && s.Years[y].Count() > 0 {
			return &s.Years[y], run.Program.Shown[i].Count, true
		}
	}
	return nil, false, false
}

var directions = map[string]chart.Direction{">=": chart.AtLeast, ">": chart.Above, "<=": chart.AtMost, "<": chart.Below}

// dots shows 50 equally likely futures: the quantiles (i - 1/2)/50.
func (a *album) dots(t *result.Target) []chart.Picture {
	h, count, ok := a.distribution(a.runs[0], t)
	if !ok || t.Hold != "at" || a.opens(t.Indicator) {
		return nil
	}
	const dots = 50
	s := a.stated(a.headline().ID, t)
	c := chart.DotPlot{Threshold: t.Threshold, ThresholdText: digits(t.Threshold, t.Threshold), Direction: directions[t.Comparator], Stated: s, XLabel: a.axis(t)}
	if count {
		c.Step = 1
	}
	reached := 0
	comparator := attain.Comparator(c.Direction) // both lists are in one order
	var at []float64
	for i := range dots {
		at = append(at, (float64(i)+.5)/dots)
	}
	c.Values = h.Quantiles(at...)
	for _, v := range c.Values {
		if comparator.Holds(v, t.Threshold) {
			reached++
		}
	}
	title := a.lang.TitleLikelihood(t.Title.In(a.lang), s, t.By)
	if s.Form == words.Point { // thin data carry no count of futures
		title = t.Title.In(a.lang) + a.either(": ", "：") + a.lang.TitleDots(reached, dots, a.threshold(t))
	}
	return []chart.Picture{{Name: "dots-" + pictureName(t), Chart: c, Caption: a.caption(t.Indicator), Title: title,
		Subtitle: a.either("50 equally likely futures, scenario: ", "50个等可能的未来，情景：") + a.headline().Title.In(a.lang)}}
}

func (a *album) axis(t *result.Target) string {
	title := a.titleOf(t.Indicator)
	if u := a.lang.UnitText(t.Unit); u != "" && u != "1" {
		return fmt.Sprintf(a.either("%s in %d (%s)", "%[2]d年%[1]s（%[3]s）"), title, t.By, u)
	}
	return fmt.Sprintf(a.either("%s in %d", "%[2]d年%[1]s"), title, t.By)
}

// exceedance draws how likely each value is to be reached, under the headline.
func (a *album) exceedance(t *result.Target) []chart.Picture {
	h, _, ok := a.distribution(a.runs[0], t)
	if !ok || t.Hold != "at" || a.opens(t.Indicator) {
		return nil
	}
	down := t.Comparator == "<=" || t.Comparator == "<"
	k := chart.Curve{Name: a.headline().Title.In(a.lang)}
	var at []float64
	for i := 1; i < 200; i++ {
		at = append(at, float64(i)/200)
	}
	for _, v := range h.Quantiles(at...) {
		if n := len(k.X); n > 0 && k.X[n-1] == v {
			continue
		}
		p := h.AtLeast(v)
		if down {
			p = h.AtMost(v)
		}
		k.X, k.P = append(k.X, v), append(k.P, p)
	}
	if len(k.X) < 2 {
		return nil
	}
	s := a.stated(a.headline().ID, t)
	c := chart.Exceedance{Curves: []chart.Curve{k}, Threshold: t.Threshold, ThresholdText: digits(t.Threshold, t.Threshold), Stated: s, XLabel: a.axis(t)}
	chance := a.lang.Say(words.ChanceAtLeast)
	if down {
		chance = a.lang.Say(words.ChanceAtMost)
	}
	return []chart.Picture{{Name: "chance-" + pictureName(t), Chart: c, Caption: a.caption(t.Indicator),
		Title: a.lang.TitleLikelihood(t.Title.In(a.lang), s, t.By), Subtitle: words.Capital(chance)}}
}

// baseGrowth draws the likelihood over what nobody observed.
func (a *album) baseGrowth(g search.Grid) chart.Picture {
	var target *result.Target
	for i := range a.set.Targets {
		if t := &a.set.Targets[i]; t.ID == g.Target && t.Reading == "" {
			target = t
		}
	}
	c := chart.BaseGrowth{Base: g.Base.Values, Growth: g.Pace.Values, P: make([][]float64, len(g.Pace.Values)),
		XLabel: a.lang.Parameter("start", a.unitOf(g.Base.Indicator))}
	if g.Pace.Parameter != "drift" {
		c.PaceLabel = a.lang.Parameter(g.Pace.Parameter, g.Pace.Unit)
	}
	for j := range g.Pace.Values {
		for i := range g.Base.Values {
			c.P[j] = append(c.P[j], g.P[i][j])
		}
	}
	for _, p := range a.set.Plan.Priors {
		c.Priors = append(c.Priors, chart.PriorMark{Name: a.short(p.ID), Base: g.Base.Medians[p.ID], Growth: g.Pace.Medians[p.ID]})
	}
	base := g.Base.Medians[central(a.l.plan)]
	pace := ""
	if v, ok := breakEven(g, base); ok {
		pace = a.lang.GrowthOf(v)
		if c.PaceLabel != "" {
			pace = fmt.Sprintf(a.either("a %s of %s", "%s为%s"), a.lang.Parameter(g.Pace.Parameter, ""), words.Rounded(v, 2))
		}
	}
	caption := a.caption(target.Indicator)
	caption.Futures = g.Draws
	caption.Notes = append(caption.Notes, a.either("Whoever knows the base value can read the answer here, or give it by --data.", "知道基期值者可由此图读出答案，或以 --data 提供。"))
	return chart.Picture{Name: "base-" + target.ID, Chart: c, Caption: caption,
		Title:    a.lang.TitleBaseGrowth(target.Title.In(a.lang), a.lang.Quantity(words.Rounded(base, 2), a.unitOf(g.Base.Indicator)), pace),
		Subtitle: fmt.Sprintf(a.either("Likelihood of %s by %d, by base value of %d and pace", "%[2]d年达到%[1]s的概率，随%[3]d年基期值和步伐而变"), a.threshold(target), target.By, a.set.Plan.Since-1)}
}

func (a *album) unitOf(indicator string) string {
	for _, ind := range a.l.plan.Indicators {
		if ind.ID == indicator {
			return ind.Unit
		}
	}
	return ""
}

// short is a prior's name as a mark in a picture: its title up to a colon.
func (a *album) short(prior string) string {
	name, _, _ := strings.Cut(strings.ReplaceAll(a.priorTitle(prior), "：", ":"), ":")
	return name
}

// breakEven is the pace at which the likelihood from that base crosses one half, between points of the grid.
func breakEven(g search.Grid, base float64) (float64, bool) {
	at := func(j int) float64 { // likelihood at the base and the j-th pace
		x := g.Base.Values
		i := 0
		for i < len(x)-2 && x[i+1] < base {
			i++
		}
		w := (base - x[i]) / (x[i+1] - x[i])
		return (1-w)*g.P[i][j] + w*g.P[i+1][j]
	}
	for j := range g.Pace.Values[1:] {
		lo, hi := at(j), at(j+1)
		if (lo < .5) != (hi < .5) {
			w := (.5 - lo) / (hi - lo)
			return g.Pace.Values[j] + w*(g.Pace.Values[j+1]-g.Pace.Values[j]), true
		}
	}
	return 0, false
}
