package report

import (
	"fmt"

	"targetcast/output/words"
)

// phrases are the report's own fixed words, English and Chinese.
var phrases = map[string][2]string{
	"contents":    {"Contents", "目录"},
	"asof":        {"as of %s", "截至%s"},
	"summary":     {"Summary", "摘要"},
	"expect":      {"What to expect", "预期结果"},
	"sure":        {"How sure", "把握多大"},
	"change":      {"What would change it", "什么会改变结果"},
	"targets":     {"Targets", "目标"},
	"together":    {"Targets together", "目标整体"},
	"levers":      {"Levers", "举措"},
	"method":      {"Method and limits", "方法与局限"},
	"data":        {"Data", "数据"},
	"sources":     {"Sources", "来源"},
	"warnings":    {"Warnings", "提示"},
	"manifest":    {"How to reproduce this", "如何复现"},
	"target":      {"target", "目标"},
	"asks":        {"asks for", "要求"},
	"likelihood":  {"likelihood", "达标概率"},
	"grade":       {"evidence", "证据等级"},
	"needed":      {"needed a year", "年均需"},
	"recent":      {"recent a year", "近年年均"},
	"pace":        {"pace", "进度"},
	"base":        {"base", "基期"},
	"lowest":      {"lowest", "最低"},
	"highest":     {"highest", "最高"},
	"headline":    {"headline", "主情景"},
	"scenario":    {"scenario", "情景"},
	"assumes":     {"what it assumes", "假设"},
	"expected":    {"expected number met", "期望达标个数"},
	"against":     {"against the headline", "与主情景之差"},
	"quote":       {"The plan says", "规划原文"},
	"resolves":    {"How it is decided", "判定方式"},
	"doubt":       {"Doubts", "存疑"},
	"history":     {"Observations", "历史数据"},
	"year":        {"year", "年份"},
	"value":       {"value", "数值"},
	"source":      {"source", "来源"},
	"byscenario":  {"By scenario", "各情景"},
	"byyear":      {"By year", "各年"},
	"readings":    {"Other readings of the same target", "同一目标的其他解读"},
	"assumptions": {"What it rests on", "依据的假设"},
	"key":         {"number", "参数"},
	"judged":      {"judged in", "判断年份"},
	"why":         {"why", "理由"},
	"unit":        {"unit", "单位"},
	"law":         {"Law of motion: %s.", "演变规律：%s。"},
	"derived":     {"Computed from other indicators.", "由其他指标计算得出。"},
	"datatable":   {"The numbers of this picture", "本图数据"},
	"sd":          {"standard deviation", "标准差"},
	"all":         {"all of them met", "全部达标"},
	"product":     {"all, if independent", "独立时全部达标"},
	"bygroup":     {"Targets with a base value, together, by scenario", "有基期值的目标，按情景合计"},
	"levernote":   {"Sizes of effects are judgements unless a source is named. A lever moves the yearly change or the level of an indicator; what would have happened anyway is not counted.", "除注明来源者外，效果大小均为判断。举措影响指标的年度变化或水平；无论如何都会发生的部分不计入。"},
	"points":      {"%d comparable points", "可比数据%d个"},
	"publisher":   {"publisher", "发布者"},
	"date":        {"date", "日期"},
	"title":       {"title", "标题"},
	"hash":        {"identity", "身份哈希"},
	"seed":        {"seed", "随机种子"},
	"futures":     {"simulated futures", "模拟次数"},
	"sets":        {"sets of parameters", "参数组数"},
	"engine":      {"engine", "引擎"},
	"version":     {"version", "版本"},
	"command":     {"command", "命令"},
	"platform":    {"platform", "平台"},
	"file":        {"file", "文件"},
	"sha":         {"SHA-256", "SHA-256"},
	"verify":      {"Whoever has the results folder can check every number of this report: targetcast verify runs it again and names the first row that differs.", "持有结果文件夹者可核验本报告的每个数字：targetcast verify 会重新运行，并指出第一处不同。"},
	"nopictures":  {"This run was made without pictures.", "本次运行未绘图。"},
	"none":        {"None.", "无。"},
	"by":          {"%s by %d", "%[2]d年 %[1]s"},
	"top":         {"Back to the contents", "返回目录"},
	"swing":       {"Likelihood of each target under the least and the most favourable scenario", "各目标在最不利与最有利情景下的达标概率"},
	"scale": {"Words follow the IPCC scale: very likely, 90 % and more; likely, 66 % and more; unlikely, 33 % and less; very unlikely, 10 % and less.",
		"用词依IPCC尺度：很可能，90%及以上；可能，66%及以上；不大可能，33%及以下；很不可能，10%及以下。"},
	"made": {"Made by targetcast.", "由 targetcast 生成。"},
}

