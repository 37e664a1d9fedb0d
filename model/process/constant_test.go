package process

import "testing"

func TestConstant(t *testing.T) {
	for k, x := range run(t, law(t, "constant"), 2020, 3, 1, []float64{7}, 5) {
		if x[0] != 7 || x[4] != 7 {
			t.Errorf("year %d: %v", k, x)
		}
	}
}
