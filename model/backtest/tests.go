package backtest

import (
	"cmp"
	"slices"

	"targetcast/model/score"
)

// Test compares the law of one series with a rival, forecasts of one horizon, year by year.
type Test struct {
	Subject, Rival string
	Horizon        int
	score.Comparison
}

// Tests are the Diebold-Mariano tests that the data allow: of series with forecasts of a horizon in score.EnoughForTest years
// one after the other. Negative means favour the law. Longest is the most years that any series has.
func (r *Result) Tests() (out []Test, longest int) {
	type place struct {
		subject string
		horizon int
	}
	runs := map[place][]Forecast{}
	for _, f := range r.Forecasts {
		runs[place{f.Subject, f.Horizon}] = append(runs[place{f.Subject, f.Horizon}], f)
	}
	for at, list := range runs {
		slices.SortFunc(list, func(a, b Forecast) int { return a.Year - b.Year })
		list = newestRun(list)
		longest = max(longest, len(list))
		if len(list) < score.EnoughForTest {
			continue
		}
		for _, rival := range Rivals() {
			var own, other []float64
			for _, f := range list {
				if s, ok := f.Scores[rival]; ok {
					own, other = append(own, f.Scores[Law].CRPS/f.Step), append(other, s.CRPS/f.Step)
				}
			}
			if c, err := score.DieboldMariano(own, other, at.horizon); err == nil && len(own) == len(list) {
				out = append(out, Test{at.subject, rival, at.horizon, c})
			}
		}
	}
	slices.SortFunc(out, func(a, b Test) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), a.Horizon-b.Horizon, slices.Index(Rivals(), a.Rival)-slices.Index(Rivals(), b.Rival))
	})
	return out, longest
}

// newestRun keeps the years after the last gap.
func newestRun(list []Forecast) []Forecast {
	for i := len(list) - 1; i > 0; i-- {
		if list[i].Year != list[i-1].Year+1 {
			return list[i:]
		}
	}
	return list
}
