package main

import (
	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/output/result"
)

// joint adds what happens together: first among the targets with a base value, then what holds targets without, under
// each prior.
func (c *collector) joint(scenario int) {
	for i, r := range c.runs[scenario] {
		for k, g := range r.Program.Groups {
			if i == 0 || g.Judged {
				c.addJoint(r, g, r.Groups[k])
			}
		}
	}
}

func (c *collector) addJoint(r simulate.Outcome, g program.Group, res simulate.GroupResult) {
	n, found := r.Joint.N(), answerGroup(r.Joint.N(), res)
	out := result.Joint{Scenario: r.Program.Scenario, Prior: r.Program.Prior, Set: g.ID, Judged: g.Judged,
		All: found.p, AllCounted: ratio(res.Hits, n), Smoothing: found.how, ErrorLow: found.low, ErrorHigh: found.high}
	p := make([]float64, len(g.Events))
	for i, b := range g.Events {
		event := r.JointEvents[b]
		out.Targets = append(out.Targets, r.Program.Events[event].Target)
		p[i] = r.Joint.Marginals()[b]
		if found.how == result.Smoothed || found.how == result.AllSmoothed {
			p[i] = answer(r.Events[event]).p
		}
	}
	out.Product, out.Independent = attain.Product(p), attain.Independent(p)
	if found.how == result.Smoothed {
		out.Number, out.Given = res.Smoothed.Number, conditional(res.Smoothed.Pairs)
	} else {
		out.Number, out.Given = countTogether(r.Joint, g.Events)
	}
	out.Expected, out.SD = attain.MeanSD(out.Number)
	c.set.Joint = append(c.set.Joint, out)
}

// countTogether is how many of some events are met, and which given which, as shares of the futures.
func countTogether(m *attain.Masks, bits []int) (number []float64, given [][]float64) {
	of := m.Given()
	for _, b := range bits {
		var row []float64
		for _, other := range bits {
			row = append(row, of[b][other])
		}
		given = append(given, row)
	}
	for _, k := range m.Met(attain.GroupOf(bits...))[:len(bits)+1] {
		number = append(number, ratio(k, m.N()))
	}
	return number, given
}

// conditional is P(j | i) of the probabilities of pairs, on whose diagonal each event stands alone. NaN where i is never met.
func conditional(pairs [][]float64) [][]float64 {
	out := make([][]float64, len(pairs))
	for i, row := range pairs {
		for _, p := range row {
			out[i] = append(out[i], p/row[i])
		}
	}
	return out
}

// answerGroup is the likelihood that all targets of a group are met: smoothed where that was asked for and is clearly better.
func answerGroup(n int64, g simulate.GroupResult) estimated {
	counted := countedLikelihood(g.Hits, n, g.Replicates)
	out := estimated{counted.P, counted.Error.Lo, counted.Error.Hi, ""}
	s := g.Smoothed
	switch {
	case s == nil:
		return out
	case s.Shared:
		out.how = result.Shared
		return out
	case s.All == nil:
		out.how = result.Steps
		return out
	}
	l, err := attain.EstimateSmoothed(s.All, s.Unresolved, confidence)
	if err != nil { // simulated with replicates
		panic(err)
	}
	switch {
	case attain.ClearlyBetter(l, counted) && s.Number == nil:
		return estimated{l.P, l.Error.Lo, l.Error.Hi, result.AllSmoothed}
	case attain.ClearlyBetter(l, counted):
		return estimated{l.P, l.Error.Lo, l.Error.Hi, result.Smoothed}
	case l.Error.Half() < counted.Error.Half() && !attain.Better(l, counted):
		out.how = result.Differs
	default:
		out.how = result.NoGain
	}
	return out
}
