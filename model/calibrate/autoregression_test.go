package calibrate

import (
	"math"
	"testing"
)

var growth = []float64{.11, .095, .10, .082, .078, .085, .07, .066}

func pairsOf(g []float64) []pair {
	var out []pair
	for i := 1; i < len(g); i++ {
		out = append(out, pair{2010 + i, g[i-1], g[i]})
	}
	return out
}

func newTestAutoregression(t *testing.T, pool *Pool) *autoregression {
	t.Helper()
	prior := NormalInverseGamma{.07, 3, 2.5, .0012}
	if pool != nil {
		prior = pool.Prior()
	}
	a, err := newAutoregression(prior, pool, pairsOf(growth), 1)
	if err != nil {
		t.Fatal(err)
	}
	a.last = growth[len(growth)-1]
	return a
}

// TestPersistenceWeights compares the weights of the persistences, and the posterior mean and precision given each,
// with brute force: prior times likelihood summed over a grid of the mean μ of g and the log of its long-run variance
// V, in the terms of the prior: V inverse gamma(a, b), μ normal(m0, V/κ0), g' normal(μ+φ(g-μ), (1-φ²)V).
func TestPersistenceWeights(t *testing.T) {
	a := newTestAutoregression(t, nil)
	posts, weights := a.weigh(a.prior.Mean)
	var brute, means, precisions [len(persistences)]float64
	var sum float64
	for j, phi := range persistences {
		// The mean is known ever less as φ grows, hence a wide grid.
		for l := -11.; l < -2; l += .02 {
			v := math.Exp(l)
			for z := -8.; z <= 8; z += .02 { // in prior standard deviations of μ
				mu := a.prior.Mean + z*math.Sqrt(v/a.prior.Kappa)
				d := -a.prior.A*l - a.prior.B/v - z*z/2
				innovation := (1 - phi*phi) * v
				for i := 1; i < len(growth); i++ {
					e := growth[i] - mu - phi*(growth[i-1]-mu)
					d += -math.Log(innovation)/2 - e*e/(2*innovation)
				}
				w := persistencePrior[j] * math.Exp(d-30)
				brute[j] += w
				means[j] += w * mu
				precisions[j] += w / innovation
			}
		}
		sum += brute[j]
	}
	for j, phi := range persistences {
		close(t, "weight", weights[j], brute[j]/sum, 1e-6)
		close(t, "mean given persistence", posts[j].Mean/(1-phi), means[j]/brute[j], 1e-6)
		p := posts[j].A / posts[j].B
		close(t, "precision given persistence", p, precisions[j]/brute[j], 1e-6*p)
	}
	t.Logf("weights %.4f", weights)
}

// TestPredictiveOfPersistentGrowth compares the closed-form predictive of the sum and of the value after h years with
// 200 000 simulated futures: parameters drawn by Fill, then the recursion stepped year by year. Tolerance 4 standard
// errors. Each persistence is also held alone, where the closed form is a single t.
func TestPredictiveOfPersistentGrowth(t *testing.T) {
	a := newTestAutoregression(t, nil)
	const h = 4
	out, g := drawn(a, 11, nil)
	sums, levels := make([]float64, draws), make([]float64, draws)
	for i := range sums {
		x := a.last
		for range h {
			x = out[0][i] + out[1][i]*(x-out[0][i]) + out[2][i]*g.NormFloat64()
			sums[i] += x
		}
		levels[i] = x
	}
	posts, weights := a.weigh(a.prior.Mean)
	sum, level := a.predict(h, sumAhead), a.predict(h, levelAhead)
	for _, p := range []float64{.05, .3, .5, .8, .95} {
		shareBelow(t, "sum", sums, nil, sum.Quantile(p), p)
		shareBelow(t, "value", levels, nil, level.Quantile(p), p)
	}
	for j, phi := range persistences {
		in := func(i int) bool { return out[1][i] == phi }
		var n float64
		for i := range draws {
			if in(i) {
				n++
			}
		}
		close(t, "share of the persistence", n/draws, weights[j], binomialTolerance(weights[j]))
		// d and c_k of the closed form, written out.
		var ck2 float64
		for k := 1; k <= h; k++ {
			c := (1 - math.Pow(phi, float64(k))) / (1 - phi)
			ck2 += c * c
		}
		d := (h - phi*(1-math.Pow(phi, h))/(1-phi)) / (1 - phi)
		post := posts[j]
		alone := T{2 * post.A, phi*(1-math.Pow(phi, h))/(1-phi)*a.last + d*post.Mean,
			math.Sqrt(post.B / post.A * (ck2 + d*d/post.Kappa))}
		for _, p := range []float64{.1, .5, .9} {
			shareBelow(t, "sum given persistence", sums, in, alone.Quantile(p), p)
		}
	}
}

