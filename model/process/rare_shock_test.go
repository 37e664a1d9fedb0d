package process

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/dist"
)

// A log walk (drift .07, sd .025) with shocks (π = .1, J ~ N(-.04, .02²), no recovery), 4 years, K/X0 = 1.25: given b
// shocks the log is normal with mean 4·.07 - .04b and variance 4·.025² + .02²b, so P is a binomial mixture: .7712;
// without shocks .8723.
func TestRareShockOnALogWalk(t *testing.T) {
	p := 0.0
	for b := 0.0; b <= 4; b++ {
		mean, sd := 0.28-0.04*b, math.Sqrt(4*0.025*0.025+0.0004*b)
		p += distuv.Binomial{N: 4, P: 0.1}.Prob(b) * dist.Phi((mean-math.Log(1.25))/sd)
	}
	if calm := dist.Phi((0.28 - math.Log(1.25)) / 0.05); math.Abs(p-0.7712) > 5e-5 || math.Abs(calm-0.8723) > 5e-5 {
		t.Fatalf("the closed forms give %.5f and %.5f", p, calm)
	}
	level := run(t, law(t, "log_random_walk"), 2020, 4, 1, []float64{1, 0.07, 0.025}, draws)[4]
	shocks := run(t, law(t, "rare_shock"), 2020, 4, 0, []float64{0.1, -0.04, 0.02, 0, 0}, draws)
	for i := range level {
		level[i] *= math.Exp(shocks[1][i] + shocks[2][i] + shocks[3][i] + shocks[4][i])
	}
	checkShare(t, "level", level, atLeast(1.25), p)
}

// One year: J has mean πm and variance π(m²+s²) - π²m². From the second year on the effect J_t - rJ_{t-1} has mean
// (1-r)πm and variance (1+r²) V(J); in the first year the start's shock is taken back.
func TestRareShockRecovery(t *testing.T) {
	const p, m, sd, r, start = 0.1, -0.04, 0.02, 0.5, -0.06
	v := p*(m*m+sd*sd) - p*p*m*m
	x := run(t, law(t, "rare_shock"), 2020, 2, start, []float64{p, m, sd, r, start}, draws)
	checkMean(t, "first year", x[1], p*m-r*start)
	checkVariance(t, "first year", x[1], v)
	checkMean(t, "second year", x[2], (1-r)*p*m)
	checkVariance(t, "second year", x[2], (1+r*r)*v)
	checkShare(t, "second year", x[2], func(v float64) bool { return v != 0 }, 1-(1-p)*(1-p))
}
