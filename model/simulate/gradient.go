package simulate

import (
	"math"
	"slices"

	"targetcast/model/dist"
	"targetcast/model/kernel"
	"targetcast/model/stream"
)

const (
	centres     = 128 // futures at which the gradient is measured
	stride      = .5  // of each coordinate in turn
	mostShapes  = 24
	leastShape  = .05  // of what the gradient still varies: hardly more than the best of some hundred shapes explains by chance
	enough      = 1e-4 // of the squared length of the gradient
	mostRaised  = 3    // of the logarithm of a slope over its usual one
	spanPlaces  = 32
	columnSpans = columns / spanPlaces
)

// centre is futures at which the coordinates that move stand at one place along the guide, and those that do not where they were in the
// pilot run. Each group of columns takes one coordinate a stride further; none where there is no such.
type centre struct {
	guide *guide
	at    float64 // the place, over the length of the guide
	z     map[stream.Coordinate][]float64
	of    []stream.Coordinate // by group
}

func (p *centre) fillScores(z []float64, c stream.Coordinate) {
	k, ok := p.guide.find[c]
	for g := 0; g < len(z); g += centres {
		group := z[g : g+centres]
		switch own := p.z[c]; {
		case ok && p.guide.moves[k]:
			x := p.at * p.guide.by[k]
			if i := g / centres; i < len(p.of) && p.of[i] == c {
				x += stride
			}
			for i := range group {
				group[i] = x
			}
		case own == nil:
			clear(group)
		default:
			copy(group, own)
		}
	}
}

func (p *centre) shifts(stream.Coordinate) bool { return true }

// measure takes the gradient from differences, at some futures of the pilot run, where that share of futures meets the event, in units of sd;
// and fits how it turns with what does not move. Differences have no noise, unlike the covariances of the pilot run, which only tell what
// moves. z is the pilot's scores, over the names of luck over which the margin jumps.
func (g *guide) measure(b *bundle, z map[stream.Coordinate][]float64, over map[string]bool, share, sd float64) {
	var moved []int
	length := 0.0
	for k, moves := range g.moves {
		if moves {
			moved = append(moved, k)
			length += float64(g.by[k] * g.by[k])
		}
	}
	if len(moved) == 0 {
		return
	}
	p := &centre{guide: g, z: z, at: -dist.NormalQuantile(min(max(share, .01), .99)) / math.Sqrt(length)}
	slopes := p.slopes(b, moved)
	for _, slope := range slopes {
		for i := range slope {
			if slope[i] /= sd; math.IsNaN(slope[i]) || math.IsInf(slope[i], 0) {
				return
			}
		}
	}
	t := &turns{guide: g, moved: moved, slopes: slopes}
	t.raise()
	for k, c := range g.of {
		if own := z[c]; own != nil && !g.moves[k] && !over[c.Name] {
			for degree := 1; degree <= 3; degree++ {
				t.offer(newShape(factor{of: k, degree: degree}, own))
			}
		}
	}
	for _, f := range p.steps(b, over) {
		t.offer(newShape(f, z[g.of[f.of]]))
	}
	t.fit()
	t.bend()
}

// slopes are the differences by moved coordinate and future.
func (p *centre) slopes(b *bundle, moved []int) [][]float64 {
	var y [][]float64
	groups := append([]stream.Coordinate{{}}, pickAll(p.guide.of, moved)...)
	for from := 0; from < len(groups); from += columns / centres {
		p.of = groups[from:min(from+columns/centres, len(groups))]
		b.run(futures{parameter: -1, line: p})
		for i := range p.of {
			y = append(y, slices.Clone(b.margins[0].By()[i*centres:(i+1)*centres]))
		}
	}
	for _, margin := range y[1:] {
		for i, from := range y[0] {
			margin[i] = (margin[i] - from) / stride
		}
	}
	return y[1:]
}

// span is a stretch of a coordinate.
type span struct {
	of     int
	lo, hi float64
}

