package search

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Lattice lists every combination of n places on each dial, the last dial turning fastest.
func Lattice(dials []Dial, n int) [][]float64 {
	points := [][]float64{{}}
	for _, d := range dials {
		var next [][]float64
		for _, p := range points {
			for i := range n {
				x := d.Lo + (d.Hi-d.Lo)*float64(i)/float64(max(n-1, 1))
				next = append(next, append(append([]float64(nil), p...), x))
			}
		}
		points = next
	}
	return points
}

// Hypercube lists n points of which each dial has one in every n-th of its range, combined at random (McKay, Beckman and
// Conover, 1979).
func Hypercube(dials []Dial, n int, seed uint64) [][]float64 {
	r := rand.New(rand.NewPCG(seed, 2))
	points := make([][]float64, n)
	for _, d := range dials {
		for i, place := range r.Perm(n) {
			u := (float64(place) + r.Float64()) / float64(n)
			points[i] = append(points[i], d.Lo+(d.Hi-d.Lo)*u)
		}
	}
	return points
}

// atOnce is how many programs are simulated together, which bounds the memory.
const atOnce = 48

// Sweep asks the questions with the dials at each of the points: [point][question].
func Sweep(ctx context.Context, p *plan.Plan, prior string, dials []Dial, points [][]float64, questions []Question, o simulate.Options) ([][]Point, error) {
	for _, d := range dials {
		if !d.HasRange() {
			return nil, fmt.Errorf("%s: give a range, as in -1..1", d)
		}
	}
	s, err := newSheet(questions)
	if err != nil {
		return nil, err
	}
	o.Sets = 0
	tell := o.Progress
	var out [][]Point
	for first := 0; first < len(points); first += atOnce {
		some := points[first:min(first+atOnce, len(points))]
		var programs []*program.Program
		for _, x := range some {
			pr, err := turned(p, prior, dials, x)
			if err == nil {
				pr, err = s.narrow(pr)
			}
			if err != nil {
				return nil, err
			}
			programs = append(programs, pr)
		}
		if tell != nil {
			o.Progress = func(done, total int) { tell(first*total+done*len(some), len(points)*total) }
		}
		res, err := simulate.Run(ctx, programs, o)
		if err != nil {
			return nil, err
		}
		for _, run := range res.Runs {
			out = append(out, s.ask(run))
		}
	}
	return out, nil
}

func turned(p *plan.Plan, prior string, dials []Dial, x []float64) (*program.Program, error) {
	var err error
	for k, d := range dials {
		if p, err = d.Turn(p, x[k]); err != nil {
			return nil, err
		}
	}
	return program.Compile(p, "", prior)
}

// ask answers every question of the sheet from one run.
func (s sheet) ask(run simulate.Outcome) []Point {
	met := run.Joint.Combinations()
	out := make([]Point, len(s.answers))
	for k, a := range s.answers {
		var n, sum, sqr float64 // whole numbers, exact in any order
		for _, c := range met {
			x := a.of(c.Mask)
			n += float64(c.N)
			sum += x * float64(c.N)
			sqr += x * x * float64(c.N)
		}
		out[k] = Point{P: sum / n, SE: math.Sqrt(max(0, sqr/n-sum/n*(sum/n)) / n)}
	}
	return out
}
