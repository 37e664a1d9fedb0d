package workbook

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"targetcast/model/attain"
	"targetcast/output/result"
	"targetcast/output/words"
)

func sample() *result.Set {
	nan := math.NaN()
	years := func(p ...float64) (out []result.YearP) {
		for i, x := range p {
			out = append(out, result.YearP{Year: 2024 + i, P: x})
		}
		return out
	}
	return &result.Set{
		Plan: result.Plan{ID: "two", Title: result.Text{En: "Two cities", Zh: "双城记"}, AsOf: "2021-08-02", Horizon: 2025,
			Groups: []result.Group{{ID: "g", Title: result.Text{En: "Goals", Zh: "目标组"}}},
			Priors: []result.Group{{ID: "sceptic", Title: result.Text{En: "Sceptic", Zh: "怀疑"}}, {ID: "central", Title: result.Text{En: "Central", Zh: "居中"}}}},
		Scenarios: []result.Scenario{{ID: "a", Title: result.Text{En: "Plan", Zh: "规划"}, Headline: true}, {ID: "b", Title: result.Text{En: "Plan", Zh: "规划"}}},
		Targets: []result.Target{
			{ID: "sharp", Number: 1, Group: "g", Title: result.Text{En: "Sharp", Zh: "甲"}, Comparator: ">=", Threshold: 43000, By: 2025, HasBase: true, Base: 28514.7, BaseYear: 2020, Grade: "A"},
			{ID: "thin", Number: 2, Title: result.Text{En: "Thin"}, Comparator: "<", Threshold: .5, By: 2025, HasBase: true, Base: nan, Grade: "C"},
			{ID: "judged", Number: 3, Title: result.Text{En: "Judged"}, Comparator: ">", Threshold: 1, By: 2025, Base: nan, Grade: "C"},
			{ID: "unknown", Number: 4, Title: result.Text{En: "Unknown"}, Comparator: ">", Threshold: 1, By: 2025, Base: nan, Grade: "C"},
			{ID: "was", Number: 5, Title: result.Text{En: "Was"}, Settled: 1, Base: nan},
			{ID: "never", Number: 6, Title: result.Text{En: "Never"}, CannotTell: true, Base: nan},
		},
		Likelihood: []result.Likelihood{
			{Scenario: "a", Prior: "central", Target: "sharp", P: .6234, Stated: attain.State(.6234, "A", true, [2]float64{}), ByYear: years(.001, .6234)},
			{Scenario: "a", Prior: "central", Target: "thin", P: .4567, Stated: attain.State(.4567, "C", true, [2]float64{}), ByYear: years(.2345, .4567)},
			{Scenario: "a", Prior: "central", Target: "judged", P: .3333, Stated: attain.State(nan, "", false, [2]float64{.11, .51}), ByYear: years(.0123, .3333)},
			{Scenario: "a", Prior: "sceptic", Target: "judged", P: .1111, Stated: attain.State(nan, "", false, [2]float64{.11, .51}), ByYear: years(.0456, .1111)},
			{Scenario: "a", Prior: "central", Target: "unknown", P: .7777, Stated: attain.State(nan, "", false, [2]float64{.01, .99}), ByYear: years(.0789, .7777)},
			{Scenario: "a", Prior: "sceptic", Target: "unknown", P: .0099, Stated: attain.State(nan, "", false, [2]float64{.01, .99}), ByYear: years(.9876, .0099)},
			{Scenario: "b", Prior: "central", Target: "sharp", P: .997, Stated: attain.State(.997, "A", true, [2]float64{}), ByYear: years(.5, .997)},
		},
		Joint: []result.Joint{{Scenario: "a", Prior: "central", Set: "observed", Targets: []string{"sharp", "thin"}, All: .28571, Product: .2847, Expected: 1.0801, SD: .6543},
			{Scenario: "a", Prior: "sceptic", Set: "all", Judged: true, Targets: []string{"sharp", "thin", "judged"}, All: .0043, Product: .3162, Expected: 1.19, SD: .7}},
		Indicators: []result.Indicator{{ID: "gdp", Title: result.Text{En: "GDP", Zh: "生产总值"}, Unit: "100M CNY", History: []result.Point{{Year: 2020, Value: 28514.7, Source: "yb", Grade: "A"}}}},
		Quantiles:  []result.Quantile{{Scenario: "a", Prior: "central", Indicator: "gdp", Year: 2025, P025: 1.25, P50: 43000.5, P975: 5e4, Mean: nan}},
		Settings:   []result.Setting{{Key: "target.sharp.threshold", Value: "43000"}, {Key: "lever.x.on", Value: "on", Judged: 2021, Why: result.Text{En: "because", Zh: "因为"}}},
		Warnings:   []result.Warning{{Code: "no_base", About: "roads"}},
		Sources:    []result.Source{{ID: "yb", TitleEn: "Yearbook", Title: "年鉴"}},
		Manifest:   result.Manifest{Hash: "abc", Identity: result.Identity{Seed: math.MaxUint64, Draws: 4096}},
	}
}

