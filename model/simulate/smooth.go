package simulate

import (
	"context"
	"math"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/program"
	"targetcast/model/stream"
)

const (
	pilotBlocks = 16 // blocks of futures that tell the direction
	lineBlocks  = 4  // blocks of columns in which lines are evaluated
	linePlaces  = 8  // places on a line, at each of two looks
	lineFutures = lineBlocks * stream.Block / linePlaces
	reach       = 5 // a line is looked at so many standard deviations to both sides; beyond lie 6 in 10 million futures
)

// Smoothed is a likelihood of which one direction of luck was integrated out (pre-integration: Griewank, Kuo, Leövey and
// Sloan, 2018): for each of some futures the share of the normal law along the direction on which the event is met, found from
// the place where its indicator crosses the threshold.
type Smoothed struct {
	P     []float64 // by replicate
	Lines int       // futures of all replicates
	// Folded is how many lines meet the event, lose it and meet it again. Stepped is how many jump over the threshold, of
	// those of the first batch, which were looked at from close by; if more than one in a hundred does, P is nil.
	Folded, Stepped int
	// Unresolved is by how much P may be off because crossings are known no better: half of the normal law between the places
	// around them where lines are folded or stepped; for all others their mean distance from the true crossing, measured in the
	// first batch, with two standard errors.
	Unresolved float64
}

// smooth takes each event that was met in some futures and missed in others, on so many futures of each replicate.
func (l *layout) smooth(ctx context.Context, o Options, t *totals) ([]*Smoothed, error) {
	out := make([]*Smoothed, len(l.events))
	sources := o.sources()
	err := share(ctx, o.Workers, len(l.events), func() func(int) error {
		return func(k int) error {
			if hits := t.events[k].Hits; hits == 0 || hits == int64(t.futures) {
				return nil
			}
			s, err := newSmoother(l.g, l.events[k], o)
			if err != nil {
				return err
			}
			out[k] = s.smooth(sources, o.Smooth)
			return nil
		}
	})
	return out, err
}

// smoother evaluates one event along lines.
type smoother struct {
	worker *worker // of the part of the graph on which the event rests
	margin *attain.Margin
	of     program.Ref
	line   *line
}

func newSmoother(g *graph, q question, o Options) (*smoother, error) {
	margin, err := attain.NewMargin(q.event, lineBlocks*stream.Block)
	if err != nil {
		return nil, err
	}
	part, of := g.only(q.of)
	part.horizon = q.event.By
	s := &smoother{worker: newWorker(part, lineBlocks, o.Coordinates), margin: margin, of: of}
	s.line = &line{direction: s.direction(part, o), points: lineFutures, at: make([]float64, lineBlocks*stream.Block)}
	s.line.along = make([]float64, s.line.points)
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

// direction is that in which the margin rises: its covariance with each coordinate, which for normal scores is its mean
// gradient (Stein, 1981), among futures that are not counted. The margin is cut at 3 standard deviations, and what lies
// within the noise is left out. Whatever it is, the mean over lines is the likelihood.
func (s *smoother) direction(g *graph, o Options) direction {
	needed := map[string]bool{}
	for _, in := range g.inputs {
		needed[in.Name] = true
	}
	var coordinates []stream.Coordinate
	for _, c := range o.Coordinates {
		if needed[c.Name] && c.Year <= g.horizon {
			coordinates = append(coordinates, c)
		}
	}
	source, n := stream.MonteCarlo(o.Seed, 2), float64(pilotBlocks*stream.Block) // replicate 1 is that of the range over parameters
	margin := make([]float64, 0, pilotBlocks*stream.Block)
	batch := func(b int) futures {
		f := futures{parameter: -1}
		for k := range lineBlocks {
			f.luck = append(f.luck, place{source, b + k})
		}
		return f
	}
	for b := 0; b < pilotBlocks; b += lineBlocks {
		margin = append(margin, s.by(batch(b))...)
	}
	noise := 2.5 * cut(margin) / math.Sqrt(n)
	d, norm := direction{find: map[stream.Coordinate]float64{}}, 0.0
	z := make([]float64, lineBlocks*stream.Block)
	for _, c := range coordinates {
		covariance := 0.0
		for b := 0; b < pilotBlocks; b += lineBlocks {
			batch(b).scores(z, stream.Input{Name: c.Name, PerFuture: c.Year == 0}, c.Year)
			for i, x := range z {
				covariance += float64(margin[b*stream.Block+i]*x) / n
			}
		}
		if math.Abs(covariance) > noise {
			d.of, d.by = append(d.of, c), append(d.by, covariance)
			norm += float64(covariance * covariance)
		}
	}
	for k, c := range d.of {
		d.by[k] /= math.Sqrt(norm)
		d.find[c] = d.by[k]
	}
	return d
}

// cut takes the mean away and cuts at 3 standard deviations, which it returns. A missing value counts as the mean.
func cut(x []float64) (sd float64) {
	var n, mean float64
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			n++
			mean += v
		}
	}
	mean /= n
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			sd += float64((v-mean)*(v-mean)) / n
		}
	}
	sd = math.Sqrt(sd)
	for i, v := range x {
		if math.IsNaN(v) {
			v = mean
		}
		x[i] = min(max(v-mean, -3*sd), 3*sd)
	}
	return sd
}

