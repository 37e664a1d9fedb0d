package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
)

// x_h - m = φ^h (x0-m) + Σ φ^k σ ε: normal with mean m + φ^h(x0-m) and variance σ²(1-φ^{2h})/(1-φ²).
func TestAR1(t *testing.T) {
	const x0, m, phi, sd, h = 0.07, 0.05, 0.6, 0.02, 4
	x := run(t, law(t, "ar1"), 2020, h, x0, []float64{x0, m, phi, sd}, draws)[h]
	mean := m + math.Pow(phi, h)*(x0-m)
	variance := sd * sd * (1 - math.Pow(phi, 2*h)) / (1 - phi*phi)
	checkMean(t, "value", x, mean)
	checkVariance(t, "value", x, variance)
	checkShare(t, "value", x, atLeast(0.06), dist.Phi((mean-0.06)/math.Sqrt(variance)))
}

// A push of one year shows in that year in full and not at all in the next.
func TestAR1PushHasNoMemory(t *testing.T) {
	s := newStep(ar1{}, 1, 0.07, []float64{0.07, 0.05, 0.6, 0.02})
	ar1{}.Init(s)
	s.Push = []float64{0.01}
	ar1{}.Next(s)
	if want := 0.05 + 0.6*0.02 + 0.01; math.Abs(s.Out[0]-want) > 1e-15 {
		t.Errorf("in the year of the push %g, want %g", s.Out[0], want)
	}
	s.Push = nil
	s.Prev, s.Out = s.Out, s.Prev
	ar1{}.Next(s)
	if want := 0.05 + 0.36*0.02; math.Abs(s.Out[0]-want) > 1e-15 {
		t.Errorf("a year later %g, want %g", s.Out[0], want)
	}
}
