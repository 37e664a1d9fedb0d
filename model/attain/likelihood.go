package attain

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Method names how a simulation error was found.
type Method string

const (
	NoError    Method = ""           // settled, or nothing was run
	Wilson     Method = "wilson"     // independent futures
	Replicates Method = "replicates" // independent randomisations of one point set
	Smoothed   Method = "smoothed"   // the same, one direction of luck integrated out
)

// SimulationError is how far a likelihood may be off because the number of futures is finite, and nothing else: not the
// model, not the parameters.
type SimulationError struct {
	Method     Method
	Confidence float64 // of the interval, as .95
	Lo, Hi     float64
}

// Likelihood answers how likely a target is met.
type Likelihood struct {
	P       float64
	Hits, N int64
	Error   SimulationError
	// Unknown is the range of P over the unknown parameters.
	Unknown Range
	Grade   string // evidence: "A", "B", "C"
	// Settled: not simulated, +1 met or -1 failed at the as-of date; 0 otherwise.
	Settled int
	// HasBase says that the indicator was ever observed; without, only the envelope over the priors may be stated.
	HasBase  bool
	Envelope [2]float64 // least and greatest P over the priors; used without base
	Stated   Stated
}

// Estimate is the likelihood from hits among n independent futures, with its Wilson interval.
func Estimate(hits, n int64, confidence float64) (Likelihood, error) {
	lo, hi, err := WilsonInterval(hits, n, confidence)
	if err != nil {
		return Likelihood{}, err
	}
	return Likelihood{P: float64(hits) / float64(n), Hits: hits, N: n, Unknown: NoRange(), HasBase: true,
		Error: SimulationError{Wilson, confidence, lo, hi}}, nil
}

// EstimateReplicates is the likelihood from R independent randomisations of one point set, each with its hits among n
// futures: mean ± t(R-1)·s/√R (Student), cut to [0,1]. It needs at least two. Where fewer than two hits or two misses fall
// to a replicate, or all replicates agree, their spread tells little: the interval is then widened to Wilson's.
func EstimateReplicates(hits []int64, n int64, confidence float64) (Likelihood, error) {
	r := len(hits)
	if err := checkConfidence(confidence); err != nil {
		return Likelihood{}, err
	}
	if r < 2 || n < 1 {
		return Likelihood{}, fmt.Errorf("simulation error needs at least 2 replicates of at least 1 future, not %d of %d", r, n)
	}
	var sum int64
	for i, h := range hits {
		if h < 0 || h > n {
			return Likelihood{}, fmt.Errorf("replicate %d: %d hits among %d futures", i, h, n)
		}
		sum += h
	}
	half := float64(Students(r, confidence) * ReplicateError(hits, n))
	p := float64(sum) / (float64(r) * float64(n))
	lo, hi := max(0, p-half), min(1, p+half)
	if all := n * int64(r); min(sum, all-sum) < int64(2*r) || half == 0 {
		from, to, err := WilsonInterval(sum, all, confidence)
		if err != nil {
			return Likelihood{}, err
		}
		lo, hi = min(lo, from), max(hi, to)
	}
	return Likelihood{P: p, Hits: sum, N: n * int64(r), Unknown: NoRange(), HasBase: true,
		Error: SimulationError{Replicates, confidence, lo, hi}}, nil
}

// EstimateSmoothed is the likelihood from R independent randomisations of one point set of which one direction of luck was
// integrated out, each with its mean: their mean ± (t(R-1)·s/√R (Student) + unresolved), cut to [0,1]. Unresolved is by how much
// the integration itself may be off. It needs at least two.
func EstimateSmoothed(p []float64, unresolved, confidence float64) (Likelihood, error) {
	r := float64(len(p))
	if err := checkConfidence(confidence); err != nil {
		return Likelihood{}, err
	}
	if r < 2 {
		return Likelihood{}, fmt.Errorf("simulation error needs at least 2 replicates, not %v", r)
	}
	var mean, sqr float64
	for _, x := range p {
		mean += x / r
	}
	for _, x := range p {
		sqr += float64((x - mean) * (x - mean))
	}
	half := float64(Students(len(p), confidence)*math.Sqrt(sqr/(r-1)/r)) + unresolved
	return Likelihood{P: mean, Unknown: NoRange(), HasBase: true,
		Error: SimulationError{Smoothed, confidence, max(0, mean-half), min(1, mean+half)}}, nil
}

// Better reports whether a smoothed likelihood may stand for the counted one: its interval is narrower, and both agree within
// twice their intervals, about 4 standard errors.
func Better(smoothed, counted Likelihood) bool {
	narrow, wide := smoothed.Error.Half(), counted.Error.Half()
	return narrow < wide && math.Abs(smoothed.P-counted.P) <= 2*math.Hypot(narrow, wide)
}

// ClearlyBetter asks in addition that the interval is at most two thirds as wide: where both are nearly the same, whichever has the
// smaller spread of its few replicates by chance would be chosen, and cover too little.
func ClearlyBetter(smoothed, counted Likelihood) bool {
	return Better(smoothed, counted) && 3*smoothed.Error.Half() <= 2*counted.Error.Half()
}

// Half is half of the interval.
func (e SimulationError) Half() float64 { return (e.Hi - e.Lo) / 2 }

// Students is by how many standard errors of r replicates their mean may be off, by Student's t.
func Students(r int, confidence float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: float64(r - 1)}.Quantile((1 + confidence) / 2)
}

// ReplicateError is the standard error s/√R of a likelihood from R independent randomisations of one point set, each with
// its hits among n futures.
func ReplicateError(hits []int64, n int64) float64 {
	r := float64(len(hits))
	var sum, sqr float64
	for _, h := range hits {
		sum += float64(h)
	}
	for _, h := range hits {
		d := float64(h) - sum/r
		sqr += float64(d * d)
	}
	return math.Sqrt(sqr/(r-1)/r) / float64(n)
}

// WilsonInterval is the score interval for a share of independent futures (E. B. Wilson, 1927). It is not valid for the
// points of a low-discrepancy set.
func WilsonInterval(hits, n int64, confidence float64) (lo, hi float64, err error) {
	if err := checkConfidence(confidence); err != nil {
		return 0, 0, err
	}
	if n < 1 || hits < 0 || hits > n {
		return 0, 0, fmt.Errorf("%d hits among %d futures", hits, n)
	}
	z := math.Sqrt2 * math.Erfinv(confidence)
	count, p, zz := float64(n), float64(hits)/float64(n), z*z
	centre := (p + zz/(2*count)) / (1 + zz/count)
	half := float64(z / (1 + zz/count) * math.Sqrt(p*(1-p)/count+zz/(4*count*count)))
	lo, hi = max(0, centre-half), min(1, centre+half)
	if hits == 0 {
		lo = 0
	}
	if hits == n {
		hi = 1
	}
	return lo, hi, nil
}

func checkConfidence(c float64) error {
	if !(c > 0 && c < 1) {
		return fmt.Errorf("confidence %v lies outside 0 to 1", c)
	}
	return nil
}
