package plan

import (
	"maps"
	"slices"
)

// Clone is a copy that shares nothing that can be changed. The observations, which never change, are shared.
func (p *Plan) Clone() *Plan {
	c := *p
	c.Groups = slices.Clone(p.Groups)
	c.Pools = each(p.Pools, func(v *Pool) { v.Series, v.Skip = slices.Clone(v.Series), slices.Clone(v.Skip) })
	c.Breaks = slices.Clone(p.Breaks)
	c.Conditions = slices.Clone(p.Conditions)
	c.Checks = slices.Clone(p.Checks)
	c.Precedents = slices.Clone(p.Precedents)
	c.Elicited = slices.Clone(p.Elicited)
	c.Files = slices.Clone(p.Files)
	c.Sources = maps.Clone(p.Sources)
	c.Targets = each(p.Targets, func(v *Target) { v.Readings = slices.Clone(v.Readings) })
	c.Levers = each(p.Levers, func(v *Lever) { v.Effects = slices.Clone(v.Effects) })
	c.Shocks = each(p.Shocks, func(v *Shock) { v.On = slices.Clone(v.On) })
	c.Leagues = each(p.Leagues, func(v *League) {
		v.Rows, v.Parameters = slices.Clone(v.Rows), maps.Clone(v.Parameters)
	})
	c.Samples = slices.Clone(p.Samples)
	c.Indicators = each(p.Indicators, func(v *Indicator) {
		v.Vintages, v.Skip = slices.Clone(v.Vintages), slices.Clone(v.Skip)
		v.Parameters, v.Loads = maps.Clone(v.Parameters), maps.Clone(v.Loads)
	})
	c.Priors = each(p.Priors, func(v *Prior) {
		v.Parameters = maps.Clone(v.Parameters)
		for k := range v.Parameters {
			v.Parameters[k] = maps.Clone(v.Parameters[k])
		}
	})
	c.Correlations = each(p.Correlations, func(v *Correlation) {
		v.Of, v.Matrix = slices.Clone(v.Of), slices.Clone(v.Matrix)
		for i := range v.Matrix {
			v.Matrix[i] = slices.Clone(v.Matrix[i])
		}
	})
	return &c
}

// each copies a list and lets deepen copy what its elements point to.
func each[T any](list []T, deepen func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		deepen(&out[i])
	}
	return out
}
