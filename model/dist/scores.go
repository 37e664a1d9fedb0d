package dist

import "math"

// Between the middle and the far tails Φ⁻¹(t) is tabulated for the nearer tail's probability t: cells of a 64th of an
// octave, in each a Taylor polynomial of degree 7 about its centre. A cell's half-width is at most t/128, and t is the
// distance to the singularity, so that the first term left out is below 2^-56 of the value.
const (
	cellBits  = 6
	octaves   = 11
	cellCount = octaves<<cellBits - 1 // without the cell that ends at 1/2, where the score crosses 0
	firstCell = (1022 - octaves) << cellBits
	cellShift = 52 - cellBits
)

// scoreCells hold coefficients by power of the distance from a cell's centre, for t from 2^-12 up to 1/2 - 1/256. The
// array is one power of two longer than needed, so that an index needs no check.
var scoreCells = tabulateScores()

// NormalQuantile is Φ⁻¹(p). The error is below 1.5 units in the last place from 2^-12 to 1-2^-12, and below 4 in the tails
// beyond. It is -Inf at 0, +Inf at 1 and NaN outside [0,1].
func NormalQuantile(p float64) float64 {
	var z [1]float64
	NormalScores(z[:], []float64{p})
	return z[0]
}

// NormalScores turns uniforms in (0,1) into standard normal scores: dst[i] = NormalQuantile(u[i]). The slices have equal
// length and may be the same.
func NormalScores(dst, u []float64) {
	dst = dst[:len(u)]
	for i, p := range u {
		// Of positive floats the lesser has the lesser bits, and no jump could foresee which it is; p below 0, above 1 and NaN
		// end beyond the table.
		t := math.Float64bits(p)
		less := math.Float64bits(1-p) - t
		upper := uint64(int64(less) >> 63) // all bits, in the upper half
		t += less & upper
		if cell := t >> cellShift; cell-firstCell < cellCount {
			z := scoreAt(&scoreCells[cell-firstCell], math.Float64frombits(t)-centre(cell))
			dst[i] = math.Float64frombits(math.Float64bits(z) ^ upper<<63)
		} else {
			dst[i] = rareScore(p) // the middle cell and the far tails: 0.9 %
		}
	}
}

// WordScores turns random words into standard normal scores: those of the uniforms (w+1/2)/2^52, where w is a word's first 52
// bits. It is NormalScores with the halves folded onto each other before there is a float. The slices have equal length.
func WordScores(dst []float64, words []uint64) {
	words = words[:len(dst)]
	exponent, offset := exponent, offset
	for i, w := range words {
		upper := uint64(int64(w) >> 63)
		t := math.Float64frombits((w^upper)>>12|exponent) - offset
		if cell := math.Float64bits(t) >> cellShift; cell-firstCell < cellCount {
			z := scoreAt(&scoreCells[cell-firstCell], t-centre(cell))
			dst[i] = math.Float64frombits(math.Float64bits(z) ^ upper<<63)
		} else {
			dst[i] = rareScore(math.Float64frombits(w>>12|exponent) - offset)
		}
	}
}

// Variables stay in registers over a loop, where constants are loaded anew each time.
var (
	exponent uint64 = 0x3ff << 52 // of floats from 1 to 2
	offset          = 1 - 0x1p-53 // from them to the middle of a cell
)

// centre is the middle of a cell.
func centre(cell uint64) float64 { return math.Float64frombits((cell<<1 | 1) << (cellShift - 1)) }

// scoreAt is Φ⁻¹ in a cell, x from its centre.
func scoreAt(c *[8]float64, x float64) float64 {
	square := x * x
	high := c[4] + float64(x*c[5]) + float64(square*(c[6]+float64(x*c[7])))
	return c[0] + float64(x*(c[1]+float64(x*c[2])+float64(square*c[3])+float64(float64(square*x)*high)))
}

// rareScore is for what is not in the table.
func rareScore(p float64) float64 {
	q := p - 0.5
	if !(math.Abs(q) <= 1.0/256) {
		return as241(p)
	}
	// With y = √(2π) q, Φ⁻¹ is y + y³/6 + 7y⁵/120 + 127y⁷/5040 + ...; y⁹ is below 2^-56 of the whole.
	const root, tail = 2.5066282746310007, -1.8328579980459167e-16
	y := float64(root*q) + float64(tail*q)
	s := y * y
	return y + float64(float64(y*s)*(1.0/6+float64(s*(7.0/120+float64(s*(127.0/5040))))))
}

// tabulateScores follows Z = -Φ⁻¹, which solves Z” = Z Z'², from Z(1/2) = 0 and Z'(1/2) = -√(2π) down to 2^-12, from
// centre to centre by Taylor series in pairs of floats: what their error adds is far below a float's last digit.
func tabulateScores() (table [1 << 10][8]float64) {
	const degree = 12
	var z, slope, product [degree + 1]pair // coefficients of Z, Z' and Z Z' about the point at
	slope[0] = pair{-2.5066282746310007, 1.8328579980459167e-16}
	at := 0.5
	for k := cellCount; k >= 0; k-- {
		for n := range degree {
			product[n], slope[n+1] = pair{}, pair{}
			for i := 0; i <= n; i++ {
				product[n] = product[n].plus(z[i].times(slope[n-i]))
			}
			for i := 0; i <= n; i++ {
				slope[n+1] = slope[n+1].plus(product[i].times(slope[n-i]))
			}
			slope[n+1] = slope[n+1].over(float64(n + 1))
			z[n+1] = slope[n].over(float64(n + 1))
		}
		if k < cellCount {
			for i := range table[k] {
				table[k][i] = -z[i].head
			}
		}
		next := centre(uint64(k - 1 + firstCell))
		step := pair{next - at, 0}
		at = next
		z[0], slope[0] = sumUp(z[:], step), sumUp(slope[:], step)
	}
	return table
}

// sumUp is a polynomial at x.
func sumUp(coefficients []pair, x pair) pair {
	var sum pair
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum.times(x).plus(coefficients[i])
	}
	return sum
}
