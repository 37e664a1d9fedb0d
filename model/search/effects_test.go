package search_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"targetcast/model/search"
	"targetcast/model/simulate"
)

// fairShares splits the cost of all players by the mean over all orders of what each adds.
func fairShares(players int, cost func(set int) float64) []float64 {
	out := make([]float64, players)
	var orders float64
	var visit func(set int, adds []float64)
	visit = func(set int, adds []float64) {
		if set == 1<<players-1 {
			orders++
			for i, x := range adds {
				out[i] += x
			}
			return
		}
		for i := range players {
			if set>>i&1 == 0 {
				more := append([]float64(nil), adds...)
				more[i] = cost(set|1<<i) - cost(set)
				visit(set|1<<i, more)
			}
		}
	}
	visit(0, make([]float64, players))
	for i := range out {
		out[i] /= orders * cost(1<<players-1)
	}
	return out
}

// remains is the variance of a weighted sum of jointly normal inputs that remains when those outside a set are known: that of
// w'X with the covariance C(u,u) - C(u,k)·C(k,k)⁻¹·C(k,u).
func remains(weights []float64, cov [][]float64, set int) float64 {
	var u, k []int
	for i := range weights {
		if set>>i&1 == 1 {
			u = append(u, i)
		} else {
			k = append(k, i)
		}
	}
	part := func(rows, cols []int) *mat.Dense {
		m := mat.NewDense(len(rows), len(cols), nil)
		for i, r := range rows {
			for j, c := range cols {
				m.Set(i, j, cov[r][c])
			}
		}
		return m
	}
	if len(u) == 0 {
		return 0
	}
	left := part(u, u)
	if len(k) > 0 {
		var solved, known mat.Dense
		if err := solved.Solve(part(k, k), part(k, u)); err != nil {
			panic(err)
		}
		known.Mul(part(u, k), &solved)
		left.Sub(left, &known)
	}
	var sum float64
	for i, a := range u {
		for j, b := range u {
			sum += weights[a] * left.At(i, j) * weights[b]
		}
	}
	return sum
}

// ofSign is the variance of 1{S > 0} that remains, over all of it, for a normal S of mean 0 of whose variance a share remains:
// two futures that have all else in common have correlation r = 1 - share and lie on different sides of 0 with the likelihood
// acos(r)/π (Sheppard, 1899), half of which is held against the variance 1/4.
func ofSign(weights []float64, cov [][]float64) func(set int) float64 {
	all := remains(weights, cov, 1<<len(weights)-1)
	return func(set int) float64 {
		return 2 * math.Acos(max(0, 1-remains(weights, cov, set)/all)) / math.Pi
	}
}

// The shares of the variance of b₁x₁ + b₂x₂ itself are published (Owen and Prieur, SIAM/ASA Journal on Uncertainty
// Quantification 5, 2017, section 3): (b₁²(1 - ρ²/2) + b₁b₂ρ + b₂²ρ²/2) / (b₁² + 2b₁b₂ρ + b₂²) for unit variances.
func TestExpectedSharesAgreeWithPublishedOnes(t *testing.T) {
	const b1, b2, rho = 2., 1., .6
	weights, cov := []float64{b1, b2}, [][]float64{{1, rho}, {rho, 1}}
	got := fairShares(2, func(set int) float64 { return remains(weights, cov, set) })
	near(t, "x1", got[0], (b1*b1*(1-rho*rho/2)+b1*b2*rho+b2*b2*rho*rho/2)/(b1*b1+2*b1*b2*rho+b2*b2), 1e-12)
}

// linear is a plan whose target asks whether a weighted sum of correlated normals exceeds 0. The matrix is written in the order
// of the ids.
func linear(ids string, weights map[rune]float64, rho func(a, b rune) float64) string {
	var text, terms, of, rows []string
	for _, a := range ids {
		text = append(text, fmt.Sprintf("[indicator.%c]\nlaw = \"white_noise\"\n", a))
		if w, ok := weights[a]; ok {
			terms = append(terms, fmt.Sprintf("%v * %c", w, a))
		}
		of = append(of, fmt.Sprintf("%q", string(a)))
		var row []string
		for _, b := range ids {
			row = append(row, fmt.Sprint(rho(a, b)))
		}
		rows = append(rows, "["+strings.Join(row, ", ")+"]")
	}
	return strings.Join(text, "") + "[indicator.sum]\nformula = \"" + strings.Join(terms, " + ") + "\"\n" +
		"[correlation.all]\nof = [" + strings.Join(of, ", ") + "]\nmatrix = [" + strings.Join(rows, ", ") + "]\n" + sumExceeds0
}

