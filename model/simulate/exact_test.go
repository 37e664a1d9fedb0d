package simulate_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/attain"
)

// Laws and distributions in one plan, each against its closed form: what an indicator reaches in 2033, four yearly steps after
// 2029. 16 replicates of 1024 Sobol' points (seed 3) lie within 4 of their own standard errors. Where one coordinate decides,
// a replicate's count is one of two neighbours and all 16 may be the same one: the error then is at most that of a fair coin
// between them. None is larger than that of as many independent futures by more than the noise of 16 replicates (4 standard
// errors, 4/√30).
func TestExactValuesThroughSobol(t *testing.T) {
	above := func(x, mean, sd float64) float64 { return normalCDF((mean - x) / sd) }
	grown := 0.0 // variance of four years of damped growth over sd²: Σ ((1 - .6^j)/(1 - .6))²
	for j := 1.; j <= 4; j++ {
		grown += math.Pow((1-math.Pow(.6, j))/.4, 2)
	}
	// ln X(2033) = ln 100 + 4m + (g - m)(.6 + .6² + .6³ + .6⁴), g = .08 the growth of 2029, m = .05 the mean.
	level := math.Log(100) + 4*.05 + .03*.6*(1-math.Pow(.6, 4))/.4
	logit := func(x float64) float64 { return math.Log(x / (1 - x)) }
	cases := []struct {
		name, law, parameters string
		threshold, want       float64
	}{
		{"walk", "random_walk", "start = 5, drift = 0.4, sd = 1.2", 7, above(7, 5+1.6, 2.4)},
		{"log_walk", "log_random_walk", "start = 100, drift = 0.06, sd = 0.03", 130, above(math.Log(1.3), .24, .06)},
		{"memory", "ar1", "start = 0.07, mean = 0.05, persistence = 0.6, sd = 0.02", .06,
			above(.06, .05+.02*math.Pow(.6, 4), .02*math.Sqrt((1-math.Pow(.6, 8))/(1-.36)))},
		{"damped", "damped_growth", "start = 100, growth = 0.08, mean = 0.05, persistence = 0.6, sd = 0.02", 125,
			above(math.Log(125), level, .02*math.Sqrt(grown))},
		{"share", "logit_random_walk", "start = 0.27, drift = 0.04, sd = 0.03", .3, above(logit(.3), logit(.27)+.16, .06)},
		{"count", "poisson", "rate = 12", 15, 1 - distuv.Poisson{Lambda: 12}.CDF(14)},
		// P(X <= k) of a negative binomial with mean m and dispersion r is the incomplete beta function I(r/(r+m); r, k+1).
		{"spread_count", "negative_binomial", "mean = 12, dispersion = 3", 15, 1 - mathext.RegIncBeta(3, 15, 3./15)},
		{"additions", "gamma_additions", "start = 1.08, shape = 2, scale = 0.008", 1.15, mathext.GammaIncRegComp(8, .07/.008)},
		{"beta", "constant", `value = { dist = "beta", a = 2, b = 6 }`, .3, 1 - mathext.RegIncBeta(2, 6, .3)},
		{"gamma", "constant", `value = { dist = "gamma", shape = 3, scale = 2 }`, 7, mathext.GammaIncRegComp(3, 3.5)},
		{"exponential", "constant", `value = { dist = "exponential", mean = 7 }`, 9, math.Exp(-9. / 7)},
		{"lognormal", "constant", `value = { dist = "lognormal", mean = 0, sd = 1 }`, 2, above(math.Log(2), 0, 1)},
		{"triangular", "constant", `value = { dist = "triangular", min = 0, mode = 1, max = 5 }`, 3, 4. / 20}, // (5-3)²/((5-0)(5-1))
		{"uniform", "constant", `value = { dist = "uniform", min = 1, max = 2 }`, 1.3, .7},
	}
	text := "id = \"laws\"\ntitle = \"Laws\"\nannounced = 2030-04-01\nas_of = 2030-04-01\nhorizon = 2033\n"
	for _, c := range cases {
		text += fmt.Sprintf("[indicator.%s]\nlaw = %q\nparameters = { %s }\n", c.name, c.law, c.parameters)
		text += fmt.Sprintf("[target.%s]\ntitle = \"T\"\nindicator = %q\nat_least = %v\nresolves = \"x\"\n", c.name, c.name, c.threshold)
	}
	const points = 1024
	r := sobol(t, compile(t, tiny(t, text), "", ""), 3, points, 0).Runs[0]
	for _, c := range cases {
		e := r.Events[event(t, r, c.name)]
		se := attain.ReplicateError(e.Replicates, points)
		near(t, c.name, estimate(t, e).P, c.want, math.Max(se, .5/points/4))
		if independent := math.Sqrt(c.want * (1 - c.want) / points / 16); se > independent*(1+4/math.Sqrt(30)) {
			t.Errorf("%s: standard error %.2g, of independent futures %.2g", c.name, se, independent)
		}
	}
}
