package dist

import "math"

// The lower tail Q(t) = Φ(-t) is tabulated for t from 0 to 8: cells of a 64th, in each a Taylor polynomial of degree 8 about
// its centre. The first term left out is below 2^-54 of Q, since terms fall like (t/128)^n/n!.
const (
	tailCells  = 512
	perTail    = 64 // cells for a distance of 1
	tailDegree = 8
)

var tails = tabulateTails()

// Phi is the standard normal distribution function Φ. Its error is below 2 units in the last place from -8 on, and it keeps about
// 12 digits in the lower tail beyond; for the upper tail use Phi(-z), which is 1-Φ(z) without cancellation.
func Phi(z float64) float64 {
	t := math.Abs(z)
	if !(t < tailCells/perTail) {
		return 0.5 * math.Erfc(-z*(1/math.Sqrt2))
	}
	k := int(t * perTail)
	c := &tails[k&(tailCells-1)]
	x := t - (float64(k)+0.5)*(1.0/perTail) // exact
	square := x * x
	high := c[5] + float64(x*c[6]) + float64(square*(c[7]+float64(x*c[8])))
	low := c[1] + float64(x*c[2]) + float64(square*(c[3]+float64(x*c[4])))
	q := c[0] + float64(x*(low+float64(float64(square*square)*high)))
	if z > 0 {
		return 1 - q
	}
	return q
}

// tabulateTails goes from the last cell, where Q and the density are known to 31 digits, to the first. Q' = -φ and φ' = -tφ
// give all coefficients; inwards Q grows, so that no error does.
func tabulateTails() *[tailCells][tailDegree + 1]float64 {
	const degree = 20 // of the step to the next centre
	table := new([tailCells][tailDegree + 1]float64)
	q := pair{6.628260728425171e-16, 2.559980210935818e-32}
	density := pair{5.377950448848648e-15, -1.0510020145939604e-31}
	step := pair{-1.0 / perTail, 0}
	for k := tailCells - 1; k >= 0; k-- {
		centre := pair{(float64(k) + 0.5) / perTail, 0}
		var phi, tail [degree + 2]pair // coefficients of the density and of Q
		phi[0], tail[0] = density, q
		for n := range degree + 1 {
			next := centre.times(phi[n])
			if n > 0 {
				next = next.plus(phi[n-1])
			}
			phi[n+1] = minus(next.over(float64(n + 1)))
			tail[n+1] = minus(phi[n].over(float64(n + 1)))
		}
		for n := range table[k] {
			table[k][n] = tail[n].head
		}
		q, density = sumUp(tail[:], step), sumUp(phi[:], step)
	}
	return table
}

func minus(a pair) pair { return pair{-a.head, -a.tail} }
