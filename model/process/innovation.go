package process

import (
	"fmt"
	"math"

	"targetcast/model/dist"
)

// Innovation gives a column of standard normal scores another shape. It never falls in z, so ranks, and with them the
// dependence between indicators, stay as they are. Safe for concurrent use.
type Innovation interface {
	// Fill writes the shaped scores; out and z have equal length and may be the same slice.
	Fill(out, z []float64)
}

// NormalInnovation leaves the scores as they are.
type NormalInnovation struct{}

func (NormalInnovation) Fill(out, z []float64) { copy(out, z) }

// TInnovation is Student's t with df degrees of freedom, rescaled to variance 1: t √((df-2)/df). df must exceed 2.
func TInnovation(df float64) (Innovation, error) { return dist.StudentTScore(df) }

// twoPiece has the normal density of deviation below left of 0 and of deviation above right of it, joined at the mode.
type twoPiece struct{ below, above float64 }

// TwoPiece is the two-piece normal law of the Bank of England's fan charts (Britton, Fisher and Whitley 1998) with its
// MODE at 0: F(x) = 2 s1/(s1+s2) Φ(x/s1) below and 1 - 2 s2/(s1+s2) Φ(-x/s2) above. Its mean is therefore not 0 but
// √(2/π)(s2-s1), and its variance (1-2/π)(s2-s1)² + s1 s2.
func TwoPiece(s1, s2 float64) (Innovation, error) {
	for _, s := range []float64{s1, s2} {
		if !(s > 0) || math.IsInf(s, 1) {
			return nil, fmt.Errorf("two_piece: standard deviations [%g, %g]; write two finite numbers above 0, below and above the mode", s1, s2)
		}
	}
	return twoPiece{s1, s2}, nil
}

func (d twoPiece) Fill(out, z []float64) {
	out = out[:len(z)]
	sum := d.below + d.above
	mode := d.below / sum // F(0)
	for i, v := range z {
		if p := dist.Phi(v); p < mode {
			out[i] = d.below * dist.NormalQuantile(p*sum/(2*d.below))
		} else {
			out[i] = -d.above * dist.NormalQuantile(dist.Phi(-v)*sum/(2*d.above))
		}
	}
}
