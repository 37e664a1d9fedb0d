package gallery

import (
	"fmt"
	"math"
	"strconv"

	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// Table is what a picture shows, as rows under a head.
type Table struct {
	Head []string
	Rows [][]string
}

// TableOf is the table of a picture for readers, in its language. Likelihoods stand as they may be stated.
func TableOf(p chart.Picture) Table { return teller{p.Lang, false}.table(p.Chart) }

// DataOf is the same for programs: numbers without separators, and shares of one instead of percentages.
func DataOf(p chart.Picture) Table { return teller{p.Lang, true}.table(p.Chart) }

type teller struct {
	words.Lang
	plain bool
}

func (l teller) table(c chart.Chart) Table {
	switch c := c.(type) {
	case chart.LikelihoodBars:
		return l.bars(c)
	case chart.HeatMap:
		return l.heat(c)
	case chart.NumberMet:
		return l.numberMet(c)
	case chart.ByYear:
		return l.byYear(c)
	case chart.Milestones:
		return l.milestones(c)
	case chart.Fan:
		return l.fan(c)
	case chart.DotPlot:
		return l.dots(c)
	case chart.Exceedance:
		return l.exceedance(c)
	case chart.BaseGrowth:
		return l.baseGrowth(c)
	}
	return Table{}
}

func (l teller) either(en, zh string) string {
	if l.Lang == words.Zh {
		return zh
	}
	return en
}

// number is a value, with as many digits as a reader can use.
func (l teller) number(x float64) string {
	switch {
	case math.IsNaN(x):
		return ""
	case l.plain:
		return result.Number(x)
	}
	return words.Rounded(x, 5)
}

// share is a share of one, to tenths of a percentage point for readers.
func (l teller) share(p float64) string {
	if l.plain {
		return result.Number(p)
	}
	return l.Percent(p, 1)
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func (l teller) bars(c chart.LikelihoodBars) Table {
	t := Table{Head: []string{l.Say(words.Target), l.Say(words.Likelihood), l.Label(words.LabelGrade), l.Say(words.SimulationError95), l.Say(words.ParameterRange)}}
	for _, b := range c.Bars {
		row := []string{b.Label, b.Stated.Text(l.Lang), b.Grade, "", ""}
		if b.Error > 0 {
			row[3] = l.Error(b.Error)
		}
		if b.Hi > b.Lo {
			lo, hi := b.Lo, b.Hi
			if !l.plain {
				lo, hi = words.Outward(lo, hi, b.Grade)
			}
			row[4] = l.PercentRange(lo, hi)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l teller) heat(c chart.HeatMap) Table {
	t := Table{Head: append([]string{l.Say(words.Target)}, c.Scenarios...)}
	for i, target := range c.Targets {
		row := []string{target}
		for _, s := range c.Cells[i] {
			row = append(row, s.Short(l.Lang))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l teller) numberMet(c chart.NumberMet) Table {
	t := Table{Head: []string{l.Say(words.TargetsMet), l.Say(words.AsSimulated)}}
	if len(c.Independent) > 0 {
		t.Head = append(t.Head, l.Say(words.IfIndependent))
	}
	for k, p := range c.P {
		row := []string{strconv.Itoa(k), l.share(p)}
		if k < len(c.Independent) {
			row = append(row, l.share(c.Independent[k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l teller) byYear(c chart.ByYear) Table {
	t := Table{Head: []string{l.Say(words.Target), l.either("year", "年份"), l.Say(words.Likelihood)}}
	for _, line := range c.Lines {
		for _, p := range line.Points {
			t.Rows = append(t.Rows, []string{line.Name, year(p.Year), p.Stated.Text(l.Lang)})
		}
	}
	return t
}

func (l teller) milestones(c chart.Milestones) Table {
	t := Table{Head: []string{l.either("piece", "项目"), l.Say(words.Planned)}}
	for _, y := range c.Years {
		t.Head = append(t.Head, year(y))
	}
	add := func(name, planned string, by []words.Stated) {
		row := []string{name, planned}
		for _, s := range by {
			row = append(row, s.Short(l.Lang))
		}
		t.Rows = append(t.Rows, row)
	}
	for _, m := range c.Pieces {
		add(m.Label, year(m.Planned), m.ByYear)
	}
	if len(c.Together) > 0 {
		add(words.Capital(l.Say(words.Together)), "", c.Together)
	}
	return t
}

func (l teller) fan(c chart.Fan) Table {
	t := Table{Head: []string{l.either("year", "年份"), l.Say(words.History), l.Percent(.025, 1), l.Percent(.1, 0), l.Percent(.25, 0), l.Say(words.Median),
		l.Percent(.75, 0), l.Percent(.9, 0), l.Percent(.975, 1)}}
	for _, piece := range c.History {
		for _, s := range piece {
			t.Rows = append(t.Rows, []string{year(s.Year), l.number(s.Value), "", "", "", "", "", "", ""})
		}
	}
	for _, y := range c.Years {
		t.Rows = append(t.Rows, []string{year(y.Year), "", l.number(y.P025), l.number(y.P10), l.number(y.P25), l.number(y.P50), l.number(y.P75), l.number(y.P90), l.number(y.P975)})
	}
	return t
}

func (l teller) dots(c chart.DotPlot) Table {
	t := Table{Head: []string{c.XLabel, ""}}
	for _, v := range c.Values {
		met := l.Say(words.NotMet)
		if c.Direction.Met(v, c.Threshold) {
			met = l.Say(words.Met)
		}
		t.Rows = append(t.Rows, []string{l.number(v), met})
	}
	return t
}

func (l teller) exceedance(c chart.Exceedance) Table {
	t := Table{Head: []string{"", c.XLabel, l.either("chance", "概率")}}
	for _, k := range c.Curves {
		for i := range k.X {
			t.Rows = append(t.Rows, []string{k.Name, l.number(k.X[i]), l.chance(k.P[i], c)})
		}
	}
	if len(c.Curves) == 1 && !l.plain { // readers need not be told one name in every row
		t.Head = t.Head[1:]
		for i := range t.Rows {
			t.Rows[i] = t.Rows[i][1:]
		}
	}
	return t
}

// chance is one of a curve, for readers as finely as the likelihood at its threshold may be stated: a table beside the picture
// would otherwise tell what the picture does not.
func (l teller) chance(p float64, c chart.Exceedance) string {
	switch {
	case l.plain || math.IsNaN(c.Threshold):
		return l.share(p)
	case c.Stated.Form == words.Point:
		return words.State(p, "B").Short(l.Lang)
	}
	return words.State(p, "C").Short(l.Lang)
}

func (l teller) baseGrowth(c chart.BaseGrowth) Table {
	pace := c.PaceLabel
	if pace == "" {
		pace = l.Say(words.GrowthPerYear)
	}
	t := Table{Head: []string{fmt.Sprintf("%s ↓  %s →", pace, c.XLabel)}}
	for _, b := range c.Base {
		t.Head = append(t.Head, l.number(b))
	}
	for j, g := range c.Growth {
		name := l.number(g)
		if c.PaceLabel == "" {
			name = l.share(g)
		}
		row := []string{name}
		for _, p := range c.P[j] {
			row = append(row, l.share(p))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
