package process

import (
	"math"
	"slices"
	"testing"

	"targetcast/model/dist"
)

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// .27 to above .30 in 4 years with drift .04 and sd .03: P = Φ((ℓ0+hμ-ℓK)/(σ√h)) = .5837; median expit(ℓ0+hμ) =
// .30267. The log odds are normal with mean ℓ0+hμ and variance hσ².
func TestLogitRandomWalk(t *testing.T) {
	p := dist.Phi((logit(0.27) + 0.16 - logit(0.30)) / (0.03 * 2))
	if math.Abs(p-0.5837) > 5e-5 {
		t.Fatalf("the closed form gives %.5f", p)
	}
	x := run(t, law(t, "logit_random_walk"), 2020, 4, 0.27, []float64{0.27, 0.04, 0.03, 1}, draws)[4]
	checkShare(t, "share", x, func(v float64) bool { return v > 0.30 }, p)
	odds := make([]float64, len(x))
	for i, v := range x {
		odds[i] = logit(v)
	}
	checkMean(t, "log odds", odds, logit(0.27)+0.16)
	checkVariance(t, "log odds", odds, 4*0.0009)
	slices.Sort(x)
	// Standard error of a median: 1/(2 f √n), with the density of the share at its median φ(0)/(σ√h p(1-p)).
	se := math.Sqrt(math.Pi/2/draws) * 0.06 * 0.30267 * (1 - 0.30267)
	about(t, "median", x[draws/2], 0.30267, se)
}

// A start at the ceiling stays there, one at 0 stays at 0, and none is NaN.
func TestLogitSaturated(t *testing.T) {
	for _, c := range []struct{ start, want float64 }{{1, 1}, {1.2, 1}, {0, 0}} {
		x := run(t, law(t, "logit_random_walk"), 2020, 3, c.start, []float64{c.start, 0.04, 0.03, 1}, 10)
		if x[0][0] != c.start || x[3][0] != c.want {
			t.Errorf("start %g: observed %g, later %g", c.start, x[0][0], x[3][0])
		}
	}
}
