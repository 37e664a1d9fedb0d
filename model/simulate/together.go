package simulate

import (
	"math"
	"math/bits"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/program"
)

// SmoothedGroup is how many targets of a group are met together, with a direction of luck integrated out for each: on each line
// every target crosses its threshold somewhere on a line of its own, or several on one that they share (see strands).
type SmoothedGroup struct {
	All   []float64 // all are met, by replicate; nil where that is left to counts
	Lines int
	// Stepped says that it is because a target jumps over its threshold where it is moved, or because all do; Shared, because a scenario
	// lets a target rest on what another one's lines move.
	Stepped, Shared bool
	Unresolved      float64 // by how much All may be off because crossings are known no better, see Smoothed
	// Number is the probability that exactly k targets are met, Pairs[i][j] that those at the places i and j of the group are; nil
	// where a target is not moved, but met all along a line or never: its count has the smaller error there.
	Number []float64
	Pairs  [][]float64
}

// standardError is that of All where it is clearly better than counting these hits; infinite otherwise.
func (s *SmoothedGroup) standardError(hits []int64, futures int) float64 {
	return smoothedError(s.All, s.Unresolved, hits, futures, attain.ClearlyBetter)
}

// smoothGroups smooths all groups of all programs, on lines that all share.
func (l *layout) smoothGroups(base *program.Program, o Options, t *totals) error {
	s, err := newStrands(base, o, t.courses)
	if err != nil {
		return err
	}
	tg := l.together(s, o)
	if len(s.guides) > 0 {
		if err := tg.run(l, o); err != nil {
			return err
		}
	}
	for k, g := range tg.groups {
		g.close(o.Smooth)
		t.smoothedGroups[k] = g.SmoothedGroup
	}
	return nil
}

// together is the events of all groups on their strands.
type together struct {
	strands   *strands
	events    []int // distinct ones
	strand    []int // by event; -1 for none
	shared    []bool
	stepped   []bool
	groups    []*party
	path      []path       // by event, of the line at hand
	closeness []*closeness // by event, where looked for
}

// party is one group while lines are added up.
type party struct {
	*SmoothedGroup
	events  []int     // places among the events of together
	alone   []int     // places in events of those that have a line of their own, or none
	bound   [][]int   // of those that share one
	moved   bool      // every event has a line
	sums    []float64 // of all, by replicate
	sum     *pattern  // nil unless moved
	loose   float64
	shift   float64   // by how much all changes where crossings are put right
	shifts  *pattern  // and the rest
	chances []float64 // of the line at hand, by event
	number  []float64
}

// pattern is how many of a group are met, and which pairs, where every one is moved.
type pattern struct {
	number []float64
	pairs  [][]float64
}

func newPattern(n int) *pattern { return &pattern{make([]float64, n+1), allocate(n, n)} }

// add adds another one so many times.
func (p *pattern) add(other *pattern, times float64) {
	for k, x := range other.number {
		p.number[k] += float64(x * times)
	}
	for i, row := range other.pairs {
		for j, x := range row {
			p.pairs[i][j] += float64(x * times)
		}
	}
}

func (l *layout) together(s *strands, o Options) *together {
	tg := &together{strands: s}
	at := map[int]int{}
	names := map[int]string{}
	for i, p := range l.programs {
		for j, e := range p.Events {
			if k := l.eventAt[i][j]; e.Joint && names[k] == "" {
				names[k] = e.Target
			}
		}
	}
	for _, g := range l.groups {
		p := &party{SmoothedGroup: &SmoothedGroup{Lines: o.Smooth * o.Replicates}, moved: true, sums: make([]float64, o.Replicates)}
		on := map[int][]int{}
		for mask := g.mask; mask != 0; mask &= mask - 1 {
			k := l.joint[g.joint][bits.TrailingZeros64(mask)]
			if _, ok := at[k]; !ok {
				at[k] = len(tg.events)
				tg.events = append(tg.events, k)
				strand, ok := s.of[names[k]]
				if !ok {
					strand = -1
				}
				tg.strand = append(tg.strand, strand)
			}
			place := len(p.events)
			p.events = append(p.events, at[k])
			strand := tg.strand[at[k]]
			p.moved = p.moved && strand >= 0
			on[strand] = append(on[strand], place)
		}
		p.alone = on[-1]
		for strand := range s.guides {
			switch of := on[strand]; {
			case len(of) == 1:
				p.alone = append(p.alone, of[0])
			case len(of) > 1:
				p.bound = append(p.bound, of)
			}
		}
		if n := len(p.events); p.moved {
			p.sum, p.shifts = newPattern(n), newPattern(n)
		}
		p.chances, p.number = make([]float64, len(p.events)), make([]float64, len(p.events)+1)
		p.Stepped = len(p.alone) == len(on[-1]) && len(p.bound) == 0
		tg.groups = append(tg.groups, p)
	}
	tg.shared, tg.stepped = make([]bool, len(tg.events)), make([]bool, len(tg.events))
	tg.path, tg.closeness = make([]path, len(tg.events)), make([]*closeness, len(tg.events))
	for n, k := range tg.events {
		tg.shared[n] = l.rests(k, tg.strand[n], s)
	}
	return tg
}

