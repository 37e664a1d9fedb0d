package simulate_test

import (
	"fmt"
	"math"
	"testing"

	"targetcast/model/plan"
)

const still = `
[indicator.calm]
law = "constant"
parameters = { value = 0 }
[indicator.sum]
formula = "cumsum(calm)"
`

func effect(t *testing.T, lever, policy string) map[int][]float64 {
	t.Helper()
	text := still
	if policy != "" {
		text = "[indicator.calm]\nlaw = \"constant\"\nparameters = { value = 0 }\npolicy_in = \"" + policy + "\"\n"
	}
	return drawsOf(t, tiny(t, text+lever), 256, "calm")["calm"]
}

// From 2022 with a year's delay and two years' ramp: nothing up to 2023, half in 2024, all in 2025.
func TestLeverRamp(t *testing.T) {
	lever := func(as string) string {
		return `
[lever.L]
kind = "project"
start = 2022
delay = 1
ramp = 2
additionality = 0.25
[lever.L.effect.calm]
as = "` + as + `"
size = 8
`
	}
	for _, c := range []struct {
		as, policy string
		want       [5]float64 // 2021 to 2025
	}{
		{"growth", "none", [5]float64{0, 0, 0, 4, 8}},  // history without policy: the whole effect
		{"growth", "usual", [5]float64{0, 0, 0, 1, 2}}, // policy as usual: the additional quarter
		{"growth", "this_plan", [5]float64{}},          // the level supposes the plan
		{"level", "none", [5]float64{0, 0, 0, 4, 4}},   // 8 once, as the ramp rises
		{"level", "usual", [5]float64{0, 0, 0, 1, 1}},
	} {
		got := effect(t, lever(c.as), c.policy)
		for i, want := range c.want {
			constantly(t, fmt.Sprintf("%s on %s in %d", c.as, c.policy, 2021+i), got[2021+i], want)
		}
	}
	off := "\n[lever.L]\non = false\nkind = \"project\"\nstart = 2022\ndelay = 1\nramp = 2\nadditionality = 0.25\n[lever.L.effect.calm]\nas = \"growth\"\nsize = 8\n"
	for policy, want := range map[string][5]float64{"none": {}, "usual": {}, "this_plan": {0, 0, 0, -1, -2}} {
		got := effect(t, off, policy)
		for i, w := range want {
			constantly(t, fmt.Sprintf("off on %s in %d", policy, 2021+i), got[2021+i], w)
		}
	}
	step := "\n[lever.S]\nkind = \"action\"\nstart = 2023\nramp = 0\n[lever.S.effect.calm]\nas = \"growth\"\nsize = 1\n"
	for i, want := range []float64{0, 0, 0, 1, 1} { // a step: nothing by the end of the year in which it starts, all a year on
		constantly(t, fmt.Sprint("a step in ", 2021+i), effect(t, step, "none")[2021+i], want)
	}
}

func struck(t *testing.T, p *plan.Plan, probability, size, recovered float64, year int) *plan.Plan {
	t.Helper()
	q := p.Clone()
	certain := func(x float64) plan.Quantity {
		return plan.Quantity{Dist: plan.Certain(x), Scale: 1}
	}
	q.Shocks = append(q.Shocks, plan.Shock{ID: "blow", On: []string{"calm"}, Year: year,
		Probability: certain(probability), Size: certain(size), Recovered: certain(recovered)})
	return q
}

// A shock strikes with probability .4, in each of the five years alike, and gives back a quarter in the year after.
func TestShock(t *testing.T) {
	const n = 100_000
	calm := drawsOf(t, struck(t, tiny(t, still), .4, -2, .25, 0), n, "calm")["calm"]
	ever := make([]bool, n)
	for year := 2021; year <= 2025; year++ {
		hits := 0
		for i, x := range calm[year] {
			switch {
			case x == -2:
				if ever[i] {
					t.Fatalf("future %d is struck twice", i)
				}
				ever[i] = true
				hits++
			case x == .5:
				if calm[year-1][i] != -2 {
					t.Fatalf("future %d recovers in %d from nothing", i, year)
				}
			case x != 0:
				t.Fatalf("future %d: %v in %d", i, x, year)
			}
			if year > 2021 && calm[year-1][i] == -2 && x != .5 {
				t.Fatalf("future %d does not recover in %d", i, year)
			}
		}
		nearShare(t, fmt.Sprint("struck in ", year), float64(hits)/n, .08, n)
	}
	fixed := drawsOf(t, struck(t, tiny(t, still), 1, -2, 0, 2023), 256, "calm")["calm"]
	for year, want := range map[int]float64{2022: 0, 2023: -2, 2024: 0} {
		constantly(t, fmt.Sprint("in ", year), fixed[year], want)
	}
}

