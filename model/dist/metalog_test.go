package dist

import (
	"math"
	"testing"
)

// 6/8/11: a2 = 5/(2 ln 9) = 1.13780, a3 = 1/(.8 ln 9) = .56890, Q(.99) = 8 + 4.59512 (1.13780 + .56890·.49) = 14.509.
func TestMetalogExample(t *testing.T) {
	d := must(t)(Metalog(6, 8, 11)).(metalog)
	for _, c := range []struct{ got, want, tolerance float64 }{
		{d.a1, 8, 0}, {d.a2, 1.13780, 5e-6}, {d.a3, 0.56890, 5e-6}, {d.Quantile(0.99), 14.509, 5e-4},
		{d.Quantile(0.1), 6, 1e-12}, {d.Quantile(0.5), 8, 1e-12}, {d.Quantile(0.9), 11, 1e-12},
	} {
		if math.Abs(c.got-c.want) > c.tolerance {
			t.Errorf("got %.9g, want %g", c.got, c.want)
		}
	}
}

// A bounded law passes through its three quantiles and stays strictly inside its bounds for every luck there is.
func TestMetalogBounds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range [][5]float64{{1, 2, 5, 0, inf}, {1, 2, 3, -inf, 4}, {0.1, 0.3, 0.6, 0, 1}, {20, 25, 38, 18, 40}, {1, 2, 5, -inf, inf}} {
		d := must(t)(MetalogBounded(c[0], c[1], c[2], c[3], c[4]))
		for i, p := range []float64{0.1, 0.5, 0.9} {
			if got := d.Quantile(p); math.Abs(got-c[i]) > 1e-12*math.Abs(c[i]) {
				t.Errorf("%v: Q(%g) = %.15g", d, p, got)
			}
		}
		for _, z := range []float64{-8.3, -5, 5, 8.3} {
			v := []float64{z}
			if d.Fill(v, v); v[0] < c[3] || v[0] > c[4] {
				t.Errorf("%v leaves its bounds at z = %g: %g", d, z, v[0])
			}
		}
	}
}

// The edge of what is allowed: |a3/a2| = 2.5 |p90+p10-2p50|/(p90-p10), so with p10 = 0 and p90 = 1 medians between
// .1666 and .8334 have a law; the error names these ends.
func TestMetalogEdge(t *testing.T) {
	for _, c := range []struct {
		p50 float64
		ok  bool
	}{{0.1665, false}, {0.1667, true}, {0.8333, true}, {0.8335, false}} {
		if _, err := Metalog(0, c.p50, 1); (err == nil) != c.ok {
			t.Errorf("p50 %g: error %v", c.p50, err)
		}
	}
}

// Unbounded: 8 -/+ factor times the distances 2 and 3. With a lower bound 0 the distances are ratios, so the factor is
// an exponent: 2·(1/2)^1.5 and 2·2.5^1.5.
func TestStretch(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		in, want             [3]float64
		lower, upper, factor float64
	}{
		{[3]float64{6, 8, 11}, [3]float64{8 - 2*1.523, 8, 8 + 3*1.523}, -inf, inf, 1.523},
		{[3]float64{1, 2, 5}, [3]float64{2 * math.Pow(0.5, 1.5), 2, 2 * math.Pow(2.5, 1.5)}, 0, inf, 1.5},
		{[3]float64{1, 2, 5}, [3]float64{1, 2, 5}, 0, 9, 1},
	} {
		a, b, d, err := Stretch(c.in[0], c.in[1], c.in[2], c.lower, c.upper, c.factor)
		if err != nil || math.Abs(a-c.want[0]) > 1e-12 || b != c.want[1] || math.Abs(d-c.want[2]) > 1e-12 {
			t.Errorf("Stretch(%v, %g) = %g %g %g, %v; want %v", c.in, c.factor, a, b, d, err, c.want)
		}
	}
	// .1/.3/.6 within (0,1), doubled in log odds: p10 has odds (3/7)·((1/9)/(3/7))² = 7/243.
	a, _, _, _ := Stretch(0.1, 0.3, 0.6, 0, 1, 2)
	if want := 7.0 / 250; math.Abs(a-want) > 1e-14 {
		t.Errorf("stretched share %g, want %g", a, want)
	}
	if _, _, _, err := Stretch(1, 2, 3, 1.5, 4, 2); err == nil {
		t.Error("a triple outside its bounds is stretched")
	}
	if _, _, _, err := Stretch(1, 2, 3, 0, 4, 0); err == nil {
		t.Error("a factor of 0 is taken")
	}
}
