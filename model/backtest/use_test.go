package backtest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"targetcast/model/score"
	"targetcast/model/series"
)

// climbing are rates that rise by one a year with small noise: a law that returns to a mean is wrong about them, and naive
// drift is right.
func climbing(names, years int, seed uint64) []series.Observation {
	g := rand.New(rand.NewPCG(seed, 1))
	var out []series.Observation
	for i := range names {
		x := 5.
		for y := range years {
			out = append(out, series.Observation{Series: fmt.Sprintf("s%03d", i), Year: 2001 + y, Value: x, Published: march(2001 + y)})
			x += 1 + .3*g.NormFloat64()
		}
	}
	return out
}

// TestRuleStandsIn: the first outcome is that of 2007, known in 2008, so that five years of outcomes are known at the end of
// 2012; from then on naive drift stands in for the law, and what is scored as chosen is the rule. Before, it is the law.
func TestRuleStandsIn(t *testing.T) {
	r, err := Run(series.NewBook(climbing(4, 18, 9)), newYear(2019), subjectsOf(4, "ar1"), nil, Options{Lean: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range r.Uses {
		want := ""
		if u.Origin >= 2012 {
			want = Drift
		}
		if got := u.Instead["s000"]; got != want {
			t.Errorf("at the end of %d: %q, want %q", u.Origin, got, want)
		}
	}
	late := 0
	for _, f := range r.Forecasts {
		want := f.Scores[Law]
		if f.Origin >= 2012 {
			want, late = f.Scores[Drift], late+1
		}
		if f.Scores[Chosen] != want {
			t.Errorf("%s at the end of %d was scored as %+v, want %+v", f.Subject, f.Origin, f.Scores[Chosen], want)
		}
	}
	if late == 0 || r.Use.Instead["s003"] != Drift {
		t.Errorf("%d late forecasts, in the end %v", late, r.Use.Instead)
	}
}

// TestBarredRules: a rule that may not stand in is named as barred, the law stays and is what is scored; the next best rule does not
// take the place of a barred one.
func TestBarredRules(t *testing.T) {
	all := subjectsOf(4, "ar1")
	for i := range all[:2] {
		all[i].Bars = []string{Drift}
	}
	r, err := Run(series.NewBook(climbing(4, 18, 9)), newYear(2019), all, nil, Options{Lean: true})
	if err != nil {
		t.Fatal(err)
	}
	if u := r.Use; u.Instead["s000"] != "" || u.Barred["s000"] != Drift || u.Instead["s002"] != Drift || u.Barred["s002"] != "" || !(u.Lost["s000"].Value < 0) {
		t.Errorf("%+v", u)
	}
	for _, f := range r.Forecasts {
		if f.Subject == "s000" && f.Scores[Chosen] != f.Scores[Law] {
			t.Errorf("at the end of %d a barred rule was scored", f.Origin)
		}
	}
}

// TestOneMemberAlone: a law that is right for its group on the whole stays for a member that was worse by luck, and goes for
// one that was worse in every year.
func TestOneMemberAlone(t *testing.T) {
	r := &Result{seed: 1}
	add := func(subject string, year int, law, drift float64) {
		r.Forecasts = append(r.Forecasts, Forecast{Subject: subject, Group: "g", InPlan: true, Year: year, Step: 1,
			Scores: map[string]Score{Law: {CRPS: law}, Drift: {CRPS: drift}}})
	}
	for year := 2008; year < 2016; year++ {
		add("good", year, 1, 3)
		add("bad", year, 2, 1)                              // worse in every year: beyond doubt
		add("unlucky", year, 1, []float64{.2, 1.6}[year%2]) // worse by a tenth on the whole, better in every other year
	}
	for subject, want := range map[string]string{"good": "", "bad": Drift, "unlucky": ""} {
		u := r.use(2020, march(2020), All, make([]likelihoods, len(r.Forecasts)))
		if got := u.Instead[subject]; got != want {
			t.Errorf("%s: %q, want %q", subject, got, want)
		}
		if lost, ok := u.Lost[subject]; ok != (want != "") || ok && (lost.Value != -1 || lost.Hi != -1) { // 1 - 2/1 in every year
			t.Errorf("%s: skill %+v", subject, lost)
		}
	}
	if r.better(func(f Forecast) bool { return f.Subject == "unlucky" }, false).rule != Drift {
		t.Error("as a group of its own it would fall back")
	}
}

// TestMultiplierHasToShowThatItIsNeeded: on laws of the right spread the prior of 1.3 only widens, so that the forecasts get
// worse and the multiplier is left out; on laws too narrow by 1.6 it helps and is used. What is applied is one of both.
func TestMultiplierHasToShowThatItIsNeeded(t *testing.T) {
	for _, narrow := range []float64{1, 1.6} {
		r, err := Run(series.NewBook(levels(30, 20, .06, .03, 4)), newYear(2021), subjectsOf(30, "log_random_walk"), nil, Options{Horizons: 1, Lean: true})
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Forecasts {
			f := &r.Forecasts[i]
			for name, law := range f.laws {
				f.laws[name] = law.Widened(1 / narrow)
				if f.Scores[name], err = scoreOf(mix(f.laws[name]), f.Outcome, false); err != nil {
					t.Fatal(err)
				}
			}
		}
		r.decide(newYear(2021))
		if r.Use.Widen != (narrow > 1) || (r.Use.Gain.Value > 0) != (narrow > 1) {
			t.Errorf("too narrow by %v: %+v", narrow, r.Use)
		}
		if r.Uses[0].Widen {
			t.Error("it is used before any outcome was known")
		}
		at := map[int]Use{}
		for _, u := range r.Uses {
			at[u.Origin] = u
		}
		for _, f := range r.Forecasts {
			want := f.Scores[Chosen]
			if at[f.Origin].Widen {
				want = f.Scores[Widened]
			}
			if f.Scores[Applied] != want {
				t.Fatalf("applied %+v, want %+v", f.Scores[Applied], want)
			}
		}
	}
}

// TestDecisionsSeeNothingLater: rows published after an origin change no decision made at it.
func TestDecisionsSeeNothingLater(t *testing.T) {
	clean := climbing(4, 14, 9)
	const last = 2013
	poison := append([]series.Observation(nil), clean...)
	for i := range 4 {
		for year := 2001; year <= 2018; year++ {
			poison = append(poison, series.Observation{Series: fmt.Sprintf("s%03d", i), Year: year, Value: 1e9 * float64(year%3), Published: march(last)})
		}
	}
	decided := func(obs []series.Observation) []Use {
		r, err := Run(series.NewBook(obs), newYear(2018), subjectsOf(4, "ar1"), nil, Options{Lean: true})
		if err != nil {
			t.Fatal(err)
		}
		var out []Use
		for _, u := range r.Uses {
			if u.Origin <= last {
				out = append(out, u)
			}
		}
		return out
	}
	a, b := decided(clean), decided(poison)
	if len(a) < 6 || fmt.Sprint(a) != fmt.Sprint(b) { // as text: what is not known yet is NaN
		t.Errorf("%+v\nwith the poison\n%+v", a, b)
	}
}

// TestLikelihoodsOfFactors: the density with the scale multiplied, for t and normal parts and their mixture.
func TestLikelihoodsOfFactors(t *testing.T) {
	r, err := Run(series.NewBook(levels(1, 10, .06, .03, 1)), newYear(2011), subjectsOf(1, "damped_growth"), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := r.Forecasts[0]
	for _, name := range []string{Law, Drift} {
		got := likelihoodsOf(f.laws[name], f.Outcome)
		for _, k := range []int{0, 40, 92} {
			near(t, name, got[k], f.laws[name].Widened(multiplierGrid(k)).LogDensity(f.Outcome), 1e-10)
		}
	}
}

// TestALawIsNotWorseThanItself: a walk without a pool is naive drift. Whatever rounding makes of it, its skill is 0, its gate
// passes and holds, and nothing stands in for it.
func TestALawIsNotWorseThanItself(t *testing.T) {
	r, err := Run(series.NewBook(levels(5, 16, .06, .03, 8)), newYear(2017), subjectsOf(5, "log_random_walk"), nil, Options{Lean: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range r.Gates(Law, "", All) {
		if g.Name == Drift && (g.Value.Value != 0 || g.Value.Lo != 0 || g.Value.Hi != 0 || !g.Passes || g.Verdict != score.Holds) {
			t.Errorf("%+v", g)
		}
	}
	for subject, rule := range r.Use.Instead {
		if rule == Drift {
			t.Errorf("%s falls back to itself", subject)
		}
	}
}
