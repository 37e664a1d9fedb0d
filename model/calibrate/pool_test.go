package calibrate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestPoolByHand: three members over the years 2001 to 2003, values 1 2 3, 2 4 6, 3 6 6.
//
//	means 2, 4, 5: mean 11/3, variance 7/3; variances within 1, 4, 3: within 8/3 (6 degrees of freedom)
//	rests after members and years: year means 2, 4, 5, grand mean 11/3, rests
//	  (2/3, -1/3, -1/3), (-1/3, -1/3, 2/3), (-1/3, 2/3, -1/3): squares 3·(6/9) = 2 on 4 degrees of freedom, noise 1/2
//	τ² = 7/3 - (1/2)/3 = 13/6;  κ0 = (8/3)/(13/6) = 16/13
//	SE² = var of year means / 3 + τ²/3 = (7/3)/3 + 13/18 = 27/18
func TestPoolByHand(t *testing.T) {
	years := []int{2001, 2002, 2003}
	p, err := NewPool([]Member{{"a", years, []float64{1, 2, 3}}, {"b", years, []float64{2, 4, 6}}, {"c", years, []float64{3, 6, 6}},
		{"too short", years[:1], []float64{99}}})
	if err != nil {
		t.Fatal(err)
	}
	close(t, "mean", p.Mean, 11./3, 1e-14)
	close(t, "within", p.Within*p.Within, 8./3, 1e-14)
	close(t, "between", p.Between*p.Between, 13./6, 1e-14)
	close(t, "kappa", p.Kappa, 16./13, 1e-14)
	close(t, "se", p.SE*p.SE, 1.5, 1e-14)
	if p.Members != 3 || p.Years != 3 || p.N != 9 {
		t.Errorf("%d members, %d years, %d values", p.Members, p.Years, p.N)
	}
	// Variances 1, 4, 3 differ less than their sampling error, so their prior is as firm as allowed.
	close(t, "prior mean of the variance", p.B/(p.A-1), 8./3, 1e-14)
	if p.A != maxShape {
		t.Errorf("shape %v", p.A)
	}
	if !has(p.Warnings, PoolLeftOut) || !has(p.Warnings, PoolFewMembers) || has(p.Warnings, PoolNoSpread) {
		t.Errorf("warnings %v", p.Warnings)
	}
	m, sd := p.Panel()
	if m != p.Mean || sd != p.SE || p.Prior() != (NormalInverseGamma{p.Mean, p.Kappa, p.A, p.B}) {
		t.Error("panel or prior")
	}
}

