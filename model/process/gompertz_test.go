package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// Ceiling 220, from 100, rate .35, sd .06, 4 years: ln X has mean ln C + (1-κ)^h ln(X0/C), so median 191.116, and
// variance σ²(1-(1-κ)^{2h})/(1-(1-κ)²); P(X >= 180) = .7798.
func TestGompertz(t *testing.T) {
	const kappa, sd = 0.35, 0.06
	mean := math.Log(220) + math.Pow(1-kappa, 4)*math.Log(100.0/220)
	variance := sd * sd * (1 - math.Pow(1-kappa, 8)) / (1 - (1-kappa)*(1-kappa))
	p := dist.Phi((mean - math.Log(180)) / math.Sqrt(variance))
	if math.Abs(math.Exp(mean)-191.116) > 5e-4 || math.Abs(p-0.7798) > 5e-5 {
		t.Fatalf("the closed forms give %.6g and %.5f", math.Exp(mean), p)
	}
	x := run(t, law(t, "gompertz"), 2020, 4, 100, []float64{100, 220, kappa, sd}, draws)[4]
	checkShare(t, "level", x, atLeast(180), p)
	checkMean(t, "logarithm", logs(x), mean)
	checkVariance(t, "logarithm", logs(x), variance)
}
