package program

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/stream"
)

// factorOp is a law on which others load: Out[0] is its value, Out[1] the standard shock that led to it. In a
// year with a condition the value is given and the shock is the one it implies; in the years before it, the shock has its
// law given what is to come, one year after the other. The law must be linear in its shock; then this is Gaussian
// conditioning, for each future with its own parameters. Pushes of years to come are not foreseen: the given value is
// reached all the same.
type factorOp struct {
	lawOp
	given   map[int]given
	foresee bool // years before a given one depend on it: the law has memory
}

// given is a normal law of a factor's value in a year; certain when sd is 0.
type given struct {
	mean, sd float64
	luck     int // column of luck that draws the value when years before must foresee it; -1: the year's own shock does
}

func (f factorOp) Key() string {
	var b strings.Builder
	b.WriteString("factor " + f.lawOp.Key())
	for _, y := range slices.Sorted(maps.Keys(f.given)) {
		fmt.Fprintf(&b, " %d:%v~%v", y, f.given[y].mean, f.given[y].sd)
	}
	return b.String()
}

func (f factorOp) Init(c *Call) {
	f.lawOp.Init(c)
	fill(c.Out[1], 0)
}

func (f factorOp) Next(c *Call) {
	s := f.step(c)
	s.Prev = c.Prev[0]
	k := f.shockColumn()
	own := s.Luck[k]
	to, ok := f.nextGiven(c.Year)
	if !ok {
		f.law.Next(&s)
		copy(c.Out[1], own)
		return
	}
	shock, value := c.Scratch.Column(0, len(own)), c.Scratch.Column(1, len(own))
	s.Luck = slices.Clone(s.Luck)
	s.Luck[k] = shock
	calm := f.ahead(c, s, shock, 0, to, 2)
	moved := f.ahead(c, s, shock, 1, to, 2+len(calm))
	g := f.given[to]
	noise := own
	if g.luck >= 0 {
		noise = c.Luck[g.luck]
	}
	for i := range shock {
		value[i] = g.mean + float64(g.sd*noise[i])
		shock[i] = implied(value[i], own[i], calm, moved, i)
	}
	s.Out = c.Out[0]
	f.law.Next(&s)
	if to == c.Year {
		copy(c.Out[0], value) // to the last digit, and when there is no spread
	}
	copy(c.Out[1], shock)
}

// nextGiven is the first year from a year on whose value is given, when it matters to that year.
func (f factorOp) nextGiven(year int) (first int, ok bool) {
	if _, now := f.given[year]; now || !f.foresee {
		return year, now
	}
	for y := range f.given {
		if y >= year && (!ok || y < first) {
			first, ok = y, true
		}
	}
	return first, ok
}

// ahead steps the law from this year to another with one shock now and none later, and returns the value of each year in
// spare columns from column on. The law's memory is left as it was.
func (f factorOp) ahead(c *Call, s process.Step, shock []float64, now float64, to, column int) [][]float64 {
	n, spare := len(shock), column+2*(to-c.Year+1) // beyond the columns of both calls
	kept := make([][]float64, len(s.State))
	for i := range s.State {
		kept[i] = c.Scratch.Column(spare+i, n)
		copy(kept[i], s.State[i])
	}
	fill(shock, now)
	var path [][]float64
	for year := c.Year; year <= to; year++ {
		s.Year, s.Out = year, c.Scratch.Column(column+len(path), n)
		f.law.Next(&s)
		path = append(path, s.Out)
		s.Prev, s.Push = s.Out, nil
		fill(shock, 0)
	}
	for i := range s.State {
		copy(s.State[i], kept[i])
	}
	return path
}

// implied is the shock of this year in one future, given the value at the end of a path. With r(k) the effect of a shock k
// years after it, the value is its calm path plus Σ r(k)ε(k), so that ε given the value is normal with mean
// r(m)/Σr²·(value - calm) and variance 1 - r(m)²/Σr², where m years are still to go.
func implied(value, own float64, calm, moved [][]float64, i int) float64 {
	m, sum := len(calm)-1, 0.0
	for k := range calm {
		r := moved[k][i] - calm[k][i]
		sum += float64(r * r)
	}
	r := moved[m][i] - calm[m][i]
	switch {
	case m == 0 && r == 0:
		return 0 // the value tells of no shock
	case m == 0:
		return (value - calm[0][i]) / r
	case sum == 0:
		return own
	}
	return float64(r/sum*(value-calm[m][i])) + float64(math.Sqrt(max(0, 1-r*r/sum))*own)
}

// shockColumn is the index of the shared shock among the law's luck.
func (f factorOp) shockColumn() int {
	return slices.IndexFunc(f.law.Spec().Luck, func(l process.Luck) bool { return l.Shared })
}

// conditions are a factor's given values: those of scenarios, and what was observed after the year the node starts. A value
// that years before must foresee is drawn once per future, by luck of its own.
func (c *compiler) conditions(ind *plan.Indicator, node *Node) map[int]given {
	g := map[int]given{}
	k := c.known[ind.ID]
	for y, v := range k.values {
		if y > k.start && y <= k.last {
			g[y] = given{mean: v, luck: -1}
		}
	}
	for _, cond := range c.plan.Conditions {
		switch {
		case cond.Factor != ind.ID:
		case linear(ind.Law):
			g[cond.Year] = given{mean: cond.Mean, sd: cond.SD, luck: -1}
		default:
			c.fail(cond.Origin, "a condition needs a factor whose law is linear in its shock (ar1, random_walk, white_noise), not %s", ind.Law)
		}
	}
	for _, y := range slices.Sorted(maps.Keys(g)) {
		_, follows := g[y-1]
		if v := g[y]; v.sd > 0 && !follows && y-1 > k.start && foresees(ind.Law) {
			v.luck = len(node.Luck)
			g[y] = v
			node.Luck = append(node.Luck, Luck{Input: stream.Input{Name: fmt.Sprintf("%s.condition.%d", c.key(ind), y), PerFuture: true}})
		}
	}
	return g
}

// linear reports whether the value of a law is linear in its shock, so that a given value tells the shock.
func linear(law string) bool { return law == "ar1" || law == "random_walk" || law == "white_noise" }

// foresees reports whether a linear law carries a shock on, so that a value tells of the shocks of years before.
func foresees(law string) bool { return law != "white_noise" }
