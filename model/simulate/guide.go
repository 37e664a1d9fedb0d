package simulate

import (
	"cmp"
	"math"
	"slices"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// guide is what a pilot run tells of an event's margin, in units of its standard deviation: a fit
//
//	mean + Σ_k by_k z_k + Σ_j z_j Σ_k bend_jk z_k
//
// in the normal scores z of luck. A line goes along the fit's gradient over the coordinates that move. Coordinates j that turn
// the gradient, such as the scale or the persistence of an uncertain law, and those on which the margin hangs by jumps or
// curves do not move: given them a line's direction is fixed, so its place stays standard normal. Whatever the guide says, the
// mean over lines is the likelihood: a good one makes lines alike.
type guide struct {
	of     []stream.Coordinate // the most important for what is left once lines are integrated over first
	find   map[stream.Coordinate]int
	by     []float64
	moves  []bool
	bends  []bend
	raised []bool    // bends turn the logarithm of the slope
	left   []float64 // the importance by which they are sorted: what hangs on each once lines are integrated over
}

// bend is how the gradient turns with a product of Hermite polynomials of coordinates that do not move.
type bend struct {
	factors []factor
	by      []float64 // of each coordinate; 0 where that is within the noise or does not move
	gain    float64   // of the margin's variance
}

// factor is a Hermite polynomial of a coordinate. Of degree 0 it is a step from Φ(at) - 1 to Φ(at), whose mean is 0 too.
type factor struct {
	of, degree int
	at         float64
}

func (f factor) fill(out, z []float64) {
	if f.degree > 0 {
		hermite(out, z, f.degree)
		return
	}
	above := dist.Phi(f.at)
	for i, x := range z {
		out[i] = above
		if x <= f.at {
			out[i]--
		}
	}
}

const (
	mostBends   = 8
	significant = 2.5 // times the noise
	leaders     = 8   // coordinates by which bends are looked for
)

// kin is how much a margin must be correlated with the first one to go along its lines: they have 94 % of their variance in common.
const kin = .97

// newGuides fits the margins of some events at futures that are not counted. Those that are all but the first one's share its guide.
func newGuides(g *graph, all []question, o Options) ([]*guide, error) {
	pilot, margins, err := runPilot(g, all, o)
	if err != nil {
		return nil, err
	}
	guides := make([]*guide, len(all))
	for k := range all {
		if k > 0 && math.Abs(correlation(margins[0], margins[k])) > kin {
			guides[k] = guides[0]
			continue
		}
		if guides[k], err = newGuide(g, all[k:k+1], pilot, slices.Clone(margins[k]), o); err != nil {
			return nil, err
		}
	}
	return guides, nil
}

// runPilot is the margins of some events by future, and those futures.
func runPilot(g *graph, all []question, o Options) (pilot futures, margins [][]float64, err error) {
	b, err := newBundle(g, all, lineBlocks, nil)
	if err != nil {
		return pilot, nil, err
	}
	pilot.parameter = -1
	for block := range pilotBlocks {
		pilot.luck = append(pilot.luck, place{stream.MonteCarlo(o.Seed, 2), block}) // replicate 1 is that of the range over parameters
	}
	margins = make([][]float64, len(all))
	for block := 0; block < pilotBlocks; block += lineBlocks {
		b.run(futures{parameter: -1, luck: pilot.luck[block : block+lineBlocks]})
		for k, m := range b.margins {
			margins[k] = append(margins[k], m.By()...)
		}
	}
	return pilot, margins, nil
}

// correlation is that of two margins, cut as they are fitted.
func correlation(x, y []float64) float64 {
	x, y = slices.Clone(x), slices.Clone(y)
	cut(x)
	cut(y)
	return dot(x, y) / math.Sqrt(dot(x, x)*dot(y, y))
}

// newGuide fits a margin, which it overwrites: that of an event, or what those of several add up to.
func newGuide(g *graph, all []question, pilot futures, margin []float64, o Options) (*guide, error) {
	needed := map[string]bool{}
	var bundles []*bundle
	by := g.first
	for k, q := range all {
		b, err := newBundle(g, all[k:k+1], lineBlocks, nil)
		if err != nil {
			return nil, err
		}
		for _, in := range b.worker.g.inputs {
			needed[in.Name] = true
		}
		bundles = append(bundles, b)
		by = max(by, q.event.By)
	}
	var coordinates, rest []stream.Coordinate
	for _, c := range o.Coordinates {
		if needed[c.Name] && c.Year <= by {
			coordinates = append(coordinates, c)
		} else {
			rest = append(rest, c)
		}
	}
	z := allocate(len(coordinates), len(margin))
	for k, c := range coordinates {
		pilot.scores(z[k], inputOf(c), c.Year)
	}
	over := make([]map[string]bool, len(bundles))
	for i := range over {
		over[i] = map[string]bool{}
	}
	share, scores := 0.0, map[stream.Coordinate][]float64{}
	for k, c := range coordinates {
		scores[c] = z[k]
	}
	for _, y := range margin {
		if y >= 0 {
			share += 1 / float64(len(margin))
		}
	}
	sd := cut(slices.Clone(margin))
	out := guided(coordinates, z, margin, func(of []stream.Coordinate) []bool {
		out := make([]bool, len(of))
		for i, b := range bundles {
			for k, jumps := range b.jumps(of, over[i]) {
				out[k] = out[k] || jumps
			}
		}
		return out
	})
	if len(all) == 1 && sd > 0 {
		out.measure(bundles[0], scores, over[0], share, sd)
	}
	out.add(rest)
	return out, nil
}

// add lists further coordinates, which do not move: another scenario may need them.
func (g *guide) add(rest []stream.Coordinate) {
	g.of = append(g.of, rest...)
	g.by = append(g.by, make([]float64, len(rest))...)
	g.moves = append(g.moves, make([]bool, len(rest))...)
	g.left = append(g.left, make([]float64, len(rest))...)
	g.raised = append(g.raised, make([]bool, len(rest))...)
	for i := range g.bends {
		g.bends[i].by = append(g.bends[i].by, make([]float64, len(rest))...)
	}
}

// pilot is a margin at independent futures and what of it is not fitted yet.
type pilot struct {
	of   []stream.Coordinate
	z    [][]float64
	rest []float64 // in standard deviations of the margin
}

func (p *pilot) noise() float64 { return math.Sqrt(dot(p.rest, p.rest)) / float64(len(p.rest)) }

// slopes fits the linear part by going round the coordinates, whose scores are nearly orthogonal.
func (p *pilot) slopes(by []float64, rounds int) {
	for range rounds {
		for k, z := range p.z {
			c := dot(p.rest, z) / dot(z, z)
			by[k] += c
			take(p.rest, z, c)
		}
	}
}

// guided fits a guide to a margin, which it overwrites, at futures with these scores by coordinate. It asks which of some
// coordinates the margin jumps over or shift a jump.
func guided(of []stream.Coordinate, z [][]float64, margin []float64, jumps func([]stream.Coordinate) []bool) *guide {
	p := &pilot{of: of, z: z, rest: margin}
	sd := cut(margin)
	if !(sd > 0) {
		return &guide{}
	}
	for i := range margin {
		margin[i] /= sd
	}
	g := &guide{of: of, by: make([]float64, len(of)), moves: make([]bool, len(of)), raised: make([]bool, len(of))}
	p.slopes(g.by, 2)
	uneven, asked := p.uneven(g.by, jumps)
	p.bend(g, uneven)
	p.slopes(g.by, 1)
	noise := p.noise()
	var late []int // now that less noise is left
	for k, by := range g.by {
		if !asked[k] && math.Abs(by) > significant*noise {
			late = append(late, k)
		}
	}
	for i, jumps := range jumps(pickAll(of, late)) {
		if k := late[i]; jumps {
			uneven[k] = float64(g.by[k] * g.by[k])
		}
	}
	importance := make([]float64, len(of))
	for k := range of {
		g.moves[k] = uneven[k] == 0 && math.Abs(g.by[k]) > significant*noise
		importance[k] = uneven[k] + float64(1e-6*g.by[k]*g.by[k])
	}
	for _, b := range g.bends {
		with := b.factors[0].of
		g.moves[with] = false
		importance[with] = b.gain + float64(g.by[with]*g.by[with])
	}
	if !slices.Contains(g.moves, true) { // jumps and curves are all there is: lines will show them
		g.bends = nil
		for k, by := range g.by {
			g.moves[k] = math.Abs(by) > 1.5*noise
		}
	}
	for _, b := range g.bends {
		for k := range b.by {
			if !g.moves[k] {
				b.by[k] = 0
			}
		}
	}
	p.partners(uneven, importance)
	g.sort(importance)
	return g
}

// uneven is how much of the margin's variance hangs on each coordinate that is not to move, by its first three Hermite
// polynomials: those over which it jumps or that shift a jump, and those on whose second and third polynomial hangs as much as a quarter of what hangs
// on the first. 0 for all others. Asked tells for which of them it asked whether the margin jumps.
func (p *pilot) uneven(by []float64, jumps func([]stream.Coordinate) []bool) (out []float64, asked []bool) {
	out, asked = make([]float64, len(p.of)), make([]bool, len(p.of))
	noise := p.noise()
	h := make([]float64, len(p.rest))
	var ask []int
	for k, z := range p.z {
		for i, x := range z {
			h[i] = (float64(x*x) - 1) / math.Sqrt2
		}
		second := dot(p.rest, h) / float64(len(h))
		for i, x := range z {
			h[i] = x * (float64(x*x) - 3) / math.Sqrt(6)
		}
		third := dot(p.rest, h) / float64(len(h))
		switch first, v := float64(by[k]*by[k]), float64(second*second)+float64(third*third); {
		case v > 16*noise*noise && v > first/4:
			out[k] = first + v
			ask = append(ask, k) // it may be a jump that others shift
		case first > significant*significant*noise*noise:
			ask = append(ask, k)
		}
	}
	for i, jumps := range jumps(pickAll(p.of, ask)) {
		k := ask[i]
		if asked[k] = true; jumps {
			out[k] = max(out[k], float64(by[k]*by[k]))
		}
	}
	return out, asked
}

// partners adds to the importance of coordinates what they do together with those that are uneven.
func (p *pilot) partners(uneven, importance []float64) {
	n, noise := float64(len(p.rest)), p.noise()
	products := make([]float64, len(p.rest))
	for j, v := range uneven {
		if v == 0 {
			continue
		}
		multiply(products, p.rest, p.z[j])
		for k, z := range p.z {
			if c := dot(products, z) / n; k != j && math.Abs(c) > 4*noise {
				importance[k] += float64(c * c)
			}
		}
	}
}

// leading are the inputs on which the margin hangs most, each as the part of the fit that is its own: of a yearly input all years.
func (p *pilot) leading(by, uneven []float64) [][]float64 {
	type input struct {
		name  string
		share float64
		of    []int
	}
	var all []*input
	find := map[string]*input{}
	for k, c := range p.of {
		if uneven[k] > 0 {
			continue
		}
		in := find[c.Name]
		if in == nil {
			in = &input{name: c.Name}
			find[c.Name] = in
			all = append(all, in)
		}
		in.share += float64(by[k] * by[k])
		in.of = append(in.of, k)
	}
	slices.SortStableFunc(all, func(a, b *input) int { return cmp.Compare(b.share, a.share) })
	var out [][]float64
	for _, in := range all[:min(leaders, len(all))] {
		if in.share == 0 {
			break
		}
		sum := make([]float64, len(p.rest))
		for _, k := range in.of {
			take(sum, p.z[k], -by[k]/math.Sqrt(in.share))
		}
		out = append(out, sum)
	}
	return out
}

// bend finds the coordinates that turn the gradient, the strongest first, by the covariance of what is left with products of
// a score and the fit of one input.
func (p *pilot) bend(g *guide, uneven []float64) {
	n, noise := float64(len(p.rest)), p.noise()
	products := make([]float64, len(p.rest))
	gains := make([]float64, len(p.of))
	for _, sum := range p.leading(g.by, uneven) {
		multiply(products, p.rest, sum)
		for j, z := range p.z {
			if c := dot(products, z) / n; math.Abs(c) > 4*noise {
				gains[j] += float64(c * c)
			}
		}
	}
	taken := make([]bool, len(p.of))
	shape := make([]float64, len(p.rest))
	for range mostBends {
		best := -1
		for j, v := range gains {
			if !taken[j] && v > 5e-4 && v > float64(g.by[j]*g.by[j])/4 && (best < 0 || v > gains[best]) {
				best = j
			}
		}
		if best < 0 {
			return
		}
		taken[best] = true
		for degree := 1; degree <= 3; degree++ {
			b := bend{factors: []factor{{of: best, degree: degree}}, by: make([]float64, len(p.of)), gain: gains[best]}
			hermite(shape, p.z[best], degree)
			multiply(products, p.rest, shape)
			some := false
			for k, z := range p.z {
				if taken[k] {
					continue
				}
				if c := dot(products, z) / n; math.Abs(c) > 3*noise {
					b.by[k] = c
					some = true
				}
			}
			for k, c := range b.by {
				if c != 0 {
					multiply(products, shape, p.z[k])
					take(p.rest, products, c)
				}
				if degree == 1 {
					gains[k] -= float64(c * c) // it may have been found from both sides
				}
			}
			if some {
				g.bends = append(g.bends, b)
			}
		}
	}
}

// hermite is the orthonormal Hermite polynomial of a degree from 1 to 3 of normal scores, which are cut at 3.
func hermite(out, z []float64, degree int) {
	for i, x := range z {
		x = min(max(x, -3), 3)
		switch degree {
		case 1:
			out[i] = x
		case 2:
			out[i] = (float64(x*x) - 1) / math.Sqrt2
		default:
			out[i] = x * (float64(x*x) - 3) / math.Sqrt(6)
		}
	}
}

// sort puts the coordinates in the order of their importance.
func (g *guide) sort(importance []float64) {
	order := make([]int, len(g.of))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(importance[b], importance[a]) })
	at := make([]int, len(order))
	for k, old := range order {
		at[old] = k
	}
	g.of, g.by, g.moves, g.left = pickAll(g.of, order), pickAll(g.by, order), pickAll(g.moves, order), pickAll(importance, order)
	g.raised = pickAll(g.raised, order)
	for i := range g.bends {
		b := &g.bends[i]
		b.by = pickAll(b.by, order)
		b.factors = slices.Clone(b.factors)
		for j, f := range b.factors {
			b.factors[j].of = at[f.of]
		}
	}
	g.find = map[stream.Coordinate]int{}
	for k, c := range g.of {
		g.find[c] = k
	}
}

func pickAll[T any](x []T, order []int) []T {
	out := make([]T, len(order))
	for k, old := range order {
		out[k] = x[old]
	}
	return out
}
