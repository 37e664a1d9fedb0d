package simulate_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

const fish = "series,year,value,unit,published\nfish.carp,2029,100,fish,2029-11\n"

// sobol runs the pond of TestAnotherPlanRuns on 16 replicates of so many points.
func sobol(t testing.TB, pr *program.Program, seed uint64, points, workers int) *simulate.Result {
	t.Helper()
	return run(t, simulate.Options{Draws: 16 * points, Seed: seed, Workers: workers, Replicates: 16, Coordinates: pr.Coordinates()}, pr)
}

// The closed form of TestAnotherPlanRuns, P = Φ((ln 100 + .2 - ln 130)/.2): 16 replicates of 1024 points (seed 1) lie
// within 4 of their own standard errors. The first coordinate alone decides the event, so the variance is at least
// 100 times below that of as many independent futures.
func TestSobolAgainstClosedForm(t *testing.T) {
	pr := compile(t, tiny(t, pond, "fish.csv", fish), "", "")
	const points = 1024
	e := sobol(t, pr, 1, points, 0).Runs[0].Events[0]
	if len(e.Replicates) != 16 {
		t.Fatalf("%d replicates", len(e.Replicates))
	}
	var mean, variance float64
	for _, hits := range e.Replicates {
		mean += float64(hits) / points / 16
	}
	for _, hits := range e.Replicates {
		d := float64(hits)/points - mean
		variance += d * d / 15
	}
	want := normalCDF((math.Log(100) + .2 - math.Log(130)) / .2)
	near(t, "P(carp >= 130)", mean, want, math.Sqrt(variance/16))
	if plain := want * (1 - want) / points; plain/variance < 100 {
		t.Errorf("variance only %.0f times below that of independent futures", plain/variance)
	}
}

// Over 400 seeds the 95 % intervals of the replicates cover the closed form in 90.6 % to 99.4 % of cases (4 standard errors
// of a share of 400 about .95). The threshold is put where one coordinate does not decide alone: two stocks that must both hold.
func TestSobolErrorIsHonest(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	text := strings.Replace(pond, "[indicator.all]", `[indicator.pike]
unit = "fish"
law = "log_random_walk"
parameters = { start = 10, drift = 0, sd = 0.3 }
[indicator.all]`, 1)
	text = strings.Replace(strings.Replace(text, `indicator = "carp"`, `indicator = "both"`, 1), "at_least = 130", "at_least = 1", 1)
	text += `
[indicator.both]
unit = "1"
formula = "carp >= 120 && pike >= 9"
`
	pr := compile(t, tiny(t, text, "fish.csv", fish), "", "")
	// Four steps: ln carp is normal(ln 100 + .2, .2), ln pike normal(ln 10, .6), independent.
	want := normalCDF((math.Log(100)+.2-math.Log(120))/.2) * normalCDF(math.Log(10./9)/.6)
	const seeds, points = 400, 256
	covered := 0
	for seed := range seeds {
		e := sobol(t, pr, uint64(seed), points, 0).Runs[0].Events[0]
		l, err := attain.EstimateReplicates(e.Replicates, points, .95)
		if err != nil {
			t.Fatal(err)
		}
		if l.Error.Lo <= want && want <= l.Error.Hi {
			covered++
		}
	}
	if share := float64(covered) / seeds; share < .906 || share > .994 {
		t.Errorf("95 %% intervals cover %.3f", share)
	}
}

func TestSobolDoesNotDependOnWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	pr := compile(t, shipped(t), "", "central")
	one := everything(t, sobol(t, pr, 1, 256, 1).Runs[0])
	for _, workers := range []int{2, 5} {
		same(t, "workers", one, everything(t, sobol(t, pr, 1, 256, workers).Runs[0]))
	}
}

// An indicator that no event rests on moves no coordinate.
func TestCoordinatesAreOfEvents(t *testing.T) {
	pr := compile(t, tiny(t, pond, "fish.csv", fish), "", "")
	more := compile(t, tiny(t, pond+"\n[indicator.aardvark]\nunit = \"1\"\nlaw = \"white_noise\"\n", "fish.csv", fish), "", "")
	if a, b := pr.Coordinates(), more.Coordinates(); !slices.Equal(a, b) {
		t.Errorf("%v, with an unrelated indicator %v", a, b)
	}
}

func TestSobolNeedsPowersOfTwo(t *testing.T) {
	pr := compile(t, tiny(t, pond, "fish.csv", fish), "", "")
	for _, draws := range []int{16 * 300, 16 * 128, 1000} {
		o := simulate.Options{Draws: draws, Replicates: 16, Coordinates: pr.Coordinates()}
		if _, err := simulate.Run(t.Context(), []*program.Program{pr}, o); err == nil || !strings.Contains(err.Error(), "power of two") {
			t.Errorf("%d draws: %v", draws, err)
		}
	}
}
