package process

import (
	"testing"

	"targetcast/model/dist"
)

// Nothing before the year, then N(.03, .02²), drawn once.
func TestLevelRevision(t *testing.T) {
	x := run(t, law(t, "level_revision"), 2020, 4, 0, []float64{2023, 0.03, 0.02}, draws)
	for i := range x[0] {
		if x[0][i] != 0 || x[2][i] != 0 || x[3][i] == 0 || x[4][i] != x[3][i] {
			t.Fatalf("future %d: %g %g %g %g %g", i, x[0][i], x[1][i], x[2][i], x[3][i], x[4][i])
		}
	}
	checkMean(t, "revision", x[4], 0.03)
	checkVariance(t, "revision", x[4], 0.0004)
	checkShare(t, "revision", x[4], atLeast(0.05), dist.Phi(-1))
	// A revision that has come before the start is there from the start.
	if x := run(t, law(t, "level_revision"), 2020, 1, 0, []float64{2019, 0.03, 0}, 1); x[0][0] != 0.03 {
		t.Errorf("at the start %g", x[0][0])
	}
}
