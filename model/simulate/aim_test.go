package simulate

import (
	"fmt"
	"math"
	"testing"

	"targetcast/model/stream"
)

// Mirrors turn without stretching, and take each coordinate in turn to its direction: the matrix of an aim is orthogonal, and its
// column t lies in the span of the first t+1 directions (QR). A direction that lies in the span of earlier ones gets none.
func TestAimIsOrthogonal(t *testing.T) {
	const n = 7
	a := &Aim{}
	for k := range n {
		a.coordinates = append(a.coordinates, stream.Coordinate{Name: fmt.Sprint(k)})
	}
	directions := [][]float64{
		{0, 0, 3, 4, 0, 0, 0},
		{0, 0, -6, -8, 0, 0, 0}, // the first one
		{1, 2, 0, 0, 2, 0, 0},
		{0, 0, 0, 0, 0, 0, 5},
		{0, 0, 3, 4, 0, 0, .01}, // nearly the first one
		{0, 0, 0, 0, 0, 0, 0},
	}
	for _, d := range directions {
		a.add(append([]float64(nil), d...))
	}
	if len(a.mirrors) != 3 {
		t.Fatalf("%d directions were given a coordinate, not 3", len(a.mirrors))
	}
	turned := a.aimed(n)
	// Futures are the unit vectors: score k of future j is 1 for k = j.
	turned.turn(func(z []float64, c stream.Coordinate) {
		clear(z)
		for k, of := range a.coordinates {
			if c == of {
				z[k] = 1
			}
		}
	})
	column := make([][]float64, n) // where each unit vector goes
	for j := range n {
		for k := range n {
			x := 0.
			if k == j {
				x = 1
			}
			if scores := turned.column(a.coordinates[k]); scores != nil {
				x = scores[j]
			}
			column[j] = append(column[j], x)
		}
	}
	product := func(x, y []float64) (sum float64) {
		for i := range x {
			sum += x[i] * y[i]
		}
		return sum
	}
	for i := range n {
		for j := range n {
			want := 0.
			if i == j {
				want = 1
			}
			if got := product(column[i], column[j]); math.Abs(got-want) > 1e-14 {
				t.Errorf("columns %d and %d have the product %v", i, j, got)
			}
		}
	}
	for j, d := range [][]float64{directions[0], directions[2], directions[3]} {
		if got := math.Abs(product(column[j], d)); math.Abs(got-math.Sqrt(product(d, d))) > 1e-13 {
			t.Errorf("coordinate %d moves %v of direction %v", j, got, d)
		}
	}
}
