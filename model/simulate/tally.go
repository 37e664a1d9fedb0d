package simulate

import (
	"context"
	"slices"
	"sync"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// layout is what is tallied of a graph: questions and distributions that several programs share are tallied once.
type layout struct {
	g        *graph
	programs []*program.Program
	events   []question
	shown    []program.Ref
	from     []int // by shown: first year
	// by node: what is asked of it
	eventsOf, shownOf [][]int
	joint             [][]int // sets of events, each a list of indices into events
	groups            []group // sets whose joint hits are counted block by block
	// by program: where its own lists are in the shared ones
	eventAt, shownAt [][]int
	jointAt          []int
	jointEvents      [][]int
	groupAt          [][]int
	draws            map[int][][]float64 // by shown: [year][future], where they are kept
	marks            [][]uint64          // by joint: what each future met; nil when not kept
}

type question struct {
	of    program.Ref
	event attain.Event
}

func newLayout(g *graph, programs []*program.Program) (*layout, error) {
	l := &layout{g: g, programs: programs}
	events, shown, joint := map[question]int{}, map[program.Ref]int{}, map[string]int{}
	groups := map[group]int{}
	for i, p := range programs {
		var at, in, own []int
		for j, e := range p.Events {
			q := question{g.ref(i, e.Of), e.Event}
			k, ok := events[q]
			if !ok {
				if _, err := attain.NewCounter(e.Event); err != nil {
					return nil, err
				}
				k = len(l.events)
				events[q] = k
				l.events = append(l.events, q)
			}
			at = append(at, k)
			if e.Joint {
				in, own = append(in, k), append(own, j)
			}
		}
		l.eventAt, l.jointEvents = append(l.eventAt, at), append(l.jointEvents, own)
		if _, err := attain.NewMasks(max(1, len(in))); err != nil {
			return nil, err
		}
		key := string(encode(in))
		k, ok := joint[key]
		if !ok {
			k = len(l.joint)
			joint[key] = k
			l.joint = append(l.joint, in)
		}
		l.jointAt = append(l.jointAt, k)
		l.addGroups(p, k, groups)
		var where []int
		for _, s := range p.Shown {
			r := g.ref(i, s.Of)
			k, ok := shown[r]
			if !ok {
				k = len(l.shown)
				shown[r] = k
				l.shown, l.from = append(l.shown, r), append(l.from, s.From)
			}
			where = append(where, k)
		}
		l.shownAt = append(l.shownAt, where)
	}
	l.eventsOf, l.shownOf = make([][]int, len(g.nodes)), make([][]int, len(g.nodes))
	for k, q := range l.events {
		l.eventsOf[q.of.Node] = append(l.eventsOf[q.of.Node], k)
	}
	for k, r := range l.shown {
		l.shownOf[r.Node] = append(l.shownOf[r.Node], k)
	}
	return l, nil
}

// group is some events of a joint set: those whose bits are in the mask.
type group struct {
	joint int
	mask  uint64
}

// addGroups lists the groups of one program, those of another program with the same events once.
func (l *layout) addGroups(p *program.Program, joint int, index map[group]int) {
	var at []int
	for _, g := range p.Groups {
		key := group{joint, attain.GroupOf(g.Events...)}
		k, ok := index[key]
		if !ok {
			k = len(l.groups)
			index[key] = k
			l.groups = append(l.groups, key)
		}
		at = append(at, k)
	}
	l.groupAt = append(l.groupAt, at)
}

// keep makes room for the draws and the marks that are asked for, up to so many futures.
func (l *layout) keep(o Options, futures int) {
	if l.draws == nil {
		l.draws = map[int][][]float64{}
	}
	if o.Marks {
		if l.marks == nil {
			l.marks = make([][]uint64, len(l.joint))
		}
		for j, before := range l.marks {
			l.marks[j] = make([]uint64, futures)
			copy(l.marks[j], before)
		}
	}
	for i, p := range l.programs {
		for j, s := range p.Shown {
			k := l.shownAt[i][j]
			if !slices.Contains(o.Keep, s.Indicator) || l.draws[k] != nil && len(l.draws[k][0]) == futures {
				continue
			}
			years := make([][]float64, l.g.horizon-l.from[k]+1)
			for y := range years {
				years[y] = make([]float64, futures)
				if before := l.draws[k]; before != nil {
					copy(years[y], before[y])
				}
			}
			l.draws[k] = years
		}
	}
}

func encode(list []int) []byte {
	var b []byte
	for _, k := range list {
		b = append(b, byte(k), byte(k>>8), byte(k>>16))
	}
	return b
}

// tally is one worker's counts.
type tally struct {
	l        *layout
	batch    int // blocks that come together
	counters []*attain.Counter
	joint    []*attain.Masks
	years    [][]attain.Histogram // by shown, year - from
	masks    []uint64
}

func (l *layout) newTally(batch int) (*tally, error) {
	t := &tally{l: l, batch: batch, masks: make([]uint64, stream.Block)}
	for _, q := range l.events {
		c, err := attain.NewCounter(q.event)
		if err != nil {
			return nil, err
		}
		t.counters = append(t.counters, c)
	}
	for _, set := range l.joint {
		m, err := attain.NewMasks(max(1, len(set))) // a program without joint events counts nothing
		if err != nil {
			return nil, err
		}
		t.joint = append(t.joint, m)
	}
	for _, from := range l.from {
		t.years = append(t.years, make([]attain.Histogram, l.g.horizon-from+1))
	}
	return t, nil
}

// sums is what one block adds to real-valued totals.
type sums struct {
	groups []int64
	events []attain.Block
	shown  [][]float64
}

// part is one block of a batch, as far as it counts.
type part struct {
	number   int // of the block
	from, to int // its futures in the columns of the batch
	*sums
}

// parts cuts the batch that starts with a block into blocks, as far as there are futures; the last may be short.
func (t *tally) parts(block, draws int) []part {
	var out []part
	for b := range t.batch {
		left := draws - (block+b)*stream.Block
		if left <= 0 {
			break
		}
		out = append(out, part{block + b, b * stream.Block, b*stream.Block + min(left, stream.Block), t.l.newSums()})
	}
	return out
}

// see takes one node's columns of one year.
func (t *tally) see(parts []part, node int, now yearly) {
	for _, k := range t.l.eventsOf[node] {
		column := now.column(t.l.events[k].of)
		for b, p := range parts {
			t.counters[k].See(b, now.year, column[p.from:p.to])
		}
	}
	for _, k := range t.l.shownOf[node] {
		r := t.l.shown[k]
		y := now.year - t.l.from[k]
		if y < 0 {
			continue
		}
		x, same := now.same(r)
		for _, p := range parts {
			if same {
				p.shown[k][y] = t.years[k][y].AddTimes(x, p.to-p.from)
			} else {
				p.shown[k][y] = t.years[k][y].AddBlock(now.column(r)[p.from:p.to])
			}
			if kept := t.l.draws[k]; kept != nil {
				copy(kept[y][p.number*stream.Block:], now.column(r)[p.from:p.to])
			}
		}
	}
}

// close counts the b-th block of a batch once all years were seen.
func (t *tally) close(b int, p part) {
	for k, c := range t.counters {
		p.events[k] = c.Block(b)
	}
	n := p.to - p.from
	for j, set := range t.l.joint {
		masks := t.masks[:n]
		clear(masks)
		for bit, k := range set {
			t.counters[k].Mark(masks, b, uint(bit))
		}
		t.joint[j].Add(masks)
		if t.l.marks != nil {
			copy(t.l.marks[j][p.number*stream.Block:], masks)
		}
		for g, of := range t.l.groups {
			if of.joint == j {
				p.groups[g] = attain.CountAll(masks, of.mask)
			}
		}
	}
}

// merge adds what others counted, distributions on several workers.
func (t *tally) merge(ctx context.Context, workers int, others []member) error {
	for _, o := range others {
		if err := t.mergeEvents(o.tally); err != nil {
			return err
		}
	}
	return share(ctx, workers, len(t.years), func() func(int) error {
		return func(k int) error {
			for _, o := range others {
				for y := range t.years[k] {
					t.years[k][y].Merge(&o.tally.years[k][y])
				}
			}
			return nil
		}
	})
}

func (t *tally) mergeEvents(o *tally) error {
	for k := range t.counters {
		if err := t.counters[k].Merge(o.counters[k]); err != nil {
			return err
		}
	}
	for k := range t.joint {
		if err := t.joint[k].Merge(o.joint[k]); err != nil {
			return err
		}
	}
	return nil
}

// totals is the outcome of all blocks.
type totals struct {
	tally   *tally
	futures int
	events  []attain.Total
	shown   [][]float64
	blocks  [][]int64 // by event: hits by block; nil when not kept
	// Hits by replicate, of each event and each group; plain luck is one replicate.
	replicates, groups [][]int64
	smoothed           []*Smoothed        // by event; nil when not asked for
	asked              []bool             // by event: it was tried to smooth it
	smoothedGroups     []*SmoothedGroup   // by group; nil when not asked for
	courses            map[string]*course // by target: what guides its smoothing
}

// reducer adds blocks' sums in block order, however they arrive.
type reducer struct {
	mu      sync.Mutex
	next    int
	waiting map[int]*sums
	sources int // block b is of source b modulo sources
	into    *totals
}

func (r *reducer) add(block int, s *sums) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting[block] = s
	for {
		s, ok := r.waiting[r.next]
		if !ok {
			return
		}
		delete(r.waiting, r.next)
		replicate := r.next % r.sources
		r.next++
		for k, hits := range s.groups {
			r.into.groups[k][replicate] += hits
		}
		for k := range s.events {
			r.into.events[k].Add(s.events[k])
			r.into.replicates[k][replicate] += s.events[k].Hits
			if r.into.blocks != nil {
				r.into.blocks[k] = append(r.into.blocks[k], s.events[k].Hits)
			}
		}
		for k := range s.shown {
			for y, x := range s.shown[k] {
				r.into.shown[k][y] += x
			}
		}
	}
}

