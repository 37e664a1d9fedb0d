package words

import "fmt"

// Term names a short text about fits and about how laws did on the past.
type Term uint16

const (
	TermGroup Term = iota
	TermAhead
	TermForecasts
	TermSeries
	TermYears
	TermCoverage
	TermBias
	TermSkillAgainst

	TermPlanLaws
	TermAllSeries
	TermDrift
	TermFiveYear
	TermNoChange
	TermTheta
	TermDamped
	TermLaw
	TermPlugged
	TermWidened
	TermApplied
	TermLoads
	TermByLoads
	TermByHistory
	TermWidth
	TermNoParameters
	TermNoTails
	TermNoRevisions
	TermNoMultiplier
	TermNoPast
	TermChosen
	TermMixture
	TermPanel
	TermGate
	TermValue
	TermAsks
	TermPasses
	TermPass
	TermFail
	TermVerdict
	TermHolds
	TermFails
	TermUndetermined
	TermGateCoverage
	TermGateSkill
	TermAtLeast
	TermWhere
	TermModel
	TermLog
	TermInterval
	TermIndicator
	TermParameter
	TermMedian
	TermRange
	TermData
	TermPoints
	TermOwn
	TermLawOf
	TermNoFit
	TermWalk
	TermMemory
	TermSaid
	TermHappened
	TermMean
	TermLaws
	TermTried
	TermTooShort
	TermJudgedLaws
	termCount
)

var terms = [termCount][languages]string{
	TermGroup:        {"series", "序列"},
	TermAhead:        {"years ahead", "提前年数"},
	TermForecasts:    {"forecasts", "预测数"},
	TermSeries:       {"series", "序列数"},
	TermYears:        {"years", "年份数"},
	TermCoverage:     {"inside %s", "%s区间覆盖"},
	TermBias:         {"bias", "偏差"},
	TermSkillAgainst: {"against %s", "相对%s"},
	TermPlanLaws:     {"Laws of the plan", "规划所用规律"},
	TermAllSeries:    {"All series", "全部序列"},
	TermDrift:        {"naive drift", "漂移外推"},
	TermFiveYear:     {"five-year mean", "五年均值"},
	TermNoChange:     {"no change", "不变"},
	TermTheta:        {"Theta", "Theta法"},
	TermDamped:       {"damped trend", "阻尼趋势"},
	TermLaw:          {"fitted law", "拟合规律"},
	TermPlugged:      {"without parameter uncertainty", "不计参数不确定性"},
	TermWidened:      {"the same, with the spread multiplier", "同上，乘以离散倍数"},
	TermLoads:        {"loads as written", "所写载荷"},
	TermByLoads:      {"by loads", "按载荷"},
	TermByHistory:    {"by history, shrunk", "按历史（收缩）"},
	TermWidth:        {"width", "宽度"},
	TermNoParameters: {"known parameters", "参数已知"},
	TermNoTails:      {"normal shocks", "正态冲击"},
	TermNoRevisions:  {"known revisions", "修订已知"},
	TermNoMultiplier: {"no multiplier", "不乘倍数"},
	TermNoPast:       {"laws as written", "所写规律"},
	TermApplied:      {"as a run uses it", "模拟中所用"},
	TermChosen:       {"law, or the rule in its place", "规律或代替它的规则"},
	TermMixture:      {"equal-weight mixture", "等权混合"},
	TermPanel:        {"pooled drift", "合并漂移"},
	TermGate:         {"gate", "关口"},
	TermValue:        {"value (95 % interval)", "数值（95%区间）"},
	TermAsks:         {"asks for", "要求"},
	TermPasses:       {"result", "结果"},
	TermPass:         {"passes", "通过"},
	TermFail:         {"FAILS", "未通过"},
	TermVerdict:      {"interval says", "区间判断"},
	TermHolds:        {"holds", "成立"},
	TermFails:        {"does not hold", "不成立"},
	TermUndetermined: {"undetermined", "无法确定"},
	TermGateCoverage: {"outcomes inside the 80 % range", "落入80%区间的比例"},
	TermGateSkill:    {"skill against %s", "相对%s的技巧"},
	TermAtLeast:      {"at least %s", "不低于%s"},
	TermWhere:        {"where", "范围"},
	TermModel:        {"forecaster", "预测方法"},
	TermLog:          {"log score", "对数评分"},
	TermInterval:     {"interval score", "区间评分"},
	TermIndicator:    {"indicator", "指标"},
	TermParameter:    {"parameter", "参数"},
	TermMedian:       {"median", "中位数"},
	TermRange:        {"80 % range", "80%区间"},
	TermData:         {"data", "数据"},
	TermPoints:       {"points", "点数"},
	TermOwn:          {"own weight", "自身权重"},
	TermLawOf:        {"law", "规律"},
	TermNoFit:        {"No law of this plan is fitted to history.", "本规划没有由历史拟合的规律。"},
	TermWalk:         {"walk", "游走"},
	TermSaid:         {"said", "所述"},
	TermHappened:     {"happened", "结果"},
	TermMean:         {"mean", "平均"},
	TermLaws:         {"laws", "规律数"},
	TermTried:        {"tried", "已检验"},
	TermTooShort:     {"too short", "数据不足"},
	TermJudgedLaws:   {"judged", "凭判断"},
	TermMemory:       {"with memory", "有记忆"},
}

