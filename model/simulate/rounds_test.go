package simulate_test

import (
	"math"
	"reflect"
	"testing"

	"targetcast/model/simulate"
)

// What an error asks for is what as many draws would have given, to the last bit, on any number of workers: rounds only
// look. The pond's event has one coordinate, so the first 4096 futures do for Sobol'; independent futures of a likelihood
// p need p(1-p)/e², rounded up to a doubling of 4096.
func TestErrorAsksForDraws(t *testing.T) {
	pr := compile(t, tiny(t, pond, "fish.csv", fish), "", "")
	p := normalCDF((math.Log(100) + .2 - math.Log(130)) / .2)
	const e = .004
	plain := 4096
	for float64(plain) < p*(1-p)/e/e {
		plain *= 2
	}
	for name, c := range map[string]struct {
		o    simulate.Options
		want int
	}{
		"sobol": {simulate.Options{Replicates: 16, Coordinates: pr.Coordinates()}, 4096},
		"mc":    {simulate.Options{}, plain},
	} {
		asked := c.o
		asked.Error, asked.Draws, asked.Keep = e, 1<<20, []string{"carp"}
		for _, workers := range []int{1, 2, 5} {
			asked.Workers = workers
			got := run(t, asked, pr)
			if got.Draws != uint64(c.want) || got.Error > e {
				t.Fatalf("%s: %d futures with an error of %v, want %d", name, got.Draws, got.Error, c.want)
			}
			told := c.o
			told.Draws, told.Keep = c.want, asked.Keep
			same(t, name, everything(t, run(t, told, pr).Runs[0]), everything(t, got.Runs[0]))
		}
	}
	asked := simulate.Options{Error: 1e-5, Draws: 10_000}
	if got := run(t, asked, pr); got.Draws != 10_000 || got.Error <= 1e-5 {
		t.Errorf("with at most 10000 draws there are %d with an error of %v", got.Draws, got.Error)
	}
}

// Smoothed likelihoods need no more than the first 4096 futures where counting them needs many more, and what comes out is what as many
// draws would have given. An event that only counts still asks for its own.
func TestErrorOfSmoothedLikelihoods(t *testing.T) {
	pr := stocks(t, "carp * pike", "at_least = 7000")
	o := simulate.Options{Draws: 1 << 20, Replicates: 16, Coordinates: pr.Coordinates(), Error: .0005}
	counted := run(t, o, pr)
	o.Smooth = 128
	smoothed := run(t, o, pr)
	if smoothed.Draws != 4096 || counted.Draws < 4*smoothed.Draws || smoothed.Error > o.Error {
		t.Errorf("%d futures with an error of %v; counting takes %d", smoothed.Draws, smoothed.Error, counted.Draws)
	}
	told := o
	told.Draws, told.Error = 4096, 0
	if got := run(t, told, pr); !reflect.DeepEqual(got.Runs[0].Events[0].Smoothed, smoothed.Runs[0].Events[0].Smoothed) {
		t.Errorf("smoothed %+v, with 4096 draws %+v", smoothed.Runs[0].Events[0].Smoothed, got.Runs[0].Events[0].Smoothed)
	}
	steps := stocks(t, "carp * pike", "at_least = 7000\n[indicator.count]\nlaw = \"poisson\"\nparameters = { rate = 12 }\n[target.count]\ntitle = \"T\"\nindicator = \"count\"\nat_least = 12")
	o.Coordinates = steps.Coordinates()
	if got := run(t, o, steps); got.Draws < 4*4096 {
		t.Errorf("a count needs no more than %d futures", got.Draws)
	}
}
