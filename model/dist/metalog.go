package dist

import (
	"fmt"
	"math"

	"targetcast/model/kernel"
)

// maxSkew is the largest |a3/a2| for which the quantile function of a 3-term metalog still rises everywhere
// (Keelin 2016, Decision Analysis 13, 243-277: 1.66711).
const maxSkew = 1.667

// metalog is Q(y) = a1 + a2 L + a3 (y-1/2) L with L = ln(y/(1-y)) (Keelin 2016), carried back from the
// transformed scale: ln(x-lower), -ln(upper-x) or the logit of (x-lower)/(upper-lower).
type metalog struct {
	a1, a2, a3    float64
	lower, upper  float64 // -Inf, +Inf where there is no bound
	p10, p50, p90 float64 // as given, for people
}

// Metalog is the unbounded 3-term metalog law through three quantiles: 10, 50 and 90 %. Too skewed a triple has no
// such law and is an error.
func Metalog(p10, p50, p90 float64) (Dist, error) {
	return MetalogBounded(p10, p50, p90, math.Inf(-1), math.Inf(1))
}

// MetalogBounded is the metalog law through three quantiles that never leaves (lower, upper). Either bound may be
// infinite; with one bound the logarithm of the distance to it has the unbounded law, with two the logit of the
// position between them has. Mean and Variance are NaN when there is a bound.
func MetalogBounded(p10, p50, p90, lower, upper float64) (Dist, error) {
	const law = "metalog"
	if err := finite(law, arg{"p10", p10}, arg{"p50", p50}, arg{"p90", p90}); err != nil {
		return nil, err
	}
	if !(p10 < p50 && p50 < p90) {
		return nil, fmt.Errorf("%s: p10 %g, p50 %g, p90 %g do not rise; write p10 < p50 < p90, or the plain number where nothing is uncertain", law, p10, p50, p90)
	}
	s, err := newScale(law, lower, upper)
	if err != nil {
		return nil, err
	}
	if !(lower < p10 && p90 < upper) {
		return nil, fmt.Errorf("%s: p10 %g to p90 %g touches the bounds %g to %g; write lower < p10 and p90 < upper", law, p10, p90, lower, upper)
	}
	t10, t50, t90 := s.to(p10), s.to(p50), s.to(p90)
	ln9 := kernel.Log(9)
	d := metalog{a1: t50, a2: (t90 - t10) / (2 * ln9), a3: (t90 + t10 - 2*t50) / (0.8 * ln9),
		lower: lower, upper: upper, p10: p10, p50: p50, p90: p90}
	if skew := math.Abs(d.a3 / d.a2); !(skew < maxSkew) {
		share := (1 - maxSkew/2.5) / 2 // of the way from p10 to p90, where the nearer end of the allowed medians lies
		return nil, fmt.Errorf("%s: p10 %g, p50 %g, p90 %g are too lopsided (|a3/a2| = %.3g, must be below %g): write a p50 between %.4g and %.4g, or give a lower or upper bound",
			law, p10, p50, p90, skew, maxSkew, s.from(t10+float64(share*(t90-t10))), s.from(t90-float64(share*(t90-t10))))
	}
	return d, nil
}

// Stretch widens a stated triple about its median by the factor, in the scale in which the metalog law with these
// bounds is unbounded, so that a stretched triple stays between its bounds and as skewed as it was. Infinite bounds
// mean none. Reading a stated 10-90 % range as 20-80 %, say, is a factor Φ⁻¹(.9)/Φ⁻¹(.8) = 1.523.
func Stretch(p10, p50, p90, lower, upper, factor float64) (w10, w50, w90 float64, err error) {
	const law = "stretch"
	if err := finite(law, arg{"p10", p10}, arg{"p50", p50}, arg{"p90", p90}, arg{"factor", factor}); err != nil {
		return 0, 0, 0, err
	}
	if err := positive(law, "factor", factor); err != nil {
		return 0, 0, 0, err
	}
	s, err := newScale(law, lower, upper)
	if err != nil {
		return 0, 0, 0, err
	}
	if !(lower < p10 && p10 <= p50 && p50 <= p90 && p90 < upper) {
		return 0, 0, 0, fmt.Errorf("%s: p10 %g, p50 %g, p90 %g do not rise between the bounds %g to %g; write lower < p10 <= p50 <= p90 < upper", law, p10, p50, p90, lower, upper)
	}
	m := s.to(p50)
	return s.from(m + float64(factor*(s.to(p10)-m))), p50, s.from(m + float64(factor*(s.to(p90)-m))), nil
}

