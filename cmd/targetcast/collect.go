package main

import (
	"math"
	"strings"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/output/result"
)

const confidence = .95

// compile makes one program for each scenario and prior, the central prior first.
func (l *loaded) compile() ([]*program.Program, error) {
	of := priors(l.plan)
	programs, problems := make([]*program.Program, len(l.plans)*len(of)), make([]error, len(l.plans)*len(of))
	parallel(len(programs), func(i int) {
		scenario := i / len(of)
		programs[i], problems[i] = program.Compile(l.plans[scenario], l.scenarios[scenario].ID, of[i%len(of)])
	})
	for _, err := range problems {
		if err != nil {
			return nil, err
		}
	}
	return programs, nil
}

// central is the prior that stands for the plan where one number is needed: "central", or the middle of the list.
func central(p *plan.Plan) string {
	if len(p.Priors) == 0 {
		return ""
	}
	for _, prior := range p.Priors {
		if prior.ID == "central" {
			return prior.ID
		}
	}
	return p.Priors[len(p.Priors)/2].ID
}

func priors(p *plan.Plan) []string {
	out := []string{central(p)}
	for _, prior := range p.Priors {
		if prior.ID != out[0] {
			out = append(out, prior.ID)
		}
	}
	return out
}

// collector turns runs into rows.
type collector struct {
	l    *loaded
	set  *result.Set
	runs [][]simulate.Outcome // by scenario, prior (central first)
}

func collect(l *loaded, res *simulate.Result) *result.Set {
	c := &collector{l: l, set: &result.Set{Plan: planWords(l.plan), Past: l.learnt}}
	n := len(priors(l.plan))
	for i := range l.scenarios {
		c.runs = append(c.runs, res.Runs[i*n:(i+1)*n])
	}
	c.scenarios()
	c.targets()
	parts := make([]*result.Set, len(c.runs))
	parallel(len(parts), func(i int) {
		part := &collector{l: l, set: &result.Set{}, runs: c.runs}
		part.likelihoods(i)
		part.joint(i)
		part.quantiles(i)
		parts[i] = part.set
	})
	for _, p := range parts {
		c.set.Likelihood = append(c.set.Likelihood, p.Likelihood...)
		c.set.Joint = append(c.set.Joint, p.Joint...)
		c.set.Quantiles = append(c.set.Quantiles, p.Quantiles...)
	}
	c.indicators()
	c.warnings()
	return c.set
}

func text(t plan.Text) result.Text { return result.Text{En: t.En, Zh: t.Zh} }

func planWords(p *plan.Plan) result.Plan {
	out := result.Plan{ID: p.ID, Title: text(p.Title), Note: text(p.Note), AsOf: p.AsOf.Format("2006-01-02"), Since: p.Since, Horizon: p.Horizon}
	for _, g := range p.Groups {
		out.Groups = append(out.Groups, result.Group{ID: g.ID, Title: text(g.Title)})
	}
	for _, prior := range p.Priors {
		out.Priors = append(out.Priors, result.Group{ID: prior.ID, Title: text(prior.Title)})
	}
	return out
}

func (c *collector) scenarios() {
	for i, s := range c.l.scenarios {
		c.set.Scenarios = append(c.set.Scenarios, result.Scenario{ID: s.ID, Title: text(s.Title), Why: text(s.Why), Headline: i == c.l.headline})
	}
}

var comparators = [...]string{plan.AtLeast: ">=", plan.Above: ">", plan.AtMost: "<=", plan.Below: "<"}

func (c *collector) targets() {
	facts := c.runs[c.l.headline][0].Program.Facts
	units := map[string]string{}
	for _, ind := range c.l.plan.Indicators {
		units[ind.ID] = ind.Unit
	}
	for _, t := range c.l.plan.Targets {
		row := result.Target{ID: t.ID, Number: t.Number, Group: t.Group, Title: text(t.Title), Quote: t.Quote,
			Resolves: text(t.Resolves), Doubt: text(t.Doubt), Indicator: t.Indicator, Unit: units[t.Indicator],
			Comparator: comparators[t.Comparator], Threshold: t.Threshold, By: t.By, Hold: hold(t), Joint: t.Joint,
			Settled: t.Settled, SettledWhy: text(t.SettledWhy), HasBase: true, Base: math.NaN(), Required: math.NaN(), Recent: math.NaN()}
		addFact(&row, facts[t.ID])
		c.set.Targets = append(c.set.Targets, row)
		for _, r := range t.Readings {
			row := row
			row.Reading, row.Title, row.Indicator, row.Unit, row.Joint = r.ID, text(r.Title), r.Indicator, units[r.Indicator], false
			row.Comparator, row.Threshold = comparators[r.Comparator], r.Threshold
			addFact(&row, facts[t.ID+"/"+r.ID])
			c.set.Targets = append(c.set.Targets, row)
		}
	}
}

