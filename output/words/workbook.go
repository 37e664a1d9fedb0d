package words

import "fmt"

// Heading names a sheet of the workbook or a column in it.
type Heading uint16

const (
	SheetLikelihood Heading = iota
	SheetByYear
	SheetJoint
	SheetFutures
	SheetHistory
	SheetNumbers
	SheetWarnings
	SheetAbout
	HeadNumber
	HeadGroup
	HeadTarget
	HeadThreshold
	HeadUnit
	HeadBy
	HeadGrade
	HeadBase
	HeadBaseYear
	HeadScenario
	HeadPrior
	HeadCounted
	HeadOf
	HeadExpected
	HeadSD
	HeadAllMet
	HeadIndependent
	HeadJudged
	HeadJudgedIn
	HeadIndicator
	HeadYear
	HeadValue
	HeadSource
	HeadKey
	HeadWhere
	HeadWhy
	HeadQuantile
	HeadMean
	HeadWarning
	HeadIdentity
	HeadSeed
	SaysFutures
	SaysGrey
	SaysExact
	headingCount
)

var headings = [headingCount][languages]string{
	SheetLikelihood: {"Likelihood", "达标概率"},
	SheetByYear:     {"By year", "分年度"},
	SheetJoint:      {"Together", "同时达标"},
	SheetFutures:    {"Simulated", "模拟结果"},
	SheetHistory:    {"Observed", "历史数据"},
	SheetNumbers:    {"Assumptions", "假设"},
	SheetWarnings:   {"Warnings", "警告"},
	SheetAbout:      {"About", "说明"},
	HeadNumber:      {"no.", "序号"},
	HeadGroup:       {"group", "类别"},
	HeadTarget:      {"target", "目标"},
	HeadThreshold:   {"threshold", "目标值"},
	HeadUnit:        {"unit", "单位"},
	HeadBy:          {"by", "期限"},
	HeadGrade:       {"grade", "等级"},
	HeadBase:        {"base", "基期值"},
	HeadBaseYear:    {"base year", "基期年"},
	HeadScenario:    {"scenario", "情景"},
	HeadPrior:       {"prior", "先验"},
	HeadCounted:     {"targets counted", "计数范围"},
	HeadOf:          {"of", "项数"},
	HeadExpected:    {"expected to be met", "预期达标项数"},
	HeadSD:          {"standard deviation", "标准差"},
	HeadAllMet:      {"all met", "全部达标"},
	HeadIndependent: {"all met, if independent", "独立时全部达标"},
	HeadJudged:      {"partly judged", "部分凭判断"},
	HeadJudgedIn:    {"judged in", "判断年份"},
	HeadIndicator:   {"indicator", "指标"},
	HeadYear:        {"year", "年份"},
	HeadValue:       {"value", "数值"},
	HeadSource:      {"source", "来源"},
	HeadKey:         {"key", "键"},
	HeadWhere:       {"written in", "出处"},
	HeadWhy:         {"why", "理由"},
	HeadQuantile:    {"%s %% quantile", "%s%%分位数"},
	HeadMean:        {"mean", "均值"},
	HeadWarning:     {"warning", "警告"},
	HeadIdentity:    {"identity of the inputs (SHA-256)", "输入标识（SHA-256）"},
	HeadSeed:        {"seed", "随机种子"},
	SaysFutures:     {"simulated futures", "模拟次数"},
	SaysGrey:        {"Grey: judged, no base data; the band spans three priors.", "灰底：凭判断，无基期数据；区间涵盖三种先验。"},
	SaysExact:       {"Exact counts, for other programs, are in likelihood.csv and years.csv.", "供其他程序使用的精确计数见 likelihood.csv 和 years.csv。"},
}

// Heading is a text of the workbook; what it leaves open is filled from args.
func (l Lang) Heading(h Heading, args ...any) string {
	if h >= headingCount || l >= languages {
		return ""
	}
	if len(args) == 0 {
		return headings[h][l]
	}
	return fmt.Sprintf(headings[h][l], args...)
}
