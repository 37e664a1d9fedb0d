package simulate

import (
	"context"
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/program"
	"targetcast/model/stream"
)

const (
	pilotBlocks = 16 // blocks of futures that guide the lines
	lineBlocks  = 4  // blocks of columns in which lines are evaluated
	columns     = lineBlocks * stream.Block
	linePlaces  = 8 // places on a line that is looked at all along, at each of two looks
	lineFutures = columns / linePlaces
	around      = 1 // the fit's crossing is looked at from that far to both sides
	reach       = 5 // a line is looked at so many standard deviations to both sides; beyond lie 6 in 10 million futures
)

// Smoothed is a likelihood of which one direction of luck was integrated out (pre-integration: Griewank, Kuo, Leövey and
// Sloan, 2018): for each of some futures the share of the normal law along the direction on which the event is met, found from
// the place where its indicator crosses the threshold. The futures are those of a scrambled Sobol' sequence of their own.
type Smoothed struct {
	P     []float64 // by replicate
	Lines int       // futures of all replicates
	// Folded is how many lines meet the event, lose it and meet it again, of those that were looked at all along: a sample of the
	// first batch, those whose crossing is not where the fit puts it, and all if one of the sample does. Stepped is how many jump
	// over the threshold, of those of the first batch, which were looked at from close by; if more than one in twenty does, P is nil.
	Folded, Stepped int
	// Unresolved is by how much P may be off because crossings are known no better: half of the normal law between the places
	// around them where lines are folded; for all others their mean distance from the true crossing, measured in the first batch,
	// with two standard errors, all of the law around them where lines are stepped, and one unit of a margin that comes in units.
	Unresolved float64
}

// smooth takes each event that was met in some futures and missed in others, once.
func (l *layout) smooth(ctx context.Context, o Options, t *totals) error {
	if t.smoothed == nil {
		t.smoothed, t.asked = make([]*Smoothed, len(l.events)), make([]bool, len(l.events))
	}
	var todo []int
	for k, e := range t.events {
		if !t.asked[k] && e.Hits > 0 && e.Hits < int64(t.futures) {
			t.asked[k] = true
			todo = append(todo, k)
		}
	}
	return share(ctx, o.Workers, len(todo), func() func(int) error {
		return func(i int) error {
			s, err := newSmoother(l.g, l.events[todo[i]], o)
			if err != nil {
				return err
			}
			t.smoothed[todo[i]] = s.smooth(o.Seed, o.Replicates, o.Smooth)
			return nil
		}
	})
}

// standardError is that of the smoothed likelihood where it is better than counting these hits, with what is unresolved as if it were
// spread like the rest; infinite otherwise.
func (s *Smoothed) standardError(hits []int64, futures int) float64 {
	const confidence = .95
	counted, err := attain.EstimateReplicates(hits, int64(futures/len(hits)), confidence)
	smoothed, err2 := attain.EstimateSmoothed(s.P, s.Unresolved, confidence)
	if err != nil || err2 != nil || !attain.Better(smoothed, counted) {
		return math.Inf(1)
	}
	return smoothed.Error.Half() / attain.Students(len(s.P), confidence)
}

// smoother evaluates one event along lines.
type smoother struct {
	worker *worker // of the part of the graph on which the event rests
	margin *attain.Margin
	of     program.Ref
	guide  *guide
	many   *lines       // as many as there are columns
	few    *lines       // so few that a column holds them at all places
	filled int          // of few
	back   []int        // replicate of each of few
	x, y   [4][]float64 // places of many lines and margins there
}

func newSmoother(g *graph, q question, o Options) (*smoother, error) {
	margin, err := attain.NewMargin(q.event, columns)
	if err != nil {
		return nil, err
	}
	part, of := g.only(q.of)
	part.horizon = q.event.By
	// Years are not turned into each other: a line moves them together anyway, and jumps stay in one coordinate.
	s := &smoother{worker: newWorker(part, lineBlocks, nil), margin: margin, of: of}
	s.guide = s.pilot(part, o)
	s.many, s.few = newLines(s.guide, columns, 1), newLines(s.guide, lineFutures, linePlaces)
	s.back = make([]int, lineFutures)
	for j := range s.x {
		s.x[j], s.y[j] = make([]float64, columns), make([]float64, columns)
	}
	return s, nil
}

