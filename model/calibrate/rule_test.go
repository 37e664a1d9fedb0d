package calibrate

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"targetcast/model/series"
)

// TestRulesByHand: values 0 1 3 4 8 9, changes 1 2 1 4 1: mean 9/5, sum of squares about it 23 - 81/5 = 34/5. The last five
// values 1 3 4 8 9 have mean 5 and squares about it 46. Both leave four degrees of freedom, where t has
// F(x) = ½ + x(x²+6)/(2(x²+4)^(3/2)), so F(1) = ½ + 7/(2·5^(3/2)).
func TestRulesByHand(t *testing.T) {
	x := []float64{0, 1, 3, 4, 8, 9}
	exp := make([]float64, len(x))
	for i, v := range x {
		exp[i] = math.Exp(v)
	}
	for _, test := range []struct {
		law, rule, uses      string
		values               []float64
		centre, variance, at float64 // yearly centre and variance; the last value
		steady               bool
	}{
		{"random_walk", Drift, "random_walk", x, 1.8, 6.8 / 4, 9, false},
		{"ar1", Drift, "random_walk", x, 1.8, 6.8 / 4, 9, false},
		{"log_random_walk", Drift, "log_random_walk", exp, 1.8, 6.8 / 4, 9, false},
		{"damped_growth", Drift, "damped_growth", exp, 1.8, 6.8 / 4, 9, false},
		{"log_random_walk", FiveYear, "log_random_walk", exp, 1.8, 6.8 / 4, 9, false}, // there are just five changes
		{"damped_growth", FiveYear, "damped_growth", exp, 1.8, 6.8 / 4, 9, false},
		{"ar1", FiveYear, "ar1", x, 5, 46. / 4, 0, true},
		{"random_walk", FiveYear, "ar1", x, 5, 46. / 4, 0, true},
	} {
		name := test.law + " " + test.rule
		f, err := historyOf(2015, test.values...).Fit(test.law, Options{Rule: test.rule})
		if err != nil {
			t.Fatal(err)
		}
		if f.Law != test.uses || f.Rule != test.rule || f.N != 5 || f.Years[4] != 2020 || !slices.Equal(f.Posterior.Params(), Parameters(test.uses)) {
			t.Errorf("%s: %+v", name, f)
		}
		for _, ahead := range []float64{1, 4} {
			centre, variance := test.at+ahead*test.centre, test.variance*(ahead+ahead*ahead/5)
			if test.steady {
				centre, variance = test.centre, test.variance*1.2
			}
			p, err := f.Predictive(int(ahead))
			if err != nil {
				t.Fatal(err)
			}
			close(t, name, p.Quantile(.5), centre, 1e-9)
			close(t, name+" at one scale", p.CDF(centre+math.Sqrt(variance)), .5+7/(2*math.Pow(5, 1.5)), 1e-12)
		}
	}
}

// TestRulesOverGapsAndBreaks: 2003 is missing, so the change of 4 from 2002 to 2004 counts as two of 2; nothing is taken
// across the break of 2006. A rate starts anew with 30, 32 and 37, whose mean is 33 and variance 13.
func TestRulesOverGapsAndBreaks(t *testing.T) {
	h := historyOf(2001, 0, 1, math.NaN(), 5, 8, 30, 32)
	h.Breaks = []int{2006}
	path, years := h.path([]value{{2001, 0}, {2002, 1}, {2004, 5}, {2005, 8}, {2006, 30}, {2007, 32}}, false)
	if want := []float64{22, 23, 25, 27, 30, 32}; !slices.Equal(path, want) || len(years) != 6 {
		t.Errorf("%v in %v, want %v", path, years, want)
	}
	if _, err := h.Fit("random_walk", Options{Rule: FiveYear}); err == nil {
		t.Error("two values have no spread that a range could rest on: one degree of freedom")
	}
	h.Points = append(h.Points, series.Point{Year: 2008, Value: 37})
	f, err := h.Fit("random_walk", Options{Rule: FiveYear})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := f.Predictive(3)
	close(t, "a rate", p.Quantile(.5), 33, 1e-12)
	close(t, "its scale", p[0].Scale, math.Sqrt(13*4./3), 1e-12) // and a third of the variance for the mean
	if p[0].DF != 2 {
		t.Errorf("%v degrees of freedom", p[0].DF)
	}
	for _, bad := range []struct {
		law, rule string
		h         History
	}{{"poisson", Drift, h}, {"random_walk", "mood", h}, {"random_walk", Drift, historyOf(2001, 1, 2)}, {"ar1", FiveYear, historyOf(2001, 2, 2, 2)},
		{"log_random_walk", Drift, historyOf(2001, 1, 2, -3)}} {
		if _, err := bad.h.Fit(bad.law, Options{Rule: bad.rule}); err == nil {
			t.Errorf("%s %s is accepted", bad.law, bad.rule)
		}
	}
}