// method is the method in plain words, with its limits.
var method = [][2]string{
	{"What is simulated. Every indicator follows a law of motion: a growth rate that wanders, a share that drifts, a count of arrivals. Where there is a history, the law's parameters and how unsure they are come from it, from nothing published after the as-of date. Where there is none, three priors (a sceptic, a central and an optimist view) stand in, and the result is called judged.",
		"模拟什么。每个指标按一种规律演变：起伏的增速、漂移的占比、到来的个数。有历史数据的，参数及其不确定性由截至日期前已公布的数据估计；没有的，用悲观、中性、乐观三种先验代替，结果称为凭判断。"},
	{"How a likelihood comes about. The plan is played out to its horizon in thousands of futures; indicators share their causes, so that good and bad years come together. The likelihood of a target is the share of futures that meet it as it is written here.",
		"概率如何得出。把规划推演至期末，重复成千上万次；各指标有共同因素，好年景与坏年景同时到来。某目标的达标概率就是按此处写法达标的模拟结果占比。"},
	{"How finely it is said. Evidence of grade A (eight or more comparable points) allows whole per cents, B (four to seven) steps of five, C (three or fewer, or a base value from a poor source) only a band of twenty points. Judged results are bands too, and where the priors differ by more than sixty points nothing is said.",
		"精细到何程度。A级证据（可比数据至少八个）可给整数百分比；B级（四至七个）以五个百分点为步长；C级（至多三个，或基期值来源不佳）只给二十个百分点的区间。凭判断的结果也只给区间；三种先验相差超过六十个百分点时不作判断。"},
	{"Three kinds of doubt. Simulation error comes only from the number of futures and is small. The 80 % range shows how the likelihood moves over parameters that the data leave open. What the model leaves out (wars, new statistics, another kind of policy) is in neither.",
		"三种不确定。模拟误差仅由模拟次数所致，很小；80%区间反映数据未能确定的参数使概率变动的范围；模型之外的事（战争、统计口径变更、政策转向）两者都不包括。"},
	{"What scenarios are. A scenario changes named assumptions and keeps the luck: the same draw is the same future everywhere, so that differences between scenarios are not noise. Scenarios have no likelihoods of their own.",
		"情景是什么。情景只改变列明的假设而保持运气不变：同一次抽样在各情景中是同一个未来，因此情景之间的差别不是噪声。情景本身没有概率。"},
	{"What this is not. It is no evaluation of a policy: effects of levers are assumed, not estimated, unless a source is named. History can mislead, few points can do so easily, and a number from memory may be wrong. The table of data says for each value where it is from.",
		"本报告不是什么。它不是政策评估：除注明来源外，举措的效果是假设而非估计。历史可能误导，数据少更易误导，凭记忆的数字可能有误。数据表逐项注明来源。"},
}

func (v *view) Say(key string, args ...any) (string, error) {
	text, ok := phrases[key]
	if !ok {
		return "", fmt.Errorf("the report has no phrase %q", key)
	}
	s := text[0]
	if v.Lang == words.Zh {
		s = text[1]
	}
	if len(args) == 0 {
		return s, nil
	}
	return fmt.Sprintf(s, args...), nil
}

// Method is the method in the view's language.
func (v *view) Method() []string {
	var out []string
	for _, m := range method {
		out = append(out, m[v.Lang])
	}
	return out
}
