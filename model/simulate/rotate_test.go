package simulate

import (
	"math"
	"testing"

	"targetcast/model/stream"
)

// The cosine basis is orthonormal, so turned scores stay independent and standard; its first vector is the mean over years.
func TestRotationIsOrthonormal(t *testing.T) {
	for n := 2; n <= 12; n++ {
		r := newRotation(2021, 2020+n, stream.Block)
		for a := range n {
			for b := range n {
				dot, want := 0.0, 0.0
				for y := range n {
					dot += r.basis[y][a] * r.basis[y][b]
				}
				if a == b {
					want = 1
				}
				if math.Abs(dot-want) > 1e-14 {
					t.Errorf("%d years: vectors %d and %d have the product %v", n, a, b, dot)
				}
			}
		}
		if math.Abs(r.basis[0][0]-1/math.Sqrt(float64(n))) > 1e-15 {
			t.Errorf("%d years: the first vector is not the mean", n)
		}
	}
	if newRotation(2021, 2021, stream.Block) != nil {
		t.Error("a single year is turned")
	}
	r := newRotation(2021, 2023, stream.Block)
	for _, y := range []int{2020, 2024} {
		if r.year(y) != nil {
			t.Errorf("%d has a turned column", y)
		}
	}
}
