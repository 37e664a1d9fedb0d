package calibrate

import (
	"math"
	"slices"
	"strings"
	"testing"

	"targetcast/model/series"
)

// historyOf makes yearly observations; NaN leaves a year out.
func historyOf(first int, values ...float64) History {
	var h History
	for i, v := range values {
		if !math.IsNaN(v) {
			h.Points = append(h.Points, series.Point{Year: first + i, Value: v})
		}
	}
	return h
}

func fit(t *testing.T, law string, h History, o Options) Fit {
	t.Helper()
	f, err := h.Fit(law, o)
	if err != nil {
		t.Fatal(err)
	}
	if f.Law != law || f.N != len(f.Years) || len(f.Posterior.Describe()) != len(f.Posterior.Params()) {
		t.Errorf("%s: %+v", law, f)
	}
	if !slices.Equal(f.Posterior.Params(), Parameters(law)) {
		t.Errorf("%s supplies %v, announced are %v", law, f.Posterior.Params(), Parameters(law))
	}
	for _, l := range f.Posterior.Luck() {
		if !l.PerFuture || l.Shared || l.Doc == "" {
			t.Errorf("%s: luck %+v", law, l)
		}
	}
	return f
}

// TestRandomWalksOnTheirScales: levels whose logs, values or logits make the same changes give the same predictive, up
// to where they start.
func TestRandomWalksOnTheirScales(t *testing.T) {
	changes := []float64{.05, .02, .04, -.01, .03}
	x := make([]float64, len(changes)+1)
	for i, c := range changes {
		x[i+1] = x[i] + c
	}
	var logs, plains, logits []float64
	for _, v := range x {
		logs = append(logs, 100*math.Exp(v))
		plains = append(plains, 5+v)
		logits = append(logits, 40/(1+math.Exp(-v)))
	}
	want := Reference().Update(changes).Sum(3)
	for law, test := range map[string]struct {
		values  []float64
		last    float64
		ceiling float64
	}{
		"log_random_walk":   {logs, math.Log(100) + .13, 0},
		"random_walk":       {plains, 5.13, 0},
		"logit_random_walk": {logits, .13, 40},
	} {
		f := fit(t, law, historyOf(2015, test.values...), Options{Ceiling: test.ceiling})
		p, err := f.Predictive(3)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []float64{.05, .5, .9} {
			close(t, law, p.Quantile(q), test.last+want.Quantile(q), 1e-10)
		}
		if f.N != 5 || f.OwnWeight != 1 || !slices.Equal(f.Years, []int{2016, 2017, 2018, 2019, 2020}) {
			t.Errorf("%s: %+v", law, f)
		}
	}
}

