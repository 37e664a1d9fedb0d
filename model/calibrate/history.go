package calibrate

import (
	"fmt"
	"math"
	"slices"

	"targetcast/model/series"
)

// History is what was observed of an indicator, and how it may be used.
type History struct {
	Points []series.Point // in order of years, each year once
	From   int            // first year that is used; 0: all
	Skip   []int          // years that are not used
	Breaks []int          // first years on a new base: nothing is compared across
}

// value is a usable observation on the scale on which a law moves.
type value struct {
	year int
	x    float64
}

// usable are the observations that may be used, mapped to the law's scale.
func (h History) usable(scale func(float64) (float64, error)) ([]value, error) {
	var out []value
	for i, p := range h.Points {
		if i > 0 && p.Year <= h.Points[i-1].Year {
			return nil, fmt.Errorf("history is not in order of years: %d follows %d", p.Year, h.Points[i-1].Year)
		}
		if p.Year < h.From || slices.Contains(h.Skip, p.Year) {
			continue
		}
		x, err := scale(p.Value)
		if err == nil && (math.IsNaN(x) || math.IsInf(x, 0)) {
			err = fmt.Errorf("%v is not a finite number", p.Value)
		}
		if err != nil {
			return nil, fmt.Errorf("observation of %d: %w", p.Year, err)
		}
		out = append(out, value{p.Year, x})
	}
	return out, nil
}

func plain(x float64) (float64, error) { return x, nil }

func logarithm(x float64) (float64, error) {
	if x <= 0 {
		return 0, fmt.Errorf("%v has no logarithm; this law needs positive values", x)
	}
	return math.Log(x), nil
}

// logit of the share of a ceiling.
func logit(ceiling float64) func(float64) (float64, error) {
	return func(x float64) (float64, error) {
		if !(x > 0 && x < ceiling) {
			return 0, fmt.Errorf("%v does not lie between 0 and the ceiling %v", x, ceiling)
		}
		return math.Log(x / (ceiling - x)), nil
	}
}

func count(x float64) (float64, error) {
	if x < 0 || x != math.Floor(x) {
		return 0, fmt.Errorf("%v is no count; this law needs whole numbers from 0 on", x)
	}
	return x, nil
}

// breakBetween returns the first year after a and up to b that starts a new base; 0 when there is none.
func (h History) breakBetween(a, b int) int {
	first := 0
	for _, y := range h.Breaks {
		if y > a && y <= b && (first == 0 || y < first) {
			first = y
		}
	}
	return first
}

// Comparable counts the usable observations on the newest base: the points that the evidence grade is about. A law of
// changes has a step fewer than points.
func (h History) Comparable() int {
	if len(h.Points) == 0 {
		return 0
	}
	since, last := h.From, h.Points[len(h.Points)-1].Year
	for _, b := range h.Breaks {
		if b <= last {
			since = max(since, b)
		}
	}
	n := 0
	for _, p := range h.Points {
		if p.Year >= since && !slices.Contains(h.Skip, p.Year) && !math.IsNaN(p.Value) {
			n++
		}
	}
	return n
}

// sinceBreak keeps the observations on the newest base, for laws of a value rather than of its changes.
func (h History) sinceBreak(values []value) ([]value, []Warning) {
	if len(values) == 0 {
		return values, nil
	}
	for i := len(values) - 1; i > 0; i-- {
		if y := h.breakBetween(values[i-1].year, values[i].year); y != 0 {
			return values[i:], []Warning{{BreakDropped, map[string]any{"year": y, "n": i}}}
		}
	}
	return values, nil
}

// change is the difference of two neighbouring observations on one base.
type change struct {
	year, years int // the year it ends in, and how many it covers
	by          float64
}

// changes are the differences between neighbouring observations, none across a break. A difference across missing
// years is kept with the number of years it covers.
func (h History) changes(values []value) ([]change, []Warning) {
	var out []change
	var warnings []Warning
	for i := 1; i < len(values); i++ {
		a, b := values[i-1], values[i]
		if y := h.breakBetween(a.year, b.year); y != 0 {
			warnings = append(warnings, Warning{BreakDropped, map[string]any{"year": y, "n": 1}})
			continue
		}
		if b.year-a.year > 1 {
			warnings = append(warnings, Warning{GapInHistory, map[string]any{"from": a.year, "to": b.year}})
		}
		out = append(out, change{b.year, b.year - a.year, b.x - a.x})
	}
	return out, warnings
}

// yearly keeps the changes over a single year.
func yearly(changes []change) []change {
	return slices.DeleteFunc(slices.Clone(changes), func(c change) bool { return c.years != 1 })
}

// pairs are the neighbouring years of a run; values on both sides of a missing year make none.
func pairs(values []value) []pair {
	var out []pair
	for i := 1; i < len(values); i++ {
		if values[i].year == values[i-1].year+1 {
			out = append(out, pair{values[i].year, values[i-1].x, values[i].x})
		}
	}
	return out
}

// gaps warns of missing years between values.
func gaps(values []value) []Warning {
	var out []Warning
	for i := 1; i < len(values); i++ {
		if values[i].year > values[i-1].year+1 {
			out = append(out, Warning{GapInHistory, map[string]any{"from": values[i-1].year, "to": values[i].year}})
		}
	}
	return out
}
