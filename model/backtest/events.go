package backtest

import "math"

// The grid of threshold events was fixed before any score was computed. It makes past targets from past levels.
var (
	// yearlyGrowth: "the level grows by at least so many per cent a year up to then", in log points.
	yearlyGrowth = []float64{0, 2, 4, 6, 8, 10, 12}
	// usualSteps: "the rate is then at least as many usual yearly steps above what it is now", the usual step being the
	// mean absolute yearly change known at the origin.
	usualSteps = []float64{-2, -1, 0, 1, 2}
)

// Event is a past target: its stated probability and whether it was met.
type Event struct {
	Threshold float64 // on the law's scale
	P         float64
	Happened  bool
}

// eventsOf states the probability of each threshold of the grid.
func eventsOf(law predictive, h *history, f *Forecast) []Event {
	var out []Event
	add := func(threshold float64) {
		p := min(max(law.atLeast(threshold), 0), 1)
		out = append(out, Event{threshold, p, f.Outcome >= threshold})
	}
	now := h.last().x
	if h.kind.rate {
		for _, k := range usualSteps {
			add(now + k*f.Step)
		}
		return out
	}
	for _, g := range yearlyGrowth {
		switch by := g * float64(f.Horizon); {
		case !h.kind.count:
			add(now + by)
		case now > 0: // a count is not in logs
			add(now * math.Exp(by/100))
		}
	}
	return out
}
