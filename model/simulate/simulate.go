// Package simulate runs programs block by block and tallies what they did.
//
// A few blocks of 256 futures at a time go through all programs at once; they are shared out among workers. What is counted
// merges exactly, sums are added in block order, so a result does not depend on the number of workers.
package simulate

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// Options say how much to simulate.
type Options struct {
	Draws int    // futures; at least 1; where Error is given, the most
	Seed  uint64 // the luck
	// Error is the standard error that every likelihood, of an event and of a group, is to have: futures are doubled until
	// then. 0: Draws futures, whatever the error. What comes out is what as many Draws would have given.
	Error float64
	// Replicates of a scrambled Sobol' sequence share the futures, which must be Replicates times a power of two of at
	// least 256; 0: plain Monte Carlo. Coordinates are the columns of luck that the sequence serves, the most important
	// first; all others are plain. Futures are numbered block by block: block b is of replicate b modulo Replicates.
	Replicates  int
	Coordinates []stream.Coordinate
	Aim         *Aim // of the coordinates; nil: each moves its own input alone
	Workers     int  // 0: one for each core
	// Sets of parameters for the range of the likelihood over what better data could tell; 0 leaves the range out.
	// Each set is tried on FuturesPerSet futures, where they are more than a block rounded up to whole ones. With replicates the sets
	// are points of another scrambled Sobol' sequence.
	Sets, FuturesPerSet int
	// Progress is called with the share of the work done, never from two goroutines at once. May be nil.
	Progress func(done, total int)
	// Keep names indicators whose draws are kept, future by future: 8 bytes for each distinct program, year and future.
	Keep []string
	// Smooth is on how many futures of each replicate, a multiple of 128, one direction of luck is integrated out of every
	// likelihood; 0: none. Needs replicates.
	Smooth int
	// Base is the program on which the directions are found; nil: the first.
	Base *program.Program
	// Blocks keeps the hits of every event block by block, so that the error of any sum of likelihoods can be told.
	Blocks bool
	// Marks keeps which of the joint events each future met: 8 bytes for each distinct set of events and future.
	Marks bool
}

// Result is what all programs did.
type Result struct {
	Draws, Seed uint64
	Error       float64 // the largest standard error of a likelihood
	Nodes       int     // distinct nodes that were simulated for all programs
	Runs        []Outcome
	keys        [][]digest // of the programs' nodes
}

// Outcome is what one program did.
type Outcome struct {
	Program     *program.Program
	Events      []EventResult // in the order of Program.Events
	Joint       *attain.Masks // bit b is the event Program.Events[JointEvents[b]]
	JointEvents []int
	Marks       []uint64      // by future, with the bits of Joint, when Options.Marks
	Groups      []GroupResult // in the order of Program.Groups
	Shown       []ShownResult // in the order of Program.Shown
}

// EventResult is what became of one event.
type EventResult struct {
	Counter *attain.Counter
	Total   attain.Total
	Unknown attain.Range // the middle 80 % of the likelihood over sets of parameters
	Blocks  []int64      // hits by block of futures, when Options.Blocks
	// Replicates holds the hits by replicate of a Sobol' sequence; nil for plain luck.
	Replicates []int64
	// Smoothed is the same likelihood with one direction integrated out; nil where that was not asked for, where all
	// futures met the event or none did, or where no luck moves its indicator.
	Smoothed *Smoothed
}

// GroupResult is how many futures met every event of a group.
type GroupResult struct {
	Hits       int64
	Replicates []int64        // by replicate of a Sobol' sequence; nil for plain luck
	Smoothed   *SmoothedGroup // nil where that was not asked for
}

// ShownResult is the distribution of one indicator by year, from First on.
type ShownResult struct {
	Indicator string
	First     int
	Years     []attain.Histogram
	Sums      []float64 // by year
	// Draws holds [year][future] when the indicator's draws are kept. The same future has the same number everywhere.
	Draws [][]float64
}

// Run simulates the programs. It stops early, with the context's error, when the context ends.
func Run(ctx context.Context, programs []*program.Program, o Options) (*Result, error) {
	if len(programs) == 0 {
		return nil, errors.New("nothing to simulate")
	}
	if o.Draws < 1 {
		return nil, fmt.Errorf("%d futures asked for; at least 1 is needed", o.Draws)
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if err := o.checkReplicates(); err != nil {
		return nil, err
	}
	if o.Smooth < 0 || o.Smooth%lineFutures != 0 || o.Smooth > 0 && o.Replicates == 0 {
		return nil, fmt.Errorf("smoothing on %d futures of each replicate; it needs replicates and a multiple of %d of their futures", o.Smooth, lineFutures)
	}
	if err := o.Aim.check(o.Coordinates); err != nil {
		return nil, err
	}
	g := newGraph(programs)
	l, err := newLayout(g, programs)
	if err != nil {
		return nil, err
	}
	done := &meter{sets: o.Sets * perSet(o), tell: o.Progress}
	total, err := l.main(ctx, o, done)
	if err != nil {
		return nil, err
	}
	res := &Result{Draws: uint64(total.futures), Seed: o.Seed, Error: total.precision(), Nodes: len(g.nodes), Runs: l.runs(total), keys: g.keys}
	if o.Sets > 0 {
		if err := l.ranges(ctx, o, done, res); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// sources are the luck of each replicate.
func (o Options) sources() []stream.Source {
	if o.Replicates == 0 {
		return []stream.Source{stream.MonteCarlo(o.Seed, 0)}
	}
	var all []stream.Source
	for r := range o.Replicates {
		all = append(all, stream.Sobol(o.Seed, r, o.Coordinates))
	}
	return all
}

func (o Options) checkReplicates() error {
	if o.Replicates == 0 {
		return nil
	}
	if points := o.Draws / o.Replicates; o.Replicates < 2 || points*o.Replicates != o.Draws || points < stream.Block || points&(points-1) != 0 {
		return fmt.Errorf("%d futures in %d replicates of a Sobol' sequence; each of at least 2 replicates needs a power of two of at least %d",
			o.Draws, o.Replicates, stream.Block)
	}
	return nil
}

// perSet is how many blocks of luck a set of parameters is tried on.
func perSet(o Options) int { return (o.FuturesPerSet + stream.Block - 1) / stream.Block }

// meter tells progress.
type meter struct {
	mu          sync.Mutex
	done, total int
	sets        int // blocks of the range over parameters
	tell        func(done, total int)
}

// expect says how many blocks there will be beside those of the range over parameters.
func (m *meter) expect(blocks int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.total = blocks + m.sets
}

func (m *meter) tick(blocks int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done += blocks
	if m.tell != nil {
		m.tell(m.done, m.total)
	}
}

// share runs work(worker, item) for the items 0..n-1 on several workers, each of which does rising items.
func share(ctx context.Context, workers, n int, make func() func(item int) error) error {
	var next int
	var mu sync.Mutex
	var failure error
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if failure == nil {
			failure = ctx.Err()
		}
		if failure != nil || next >= n {
			return 0, false
		}
		next++
		return next - 1, true
	}
	var wg sync.WaitGroup
	for range min(workers, n) {
		work := make()
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				i, ok := take()
				if !ok {
					return
				}
				if err := work(i); err != nil {
					mu.Lock()
					failure = errors.Join(failure, err)
					mu.Unlock()
					return
				}
			}
		}()
	}
	wg.Wait()
	return failure
}
