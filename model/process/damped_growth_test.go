package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// The sum of h growth rates has mean hμ + φ(1-φ^h)/(1-φ)(g0-μ); the shock of k years before the end has worked k
// times, with weight (1-φ^k)/(1-φ), so the variance is σ²/(1-φ)² Σ_{k<=h} (1-φ^k)².
func TestDampedGrowth(t *testing.T) {
	const g0, m, phi, sd, h = 0.09, 0.05, 0.6, 0.02, 5
	mean := h*m + phi*(1-math.Pow(phi, h))/(1-phi)*(g0-m)
	variance := 0.0
	for k := 1; k <= h; k++ {
		variance += math.Pow((1-math.Pow(phi, float64(k)))*sd/(1-phi), 2)
	}
	x := run(t, law(t, "damped_growth"), 2020, h, 100, []float64{100, g0, m, phi, sd}, draws)[h]
	for i := range x {
		x[i] /= 100
	}
	checkMean(t, "log growth", logs(x), mean)
	checkVariance(t, "log growth", logs(x), variance)
	checkShare(t, "level", x, atLeast(1.4), dist.Phi((mean-math.Log(1.4))/math.Sqrt(variance)))
}
