package score

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// The continuous ranked probability score of a predictive distribution F at the outcome y is
//
//	CRPS = ∫ (F(x) - 1{x >= y})² dx = E|X-y| - E|X-X'|/2
//
// (Gneiting and Raftery, 2007). For a point forecast it is the absolute error.

// NormalCRPS is the closed form for a normal law (Gneiting and Raftery, 2007, equation 21). With sd 0 it is the
// absolute error.
func NormalCRPS(mean, sd, y float64) float64 {
	if sd == 0 {
		return math.Abs(y - mean)
	}
	z, n := (y-mean)/sd, distuv.UnitNormal
	return sd * (z*(2*n.CDF(z)-1) + 2*n.Prob(z) - 1/math.Sqrt(math.Pi))
}

// StudentCRPS is the closed form for Student's t with that location and scale (Jordan, Krüger and Lerch, Journal of
// Statistical Software 90(12), 2019, appendix A). It is infinite for df <= 1/2 and, as the closed form needs df > 1,
// NaN from there to 1.
func StudentCRPS(df, location, scale, y float64) float64 {
	switch {
	case df <= .5:
		return math.Inf(1)
	case df <= 1:
		return math.NaN()
	}
	z, t := (y-location)/scale, distuv.StudentsT{Sigma: 1, Nu: df}
	ratio := math.Exp(mathext.Lbeta(.5, df-.5) - 2*mathext.Lbeta(.5, df/2))
	return scale * (z*(2*t.CDF(z)-1) + 2*t.Prob(z)*(df+z*z)/(df-1) - 2*math.Sqrt(df)/(df-1)*ratio)
}

// CRPS integrates the score of any law from its CDF. The law must have most of its mass within a few times scale (above
// 0) of centre, and tails thinner than those of t with 1 degree of freedom. It returns the value and an estimate of its
// error; it fails when 1e-5 of scale cannot be reached (usual are 1e-9).
//
// Both sides of y are mapped to (0,1) by x = y ± w·u/(1-u), where w covers scale and the distance to the centre, and
// integrated by halving Gauss-Kronrod panels.
func CRPS(cdf func(float64) float64, centre, scale, y float64) (value, errorBound float64, err error) {
	if !(scale > 0) || math.IsInf(scale, 0) || math.IsNaN(centre+y) || math.IsInf(centre+y, 0) {
		return math.NaN(), math.NaN(), fmt.Errorf("CRPS: centre %v, scale %v, outcome %v", centre, scale, y)
	}
	w := scale + math.Abs(y-centre)
	below := func(u float64) float64 { f := cdf(y - w*u/(1-u)); return f * f * w / ((1 - u) * (1 - u)) }
	above := func(u float64) float64 { f := 1 - cdf(y+w*u/(1-u)); return f * f * w / ((1 - u) * (1 - u)) }
	for _, side := range []func(float64) float64{below, above} {
		v, e := halve(side, 0, 1, 1e-6*scale, 12)
		value, errorBound = value+v, errorBound+e
	}
	if !(errorBound <= 1e-5*scale) {
		return value, errorBound, fmt.Errorf("CRPS: the integral is known to %v only", errorBound)
	}
	return value, errorBound, nil
}

// Nodes of the 15-point Kronrod rule on (-1,1), its weights, and the weights of the 7-point Gauss rule at every second
// node (QUADPACK, qk15).
var (
	kronrodNodes = [8]float64{0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
		0.864864423359769072789712788640926, 0.741531185599394439863864773280788, 0.586087235467691130294144691693013,
		0.405845151377397166906606412076961, 0.207784955007898467600689403773245, 0}
	kronrodWeights = [8]float64{0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
		0.104790010322250183839876322541518, 0.140653259715525918745189590510238, 0.169004726639267902826583426598550,
		0.190350578064785409913256402421014, 0.204432940075298892414161999234649, 0.209482141084727828012999174891714}
	gaussWeights = [4]float64{0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
		0.381830050505118944950369775488975, 0.417959183673469387755102040816327}
)

