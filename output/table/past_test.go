package table

import (
	"math"
	"strings"
	"testing"

	"targetcast/output/result"
	"targetcast/output/words"
)

// TestPast: each state says what it must, in both languages; what was applied is printed where it is applied, what the laws did
// where it is only reported.
func TestPast(t *testing.T) {
	gates := func(model string, coverage float64) []result.PastGate {
		return []result.PastGate{
			{Model: model, Gate: "coverage", Value: coverage, Low: .7, High: .95, AtLeast: .72, AtMost: .88, Passes: coverage <= .88, Verdict: "undetermined"},
			{Model: model, Gate: "drift", Value: .31, Low: .22, High: .37, AtMost: math.Inf(1), Passes: true, Verdict: "holds"},
			{Model: model, Gate: "five_year", Value: -.2, Low: math.NaN(), High: math.NaN(), AtMost: math.Inf(1), Verdict: "undetermined"},
		}
	}
	full := result.Past{Forecasts: 217, Series: 13, Years: 15, Gates: append(gates("applied", .857), gates("law", .902)...),
		Rules: []result.PastRule{{Indicator: "price", Title: result.Text{En: "Prices", Zh: "价格"}, Rule: "drift", Skill: -.02, Low: -.11, High: .06},
			{Indicator: "pace", Title: result.Text{En: "Pace", Zh: "增速"}, Rule: "five_year", Kept: "rule_lacks", Param: "mean"}},
		Multiplier: result.PastMultiplier{Mean: 1.14, P10: .94, P90: 1.36, Years: 15, Gain: -.05, GainLow: -.07, GainHigh: -.02},
		Worth:      -.03, WorthLow: -.04, WorthHigh: .01,
		Precedents: []result.Precedent{{Title: result.Text{En: "The plan before", Zh: "上一轮规划"}, Met: 3, Of: 4}},
	}
	for _, c := range []struct {
		how    string
		change func(*result.Past)
		en, zh []string
		not    string
	}{
		{"apply", nil, []string{"as used here (forecasts 217, series 13, years 15)", "Inside the 80 % ranges 85.7 % [70.0, 95.0] (asked: 72–88 %): passes, though its interval",
			"skill against naive drift 0.31 [0.22, 0.37] (asked: at least 0): passes;", "skill against the five-year mean −0.20 (asked: at least 0): undetermined from fewer than five years.",
			"Naive drift stands in for the law of Prices, whose skill against it was −0.02 [−0.11, 0.06].", "Pace: the five-year mean did better than the law on the past, but it has no mean", "1.14 (80 % of its posterior in 0.94 to 1.36", "prior: lognormal about 1.3",
			"not applied: forecasts widened by it scored worse (skill −0.05 [−0.07, −0.02])", "skill of −0.03 [−0.04, 0.01] against the laws as written", "The plan before: 3 of 4 (75 %)"},
			[]string{"此处所用规律", "85.7%", "“价格”的规律由漂移外推代替", "上一轮规划：4项中3项（75%）"}, "90.2"},
		{"report", nil, []string{"the laws as written", "90.2 % [70.0, 95.0] (asked: 72–88 %): FAILS, though", "the law is used all the same"}, []string{"所写规律", "未通过"}, "85.7"},
		{"apply", func(p *result.Past) { p.Multiplier.Widened, p.Multiplier.Gain = true, .02 }, []string{"; applied: forecasts widened by it scored no worse (skill 0.02"}, []string{"已采用"}, "not applied"},
		{"apply", func(p *result.Past) { p.Multiplier.GainLow = math.NaN() }, []string{"not applied: too few years"}, []string{"年份过少"}, "scored"},
		{"apply", func(p *result.Past) { p.Forecasts = 0 }, []string{"No series has enough history", "The plan before"}, []string{"没有序列"}, "Naive"},
		{"off", nil, []string{"not replayed (--past off)", "The plan before"}, []string{"未进行"}, "217"},
	} {
		s := &result.Set{Past: full}
		s.Past.How = c.how
		if c.change != nil {
			c.change(&s.Past)
		}
		for l, want := range map[words.Lang][]string{words.En: c.en, words.Zh: c.zh} {
			got := strings.Join(PastSentences(s, l), "\n")
			for _, w := range want {
				if !strings.Contains(got, w) {
					t.Errorf("%s: %q does not hold %q", c.how, got, w)
				}
			}
			if strings.Contains(got, c.not) || strings.Contains(got, "%!") || strings.Contains(got, "NaN") || strings.Contains(got, "?") {
				t.Errorf("%s: %q", c.how, got)
			}
		}
	}
}

// TestPastBrief: gates that are passed are counted, those that are not are told with what they ask; what stands in for a law is
// told as under run; with nothing to say there is one sentence.
func TestPastBrief(t *testing.T) {
	gate := func(model, name string, value float64, passes bool) result.PastGate {
		return result.PastGate{Model: model, Gate: name, Value: value, Low: value - .1, High: value + .1, AtLeast: .72, AtMost: .88, Passes: passes, Verdict: "holds"}
	}
	past := result.Past{How: "apply", Forecasts: 9, Gates: []result.PastGate{gate("applied", "coverage", .9, false), gate("applied", "drift", .3, true), gate("law", "coverage", .6, false)},
		Rules:      []result.PastRule{{Indicator: "price", Title: result.Text{En: "Prices", Zh: "价格"}, Rule: "drift", Skill: -.02, Low: -.11, High: .06}},
		Multiplier: result.PastMultiplier{Mean: 1.234, Widened: true}}
	for l, want := range map[words.Lang]string{
		words.En: "The past (in full under run): 1 of 2 gates not passed: Inside the 80 % ranges 90.0 % [80.0, 100.0] (asked: 72–88 %): FAILS. " +
			"Naive drift stands in for the law of Prices, whose skill against it was −0.02 [−0.11, 0.06]. Spreads are multiplied by 1.23.",
		words.Zh: "历史检验（详见run）：2项要求中有1项未通过：落入80%区间：90.0% [80.0, 100.0]（要求72–88%）：未通过。“价格”的规律由漂移外推代替：该规律相对后者的技巧为−0.02 [−0.11, 0.06]。离散程度乘以1.23。",
	} {
		if got := PastBrief(&result.Set{Past: past}, l); len(got) != 1 || got[0] != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
	past.Rules, past.Gates, past.Multiplier.Widened = nil, past.Gates[1:2], false
	if got := PastBrief(&result.Set{Past: past}, words.En); got[0] != "The past (in full under run): all 1 gates are passed." {
		t.Errorf("%q", got)
	}
	past.Gates[0].Low = math.NaN()
	if got := PastBrief(&result.Set{Past: past}, words.En); !strings.Contains(got[0], "fewer than five years") {
		t.Errorf("%q", got)
	}
	past.How = "off"
	if got := PastBrief(&result.Set{Past: past}, words.En); len(got) != 1 || !strings.Contains(got[0], "not replayed") {
		t.Errorf("%q", got)
	}
}
