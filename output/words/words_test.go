package words

import (
	"math"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

func han(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

var verb = regexp.MustCompile(`%[sd]`)

func TestEveryPhraseExistsInBothLanguages(t *testing.T) {
	for p := range phraseCount {
		en, zh := En.Say(p), Zh.Say(p)
		if en == "" || zh == "" {
			t.Errorf("phrase %d: %q, %q", p, en, zh)
		}
		if han(en) || !han(zh) && !verb.MatchString(zh) {
			t.Errorf("phrase %d is in the wrong language: %q, %q", p, en, zh)
		}
		if a, b := verb.FindAllString(en, -1), verb.FindAllString(zh, -1); strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("phrase %d leaves different things open: %q, %q", p, en, zh)
		}
		if strings.Contains(zh, "似然") {
			t.Errorf("%q: a likelihood is 达标概率", zh)
		}
		if regexp.MustCompile(`\p{Han}[,:;()]|[,:;()]\p{Han}`).MatchString(zh) {
			t.Errorf("%q: Chinese has its own punctuation", zh)
		}
	}
	if Zh.Say(Likelihood) != "达标概率" || Zh.Say(SimulationError) != "模拟误差" || Zh.Say(CannotAssess) != "无法判断" {
		t.Error("a fixed term has changed")
	}
	if En.Say(phraseCount) != "" || Lang(9).Say(Likelihood) != "" {
		t.Error("an unknown phrase or language is not empty")
	}
}

func TestEveryHeadingExistsInBothLanguages(t *testing.T) {
	for h := range headingCount {
		en, zh := En.Heading(h), Zh.Heading(h)
		if en == "" || han(en) || !han(zh) || strings.Join(verb.FindAllString(en, -1), "") != strings.Join(verb.FindAllString(zh, -1), "") {
			t.Errorf("heading %d: %q, %q", h, en, zh)
		}
	}
	if En.Heading(headingCount) != "" || Zh.Heading(HeadQuantile, "2.5") != "2.5%分位数" {
		t.Error("a heading is not filled, or an unknown one is not empty")
	}
}

func TestEveryWarningExistsInBothLanguages(t *testing.T) {
	for code, texts := range warningSentences {
		if !han(texts[Zh]) || han(texts[En]) {
			t.Errorf("%s: %q, %q", code, texts[En], texts[Zh])
		}
		names := map[string]int{}
		for _, n := range placeholder.FindAllString(texts[En], -1) {
			names[n]++
		}
		for _, n := range placeholder.FindAllString(texts[Zh], -1) {
			names[n]--
		}
		for n, c := range names {
			if c != 0 {
				t.Errorf("%s: %s stands in one language only", code, n)
			}
		}
	}
}

func TestSentence(t *testing.T) {
	w := Warning{Code: "short_history", About: "digital share", Values: map[string]any{"n": 3, "grade": "C"}}
	for l, want := range []string{"digital share: 3 comparable points, evidence grade C.", "digital share：可比数据3个，证据等级C。"} {
		if got := Sentence(Lang(l), w); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	w = Warning{Code: "new_code", About: "gdp", Values: map[string]any{"z": 1.23456, "a_b": "x"}}
	if got, want := Sentence(En, w), "new code: gdp (a b x, z 1.23)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	w = Warning{Code: "short_history", About: "x"} // a value is missing
	if got, want := Sentence(En, w), "x: ? comparable points, evidence grade ?."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestState(t *testing.T) {
	// The forms are rules of the project: A whole percents, B the nearest 5, C bins of 20; never 0 or 100 for what is
	// strictly between.
	for _, c := range []struct {
		p      float64
		grade  string
		en, zh string
	}{
		{.6249, "A", "62 %", "62%"}, {.625, "A", "63 %", "63%"}, {.0004, "A", "<1 %", "<1%"}, {.9996, "A", ">99 %", ">99%"},
		// A simulated likelihood is never rounded to impossible or certain.
		{0, "A", "<1 %", "<1%"}, {1, "A", ">99 %", ">99%"}, {.995, "A", ">99 %", ">99%"},
		{.62, "B", "60 %", "60%"}, {.63, "B", "65 %", "65%"}, {.02, "B", "<5 %", "<5%"}, {.98, "B", ">95 %", ">95%"},
		{.03, "B", "5 %", "5%"}, {.55, "B", "55 %", "55%"},
		{0, "C", "0–20 %", "0–20%"}, {.199, "C", "0–20 %", "0–20%"}, {.2, "C", "20–40 %", "20–40%"},
		{.6, "C", "60–80 %", "60–80%"}, {.1 + .5, "C", "60–80 %", "60–80%"}, {1, "C", "80–100 %", "80–100%"},
		{.5, "", "40–60 %", "40–60%"}, {math.NaN(), "A", "cannot be assessed", "无法判断"}, {1.5, "A", "cannot be assessed", "无法判断"},
	} {
		s := State(c.p, c.grade)
		if en, zh := s.Text(En), s.Text(Zh); en != c.en || zh != c.zh {
			t.Errorf("p %v grade %s: %q, %q, want %q, %q", c.p, c.grade, en, zh, c.en, c.zh)
		}
	}
}

func TestStateEnvelope(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		en     string
	}{
		{.05, .55, "judged, no base data: 0–60 %"},
		{.05, .61, "cannot be assessed"}, // 0–80 is wider than 60 points
		{.41, .99, "judged, no base data: 40–100 %"},
		{.2, .6, "judged, no base data: 20–60 %"},          // ends on bins stay
		{.1 + .1, .3 * 2, "judged, no base data: 20–60 %"}, // with the noise of sums
		{.4, .4, "judged, no base data: 40–60 %"},          // never of no width
		{1, 1, "judged, no base data: 80–100 %"},
		{0, 0, "judged, no base data: 0–20 %"},
		{.7, .3, "cannot be assessed"}, {math.NaN(), .3, "cannot be assessed"},
	} {
		if got := StateEnvelope(c.lo, c.hi).Text(En); got != c.en {
			t.Errorf("%v to %v: %q, want %q", c.lo, c.hi, got, c.en)
		}
	}
	if got := StateEnvelope(.05, .55).Text(Zh); got != "凭判断，无基期数据：0–60%" {
		t.Errorf("%q", got)
	}
}

func TestWords(t *testing.T) {
	// IPCC 2010: very likely >= 90, likely >= 66, as likely as not 33-66, unlikely <= 33, very unlikely <= 10.
	for _, c := range []struct {
		p    float64
		word string
	}{{.10, "very unlikely"}, {.11, "unlikely"}, {.33, "unlikely"}, {.34, "about as likely as not"}, {.65, "about as likely as not"},
		{.66, "likely"}, {.89, "likely"}, {.90, "very likely"}, {1, "very likely"}, {.004, "very unlikely"}} {
		if got := State(c.p, "A").Word(En); got != c.word {
			t.Errorf("%v: %q, want %q", c.p, got, c.word)
		}
	}
	if w := State(.5, "C").Word(En); w != "" {
		t.Errorf("a band has the word %q, want none", w)
	}
	// The word follows the number that is printed: 65.6 % is printed as 66 %.
	if got := State(.656, "A").Word(En); got != "likely" {
		t.Errorf("66 %% is called %q", got)
	}
	for i, m := range Scale {
		if i > 0 && m.Lo != Scale[i-1].Hi {
			t.Errorf("the scale has a gap at %v", m.Lo)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     string
	}{{43000, 0, "43,000"}, {-1234567.891, 2, "−1,234,567.89"}, {999.5, 0, "1,000"}, {0, 1, "0.0"}, {-.04, 1, "0.0"},
		{100, 0, "100"}, {math.NaN(), 2, "–"}, {math.Inf(1), 0, "–"}} {
		if got := Number(c.x, c.decimals); got != c.want {
			t.Errorf("Number(%v, %d) = %q, want %q", c.x, c.decimals, got, c.want)
		}
	}
	for x, want := range map[float64]string{43127.4: "43,127", .12345: "0.123", 26.6: "26.6", 1.1: "1.1", 0: "0", 180: "180", 20.43: "20.4"} {
		if got := Rounded(x, 3); got != want {
			t.Errorf("Rounded(%v, 3) = %q, want %q", x, got, want)
		}
	}
	for got, want := range map[string]string{
		En.Error(.0032): "±0.3 points", Zh.Error(.0032): "±0.3个百分点", En.Error(.0001): "±0.1 points",
		En.Month(2021, 8): "August 2021", Zh.Month(2021, 8): "2021年8月", En.Month(2021, 0): "2021",
		En.List([]string{"a", "b", "c"}): "a, b and c", Zh.List([]string{"甲", "乙", "丙"}): "甲、乙和丙", En.List(nil): "",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTitles(t *testing.T) {
	for got, want := range map[string]string{
		En.TitleLikelihood("GDP", State(.62, "A"), 2025):                  "GDP: 62 % by 2025, about as likely as not",
		Zh.TitleLikelihood("地区生产总值", State(.62, "A"), 2025):               "地区生产总值：2025年达标概率62%，成败参半",
		En.TitleLikelihood("GDP", Stated{}, 2025):                         "GDP: the likelihood by 2025 cannot be assessed",
		Zh.TitleLikelihood("密度", StateEnvelope(.1, .3), 2025):             "密度：2025年达标概率0–40%，凭判断，无基期数据",
		Zh.TitleTargets(5, 8, 5, 2025):                                    "8项有数据的目标中，5项到2025年达标的可能性大于落空；另有5项只能凭判断",
		En.TitleByYear("GDP", State(.2, "A"), State(.6, "A"), 2022, 2025): "GDP: likelihood rises from 20 % in 2022 to 60 % in 2025",
		Zh.TitleByYear("GDP", State(.6, "A"), State(.2, "A"), 2022, 2025): "GDP：达标概率从2022年的60%降至2025年的20%",
		Zh.TitleByYear("GDP", State(.6, "A"), State(.6, "A"), 2022, 2025): "GDP：2022—2025年达标概率均为60%",
		Zh.TitleNumberMet(7.24, 13, 5, 10):                                "13项目标预期达标7.2项；八成模拟结果达标5至10项",
		Zh.TitleDots(27, 50, "4.3万亿元"):                                    "50个未来中有27个达到4.3万亿元",
		En.TitleBaseGrowth("Contracts", "12", ""):                         "Contracts: from a base of 12 no pace shown gives an even chance",
		Zh.TitleBaseGrowth("合同", "12", Zh.GrowthOf(.2)):                   "合同：基期为12时，五成把握需要年均增长20%",
		En.TitleBaseGrowth("Contracts", "12", En.GrowthOf(.2)):            "Contracts: from a base of 12, an even chance needs growth of 20 % a year",
		En.Quantity("43,000", "100M CNY"):                                 "43,000 (100M CNY)",
		Zh.Quantity("43,000", "100M CNY"):                                 "43,000亿元",
		En.Quantity("30", "percent"):                                      "30 %",
		En.Quantity("8", "rank"):                                          "rank 8",
		En.Parameter("drift", "log points per year"):                      "growth (log points per year)",
		Zh.Parameter("unheard_of", ""):                                    "unheard_of",
		Zh.TitleFan("GDP", "42,000", 2025, State(.4, "A")):                "GDP：2025年中位数为42,000；达标概率40%",
		Zh.TitleMilestones(State(.4, "A"), 2025):                          "到2025年全部建成的概率：40%",
		En.TitleScenarios("a", "b"):                                       `The plan does best under "a" and worst under "b"`,
		Zh.TitleExceedance("GDP", .25, "42,000"):                          "GDP：达到42,000的概率为25%",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for _, l := range []Lang{En, Zh} {
		if got, err := ParseLang(l.String()); err != nil || got != l {
			t.Errorf("%v: %v, %v", l, got, err)
		}
	}
	if _, err := ParseLang("fr"); err == nil {
		t.Error("fr was accepted")
	}
}
