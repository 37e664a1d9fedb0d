package words

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Warning travels with results: a code, what it is about, and its values by name.
type Warning struct {
	Code   string
	About  string // the id or title of an indicator, a target, a lever, a file
	Values map[string]any
}

// warningSentences holds English, then Chinese, by code. {name} stands for a value, {about} for what the warning is
// about.
var warningSentences = map[string][languages]string{
	"extrapolation":   {"{about}: {ahead} years are simulated from {n} yearly steps of history.", "{about}：由{n}个年度变化推演{ahead}年。"},
	"short_history":   {"{about}: {n} comparable points, evidence grade {grade}.", "{about}：可比数据{n}个，证据等级{grade}。"},
	"break_dropped":   {"{about}: nothing is compared across the change of base in {year}.", "{about}：{year}年口径变化前后不作比较。"},
	"gap_in_history":  {"{about}: nothing was found between {from} and {to}.", "{about}：{from}年至{to}年之间没有数据。"},
	"pool_few":        {"{about}: only {n} series, so how much they differ is poorly known.", "{about}：仅{n}个序列，相互差异难以估准。"},
	"pool_left_out":   {"{about}: {n} series with fewer than two values are left out.", "{about}：{n}个序列不足两个值，未计入。"},
	"pool_no_spread":  {"{about}: the series do not differ beyond noise; the weight of the pool is capped at {kappa} years.", "{about}：各序列差异不超过噪声；合并权重以{kappa}年为上限。"},
	"count_fell":      {"{about}: the count fell in {year}; that year counts as one without additions.", "{about}：{year}年数量下降，按当年无新增处理。"},
	"no_last_growth":  {"{about}: growth of {year} is unknown; its mean stands in.", "{about}：{year}年增速未知，以均值代替。"},
	"no_data":         {"{about}: too little had been published by the as-of date; what rests on it cannot be assessed.", "{about}：截至日期前公布的数据不足，与之相关者无法判断。"},
	"prior_outweighs": {"{about}: the prior weighs more than the data ({weight}).", "{about}：先验的权重大于数据（{weight}）。"},
	"judged_later":    {"{about}: {key} was judged in {judged}, after the as-of year {as_of}.", "{about}：{key}系{judged}年所作判断，晚于截止年份{as_of}。"},
	"recalled_source": {"{n} of the {of} observations shown rest at least in part on memory, not on a source; --without-recalled shows what they carry.", "所示{of}个观测值中有{n}个至少部分凭记忆，未经来源核实；可用 --without-recalled 查看其影响。"},
	"no_base":         {"{about}: no base value; the likelihood is judged.", "{about}：无基期值，达标概率凭判断。"},
	"late_start":      {"{about}: last observed in {year}; the years since are simulated.", "{about}：最后观测为{year}年，其后各年为模拟值。"},
	"missing_glyphs":  {"No letters for {glyphs}: give a font that has them by --font.", "字体缺少“{glyphs}”：请用--font指定含有这些字的字体。"},
	"large_error":     {"{about}: the simulation error {error} is large; run more futures.", "{about}：模拟误差{error}较大，请增加模拟次数。"},
	"low_ess":         {"{about}: few futures carry the weight ({share}).", "{about}：权重集中于少数模拟结果（{share}）。"},
	"bound_hit":       {"{about}: values reached the bound {bound}.", "{about}：模拟值触及界限{bound}。"},
	"error_too_large": {"The largest standard error is {error}, not {asked} as asked for: {n} futures are the most unless --draws asks for more.",
		"最大标准误为{error}，未达到所要求的{asked}：除非用 --draws 指定更多，最多模拟{n}次。"},
	"smoothed": {"{n} of {of} likelihoods have one direction of luck integrated out (likelihood.csv: p beside p_counted, and why not), and {joint} of {joints} that all targets of a set are met have one for each target (joint.csv); the others and results by year are counts.",
		"{of}个达标概率中有{n}个沿一个随机方向作了积分（likelihood.csv 中 p 与 p_counted 并列，并注明未积分的原因）；{joints}个“全部达标”概率中有{joint}个沿每个目标各自的方向作了积分（joint.csv）；其余概率和逐年结果均为计数。"},
	"behaviour_fails": {"{about}: expected \"{says}\", but it goes from {before} to {after}, {change} ({low} to {high}): an error of the model.",
		"{about}：预期“{says}”，实际由{before}变为{after}，{change}（{low}至{high}）：模型有误。"},
	"behaviour_nothing": {"{about}: expected \"{says}\", but nothing that the target rests on changes; it stays at {before}: an error of the model.",
		"{about}：预期“{says}”，但该目标所依据的一切都没有变化，仍为{before}：模型有误。"},
	"rule_stands": {"{about}: {rule} did better than the law on the past and stands in for it.", "{about}：{rule}的历史表现优于原规律，予以代替。"},
	"rule_lacks": {"{about}: {rule} did better than the law on the past, but it has no {param}, which is written; the law is kept.",
		"{about}：{rule}的历史表现优于原规律，但它没有所写的参数{param}，仍用原规律。"},
	"rule_written": {"{about}: {rule} did better than a fitted law on the past, but the plan writes {param} itself; its law is kept.",
		"{about}：{rule}的历史表现优于拟合规律，但规划自行写定了{param}，仍用所写规律。"},
	"rule_barred": {"{about}: {rule} did better than the law on the past, but the plan keeps the law: another judgement is stated against what it expects.",
		"{about}：{rule}的历史表现优于原规律，但另有判断以该规律的预期为准，规划仍用原规律。"},
	"rule_short": {"{about}: {rule} did better than the law on the past, but too few years are left to it; the law is kept.",
		"{about}：{rule}的历史表现优于原规律，但可用年份过少，仍用原规律。"},
	"sampled": {"{about}: its values are the {n} draws of {file}; so few draws leave a likelihood near 50 % uncertain by ±{error} points (95 %), whatever is simulated.",
		"{about}：取值为{file}中的{n}个样本；仅因样本个数有限，接近50%的达标概率就有±{error}个百分点（95%）的误差，增加模拟次数不能减小。"},
	"draws_older": {"{about}: the draws were published in {published} and know nothing of what was observed later of {year}; the observation stands beside them.",
		"{about}：样本公布于{published}，未包含其后公布的{year}年观测值；观测值只替代该年取值。"},
	"pdf_outlines": {"{about}: the given font cannot be embedded in PDF; its text is drawn as shapes and cannot be copied.",
		"{about}：所给字体无法嵌入PDF，文字以图形绘制，不可复制。"},
}

var placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)

// Sentence is a warning for people. A code that has no sentence yet still gives a line that can be read.
func Sentence(l Lang, w Warning) string {
	texts, known := warningSentences[w.Code]
	if !known {
		return plain(l, w)
	}
	return placeholder.ReplaceAllStringFunc(texts[l], func(name string) string {
		name = strings.Trim(name, "{}")
		if name == "about" {
			return w.About
		}
		if v, ok := w.Values[name]; ok {
			if rule, named := v.(string); named && name == "rule" {
				return l.RuleName(rule)
			}
			return value(v)
		}
		return "?"
	})
}

// plain writes the code in words and its values in alphabetical order: "new code: gdp (n 3, year 2020)."
func plain(l Lang, w Warning) string {
	s := strings.ReplaceAll(w.Code, "_", " ")
	if w.About != "" {
		s += l.either(": ", "：") + w.About
	}
	names := make([]string, 0, len(w.Values))
	for name := range w.Values {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		names[i] = strings.ReplaceAll(name, "_", " ") + " " + value(w.Values[name])
	}
	if len(names) > 0 {
		s += l.either(" (", "（") + strings.Join(names, l.either(", ", "，")) + l.either(")", "）")
	}
	return s + l.either(".", "。")
}

func value(v any) string {
	switch v := v.(type) {
	case float64:
		return Rounded(v, 3)
	case []string:
		return strings.Join(v, ", ")
	}
	return fmt.Sprint(v)
}
