package search

import (
	"math"
	"testing"

	"targetcast/model/attain"
)

// 100 futures: 10 meet the event in B only, 4 in A only, 30 in both. Difference 6/100; standard error from the variance
// (14 - 36/100)/99 of one future. Agresti and Min: 6/102 ± 1.95996·√(15 - 36/102)/102.
func TestDifferenceByHand(t *testing.T) {
	met := []attain.Combination{{Mask: 0, N: 56}, {Mask: 1, N: 4}, {Mask: 2, N: 10}, {Mask: 3, N: 30}}
	d := answer{group: 1, atLeast: 1}.difference(met, 1)
	want := Difference{A: .34, B: .40, Delta: .06, SE: math.Sqrt((14 - .36) / 99 / 100), Differ: 14, N: 100,
		Lo: 6./102 - 1.959963984540054*math.Sqrt(15-36./102)/102, Hi: 6./102 + 1.959963984540054*math.Sqrt(15-36./102)/102}
	for _, c := range [][2]float64{{d.A, want.A}, {d.B, want.B}, {d.Delta, want.Delta}, {d.SE, want.SE}, {d.Lo, want.Lo}, {d.Hi, want.Hi}} {
		if math.Abs(c[0]-c[1]) > 1e-12 {
			t.Errorf("%v, want %v in %+v", c[0], c[1], d)
		}
	}
	if d.Differ != 14 || d.N != 100 {
		t.Errorf("%+v", d)
	}
}
