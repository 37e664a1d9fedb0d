package words

import (
	"fmt"
	"math"
	"strings"
)

// PastNotAsked says that the past was not replayed.
func (l Lang) PastNotAsked() string {
	return l.either("The past: not replayed (--past off); laws are used as the plan writes them.", "历史检验：未进行（--past off），按规划所写的规律模拟。")
}

// PastGates heads the gates.
func (l Lang) PastGates(applied bool, forecasts, series, years int, gates []string) string {
	what := l.either("the laws as written", "所写规律")
	if applied {
		what = l.either("the laws as used here", "此处所用规律")
	}
	return fmt.Sprintf(l.either("The past: %[1]s (forecasts %[2]d, series %[3]d, years %[4]d), each forecast from what was then known. %[5]s.",
		"历史检验：%[1]s（预测%[2]d次，序列%[3]d个，年份%[4]d个），均只用当时已知的数据。%[5]s。"), what, forecasts, series, years, strings.Join(gates, l.either("; ", "；")))
}

// PastBrief says in a line how many gates are passed, and which are not; of none nothing could be judged.
func (l Lang) PastBrief(of int, failed []string) string {
	switch {
	case of == 0:
		return l.either("The past (in full under run): fewer than five years, so no gate is judged.", "历史检验（详见run）：不足五个年份，无法判断是否达到要求。")
	case len(failed) == 0:
		return fmt.Sprintf(l.either("The past (in full under run): all %d gates are passed.", "历史检验（详见run）：%d项要求全部通过。"), of)
	}
	return fmt.Sprintf(l.either("The past (in full under run): %d of %d gates not passed: %s.", "历史检验（详见run）：%[2]d项要求中有%[1]d项未通过：%[3]s。"),
		len(failed), of, strings.Join(failed, l.either("; ", "；")))
}

// PastWidened says that spreads are multiplied.
func (l Lang) PastWidened(by float64) string {
	return fmt.Sprintf(l.either("Spreads are multiplied by %s.", "离散程度乘以%s。"), Number(by, 2))
}

// PastGate is one gate with its value, its interval and its result. Without an interval lo is NaN.
func (l Lang) PastGate(gate string, value, lo, hi, least, most float64, passes, undetermined bool) string {
	show, text := func(x float64) string { return Number(x, 2) }, ""
	switch gate {
	case "coverage":
		show = func(x float64) string { return Number(100*x, 1) }
		text = fmt.Sprintf(l.either("Inside the 80 %% ranges %s %%", "落入80%%区间：%s%%"), show(value))
	default:
		text = fmt.Sprintf(l.either("skill against %s %s", "相对%s的技巧：%s"), l.RuleName(gate), show(value))
	}
	if !math.IsNaN(lo) {
		text += fmt.Sprintf(" [%s, %s]", show(lo), show(hi))
	}
	asks := fmt.Sprintf(l.either("asked: at least %s", "要求不低于%s"), Number(least, 0))
	if gate == "coverage" {
		asks = fmt.Sprintf(l.either("asked: %s", "要求%s"), l.PercentRange(least, most))
	}
	verdict := l.Term(TermFail)
	switch {
	case math.IsNaN(lo):
		verdict = l.either("undetermined from fewer than five years", "不足五个年份，无法确定")
	case passes && undetermined:
		verdict = l.either("passes, though its interval does not settle it", "通过，但区间未能确定")
	case undetermined:
		verdict = l.either("FAILS, though its interval does not settle it", "未通过，但区间未能确定")
	case passes:
		verdict = l.Term(TermPass)
	}
	return fmt.Sprintf(l.either("%s (%s): %s", "%s（%s）：%s"), text, asks, verdict)
}

// RuleName names a simple rule.
func (l Lang) RuleName(rule string) string {
	switch rule {
	case "drift":
		return l.Term(TermDrift)
	case "five_year":
		return l.either("the five-year mean", l.Term(TermFiveYear))
	}
	return rule
}

// Precedent says how an earlier plan fared.
func (l Lang) Precedent(title string, met, of int) string {
	return fmt.Sprintf(l.either("%s: %d of %d (%s)", "%s：%[3]d项中%[2]d项（%[4]s）"), title, met, of, l.Percent(float64(met)/float64(of), 0))
}

// Precedents heads how earlier plans fared.
func (l Lang) Precedents(list []string) string {
	return fmt.Sprintf(l.either("How earlier plans fared, as a sanity check that enters nothing: %s.", "以往规划的完成情况（仅供对照，不参与计算）：%s。"),
		strings.Join(list, l.either("; ", "；")))
}

// PastRule says that a rule did better than a law, by the law's skill against it, and whether it stands in for the law.
func (l Lang) PastRule(rule, indicator string, skill, lo, hi float64, applied bool) string {
	name, lost := Capital(l.RuleName(rule)), fmt.Sprintf("%s [%s, %s]", Number(skill, 2), Number(lo, 2), Number(hi, 2))
	if applied {
		return fmt.Sprintf(l.either("%s stands in for the law of %s, whose skill against it was %s.", "“%[2]s”的规律由%[1]s代替：该规律相对后者的技巧为%[3]s。"), name, indicator, lost)
	}
	return fmt.Sprintf(l.either("%s did better than the law of %s, whose skill against it was %s; the law is used all the same (--past report).",
		"%[1]s优于“%[2]s”的规律（该规律相对前者的技巧为%[3]s）；仍用原规律（--past report）。"), name, indicator, lost)
}

// PastWorth says what the use of rules and multipliers, decided again at each origin, was worth.
func (l Lang) PastWorth(skill, lo, hi float64) string {
	return fmt.Sprintf(l.either("Decided anew at each year's end from what was then known, rules and multiplier together had a skill of %s [%s, %s] against the laws as written.",
		"若每年年末均据当时所知重新决定，代替规则与倍数合计相对所写规律的技巧为%s [%s, %s]。"), Number(skill, 2), Number(lo, 2), Number(hi, 2))
}

// PastMultiplier says by how much spreads should have been multiplied, and whether they are.
func (l Lang) PastMultiplier(mean, lo, hi float64, years int, gain, gainLo, gainHi float64, widened, applied bool) string {
	show := func(x float64) string { return Number(x, 2) }
	text := fmt.Sprintf(l.either("Spread multiplier from %[4]d past years: %[1]s (80 %% of its posterior in %[2]s to %[3]s; prior: lognormal about 1.3, spread 0.2)",
		"由过去%[4]d个年份估得的离散倍数：%[1]s（后验80%%在%[2]s至%[3]s；先验：以1.3为中位数、离散0.2的对数正态）"), show(mean), show(lo), show(hi), years)
	skill := show(gain)
	if !math.IsNaN(gainLo) {
		skill += fmt.Sprintf(" [%s, %s]", show(gainLo), show(gainHi))
	}
	switch {
	case math.IsNaN(gain) || math.IsNaN(gainLo):
		return text + l.either("; not applied: too few years to know whether it helps.", "；未采用：年份过少，无法判断是否有益。")
	case !widened:
		return text + fmt.Sprintf(l.either("; not applied: forecasts widened by it scored worse (skill %s).", "；未采用：据此放宽的预测评分更差（技巧%s）。"), skill)
	case applied:
		return text + fmt.Sprintf(l.either("; applied: forecasts widened by it scored no worse (skill %s).", "；已采用：据此放宽的预测评分不差（技巧%s）。"), skill)
	}
	return text + fmt.Sprintf(l.either("; forecasts widened by it scored no worse (skill %s), but it is not applied (--past report).", "；据此放宽的预测评分不差（技巧%s），但未采用（--past report）。"), skill)
}