func TestGapsAndBreaks(t *testing.T) {
	nan := math.NaN()
	// Changes .1 (2011), none (2012 missing), .4 over two years (2013), .1 (2014), a new base in 2015, .3 (2016).
	h := historyOf(2010, 1, 1.1, nan, 1.5, 1.6, 7, 7.3)
	h.Breaks = []int{2015, 2040}
	f := fit(t, "random_walk", h, Options{Ahead: 9})
	if !slices.Equal(f.Years, []int{2011, 2013, 2014, 2016}) {
		t.Errorf("years %v", f.Years)
	}
	// By hand: 5 years of .9, drift .18; squares (.1-.18)² + (.4-.36)²/2 + (.1-.18)² + (.3-.18)² = .0280; b/a = .0280/3;
	// the sum over two years has scale √(.0280/3·(2+4/5)).
	p, err := f.Predictive(2)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "location", p[0].Location, 7.3+.36, 1e-12)
	close(t, "scale", p[0].Scale, math.Sqrt(.0280/3*2.8), 1e-12)
	close(t, "df", p[0].DF, 3, 0)
	for _, code := range []string{GapInHistory, BreakDropped, ShortHistory, Extrapolation} {
		if !has(f.Warnings, code) {
			t.Errorf("no warning %s in %v", code, f.Warnings)
		}
	}

	// ar1 uses the newest base only, and no pair across the gap.
	h = historyOf(2008, 5, 6, 1, 1.2, nan, 1.1, 1.3, 1.2, 1.25)
	h.Breaks = []int{2010}
	if f := fit(t, "ar1", h, Options{}); !slices.Equal(f.Years, []int{2011, 2014, 2015, 2016}) || !has(f.Warnings, BreakDropped) ||
		!has(f.Warnings, GapInHistory) {
		t.Errorf("ar1: %v, %v", f.Years, f.Warnings)
	}
	// Skipped years make gaps, and years before From are not used.
	h = historyOf(2008, 5, 6, 1, 1.2, 99, 1.1, 1.3, 1.2, 1.25)
	h.From, h.Skip = 2010, []int{2012}
	if f := fit(t, "ar1", h, Options{}); !slices.Equal(f.Years, []int{2011, 2014, 2015, 2016}) {
		t.Errorf("ar1 skipping: %v", f.Years)
	}
	// damped growth: growth of 2011..2013 and 2015..2018, so pairs end in 2012, 2013, 2016, 2017, 2018.
	h = historyOf(2010, 100, 110, 121, 130, 240, 250, 265, 280, 290)
	h.Breaks = []int{2014}
	f = fit(t, "damped_growth", h, Options{})
	if !slices.Equal(f.Years, []int{2012, 2013, 2016, 2017, 2018}) || has(f.Warnings, NoLastGrowth) {
		t.Errorf("damped growth: %v %v", f.Years, f.Warnings)
	}
	out, _ := drawn(f.Posterior, 41, nil)
	close(t, "last growth", out[3][7], math.Log(290./280), 1e-15)
	// A new base in the last year: its growth is unknown, the mean stands in.
	h.Breaks = []int{2018}
	f = fit(t, "damped_growth", h, Options{})
	out, _ = drawn(f.Posterior, 42, nil)
	if !has(f.Warnings, NoLastGrowth) || out[3][9] != out[0][9] {
		t.Errorf("unknown last growth: %v, %v for %v", f.Warnings, out[3][9], out[0][9])
	}
}

// TestPredictiveOfDampedGrowth simulates levels from drawn parameters and compares them with the closed form: 200 000
// futures, 4 standard errors; with a known and with an unknown last growth.
func TestPredictiveOfDampedGrowth(t *testing.T) {
	h := historyOf(2012, 100, 109, 121, 129, 137, 148, 155, 166)
	for _, breaks := range [][]int{nil, {2019}} {
		h.Breaks = breaks
		f := fit(t, "damped_growth", h, Options{})
		out, g := drawn(f.Posterior, 43, nil)
		logs := make([]float64, draws)
		for i := range logs {
			x, last := math.Log(166), out[3][i]
			for range 4 {
				last = out[0][i] + out[1][i]*(last-out[0][i]) + out[2][i]*g.NormFloat64()
				x += last
			}
			logs[i] = x
		}
		p, err := f.Predictive(4)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []float64{.05, .25, .5, .75, .95} {
			shareBelow(t, "log level", logs, nil, p.Quantile(q), q)
		}
	}
}

func TestFitWithPool(t *testing.T) {
	pool := &Pool{Mean: .06, SE: .01, Kappa: 8, A: 3, B: .0018}
	h := historyOf(2015, 100, 108.5, 116, 124, 129.5, 141)
	f := fit(t, "log_random_walk", h, Options{Pool: pool})
	close(t, "own weight", f.OwnWeight, 5./13, 1e-15)
	if !has(f.Warnings, PriorOutweighs) {
		t.Errorf("warnings %v", f.Warnings)
	}
	pool.Kappa = 4
	if f := fit(t, "log_random_walk", h, Options{Pool: pool}); has(f.Warnings, PriorOutweighs) {
		t.Errorf("own weight %v, warnings %v", f.OwnWeight, f.Warnings)
	}
	// A pool speaks even for a series without steps of its own.
	f = fit(t, "log_random_walk", historyOf(2020, 100), Options{Pool: pool})
	if f.OwnWeight != 0 || f.N != 0 || Grade(f.N) != "C" {
		t.Errorf("%+v", f)
	}
	fit(t, "ar1", historyOf(2020, .05), Options{Pool: pool})
	fit(t, "ar1", History{}, Options{Pool: pool})
}

