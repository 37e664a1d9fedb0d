package calibrate

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"targetcast/model/dist"
	"targetcast/model/process"
)

// Gamma is the conjugate law of a yearly rate of events: mean A/B, variance A/B².
type Gamma struct{ A, B float64 }

// ReferenceRate is Jeffreys' prior of a Poisson rate, worth half an event in no time.
func ReferenceRate() Gamma { return Gamma{A: .5} }

// Update is the posterior after yearly counts.
func (g Gamma) Update(counts []float64) Gamma {
	for _, c := range counts {
		g.A += c
		g.B++
	}
	return g
}

// Sum is the predictive law of the events in the next h years.
func (g Gamma) Sum(h int) NegativeBinomial {
	return NegativeBinomial{Shape: g.A, P: g.B / (g.B + float64(h))}
}

// NegativeBinomial counts failures before the Shape-th success of probability P; Shape need not be whole.
type NegativeBinomial struct{ Shape, P float64 }

// Mean is the expectation.
func (n NegativeBinomial) Mean() float64 { return n.Shape * (1 - n.P) / n.P }

// Variance is the variance.
func (n NegativeBinomial) Variance() float64 { return n.Mean() / n.P }

// CDF is P(X <= x), by the incomplete beta function.
func (n NegativeBinomial) CDF(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case n.P >= 1:
		return 1
	}
	return mathext.RegIncBeta(n.Shape, math.Floor(x)+1, n.P)
}

// AtLeast is P(X >= x).
func (n NegativeBinomial) AtLeast(x float64) float64 {
	k := math.Ceil(x)
	if k <= 0 {
		return 1
	}
	return mathext.RegIncBeta(k, n.Shape, 1-n.P)
}

// rate is the posterior of "rate" of yearly counts.
type rate struct {
	post  Gamma
	gamma *dist.Table
}

func newRate(prior Gamma, counts []float64) (*rate, error) {
	post := prior.Update(counts)
	if !(post.A > 0 && post.B > 0) {
		return nil, fmt.Errorf("%d yearly counts are too few to fit a rate", len(counts))
	}
	table, err := dist.GammaTable(post.A)
	return &rate{post, table}, err
}

func (r *rate) Params() []string     { return []string{"rate"} }
func (r *rate) Luck() []process.Luck { return perFuture("rate") }

func (r *rate) Fill(out, luck [][]float64, _ []float64) {
	for i, z := range luck[0] {
		out[0][i] = r.gamma.At(z) / r.post.B
	}
}

func (r *rate) Describe() Summary { return describe(r, nil, math.Inf(1)) }
