package attain

import "math"

// Kind is the form in which a likelihood may be stated.
type Kind uint8

const (
	Point        Kind = iota // a rounded number, P
	Band                     // only that it lies between Lo and Hi
	CannotAssess             // nothing: the priors disagree too widely; Lo and Hi tell how far
	Settled                  // known at the as-of date: P is 0 or 1
)

// Stated is a likelihood as fine as its evidence allows, in shares (.6 for 60 %).
type Stated struct {
	Kind   Kind
	P      float64 // NaN for a band
	Lo, Hi float64
}

// State says how finely a likelihood may be put into words.
//
// Evidence of grade A allows a whole per cent, B the nearest 5 %, C (and anything else) one of the five fixed bands of
// 20 points. Where the indicator was never observed, the statement is the envelope of the likelihood over the priors,
// its ends rounded outward to 20 points; wider than 60 points it cannot be assessed. A simulated likelihood is never
// rounded to impossible or certain: closer to 0 or 1 than half a step, it is the band of the last step.
func State(p float64, grade string, hasBase bool, envelope [2]float64) Stated {
	if !hasBase {
		return stateEnvelope(envelope[0], envelope[1])
	}
	if math.IsNaN(p) || p < 0 || p > 1 {
		return Stated{CannotAssess, math.NaN(), 0, 1}
	}
	switch grade {
	case "A":
		return statePoint(p, 100)
	case "B":
		return statePoint(p, 20)
	}
	fifth := min(math.Floor(p*5), 4)
	return Stated{Band, math.NaN(), fifth / 5, (fifth + 1) / 5}
}

// Settle states an outcome that is known at the as-of date.
func Settle(met bool) Stated {
	if met {
		return Stated{Settled, 1, 1, 1}
	}
	return Stated{Settled, 0, 0, 0}
}

func statePoint(p, steps float64) Stated {
	switch n := math.Round(p * steps); n {
	case 0:
		return Stated{Band, math.NaN(), 0, 1 / steps}
	case steps:
		return Stated{Band, math.NaN(), (steps - 1) / steps, 1}
	default:
		return Stated{Point, n / steps, n / steps, n / steps}
	}
}

func stateEnvelope(lo, hi float64) Stated {
	if !(lo >= 0 && lo <= hi && hi <= 1) {
		return Stated{CannotAssess, math.NaN(), 0, 1}
	}
	from, to := math.Floor(lo*5), math.Ceil(hi*5)
	if from == to { // both ends on the same edge: the band that holds it
		from, to = min(from, 4), min(from, 4)+1
	}
	s := Stated{Band, math.NaN(), from / 5, to / 5}
	if to-from > 3 {
		s.Kind = CannotAssess
	}
	return s
}
