package backtest

import (
	"maps"
	"math"
	"slices"

	"targetcast/model/score"
)

// Cell is how the forecasts of one group and horizon did. Intervals are from a bootstrap that draws whole calendar
// years. Skill compares CRPS in units of each series' own usual yearly step, so that no series counts more because
// its numbers are larger.
type Cell struct {
	Group    string // "" for all groups
	Horizon  int    // 0 for all horizons
	N        int    // forecasts
	Series   int
	Years    int     // different calendar years that were forecast
	CRPS     float64 // mean, in usual yearly steps
	Log      float64 // mean log score, in nats, of the value in usual yearly steps
	Interval float64 // mean interval score of the central 80 %, in usual yearly steps
	// Coverage of the central intervals, by nominal coverage in per cent: 50, 80, 95.
	Coverage map[int]score.Estimate
	Bias     score.Estimate            // mean of outcome less centre, in usual yearly steps: below 0 the law was too high
	Skill    map[string]score.Estimate // of the law against each other model
}

// Coverages are the nominal coverages, in per cent.
var Coverages = []int{50, 80, 95}

// Filter chooses forecasts.
type Filter func(Forecast) bool

// Plan chooses the laws of the plan.
func Plan(f Forecast) bool { return f.InPlan }

// All chooses every forecast.
func All(Forecast) bool { return true }

// Groups are the groups with forecasts, in the order of first appearance.
func (r *Result) Groups() []string {
	var out []string
	for _, f := range r.Forecasts {
		if !slices.Contains(out, f.Group) {
			out = append(out, f.Group)
		}
	}
	slices.Sort(out)
	return out
}

// Horizons are the horizons with forecasts.
func (r *Result) Horizons() []int {
	found := map[int]bool{}
	for _, f := range r.Forecasts {
		found[f.Horizon] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// choose keeps the forecasts of a group ("" for all) and horizon (0 for all).
func (r *Result) choose(group string, horizon int, keep Filter) []Forecast {
	var out []Forecast
	for _, f := range r.Forecasts {
		if (group == "" || f.Group == group) && (horizon == 0 || f.Horizon == horizon) && keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// Cell summarises one model's forecasts of a group ("" for all) and horizon (0 for all); false without any.
func (r *Result) Cell(model, group string, horizon int, keep Filter) (Cell, bool) {
	c := Cell{Group: group, Horizon: horizon, Coverage: map[int]score.Estimate{}, Skill: map[string]score.Estimate{}}
	forecasts := r.choose(group, horizon, func(f Forecast) bool { _, ok := f.Scores[model]; return ok && keep(f) })
	if len(forecasts) == 0 {
		return c, false
	}
	names, years := map[string]bool{}, map[int]bool{}
	var bias score.Clustered
	inside, against := map[int]*score.Clustered{}, map[string]*score.Clustered{}
	for _, p := range Coverages {
		inside[p] = &score.Clustered{}
	}
	n := float64(len(forecasts))
	for _, f := range forecasts {
		s := f.Scores[model]
		names[f.Subject], years[f.Year] = true, true
		c.CRPS += s.CRPS / f.Step / n
		c.Log += (s.Log - math.Log(f.Step)) / n
		c.Interval += s.Interval / f.Step / n
		bias.Add(f.Year, s.Error/f.Step, 1)
		for _, p := range Coverages {
			hit := 0.
			if s.Inside(float64(p) / 100) {
				hit = 1
			}
			inside[p].Add(f.Year, hit, 1)
		}
		for other, o := range f.Scores {
			if other == model {
				continue
			}
			if against[other] == nil {
				against[other] = &score.Clustered{}
			}
			against[other].Add(f.Year, s.CRPS/f.Step, o.CRPS/f.Step)
		}
	}
	c.N, c.Series, c.Years = len(forecasts), len(names), len(years)
	c.Bias, _ = bias.Estimate(r.seed, score.Share)
	for p, k := range inside {
		c.Coverage[p], _ = k.Estimate(r.seed, score.Share)
	}
	for other, k := range against {
		c.Skill[other], _ = k.Estimate(r.seed, score.SkillOf)
	}
	return c, true
}

// Table summarises a model by group and horizon: all groups together first, and in each all horizons together first.
func (r *Result) Table(model string, keep Filter) []Cell {
	var out []Cell
	for _, g := range append([]string{""}, r.Groups()...) {
		for _, h := range append([]int{0}, r.Horizons()...) {
			if c, ok := r.Cell(model, g, h, keep); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// PIT are the transforms of a model's outcomes.
func (r *Result) PIT(model, group string, keep Filter) []float64 {
	var out []float64
	for _, f := range r.choose(group, 0, keep) {
		if s, ok := f.Scores[model]; ok {
			out = append(out, s.PIT)
		}
	}
	return out
}

// Reliability judges the stated probabilities of the threshold events.
func (r *Result) Reliability(group string, keep Filter) (score.Brier, score.Corp, error) {
	var p []float64
	var happened []bool
	for _, f := range r.choose(group, 0, keep) {
		for _, e := range f.Events {
			p, happened = append(p, e.P), append(happened, e.Happened)
		}
	}
	c, err := score.CorpOf(p, happened)
	if err != nil {
		return score.Brier{}, c, err
	}
	// Classes of ten points: almost every probability is stated once.
	rounded := make([]float64, len(p))
	for i, v := range p {
		rounded[i] = tenth(v)
	}
	b, err := score.BrierOf(rounded, happened)
	return b, c, err
}
