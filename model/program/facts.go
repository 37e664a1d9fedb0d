package program

import (
	"maps"
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/calibrate"
	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/model/series"
)

// Fact is what was known of a target at the as-of date.
type Fact struct {
	Indicator  string
	HasBase    bool // a value was observed, or nothing it rests on is known to the priors only; otherwise the result is judged
	CannotTell bool // a judgement it rests on is younger than the as-of date
	Base       float64
	BaseYear   int
	BaseGrade  string // how well the base value was seen
	Points     int    // comparable observations behind the thinnest law; 0 when nothing has a history
	Evidence   string
	Grade      string // the worse of BaseGrade and Evidence
	Scale      attain.Scale
	Required   float64 // yearly pace from the base to the threshold, in terms of Scale; NaN without base
	Recent     attain.Pace
	Schedule   attain.Verdict
	History    []series.Point
	Breaks     []int
	Judged     []Parameter // what it rests on that only the priors know
}

// Parameter names one parameter of an indicator.
type Parameter struct{ Indicator, Name string }

// cone is everything an indicator rests on, itself included, in the plan's order.
func (c *compiler) cone(id string) []*plan.Indicator {
	seen := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		ind, ok := c.indicators[id]
		if !ok || seen[id] {
			return
		}
		seen[id] = true
		for _, from := range c.inputs(ind) {
			visit(from)
		}
	}
	visit(id)
	var out []*plan.Indicator
	for i := range c.plan.Indicators {
		if seen[c.plan.Indicators[i].ID] {
			out = append(out, &c.plan.Indicators[i])
		}
	}
	return out
}

// Rests are the indicators and factors on which an indicator rests, itself included, in the plan's order; what levers and shocks add
// is not among them.
func Rests(p *plan.Plan, id string) []plan.Indicator {
	c := &compiler{plan: p, indicators: map[string]*plan.Indicator{}, inputsOf: map[string][]string{}}
	for i := range p.Indicators {
		c.indicators[p.Indicators[i].ID] = &p.Indicators[i]
	}
	var out []plan.Indicator
	for _, ind := range c.cone(id) {
		out = append(out, *ind)
	}
	return out
}

// inputs are the indicators and factors that one reads, in no particular order.
func (c *compiler) inputs(ind *plan.Indicator) []string {
	if names, ok := c.inputsOf[ind.ID]; ok {
		return names
	}
	texts := []string{ind.Next, ind.Formula}
	for _, q := range ind.Parameters {
		texts = append(texts, q.Formula)
	}
	names := slices.Collect(maps.Keys(ind.Loads))
	for _, t := range texts {
		for _, r := range refs(t) {
			names = append(names, r.Name)
		}
	}
	c.inputsOf[ind.ID] = names
	return names
}

func refs(text string) []formula.Ref {
	if text == "" {
		return nil
	}
	e, err := formula.Parse(text)
	if err != nil {
		return nil
	}
	return e.Refs()
}

func (c *compiler) fact(id string, e Event) Fact {
	f := Fact{Indicator: id, HasBase: true, Points: math.MaxInt, Base: math.NaN()}
	for _, ind := range c.cone(id) {
		k := c.known[ind.ID]
		if c.judged(ind) {
			f.HasBase = false
			for _, name := range slices.Sorted(maps.Keys(c.prior[ind.ID])) {
				if q := ind.Parameters[name]; q.Dist == nil && q.Formula == "" { // a scenario may have written it
					f.Judged = append(f.Judged, Parameter{ind.ID, name})
				}
			}
		}
		// Stocks carried by a formula get their motion from the laws they name; factors only move others.
		if (ind.Law != "" || ind.League != "") && k.observed && !ind.Factor {
			f.Points = min(f.Points, c.comparable(ind))
		}
		for _, w := range c.prog.Warnings {
			f.CannotTell = f.CannotTell || w.About == ind.ID && (w.Code == JudgedLater || w.Code == NoData)
		}
	}
	if f.Points == math.MaxInt {
		f.Points = 0
	}
	if f.Evidence = c.evidence(id, map[string]bool{}); f.Evidence == "" {
		f.Evidence = calibrate.Grade(0)
	}
	ind := c.indicators[id]
	f.History, f.Breaks = c.history(ind)
	usable := slices.DeleteFunc(slices.Clone(f.History), func(p series.Point) bool { return slices.Contains(ind.Skip, p.Year) })
	if n := len(usable); n > 0 {
		last := usable[n-1]
		f.HasBase, f.Base, f.BaseYear, f.BaseGrade = true, last.Value, last.Year, last.Grade
	}
	f.Grade = series.WorseGrade(f.BaseGrade, f.Evidence)
	c.schedule(&f, ind, e, usable)
	return f
}

