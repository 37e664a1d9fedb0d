package backtest

import (
	"math"
	"slices"
	"time"

	"targetcast/model/calibrate"
	"targetcast/model/series"
)

// The prior of the spread multiplier: lognormal about 1.3, since stated ranges of yearly forecasts are known to be too
// narrow (the intervals of the M4 competition's standard methods needed 1.4 to 1.8).
var priorLog, priorSD = math.Log(1.3), .2

// Multiplier is by how much the spread of all laws should have been multiplied: the posterior from the outcomes
// published by the end of a year.
//
// Outcomes of one calendar year share their shocks, so a year counts as one observation: its mean log density. The
// posterior is computed on a grid of factors from .4 to 4.
type Multiplier struct {
	Origin        int
	Mean          float64
	P10, P50, P90 float64
	Years         int // calendar years with outcomes; with none it is the prior
	Forecasts     int
}

const multiplierPoints = 93

func multiplierGrid(i int) float64 { return .4 * math.Pow(10, float64(i)/(multiplierPoints-1)) }

// likelihoods are the log densities of one outcome under each factor.
type likelihoods [multiplierPoints]float64

func likelihoodsOf(law calibrate.Predictive, y float64) (out likelihoods) {
	for i := range out {
		out[i] = stretched(law, multiplierGrid(i)).LogDensity(y)
	}
	return out
}

// multiply estimates the multiplier at each origin from outcomes published before it, and scores the widened law.
func (r *Result) multiply(asOf time.Time) {
	each := make([]likelihoods, len(r.Forecasts))
	var origins []int
	for i, f := range r.Forecasts {
		each[i] = likelihoodsOf(f.law, f.Outcome)
		if !slices.Contains(origins, f.Origin) {
			origins = append(origins, f.Origin)
		}
	}
	slices.Sort(origins)
	at := map[int]Multiplier{}
	for _, origin := range origins {
		known := series.MonthOf(time.Date(origin, time.December, 1, 0, 0, 0, 0, time.UTC))
		m := r.multiplier(each, known)
		m.Origin = origin
		at[origin] = m
		r.Multipliers = append(r.Multipliers, m)
	}
	for _, f := range r.Forecasts {
		if s, err := scoreOf(mixture{stretched(f.law, at[f.Origin].Mean)}, f.Outcome); err == nil {
			f.Scores[Widened] = s
		}
	}
	r.Multiplier = r.multiplier(each, series.MonthOf(asOf))
	r.Multiplier.Origin = asOf.Year()
}

// multiplier is the posterior from the outcomes published up to a month.
func (r *Result) multiplier(each []likelihoods, known series.Month) Multiplier {
	sums, counts := map[int]*likelihoods{}, map[int]float64{}
	m := Multiplier{}
	for i, f := range r.Forecasts {
		if released(f) > known {
			continue
		}
		if sums[f.Year] == nil {
			sums[f.Year] = &likelihoods{}
			m.Years++
		}
		for k, v := range each[i] {
			sums[f.Year][k] += v
		}
		counts[f.Year]++
		m.Forecasts++
	}
	years := make([]int, 0, len(sums))
	for y := range sums {
		years = append(years, y)
	}
	slices.Sort(years)
	var logs likelihoods
	best := math.Inf(-1)
	for k := range logs {
		z := (math.Log(multiplierGrid(k)) - priorLog) / priorSD
		logs[k] = -z * z / 2 // the grid is even in logs, so the density is that of the log
		for _, y := range years {
			logs[k] += sums[y][k] / counts[y]
		}
		best = max(best, logs[k])
	}
	var total float64
	for k := range logs {
		logs[k] = math.Exp(logs[k] - best)
		total += logs[k]
	}
	var below float64
	for k, w := range logs {
		x := multiplierGrid(k)
		m.Mean += x * w / total
		for _, q := range []struct {
			p  float64
			at *float64
		}{{.1, &m.P10}, {.5, &m.P50}, {.9, &m.P90}} {
			if below < q.p*total && below+w >= q.p*total {
				*q.at = x
			}
		}
		below += w
	}
	return m
}

// released is when an outcome became known; without a month, in March of the next year.
func released(f Forecast) series.Month {
	if f.Published == 0 {
		return series.MonthOf(time.Date(f.Year+1, time.March, 1, 0, 0, 0, 0, time.UTC))
	}
	return f.Published
}