func (s span) place(i int) float64 {
	return s.lo + float64((s.hi-s.lo)*float64(i)/(spanPlaces-1))
}

// crossings is one future of which each group of columns goes along one span.
type crossings struct {
	*centre
	spans []span
}

func (e *crossings) fillScores(z []float64, c stream.Coordinate) {
	x := 0.0
	switch k, ok := e.guide.find[c]; {
	case ok && e.guide.moves[k]:
		x = e.at * e.guide.by[k]
	case e.z[c] != nil:
		x = e.z[c][0]
	}
	for i := range z {
		z[i] = x
	}
	for n, s := range e.spans {
		if e.guide.of[s.of] == c {
			for i := range spanPlaces {
				z[n*spanPlaces+i] = s.place(i)
			}
		}
	}
}

// jumps are the parts of spans, from place to place, on which at least a tenth of the margin's changes happen.
func (p *centre) jumps(b *bundle, spans []span) []span {
	var out []span
	for from := 0; from < len(spans); from += columnSpans {
		e := &crossings{p, spans[from:min(from+columnSpans, len(spans))]}
		b.run(futures{parameter: -1, line: e})
		for n, s := range e.spans {
			y, all := b.margins[0].By()[n*spanPlaces:(n+1)*spanPlaces], 0.0
			for i := 1; i < len(y); i++ {
				all += math.Abs(y[i] - y[i-1])
			}
			for i := 1; i < len(y); i++ {
				if d := math.Abs(y[i] - y[i-1]); d > 0 && 10*d >= all {
					out = append(out, span{s.of, s.place(i - 1), s.place(i)})
				}
			}
		}
	}
	return out
}

// steps are places where the margin may jump over coordinates with these names that do not move: where it does in one future, found in two
// turns, and evenly spaced ones, since it does so elsewhere where a shock's probability is uncertain.
func (p *centre) steps(b *bundle, over map[string]bool) []factor {
	var spans []span
	for k, c := range p.guide.of {
		if !p.guide.moves[k] && over[c.Name] && p.z[c] != nil {
			spans = append(spans, span{k, -probeReach, probeReach})
		}
	}
	var out []factor
	for _, s := range p.jumps(b, p.jumps(b, spans)) {
		out = append(out, factor{of: s.of, at: (s.lo + s.hi) / 2})
	}
	for _, s := range spans {
		for at := -2.; at <= 2; at += .25 {
			out = append(out, factor{of: s.of, at: at})
		}
	}
	return out
}

// turns is a fit of how slopes turn, one shape after the other (orthogonal matching pursuit: Pati, Rezaiifar and Krishnaprasad, 1993).
type turns struct {
	guide      *guide
	moved      []int
	slopes     [][]float64 // by moved coordinate and future: what is not fitted yet
	weights    []float64   // by moved coordinate: its slope where the fit is of logarithms, else 1
	candidates []*shape
	chosen     []*shape
	by         [][]float64 // by chosen shape and moved coordinate: of what is new in the shape
}

// shape is a product of functions of coordinates that do not move.
type shape struct {
	factors []factor
	at      []float64 // by future
	new     []float64 // what is orthogonal to those chosen before
	made    []float64 // what is new, of unit length, of the chosen shapes and itself
}

func newShape(f factor, z []float64) *shape {
	s := &shape{factors: []factor{f}, at: make([]float64, centres)}
	f.fill(s.at, z[:centres])
	return s
}

// times is the product with another shape of another coordinate, if both are of one.
func (s *shape) times(other *shape) *shape {
	if len(s.factors) != 1 || len(other.factors) != 1 || s.factors[0].of == other.factors[0].of {
		return nil
	}
	out := &shape{factors: []factor{s.factors[0], other.factors[0]}, at: make([]float64, centres)}
	multiply(out.at, s.at, other.at)
	return out
}