// halve integrates f from a to b, halving panels until the two rules agree within tolerance or depth is used up.
func halve(f func(float64) float64, a, b, tolerance float64, depth int) (value, errorBound float64) {
	c, r := (a+b)/2, (b-a)/2
	var kronrod, gauss float64
	for i, x := range kronrodNodes {
		v := f(c + r*x)
		if x != 0 {
			v += f(c - r*x)
		}
		kronrod += kronrodWeights[i] * v
		if i%2 == 1 {
			gauss += gaussWeights[i/2] * v
		}
	}
	kronrod, gauss = kronrod*r, gauss*r
	// The rules differ by the error of the poorer one, which bounds that of the better one generously.
	errorBound = math.Abs(kronrod - gauss)
	if errorBound <= tolerance || depth == 0 {
		return kronrod, errorBound
	}
	v1, e1 := halve(f, a, c, tolerance/2, depth-1)
	v2, e2 := halve(f, c, b, tolerance/2, depth-1)
	return v1 + v2, e1 + e2
}

// SampleCRPS is the score of the law that gives each draw the same probability.
func SampleCRPS(draws []float64, y float64) float64 {
	n := float64(len(draws))
	return fromSample(draws, y, n*n)
}

// FairCRPS removes from SampleCRPS what is due to the number of draws, so that its expectation is the score of the law
// they come from (Ferro, 2014): mean|x-y| - Σ|xi-xj|/(2M(M-1)). NaN for fewer than two draws.
func FairCRPS(draws []float64, y float64) float64 {
	n := float64(len(draws))
	return fromSample(draws, y, n*(n-1))
}

func fromSample(draws []float64, y, pairs float64) float64 {
	x := slices.Sorted(slices.Values(draws))
	n := float64(len(x))
	var away, spread float64
	for i, v := range x {
		away += math.Abs(v - y)
		spread += v * (2*float64(i) - n + 1) // Σ_{i<j} (xj - xi)
	}
	return away/n - spread/pairs
}

// CountCRPS is the score of a law on 0, 1, 2, ... : Σ (F(k) - 1{k >= y})². It is summed until the rest of the mass is
// below 1e-12, but no further than ten million.
func CountCRPS(cdf func(k float64) float64, y float64) float64 {
	var sum float64
	for k := 0.; k < 1e7; k++ {
		f := cdf(k)
		if k >= y {
			f--
		}
		sum += f * f
		if k >= y && math.Abs(f) < 1e-12 {
			break
		}
	}
	return sum
}

// QuantileCRPS approximates the score of a law of which only some quantiles were kept: twice the mean pinball loss, the
// quantiles between and beyond them on straight lines over normal scores, so that a normal law is met exactly. Levels
// rise within (0,1).
func QuantileCRPS(levels, quantiles []float64, y float64) (float64, error) {
	if err := same("CRPS from quantiles", len(levels), len(quantiles)); err != nil {
		return math.NaN(), err
	}
	scores := make([]float64, len(levels))
	for i, p := range levels {
		if !(p > 0 && p < 1) || i > 0 && p <= levels[i-1] {
			return math.NaN(), fmt.Errorf("CRPS from quantiles: level %d is %v", i+1, p)
		}
		scores[i] = distuv.UnitNormal.Quantile(p)
	}
	const points = 2000
	var sum float64
	k := 0
	for i := range points {
		p := (float64(i) + .5) / points
		z := distuv.UnitNormal.Quantile(p)
		for k < len(levels)-2 && z > scores[k+1] {
			k++
		}
		q := quantiles[k]
		if len(levels) > 1 {
			q += (z - scores[k]) / (scores[k+1] - scores[k]) * (quantiles[k+1] - quantiles[k])
		}
		sum += 2 * Quantile(q, y, p) / points
	}
	return sum, nil
}