func (l *layout) newSums() *sums {
	s := &sums{groups: make([]int64, len(l.groups)), events: make([]attain.Block, len(l.events)), shown: make([][]float64, len(l.shown))}
	for k, from := range l.from {
		s.shown[k] = make([]float64, l.g.horizon-from+1)
	}
	return s
}

func table(rows, columns int) [][]int64 {
	out := make([][]int64, rows)
	for i := range out {
		out[i] = make([]int64, columns)
	}
	return out
}

// several is hits by replicate where there are replicates: nil for plain luck.
func several(hits []int64) []int64 {
	if len(hits) < 2 {
		return nil
	}
	return hits
}

// runs hands each program its own share of the tallies.
func (l *layout) runs(t *totals) []Outcome {
	runs := make([]Outcome, len(l.programs))
	for i, p := range l.programs {
		r := Outcome{Program: p, Joint: t.tally.joint[l.jointAt[i]], JointEvents: l.jointEvents[i]}
		if l.marks != nil {
			r.Marks = l.marks[l.jointAt[i]]
		}
		for _, k := range l.eventAt[i] {
			e := EventResult{Counter: t.tally.counters[k], Total: t.events[k], Unknown: attain.NoRange(), Replicates: several(t.replicates[k])}
			if t.blocks != nil {
				e.Blocks = t.blocks[k]
			}
			if t.smoothed != nil {
				e.Smoothed = t.smoothed[k]
			}
			r.Events = append(r.Events, e)
		}
		for _, k := range l.groupAt[i] {
			g := GroupResult{Replicates: several(t.groups[k])}
			if t.smoothedGroups != nil {
				g.Smoothed = t.smoothedGroups[k]
			}
			for _, hits := range t.groups[k] {
				g.Hits += hits
			}
			r.Groups = append(r.Groups, g)
		}
		for j, k := range l.shownAt[i] {
			r.Shown = append(r.Shown, ShownResult{Indicator: p.Shown[j].Indicator, First: l.from[k], Years: t.tally.years[k], Sums: t.shown[k], Draws: l.draws[k]})
		}
		runs[i] = r
	}
	return runs
}
