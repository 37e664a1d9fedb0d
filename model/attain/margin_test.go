package attain

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// A margin is not negative exactly in the futures that the counter counts: all comparators and holds, values on the threshold,
// next to it and missing ones.
func TestMarginAgreesWithCounter(t *testing.T) {
	const n, years = 512, 4
	near := []float64{2, math.Nextafter(2, 3), math.Nextafter(2, 1), math.NaN(), 1, 3, math.Inf(1), math.Inf(-1), -2}
	r := rand.New(rand.NewPCG(1, 2))
	columns := make([][]float64, years)
	for y := range columns {
		for range n {
			columns[y] = append(columns[y], near[r.IntN(len(near))])
		}
	}
	for _, hold := range []Hold{At, Ever, Sustained} {
		for c := AtLeast; c <= Below; c++ {
			t.Run(fmt.Sprint(hold, c), func(t *testing.T) {
				e := Event{Comparator: c, Threshold: 2, Since: 2021, By: 2024, Hold: hold, Years: 3}
				counter, err := NewCounter(e)
				if err != nil {
					t.Fatal(err)
				}
				blockOf(counter, n, columns)
				m, err := NewMargin(e, n)
				if err != nil {
					t.Fatal(err)
				}
				for range 2 { // a second block starts anew
					for y, column := range columns {
						if m.Asks(2021 + y) {
							m.See(2021+y, column)
						}
					}
				}
				met := make([]uint64, n)
				counter.Mark(met, 0, 0)
				for i, met := range met {
					if by := m.By()[i]; (by >= 0) != (met == 1) {
						t.Fatalf("future %d: margin %v, met %b", i, by, met)
					}
				}
			})
		}
	}
	if _, err := NewMargin(Event{Threshold: math.NaN()}, 1); err == nil {
		t.Error("a threshold that is no number gives no error")
	}
}

// Eight replicates of .4 and eight of .6: s = √(16·.1²/15), t(15) = 2.131450, so half = 2.131450·s/4 = .055034 and the
// unresolved .001 on top.
func TestEstimateSmoothed(t *testing.T) {
	var p []float64
	for range 8 {
		p = append(p, .4, .6)
	}
	l, err := EstimateSmoothed(p, .001, .95)
	if err != nil || math.Abs(l.P-.5) > 1e-12 || math.Abs(l.Error.Hi-.556034) > 1e-6 || math.Abs(l.Error.Lo-.443966) > 1e-6 {
		t.Errorf("%+v, %v", l, err)
	}
	if l, _ := EstimateSmoothed([]float64{.999, 1}, .1, .95); l.Error.Hi != 1 {
		t.Errorf("not cut to 1: %+v", l)
	}
	if _, err := EstimateSmoothed(p[:1], 0, .95); err == nil {
		t.Error("one replicate tells no error")
	}
	if _, err := EstimateSmoothed(p, 0, 1); err == nil {
		t.Error("a confidence of 1 gives no error")
	}
}