// by is the margin of each column.
func (s *smoother) by(f futures) []float64 {
	s.worker.run(f, func(now yearly) {
		if s.margin.Asks(now.year) {
			s.margin.See(now.year, now.column(s.of))
		}
	})
	return s.margin.By()
}

// smooth takes so many lines of each replicate.
func (s *smoother) smooth(seed uint64, replicates, points int) *Smoothed {
	if !slices.Contains(s.guide.moves, true) {
		return nil
	}
	out, shares := &Smoothed{Lines: points * replicates}, make([]float64, replicates)
	of := make([]int, s.many.n) // replicate of each line
	found := make([]crossed, s.many.n)
	unresolved, first := 0.0, true
	all := false // each line is looked at all along
	sources := make([]stream.Source, replicates)
	for r := range sources {
		sources[r] = stream.Sobol(seed, r, s.guide.of)
	}
	for begin := 0; begin < out.Lines; begin += s.many.n {
		var batch []segment
		for n := 0; n < s.many.n; n += lineFutures {
			r, from := (begin+n)/points, (begin+n)%points
			for i := range lineFutures {
				of[n+i] = r
			}
			r = min(r, replicates-1) // what there is too much of is not counted
			batch = append(batch, segment{place{sources[r], from / stream.Block}, from % stream.Block, lineFutures})
		}
		s.many.start(batch)
		s.follow(found)
		if first {
			first = false
			bound, folded, ok := s.sample(found, out)
			if !ok {
				out.Unresolved = 1
				return out
			}
			unresolved, all = bound, folded
		}
		for i, c := range found {
			switch {
			case of[i] >= replicates:
			case math.IsNaN(c.share) || all:
				s.few.copy(s.filled, s.many, i)
				s.back[s.filled] = of[i]
				if s.filled++; s.filled == s.few.n {
					s.look(shares, out)
				}
			default:
				shares[of[i]] += c.share
			}
		}
	}
	s.look(shares, out)
	for _, sum := range shares {
		out.P = append(out.P, sum/float64(points))
	}
	out.Unresolved = out.Unresolved/float64(out.Lines) + unresolved
	return out
}

// crossed is where a line crosses the threshold, as far as it is known.
type crossed struct {
	lo      float64 // the place before the crossing, where there is just one; NaN otherwise
	falling bool    // it is met before and missed after
	share   float64 // of the normal law on which the event is met
	root    float64 // the crossing, where there is one between the places around it; NaN otherwise
	slope   float64 // of the margin there
	folded  bool    // it crosses several times
	loose   float64 // by how much share may then be off
}

// Distances of places at the first and at the second look.
const (
	step = 2. * reach / (linePlaces - 1)
	fine = step / (linePlaces - 1)
)

// follow looks for the crossings of many lines from where the fit puts them: at two places around it, at the secant's and at
// that of the inverse parabola through the three; that through the three nearest is the answer. Lines that are not met on the
// far side and missed on the near one are left open.
func (s *smoother) follow(found []crossed) {
	for i, t := range s.many.guess {
		found[i] = crossed{lo: math.NaN(), root: math.NaN(), share: math.NaN()}
		t = min(max(t, around-reach), reach-around)
		s.x[0][i], s.x[1][i] = t-around, t+around
	}
	s.at(0)
	s.at(1)
	for i := range found {
		x0, x1, y0, y1 := s.x[0][i], s.x[1][i], s.y[0][i], s.y[1][i]
		switch {
		case y0 < 0 && y1 >= 0:
			s.x[2][i] = x0 - float64(y0*(x1-x0))/(y1-y0)
		case x0 == -reach && y0 >= 0 && y1 >= 0:
			found[i].share = 1
		case x1 == reach && y0 < 0 && y1 < 0:
			found[i].share = 0
		}
	}
	s.at(2)
	for i := range found {
		x0, x1, x2, y0, y1, y2 := s.x[0][i], s.x[1][i], s.x[2][i], s.y[0][i], s.y[1][i], s.y[2][i]
		if !(y0 < 0 && y1 >= 0) {
			continue
		}
		x := parabola(x0, x1, x2, y0, y1, y2)
		if y2 >= 0 {
			x1, y1 = x2, y2
		} else {
			x0, y0 = x2, y2
		}
		if !(x > x0 && x < x1) {
			x = x0 - float64(y0*(x1-x0))/(y1-y0)
		}
		s.x[3][i] = x
	}
	s.at(3)
	for i := range found {
		y0, y1 := s.y[0][i], s.y[1][i]
		if !(y0 < 0 && y1 >= 0) {
			continue
		}
		far := 0
		if s.x[3][i]-s.x[0][i] > around {
			far = 1
		}
		root := parabola(s.x[far][i], s.x[2][i], s.x[3][i], s.y[far][i], s.y[2][i], s.y[3][i])
		if root != root {
			root = s.x[3][i]
		}
		if !(math.Abs(root-s.x[3][i]) <= fine) {
			continue
		}
		found[i].root, found[i].slope, found[i].share = root, (y1-y0)/(2*around), dist.Phi(-root)
	}
}

