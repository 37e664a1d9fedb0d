package simulate

import (
	"math"

	"targetcast/model/stream"
)

// rotation turns an input's yearly normal scores so that the first coordinate of a point set moves all years together:
// z_y = Σ_k c_k(y) w_k with the orthonormal cosine basis (DCT-II). What a future sums up over the years, as growth does,
// then hangs mostly on the first coordinate of each input, where a Sobol' sequence is most even. The scores stay
// independent standard normal.
type rotation struct {
	first int         // year of the first coordinate
	basis [][]float64 // [year][coordinate]
	raw   [][]float64 // coordinates of the futures at hand
	years [][]float64 // scores of the futures at hand
}

// newRotation is for an input that is served in the years first..last, with columns of that width; nil when there is
// nothing to turn.
func newRotation(first, last, width int) *rotation {
	n := last - first + 1
	if n < 2 {
		return nil
	}
	r := &rotation{first: first, raw: allocate(n, width), years: allocate(n, width)}
	for y := range n {
		row := make([]float64, n)
		for k := range row {
			row[k] = math.Sqrt(2/float64(n)) * math.Cos(math.Pi*(float64(y)+.5)*float64(k)/float64(n))
		}
		row[0] = math.Sqrt(1 / float64(n))
		r.basis = append(r.basis, row)
	}
	return r
}

// rotations are by input: those whose yearly columns the listed coordinates serve.
func rotations(g *graph, coordinates []stream.Coordinate, width int) []*rotation {
	first, last := map[string]int{}, map[string]int{}
	for _, c := range coordinates {
		if y, ok := first[c.Name]; !ok || c.Year < y {
			first[c.Name] = c.Year
		}
		last[c.Name] = max(last[c.Name], c.Year)
	}
	out := make([]*rotation, len(g.inputs))
	for i, in := range g.inputs {
		if y, ok := first[in.Name]; ok && !in.PerFuture {
			out[i] = newRotation(y, last[in.Name], width)
		}
	}
	return out
}

// turn makes the scores of all years from the raw coordinates.
func (r *rotation) turn() {
	for y, row := range r.basis {
		out := r.years[y]
		clear(out)
		for k, c := range row {
			for i, w := range r.raw[k] {
				out[i] += float64(c * w)
			}
		}
	}
}

// year is the column of scores of a year; nil when the year is not one of those turned.
func (r *rotation) year(year int) []float64 {
	if r == nil || year < r.first || year >= r.first+len(r.years) {
		return nil
	}
	return r.years[year-r.first]
}
