package calibrate

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func close(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.10g, want %.10g (tolerance %.2g)", what, got, want, tolerance)
	}
}

const draws = 200_000

// drawn fills columns of parameters with independent scores, and returns the generator for more luck.
func drawn(p Posterior, seed uint64, shared []float64) ([][]float64, *rand.Rand) {
	g := rand.New(rand.NewPCG(seed, 1))
	luck := make([][]float64, len(p.Luck()))
	for j := range luck {
		luck[j] = make([]float64, draws)
		for i := range luck[j] {
			luck[j][i] = g.NormFloat64()
		}
	}
	out := make([][]float64, len(p.Params()))
	for j := range out {
		out[j] = make([]float64, draws)
	}
	p.Fill(out, luck, shared)
	return out, g
}

// binomialTolerance is 4 standard errors of a share of the draws.
func binomialTolerance(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/draws) }

var (
	textbookPrior  = NormalInverseGamma{.06, 4, 3, .0018}
	textbookGrowth = []float64{.085, .072, .064, .041, .093, .055}
)

// TestNormalInverseGamma holds the worked example: posterior mean .065, shape 6, rate .002805, four-year sum with scale
// .051166 and P(Σ >= ln 1.314985) = .3958, in closed form and from 200 000 drawn futures within 4 standard errors.
func TestNormalInverseGamma(t *testing.T) {
	post := textbookPrior.Update(textbookGrowth)
	close(t, "mean", post.Mean, .065, 1e-15)
	close(t, "kappa", post.Kappa, 10, 0)
	close(t, "a", post.A, 6, 0)
	close(t, "b", post.B, .002805, 5e-7)
	// By hand: Σg = .41, ḡ = .0683333, Σ(g-ḡ)² = .03000 - .41²/6, κ0 n/(2 κn)·(ḡ-m0)² = 1.2·.0083333².
	var squares float64
	for _, g := range textbookGrowth {
		squares += g * g
	}
	close(t, "b by hand", post.B, .0018+(squares-.41*.41/6)/2+1.2*math.Pow(.41/6-.06, 2), 1e-15)
	sum := post.Sum(4)
	close(t, "df", sum.DF, 12, 0)
	close(t, "location", sum.Location, .26, 1e-15)
	close(t, "scale", sum.Scale, .051166, 5e-7)
	threshold := math.Log(1.314985)
	close(t, "P(sum)", 1-sum.CDF(threshold), .3958, 5e-5)

	w, err := newWalk(textbookPrior, nil, summarise(textbookGrowth, nil), 1)
	if err != nil {
		t.Fatal(err)
	}
	out, g := drawn(w, 1, nil)
	var hits, low int
	var mean float64
	tenth := distuv.StudentsT{Mu: post.Mean, Sigma: math.Sqrt(post.B / post.A / 10), Nu: 12}.Quantile(.1)
	for i, drift := range out[0] {
		if 4*drift+2*out[1][i]*g.NormFloat64() >= threshold {
			hits++
		}
		// The marginal of the drift is t with 12 df, scale √(b/a/κ).
		if drift < tenth {
			low++
		}
		mean += 1 / out[1][i] / out[1][i] / draws
	}
	close(t, "sampled P(sum)", float64(hits)/draws, .3958, binomialTolerance(.3958)+5e-5)
	close(t, "sampled P(drift low)", float64(low)/draws, .1, binomialTolerance(.1))
	// 1/σ² is gamma with mean a/b and variance a/b².
	close(t, "mean precision", mean, post.A/post.B, 4*math.Sqrt(post.A/draws)/post.B)
	p := w.predict(4)
	close(t, "predictive", 1-p.CDF(threshold), 1-sum.CDF(threshold), 1e-12)
}

// TestReferencePrior: without a prior the predictive is the classical t with n-1 degrees of freedom, location h·ḡ and
// scale s√(h+h²/n).
func TestReferencePrior(t *testing.T) {
	g := []float64{.03, .05, .01, .08}
	sum := Reference().Update(g).Sum(3)
	close(t, "df", sum.DF, 3, 0)
	close(t, "location", sum.Location, 3*.0425, 1e-15)
	close(t, "scale", sum.Scale, math.Sqrt(variance(g)*(3+9./4)), 1e-15)
}

// TestUpdateInTwoSteps: seeing the data at once or one after the other is the same.
func TestUpdateInTwoSteps(t *testing.T) {
	once := textbookPrior.Update(textbookGrowth)
	twice := textbookPrior.Update(textbookGrowth[:2]).Update(textbookGrowth[2:])
	close(t, "mean", twice.Mean, once.Mean, 1e-15)
	close(t, "b", twice.B, once.B, 1e-15)
	if twice.A != once.A || twice.Kappa != once.Kappa {
		t.Error("shape or kappa differ")
	}
	if textbookPrior.Update(nil) != textbookPrior {
		t.Error("no data changed the prior")
	}
}

// TestStepsOverSeveralYears compares the update by increments over 1, 3 and 2 years with the posterior found by
// numerical integration of prior times likelihood, N(kμ, kσ²) each, on a grid over (μ, ln σ²).
func TestStepsOverSeveralYears(t *testing.T) {
	increments, years := []float64{.05, .25, .10}, []int{1, 3, 2}
	post := textbookPrior.update(summarise(increments, years))
	var total, mean, precision float64
	for mu := -.15; mu < .3; mu += .0005 {
		for l := -11.; l < -3; l += .01 {
			v := math.Exp(l)
			// Inverse gamma density of v times v (for d ln v), normal prior of mu.
			d := -textbookPrior.A*l - textbookPrior.B/v - l/2 - textbookPrior.Kappa*math.Pow(mu-textbookPrior.Mean, 2)/(2*v)
			for i, g := range increments {
				k := float64(years[i])
				d += -l/2 - math.Pow(g-k*mu, 2)/(2*k*v)
			}
			w := math.Exp(d - 20)
			total += w
			mean += w * mu
			precision += w / v
		}
	}
	close(t, "mean", post.Mean, mean/total, 1e-6)
	close(t, "precision", post.A/post.B, precision/total, 1e-3*precision/total)
}

