package backtest

import (
	"math"
	"reflect"
	"testing"

	"targetcast/model/calibrate"
	"targetcast/model/score"
	"targetcast/model/series"
)

// byHand are six forecasts of two groups in six years, with usual steps of 1 and 2. PITs of the law are .5, .95, .15, .5, .5,
// .5: at 80 % all but the second are inside, at 50 % all but the second and third.
func byHand() *Result {
	r := &Result{}
	for i, pit := range []float64{.5, .95, .15, .5, .5, .5} {
		f := Forecast{Subject: "a", Group: "x", InPlan: true, Year: 2011 + i, Horizon: 1, Step: 1}
		if i >= 4 {
			f.Subject, f.Group, f.InPlan, f.Step, f.Horizon = "b", "y", false, 2, 2
		}
		f.Scores = map[string]Score{
			Law:      {CRPS: f.Step, Log: 1, Interval: 4 * f.Step, PIT: pit, Error: -f.Step},
			Drift:    {CRPS: 2 * f.Step, PIT: .5},
			FiveYear: {CRPS: .8 * f.Step, PIT: .5},
		}
		f.Events = []Event{{P: .8, Happened: i != 0}, {P: .2, Happened: i == 1}}
		r.Forecasts = append(r.Forecasts, f)
	}
	return r
}

func TestCell(t *testing.T) {
	r := byHand()
	c, ok := r.Cell(Law, "", 0, All)
	if !ok || c.N != 6 || c.Series != 2 || c.Years != 6 {
		t.Errorf("%+v", c)
	}
	near(t, "coverage 80", c.Coverage[80].Value, 5./6, 1e-15)
	near(t, "coverage 50", c.Coverage[50].Value, 4./6, 1e-15)
	near(t, "coverage 95", c.Coverage[95].Value, 1, 1e-15)
	near(t, "CRPS in usual steps", c.CRPS, 1, 1e-15)
	near(t, "interval score in usual steps", c.Interval, 4, 1e-15)
	near(t, "log score in usual steps", c.Log, 1-2*math.Log(2)/6, 1e-15) // the density of y/2 is twice that of y
	near(t, "bias", c.Bias.Value, -1, 1e-15)
	near(t, "skill against drift", c.Skill[Drift].Value, .5, 1e-15)
	near(t, "skill against the five-year mean", c.Skill[FiveYear].Value, 1-1/.8, 1e-12)
	if c.Skill[Drift].Lo != .5 || c.Skill[Drift].Hi != .5 { // every year says the same
		t.Errorf("%+v", c.Skill[Drift])
	}
	if c, _ := r.Cell(Law, "y", 2, All); c.N != 2 || c.Coverage[80].Known() {
		t.Errorf("two years give an interval: %+v", c)
	}
	if _, ok := r.Cell(Law, "y", 0, Plan); ok {
		t.Error("a peer counts as a law of the plan")
	}
	if _, ok := r.Cell(Theta, "", 0, All); ok {
		t.Error("a rival that was never tried has a cell")
	}
	if g, h := r.Groups(), r.Horizons(); !reflect.DeepEqual(g, []string{"x", "y"}) || !reflect.DeepEqual(h, []int{1, 2}) {
		t.Errorf("%v %v", g, h)
	}
	if n := len(r.Table(Law, All)); n != 7 { // all: 0 1 2; x: 0 1; y: 0 2
		t.Errorf("%d cells", n)
	}
	if pit := r.PIT(Law, "x", All); !reflect.DeepEqual(pit, []float64{.5, .95, .15, .5}) {
		t.Errorf("%v", pit)
	}
}

func TestGatesAndFallback(t *testing.T) {
	r := byHand()
	g := r.Gates(Law, "", All)
	if len(g) != 3 || !g[0].Passes || g[0].Verdict != score.Undetermined || !g[1].Passes || g[1].Verdict != score.Holds || g[2].Passes || g[2].Verdict != score.Fails {
		t.Errorf("%+v", g)
	}
	if f := r.Fallback("", All); f != FiveYear {
		t.Errorf("falls back to %q, want the five-year mean", f)
	}
	for i := range r.Forecasts {
		r.Forecasts[i].Scores[FiveYear] = Score{CRPS: 3 * r.Forecasts[i].Step}
	}
	if f := r.Fallback("", All); f != "" {
		t.Errorf("falls back to %q, though better than both", f)
	}
	if r.Gates(Law, "nothing", All) != nil || r.Fallback("nothing", All) != "" {
		t.Error("gates of nothing")
	}
}

// TestReliability: of six chances of .8 five happened, of six of .2 one: classes at .85 and .25 are off by .85-5/6 and
// .25-1/6; the isotonic curve is the two frequencies.
func TestReliability(t *testing.T) {
	b, c, err := byHand().Reliability("", All)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Brier", c.Score, (5*.04+.64+5*.04+.64)/12, 1e-15)
	near(t, "MCB", c.Miscalibration, ((.8-5./6)*(.8-5./6)+(.2-1./6)*(.2-1./6))/2, 1e-15)
	near(t, "DSC", c.Discrimination, (1./3)*(1./3), 1e-15)
	near(t, "reliability of classes", b.Reliability, ((.85-5./6)*(.85-5./6)+(.25-1./6)*(.25-1./6))/2, 1e-15)
	if _, _, err := (&Result{}).Reliability("", All); err == nil {
		t.Error("reliability of nothing")
	}
}

