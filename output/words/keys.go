package words

import "strings"

// Heads of the list of keys.
func (l Lang) HeadKey() string     { return l.either("Key", "键") }
func (l Lang) HeadHolds() string   { return l.either("Holds", "内容") }
func (l Lang) HeadMeaning() string { return l.either("Meaning", "含义") }

// KeyDoc is what a key means, by its English line; the line itself where it has no Chinese one.
func (l Lang) KeyDoc(line string, required bool) string {
	if t, ok := keyDocs[line]; ok && l == Zh {
		line = t
	}
	if required {
		return l.either("required: ", "必填：") + line
	}
	return line
}

// KeyHolds is what a key may hold.
func (l Lang) KeyHolds(what string) string {
	if l == En {
		return what
	}
	return keyHolds.Replace(what)
}

// KeyWay is one way to write a type: a table with its keys, which are no words, or a plain type.
func (l Lang) KeyWay(way string) string {
	if strings.HasPrefix(way, "{") {
		return way
	}
	return l.KeyHolds(way)
}

// KeyFile is what a kind of file is called.
func (l Lang) KeyFile(kind, says string) string {
	if t, ok := keyFiles[kind]; ok && l == Zh {
		return t
	}
	return says
}

var keyFiles = map[string]string{"plan": "规划文件plan.toml", "scenario": "情景文件", "sources": "来源文件", "elicitation": "判断文件", "style": "图片样式文件"}

var keyHolds = strings.NewReplacer("list of whole numbers", "整数列表", "list of numbers", "数字列表", "list of strings", "字符串列表", "rows of numbers", "数字矩阵",
	"whole number, ", "整数，", "true or false", "true或false", " to ", "至", " or ", "或", "quantity", "数量", "number", "数字", "string", "字符串", "text", "文字", "date", "日期", "change", "改动")