// rests reports whether an event rests on what another strand than its own moves.
func (l *layout) rests(event, own int, s *strands) bool {
	part, _ := l.g.only(l.events[event].of)
	needs := map[string]bool{}
	for _, in := range part.inputs {
		needs[in.Name] = true
	}
	for strand, g := range s.guides {
		for k, c := range g.of {
			if strand != own && g.moves[k] && needs[c.Name] {
				return true
			}
		}
	}
	return false
}

func (tg *together) run(l *layout, o Options) error {
	questions := make([]question, len(tg.events))
	for n, k := range tg.events {
		questions[n] = l.events[k]
	}
	w, err := newWalk(l.g, questions, tg.strands.guides, tg.strands.order, o)
	if err != nil {
		return err
	}
	for w.next() {
		if w.first() {
			if err := tg.check(w); err != nil {
				return err
			}
		}
		for i, r := range w.of {
			tg.trace(w, i)
			for _, g := range tg.groups {
				g.add(tg.path, r)
			}
		}
	}
	return nil
}

func (tg *together) trace(w *walk, line int) {
	for n := range tg.path {
		tg.path[n] = w.trace(n, line)
	}
}

// check looks at the crossings of some lines from close by, and tells each group what that means.
func (tg *together) check(w *walk) error {
	for n, strand := range tg.strand {
		if strand < 0 || tg.shared[n] {
			continue
		}
		c, err := w.check(n, strand)
		if err != nil {
			return err
		}
		tg.closeness[n], tg.stepped[n] = c, 20*c.stepped > c.crossings
	}
	for _, g := range tg.groups {
		for _, n := range g.events {
			g.Stepped, g.Shared = g.Stepped || tg.stepped[n], g.Shared || tg.shared[n]
		}
	}
	tg.correct(w)
	return nil
}

// correct finds what changes where the crossings that were looked at are put right, and by how much that may be off.
func (tg *together) correct(w *walk) {
	before := make([]float64, len(tg.groups))
	mean, sqr := make([]float64, len(tg.groups)), make([]float64, len(tg.groups))
	lines := w.closely()
	n := float64(len(lines))
	for i, line := range lines {
		tg.trace(w, line)
		for k, g := range tg.groups {
			before[k] = g.all(tg.path)
			g.count(tg.path, g.shifts, -1/n)
			for _, e := range g.events {
				if c := tg.closeness[e]; c != nil && c.loose[i] > 0 {
					g.loose += float64(c.loose[i]*g.others(tg.path, e)) / n * float64(g.Lines)
				}
			}
		}
		for e, c := range tg.closeness {
			if c != nil && c.off[i] != 0 {
				tg.path[e].at[0] += c.off[i]
			}
		}
		for k, g := range tg.groups {
			d := g.all(tg.path) - before[k]
			mean[k] += d / n
			sqr[k] += float64(d*d) / n
			g.count(tg.path, g.shifts, 1/n)
		}
	}
	for k, g := range tg.groups {
		g.shift = mean[k]
		g.Unresolved = float64(2 * math.Sqrt(max(0, sqr[k]-float64(mean[k]*mean[k]))/n))
	}
}

