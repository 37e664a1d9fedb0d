package words

import (
	"fmt"
	"strings"
)

// Label names a short text of the tables: a head, a cell, a line of a legend.
type Label uint16

const (
	LabelGrade Label = iota
	LabelBase
	LabelRequired
	LabelRecent
	LabelSchedule
	LabelLikelihood
	LabelErrorNote
	LabelRange
	LabelThreshold
	LabelMet
	LabelMissed
	LabelOther
	LabelOutside
	LabelOutsideCount
	LabelHeadline
	LabelPerCent
	LabelJudged
	LabelUnknown
	LabelPlus
	LabelMissing
	LabelErrorAtMost
	LabelGrades
	LabelRangeNote
	LabelScheduleNote
	LabelSet
	LabelOf
	LabelExpected
	LabelMostLikely
	LabelAllMet
	LabelIfIndependent
	LabelObserved
	LabelAll
	LabelUnderPrior
	LabelMoreJoint
	LabelMoreWarnings
	LabelNoWarnings
	LabelAhead
	LabelOn
	LabelBehind
	LabelPath
	LabelOrigin
	labelCount
)

var labels = [labelCount][languages]string{
	LabelGrade:      {"grade", "等级"},
	LabelBase:       {"base", "基期"},
	LabelRequired:   {"needed a year", "年均需"},
	LabelRecent:     {"recent a year", "近年年均"},
	LabelSchedule:   {"pace", "进度"},
	LabelLikelihood: {"likelihood", "达标概率"},
	LabelErrorNote: {"±: simulation error (95 %) in points, only from the number of futures; it is not the error of the forecast.",
		"±：模拟误差（95%，百分点），仅由模拟次数所致，并非预测误差。"},
	LabelRange:        {"80 % range", "80%区间"},
	LabelThreshold:    {"threshold", "目标值"},
	LabelMet:          {"met", "已达"},
	LabelMissed:       {"missed", "未达"},
	LabelOther:        {"Other targets", "其他目标"},
	LabelOutside:      {"Outside the count", "不计入目标数"},
	LabelOutsideCount: {"%s (outside the count)", "%s（不计入目标数）"},
	LabelHeadline:     {"%s (headline)", "%s（主情景）"},
	LabelPerCent:      {"Numbers are per cent.", "数字为百分数。"},
	LabelJudged:       {"* judged, no base data.", "* 凭判断，无基期数据。"},
	LabelUnknown:      {"? cannot be assessed.", "? 无法判断。"},
	LabelPlus:         {"80+ is 80–100, and so on.", "80+即80–100，余类推。"},
	LabelMissing:      {"– not run.", "– 未模拟。"},
	LabelErrorAtMost:  {"Simulation error at most %s, largest for %s.", "模拟误差不超过%s，最大者为%s。"},
	LabelGrades: {"Grades: A, 8 or more comparable points; B, 4 to 7; C, at most 3.",
		"等级：A级可比数据至少8个，B级4至7个，C级至多3个。"},
	LabelRangeNote: {"80 % range: of the likelihood, over the unknown parameters; rounded outward as finely as the grade allows.",
		"80%区间：参数未知所致达标概率的区间，按等级精度向外取整。"},
	LabelScheduleNote:  {"Pace: recent pace against the one needed from the base on.", "进度：近年年均与基期起年均所需之比较。"},
	LabelSet:           {"targets counted", "计数范围"},
	LabelOf:            {"of", "项数"},
	LabelExpected:      {"expected", "期望"},
	LabelMostLikely:    {"most likely", "最可能"},
	LabelAllMet:        {"all met", "全部达标"},
	LabelIfIndependent: {"all, if independent", "独立时全部达标"},
	LabelObserved:      {"with a base value", "有基期值"},
	LabelAll:           {"all", "全部"},
	LabelUnderPrior:    {"%s, judged (%s prior)", "%s，凭判断（%s先验）"},
	LabelMoreJoint:     {"The other scenarios are in joint.csv.", "其他情景见joint.csv。"},
	LabelMoreWarnings:  {"and %d more in warnings.csv", "另有%d条，见warnings.csv"},
	LabelNoWarnings:    {"No warnings.", "没有警告。"},
	LabelAhead:         {"ahead", "超前"},
	LabelOn:            {"on", "正常"},
	LabelBehind:        {"behind", "滞后"},
	LabelPath:          {"path", "键"},
	LabelOrigin:        {"origin", "出处"},
}

// Label is a text of the tables; what it leaves open is filled from args.
func (l Lang) Label(label Label, args ...any) string {
	if label >= labelCount || l >= languages {
		return ""
	}
	if len(args) == 0 {
		return labels[label][l]
	}
	return fmt.Sprintf(labels[label][l], args...)
}

// Several joins things that may hold commas themselves.
func (l Lang) Several(items []string) string { return strings.Join(items, l.either("; ", "；")) }

// TableLikelihoods heads the table of every target in every scenario.
func (l Lang) TableLikelihoods(plan, asOf string) string {
	return fmt.Sprintf(l.either("%s: likelihood of each target (%%), as of %s", "%s：各目标达标概率（%%），截至%s"), plan, asOf)
}

// TableHeadline heads the fuller table of one scenario.
func (l Lang) TableHeadline(scenario string) string {
	return fmt.Sprintf(l.either("Targets under \"%s\"", "“%s”情景下的各项目标"), scenario)
}

// TableJoint heads the numbers of targets met in one scenario.
func (l Lang) TableJoint(scenario string) string {
	return fmt.Sprintf(l.either("How many targets are met together under \"%s\"", "“%s”情景下同时达标的目标个数"), scenario)
}

// ExpectObserved says how many targets with a base value to expect.
func (l Lang) ExpectObserved(scenario string, expected, sd float64, of int) string {
	return fmt.Sprintf(l.either("Under \"%[1]s\" expect %[2]s ± %[3]s of the %[4]d targets with a base value to be met.",
		"“%[1]s”情景下，%[4]d项有基期值的目标预期达标%[2]s±%[3]s项。"), scenario, Number(expected, 1), Number(sd, 1), of)
}

// ExpectJudged says how many of all targets to expect, by prior: "4.4 (sceptic), 5.8 (central)".
func (l Lang) ExpectJudged(of int, byPrior string) string {
	return fmt.Sprintf(l.either("Of all %d, partly judged without base data: %s.", "全部%d项（部分凭判断、无基期数据）：%s。"), of, byPrior)
}

// Under is a value with the prior it holds under.
func (l Lang) Under(value, prior string) string {
	return fmt.Sprintf(l.either("%s (%s)", "%s（%s）"), value, prior)
}

// Results says where the results are.
func (l Lang) Results(folder string, pictures int) string {
	if pictures == 0 {
		return fmt.Sprintf(l.either("Results in %s: tables (CSV), result.json, manifest.json.", "结果在 %s：表格（CSV）、result.json、manifest.json。"), folder)
	}
	return fmt.Sprintf(l.either("Results in %[1]s: tables (CSV), result.json, manifest.json; %[2]d more files in %[1]s/pictures.",
		"结果在 %[1]s：表格（CSV）、result.json、manifest.json；另有%[2]d个文件在 %[1]s/pictures。"), folder, pictures)
}