// shareBelow checks the share of values below x, among those that count, against p within 4 standard errors.
func shareBelow(t *testing.T, what string, values []float64, counts func(int) bool, x, p float64) {
	t.Helper()
	var n, below float64
	for i, v := range values {
		if counts == nil || counts(i) {
			n++
			if v < x {
				below++
			}
		}
	}
	close(t, what, below/n, p, 4*math.Sqrt(p*(1-p)/n))
}

// TestPersistenceZeroIsTheRandomWalk: for φ = 0 the intercept is the mean, and the conditional posterior is that of
// independent values, the first left out.
func TestPersistenceZeroIsTheRandomWalk(t *testing.T) {
	a := newTestAutoregression(t, nil)
	posts, _ := a.weigh(a.prior.Mean)
	want := a.prior.Update(growth[1:])
	close(t, "mean", posts[0].Mean, want.Mean, 1e-15)
	close(t, "kappa", posts[0].Kappa, want.Kappa, 1e-12)
	close(t, "b", posts[0].B, want.B, 1e-15)
}

// TestSharedDriftOfPersistentGrowth: with the same panel drift in every future, each future has the posterior of that
// prior mean; averaged over panel drifts the mixture is the predictive. Tolerances 4 standard errors.
func TestSharedDriftOfPersistentGrowth(t *testing.T) {
	pool := &Pool{Mean: .06, SE: .02, Kappa: 4, A: 3, B: .0018}
	a := newTestAutoregression(t, pool)
	shared := make([]float64, draws)
	for i := range shared {
		shared[i] = .03
	}
	out, _ := drawn(a, 12, shared)
	posts, weights := a.weigh(.03)
	var wantMean float64
	for j, w := range weights {
		wantMean += w * posts[j].Mean / (1 - persistences[j])
	}
	close(t, "mean", mean(out[0]), wantMean, 4*math.Sqrt(variance(out[0])/draws))

	_, g := drawn(a, 13, nil)
	for i := range shared {
		shared[i] = .06 + .02*g.NormFloat64()
	}
	out, g = drawn(a, 14, shared)
	values := make([]float64, draws)
	for i := range values {
		values[i] = a.last
		for range 3 {
			values[i] = out[0][i] + out[1][i]*(values[i]-out[0][i]) + out[2][i]*g.NormFloat64()
		}
	}
	p := a.predict(3, levelAhead)
	for _, q := range []float64{.1, .5, .9} {
		shareBelow(t, "value", values, nil, p.Quantile(q), q)
	}
	if w := a.ownWeight(); !(w > 0 && w < float64(len(growth)-1)/(float64(len(growth)-1)+4)) {
		t.Errorf("own weight %v", w)
	}
}

func BenchmarkPooledFill(b *testing.B) {
	pool := &Pool{Mean: .06, SE: .02, Kappa: 4, A: 3, B: .0018}
	a, err := newAutoregression(pool.Prior(), pool, pairsOf(growth), 1)
	if err != nil {
		b.Fatal(err)
	}
	luck := evenScores(4)
	for j := range luck {
		luck[j] = luck[j][:256]
	}
	out := [][]float64{make([]float64, 256), make([]float64, 256), make([]float64, 256)}
	for b.Loop() {
		a.Fill(out, luck[:3], luck[3])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/future")
}
