package chart

import (
	"math"
	"strings"
	"testing"

	"targetcast/output/words"
)

func sampleSpans(l words.Lang) Picture {
	n := names(l)
	c := Spans{Zero: 3.2, Joined: true, XLabel: l.AxisAnswer(false), Whisker: l.DifferenceError(), Keys: []ToneKey{{Up, l.Rises()}, {Down, l.Falls()}}}
	x := 3.2
	for i, by := range []float64{.4, -.15, 0, .05} {
		c.Rows = append(c.Rows, SpanRow{Label: n[i], Bars: []Span{{x, x + by, map[bool]Tone{true: Up, false: Down}[by >= 0]}}, Lo: x + by - .02, Hi: x + by + .02, Text: l.Change(by, false)})
		x += by
	}
	c.Rows = append(c.Rows, SpanRow{Label: both(l, "All changes", "全部改动"), Bars: []Span{{3.2, x, Level}}, Text: l.Answer(x, false)})
	return Picture{Name: "spans", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleWaterfall(n[0], words.Signed(.4, 2), l.HowManyOf(l.SetObserved(), 8)),
		Subtitle: l.SubtitleWaterfall(both(l, "trend", "趋势"), both(l, "plan", "规划"))}
}

func sampleResponse(l words.Lang) Picture {
	c := Response{YShare: true, YLabel: l.AxisAnswer(true), XLabel: l.DialAxis(both(l, "real growth", "实际增速"), 1, "percentage points"), Level: .7, LevelAt: l.Answer(.7, true),
		NowAt: l.AsItStands(l.Answer(.5, true)), Found: .85, FoundAt: "+0.85"}
	for x := -3.; x <= 3; x += .25 {
		c.X, c.Y = append(c.X, x), append(c.Y, .5*math.Erfc(-x/1.62/math.Sqrt2))
	}
	return Picture{Name: "response", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleReached(names(l)[0], "70 %", l.Turned(both(l, "real growth", "实际增速"), 1, l.Quantity("0.85", "percentage points"), false)),
		Subtitle: l.SubtitleSeek()}
}

func sampleTradeOff(l words.Lang) Picture {
	c := TradeOff{XLabel: l.AxisCoverage(false), YLabel: l.AxisDensity(false), X: .7, Y: .8, Text: l.ChosenBox(2)}
	for k := range 20 {
		x := 1 - float64(k)/20
		c.Coverage, c.Density = append(c.Coverage, x), append(c.Density, 1-.6*x*x)
	}
	return Picture{Name: "tradeoff", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleTradeOff("70 %", "80 %", false), Subtitle: l.SubtitleTradeOff(names(l)[0], false)}
}

// The conditions taken are said beside their dot, inside the picture even at its right end.
func TestTradeOffMarksWhatWasTaken(t *testing.T) {
	p := sampleTradeOff(words.En)
	if got := labels(t, p); !strings.Contains(got, "taken: 2 conditions") {
		t.Errorf("the mark is missing: %s", got)
	}
	for name, c := range map[string]TradeOff{
		"nothing": {}, "lengths": {Coverage: []float64{1}}, "no share": {Coverage: []float64{1.1}, Density: []float64{1}}, "NaN": {Coverage: []float64{1}, Density: []float64{math.NaN()}},
		"taken": {Coverage: []float64{1}, Density: []float64{1}, X: 2},
	} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSpansAndResponseRefuseBadData(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]Chart{
		"no rows": Spans{}, "bar of NaN": Spans{Rows: []SpanRow{{Bars: []Span{{0, nan, Up}}}}}, "no such tone": Spans{Rows: []SpanRow{{Bars: []Span{{0, 1, tones}}}}},
		"error falls": Spans{Rows: []SpanRow{{Lo: 1}}}, "error NaN": Spans{Rows: []SpanRow{{Hi: nan}}}, "reference Inf": Spans{Rows: []SpanRow{{}}, Zero: math.Inf(1)},
		"one place": Response{X: []float64{1}, Y: []float64{1}}, "places fall": Response{X: []float64{1, 0}, Y: []float64{1, 1}}, "lengths": Response{X: []float64{0, 1}, Y: []float64{1}},
		"no share": Response{X: []float64{0, 1}, Y: []float64{1, 2}, YShare: true}, "mark NaN": Response{X: []float64{0, 1}, Y: []float64{1, 2}, Found: nan},
	} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, c := range map[string]Chart{"row": Spans{Rows: []SpanRow{{}}}, "flat": Response{X: []float64{0, 1}, Y: []float64{0, 0}}} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A mark outside the places tried, or without a text, is not drawn.
func TestResponseLeavesOutMarks(t *testing.T) {
	p := sampleResponse(words.En)
	c := p.Chart.(Response)
	if got := labels(t, p); !strings.Contains(got, "+0.85") || !strings.Contains(got, "as it stands: 50 %") {
		t.Errorf("marks are missing: %s", got)
	}
	c.Now, c.FoundAt = 99, ""
	p.Chart = c
	if got := labels(t, p); strings.Contains(got, "as it stands") || strings.Contains(strings.ReplaceAll(got, p.Title, ""), "|+0.85|") {
		t.Errorf("marks are drawn: %s", got)
	}
}