func hold(t plan.Target) string {
	switch t.Hold {
	case plan.Ever:
		return "ever"
	case plan.Sustained:
		return "sustained " + itoa(t.Years)
	}
	return "at"
}

var verdicts = [...]string{attain.UnknownPace: "unknown", attain.Ahead: "ahead", attain.OnSchedule: "on", attain.Behind: "behind"}

func addFact(row *result.Target, f program.Fact) {
	if f.Indicator == "" {
		return // settled: nothing was asked of the draws
	}
	row.HasBase, row.CannotTell, row.Base, row.BaseYear, row.BaseGrade = f.HasBase, f.CannotTell, f.Base, f.BaseYear, f.BaseGrade
	row.Points, row.Evidence, row.Grade = f.Points, f.Evidence, f.Grade
	row.Required, row.Recent, row.PaceIsRate, row.Schedule = f.Required, f.Recent.PerYear, f.Scale == attain.Growth, verdicts[f.Schedule]
}

// likelihoods adds the rows of one scenario: one for each target with a base value, one for each prior without.
func (c *collector) likelihoods(scenario int) {
	runs := c.runs[scenario]
	for k, e := range runs[0].Program.Events {
		fact := runs[0].Program.Facts[name(e)]
		envelope := [2]float64{1, 0}
		for _, r := range runs {
			p := answer(r.Events[k]).p
			envelope = [2]float64{min(envelope[0], p), max(envelope[1], p)}
		}
		for _, r := range runs {
			c.set.Likelihood = append(c.set.Likelihood, c.likelihood(r, k, fact, envelope))
			if fact.HasBase {
				break
			}
		}
	}
}

// countedLikelihood has the interval that only the number of futures leaves open: Wilson's for independent futures, from the
// spread of replicates for a Sobol' sequence.
func countedLikelihood(hits, n int64, replicates []int64) attain.Likelihood {
	l, err := attain.Estimate(hits, n, confidence)
	if len(replicates) > 1 {
		l, err = attain.EstimateReplicates(replicates, n/int64(len(replicates)), confidence)
	}
	if err != nil { // the counts come from tallies
		panic(err)
	}
	return l
}

// estimated is a likelihood with the interval of its simulation error.
type estimated struct {
	p, low, high float64
	how          string // what became of smoothing, see result.Likelihood; "" where it was not asked for
}

// answer is the likelihood of an event: smoothed where that was asked for and is better, counted otherwise.
func answer(e simulate.EventResult) estimated {
	counted := countedLikelihood(e.Counter.Hits(), e.Counter.N(), e.Replicates)
	out := estimated{counted.P, counted.Error.Lo, counted.Error.Hi, ""}
	s := e.Smoothed
	if s == nil {
		return out
	}
	if s.P == nil {
		out.how = result.Steps
		return out
	}
	l, err := attain.EstimateSmoothed(s.P, s.Unresolved, confidence)
	if err != nil { // simulated with replicates
		panic(err)
	}
	switch half := l.Error.Half(); {
	case attain.Better(l, counted):
		return estimated{l.P, l.Error.Lo, l.Error.Hi, result.Smoothed}
	case half < counted.Error.Half():
		out.how = result.Differs
	case s.Unresolved > half/2 && s.Folded > s.Lines/100:
		out.how = result.Folds
	default:
		out.how = result.NoGain
	}
	return out
}

// within cuts a share to 0..1 and leaves NaN as it is.
func within(p float64) float64 { return max(0, min(1, p)) }

func name(e program.Event) string {
	if e.Reading == "" {
		return e.Target
	}
	return e.Target + "/" + e.Reading
}

func share(n *attain.Counter) float64 { return ratio(n.Hits(), n.N()) }

func ratio(k, n int64) float64 { return float64(k) / float64(n) }