// opened is a workbook as the library's reader finds it; openpyxl is another reader, in the slow tests of the command.
func opened(t *testing.T, l words.Lang) *excelize.File {
	t.Helper()
	var a, b bytes.Buffer
	if err := Write(&a, sample(), l); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, sample(), l); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same set gave other bytes", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(a.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// A number stands only where a likelihood may be told as one, and then as finely as the grade allows: .6234 of grade A is
// .62; the thin, the judged and the unknown are texts in every sheet, whatever was counted.
func TestLikelihoodsAreStated(t *testing.T) {
	f := opened(t, words.En)
	for at, want := range map[string]string{
		"Likelihood!K1": "Plan", "Likelihood!L1": "Plan (b)", "Likelihood!E2": "43000", "Likelihood!I2": "28514.7", "Likelihood!J2": "2020",
		"Likelihood!K2": "0.62", "Likelihood!L2": ">99 %", "Likelihood!K3": "40–60 %", "Likelihood!L3": "", "Likelihood!K4": "0–60 %",
		"Likelihood!K5": "?", "Likelihood!K6": "already met", "Likelihood!K7": "?", "Likelihood!I3": "",
		"By year!A2": "Sharp", "By year!D2": "<1 %", "By year!E2": "0.62", "By year!D4": "20–40 %", "By year!E5": "0–40 %", "By year!D6": "?",
		"Together!E2": "1.1", "Together!F2": "0.7", "Together!G2": "0.29", "Together!H2": "0.28", "Together!I2": "", "Together!G3": "<1 %", "Together!I3": "judged, no base data",
		"Simulated!F2": "1.25", "Simulated!J2": "43000.5", "Simulated!O2": "", "Observed!F2": "Yearbook", "Assumptions!C2": "43000", "Assumptions!E3": "2021",
		"Warnings!A2": "roads: no base value; the likelihood is judged.", "About!A1": "Two cities", "About!B7": "abc",
	} {
		sheet, name, _ := strings.Cut(at, "!")
		if got, err := f.GetCellValue(sheet, name, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", at, got, err, want)
		}
	}
	for at, want := range map[string]excelize.CellType{"K2": excelize.CellTypeUnset, "K3": excelize.CellTypeInlineString, "K5": excelize.CellTypeInlineString, "E2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("Likelihood", at); err != nil || got != want {
			t.Errorf("%s is of type %d (%v), want %d", at, got, err, want)
		}
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for _, c := range r {
				for _, counted := range []string{".6234", ".4567", ".3333", ".1111", ".7777", ".0099", ".2345", ".0789", ".28571", ".0043"} {
					if strings.Contains(c, counted) {
						t.Errorf("%s holds what was counted: %s", sheet, c)
					}
				}
			}
		}
	}
	if shown, err := f.GetCellValue("Likelihood", "K2"); err != nil || shown != "62%" {
		t.Errorf("shown as %q (%v)", shown, err)
	}
}

// The head stays in sight and can filter; every sheet is in the language.
func TestSheets(t *testing.T) {
	f := opened(t, words.Zh)
	if got := strings.Join(f.GetSheetList(), " "); got != "达标概率 分年度 同时达标 模拟结果 历史数据 假设 警告 说明" {
		t.Error(got)
	}
	for _, sheet := range f.GetSheetList() {
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Errorf("%s: %+v (%v)", sheet, p, err)
		}
		if tables, err := f.GetTables(sheet); err != nil || len(tables) != 1 {
			t.Errorf("%s: %d tables (%v)", sheet, len(tables), err)
		}
	}
	if got, _ := f.GetCellValue("达标概率", "B2"); got != "目标组" {
		t.Error(got)
	}
	if p, err := f.GetDocProps(); err != nil || p.Description != "targetcast abc" || p.Title != "双城记" {
		t.Errorf("%+v (%v)", p, err)
	}
}

// A set of nothing is a workbook of heads.
func TestNothing(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, &result.Set{}, words.En); err != nil {
		t.Fatal(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(b.Bytes())); err != nil {
		t.Fatal(err)
	}
}