func (s *smoother) smooth(sources []stream.Source, points int) *Smoothed {
	if len(s.line.of) == 0 {
		return nil
	}
	out, unresolved := &Smoothed{Lines: points * len(sources)}, 0.0
	for r, source := range sources {
		var sum float64
		for from := 0; from < points; from += s.line.points {
			s.line.start(place{source, from / stream.Block}, from%stream.Block)
			lines := s.look(out)
			if r == 0 && from == 0 {
				if bound, ok := s.check(lines, out); ok {
					unresolved = bound
				} else {
					out.Unresolved = 1
					return out
				}
			}
			for _, l := range lines {
				sum += l.share
			}
		}
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
}

// Distances of places at the first and at the second look.
const (
	step = 2. * reach / (linePlaces - 1)
	fine = step / (linePlaces - 1)
)

// look finds what the lines do. At the first look the margin is evaluated at places all along the lines, at the second
// between the two places where its sign changes.
func (s *smoother) look(out *Smoothed) []crossed {
	n := s.line.points
	for j := range linePlaces {
		for i := range n {
			s.line.at[j*n+i] = float64(step*float64(j)) - reach
		}
	}
	all := make([]crossed, n)
	margin, y := s.by(futures{parameter: -1, line: s.line}), make([]float64, linePlaces)
	for i := range all {
		all[i] = firstLook(gather(y, margin, i), out)
	}
	for i, c := range all {
		for j := range linePlaces {
			s.line.at[j*n+i] = c.lo + float64(fine*float64(j))
			if math.IsNaN(c.lo) {
				s.line.at[j*n+i] = 0 // nothing to look for
			}
		}
	}
	margin = s.by(futures{parameter: -1, line: s.line})
	for i := range all {
		if !math.IsNaN(all[i].lo) {
			all[i].secondLook(gather(y, margin, i), out)
		}
	}
	return all
}

// check looks at crossings from close by, from where they were put to a 140th of the places' distance beyond: there the margin
// of a line without jumps is near 0 and rises about as it does between the places, that of a count not at all or all at once: by
// less than a twentieth or more than twenty times as much. It returns by how much the mean of shares may be off, and false
// where more than one line in a hundred is stepped.
func (s *smoother) check(lines []crossed, out *Smoothed) (bound float64, ok bool) {
	n := s.line.points
	const near = fine / 1000
	for j := range linePlaces {
		for i, c := range lines {
			s.line.at[j*n+i] = c.root + float64(near*float64(j))
			if math.IsNaN(c.root) {
				s.line.at[j*n+i] = 0
			}
		}
	}
	crossings, mean, sqr, loose := 0, 0.0, 0.0, 0.0
	margin, y := s.by(futures{parameter: -1, line: s.line}), make([]float64, linePlaces)
	for i, c := range lines {
		if math.IsNaN(c.root) {
			continue
		}
		crossings++
		gather(y, margin, i)
		rise := (y[linePlaces-1] - y[0]) / (c.slope * near * (linePlaces - 1))
		off := -y[0] / c.slope
		if !(rise > 1./20 && rise < 20) || !(math.Abs(off) <= fine/2) {
			out.Stepped++
			loose += dist.Phi(c.root+fine/2) - dist.Phi(c.root-fine/2)
			continue
		}
		off = dist.Phi(c.root+off) - dist.Phi(c.root)
		mean += off / float64(n)
		sqr += float64(off*off) / float64(n)
	}
	sd := math.Sqrt(max(0, sqr-float64(mean*mean)))
	return math.Abs(mean) + float64(2*sd)/math.Sqrt(float64(n)) + loose/float64(n), 100*out.Stepped <= crossings
}

// gather is the margin of one future at each place.
func gather(y, margin []float64, i int) []float64 {
	n := len(margin) / len(y)
	for j := range y {
		y[j] = margin[j*n+i]
	}
	return y
}

func firstLook(y []float64, out *Smoothed) crossed {
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
		out.Folded++
		out.Unresolved += loose / 2
	}
	return c
}

// secondLook finds the crossing between the places; the middle of them where there are several.
func (c *crossed) secondLook(y []float64, out *Smoothed) {
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
		out.Folded++
		out.Unresolved += (dist.Phi(c.lo+step) - dist.Phi(c.lo)) / 2
	}
	if !c.falling {
		cut = -cut
	}
	c.share = dist.Phi(cut)
}
