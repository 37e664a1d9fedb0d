package gallery

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"targetcast/output/chart"
	"targetcast/output/words"
)

// one picture of each kind that a run draws.
func samples() []chart.Picture {
	half, thin := words.State(.5, "A"), words.State(.5, "C")
	return []chart.Picture{
		{Name: "likelihood", Title: "One is likely", Chart: chart.LikelihoodBars{Bars: []chart.Bar{{Label: "GDP, \"both\"", Stated: half, Error: .01, Lo: .4, Hi: .6, Grade: "A"}, {Label: "Roads", Stated: words.StateEnvelope(.1, .5)}}}},
		{Name: "scenarios", Chart: chart.HeatMap{Targets: []string{"GDP"}, Scenarios: []string{"a", "b"}, Cells: [][]words.Stated{{half, thin}}}},
		{Name: "number", Chart: chart.NumberMet{P: []float64{.25, .75}, Independent: []float64{.5, .5}, Expected: .75}},
		{Name: "by-year", Chart: chart.ByYear{Lines: []chart.YearLine{{Name: "GDP", Points: []chart.YearLikelihood{{Year: 2024, Stated: half}, {Year: 2025, Stated: thin}}}}}},
		{Name: "milestones", Chart: chart.Milestones{Years: []int{2024, 2025}, Pieces: []chart.Milestone{{Label: "line", Planned: 2023, ByYear: []words.Stated{half, thin}}}, Together: []words.Stated{thin, half}}},
		{Name: "fan", Caption: chart.Caption{AsOf: "August 2021", Futures: 1000, Warnings: []words.Warning{{Code: "late_start", About: "x", Values: map[string]any{"year": 2019}}}},
			Chart: chart.Fan{History: [][]chart.Sample{{{Year: 2019, Value: 1}}, {{Year: 2020, Value: 12345.6}}}, AsOf: 2020.5, AsOfText: "x", Whole: true,
				Years:  []chart.FanYear{{Year: 2021, P025: 1, P10: 2, P25: 3, P50: 4, P75: 5, P90: 6, P975: 7}},
				Target: &chart.FanTarget{Year: 2021, Value: 5, Text: "5", Stated: half}}},
		{Name: "dots", Chart: chart.DotPlot{Values: []float64{1, 2, 3}, Threshold: 2, ThresholdText: "2", Direction: chart.AtMost, XLabel: "rank"}},
		{Name: "chance", Chart: chart.Exceedance{Curves: []chart.Curve{{Name: "plan", X: []float64{1, 2}, P: []float64{1, .5}}}, Threshold: math.NaN(), XLabel: "km"}},
		{Name: "chance-thin", Chart: chart.Exceedance{Curves: []chart.Curve{{Name: "plan", X: []float64{1, 2}, P: []float64{1, .5}}}, Threshold: 2, Stated: thin, XLabel: "km"}},
		{Name: "base", Chart: chart.BaseGrowth{Base: []float64{1, 2}, Growth: []float64{.05, .1}, P: [][]float64{{.1, .2}, {.3, .4}}, XLabel: "base", Priors: []chart.PriorMark{{Name: "central", Base: 1.5, Growth: .06}}}},
	}
}

// What is read back draws the same bytes, in both languages; NaN survives.
func TestPicturesSurviveTheFile(t *testing.T) {
	for _, lang := range []words.Lang{words.En, words.Zh} {
		want := samples()
		for i := range want {
			want[i].Lang = lang
		}
		data, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) || len(got) < len(kinds) {
			t.Fatalf("%d pictures of %d kinds", len(got), len(kinds))
		}
		for i := range want {
			a, _, err := chart.Render(want[i], "svg", chart.Options{})
			if err != nil {
				t.Fatal(err)
			}
			b, _, err := chart.Render(got[i], "svg", chart.Options{})
			if err != nil || !slices.Equal(a, b) {
				t.Errorf("%s is drawn otherwise after it was stored (%v)", want[i].Name, err)
			}
		}
	}
}

func TestEveryKindHasATable(t *testing.T) {
	for _, p := range samples() {
		for _, table := range []Table{TableOf(p), DataOf(p)} {
			if len(table.Rows) == 0 {
				t.Errorf("%s: no rows", p.Name)
			}
			for _, row := range table.Rows {
				if len(row) != len(table.Head) {
					t.Errorf("%s: %q does not fit under %q", p.Name, row, table.Head)
				}
			}
		}
	}
}

func TestTables(t *testing.T) {
	want := map[string][][]string{ // by hand from the samples
		"likelihood": {{"GDP, \"both\"", "50 %", "A", "±1.0 points", "40–60 %"}, {"Roads", "judged, no base data: 0–60 %", "", "", ""}},
		"number":     {{"0", "25.0 %", "50.0 %"}, {"1", "75.0 %", "50.0 %"}},
		"fan": {{"2019", "1", "", "", "", "", "", "", ""}, {"2020", "12,346", "", "", "", "", "", "", ""},
			{"2021", "", "1", "2", "3", "4", "5", "6", "7"}},
		"chance":      {{"1", "100.0 %"}, {"2", "50.0 %"}},                                // one curve: its name is not repeated
		"chance-thin": {{"1", "80–100 %"}, {"2", "40–60 %"}},                              // of thin data no chance is told more finely than the likelihood
		"dots":        {{"1", "target met"}, {"2", "target met"}, {"3", "target missed"}}, // at most 2
		"base":        {{"5.0 %", "10.0 %", "20.0 %"}, {"10.0 %", "30.0 %", "40.0 %"}},
	}
	for _, p := range samples() {
		if rows, ok := want[p.Name]; ok && !reflect.DeepEqual(TableOf(p).Rows, rows) {
			t.Errorf("%s: %q, want %q", p.Name, TableOf(p).Rows, rows)
		}
		if p.Name == "fan" && DataOf(p).Rows[1][1] != "12345.6" {
			t.Errorf("data for programs are rounded: %q", DataOf(p).Rows[1])
		}
	}
}

type strange struct{ chart.Chart }

func TestStrangers(t *testing.T) {
	if _, err := Encode([]chart.Picture{{Name: "x", Chart: strange{}}}); err == nil {
		t.Error("a chart that cannot be read back was stored")
	}
	for _, text := range []string{"", "{}", `[{"kind":"pie","lang":"en"}]`, `[{"kind":"fan","lang":"fr"}]`, `[{"kind":"fan","lang":"en","chart":[1]}]`} {
		if _, err := Decode([]byte(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
