package process

import (
	"testing"

	"targetcast/model/dist"
)

// Independent normal years: the sum of three has mean 3·.1 and variance 3·.5².
func TestWhiteNoise(t *testing.T) {
	x := run(t, law(t, "white_noise"), 2020, 3, 0, []float64{0.1, 0.5}, draws)
	sum := make([]float64, draws)
	for i := range sum {
		sum[i] = x[1][i] + x[2][i] + x[3][i]
	}
	checkMean(t, "sum", sum, 0.3)
	checkVariance(t, "sum", sum, 0.75)
	checkShare(t, "one year", x[2], atLeast(1), dist.Phi((0.1-1)/0.5))
}
