package words

import (
	"regexp"
	"strings"
	"testing"
)

func TestEveryTermExistsInBothLanguages(t *testing.T) {
	for i := range termCount {
		en, zh := En.Term(i), Zh.Term(i)
		if en == "" || zh == "" || han(en) || !han(zh) {
			t.Errorf("term %d: %q, %q", i, en, zh)
		}
		if a, b := verb.FindAllString(en, -1), verb.FindAllString(zh, -1); strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("term %d leaves different things open: %q, %q", i, en, zh)
		}
		if regexp.MustCompile(`\p{Han}[,:;()]|[,:;()]\p{Han}`).MatchString(zh) {
			t.Errorf("%q: Chinese has its own punctuation", zh)
		}
	}
	if En.Term(termCount) != "" || Lang(9).Term(TermGate) != "" {
		t.Error("an unknown term or language is not empty")
	}
}

// TestSentencesAboutThePast: each sentence holds what it is given, in both languages, and nothing is left open.
func TestSentencesAboutThePast(t *testing.T) {
	for _, l := range []Lang{En, Zh} {
		for _, c := range []struct {
			text string
			want []string
		}{
			{l.PastHead("p-1", "2021-08-02", 709, 51, 16), []string{"p-1", "2021-08-02", "709", "51", "16"}},
			{l.PastFallback("gdp", "drift"), []string{"gdp", "drift"}},
			{l.PastMultiplier(1.28, 1.06, 1.55, 16, -.05, -.1, -.01, false, true), []string{"1.28", "1.06", "1.55", "16", "−0.05", "−0.10", "−0.01"}},
			{l.PastEvents("all", 90, 40, ".2", ".01", ".06", ".25", ".02", ".07"), []string{"all", "90", "40", ".2", ".01", ".06", ".25", ".02", ".07"}},
			{l.TitlePrior("gdp", "0.91", "1.9"), []string{"gdp", "0.91", "1.9"}}, {l.PriorSubtitle("cities"), []string{"cities"}},
			{l.PastDependence(12, 6, "0.80", false), []string{"12", "6", "0.80"}}, {l.PastDependence(12, 9, "0.80", true), []string{"9"}},
			{l.PastTests(0, 15, 20), []string{"15", "20"}}, {l.PastTests(5, 25, 20), []string{"5", "20"}}, {l.PastWidening(), []string{"80"}},
			{l.PriorAxis("mean", "x"), []string{"mean", "x"}},
			{l.PastUntested(26), []string{"26"}}, {l.TitleCoverage("88 %", "91 %", true), []string{"88 %", "91 %"}}, {l.TitleCoverage("60 %", "61 %", false), []string{"60 %", "61 %"}},
			{l.TitleSkill(3, 5), []string{"3", "5"}}, {l.TitlePIT("61 %", "12 %"), []string{"61 %", "12 %"}}, {l.TitleReliability("0.01", "0.2"), []string{"0.01", "0.2"}},
			{strings.Join(l.PastHow(), ""), nil}, {l.PastYears(true), nil}, {l.PastYears(false), nil}, {l.PastNothing(), nil},
		} {
			for _, w := range c.want {
				if !strings.Contains(c.text, w) {
					t.Errorf("%q does not hold %q", c.text, w)
				}
			}
			if strings.Contains(c.text, "%!") || strings.Contains(c.text, "%%") || han(c.text) != (l == Zh) {
				t.Errorf("%q", c.text)
			}
		}
	}
}
