package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const precise = 220

func wide(x float64) *big.Float { return new(big.Float).SetPrec(precise).SetFloat64(x) }

// expExactly is e^x to 150 bits by the series of e^(x/2^20), squared 20 times, independent of the tables under test.
func expExactly(x float64) *big.Float {
	y := wide(x)
	y.SetMantExp(y, -20)
	sum, term := wide(1), wide(1)
	for k := 1.0; k < 24; k++ {
		term.Mul(term, y).Quo(term, wide(k))
		sum.Add(sum, term)
	}
	for range 20 {
		sum.Mul(sum, sum)
	}
	return sum
}

// off is how far got lies from want in units in the last place of want.
func off(got float64, want *big.Float) float64 {
	w, _ := want.Float64()
	_, e := math.Frexp(w)
	gap, _ := wide(0).Sub(wide(got), want).Float64()
	return math.Abs(math.Ldexp(gap, 53-e))
}

// TestExpError asks 40 000 numbers (fixed seed) for the error stated in the documentation.
func TestExpError(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	worst, at := 0.0, 0.0
	for i := range 40_000 {
		x := (g.Float64() - 0.5) * []float64{1e-9, 0.01, 2, 50, 1416}[i%5]
		if e := off(Exp(x), expExactly(x)); e > worst {
			worst, at = e, x
		}
	}
	if worst >= 0.52 {
		t.Errorf("exp(%v) is off by %.4f units in the last place", at, worst)
	}
	t.Logf("largest error %.4f units in the last place, at %v", worst, at)
}

// TestLogError checks Log against Exp's reference: with y = Log(x), ln x = y + ln(x/e^y), and x/e^y - 1 is tiny, so that
// one further term of the series is exact to 1e-30.
func TestLogError(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	worst, at := 0.0, 0.0
	for i := range 40_000 {
		x := []float64{1 + (g.Float64()-0.5)/16, 1 + (g.Float64()-0.5)*1e-6, g.Float64() * 4, math.Exp((g.Float64() - 0.5) * 1416)}[i%4]
		if x == 1 {
			continue
		}
		if e := off(Log(x), logExactly(x)); e > worst {
			worst, at = e, x
		}
	}
	if worst >= 0.62 {
		t.Errorf("log(%v) is off by %.4f units in the last place", at, worst)
	}
	t.Logf("largest error %.4f units in the last place, at %v", worst, at)
}

func logExactly(x float64) *big.Float {
	y := math.Log(x)
	d := wide(0).Quo(wide(x), expExactly(y))
	d.Sub(d, wide(1))
	square := wide(0).Mul(d, d)
	d.Sub(d, square.Quo(square, wide(2)))
	return d.Add(d, wide(y))
}

