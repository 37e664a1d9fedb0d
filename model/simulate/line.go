package simulate

import (
	"math"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// direction is a unit vector over coordinates of luck.
type direction struct {
	of   []stream.Coordinate // in the order of the list of coordinates
	by   []float64
	find map[stream.Coordinate]float64
}

// line is the luck of some futures moved along a direction. The scores z of a future are taken apart into their part along
// the unit vector a, s = a·z, and the rest; at place t on the line the future has the scores z + (t - s)a. As scores are
// independent standard normal, so is t, whatever the rest is: what a future does at t, averaged over the normal law of t, is
// the conditional expectation given the rest. Columns hold the futures at their first place, then at the second, and so on.
type line struct {
	direction
	at     []float64 // [place x points + future]: where each future is to be
	points int       // futures
	from   place     // the block in which the futures are, and
	offset int       // the first of them there
	along  []float64 // s
	block  [stream.Block]float64
}

// start takes the futures that begin at a place of a block.
func (l *line) start(from place, offset int) {
	l.from, l.offset = from, offset
	clear(l.along)
	for k, c := range l.of {
		for i, z := range l.own(stream.Input{Name: c.Name, PerFuture: c.Year == 0}, c.Year) {
			l.along[i] += float64(l.by[k] * z)
		}
	}
}

// own is the futures' scores as they are.
func (l *line) own(in stream.Input, year int) []float64 {
	l.from.source.Fill(l.block[:], in, year, l.from.block)
	z := l.block[l.offset : l.offset+l.points]
	dist.NormalScores(z, z)
	return z
}

// scores writes the scores of all futures at all places.
func (l *line) scores(z []float64, in stream.Input, year int) {
	own := l.own(in, year)
	a := l.find[stream.Coordinate{Name: in.Name, Year: year}]
	for j := 0; j < len(l.at); j += l.points {
		out, at := z[j:j+l.points], l.at[j:j+l.points]
		copy(out, own)
		if a != 0 {
			for i, s := range l.along {
				out[i] += float64(a * (at[i] - s))
			}
		}
	}
}

// crossing is the root of the cubic through the four of evenly spaced places around the places j-1 and j, between which the
// sign of y changes; in units of the spacing, from place 0.
func crossing(y []float64, j int) float64 {
	first := max(0, min(j-2, len(y)-4))
	c := y[first : first+4]
	d1, d2, d3 := c[1]-c[0], c[2]-2*c[1]+c[0], c[3]-3*c[2]+3*c[1]-c[0]
	cubic := func(x float64) float64 { // Newton's forward differences
		return c[0] + float64(x*(d1+float64((x-1)*(d2/2+float64((x-2)*d3)/6))))
	}
	lo, hi := float64(j-1-first), float64(j-first)
	flo, fhi := y[j-1], y[j]
	for hi-lo > 1e-9 { // regula falsi in the manner of Illinois
		x := lo - float64(flo*(hi-lo))/(fhi-flo)
		if !(x > lo && x < hi) {
			x = lo + (hi-lo)/2
		}
		f := cubic(x)
		switch {
		case math.Abs(f) <= 1e-12*math.Abs(fhi-flo) || x == lo || x == hi:
			return float64(first) + x
		case (f >= 0) == (fhi >= 0):
			hi, fhi = x, f
			flo /= 2
		default:
			lo, flo = x, f
			fhi /= 2
		}
	}
	return float64(first) + lo
}