// A shock of size 0 changes nothing, and twice the size is twice the effect in the same futures.
func TestShockSizes(t *testing.T) {
	p := tiny(t, still)
	none := drawsOf(t, p, 1000, "calm", "sum")
	zero := drawsOf(t, struck(t, p, .9, 0, .5, 0), 1000, "calm", "sum")
	one := drawsOf(t, struck(t, p, .9, 1, .5, 0), 1000, "calm", "sum")
	two := drawsOf(t, struck(t, p, .9, 2, .5, 0), 1000, "calm", "sum")
	for _, id := range []string{"calm", "sum"} {
		for year := 2021; year <= 2025; year++ {
			for i, x := range none[id][year] {
				if x != zero[id][year][i] || 2*one[id][year][i] != two[id][year][i] {
					t.Fatalf("%s in %d, future %d: %v without, %v of size 0, %v of 1, %v of 2",
						id, year, i, x, zero[id][year][i], one[id][year][i], two[id][year][i])
				}
			}
		}
	}
}

// What an as-of date has left behind cannot be struck any more: standing in 2023, the years 2023 to 2025 are alike.
func TestShockStrikesOnlyWhatIsToCome(t *testing.T) {
	const n = 50_000
	p := tiny(t, still)
	p.AsOf = p.AsOf.AddDate(2, 0, 0)
	calm := drawsOf(t, struck(t, p, .6, 1, 0, 0), n, "calm")["calm"]
	for year := 2021; year <= 2025; year++ {
		m, _ := moments(calm[year])
		want := 0.
		if year >= 2023 {
			want = .2
		}
		nearShare(t, fmt.Sprint("struck in ", year), m, want, n)
	}
}

// The matrix (1 1 0; 1 1 1; 0 1 1) is none; the nearest one has .76069 beside the diagonal and .15730 in the corner
// (Higham 2002, section 4). The engine mixes the shocks by it.
func TestRepairedMatrixIsRealised(t *testing.T) {
	const n = 100_000
	text := `
[correlation.three]
of = ["a", "b", "c"]
matrix = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
repair = "higham"
why = "x"
`
	for _, id := range []string{"a", "b", "c"} {
		text += "[indicator." + id + "]\nlaw = \"white_noise\"\n"
	}
	d := drawsOf(t, tiny(t, text), n, "a", "b", "c")
	for _, pair := range []struct {
		a, b string
		want float64
	}{{"a", "b", .76069}, {"b", "c", .76069}, {"a", "c", .15730}} {
		x, y := d[pair.a][2024], d[pair.b][2024]
		near(t, pair.a+pair.b, correlation(x, y), pair.want, (1-pair.want*pair.want)/math.Sqrt(n))
		nearMoments(t, pair.b, y, 0, 1)
	}
	if r := correlation(d["a"][2023], d["a"][2024]); math.Abs(r) > 4/math.Sqrt(n) {
		t.Errorf("years are correlated by %v", r)
	}
}

// A loaded shock keeps variance 1, and two indicators that load .6 and .5 on one factor correlate by .3, whatever the
// shape: here Student's t with 5 degrees of freedom, rescaled to variance 1 (its kurtosis of 9 makes the standard error of
// the sd √((9-1)/4n)). The t law is a monotone function of the normal score, so the sign agreement stays that of normals:
// P(same sign) = 1/2 + asin(.3)/π.
func TestLoadsAndInnovation(t *testing.T) {
	const n = 100_000
	d := drawsOf(t, tiny(t, `
[factor.common]
law = "white_noise"
[indicator.a]
law = "white_noise"
loads = { common = 0.6 }
innovation = { t = 5 }
[indicator.b]
law = "white_noise"
loads = { common = 0.5 }
`), n, "a", "b", "common")
	a, b := d["a"][2022], d["b"][2022]
	m, s := moments(a)
	near(t, "mean of t", m, 0, 1/math.Sqrt(n))
	near(t, "sd of t", s, 1, math.Sqrt(8/(4.*n)))
	same := 0.
	for i := range a {
		if (a[i] > 0) == (b[i] > 0) {
			same++
		}
	}
	nearShare(t, "same sign", same/n, .5+math.Asin(.3)/math.Pi, n)
	near(t, "load", correlation(b, d["common"][2022]), .5, .75/math.Sqrt(n))
}

// A scenario's { scale } and { add } act on a parameter that follows a formula, too.
func TestChangedFormula(t *testing.T) {
	p := tiny(t, `
[indicator.base]
law = "constant"
parameters = { value = 5 }
[indicator.follows]
law = "constant"
parameters = { value = "10 * base" }
`)
	for text, want := range map[string]float64{"": 50, "={ scale = 2 }": 100, "={ add = 3 }": 53, "=7": 7} {
		q := p
		if text != "" {
			q = change(t, p, "indicator.follows.value"+text)
		}
		constantly(t, "follows "+text, drawsOf(t, q, 10, "follows")["follows"][2024], want)
	}
}
