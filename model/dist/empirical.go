package dist

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

type empirical []float64

// Empirical draws each of the values with equal chance. Its quantile function is the step function
// Q(p) = x_(⌈np⌉) of the sorted values, so nothing between or beyond the values is ever drawn; its variance has
// divisor n.
func Empirical(values []float64) (Dist, error) {
	if len(values) == 0 {
		return nil, errors.New("empirical: no values; write at least one")
	}
	d := empirical(slices.Clone(values))
	for i, v := range d {
		if err := finite("empirical", arg{fmt.Sprintf("value %d", i+1), v}); err != nil {
			return nil, err
		}
	}
	slices.Sort(d)
	return d, nil
}

// Pick is which of n equal shares of chance, counted from 0, the standard normal score z falls into; it rises with z.
func Pick(n int, z float64) int {
	of := float64(n)
	var i float64 // how many shares lie wholly below
	if z <= 0 {
		i = math.Ceil(of*Phi(z)) - 1
	} else {
		i = of - 1 - math.Floor(of*Phi(-z))
	}
	return int(min(max(i, 0), of-1))
}

func (d empirical) at(z float64) float64 {
	if math.IsNaN(z) {
		return z
	}
	return d[Pick(len(d), z)]
}
func (d empirical) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d empirical) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d empirical) Mean() float64 {
	sum := 0.0
	for _, v := range d {
		sum += v
	}
	return sum / float64(len(d))
}
func (d empirical) Variance() float64 {
	m, sum := d.Mean(), 0.0
	for _, v := range d {
		sum += float64((v - m) * (v - m))
	}
	return sum / float64(len(d))
}
func (d empirical) String() string {
	return fmt.Sprintf("empirical(%d values, %g to %g)", len(d), d[0], d[len(d)-1])
}
