package process

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// 1.08 to 1.15 in 4 years, shape 2, scale .008: the sum of 4 additions is Gamma(8, .008), P = 1 - Γ(.07/.008; 8) =
// .3540, mean .064, variance 8·.008².
func TestGammaAdditions(t *testing.T) {
	p := mathext.GammaIncRegComp(8, 0.07/0.008)
	if math.Abs(p-0.3540) > 5e-5 {
		t.Fatalf("the closed form gives %.5f", p)
	}
	x := run(t, law(t, "gamma_additions"), 2020, 4, 1.08, []float64{1.08, 2, 0.008}, draws)[4]
	checkShare(t, "density", x, atLeast(1.15), p)
	checkMean(t, "density", x, 1.08+0.064)
	checkVariance(t, "density", x, 8*0.008*0.008)
}

// A shape that differs from future to future takes the other way, to the same law: shapes 2 and 3 in turn.
func TestGammaAdditionsUncertainShape(t *testing.T) {
	const n = 40_000
	x := runWith(t, law(t, "gamma_additions"), 2020, 1, 0, []float64{0, 2, 1}, n, func(s *Step, _ int) {
		for i := 1; i < len(s.Par[1]); i += 2 {
			s.Par[1][i] = 3
		}
	})[1]
	var two, three []float64
	for i, v := range x {
		if i%2 == 0 {
			two = append(two, v)
		} else {
			three = append(three, v)
		}
	}
	checkMean(t, "shape 2", two, 2)
	checkVariance(t, "shape 2", two, 2)
	checkMean(t, "shape 3", three, 3)
	checkShare(t, "shape 3", three, atLeast(4), mathext.GammaIncRegComp(3, 4))
	same := run(t, law(t, "gamma_additions"), 2020, 1, 0, []float64{0, 2, 1}, n)[1]
	for i := 0; i < n; i += 2 {
		if math.Abs(same[i]-x[i]) > 1e-7*x[i] {
			t.Fatalf("the two ways differ: %.12g and %.12g", same[i], x[i])
		}
	}
}
