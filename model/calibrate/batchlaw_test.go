package calibrate

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/dist"
)

// batchOf is the fit to a cumulative count that starts at 20.
func batchOf(t *testing.T, o Options, additions ...float64) Fit {
	t.Helper()
	values := []float64{20}
	for _, a := range additions {
		values = append(values, values[len(values)-1]+a)
	}
	f, err := historyFrom(values).Fit("batches", o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestBatchesAgainstConvolution finds the law of the next two years by adding up: which years have a batch (with the
// beta law's moments by integrating its density), how many of the earlier ones stay, binomial, and a batch as a negative
// binomial by its recurrence p(k+1)/p(k) = (k+r)/(k+1)·m/(m+r), the batch of the first year thinned one by one; the mean size by
// Simpson's rule on its gamma density. Nothing of it is shared with the generating function.
func TestBatchesAgainstConvolution(t *testing.T) {
	const start, retire, r, top = 20. + 8 + 0 + 14 + 5, .1, 3., 400
	f := batchOf(t, Options{Dispersion: r, Retire: retire}, 8, 0, 14, 5)
	law, err := f.Counts(2)
	if err != nil {
		t.Fatal(err)
	}
	// Three batches in four years, 9 on average: π ~ Beta(3.5, 1.5), m ~ Gamma(3/(1/9+1/3) = 6.75, mean 9).
	chance := func(k float64) float64 { // E[π^k(1-π)^(2-k)], with π = sin²(θ), so that the density has no ends
		var sum float64
		const n = 2000
		for i := range n {
			s := math.Sin((float64(i) + .5) / n * math.Pi / 2)
			p := s * s
			sum += math.Pow(p, k+3) * math.Pow(1-p, 3-k) * math.Pi / n
		}
		b := math.Gamma(3.5) * math.Gamma(1.5) / math.Gamma(5)
		return sum / b
	}
	none, one, both := chance(0), chance(1), chance(2)
	stay := make([]float64, top)
	for k := range int(start) + 1 {
		lo, _ := math.Lgamma(float64(k) + 1)
		hi, _ := math.Lgamma(start - float64(k) + 1)
		all, _ := math.Lgamma(start + 1)
		stay[k] = math.Exp(all - lo - hi + float64(k)*math.Log(.81) + (start-float64(k))*math.Log(.19))
	}
	batch := func(m float64) []float64 {
		p := make([]float64, top)
		p[0] = math.Pow(r/(m+r), r)
		for k := range top - 1 {
			p[k+1] = p[k] * (float64(k) + r) / float64(k+1) * m / (m + r)
		}
		return p
	}
	thinned := func(p []float64) []float64 { // each stays with .9
		out := make([]float64, top)
		for n, v := range p {
			w := v * math.Pow(.1, float64(n)) // of 0 that stay
			for k := range n + 1 {
				out[k] += w
				w *= float64(n-k) / float64(k+1) * 9
			}
		}
		return out
	}
	convolved := func(a, b []float64) []float64 {
		out := make([]float64, top)
		for i, x := range a {
			if x < 1e-18 {
				continue
			}
			for j := range top - i {
				out[i+j] += x * b[j]
			}
		}
		return out
	}
	want, total := make([]float64, top), 0.
	gamma := distuv.Gamma{Alpha: 6.75, Beta: .75}
	const n = 200
	for i := 1; i < n; i++ {
		m := float64(i) / n * 45 // P(m > 45) is 1e-9
		w := gamma.Prob(m) * float64(2+2*(i%2)) / 3 * 45 / n
		second := batch(m)
		first := thinned(second)
		together := convolved(first, second)
		for k := range want {
			size := one*(first[k]+second[k]) + both*together[k]
			if k == 0 {
				size += none
			}
			want[k] += w * size
		}
		total += w
	}
	want = convolved(want, stay)
	var below, mean float64
	for k, v := range want {
		if k%5 == 0 {
			close(t, "P(X >= k)", law.AtLeast(float64(k)), 1-below/total, 2e-7)
		}
		below += v
		mean += float64(k) * v / total
		if k%5 == 0 {
			close(t, "P(X <= k)", law.CDF(float64(k)), below/total, 2e-7)
		}
	}
	close(t, "mean by adding up", law.Mean(), mean, 1e-4)
	// E = start q² + E[π]E[m](q+1).
	close(t, "mean", law.Mean(), start*.81+.7*9*1.9, 1e-6)
}

// TestBatchesInClosedForm: when batches are Poisson (an infinite dispersion), k of them with mean s̄ leave m ~ Gamma(k s̄, k),
// so that a batch is negative binomial with shape k s̄ and probability k/(k+1), and two of them with k/(k+2). Without a batch,
// with probability 1 - E[π], nothing changes. Additions 4, 0, 6: π ~ Beta(2.5, 1.5), shape 10.
func TestBatchesInClosedForm(t *testing.T) {
	f := batchOf(t, Options{Dispersion: 1e12}, 4, 0, 6)
	for h, chances := range map[int][]float64{
		1: {1.5 / 4, 2.5 / 4},
		2: {1.5 * 2.5 / 20, 2 * 2.5 * 1.5 / 20, 2.5 * 3.5 / 20},
	} {
		law, err := f.Counts(h)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 30 {
			want := chances[0]
			for n := 1; n < len(chances); n++ {
				want += chances[n] * NegativeBinomial{10, 2 / (2 + float64(n))}.CDF(float64(k))
			}
			close(t, "P", law.CDF(30+float64(k)), want, 1e-9)
			close(t, "half a step further", law.CDF(30.5+float64(k)), want, 1e-9)
		}
		if law.CDF(29) > 1e-12 || law.CDF(-1) != 0 || law.AtLeast(30) < 1-1e-12 || law.AtLeast(-3) != 1 || law.AtLeast(1e18) != 0 || law.CDF(1e18) != 1 {
			t.Error("the ends of the law")
		}
	}
}

// TestSimulatedBatches: parameters drawn from the fit, put through the law year by year, have the predictive
// distribution by which it is judged: 200 000 futures of four years, 4 standard errors.
func TestSimulatedBatches(t *testing.T) {
	const years, r, retire = 4, 8., .02
	f := batchOf(t, Options{Dispersion: r, Retire: retire}, 11, 0, 6, 9)
	law, err := f.Counts(years)
	if err != nil {
		t.Fatal(err)
	}
	g := seeded(91)
	out, _ := drawn(f.Posterior, 92, nil)
	below := map[float64]float64{}
	var sum, squares float64
	for i := range draws {
		x := 46.
		for range years {
			x = dist.BinomialQuantile(g.NormFloat64(), x, 1-retire)
			if g.Float64() < out[0][i] {
				x += dist.NegativeBinomialQuantile(g.NormFloat64(), out[1][i], r)
			}
		}
		sum, squares = sum+x, squares+x*x
		for _, at := range []float64{44, 52, 60, 70, 90} {
			if x <= at {
				below[at]++
			}
		}
	}
	for at, n := range below {
		p := law.CDF(at)
		close(t, "share below", n/draws, p, 4*math.Sqrt(p*(1-p)/draws))
	}
	mean := sum / draws
	close(t, "mean", mean, law.Mean(), 4*math.Sqrt((squares/draws-mean*mean)/draws))
	if _, err := f.Counts(0); err == nil {
		t.Error("no year ahead is accepted")
	}
	if _, err := f.Predictive(1); err == nil {
		t.Error("counts have no law of real numbers")
	}
}
