package process

import (
	"math"
	"testing"
)

// With θ = μ + σ²/2: E S = S0 + Σ F0 e^{tθ}, V = ΣΣ F0² e^{(i+j)θ} (e^{min(i,j)σ²} - 1).
func TestCumulativeFlow(t *testing.T) {
	const f0, mu, sd, h = 17.0, 0.05, 0.2, 5
	theta := mu + sd*sd/2
	mean, variance := 40.0, 0.0
	for i := 1; i <= h; i++ {
		mean += f0 * math.Exp(float64(i)*theta)
		for j := 1; j <= h; j++ {
			variance += f0 * f0 * math.Exp(float64(i+j)*theta) * math.Expm1(float64(min(i, j))*sd*sd)
		}
	}
	x := run(t, law(t, "cumulative_flow"), 2020, h, 40, []float64{40, f0, mu, sd}, draws)[h]
	checkMean(t, "sum", x, mean)
	checkVariance(t, "sum", x, variance)
	// After one year S - S0 is lognormal: half of the futures lie above F0 e^μ.
	x = run(t, law(t, "cumulative_flow"), 2020, 1, 40, []float64{40, f0, mu, sd}, draws)[1]
	checkShare(t, "first year", x, atLeast(40+f0*math.Exp(mu)), 0.5)
}
