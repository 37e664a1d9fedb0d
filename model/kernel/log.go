package kernel

import (
	"math"
	"math/big"
)

// log: x = 2^k z with 11/16 <= z < 11/8, and for a z near c, ln x = k ln2 + ln c + ln(1+r) with r = z/c - 1.

// centre is 1/c in at most 20 bits, and ln c as the sum of two floats.
type centre struct{ inverse, head, tail float64 }

const lowest = 0x3fe6000000000000 // bits of 11/16

var centres = func() (table [points]centre) {
	last, c := exact(1), exact(0) // c is ln last
	for i := range table {
		first := math.Float64frombits(lowest + uint64(i)<<(52-pointBits))
		next := math.Float64frombits(lowest + uint64(i+1)<<(52-pointBits))
		inverse := math.RoundToEven(2/(first+next)*0x1p12) * 0x1p-12
		if first == 1 || next == 1 {
			inverse = 1 // so that the answer keeps all its digits where it crosses 0
		}
		x := exact(inverse)
		if c.Add(c, ln(x, last)); inverse == 1 {
			c = exact(0)
		}
		last = x
		head, tail := onGrid(c)
		table[i] = centre{inverse, -head, -tail}
	}
	return table
}()

var ln2Head, ln2Tail = onGrid(ln2)

// onGrid is x as the sum of two floats, the first of which is a multiple of 2^-42: a float holds the sum of any such
// number below 2^11 exactly.
func onGrid(x *big.Float) (head, tail float64) {
	near, _ := x.Float64()
	head = math.RoundToEven(near*0x1p42) * 0x1p-42
	tail, _ = exact(0).Sub(x, exact(head)).Float64()
	return head, tail
}

// LogColumn is the natural logarithm of a column: the error is below 0.62 units in the last place. It is -Inf at 0 and NaN
// below. The slices have equal length and may be the same.
func LogColumn(out, x []float64) {
	x = x[:len(out)]
	for i, v := range x {
		if v >= leastNormal && v <= math.MaxFloat64 {
			k, c, r := near(math.Float64bits(v))
			out[i] = lnAt(k, c, r, lnRest(r))
		} else {
			out[i] = rareLog(v)
		}
	}
}

const leastNormal = 0x1p-1022

// Log is LogColumn for one number.
func Log(x float64) float64 {
	if x >= leastNormal && x <= math.MaxFloat64 {
		k, c, r := near(math.Float64bits(x))
		return lnAt(k, c, r, lnRest(r))
	}
	return rareLog(x)
}

// near gives k, the table's c and r for the bits of a positive normal number. Both products are exact, and so is the
// difference.
func near(bits uint64) (k float64, c *centre, r float64) {
	from := bits - lowest
	c = &centres[from>>(52-pointBits)%points]
	z := math.Float64frombits(bits - from>>52<<52)
	short := math.Float64frombits(math.Float64bits(z) >> 27 << 27)
	return float64(int64(from) >> 52), c, (float64(short*c.inverse) - 1) + float64((z-short)*c.inverse)
}

// lnRest is ln(1+r) - r to r^8.
func lnRest(r float64) float64 {
	square := r * r
	high := -1.0/4 + float64(r*(1.0/5)) + float64(square*(-1.0/6+float64(r*(1.0/7))-float64(square*(1.0/8))))
	return float64(square*square*high) + float64(square*(-1.0/2+float64(r*(1.0/3))))
}

// lnAt is k ln2 + ln c + r + rest.
func lnAt(k float64, c *centre, r, rest float64) float64 {
	whole := float64(k*ln2Head) + c.head
	sum := whole + r
	return sum + (whole - sum + r + (float64(k*ln2Tail) + c.tail) + rest)
}

// rareLog is for numbers that are no positive normal ones.
func rareLog(x float64) float64 {
	switch {
	case x > math.MaxFloat64 || x != x:
		return x
	case x > 0:
		k, c, r := near(math.Float64bits(x * 0x1p54))
		return lnAt(k-54, c, r, lnRest(r))
	case x == 0:
		return math.Inf(-1)
	}
	return math.NaN()
}

// Log1p is ln(1+x) for one number, to about one unit in the last place, also near 0 (Kahan's formula, as in the HP-15C
// Advanced Functions Handbook, 1982).
func Log1p(x float64) float64 {
	u := 1 + x
	switch {
	case u == 1 || u > math.MaxFloat64:
		return x
	case u <= 0:
		return Log(u)
	}
	return Log(u) - ((u-1)-x)/u
}
