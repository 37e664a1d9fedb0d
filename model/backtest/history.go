package backtest

import (
	"fmt"
	"math"
	"slices"

	"targetcast/model/calibrate"
	"targetcast/model/series"
)

// value is an observation on the scale on which a law moves.
type value struct {
	year      int
	x         float64
	published series.Month
}

// history is what is known of a series.
type history struct {
	kind   kind
	raw    calibrate.History
	values []value
	// path is one value a year up to the last observation, on its base: changes over missing years are spread evenly,
	// and changes across breaks are closed up; a rate starts anew after a break. Rivals are made from it.
	path  []float64
	count int // observations behind the path
}

// kind is how a law's quantity moves.
type kind struct {
	count bool // whole numbers from 0 on
	rate  bool // the value itself has a usual size, as growth has; otherwise its yearly change has
	unit  float64
	scale func(float64) float64
}

// kindOf gives the scale on which a law moves; logs and logits are times 100, so that they read as per cent.
func kindOf(s Subject) (kind, error) {
	ceiling := s.Ceiling
	if ceiling == 0 {
		ceiling = 1
	}
	switch s.Law {
	case "log_random_walk", "damped_growth":
		return kind{unit: 100, scale: func(x float64) float64 { return 100 * math.Log(x) }}, nil
	case "logit_random_walk":
		return kind{unit: 100, scale: func(x float64) float64 { return 100 * math.Log(x/(ceiling-x)) }}, nil
	case "poisson":
		return kind{count: true, rate: true, unit: 1, scale: func(x float64) float64 { return x }}, nil
	case "batches":
		return kind{count: true, unit: 1, scale: func(x float64) float64 { return x }}, nil
	case "random_walk", "ar1":
		return kind{rate: true, unit: 1, scale: func(x float64) float64 { return x }}, nil
	}
	return kind{}, fmt.Errorf("law %s has no predictive distribution in closed form", s.Law)
}

func (b *run) history(s Subject, from books) (*history, error) {
	k, err := kindOf(s)
	if err != nil {
		return nil, err
	}
	observed, err := from.read(s)
	if err != nil {
		return nil, err
	}
	h := &history{kind: k, raw: calibrate.History{Points: observed.Points, Breaks: s.Breaks}}
	if b.options.AsWritten {
		h.raw.From, h.raw.Skip = s.From, s.Skip
	}
	for _, p := range observed.Points {
		// Outcomes are scored in every year, also in those that the plan does not fit.
		if p.Year < h.raw.From || from == b.then && slices.Contains(h.raw.Skip, p.Year) {
			continue
		}
		x := k.scale(p.Value)
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("%v in %d does not lie where %s moves", p.Value, p.Year, s.Law)
		}
		h.values = append(h.values, value{p.Year, x, p.Published})
	}
	if len(h.values) == 0 {
		return nil, fmt.Errorf("nothing was published")
	}
	h.trace()
	return h, nil
}

// trace makes the path, from the last value back.
func (h *history) trace() {
	h.path, h.count = []float64{h.last().x}, 1
	for i := len(h.values) - 1; i > 0; i-- {
		a, b := h.values[i-1], h.values[i]
		if broken(h.raw.Breaks, a.year, b.year) {
			if h.kind.rate {
				break
			}
			continue
		}
		h.count++
		by, over := b.x-a.x, b.year-a.year
		for range over {
			h.path = append(h.path, h.path[len(h.path)-1]-by/float64(over))
		}
	}
	slices.Reverse(h.path)
}

func (h *history) last() value { return h.values[len(h.values)-1] }

func (h *history) at(year int) (value, bool) {
	i, ok := slices.BinarySearchFunc(h.values, year, func(v value, y int) int { return v.year - y })
	if !ok {
		return value{}, false
	}
	return h.values[i], true
}

// changes are the yearly changes of the path.
func (h *history) changes() []float64 { return differences(h.path) }

func differences(x []float64) []float64 {
	var out []float64
	for i := 1; i < len(x); i++ {
		out = append(out, x[i]-x[i-1])
	}
	return out
}

// step is the mean absolute yearly change.
func (h *history) step() float64 {
	var sum float64
	changes := h.changes()
	for _, c := range changes {
		sum += math.Abs(c) / float64(len(changes))
	}
	return sum
}

// member is what a series gives to a pool, in the law's own unit: its values when it is a rate, otherwise its yearly
// changes, none over more than one year or across a break.
func (h *history) member(name string) (calibrate.Member, bool) {
	m := calibrate.Member{Name: name}
	for i, v := range h.values {
		x := v.x
		if !h.kind.rate {
			if i == 0 || h.values[i-1].year != v.year-1 || broken(h.raw.Breaks, v.year-1, v.year) {
				continue
			}
			x -= h.values[i-1].x
		}
		m.Years, m.Values = append(m.Years, v.year), append(m.Values, x/h.kind.unit)
	}
	return m, len(m.Values) > 1
}

// broken reports whether a new base starts after year a and up to b.
func broken(breaks []int, a, b int) bool {
	return slices.ContainsFunc(breaks, func(y int) bool { return y > a && y <= b })
}
