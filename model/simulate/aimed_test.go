package simulate_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// points are a point set whose coordinates are aimed at a program's events.
func points(t testing.TB, pr *program.Program) simulate.Options {
	t.Helper()
	o := simulate.Options{Replicates: 16, Coordinates: pr.Coordinates()}
	var err error
	if o.Aim, err = simulate.NewAim(t.Context(), pr, o.Coordinates, 0); err != nil {
		t.Fatal(err)
	}
	return o
}

// ponds is a plan of so many stocks that each grow by normal shocks over four years, of all of which two products are asked:
// of all stocks, and of the first half. In logarithms both are sums of normal shocks.
func ponds(stocks int) string {
	var b strings.Builder
	b.WriteString("id = \"ponds\"\ntitle = \"Ponds\"\nannounced = 2030-04-01\nas_of = 2030-04-01\nhorizon = 2033\n")
	var names []string
	for i := range stocks {
		name := fmt.Sprintf("stock_%02d", i)
		names = append(names, name)
		fmt.Fprintf(&b, "[indicator.%s]\nlaw = \"log_random_walk\"\nparameters = { start = 1, drift = 0, sd = 0.1 }\n", name)
	}
	fmt.Fprintf(&b, "[indicator.all]\nformula = \"%s\"\n", strings.Join(names, " * "))
	fmt.Fprintf(&b, "[indicator.half]\nformula = \"%s\"\n", strings.Join(names[:stocks/2], " * "))
	for i, id := range []string{"all", "half"} {
		fmt.Fprintf(&b, "[target.%s]\nnumber = %d\nindicator = %q\nat_least = 1.2\nresolves = \"a test\"\n", id, i+1, id)
	}
	return b.String()
}

// The logarithm of the product of 24 stocks is normal(0, sd √(24·years)), so P(product >= 1.2) = Φ(-ln 1.2 / sd√(24·years)). The sum
// of 96 shocks is one aimed coordinate: its count has at least 50 times less variance than as many independent futures. Of the half
// two coordinates decide, at least 10 times less. Together they are correlated by 1/√2, so that for thresholds at the median both
// would be met with 1/4 + asin(1/√2)/2π = 3/8; here it is compared with a sum over one of the two normal scores.
func TestAimedAgainstClosedForm(t *testing.T) {
	const stocks, n, seeds = 24, 1024, 8
	pr := compile(t, tiny(t, ponds(stocks)), "", "")
	o := points(t, pr)
	o.Draws = 16 * n
	years := float64(pr.Horizon - pr.First)
	sdAll, sdHalf := .1*math.Sqrt(stocks*years), .1*math.Sqrt(stocks/2*years)
	c := math.Log(1.2)
	both := 0.0
	for z := -8.; z < 8; z += 1e-4 { // half = sdHalf·z, the rest of all is independent of it
		if sdHalf*z >= c {
			both += math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) * 1e-4 * normalCDF((sdHalf*z-c)/sdHalf)
		}
	}
	want := []float64{normalCDF(-c / sdAll), normalCDF(-c / sdHalf)}
	gain := []float64{50, 10}
	variance, mean, jointly := make([]float64, 2), make([]float64, 2), 0.0
	for seed := range uint64(seeds) {
		o.Seed = seed + 1
		r := run(t, o, pr).Runs[0]
		for k, e := range r.Events {
			variance[k] += math.Pow(attain.ReplicateError(e.Replicates, n), 2) / seeds
			mean[k] += float64(e.Counter.Hits()) / 16 / n / seeds
		}
		jointly += float64(r.Joint.All(attain.GroupOf(0, 1))) / 16 / n / seeds
	}
	for k := range want {
		near(t, eventName(pr.Events[k]), mean[k], want[k], math.Sqrt(variance[k]/seeds))
		if plain := want[k] * (1 - want[k]) / 16 / n; plain < gain[k]*variance[k] {
			t.Errorf("%s: variance only %.1f times below that of independent futures", eventName(pr.Events[k]), plain/variance[k])
		}
	}
	nearShare(t, "both", jointly, both, 16*n*seeds)
}

