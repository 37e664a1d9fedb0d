package backtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/series"
)

// TestBatchesByHand: a count 2 5 5 9 11 15 of batches that are Poisson (the dispersion is huge) has additions 3 0 4 2 4, so
// four batches of 13 in five years: π ~ Beta(4.5, 1.5), m ~ Gamma(13, 4). The next year adds nothing with probability
// 1/4 + 3/4·(4/5)^13 and k with 3/4 p(k), p(0) = (4/5)^13, p(k+1) = p(k)(13+k)/(k+1)/5. CRPS, the log score and past targets
// of the outcome of 18 from these. Naive drift: changes with mean 13/5 and squares about it 45 - 169/5 = 11.2.
func TestBatchesByHand(t *testing.T) {
	var obs []series.Observation
	for i, x := range []float64{2, 5, 5, 9, 11, 15, 18} {
		obs = append(obs, series.Observation{Series: "s000", Year: 2001 + i, Value: x, Published: march(2001 + i)})
	}
	all := subjectsOf(1, "batches")
	all[0].Dispersion = 1e12
	r, err := Run(series.NewBook(obs), newYear(2008), all, nil, Options{})
	if err != nil || len(r.Forecasts) != 1 {
		t.Fatalf("%v, %+v", err, r)
	}
	law := map[int]float64{}
	p := math.Pow(.8, 13)
	for k := range 60 {
		law[15+k] += .75 * p
		p *= (13 + float64(k)) / float64(k+1) / 5
	}
	law[15] += .25
	var cdf, crps, below float64
	for x := range 75 {
		if x == 18 {
			below = cdf
		}
		cdf += law[x]
		above := cdf
		if x >= 18 {
			above--
		}
		crps += above * above
	}
	f := r.Forecasts[0]
	s := f.Scores[Law]
	near(t, "CRPS", s.CRPS, crps, 1e-8)
	near(t, "log score", s.Log, -math.Log(law[18]), 1e-8)
	near(t, "error", s.Error, 18-15-.75*13/4, 1e-8)
	if !(s.PIT > below && s.PIT < below+law[18]) {
		t.Errorf("PIT %v outside %v to %v", s.PIT, below, below+law[18])
	}
	if len(f.Events) != len(yearlyGrowth) {
		t.Fatalf("%+v", f.Events)
	}
	for i, e := range f.Events { // "grows by so many per cent in a year" from 15
		at := 15 * math.Exp(yearlyGrowth[i]/100)
		near(t, "threshold", e.Threshold, at, 1e-12)
		var want float64
		for x, v := range law {
			if float64(x) >= at {
				want += v
			}
		}
		near(t, "P(X >= threshold)", e.P, want, 1e-8)
		if !e.Happened {
			t.Errorf("18 does not reach %v", at)
		}
	}
	near(t, "error of naive drift", f.Scores[Drift].Error, 18-15-2.6, 1e-12)
	near(t, "error of no change", f.Scores[NoChange].Error, 3, 1e-12)
	if _, widened := f.Scores[Widened]; widened || f.Scores[Applied] != s || r.Use.Instead["s000"] != "" {
		t.Errorf("%+v, %+v", f.Scores, r.Use)
	}
}

// TestBatchesAreCalibrated: counts that grow by a batch of 10 on average (negative binomial, dispersion 2) in nineteen of twenty
// years. Up to what the priors add, the transforms of what comes in the year after twelve are uniform: ten classes and the
// central 80 % hold as many of 150 as they should within 4 standard errors, √(.09·150) and √(.16·150). A law that takes
// batches for Poisson is overconfident, and it shows.
func TestBatchesAreCalibrated(t *testing.T) {
	g := rand.New(rand.NewPCG(4, 1))
	var obs []series.Observation
	const names, years = 150, 13
	all := subjectsOf(names, "batches")
	for i := range all {
		x := 20.
		for y := range years {
			obs = append(obs, series.Observation{Series: all[i].ID, Year: 2001 + y, Value: x, Published: march(2001 + y)})
			if g.Float64() < .95 {
				x += distuv.Poisson{Lambda: distuv.Gamma{Alpha: 2, Beta: .2, Src: g}.Rand(), Src: g}.Rand()
			}
		}
	}
	const n = float64(names)
	for _, dispersion := range []float64{2, 1e12} {
		for i := range all {
			all[i].Dispersion = dispersion
		}
		r, err := Run(series.NewBook(obs), newYear(2014), all, nil, Options{Horizons: 1, Least: years - 1, Lean: true, Seed: 4})
		if err != nil || len(r.Forecasts) != names {
			t.Fatal(err, len(r.Forecasts))
		}
		classes, inside := make([]float64, 10), 0.
		for _, f := range r.Forecasts {
			s := f.Scores[Law]
			classes[min(9, int(s.PIT*10))]++
			if s.Inside(.8) {
				inside++
			}
		}
		even := math.Abs(inside-.8*n) <= 4*math.Sqrt(.16*n)
		for _, k := range classes {
			even = even && math.Abs(k-n/10) <= 4*math.Sqrt(.09*n)
		}
		if even != (dispersion == 2) {
			t.Errorf("dispersion %v: %v inside 80 %%, classes %v", dispersion, inside, classes)
		}
	}
}

// TestNothingLaterReachesCounts: rows published after the origin, or never dated, change nothing that laws of counts and the rules
// held against them say at it; rows published by then do.
func TestNothingLaterReachesCounts(t *testing.T) {
	const origin = 2010
	for _, law := range []string{"poisson", "batches"} {
		all := subjectsOf(1, law)
		all[0].Dispersion = 5
		var clean, poison []series.Observation
		for i, x := range []float64{3, 9, 9, 14, 15, 22, 30, 31, 38} {
			clean = append(clean, series.Observation{Series: all[0].ID, Year: 2001 + i, Value: x, Published: march(2001 + i)})
		}
		for year := 2001; year <= 2016; year++ {
			o := series.Observation{Series: all[0].ID, Year: year, Value: 1e4 * float64(year-2000), Published: march(origin)} // March of the next year
			poison = append(poison, o)
			if year >= origin {
				o.Published = 0
				poison = append(poison, o)
			}
		}
		says := func(obs []series.Observation) string {
			b := &run{options: Options{Horizons: 3, Least: 6}, origin: origin, then: cut(series.NewBook(obs), newYear(origin))}
			h, err := b.history(all[0], b.then)
			if err != nil {
				t.Fatal(err)
			}
			models, _, err := b.models(all[0], h)
			if err != nil {
				t.Fatal(err)
			}
			out := ""
			for _, name := range append(Rivals(), Law) {
				for ahead := 1; ahead <= 3; ahead++ {
					p, ok := models[name](ahead)
					if !ok {
						t.Fatal(name)
					}
					out += fmt.Sprintln(name, ahead, p.centre(), p.CDF(20), p.CDF(40), p.CDF(60))
				}
			}
			return out
		}
		want := says(clean)
		if got := says(append(poison, clean...)); got != want {
			t.Errorf("%s:\n%s\nwith the poison:\n%s", law, want, got)
		}
		if got := says(append(clean, series.Observation{Series: all[0].ID, Year: 2010, Value: 44, Published: march(2009)})); got == want {
			t.Errorf("%s: a row that was published by then changes nothing", law)
		}
	}
}
