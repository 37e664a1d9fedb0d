package dist

import (
	"math"
	"math/big"
	"testing"
)

// Against the series of Φ in 200 binary digits, Φ(-t) = 1/2 - φ(t) Σ t^(2n+1)/(1·3·5···(2n+1)), of which every term is positive: 2 units
// in the last place down to -8, where 52 of the digits are lost, and on both sides of each border between cells.
func TestPhiAgainstItsSeries(t *testing.T) {
	worst := 0.0
	check := func(z float64) {
		want := seriesPhi(z)
		off, _ := new(big.Float).Sub(want, new(big.Float).SetFloat64(Phi(z))).Float64()
		at, _ := want.Float64()
		ulp := math.Nextafter(at, math.Inf(1)) - at
		worst = max(worst, math.Abs(off)/ulp)
		if !(math.Abs(off) <= 2*ulp) {
			t.Fatalf("Phi(%v) is off by %.2f units in the last place", z, off/ulp)
		}
	}
	for k := 0; k < tailCells; k += 3 {
		border := float64(k) / perTail
		for _, z := range []float64{border, math.Nextafter(border, -1), border + .3/perTail, border + .5/perTail} {
			if z >= 0 {
				check(z)
				check(-z)
			}
		}
	}
	t.Logf("off by %.2f units in the last place at most", worst)
	if got := Phi(0); got != .5 {
		t.Errorf("Phi(0) = %v", got)
	}
	if !math.IsNaN(Phi(math.NaN())) || Phi(math.Inf(-1)) != 0 || Phi(math.Inf(1)) != 1 {
		t.Error("NaN or the ends")
	}
}

// Φ never falls, where the table ends neither.
func TestPhiRises(t *testing.T) {
	before := 0.0
	for i := -9000; i <= 9000; i++ {
		z := float64(i) / 1000
		p := Phi(z)
		if p < before {
			t.Fatalf("Phi falls to %v at %v", p, z)
		}
		before = p
	}
}

// seriesPhi is Φ(z) in 200 binary digits.
func seriesPhi(z float64) *big.Float {
	f := func(x float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(x) }
	x := f(math.Abs(z))
	square := f(0).Mul(x, x)
	term, sum := f(0).Set(x), f(0).Set(x)
	for n := 1; n < 400 && (n < 40 || term.MantExp(nil) > -200); n++ {
		term.Mul(term, square)
		term.Quo(term, f(float64(2*n+1)))
		sum.Add(sum, term)
	}
	// φ(z) = e^(-z²/2)/√(2π), the exponential as the inverse of its series, of which every term is positive too.
	half := f(0).Quo(square, f(2))
	power, e := f(1), f(1)
	for n := 1; n < 400 && (n < 40 || power.MantExp(nil) > -200); n++ {
		power.Mul(power, half)
		power.Quo(power, f(float64(n)))
		e.Add(e, power)
	}
	pi, _, _ := big.ParseFloat("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899", 10, 200, big.ToNearestEven)
	root := f(0).Sqrt(f(0).Mul(f(2), pi))
	sum.Quo(sum, f(0).Mul(e, root))
	if z < 0 {
		sum.Neg(sum)
	}
	return sum.Add(sum, f(.5))
}
