package process

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// bassExact is the law of the number of adopters after h years, by dynamic programming over all states.
func bassExact(m, start, h int, p, q float64) []float64 {
	law := make([]float64, m+1)
	law[start] = 1
	for range h {
		next := make([]float64, m+1)
		for n, weight := range law {
			if weight == 0 {
				continue
			}
			if n == m {
				next[m] += weight
				continue
			}
			b := distuv.Binomial{N: float64(m - n), P: math.Min(1, p+q*float64(n)/float64(m))}
			for k := 0; n+k <= m; k++ {
				next[n+k] += weight * b.Prob(float64(k))
			}
		}
		law = next
	}
	return law
}

// Market 200, from 60, p = .03, q = .38, 4 years: mean 143.947, sd 7.356, P(>= 140) = .7291.
func TestBass(t *testing.T) {
	mean, square, p := 0.0, 0.0, 0.0
	for n, w := range bassExact(200, 60, 4, 0.03, 0.38) {
		mean += w * float64(n)
		square += w * float64(n) * float64(n)
		if n >= 140 {
			p += w
		}
	}
	variance := square - mean*mean
	if math.Abs(mean-143.947) > 5e-4 || math.Abs(math.Sqrt(variance)-7.356) > 5e-4 || math.Abs(p-0.7291) > 5e-5 {
		t.Fatalf("the exact law gives %.6g, %.5g, %.5f", mean, math.Sqrt(variance), p)
	}
	x := run(t, law(t, "bass"), 2020, 4, 60, []float64{60, 200, 0.03, 0.38}, draws)[4]
	checkMean(t, "adopters", x, mean)
	checkVariance(t, "adopters", x, variance)
	checkShare(t, "adopters", x, atLeast(140), p)
}

// From nobody, in yearly steps, the mean share after 5 years is .2729 in the limit of a large market; the continuous
// formula would give .3312, so the two must never be mixed.
func TestBassYearlyStepsAreNotContinuous(t *testing.T) {
	x := run(t, law(t, "bass"), 2020, 5, 0, []float64{0, 1e9, 0.03, 0.38}, 2000)[5]
	mean, _ := meanSD(x)
	if math.Abs(mean/1e9-0.2729) > 1e-4 {
		t.Errorf("mean share %.5f, want .2729", mean/1e9)
	}
}
