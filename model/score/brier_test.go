package score

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// sample is the published example: .9 four times (1,1,1,0), .5 four times (1,0,1,0), .1 twice (0,0).
func sample() (p []float64, happened []bool) {
	p = []float64{.9, .9, .9, .9, .5, .5, .5, .5, .1, .1}
	happened = []bool{true, true, true, false, true, false, true, false, false, false}
	return p, happened
}

// TestBrier: .186 = .011 - .075 + .25. By isotonic regression the parts are the same, since the frequencies
// .75, .5 and 0 rise with the probabilities.
func TestBrier(t *testing.T) {
	b, err := BrierOf(sample())
	if err != nil {
		t.Fatal(err)
	}
	close(t, "score", b.Score, .186, 1e-15)
	close(t, "reliability", b.Reliability, .011, 1e-15)
	close(t, "resolution", b.Resolution, .075, 1e-15)
	close(t, "uncertainty", b.Uncertainty, .25, 1e-15)
	c, err := CorpOf(sample())
	if err != nil {
		t.Fatal(err)
	}
	close(t, "score", c.Score, .186, 1e-15)
	close(t, "MCB", c.Miscalibration, .011, 1e-15)
	close(t, "DSC", c.Discrimination, .075, 1e-15)
	close(t, "UNC", c.Uncertainty, .25, 1e-15)
	if len(c.Blocks) != 3 || c.Events != 10 || c.Happens != 5 {
		t.Errorf("%+v", c)
	}
}

// TestCorpByHand: .1 .3 .6 .9 with 0 1 0 1. The middle two fall and are pooled at one half.
//
//	score (.01+.49+.36+.01)/4 = .2175, after (0+.25+.25+0)/4 = .125, base rate .25
func TestCorpByHand(t *testing.T) {
	c, err := CorpOf([]float64{.9, .1, .6, .3}, []bool{true, false, false, true})
	if err != nil {
		t.Fatal(err)
	}
	close(t, "score", c.Score, .2175, 1e-15)
	close(t, "MCB", c.Miscalibration, .0925, 1e-15)
	close(t, "DSC", c.Discrimination, .125, 1e-15)
	want := []Block{{.1, .1, 0, 1}, {.3, .6, .5, 2}, {.9, .9, 1, 1}}
	for i, b := range c.Blocks {
		if b != want[i] {
			t.Errorf("block %d: %+v, want %+v", i, b, want[i])
		}
	}
}

// TestDecompositionsAddUp on random events: the identities hold for any input, and no part is negative.
func TestDecompositionsAddUp(t *testing.T) {
	g := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		n := 1 + g.IntN(40)
		p, happened := make([]float64, n), make([]bool, n)
		for i := range p {
			p[i], happened[i] = float64(g.IntN(11))/10, g.Float64() < .4
		}
		b, err := BrierOf(p, happened)
		if err != nil {
			t.Fatal(err)
		}
		c, err := CorpOf(p, happened)
		if err != nil {
			t.Fatal(err)
		}
		close(t, "Murphy", b.Reliability-b.Resolution+b.Uncertainty, b.Score, 1e-12)
		close(t, "CORP", c.Miscalibration-c.Discrimination+c.Uncertainty, c.Score, 1e-12)
		if b.Reliability < 0 || b.Resolution < -1e-15 || c.Miscalibration < -1e-12 || c.Discrimination < -1e-12 {
			t.Errorf("%+v %+v", b, c)
		}
		for i := 1; i < len(c.Blocks); i++ {
			if c.Blocks[i].P <= c.Blocks[i-1].P {
				t.Errorf("the recalibrated probabilities do not rise: %+v", c.Blocks)
			}
		}
	}
}

func TestBrierRefuses(t *testing.T) {
	for _, p := range [][]float64{{}, {.5}, {.5, 1.5}, {.5, math.NaN()}} {
		if _, err := BrierOf(p, []bool{true, false}); err == nil {
			t.Errorf("%v is accepted", p)
		}
		if _, err := CorpOf(p, []bool{true, false}); err == nil {
			t.Errorf("%v is accepted", p)
		}
	}
}

// TestRandomisedPITIsUniform: 20 000 Poisson counts; the histogram of ten bins within 4 standard errors of even,
// √(n·.1·.9) each. The transform without luck is far from even.
func TestRandomisedPITIsUniform(t *testing.T) {
	const n = 20_000
	g := rand.New(rand.NewPCG(7, 8))
	law := distuv.Poisson{Lambda: 2, Src: g}
	pit := make([]float64, n)
	for i := range pit {
		y := law.Rand()
		pit[i] = RandomisedPIT(law.CDF(y-1), law.CDF(y), g.Float64())
	}
	for i, count := range Histogram(pit, 10) {
		close(t, "bin", float64(count), n/10, 4*math.Sqrt(n*.09))
		if i == 9 && Histogram([]float64{1, 0}, 10)[9] != 1 {
			t.Error("the ends are not counted")
		}
	}
}
