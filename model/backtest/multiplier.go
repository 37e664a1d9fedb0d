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

// Multiplier is by how much the spread of laws should have been multiplied: the posterior from the outcomes published by
// a date. It multiplies scales, as calibrate.Options.Spread does.
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
	for _, p := range law {
		at := densityOf(p.T)
		for i := range out {
			out[i] += p.Weight * at(y, p.Scale*multiplierGrid(i))
		}
	}
	for i, d := range out {
		out[i] = math.Log(d)
	}
	return out
}

// densityOf is the density of a law with another scale; what does not depend on that is computed once.
func densityOf(t calibrate.T) func(y, scale float64) float64 {
	if t.Normal() {
		return func(y, scale float64) float64 {
			z := (y - t.Location) / scale
			return math.Exp(-z*z/2) / (scale * math.Sqrt(2*math.Pi))
		}
	}
	upper, _ := math.Lgamma((t.DF + 1) / 2)
	lower, _ := math.Lgamma(t.DF / 2)
	fixed := upper - lower - math.Log(t.DF*math.Pi)/2
	return func(y, scale float64) float64 {
		z := (y - t.Location) / scale
		return math.Exp(fixed-(t.DF+1)/2*math.Log1p(z*z/t.DF)) / scale
	}
}

// multiplier is the posterior from the outcomes that are known.
func (r *Result) multiplier(each []likelihoods, known Filter) Multiplier {
	sums, counts := map[int]*likelihoods{}, map[int]float64{}
	m := Multiplier{}
	for i, f := range r.Forecasts {
		if !known(f) || f.laws != nil && f.laws[Law] == nil { // counts take no multiplier
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
