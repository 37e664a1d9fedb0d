package calibrate

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/series"
)

// Simulation-based calibration (Talts et al., 2018): draw parameters from the prior, data from the law, and fit. Whatever
// the data, the true parameter is then one more draw from the posterior, so its rank among 99 posterior draws is uniform.
// Each test makes 4000 fits and asks that the counts of ten equal classes of ranks have a chi-square below 34.6, which
// a uniform rank exceeds once in 14 000 times (4 standard errors two-sided are once in 16 000).

const (
	sbcFits  = 4000
	sbcDraws = 99
	sbcBins  = 10
	sbcLimit = 34.6
)

type ranks struct {
	name   string
	counts [sbcBins]float64
}

// add ranks the truth among draws; its place among equal ones is luck.
func (r *ranks) add(truth float64, draws []float64, g *rand.Rand) {
	below, equal := 0, 0
	for _, d := range draws {
		switch {
		case d < truth:
			below++
		case d == truth:
			equal++
		}
	}
	rank := below + g.IntN(equal+1)
	r.counts[rank*sbcBins/(sbcDraws+1)]++
}

func (r *ranks) check(t *testing.T) {
	t.Helper()
	const expected = float64(sbcFits) / sbcBins
	var chi float64
	for _, c := range r.counts {
		chi += (c - expected) * (c - expected) / expected
	}
	if chi > sbcLimit {
		t.Errorf("%s: ranks %v, chi-square %.1f", r.name, r.counts, chi)
	}
}

// fillDraws makes posterior draws of all parameters.
func fillDraws(p Posterior, g *rand.Rand) [][]float64 {
	luck := make([][]float64, len(p.Luck()))
	for i := range luck {
		luck[i] = make([]float64, sbcDraws)
		for k := range luck[i] {
			luck[i][k] = g.NormFloat64()
		}
	}
	out := make([][]float64, len(p.Params()))
	for i := range out {
		out[i] = make([]float64, sbcDraws)
	}
	p.Fill(out, luck, nil)
	return out
}

// sbcPrior is a pool whose panel drift is known: the prior of growth in log points.
var sbcPrior = &Pool{Members: 20, Mean: .06, Kappa: 4, A: 3, B: .0018}

func (r *ranks) named(name string) *ranks { r.name = name; return r }

func historyFrom(values []float64) History {
	h := History{}
	for i, v := range values {
		h.Points = append(h.Points, series.Point{Year: 2001 + i, Value: v})
	}
	return h
}

func TestWalksAreCalibrated(t *testing.T) {
	for name, back := range map[string]func(float64) float64{
		"random_walk":       func(x float64) float64 { return x },
		"log_random_walk":   math.Exp,
		"logit_random_walk": func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
	} {
		g := rand.New(rand.NewPCG(31, 32))
		drift, sd := (&ranks{}).named(name+" drift"), (&ranks{}).named(name+" sd")
		for range sbcFits {
			variance := 1 / distuv.Gamma{Alpha: sbcPrior.A, Beta: sbcPrior.B, Src: g}.Rand()
			mu := sbcPrior.Mean + math.Sqrt(variance/sbcPrior.Kappa)*g.NormFloat64()
			x, values := 0., []float64{back(0)}
			for range 6 {
				x += mu + math.Sqrt(variance)*g.NormFloat64()
				values = append(values, back(x))
			}
			f, err := historyFrom(values).Fit(name, Options{Pool: sbcPrior})
			if err != nil {
				t.Fatal(err)
			}
			draws := fillDraws(f.Posterior, g)
			drift.add(mu, draws[0], g)
			sd.add(math.Sqrt(variance), draws[1], g)
		}
		drift.check(t)
		sd.check(t)
	}
}

// TestPersistentLawsAreCalibrated: the persistence comes from the grid, the long-run variance V and the mean given it from
// the prior, and the first value is fixed, because the likelihood conditions on it.
func TestPersistentLawsAreCalibrated(t *testing.T) {
	for _, name := range []string{"ar1", "damped_growth"} {
		g := rand.New(rand.NewPCG(33, 34))
		mean, phi, sd := (&ranks{}).named(name+" mean"), (&ranks{}).named(name+" persistence"), (&ranks{}).named(name+" sd")
		for range sbcFits {
			u, j := g.Float64()-persistencePrior[0], 0
			for u >= 0 && j < len(persistences)-1 {
				j++
				u -= persistencePrior[j]
			}
			p := persistences[j]
			long := 1 / distuv.Gamma{Alpha: sbcPrior.A, Beta: sbcPrior.B, Src: g}.Rand()
			mu := sbcPrior.Mean + math.Sqrt(long/sbcPrior.Kappa)*g.NormFloat64()
			sigma := math.Sqrt(long * (1 - p*p))
			x, level := sbcPrior.Mean, sbcPrior.Mean
			values := []float64{x}
			if name == "damped_growth" {
				values = []float64{1, math.Exp(level)}
			}
			for range 7 {
				x = mu + p*(x-mu) + sigma*g.NormFloat64()
				level += x
				if name == "damped_growth" {
					values = append(values, math.Exp(level))
				} else {
					values = append(values, x)
				}
			}
			f, err := historyFrom(values).Fit(name, Options{Pool: sbcPrior})
			if err != nil {
				t.Fatal(err)
			}
			draws := fillDraws(f.Posterior, g)
			mean.add(mu, draws[0], g)
			phi.add(p, draws[1], g)
			sd.add(sigma, draws[2], g)
		}
		mean.check(t)
		phi.check(t)
		sd.check(t)
	}
}

func TestRatesAreCalibrated(t *testing.T) {
	g := rand.New(rand.NewPCG(35, 36))
	prior := Gamma{A: 2, B: .5}
	rate := (&ranks{}).named("poisson rate")
	for range sbcFits {
		truth := distuv.Gamma{Alpha: prior.A, Beta: prior.B, Src: g}.Rand()
		counts := make([]float64, 5)
		for i := range counts {
			counts[i] = distuv.Poisson{Lambda: truth, Src: g}.Rand()
		}
		p, err := newRate(prior, counts)
		if err != nil {
			t.Fatal(err)
		}
		rate.add(truth, fillDraws(p, g)[0], g)
	}
	rate.check(t)
}

// TestBatchProbabilityIsCalibrated: the law of the yearly probability is conjugate, that of the size is not. Histories
// without a batch are refused; whatever is left is calibrated too, because each posterior is exact given its data.
func TestBatchProbabilityIsCalibrated(t *testing.T) {
	g := rand.New(rand.NewPCG(37, 38))
	probability := (&ranks{}).named("batches probability")
	for range sbcFits {
		for {
			truth := distuv.Beta{Alpha: .5, Beta: .5, Src: g}.Rand()
			additions := make([]float64, 8)
			some := false
			for i := range additions {
				if g.Float64() < truth {
					additions[i], some = 5, true
				}
			}
			if !some {
				continue
			}
			p, err := newBatches(additions, 3)
			if err != nil {
				t.Fatal(err)
			}
			probability.add(truth, fillDraws(p, g)[0], g)
			break
		}
	}
	probability.check(t)
}
