package search

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/model/stream"
)

// Exactly is the greatest number of changes for which all their combinations are tried.
const Exactly = 8

// orders is how many random orders of more changes are tried.
const orders = 24

// Credit is what each of several changes contributes to a difference.
type Credit struct {
	From, To float64   // the answer without any change and with all
	Parts    []float64 // by change; they sum to To less From
	Half     []float64 // by change: half of the 95 % interval, from the number of futures and, where not Exact, of orders
	Exact    bool      // every combination of changes was tried
}

// Shapley splits the difference that several changes make together among them: each gets what it adds on average over
// all orders in which they could be made (Shapley, 1953). with builds the program with the changes of a set, one bit each.
// The questions must be single events or numbers of events, whose answers are sums of hits.
func Shapley(ctx context.Context, changes int, with func(set uint64) (*program.Program, error), questions []Question, o simulate.Options) ([]Credit, error) {
	if changes < 1 || changes > 63 {
		return nil, fmt.Errorf("%d changes to share a difference among; 1 to 63 are possible", changes)
	}
	for _, q := range questions {
		if q.AtLeast > 0 && len(q.Of) > 1 {
			return nil, fmt.Errorf("the credit of changes is told for single targets and for the number of targets met")
		}
	}
	weights, exact := everyOrder(changes), true
	if changes > Exactly {
		weights, exact = someOrders(changes, o.Seed), false
	}
	sets, at := setsOf(weights)
	s, err := newSheet(questions)
	if err != nil {
		return nil, err
	}
	programs := make([]*program.Program, len(sets))
	for i, set := range sets {
		p, err := with(set)
		if err != nil {
			return nil, err
		}
		if programs[i], err = s.narrow(p); err != nil {
			return nil, err
		}
	}
	o.Sets, o.Blocks = 0, true
	res, err := simulate.Run(ctx, programs, o)
	if err != nil {
		return nil, err
	}
	credits := make([]Credit, len(s.answers))
	for k, q := range s.answers {
		hits := make([][]float64, len(sets)) // by set, block
		for i, run := range res.Runs {
			hits[i] = q.byBlock(run)
		}
		credits[k] = credit(weights, hits, at, float64(res.Draws))
		credits[k].From, credits[k].To = total(hits[at[0]])/float64(res.Draws), total(hits[at[1<<changes-1]])/float64(res.Draws)
		credits[k].Exact = exact
	}
	return credits, nil
}

// step is one change made after a set of others, with its weight. order numbers the order it belongs to, where orders
// are sampled.
type step struct {
	before uint64
	weight float64
	order  int
}

// everyOrder gives the steps of each change over all sets of the others, with the weights |S|!(n-|S|-1)!/n!.
func everyOrder(n int) [][]step {
	weight := make([]float64, n)
	for k := range n { // 1 / (n · C(n-1, k))
		weight[k] = 1 / float64(n) / choose(n-1, k)
	}
	out := make([][]step, n)
	for change := range n {
		for set := range uint64(1) << n {
			if set>>change&1 == 0 {
				out[change] = append(out[change], step{before: set, weight: weight[bits.OnesCount64(set)]})
			}
		}
	}
	return out
}

func choose(n, k int) float64 {
	c := 1.
	for i := range k {
		c = c * float64(n-i) / float64(i+1)
	}
	return math.Round(c)
}

// someOrders gives the steps of random orders, each followed by its reverse, which evens out what is added early and late.
func someOrders(n int, seed uint64) [][]step {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([][]step, n)
	add := func(order []int, number int) {
		var set uint64
		for _, change := range order {
			out[change] = append(out[change], step{before: set, weight: 1. / orders, order: number})
			set |= 1 << change
		}
	}
	for i := range orders / 2 {
		order := r.Perm(n)
		add(order, i)
		back := make([]int, n)
		for j, change := range order {
			back[n-1-j] = change
		}
		add(back, i)
	}
	return out
}

// setsOf lists every set that the steps lead from or to, once.
func setsOf(weights [][]step) (sets []uint64, at map[uint64]int) {
	at = map[uint64]int{}
	add := func(set uint64) {
		if _, ok := at[set]; !ok {
			at[set] = len(sets)
			sets = append(sets, set)
		}
	}
	add(0)
	add(1<<len(weights) - 1)
	for change, steps := range weights {
		for _, s := range steps {
			add(s.before)
			add(s.before | 1<<change)
		}
	}
	return sets, at
}

// byBlock is the sum of the answers in each block of futures.
func (a answer) byBlock(run simulate.Outcome) []float64 {
	var out []float64
	for i, e := range run.Events {
		if a.group>>i&1 == 0 {
			continue
		}
		if out == nil {
			out = make([]float64, len(e.Blocks))
		}
		for b, h := range e.Blocks {
			out[b] += float64(h)
		}
	}
	return out
}

// credit adds up the steps of each change. The error is that of block means (independent, of 256 futures each) about
// their mean, and, for sampled orders, that of pairs of orders about theirs; the two are added as variances, which
// counts the part of the first that the second holds twice.
func credit(weights [][]step, hits [][]float64, at map[uint64]int, draws float64) Credit {
	c := Credit{}
	blocks := len(hits[0])
	for change, steps := range weights {
		gain := make([]float64, blocks)
		pairs := map[int]float64{}
		for _, s := range steps {
			from, to := hits[at[s.before]], hits[at[s.before|1<<change]]
			for b := range gain {
				gain[b] += float64(s.weight * (to[b] - from[b]))
			}
			pairs[s.order] += (total(to) - total(from)) / draws / 2
		}
		part := total(gain) / draws
		variance, freedom := blockVariance(gain, draws), blocks-1
		if n := len(pairs); n > 1 {
			var sqr float64
			for k := range n {
				sqr += (pairs[k] - part) * (pairs[k] - part)
			}
			variance, freedom = variance+sqr/float64(n-1)/float64(n), min(freedom, n-1)
		}
		half := math.NaN() // one block tells no error
		if freedom > 0 {
			half = distuv.StudentsT{Sigma: 1, Nu: float64(freedom)}.Quantile(.975) * math.Sqrt(variance)
		}
		c.Parts, c.Half = append(c.Parts, part), append(c.Half, half)
	}
	return c
}

// blockVariance is the variance of the mean per future of sums over blocks; the last block may be smaller. It is NaN
// for a single block.
func blockVariance(sums []float64, draws float64) float64 {
	n := float64(len(sums))
	mean := total(sums) / draws
	var sqr float64
	for b, x := range sums {
		size := min(stream.Block, draws-float64(b*stream.Block))
		sqr += (x - float64(size*mean)) * (x - float64(size*mean))
	}
	return sqr / draws / draws * n / (n - 1)
}

func total(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum
}