// TestLog1pError: ln(1+x) with 1+x exact in many bits; the reference for x below 1e-3 is its series, otherwise Log of a
// number that is exact in a float.
func TestLog1pError(t *testing.T) {
	g := rand.New(rand.NewPCG(5, 6))
	worst, at := 0.0, 0.0
	for i := range 20_000 {
		x := (g.Float64() - 0.5) * []float64{1e-12, 1e-3, 1.9}[i%3]
		want := wide(0)
		if math.Abs(x) < 1e-3 {
			term := wide(-1)
			for k := 1.0; k < 16; k++ {
				term.Mul(term, wide(-x))
				want.Add(want, wide(0).Quo(term, wide(k)))
			}
		} else {
			x = math.Round(x*0x1p40) * 0x1p-40
			want = logExactly(1 + x)
		}
		if e := off(Log1p(x), want); e > worst {
			worst, at = e, x
		}
	}
	if worst >= 1.5 {
		t.Errorf("log1p(%v) is off by %.4f units in the last place", at, worst)
	}
	t.Logf("largest error %.4f units in the last place, at %v", worst, at)
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct{ x, want float64 }{
		{0, 1}, {math.Copysign(0, -1), 1}, {inf, inf}, {-inf, 0}, {nan, nan}, {1e300, inf}, {-1e300, 0},
		{709.782712893384, 0x1.fffffffffff2ap1023}, // ln of the largest float, rounded down
		{709.7827128933841, inf}, {-745, 5e-324}, {-745.1332191019413, 0}, {5e-324, 1}, {1e-17, 1},
	} {
		if got := Exp(c.x); !same(got, c.want) {
			t.Errorf("exp(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	for _, c := range []struct{ x, want float64 }{
		{1, 0}, {0, -inf}, {math.Copysign(0, -1), -inf}, {inf, inf}, {-inf, nan}, {nan, nan}, {-1, nan}, {-5e-324, nan},
		{5e-324, -744.4400719213812}, {math.MaxFloat64, 709.782712893384}, {2, math.Ln2},
	} {
		if got := Log(c.x); !same(got, c.want) {
			t.Errorf("log(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	for _, c := range []struct{ x, want float64 }{{0, 0}, {-1, -inf}, {-2, nan}, {nan, nan}, {inf, inf}, {1e-300, 1e-300}, {math.MaxFloat64, 709.782712893384}} {
		if got := Log1p(c.x); !same(got, c.want) {
			t.Errorf("log1p(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	if one := Log1p(math.Copysign(0, -1)); one != 0 || !math.Signbit(one) {
		t.Errorf("log1p(-0) = %v", one)
	}
}

func same(a, b float64) bool { return a == b || a != a && b != b }

// TestSubnormal holds e^x below the least normal number against math.Exp, which may differ by the last digit.
func TestSubnormal(t *testing.T) {
	for x := -745.2; x < -707; x += 0.0137 {
		got, want := Exp(x), math.Exp(x)
		if d := math.Abs(got - want); d > 5e-324 && d > want*0x1p-52 {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}

// TestRising: neither function falls from a number to the next float, at 100 000 places (fixed seed).
func TestRising(t *testing.T) {
	g := rand.New(rand.NewPCG(7, 8))
	for i := range 100_000 {
		x := (g.Float64() - 0.5) * []float64{1e-3, 1, 60, 1416}[i%4]
		if next := math.Nextafter(x, math.Inf(1)); Exp(next) < Exp(x) {
			t.Errorf("exp falls after %v", x)
		}
		x = math.Exp(x)
		if next := math.Nextafter(x, math.Inf(1)); Log(next) < Log(x) {
			t.Errorf("log falls after %v", x)
		}
	}
}

// TestColumns: a column gives the digits of single numbers, wherever it is written to, and allocates nothing.
func TestColumns(t *testing.T) {
	x := []float64{0.3, 800, -2, math.NaN(), 0, math.Inf(-1), 5e-324, 3e5}
	for name, f := range map[string]struct {
		column func(out, x []float64)
		one    func(x float64) float64
	}{"exp": {ExpColumn, Exp}, "log": {LogColumn, Log}} {
		out := make([]float64, len(x))
		if n := testing.AllocsPerRun(10, func() { f.column(out, x) }); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
		inPlace := append([]float64(nil), x...)
		f.column(inPlace, inPlace)
		for i, v := range x {
			if want := f.one(v); !same(out[i], want) || !same(inPlace[i], want) {
				t.Errorf("%s(%v) = %v and %v, want %v", name, v, out[i], inPlace[i], want)
			}
		}
	}
}

// What grows is the exponential times the column, in two roundings, in place too.
func TestGrowColumnIsTheProduct(t *testing.T) {
	x := []float64{0.3, 800, -2, math.NaN(), 0, math.Inf(-1), 5e-324, 3e5, 639.9, 640.1, -640.1, -700, -740}
	from := make([]float64, len(x))
	for i := range from {
		from[i] = 1 + float64(i)/3
	}
	out, inPlace := make([]float64, len(x)), append([]float64(nil), x...)
	GrowColumn(out, from, x)
	GrowColumn(inPlace, from, inPlace)
	for i, v := range x {
		if want := float64(Exp(v) * from[i]); !same(out[i], want) || !same(inPlace[i], want) {
			t.Errorf("e^%v times %v = %v and %v, want %v", v, from[i], out[i], inPlace[i], want)
		}
	}
}

// The sum is taken in the order of the columns with every product rounded, whatever the number of columns.
func TestCombineIsTheSumInOrder(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	for columns := range 12 {
		w, x := make([]float64, columns), make([][]float64, columns)
		for j := range x {
			w[j], x[j] = g.NormFloat64(), make([]float64, 37)
			for i := range x[j] {
				x[j][i] = g.NormFloat64()
			}
		}
		out := make([]float64, 37)
		for i := range out {
			out[i] = math.NaN() // what was there before does not count
		}
		Combine(out, w, x)
		for i := range out {
			want := 0.0
			for j := range x {
				product := float64(w[j] * x[j][i])
				want += product
			}
			if out[i] != want {
				t.Errorf("%d columns, row %d: %v, want %v", columns, i, out[i], want)
			}
		}
	}
}

func BenchmarkCombine(b *testing.B) {
	w, x := make([]float64, 20), make([][]float64, 20)
	for j := range x {
		w[j], x[j] = float64(j)/20, make([]float64, 1024)
	}
	out := make([]float64, 1024)
	for b.Loop() {
		Combine(out, w, x)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/1024/20, "ns/product")
}

func BenchmarkExp(b *testing.B) {
	x, out := make([]float64, 256), make([]float64, 256)
	for i := range x {
		x[i] = float64(i*97%256)/128 - 1
	}
	b.Run("kernel", func(b *testing.B) {
		for b.Loop() {
			ExpColumn(out, x)
		}
	})
	b.Run("math", func(b *testing.B) {
		for b.Loop() {
			for i, v := range x {
				out[i] = math.Exp(v)
			}
		}
	})
}

func BenchmarkLog(b *testing.B) {
	x, out := make([]float64, 256), make([]float64, 256)
	for i := range x {
		x[i] = 0.1 + float64(i*97%256)/28
	}
	b.Run("kernel", func(b *testing.B) {
		for b.Loop() {
			LogColumn(out, x)
		}
	})
	b.Run("math", func(b *testing.B) {
		for b.Loop() {
			for i, v := range x {
				out[i] = math.Log(v)
			}
		}
	})
}