// TestPath: a gap of two years is filled evenly and counts no observation, a level's change across a break is closed up,
// a rate starts anew after it.
func TestPath(t *testing.T) {
	obs := series.NewBook([]series.Observation{
		{Series: "s", Year: 2001, Value: 1, Published: march(2001)}, {Series: "s", Year: 2002, Value: 2, Published: march(2002)},
		{Series: "s", Year: 2004, Value: 4, Published: march(2004)}, {Series: "s", Year: 2005, Value: 9, Published: march(2005)},
		{Series: "s", Year: 2006, Value: 10, Published: march(2006)}})
	b := &run{then: cut(obs, newYear(2010))}
	s := subject("s", "random_walk")
	s.Breaks = []int{2005}
	h, err := b.history(s, b.then)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(h.path, []float64{9, 10}) || h.count != 2 {
		t.Errorf("a rate: %v from %d", h.path, h.count)
	}
	s.Law = "log_random_walk"
	if h, err = b.history(s, b.then); err != nil {
		t.Fatal(err)
	}
	l := func(x float64) float64 { return 100 * math.Log(x) }
	last := l(10) - l(9) // after the break; before it a change of ln 2 from 2001, and half of ln 2 in 2003 and in 2004
	want := []float64{l(10) - last - l(2) - l(2), l(10) - last - l(2), l(10) - last - l(2)/2, l(10) - last, l(10)}
	for i, v := range want {
		near(t, "level", h.path[i], v, 1e-9)
	}
	if len(h.path) != 5 || h.count != 4 {
		t.Errorf("%v from %d", h.path, h.count)
	}
	if m, ok := h.member("s"); !ok || !reflect.DeepEqual(m.Years, []int{2002, 2006}) {
		t.Errorf("what goes to a pool: %+v", m)
	}
	bad := subject("s", "logit_random_walk") // values above the ceiling
	if _, err := b.history(bad, b.then); err == nil {
		t.Error("a share above 1 is accepted")
	}
}

// TestEventsOfARate: thresholds stand at the present value and whole usual steps from it.
func TestEventsOfARate(t *testing.T) {
	h := pathOf(3, 4, 6)
	h.kind.rate = true
	f := &Forecast{Horizon: 2, Step: h.step(), Outcome: 6}
	got := eventsOf(normal{6, 1.5}, h, f)
	want := []float64{3, 4.5, 6, 7.5, 9}
	if len(got) != 5 {
		t.Fatalf("%+v", got)
	}
	for i, e := range got {
		near(t, "threshold", e.Threshold, want[i], 1e-12)
		if e.Happened != (want[i] <= 6) {
			t.Errorf("%+v", e)
		}
	}
	near(t, "at the centre", got[2].P, .5, 1e-15)
}

// TestPluggedLaws: with many years the parameters are all but known, so the law without parameter uncertainty and the law
// agree in the quantiles of the years to come; with few the law is wider.
func TestPluggedLaws(t *testing.T) {
	for _, law := range []string{"random_walk", "ar1", "log_random_walk", "damped_growth"} {
		width := func(years int) float64 {
			b := &run{then: cut(series.NewBook(levels(1, years, .06, .03, 8)), newYear(2900)), pools: map[string]*calibrate.Pool{}}
			h, err := b.history(subject("s000", law), b.then)
			if err != nil {
				t.Fatal(err)
			}
			if law == "random_walk" || law == "ar1" { // rates: take the steps instead of the exploding level
				h = steady(t, b, years)
			}
			fit, err := h.raw.Fit(law, calibrate.Options{})
			if err != nil {
				t.Fatal(err)
			}
			a, _ := ofFit(fit, h.kind.unit)(3)
			p, _ := plugged(fit, h)(3)
			return (a.Quantile(.9) - a.Quantile(.1)) / (p.Quantile(.9) - p.Quantile(.1))
		}
		near(t, law+" with many years", width(600), 1, .03)
		if w := width(8); !(w > 1.05) {
			t.Errorf("%s with eight years: the law is %v times as wide", law, w)
		}
	}
}

// steady is a history of a rate: the yearly log steps of the levels.
func steady(t *testing.T, b *run, years int) *history {
	t.Helper()
	s := subject("s000", "ar1")
	s.Read = func(book *series.Book) (series.Series, error) {
		levels := book.Get("s000", nil)
		out := series.Series{Name: "steps"}
		for i := 1; i < len(levels.Points); i++ {
			p := levels.Points[i]
			p.Value = math.Log(p.Value / levels.Points[i-1].Value)
			out.Points = append(out.Points, p)
		}
		return out, nil
	}
	h, err := b.history(s, b.then)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.values) != years-1 {
		t.Fatalf("%d steps", len(h.values))
	}
	return h
}

// TestQuantilesOfMixtures: the inverse of the CDF, also far out, for parts far apart, and for a single part exactly.
func TestQuantilesOfMixtures(t *testing.T) {
	for _, law := range []calibrate.Predictive{
		{{Weight: 1, T: calibrate.T{DF: 3, Location: 5, Scale: 2}}},
		{{Weight: .3, T: calibrate.T{DF: 4, Location: -50, Scale: .1}}, {Weight: .7, T: calibrate.T{DF: 12, Location: 50, Scale: 3}}},
	} {
		for _, p := range []float64{.001, .1, .3, .5, .9, .9999} {
			x := mix(law).Quantile(p)
			near(t, "CDF", law.CDF(x), p, 1e-8)
		}
	}
	near(t, "one part", mix(calibrate.Predictive{{Weight: 1, T: calibrate.T{DF: 3, Location: 5, Scale: 2}}}).Quantile(.9), 5+2*1.637744, 1e-5) // t3 tables
}
