package chart

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/canvas"
	"targetcast/output/words"
)

var samples = []func(words.Lang) Picture{sampleBars, sampleHeat, sampleFan, sampleRankFan, sampleByYear, sampleNumber,
	sampleDots, sampleRankDots, sampleExceedance, sampleBaseGrowth, sampleMilestones, sampleSpans, sampleResponse, sampleTradeOff}

// TestWriteSamples leaves the sample pictures in the folder named by the environment, for looking at.
func TestWriteSamples(t *testing.T) {
	folder := os.Getenv("TARGETCAST_SAMPLES")
	if folder == "" {
		t.Skip("TARGETCAST_SAMPLES names no folder: sample pictures not written")
	}
	for _, sample := range samples {
		for _, l := range []words.Lang{words.En, words.Zh} {
			for _, format := range canvas.Formats {
				p := sample(l)
				if err := os.WriteFile(filepath.Join(folder, p.Name+"-"+l.String()+"."+format), render(t, p, format), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// render draws a picture that must raise no warning.
func render(t *testing.T, p Picture, format string) []byte {
	t.Helper()
	data, warnings, err := Render(p, format, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range warnings {
		t.Error(words.Sentence(p.Lang, w))
	}
	return data
}

func TestSamePictureSameBytes(t *testing.T) {
	for _, sample := range samples {
		for _, format := range []string{"svg", "pdf"} {
			if !bytes.Equal(render(t, sample(words.Zh), format), render(t, sample(words.Zh), format)) {
				t.Errorf("%s.%s differs between two drawings", sample(words.Zh).Name, format)
			}
		}
	}
	p := sampleBars(words.Zh)
	if !bytes.Equal(render(t, p, "png"), render(t, p, "png")) {
		t.Error("two PNGs of one picture differ")
	}
}

func TestPicturesMayBeDrawnAtOnce(t *testing.T) {
	want := map[string][]byte{}
	for _, format := range canvas.Formats {
		want[format] = render(t, sampleFan(words.Zh), format)
	}
	p := sampleFan(words.Zh) // one picture shared by all
	var wait sync.WaitGroup
	for range 2 {
		for _, format := range canvas.Formats {
			wait.Go(func() {
				data, _, err := Render(p, format, Options{})
				if err != nil || !bytes.Equal(data, want[format]) {
					t.Errorf("%s: drawn beside others it differs (%v)", format, err)
				}
			})
		}
	}
	wait.Wait()
}

func TestSizes(t *testing.T) {
	p := sampleFan(words.En)
	data, _, err := Render(p, "png", Options{Width: 12.7, Height: 12.7, DPI: 100})
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 500 || b.Dy() != 500 { // 12.7 cm are 5 inches
		t.Errorf("%v, want 500 x 500 pixels", b)
	}
	for _, o := range []Options{{Width: -1}, {Width: 3}, {Width: math.NaN()}, {Height: 4}, {DPI: 100000}} {
		if _, _, err := Render(p, "png", o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
	}
	if _, _, err := Render(p, "bmp", Options{}); err == nil {
		t.Error("bmp was accepted")
	}
}

func TestMissingCharactersWarn(t *testing.T) {
	p := sampleBars(words.Zh)
	p.Title = "龘目标"
	for _, format := range canvas.Formats {
		_, warnings, err := Render(p, format, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(warnings) != 1 || warnings[0].Code != MissingGlyphs || !strings.Contains(words.Sentence(words.Zh, warnings[0]), "龘") {
			t.Errorf("%s: warnings %v, want one that names 龘", format, warnings)
		}
	}
}

func TestPDFKeepsItsChinese(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		missing := "pdftotext is not installed (Debian: poppler-utils): text of the pictures in PDF not checked"
		if os.Getenv("TARGETCAST_SLOW") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	for _, sample := range samples {
		p := sample(words.Zh)
		name := filepath.Join(t.TempDir(), "p.pdf")
		if err := os.WriteFile(name, render(t, p, "pdf"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-raw", name, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), "")
		for _, want := range []string{p.Title, p.Subtitle, "信息截至2021年8月。模拟65,536次。"} {
			if !strings.Contains(text, strings.Join(strings.Fields(want), "")) {
				t.Errorf("%s: pdftotext does not find %q", p.Name, want)
			}
		}
	}
}

// labels of a picture's SVG, in order of drawing.
func labels(t *testing.T, p Picture) string {
	t.Helper()
	var out []string
	for _, part := range strings.Split(string(render(t, p, "svg")), `aria-label="`)[1:] {
		text, _, _ := strings.Cut(part, `"`)
		out = append(out, text)
	}
	return strings.Join(out, "|")
}

func TestNoBaseIsHeadedAndNeverSharp(t *testing.T) {
	c := LikelihoodBars{Bars: []Bar{{Label: "x", Stated: words.StateEnvelope(.3, .5)}, {Label: "y", Stated: words.StateEnvelope(0, 1)}}}
	for l, want := range map[words.Lang][]string{words.En: {"Judged, no base data", "20–60 %", "cannot be assessed"},
		words.Zh: {"凭判断，无基期数据", "20–60%", "无法判断"}} {
		got := labels(t, Picture{Name: "n", Lang: l, Chart: c})
		for _, w := range want {
			if !strings.Contains("|"+got+"|", "|"+w+"|") {
				t.Errorf("%v: no %q among %s", l, w, got)
			}
		}
		if strings.Contains(got, l.Say(words.SimulationError)) {
			t.Errorf("%v: a legend explains an error that is not drawn: %s", l, got)
		}
	}
}

func TestCaptionSaysWhatItMust(t *testing.T) {
	p := sampleBars(words.En)
	p.Caption.Warnings = []words.Warning{{Code: "short_history", About: "digital share", Values: map[string]any{"n": 3, "grade": "C"}}}
	got := p.caption()
	for _, want := range []string{"Hatched: judged, no base data.", "Grade C:", "Cannot be assessed:", "Source: statistics bureaus",
		"Information up to August 2021.", "65,536 simulated futures.", "Simulation error", "not the error of the forecast",
		"Note: digital share: 3 comparable points, evidence grade C."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the caption: %s", want, got)
		}
	}
}

func TestBadDataAreErrors(t *testing.T) {
	nan := math.NaN()
	year := FanYear{2025, 1, 2, 3, 4, 5, 6, 7}
	fallen := year
	fallen.P90 = 4.5
	for name, c := range map[string]Chart{
		"no chart": nil, "no bars": LikelihoodBars{}, "bar beyond 1": LikelihoodBars{[]Bar{{Stated: words.Stated{Form: words.Point, P: 1.2}}}},
		"bar of NaN": LikelihoodBars{[]Bar{{Error: nan}}}, "bar falls": LikelihoodBars{[]Bar{{Lo: .5, Hi: .4}}},
		"ragged cells": HeatMap{[]string{"a"}, []string{"b", "c"}, [][]words.Stated{{{}}}}, "no rows": HeatMap{[]string{"a"}, []string{"b"}, nil},
		"no cells": HeatMap{}, "many scenarios": HeatMap{[]string{"a"}, make([]string, 17), nil},
		"no years": Fan{}, "quantiles fall": Fan{Years: []FanYear{fallen}}, "years fall": Fan{Years: []FanYear{year, year}},
		"as-of NaN": Fan{Years: []FanYear{year}, AsOf: nan}, "history NaN": Fan{Years: []FanYear{year}, History: [][]Sample{{{2020, nan}}}},
		"target NaN": Fan{Years: []FanYear{year}, Target: &FanTarget{Value: nan}},
		"no lines":   ByYear{}, "many lines": ByYear{make([]YearLine, 9)}, "empty line": ByYear{make([]YearLine, 1)},
		"one count": NumberMet{P: []float64{1}}, "sum": NumberMet{P: []float64{.5, .4}}, "expected": NumberMet{P: []float64{.5, .5}, Expected: 2},
		"lengths": NumberMet{P: []float64{.5, .5}, Independent: []float64{1}}, "no dots": DotPlot{}, "dots fall": DotPlot{Values: []float64{2, 1}},
		"dot Inf": DotPlot{Values: []float64{1, math.Inf(1)}}, "dot step": DotPlot{Values: []float64{1}, Step: -1}, "no curves": Exceedance{},
		"curve lengths": Exceedance{Curves: []Curve{{"a", []float64{1, 2}, []float64{1}}}},
		"curve falls":   Exceedance{Curves: []Curve{{"a", []float64{2, 1}, []float64{1, 1}}}},
		"grid":          BaseGrowth{}, "grid order": BaseGrowth{Base: []float64{1, 1}, Growth: []float64{0, 1}, P: [][]float64{{0, 0}, {0, 0}}},
		"no pieces": Milestones{}, "piece years": Milestones{Years: []int{2025}, Pieces: []Milestone{{}}},
	} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSmallestInputsAreDrawn(t *testing.T) {
	for name, c := range map[string]Chart{
		"bar": LikelihoodBars{[]Bar{{}}}, "cell": HeatMap{[]string{""}, []string{""}, [][]words.Stated{{{}}}},
		"fan": Fan{Years: []FanYear{{Year: 2025}}}, "year": ByYear{[]YearLine{{Points: []YearLikelihood{{Year: 2025}}}}},
		"count": NumberMet{P: []float64{0, 1}, Expected: 1}, "dot": DotPlot{Values: []float64{0}},
		"dots alike":    DotPlot{Values: slices.Repeat([]float64{7}, 50), Threshold: 7, Step: 1},
		"far threshold": DotPlot{Values: []float64{1, 2, 3}, Threshold: 1e6}, "one value": DotPlot{Values: []float64{5, 5, 5}, Threshold: 5},
		"curve": Exceedance{Curves: []Curve{{"a", []float64{1, 1}, []float64{1, 0}}}, Threshold: nan()},
		"grid":  BaseGrowth{Base: []float64{1, 2}, Growth: []float64{0, 1}, P: [][]float64{{0, 0}, {0, 0}}},
		"piece": Milestones{Years: []int{2025}, Pieces: []Milestone{{ByYear: make([]words.Stated, 1)}}},
	} {
		for _, format := range canvas.Formats {
			if _, _, err := Render(Picture{Name: "n", Chart: c}, format, Options{}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func nan() float64 { return math.NaN() }

// Any size of letters that a style sheet may ask for gives a picture, if not a pretty one.
func TestLettersOfAnySize(t *testing.T) {
	for _, size := range []vg.Length{4, 24} {
		style := House()
		style.TitleSize, style.SubtitleSize, style.TextSize, style.SmallSize = size, size, size, size
		for _, sample := range samples {
			p := sample(words.Zh)
			for _, width := range []float64{8, 14} {
				if _, _, err := Render(p, "svg", Options{Width: width, Style: &style}); err != nil {
					t.Errorf("%s at %v points, %v cm: %v", p.Name, size, width, err)
				}
			}
		}
	}
}
