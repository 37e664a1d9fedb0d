package program

import (
	"math"
	"slices"

	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/series"
)

// known is what had been observed of an indicator by the as-of date, and where its simulation starts.
type known struct {
	series   series.Series
	values   map[int]float64 // without the years the plan skips
	observed bool            // at least one value is usable
	last     int             // the last usable year
	start    int             // the node's first year
	quiet    float64         // the value before start where nothing was observed
}

func (k known) at(year int) (float64, bool) {
	v, ok := k.values[year]
	return v, ok
}

// before is what the node shows in the years before it starts.
func (k known) before() map[int]float64 {
	b := map[int]float64{}
	for _, p := range k.series.Points {
		if p.Year < k.start {
			b[p.Year] = p.Value
		}
	}
	if len(b) == 0 && !math.IsNaN(k.quiet) {
		b[allYears] = k.quiet
	}
	return b
}

// allYears is the key under which Before holds a value for every year that has none of its own.
const allYears = math.MinInt

// BeforeAt is the value a node shows in a year before its start: NaN when there is none.
func (n *Node) BeforeAt(year int) float64 {
	if v, ok := n.Before[year]; ok {
		return v
	}
	if v, ok := n.Before[allYears]; ok {
		return v
	}
	return math.NaN()
}

func (c *compiler) readHistories() {
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		k := known{series: c.observedSeries(ind), values: map[int]float64{}, quiet: math.NaN()}
		for _, p := range k.series.Points {
			if slices.Contains(ind.Skip, p.Year) || math.IsNaN(p.Value) || p.Year > c.plan.Horizon {
				continue
			}
			k.values[p.Year], k.observed, k.last = p.Value, true, max(k.last, p.Year)
		}
		c.known[ind.ID] = k
	}
}

// observedSeries reads an indicator's history: its series expression, and rows under its own id, which win.
func (c *compiler) observedSeries(ind *plan.Indicator) series.Series {
	own := c.book.Get(ind.ID, ind.Vintages)
	if ind.Series == "" {
		if g := c.league(ind); g != nil && len(own.Points) == 0 {
			return c.ranks(g)
		}
		return own
	}
	e, err := formula.Parse(ind.Series)
	if err != nil {
		c.fail(ind.Origin, "series: %v", err)
		return own
	}
	s, err := c.evaluate(e, ind.Vintages)
	if err != nil {
		c.fail(ind.Origin, "series: %v", err)
	}
	s.Points = slices.DeleteFunc(s.Points, func(p series.Point) bool { _, known := own.At(p.Year); return known })
	s.Points = append(s.Points, own.Points...)
	slices.SortFunc(s.Points, func(a, b series.Point) int { return a.Year - b.Year })
	return s
}

// evaluate is an expression over what had been published by the as-of date; empty where one of its series had not begun.
func (c *compiler) evaluate(e *formula.Expr, vintages []string) (series.Series, error) {
	for _, r := range e.Refs() {
		if len(c.book.Get(r.Name, vintages).Points) == 0 {
			return series.Series{}, nil
		}
	}
	return e.Series(func(name string) (series.Series, bool) { return c.book.Get(name, vintages), true })
}

// placeStarts sets each node's first year: simulated ones start at their last usable observation, those without any
// at the eve of the plan, and derived ones at the first year of all.
func (c *compiler) placeStarts() {
	eve := c.plan.Since - 1
	first := eve
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		k := c.known[ind.ID]
		k.start = eve
		switch {
		case ind.Formula != "":
			k.start = math.MinInt
		case ind.League != "":
			if y, ok := c.standingYear(ind); ok {
				k.start = y
			}
		case ind.Sample != "":
			k.start = c.sampleStart(ind, k)
		case k.observed:
			k.start = k.last
		case ind.Law != "":
			law, _ := process.Lookup(ind.Law)
			k.start = math.MinInt
			switch ind.Law {
			case "level_revision":
				k.quiet = 0 // before the revision there is none
			case "poisson":
				k.start = eve // its rate is that of the start, from which it grows
			}
			if law != nil {
				for _, p := range law.Spec().Params {
					if p.Name == "start" {
						k.start, k.quiet = eve, p.Default
					}
				}
			}
		}
		if k.start != math.MinInt {
			first = min(first, k.start)
		}
		c.known[ind.ID] = k
	}
	c.prog.First = first
	for id, k := range c.known {
		k.start = max(k.start, first)
		c.known[id] = k
	}
	c.advanceFactors()
	c.placeDerived()
}

// placeDerived starts each derived indicator in the first year in which all it reads has a value.
func (c *compiler) placeDerived() {
	placed := map[string]int{}
	var from func(ind *plan.Indicator) int
	from = func(ind *plan.Indicator) int {
		if ind.Formula == "" {
			return c.known[ind.ID].start
		}
		if y, ok := placed[ind.ID]; ok {
			return y
		}
		y := c.prog.First
		placed[ind.ID] = y // a circle is an error that order reports
		for _, r := range refs(ind.Formula) {
			other, ok := c.indicators[r.Name]
			if !ok {
				continue // setFormula reports it
			}
			if r.Now {
				y = max(y, from(other))
			}
			if r.Prev {
				y = max(y, from(other)+1)
			}
		}
		y = min(y, c.plan.Horizon)
		placed[ind.ID] = y
		return y
	}
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		k := c.known[ind.ID]
		k.start = from(ind)
		c.known[ind.ID] = k
	}
}

// advanceFactors lets an observed factor start early enough for the laws that load on it: the years in which it was
// observed are then conditions, so that its shocks of those years are the ones it had.
func (c *compiler) advanceFactors() {
	for moved := true; moved; { // a factor may load on factors
		moved = false
		for i := range c.plan.Indicators {
			ind := &c.plan.Indicators[i]
			for f := range ind.Loads {
				k := c.known[f]
				if y, ok := k.latest(c.prog.First, c.known[ind.ID].start); ok && y < k.start && linear(c.indicators[f].Law) {
					k.start, moved = y, true
					c.known[f] = k
				}
			}
		}
	}
}

// latest is the last year from..to with an observation.
func (k known) latest(from, to int) (int, bool) {
	for y := to; y >= from; y-- {
		if _, ok := k.values[y]; ok {
			return y, true
		}
	}
	return 0, false
}

// breaks are the years in which the base of any series behind the expression changes.
func (c *compiler) breaks(ind *plan.Indicator) []int {
	e, err := formula.Parse(ind.Series)
	if err != nil {
		return nil
	}
	var years []int
	for _, r := range e.Refs() {
		for _, b := range c.plan.Breaks {
			if globMatch(b.Series, r.Name) && !slices.Contains(years, b.Year) {
				years = append(years, b.Year)
			}
		}
	}
	slices.Sort(years)
	return years
}
