package search

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Effect is an input's fair share of the variance of an answer: its Shapley effect. The shares of all inputs sum to 1, also
// where inputs interact or depend on each other.
type Effect struct {
	Input          // without a key, if none such was named: all inputs that were not named, together
	Share  float64 // of the variance
	SE     float64 // standard error, from the orders and the futures
	Lo, Hi float64 // 95 % interval
}

// Effects estimates the Shapley effects of some inputs, and of all others together, for one question (Owen, SIAM/ASA Journal
// on Uncertainty Quantification 2, 2014; Song, Nelson and Staum, the same 4, 2016).
//
// In an order of the inputs, each is given what it adds to the expected variance that is left when only the inputs after it
// are known; its effect is the mean over random orders, each also taken backwards. What is left is half the mean square
// change of the answer when the inputs up to it are drawn anew, given all others. Every pair of orders has futures of its
// own, so that the spread of the pairs tells the whole error.
func Effects(ctx context.Context, p *plan.Plan, pr *program.Program, q Question, named []Input, pairs int, o simulate.Options) ([]Effect, error) {
	s, base, err := rearranged(p, pr, q)
	if err != nil {
		return nil, err
	}
	e := effects{sheet: s, plan: p, base: base, players: withOthers(named, Inputs(p, base)), options: o}
	e.options.Progress = nil
	r := rand.New(rand.NewPCG(o.Seed, 7))
	sum, sqr := make([]float64, len(e.players)), make([]float64, len(e.players))
	for k := range pairs {
		order := r.Perm(len(e.players))
		mean := make([]float64, len(e.players))
		for range 2 {
			e.options.Seed++
			shares, err := e.inOrder(ctx, order)
			if err != nil {
				return nil, err
			}
			for i, x := range shares {
				mean[i] += x / 2
			}
			slices.Reverse(order)
		}
		for i, x := range mean {
			sum[i], sqr[i] = sum[i]+x, sqr[i]+float64(x*x)
		}
		if o.Progress != nil {
			o.Progress(k+1, pairs)
		}
	}
	n := float64(pairs)
	t := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(.975)
	var out []Effect
	for i, in := range e.players {
		f := Effect{Input: in, Share: sum[i] / n}
		f.SE = math.Sqrt(max(0, sqr[i]-float64(sum[i]*f.Share)) / (n - 1) / n)
		f.Lo, f.Hi = f.Share-float64(t*f.SE), f.Share+float64(t*f.SE)
		out = append(out, f)
	}
	return out, nil
}

// withOthers are the named inputs and, as one more, all others that there are.
func withOthers(named, all []Input) []Input {
	out := slices.Clone(named)
	var others Input
	for _, in := range all {
		if playerOf(named, in.luck[0]) < 0 {
			others.luck = append(others.luck, in.luck...)
		}
	}
	if others.luck != nil {
		out = append(out, others)
	}
	return out
}

// playerOf is which of the players holds a column of luck; -1 for none.
func playerOf(players []Input, luck string) int {
	return slices.IndexFunc(players, func(in Input) bool { return slices.Contains(in.luck, luck) })
}

// effects is what every order is asked with.
type effects struct {
	sheet
	plan    *plan.Plan
	base    *program.Program
	players []Input
	options simulate.Options
}

// inOrder is what each player adds, in one order, to the variance that is left, over all of it.
func (e effects) inOrder(ctx context.Context, order []int) ([]float64, error) {
	base, err := e.drawnLast(e.plan, e.base, func(key string) int {
		return slices.Index(order, playerOf(e.players, key)) // the luck of a shock is named as the input
	})
	if err != nil {
		return nil, err
	}
	var redraws []*program.Program
	var luck []string
	for _, i := range order {
		luck = append(luck, e.players[i].luck...)
		redraws = append(redraws, redrawn(base, luck))
	}
	tables, err := e.crossed(ctx, redraws, e.options)
	if err != nil {
		return nil, err
	}
	all, before := halfSquare(tables[len(tables)-1][0]), 0.0
	out := make([]float64, len(e.players))
	for k, i := range order {
		left := halfSquare(tables[k][0])
		if all > 0 {
			out[i] = (left - before) / all
		}
		before = left
	}
	return out, nil
}

// halfSquare is half of the mean square difference between the two sides.
func halfSquare(table []cross) float64 {
	var n, changed float64
	for _, c := range table {
		n += float64(c.n)
		changed += float64(c.n) * (c.x - c.y) * (c.x - c.y)
	}
	return changed / (2 * n)
}
