package words

import (
	"math"
	"regexp"
	"testing"
)

// faulty finds what a format left open or was not given.
var faulty = regexp.MustCompile(`%!|%\[|%[sd]`)

func TestChanges(t *testing.T) {
	for _, c := range [][2]string{
		{En.Change(.0423, true), "+4.2"}, {En.Change(-.18, false), "−0.18"}, {En.Change(.0089, false), "+0.009"}, {En.Change(0, false), "0.00"},
		{En.Change(-.0001, true), "0.0"}, {En.ChangeError(.0001, true), "±0.1"}, {En.ChangeError(0, true), "±0"}, {En.ChangeError(math.NaN(), true), ""},
		{En.ChangeError(.0021, false), "±0.002"}, {En.ChangeError(.0001, false), "±0.001"}, {En.Answer(.495, true), "50 %"}, {En.Answer(.004, true), "0.4 %"}, {En.Answer(.9961, true), "99.6 %"},
		{En.Answer(3.662, false), "3.66"}, {Zh.Answer(.5, true), "50%"}, {En.Points(-.181), "−18.1 points"}, {Zh.Points(.05), "+5.0个百分点"},
		{En.NumberName("mean"), "mean"}, {Zh.NumberName("mean"), "均值"}, {Zh.NumberName("unheard_of"), "unheard_of"}, {Zh.LawName("ar1"), "一阶自回归"}, {En.LawName("unheard_of"), "unheard_of"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

// Every sentence and head of these commands exists in both languages and in the right one.
func TestQuestionsInBothLanguages(t *testing.T) {
	texts := func(l Lang) []string {
		a, b := l.either("a", "甲"), l.either("b", "乙")
		return []string{l.HowManyOf(l.SetObserved(), 8), l.AtLeastOf(l.SetAll(), 3, 8), l.AtLeastOf(l.SetGroup(a), 8, 8), l.HeadQuestion(), l.HeadDifference(),
			l.HeadError(), l.HeadChange(), l.HeadCredit(), l.HeadLever(), l.HeadAssumption(), l.TableCompare(a, b), l.CompareNote(), l.TableCredit(a),
			l.CreditNote(true), l.CreditNote(false), l.NothingChanges(), l.TitleCompare(a, b, "", 0), l.TitleCompare(a, b, a, .1), l.SubtitleCompare(),
			l.DifferenceError(), l.JudgedRange(), l.Rises(), l.Falls(), l.TitleWaterfall(a, "1", b), l.SubtitleWaterfall(a, b), l.AxisAnswer(true),
			l.AxisAnswer(false), l.AxisChange(true), l.AxisChange(false), l.EveryLever(), l.Written([]string{"1"}), l.SeekNow(a, "1", "2"),
			l.SeekFound("1", l.Turned(a, 0, "2", false), "3"), l.Turned(a, 1, "2", true), l.Turned(a, 1, "2", false), l.Turned(a, 2, "2", false), l.PoolTitle("a"), l.OrMore("1"), l.OrLess("1"), l.SeekNotFound("1", a, l.FromTo("2", "3"), "4", "5"), l.SeekMonotone(true, 3, ""), l.SeekMonotone(false, 3, "1"), l.SeekJudged(),
			l.HeadPace(), l.HeadNow(), l.HeadNeeded(), l.HeadReached(), l.ReachedIn(1, 2, 2001, 2002), l.DialAxis(a, 0, "percent"), l.DialAxis(a, 1, "years"), l.DialAxis(a, 2, ""),
			l.AsItStands("1"), l.TitleReached(a, "1", b), l.TitleNotReached(a, "1"), l.SubtitleSeek(), l.PaceNote(a, "1", "2", "3"), l.TableSweep(9, []string{a, b}),
			l.SweepNote(), l.HeadLowest(), l.HeadHighest(), l.HeadAt(), l.Everywhere(), l.TitleSweep(a, "1", "2"), l.TitleSweep(a, "1", "1"), l.SubtitleSweep(),
			l.KindOfInput(0), l.KindOfInput(3), l.ExplainHead(a, "1"), l.HeadSplit(), l.HeadInput(), l.HeadKind(), l.HeadTotal(), l.HeadInterval(), l.HeadAtLow(),
			l.HeadAtHigh(), l.HeadSwing(), l.HeadWithout(), l.HeadWith(), l.TotalNote(true), l.TotalNote(false), l.HeadEffect(), l.OtherInputs(), l.EffectNote(nil), l.EffectNote([]string{"1"}), l.OrdersInterval(), l.TitleEffects("a", "1", "q", true), l.TitleEffects("a", "1", "q", false), l.SubtitleEffects(), l.TornadoNote(), l.LeversWithout([]string{"1"}), l.UnusedInputs([]string{"1"}),
			l.UnusedInputs(make([]string, 20)), l.AxisTotal(), l.BootstrapInterval(), l.TitleIndices(a, b), l.SubtitleIndices(), l.EndLow(), l.EndHigh(),
			l.TitleTornado(a, b, "1", "2"), l.SubtitleTornado(), l.TitleLevers(a, "1", true, b), l.TitleLevers(a, "1", false, b), l.TitleNoLever(b), l.TitleNoPackage(b, "1"), l.NamedLevers([]string{a, b}), l.Simulating(), l.Simulated(.25), l.TitleNoPart(b), l.TitleNoDifference(a, b), l.SubtitleLevers(), l.RobustHead(a),
			l.HeadChoice(), l.HeadWorst(), l.HeadRegret(), l.HeadGood("1"), l.HeadMixture(), l.RobustNote(), l.FromWorstToBest(), l.RegretText("1"),
			l.TitleRobust(a, b), l.SubtitleRobust(5, "1")}
	}
	zh := texts(Zh)
	for i, en := range texts(En) {
		if han(en) || !han(zh[i]) {
			t.Errorf("%q, %q", en, zh[i])
		}
		for _, s := range []string{en, zh[i]} {
			if faulty.MatchString(s) {
				t.Errorf("%q is not filled in", s)
			}
		}
	}
}
