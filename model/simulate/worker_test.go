package simulate

import (
	"fmt"
	"testing"

	"targetcast/model/dist"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// op is a node for tests: one function for the first year and for further ones, of one future at a time.
type op struct {
	name    string
	lengths map[int]bool // of the columns that it was called with
	first   func(c *program.Call, i int)
	next    func(c *program.Call, i int)
}

func (o op) Key() string          { return o.name }
func (o op) Init(c *program.Call) { o.each(c, o.first) }
func (o op) Next(c *program.Call) { o.each(c, o.next) }

func (o op) each(c *program.Call, f func(c *program.Call, i int)) {
	o.lengths[len(c.Out[0])] = true
	for i := range c.Out[0] {
		f(c, i)
	}
}

// chain is a constant 3, a sum of sums of it that is the same in every future, a noisy node that reads the sum of this
// year and of the last, and one that follows the noise from 2023 on.
func chain() ([]op, *program.Program) {
	ops := []op{
		{name: "three", first: func(c *program.Call, i int) { c.Out[0][i] = 3 }},
		{name: "sum", first: func(c *program.Call, i int) { c.Out[0][i], c.State[0][i] = c.In[0][i], 1 }, next: func(c *program.Call, i int) {
			c.State[0][i] += c.In[0][i]
			c.Out[0][i] = c.Prev[0][i] + c.State[0][i]
		}},
		{name: "noise", first: noise, next: noise},
		{name: "late", first: func(c *program.Call, i int) { c.Out[0][i] = 0 }, next: func(c *program.Call, i int) {
			c.Out[0][i] = c.Prev[0][i]
			if c.Year >= 2023 {
				c.Out[0][i] += c.In[0][i]
			}
		}},
	}
	for k := range ops {
		ops[k].lengths = map[int]bool{}
	}
	luck := program.Luck{Input: stream.Input{Name: "noise"}}
	p := &program.Program{First: 2019, Horizon: 2024, Nodes: []program.Node{
		{Op: ops[0], PerFuture: true, Outs: 1},
		{Op: ops[1], In: []program.Ref{{Node: 0}}, Outs: 1, State: 1, Start: 2021, Before: map[int]float64{2019: 5, 2020: 7}},
		{Op: ops[2], In: []program.Ref{{Node: 1}}, Lag: []program.Ref{{Node: 1}}, Luck: []program.Luck{luck}, Outs: 1, Start: 2021},
		{Op: ops[3], In: []program.Ref{{Node: 2}}, Outs: 1, Start: 2021},
	}}
	return ops, p
}

func noise(c *program.Call, i int) { c.Out[0][i] = 10*c.In[0][i] + c.Lag[0][i] + c.Luck[0][i] }

// TestEveryFutureIsRight walks the chain by hand, future by future: sums 3, 3+4, 7+7, 14+10 from 2021 on, 7 in 2020.
// Columns that are the same in every future must be evaluated for one of them and be whole when they are read, for
// any number of blocks at a time.
func TestEveryFutureIsRight(t *testing.T) {
	sums := map[int]float64{2019: 5, 2020: 7, 2021: 3, 2022: 7, 2023: 14, 2024: 24}
	source := stream.MonteCarlo(5, 0)
	for _, blocks := range []int{1, 2, 4} {
		ops, p := chain()
		g := newGraph([]*program.Program{p})
		w := newWorker(g, blocks, nil, nil)
		for round := range 3 { // what an earlier round left must not show
			var f futures
			f.parameter = -1
			for b := range blocks {
				f.luck = append(f.luck, place{source, round*blocks + b})
			}
			late := make([]float64, blocks*stream.Block)
			w.run(f, func(now yearly) {
				z := make([]float64, blocks*stream.Block)
				for b := range blocks {
					part := z[b*stream.Block : (b+1)*stream.Block]
					source.Fill(part, stream.Input{Name: "noise"}, now.year, round*blocks+b)
				}
				dist.NormalScores(z, z)
				sum, noise, end := now.column(program.Ref{Node: 1}), now.column(program.Ref{Node: 2}), now.column(program.Ref{Node: 3})
				for i := range z {
					want := 10*sums[now.year] + sums[now.year-1] + z[i]
					if now.year >= 2023 {
						late[i] += want
					}
					if sum[i] != sums[now.year] || now.year >= 2021 && (noise[i] != want || end[i] != late[i]) {
						t.Fatalf("%d blocks, %d, future %d: %v, %v, %v; want %v, %v, %v", blocks, now.year, i, sum[i], noise[i], end[i], sums[now.year], want, late[i])
					}
				}
			})
		}
		for k, want := range []string{"map[1:true]", "map[1:true]", fmt.Sprintf("map[%d:true]", blocks*stream.Block)} {
			if got := fmt.Sprint(ops[k].lengths); got != want {
				t.Errorf("%s was evaluated for columns of %s, want %s", ops[k].name, got, want)
			}
		}
	}
}
