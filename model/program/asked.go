package program

import (
	"slices"

	"targetcast/model/attain"
	"targetcast/model/process"
)

// addEvents turns targets and their readings into questions to the draws.
func (c *compiler) addEvents() {
	for i := range c.plan.Targets {
		t := &c.plan.Targets[i]
		if t.Settled != 0 {
			continue
		}
		e := Event{Target: t.ID, Of: c.value[t.Indicator], Joint: t.Joint, Event: attain.Event{
			Comparator: attain.Comparator(t.Comparator), Threshold: t.Threshold, // both lists are in one order
			Since: c.plan.Since, By: t.By, Hold: attain.Hold(t.Hold), Years: t.Years}}
		c.prog.Events = append(c.prog.Events, e)
		c.prog.Facts[t.ID] = c.fact(t.Indicator, e)
		for _, r := range t.Readings {
			e.Reading, e.Of, e.Joint = r.ID, c.value[r.Indicator], false
			e.Comparator, e.Threshold = attain.Comparator(r.Comparator), r.Threshold
			c.prog.Events = append(c.prog.Events, e)
			c.prog.Facts[t.ID+"/"+r.ID] = c.fact(r.Indicator, e)
		}
	}
}

// addGroups puts joint events together. A group that would repeat Observed, and one without members, is left out.
func (c *compiler) addGroups() {
	groups := make([]Group, 2, 2+len(c.plan.Groups))
	groups[0].ID, groups[1].ID = Observed, AllTargets
	for _, g := range c.plan.Groups {
		groups = append(groups, Group{ID: g.ID})
	}
	of := map[string]string{}
	for _, t := range c.plan.Targets {
		of[t.ID] = t.Group
	}
	position := 0
	for _, e := range c.prog.Events {
		if !e.Joint {
			continue
		}
		fact := c.prog.Facts[e.Target]
		for k := range groups {
			g := &groups[k]
			if !fact.CannotTell && (g.ID == AllTargets || g.ID == Observed && fact.HasBase || k > 1 && g.ID == of[e.Target]) {
				g.Events = append(g.Events, position)
				g.Judged = g.Judged || !fact.HasBase
			}
		}
		position++
	}
	c.prog.Groups = slices.DeleteFunc(groups, func(g Group) bool {
		return len(g.Events) == 0 || g.ID == AllTargets && !g.Judged
	})
}

func (c *compiler) addShown() {
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		if ind.Hidden {
			continue
		}
		s := Shown{Indicator: ind.ID, Of: c.value[ind.ID], From: c.known[ind.ID].start, Bounded: ind.League != ""}
		if law, ok := process.Lookup(ind.Law); ok {
			s.Count = law.Spec().Count
			q, written := ind.Parameters["ceiling"]
			certain := !written || (q.Dist != nil && q.Dist.Variance() == 0)
			s.Bounded = ind.Law == "milestone" || ind.Law == "logit_random_walk" && certain
		}
		s.Count = s.Count || ind.League != ""
		s.History, s.Breaks = c.history(ind)
		c.prog.Shown = append(c.prog.Shown, s)
	}
}

// warnLateStarts names laws whose last observation lies before the eve of the plan: the years since are simulated.
func (c *compiler) warnLateStarts() {
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		if k := c.known[ind.ID]; ind.Law != "" && !ind.Factor && k.observed && k.last < c.plan.Since-1 && !slices.Contains(ind.Skip, k.last+1) {
			c.warn(LateStart, ind.ID, map[string]any{"year": k.last})
		}
	}
}
