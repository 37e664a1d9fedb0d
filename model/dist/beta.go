package dist

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// maxBeta bounds the parameters of a beta law from above, MinShape from below.
const maxBeta = 1e5

type beta struct {
	a, b   float64
	lo, hi float64
	table  *Table
	words  string
}

// Beta is the beta law on [0,1] with mean a/(a+b).
func Beta(a, b float64) (Dist, error) {
	return scaledBeta(a, b, 0, 1, fmt.Sprintf("beta(a %g, b %g)", a, b))
}

// BetaMeanSD is the beta law on [0,1] with the given mean and standard deviation; sd² must be below mean(1-mean).
func BetaMeanSD(mean, sd float64) (Dist, error) {
	const law = "beta"
	if err := finite(law, arg{"mean", mean}, arg{"sd", sd}); err != nil {
		return nil, err
	}
	if !(mean > 0 && mean < 1) {
		return nil, fmt.Errorf("%s: mean is %g; write a share above 0 and below 1", law, mean)
	}
	if err := positive(law, "sd", sd); err != nil {
		return nil, err
	}
	n := mean*(1-mean)/(sd*sd) - 1 // a+b
	if !(n > 0) {
		return nil, fmt.Errorf("%s: sd %g is too wide for mean %g; write an sd below %.4g", law, sd, mean, math.Sqrt(mean*(1-mean)))
	}
	return scaledBeta(mean*n, (1-mean)*n, 0, 1, fmt.Sprintf("beta(mean %g, sd %g)", mean, sd))
}

// PERT is the beta law on [min, max] with the given mode and mean (min + 4 mode + max)/6 (Malcolm et al. 1959,
// Operations Research 7, 646-669): a = 1 + 4(mode-min)/(max-min), b = 1 + 4(max-mode)/(max-min).
func PERT(min, mode, max float64) (Dist, error) {
	if err := threePoints("PERT", min, mode, max); err != nil {
		return nil, err
	}
	width := max - min
	return scaledBeta(1+4*(mode-min)/width, 1+4*(max-mode)/width, min, max,
		fmt.Sprintf("PERT(min %g, mode %g, max %g)", min, mode, max))
}

// Beta tables move the probability by less than 4e-7 of itself at scores within ±8.2, by 1e-6 where a or b is 0.05.
var betaTables cache[[2]float64]

func scaledBeta(a, b, lo, hi float64, words string) (Dist, error) {
	for _, v := range []arg{{"a", a}, {"b", b}} {
		if !(v.value >= MinShape && v.value <= maxBeta) {
			return nil, fmt.Errorf("%s: parameter %s is %.4g; write a law with a and b from %g to %g", words, v.name, v.value, MinShape, maxBeta)
		}
	}
	t, err := betaTables.get([2]float64{a, b}, func() (*Table, error) {
		return tabulate(logOfOdds, 16, math.Log(a/b), betaScore(a, b))
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", words, err)
	}
	return beta{a, b, lo, hi, t, words}, nil
}

// betaScore gives the normal score of x = expit(y) under the beta law, and its slope.
func betaScore(a, b float64) score {
	lb := mathext.Lbeta(a, b)
	return func(y float64) (float64, float64) {
		x, rest := expit(y), expit(-y)
		logX, logRest := -math.Log1p(math.Exp(-y)), -math.Log1p(math.Exp(y))
		if y < -700 {
			logX = y
		}
		if y > 700 {
			logRest = -y
		}
		var z float64
		switch {
		case x*(1+b) < 1e-8:
			below := betaEdge(a, b, lb, logX, x)
			z = tailScore(below, 1-below)
		case rest*(1+a) < 1e-8:
			above := betaEdge(b, a, lb, logRest, rest)
			z = tailScore(1-above, above)
		default:
			if below := mathext.RegIncBeta(a, b, x); below <= 0.5 {
				z = NormalQuantile(below)
			} else {
				z = -NormalQuantile(mathext.RegIncBeta(b, a, rest))
			}
		}
		return z, math.Exp(float64(a*logX) + float64(b*logRest) - lb + float64(z*z/2) + logRoot2Pi)
	}
}

// betaEdge is I_x(a,b) for tiny x: x^a/(a B(a,b)) (1 - (b-1) a x/(a+1) + ...), Abramowitz and Stegun 26.5.4.
func betaEdge(a, b, lb, logX, x float64) float64 {
	return math.Exp(a*logX - lb - math.Log(a) + math.Log1p(-(b-1)*a*x/(a+1)))
}

func (d beta) at(z float64) float64       { return min(d.lo+float64((d.hi-d.lo)*d.table.At(z)), d.hi) }
func (d beta) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d beta) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d beta) Mean() float64              { return d.lo + (d.hi-d.lo)*d.a/(d.a+d.b) }
func (d beta) Variance() float64 {
	n, w := d.a+d.b, d.hi-d.lo
	return w * w * d.a * d.b / (n * n * (n + 1))
}
func (d beta) String() string { return d.words }
