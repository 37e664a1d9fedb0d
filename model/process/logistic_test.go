package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// Ceiling 220, 100 to 180 in 4 years, rate .35, sd .10: P = Φ((logit(100/220)+1.4-logit(180/220))/.2) = .0761.
func TestLogistic(t *testing.T) {
	p := dist.Phi((logit(100.0/220) + 1.4 - logit(180.0/220)) / 0.2)
	if math.Abs(p-0.0761) > 5e-5 {
		t.Fatalf("the closed form gives %.5f", p)
	}
	x := run(t, law(t, "logistic"), 2020, 4, 100, []float64{100, 220, 0.35, 0.10}, draws)[4]
	checkShare(t, "level", x, atLeast(180), p)
	for i, v := range x {
		x[i] = logit(v / 220)
	}
	checkMean(t, "log odds", x, logit(100.0/220)+1.4)
	checkVariance(t, "log odds", x, 0.04)
}
