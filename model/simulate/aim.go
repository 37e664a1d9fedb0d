package simulate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"

	"targetcast/model/dist"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// Aim turns the coordinates of a point set into each other, so that its first ones, in which it is most even, move what a program's
// events hang on: coordinate 0 moves the margin of the first event along its gradient, coordinate 1 what is left of the
// second one's, and so on; then come the single coordinates on which each event hangs most. What is turned by an orthogonal matrix stays
// independent standard normal, so no law and no likelihood changes, but a count of hits has a smaller error: of a margin that
// is nearly linear in its luck one coordinate decides. This is the linear transformation of Imai and Tan (2006, Journal of Computational
// Finance 10) with gradients of a pilot run, as Liu and Owen (2023, SIAM Journal on Numerical Analysis 61) find theirs.
type Aim struct {
	coordinates []stream.Coordinate
	mirrors     []mirror // the last is applied first
	// The same for what is drawn once per future alone, which moves the likelihoods given the parameters; nil in such an aim itself.
	parameters *Aim
}

// mirror is the reflection that takes v(v·z) from z; |v|² is 2.
type mirror struct {
	at []int // coordinates
	v  []float64
}

// aligned is the least part of a direction, of length 1, that earlier ones must leave over for it to get a coordinate of its own.
const aligned = .3

// NewAim aims the coordinates of a point set at the events of a program, by a pilot run of 4096 futures. Its luck is always the
// same, so the program alone decides; nil where there are no coordinates. Workers is how many cores to use, 0 for all.
func NewAim(ctx context.Context, p *program.Program, coordinates []stream.Coordinate, workers int) (*Aim, error) {
	if len(coordinates) == 0 {
		return nil, nil
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	margins, err := pilotMargins(ctx, p, coordinates, workers)
	if err != nil {
		return nil, err
	}
	z := allocate(len(coordinates), pilotBlocks*stream.Block)
	covariance := make([][]float64, len(margins)) // by event, coordinate
	for e := range covariance {
		covariance[e] = make([]float64, len(coordinates))
	}
	gradients := make([][]float64, len(margins))
	err = share(ctx, workers, len(z), func() func(int) error {
		return func(k int) error {
			aimLuck(0, pilotBlocks).scores(z[k], inputOf(coordinates[k]), coordinates[k].Year)
			for e, m := range margins {
				covariance[e][k] = dot(m, z[k]) / float64(len(m))
			}
			return nil
		}
	})
	if err != nil {
		return nil, err
	}
	err = share(ctx, workers, len(margins), func() func(int) error {
		return func(e int) error {
			gradients[e] = gradient(margins[e], z, covariance[e])
			return nil
		}
	})
	if err != nil {
		return nil, err
	}
	parameters := aimOf(parametersOf(p, coordinates, gradients))
	a := aimOf(coordinates, gradients)
	a.parameters = parameters
	return a, nil
}

// aimOf aims coordinates along gradients, which it overwrites.
func aimOf(coordinates []stream.Coordinate, gradients [][]float64) *Aim {
	a := &Aim{coordinates: coordinates}
	for _, g := range gradients {
		a.add(g)
	}
	if len(coordinates) == 0 {
		return a
	}
	for _, g := range gradients {
		a.add(foremost(g))
	}
	return a
}

// parametersOf are the coordinates that are drawn once per future, and what of the gradients lies in the program's parameters.
func parametersOf(p *program.Program, coordinates []stream.Coordinate, gradients [][]float64) (once []stream.Coordinate, parts [][]float64) {
	parameter := map[string]bool{}
	for _, n := range p.Nodes {
		for _, l := range n.Luck {
			parameter[l.Name] = l.Parameter
		}
	}
	parts = make([][]float64, len(gradients))
	for k, c := range coordinates {
		if c.Year != 0 {
			continue
		}
		once = append(once, c)
		for e, g := range gradients {
			x := 0.0
			if parameter[c.Name] {
				x = g[k]
			}
			parts[e] = append(parts[e], x)
		}
	}
	return once, parts
}

// aimLuck is the luck of some blocks of the pilot run.
func aimLuck(from, blocks int) futures {
	source := stream.MonteCarlo(0, 4) // 1 to 3 serve other ends
	f := futures{parameter: -1}
	for b := range blocks {
		f.luck = append(f.luck, place{source, from + b})
	}
	return f
}

func inputOf(c stream.Coordinate) stream.Input {
	return stream.Input{Name: c.Name, PerFuture: c.Year == 0}
}

// pilotMargins are the normal scores of the margins of the events.
func pilotMargins(ctx context.Context, p *program.Program, coordinates []stream.Coordinate, workers int) ([][]float64, error) {
	g := newGraph([]*program.Program{p})
	var asked []question
	for _, e := range p.Events {
		asked = append(asked, question{g.ref(0, e.Of), e.Event})
	}
	all := allocate(len(asked), pilotBlocks*stream.Block)
	err := share(ctx, workers, pilotBlocks/lineBlocks, func() func(int) error {
		b, err := newBundle(g, asked, lineBlocks, coordinates)
		return func(batch int) error {
			if err != nil {
				return err
			}
			b.run(aimLuck(batch*lineBlocks, lineBlocks))
			for k, m := range b.margins {
				copy(all[k][batch*columns:], m.By())
			}
			return nil
		}
	})
	if err != nil {
		return nil, err
	}
	return all, share(ctx, workers, len(all), func() func(int) error {
		return func(k int) error {
			rankScores(all[k])
			return nil
		}
	})
}

// rankScores puts the normal scores of ranks in place of numbers, the same for equal ones: an event hangs on the order of its
// margins alone, and what grows by factors is a straight line then. NaN is below all numbers; where all are equal all scores are 0.
func rankScores(x []float64) {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	n := float64(len(x))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && cmp.Compare(x[order[to]], x[order[from]]) == 0 {
			to++
		}
		score := dist.NormalQuantile(float64(from+to) / 2 / n)
		for _, i := range order[from:to] {
			x[i] = score
		}
		from = to
	}
}

