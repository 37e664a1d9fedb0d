package simulate_test

import (
	"math"
	"testing"
)

// What formulas have in common is computed once, whether one reads it or three, from this year or the year before, as a
// step from a start or as a level: no draw changes by a bit.
func TestPartsChangeNoDraw(t *testing.T) {
	const laws = `
[indicator.a]
law = "white_noise"
[indicator.b]
law = "white_noise"
[indicator.level]
formula = "2 * exp((a + prev(b)) / 100) + 1"
`
	const others = `
[indicator.stock]
next = "prev(stock) * exp((a + prev(b)) / 100)"
parameters = { start = 100 }
[indicator.ratio]
formula = "exp((a + prev(b)) / 100) / exp((a + b) / 100)"
[indicator.inverse]
formula = "1 / exp((a + b) / 100)"
`
	alone := drawsOf(t, tiny(t, laws), 300, "a", "b", "level")
	shared := drawsOf(t, tiny(t, laws+others), 300, "a", "b", "level", "stock", "ratio", "inverse")
	for id, years := range alone {
		for y := range years {
			for k, want := range years[y] {
				if got := shared[id][y][k]; math.Float64bits(got) != math.Float64bits(want) {
					t.Fatalf("%s, year %d, future %d: %v, alone %v", id, y, k, got, want)
				}
			}
		}
	}
	for k, now := range shared["stock"][2025] { // the factor of growth is (level - 1)/2
		before, level := shared["stock"][2024][k], shared["level"][2025][k]
		if math.Abs(now/before-(level-1)/2) > 1e-14 {
			t.Fatalf("future %d: stock %v after %v, level %v", k, now, before, level)
		}
	}
}