// parabola is where the parabola of x over y through three points meets y = 0; NaN where two of them have the same y.
func parabola(x0, x1, x2, y0, y1, y2 float64) float64 {
	return float64(x0*(y1/(y0-y1))*(y2/(y0-y2))) + float64(x1*(y0/(y1-y0))*(y2/(y1-y2))) + float64(x2*(y0/(y2-y0))*(y1/(y2-y1)))
}

// at evaluates the margin of many lines at their j-th place.
func (s *smoother) at(j int) {
	copy(s.many.at, s.x[j])
	copy(s.y[j], s.on(s.many))
}

// on is the margin of lines where they are.
func (s *smoother) on(l *lines) []float64 {
	l.move()
	return s.by(futures{parameter: -1, line: l})
}

// sample looks all along at some of the many lines, and at the crossings that were found from close by. It returns by how much the
// mean of shares may be off and whether there are folds; false where there are jumps.
func (s *smoother) sample(found []crossed, out *Smoothed) (bound float64, folded, ok bool) {
	every := s.many.n / s.few.n
	for i := range s.few.n {
		s.few.copy(i, s.many, i*every)
	}
	looked := s.along()
	if slices.ContainsFunc(looked, func(c crossed) bool { return c.folded }) {
		bound, ok = s.check(looked, out, func(t []float64) []float64 {
			clear(s.few.at)
			copy(s.few.at, t)
			return s.on(s.few)[:len(t)]
		})
		return bound, true, ok
	}
	bound, ok = s.check(found, out, func(t []float64) []float64 {
		copy(s.many.at, t)
		return s.on(s.many)
	})
	return bound, false, ok
}

// look adds what the lines that were put aside do.
func (s *smoother) look(shares []float64, out *Smoothed) {
	if s.filled == 0 {
		return
	}
	for i := s.filled; i < s.few.n; i++ {
		s.few.copy(i, s.few, 0)
	}
	for i, c := range s.along()[:s.filled] {
		shares[s.back[i]] += c.share
		out.Unresolved += c.loose
		if c.folded {
			out.Folded++
		}
	}
	s.filled = 0
}

// along finds what few lines do. At the first look the margin is evaluated at places all along the lines, at the second
// between the two places where its sign changes.
func (s *smoother) along() []crossed {
	n, at := s.few.n, s.few.at
	for j := range linePlaces {
		for i := range n {
			at[j*n+i] = float64(step*float64(j)) - reach
		}
	}
	all := make([]crossed, n)
	margin, y := s.on(s.few), make([]float64, linePlaces)
	for i := range all {
		all[i] = firstLook(gather(y, margin, i))
	}
	for i, c := range all {
		for j := range linePlaces {
			at[j*n+i] = c.lo + float64(fine*float64(j))
			if math.IsNaN(c.lo) {
				at[j*n+i] = 0 // nothing to look for
			}
		}
	}
	margin = s.on(s.few)
	for i := range all {
		if !math.IsNaN(all[i].lo) {
			all[i].secondLook(gather(y, margin, i))
		}
	}
	return all
}

