package kernel

import "math"

// exp: x = k ln2/128 + r with whole k and |r| <= ln2/256, so e^x = 2^(k/128) e^r.

// power is 2^(i/128) as a float and what is missing from it, as a share of it. Of the float there are the bits less i where
// k, shifted by place, adds it again together with the exponent.
type power struct {
	bits    uint64
	missing float64
}

const place = 52 - pointBits

var powers = func() (table [points]power) {
	root := exact(2)
	for range pointBits {
		root.Sqrt(root)
	}
	for i, x := 0, exact(1); i < points; i++ {
		value, missing := split(x, 53)
		table[i] = power{math.Float64bits(value) - uint64(i)<<place, missing / value}
		x.Mul(x, root)
	}
	return table
}()

// stepHead+stepTail is ln2/128; the head has 32 bits, so that its product with a k of up to 18 bits is exact.
var stepHead, stepTail = split(exact(0).Quo(ln2, exact(points)), 32)

const perStep = points / math.Ln2

// These are variables because the compiler adds a variable from where it lies, and a constant only by way of a register.
var (
	// rounder has its last binary digit at 1: what is added to it is rounded to a whole number.
	rounder      = 0x1.8p52
	half         = 1.0 / 2
	twentyFourth = 1.0 / 24
	// safe is twice the bits of 640: up to this size x, the answer and its last digits are ordinary numbers.
	safe = math.Float64bits(640) << 1
)

// ExpColumn is e^x for a column: the error is below 0.52 units in the last place. NaN stays NaN, e^-Inf is 0. The slices
// have equal length and may be the same.
func ExpColumn(out, x []float64) {
	x = x[:len(out)]
	limit := safe
	for i, v := range x {
		if math.Float64bits(v)<<1 > limit {
			out[i] = rareExp(v)
			continue
		}
		k, r := reduce(v)
		out[i] = raise(k, r)
	}
}

// GrowColumn is from e^x for two columns, the product rounded after e^x. The slices have equal length; out may be either.
func GrowColumn(out, from, x []float64) {
	from, x = from[:len(out)], x[:len(out)]
	limit := safe
	for i, v := range x {
		if math.Float64bits(v)<<1 > limit {
			out[i] = rareExp(v) * from[i]
			continue
		}
		k, r := reduce(v)
		out[i] = raise(k, r) * from[i]
	}
}

// Exp is ExpColumn for one number.
func Exp(x float64) float64 {
	if math.Float64bits(x)<<1 > safe {
		return rareExp(x)
	}
	return raise(reduce(x))
}

// reduce gives k, as the low digits of a word, and r for |x| <= 750.
func reduce(x float64) (k uint64, r float64) {
	n := float64(x*perStep) + rounder
	k = math.Float64bits(n)
	n -= rounder
	return k, x - float64(n*stepHead) - float64(n*stepTail)
}

// raise is 2^(k/128) e^r, where that and its last digits are ordinary numbers; e^r - 1 is taken to r^5.
func raise(k uint64, r float64) float64 {
	p := &powers[k%points]
	value := math.Float64frombits(p.bits + k<<place)
	square := r * r
	e := p.missing + r + float64(square*(half+float64(r*(1.0/6)))) + float64(square*square*(twentyFourth+float64(r*(1.0/120))))
	return value + float64(value*e)
}

// rareExp is for what raise cannot do by adding to an exponent.
func rareExp(x float64) float64 {
	switch {
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	case x != x:
		return x
	}
	k, r := reduce(x)
	return math.Ldexp(raise(k%points, r), int(int64(k<<13)>>(13+pointBits))) // the last 51 digits of k are a signed number
}
