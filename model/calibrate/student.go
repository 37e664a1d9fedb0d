package calibrate

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/dist"
)

// T is Student's t with that location and scale; scale is not the standard deviation, which is Scale·√(DF/(DF-2)). With
// infinite DF it is the normal law.
type T struct{ DF, Location, Scale float64 }

func (t T) law() distuv.StudentsT { return distuv.StudentsT{Mu: t.Location, Sigma: t.Scale, Nu: t.DF} }

// Normal reports whether the law is the normal one.
func (t T) Normal() bool { return math.IsInf(t.DF, 1) }

// CDF is P(X <= x).
func (t T) CDF(x float64) float64 {
	if t.Normal() {
		return dist.Phi((x - t.Location) / t.Scale)
	}
	return t.law().CDF(x)
}

// Quantile is the inverse of CDF for p in (0,1).
func (t T) Quantile(p float64) float64 {
	if t.Normal() {
		return t.Location + t.Scale*dist.NormalQuantile(p)
	}
	return t.law().Quantile(p)
}

// LogDensity is the log of the density at x.
func (t T) LogDensity(x float64) float64 {
	if t.Normal() {
		return distuv.Normal{Mu: t.Location, Sigma: t.Scale}.LogProb(x)
	}
	return t.law().LogProb(x)
}

// Part is one component of a mixture.
type Part struct {
	Weight float64
	T
}

// Predictive is a mixture of t laws: what a fitted law says of a later value, its parameters averaged over. The
// weights add up to one.
type Predictive []Part

// CDF is P(X <= x).
func (m Predictive) CDF(x float64) float64 {
	var sum float64
	for _, p := range m {
		sum += p.Weight * p.CDF(x)
	}
	return sum
}

// LogDensity is the log of the density at x.
func (m Predictive) LogDensity(x float64) float64 {
	var sum float64
	for _, p := range m {
		sum += p.Weight * math.Exp(p.T.LogDensity(x))
	}
	return math.Log(sum)
}

// Quantile is the inverse of CDF for p in (0,1), found by halving between the quantiles of the parts, to the last digits.
func (m Predictive) Quantile(p float64) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, part := range m {
		q := part.Quantile(p)
		lo, hi = min(lo, q), max(hi, q)
	}
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if m.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + (hi-lo)/2
}

// shift moves every part.
func (m Predictive) shift(by float64) Predictive {
	for i := range m {
		m[i].Location += by
	}
	return m
}

// Widened multiplies the scale of every part, as Options.Spread does in a fit. What the parts differ by, persistence and
// panel drift, stays as it is.
func (m Predictive) Widened(by float64) Predictive {
	out := slices.Clone(m)
	for i := range out {
		out[i].Scale *= by
	}
	return out
}