// scale carries numbers between two bounds to the whole line and back.
type scale struct{ lower, upper float64 }

func newScale(law string, lower, upper float64) (scale, error) {
	if math.IsNaN(lower) || math.IsNaN(upper) || !(lower < upper) {
		return scale{}, fmt.Errorf("%s: lower %g is not below upper %g; write lower < upper, or leave one out", law, lower, upper)
	}
	return scale{lower, upper}, nil
}

func (s scale) to(x float64) float64 {
	hasLower, hasUpper := !math.IsInf(s.lower, 0), !math.IsInf(s.upper, 0)
	switch {
	case hasLower && hasUpper:
		return kernel.Log((x - s.lower) / (s.upper - x))
	case hasLower:
		return kernel.Log(x - s.lower)
	case hasUpper:
		return -kernel.Log(s.upper - x)
	}
	return x
}

func (s scale) from(t float64) float64 {
	hasLower, hasUpper := !math.IsInf(s.lower, 0), !math.IsInf(s.upper, 0)
	switch {
	case hasLower && hasUpper:
		// From the nearer bound, so that rounding never steps over it.
		e := kernel.Exp(-math.Abs(t))
		near := float64((s.upper - s.lower) * (e / (1 + e)))
		if t <= 0 {
			return s.lower + near
		}
		return s.upper - near
	case hasLower:
		return s.lower + kernel.Exp(t)
	case hasUpper:
		return s.upper - kernel.Exp(-t)
	}
	return t
}

func (d metalog) at(z float64) float64 {
	tail := Phi(-math.Abs(z))
	return scale{d.lower, d.upper}.from(d.unbounded(z, tail, kernel.Log((1-tail)/tail)))
}

// unbounded is Q where the nearer tail beyond the score z has that probability and ln((1-tail)/tail).
func (d metalog) unbounded(z, tail, odds float64) float64 {
	return d.a1 + float64(math.Copysign(odds, z)*(d.a2+float64(d.a3*math.Copysign(0.5-tail, z))))
}

// Fill takes the logarithms of all numbers at once.
func (d metalog) Fill(out, z []float64) {
	const part = 256
	var tail, odds [part]float64
	s := scale{d.lower, d.upper}
	for len(z) > 0 {
		n := min(part, len(z))
		for i, v := range z[:n] {
			tail[i] = Phi(-math.Abs(v))
			odds[i] = (1 - tail[i]) / tail[i]
		}
		kernel.LogColumn(odds[:n], odds[:n])
		for i, v := range z[:n] {
			out[i] = s.from(d.unbounded(v, tail[i], odds[i]))
		}
		out, z = out[n:], z[n:]
	}
}

func (d metalog) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d metalog) bounded() bool              { return !math.IsInf(d.lower, 0) || !math.IsInf(d.upper, 0) }

// Mean is a1 + a3/2 without bounds: ∫(y-1/2) ln(y/(1-y)) dy = 1/2.
func (d metalog) Mean() float64 {
	if d.bounded() {
		return math.NaN()
	}
	return d.a1 + d.a3/2
}

// Variance is π²a2²/3 + a3²(1/12 + π²/36) without bounds (Keelin 2016, 3 terms).
func (d metalog) Variance() float64 {
	if d.bounded() {
		return math.NaN()
	}
	return math.Pi*math.Pi/3*d.a2*d.a2 + d.a3*d.a3*(1.0/12+math.Pi*math.Pi/36)
}

func (d metalog) String() string {
	s := fmt.Sprintf("metalog(p10 %g, p50 %g, p90 %g", d.p10, d.p50, d.p90)
	if !math.IsInf(d.lower, 0) {
		s += fmt.Sprintf(", lower %g", d.lower)
	}
	if !math.IsInf(d.upper, 0) {
		s += fmt.Sprintf(", upper %g", d.upper)
	}
	return s + ")"
}
