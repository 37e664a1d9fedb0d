package score

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestHLN: the published factors.
func TestHLN(t *testing.T) {
	close(t, "n 10 h 5", HLN(10, 5), .5477, 5e-5)
	close(t, "n 12 h 4", HLN(12, 4), .7071, 5e-5)
}

// TestDieboldMarianoByHand: differences 1 3 2 2. One year ahead: mean 2, variance .5, statistic 2/√(.5/4)·√(3/4) = √24, and
// P(|t3| > √24) = 1 - (2/π)(√8/9 + atan √8). Two years ahead: the autocovariance -.25 takes all of the variance.
func TestDieboldMarianoByHand(t *testing.T) {
	first, second := []float64{2, 5, 3, 4}, []float64{1, 2, 1, 2}
	c, err := DieboldMariano(first, second, 1)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "mean", c.Mean, 2, 1e-15)
	close(t, "statistic", c.Statistic, math.Sqrt(24), 1e-13)
	close(t, "p", c.P, 1-2/math.Pi*(math.Sqrt(8)/9+math.Atan(math.Sqrt(8))), 1e-12)
	if c.N != 4 {
		t.Errorf("%d years", c.N)
	}
	if _, err := DieboldMariano(first, second, 2); err == nil {
		t.Error("a variance of 0 is accepted")
	}
	for _, h := range []int{0, 4} {
		if _, err := DieboldMariano(first, second, h); err == nil {
			t.Errorf("%d years ahead is accepted", h)
		}
	}
	if _, err := DieboldMariano(first, second[:3], 1); err == nil {
		t.Error("lists of different length are accepted")
	}
}

// TestDieboldMarianoHasItsSize: with equal forecasters one year ahead over 20 years the test rejects at 5 % in 5 % of
// 20 000 cases, within 4 standard errors; normal differences make the statistic exactly t up to HLN(20,1)=√(19/20),
// which turns the divisor n into n-1.
func TestDieboldMarianoHasItsSize(t *testing.T) {
	const repeats, n = 20_000, 20
	g := rand.New(rand.NewPCG(9, 10))
	rejected := 0.
	first, second := make([]float64, n), make([]float64, n)
	for range repeats {
		for i := range first {
			first[i] = g.NormFloat64()
		}
		c, err := DieboldMariano(first, second, 1)
		if err != nil {
			t.Fatal(err)
		}
		if c.P < .05 {
			rejected++
		}
	}
	close(t, "size", rejected/repeats, .05, 4*math.Sqrt(.05*.95/repeats))
}

// TestClusteredByHand: two clusters give a value and no interval.
func TestClusteredByHand(t *testing.T) {
	var c Clustered
	if _, err := c.Estimate(1, Share); err == nil {
		t.Error("an estimate from nothing")
	}
	c.Add(2011, 1, 1)
	c.Add(2011, 0, 1)
	c.Add(2012, 1, 1)
	e, err := c.Estimate(1, Share)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "share", e.Value, 2./3, 1e-15)
	if e.Known() || e.N != 3 || e.Clusters != 2 || e.Within(0, 1) != Undetermined {
		t.Errorf("%+v", e)
	}
	close(t, "skill", SkillOf([]float64{3, 4}), .25, 1e-15)
}

// TestClusteredInterval: 400 clusters of five equal observations ±1. The mean has a standard error of σ/√400 of the
// clusters, not of the 2000 observations: the half-width is 1.96 of it, within 8 % (the noise of percentiles of 2000
// resamples, 4 standard errors of about 2 % each).
func TestClusteredInterval(t *testing.T) {
	g := rand.New(rand.NewPCG(11, 12))
	var c Clustered
	var sum, squares float64
	for k := range 400 {
		x := g.NormFloat64()
		sum, squares = sum+x/400, squares+x*x/400
		for range 5 {
			c.Add(k, x, 1)
		}
	}
	e, err := c.Estimate(7, Share)
	if err != nil {
		t.Fatal(err)
	}
	half := 1.96 * math.Sqrt((squares-sum*sum)/400)
	close(t, "value", e.Value, sum, 1e-12)
	close(t, "lower half", e.Value-e.Lo, half, .08*half)
	close(t, "upper half", e.Hi-e.Value, half, .08*half)
	again, _ := c.Estimate(7, Share)
	other, _ := c.Estimate(8, Share)
	if again != e || other == e {
		t.Error("the seed does not decide the interval")
	}
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   Verdict
	}{{.73, .87, Holds}, {.72, .88, Holds}, {.6, .71, Fails}, {.89, .95, Fails}, {.7, .8, Undetermined}, {.8, .9, Undetermined},
		{math.NaN(), math.NaN(), Undetermined}} {
		if got := (Estimate{Lo: c.lo, Hi: c.hi}).Within(.72, .88); got != c.want {
			t.Errorf("%v to %v: %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
}
