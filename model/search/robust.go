package search

import (
	"context"
	"fmt"
	"math"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Robustness is how choices do in states of the world that nobody chooses.
//
// Regret is measured in the unit of the answer against the best choice in the same state, never as a share of it, so it
// is defined where the best answer is 0.
type Robustness struct {
	Answer   [][]Point // [choice][state]
	Regret   [][]float64
	Half     [][]float64 // half of the 95 % interval of each regret, on the same futures
	Tied     [][]bool    // with the best choice of the state: the same, or not told from it by so many futures
	Worst    []float64   // by choice: the least answer over the states (maximin)
	Greatest []float64   // by choice: the greatest regret over the states (minimax regret)
	Good     []int       // by choice: number of states with an answer of at least the level
	Mixture  []float64   // by choice: the mean over the states by their weights; nil without weights
}

// Robust asks a question of every choice in every state: programs is [choice][state]. Without weights states are never
// averaged. Weights are one for each state, and are scaled to sum to 1.
func Robust(ctx context.Context, programs [][]*program.Program, q Question, level float64, weights []float64, o simulate.Options) (*Robustness, error) {
	states := len(programs[0])
	weights, err := scaled(weights, states)
	if err != nil {
		return nil, err
	}
	s, err := newSheet([]Question{q})
	if err != nil {
		return nil, err
	}
	var asked [][]*program.Program
	var all []*program.Program
	for _, row := range programs {
		var narrowed []*program.Program
		for _, p := range row {
			n, err := s.narrow(p)
			if err != nil {
				return nil, err
			}
			narrowed = append(narrowed, n)
		}
		asked, all = append(asked, narrowed), append(all, narrowed...)
	}
	mean, se, err := Answers(ctx, all, q, o)
	if err != nil {
		return nil, err
	}
	r := &Robustness{}
	for i := range asked {
		var row []Point
		for j := range states {
			row = append(row, Point{P: mean[i*states+j], SE: se[i*states+j]})
		}
		r.Answer = append(r.Answer, row)
	}
	if err := r.regrets(ctx, s, asked, o); err != nil {
		return nil, err
	}
	r.summarise(level, weights)
	return r, nil
}

func scaled(weights []float64, states int) ([]float64, error) {
	if len(weights) == 0 {
		return nil, nil
	}
	if len(weights) != states {
		return nil, fmt.Errorf("%d weights for %d states", len(weights), states)
	}
	sum := total(weights)
	out := make([]float64, states)
	for j, w := range weights {
		if !(w >= 0) || math.IsInf(w, 0) || !(sum > 0) {
			return nil, fmt.Errorf("weight %v: weights are 0 or more, and not all 0", w)
		}
		out[j] = w / sum
	}
	return out, nil
}

// regrets holds every choice against the best of its state, future by future.
func (r *Robustness) regrets(ctx context.Context, s sheet, asked [][]*program.Program, o simulate.Options) error {
	var pairs []*program.Program
	var same []bool
	for j := range asked[0] {
		best := 0
		for i := range asked {
			if r.Answer[i][j].P > r.Answer[best][j].P {
				best = i
			}
		}
		for i := range asked {
			pair, err := beside(asked[i][j], asked[best][j])
			if err != nil {
				return err
			}
			pairs, same = append(pairs, pair), append(same, Same(asked[i][j], asked[best][j]))
		}
	}
	tables, err := s.crossed(ctx, pairs, o)
	if err != nil {
		return err
	}
	n := len(asked)
	for i := range asked {
		var regret, half []float64
		var tied []bool
		for j := range asked[i] {
			k := j*n + i
			d := s.answers[0].between(tables[k][0])
			if same[k] {
				d.Lo, d.Hi = 0, 0
			}
			regret, half, tied = append(regret, d.Delta), append(half, (d.Hi-d.Lo)/2), append(tied, d.Lo <= 0)
		}
		r.Regret, r.Half, r.Tied = append(r.Regret, regret), append(r.Half, half), append(r.Tied, tied)
	}
	return nil
}

func (r *Robustness) summarise(level float64, weights []float64) {
	for i, row := range r.Answer {
		worst, greatest, good, mixture := math.Inf(1), 0., 0, 0.
		for j, p := range row {
			worst, greatest = min(worst, p.P), max(greatest, r.Regret[i][j])
			if p.P >= level {
				good++
			}
			if weights != nil {
				mixture += float64(weights[j] * p.P)
			}
		}
		r.Worst, r.Greatest, r.Good = append(r.Worst, worst), append(r.Greatest, greatest), append(r.Good, good)
		if weights != nil {
			r.Mixture = append(r.Mixture, mixture)
		}
	}
}