func has(warnings []Warning, code string) bool {
	for _, w := range warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func TestPoolWithoutSpread(t *testing.T) {
	years := []int{1, 2, 3}
	p, err := NewPool([]Member{{"a", years, []float64{1, 2, 3}}, {"b", years, []float64{3, 2, 1}}, {"c", years, []float64{2, 2, 2}}})
	if err != nil {
		t.Fatal(err)
	}
	if p.Between != 0 || p.Kappa != MaxKappa || !has(p.Warnings, PoolNoSpread) {
		t.Errorf("%+v", p)
	}
}

// TestPoolMomentsAreUnbiased draws 4000 panels of 30 members over 8 years, with member drifts, a common shock per year
// and own shocks, and compares the averages of the estimates with the truth within 4 standard errors: τ² (the cut at 0
// never binds here) and SE² against τ², and against the variance of the panel mean, τ²/I + c²/T + u²/(IT). It does the same
// for panels with a third of the values missing, where clustering by year is only nearly unbiased: 10 % more.
func TestPoolMomentsAreUnbiased(t *testing.T) {
	const members, years, panels = 30, 8, 4000
	const tau, common, own = .02, .015, .02
	for _, missing := range []float64{0, .33} {
		g := rand.New(rand.NewPCG(21, uint64(100*missing)))
		var between, squaredSE, means []float64
		for range panels {
			var shocks [years]float64
			for y := range shocks {
				shocks[y] = common * g.NormFloat64()
			}
			var panel []Member
			for i := range members {
				m := Member{Name: fmt.Sprint(i)}
				drift := .06 + tau*g.NormFloat64()
				for y, c := range shocks {
					if x := drift + c + own*g.NormFloat64(); g.Float64() >= missing {
						m.Years, m.Values = append(m.Years, 2000+y), append(m.Values, x)
					}
				}
				panel = append(panel, m)
			}
			p, err := NewPool(panel)
			if err != nil {
				t.Fatal(err)
			}
			between, squaredSE, means = append(between, p.Between*p.Between), append(squaredSE, p.SE*p.SE), append(means, p.Mean)
		}
		se := func(x []float64) float64 { return 4 * math.Sqrt(variance(x)/panels) }
		close(t, "between²", mean(between), tau*tau, se(between)+missing*.1*tau*tau)
		truth := variance(means) // its standard error is √(2/panels) of it
		close(t, "se²", mean(squaredSE), truth, se(squaredSE)+4*math.Sqrt(2./panels)*truth+missing*.3*truth)
		if missing == 0 {
			exact := tau*tau/members + common*common/years + own*own/(members*years)
			close(t, "se² against the exact variance", mean(squaredSE), exact, se(squaredSE))
		}
		close(t, "mean", mean(means), .06, se(means))
		t.Logf("missing %v: between² %.3g of %.3g, se² %.3g of %.3g", missing, mean(between), tau*tau, mean(squaredSE), truth)
	}
}

func TestPoolRefuses(t *testing.T) {
	years := []int{1, 2, 3}
	flat := []float64{1, 1, 1}
	for name, members := range map[string][]Member{
		"too few":      {{"a", years, []float64{1, 2, 3}}, {"b", years, []float64{1, 2, 4}}},
		"nothing":      nil,
		"flat":         {{"a", years, flat}, {"b", years, flat}, {"c", years, flat}},
		"uneven":       {{"a", years, []float64{1, 2}}, {"b", years, flat}, {"c", years, flat}},
		"not a number": {{"a", years, []float64{1, math.NaN(), 3}}, {"b", years, flat}, {"c", years, flat}},
	} {
		if p, err := NewPool(members); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	// Members that share no years leave nothing to compare within a year; the variance within stands in.
	p, err := NewPool([]Member{{"a", []int{1, 2}, []float64{1, 2}}, {"b", []int{3, 4}, []float64{5, 6}}, {"c", []int{5, 6}, []float64{9, 10}}})
	if err != nil {
		t.Fatal(err)
	}
	close(t, "between² of disjoint members", p.Between*p.Between, 16-.5/2, 1e-12)
}

// TestDriftPrior: without doubt about the panel it is t with 2A degrees of freedom; with it the variance is that of the t,
// B/(A·κ)·2A/(2A-2) = B/((A-1)κ), and SE² more.
func TestDriftPrior(t *testing.T) {
	p := &Pool{Mean: 1, SE: .5, Kappa: 4, A: 3, B: 2}
	var mean, square, weight float64
	for _, part := range p.DriftPrior() {
		weight += part.Weight
		mean += part.Weight * part.Location
		square += part.Weight * (part.Location*part.Location + part.Scale*part.Scale*part.DF/(part.DF-2))
	}
	if want := 2./(2*4) + .25; math.Abs(weight-1) > 1e-12 || math.Abs(mean-1) > 1e-12 || math.Abs(square-1-want) > 1e-12 {
		t.Errorf("weight %v, mean %v, variance %v, want %v", weight, mean, square-mean*mean, want)
	}
	p.SE = 0
	if got, want := p.DriftPrior().Quantile(.9), (T{DF: 6, Location: 1, Scale: math.Sqrt(2. / 12)}).Quantile(.9); math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, want %v", got, want)
	}
}
