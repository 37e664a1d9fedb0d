package words

import (
	"fmt"
	"math"
)

// The words of commands that ask one question of many runs.

// Signed writes a change with its sign: "+4.2", "−0.3", "0".
func Signed(x float64, decimals int) string {
	s := Number(x, decimals)
	if x > 0 && s != Number(0, decimals) {
		return "+" + s
	}
	return s
}

// Points writes a change of a share in percentage points: "+4.2 points".
func (l Lang) Points(change float64) string {
	return Signed(100*change, 1) + l.either(" points", "个百分点")
}

// HowManyOf is the number of targets met in a set.
func (l Lang) HowManyOf(set string, n int) string {
	return fmt.Sprintf(l.either("number of the %[2]d targets met, %[1]s", "%[1]s%[2]d项目标的达标个数"), set, n)
}

// PoolTitle names what the members of a pool share.
func (l Lang) PoolTitle(pool string) string {
	return fmt.Sprintf(l.either("What the pool '%s' has in common", "合并组“%s”的共同部分"), pool)
}

// AtLeastOf is at least so many targets of a set, or all of them.
func (l Lang) AtLeastOf(set string, k, n int) string {
	if k == n {
		return fmt.Sprintf(l.either("all %[2]d targets met, %[1]s", "%[1]s%[2]d项目标全部达标"), set, n)
	}
	return fmt.Sprintf(l.either("at least %[3]d of the %[2]d targets met, %[1]s", "%[1]s%[2]d项目标至少达标%[3]d项"), set, n, k)
}

// SetObserved and SetAll name the sets of targets that are no group.
func (l Lang) SetObserved() string { return l.either("those with a base value", "有基期值的") }
func (l Lang) SetAll() string      { return l.either("partly judged", "（部分凭判断）全部") }
func (l Lang) SetGroup(title string) string {
	return fmt.Sprintf(l.either("group \"%s\"", "“%s”"), title)
}

// Answer writes the answer to a question: a share of futures or a number of targets.
func (l Lang) Answer(x float64, share bool) string {
	if !share {
		return Number(x, 2)
	}
	if d := 100 * min(x, 1-x); d > 0 && d < .95 {
		return l.Percent(x, 1)
	}
	return l.Percent(x, 0)
}

// Change writes the change of an answer.
func (l Lang) Change(x float64, share bool) string {
	if share {
		return Signed(100*x, 1)
	}
	return Signed(x, decimalsOfNumber(x))
}

// decimalsOfNumber keeps two digits of a small number of targets.
func decimalsOfNumber(x float64) int {
	if x != 0 && math.Abs(x) < .0995 {
		return 3
	}
	return 2
}

// ChangeError writes the half-width of a change.
func (l Lang) ChangeError(half float64, share bool) string {
	switch {
	case math.IsNaN(half):
		return ""
	case half == 0:
		return "±0"
	case share:
		return "±" + Number(max(100*half, .1), 1)
	}
	return "±" + Number(max(half, .001), decimalsOfNumber(half))
}

// Heads of the tables.
func (l Lang) HeadQuestion() string { return l.either("question", "问题") }
func (l Lang) HeadDifference() string {
	return l.either("difference", "差异")
}
func (l Lang) HeadError() string      { return l.either("error", "误差") }
func (l Lang) HeadChange() string     { return l.either("change", "变动") }
func (l Lang) HeadCredit() string     { return l.either("credit", "贡献") }
func (l Lang) HeadLever() string      { return l.either("lever", "政策抓手") }
func (l Lang) HeadAssumption() string { return l.either("assumption", "假设") }
func (l Lang) HeadGrade() string      { return l.Label(LabelGrade) }

// TableCompare heads the table of differences between two scenarios.
func (l Lang) TableCompare(a, b string) string {
	return fmt.Sprintf(l.either("\"%s\" (A) and \"%s\" (B) on the same futures", "“%s”（A）与“%s”（B），同一批模拟"), a, b)
}

// CompareNote says what the differences are.
func (l Lang) CompareNote() string {
	return l.either("Differences in percentage points (numbers of targets where a number is asked), with the 95 % simulation error of the difference on the same futures. * judged, no base data: the range over the priors.",
		"差异以百分点计（个数以项计），误差为同一批模拟下差异的95%模拟误差。* 凭判断、无基期数据：各先验的范围。")
}

// TableCredit heads what each change contributes.
func (l Lang) TableCredit(question string) string {
	return fmt.Sprintf(l.either("What each change contributes to the difference: %s", "各项改动对差异的贡献：%s"), question)
}

// CreditNote says how credit is shared.
func (l Lang) CreditNote(exact bool) string {
	if exact {
		return l.either("Shapley values: the mean of what a change adds over all orders in which the changes could be made; they sum to the difference exactly.",
			"沙普利值：按所有可能的改动次序，每项改动所增之平均；各项之和恰等于差异。")
	}
	return l.either("Shapley values over sampled orders of the changes; the error holds that of the sampling too.",
		"沙普利值：改动次序为抽样，误差含抽样误差。")
}

// NothingChanges says that two scenarios compute the same.
func (l Lang) NothingChanges() string {
	return l.either("Both scenarios compute the same; every difference is exactly 0.", "两个情景的计算完全相同，一切差异恰为0。")
}