// Term is a short text about the past; what it leaves open is filled from args.
func (l Lang) Term(t Term, args ...any) string {
	if t >= termCount || l >= languages {
		return ""
	}
	if len(args) == 0 {
		return terms[t][l]
	}
	return fmt.Sprintf(terms[t][l], args...)
}

// PastHead heads the tables of a backtest.
func (l Lang) PastHead(plan, asOf string, forecasts, series, years int) string {
	return fmt.Sprintf(l.either("%[1]s: %[3]d forecasts of %[4]d series in %[5]d past years, from what had been published then; outcomes up to %[2]s",
		"%[1]s：用当时已公布的数据对%[4]d个序列、%[5]d个年份作%[3]d次预测；结果截至%[2]s"), plan, asOf, forecasts, series, years)
}

// PastHow explains the tables of a backtest.
func (l Lang) PastHow() []string {
	return []string{
		l.either("Years ahead count from the newest observation published by the end of the origin year. Nothing is scored across a declared change of base.",
			"提前年数从预测当年年底已公布的最新观测算起；口径变更前后不评分。"),
		l.either("Errors and scores are in units of each series' usual yearly step. Bias below 0: what came was lower than stated.",
			"误差与评分以各序列的通常年变动为单位。偏差为负表示实际低于预测。"),
		l.either("Skill is 1 - CRPS/CRPS of the rival: above 0 the law is better. Brackets: 95 % intervals, whole calendar years drawn anew; none with fewer than five years.",
			"技巧为1减去两者CRPS之比，大于0表示优于对手。括号为95%区间（按日历年整年重抽），不足五个年份不给出。"),
	}
}

// PastYears says that the years which the plan leaves out were used or not.
func (l Lang) PastYears(asWritten bool) string {
	if asWritten {
		return l.either("The years that the plan leaves out are left out of fits. They were chosen knowing what followed.", "规划略去的年份在拟合时也略去；这些年份是事后选定的。")
	}
	return l.either("Every year published by the origin is fitted, also those that the plan leaves out: that choice knew what followed.",
		"凡当时已公布的年份均用于拟合，包括规划略去的年份：略去与否是事后决定的。")
}

// PastFallback says that a law did worse than a simple rival.
func (l Lang) PastFallback(group, rival string) string {
	return fmt.Sprintf(l.either("%s: on the past the law did worse than %s, which takes its place in a run (--past apply).", "%s：历史上该规律不及%s，模拟中由后者代替（--past apply）。"), group, rival)
}

// PastEvents says how stated probabilities of past targets went with what happened.
func (l Lang) PastEvents(where string, n, happened int, brier, mcb, dsc, unc, rel, res string) string {
	return fmt.Sprintf(l.either("%s: %d past targets on a fixed grid, %d met. Brier score %s = miscalibration %s - discrimination %s + uncertainty %s (by classes of ten points: reliability %s, resolution %s).",
		"%s：固定网格上的过去目标%d个，达标%d个。布赖尔评分%s = 失准%s - 区分%s + 不确定性%s（按十个百分点分组：可靠性%s，分辨力%s）。"),
		where, n, happened, brier, mcb, dsc, unc, rel, res)
}

