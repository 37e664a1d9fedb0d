package dist

import (
	"fmt"
	"math"

	"targetcast/model/kernel"
)

// Tables reach to normal scores of ±reach; the most extreme score a uniform of 52 bits can give is 8.21. Beyond, the
// tabulated function goes on as a straight line.
const reach = 8.5

// Table is a costly quantile function of the normal score, tabulated once per parameter set: knots at equal steps of
// the score, between them a cubic with the exact slopes at both ends, limited where needed so that it never falls
// (Fritsch and Carlson 1980, SIAM J. Numer. Anal. 17, 238-246). It never changes and may be shared.
type Table struct {
	lo, perUnit float64      // first knot, knots per unit of score
	piece       [][4]float64 // coefficients by power of the position in [0,1] between two knots
	shape       shape
	scale       float64
}

// shape is the scale on which a table is smooth.
type shape uint8

const (
	logarithm shape = iota // knots hold ln Q
	logOfOdds              // knots hold ln(Q/(1-Q))
	odd                    // knots hold Q for scores >= 0, Q(-z) = -Q(z)
)

// At is the quantile at the normal score z. It never falls with z.
func (t *Table) At(z float64) float64 {
	switch t.shape {
	case logarithm:
		return t.scale * kernel.Exp(t.interpolate(z))
	case logOfOdds:
		return t.scale * expit(t.interpolate(z))
	default:
		return math.Copysign(t.scale*t.interpolate(math.Abs(z)), z)
	}
}

// Fill is At over a column; out and z have equal length and may be the same slice.
func (t *Table) Fill(out, z []float64) { fill(out, z, t.At) }

func (t *Table) interpolate(z float64) float64 {
	x := (z - t.lo) * t.perUnit
	if !(x > 0) { // NaN comes here too
		return t.piece[0][0] + float64(t.piece[0][1]*x)
	}
	last := len(t.piece) - 1
	if x >= float64(last+1) {
		c := &t.piece[last]
		end, slope := c[0]+c[1]+c[2]+c[3], c[1]+float64(2*c[2])+float64(3*c[3])
		return end + float64(slope*(x-float64(last+1)))
	}
	i := int(x)
	x -= float64(i)
	c := &t.piece[i]
	return c[0] + float64(x*(c[1]+float64(x*(c[2]+float64(x*c[3])))))
}

// score maps a value y on a table's scale to its normal score z and the slope dz/dy > 0.
type score func(y float64) (z, slope float64)

// tabulate solves score(y) = z for every knot, walking outwards from the knot at z = 0 where y is about y0.
func tabulate(kind shape, perUnit int, y0 float64, f score) (*Table, error) {
	half := int(reach * float64(perUnit))
	below := half
	if kind == odd {
		below = 0
	}
	h := 1 / float64(perUnit)
	y := make([]float64, below+half+1)
	slope := make([]float64, len(y)) // dy/dz times h
	put := func(i int, guess float64) bool {
		root, s, ok := solve(f, float64(i-below)*h, guess)
		y[i], slope[i] = root, h/s
		return ok && s > 0 && !math.IsInf(s, 0)
	}
	if !put(below, y0) {
		return nil, fmt.Errorf("the quantile function cannot be computed")
	}
	for i := below + 1; i < len(y); i++ {
		if !put(i, y[i-1]+slope[i-1]) {
			return nil, fmt.Errorf("the quantile function cannot be computed at the normal score %g", float64(i-below)*h)
		}
	}
	for i := below - 1; i >= 0; i-- {
		if !put(i, y[i+1]-slope[i+1]) {
			return nil, fmt.Errorf("the quantile function cannot be computed at the normal score %g", float64(i-below)*h)
		}
	}
	t := &Table{lo: -float64(below) * h, perUnit: float64(perUnit), piece: make([][4]float64, len(y)-1), shape: kind, scale: 1}
	for i := range t.piece {
		rise := y[i+1] - y[i]
		a, b := min(slope[i], 3*rise), min(slope[i+1], 3*rise) // slopes up to 3 times the chord's keep a cubic rising
		t.piece[i] = [4]float64{y[i], a, 3*rise - 2*a - b, a + b - 2*rise}
	}
	return t, nil
}

// solve finds y with score(y) = z by Newton's method from a guess, halving whenever a step leaves the bracket known so
// far. It returns the slope of the score at the root.
func solve(f score, z, guess float64) (y, slope float64, ok bool) {
	lo, hi := math.Inf(-1), math.Inf(1)
	y = guess
	stride := 1.0
	for range 200 {
		s, ds := f(y)
		if math.IsNaN(s) {
			return y, ds, false
		}
		off := s - z
		if off > 0 {
			hi = y
		} else {
			lo = y
		}
		next := y - off/ds
		if math.Abs(next-y) <= 4e-15*(1+math.Abs(y)) || off == 0 {
			return next, ds, true
		}
		switch inside := next > lo && next < hi; {
		case inside && math.Abs(next-y) < 50:
		case math.IsInf(hi, 1):
			next = lo + stride
			stride *= 2
		case math.IsInf(lo, -1):
			next = hi - stride
			stride *= 2
		default:
			next = lo + (hi-lo)/2
			if hi-lo <= 1e-14*(1+math.Abs(lo)) {
				return next, ds, true
			}
		}
		y = next
	}
	return y, 0, false
}

// tailScore is the normal score of a probability given from both ends: below + above = 1.
func tailScore(below, above float64) float64 {
	if below <= above {
		return NormalQuantile(below)
	}
	return -NormalQuantile(above)
}

// expit is 1/(1+e^-y), the inverse of the logit.
func expit(y float64) float64 {
	if y >= 0 {
		return 1 / (1 + kernel.Exp(-y))
	}
	e := kernel.Exp(y)
	return e / (1 + e)
}
