package attain

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// exactQuantile is the definition itself on sorted values: the ceil(p*n)-th smallest. p is given in thousandths so that
// the rank is whole-number arithmetic.
func exactQuantile(sorted []float64, thousandths int) float64 {
	rank := (thousandths*len(sorted) + 999) / 1000
	return sorted[max(rank, 1)-1]
}

func checkQuantiles(t *testing.T, values []float64) {
	t.Helper()
	var h Histogram
	h.AddBlock(values)
	sorted := slices.Clone(values)
	sorted = slices.DeleteFunc(sorted, math.IsNaN)
	slices.Sort(sorted)
	if h.Count() != int64(len(sorted)) || h.NaN() != int64(len(values)-len(sorted)) {
		t.Fatalf("count %d, nan %d of %d values, %d NaN", h.Count(), h.NaN(), len(values), len(values)-len(sorted))
	}
	if len(sorted) == 0 {
		if !math.IsNaN(h.Quantile(.5)) || !math.IsNaN(h.AtLeast(0)) || !math.IsNaN(h.Min()) {
			t.Fatal("an empty histogram must answer NaN")
		}
		return
	}
	var all []float64
	for m := 0; m <= 1000; m += 25 {
		want, got := exactQuantile(sorted, m), h.Quantile(float64(m)/1000)
		if !near(got, want) {
			t.Fatalf("quantile %d/1000: %v, sorted gives %v", m, got, want)
		}
		all = append(all, float64(m)/1000)
	}
	for i, got := range h.Quantiles(append(all, math.NaN())...) {
		if i == len(all) {
			if !math.IsNaN(got) {
				t.Fatalf("the quantile of NaN is %v", got)
			}
		} else if want := exactQuantile(sorted, 25*i); !near(got, want) {
			t.Fatalf("quantile %d/1000 in one pass: %v, sorted gives %v", 25*i, got, want)
		}
	}
}

// near is the promise of the histogram: nearer to zero by less than 2^-11 of the size, or equal.
func near(got, want float64) bool {
	if got == want || math.Abs(want) < 0x1p-1022 && got == 0 {
		return true
	}
	return math.Signbit(got) == math.Signbit(want) && math.Abs(got) <= math.Abs(want) &&
		math.Abs(want)-math.Abs(got) < math.Abs(want)*0x1p-11
}

func TestHistogramAgainstSorting(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	for name, draw := range map[string]func() float64{
		"normal about zero": g.NormFloat64,
		"level":             func() float64 { return 43000 * math.Exp(.05*g.NormFloat64()) },
		"huge range":        func() float64 { return math.Exp(300 * g.NormFloat64()) },
		"counts":            func() float64 { return float64(g.IntN(30)) },
		"negative":          func() float64 { return -g.ExpFloat64() },
		"with odd values": func() float64 {
			odd := []float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, 1, -1, math.MaxFloat64}
			return odd[g.IntN(len(odd))]
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 7, 1000, 20011} {
				values := make([]float64, n)
				for i := range values {
					values[i] = draw()
				}
				checkQuantiles(t, values)
			}
		})
	}
}

func TestHistogramIsExactForWholeNumbers(t *testing.T) {
	var h Histogram
	for i := -4096; i <= 4096; i++ {
		h.Add(float64(i))
	}
	seen := -4096
	h.Each(func(edge float64, count int64) bool {
		if edge != float64(seen) || count != 1 {
			t.Fatalf("edge %v count %d, want %d once", edge, count, seen)
		}
		seen++
		return true
	})
	if seen != 4097 {
		t.Fatalf("saw whole numbers up to %d", seen-1)
	}
	// 8193 values; 4097 of them are >= 0, 100 are >= 3997, 4096-(-4096)+1-8 are <= 4088.
	if got := h.AtLeast(0); got != 4097./8193 {
		t.Errorf("P(X>=0) = %v", got)
	}
	if got := h.AtLeast(3997); got != 100./8193 {
		t.Errorf("P(X>=3997) = %v", got)
	}
	if got := h.AtLeast(3996.5); got != 100./8193 {
		t.Errorf("P(X>=3996.5) = %v", got)
	}
	if got := h.AtMost(4088); got != 8185./8193 {
		t.Errorf("P(X<=4088) = %v", got)
	}
	if h.Min() != -4096 || h.Max() != 4096 {
		t.Errorf("min %v max %v", h.Min(), h.Max())
	}
}

func TestQuantileRankOfDecimalFractions(t *testing.T) {
	// ceil(0.07*100) is 7, though 0.07*100 in floats is 7.000000000000001.
	var h Histogram
	for i := 1; i <= 100; i++ {
		h.Add(float64(i))
	}
	for i := 1; i <= 100; i++ {
		if got := h.Quantile(float64(i) / 100); got != float64(i) {
			t.Errorf("quantile %d%% of 1..100 = %v", i, got)
		}
	}
}

func TestHistogramMergesInAnyOrder(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	var whole Histogram
	parts := make([]Histogram, 9)
	for i := range parts {
		for range 500 {
			x := math.Exp(float64(10*i)+g.NormFloat64()) * float64(1-2*g.IntN(2))
			whole.Add(x)
			parts[i].Add(x)
		}
	}
	parts[3].Add(math.NaN())
	whole.Add(math.NaN())
	parts[5].Add(math.Inf(-1))
	whole.Add(math.Inf(-1))
	want := bins(&whole)
	for range 5 {
		var merged Histogram
		for _, i := range g.Perm(len(parts)) {
			merged.Merge(&parts[i])
		}
		if !slices.Equal(bins(&merged), want) || merged.Count() != whole.Count() || merged.NaN() != 1 {
			t.Fatal("merging in another order gave another histogram")
		}
	}
}