// all is the share of the law on which all events are met.
func (p *party) all(paths []path) float64 {
	share := 1.
	for _, n := range p.alone {
		share *= paths[p.events[n]].share()
	}
	for _, bound := range p.bound {
		sum, every := 0.0, uint64(1)<<len(bound)-1
		p.sweep(paths, bound, func(met uint64, part float64) {
			if met == every {
				sum += part
			}
		})
		share *= sum
	}
	return share
}

// others is the share on which all events but one are met: by so much the share of all changes at most when that one's does.
func (p *party) others(paths []path, one int) float64 {
	kept := paths[one]
	paths[one] = path{met: true}
	share := p.all(paths)
	paths[one] = kept
	return share
}

// sweep goes along a line that some events share and tells which of them are met on each part of the law.
func (p *party) sweep(paths []path, bound []int, see func(met uint64, part float64)) {
	type turn struct {
		at float64
		of int
	}
	var turns []turn
	met := uint64(0)
	for b, n := range bound {
		of := &paths[p.events[n]]
		if of.met {
			met |= 1 << b
		}
		for _, at := range of.at[:of.n] {
			turns = append(turns, turn{at, b})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	before := 0.0
	for _, t := range turns {
		law := dist.Phi(t.at)
		see(met, law-before)
		met ^= 1 << t.of
		before = law
	}
	see(met, 1-before)
}

// add takes one line of a replicate.
func (p *party) add(paths []path, replicate int) {
	p.sums[replicate] += p.all(paths)
	for _, n := range p.events {
		if paths[n].folded {
			p.loose += float64(paths[n].loose() * p.others(paths, n))
		}
	}
	p.count(paths, p.sum, 1)
}

// count adds one line to a pattern so many times, where there is one.
func (p *party) count(paths []path, into *pattern, times float64) {
	if into == nil {
		return
	}
	number := p.number[:1]
	number[0] = 1
	clear(p.chances)
	for _, n := range p.alone {
		share := paths[p.events[n]].share()
		p.chances[n] = share
		number = convolve(number, []float64{1 - share, share})
	}
	for _, bound := range p.bound {
		parts := make([]float64, len(bound)+1)
		p.sweep(paths, bound, func(met uint64, part float64) {
			parts[bits.OnesCount64(met)] += part
			for a, i := range bound {
				if met>>a&1 == 1 {
					p.chances[i] += part
				}
			}
		})
		number = convolve(number, parts)
	}
	for k, x := range number {
		into.number[k] += float64(x * times)
	}
	for i, x := range p.chances {
		for j, y := range p.chances {
			if i != j {
				y = float64(x * y)
			}
			into.pairs[i][j] += float64(y * times)
		}
	}
	for _, bound := range p.bound {
		p.pair(paths, bound, into, times)
	}
}

// convolve extends the probabilities of each number by further events, of which k are met with the probability parts[k]. The room behind number is used.
func convolve(number, parts []float64) []float64 {
	some := len(number) + len(parts) - 1
	out := number[:some]
	for k := some - 1; k >= 0; k-- {
		sum := 0.0
		for j, part := range parts {
			if i := k - j; i >= 0 && i < len(number) {
				sum += float64(number[i] * part)
			}
		}
		out[k] = sum
	}
	return out
}

// pair puts right the pairs of events that share a line.
func (p *party) pair(paths []path, bound []int, into *pattern, times float64) {
	for _, i := range bound {
		for _, j := range bound {
			if i != j {
				into.pairs[i][j] -= float64(float64(p.chances[i]*p.chances[j]) * times)
			}
		}
	}
	p.sweep(paths, bound, func(met uint64, part float64) {
		for a, i := range bound {
			for b, j := range bound {
				if a != b && met>>a&1 == 1 && met>>b&1 == 1 {
					into.pairs[i][j] += float64(part * times)
				}
			}
		}
	})
}

func (p *party) close(points int) {
	if p.Stepped || p.Shared {
		p.Unresolved = 1
		return
	}
	lines := float64(p.Lines)
	for _, sum := range p.sums {
		p.All = append(p.All, min(max(0, sum/float64(points)+p.shift), 1))
	}
	p.Unresolved += p.loose / lines
	if p.moved {
		p.shifts.add(p.sum, 1/lines)
		p.Number, p.Pairs = p.shifts.number, p.shifts.pairs
	}
}
