package attain

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestWatchCountsAsCounter: both answer the same events alike, over 200 random events and three blocks each, with numbers
// on the threshold and NaN among them. Seed fixed, no tolerance.
func TestWatchCountsAsCounter(t *testing.T) {
	g := rand.New(rand.NewPCG(11, 12))
	const n = 40
	for range 200 {
		years := 1 + g.IntN(5)
		e := Event{Comparator: Comparator(g.IntN(4)), Threshold: float64(g.IntN(5) - 2), Since: 2021, By: 2020 + years, Hold: Hold(g.IntN(3))}
		e.Years = 1 + g.IntN(years)
		c, err := NewCounter(e)
		if err != nil {
			t.Fatal(err)
		}
		w, err := NewWatch(e, n)
		if err != nil {
			t.Fatal(err)
		}
		var hits int64
		for range 3 {
			columns := make([][]float64, years)
			for y := range columns {
				columns[y] = make([]float64, n)
				for i := range columns[y] {
					columns[y][i] = float64(g.IntN(7) - 3)
					if g.IntN(9) == 0 {
						columns[y][i] = math.NaN()
					}
				}
				if w.Asks(e.Since + y) {
					w.See(e.Since+y, columns[y])
				}
			}
			blockOf(c, n, columns)
			hits += w.Hits(n)
		}
		if hits != c.Hits() {
			t.Fatalf("%+v: %d hits, the counter has %d", e, hits, c.Hits())
		}
		if w.Asks(e.Since-1) || w.Asks(e.By+1) {
			t.Errorf("%+v: asks for years that do not count", e)
		}
	}
	if _, err := NewWatch(Event{Threshold: math.NaN()}, n); err == nil {
		t.Error("a threshold that is no number must be refused")
	}
}
