package attain

import (
	"fmt"
	"math"
	"slices"
)

// Range is where the likelihood would lie if the unknown parameters were known: the central share of its
// distribution over parameter sets. It is what better data could change, apart from luck. NaN when not assessed.
type Range struct {
	Share  float64 // as .8 for the 10th to the 90th percentile
	Lo, Hi float64
}

// NoRange is the range that was not assessed.
func NoRange() Range { return Range{math.NaN(), math.NaN(), math.NaN()} }

// ParameterRange estimates the central share of p(θ), the likelihood given the parameters, from one count of hits per
// parameter set, each among inner futures that share the parameters and differ in luck.
//
// A share of few futures scatters about p(θ) with variance p(θ)(1-p(θ))/inner, so the plain quantiles of the shares are
// too wide. The mean of p̂(1-p̂)/(inner-1) estimates that noise without bias, and the total variance of the shares is its
// sum with the variance of p(θ); so the shares are drawn towards their mean by √max(0, 1 - noise/total), which gives
// them the variance of p(θ), before the quantiles are read (linearly between order statistics). The shape of the
// noise remains, which matters little once noise is the smaller part: take inner of 64 or more.
func ParameterRange(hits []int64, inner int64, share float64) (Range, error) {
	sets := len(hits)
	switch {
	case !(share > 0 && share < 1):
		return NoRange(), fmt.Errorf("share %v lies outside 0 to 1", share)
	case sets < 10:
		return NoRange(), fmt.Errorf("range over %d parameter sets; at least 10 are needed", sets)
	case inner < 2:
		return NoRange(), fmt.Errorf("range from %d inner futures; at least 2 are needed", inner)
	}
	p := make([]float64, sets)
	var sum int64
	var noise float64
	for i, h := range hits {
		if h < 0 || h > inner {
			return NoRange(), fmt.Errorf("parameter set %d: %d hits among %d futures", i, h, inner)
		}
		p[i] = float64(h) / float64(inner)
		sum += h
		noise += p[i] * (1 - p[i]) / float64(inner-1) / float64(sets)
	}
	mean := float64(sum) / float64(sets) / float64(inner)
	var total float64
	for _, x := range p {
		total += (x - mean) * (x - mean) / float64(sets-1)
	}
	shrink := 0.
	if total > noise {
		shrink = math.Sqrt(1 - noise/total)
	}
	slices.Sort(p)
	tail := (1 - share) / 2
	at := func(q float64) float64 { return mean + float64(shrink*(between(p, q)-mean)) }
	return Range{share, at(tail), at(1 - tail)}, nil
}

// between is the quantile of sorted values, linear between order statistics (type 7 of Hyndman and Fan, 1996).
func between(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-2)
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}
