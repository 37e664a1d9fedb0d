package process

import (
	"math"
	"testing"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

// draws is how many futures the random tests simulate; with a probability of a half 4 standard errors are .0045.
const (
	draws = 200_000
	seed  = 20210802
)

// run simulates a law for h years from start with the same parameters in all futures, under plain Monte Carlo with the
// seed above, and returns the values by year: out[0] is the starting year, first+0.
func run(t testing.TB, l Law, first, h int, start float64, par []float64, n int) [][]float64 {
	t.Helper()
	return runWith(t, l, first, h, start, par, n, func(*Step, int) {})
}

// runWith is run with parameters that differ between futures: set may change the columns of a block before its start.
func runWith(t testing.TB, l Law, first, h int, start float64, par []float64, n int, set func(s *Step, block int)) [][]float64 {
	t.Helper()
	spec := l.Spec()
	if len(par) != len(spec.Params) {
		t.Fatalf("%s: %d parameters given, %d wanted", spec.Name, len(par), len(spec.Params))
	}
	out := make([][]float64, h+1)
	source := stream.MonteCarlo(seed, 0)
	for block := 0; block*stream.Block < n; block++ {
		size := min(stream.Block, n-block*stream.Block)
		s := newStep(l, size, start, par)
		set(s, block)
		for k := 0; k <= h; k++ {
			s.Year = first + k
			for j, luck := range spec.Luck {
				year := s.Year
				if luck.PerFuture {
					year = 0
				}
				source.Fill(s.Luck[j], stream.Input{Name: luck.Name, PerFuture: luck.PerFuture}, year, block)
				dist.NormalScores(s.Luck[j], s.Luck[j])
			}
			if k == 0 {
				l.Init(s)
			} else {
				l.Next(s)
			}
			out[k] = append(out[k], s.Out...)
			s.Prev, s.Out = s.Out, s.Prev
		}
	}
	return out
}

// newStep makes columns of n futures with constant parameters and luck 0.
func newStep(l Law, n int, start float64, par []float64) *Step {
	spec := l.Spec()
	columns := func(k int) [][]float64 {
		c := make([][]float64, k)
		for i := range c {
			c[i] = make([]float64, n)
		}
		return c
	}
	s := &Step{Year: 2020, Prev: make([]float64, n), Out: make([]float64, n), State: columns(spec.State), Par: columns(len(par)), Luck: columns(len(spec.Luck))}
	fill(s.Prev, start)
	for i, v := range par {
		fill(s.Par[i], v)
	}
	return s
}

// about fails when got is further than 4 standard errors from want.
func about(t *testing.T, what string, got, want, se float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 4*se) {
		t.Errorf("%s: got %.6g, want %.6g (standard error %.2g)", what, got, want, se)
	}
}

// checkMean holds the mean; the standard error is from the sample.
func checkMean(t *testing.T, what string, x []float64, want float64) {
	t.Helper()
	m, sd := meanSD(x)
	about(t, what+" mean", m, want, sd/math.Sqrt(float64(len(x))))
}

// checkVariance holds the variance; its standard error is √((m4-m2²)/n) with the sample's fourth central moment.
func checkVariance(t *testing.T, what string, x []float64, want float64) {
	t.Helper()
	m, sd := meanSD(x)
	m4 := 0.0
	for _, v := range x {
		m4 += math.Pow(v-m, 4)
	}
	n := float64(len(x))
	about(t, what+" variance", sd*sd, want, math.Sqrt((m4/n-math.Pow(sd, 4))/n))
}

// checkShare holds the share of futures that meet a condition; its standard error is binomial.
func checkShare(t *testing.T, what string, x []float64, hit func(v float64) bool, want float64) {
	t.Helper()
	about(t, what+" probability", share(x, hit), want, math.Sqrt(want*(1-want)/float64(len(x))))
}

func share(x []float64, hit func(v float64) bool) float64 {
	k := 0
	for _, v := range x {
		if hit(v) {
			k++
		}
	}
	return float64(k) / float64(len(x))
}

func meanSD(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v
	}
	mean /= float64(len(x))
	for _, v := range x {
		sd += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sd / float64(len(x)))
}

func logs(x []float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = math.Log(v)
	}
	return y
}

func atLeast(k float64) func(float64) bool { return func(v float64) bool { return v >= k } }

// law finds a registered law.
func law(t testing.TB, name string) Law {
	t.Helper()
	l, ok := Lookup(name)
	if !ok {
		t.Fatalf("no law %q", name)
	}
	return l
}
