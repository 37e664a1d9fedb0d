package chart

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"targetcast/output/chart/canvas"
	"targetcast/output/words"
)

var pastSamples = []func(words.Lang) Picture{sampleIntervals, sampleByHorizon, sampleEvenness, sampleReliability}

// TestPicturesOfThePast: each is drawn in every format and both languages without a warning, twice alike, and its words
// are there; with TARGETCAST_SAMPLES they are left for looking at.
func TestPicturesOfThePast(t *testing.T) {
	folder := os.Getenv("TARGETCAST_SAMPLES")
	for _, sample := range pastSamples {
		for _, l := range []words.Lang{words.En, words.Zh} {
			p := sample(l)
			for _, format := range canvas.Formats {
				data := render(t, p, format)
				if !bytes.Equal(data, render(t, p, format)) {
					t.Errorf("%s: two %s differ", p.Name, format)
				}
				if folder != "" {
					if err := os.WriteFile(filepath.Join(folder, p.Name+"-"+l.String()+"."+format), data, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			got := labels(t, p)
			for _, want := range map[string][]string{
				"coverage":    {l.PastAsked(), l.PastHollow(), "  " + l.PastAhead(3), l.PastRests(8, 3)},
				"skill":       {l.PastNoBetter(), l.Term(words.TermTheta)},
				"pit":         {l.PastEven()},
				"reliability": {l.PastDiagonal(), l.PastCurve()},
			}[p.Name] {
				if !strings.Contains("|"+got+"|", "|"+want+"|") {
					t.Errorf("%s: no %q among %s", p.Name, want, got)
				}
			}
		}
	}
}

func TestBadDataOfThePastAreErrors(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]Chart{
		"no rows": Intervals{}, "value": Intervals{Rows: []Interval{{Value: nan, Lo: nan, Hi: nan}}}, "half an interval": Intervals{Rows: []Interval{{Lo: nan, Hi: 1}}},
		"falls": Intervals{Rows: []Interval{{Lo: 1, Hi: 0}}}, "line": Intervals{Rows: []Interval{{}}, Line: nan},
		"no lines": ByHorizon{}, "empty line": ByHorizon{Lines: []HorizonLine{{}}}, "many lines": ByHorizon{Lines: make([]HorizonLine, 9)},
		"order":   ByHorizon{Lines: []HorizonLine{{Points: []HorizonPoint{{Ahead: 2}, {Ahead: 1}}}}},
		"one bin": Evenness{Counts: []int{1}}, "negative": Evenness{Counts: []int{1, -1}}, "nothing": Evenness{Counts: []int{0, 0}},
		"no blocks": Reliability{}, "overlap": Reliability{Counts: []int{1}, Blocks: []ReliabilityBlock{{0, .5, .1, 1}, {.4, .6, .2, 1}}},
		"beyond": Reliability{Counts: []int{1}, Blocks: []ReliabilityBlock{{0, 1.5, .1, 1}}},
	} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, c := range map[string]Chart{
		"row": Intervals{Rows: []Interval{{}}}, "point": ByHorizon{Lines: []HorizonLine{{Points: []HorizonPoint{{}}}}},
		"bins": Evenness{Counts: []int{0, 1}}, "block": Reliability{Counts: []int{1}, Blocks: []ReliabilityBlock{{}}},
	} {
		if _, _, err := Render(Picture{Name: "n", Chart: c}, "svg", Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
