package backtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"targetcast/model/calibrate"
	"targetcast/model/score"
	"targetcast/model/series"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.12g, want %.12g within %g", what, got, want, tolerance)
	}
}

func newYear(year int) time.Time { return time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC) }

// march is the month in which the first figure of a year comes out.
func march(year int) series.Month { return series.Month((year+1)*12 + 2) }

func read(name string) func(*series.Book) (series.Series, error) {
	return func(b *series.Book) (series.Series, error) { return b.Get(name, nil), nil }
}

func subject(id, law string) Subject {
	return Subject{ID: id, Group: "g", Law: law, Read: read(id), InPlan: true}
}

// levels are lognormal walks of the given drift and spread over the years from 2001, with independent steps.
func levels(names, years int, drift, sd float64, seed uint64) []series.Observation {
	g := rand.New(rand.NewPCG(seed, 1))
	var out []series.Observation
	for i := range names {
		x := 5.
		for y := range years {
			out = append(out, series.Observation{Series: fmt.Sprintf("s%03d", i), Year: 2001 + y, Value: math.Exp(x), Published: march(2001 + y)})
			x += drift + sd*g.NormFloat64()
		}
	}
	return out
}

func subjectsOf(names int, law string) []Subject {
	var out []Subject
	for i := range names {
		out = append(out, subject(fmt.Sprintf("s%03d", i), law))
	}
	return out
}

