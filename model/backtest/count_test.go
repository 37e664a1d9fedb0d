package backtest

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/series"
)

// TestCountsByHand: six counts 3 5 4 6 2 4, sum 24, under Jeffreys' prior: rate Gamma(24.5, 6), so that a later year is negative
// binomial with p(0) = (6/7)^24.5 and p(k+1) = p(k)(24.5+k)/(k+1)/7. CRPS and the log score of an outcome of 7 from these.
func TestCountsByHand(t *testing.T) {
	var obs []series.Observation
	for i, x := range []float64{3, 5, 4, 6, 2, 4, 7} {
		obs = append(obs, series.Observation{Series: "s000", Year: 2001 + i, Value: x, Published: march(2001 + i)})
	}
	r, err := Run(series.NewBook(obs), newYear(2008), subjectsOf(1, "poisson"), nil, Options{})
	if err != nil || len(r.Forecasts) != 1 {
		t.Fatalf("%v, %+v", err, r)
	}
	p, cdf, crps := math.Pow(6./7, 24.5), 0., 0.
	var at, below float64
	for k := range 60 {
		cdf += p
		above := cdf
		if k >= 7 {
			above--
		}
		crps += above * above
		switch k {
		case 6:
			below = cdf
		case 7:
			at = p
		}
		p *= (24.5 + float64(k)) / float64(k+1) / 7
	}
	f := r.Forecasts[0]
	s := f.Scores[Law]
	near(t, "CRPS", s.CRPS, crps, 1e-9)
	near(t, "log score", s.Log, -math.Log(at), 1e-9)
	near(t, "error", s.Error, 7-24.5/6, 1e-12)
	if !(s.PIT > below && s.PIT < below+at) {
		t.Errorf("PIT %v outside %v to %v", s.PIT, below, below+at)
	}
	for _, e := range f.Events { // whole numbers: a threshold of 4 is met by 4
		if e.Threshold == 4 {
			var three float64
			q := math.Pow(6./7, 24.5)
			for k := range 4 {
				three += q
				q *= (24.5 + float64(k)) / float64(k+1) / 7
			}
			near(t, "P(X >= 4)", e.P, 1-three, 1e-9)
		}
	}
	if _, widened := f.Scores[Widened]; widened || f.Scores[Applied] != s {
		t.Errorf("%+v", f.Scores)
	}
}

// TestCountsAreCalibrated: rates from the prior's own kind, Gamma(8, 2), counts from them: the randomised transforms of what comes
// are uniform up to what Jeffreys' prior differs from that one. 300 series, one forecast each, ten classes: each within 4 standard
// errors, √(30·.9) = 5.2, of 30, and the central 80 % holds 240 ± 4·√(300·.16) = 28.
func TestCountsAreCalibrated(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 1))
	var obs []series.Observation
	const names, years = 300, 12
	for i := range names {
		rate := distuv.Gamma{Alpha: 8, Beta: 2, Src: g}.Rand()
		for y := range years {
			obs = append(obs, series.Observation{Series: subjectsOf(names, "poisson")[i].ID, Year: 2001 + y, Value: distuv.Poisson{Lambda: rate, Src: g}.Rand(), Published: march(2001 + y)})
		}
	}
	r, err := Run(series.NewBook(obs), newYear(2013), subjectsOf(names, "poisson"), nil, Options{Horizons: 1, Least: years - 1, Lean: true, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	classes, inside := make([]int, 10), 0
	for _, f := range r.Forecasts {
		s := f.Scores[Law]
		classes[min(9, int(s.PIT*10))]++
		if s.Inside(.8) {
			inside++
		}
	}
	if len(r.Forecasts) != names || math.Abs(float64(inside)-240) > 28 {
		t.Errorf("%d of %d inside 80 %%", inside, len(r.Forecasts))
	}
	for k, n := range classes {
		if math.Abs(float64(n)-30) > 21 {
			t.Errorf("class %d holds %d", k, n)
		}
	}
}
