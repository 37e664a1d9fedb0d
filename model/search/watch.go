package search

import (
	"context"
	"fmt"
	"math"
	"slices"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Pace is how fast an indicator moves in the simulated years, beside its own past: percentages a year. For an indicator
// that is itself in per cent it is the mean of the yearly medians; for any other, the growth of the median from the last
// observation to the horizon.
type Pace struct {
	Indicator string
	Years     [2]int    // first and last simulated year that count
	By        []float64 // by program
	Past      []Year    // the same of single observed years
}

// Year is one observed year of an indicator's pace.
type Year struct {
	Year  int
	Value float64
}

// Reached is the number of observed years with a pace of at least x.
func (p Pace) Reached(x float64) int {
	n := 0
	for _, y := range p.Past {
		if y.Value >= x {
			n++
		}
	}
	return n
}

// Watch measures the pace of indicators in several programs. An indicator is named percent when its unit is.
func Watch(ctx context.Context, programs []*program.Program, indicators []string, percent func(indicator string) bool, o simulate.Options) ([]Pace, error) {
	var shown []*program.Program
	for _, p := range programs {
		q := *p
		q.Events, q.Shown = nil, nil
		for _, id := range indicators {
			i := slices.IndexFunc(p.Shown, func(s program.Shown) bool { return s.Indicator == id })
			if i < 0 {
				return nil, fmt.Errorf("the plan shows no indicator %s", id)
			}
			q.Shown = append(q.Shown, p.Shown[i])
		}
		shown = append(shown, &q)
	}
	o.Sets = 0
	res, err := simulate.Run(ctx, shown, o)
	if err != nil {
		return nil, err
	}
	var out []Pace
	for k, id := range indicators {
		p := Pace{Indicator: id, Years: [2]int{programs[0].Since, programs[0].Horizon}}
		s := shown[0].Shown[k]
		p.Past = past(s, percent(id))
		for _, run := range res.Runs {
			p.By = append(p.By, pace(run.Shown[k], s, p.Years, percent(id)))
		}
		out = append(out, p)
	}
	return out, nil
}

// past is the pace of each observed year; growth only between neighbouring years on one base.
func past(s program.Shown, percent bool) []Year {
	var out []Year
	for i, h := range s.History {
		if percent {
			out = append(out, Year{h.Year, h.Value})
			continue
		}
		if i == 0 || s.History[i-1].Year != h.Year-1 || slices.Contains(s.Breaks, h.Year) || !(s.History[i-1].Value > 0) {
			continue
		}
		out = append(out, Year{h.Year, 100 * (h.Value/s.History[i-1].Value - 1)})
	}
	return out
}

func pace(r simulate.ShownResult, s program.Shown, years [2]int, percent bool) float64 {
	median := func(year int) float64 { return r.Years[year-r.First].Quantile(.5) }
	if !percent {
		if len(s.History) == 0 {
			return math.NaN()
		}
		last := s.History[len(s.History)-1]
		return 100 * (math.Pow(median(years[1])/last.Value, 1/float64(years[1]-last.Year)) - 1)
	}
	var sum float64
	for year := years[0]; year <= years[1]; year++ {
		sum += median(year)
	}
	return sum / float64(years[1]-years[0]+1)
}
