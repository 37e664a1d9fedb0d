package search_test

import (
	"testing"

	"targetcast/model/search"
)

func TestParseBehaviour(t *testing.T) {
	for says, want := range map[string]search.Behaviour{
		"growth_high raises gdp_pair":               {Scenario: "growth_high", Target: "gdp_pair"},
		"trend lowers talent/gross":                 {Scenario: "trend", Target: "talent/gross", Falls: true},
		"indicator.x.mean up => P(gdp_pair) up":     {Key: "indicator.x.mean", Target: "gdp_pair"},
		"lever.*.delay up => P(gdp_pair) down":      {Key: "lever.*.delay", Target: "gdp_pair", Falls: true},
		"indicator.x.mean down => P(observed) down": {Key: "indicator.x.mean", Down: true, Target: "observed", Falls: true},
	} {
		if got, err := search.ParseBehaviour(says); err != nil || got != want {
			t.Errorf("%s: %+v, %v", says, got, err)
		}
	}
	for _, says := range []string{"", "a raises", "a improves b", "a up => b up", "a up => P(b) higher", "a b raises c"} {
		if _, err := search.ParseBehaviour(says); err == nil {
			t.Errorf("%q was accepted", says)
		}
	}
}

// A behaviour that is planted wrongly fails, one about something else finds nothing, one that is right holds.
func TestBehavioursAreJudged(t *testing.T) {
	p := tiny(t, twoNoises+"[indicator.z]\nlaw = \"white_noise\"\nparameters = { mean = 0, sd = 1 }\n")
	p = change(t, p, "indicator.x.mean=0", "indicator.y.mean=0")
	for says, want := range map[string]search.Verdict{
		"indicator.x.mean up => P(x) up": search.Holds, "indicator.x.mean down => P(x) down": search.Holds,
		"indicator.x.mean up => P(x) down": search.Fails, "indicator.z.mean up => P(x) up": search.Nothing,
		"target.x.threshold up => P(x) down": search.Holds, "indicator.y.sd up => P(x) up": search.Nothing,
	} {
		b, err := search.ParseBehaviour(says)
		if err != nil {
			t.Fatal(err)
		}
		turned, err := b.Turned(p)
		if err != nil {
			t.Fatal(err)
		}
		d := differ(t, 2000, compile(t, p, ""), compile(t, turned, ""), met(b.Target))[0]
		if got := b.Judge(d); got != want {
			t.Errorf("%s: verdict %d, want %d: %+v", says, got, want, d)
		}
	}
	few := search.Difference{Delta: .001, Lo: -.001, Hi: .003}
	if (search.Behaviour{}).Judge(few) != search.Unclear || (search.Behaviour{Falls: true}).Judge(few) != search.Unclear {
		t.Error("noise is judged")
	}
}
