package simulate_test

import (
	"math"
	"strings"
	"testing"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// With drift N(.05, .02²) and a yearly sd lognormal about .1, four years: as it is ln X has variance E[4sd²] + (4·.02)²; at the
// medians of both it is normal with mean ln 100 + .2 and sd .1·√4 = .2, so that P(X >= 130) = Φ((.2 - ln 1.3)/.2), and the
// width of its central 80 % is 100e^.2·2sinh(.2·1.28155).
func TestCertainLeavesWhatTimeTells(t *testing.T) {
	const n = 100_000
	text := strings.Replace(pond, "drift = 0.05, sd = 0.1", `drift = { dist = "normal", mean = 0.05, sd = 0.02 }, sd = { dist = "lognormal", mean = -2.302585093, sd = 0.3 }`, 1)
	p := tiny(t, text, "fish.csv", "series,year,value,unit,published\nfish.carp,2029,100,fish,2029-11\n")
	pr := compile(t, p, "", "")
	res := run(t, simulate.Options{Draws: n}, pr, program.Certain(pr))
	nearShare(t, "P at the medians", share(t, res.Runs[1], "enough"), normalCDF((.2-math.Log(1.3))/.2), n)
	h := res.Runs[1].Shown[0].Years[4]
	want := 100 * math.Exp(.2) * 2 * math.Sinh(.2*1.2815515655)
	if got := h.Quantile(.9) - h.Quantile(.1); math.Abs(got/want-1) > .02 { // a quantile has a standard error of .2·.0054 of its value
		t.Errorf("width %v, want %v", got, want)
	}
	wide := res.Runs[0].Shown[0].Years[4]
	if got := wide.Quantile(.9) - wide.Quantile(.1); got < 1.05*want {
		t.Errorf("with unknown parameters the width is %v, no more than %v", got, want)
	}
	for i, node := range pr.Nodes {
		if strings.HasPrefix(node.ID, "parameter.carp.") && len(node.Luck) == 0 && strings.HasSuffix(node.ID, "drift") {
			t.Errorf("node %d of the program itself was changed", i)
		}
	}
}
