package chart

import (
	"math"

	"targetcast/output/words"
)

// More invented data: how laws might have done on the past.

func pastCaption(l words.Lang) Caption {
	return Caption{AsOf: l.Month(2021, 8), Notes: []string{l.Say(words.SampleData)}}
}

func sampleIntervals(l words.Lang) Picture {
	c := Intervals{Line: .8, LineText: l.PastRight(), From: .72, To: .88, RangeText: l.PastAsked(), IntervalText: l.PastInterval(),
		HollowText: l.PastHollow(), Percent: true, XLabel: l.PastInside()}
	c.Rows = append(c.Rows, Interval{Label: l.Term(words.TermPlanLaws), Value: .81, Lo: .74, Hi: .9, Note: l.PastRests(200, 14)})
	for h := 1; h <= 5; h++ {
		v := .9 - .05*float64(h)
		c.Rows = append(c.Rows, Interval{Label: "  " + l.PastAhead(h), Value: v, Lo: v - .08, Hi: v + .06, Note: l.PastRests(60-10*h, 14-h)})
	}
	c.Rows = append(c.Rows, Interval{Label: both(l, "Single cities, each by itself, whatever their size", "单个城市"), Head: true})
	c.Rows = append(c.Rows, Interval{Label: both(l, "one city", "某市"), Value: .5, Lo: math.NaN(), Hi: math.NaN(), Note: l.PastRests(8, 3)})
	return Picture{Name: "coverage", Lang: l, Chart: c, Caption: pastCaption(l), Title: l.TitleCoverage(l.Percent(.81, 0), l.Percent(.83, 0), true), Subtitle: l.PastCoverageSubtitle()}
}

func sampleByHorizon(l words.Lang) Picture {
	c := ByHorizon{LineText: l.PastNoBetter(), XLabel: l.Term(words.TermAhead)}
	for i, term := range []words.Term{words.TermDrift, words.TermFiveYear, words.TermTheta} {
		line := HorizonLine{Name: l.Term(term)}
		for h := 1; h <= 5; h++ {
			v := .1*float64(2-i) + .05*float64(h)
			line.Points = append(line.Points, HorizonPoint{h, v, v - .1, v + .12})
		}
		line.Points[4].Lo, line.Points[4].Hi = math.NaN(), math.NaN()
		c.Lines = append(c.Lines, line)
	}
	return Picture{Name: "skill", Lang: l, Chart: c, Caption: pastCaption(l), Title: l.TitleSkill(2, 3), Subtitle: l.PastSkillSubtitle()}
}

func sampleEvenness(l words.Lang) Picture {
	c := Evenness{Counts: []int{9, 14, 20, 26, 31, 29, 24, 22, 15, 10}, Even: l.PastEven(), XLabel: l.PastPITAxis()}
	return Picture{Name: "pit", Lang: l, Chart: c, Caption: pastCaption(l), Title: l.TitlePIT(l.Percent(.66, 0), l.Percent(.1, 0)), Subtitle: l.PastPITSubtitle(200)}
}

func sampleReliability(l words.Lang) Picture {
	c := Reliability{Diagonal: l.PastDiagonal(), Curve: l.PastCurve(), Stated: l.PastStated(), XLabel: l.PastStatedAxis(),
		Counts: []int{40, 25, 12, 11, 13, 9, 12, 14, 20, 35},
		Blocks: []ReliabilityBlock{{0, .12, .03, 50}, {.15, .4, .2, 40}, {.42, .42, .35, 1}, {.45, .8, .62, 60}, {.83, 1, .97, 40}}}
	return Picture{Name: "reliability", Lang: l, Chart: c, Caption: pastCaption(l), Title: l.TitleReliability("0.012", "0.131"), Subtitle: l.PastReliabilitySubtitle("191")}
}
