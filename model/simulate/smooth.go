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
	leadingPart = 16               // one of so many lines is looked at from all rungs
)

// Smoothed is a likelihood of which one direction of luck was integrated out (pre-integration: Griewank, Kuo, Leövey and
// Sloan, 2018): for each of some futures the share of the normal law along the direction on which the event is met, found from
// the place where its indicator crosses the threshold. The futures are those of a scrambled Sobol' sequence of their own.
type Smoothed struct {
	P     []float64 // by replicate
	Lines int       // futures of all replicates
	// Folded is how many lines, of those looked at from all rungs, meet the event, lose it and meet it again. Stepped is how many jump over the
	// threshold, of those whose crossings were looked at from close by; if more than one in twenty does, P is nil.
	Folded, Stepped int
	// Unresolved is by how much P may be off because crossings are known no better: half of the normal law between the places
	// around them where lines are folded, all of the law around them where lines are stepped, and one unit of a margin that comes in units.
	// By how much other crossings are off is measured in some of the lines, and their share of P put right, in each replicate.
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

// smoothAlong smooths events along lines of one guide. The first lines of each replicate are looked at from all rungs; they tell from how few
// the others may be looked at.
func (l *layout) smoothAlong(g *guide, events []int, o Options, into []*Smoothed) error {
	questions, all := make([]question, len(events)), make([]*sum, len(events))
	for i, k := range events {
		questions[i] = l.events[k]
		all[i] = newSum(o)
		into[k] = all[i].Smoothed
	}
	w, err := newWalk(l.g, questions, []*guide{g}, g.of, o)
	if err != nil {
		return err
	}
	w.over(0, o.leading(), full)
	for w.next() {
		var smooth []int
		for _, k := range w.asked {
			all[k].add(w, k)
			c, err := w.check(k, 0)
			if err != nil {
				return err
			}
			if c == nil || all[k].judge(w, c) {
				smooth = append(smooth, k)
			}
		}
		if err := w.ask(smooth); err != nil {
			return err
		}
	}
	on := map[ladder][]int{}
	for _, k := range w.asked {
		all[k].choose()
		on[all[k].ladder] = append(on[all[k].ladder], k)
	}
	for _, ladder := range append(short[:len(short):len(short)], full) {
		if err := w.ask(on[ladder]); err != nil {
			return err
		}
		w.over(o.leading(), o.Smooth, ladder)
		for w.next() {
			for _, k := range w.asked {
				all[k].add(w, k)
			}
		}
		for _, k := range w.asked {
			all[k].close()
		}
	}
	return nil
}

// leading is how many lines of each replicate are looked at from all rungs.
func (o Options) leading() int {
	return min((o.Smooth/leadingPart+lineFutures-1)/lineFutures*lineFutures, o.Smooth)
}

// sum is what the lines so far have to say of one event. Where most are looked at from few rungs, what these say of all lines is put right,
// in each replicate, by how much they were off for those that are looked at from all (two levels of a multilevel method, Giles 2015).
type sum struct {
	*Smoothed
	o       Options
	ladder  ladder      // of the lines after the leading ones
	leading []float64   // by replicate: shares of the leading lines
	rest    []float64   // of those after them
	few     [][]float64 // by short ladder and replicate: what it says of the leading lines
	folds   float64     // by how much all folded lines may be off that are looked at from all rungs
	closely int         // lines that were looked at from close by, as many of each replicate
	shift   []float64   // by replicate: by how much these change where crossings are put right
	steps   float64     // by how much they may still be off
}

func newSum(o Options) *sum {
	return &sum{Smoothed: &Smoothed{Lines: o.Smooth * o.Replicates}, o: o, ladder: full,
		leading: make([]float64, o.Replicates), rest: make([]float64, o.Replicates), few: allocate(len(short), o.Replicates), shift: make([]float64, o.Replicates)}
}

func (s *sum) add(w *walk, k int) {
	for i, r := range w.of {
		p := w.trace(k, i)
		if p.folded && w.ladder == full {
			s.Folded++
			s.folds += p.loose()
		}
		if w.from > 0 {
			s.rest[r] += p.share()
			continue
		}
		s.leading[r] += p.share()
		for n, l := range short {
			p := trace(&w.y[k][i], w.thresholds[k], l)
			s.few[n][r] += p.share()
		}
	}
}

// choose takes the ladder on which variance times rungs will be least, if the variance of what all rungs say falls with the power 3/2 of the
// lines. Where lines fold it is the full one.
func (s *sum) choose() {
	leading, lines := float64(s.o.leading()), float64(s.o.Smooth)
	if 100*s.Folded > s.o.leading()*s.o.Replicates {
		return
	}
	all := variance(s.leading, leading) * math.Pow(leading/lines, 1.5)
	least := all * lines * rungs
	for n, l := range short {
		off := make([]float64, len(s.leading))
		for r, few := range s.few[n] {
			off[r] = s.leading[r] - few
		}
		if cost := (all + variance(off, leading)) * (leading*rungs + (lines-leading)*float64(l.n)); cost < least {
			least, s.ladder = cost, l
		}
	}
}

// judge takes what the look from close by says. It reports whether the likelihood may be smoothed.
func (s *sum) judge(w *walk, c *closeness) bool {
	s.Stepped += c.stepped
	s.closely += len(c.lines)
	if w.first() && 20*c.stepped > c.crossings {
		s.Unresolved = 1
		return false
	}
	for i, line := range c.lines {
		s.shift[w.of[line]] += c.shift(i)
		s.steps += c.loose[i]
	}
	return true
}

func (s *sum) close() {
	leading, lines, replicates := float64(s.o.leading()), float64(s.o.Smooth), float64(s.o.Replicates)
	fully := lines
	for r, sum := range s.leading {
		share := (sum + s.rest[r]) / lines
		if n := slices.Index(short, s.ladder); n >= 0 {
			few := s.few[n][r]
			share = (few+s.rest[r])/lines + (sum-few)/leading
			fully = leading
		}
		s.P = append(s.P, min(max(0, share+float64(s.shift[r]*replicates/float64(s.closely))), 1))
	}
	s.Unresolved = s.folds/(fully*replicates) + s.steps/float64(s.closely)
}

// variance is that of sums of replicates over so many lines of each.
func variance(sums []float64, lines float64) float64 {
	var mean, sqr float64
	for _, sum := range sums {
		mean += sum / float64(len(sums))
	}
	for _, sum := range sums {
		sqr += float64((sum - mean) * (sum - mean))
	}
	return sqr / float64(len(sums)-1) / (lines * lines)
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