// TitleCompare says where two scenarios differ most.
func (l Lang) TitleCompare(a, b, target string, delta float64) string {
	if target == "" {
		return fmt.Sprintf(l.either("\"%s\" and \"%s\" do not differ", "“%s”与“%s”没有差异"), a, b)
	}
	return fmt.Sprintf(l.either("\"%[2]s\" against \"%[1]s\": the largest change is %[4]s, %[3]s", "“%[2]s”相对“%[1]s”：变动最大的是%[3]s，%[4]s"),
		a, b, target, l.Points(delta))
}

// TitleNoDifference says that no difference of two scenarios can be told from the luck of the draw.
func (l Lang) TitleNoDifference(a, b string) string {
	return fmt.Sprintf(l.either("\"%[2]s\" against \"%[1]s\": no change is larger than its simulation error", "“%[2]s”相对“%[1]s”：各项变动均未超出模拟误差"), a, b)
}

// SubtitleCompare says what the picture of differences shows.
func (l Lang) SubtitleCompare() string {
	return l.either("Change of the likelihood of each target, percentage points, on the same futures", "同一批模拟下各目标达标概率的变动（百分点）")
}

// DifferenceError names the whisker of a difference.
func (l Lang) DifferenceError() string {
	return l.either("simulation error of the difference (95 %)", "差异的模拟误差（95%）")
}

// JudgedRange names the bar of a judged difference.
func (l Lang) JudgedRange() string {
	return l.either("judged, no base data: range over priors", "凭判断、无基期数据：各先验的范围")
}

// Rises and Falls name the directions in legends.
func (l Lang) Rises() string { return l.either("rises", "上升") }
func (l Lang) Falls() string { return l.either("falls", "下降") }

// TitleWaterfall says which change matters most.
func (l Lang) TitleWaterfall(change string, part string, question string) string {
	return fmt.Sprintf(l.either("%s contributes most: %s (%s)", "贡献最大的是%s：%s（%s）"), change, part, question)
}

// TitleNoPart says that no part can be told from the luck of the draw.
func (l Lang) TitleNoPart(question string) string {
	return fmt.Sprintf(l.either("No change contributes more than the simulation error (%s)", "没有一项变动的贡献超出模拟误差（%s）"), question)
}

// SubtitleWaterfall says what a waterfall shows.
func (l Lang) SubtitleWaterfall(a, b string) string {
	return fmt.Sprintf(l.either("From \"%s\" to \"%s\", change by change (Shapley values)", "从“%s”到“%s”，逐项改动（沙普利值）"), a, b)
}

// Simulating and Simulated say how far a simulation is.
func (l Lang) Simulating() string { return l.either("simulating", "正在模拟") }

func (l Lang) Simulated(share float64) string {
	return fmt.Sprintf(l.either("simulated %s", "已模拟%s"), l.Percent(share, 0))
}

// AxisAnswer labels an axis of answers.
func (l Lang) AxisAnswer(share bool) string {
	if share {
		return l.Say(LikelihoodAxis)
	}
	return l.Say(TargetsMet)
}

// AxisChange labels an axis of changes.
func (l Lang) AxisChange(share bool) string {
	if share {
		return l.either("percentage points", "百分点")
	}
	return l.either("targets", "项")
}

// Colon stands between a thing and what is said of it.
func (l Lang) Colon() string { return l.either(": ", "：") }

// EveryLever stands for all levers.
func (l Lang) EveryLever() string { return l.either("every lever", "全部抓手") }

// Written says which files were written.
func (l Lang) Written(files []string) string {
	return fmt.Sprintf(l.either("Written: %s.", "已写出：%s。"), l.List(files))
}

// numberNames are numbers of a plan for readers, by the last part of their key.
var numberNames = map[string][languages]string{
	"mean": {"mean", "均值"}, "sd": {"standard deviation", "标准差"}, "drift": {"yearly drift", "年漂移"}, "start": {"starting value", "起点值"},
	"persistence": {"persistence", "持续性"}, "growth": {"growth", "增速"}, "probability": {"probability", "概率"}, "recovered": {"share recovered", "恢复比例"},
	"value": {"value", "数值"}, "size": {"size", "大小"}, "additionality": {"additionality", "增量比例"}, "delay": {"delay", "延误"},
	"ramp": {"ramp", "见效年数"}, "on": {"on or off", "开关"}, "threshold": {"threshold", "目标值"}, "given": {"given values", "给定值"},
	"spread": {"yearly spread", "年波动"}, "gap": {"gap between neighbours", "相邻差距"}, "dispersion": {"dispersion", "离散度"}, "year": {"year", "年份"},
	"market": {"number that could ever be reached", "最终可达总数"}, "innovation": {"coefficient of innovation", "创新系数"},
	"imitation": {"coefficient of imitation", "模仿系数"}, "retire": {"share that retires", "退出比例"}, "flow": {"yearly flow", "年流量"},
	"shape": {"shape of the yearly additions", "年增量的形状"}, "scale": {"scale of the yearly additions", "年增量的尺度"},
	"ceiling": {"ceiling", "上限"}, "rate": {"yearly rate", "年率"}, "planned": {"planned date", "计划日期"},
	"fit": {"fitted to history", "由历史拟合"}, "shock": {"yearly shocks", "逐年冲击"},
}

// NumberName is what a number of a plan is called; its own name when it has no other.
func (l Lang) NumberName(name string) string {
	if t, ok := numberNames[name]; ok {
		return t[l]
	}
	return name
}