// judged reports whether only the priors know where an indicator stands or how it moves.
func (c *compiler) judged(ind *plan.Indicator) bool {
	return len(c.prior[ind.ID]) > 0 && !c.known[ind.ID].observed
}

// evidence grades the history behind an indicator's motion: as the plan says, or the worst of its own count of comparable
// observations and of what it reads. It is "" where nothing has or lacks a history.
func (c *compiler) evidence(id string, seen map[string]bool) string {
	ind, ok := c.indicators[id]
	if !ok || seen[id] {
		return ""
	}
	seen[id] = true
	grade := ""
	switch {
	case ind.Grade != "":
		return ind.Grade
	case c.judged(ind), ind.Sample != "": // on how many points another tool's draws rest is not known here
		grade = calibrate.Grade(0)
	case (ind.Law != "" || ind.League != "") && c.known[id].observed && !ind.Factor:
		grade = calibrate.Grade(c.comparable(ind))
	}
	for _, from := range c.inputs(ind) {
		grade = series.WorseGrade(grade, c.evidence(from, seen))
	}
	return grade
}

// schedule holds the pace of recent years against the pace that is still required. Shares and ranks move in steps of
// their own unit, everything else by growth.
func (c *compiler) schedule(f *Fact, ind *plan.Indicator, e Event, usable []series.Point) {
	if ind.Unit == "percent" || ind.League != "" {
		f.Scale = attain.Step
	}
	f.Recent.PerYear = math.NaN()
	var err error
	if f.Required, err = attain.Required(f.Scale, f.Base, e.Threshold, float64(e.By-f.BaseYear)); err != nil {
		f.Required = math.NaN()
	}
	if recent, err := attain.Recent(f.Scale, usable, f.Breaks); err == nil {
		f.Recent = recent
	}
	f.Schedule, _ = attain.Schedule(e.Comparator, e.Threshold, f.Base, f.Recent.PerYear, f.Required)
}

// comparable counts the observations of one base that a law can be fitted to.
func (c *compiler) comparable(ind *plan.Indicator) int {
	h := calibrate.History{Points: c.known[ind.ID].series.Points, From: ind.From, Skip: ind.Skip, Breaks: c.breaks(ind)}
	return h.Comparable()
}

// history is an indicator's observed past: its own series, or its formula over the observed past of others.
func (c *compiler) history(ind *plan.Indicator) ([]series.Point, []int) {
	k := c.known[ind.ID]
	if len(k.series.Points) > 0 || ind.Formula == "" {
		return k.series.Points, c.breaks(ind)
	}
	e, err := formula.Parse(ind.Formula)
	if err != nil || e.CheckScalar() != nil {
		return nil, nil
	}
	var years, breaks []int
	parts := map[string][]series.Point{}
	for _, r := range e.Refs() {
		other := c.indicators[r.Name]
		points, b := c.history(other)
		quiet := c.known[r.Name].quiet
		if len(points) == 0 && !math.IsNaN(quiet) {
			continue
		}
		parts[r.Name] = points
		for _, p := range points {
			years = append(years, p.Year)
		}
		breaks = append(breaks, b...)
	}
	slices.Sort(years)
	slices.Sort(breaks)
	var out []series.Point
	for _, y := range slices.Compact(years) {
		if p, ok := c.derivedPoint(e, parts, y); ok {
			out = append(out, p)
		}
	}
	return out, slices.Compact(breaks)
}

// derivedPoint evaluates a formula in one year of the past; its grade is the worst of its parts.
func (c *compiler) derivedPoint(e *formula.Expr, parts map[string][]series.Point, year int) (series.Point, bool) {
	out := series.Point{Year: year}
	v, ok := e.Value(func(name string) (float64, bool) {
		points, has := parts[name]
		if !has {
			return c.known[name].quiet, true
		}
		i := slices.IndexFunc(points, func(p series.Point) bool { return p.Year == year })
		if i < 0 {
			return 0, false
		}
		out.Grade = series.WorseGrade(out.Grade, points[i].Grade)
		out.Published = max(out.Published, points[i].Published)
		return points[i].Value, true
	}, year)
	out.Value = v
	return out, ok && !math.IsNaN(v)
}
