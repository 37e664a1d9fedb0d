package simulate

import (
	"cmp"
	"context"
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/stream"
)

const (
	pilotBlocks = 16 // blocks of futures that guide the lines
	lineBlocks  = 4  // blocks of columns in which lines are evaluated
	columns     = lineBlocks * stream.Block
	lineFutures = stream.Block / 2 // lines of a replicate come in so many
	checked     = stream.Block     // lines of which the crossings are looked at from close by
)

// Smoothed is a likelihood of which one direction of luck was integrated out (pre-integration: Griewank, Kuo, Leövey and
// Sloan, 2018): for each of some futures the share of the normal law along the direction on which the event is met, found from
// the place where its indicator crosses the threshold. The futures are those of a scrambled Sobol' sequence of their own.
type Smoothed struct {
	P     []float64 // by replicate
	Lines int       // futures of all replicates
	// Folded is how many lines meet the event, lose it and meet it again. Stepped is how many jump over the threshold, of 256 of
	// the first lines whose crossings were looked at from close by; if more than one in twenty does, P is nil.
	Folded, Stepped int
	// Unresolved is by how much P may be off because crossings are known no better: half of the normal law between the places
	// around them where lines are folded; for all others their mean distance from the true crossing, measured in some of the first
	// lines, with two standard errors, all of the law around them where lines are stepped, and one unit of a margin that comes in units.
	Unresolved float64
}

// target is the events of one target, or of one reading of it, in all programs, and the guide that serves them all.
type target struct {
	name   string
	guide  *guide
	events []int // not yet smoothed, in the order of the layout's
}

// smooth takes each event that was met in some futures and missed in others, once: those of one target together.
func (l *layout) smooth(ctx context.Context, o Options, t *totals) error {
	if t.smoothed == nil {
		t.smoothed, t.asked, t.targets = make([]*Smoothed, len(l.events)), make([]bool, len(l.events)), map[string]*target{}
	}
	var todo []*target
	for i, p := range l.programs {
		for j, e := range p.Events {
			k := l.eventAt[i][j]
			if hits := t.events[k].Hits; t.asked[k] || hits == 0 || hits == int64(t.futures) {
				continue
			}
			t.asked[k] = true
			name := e.Target + "/" + e.Reading
			if t.targets[name] == nil {
				t.targets[name] = &target{name: name}
			}
			if len(t.targets[name].events) == 0 {
				todo = append(todo, t.targets[name])
			}
			t.targets[name].events = append(t.targets[name].events, k)
		}
	}
	base := o.ground(l)
	slices.SortStableFunc(todo, func(a, b *target) int { return cmp.Compare(l.size(b.events), l.size(a.events)) }) // the longest first
	return share(ctx, o.Workers, len(todo), func() func(int) error {
		return func(i int) error {
			out, err := l.smoothTarget(todo[i], base, o)
			for n, s := range out {
				t.smoothed[todo[i].events[n]] = s
			}
			todo[i].events = nil
			return err
		}
	})
}

// size is on how many nodes some events rest together.
func (l *layout) size(events []int) int {
	part, _ := l.g.only(l.columns(events)...)
	return len(part.nodes)
}

func (l *layout) columns(events []int) []program.Ref {
	out := make([]program.Ref, len(events))
	for i, k := range events {
		out[i] = l.events[k].of
	}
	return out
}

// ground is the program on which guides are fitted.
type ground struct {
	g      *graph
	events map[string]question
}

// ground is the plan as it stands, whatever scenarios run: a guide that fits it serves all, since any direction is right.
func (o Options) ground(l *layout) *ground {
	base := o.Base
	if base == nil {
		base = l.programs[0]
	}
	out := &ground{newGraph([]*program.Program{base}), map[string]question{}}
	for _, e := range base.Events {
		out.events[nameOf(e)] = question{out.g.ref(0, e.Of), e.Event}
	}
	return out
}

func nameOf(e program.Event) string { return e.Target + "/" + e.Reading }

// smoothTarget smooths the events of one target that are to be smoothed; nil where no luck moves them.
func (l *layout) smoothTarget(t *target, base *ground, o Options) ([]*Smoothed, error) {
	if t.guide == nil {
		g, q := l.g, l.events[t.events[0]]
		if of, ok := base.events[t.name]; ok {
			g, q = base.g, of
		}
		var err error
		if t.guide, err = newGuide(g, q, o); err != nil {
			return nil, err
		}
	}
	out := make([]*Smoothed, len(t.events))
	if !slices.Contains(t.guide.moves, true) {
		return out, nil
	}
	questions := make([]question, len(t.events))
	for i, k := range t.events {
		questions[i] = l.events[k]
	}
	w, err := newWalk(l.g, questions, []*lines{newLines(t.guide, columns)}, t.guide.of, o)
	if err != nil {
		return nil, err
	}
	all := make([]*sum, len(questions))
	for k := range questions {
		all[k] = &sum{Smoothed: &Smoothed{Lines: o.Smooth * o.Replicates}, shares: make([]float64, o.Replicates)}
		out[k] = all[k].Smoothed
	}
	for w.next() {
		for _, k := range w.asked {
			all[k].add(w, k)
		}
		if !w.first() {
			continue
		}
		var jump []int
		for _, k := range w.asked {
			c, err := w.check(k, w.lines.all[0])
			if err != nil {
				return nil, err
			}
			if all[k].judge(c); all[k].Unresolved == 1 {
				jump = append(jump, k)
			}
		}
		if err := w.drop(jump); err != nil {
			return nil, err
		}
	}
	for _, k := range w.asked {
		all[k].close(o.Smooth)
	}
	return out, nil
}

// sum is what the lines so far have to say of one event.
type sum struct {
	*Smoothed
	shares []float64 // by replicate
	loose  float64   // of all folded lines
	shift  float64   // what crossings turned out to be off
}

func (s *sum) add(w *walk, k int) {
	for i, r := range w.of {
		p := w.trace(k, i)
		s.shares[r] += p.share()
		if p.folded {
			s.Folded++
			s.loose += p.loose()
		}
	}
}

// judge says what the look from close by means for the likelihood.
func (s *sum) judge(c *closeness) {
	s.Stepped = c.stepped
	if 20*c.stepped > c.crossings {
		s.Unresolved = 1
		return
	}
	var mean, sqr float64
	for i := range c.off {
		d := c.shift(i)
		mean += d / checked
		sqr += float64(d*d) / checked
	}
	s.shift = mean
	s.Unresolved = float64(2*math.Sqrt(max(0, sqr-float64(mean*mean))/checked)) + c.loose
}

func (s *sum) close(points int) {
	for _, sum := range s.shares {
		s.P = append(s.P, min(max(0, sum/float64(points)+s.shift), 1))
	}
	s.Unresolved += s.loose / float64(s.Lines)
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
