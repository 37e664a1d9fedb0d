package calibrate

import (
	"fmt"
	"math"

	"targetcast/model/dist"
	"targetcast/model/kernel"
	"targetcast/model/process"
)

// The grid of persistences and its prior. Persistence is not estimated by least squares: with ten values of an AR(1)
// with persistence .6 the estimate averages .31.
var (
	persistences     = [4]float64{0, .3, .6, .9}
	persistencePrior = [4]float64{.2, .3, .3, .2}
)

// autoregression is the posterior of "mean", "persistence" and "sd" of g' = μ + φ(g-μ) + σε.
//
// Given φ, the values y = g' - φg are normal about the intercept c = (1-φ)μ with variance σ²: a normal-inverse-gamma
// problem. The prior is written for the values g themselves: their mean μ has prior mean m0 and prior variance V/κ0,
// where V is their long-run variance, whose prior is inverse gamma(a0, b0). Since σ² = (1-φ²)V,
//
//	σ² ~ inverse gamma(a0, (1-φ²)b0)
//	c given σ² ~ normal((1-φ)m0, σ²/K),  K = κ/(1-φ)²,  κ = σ²/(V/κ0) = (1-φ²)κ0
//
// so that the prior says the same about the level and the spread of g whatever φ is; K = κ0(1+φ)/(1-φ).
//
// The likelihood conditions on the first value of each run. Without a pool the prior is worth one observation, centred
// at the series' own mean and variance (unit information; Kass and Wasserman, 1995): proper, as weights on φ need.
type autoregression struct {
	prior NormalInverseGamma // of g
	pool  *Pool
	fits  [len(persistences)]steps   // of the intercept, by φ
	fixed [len(persistences)]float64 // log weights but for the term that depends on the prior mean
	gamma *dist.Table
	shape float64
	// growth is the last growth: a constant parameter of damped growth, NaN when it is unknown; withGrowth asks for it.
	growth     float64
	withGrowth bool
	last       float64 // last value of g, for predictions; NaN when unknown
	spread     float64 // multiplies the scale of the posterior, given the persistence
}

// pair is two neighbouring years of one run.
type pair struct {
	year          int // of the later
	before, after float64
}

func newAutoregression(prior NormalInverseGamma, pool *Pool, pairs []pair, spread float64) (*autoregression, error) {
	a := &autoregression{prior: prior, pool: pool, spread: spread, shape: prior.A + float64(len(pairs))/2, growth: math.NaN(), last: math.NaN()}
	if !(prior.A > 0 && prior.B > 0 && prior.Kappa > 0) {
		return nil, fmt.Errorf("the prior of a persistent law must be proper, not %+v", prior)
	}
	y := make([]float64, len(pairs))
	for j, phi := range persistences {
		for i, p := range pairs {
			y[i] = p.after - float64(phi*p.before)
		}
		a.fits[j] = summarise(y, nil)
		given := a.given(j, prior.Mean)
		a.fixed[j] = math.Log(persistencePrior[j]) + float64(given.A*math.Log(given.B)) +
			math.Log(given.Kappa/(given.Kappa+a.fits[j].years))/2
	}
	var err error
	a.gamma, err = dist.GammaTable(a.shape)
	return a, err
}

// given is the prior of the intercept and variance for the j-th persistence and prior mean m0 of g.
func (a *autoregression) given(j int, m0 float64) NormalInverseGamma {
	phi := persistences[j]
	return NormalInverseGamma{
		Mean:  (1 - phi) * m0,
		Kappa: a.prior.Kappa * (1 + phi) / (1 - phi),
		A:     a.prior.A,
		B:     a.prior.B * (1 - phi*phi),
	}
}

// weigh returns the posterior of the intercept for each persistence and the posterior weights of the persistences, by
// their marginal likelihoods
//
//	Γ(an)/Γ(a0)·b0^a0/bn^an·√(κ0/κn)·(2π)^(-n/2)
func (a *autoregression) weigh(m0 float64) (posts [len(persistences)]NormalInverseGamma, weights [len(persistences)]float64) {
	var logs [len(persistences)]float64
	best := math.Inf(-1)
	for j := range persistences {
		posts[j] = a.given(j, m0).update(a.fits[j])
		logs[j] = a.fixed[j] - float64(posts[j].A*kernel.Log(posts[j].B)) // what does not depend on φ is left out
		best = max(best, logs[j])
	}
	var sum float64
	for j, l := range logs {
		weights[j] = kernel.Exp(l - best)
		sum += weights[j]
	}
	for j := range weights {
		weights[j] /= sum
		posts[j] = posts[j].widened(a.spread)
	}
	return posts, weights
}

