package words

// Phrase names one fixed phrase.
type Phrase uint16

const (
	Likelihood      Phrase = iota // of meeting a target
	LikelihoodAxis                // with its unit, for an axis
	SimulationError               // from the number of futures alone
	SimulationError95
	ParameterRange
	ErrorKinds // the caption's explanation of both
	NoBase     // the heading of what rests on judgement alone
	NoBaseHow
	ThinData
	ThinDataHow
	MeasuredData
	CannotAssess
	CannotAssessHow
	AlreadyMet
	AlreadyFailed
	VeryLikely
	Likely
	AsLikelyAsNot
	Unlikely
	VeryUnlikely
	Source
	AsOf
	Futures
	Target
	History
	Median
	BandOf
	AsOfLine
	Unit
	Threshold
	TargetsMet
	ExpectedNumber
	IfIndependent
	AsSimulated
	Met
	NotMet
	OneDot
	ChanceAtLeast
	ChanceAtMost
	BaseValue
	GrowthPerYear
	BreakEven
	Planned
	Together
	Warnings
	Reconstruction
	SampleData
	Value
	phraseCount
)

// phrases holds English, then Chinese. Chinese says 达标概率 for likelihood: 似然 is another thing. A percentage has no
// space in Chinese.
var phrases = [phraseCount][languages]string{
	Likelihood:        {"likelihood", "达标概率"},
	LikelihoodAxis:    {"likelihood of meeting the target (%)", "达标概率（%）"},
	SimulationError:   {"simulation error", "模拟误差"},
	SimulationError95: {"simulation error (95 %)", "模拟误差（95%）"},
	ParameterRange:    {"80 % range, unknown parameters", "参数未知所致80%区间"},
	ErrorKinds: {"Simulation error (95 %) comes only from the number of futures; it is not the error of the forecast.",
		"模拟误差（95%）仅由模拟次数所致，并非预测误差。"},
	NoBase: {"judged, no base data", "凭判断，无基期数据"},
	NoBaseHow: {"Hatched: judged, no base data. The band spans a sceptic, a central and an optimist prior, rounded outward to 20 points.",
		"斜线：凭判断，无基期数据；区间涵盖怀疑、居中、乐观三种先验，端点向外取整至20个百分点。"},
	ThinData:        {"thin data (grade C)", "数据单薄（C级）"},
	ThinDataHow:     {"Grade C: at most three comparable points, or a base value that was not seen in a good source; so a band of 20 points.", "C级：可比数据至多三个，或基期值来源不佳，只给20个百分点的区间。"},
	MeasuredData:    {"base data (grades A and B)", "有基期数据（A级和B级）"},
	CannotAssess:    {"cannot be assessed", "无法判断"},
	CannotAssessHow: {"Cannot be assessed: judgements differ by more than 60 points.", "无法判断：各种判断相差超过60个百分点。"},
	AlreadyMet:      {"already met", "已达标"},
	AlreadyFailed:   {"already missed", "已确定未达标"},
	VeryLikely:      {"very likely", "很可能"},
	Likely:          {"likely", "可能"},
	AsLikelyAsNot:   {"about as likely as not", "成败参半"},
	Unlikely:        {"unlikely", "不大可能"},
	VeryUnlikely:    {"very unlikely", "很不可能"},
	Source:          {"Source: %s.", "来源：%s。"},
	AsOf:            {"Information up to %s.", "信息截至%s。"},
	Futures:         {"%s simulated futures.", "模拟%s次。"},
	Target:          {"target", "目标"},
	History:         {"observed", "历史数据"},
	Median:          {"median", "中位数"},
	BandOf:          {"%s of futures", "%s的模拟结果"},
	AsOfLine:        {"as of", "截至"},
	Unit:            {"unit", "单位"},
	Threshold:       {"target %s", "目标%s"},
	TargetsMet:      {"number of targets met", "达标目标个数"},
	ExpectedNumber:  {"expected: %s", "期望：%s个"},
	IfIndependent:   {"if the targets were independent", "假如各目标相互独立"},
	AsSimulated:     {"as simulated, with shared causes", "模拟结果（含共同因素）"},
	Met:             {"target met", "达标"},
	NotMet:          {"target missed", "未达标"},
	OneDot:          {"one dot = %s of futures", "每点代表%s的模拟结果"},
	ChanceAtLeast:   {"chance of this value or more (%)", "达到或超过该值的概率（%）"},
	ChanceAtMost:    {"chance of this value or less (%)", "不超过该值的概率（%）"},
	BaseValue:       {"base value (%s)", "基期值（%s）"},
	GrowthPerYear:   {"growth (% a year)", "年均增速（%）"},
	BreakEven:       {"break-even, 50 %", "临界线50%"},
	Planned:         {"planned", "计划"},
	Together:        {"all together", "全部完成"},
	Warnings:        {"Note: %s", "注意：%s"},
	Reconstruction:  {"A reconstruction after the event, with information up to %s.", "事后重构，信息截至%s。"},
	SampleData:      {"Sample data, invented.", "示例数据，纯属虚构。"},
	Value:           {"value", "数值"},
}
