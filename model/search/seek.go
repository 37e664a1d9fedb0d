package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Point is one place of a dial with the answer there.
type Point struct {
	X, P, SE float64 // SE from the number of futures alone
}

// Reach is what it takes to bring the answer of a question to a level.
type Reach struct {
	Neutral float64 // where the dial changes nothing
	Now     Point   // the plan as it is
	Found   bool
	At      Point   // the smallest change that reaches the level, when Found
	Lo, Hi  float64 // 95 % interval of At.X from the number of futures; NaN for an end that no place tried bounds
	Nearest Point   // the answer nearest to the level, when not Found
	Tried   []Point // by rising X
	// Reversal is by how much the answer moves against its own direction at most; Monotone says that this is no more than
	// three standard errors.
	Reversal float64
	Monotone bool
}

// Rounds and places of the search: each round divides the last stretch into so many parts.
const (
	rounds = 3
	places = 15
)

// Seek finds the smallest turn of a dial that brings the answer under a prior to a level: first over the dial's range, or
// outward from where the plan stands, then ever closer around the crossing nearest to it. All is done on common luck, so
// the answer is a function of the dial alone.
func Seek(ctx context.Context, p *plan.Plan, prior string, d Dial, q Question, level float64, o simulate.Options) (*Reach, error) {
	s := seeker{ctx: ctx, plan: p, prior: prior, dial: d, question: q, options: o}
	r := &Reach{Neutral: d.Neutral(p)}
	now, err := program.Compile(p, "", prior)
	if err != nil {
		return nil, err
	}
	mean, se, err := Answers(ctx, []*program.Program{now}, q, o)
	if err != nil {
		return nil, err
	}
	r.Now = Point{r.Neutral, mean[0], se[0]}
	xs, err := s.outward(r.Neutral)
	if err != nil {
		return nil, err
	}
	if r.Tried, err = s.try(xs, !d.HasRange()); err != nil {
		return nil, err
	}
	r.reversals()
	for range rounds {
		i := r.crossing(level)
		if i < 0 {
			r.Nearest = slices.MinFunc(r.Tried, func(a, b Point) int {
				return cmp.Or(cmp.Compare(math.Abs(a.P-level), math.Abs(b.P-level)), cmp.Compare(math.Abs(a.X-r.Neutral), math.Abs(b.X-r.Neutral)))
			})
			return r, nil
		}
		if err := s.refine(r, between(r.Tried[i].X, r.Tried[i+1].X, places)); err != nil {
			return nil, err
		}
	}
	i := r.crossing(level)
	r.Found, r.At = true, r.Tried[i]
	if reaches(r.Tried[i+1].P, level, r.Now.P) && (!reaches(r.At.P, level, r.Now.P) || math.Abs(r.Tried[i+1].X-r.Neutral) < math.Abs(r.At.X-r.Neutral)) {
		r.At = r.Tried[i+1]
	}
	return r, s.interval(r, level)
}

// refine tries more places.
func (s seeker) refine(r *Reach, xs []float64) error {
	more, err := s.try(xs, false)
	r.Tried = append(r.Tried, more...)
	slices.SortFunc(r.Tried, func(a, b Point) int { return cmp.Compare(a.X, b.X) })
	return err
}

// reaches reports whether p is on the far side of the level, seen from now.
func reaches(p, level, now float64) bool {
	if now > level {
		return p <= level
	}
	return p >= level
}

type seeker struct {
	ctx      context.Context
	plan     *plan.Plan
	prior    string
	dial     Dial
	question Question
	options  simulate.Options
}

// outward lists the first places to try: over the range, or ever farther from the neutral place on both sides.
func (s seeker) outward(neutral float64) ([]float64, error) {
	d := s.dial
	if d.HasRange() {
		xs := append([]float64{d.Lo, d.Hi}, between(d.Lo, d.Hi, places)...)
		if neutral > d.Lo && neutral < d.Hi && d.Op != To {
			xs = append(xs, neutral)
		}
		return xs, nil
	}
	if math.IsNaN(neutral) {
		return nil, fmt.Errorf("%s: history supplies this number; give a range, as in %s 0..1, or seek what to add, as in %s += -1..1",
			d, d, d.Keys[0])
	}
	xs := []float64{neutral}
	unit := d.unit(s.plan)
	for k := range 10 {
		by := math.Pow(2, float64(k-2)) // a quarter to 128 units
		if d.Op == Scale {
			by = math.Pow(2, float64(k+1)/3) // factors of 1.26 to 10
			xs = append(xs, by, 1/by)
			continue
		}
		xs = append(xs, neutral+unit*by, neutral-unit*by)
	}
	return xs, nil
}