func TestCountsFromHistory(t *testing.T) {
	h := historyOf(2016, 3, 10, 12, 9)
	h.Breaks = []int{2017}
	f := fit(t, "poisson", h, Options{})
	out, _ := drawn(f.Posterior, 44, nil)
	close(t, "rate", mean(out[0]), 31.5/3, 4*math.Sqrt(31.5/9/draws))
	if f.N != 3 || !has(f.Warnings, BreakDropped) {
		t.Errorf("%+v", f)
	}
	if _, err := f.Predictive(1); err == nil {
		t.Error("counts have no t law")
	}
	// Cumulative 0 8 8 22 | gap | 21 35: additions 8 0 14, the gap left out, then -1 (a fall) and 14.
	f = fit(t, "batches", historyOf(2010, 0, 8, 8, 22, math.NaN(), 22, 21, 35), Options{Dispersion: 3})
	if f.N != 5 || !has(f.Warnings, CountFell) || !has(f.Warnings, GapInHistory) {
		t.Errorf("%+v", f)
	}
	out, _ = drawn(f.Posterior, 45, nil)
	close(t, "probability", mean(out[0]), 7./12, 4*math.Sqrt(variance(out[0])/draws))
}

func TestFitRefuses(t *testing.T) {
	disorder := historyOf(2015, 1, 2, 3, 4, 5)
	disorder.Points[1].Year = 2015
	for name, test := range map[string]struct {
		law  string
		h    History
		o    Options
		says string
	}{
		"unknown law":        {"bass", historyOf(2015, 1, 2, 3, 4, 5), Options{}, "possible are ar1, batches"},
		"too short":          {"log_random_walk", historyOf(2015, 1, 2, 3), Options{}, "2 yearly steps; at least 3"},
		"no history":         {"ar1", History{}, Options{}, "0 pairs"},
		"not positive":       {"log_random_walk", historyOf(2015, 1, 2, 0, 4), Options{}, "observation of 2017"},
		"above the ceiling":  {"logit_random_walk", historyOf(2015, .1, .2, 1.3, .4), Options{}, "observation of 2017"},
		"not a count":        {"poisson", historyOf(2015, 1, 2.5), Options{}, "observation of 2016"},
		"infinite":           {"random_walk", historyOf(2015, 1, math.Inf(1), 3, 4), Options{}, "not a finite number"},
		"constant steps":     {"random_walk", historyOf(2015, 1, 2, 3, 4, 5), Options{}, "all steps of history are equal"},
		"constant growth":    {"log_random_walk", historyOf(2015, 100, 110, 121, 133.1, 146.41), Options{}, "all steps of history are equal"},
		"constant values":    {"ar1", historyOf(2015, 1, 1, 1, 1, 1), Options{}, "all values of history are equal"},
		"no counts":          {"poisson", History{}, Options{}, "too few"},
		"no batch":           {"batches", historyOf(2015, 1, 1, 1), Options{Dispersion: 2}, "no batch"},
		"no dispersion":      {"batches", historyOf(2015, 1, 1, 3), Options{}, "dispersion"},
		"years out of order": {"random_walk", disorder, Options{}, "order of years"},
	} {
		if _, err := test.h.Fit(test.law, test.o); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
	f := fit(t, "random_walk", historyOf(2015, 1, 2, 4, 4), Options{})
	if _, err := f.Predictive(0); err == nil {
		t.Error("0 years ahead")
	}
	if Parameters("bass") != nil || len(Laws()) != 7 {
		t.Errorf("laws %v", Laws())
	}
}

func TestGrades(t *testing.T) {
	for n, want := range map[int]string{0: "C", 3: "C", 4: "B", 7: "B", 8: "A", 30: "A"} {
		if got := Grade(n); got != want {
			t.Errorf("grade of %d: %s", n, got)
		}
	}
}

// Comparable points stand on the newest base, from the first year on and outside the years that are skipped.
func TestComparable(t *testing.T) {
	var points []series.Point
	for y := 2010; y <= 2020; y++ {
		points = append(points, series.Point{Year: y, Value: float64(y)})
	}
	for _, c := range []struct {
		h    History
		want int
	}{
		{History{Points: points}, 11},
		{History{Points: points, From: 2012, Skip: []int{2020}}, 8},
		{History{Points: points, Breaks: []int{2019}}, 2},
		{History{Points: points, Breaks: []int{2015, 2019}, Skip: []int{2020}}, 1},
		{History{Points: points, Breaks: []int{2030}}, 11}, // a break to come has parted nothing yet
		{History{}, 0},
	} {
		if got := c.h.Comparable(); got != c.want {
			t.Errorf("%+v: %d, want %d", c.h, got, c.want)
		}
	}
}
