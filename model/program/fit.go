package program

import (
	"fmt"
	"slices"

	"targetcast/model/calibrate"
	"targetcast/model/dist"
	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/model/series"
	"targetcast/model/stream"
)

// Fitted is a law as history sees it.
type Fitted struct {
	Indicator string
	Fit       calibrate.Fit
	History   calibrate.History
	Pool      *calibrate.Pool // nil without
}

// panel is a pool with the node that draws its drift once per future for all members together.
type panel struct {
	pool  *calibrate.Pool
	drift Ref
}

// fit adds the posterior of an indicator's law, when it takes its parameters from history, and returns their columns. It
// reports false when there is nothing to go on with.
func (c *compiler) fit(ind *plan.Indicator) (map[string]Ref, bool) {
	if ind.Fit != "history" {
		return nil, true
	}
	k := c.known[ind.ID]
	if !k.observed && c.missing(ind) {
		c.unknown(ind, "no observation had been published")
		return nil, false
	}
	h := calibrate.History{Points: k.series.Points, From: ind.From, Skip: ind.Skip, Breaks: c.breaks(ind)}
	o := calibrate.Options{Ahead: c.plan.Horizon - k.start}
	o.Ceiling = written(ind, "ceiling")
	o.Dispersion = written(ind, "dispersion")
	learned := c.plan.Learned[ind.ID]
	o.Spread, o.Rule = learned.Spread, learned.Rule
	if learned.Better != "" {
		c.warn(learned.Why, ind.ID, map[string]any{"rule": learned.Better, "param": learned.Param})
	}
	var p *panel
	if ind.Pool != "" && o.Rule == "" {
		if p = c.panel(ind); p == nil {
			return nil, false
		}
		o.Pool = p.pool
	}
	f, err := h.Fit(ind.Law, o)
	if err != nil {
		if c.plan.Cut() {
			c.unknown(ind, err.Error())
		} else {
			c.fail(ind.Origin, "fit = \"history\": %v", err)
		}
		return nil, false
	}
	fitted := Fitted{Indicator: ind.ID, Fit: f, History: h}
	n := Node{ID: "fit." + ind.ID, PerFuture: true, Outs: len(f.Posterior.Params())}
	key := fmt.Sprintf("%s %x %v %v %d %v %v", ind.Law, values(h.Points), years(h.Points), h.Skip, h.From, h.Breaks, o.Ceiling)
	if p != nil {
		n.In, fitted.Pool = []Ref{p.drift}, p.pool
		key += fmt.Sprintf(" pool %x", []float64{p.pool.Mean, p.pool.SE, p.pool.Kappa, p.pool.A, p.pool.B})
	}
	n.Op = posterior{p: f.Posterior, key: key + fmt.Sprintf(" %x %x %s", o.Dispersion, o.Spread, o.Rule)}
	for _, l := range f.Posterior.Luck() {
		n.Luck = append(n.Luck, Luck{stream.Input{Name: c.key(ind) + ".fit." + l.Name, PerFuture: true}, true})
	}
	ref := c.add(n)
	c.prog.Fits = append(c.prog.Fits, fitted)
	if f.Rule != "" {
		c.warn(RuleStands, ind.ID, map[string]any{"rule": f.Rule})
	}
	for _, w := range f.Warnings {
		c.warn(w.Code, ind.ID, w.Values)
	}
	out := map[string]Ref{}
	for i, name := range f.Posterior.Params() {
		out[name] = Ref{ref.Node, i}
	}
	return out, true
}

// written is a parameter's value where the plan writes it and is certain of it; 0 otherwise.
func written(ind *plan.Indicator, name string) float64 {
	if q, ok := ind.Parameters[name]; ok && q.Dist != nil {
		return q.Dist.Quantile(.5)
	}
	return 0
}

func values(points []series.Point) []float64 {
	out := make([]float64, len(points))
	for i, p := range points {
		out[i] = p.Value
	}
	return out
}

func years(points []series.Point) []int {
	out := make([]int, len(points))
	for i, p := range points {
		out[i] = p.Year
	}
	return out
}

// panel estimates a pool once and gives it its drift.
func (c *compiler) panel(ind *plan.Indicator) *panel {
	if p, ok := c.pools[ind.Pool]; ok {
		return p
	}
	k := slices.IndexFunc(c.plan.Pools, func(p plan.Pool) bool { return p.ID == ind.Pool })
	if k < 0 {
		c.fail(ind.Origin, "no pool %q", ind.Pool)
		return nil
	}
	written := c.plan.Pools[k]
	var members []calibrate.Member
	for _, text := range written.Series {
		e, err := formula.Parse(text)
		if err != nil {
			c.fail(written.Origin, "series %q: %v", text, err)
			continue
		}
		m := calibrate.Member{Name: text}
		s, err := c.evaluate(e, nil)
		if err != nil {
			c.fail(written.Origin, "series %q: %v", text, err)
			continue
		}
		for _, pt := range s.Points {
			if pt.Year >= written.From && !slices.Contains(written.Skip, pt.Year) {
				m.Years, m.Values = append(m.Years, pt.Year), append(m.Values, pt.Value)
			}
		}
		members = append(members, m)
	}
	pool, err := calibrate.NewPool(members)
	if err != nil {
		if c.plan.Cut() {
			c.unknown(ind, err.Error())
		} else {
			c.fail(written.Origin, "%v", err)
		}
		return nil
	}
	for _, w := range pool.Warnings {
		c.warn(w.Code, "pool."+written.ID, w.Values)
	}
	mean, sd := pool.Panel()
	d, err := dist.Normal(mean, sd)
	if err != nil {
		c.fail(written.Origin, "%v", err)
		return nil
	}
	ref, _ := c.quantity("pool."+written.ID+".drift", plan.Quantity{Dist: d, Scale: 1}, true)
	p := &panel{pool: pool, drift: ref}
	c.pools[ind.Pool] = p
	return p
}
