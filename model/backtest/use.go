package backtest

import (
	"math"
	"slices"
	"time"

	"targetcast/model/score"
	"targetcast/model/series"
)

// Use is how laws are used after a date, by the outcomes of earlier forecasts that had been published.
type Use struct {
	Origin int // the year at whose end it is decided; the year of the as-of date for the last
	// Instead names the rule that stands in for the law of a series, Drift or FiveYear, "" for the law itself.
	Instead map[string]string
	// Barred names a rule that did better but may not stand in for the law.
	Barred map[string]string
	// Lost is the skill of the law against either, of the law's whole group where it was judged as one.
	Lost       map[string]score.Estimate
	Multiplier Multiplier
	// Widen says that the multiplier is used: on the past it did not raise the CRPS. Laws carry the uncertainty of their
	// parameters already; what widens once more has to show that it is needed.
	Widen bool
	Gain  score.Estimate // skill of widened forecasts against the same that were not, each with what was known at its origin
}

// decide finds how laws were used at each origin and are used at the as-of date, and scores what was chosen. The laws of
// the plan and those of other series are decided apart: how wide a law of the plan should be is not learnt from a generic
// law of another series.
func (r *Result) decide(asOf time.Time) {
	var origins []int
	for _, f := range r.Forecasts {
		if !slices.Contains(origins, f.Origin) {
			origins = append(origins, f.Origin)
		}
	}
	slices.Sort(origins)
	for _, planned := range []bool{false, true} {
		r.Uses = nil
		each := make([]likelihoods, len(r.Forecasts))
		scope := func(f Forecast) bool { return f.InPlan == planned }
		for _, origin := range origins {
			u := r.use(origin, series.MonthOf(time.Date(origin, time.December, 1, 0, 0, 0, 0, time.UTC)), scope, each)
			r.Uses = append(r.Uses, u)
			for i := range r.Forecasts {
				if f := &r.Forecasts[i]; f.Origin == origin && scope(*f) {
					f.apply(u, r.lean)
					if f.chosen != nil {
						each[i] = likelihoodsOf(f.chosen, f.Outcome)
					}
				}
			}
		}
		r.Use = r.use(asOf.Year(), series.MonthOf(asOf), scope, each)
	}
}

// use decides from the outcomes that had been published by a month.
func (r *Result) use(origin int, month series.Month, scope Filter, each []likelihoods) Use {
	known := func(f Forecast) bool { return scope(f) && released(f) <= month }
	u := Use{Origin: origin, Instead: map[string]string{}, Barred: map[string]string{}, Lost: map[string]score.Estimate{}, Multiplier: r.multiplier(each, known)}
	u.Multiplier.Origin = origin
	byGroup := map[string]verdict{}
	for _, f := range r.Forecasts {
		if _, done := u.Instead[f.Subject]; done || !scope(f) {
			continue
		}
		if f.laws != nil && f.laws[Law] == nil {
			u.Instead[f.Subject] = "" // a law of counts: no rule could carry its whole numbers
			continue
		}
		v, done := byGroup[f.Group]
		if !done {
			v = r.better(func(g Forecast) bool { return known(g) && g.Group == f.Group }, false)
			byGroup[f.Group] = v
		}
		if v.rule == "" {
			v = r.better(func(g Forecast) bool { return known(g) && g.Subject == f.Subject }, true)
		}
		u.Instead[f.Subject] = v.rule
		if v.rule != "" {
			u.Lost[f.Subject] = v.skill
		}
		if slices.Contains(f.bars, v.rule) {
			u.Instead[f.Subject], u.Barred[f.Subject] = "", v.rule
		}
	}
	u.Gain = r.skill(Widened, Chosen, known)
	u.Widen = u.Gain.Known() && u.Gain.Value >= LeastSkill
	return u
}

// verdict is a rule that did better than a law, and the law's skill against it.
type verdict struct {
	rule  string
	skill score.Estimate
}

// better is the rule that did better than the law, the better of both if both did; "" when neither, or when there are too
// few years for an interval. Beyond doubt means that the whole interval of the law's skill lies below 0.
//
// The members of a pool share a law, and most have few forecasts of their own: they are judged together, and one of them
// alone only beyond doubt.
func (r *Result) better(keep Filter, beyondDoubt bool) verdict {
	out, least := verdict{}, LeastSkill
	for _, rule := range []string{Drift, FiveYear} {
		e := r.skill(Law, rule, keep)
		if !e.Known() || e.Value >= least || beyondDoubt && e.Within(LeastSkill, math.Inf(1)) != score.Fails {
			continue
		}
		out, least = verdict{rule, e}, e.Value
	}
	return out
}

// skill is that of a model against another, on the forecasts that both made.
func (r *Result) skill(model, against string, keep Filter) score.Estimate {
	var c score.Clustered
	for _, f := range r.Forecasts {
		a, made := f.Scores[model]
		b, both := f.Scores[against]
		if made && both && keep(f) {
			c.Add(f.Year, a.CRPS/f.Step, b.CRPS/f.Step)
		}
	}
	e, err := c.Estimate(r.seed, score.SkillOf)
	if err != nil { // nothing was forecast
		return score.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	}
	return e
}

// Worth is the skill of what was applied, at each origin by what was known then, against the laws as written.
func (r *Result) Worth(keep Filter) score.Estimate { return r.skill(Applied, Law, keep) }

// apply scores a forecast as it would have been made: with the rule that stood in for the law, and wider.
func (f *Forecast) apply(u Use, lean bool) {
	name := Law
	if rule := u.Instead[f.Subject]; f.laws[rule] != nil {
		name = rule
	}
	f.chosen = f.laws[name]
	f.Scores[Chosen] = f.Scores[name]
	delete(f.Scores, Widened)
	if f.chosen == nil { // counts have no scale of their own
		f.Scores[Applied] = f.Scores[Chosen]
		return
	}
	if s, err := scoreOf(mix(f.chosen.Widened(u.Multiplier.Mean)), f.Outcome, lean); err == nil {
		f.Scores[Widened] = s
	}
	f.Scores[Applied] = f.Scores[Chosen]
	if s, ok := f.Scores[Widened]; ok && u.Widen {
		f.Scores[Applied] = s
	}
}
