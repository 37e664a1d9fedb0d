package simulate_test

import (
	"math"
	"testing"

	"targetcast/model/plan"
)

const pairOfShocks = `
[factor.second]
law = "white_noise"
parameters = { mean = 0.05, sd = 0.02 }
[indicator.first]
law = "white_noise"
loads = { second = 0.7 }
parameters = { mean = 0.06, sd = 0.03 }
`

func given(p *plan.Plan, factor string, year int, mean, sd float64) *plan.Plan {
	q := p.Clone()
	q.Conditions = append(q.Conditions, plan.Condition{Factor: factor, Year: year, Mean: mean, SD: sd})
	return q
}

// Two normals with means .06 and .05, sds .03 and .02 and correlation .7. Given that the second is .03, the first has
// mean .06 + .7·(.03/.02)·(.03-.05) = .039 and sd .03·√(1-.49) = .0214243. When the second is only known to be
// N(.03, .01²), the sd is √(.0214243² + (.7·.03/.02)²·.01²) = √(4.59e-4 + 1.1025e-4) = .0238590.
func TestConditionIsGaussianConditioning(t *testing.T) {
	const n = 100_000
	p := tiny(t, pairOfShocks)
	free := drawsOf(t, p, n, "first", "second")
	hard := drawsOf(t, given(p, "second", 2023, .03, 0), n, "first", "second")
	soft := drawsOf(t, given(p, "second", 2023, .03, .01), n, "first", "second")
	nearMoments(t, "free first", free["first"][2023], .06, .03)
	nearMoments(t, "free second", free["second"][2023], .05, .02)
	near(t, "free correlation", correlation(free["first"][2023], free["second"][2023]), .7, (1-.49)/math.Sqrt(n))
	nearMoments(t, "hard first", hard["first"][2023], .039, .03*math.Sqrt(.51))
	constantly(t, "hard second", hard["second"][2023], .03)
	nearMoments(t, "soft first", soft["first"][2023], .039, math.Sqrt(4.59e-4+1.1025e-4))
	nearMoments(t, "soft second", soft["second"][2023], .03, .01)
	for _, year := range []int{2022, 2024} {
		for _, id := range []string{"first", "second"} {
			if !sameBits(free[id][year], hard[id][year]) || !sameBits(free[id][year], soft[id][year]) {
				t.Errorf("a condition on 2023 changes %s in %d", id, year)
			}
		}
	}
}

// A factor without spread that is given a value has that value, and tells its followers nothing.
func TestConditionWithoutSpread(t *testing.T) {
	p := given(change(t, tiny(t, pairOfShocks), "factor.second.sd=0"), "second", 2023, .03, 0)
	d := drawsOf(t, p, 256, "first", "second")
	if d["second"][2023][0] != .03 || d["second"][2022][0] != .05 {
		t.Errorf("second is %v in 2022 and %v in 2023", d["second"][2022][0], d["second"][2023][0])
	}
	for _, x := range d["first"][2023] {
		if math.IsNaN(x) {
			t.Fatal("the follower is not a number")
		}
	}
}

// An autoregression x' = .8 x + ε from 0, given x(2023) = 2. Unconditionally x(2021) = ε1, x(2022) = .8ε1 + ε2,
// x(2023) = .64ε1 + .8ε2 + ε3 with variance V = 2.0496. So given x(2023): E ε = (.64, .8, 1)·2/V, and
// Cov(εi, εj) = δij - wi wj/V with w = (.64, .8, 1). A follower with load .6 has in year i the mean .6 E εi, the variance
// .36 Var εi + .64. After 2023 nothing is given: x(2024) is normal with mean 1.6 and sd 1.
func TestConditionWithMemory(t *testing.T) {
	const n = 100_000
	p := tiny(t, `
[factor.wave]
law = "ar1"
parameters = { start = 0, mean = 0, persistence = 0.8, sd = 1 }
[indicator.follower]
law = "white_noise"
loads = { wave = 0.6 }
`)
	w, variance := []float64{.64, .8, 1}, 2.0496
	for _, sd := range []float64{0, .5} {
		d := drawsOf(t, given(p, "wave", 2023, 2, sd), n, "wave", "follower")
		// With a soft value the doubt about it comes on top: Var εi = 1 - wi²/V + (wi/V)²sd².
		left := func(i, j int) float64 { return w[i] * w[j] * (-1/variance + sd*sd/(variance*variance)) }
		for i, year := range []int{2021, 2022, 2023} {
			nearMoments(t, "follower", d["follower"][year], .6*2*w[i]/variance, math.Sqrt(.36*(1+left(i, i))+.64))
		}
		nearMoments(t, "first year", d["wave"][2021], 2*w[0]/variance, math.Sqrt(1+left(0, 0)))
		// x(2022) = .8 ε1 + ε2
		nearMoments(t, "second year", d["wave"][2022], 2*(.8*w[0]+w[1])/variance,
			math.Sqrt(.64*(1+left(0, 0))+1+left(1, 1)+1.6*left(0, 1)))
		if sd > 0 {
			nearMoments(t, "given year", d["wave"][2023], 2, sd)
		} else {
			constantly(t, "wave in 2023", d["wave"][2023], 2)
		}
		nearMoments(t, "year after", d["wave"][2024], 1.6, math.Sqrt(1+.64*sd*sd))
		// Correlation of the follower with the path: Cov(x(2022), follower(2021)) = .6 Cov(.8ε1+ε2, ε1).
		want := .6 * (.8*(1+left(0, 0)) + left(0, 1))
		_, a := moments(d["wave"][2022])
		_, b := moments(d["follower"][2021])
		r := want / (a * b)
		near(t, "correlation", correlation(d["wave"][2022], d["follower"][2021]), r, (1-r*r)/math.Sqrt(n))
	}
}

// A factor that was observed: a law that loads on it and was last seen in 2017 sees the shocks that the factor had in
// 2018 and, through the missing year 2019, up to 2020: with a random walk of drift 0 and sd 1, seen as 1, 3 and 7 in 2017,
// 2018 and 2020, the shock of 2018 is 2, and those of 2019 and 2020 add up to 4: each is N(2, 1/2).
func TestObservedYearsOfAFactorAreConditions(t *testing.T) {
	const n = 100_000
	text := `
data = ["seen.csv"]
[indicator.follower]
series = "followed"
law = "random_walk"
loads = { walk = 0.8 }
parameters = { drift = 0, sd = 1 }
[factor.walk]
series = "walked"
law = "random_walk"
parameters = { drift = 0, sd = 1 }
`
	csv := "series,year,value,published\nfollowed,2017,10,2018-01\nwalked,2016,5,2017-01\nwalked,2017,1,2018-01\nwalked,2018,3,2019-01\nwalked,2020,7,2021-01\n"
	d := drawsOf(t, tiny(t, text, "seen.csv", csv), n, "walk", "follower")
	nearMoments(t, "follower in 2018", d["follower"][2018], 10+.8*2, .6)
	nearMoments(t, "walk in 2019", d["walk"][2019], 5, math.Sqrt(.5))
	nearMoments(t, "follower in 2019", d["follower"][2019], 10+.8*4, math.Sqrt(2*.36+.64*.5))
	nearMoments(t, "follower in 2020", d["follower"][2020], 10+.8*6, math.Sqrt(3*.36))
	for year, seen := range map[int]float64{2017: 1, 2018: 3, 2020: 7} {
		constantly(t, "walk that was seen", d["walk"][year], seen)
	}
	nearMoments(t, "walk in 2021", d["walk"][2021], 7, 1)
}