// TitlePrior says which member of a pool its own years move furthest.
func (l Lang) TitlePrior(indicator, before, after string) string {
	return fmt.Sprintf(l.either("%s: its own years move it furthest from its pool, from %s to %s", "自身数据使“%s”偏离合并先验最远：由%s至%s"), indicator, before, after)
}

// PriorSubtitle says what a picture of priors and posteriors shows.
func (l Lang) PriorSubtitle(pool string) string {
	return fmt.Sprintf(l.either("What the pool '%s' says of each series (80 %%), and with the series' own years; beside it the weight of those", "合并组“%s”对各序列的先验（80%%），以及计入自身年份后的结果；右侧为自身数据权重"), pool)
}

// PriorNote says how a picture of priors and posteriors is made.
func (l Lang) PriorNote() string {
	return l.either("The line is the mean of the pool; bars and whiskers hold 80 %.", "竖线为合并组均值；色条与横线均为80%区间。")
}

// PriorAxis names a parameter with its unit.
func (l Lang) PriorAxis(parameter, unit string) string {
	return l.Named(l.either("", "参数")+parameter, unit)
}

// PriorOfPool and PriorWithOwn are the ranges of a picture of priors and posteriors.
func (l Lang) PriorOfPool() string { return l.either("the pool alone", "仅据合并组") }

func (l Lang) PriorWithOwn() string { return l.either("with own years", "计入自身年份") }

// PastDependence heads the correlations of yearly shocks.
func (l Lang) PastDependence(series, years int, intensity string, enough bool) string {
	text := fmt.Sprintf(l.either("Shocks that come together: mean correlation of each law's yearly shocks with those of the others, as the plan's loads imply and as history has it (%[1]d laws, %[2]d common years, shrunk by %[3]s to one common factor: Ledoit and Wolf).",
		"共同冲击：各规律年度冲击与其他规律的平均相关系数，按规划所写载荷与按历史（%[1]d条规律，%[2]d个共同年份，向单一共同因素收缩%[3]s：Ledoit-Wolf）。"), series, years, intensity)
	if enough {
		return text + l.either(" Where they differ, history is the better guide: write loads that agree with it.", "两者不一致时以历史为准：请相应改写载荷。")
	}
	return text + l.either(" That is fewer than eight years: the judged loads stand, and this is a check of them.", "共同年份不足八个：仍用判断的载荷，此处仅作核对。")
}

// PastWidening heads the table of what widens forecasts.
func (l Lang) PastWidening() string {
	return l.either("What widens: the central 80 % of each target's indicator under the headline, in its unit, and how much of that is left (%) without one thing at a time.",
		"区间为何变宽：主情景下各目标指标中央80%区间的宽度（原单位），以及逐项去掉一个因素后所余的百分比。")
}

// PastAside adds something to a name.
func (l Lang) PastAside(text string) string { return l.either(", ", "，") + text }

// PastTests says how many Diebold-Mariano tests could be made.
func (l Lang) PastTests(n, longest, needed int) string {
	if n == 0 {
		return fmt.Sprintf(l.either("No series has forecasts in %[2]d years in a row, which a Diebold-Mariano test needs (most: %[1]d): effects and their bootstrap intervals are shown, no p values.",
			"没有序列连续%[2]d个年份有预测（最多%[1]d个），不足以作Diebold-Mariano检验：只给出效应及其自助法区间，不给出p值。"), longest, needed)
	}
	return fmt.Sprintf(l.either("Diebold-Mariano tests of series with forecasts in %[2]d years in a row or more: %[1]d; --out writes them.",
		"对连续%[2]d个年份以上有预测的序列作了%[1]d个Diebold-Mariano检验；用--out写出。"), n, needed)
}

// PastUntested says how many series could not be tried.
func (l Lang) PastUntested(n int) string {
	return fmt.Sprintf(l.either("%d series could not be tried, most for want of years; --out writes which and why.", "%d个序列无法检验，多因年份不足；用--out可写出名单与原因。"), n)
}

// PastReach heads how many of the laws on which each target rests were tried.
func (l Lang) PastReach() string {
	return l.either("What the past can judge: the laws on which each target rests, how many of them were tried on it, and how many were not, because what had been published is too short or because their parameters are judged. Levers and shocks are judged and not counted.",
		"历史能检验什么：各目标所依据的规律数、其中经历史检验的数量，以及因数据不足或参数凭判断而未能检验的数量。政策抓手和冲击均凭判断，不计入。")
}