const sumExceeds0 = `
[target.sum]
number = 1
indicator = "sum"
at_least = 0
`

const orderPairs = 12

// effectsOf asks for the effects of the inputs of some keys on the target sum, and checks what holds for all.
func effectsOf(t *testing.T, text string, keys ...string) map[string]search.Effect {
	t.Helper()
	p := tiny(t, text)
	pr := compile(t, p, "")
	var named []search.Input
	for _, in := range search.Inputs(p, pr) {
		for _, key := range keys {
			if in.Key == key {
				named = append(named, in)
			}
		}
	}
	if len(named) != len(keys) {
		t.Fatalf("inputs %v, want %q", named, keys)
	}
	effects, err := search.Effects(background, p, pr, met("sum"), named, orderPairs, draws(10_000))
	if err != nil {
		t.Fatal(err)
	}
	out, sum := map[string]search.Effect{}, 0.0
	for _, e := range effects {
		out[e.Key] = e
		sum += e.Share
		if e.SE > .025 || e.SE > 0 && !(e.Lo < e.Share && e.Share < e.Hi) {
			t.Errorf("%+v", e)
		}
	}
	near(t, "sum of the shares", sum, 1, 1e-12)
	return out
}

// nearEffect allows 4 standard errors; with few pairs of orders these are themselves estimates.
func nearEffect(t *testing.T, what string, e search.Effect, want float64) {
	t.Helper()
	near(t, what, e.Share, want, 4*e.SE+1e-9)
}

func rhos(pairs map[string]float64) func(a, b rune) float64 {
	return func(a, b rune) float64 {
		if a == b {
			return 1
		}
		return pairs[string([]rune{min(a, b), max(a, b)})]
	}
}

// Two dependent normals, exactly: in 2x + y each is drawn anew first and last.
func TestEffectsOfTwoDependentNormals(t *testing.T) {
	weights := map[rune]float64{'x': 2, 'y': 1}
	for _, rho := range []float64{0, .6, -.8} {
		text := linear("xy", weights, rhos(map[string]float64{"xy": rho}))
		want := fairShares(2, ofSign([]float64{2, 1}, [][]float64{{1, rho}, {rho, 1}}))
		got := effectsOf(t, text, "indicator.x.shock", "indicator.y.shock")
		nearEffect(t, fmt.Sprintf("x at ρ = %v", rho), got["indicator.x.shock"], want[0])
		alone := effectsOf(t, text, "indicator.x.shock") // all others are y: the same two players
		nearEffect(t, "x against all others", alone["indicator.x.shock"], want[0])
		nearEffect(t, "all others", alone[""], want[1])
	}
}

// Three dependent normals with a different correlation for each pair, and a fourth that is not in the sum: it is no input,
// wherever it stands in the matrix, and the order of the matrix means nothing.
func TestEffectsOfThreeDependentNormals(t *testing.T) {
	weights := map[rune]float64{'x': 3, 'y': 2, 'z': 1}
	rho := rhos(map[string]float64{"xy": .5, "xz": -.3, "yz": .4, "ax": .6, "ay": .2})
	want := fairShares(3, ofSign([]float64{3, 2, 1}, [][]float64{{1, .5, -.3}, {.5, 1, .4}, {-.3, .4, 1}}))
	for _, ids := range []string{"axyz", "zyxa"} {
		got := effectsOf(t, linear(ids, weights, rho), "indicator.x.shock", "indicator.y.shock", "indicator.z.shock")
		for i, id := range []string{"x", "y", "z"} {
			nearEffect(t, ids+" "+id, got["indicator."+id+".shock"], want[i])
		}
		if len(got) != 3 {
			t.Errorf("%s: players %v", ids, got)
		}
	}
}

