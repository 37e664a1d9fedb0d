package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// X0 = 100, drift .06, sd .03, 5 years, K = 135: E = X0 e^{hμ+hσ²/2} = 135.290, V = E²(e^{hσ²}-1) = 82.551,
// P = Φ((hμ-ln(K/X0))/(σ√h)) = .4994.
func TestLogRandomWalk(t *testing.T) {
	e := 100 * math.Exp(0.3+5*0.0009/2)
	v := e * e * math.Expm1(5*0.0009)
	p := dist.Phi((0.3 - math.Log(1.35)) / (0.03 * math.Sqrt(5)))
	if math.Abs(e-135.290) > 5e-4 || math.Abs(v-82.551) > 5e-4 || math.Abs(p-0.4994) > 5e-5 {
		t.Fatalf("the closed forms give %.6g, %.6g, %.6g", e, v, p)
	}
	x := run(t, law(t, "log_random_walk"), 2020, 5, 100, []float64{100, 0.06, 0.03}, draws)[5]
	checkMean(t, "level", x, e)
	checkVariance(t, "level", x, v)
	checkShare(t, "level", x, atLeast(135), p)
}
