// Package search asks one question of many runs.
package search

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Axis is one parameter that nobody observed, as the priors see it.
type Axis struct {
	Indicator, Parameter string
	Unit                 string
	Values               []float64          // of the grid, rising
	Medians              map[string]float64 // by prior
}

// Grid is the likelihood of a target as a function of its unknown base and pace: whoever knows the base can read the
// answer. P[i][j] belongs to Base.Values[i] and Pace.Values[j].
type Grid struct {
	Target     string
	Base, Pace Axis
	P          [][]float64
	Draws      int // behind each P
}

// BaseAndPace maps every target that has no base value, over size x size pairs of base and pace that span all priors
// from their 5th to their 95th percentile. Everything else stays as uncertain as it is under the given prior.
func BaseAndPace(ctx context.Context, p *plan.Plan, prior string, size int, o simulate.Options) ([]Grid, error) {
	if size < 2 {
		return nil, fmt.Errorf("a grid of %d x %d pairs has no span; at least 2 x 2 are needed", size, size)
	}
	base, err := program.Compile(p, "", prior)
	if err != nil {
		return nil, err
	}
	var grids []Grid
	wanted := map[string]bool{}
	for _, e := range base.Events {
		if f := base.Facts[e.Target]; e.Reading != "" || f.HasBase {
			continue
		}
		if g, ok := newGrid(p, base, e.Target, size); ok {
			grids = append(grids, g)
			wanted[e.Target] = true
		}
	}
	if len(grids) == 0 {
		return nil, nil
	}
	var programs []*program.Program
	for i := range size {
		for j := range size {
			pr, err := program.Compile(withPair(p, grids, prior, i, j), "", pairPrior)
			if err != nil {
				return nil, err
			}
			programs = append(programs, pr.Only(func(e program.Event) bool { return e.Reading == "" && wanted[e.Target] }))
		}
	}
	o.Sets = 0
	res, err := simulate.Run(ctx, programs, o)
	if err != nil {
		return nil, err
	}
	for k := range grids {
		grids[k].fill(res, size)
	}
	return grids, nil
}

const pairPrior = "pair"

// newGrid finds the base ("start") and the pace (the first other judged parameter) behind a target.
func newGrid(p *plan.Plan, pr *program.Program, target string, size int) (Grid, bool) {
	g := Grid{Target: target}
	cone := pr.Facts[target].Judged
	for _, parameter := range cone {
		a := Axis{Indicator: parameter.Indicator, Parameter: parameter.Name, Medians: map[string]float64{}}
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, prior := range p.Priors {
			q, ok := prior.Parameters[a.Indicator][a.Parameter]
			if !ok || q.Dist == nil {
				continue
			}
			a.Unit = q.Unit
			a.Medians[prior.ID] = at(q, .5)
			lo, hi = min(lo, at(q, .05)), max(hi, at(q, .95))
		}
		if !(lo < hi) {
			continue
		}
		for i := range size {
			a.Values = append(a.Values, lo+(hi-lo)*float64(i)/float64(size-1))
		}
		switch {
		case a.Parameter == "start" && g.Base.Values == nil:
			g.Base = a
		case a.Parameter != "start" && g.Pace.Values == nil:
			g.Pace = a
		}
	}
	return g, g.Base.Values != nil && g.Pace.Values != nil
}

func at(q plan.Quantity, p float64) float64 { return q.Dist.Quantile(p)*q.Scale + q.Add }

// withPair is the plan under one more prior, in which every grid's base and pace are certain.
func withPair(p *plan.Plan, grids []Grid, prior string, i, j int) *plan.Plan {
	out := *p
	k := slices.IndexFunc(p.Priors, func(x plan.Prior) bool { return x.ID == prior })
	pair := plan.Prior{ID: pairPrior, Parameters: map[string]map[string]plan.Quantity{}}
	for id, params := range p.Priors[k].Parameters {
		pair.Parameters[id] = maps.Clone(params)
	}
	for _, g := range grids {
		pair.Parameters[g.Base.Indicator][g.Base.Parameter] = certain(g.Base.Values[i])
		pair.Parameters[g.Pace.Indicator][g.Pace.Parameter] = certain(g.Pace.Values[j])
	}
	out.Priors = append(slices.Clone(p.Priors), pair)
	return &out
}

func certain(x float64) plan.Quantity {
	d, err := dist.Constant(x)
	if err != nil { // the grid lies between finite quantiles
		panic(err)
	}
	return plan.Quantity{Dist: d, Scale: 1}
}

func (g *Grid) fill(res *simulate.Result, size int) {
	g.Draws = int(res.Draws)
	g.P = make([][]float64, size)
	for i := range size {
		g.P[i] = make([]float64, size)
		for j := range size {
			run := res.Runs[i*size+j]
			for k, e := range run.Program.Events {
				if e.Target == g.Target {
					g.P[i][j] = share(run.Events[k].Counter)
				}
			}
		}
	}
}

func share(c *attain.Counter) float64 { return float64(c.Hits()) / float64(c.N()) }

// String names the grid.
func (g Grid) String() string {
	return fmt.Sprintf("%s over %s.%s and %s.%s", g.Target, g.Base.Indicator, g.Base.Parameter, g.Pace.Indicator, g.Pace.Parameter)
}