// keyDocs are the lines of the lists of keys in Chinese.
var keyDocs = map[string]string{
	`"growth": added to each yearly change; "level": added once`:                               `"growth"：加到每年的变动上；"level"：只加一次`,
	"a TrueType or OpenType font, found from the folder of the style sheet":                    "TrueType或OpenType字体，路径相对于样式文件所在文件夹",
	"a change of base: no difference is taken across it":                                       "口径变更：其前后不相减",
	"a heading under which targets stand":                                                      "目标的分组标题",
	"a policy action or project":                                                               "政策抓手：行动或工程",
	"a quantity per year; exactly one of law, next, formula, league, sample says how it moves": "逐年的数量；由law、next、formula、league、sample中恰好一项规定其变化",
	"a rare event that strikes at most once":                                                   "至多发生一次的罕见事件",
	"a shared factor's value in a year, as if it had been observed":                            "某年共同因素的取值，视同已观测到",
	"a table of rivals ordered by a latent score":                                              "按潜在得分排序的对手名单",
	"an earlier plan whose outcome is known: printed beside the results, never mixed in":       "结果已知的以往规划：印在结果旁，绝不混入计算",
	"an indicator whose yearly shock others share; it has a law":                               "其年度冲击为其他指标所共有的指标；须有规律",
	"an inner part of the model: not among the results (false)":                                "模型的内部部分：不列入结果（false）",
	"another defensible reading of the target, shown beside it":                                "对目标的另一种合理解读，列在旁边",
	"another indicator (the target's)":                                                         "另一个指标（默认为该目标的指标）",
	"as numbered in the plan":                                                                  "规划中的编号",
	"axes, legends, the caption (8.2)":                                                         "坐标轴、图例、说明（8.2）",
	"bands of judgement":                                                                       "凭判断的区间",
	"before the embedded one, which serves what it lacks":                                      "优先于内置字体，缺字时用内置字体",
	"behaviour that an expert expects of the model; check --behaviour tries it":                "专家对模型行为的预期；由check --behaviour检验",
	`colours as "#0072B2"; what is left out is the house's`:                                    `颜色，如"#0072B2"；未写者用默认颜色`,
	"correlation of its yearly shock with that of a factor":                                    "其年度冲击与该因素冲击的相关系数",
	"counts in the joint results (true when numbered)":                                         "是否计入联合结果（有编号者为true）",
	"date of the announcement":                                                                 "公布日期",
	"degrees of freedom of a Student t, above 2":                                               "t分布的自由度，大于2",
	"dots per inch of png (220)":                                                               "PNG每英寸点数（220）",
	"draws of the future from another tool, in place of laws":                                  "由其他工具生成的未来样本，代替规律",
	"estimate the parameters that are not written":                                             "未写出的参数由历史估计",
	"every stated 10-90 % range is stretched about its median by this, 1 or more (1)":          "所述10%至90%区间以中位数为中心按此倍数放宽，不小于1（1）",
	"evidence grade, when it is not to be counted":                                             "证据等级，不由程序计数时写出",
	"file of judgements where nothing was observed, TOML":                                      "无观测值时的判断文件，TOML",
	"file of sources, TOML":                                                                    "来源文件，TOML",
	"first year of history used to fit":                                                        "拟合所用历史的首年",
	"first year on the new base":                                                               "新口径的首年",
	"first year that counts towards the plan (the year of the announcement)":                   "计入规划的首年（公布当年）",
	"first year used":         "所用首年",
	"for tables and pictures": "用于表格和图片",
	"formula of this year's value from prev(...), last year's": "由上年值prev(...)计算当年值的公式",
	"formula over indicators of the same year":                 "由同年各指标计算的公式",
	"gap, spread, correlation, drift, rival_drift_sd":          "gap相邻差距、spread年波动、correlation相关、drift年漂移、rival_drift_sd对手漂移的标准差",
	"grounds":                                        "背景",
	"hard lower bound":                               "硬下限",
	"hard upper bound":                               "硬上限",
	"how many of its targets were met":               "其中达标的目标数",
	"how many targets it had":                        "目标总数",
	"how sure it is; 0 is certain (0)":               "不确定程度；0为确定（0）",
	"how the draws were made":                        "样本如何得出",
	"in English":                                     "英文",
	"in cm (14)":                                     "单位厘米（14）",
	"in cm; 0 is what the contents need (0)":         "单位厘米；0为按内容而定（0）",
	"in its own language":                            "原文",
	"in the factor's own unit":                       "以该因素自身的单位计",
	"in the unit of the push of the indicator's law": "以该指标规律的推动量单位计",
	"indicator by whose value at the horizon the draws are ordered, so that the same luck is comparable between scenarios (the first that names the sample)": "样本按该指标期末值排序，使各情景同一随机数可比（默认为首个引用该样本的指标）",
	"indicators that it strikes; * and ? stand for text":                                              "受冲击的指标；*和?代表任意文字",
	"indicators, in the order of the rows":                                                            "指标，按矩阵行的次序",
	"its history: a series of the observations, or arithmetic over some, as ln(1 + growth.north/100)": "其历史：观测表中的序列，或若干序列的算式，如ln(1 + growth.north/100)",
	"its law of motion; one of law, next, formula, league, sample":                                    "其演变规律；与next、formula、league、sample择一",
	"key of the table of sources":                                                                     "来源文件中的键",
	"last simulated year":                                                                             "模拟的最后一年",
	"last year of the target (horizon)":                                                               "目标的期末年份（规划期末）",
	"lesser words":                                                                                    "次要文字",
	"lines, in order of use: up to eight colours":                                                     "线条颜色，按使用次序，至多八种",
	"name in the table that the indicator follows":                                                    "该指标所跟踪的表中名称",
	"names and values (9)":                                                                            "名称与数值（9）",
	"not simulated: known at the as-of date":                                                          "不模拟：截至日期时已知",
	"nothing published later is used (announced)":                                                     "此后公布的数据一概不用（公布日期）",
	"of letters in points, from 4 to 24":                                                              "字号，4至24磅",
	"of one picture":                                                                                  "单幅图片",
	"one of the alternatives":                                                                         "备选先验之一",
	"one stated goal":                                                                                 "一项明确的目标",
	"only rows with this text in this column":                                                         "只取该列为此文字的行",
	"parameter of the law; for next: start":                                                           "规律的参数；用next时为start",
	"place in tables and pictures; those without come last, by id":                                    "在表格和图片中的次序；未写者按id排在最后",
	"policy that its history or level holds already, so that levers add nothing twice (none)": "其历史或水平已包含的政策，使抓手不重复计算（none）",
	"printed with every output: how this model of the plan was made":                          "随每份输出印出：该规划模型如何建立",
	"series that change base; * and ? stand for text":                                         "变更口径的序列；*和?代表任意文字",
	"series that share a part of their drift":                                                 "共有一部分漂移的序列",
	"shape of the yearly shock; normal without it":                                            "年度冲击的形状；未写则为正态",
	"share of the effect that would not have come without it (1)":                             "没有该抓手就不会出现的效果所占比例（1）",
	"share taken back in the year after (0)":                                                  "次年恢复的比例（0）",
	"short name of the plan":                                                                  "规划的简短名称",
	"short name of the scenario":                                                              "情景的简短名称",
	"spreads below and above the mode":                                                        "众数以下与以上的离散程度",
	"table of draws, CSV or Parquet: draw,year,value (and indicator), or draw,year and a column for each indicator, or draw and a column for each year": "样本表，CSV或Parquet：draw,year,value（及indicator），或draw,year加每项指标一列，或draw加每年一列",
	"table of ranks, CSV: year,rank,city,score,published,source,source_grade":                                                                           "名次表，CSV：year,rank,city,score,published,source,source_grade",
	"tables of observations, CSV":                             "观测表，CSV",
	"that it happens at all, 0 to 1":                          "事件发生的概率，0至1",
	"the action that contains this project":                   "包含该工程的行动",
	"the behaviour":                                           "所预期的行为",
	"the clause of the plan, in its own language":             "规划原文条款",
	"the correlation matrix, row by row":                      "相关矩阵，逐行写出",
	"the finding (13)":                                        "结论标题（13）",
	"the five classes of likelihood, from 0-20 % to 80-100 %": "达标概率的五档，由0–20%至80–100%",
	"the heading under which it stands":                       "所属分组",
	"the indicator that the target is about":                  "目标所指的指标",
	"the league in which its subject has this rank":           "该名次所属的排名",
	"the lighter part of what was simulated":                  "模拟结果的浅色部分",
	"the middle of what was simulated":                        "模拟结果的中位线",
	"the number of the draw":                                  "样本编号",
	"the one assumption that most deserves doubt":             "最值得存疑的一项假设",
	"the page": "纸面",
	"the pool with which it shares its drift":                                            "与之共有漂移的合并组",
	"the push on each indicator in the year of the event, in the unit of its law's push": "事件当年对各指标的推动量，以其规律的推动量单位计",
	"the reason":                            "理由",
	"the reason for the size":               "大小的理由",
	"the sample whose draws its values are": "其取值所来自的样本",
	`the scenario to which this one adds; "" for the plan itself`: `本情景所依据的情景；""为规划本身`,
	"the threshold; one of at_least, above, at_most, below":       "目标值；at_least、above、at_most、below择一",
	"the value":  "取值",
	"the year":   "年份",
	"thin lines": "细线",
	"thresholds and what is set against them":                              "目标值及与之对照者",
	"two or more series, or arithmetic over some":                          "两个以上序列，或若干序列的算式",
	"unit of its values, as in its series":                                 "取值的单位，与其序列一致",
	"vintages that series may use, the best first (all, the newest first)": "可用的数据版本，最优者在前（全部，新者在前）",
	`what a lever or shock does to draws of a sample: "level", added to that year and all later ones; "year", to that year alone; "growth", log points from that year on (level)`: `抓手或冲击如何作用于样本："level"加到当年及以后各年；"year"只加到当年；"growth"自当年起按对数点（level）`,
	"what becomes of numbers, in this order; * and ? stand for text within a part of a key, and show lists the keys":                                                              "对数字的改动，按此次序；*和?代表键中一段的任意文字，show可列出各键",
	"what is judged of one indicator":                      "对一项指标的判断",
	"what is meant":                                        "定义",
	"what is settled, or as it should be":                  "已定或符合要求者",
	"what is shown (9.5)":                                  "图中文字（9.5）",
	"what it can and cannot be compared with":              "可与何者相比、不可与何者相比",
	"what it does to one indicator":                        "对一项指标的作用",
	"what it is":                                           "类别",
	"what it is called in the file of the sample (its id)": "在样本文件中的名称（其id）",
	"what it was":                                          "名称",
	"what series of one kind are called: those with this name before the dot": "一类序列的名称：即点号前为此名的各序列",
	"what the judgement compares with":                                        "判断所参照的对象",
	"what the replay of the past does to a run: use simpler rules and wider spreads where they did better, only say so, or nothing (apply)": "历史检验对模拟的作用：采用表现更好的简单规则和更宽的离散、仅作说明，或不作用（apply）",
	"what to do with a matrix that is no correlation matrix: an error, or the nearest one (no)":                                             "矩阵不是相关矩阵时如何处理：报错，或取最近的相关矩阵（no）",
	"what was seen, and where":                              "所见事实及出处",
	"what was simulated":                                    "模拟结果",
	"what will count as the outcome: which figure, by when": "以何为结果：哪个数字、何时公布",
	`when it counts as met: "at" (in the year by), "ever" (in any year up to it), "sustained 2" (in so many years up to it) (at)`: `何时算达标："at"（期末当年）、"ever"（其间任一年）、"sustained 2"（截至期末连续这么多年）（at）`,
	"when the draws were known; as of an earlier date they are not used":                                                          "样本何时已知；截至日期更早时不用",
	"when, as far as it is known, in quotes":                                                                                      "日期，就所知写出，加引号",
	"where":                                                                                                                       "网址",
	"where the file has them, if under other names":                                                                               "文件中列名不同时，各列所在",
	"whether it is carried out (true)":                                                                                            "是否实施（true）",
	"whether start is a stock or a flow":                                                                                          "start是存量还是流量",
	"who judged":                                                                                                                  "判断者",
	"who published it, in English":                                                                                                "发布者，英文",
	"who published it, in its own language":                                                                                       "发布者，原文",
	"whose value it is":                                                                                                           "取值所属的指标",
	"why no simple rule may stand in for the law: as a rule, another judgement is stated against what it expects": "为何不得以简单规则代替该规律：通常是另有判断以该规律的预期为准",
	"why one may read it so": "为何可以这样解读",
	"why this law":           "为何用此规律",
	"words and axes":         "文字与坐标轴",
	"year in which that was known; as of an earlier date it is not shown": "结果何年已知；截至日期更早时不显示",
	`year of the event; "any": each simulated year alike`:                 `事件年份；"any"为各模拟年份等可能`,
	"year of the first effect, without delay":                             "无延误时首次见效的年份",
	"year of the judgement":                                               "判断年份",
	"year of the judgement; as of an earlier date it is not used":         "判断年份；截至日期更早时不用",
	"year of the judgements, where a number says none":                    "数字未写年份时的判断年份",
	"yearly shocks tied by a matrix instead of loads":                     "以矩阵代替载荷联系各年度冲击",
	"years (0)":               "年（0）",
	"years that are left out": "略去的年份",
	"years that are not fitted: outliers by a known cause": "不用于拟合的年份：原因已知的异常值",
	"years until the full effect (1)":                      "达到全部效果所需年数（1）",
}
