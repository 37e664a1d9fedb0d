package simulate

import (
	"math"
	"testing"

	"targetcast/model/stream"
)

// Slopes that are products of what two coordinates say, one by a curve and one by a step, and slopes that are sums of such, are found as they
// are from 128 futures: in 64 others a line has the very gradient.
func TestSlopesAreFoundAsTheyAre(t *testing.T) {
	const n, others = 3, 64
	g := &guide{by: []float64{.7, .5, .3, 0, 0, 0}, moves: []bool{true, true, true, false, false, false}, left: make([]float64, 6)}
	for k := range g.by {
		g.of = append(g.of, stream.Coordinate{Name: string(rune('a' + k))})
	}
	truth := func(k int, curve, step float64) float64 {
		high := 0.
		if step > .4 {
			high = 1
		}
		switch k {
		case 0:
			return .7 * math.Exp(.3*curve+.5*high)
		case 1:
			return -.5 * math.Exp(.1*(curve*curve-1)-.2*high)
		}
		return .3*high - .1*curve // of either sign
	}
	z := allocate(3, centres+others)
	for j := range z {
		stream.MonteCarlo(7, j).Fill(z[j], stream.Input{Name: "x"}, 0, 0)
		for i, u := range z[j] {
			z[j][i] = 5*u - 2.5
		}
	}
	fit := &turns{guide: g, moved: []int{0, 1, 2}, slopes: allocate(n, centres)}
	for k, slope := range fit.slopes {
		for i := range slope {
			slope[i] = truth(k, z[0][i], z[1][i])
		}
	}
	fit.raise()
	for j := range z {
		for degree := 1; degree <= 3; degree++ {
			fit.offer(newShape(factor{of: 3 + j, degree: degree}, z[j]))
		}
	}
	fit.offer(newShape(factor{of: 4, at: .4}, z[1]))
	fit.fit()
	fit.bend()
	l := newLines(g, newLuck(others))
	for j := range z {
		l.own[g.of[3+j]] = &scores{z[j][centres:], l.fill}
	}
	for k := range n {
		l.own[g.of[k]] = &scores{make([]float64, others), l.fill}
	}
	l.start()
	for k := range n {
		for i, got := range l.slope[k] {
			if want := truth(k, z[0][centres+i], z[1][centres+i]); !(math.Abs(got-want) < 1e-9) {
				t.Fatalf("slope %d is %v, want %v", k, got, want)
			}
		}
	}
}
