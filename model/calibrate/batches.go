package calibrate

import (
	"fmt"
	"math"

	"targetcast/model/dist"
	"targetcast/model/process"
)

// batches is the posterior of "probability" and "size" of a count that grows in batches.
//
// Each year has a batch or not: with Jeffreys' prior the yearly probability is Beta(½+k, ½+n-k) after k batches in n
// years. A batch is a whole number with mean m and variance m+m²/r, r the dispersion, which is given and not fitted.
// No prior of m is conjugate to that, so m is the gamma law with the mean s̄ of the k batches seen and the variance of
// such a mean, (s̄+s̄²/r)/k: shape k/(1/s̄+1/r). For large r it is the exact answer for Poisson batches, Gamma(k·s̄, k).
type batches struct {
	probability   dist.Dist
	size          dist.Dist
	with, without float64 // of the beta law of the probability
	dispersion    float64
	retire        float64 // chance that an earlier one goes in a year: as written, not fitted
}

func newBatches(additions []float64, dispersion float64) (*batches, error) {
	if !(dispersion > 0) {
		return nil, fmt.Errorf("batches need a dispersion above 0, not %v; write dispersion", dispersion)
	}
	var k, sum float64
	for _, a := range additions {
		if a > 0 {
			k++
			sum += a
		}
	}
	if k == 0 {
		return nil, fmt.Errorf("history has no batch in %d years, so it says nothing of their size; write probability and size", len(additions))
	}
	with, without := .5+k, .5+float64(len(additions))-k
	probability, err := dist.Beta(with, without)
	if err != nil {
		return nil, err
	}
	mean := sum / k
	shape := k / (1/mean + 1/dispersion)
	size, err := dist.Gamma(shape, mean/shape)
	return &batches{probability: probability, size: size, with: with, without: without, dispersion: dispersion}, err
}

func (b *batches) Params() []string     { return []string{"probability", "size"} }
func (b *batches) Luck() []process.Luck { return perFuture("probability", "size") }

func (b *batches) Fill(out, luck [][]float64, _ []float64) {
	b.probability.Fill(out[0], luck[0])
	b.size.Fill(out[1], luck[1])
}

func (b *batches) Describe() Summary { return describe(b, nil, math.Inf(1)) }
