package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// normalScores are independent standard normal numbers.
func normalScores(n int) []float64 {
	z := make([]float64, n)
	source := stream.MonteCarlo(seed, 0)
	for block := 0; block*stream.Block < n; block++ {
		part := z[block*stream.Block : min((block+1)*stream.Block, n)]
		source.Fill(part, stream.Input{Name: "innovation"}, 2021, block)
		dist.NormalScores(part, part)
	}
	return z
}

// t with 5 degrees of freedom at variance 1: P(|ε| > 2) = .04931.
func TestTInnovation(t *testing.T) {
	in, err := TInnovation(5)
	if err != nil {
		t.Fatal(err)
	}
	x := normalScores(draws)
	in.Fill(x, x)
	checkMean(t, "t5", x, 0)
	// The fourth moment of t5 is 9, so the standard error of the variance is √(8/n).
	_, sd := meanSD(x)
	about(t, "t5 variance", sd*sd, 1, math.Sqrt(8.0/draws))
	checkShare(t, "t5", x, func(v float64) bool { return math.Abs(v) > 2 }, 0.04931)
	if _, err := TInnovation(2); err == nil {
		t.Error("2 degrees of freedom are taken")
	}
}

// (0, 2, 1): mean √(2/π)(1-2) = -.79788, variance (1-2/π) + 2 = 2.36338, F(1) = .89423, F(0) = 2/3.
func TestTwoPiece(t *testing.T) {
	in, err := TwoPiece(2, 1)
	if err != nil {
		t.Fatal(err)
	}
	mean, variance := -math.Sqrt(2/math.Pi), 1-2/math.Pi+2
	if math.Abs(mean+0.79788) > 5e-6 || math.Abs(variance-2.36338) > 5e-6 {
		t.Fatalf("the closed forms give %.6g and %.6g", mean, variance)
	}
	x := normalScores(draws)
	in.Fill(x, x)
	checkMean(t, "two-piece", x, mean)
	checkVariance(t, "two-piece", x, variance)
	checkShare(t, "two-piece", x, func(v float64) bool { return v <= 1 }, 0.89423)
	checkShare(t, "two-piece", x, func(v float64) bool { return v <= 0 }, 2.0/3)
	// Exactly: the score Φ⁻¹(.89423...) is carried to 1, with F(1) = 1 - 2/3 (1-Φ(1)).
	z := []float64{dist.NormalQuantile(1 - 2.0/3*dist.Phi(-1)), dist.NormalQuantile(4.0 / 3 * dist.Phi(-1.5))}
	in.Fill(z, z)
	if math.Abs(z[0]-1) > 1e-14 || math.Abs(z[1]+3) > 1e-14 {
		t.Errorf("quantiles %.17g and %.17g, want 1 and -3", z[0], z[1])
	}
	for _, s := range [][2]float64{{0, 1}, {1, -1}, {math.NaN(), 1}, {1, math.Inf(1)}} {
		if _, err := TwoPiece(s[0], s[1]); err == nil {
			t.Errorf("%v is taken", s)
		}
	}
}

func TestInnovationsRise(t *testing.T) {
	five, _ := TInnovation(5)
	skew, _ := TwoPiece(0.5, 1.5)
	even, _ := TwoPiece(1, 1)
	z, out := make([]float64, 20001), make([]float64, 20001)
	for i := range z {
		z[i] = -8.2 + 16.4*float64(i)/20000
	}
	for _, in := range []Innovation{NormalInnovation{}, five, skew, even} {
		in.Fill(out, z)
		for i := 1; i < len(out); i++ {
			if !(out[i] >= out[i-1]) {
				t.Fatalf("%T falls at %g", in, z[i])
			}
		}
	}
	even.Fill(out, z) // equal pieces are the standard normal law
	for i := range z {
		if math.Abs(out[i]-z[i]) > 1e-13*math.Max(1, math.Abs(z[i])) {
			t.Fatalf("two equal pieces carry %g to %g", z[i], out[i])
		}
	}
}
