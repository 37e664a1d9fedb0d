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

// course is the events of one target and its readings in all programs.
type course struct {
	target string
	guides map[string]*guide // by reading
	events []int             // not yet smoothed, each once
	names  []string          // their readings
}

// smooth takes each event that was met in some futures and missed in others, once, those of one target together; and all groups.
func (l *layout) smooth(ctx context.Context, o Options, t *totals) error {
	if t.smoothed == nil {
		t.smoothed, t.asked, t.courses = make([]*Smoothed, len(l.events)), make([]bool, len(l.events)), map[string]*course{}
		t.smoothedGroups = make([]*SmoothedGroup, len(l.groups))
	}
	var todo, unfitted []*course
	find := func(target string) *course {
		c := t.courses[target]
		if c == nil {
			c = &course{target: target, guides: map[string]*guide{}}
			t.courses[target] = c
			unfitted = append(unfitted, c)
		}
		return c
	}
	for i, p := range l.programs {
		for j, e := range p.Events {
			k := l.eventAt[i][j]
			if hits := t.events[k].Hits; t.asked[k] || hits == 0 || hits == int64(t.futures) {
				continue
			}
			t.asked[k] = true
			c := find(e.Target)
			if len(c.events) == 0 {
				todo = append(todo, c)
			}
			c.events, c.names = append(c.events, k), append(c.names, e.Reading)
		}
	}
	base := o.base(l)
	groups := len(l.groups) > 0 && t.smoothedGroups[0] == nil
	if groups {
		for _, e := range base.Events {
			if e.Joint {
				find(e.Target)
			}
		}
	}
	err := share(ctx, o.Workers, len(unfitted), func() func(int) error {
		return func(i int) error { return unfitted[i].fit(base, o) }
	})
	if err != nil {
		return err
	}
	work := []func() error{}
	if groups {
		work = append(work, func() error { return l.smoothGroups(base, o, t) })
	}
	size := map[*course]int{}
	for _, c := range todo {
		size[c] = l.size(c.events)
	}
	slices.SortStableFunc(todo, func(a, b *course) int { return cmp.Compare(size[b], size[a]) }) // the longest first
	for _, c := range todo {
		work = append(work, func() error { return l.smoothCourse(c, o, t.smoothed) })
	}
	return share(ctx, o.Workers, len(work), func() func(int) error { return func(i int) error { return work[i]() } })
}

// size is on how many nodes some events rest together.
func (l *layout) size(events []int) int {
	var of []program.Ref
	for _, k := range events {
		of = append(of, l.events[k].of)
	}
	part, _ := l.g.only(of...)
	return len(part.nodes)
}

// base is the program on which guides are fitted: the plan as it stands, whatever scenarios run. What fits it serves all, since any
// direction is right.
func (o Options) base(l *layout) *program.Program {
	if o.Base != nil {
		return o.Base
	}
	return l.programs[0]
}

// smoothCourse smooths the events of one target that are to be smoothed, those with one guide together. No luck may move an event: it is left out.
func (l *layout) smoothCourse(c *course, o Options, into []*Smoothed) error {
	var guides []*guide
	events := map[*guide][]int{}
	for i, k := range c.events {
		name := c.names[i]
		if c.guides[name] == nil { // a scenario's own
			g, err := newGuides(l.g, l.events[k:k+1], o)
			if err != nil {
				return err
			}
			c.guides[name] = g[0]
		}
		g := c.guides[name]
		if events[g] == nil {
			guides = append(guides, g)
		}
		events[g] = append(events[g], k)
	}
	c.events, c.names = nil, nil
	for _, g := range guides {
		if !slices.Contains(g.moves, true) {
			continue
		}
		if err := l.smoothAlong(g, events[g], o, into); err != nil {
			return err
		}
	}
	return nil
}

// fit finds the guides of all readings of the base.
func (c *course) fit(base *program.Program, o Options) error {
	g := newGraph([]*program.Program{base})
	var names []string
	var questions []question
	for _, e := range base.Events {
		if e.Target == c.target {
			names, questions = append(names, e.Reading), append(questions, question{g.ref(0, e.Of), e.Event})
		}
	}
	if len(questions) == 0 {
		return nil
	}
	guides, err := newGuides(g, questions, o)
	for i, name := range names {
		if err == nil {
			c.guides[name] = guides[i]
		}
	}
	return err
}

// smoothAlong smooths events along lines of one guide.
func (l *layout) smoothAlong(g *guide, events []int, o Options, into []*Smoothed) error {
	questions, all := make([]question, len(events)), make([]*sum, len(events))
	for i, k := range events {
		questions[i] = l.events[k]
		all[i] = &sum{Smoothed: &Smoothed{Lines: o.Smooth * o.Replicates}, shares: make([]float64, o.Replicates)}
		into[k] = all[i].Smoothed
	}
	w, err := newWalk(l.g, questions, []*guide{g}, g.of, o)
	if err != nil {
		return err
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
			c, err := w.check(k, 0)
			if err != nil {
				return err
			}
			if all[k].judge(c); all[k].Unresolved == 1 {
				jump = append(jump, k)
			}
		}
		if err := w.drop(jump); err != nil {
			return err
		}
	}
	for _, k := range w.asked {
		all[k].close(o.Smooth)
	}
	return nil
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
	return smoothedError(s.P, s.Unresolved, hits, futures, attain.Better)
}

func smoothedError(p []float64, unresolved float64, hits []int64, futures int, better func(smoothed, counted attain.Likelihood) bool) float64 {
	const confidence = .95
	counted, err := attain.EstimateReplicates(hits, int64(futures/len(hits)), confidence)
	smoothed, err2 := attain.EstimateSmoothed(p, unresolved, confidence)
	if err != nil || err2 != nil || !better(smoothed, counted) {
		return math.Inf(1)
	}
	return smoothed.Error.Half() / attain.Students(len(p), confidence)
}