func (c *collector) likelihood(r simulate.Outcome, k int, fact program.Fact, envelope [2]float64) result.Likelihood {
	e, ev := r.Events[k], r.Program.Events[k]
	n, found := e.Counter, answer(e)
	out := result.Likelihood{Scenario: r.Program.Scenario, Prior: r.Program.Prior, Target: ev.Target, Reading: ev.Reading,
		P: found.p, Smoothing: found.how, ErrorLow: found.low, ErrorHigh: found.high, Hits: n.Hits(), Draws: n.N(), RangeLow: within(e.Unknown.Lo), RangeHigh: within(e.Unknown.Hi),
		Stated: attain.State(found.p, fact.Grade, fact.HasBase, envelope)}
	if fact.CannotTell {
		out.Stated = attain.Stated{Kind: attain.CannotAssess, P: math.NaN(), Lo: 0, Hi: 1}
	}
	for y := ev.Since; y <= ev.By; y++ {
		out.ByYear = append(out.ByYear, result.YearP{Year: y, P: ratio(n.InYear(y), n.N())})
		out.EverBy = append(out.EverBy, result.YearP{Year: y, P: ratio(n.EverBy(y), n.N())})
		out.FirstMet = append(out.FirstMet, result.YearP{Year: y, P: ratio(n.FirstIn(y), n.N())})
	}
	mean, _ := e.Total.MeanShortfall()
	out.Miss = result.Shortfall{Mean: mean, P10: n.ShortfallQuantile(.1), P50: n.ShortfallQuantile(.5), P90: n.ShortfallQuantile(.9), Share: math.NaN()}
	if ev.Threshold != 0 {
		out.Miss.Share = mean / math.Abs(ev.Threshold)
	}
	return out
}

// quantiles adds the distributions of one scenario; another prior's only where they differ from the central one's.
func (c *collector) quantiles(scenario int) {
	central := c.runs[scenario][0]
	for i, r := range c.runs[scenario] {
		for k, s := range r.Shown {
			if i > 0 && &s.Years[0] == &central.Shown[k].Years[0] {
				continue // one distribution, tallied once for both
			}
			for y := range s.Years {
				if row, ok := quantile(&s, y, r.Program.Shown[k].Bounded); ok {
					row.Scenario, row.Prior = r.Program.Scenario, r.Program.Prior
					c.set.Quantiles = append(c.set.Quantiles, row)
				}
			}
		}
	}
}

func quantile(s *simulate.ShownResult, y int, bounded bool) (result.Quantile, bool) {
	h := &s.Years[y]
	if h.Count() == 0 {
		return result.Quantile{}, false
	}
	at := h.Quantiles(.025, .05, .1, .25, .5, .75, .9, .95, .975)
	q := result.Quantile{Indicator: s.Indicator, Year: s.First + y, P025: at[0], P05: at[1], P10: at[2], P25: at[3], P50: at[4], P75: at[5],
		P90: at[6], P95: at[7], P975: at[8], Mean: math.NaN()}
	if bounded {
		q.Mean = s.Sums[y] / float64(h.Count())
	}
	return q, true
}

func (c *collector) indicators() {
	for _, s := range c.runs[c.l.headline][0].Program.Shown {
		for _, ind := range c.l.plan.Indicators {
			if ind.ID != s.Indicator {
				continue
			}
			row := result.Indicator{ID: ind.ID, Title: text(ind.Title), Unit: ind.Unit, Count: s.Count, Breaks: s.Breaks, Law: ind.Law, Why: text(ind.Why), Points: len(s.History)}
			if ind.Sample != "" {
				row.Law = result.FromSample
			}
			for _, p := range s.History {
				row.History = append(row.History, result.Point{Year: p.Year, Value: p.Value, Source: p.Source, Grade: p.Grade})
			}
			c.set.Indicators = append(c.set.Indicators, row)
		}
	}
}

func (c *collector) warnings() {
	for _, t := range c.set.Targets {
		if t.Reading == "" && !t.HasBase {
			c.warn("no_base", t.ID, nil)
		}
	}
	c.memory()
	seen := map[string]bool{}
	for _, runs := range c.runs {
		for _, r := range runs {
			for _, w := range r.Program.Warnings {
				if k := w.Code + " " + w.About; !seen[k] {
					seen[k] = true
					c.warn(w.Code, w.About, w.Values)
				}
			}
		}
	}
	for _, ind := range c.l.plan.Indicators {
		if ind.Hidden {
			c.set.Names = append(c.set.Names, result.Group{ID: ind.ID, Title: text(ind.Title)})
		}
	}
	for _, pool := range c.l.plan.Pools {
		c.set.Names = append(c.set.Names, result.Group{ID: "pool." + pool.ID, Title: text(pool.Title)})
	}
}

func (c *collector) warn(code, about string, values map[string]any) {
	c.set.Warnings = append(c.set.Warnings, result.Warning{Code: code, About: about, Values: values})
}

// memory says how many of the observations shown rest on memory.
func (c *collector) memory() {
	n, of := 0, 0
	for _, ind := range c.set.Indicators {
		for _, p := range ind.History {
			of++
			if strings.Contains(p.Source, "recalled") {
				n++
			}
		}
	}
	if n > 0 {
		c.warn("recalled_source", "", map[string]any{"n": n, "of": of})
	}
}
