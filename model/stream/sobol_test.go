package stream

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func names(n int) []Coordinate {
	out := make([]Coordinate, n)
	for i := range out {
		out[i] = Coordinate{Name: fmt.Sprint("x", i)}
	}
	return out
}

// The first points of the unscrambled sequence in dimensions 1 to 3, as Joe and Kuo print them.
func TestFirstSobolPoints(t *testing.T) {
	v := directions(3)
	want := [][]float64{{0, .5, .75, .25}, {0, .5, .25, .75}, {0, .5, .25, .75}}
	for d := range v {
		got := make([]float64, 4)
		points(got, &v[d], 0, 0)
		for i, w := range want[d] {
			if math.Abs(got[i]-w) > 1e-9 {
				t.Errorf("dimension %d point %d: %.4f, want %.4f", d+1, i, got[i], w)
			}
		}
	}
}

// Scrambling keeps what makes the sequence even: of the first 2^m points each of the 2^m intervals of length 2^-m holds
// one, in every dimension and replicate.
func TestEachIntervalHoldsOnePoint(t *testing.T) {
	for _, replicate := range []int{0, 1, 7} {
		s := Sobol(3, replicate, names(MaxDimensions))
		for d := 0; d < MaxDimensions; d += 31 {
			u := make([]float64, 0, 1024)
			for b := range 4 {
				u = append(u, column(s, fmt.Sprint("x", d), 0, b)...)
			}
			seen := make([]bool, len(u))
			for _, x := range u {
				seen[int(x*float64(len(u)))] = true
			}
			if slices.Contains(seen, false) {
				t.Fatalf("replicate %d dimension %d: an interval is empty", replicate, d+1)
			}
		}
	}
}

// In the plane of dimensions 1 and 2 the sequence is a (0,m,2)-net: each of the 256 boxes of 16 x 16, 2 x 128 and 128 x 2
// holds exactly one of the first 256 points.
func TestFirstTwoDimensionsAreANet(t *testing.T) {
	s := Sobol(5, 2, names(2))
	x, y := column(s, "x0", 0, 0), column(s, "x1", 0, 0)
	for _, cells := range [][2]int{{16, 16}, {2, 128}, {128, 2}} {
		seen := map[[2]int]bool{}
		for i := range x {
			seen[[2]int{int(x[i] * float64(cells[0])), int(y[i] * float64(cells[1]))}] = true
		}
		if len(seen) != 256 {
			t.Errorf("%v boxes: %d of 256 hold a point", cells, len(seen))
		}
	}
}

// Any block can be made on its own, and coordinates that are not listed are plain luck, other in every replicate.
func TestSobolBlocksAndRest(t *testing.T) {
	s := Sobol(1, 0, names(8))
	whole := make([]float64, 4*Block)
	v := s.(*sobol)
	points(whole, &v.v[5], v.shift[5], 0)
	if got := column(s, "x5", 0, 3); !slices.Equal(got, whole[3*Block:]) {
		t.Error("block 3 differs from the same points of the whole sequence")
	}
	if slices.Equal(column(s, "rest", 2021, 0), column(Sobol(1, 1, names(8)), "rest", 2021, 0)) {
		t.Error("two replicates have the same plain luck")
	}
	if slices.Equal(column(s, "x5", 0, 0), column(Sobol(1, 1, names(8)), "x5", 0, 0)) {
		t.Error("two replicates have the same points")
	}
}

// The mean of Π(1 + (u_j - 1/2)/j²) over 16 dimensions is 1. From 4096 points of each of 16 replicates (seed 2) the mean of
// replicates lies within 4 of its own standard errors, and the variance is at least 20 times below that of plain luck.
func TestSobolIntegrates(t *testing.T) {
	const dims, blocks, replicates = 16, 16, 16
	integrate := func(s Source) float64 {
		var sum float64
		for b := range blocks {
			product := slices.Repeat([]float64{1}, Block)
			for j := range dims {
				for i, u := range column(s, fmt.Sprint("x", j), 0, b) {
					product[i] *= 1 + (u-.5)/float64((j+1)*(j+1))
				}
			}
			for _, p := range product {
				sum += p / Block / blocks
			}
		}
		return sum
	}
	spread := func(source func(r int) Source) (mean, variance float64) {
		var x []float64
		for r := range replicates {
			x = append(x, integrate(source(r)))
			mean += x[r] / replicates
		}
		for _, v := range x {
			variance += (v - mean) * (v - mean) / (replicates - 1)
		}
		return mean, variance
	}
	mean, even := spread(func(r int) Source { return Sobol(2, r, names(dims)) })
	_, plain := spread(func(r int) Source { return MonteCarlo(2, r) })
	if d := math.Abs(mean-1) / math.Sqrt(even/replicates); d > 4 {
		t.Errorf("mean %v is %.1f standard errors from 1", mean, d)
	}
	if plain/even < 20 {
		t.Errorf("variance only %.1f times below plain luck", plain/even)
	}
}

func BenchmarkSobolFill(b *testing.B) {
	s, u := Sobol(1, 0, names(4)), make([]float64, Block)
	for i := range b.N {
		s.Fill(u, Input{Name: "x3"}, 0, i&1023)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/Block, "ns/uniform")
}