// gradient is the linear part of a margin in the scores z by coordinate, of which what is within the noise is left out. It
// overwrites the margin, whose covariance with each score is known.
func gradient(margin []float64, z [][]float64, covariance []float64) []float64 {
	n := float64(len(margin))
	by := make([]float64, len(z))
	for range 2 { // scores are nearly orthogonal
		for k, c := range covariance {
			if math.Abs(c) > significant/math.Sqrt(n) {
				c := dot(margin, z[k]) / dot(z[k], z[k])
				by[k] += c
				take(margin, z[k], c)
			}
		}
	}
	noise := math.Sqrt(dot(margin, margin)) / n
	for k, c := range by {
		if math.Abs(c) < significant*noise {
			c = 0
		}
		by[k] = float64(float32(c)) // so that processors that round differently agree on what follows
	}
	return by
}

// foremost is the coordinate on which most hangs, as a direction.
func foremost(gradient []float64) []float64 {
	best := 0
	for k, c := range gradient {
		if math.Abs(c) > math.Abs(gradient[best]) {
			best = k
		}
	}
	out := make([]float64, len(gradient))
	out[best] = gradient[best]
	return out
}

// add gives a direction the next coordinate, unless earlier ones move nearly all of it (Householder's QR factorisation). It
// overwrites the direction.
func (a *Aim) add(direction []float64) {
	next := len(a.mirrors)
	for _, m := range a.mirrors {
		s := 0.0
		for i, k := range m.at {
			s += float64(m.v[i] * direction[k])
		}
		for i, k := range m.at {
			direction[k] -= float64(m.v[i] * s)
		}
	}
	var covered, rest float64
	for k, x := range direction {
		if k < next {
			covered += float64(x * x)
		} else {
			rest += float64(x * x)
		}
	}
	if !(rest > aligned*aligned*(covered+rest)) {
		return
	}
	length := math.Sqrt(rest)
	m, sqr := mirror{}, 0.0
	for k := next; k < len(direction); k++ {
		x := direction[k]
		if k == next {
			x += length // of the two mirrors the one that turns little when the direction does
		}
		if math.Abs(x) > 1e-3*length {
			m.at, m.v = append(m.at, k), append(m.v, x)
			sqr += float64(x * x)
		}
	}
	for i := range m.v {
		m.v[i] *= math.Sqrt(2 / sqr)
	}
	a.mirrors = append(a.mirrors, m)
}

func (a *Aim) check(coordinates []stream.Coordinate) error {
	if a != nil && len(a.coordinates) != len(coordinates) {
		return fmt.Errorf("%d coordinates are aimed by an aim of %d", len(coordinates), len(a.coordinates))
	}
	return nil
}

// aimed are the coordinates that an aim turns into each other, for the futures at hand.
type aimed struct {
	of      []stream.Coordinate
	find    map[stream.Coordinate]int
	scores  [][]float64
	mirrors []mirror // by place in of
	product []float64
}

func (a *Aim) aimed(width int) *aimed {
	out := &aimed{find: map[stream.Coordinate]int{}, product: make([]float64, width)}
	for _, m := range a.mirrors {
		turned := mirror{v: m.v}
		for _, k := range m.at {
			c := a.coordinates[k]
			at, ok := out.find[c]
			if !ok {
				at = len(out.of)
				out.find[c] = at
				out.of = append(out.of, c)
			}
			turned.at = append(turned.at, at)
		}
		out.mirrors = append(out.mirrors, turned)
	}
	out.scores = allocate(len(out.of), width)
	return out
}

// column holds the scores of a coordinate; nil where it is not turned.
func (a *aimed) column(c stream.Coordinate) []float64 {
	if a == nil {
		return nil
	}
	if k, ok := a.find[c]; ok {
		return a.scores[k]
	}
	return nil
}

// fill takes other futures.
func (a *aimed) fill(f futures) {
	if a != nil {
		a.turn(func(z []float64, c stream.Coordinate) { f.scores(z, inputOf(c), c.Year) })
	}
}

// turn makes the scores from those of the point set.
func (a *aimed) turn(points func(z []float64, c stream.Coordinate)) {
	for k, c := range a.of {
		points(a.scores[k], c)
	}
	for r := len(a.mirrors) - 1; r >= 0; r-- {
		m := a.mirrors[r]
		clear(a.product)
		for i, k := range m.at {
			take(a.product, a.scores[k], -m.v[i])
		}
		for i, k := range m.at {
			take(a.scores[k], a.product, m.v[i])
		}
	}
}
