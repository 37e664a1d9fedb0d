package revision

import (
	"math"
	"slices"
	"testing"

	"targetcast/output/result"
)

func sample() *result.Set {
	return &result.Set{
		Plan:       result.Plan{AsOf: "2021-08-02"},
		Scenarios:  []result.Scenario{{ID: "plan"}, {ID: "low"}},
		Targets:    []result.Target{{ID: "gdp", Indicator: "gdp", Comparator: ">=", Threshold: 43000, Unit: "CNY", By: 2025, Hold: "at"}},
		Indicators: []result.Indicator{{ID: "gdp", Law: "ar1", History: []result.Point{{Year: 2019, Value: 1}, {Year: 2020, Value: 2}}}},
		Settings:   []result.Setting{{Key: "gdp.mean", Value: "0.06"}, {Scenario: "low", Key: "gdp.mean", Value: "0.05"}},
		Likelihood: []result.Likelihood{{Scenario: "plan", Prior: "central", Target: "gdp", P: .5, Hits: 500, Draws: 1000},
			{Scenario: "low", Prior: "central", Target: "gdp", P: .3, Hits: 300, Draws: 1000}},
		Manifest: result.Manifest{Identity: result.Identity{Engine: 1, Seed: 1, Draws: 1000, Data: []result.File{{Name: "plan.toml", SHA256: "aa"}}}},
	}
}

func TestNothingDiffers(t *testing.T) {
	if c, m := Causes(sample(), sample()), Moves(sample(), sample()); c != nil || m != nil {
		t.Errorf("%v, %v", c, m)
	}
}

// Each cause is named once, with both sides.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		change func(*result.Set)
		want   []Cause
	}{
		{func(s *result.Set) { s.Manifest.Identity.Seed = 2 }, []Cause{{Asked, "seed", "1", "2"}}},
		{func(s *result.Set) { s.Manifest.Identity.Engine = 2 }, []Cause{{Engine, "number", "1", "2"}}},
		{func(s *result.Set) { s.Plan.AsOf = "2022-01-01" }, []Cause{{Asked, "as-of date", "2021-08-02", "2022-01-01"}}},
		{func(s *result.Set) { s.Manifest.Identity.Data[0].SHA256 = "bb" }, []Cause{{File, "plan.toml", "aa", "bb"}}},
		{func(s *result.Set) { s.Indicators[0].History[1].Value = 2.5 }, []Cause{{Observation, "gdp 2020", "2", "2.5"}}},
		{func(s *result.Set) { s.Indicators[0].History = s.Indicators[0].History[:1] }, []Cause{{Observation, "gdp 2020", "2", ""}}},
		{func(s *result.Set) { s.Indicators[0].Law = "random_walk" }, []Cause{{Law, "gdp", "ar1", "random_walk"}}},
		{func(s *result.Set) { s.Settings[0].Value = "0.07" }, []Cause{{Number, "gdp.mean", "0.06", "0.07"}}},
		// a scenario that changes nothing any more has the plan's own number
		{func(s *result.Set) { s.Settings = s.Settings[:1] }, []Cause{{Number, "low gdp.mean", "0.05", "0.06"}}},
		// what a scenario that is gone had changed is not listed beside it
		{func(s *result.Set) { s.Scenarios, s.Settings = s.Scenarios[:1], s.Settings[:1] }, []Cause{{Scenario, "low", "low", ""}}},
		{func(s *result.Set) { s.Targets[0].Threshold = 44000 }, []Cause{{Target, "gdp", "gdp >= 43000 CNY by 2025, at", "gdp >= 44000 CNY by 2025, at"}}},
	} {
		b := sample()
		c.change(b)
		if got := Causes(sample(), b); !slices.Equal(got, c.want) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}

func TestMoves(t *testing.T) {
	b := sample()
	b.Likelihood[0].P, b.Likelihood[0].Hits = .45, 450
	b.Likelihood[1].P, b.Likelihood[1].Hits = .4, 400
	b.Likelihood = append(b.Likelihood, result.Likelihood{Scenario: "new", Target: "gdp", P: 1})
	got := Moves(sample(), b)
	if len(got) != 2 || got[0].Scenario != "low" || got[1].Was != .5 || got[1].Is != .45 {
		t.Fatalf("%+v", got)
	}
	// 1.96 sqrt(.5*.5/1000 + .45*.55/1000) = 0.04371; one more of each outcome changes the third digit at most
	if math.Abs(got[1].Luck-0.04371) > 1e-4 {
		t.Errorf("luck %v", got[1].Luck)
	}
}
