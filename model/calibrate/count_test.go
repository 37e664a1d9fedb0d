package calibrate

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"targetcast/model/dist"
)

// TestGammaPoisson holds the worked example: prior 6, 1, counts 10, 12, 9; the events of three years have mean 27.75,
// variance 48.5625 and P(>=30) = .3794; by the closed form, by its own sum, and by 200 000 drawn rates (each giving its
// Poisson tail, so the tolerance is 4 standard errors of their mean).
func TestGammaPoisson(t *testing.T) {
	prior, counts := Gamma{6, 1}, []float64{10, 12, 9}
	sum := prior.Update(counts).Sum(3)
	close(t, "mean", sum.Mean(), 27.75, 1e-12)
	close(t, "variance", sum.Variance(), 48.5625, 1e-12)
	close(t, "P(>=30)", sum.AtLeast(30), .3794, 5e-5)
	close(t, "P(<=29)", sum.CDF(29), 1-sum.AtLeast(30), 1e-12)
	// Adding up: p(k+1)/p(k) = (r+k)/(k+1)·(1-p), p(0) = p^r, r = 37, p = 4/7.
	p, below := math.Pow(4./7, 37), 0.
	for k := range 30 {
		below += p
		p *= (37 + float64(k)) / float64(k+1) * 3 / 7
	}
	close(t, "P(>=30) by adding up", sum.AtLeast(30), 1-below, 1e-12)

	r, err := newRate(prior, counts)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := drawn(r, 31, nil)
	tails := make([]float64, draws)
	for i, lambda := range out[0] {
		tails[i] = mathext.GammaIncReg(30, 3*lambda) // P(Poisson(3λ) >= 30)
	}
	close(t, "sampled P(>=30)", mean(tails), .3794, 4*math.Sqrt(variance(tails)/draws)+5e-5)
	close(t, "sampled mean rate", mean(out[0]), 37./4, 4*math.Sqrt(37./16/draws))

	s := r.Describe()
	close(t, "described mean", s[0].Mean, 37./4, .005)
	close(t, "described sd", s[0].SD, math.Sqrt(37)/4, .005)
	if _, err := newRate(ReferenceRate(), nil); err == nil {
		t.Error("a rate from no counts")
	}
	if (NegativeBinomial{2, 1}).CDF(0) != 1 || (NegativeBinomial{2, .5}).CDF(-1) != 0 || (NegativeBinomial{2, .5}).AtLeast(0) != 1 {
		t.Error("edges of the negative binomial law")
	}
}

// TestBatches: additions 8, 0, 14, 0, 14 with dispersion 3. Three batches in five years: probability Beta(3.5, 2.5), mean
// 7/12, variance 35/(144·7). Sizes average 12: mean of the size 12, variance (12+144/3)/3 = 20. 200 000 draws, 4 SE.
func TestBatches(t *testing.T) {
	b, err := newBatches([]float64{8, 0, 14, 0, 14}, 3)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := drawn(b, 32, nil)
	close(t, "probability", mean(out[0]), 7./12, 4*math.Sqrt(variance(out[0])/draws))
	close(t, "size", mean(out[1]), 12, 4*math.Sqrt(20./draws))
	// The variance of a sample variance is (κ4 + 2)/n of its square; excess kurtosis is below 2 for both.
	close(t, "variance of the probability", variance(out[0]), 35./(144*7), 8*math.Sqrt(1./draws)*35/(144*7))
	close(t, "variance of the size", variance(out[1]), 20, 8*20*math.Sqrt(1./draws))
	// The limit of Poisson batches: Gamma(36, 3).
	many, err := newBatches([]float64{8, 14, 14}, 1e12)
	if err != nil {
		t.Fatal(err)
	}
	want, err := dist.Gamma(36, 1./3)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "Poisson batches", many.size.Quantile(.9), want.Quantile(.9), 1e-6)
	if _, err := newBatches([]float64{0, 0}, 3); err == nil {
		t.Error("no batch accepted")
	}
	if _, err := newBatches([]float64{1, 2}, 0); err == nil {
		t.Error("no dispersion accepted")
	}
}
