package attain

import (
	"math"
	"math/rand/v2"
	"testing"
)

func counterOf(t *testing.T, e Event) *Counter {
	t.Helper()
	c, err := NewCounter(e)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// blockOf counts a block whose columns are all at hand, one a year from Since to By; nil stands for a year without values.
func blockOf(c *Counter, n int, columns [][]float64) Block {
	for y, column := range columns {
		if column == nil {
			column = make([]float64, n)
			for i := range column {
				column[i] = math.NaN()
			}
		}
		c.See(0, c.Event().Since+y, column)
	}
	return c.Block(0)
}

func TestEventByHand(t *testing.T) {
	nan := math.NaN()
	// Futures in columns, years 2021..2025 in rows; threshold 10, at least.
	columns := [][]float64{
		{9, 10, 8, 11, nan, 1},
		{9, 9, 8, 12, 11, 1},
		{9, 9, 8, 9, 12, 1},
		{9, 12, 9.5, 11, 12, 1},
		{10, 12, 9, 11, 9, nan},
	}
	base := Event{Comparator: AtLeast, Threshold: 10, Since: 2021, By: 2025}

	for _, test := range []struct {
		name      string
		hold      Hold
		years     int
		met       [6]bool
		missed    int64
		sum, sqr  float64 // of shortfalls, by hand
		undefined int64
	}{
		// At 2025: misses 9 (short 1), 9 (short 1); NaN is no shortfall.
		{"at", At, 0, [6]bool{true, true, false, true, false, false}, 2, 2, 2, 1},
		// Ever: only the third (best 9.5, short .5) and the last (best 1, short 9) miss.
		{"ever", Ever, 0, [6]bool{true, true, false, true, true, false}, 2, 9.5, 81.25, 1},
		// The last two years: 9 and 10 (worst 9), 9.5 and 9 (worst 9), 12 and 9 (worst 9); the last is undefined.
		{"sustained", Sustained, 2, [6]bool{false, true, false, true, false, false}, 3, 3, 3, 1},
	} {
		e := base
		e.Hold, e.Years = test.hold, test.years
		c := counterOf(t, e)
		b := blockOf(c, 6, columns)
		masks := make([]uint64, 6)
		c.Mark(masks, 0, 3)
		var hits int64
		for i, want := range test.met {
			if (masks[i] == 8) != want || masks[i]&^8 != 0 {
				t.Errorf("%s, future %d: mask %b, want %v", test.name, i, masks[i], want)
			}
			if want {
				hits++
			}
		}
		if c.N() != 6 || c.Hits() != hits || c.Undefined() != test.undefined {
			t.Errorf("%s: n %d hits %d undefined %d", test.name, c.N(), c.Hits(), c.Undefined())
		}
		if want := (Block{6, hits, test.missed, test.sum, test.sqr}); b != want {
			t.Errorf("%s: block %+v, want %+v", test.name, b, want)
		}
		// The tables by year are the same whatever the hold.
		for year, want := range map[int][3]int64{ // satisfied in year, first in year, ever by year
			2020: {0, 0, 0}, 2021: {2, 2, 2}, 2022: {2, 1, 3}, 2023: {1, 0, 3}, 2024: {3, 0, 3}, 2025: {3, 1, 4}, 2026: {0, 0, 4},
		} {
			if got := [3]int64{c.InYear(year), c.FirstIn(year), c.EverBy(year)}; got != want {
				t.Errorf("%s, year %d: %v, want %v", test.name, year, got, want)
			}
		}
		if c.Never() != 2 {
			t.Errorf("never: %d", c.Never())
		}
		for k, want := range []int64{0, 3, 2, 0, 0, 0, 0} {
			if got := c.Lasting(k); got != want {
				t.Errorf("%s: lasting %d years: %d, want %d", test.name, k, got, want)
			}
		}
	}
}

func TestComparators(t *testing.T) {
	for _, test := range []struct {
		c     Comparator
		holds [3]bool // at 7.5, 8, 8.5 against 8
		lead  float64 // of 7.5
	}{
		{AtLeast, [3]bool{false, true, true}, -.5},
		{Above, [3]bool{false, false, true}, -.5},
		{AtMost, [3]bool{true, true, false}, .5},
		{Below, [3]bool{true, false, false}, .5},
	} {
		for i, x := range []float64{7.5, 8, 8.5} {
			if test.c.Holds(x, 8) != test.holds[i] {
				t.Errorf("comparator %d at %v", test.c, x)
			}
		}
		c := counterOf(t, Event{Comparator: test.c, Threshold: 8, Since: 2025, By: 2025})
		edge := []float64{7.5, 8, 8.5, math.Nextafter(8, 0), math.Nextafter(8, 9), math.Inf(1), math.Inf(-1), math.NaN()}
		blockOf(c, len(edge), [][]float64{edge})
		met := make([]uint64, len(edge))
		c.Mark(met, 0, 0)
		for i, x := range edge {
			if (met[i] == 1) != test.c.Holds(x, 8) {
				t.Errorf("comparator %d counts %v as %b", test.c, x, met[i])
			}
		}
		if got := test.c.Lead(7.5, 8); got != test.lead {
			t.Errorf("comparator %d leads by %v", test.c, got)
		}
		if test.c.Holds(math.NaN(), 8) {
			t.Errorf("comparator %d holds for NaN", test.c)
		}
	}
}

func TestShortfallInUnitsAndPercent(t *testing.T) {
	c := counterOf(t, Event{Comparator: AtMost, Threshold: 8, Since: 2025, By: 2025})
	var total Total
	for _, block := range [][]float64{{8, 9, 10}, {7, 10, 12}} {
		total.Add(blockOf(c, 3, [][]float64{block}))
	}
	// Misses 9, 10, 10, 12 against "at most 8": short by 1, 2, 2, 4; mean 2.25, variance (1.5625+.0625*2+3.0625)/3.
	mean, sd := total.MeanShortfall()
	if mean != 2.25 || math.Abs(sd-math.Sqrt(4.75/3)) > 1e-15 {
		t.Errorf("mean %v sd %v", mean, sd)
	}
	if total.N != 6 || total.Hits != 2 || total.Missed != 4 {
		t.Errorf("total %+v", total)
	}
	for p, want := range map[float64]float64{.25: 1, .5: 2, .75: 2, .76: 4, 1: 4} {
		if got := c.ShortfallQuantile(p); got != want {
			t.Errorf("quantile %v: %v, want %v", p, got, want)
		}
		if got := c.ShortfallPercent(p); got != 100*want/8 {
			t.Errorf("quantile %v: %v %%", p, got)
		}
	}
}

func TestEventRefusesNonsense(t *testing.T) {
	for name, e := range map[string]Event{
		"threshold":  {Threshold: math.NaN(), Since: 2021, By: 2025},
		"order":      {Since: 2026, By: 2025},
		"too long":   {Since: 2021, By: 2025, Hold: Sustained, Years: 6},
		"no years":   {Since: 2021, By: 2025, Hold: Sustained},
		"far away":   {Since: 2021, By: 2085},
		"comparator": {Since: 2021, By: 2025, Comparator: 9},
	} {
		if _, err := NewCounter(e); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	c := counterOf(t, Event{Since: 2024, By: 2025})
	if b := blockOf(c, 2, [][]float64{nil, {0, -1}}); b.Hits != 1 {
		t.Errorf("a year without value: %+v", b)
	}
	if err := c.Merge(counterOf(t, Event{Since: 2025, By: 2025})); err == nil {
		t.Error("counters of different events merged")
	}
}

func TestSixtyFourYears(t *testing.T) {
	c := counterOf(t, Event{Since: 2022, By: 2085, Hold: Sustained, Years: 64})
	columns := make([][]float64, 64)
	for y := range columns {
		columns[y] = []float64{0, float64(y - 1), -1}
	}
	b := blockOf(c, 3, columns)
	if b.Hits != 1 || c.Lasting(64) != 1 || c.Lasting(63) != 2 || c.FirstIn(2023) != 1 || c.Never() != 1 {
		t.Errorf("%+v, lasting %d %d", b, c.Lasting(64), c.Lasting(63))
	}
}

func TestCountersMergeInAnyOrder(t *testing.T) {
	g := rand.New(rand.NewPCG(7, 8))
	e := Event{Comparator: Above, Threshold: .3, Since: 2022, By: 2025, Hold: Sustained, Years: 2}
	blocks := make([][][]float64, 20)
	for i := range blocks {
		for range 4 {
			column := make([]float64, 50)
			for j := range column {
				column[j] = g.NormFloat64()
			}
			blocks[i] = append(blocks[i], column)
		}
	}
	one := counterOf(t, e)
	for _, b := range blocks {
		blockOf(one, 50, b)
	}
	merged := counterOf(t, e)
	workers := []*Counter{counterOf(t, e), counterOf(t, e), counterOf(t, e)}
	for _, i := range g.Perm(len(blocks)) {
		blockOf(workers[g.IntN(3)], 50, blocks[i])
	}
	for _, w := range workers {
		if err := merged.Merge(w); err != nil {
			t.Fatal(err)
		}
	}
	if merged.N() != 1000 || merged.Hits() != one.Hits() || merged.Lasting(2) != one.Hits() || merged.Never() != one.Never() {
		t.Error("merged counts differ")
	}
	for _, p := range []float64{.01, .5, .9} {
		if merged.ShortfallQuantile(p) != one.ShortfallQuantile(p) {
			t.Errorf("shortfall quantile %v differs", p)
		}
	}
	for year := 2022; year <= 2025; year++ {
		if merged.InYear(year) != one.InYear(year) || merged.FirstIn(year) != one.FirstIn(year) {
			t.Errorf("year %d differs", year)
		}
	}
}

func BenchmarkCounterBlock(b *testing.B) {
	g := rand.New(rand.NewPCG(9, 10))
	columns := make([][]float64, 5)
	for y := range columns {
		columns[y] = make([]float64, 256)
		for i := range columns[y] {
			columns[y][i] = g.NormFloat64() + float64(y)
		}
	}
	c, err := NewCounter(Event{Threshold: 3, Since: 2021, By: 2025})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		blockOf(c, 256, columns)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/future")
}