// PastNothing says that nothing could be tried.
func (l Lang) PastNothing() string {
	return l.either("No series has enough history to be tried: six observations and an outcome are needed.", "没有序列有足够的历史可供检验：至少需要六个观测值和一个结果。")
}

// TitleCoverage says how often outcomes fell inside the 80 % range as a run uses laws, and of the laws as written.
func (l Lang) TitleCoverage(used, written string, passes bool) string {
	if passes {
		return fmt.Sprintf(l.either("%s of past outcomes fell inside the 80 %% ranges that a run uses, as asked (laws as written: %s)", "模拟所用80%%区间涵盖了%s的历史结果，符合要求（所写规律：%s）"), used, written)
	}
	return fmt.Sprintf(l.either("%s of past outcomes fell inside the 80 %% ranges that a run uses: the gate is missed (laws as written: %s)", "模拟所用80%%区间涵盖了%s的历史结果，未达要求（所写规律：%s）"), used, written)
}

// TitleSkill says whether the laws beat all, some or none of the rivals.
func (l Lang) TitleSkill(better, of int) string {
	return fmt.Sprintf(l.either("On the past the plan's laws did better than %d of %d simple rivals", "就历史而言，规划规律优于%[2]d种简单方法中的%[1]d种"), better, of)
}

// TitleSkillByLaw says of how many groups of series the law is no worse than both simple rules.
func (l Lang) TitleSkillByLaw(good, of int) string {
	return fmt.Sprintf(l.either("In %d of %d groups of series the law did no worse than both simple rules", "%[2]d组序列中，有%[1]d组的规律不逊于两种简单方法"), good, of)
}

// PastSkillByLawSubtitle, PastSkillInterval and PastSkillAxis say what the picture of skill by law shows.
func (l Lang) PastSkillByLawSubtitle() string {
	return l.either("Skill against naive drift and the five-year mean, by the series that share a law", "各组序列的规律相对漂移外推与五年均值的技巧")
}

func (l Lang) PastSkillInterval() string {
	return l.either("skill, with its 95 % interval by calendar years", "技巧及其95%区间（按日历年）")
}

func (l Lang) PastSkillAxis() string {
	return l.either("1 - CRPS / CRPS of the rule", "1减CRPS之比")
}

// TitlePIT says what the shape of the histogram is.
func (l Lang) TitlePIT(middle, ends string) string {
	return fmt.Sprintf(l.either("Where outcomes fell in their ranges: %s in the middle half, %s in the outer tenths", "结果落在预测分布何处：中间一半有%s，两端各十分之一共%s"), middle, ends)
}

// TitleReliability says how much of the score is miscalibration.
func (l Lang) TitleReliability(mcb, brier string) string {
	return fmt.Sprintf(l.either("Stated chances of past targets: %s of a Brier score of %s is miscalibration", "过去目标的预测概率：布赖尔评分%[2]s中，失准占%[1]s"), mcb, brier)
}

// PastInside is the axis of coverage.
func (l Lang) PastInside() string {
	return l.either("outcomes inside the stated 80 % range (%)", "落入80%区间的结果占比（%）")
}

// PastRight names the coverage that would be right.
func (l Lang) PastRight() string { return l.either("80 %, as stated", "应为80%") }

// PastAsked names the coverage that the gate asks for.
func (l Lang) PastAsked() string { return l.either("72 to 88 %, as the gate asks", "要求72%至88%") }

// PastInterval names the intervals of estimates.
func (l Lang) PastInterval() string {
	return l.either("share, with its 95 % interval by calendar years", "占比及其95%区间（按日历年）")
}

// PastHollow names an estimate without an interval.
func (l Lang) PastHollow() string {
	return l.either("fewer than five years: no interval", "不足五个年份，无区间")
}

// PastAhead says how far ahead forecasts look.
func (l Lang) PastAhead(years int) string {
	if l == En && years == 1 {
		return "1 year ahead"
	}
	return fmt.Sprintf(l.either("%d years ahead", "提前%d年"), years)
}

