package score

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Comparison is a test of whether two forecasters have the same expected score.
type Comparison struct {
	Mean      float64 // of the differences, first less second: below 0 the first is better
	Statistic float64 // with the small-sample correction
	P         float64 // two-sided
	N         int
}

// EnoughForTest is the least number of years from which a p value is worth reporting; with fewer, report the
// difference and a bootstrap interval.
const EnoughForTest = 20

// DieboldMariano compares scores of forecasts h years ahead, in order of time, one a year: the mean difference over
// its standard error with h-1 autocovariances (Diebold and Mariano, 1995), times the correction of Harvey, Leybourne and
// Newbold (1997), against Student's t with n-1 degrees of freedom. It fails with too few years, and where the estimated
// variance is not positive, which the sum of autocovariances does not exclude.
func DieboldMariano(first, second []float64, h int) (Comparison, error) {
	if err := same("Diebold-Mariano", len(first), len(second)); err != nil {
		return Comparison{}, err
	}
	n := len(first)
	if h < 1 || n <= h || n < 2 {
		return Comparison{}, fmt.Errorf("Diebold-Mariano: %d years are too few for forecasts %d years ahead", n, h)
	}
	d := make([]float64, n)
	var mean float64
	for i := range d {
		d[i] = first[i] - second[i]
		mean += d[i] / float64(n)
	}
	var long float64
	for k := range h {
		var c float64
		for i := k; i < n; i++ {
			c += (d[i] - mean) * (d[i-k] - mean) / float64(n)
		}
		if k > 0 {
			c *= 2
		}
		long += c
	}
	if !(long > 0) {
		return Comparison{}, fmt.Errorf("Diebold-Mariano: the variance of the differences is estimated as %v", long)
	}
	stat := mean / math.Sqrt(long/float64(n)) * HLN(n, h)
	t := distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}
	return Comparison{mean, stat, 2 * t.CDF(-math.Abs(stat)), n}, nil
}

// HLN is the factor of Harvey, Leybourne and Newbold for n forecasts h steps ahead: √((n+1-2h+h(h-1)/n)/n).
func HLN(n, h int) float64 {
	x, y := float64(n), float64(h)
	return math.Sqrt(max(0, (x+1-2*y+y*(y-1)/x)/x))
}
