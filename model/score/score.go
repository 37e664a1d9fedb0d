// Package score is proper scoring rules: how well stated probabilities went with what happened. A rule is proper when
// nobody can expect a better score by saying something else than what he believes.
//
// All scores are losses: smaller is better. CRPS and interval scores have the unit of the outcome, the log score is in
// nats, Brier's score has none.
package score

import (
	"fmt"
	"math"
)

// LogScore is minus the log of the predictive density at the outcome.
func LogScore(logDensity float64) float64 { return -logDensity }

// Interval is the interval score of the central interval from lo to hi of nominal coverage 1-alpha (Winkler, 1972;
// Gneiting and Raftery, 2007, equation 43): its width, and 2/alpha times the distance by which the outcome lies outside.
func Interval(lo, hi, y, alpha float64) float64 {
	s := hi - lo
	if y < lo {
		s += 2 / alpha * (lo - y)
	}
	if y > hi {
		s += 2 / alpha * (y - hi)
	}
	return s
}

// Quantile is the pinball loss of a stated p-quantile q (Koenker and Bassett, 1978). Twice its mean over all p is the
// CRPS.
func Quantile(q, y, p float64) float64 {
	if y < q {
		return (1 - p) * (q - y)
	}
	return p * (y - q)
}

// Skill is 1 - score/reference: 1 is perfect, 0 as good as the reference, below 0 worse. NaN when the reference is 0. What
// differs by rounding alone is as good, since gates ask on which side of 0 a skill lies.
func Skill(score, reference float64) float64 {
	switch {
	case reference == 0:
		return math.NaN()
	case math.Abs(score-reference) <= 1e-9*math.Abs(reference):
		return 0
	}
	return 1 - score/reference
}

// same refuses lists that do not belong together.
func same(what string, n, m int) error {
	if n != m || n == 0 {
		return fmt.Errorf("%s: %d forecasts and %d outcomes", what, n, m)
	}
	return nil
}