func (a *autoregression) Params() []string {
	if a.withGrowth {
		return []string{"mean", "persistence", "sd", "growth"}
	}
	return []string{"mean", "persistence", "sd"}
}

func (a *autoregression) Luck() []process.Luck { return perFuture("variance", "drift", "persistence") }

// Fill draws the persistence by its weights, then the variance and the intercept given it.
func (a *autoregression) Fill(out, luck [][]float64, shared []float64) {
	mean, persistence, sd := out[0], out[1], out[2]
	posts, weights := a.weigh(a.prior.Mean)
	for i := range mean {
		if shared != nil && a.pool != nil {
			posts, weights = a.weigh(shared[i])
		}
		u, j := dist.Phi(luck[2][i])-weights[0], 0
		for u >= 0 && j < len(weights)-1 {
			j++
			u -= weights[j]
		}
		c, sigma := posts[j].draw(a.gamma, luck[0][i], luck[1][i])
		mean[i], persistence[i], sd[i] = c/(1-persistences[j]), persistences[j], sigma
		if a.withGrowth {
			out[3][i] = a.growth
			if math.IsNaN(a.growth) {
				out[3][i] = mean[i]
			}
		}
	}
}

func (a *autoregression) Describe() Summary { return describe(a, a.pool, a.shape) }

// ownWeight is the share of the data in the intercept, averaged over the persistences.
func (a *autoregression) ownWeight() float64 {
	if a.pool == nil {
		return 1
	}
	_, weights := a.weigh(a.prior.Mean)
	var sum float64
	for j, w := range weights {
		n := a.fits[j].n
		sum += w * n / (n + a.given(j, 0).Kappa)
	}
	return sum
}

// shocks are the values that came less those expected, averaged over the persistences.
func (a *autoregression) shocks(pairs []pair) map[int]float64 {
	posts, weights := a.weigh(a.prior.Mean)
	out := map[int]float64{}
	for _, p := range pairs {
		for j, phi := range persistences {
			out[p.year] += weights[j] * (p.after - posts[j].Mean - float64(phi*p.before))
		}
	}
	return out
}

// ahead is how the intercept, the last value and the shocks enter what is predicted h years ahead: intercept·c +
// last·g0, plus shocks of variance σ²·shocks.
type ahead struct{ intercept, last, shocks float64 }

// levelAhead is for the value after h years.
func levelAhead(phi float64, h int) ahead {
	p := math.Pow(phi, float64(h))
	return ahead{(1 - p) / (1 - phi), p, (1 - p*p) / (1 - phi*phi)}
}

// sumAhead is for the sum of the next h values, as of damped growth: c_k = (1-φ^k)/(1-φ) is what a shock k years before
// the end leaves in the sum, and its square its part of the variance.
func sumAhead(phi float64, h int) ahead {
	var a ahead
	for k := 1; k <= h; k++ {
		ck := (1 - math.Pow(phi, float64(k))) / (1 - phi)
		a.shocks += ck * ck
	}
	left := phi * (1 - math.Pow(phi, float64(h))) / (1 - phi)
	a.last, a.intercept = left, (float64(h)-left)/(1-phi)
	return a
}

// predict mixes the t laws of the persistences: location intercept·Mean + last·g0 and scale² = B/A·(shocks +
// intercept²/Kappa). An unknown last value stands at the posterior mean.
func (a *autoregression) predict(h int, of func(phi float64, h int) ahead) Predictive {
	var out Predictive
	for _, node := range a.pool.nodes(a.prior.Mean) {
		posts, weights := a.weigh(node.value)
		for j, post := range posts {
			x := of(persistences[j], h)
			last := a.last
			if math.IsNaN(last) {
				last = 0
				x.intercept += x.last / (1 - persistences[j])
			}
			out = append(out, Part{node.weight * weights[j], T{
				DF:       2 * post.A,
				Location: x.intercept*post.Mean + x.last*last,
				Scale:    math.Sqrt(post.B / post.A * (x.shocks + x.intercept*x.intercept/post.Kappa)),
			}})
		}
	}
	return out
}
