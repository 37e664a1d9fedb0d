package dist

import "math"

// pair is an unevaluated sum of two floats, about 31 decimal digits, for tables that are computed when the program starts
// (Dekker 1971, Numerische Mathematik 18, 224-242). math.FMA is exact on every processor.
type pair struct{ head, tail float64 }

func (a pair) plus(b pair) pair {
	s := a.head + b.head
	v := s - a.head
	return normal2(s, (a.head-(s-v))+(b.head-v)+(a.tail+b.tail))
}

func (a pair) times(b pair) pair {
	p := float64(a.head * b.head)
	return normal2(p, math.FMA(a.head, b.head, -p)+(float64(a.head*b.tail)+float64(a.tail*b.head)))
}

// over divides by a small whole number.
func (a pair) over(n float64) pair {
	q := a.head / n
	return normal2(q, (math.FMA(-q, n, a.head)+a.tail)/n)
}

// normal2 makes the tail as small as it can be; it was small before.
func normal2(head, tail float64) pair {
	s := head + tail
	return pair{s, tail - (s - head)}
}