type bin struct {
	edge  float64
	count int64
}

func bins(h *Histogram) []bin {
	var out []bin
	h.Each(func(edge float64, count int64) bool {
		out = append(out, bin{edge, count})
		return true
	})
	return out
}

// TestFullBins: a bin counts on where its page runs over at 2^16, whether numbers come one by one, at once or by merging.
// The sum of n times 3 is 3n, exactly.
func TestFullBins(t *testing.T) {
	var one, at, once, merged Histogram
	block := make([]float64, 1000)
	for i := range block {
		block[i] = -3
	}
	for range 200 {
		if sum := one.AddBlock(block); sum != -3000 {
			t.Fatalf("sum %v", sum)
		}
		at.AddTimes(-3, 999)
		at.AddTimes(-3, 1)
	}
	if sum := once.AddTimes(-3, 150_000); sum != -450_000 {
		t.Errorf("sum %v", sum)
	}
	merged.Merge(&once)
	once.AddTimes(-3, 50_000)
	var rest Histogram
	rest.AddTimes(-3, 50_000)
	merged.Merge(&rest)
	for name, h := range map[string]*Histogram{"by blocks": &one, "by parts": &at, "at once": &once, "merged": &merged} {
		if got := bins(h); len(got) != 1 || got[0] != (bin{-3, 200_000}) || h.Count() != 200_000 {
			t.Errorf("%s: %v of %d", name, got, h.Count())
		}
	}
	var odd Histogram
	for _, x := range []float64{0, math.NaN(), math.Inf(1), math.Inf(-1)} {
		odd.AddTimes(x, 5)
	}
	if got := bins(&odd); odd.Count() != 15 || odd.NaN() != 5 || len(got) != 3 {
		t.Errorf("%v of %d, %d NaN", got, odd.Count(), odd.NaN())
	}
}

// Blocks, most of whose numbers the window holds, count as numbers that come one by one: narrow and wide laws, both signs,
// tails on either side of the window, whatever the window was opened on, and merged.
func TestWindowCountsAsPages(t *testing.T) {
	g := rand.New(rand.NewPCG(15, 16))
	for name, draw := range map[string]func(i int) float64{
		"narrow":          func(int) float64 { return math.Exp(.1 * g.NormFloat64()) },
		"wide":            func(int) float64 { return math.Exp(20 * g.NormFloat64()) },
		"both signs":      func(int) float64 { return g.NormFloat64() },
		"often zero":      func(int) float64 { return max(0, g.NormFloat64()) },
		"one value":       func(int) float64 { return 1.5 },
		"other later":     func(i int) float64 { return 1 + float64(i/256)*g.Float64() },
		"ends of floats":  func(i int) float64 { return []float64{math.MaxFloat64, 0x1p-1022, 5e-324}[i%3] },
		"odd among plain": func(i int) float64 { return []float64{2, math.NaN(), math.Inf(1), math.Inf(-1), -2}[i%5] },
	} {
		var one, blocks, merged Histogram
		parts := make([]Histogram, 3)
		for b := range 20 {
			block := make([]float64, 256)
			for i := range block {
				block[i] = draw(b*256 + i)
				one.Add(block[i])
			}
			blocks.AddBlock(block)
			parts[b%3].AddBlock(block)
		}
		for i := range parts {
			merged.Merge(&parts[i])
		}
		for how, h := range map[string]*Histogram{"in blocks": &blocks, "merged": &merged} {
			if !slices.Equal(bins(h), bins(&one)) || h.Count() != one.Count() || h.NaN() != one.NaN() {
				t.Errorf("%s: counts %s differ", name, how)
			}
		}
	}
}

func FuzzHistogram(f *testing.F) {
	f.Add(uint64(0), uint64(1), uint64(0x7ff8000000000001), uint64(0x3ff0000000000000))
	f.Add(uint64(0xfff0000000000000), uint64(0x8000000000000000), uint64(0x000fffffffffffff), uint64(0x0010000000000000))
	f.Fuzz(func(t *testing.T, a, b, c, d uint64) {
		values := []float64{math.Float64frombits(a), math.Float64frombits(b), math.Float64frombits(c), math.Float64frombits(d)}
		checkQuantiles(t, values)
		var forward, backward, x, y Histogram
		x.AddBlock(values[:2])
		y.AddBlock(values[2:])
		forward.Merge(&x)
		forward.Merge(&y)
		backward.Merge(&y)
		backward.Merge(&x)
		if !slices.Equal(bins(&forward), bins(&backward)) {
			t.Fatal("order of merging matters")
		}
	})
}

func BenchmarkHistogramAddBlock(b *testing.B) {
	g := rand.New(rand.NewPCG(5, 6))
	block := make([]float64, 256)
	for i := range block {
		block[i] = 43000 * math.Exp(.05*g.NormFloat64())
	}
	var h Histogram
	b.SetBytes(256)
	for b.Loop() {
		h.AddBlock(block)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/value")
}
