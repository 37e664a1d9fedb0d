package backtest

import (
	"math"
	"testing"

	"targetcast/model/score"
	"targetcast/model/series"
)

// TestTestsOnlyWhereYearsAllow: 26 yearly values are forecast one year ahead from six on, in 20 years, and two years ahead in
// 19: the test is made of the first alone, and is that of the scores in order of time. Where a year is missing, the years after
// it are too few.
func TestTestsOnlyWhereYearsAllow(t *testing.T) {
	r, err := Run(series.NewBook(levels(1, 26, .06, .03, 4)), newYear(2027), subjectsOf(1, "damped_growth"), nil, Options{Horizons: 2})
	if err != nil {
		t.Fatal(err)
	}
	tests, longest := r.Tests()
	if longest != score.EnoughForTest || len(tests) != len(Rivals()) {
		t.Fatalf("%d years, %d tests", longest, len(tests))
	}
	var own, other []float64
	for _, f := range r.Forecasts {
		if f.Horizon == 1 {
			own, other = append(own, f.Scores[Law].CRPS/f.Step), append(other, f.Scores[Drift].CRPS/f.Step)
		}
	}
	want, err := score.DieboldMariano(own, other, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := tests[0]; got.Rival != Drift || got.Horizon != 1 || got.Comparison != want || math.IsNaN(got.P) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for i, f := range r.Forecasts {
		if f.Horizon == 1 && f.Year == 2015 {
			r.Forecasts = append(r.Forecasts[:i:i], r.Forecasts[i+1:]...)
			break
		}
	}
	if tests, longest := r.Tests(); len(tests) != 0 || longest != 19 { // those of two years ahead, 2008 to 2026
		t.Errorf("%d tests, %d years", len(tests), longest)
	}
}
