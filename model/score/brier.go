package score

import (
	"fmt"
	"math"
	"slices"
)

// Brier is the mean squared error of probabilities of events, and what it is made of.
type Brier struct {
	Score       float64 // Reliability - Resolution + Uncertainty
	Reliability float64 // how far stated probabilities are from the frequencies that followed; 0 is best
	Resolution  float64 // how far those frequencies differ from each other; more is better
	Uncertainty float64 // of the events themselves
}

// BrierOf decomposes the score of probabilities (Murphy, 1973). Equal probabilities make one class, so the parts add
// up exactly; where most probabilities differ, reliability is inflated and Corp is the better answer.
func BrierOf(p []float64, happened []bool) (Brier, error) {
	if err := events(p, happened); err != nil {
		return Brier{}, err
	}
	type class struct{ n, hits float64 }
	classes := map[float64]*class{}
	n, base := float64(len(p)), 0.
	var b Brier
	for i, v := range p {
		c := classes[v]
		if c == nil {
			c = &class{}
			classes[v] = c
		}
		o := indicator(happened[i])
		c.n, c.hits, base = c.n+1, c.hits+o, base+o/n
		b.Score += (v - o) * (v - o) / n
	}
	var stated []float64
	for v := range classes {
		stated = append(stated, v)
	}
	slices.Sort(stated) // sums in one order give the same digits every time
	for _, v := range stated {
		c := classes[v]
		f := c.hits / c.n
		b.Reliability += c.n / n * (v - f) * (v - f)
		b.Resolution += c.n / n * (f - base) * (f - base)
	}
	b.Uncertainty = base * (1 - base)
	return b, nil
}

// Corp is the reliability of probabilities without classes chosen by hand.
type Corp struct {
	Score           float64 // Brier's: Miscalibration - Discrimination + Uncertainty
	Miscalibration  float64 // MCB: what recalibration would gain
	Discrimination  float64 // DSC: what the recalibrated probabilities are better than the base rate
	Uncertainty     float64 // UNC: Brier score of the base rate
	Blocks          []Block // the reliability curve, in order of the stated probabilities
	Events, Happens int     // how many events there were, and how many happened
}

// Block is a range of stated probabilities that have one recalibrated probability.
type Block struct {
	Lo, Hi float64 // stated
	P      float64 // frequency with which the events happened
	N      int
}

// CorpOf recalibrates probabilities by isotonic regression and compares Brier's scores before and after (Dimitriadis,
// Gneiting and Jordan, PNAS 118(8), 2021). Uncertainty is that of the base rate seen.
func CorpOf(p []float64, happened []bool) (Corp, error) {
	if err := events(p, happened); err != nil {
		return Corp{}, err
	}
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case p[i] < p[j]:
			return -1
		case p[i] > p[j]:
			return 1
		}
		return 0
	})
	c := Corp{Events: len(p)}
	n, hits := float64(len(p)), 0.
	for _, i := range order {
		o := indicator(happened[i])
		hits += o
		c.Score += (p[i] - o) * (p[i] - o) / n
		if last := len(c.Blocks) - 1; last >= 0 && c.Blocks[last].Hi == p[i] { // equal probabilities belong together
			c.Blocks[last] = merged(c.Blocks[last], Block{p[i], p[i], o, 1})
		} else {
			c.Blocks = append(c.Blocks, Block{p[i], p[i], o, 1})
		}
	}
	c.Blocks = isotonic(c.Blocks)
	base := hits / n
	c.Happens, c.Uncertainty = int(hits), base*(1-base)
	var after float64
	for _, b := range c.Blocks {
		after += float64(b.N) / n * b.P * (1 - b.P) // the mean squared error about the block's own frequency
	}
	c.Miscalibration, c.Discrimination = c.Score-after, c.Uncertainty-after
	return c, nil
}

// isotonic pools adjacent violators: neighbours whose frequencies fall become one block.
func isotonic(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		out = append(out, b)
		for len(out) > 1 && out[len(out)-2].P >= out[len(out)-1].P {
			out[len(out)-2] = merged(out[len(out)-2], out[len(out)-1])
			out = out[:len(out)-1]
		}
	}
	return out
}

func merged(a, b Block) Block {
	n := float64(a.N + b.N)
	return Block{a.Lo, b.Hi, (a.P*float64(a.N) + b.P*float64(b.N)) / n, a.N + b.N}
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func events(p []float64, happened []bool) error {
	if err := same("Brier score", len(p), len(happened)); err != nil {
		return err
	}
	for i, v := range p {
		if !(v >= 0 && v <= 1) || math.IsNaN(v) {
			return fmt.Errorf("Brier score: probability %d is %v", i+1, v)
		}
	}
	return nil
}