// TestRulesDoNotKnowTheirSpread: whatever the mean and the spread of independent normal years, a range of 80 % of the mean of
// the last five holds the next year in 80 % of cases (20 000, 4 standard errors). If the spread counted as known it would be
// in those where t with four degrees of freedom lies within 1.2816: F = ½ + x(x²+6)/(2(x²+4)^(3/2)) gives 73.1 %.
func TestRulesDoNotKnowTheirSpread(t *testing.T) {
	const tries = 20_000
	g := seeded(41)
	inside, naive := 0., 0.
	for i := range tries {
		mu, sigma := float64(i%7), math.Pow(10, float64(i%5)-2)
		x := make([]float64, 8)
		for k := range x {
			x[k] = mu + sigma*g.NormFloat64()
		}
		f, err := historyOf(2001, x...).Fit("ar1", Options{Rule: FiveYear})
		if err != nil {
			t.Fatal(err)
		}
		p, _ := f.Predictive(1)
		y := mu + sigma*g.NormFloat64()
		if u := p.CDF(y); u > .1 && u < .9 {
			inside++
		}
		if z := (y - p[0].Location) / p[0].Scale; math.Abs(z) < 1.2815515655446004 {
			naive++
		}
	}
	close(t, "coverage", inside/tries, .8, 4*math.Sqrt(.16/tries))
	z := 1.2815515655446004
	close(t, "with the spread as known", naive/tries, z*(z*z+6)/math.Pow(z*z+4, 1.5), 4*math.Sqrt(.2/tries))
}

// simulated draws the value some years ahead through the parameters of a fit, by the definition of each law.
func simulated(t *testing.T, f Fit, last float64, ahead, draws int) []float64 {
	t.Helper()
	luck := evenLuck(len(f.Posterior.Luck())+ahead, draws)
	out := make([][]float64, len(f.Posterior.Params()))
	for i := range out {
		out[i] = make([]float64, draws)
	}
	f.Posterior.Fill(out, luck[:len(luck)-ahead], nil)
	at := map[string][]float64{}
	for i, name := range f.Posterior.Params() {
		at[name] = out[i]
	}
	x := make([]float64, draws)
	for k := range x {
		x[k] = last
		growth := 0.
		if f.Law == "damped_growth" {
			growth = at["growth"][k]
		}
		for y := range ahead {
			e := at["sd"][k] * luck[len(luck)-ahead+y][k]
			switch f.Law {
			case "ar1":
				m := at["mean"][k]
				x[k] = m + at["persistence"][k]*(x[k]-m) + e
			case "damped_growth":
				m := at["mean"][k]
				growth = m + at["persistence"][k]*(growth-m) + e
				x[k] += growth
			default:
				x[k] += at["drift"][k] + e
			}
		}
	}
	return x
}

// evenLuck are independent normal scores with a fixed seed.
func evenLuck(columns, n int) [][]float64 {
	g := seeded(77)
	out := make([][]float64, columns)
	for i := range out {
		out[i] = make([]float64, n)
		for k := range out[i] {
			out[i][k] = g.NormFloat64()
		}
	}
	return out
}

// TestWhatIsSimulatedIsWhatWasTried: parameters drawn from a fit, put through the law, have the predictive distribution by
// which the law, a rule, or a wider spread was judged. Shares below five quantiles, within 4 standard errors.
func TestWhatIsSimulatedIsWhatWasTried(t *testing.T) {
	const draws, ahead = 200_000, 4
	values := []float64{5.2, 6.1, 4.9, 5.5, 6.6, 6.0, 5.1, 5.8}
	h := historyOf(2010, values...)
	for law, last := range map[string]float64{"random_walk": 5.8, "log_random_walk": math.Log(5.8), "ar1": 5.8, "damped_growth": math.Log(5.8)} {
		for _, o := range []Options{{}, {Spread: 1.7}, {Rule: Drift}, {Rule: FiveYear, Spread: .6}} {
			f, err := h.Fit(law, o)
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Predictive(ahead)
			if err != nil {
				t.Fatal(err)
			}
			x := simulated(t, f, last, ahead, draws)
			for _, q := range []float64{.05, .25, .5, .75, .95} {
				at, below := p.Quantile(q), 0.
				for _, v := range x {
					if v <= at {
						below++
					}
				}
				close(t, law+" "+o.Rule, below/draws, q, 4*math.Sqrt(q*(1-q)/draws))
			}
		}
	}
}

// TestSpreadWidensTheScaleAlone: the parts keep their weights, locations and degrees of freedom.
func TestSpreadWidensTheScaleAlone(t *testing.T) {
	h := historyOf(2010, 5.2, 6.1, 4.9, 5.5, 6.6, 6.0, 5.1, 5.8)
	for _, law := range []string{"random_walk", "ar1", "damped_growth", "logit_random_walk"} {
		for _, pool := range []*Pool{nil, {Members: 5, Mean: .05, SE: .01, Kappa: 3, A: 3, B: .002}} {
			var p [2]Predictive
			for i, spread := range []float64{0, 1.4} {
				f, err := h.Fit(law, Options{Spread: spread, Pool: pool, Ceiling: 10})
				if err != nil {
					t.Fatal(err)
				}
				p[i], _ = f.Predictive(3)
			}
			for k, part := range p[0].Widened(1.4) {
				got := p[1][k]
				close(t, law+" scale", got.Scale, part.Scale, 1e-12*part.Scale)
				if got.DF != part.DF || got.Weight != part.Weight || got.Location != part.Location {
					t.Errorf("%s: %+v, want %+v", law, got, part)
				}
			}
		}
	}
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
