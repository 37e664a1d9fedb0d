package simulate

import (
	"context"
	"math"

	"targetcast/model/attain"
	"targetcast/model/stream"
)

// firstBlocks is how many blocks of futures are simulated before the first look at the errors: 4096 futures.
const firstBlocks = 16

// main simulates the futures round by round, each round as many as there were before, and counts them.
func (l *layout) main(ctx context.Context, o Options, done *meter) (*totals, error) {
	team := newTeam(l, o)
	for from, needed := 0, 1; from < o.Draws && from < needed; {
		to := o.Draws
		if o.Error > 0 {
			to = min(to, max(2*from, firstBlocks*stream.Block))
			needed = max(needed, to)
		}
		l.keep(o, to)
		done.expect((min(max(needed, to), o.Draws) + stream.Block - 1) / stream.Block)
		if err := team.simulate(ctx, from/stream.Block, to, done); err != nil {
			return nil, err
		}
		team.totals.futures = to
		if o.Smooth > 0 {
			if err := l.smooth(ctx, o, team.totals); err != nil {
				return nil, err
			}
		}
		from, needed = to, o.needed(to, team.totals.precision())
	}
	if err := team.members[0].tally.merge(ctx, o.Workers, team.members[1:]); err != nil {
		return nil, err
	}
	team.totals.tally = team.members[0].tally
	return team.totals, nil
}

// needed is how many futures it should take to reach the error that is asked for, now that so many have come to another:
// as independent futures go, rounded up to what rounds bring. Where the error is reached it is the futures there are.
func (o Options) needed(futures int, largest float64) int {
	for o.Error > 0 && largest > o.Error && futures < o.Draws {
		futures, largest = 2*futures, largest/math.Sqrt2
	}
	return futures
}

// team is workers with their tallies, kept from round to round.
type team struct {
	l       *layout
	o       Options
	sources []stream.Source
	batch   int
	members []member
	reducer *reducer
	totals  *totals
}

type member struct {
	worker *worker
	tally  *tally
}

func newTeam(l *layout, o Options) *team {
	t := &team{l: l, o: o, sources: o.sources(), batch: l.g.batch()}
	t.totals = &totals{events: make([]attain.Total, len(l.events)), shown: l.newSums().shown,
		replicates: table(len(l.events), len(t.sources)), groups: table(len(l.groups), len(t.sources))}
	if o.Blocks {
		t.totals.blocks = make([][]int64, len(l.events))
	}
	t.reducer = &reducer{waiting: map[int]*sums{}, sources: len(t.sources), into: t.totals}
	return t
}

// simulate takes the blocks from a number on up to so many futures in all.
func (t *team) simulate(ctx context.Context, from, futures int, done *meter) error {
	batches := (futures - from*stream.Block + t.batch*stream.Block - 1) / (t.batch * stream.Block)
	busy := 0
	err := share(ctx, t.o.Workers, batches, func() func(int) error {
		if busy == len(t.members) {
			tally, _ := t.l.newTally(t.batch) // newLayout has made each of its parts once
			t.members = append(t.members, member{newWorker(t.l.g, t.batch, t.o.Coordinates, t.o.Aim), tally})
		}
		m := t.members[busy]
		busy++
		return func(i int) error { return t.take(m, from+i*t.batch, futures, done) }
	})
	t.totals.futures = futures
	return err
}

// take simulates one batch of blocks and counts it.
func (t *team) take(m member, block, futures int, done *meter) error {
	parts := m.tally.parts(block, futures)
	f := t.luck(parts)
	m.worker.walk(f, func(node int, now yearly) { m.tally.see(parts, node, now) })
	for b, p := range parts {
		m.tally.close(b, p)
		t.reducer.add(p.number, p.sums)
	}
	done.tick(len(parts))
	return nil
}

func (t *team) luck(parts []part) futures {
	f := futures{parameter: -1}
	for _, p := range parts {
		f.luck = append(f.luck, place{t.sources[p.number%len(t.sources)], p.number / len(t.sources)})
	}
	return f
}

// precision is the largest standard error of a likelihood, of an event or of a group. What 16 replicates say of an error is
// itself off by a fifth, so that the largest of some hundred would mostly be noise: it counts as no larger than that of as
// many independent futures, which scrambled points do not exceed. Where a smoothed likelihood is better its error counts.
func (t *totals) precision() float64 {
	largest := 0.0
	for k, hits := range t.groups {
		e := standardError(hits, t.futures)
		if t.smoothedGroups != nil && t.smoothedGroups[k].All != nil {
			e = min(e, t.smoothedGroups[k].standardError(hits, t.futures))
		}
		largest = max(largest, e)
	}
	for k, hits := range t.replicates {
		e := standardError(hits, t.futures)
		if t.smoothed != nil && t.smoothed[k] != nil && t.smoothed[k].P != nil {
			e = min(e, t.smoothed[k].standardError(hits, t.futures))
		}
		largest = max(largest, e)
	}
	return largest
}

// standardError is that of a share, from its hits by replicate; those of plain luck are binomial.
func standardError(hits []int64, futures int) float64 {
	var sum int64
	for _, h := range hits {
		sum += h
	}
	p := float64(sum) / float64(futures)
	independent := math.Sqrt(p * (1 - p) / float64(futures))
	if len(hits) == 1 {
		return independent
	}
	return min(independent, attain.ReplicateError(hits, int64(futures/len(hits))))
}
