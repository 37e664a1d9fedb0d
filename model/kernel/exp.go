package kernel

import "math"

// exp: x = k ln2/128 + r with whole k and |r| <= ln2/256, so e^x = 2^(k/128) e^r.

// power is 2^(i/128) as a float and what is missing from it, as a share of it.
type power struct{ value, missing float64 }

var powers = func() (table [points]power) {
	root := exact(2)
	for range pointBits {
		root.Sqrt(root)
	}
	for i, x := 0, exact(1); i < points; i++ {
		value, missing := split(x, 53)
		table[i] = power{value, missing / value}
		x.Mul(x, root)
	}
	return table
}()

// stepHead+stepTail is ln2/128; the head has 32 bits, so that its product with a k of up to 18 bits is exact.
var stepHead, stepTail = split(exact(0).Quo(ln2, exact(points)), 32)

const (
	perStep = points / math.Ln2
	// rounder has its last binary digit at 1: what is added to it is rounded to a whole number.
	rounder = 0x1.8p52

	safeExp = 708 // up to this size neither x nor the answer is out of the ordinary
)

// ExpColumn is e^x for a column: the error is below 0.52 units in the last place. NaN stays NaN, e^-Inf is 0. The slices
// have equal length and may be the same.
func ExpColumn(out, x []float64) {
	x = x[:len(out)]
	for i, v := range x {
		if !(math.Abs(v) <= safeExp) {
			out[i] = rareExp(v)
			continue
		}
		k, r := reduce(v)
		out[i] = math.Float64frombits(math.Float64bits(raise(k, r)) + k>>pointBits<<52)
	}
}

// Exp is ExpColumn for one number.
func Exp(x float64) float64 {
	if !(math.Abs(x) <= safeExp) {
		return rareExp(x)
	}
	k, r := reduce(x)
	return math.Float64frombits(math.Float64bits(raise(k, r)) + k>>pointBits<<52)
}

// reduce gives k, as the low digits of a word, and r for |x| <= 750.
func reduce(x float64) (k uint64, r float64) {
	n := float64(x*perStep) + rounder
	k = math.Float64bits(n)
	n -= rounder
	return k, x - float64(n*stepHead) - float64(n*stepTail)
}

// raise is 2^(i/128) e^r for the last 7 binary digits i of k; e^r - 1 is taken to r^5.
func raise(k uint64, r float64) float64 {
	p := &powers[k%points]
	square := r * r
	e := p.missing + r + float64(square*(1.0/2+float64(r*(1.0/6)))) + float64(square*square*(1.0/24+float64(r*(1.0/120))))
	return p.value + float64(p.value*e)
}

// rareExp is for what ExpColumn cannot do by adding to an exponent.
func rareExp(x float64) float64 {
	switch {
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	case x != x:
		return x
	}
	k, r := reduce(x) // the last 51 digits of k are a signed number
	return math.Ldexp(raise(k, r), int(int64(k<<13)>>(13+pointBits)))
}