// PastRests says on how much an estimate rests.
func (l Lang) PastRests(forecasts, years int) string {
	return fmt.Sprintf(l.either("%d in %d years", "%d次，%d个年份"), forecasts, years)
}

// PastCoverageSubtitle, PastSkillSubtitle, PastPITSubtitle and PastReliabilitySubtitle say what a picture shows.
func (l Lang) PastCoverageSubtitle() string {
	return l.either("How often what came lay inside the 80 % range stated at the time, by years ahead and by series", "结果落入当时所述80%区间的比例，按提前年数和序列分列")
}

func (l Lang) PastSkillSubtitle() string {
	return l.either("Skill of the laws against simple rivals: 1 - CRPS / CRPS of the rival; bars: 95 % intervals by calendar years", "规律相对简单方法的技巧：1减CRPS之比；竖线为95%区间（按日历年）")
}

func (l Lang) PastPITSubtitle(n int) string {
	return fmt.Sprintf(l.either("Number of past outcomes by where they fell in what was stated: %d forecasts", "历史结果在预测分布中的位置（次数），共%d次预测"), n)
}

func (l Lang) PastReliabilitySubtitle(n string) string {
	return fmt.Sprintf(l.either("How often past targets were met (%%), by the chance stated at the time: %s targets on a fixed grid", "过去目标的达标频率（%%），按当时所述概率：固定网格上的%s个目标"), n)
}

// PastNoBetter names the line of no skill.
func (l Lang) PastNoBetter() string { return l.either("no better than the rival", "与对手相当") }

// PastEven names the even height of a histogram.
func (l Lang) PastEven() string { return l.either("even, as it should be", "应为均匀") }

// PastPITAxis is the axis of a histogram of transforms.
func (l Lang) PastPITAxis() string {
	return l.either("share of the stated distribution below the outcome (%)", "预测分布中低于结果的部分（%）")
}

// PastDiagonal, PastCurve, PastStated and PastStatedAxis name the parts of a reliability diagram.
func (l Lang) PastDiagonal() string { return l.either("as stated", "与所述一致") }

func (l Lang) PastCurve() string {
	return l.either("as it came (isotonic)", "实际频率（保序）")
}

func (l Lang) PastStated() string {
	return l.either("how often such a chance was stated", "该概率被给出的次数")
}

func (l Lang) PastStatedAxis() string { return l.either("stated chance (%)", "所述概率（%）") }

// PastCandidates heads the comparison of candidate laws.
func (l Lang) PastCandidates() string {
	return l.either("CRPS on the past, in usual yearly steps (smaller is better): the plan's law, the laws that could stand in its place, their equal-weight mixture, and simple rivals.",
		"历史上的CRPS（以通常年变动为单位，越小越好）：规划所用规律、可替代的规律、其等权混合，以及简单方法。")
}

// FitNote says what a picture of a fit leaves out.
func (l Lang) FitNote() string {
	return l.either("The fitted law alone: without levers, shocks, revisions or what it shares with other indicators.", "仅为拟合规律本身，不含政策抓手、冲击、数据修订及与其他指标的共同因素。")
}

// TitleFit says where a fitted law expects its indicator.
func (l Lang) TitleFit(indicator, lo, hi string, year int) string {
	return fmt.Sprintf(l.either("%[1]s: history alone says %[2]s to %[3]s in %[4]d (80 %%)", "%[1]s：仅据历史，%[4]d年80%%区间为%[2]s至%[3]s"), indicator, lo, hi, year)
}

// FitSubtitle says what a picture of a fit shows.
func (l Lang) FitSubtitle(law string, n int, unit string) string {
	return fmt.Sprintf(l.either("Observations, and the predictive distribution of the law %s fitted to %d points; %s", "观测值，以及由%[2]d个点拟合的“%[1]s”规律的预测分布；%[3]s"), law, n, unit)
}

// ReplayHead heads the likelihoods by as-of year; judged: later judgements are used all the same.
func (l Lang) ReplayHead(judged bool) string {
	if judged {
		return l.either("Likelihood of each target (%) from what had been published by 31 December of each year, with the judgements of the plan, which are later: no forecast of that year, but what its data would have changed",
			"各目标的达标概率（%）：数据截至各年12月31日，判断取自规划（晚于该年）；并非当年的预测，仅显示数据的影响")
	}
	return l.either("Likelihood of each target (%) as of 31 December of each year, from what had been published by then", "各目标在各年12月31日的达标概率（%），仅用当时已公布的数据")
}

