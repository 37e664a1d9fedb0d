package backtest

import (
	"math"
	"testing"

	"targetcast/model/calibrate"
)

// TestStandardTIsStudentsT: with s = sin(θ) = x/√(ν+x²) the integral of c·cos^(ν-1) is a polynomial for even ν: for 4,
// c = 3/4 and ∫(1-s²)ds = s - s³/3; for 6, c = 15/16 and ∫(1-s²)²ds = s - 2s³/3 + s⁵/5. Degrees of freedom between whole
// numbers are held against the incomplete beta function.
func TestStandardTIsStudentsT(t *testing.T) {
	four, six := newStandardT(4), newStandardT(6)
	var worst float64
	for x := -60.; x <= 60; x += .0371 {
		s := x / math.Sqrt(4+x*x)
		worst = max(worst, math.Abs(four.CDF(x)-(.5+.75*s-.25*s*s*s)))
		s = x / math.Sqrt(6+x*x)
		worst = max(worst, math.Abs(six.CDF(x)-(.5+15./16*s-5./8*s*s*s+3./16*s*s*s*s*s)))
	}
	for _, df := range []float64{4.3, 7.5, 17.25, 60.1, 250} {
		table, exact := newStandardT(df), calibrate.T{DF: df, Scale: 1}
		for x := -40.; x <= 40; x += .0437 {
			worst = max(worst, math.Abs(table.CDF(x)-exact.CDF(x)))
		}
		if table.CDF(math.Inf(1)) > 1+1e-12 || table.CDF(math.Inf(-1)) < -1e-12 {
			t.Errorf("%v degrees of freedom: the ends are %v and %v", df, table.CDF(math.Inf(-1)), table.CDF(math.Inf(1)))
		}
	}
	if worst > 1e-8 {
		t.Errorf("%v from the exact values", worst)
	}
}

// TestTablesOfAMixture: each part reads the table of its own degrees of freedom.
func TestTablesOfAMixture(t *testing.T) {
	law := calibrate.Predictive{{Weight: .2, T: calibrate.T{DF: 9, Location: 1, Scale: 2}}, {Weight: .3, T: calibrate.T{DF: 9, Location: -1, Scale: 1}},
		{Weight: .25, T: calibrate.T{DF: 5.5, Location: 0, Scale: 3}}, {Weight: .15, T: calibrate.T{DF: 3, Location: 2, Scale: 1}},
		{Weight: .1, T: calibrate.T{DF: math.Inf(1), Location: 2, Scale: 1}}}
	for _, x := range []float64{-7, -1, 0, .4, 2, 11} {
		near(t, "mixture", mix(law).CDF(x), law.CDF(x), 1e-8)
	}
}
