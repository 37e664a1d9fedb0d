package simulate

import (
	"math"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// lines are the luck of some futures, each moved along a direction of its own. The scores z of a future are taken apart into
// their part along the unit vector a, s = a·z, and the rest; at place t on the line the future has the scores z + (t - s)a. The
// direction hangs only on scores that it does not move. As scores are independent standard normal, so is t, whatever the rest
// is: what a future does at t, averaged over the normal law of t, is the conditional expectation given the rest.
type lines struct {
	guide *guide
	n     int
	from  []segment
	own   map[stream.Coordinate]*scores
	fill  int         // rises when own becomes stale
	slope [][]float64 // by coordinate of the guide and line, where a bend turns it; nil: guide.by
	scale []float64   // 1 / length of the gradient
	along []float64   // s
	guess []float64   // where the fit crosses the threshold
	// Columns hold the lines at their first place, then at the second, and so on.
	at    []float64 // [place x n + line]
	shift []float64 // (t - s) / length of the gradient
	turn  []float64
	block [stream.Block]float64
}

// scores are a column of the lines' own scores.
type scores struct {
	z    []float64
	fill int
}

// segment is some futures that follow each other in a block.
type segment struct {
	place
	offset, n int
}

func newLines(g *guide, n, places int) *lines {
	l := &lines{guide: g, n: n, own: map[stream.Coordinate]*scores{}, fill: 1, slope: make([][]float64, len(g.of)),
		scale: make([]float64, n), along: make([]float64, n), guess: make([]float64, n), at: make([]float64, n*places), shift: make([]float64, n*places)}
	l.turn = make([]float64, n)
	for _, b := range g.bends {
		for k, c := range b.by {
			if c != 0 && l.slope[k] == nil {
				l.slope[k] = make([]float64, n)
			}
		}
	}
	return l
}

// start takes other futures, n in all.
func (l *lines) start(from []segment) {
	l.from = from
	l.fill++
	for k, s := range l.slope {
		for i := range s {
			s[i] = l.guide.by[k]
		}
	}
	for _, b := range l.guide.bends {
		with := l.turn
		hermite(with, l.scores(l.guide.of[b.with]), b.degree)
		for k, c := range b.by {
			if c != 0 {
				for i, s := range l.slope[k] {
					l.slope[k][i] = s + float64(c*with[i])
				}
			}
		}
	}
	clear(l.scale)
	clear(l.along)
	for i := range l.guess {
		l.guess[i] = l.guide.mean
	}
	for k, c := range l.guide.of {
		z, by := l.scores(c), l.guide.by[k]
		switch slope := l.slope[k]; {
		case !l.guide.moves[k]:
			take(l.guess, z, -by)
		case slope == nil:
			take(l.along, z, -by)
			for i := range l.scale {
				l.scale[i] += float64(by * by)
			}
		default:
			for i, s := range slope {
				l.along[i] += float64(s * z[i])
				l.scale[i] += float64(s * s)
			}
		}
	}
	// So far scale is the squared length of the gradient, along its product with the scores, guess the fit without that.
	for i, sqr := range l.scale {
		length := math.Sqrt(sqr)
		if length == 0 { // it does not move; whatever it does it does all along
			continue
		}
		l.scale[i] = 1 / length
		l.along[i] /= length
		l.guess[i] = -l.guess[i] / length
	}
}

// scores are a coordinate's own.
func (l *lines) scores(c stream.Coordinate) []float64 {
	s := l.own[c]
	if s == nil {
		s = &scores{z: make([]float64, l.n)}
		l.own[c] = s
	}
	if s.fill == l.fill {
		return s.z
	}
	s.fill = l.fill
	at := 0
	for _, f := range l.from {
		f.source.Fill(l.block[:f.offset+f.n], stream.Input{Name: c.Name, PerFuture: c.Year == 0}, c.Year, f.block)
		at += copy(s.z[at:], l.block[f.offset:f.offset+f.n])
	}
	dist.NormalScores(s.z, s.z)
	return s.z
}

// copy makes line i what line j of others is.
func (l *lines) copy(i int, others *lines, j int) {
	for c, s := range others.own {
		own := l.own[c]
		if own == nil {
			own = &scores{z: make([]float64, l.n)}
			l.own[c] = own
		}
		own.fill = l.fill
		own.z[i] = s.z[j]
	}
	for k, s := range others.slope {
		if s != nil {
			l.slope[k][i] = s[j]
		}
	}
	l.scale[i], l.along[i], l.guess[i] = others.scale[j], others.along[j], others.guess[j]
}

// move puts the lines where at says.
func (l *lines) move() {
	for j := 0; j < len(l.at); j += l.n {
		for i := range l.n {
			l.shift[j+i] = float64(l.scale[i] * (l.at[j+i] - l.along[i]))
		}
	}
}

// fillScores writes the scores of all lines at all places.
func (l *lines) fillScores(z []float64, c stream.Coordinate) {
	own := l.scores(c)
	k, ok := l.guide.find[c]
	moves := ok && l.guide.moves[k]
	for j := 0; j < len(l.at); j += l.n {
		out, shift := z[j:j+l.n], l.shift[j:j+l.n]
		switch {
		case !moves:
			copy(out, own)
		case l.slope[k] == nil:
			by := l.guide.by[k]
			for i, s := range shift {
				out[i] = own[i] + float64(by*s)
			}
		default:
			slope := l.slope[k]
			for i, s := range shift {
				out[i] = own[i] + float64(slope[i]*s)
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
