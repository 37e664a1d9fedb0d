package process

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Without retiring, the number of batches in h years is binomial and b batches of NB(m, r) add to NB(bm, br), so
// P(>= k) = Σ_b Bin(b; h, π) P(NB(bm, br) >= k); mean hπm, variance hπ(m+m²/r) + hπ(1-π)m².
func TestBatches(t *testing.T) {
	const h, p, m, r, k = 4, 0.7, 12.0, 3.0, 40
	exact := 0.0
	for b := 1; b <= h; b++ {
		below := 0.0
		for n := 0.0; n < k; n++ {
			below += negativeBinomialProb(n, float64(b)*m, float64(b)*r)
		}
		exact += distuv.Binomial{N: h, P: p}.Prob(float64(b)) * (1 - below)
	}
	x := run(t, law(t, "batches"), 2020, h, 60, []float64{60, p, m, r, 0}, draws)[h]
	for i := range x {
		x[i] -= 60
	}
	checkMean(t, "added", x, h*p*m)
	checkVariance(t, "added", x, h*p*(m+m*m/r)+h*p*(1-p)*m*m)
	checkShare(t, "added", x, atLeast(k), exact)
}

// With retiring, E X' = (1-δ)E X + πm, and the start's survivors of h years are Binomial(60, (1-δ)^h): without
// batches the law is exactly that.
func TestBatchesRetire(t *testing.T) {
	const h, retire = 3, 0.1
	x := run(t, law(t, "batches"), 2020, h, 60, []float64{60, 0.7, 12, 3, retire}, draws)[h]
	mean := 60.0
	for range h {
		mean = (1-retire)*mean + 0.7*12
	}
	checkMean(t, "count", x, mean)
	stay := math.Pow(1-retire, h)
	x = run(t, law(t, "batches"), 2020, h, 60, []float64{60, 0, 12, 3, retire}, draws)[h]
	checkMean(t, "survivors", x, 60*stay)
	checkVariance(t, "survivors", x, 60*stay*(1-stay))
	checkShare(t, "survivors", x, atLeast(45), 1-distuv.Binomial{N: 60, P: stay}.CDF(44))
}
