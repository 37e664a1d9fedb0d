package result

import (
	"math"

	"targetcast/model/attain"
)

// sample is a small set with everything that is awkward to write: text with commas, quotes and line feeds, numbers that
// are none, large and tiny numbers, empty lists.
func sample() *Set {
	nan := math.NaN()
	return &Set{
		Plan: Plan{ID: "two_cities", Title: Text{"Two cities", "双城记"}, AsOf: "2021-08-02", Since: 2021, Horizon: 2025,
			Groups: []Group{{"benchmark", Text{"Benchmark", "标杆"}}}, Priors: []Group{{"central", Text{"central", "中性"}}}},
		Scenarios: []Scenario{{ID: "trend", Title: Text{"Trend", "趋势"}, Why: Text{"as before, \"only\" more", "一切照旧"}},
			{ID: "plan", Title: Text{"Plan", "计划"}, Headline: true}},
		Targets: []Target{
			{ID: "gdp", Number: 1, Group: "benchmark", Title: Text{"GDP", "地区生产总值"}, Quote: "到2025年,达到4.3万亿元\n以上",
				Indicator: "gdp_pair", Unit: "100M CNY", Comparator: ">=", Threshold: 43000, By: 2025, Hold: "at", Joint: true,
				HasBase: true, Base: 28514, BaseYear: 2020, BaseGrade: "A", Points: 9, Evidence: "A", Grade: "A",
				Required: 0.0856, Recent: 0.081, PaceIsRate: true, Schedule: "behind"},
			{ID: "roads", Reading: "all", Number: 7, Group: "benchmark", Title: Text{"Roads, \"all\"", "公路"}, Indicator: "roads",
				Unit: "km/km2", Comparator: "<=", Threshold: 1.15, By: 2025, Hold: "sustained 2", Settled: -1, CannotTell: true,
				Base: nan, Required: nan, Recent: nan, Schedule: "unknown", Grade: "C", Evidence: "C"},
		},
		Likelihood: []Likelihood{
			{Scenario: "plan", Prior: "central", Target: "gdp", P: 0.6234375, Hits: 6384, Draws: 10240, ErrorLow: 0.614,
				ErrorHigh: 0.6328, RangeLow: 0.41, RangeHigh: 0.8, Stated: attain.Stated{Kind: attain.Point, P: 0.62, Lo: 0.62, Hi: 0.62},
				ByYear: []YearP{{2024, 0.1}, {2025, 0.6234375}}, EverBy: []YearP{{2024, 0.1}, {2025, 0.63}},
				FirstMet: []YearP{{2024, 0.1}, {2025, 0.53}}, Miss: Shortfall{1234.5, 1e-7, 1e21, 3, 0.0287}},
			{Scenario: "plan", Prior: "sceptic", Target: "roads", Reading: "all", P: 1.0 / 3, Hits: 3413, Draws: 10240,
				ErrorLow: 0.32, ErrorHigh: 0.34, RangeLow: nan, RangeHigh: nan,
				Stated: attain.Stated{Kind: attain.CannotAssess, P: nan, Lo: 0, Hi: 0.8},
				ByYear: []YearP{}, EverBy: []YearP{}, FirstMet: []YearP{}, Miss: Shortfall{nan, nan, nan, nan, nan}},
		},
		Joint: []Joint{{Scenario: "plan", Prior: "central", Set: "all", Targets: []string{"gdp", "roads"}, Judged: true, All: 0.25, AllCounted: 0.21, Smoothing: AllSmoothed,
			ErrorLow: 0.24, ErrorHigh: 0.26, Product: 0.2078125, Expected: 0.95, SD: 0.8, Number: []float64{0.3, 0.45, 0.25},
			Independent: []float64{0.25, 0.5421875, 0.2078125}, Given: [][]float64{{1, 0.4}, {nan, nan}}}},
		Quantiles: []Quantile{{Scenario: "plan", Prior: "central", Indicator: "gdp_pair", Year: 2025, P025: 36000.125, P05: 37000,
			P10: 38000, P25: 41000, P50: 43700, P75: 46000, P90: 48000, P95: 50000, P975: 52000, Mean: nan}},
		Indicators: []Indicator{{ID: "gdp_pair", Title: Text{"GDP", "地区生产总值"}, Unit: "100M CNY", Law: "damped_growth", Points: 9,
			History: []Point{{2019, 27358.4, "yb", "A"}, {2020, 28514, "yb", "A"}}, Breaks: []int{2018}}},
		Settings: []Setting{{Key: "indicator.gdp_pair.mean", Value: "normal(0.06, 0.01)", Unit: "1", Origin: "plan.toml:7", Judged: 2021,
			Source: "yb", Why: Text{"as before, \"only\" more", "一切照旧"}}, {Scenario: "trend", Key: "lever.F1.on", Value: "off"}},
		Warnings: []Warning{{Code: "no_base", About: "roads", Values: map[string]any{"b": 2019, "a": "x, <y>"}}},
		Manifest: Manifest{Identity: Identity{Engine: 1, Plan: "ab", Data: []File{{"observations.csv", "cd"}},
			Scenarios: []string{"trend", "plan"}, Sampler: "sobol", Seed: math.MaxUint64, Draws: 10240, Sets: 200},
			How: How{Version: "v0", Command: []string{"run"}, Workers: 2, Started: "2021-08-02T00:00:00Z", Seconds: 1.5, Go: "go1.26"}},
	}
}