// raise takes logarithms of the slopes that keep their sign: those along yearly shocks are products, of a standard deviation and sums of
// powers of a persistence.
func (t *turns) raise() {
	raised := make([]bool, len(t.guide.of))
	for n, k := range t.moved {
		mean, lo, hi := 0.0, math.Inf(1), math.Inf(-1)
		for _, x := range t.slopes[n] {
			mean += x / centres
			lo, hi = min(lo, x), max(hi, x)
		}
		weight := 1.
		if mean > 0 && lo > mean/100 || mean < 0 && hi < mean/100 {
			raised[k], weight = true, mean
			for i, x := range t.slopes[n] {
				t.slopes[n][i] = math.Abs(mean) * kernel.Log1p(x/mean-1)
			}
		}
		t.weights = append(t.weights, weight)
	}
	t.guide.raised = raised
}

// offer makes a shape a candidate.
func (t *turns) offer(s *shape) {
	s.new = slices.Clone(s.at)
	for _, c := range t.chosen {
		take(s.new, c.new, dot(s.new, c.new))
	}
	t.candidates = append(t.candidates, s)
}

// fit takes the constant, and then whatever explains most, as long as that is no chance.
func (t *turns) fit() {
	constant := &shape{at: make([]float64, centres)}
	for i := range constant.at {
		constant.at[i] = 1
	}
	constant.new = slices.Clone(constant.at)
	left := t.choose(constant)
	for len(t.chosen) <= mostShapes {
		best, most := -1, 0.0
		for n, c := range t.candidates {
			sqr, sum := dot(c.new, c.new), 0.0
			if sqr < dot(c.at, c.at)/10 {
				continue
			}
			for _, slope := range t.slopes {
				x := dot(slope, c.new)
				sum += float64(x * x)
			}
			if sum/sqr > most {
				best, most = n, sum/sqr
			}
		}
		if best < 0 || most < leastShape*left || most < t.enough() {
			return
		}
		s := t.candidates[best]
		t.candidates = slices.Delete(t.candidates, best, best+1)
		before := t.chosen[1:]
		left = t.choose(s)
		for _, other := range before {
			if product := s.times(other); product != nil {
				t.offer(product)
			}
		}
	}
}

// enough is how little a shape may explain, over all futures.
func (t *turns) enough() float64 {
	sqr := 0.0
	for _, by := range t.guide.by {
		sqr += float64(by * by)
	}
	return enough * sqr * centres
}

// choose fits a shape and returns what is left.
func (t *turns) choose(s *shape) (left float64) {
	length := math.Sqrt(dot(s.new, s.new))
	s.made = make([]float64, len(t.chosen)+1)
	s.made[len(t.chosen)] = 1 / length
	for i := range s.new {
		s.new[i] /= length
	}
	for _, other := range t.chosen {
		c := dot(s.at, other.new) / length
		for i, x := range other.made {
			s.made[i] -= float64(c * x)
		}
	}
	t.chosen = append(t.chosen, s)
	by := make([]float64, len(t.moved))
	for n, slope := range t.slopes {
		by[n] = dot(slope, s.new)
		take(slope, s.new, by[n])
		left += dot(slope, slope)
	}
	t.by = append(t.by, by)
	for _, c := range t.candidates {
		take(c.new, s.new, dot(c.new, s.new))
	}
	return left
}

// bend puts the fit into the guide. What hardly turns is left out.
func (t *turns) bend() {
	g, least := t.guide, t.enough()/10/centres
	g.bends = nil
	for j, s := range t.chosen {
		by := make([]float64, len(g.of))
		for n, k := range t.moved {
			for i := j; i < len(t.chosen); i++ {
				by[k] += float64(t.by[i][n] * t.chosen[i].made[j])
			}
			if j > 0 && float64(by[k]*by[k]) < least {
				by[k] = 0
			}
			by[k] /= math.Abs(t.weights[n])
		}
		if j > 0 {
			g.bends = append(g.bends, bend{factors: s.factors, by: by})
			continue
		}
		for n, k := range t.moved {
			if g.by[k] = by[k]; g.raised[k] {
				g.by[k] = float64(t.weights[n] * kernel.Exp(by[k]))
			}
		}
	}
}
