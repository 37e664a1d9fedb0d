package program

import (
	"fmt"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/series"
)

// addLeague adds a rank: the law of a league table that stands as it was last published.
func (c *compiler) addLeague(ind *plan.Indicator) {
	g := c.league(ind)
	if g == nil {
		c.fail(ind.Origin, "no league %q", ind.League)
		return
	}
	year, ok := c.standingYear(ind)
	if !ok {
		c.unknown(ind, fmt.Sprintf("%s is in no table of league %q published by the as-of date", g.Subject, g.ID))
		return
	}
	var table []process.Standing
	for _, r := range c.tables(g) {
		if r.Year == year {
			table = append(table, process.Standing{City: r.Name, Rank: r.Rank, Score: r.Score})
		}
	}
	slices.SortStableFunc(table, func(a, b process.Standing) int { return a.Rank - b.Rank })
	law, err := process.NewLeague(table, g.Subject)
	if err != nil {
		c.fail(g.Origin, "table of %d: %v", year, err)
		return
	}
	as := *ind // the league's parameters are written with the league
	as.Parameters = g.Parameters
	c.addNode(ind, law, &as, nil, fmt.Sprintf("%v %s", table, g.Subject))
}

func (c *compiler) league(ind *plan.Indicator) *plan.League {
	for i := range c.plan.Leagues {
		if c.plan.Leagues[i].ID == ind.League {
			return &c.plan.Leagues[i]
		}
	}
	return nil
}

// tables are the rows of a league that were published by the as-of date.
func (c *compiler) tables(g *plan.League) []series.Rank {
	asOf := series.MonthOf(c.plan.AsOf)
	return slices.DeleteFunc(slices.Clone(g.Rows), func(r series.Rank) bool {
		return r.Published > asOf || c.plan.WithoutRecalled && r.Source == recalled
	})
}

// ranks is the subject's own history in the tables.
func (c *compiler) ranks(g *plan.League) series.Series {
	s := series.Series{Name: g.ID}
	for _, r := range c.tables(g) {
		if r.Name == g.Subject {
			s.Points = append(s.Points, series.Point{Year: r.Year, Value: float64(r.Rank), Grade: r.Grade, Source: r.Source, Published: r.Published})
		}
	}
	slices.SortFunc(s.Points, func(a, b series.Point) int { return a.Year - b.Year })
	return s
}

// recalled is the source of figures that were written down from memory.
const recalled = "recalled"

// standingYear is the newest year in whose published table the subject stands.
func (c *compiler) standingYear(ind *plan.Indicator) (int, bool) {
	g, newest, ok := c.league(ind), 0, false
	if g == nil {
		return 0, false
	}
	for _, r := range c.tables(g) {
		if r.Name == g.Subject && r.Year >= newest {
			newest, ok = r.Year, true
		}
	}
	return newest, ok
}