// TestSharedDrift: the covariance of the h-year sums of two series that share the panel drift is h²(1-w1)(1-w2)s0²:
// h = 4, w = .6 (n = 6, κ0 = 4), s0 = .01: 2.56e-4. 200 000 futures; the tolerance is 4 standard errors of a covariance of
// near-normal sums, √((v1·v2+c²)/N).
func TestSharedDrift(t *testing.T) {
	pool := &Pool{Mean: .06, SE: .01, Kappa: 4, A: 3, B: .0018}
	close(t, "own weight of 1", pool.OwnWeight(1), .2, 1e-15)
	close(t, "own weight of 6", pool.OwnWeight(6), .6, 1e-15)
	w, err := newWalk(pool.Prior(), pool, summarise(textbookGrowth, nil), 1)
	if err != nil {
		t.Fatal(err)
	}
	g := rand.New(rand.NewPCG(5, 5))
	shared := make([]float64, draws)
	for i := range shared {
		shared[i] = .06 + .01*g.NormFloat64()
	}
	sums := func(seed uint64) []float64 {
		out, g := drawn(w, seed, shared)
		for i := range out[0] {
			out[0][i] = 4*out[0][i] + 2*out[1][i]*g.NormFloat64()
		}
		return out[0]
	}
	a, b := sums(6), sums(7)
	ma, mb := mean(a), mean(b)
	var cov float64
	for i := range a {
		cov += (a[i] - ma) * (b[i] - mb) / draws
	}
	close(t, "covariance", cov, 2.56e-4, 4*math.Sqrt((variance(a)*variance(b)+2.56e-4*2.56e-4)/draws))

	// The predictive averages over the panel drift: its CDF against the same sums.
	p := w.predict(4)
	for _, x := range []float64{.15, .26, .35} {
		var below int
		for _, s := range a {
			if s <= x {
				below++
			}
		}
		close(t, "predictive CDF", float64(below)/draws, p.CDF(x), binomialTolerance(p.CDF(x)))
	}
	// Given one panel drift, each future has the posterior of that prior mean.
	for i := range shared {
		shared[i] = .02
	}
	out, _ := drawn(w, 8, shared)
	post := NormalInverseGamma{.02, 4, 3, .0018}.Update(textbookGrowth)
	close(t, "mean drift given the panel", mean(out[0]), post.Mean, 4*math.Sqrt(variance(out[0])/draws))
	var precision float64
	for _, sd := range out[1] {
		precision += 1 / (sd * sd) / draws
	}
	close(t, "mean precision given the panel", precision, post.A/post.B, 4*math.Sqrt(post.A/draws)/post.B)
}

func TestWalkIsMonotoneInItsLuck(t *testing.T) {
	w, err := newWalk(textbookPrior, nil, summarise(textbookGrowth, nil), 1)
	if err != nil {
		t.Fatal(err)
	}
	z := []float64{-4, -2, -1, 0, 1, 2, 4}
	zero := make([]float64, len(z))
	drift, sd := make([]float64, len(z)), make([]float64, len(z))
	w.Fill([][]float64{drift, sd}, [][]float64{z, zero}, nil)
	for i := 1; i < len(z); i++ {
		if sd[i] <= sd[i-1] {
			t.Errorf("sd falls from %v to %v", sd[i-1], sd[i])
		}
	}
	w.Fill([][]float64{drift, sd}, [][]float64{zero, z}, nil)
	for i := 1; i < len(z); i++ {
		if drift[i] <= drift[i-1] {
			t.Errorf("drift falls from %v to %v", drift[i-1], drift[i])
		}
	}
}

// TestSummary holds the summary against the closed forms: the drift is t, 1/σ² gamma. Quantiles are read from 4096
// futures, so they are off by about one in a thousand of the rank.
func TestSummary(t *testing.T) {
	post := textbookPrior.Update(textbookGrowth)
	w, err := newWalk(textbookPrior, nil, summarise(textbookGrowth, nil), 1)
	if err != nil {
		t.Fatal(err)
	}
	s := w.Describe()
	if s[0].Param != "drift" || s[1].Param != "sd" {
		t.Fatalf("%+v", s)
	}
	scale := math.Sqrt(post.B / post.A / post.Kappa)
	student := distuv.StudentsT{Mu: post.Mean, Sigma: scale, Nu: 12}
	close(t, "drift p10", s[0].P10, student.Quantile(.1), .02*scale)
	close(t, "drift p50", s[0].P50, student.Quantile(.5), .02*scale)
	close(t, "drift p90", s[0].P90, student.Quantile(.9), .02*scale)
	close(t, "drift mean", s[0].Mean, post.Mean, .01*scale)
	close(t, "drift sd", s[0].SD, scale*math.Sqrt(12./10), .02*scale)
	precision := distuv.Gamma{Alpha: post.A, Beta: post.B}
	for p, got := range map[float64]float64{.1: s[1].P10, .5: s[1].P50, .9: s[1].P90} {
		want := 1 / math.Sqrt(precision.Quantile(1-p))
		close(t, "sd quantile", got, want, .005*want)
	}
	// E σ = √b Γ(a-½)/Γ(a), E σ² = b/(a-1).
	want := math.Sqrt(post.B) * math.Gamma(post.A-.5) / math.Gamma(post.A)
	close(t, "mean sd", s[1].Mean, want, .002*want)
}
