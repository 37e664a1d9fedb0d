package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/score"
	"targetcast/output/result"
)

// What a replay of the past may do to a run.
const (
	applyPast  = "apply"
	reportPast = "report"
	offPast    = "off"
)

var pastChoices = []string{applyPast, reportPast, offPast}

// pastFlag lets a command that simulates be told what to make of the past.
func (s *source) pastFlag(c *cobra.Command) {
	c.Flags().StringVar(&s.past, "past", "", "`what` a replay of the past does: apply (simpler rules and wider spreads where they did better), report (only say so), off (default: what the plan says, or apply)")
	complete(c, map[string]completer{"past": oneOf(pastChoices...)})
}

// learn replays the past of the plan's laws, from what had been published by its as-of date, and tells every version of
// the plan how to use them. All scenarios use a law alike, so that they differ by what they say alone.
func (l *loaded) learn(past string) error {
	l.learnt = result.Past{How: cmp.Or(past, l.plan.Past, applyPast)}
	for _, v := range l.plan.Precedents {
		if v.Known <= l.plan.AsOf.Year() {
			l.learnt.Precedents = append(l.learnt.Precedents, result.Precedent{ID: v.ID, Title: text(v.Title), Met: v.Met, Of: v.Of, Known: v.Known,
				Source: v.Source, Why: text(v.Why)})
		}
	}
	if l.learnt.How == offPast {
		return nil
	}
	r, err := ownReplayed(append([]*plan.Plan{l.plan}, l.plans...), backtest.Options{Lean: true, Seed: 1})
	if err != nil {
		return err
	}
	learned := l.decide(r)
	if l.learnt.How != applyPast {
		return nil
	}
	for _, p := range append([]*plan.Plan{l.plan}, l.plans...) {
		p.Learned = learned
	}
	return nil
}

// decide turns what a replay found into how each law is used, and into what is published of it.
func (l *loaded) decide(r *backtest.Result) map[string]plan.Learned {
	out, past := map[string]plan.Learned{}, &l.learnt
	versions := append([]*plan.Plan{l.plan}, l.plans...)
	spread := 1.
	if r.Use.Widen {
		spread = r.Use.Multiplier.Mean
	}
	for _, ind := range l.plan.Indicators {
		if ind.Fit != "history" {
			continue
		}
		use := plan.Learned{Spread: spread, Rule: r.Use.Instead[ind.ID], Better: r.Use.Barred[ind.ID]}
		if use.Rule != "" || use.Better != "" {
			use.Why, use.Param = program.Cannot(versions, ind.ID, cmp.Or(use.Rule, use.Better))
			lost := r.Use.Lost[ind.ID]
			past.Rules = append(past.Rules, result.PastRule{Skill: lost.Value, Low: lost.Lo, High: lost.Hi, Indicator: ind.ID, Title: text(ind.Title), Law: ind.Law, Rule: cmp.Or(use.Rule, use.Better),
				Kept: use.Why, Param: use.Param})
		}
		out[ind.ID] = use
	}
	m, gain := r.Use.Multiplier, r.Use.Gain
	past.Multiplier = result.PastMultiplier{Mean: m.Mean, P10: m.P10, P90: m.P90, Years: m.Years, Widened: r.Use.Widen,
		Gain: gain.Value, GainLow: gain.Lo, GainHigh: gain.Hi}
	worth := r.Worth(backtest.Plan)
	past.Worth, past.WorthLow, past.WorthHigh = worth.Value, worth.Lo, worth.Hi
	series, years := map[string]bool{}, map[int]bool{}
	for _, f := range r.Forecasts {
		series[f.Subject], years[f.Year] = true, true
	}
	past.Forecasts, past.Series, past.Years = len(r.Forecasts), len(series), len(years)
	for _, model := range []string{backtest.Applied, backtest.Law} {
		for _, g := range r.Gates(model, "", backtest.Plan) {
			past.Gates = append(past.Gates, pastGate(model, g))
		}
	}
	return out
}

var verdictNames = map[score.Verdict]string{score.Holds: "holds", score.Fails: "fails", score.Undetermined: "undetermined"}

func pastGate(model string, g backtest.Gate) result.PastGate {
	out := result.PastGate{Model: model, Gate: g.Name, Value: g.Value.Value, Low: g.Value.Lo, High: g.Value.Hi, Passes: g.Passes, Verdict: verdictNames[g.Verdict]}
	out.AtLeast, out.AtMost = g.Asks()
	return out
}

// ownReplayed is the backtest of the plan's own laws. Rules that some version of the plan cannot carry are barred; the first
// version is the plan itself.
func ownReplayed(versions []*plan.Plan, o backtest.Options) (*backtest.Result, error) {
	p := versions[0]
	all, pools := subjects(p)
	bar(all, versions)
	own := slices.DeleteFunc(all, func(s backtest.Subject) bool { return !s.InPlan })
	return backtest.Run(p.Book, p.AsOf, own, pools, o)
}

// bar finds the rules that cannot stand in for a law of the plan.
func bar(all []backtest.Subject, versions []*plan.Plan) {
	for i, s := range all {
		for _, rule := range []string{backtest.Drift, backtest.FiveYear} {
			if !s.InPlan {
				continue
			}
			if code, _ := program.Cannot(versions, s.ID, rule); code != "" {
				all[i].Bars = append(all[i].Bars, rule)
			}
		}
	}
}

// checkPast finds a wrong word.
func (s *source) checkPast() error {
	if s.past == "" || slices.Contains(pastChoices, s.past) {
		return nil
	}
	return fmt.Errorf("--past %s: write apply, report or off", s.past)
}