// between lists n places strictly between two.
func between(a, b float64, n int) []float64 {
	var out []float64
	for i := 1; i <= n; i++ {
		out = append(out, a+(b-a)*float64(i)/float64(n+1))
	}
	return out
}

// try asks the question at places of the dial; lenient leaves out places that the plan does not permit.
func (s seeker) try(xs []float64, lenient bool) ([]Point, error) {
	var programs []*program.Program
	var points []Point
	var refused error
	for _, x := range xs {
		p, err := s.dial.Turn(s.plan, x)
		if err != nil {
			if refused = errors.Join(refused, err); lenient {
				continue
			}
			return nil, err
		}
		pr, err := program.Compile(p, "", s.prior)
		if err != nil {
			return nil, err
		}
		programs, points = append(programs, pr), append(points, Point{X: x})
	}
	if len(programs) == 0 {
		return nil, refused
	}
	mean, se, err := Answers(s.ctx, programs, s.question, s.options)
	if err != nil {
		return nil, err
	}
	for i := range points {
		points[i].P, points[i].SE = mean[i], se[i]
	}
	slices.SortFunc(points, func(a, b Point) int { return cmp.Compare(a.X, b.X) })
	return points, nil
}

// crossing is the index of the place before which and after which the answer lies on different sides of the level, the
// one nearest to the neutral place; -1 for none.
func (r *Reach) crossing(level float64) int {
	best := -1
	far := func(i int) float64 {
		return min(math.Abs(r.Tried[i].X-r.Neutral), math.Abs(r.Tried[i+1].X-r.Neutral))
	}
	for i := range r.Tried[:len(r.Tried)-1] {
		if reaches(r.Tried[i].P, level, r.Now.P) != reaches(r.Tried[i+1].P, level, r.Now.P) && (best < 0 || far(i) < far(best)) {
			best = i
		}
	}
	return best
}

// reversals measures by how much the answers fall after having risen, or rise after having fallen, whichever is less.
func (r *Reach) reversals() {
	var up, down, se float64
	highest, lowest := math.Inf(-1), math.Inf(1)
	for _, p := range r.Tried {
		highest, lowest = max(highest, p.P), min(lowest, p.P)
		down, up = max(down, highest-p.P), max(up, p.P-lowest)
		se = max(se, p.SE)
	}
	r.Reversal = min(up, down)
	r.Monotone = r.Reversal <= 3*math.Sqrt2*se
}

// interval holds the places at which the level lies within the simulation error of the answer: wherever the true answer has
// the level, this is so in 95 of 100 cases, whatever the shape of the curve. Where an end lies between places far apart, some
// between them are tried first.
func (s seeker) interval(r *Reach, level float64) error {
	var xs []float64
	for _, step := range [2]int{-1, 1} {
		if a, b, ok := r.leaves(level, step); ok && math.Abs(b.P-a.P) > r.At.SE/2 {
			xs = append(xs, between(min(a.X, b.X), max(a.X, b.X), places)...)
		}
	}
	if len(xs) > 0 {
		if err := s.refine(r, xs); err != nil {
			return err
		}
	}
	r.Lo, r.Hi = r.end(level, -1), r.end(level, 1)
	return nil
}

// end is where the answer leaves the error of the level, between the places tried; NaN where it never does.
func (r *Reach) end(level float64, step int) float64 {
	a, b, ok := r.leaves(level, step)
	edge := level + math.Copysign(z95*r.At.SE, b.P-level)
	switch {
	case !ok:
		return math.NaN()
	case (a.P-edge)*(b.P-edge) >= 0: // the answer jumps over the level at the place that was found
		return a.X
	}
	return a.X + float64((b.X-a.X)*((edge-a.P)/(b.P-a.P)))
}

// leaves are the neighbouring places between which the answer first leaves the error of the level, from the place that was
// found downwards or upwards.
func (r *Reach) leaves(level float64, step int) (inside, outside Point, ok bool) {
	i := slices.Index(r.Tried, r.At)
	for ; i+step >= 0 && i+step < len(r.Tried); i += step {
		if math.Abs(r.Tried[i+step].P-level) > z95*r.At.SE {
			return r.Tried[i], r.Tried[i+step], true
		}
	}
	return r.At, r.At, false
}
