package main

import (
	"fmt"
	"math"
	"slices"

	"targetcast/model/backtest"
	"targetcast/model/score"
	"targetcast/output/chart"
	"targetcast/output/words"
)

// drawInto draws pictures in each format and puts them among the files of a folder.
func drawInto(files map[string][]byte, pictures []chart.Picture, formats []string) error {
	var jobs []job
	for _, p := range pictures {
		for _, f := range formats {
			jobs = append(jobs, job{picture: p, format: f, file: "pictures/" + p.Name + "." + p.Lang.String() + "." + f})
		}
	}
	render(jobs, chart.Options{})
	for _, j := range jobs {
		if j.err != nil {
			return j.err
		}
		files[j.file] = j.data
	}
	return nil
}

// pictures of a backtest: coverage, skill by horizon and by law, where outcomes fell, and reliability.
func (t past) pictures() []chart.Picture {
	keep := backtest.Plan
	if _, ok := t.result.Cell(backtest.Law, "", 0, keep); !ok {
		keep = backtest.All
	}
	out := []chart.Picture{t.drawCoverage(keep), t.drawSkill(keep), t.drawSkillByLaw()}
	if p, ok := t.drawPIT(keep); ok {
		out = append(out, p)
	}
	if p, ok := t.drawReliability(keep); ok {
		out = append(out, p)
	}
	for i := range out {
		out[i].Lang = t.lang
		out[i].Caption = chart.Caption{AsOf: t.lang.Month(t.plan.AsOf.Year(), int(t.plan.AsOf.Month())), Notes: t.lang.PastHow()[:1]}
	}
	return out
}

func (t past) drawCoverage(keep backtest.Filter) chart.Picture {
	l := t.lang
	c := chart.Intervals{Line: .8, LineText: l.PastRight(), From: backtest.LeastCoverage, To: backtest.MostCoverage, RangeText: l.PastAsked(),
		IntervalText: l.PastInterval(), HollowText: l.PastHollow(), Percent: true, XLabel: l.PastInside()}
	for _, part := range t.places() {
		for i, p := range part {
			for _, model := range []string{backtest.Law, backtest.Applied} {
				cell, ok := t.result.Cell(model, p.group, p.horizon, p.keep)
				if !ok || i > 0 && model != backtest.Law {
					continue
				}
				name, v := p.name, cell.Coverage[80]
				if model != backtest.Law {
					name = "  " + t.model(model)
				}
				c.Rows = append(c.Rows, chart.Interval{Label: name, Value: v.Value, Lo: v.Lo, Hi: v.Hi, Note: l.PastRests(cell.N, cell.Years)})
			}
		}
	}
	gate, written := t.result.Gates(backtest.Applied, "", keep)[0], t.result.Gates(backtest.Law, "", keep)[0]
	return chart.Picture{Name: "coverage", Chart: c, Title: l.TitleCoverage(l.Percent(gate.Value.Value, 0), l.Percent(written.Value.Value, 0), gate.Passes), Subtitle: l.PastCoverageSubtitle()}
}

func (t past) drawSkill(keep backtest.Filter) chart.Picture {
	l, better := t.lang, 0
	c := chart.ByHorizon{Line: 0, LineText: l.PastNoBetter(), XLabel: l.Term(words.TermAhead)}
	all, _ := t.result.Cell(backtest.Law, "", 0, keep)
	for _, m := range backtest.Rivals() {
		line := chart.HorizonLine{Name: t.model(m)}
		for _, h := range t.result.Horizons() {
			cell, ok := t.result.Cell(backtest.Law, "", h, keep)
			if e, scored := cell.Skill[m]; ok && scored && !math.IsNaN(e.Value) {
				line.Points = append(line.Points, chart.HorizonPoint{Ahead: h, Value: e.Value, Lo: e.Lo, Hi: e.Hi})
			}
		}
		if len(line.Points) > 0 {
			c.Lines = append(c.Lines, line)
		}
		if all.Skill[m].Value > 0 {
			better++
		}
	}
	return chart.Picture{Name: "skill", Chart: c, Title: l.TitleSkill(better, len(backtest.Rivals())), Subtitle: l.PastSkillSubtitle()}
}

// drawSkillByLaw sets each group against the two simple rules that a law must not be worse than.
func (t past) drawSkillByLaw() chart.Picture {
	l, good, groups := t.lang, 0, t.result.Groups()
	planned := func(group string) int {
		if _, ok := t.result.Cell(backtest.Law, group, 0, backtest.Plan); ok {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(groups, func(a, b string) int { return planned(a) - planned(b) })
	c := chart.Intervals{LineText: l.PastNoBetter(), IntervalText: l.PastSkillInterval(), HollowText: l.PastHollow(), XLabel: l.PastSkillAxis()}
	for _, g := range groups {
		cell, _ := t.result.Cell(backtest.Law, g, 0, backtest.All)
		better := true
		c.Rows = append(c.Rows, chart.Interval{Label: t.groupName(g), Head: true})
		for _, rule := range []string{backtest.Drift, backtest.FiveYear} {
			e, ok := cell.Skill[rule]
			if !ok || math.IsNaN(e.Value) {
				continue
			}
			better = better && e.Value >= backtest.LeastSkill
			c.Rows = append(c.Rows, chart.Interval{Label: "  " + t.model(rule), Value: e.Value, Lo: e.Lo, Hi: e.Hi, Note: l.PastRests(e.N, e.Clusters)})
		}
		if better {
			good++
		}
	}
	return chart.Picture{Name: "skill-by-law", Chart: c, Title: l.TitleSkillByLaw(good, len(groups)), Subtitle: l.PastSkillByLawSubtitle()}
}

// drawPIT needs enough outcomes for a histogram to say anything.
func (t past) drawPIT(keep backtest.Filter) (chart.Picture, bool) {
	l, pit := t.lang, t.result.PIT(backtest.Law, "", keep)
	if len(pit) < score.EnoughForPIT {
		return chart.Picture{}, false
	}
	middle, ends := 0., 0.
	for _, v := range pit {
		if math.Abs(v-.5) <= .25 {
			middle++
		}
		if math.Abs(v-.5) > .4 {
			ends++
		}
	}
	n := float64(len(pit))
	return chart.Picture{Name: "pit", Chart: chart.Evenness{Counts: score.Histogram(pit, 10), Even: l.PastEven(), XLabel: l.PastPITAxis()},
		Title: l.TitlePIT(l.Percent(middle/n, 0), l.Percent(ends/n, 0)), Subtitle: l.PastPITSubtitle(len(pit))}, true
}

func (t past) drawReliability(keep backtest.Filter) (chart.Picture, bool) {
	l := t.lang
	_, corp, err := t.result.Reliability("", keep)
	if err != nil {
		return chart.Picture{}, false
	}
	c := chart.Reliability{Counts: make([]int, 10), Diagonal: l.PastDiagonal(), Curve: l.PastCurve(), Stated: l.PastStated(), XLabel: l.PastStatedAxis()}
	for _, b := range corp.Blocks {
		c.Blocks = append(c.Blocks, chart.ReliabilityBlock{Lo: b.Lo, Hi: b.Hi, P: b.P, N: b.N})
	}
	for _, f := range t.result.Forecasts {
		if !keep(f) {
			continue
		}
		for _, e := range f.Events {
			c.Counts[min(9, int(e.P*10))]++
		}
	}
	return chart.Picture{Name: "reliability", Chart: c, Title: l.TitleReliability(words.Number(corp.Miscalibration, 3), words.Number(corp.Score, 3)),
		Subtitle: l.PastReliabilitySubtitle(fmt.Sprint(corp.Events))}, true
}
