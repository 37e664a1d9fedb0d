package process

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// Prior Gamma(6, 1), observed 10, 12, 9: the rate is Gamma(37, rate 4) and the sum of 3 further years negative
// binomial with mean 27.75, variance 48.5625 and P(>= 30) = .3794; a Poisson law with the
// plain mean of the data, 31 in three years, would say .5953.
func TestGammaPoisson(t *testing.T) {
	table, err := dist.GammaTable(37)
	if err != nil {
		t.Fatal(err)
	}
	source := stream.MonteCarlo(seed, 0)
	paths := runWith(t, law(t, "poisson"), 2020, 3, 9, []float64{0, 0}, draws, func(s *Step, block int) {
		rate := s.Par[0]
		source.Fill(rate, stream.Input{Name: "rate", PerFuture: true}, 0, block)
		dist.NormalScores(rate, rate)
		table.Fill(rate, rate)
		for i := range rate {
			rate[i] /= 4
		}
	})
	sum := make([]float64, draws)
	for i := range sum {
		sum[i] = paths[1][i] + paths[2][i] + paths[3][i]
	}
	checkMean(t, "three years", sum, 27.75)
	checkVariance(t, "three years", sum, 48.5625)
	checkShare(t, "three years", sum, atLeast(30), 0.3794)
	if p := 1 - (distuv.Poisson{Lambda: 31}).CDF(29); math.Abs(p-0.5953) > 5e-5 {
		t.Errorf("plug-in Poisson %.4f, want .5953", p)
	}
}

// The rate grows by e^growth a year from the start on: in year 3 Poisson with mean 12 e^{.15}.
func TestPoissonGrowth(t *testing.T) {
	x := run(t, law(t, "poisson"), 2020, 3, 12, []float64{12, 0.05}, draws)[3]
	mean := 12 * math.Exp(0.15)
	checkMean(t, "count", x, mean)
	checkVariance(t, "count", x, mean)
	checkShare(t, "count", x, atLeast(17), 1-distuv.Poisson{Lambda: mean}.CDF(16))
}