// A total index is what remains when all others are known, whichever of the dependent inputs it is and wherever it stands
// in the matrix.
func TestTotalIndicesOfDependentNormals(t *testing.T) {
	weights := map[rune]float64{'x': 3, 'y': 2, 'z': 1}
	rho := rhos(map[string]float64{"xy": .5, "xz": -.3, "yz": .4, "ax": .6, "ay": .2})
	remaining := ofSign([]float64{3, 2, 1}, [][]float64{{1, .5, -.3}, {.5, 1, .4}, {-.3, .4, 1}})
	for _, ids := range []string{"axyz", "zyxa"} {
		got := explain(t, 40_000, linear(ids, weights, rho), met("sum"))
		for i, id := range []string{"x", "y", "z"} {
			nearIndex(t, ids+" "+id, got["indicator."+id+".shock"], remaining(1<<i))
		}
		if len(got) != 3 {
			t.Errorf("%s: inputs %v", ids, got)
		}
	}
}

// All parameters and all shocks are two players: of x + m with a parameter m of standard deviation .5, shocks have four fifths of
// the variance of the sum, and y, which depends on x, belongs to them.
func TestEffectsOfKinds(t *testing.T) {
	p := tiny(t, `
[indicator.x]
law = "white_noise"
[indicator.x.parameters]
mean = { dist = "normal", mean = 0, sd = 0.5 }
[indicator.y]
law = "white_noise"
[indicator.sum]
formula = "x + 0 * y"
[correlation.both]
of = ["y", "x"]
matrix = [[1, 0.7], [0.7, 1]]
`+sumExceeds0)
	pr := compile(t, p, "")
	kinds := search.Together(search.Inputs(p, pr))
	effects, err := search.Effects(background, p, pr, met("sum"), kinds, orderPairs, draws(10_000))
	if err != nil || len(effects) != 2 || effects[0].Kind != search.Parameter || effects[1].Kind != search.Shock {
		t.Fatalf("%+v, %v", effects, err)
	}
	want := fairShares(2, ofSign([]float64{.5, 1}, [][]float64{{1, 0}, {0, 1}}))
	nearEffect(t, "parameters", effects[0], want[0])
	nearEffect(t, "shocks", effects[1], want[1])
}

// 95 % intervals hold the true effect in 95 of 100 runs; over 300 seeds the standard error of that share is .0126.
func TestIntervalsOfEffectsHoldTheTruth(t *testing.T) {
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("half a minute of simulation; set TARGETCAST_SLOW=1")
	}
	const seeds = 300
	want := fairShares(2, ofSign([]float64{2, 1}, [][]float64{{1, .6}, {.6, 1}}))
	p := tiny(t, linear("xy", map[rune]float64{'x': 2, 'y': 1}, rhos(map[string]float64{"xy": .6})))
	pr := compile(t, p, "")
	held := 0
	for seed := range uint64(seeds) {
		effects, err := search.Effects(background, p, pr, met("sum"), search.Inputs(p, pr), orderPairs, simulate.Options{Draws: 500, Seed: 1000 * seed})
		if err != nil {
			t.Fatal(err)
		}
		if e := effects[0]; e.Lo <= want[0] && want[0] <= e.Hi {
			held++
		}
	}
	near(t, "coverage", float64(held)/seeds, .95, 4*.0126)
}

// Laws that load on a factor are told apart from it: with x = .8f + .6u and y = .6f + .8v, the sum x + y is 1.4f + .6u + .8v of
// three independent normals.
func TestEffectsOfAFactor(t *testing.T) {
	got := effectsOf(t, `
[factor.f]
law = "white_noise"
[indicator.x]
law = "white_noise"
loads = { f = 0.8 }
[indicator.y]
law = "white_noise"
loads = { f = 0.6 }
[indicator.sum]
formula = "x + y"
`+sumExceeds0, "factor.f.shock", "indicator.x.shock", "indicator.y.shock")
	want := fairShares(3, ofSign([]float64{1.4, .6, .8}, [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}))
	for i, key := range []string{"factor.f.shock", "indicator.x.shock", "indicator.y.shock"} {
		nearEffect(t, key, got[key], want[i])
	}
}

// An input on which the answer does not rest has no share, exactly.
func TestEffectOfNothing(t *testing.T) {
	got := effectsOf(t, `
[indicator.x]
law = "white_noise"
[indicator.idle]
law = "white_noise"
[indicator.sum]
formula = "x + 0 * idle"
`+sumExceeds0, "indicator.x.shock", "indicator.idle.shock")
	if e := got["indicator.idle.shock"]; e.Share != 0 || e.SE != 0 {
		t.Errorf("%+v", e)
	}
	if e := got["indicator.x.shock"]; e.Share != 1 {
		t.Errorf("%+v", e)
	}
}