// check looks at crossings from close by, from where they were put to a tenth of the second look's distance beyond: there the margin
// of a line without jumps is near 0 and rises about as it does further around, that of a small count not at all or all at once: by
// less than a twentieth or more than twenty times as much. Half of the lines are looked at from a hundred times as close: of a
// large count they show one number, and the crossing may be off by a step. It returns by how much the mean of shares may
// be off, and false where more than one line in twenty is stepped.
func (s *smoother) check(found []crossed, out *Smoothed, on func(places []float64) []float64) (bound float64, ok bool) {
	const near, nearer = fine / 10, fine / 1000
	n := len(found)
	t, y0 := make([]float64, n), make([]float64, n)
	for i, c := range found {
		if t[i] = c.root; math.IsNaN(c.root) {
			t[i] = 0
		}
	}
	copy(y0, on(t))
	for i := range t {
		if i%2 == 0 {
			t[i] += near
		} else {
			t[i] += nearer
		}
	}
	y1 := on(t)
	var crossings, flat, mean, sqr, loose, density float64
	unit := math.Inf(1) // the smallest rise
	for i, c := range found {
		if math.IsNaN(c.root) {
			continue
		}
		crossings++
		rise, off := (y1[i]-y0[i])/c.slope, -y0[i]/c.slope
		switch {
		case i%2 == 1 && rise == 0:
			flat += 2
		case rise != 0:
			unit = min(unit, math.Abs(rise))
		}
		if i%2 == 0 && !(rise > near/20 && rise < 20*near) || !(math.Abs(off) <= fine/2) {
			out.Stepped++
			loose += dist.Phi(c.root+fine/2) - dist.Phi(c.root-fine/2)
			continue
		}
		density += dist.Phi(c.root+fine/2) - dist.Phi(c.root-fine/2)
		off = dist.Phi(c.root+off) - dist.Phi(c.root)
		mean += off
		sqr += float64(off * off)
	}
	lines := float64(n)
	bound = math.Abs(mean)/lines + float64(2*math.Sqrt(max(0, sqr/lines-float64(mean*mean)/lines/lines)))/math.Sqrt(lines) + loose/lines
	if 20*flat > crossings {
		bound += density / fine * unit / lines
	}
	return bound, float64(20*out.Stepped) <= crossings
}

// gather is the margin of one future at each place.
func gather(y, margin []float64, i int) []float64 {
	n := len(margin) / len(y)
	for j := range y {
		y[j] = margin[j*n+i]
	}
	return y
}

func firstLook(y []float64) crossed {
	c := crossed{lo: math.NaN(), root: math.NaN(), falling: y[0] >= 0}
	changes, loose := 0, 0.0
	for j := range y {
		// The law around a place, up to the middle of the way to the next.
		lo, hi := float64(step*(float64(j)-.5))-reach, float64(step*(float64(j)+.5))-reach
		if j == 0 {
			lo = math.Inf(-1)
		} else if (y[j] >= 0) != (y[j-1] >= 0) {
			changes++
			c.lo = float64(step*float64(j-1)) - reach
			loose += dist.Phi(c.lo+step) - dist.Phi(c.lo)
		}
		if j == len(y)-1 {
			hi = math.Inf(1)
		}
		if y[j] >= 0 {
			c.share += dist.Phi(hi) - dist.Phi(lo)
		}
	}
	if changes > 1 {
		c.lo = math.NaN()
		c.folded, c.loose = true, loose/2
	}
	return c
}

// secondLook finds the crossing between the places; the middle of them where there are several.
func (c *crossed) secondLook(y []float64) {
	changes, at := 0, 0
	for j := 1; j < len(y); j++ {
		if (y[j] >= 0) != (y[j-1] >= 0) {
			changes++
			at = j
		}
	}
	cut := c.lo + step/2
	if changes == 1 {
		cut = c.lo + float64(fine*crossing(y, at))
		c.root, c.slope = cut, (y[at]-y[at-1])/fine
	} else {
		c.folded, c.loose = true, (dist.Phi(c.lo+step)-dist.Phi(c.lo))/2
	}
	if !c.falling {
		cut = -cut
	}
	c.share = dist.Phi(cut)
}