// TestWhenForecastsAreMade: ten years from 2001, each known in March of the next. At the end of 2007 six years are known
// (to 2006), and 2007 is one year ahead; the last outcome is that of 2010. Origins 2007 to 2010 see up to 2006 to 2009 and
// score 4, 3, 2 and 1 years.
func TestWhenForecastsAreMade(t *testing.T) {
	r, err := Run(series.NewBook(levels(1, 10, .06, .03, 1)), newYear(2011), subjectsOf(1, "log_random_walk"), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got [][3]int
	for _, f := range r.Forecasts {
		got = append(got, [3]int{f.Origin, f.From, f.Year})
		if f.Year != f.From+f.Horizon {
			t.Errorf("%+v", f)
		}
	}
	want := [][3]int{{2007, 2006, 2007}, {2007, 2006, 2008}, {2007, 2006, 2009}, {2007, 2006, 2010}, {2008, 2007, 2008}, {2008, 2007, 2009},
		{2008, 2007, 2010}, {2009, 2008, 2009}, {2009, 2008, 2010}, {2010, 2009, 2010}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	// As of the end of 2009 only outcomes up to 2008 exist.
	r, err = Run(series.NewBook(levels(1, 10, .06, .03, 1)), newYear(2009), subjectsOf(1, "log_random_walk"), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Forecasts) != 3 {
		t.Errorf("%d forecasts as of 2009, want 3", len(r.Forecasts))
	}
}

// TestAScoreByHand: steps of logs .02 .04 .03 .05 .01, then .06, all in units of .01. The law is t with 4 degrees of freedom at
// the mean 3 with scale √(10/4·(1+1/5)) = √3: the centre is 3 above the last value, so the outcome 6 lies √3 scales above
// it. A walk without a pool is naive drift, which knows neither mean nor spread, so that its score is the same; the usual step is 3.
func TestAScoreByHand(t *testing.T) {
	var all []series.Observation
	x := 0.
	for i, step := range []float64{0, .02, .04, .03, .05, .01, .06} {
		x += step
		all = append(all, series.Observation{Series: "s", Year: 2001 + i, Value: math.Exp(x), Published: march(2001 + i)})
	}
	r, err := Run(series.NewBook(all), newYear(2008), []Subject{subject("s", "log_random_walk")}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Forecasts) != 1 {
		t.Fatalf("%d forecasts", len(r.Forecasts))
	}
	f := r.Forecasts[0]
	near(t, "step", f.Step, 3, 1e-9)
	law := f.Scores[Law]
	near(t, "error", law.Error, 3, 1e-9)
	near(t, "CRPS", law.CRPS, score.StudentCRPS(4, 0, math.Sqrt(3), 3), 1e-9)
	// P(t4 <= √3) = 1/2 + 3/8·(√3/√(1+3/4))·(1 - (1/12)·3/(1+3/4)).
	u := math.Sqrt(3) / math.Sqrt(1+3./4)
	near(t, "PIT", law.PIT, .5+3./8*u*(1-u*u/12), 1e-9)
	near(t, "drift", f.Scores[Drift].CRPS, score.StudentCRPS(4, 0, math.Sqrt(3), 3), 1e-9)
	near(t, "no change", f.Scores[NoChange].CRPS, score.NormalCRPS(0, math.Sqrt(11), 6), 1e-9) // (4+16+9+25+1)/5
	near(t, "five years", f.Scores[FiveYear].CRPS, f.Scores[Drift].CRPS, 1e-9)                 // there are just five
	// Events: at least 0, 2, ... 12 per cent a year; the outcome is 6.
	if len(f.Events) != 7 || !f.Events[3].Happened || f.Events[4].Happened {
		t.Errorf("%+v", f.Events)
	}
	near(t, "probability of 4", f.Events[2].P, 1-calibrate.T{DF: 4, Location: 3, Scale: math.Sqrt(3)}.CDF(4), 1e-9)
}

// TestNothingLaterReachesAFit poisons the tables with absurd rows that were published after the origins, or never dated:
// revisions of early years, later years, and whole series of the pool. Every forecast made before the poison must be
// the same to the last digit, of the law and of every rival.
func TestNothingLaterReachesAFit(t *testing.T) {
	clean := levels(6, 14, .06, .03, 2)
	for i := range clean { // one subject reads the newest rows: give it harmless revisions to read
		if clean[i].Year < 2008 && clean[i].Series == "s001" {
			again := clean[i]
			again.Value, again.Published = again.Value*1.01, again.Published+6
			clean = append(clean, again)
		}
	}
	all := subjectsOf(5, "log_random_walk")
	all[1].Newest = true
	all[2].Law, all[3].Law, all[4].Law = "damped_growth", "ar1", "random_walk"
	all[0].Pool, all[3].Panel = "p", "p"
	pools := []Pool{{ID: "p", Members: subjectsOf(6, "log_random_walk")}}
	const lastClean = 2010
	var poison []series.Observation
	for i := range 6 {
		for year := 2001; year <= 2016; year++ {
			o := series.Observation{Series: fmt.Sprintf("s%03d", i), Year: year, Value: 1e9 * float64(year%3+1), Published: march(lastClean)}
			poison = append(poison, o)
			if year >= lastClean {
				o.Published = 0 // a row without a month must not count as always known
				poison = append(poison, o)
			}
		}
	}
	laws := func(obs []series.Observation) map[string]calibrate.Predictive {
		r, err := Run(series.NewBook(obs), newYear(2016), all, pools, Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]calibrate.Predictive{}
		for _, f := range r.Forecasts {
			if f.Origin <= lastClean {
				out[fmt.Sprint(f.Subject, f.Origin, f.Horizon)] = f.laws[Law]
			}
		}
		return out
	}
	want, got := laws(clean), laws(append(poison, clean...))
	if len(want) < 60 {
		t.Fatalf("only %d forecasts to compare", len(want))
	}
	for key, law := range want {
		if !reflect.DeepEqual(got[key], law) {
			t.Errorf("%s: %v, without the poison %v", key, got[key], law)
		}
	}
	// Rivals and pools too: what they are made from is the same.
	made := func(obs []series.Observation) map[string]predictive {
		b := &run{options: Options{Horizons: 5, Least: 6}, then: cut(series.NewBook(obs), newYear(lastClean)), pools: map[string]*calibrate.Pool{}}
		b.pools["p"] = b.pool(pools[0])
		out := map[string]predictive{}
		for _, s := range all {
			h, err := b.history(s, b.then)
			if err != nil {
				t.Fatal(err)
			}
			models, _, err := b.models(s, h)
			if err != nil {
				t.Fatal(err)
			}
			for name, m := range models {
				out[s.ID+name], _ = m(3)
			}
		}
		return out
	}
	if !reflect.DeepEqual(made(clean), made(append(poison, clean...))) {
		t.Error("a rival or a candidate has seen the poison")
	}
}

// TestOverconfidentLawFails: on 60 lognormal walks with independent years the fitted law passes the gate of coverage; the same
// law with a third of its spread fails it beyond doubt. Its coverage in the long run is P(|t| < t.9/3), about one third.
func TestOverconfidentLawFails(t *testing.T) {
	r, err := Run(series.NewBook(levels(60, 16, .06, .03, 3)), newYear(2017), subjectsOf(60, "log_random_walk"), nil, Options{Horizons: 1})
	if err != nil {
		t.Fatal(err)
	}
	gate := r.Gates(Law, "", All)[0]
	if !gate.Passes || gate.Verdict != score.Holds {
		t.Errorf("the law that made the data: %+v", gate)
	}
	near(t, "coverage", gate.Value.Value, .8, .065) // .8·.2 over 600 forecasts: 4 standard errors are .065
	for i, f := range r.Forecasts {
		s, err := scoreOf(mix(f.laws[Law].Widened(1./3)), f.Outcome, false)
		if err != nil {
			t.Fatal(err)
		}
		r.Forecasts[i].Scores[Law] = s
	}
	gate = r.Gates(Law, "", All)[0]
	if gate.Passes || gate.Verdict != score.Fails {
		t.Errorf("a third of the spread: %+v", gate)
	}
	if v := gate.Value.Value; !(v > .2 && v < .45) {
		t.Errorf("coverage %v with a third of the spread", v)
	}
}

// TestMultiplierFindsTheSpread: when laws are made too narrow by a factor of 1.6, the multiplier comes to about 1.6 although
// its prior is 1.3 within a fifth; when they are right, to less than 1.3.
func TestMultiplierFindsTheSpread(t *testing.T) {
	r, err := Run(series.NewBook(levels(30, 36, .06, .03, 4)), newYear(2037), subjectsOf(30, "log_random_walk"), nil, Options{Horizons: 1})
	if err != nil {
		t.Fatal(err)
	}
	if m := r.Use.Multiplier; !(m.Mean > .9 && m.Mean < 1.15) || m.Years != 30 {
		t.Errorf("a law of the right spread: %+v", m)
	}
	first := r.Uses[0].Multiplier
	// Before any outcome it is the prior: median 1.3, mean 1.3·exp(.02).
	near(t, "prior mean", first.Mean, 1.3*math.Exp(.02), .005)
	if first.Years != 0 {
		t.Errorf("%+v", first)
	}
	for i := range r.Forecasts {
		for name, law := range r.Forecasts[i].laws {
			r.Forecasts[i].laws[name] = law.Widened(1 / 1.6)
		}
	}
	r.decide(newYear(2037))
	if m := r.Use.Multiplier; !(m.Mean > 1.45 && m.Mean < 1.7 && m.P10 < m.P50 && m.P50 < m.P90) {
		t.Errorf("a law too narrow by 1.6: %+v", m)
	}
}

// TestMixtureIsNeverWorseThanItsMembersOnAverage: the CRPS is convex.
func TestMixtureIsNeverWorseThanItsMembersOnAverage(t *testing.T) {
	all := subjectsOf(6, "log_random_walk")
	for i := range all {
		all[i].Panel = "p"
	}
	r, err := Run(series.NewBook(levels(6, 14, .06, .03, 5)), newYear(2016), all, []Pool{{ID: "p", Members: all}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range r.Forecasts {
		members := []string{Candidate + "log_random_walk", Candidate + "damped_growth", Candidate + Panelled}
		var sum float64
		for _, m := range members {
			s, ok := f.Scores[m]
			if !ok {
				t.Fatalf("no %s", m)
			}
			sum += s.CRPS / 3
		}
		if f.Scores[Mixture].CRPS > sum+1e-6 {
			t.Errorf("mixture %v, members %v", f.Scores[Mixture].CRPS, sum)
		}
		checked++
	}
	if checked == 0 {
		t.Error("nothing was checked")
	}
}

// TestBreaksAndSkips: no outcome is scored across a break, and years that the plan skips are left out of fits only when
// the plan is taken as written; as outcomes they always count.
func TestBreaksAndSkips(t *testing.T) {
	book := series.NewBook(levels(1, 14, .06, .03, 6))
	s := subjectsOf(1, "log_random_walk")
	s[0].Breaks = []int{2010}
	r, err := Run(book, newYear(2016), s, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Forecasts {
		if f.From < 2010 && f.Year >= 2010 {
			t.Errorf("scored across the break: %d to %d", f.From, f.Year)
		}
	}
	s = subjectsOf(1, "ar1")
	s[0].From, s[0].Skip = 2003, []int{2009}
	r, err = Run(book, newYear(2016), s, nil, Options{AsWritten: true})
	if err != nil {
		t.Fatal(err)
	}
	outcome, start := false, false
	for _, f := range r.Forecasts {
		outcome = outcome || f.Year == 2009
		start = start || f.From == 2009
		if f.From < 2008 {
			t.Errorf("a forecast from %d, before six years from 2003 were known", f.From)
		}
	}
	if !outcome || start {
		t.Errorf("the skipped year as outcome %v, as start %v", outcome, start)
	}
}

func TestRefuses(t *testing.T) {
	book := series.NewBook(levels(1, 9, .06, .03, 7))
	if _, err := Run(book, newYear(2016), nil, nil, Options{Horizons: -1}); err == nil {
		t.Error("no horizon is accepted")
	}
	flat := series.NewBook([]series.Observation{})
	for _, s := range []Subject{subject("nothing", "log_random_walk"), subject("s000", "poisson")} {
		r, err := Run(book, newYear(2016), []Subject{s}, nil, Options{})
		if err != nil || len(r.Untested) != 1 || r.Untested[0].Why == "" {
			t.Errorf("%+v, %v", r, err)
		}
	}
	if r, err := Run(flat, newYear(2016), subjectsOf(1, "ar1"), nil, Options{}); err != nil || len(r.Forecasts) != 0 {
		t.Errorf("an empty table: %+v, %v", r, err)
	}
}
