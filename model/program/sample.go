package program

import (
	"fmt"
	"math"
	"time"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/series"
)

// sampleLuck begins the name of the luck that picks draws.
const sampleLuck = "sample."

// addSample adds an indicator whose values are draws of another tool.
func (c *compiler) addSample(ind *plan.Indicator) {
	s := c.plan.Sample(ind.Sample)
	if !c.published(s) {
		c.unknown(ind, "its draws were published on "+s.Published.Format(time.DateOnly))
		return
	}
	k, draws := c.known[ind.ID], c.plan.DrawsOf(ind)
	if first := max(c.plan.Since, k.last+1); draws.First > first {
		c.fail(s.Origin, "the draws of %s begin in %d; they are needed from %d on", ind.ID, draws.First, first)
		return
	}
	law := process.NewSample(draws.First, draws.Years, process.SamplePush(ind.Push)) // both lists are in one order
	c.addNode(ind, law, ind, nil, fmt.Sprintf("%s %v %s %s %v", s.SHA256, s.Where, s.OrderBy, ind.SampleName, ind.Push))
	n := len(s.Draws.Draws)
	// 1.96 standard errors of a share of one half, in points.
	c.warn(Sampled, ind.ID, map[string]any{"n": n, "file": s.File, "error": 98 / math.Sqrt(float64(n))})
	for _, p := range k.series.Points {
		if p.Year >= draws.First && p.Published > series.MonthOf(s.Published) {
			c.warn(DrawsOlder, ind.ID, map[string]any{"published": series.MonthOf(s.Published).String(), "year": p.Year})
			break
		}
	}
}

// published reports whether the draws of a sample were known by the as-of date.
func (c *compiler) published(s *plan.Sample) bool { return !s.Published.After(c.plan.AsOf) }

// sampleStart is the first year of an indicator that is taken from a sample: that of its last observation, or that of the
// first draws where they begin later; without observations the eve of the plan, if there are draws of it.
func (c *compiler) sampleStart(ind *plan.Indicator, k known) int {
	if !c.published(c.plan.Sample(ind.Sample)) {
		return c.plan.Since - 1
	}
	first := c.plan.DrawsOf(ind).First
	switch {
	case !k.observed:
		return max(first, c.plan.Since-1)
	case first <= k.last+1:
		return k.last
	}
	return first
}