// ReplayUnknown explains what cannot be told.
func (l Lang) ReplayUnknown(judged bool) string {
	if judged {
		return l.either("Where it cannot be told, too little had been published of the years that the plan fits; --out names what is missing.", "无法判断处：规划用于拟合的年份当时公布的数据不足；--out 列出所缺各项。")
	}
	return l.either("Where it cannot be told, the likelihood rests on a judgement made later, or too little had been published; --keep-judgements shows what the data alone would have said, --out names what is missing.", "无法判断处：所依据的判断作于其后，或当时公布的数据不足；用 --keep-judgements 可查看仅数据所致的变化，--out 列出所缺各项。")
}

// ReplayNewer says in what the year of the plan's own as-of date differs from a run of the plan.
func (l Lang) ReplayNewer(year int, asOf string, series []string) string {
	rows := l.List(series)
	if rows == "" {
		rows = l.either("nothing", "无")
	}
	return fmt.Sprintf(l.either("%[1]d is the run as of 31 December. A run as of %[2]s differs from it by its luck, and by what was published in between: %[3]s.",
		"%[1]d年即截至12月31日的模拟；截至%[2]s的模拟与之相比，除随机抽样外，只差其间公布的数据：%[3]s。"), year, asOf, rows)
}

// SeriesOf is a kind of series with how many there are; one stands alone.
func (l Lang) SeriesOf(kind string, n int) string {
	if n == 1 {
		return kind
	}
	return fmt.Sprintf(l.either("%s (%d series)", "%s（%d个序列）"), kind, n)
}

// ReplayGates heads how the laws had done on the past by each year's end.
func (l Lang) ReplayGates() string {
	return l.either("How the laws had done by then, as a run at that date would use them (! not passed: 72–88 % inside, skill at least 0; ? fewer than five years):",
		"截至各年年底规律的历史表现（按当时模拟所用；! 表示未通过：覆盖72–88%，技巧不低于0；? 表示不足五个年份）：")
}

// TitleReplay says of how many targets anything could have been said, and since when.
func (l Lang) TitleReplay(told, of, first, since, last int, judged bool) string {
	if since > first && !judged {
		return fmt.Sprintf(l.either("Before %[3]d nothing could have been said of any target; by %[4]d of %[1]d of %[2]d", "%[3]d年以前对任何目标都无法判断；至%[4]d年，%[2]d项目标中有%[1]d项可以判断"), told, of, since, last)
	}
	if judged {
		return fmt.Sprintf(l.either("From %[3]d to %[4]d the data of at least one year, with later judgements, speak of %[1]d of %[2]d targets", "%[3]d年至%[4]d年，数据连同其后的判断可就%[2]d项目标中的%[1]d项作出判断"), told, of, first, last)
	}
	return fmt.Sprintf(l.either("From %[3]d to %[4]d a forecaster could have said something of %[1]d of %[2]d targets", "%[3]d年至%[4]d年，%[2]d项目标中有%[1]d项可以作出判断"), told, of, first, last)
}

// ScoreNote explains a table of scores, and counts what is not in it: lines without an outcome and lines without a likelihood.
func (l Lang) ScoreNote(open, silent int) string {
	text := l.either("Smaller is better: Brier is 0 for a certain hit and 0.25 for even odds, the log score 0 and 0.693; CRPS is in the indicator's unit. Bands are scored at their middle. A dozen outcomes prove no forecaster good or bad.",
		"均以小为好：布赖尔评分0为确定命中、0.25为各半，对数评分相应为0与0.693；CRPS以指标单位计。区间按中点评分。十来个结果不足以判定优劣。")
	if open+silent > 0 {
		text += fmt.Sprintf(l.either(" Left out: %d lines without an outcome yet, %d that said no likelihood.", "未计入：尚无结果的%d行，未给出概率的%d行。"), open, silent)
	}
	return text
}

// ScoreNothing says that no line of a ledger could be scored.
func (l Lang) ScoreNothing() string {
	return l.either("No target of the ledger has an outcome in the tables yet: add newer rows to them, or give --data.", "台账中尚无目标在数据表中有结果：请补充新数据，或用 --data 给出。")
}
