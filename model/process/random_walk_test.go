package process

import (
	"testing"

	"targetcast/model/dist"
)

// The sum of 4 independent normal steps: mean x0 + 4·.4, variance 4·1.2², normal.
func TestRandomWalk(t *testing.T) {
	x := run(t, law(t, "random_walk"), 2020, 4, 5, []float64{5, 0.4, 1.2}, draws)[4]
	checkMean(t, "value", x, 6.6)
	checkVariance(t, "value", x, 5.76)
	checkShare(t, "value", x, atLeast(8), dist.Phi((6.6-8)/2.4))
}
