package simulate

import (
	"math"

	"targetcast/model/dist"
	"targetcast/model/kernel"
	"targetcast/model/stream"
)

// lines are the luck of some futures, each moved along a direction of its own. The scores z of a future are taken apart into
// their part along the unit vector a, s = a·z, and the rest; at place t on the line the future has the scores z + (t - s)a. The
// direction hangs only on scores that it does not move. As scores are independent standard normal, so is t, whatever the rest
// is: what a future does at t, averaged over the normal law of t, is the conditional expectation given the rest.
type lines struct {
	guide *guide
	*luck
	slope        [][]float64 // by coordinate of the guide and line, where a bend turns it; nil: guide.by
	scale        []float64   // 1 / length of the gradient
	along        []float64   // s
	shift        []float64   // (t - s) / length of the gradient
	turn, factor []float64
}

// luck is the scores of some futures where they do not move.
type luck struct {
	n     int
	from  []segment
	own   map[stream.Coordinate]*scores
	fill  int // rises when own becomes stale
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

func newLuck(n int) *luck { return &luck{n: n, own: map[stream.Coordinate]*scores{}, fill: 1} }

func newLines(g *guide, of *luck) *lines {
	l := &lines{guide: g, luck: of, slope: make([][]float64, len(g.of)),
		scale: make([]float64, of.n), along: make([]float64, of.n), shift: make([]float64, of.n), turn: make([]float64, of.n), factor: make([]float64, of.n)}
	for _, b := range g.bends {
		for k, c := range b.by {
			if c != 0 && l.slope[k] == nil {
				l.slope[k] = make([]float64, of.n)
			}
		}
	}
	return l
}

// take takes other futures, n in all.
func (l *luck) take(from []segment) {
	l.from = from
	l.fill++
}

// start lays the lines through other futures.
func (l *lines) start() {
	for k, s := range l.slope {
		from := l.guide.by[k]
		if l.guide.raised[k] {
			from = 0
		}
		for i := range s {
			s[i] = from
		}
	}
	for _, b := range l.guide.bends {
		with := l.turn
		for n, f := range b.factors {
			if n == 0 {
				f.fill(with, l.scores(l.guide.of[f.of]))
				continue
			}
			f.fill(l.factor, l.scores(l.guide.of[f.of]))
			multiply(with, with, l.factor)
		}
		for k, c := range b.by {
			if c != 0 {
				for i, s := range l.slope[k] {
					l.slope[k][i] = s + float64(c*with[i])
				}
			}
		}
	}
	for k, s := range l.slope {
		if s != nil && l.guide.raised[k] {
			for i, x := range s {
				s[i] = min(max(x, -mostRaised), mostRaised)
			}
			kernel.ExpColumn(s, s)
			for i := range s {
				s[i] *= l.guide.by[k]
			}
		}
	}
	clear(l.scale)
	clear(l.along)
	for k, c := range l.guide.of {
		if !l.guide.moves[k] {
			continue
		}
		z, by := l.scores(c), l.guide.by[k]
		switch slope := l.slope[k]; {
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
	// So far scale is the squared length of the gradient, along its product with the scores.
	for i, sqr := range l.scale {
		length := math.Sqrt(sqr)
		if length == 0 { // it does not move; whatever it does it does all along
			continue
		}
		l.scale[i] = 1 / length
		l.along[i] /= length
	}
}

// scores are a coordinate's own.
func (l *luck) scores(c stream.Coordinate) []float64 {
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
		f.source.Fill(l.block[:f.offset+f.n], inputOf(c), c.Year, f.block)
		at += copy(s.z[at:], l.block[f.offset:f.offset+f.n])
	}
	dist.NormalScores(s.z, s.z)
	return s.z
}

// some are lines at some places among them, with luck of their own. Columns of n lines have room for them; what is left over is the first one.
func (l *lines) some(at []int, n int) *lines {
	out := newLines(l.guide, newLuck(n))
	pick := func(to, from []float64) {
		for i := range to {
			to[i] = from[at[0]]
		}
		for i, k := range at {
			to[i] = from[k]
		}
	}
	for c, s := range l.own {
		own := &scores{make([]float64, n), out.fill}
		out.own[c] = own
		pick(own.z, s.z)
	}
	for k, s := range l.slope {
		if s != nil {
			pick(out.slope[k], s)
		}
	}
	pick(out.scale, l.scale)
	pick(out.along, l.along)
	return out
}

// move puts each line at its place.
func (l *lines) move(at []float64) {
	for i, t := range at {
		l.shift[i] = float64(l.scale[i] * (t - l.along[i]))
	}
}

// moveAll puts all lines at one place.
func (l *lines) moveAll(t float64) {
	for i := range l.shift {
		l.shift[i] = float64(l.scale[i] * (t - l.along[i]))
	}
}

// fillScores writes the scores of all lines where they are.
func (l *lines) fillScores(z []float64, c stream.Coordinate) {
	own := l.scores(c)
	k, ok := l.guide.find[c]
	switch {
	case !ok || !l.guide.moves[k]:
		copy(z, own)
	case l.slope[k] == nil:
		by := l.guide.by[k]
		for i, s := range l.shift {
			z[i] = own[i] + float64(by*s)
		}
	default:
		slope := l.slope[k]
		for i, s := range l.shift {
			z[i] = own[i] + float64(slope[i]*s)
		}
	}
}

func (l *lines) shifts(c stream.Coordinate) bool {
	k, ok := l.guide.find[c]
	return ok && l.guide.moves[k]
}

// sheaf is lines of the same futures that move different coordinates, each along a direction of its own.
type sheaf struct {
	*luck
	all   []*lines
	moves map[stream.Coordinate]*lines
}

func newSheaf(guides []*guide, n int) *sheaf {
	s := &sheaf{luck: newLuck(n), moves: map[stream.Coordinate]*lines{}}
	for _, g := range guides {
		l := newLines(g, s.luck)
		s.all = append(s.all, l)
		for k, c := range l.guide.of {
			if l.guide.moves[k] {
				s.moves[c] = l
			}
		}
	}
	return s
}

func (s *sheaf) shifts(c stream.Coordinate) bool { return s.moves[c] != nil }

func (s *sheaf) start(from []segment) {
	s.take(from)
	for _, l := range s.all {
		l.start()
	}
}

// moveAll puts all lines at one place.
func (s *sheaf) moveAll(t float64) {
	for _, l := range s.all {
		l.moveAll(t)
	}
}

func (s *sheaf) fillScores(z []float64, c stream.Coordinate) {
	if l := s.moves[c]; l != nil {
		l.fillScores(z, c)
		return
	}
	copy(z, s.scores(c))
}
