package attain

import (
	"fmt"
	"math"

	"targetcast/model/series"
)

// Scale says in which terms a pace is measured.
type Scale uint8

const (
	Growth Scale = iota // relative growth per year, for positive levels
	Step                // own units per year, for ranks, shares, and anything that may be zero or negative
)

// Required is the yearly pace that leads from the base to the threshold in that many years: (threshold/base)^(1/years)-1,
// or (threshold-base)/years. It fails where that pace does not exist.
func Required(scale Scale, base, threshold, years float64) (float64, error) {
	switch {
	case math.IsNaN(base + threshold + years), math.IsInf(base+threshold+years, 0):
		return math.NaN(), fmt.Errorf("pace from %v to %v in %v years", base, threshold, years)
	case years <= 0:
		return math.NaN(), fmt.Errorf("no year is left to the target")
	case scale == Step:
		return (threshold - base) / years, nil
	case base <= 0 || threshold <= 0:
		return math.NaN(), fmt.Errorf("growth from %v to %v has no rate; measure it in steps", base, threshold)
	}
	return math.Expm1(math.Log(threshold/base) / years), nil
}

// recentYears is how far back the recent pace looks.
const recentYears = 5

// Pace is what an indicator did lately.
type Pace struct {
	PerYear  float64 // in the terms of its scale
	From, To int     // the years it is taken between
}

// Recent is the mean yearly pace up to the last point, over up to 5 years and within one base: no point from before the
// newest of the breaks (first years on a new base) is used. It fails with fewer than two points, or for growth of a
// level that is not positive.
func Recent(scale Scale, points []series.Point, breaks []int) (Pace, error) {
	if len(points) < 2 {
		return Pace{}, fmt.Errorf("a pace needs two points, not %d", len(points))
	}
	last := points[len(points)-1]
	since := last.Year - recentYears
	for _, b := range breaks {
		if b <= last.Year {
			since = max(since, b)
		}
	}
	first := last
	for _, p := range points {
		if p.Year >= since {
			first = p
			break
		}
	}
	if first.Year >= last.Year {
		return Pace{}, fmt.Errorf("no second point on the base of %d in the %d years before", last.Year, recentYears)
	}
	perYear, err := Required(scale, first.Value, last.Value, float64(last.Year-first.Year))
	return Pace{perYear, first.Year, last.Year}, err
}

// Verdict says how recent pace compares with the pace still required (时序进度).
type Verdict uint8

const (
	UnknownPace Verdict = iota // no base or no pace
	Ahead
	OnSchedule
	Behind
)

// Limits of the ratio of recent to required pace within which a target is on schedule.
const (
	OnScheduleFrom = .9
	OnScheduleTo   = 1.1
)

// Schedule compares the recent pace with the pace required from the last value on. A value that satisfies the
// threshold already is ahead. Otherwise the ratio recent/required decides: ahead above 1.1, behind below 0.9. A pace
// away from the target has a negative ratio. NaN anywhere: unknown.
func Schedule(c Comparator, threshold, last, recent, required float64) (v Verdict, ratio float64) {
	ratio = recent / required
	switch {
	case math.IsNaN(threshold) || math.IsNaN(last):
		return UnknownPace, math.NaN()
	case c.Holds(last, threshold):
		return Ahead, ratio
	case math.IsNaN(ratio) || math.IsInf(ratio, 0):
		return UnknownPace, math.NaN()
	case ratio > OnScheduleTo:
		return Ahead, ratio
	case ratio < OnScheduleFrom:
		return Behind, ratio
	}
	return OnSchedule, ratio
}