// What aims is the program's own events: an indicator on which none rests, and the number of workers, move no future.
func TestAimDependsOnEventsOnly(t *testing.T) {
	text := ponds(4)
	more := text + "\n[indicator.aardvark]\nunit = \"1\"\nlaw = \"white_noise\"\n"
	var all []map[string]any
	for _, workers := range []int{1, 3} {
		for _, s := range []string{text, more} {
			pr := compile(t, tiny(t, s), "", "")
			o := simulate.Options{Draws: 4096, Workers: workers, Replicates: 16, Coordinates: pr.Coordinates(), Sets: 10, FuturesPerSet: 128}
			var err error
			if o.Aim, err = simulate.NewAim(t.Context(), pr, o.Coordinates, workers); err != nil {
				t.Fatal(err)
			}
			found := everything(t, run(t, o, pr).Runs[0])
			for name := range found {
				if strings.Contains(name, "aardvark") {
					delete(found, name)
				}
			}
			all = append(all, found)
		}
	}
	for _, other := range all[1:] {
		same(t, "aim", all[0], other)
	}
}

// Drifts of 16 stocks are unknown, normal(0, .05). Given them the product's likelihood is Φ((4Σ - ln 1.2) / .1√64), where Σ, the sum of
// all drifts, has sd .05·√16; that of the half alike with √32 and √8. So the middle 80 % lies between these at ±1.28155 sd. With 128
// independent sets an end is off by √(.1·.9/128)/.1755 sd, as asymptotics of order statistics go; aimed sets have less than a quarter of
// this variance, over 4 ends and 12 seeds.
func TestParameterRangeOfAimedSets(t *testing.T) {
	const stocks, seeds = 16, 12
	pr := compile(t, tiny(t, strings.ReplaceAll(ponds(stocks), "drift = 0,", `drift = { dist = "normal", mean = 0, sd = 0.05 },`)), "", "")
	o := points(t, pr)
	o.Draws, o.Sets, o.FuturesPerSet = 4096, 128, 512
	years := float64(pr.Horizon - pr.First)
	z, density := 1.2815516, .17549833 // of the normal law's 90th percentile
	var square, independent float64
	for seed := range uint64(seeds) {
		o.Seed = seed + 1
		for k, e := range run(t, o, pr).Runs[0].Events {
			n := float64(stocks / (k + 1))
			scale := .05 * years * math.Sqrt(n) / (.1 * math.Sqrt(years*n))
			for sign, got := range map[float64]float64{-1: e.Unknown.Lo, 1: e.Unknown.Hi} {
				x := sign*z*scale - math.Log(1.2)/(.1*math.Sqrt(years*n))
				slope := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) * scale
				square += math.Pow(got-normalCDF(x), 2)
				independent += .1 * .9 / 128 * math.Pow(slope/density, 2)
			}
		}
	}
	t.Logf("ends are off by %.4f (root mean square), those of independent sets by %.4f", math.Sqrt(square/4/seeds), math.Sqrt(independent/4/seeds))
	if square > independent/4 {
		t.Error("aimed sets are hardly better than independent ones")
	}
}

// A pilot run that is called off is an error.
func TestAimIsCalledOff(t *testing.T) {
	pr := compile(t, tiny(t, ponds(4)), "", "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if a, err := simulate.NewAim(ctx, pr, pr.Coordinates(), 0); a != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", a, err)
	}
}

// An aim of other coordinates is refused.
func TestAimOfOtherCoordinates(t *testing.T) {
	pr := compile(t, tiny(t, ponds(4)), "", "")
	o := points(t, pr)
	o.Draws, o.Coordinates = 4096, o.Coordinates[1:]
	if _, err := simulate.Run(t.Context(), []*program.Program{pr}, o); err == nil || !strings.Contains(err.Error(), "aimed") {
		t.Errorf("no error, or another: %v", err)
	}
}
