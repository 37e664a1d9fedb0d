package chart

import (
	"math"
	"slices"

	"targetcast/output/words"
)

// The data of this file are invented: they show what the charts look like and say nothing about any plan.

func both(l words.Lang, en, zh string) string {
	if l == words.Zh {
		return zh
	}
	return en
}

func sampleCaption(l words.Lang) Caption {
	return Caption{
		Source: both(l, "statistics bureaus of Hangzhou and Ningbo", "杭州市、宁波市统计局"), AsOf: l.Month(2021, 8),
		Futures: 65536, ErrorKinds: true, Notes: []string{l.Say(words.SampleData)},
	}
}

var targetNames = [13][2]string{
	{"GDP of Hangzhou and Ningbo together", "杭甬两市地区生产总值"},
	{"New talent, Hangzhou and Ningbo, 2021-2025 together", "新增人才资源总量"},
	{"Core digital-economy value added, share of Hangzhou GDP", "杭州数字经济核心产业增加值占比"},
	{"PCT international patent applications, Hangzhou", "PCT国际专利申请量"},
	{"Xinhua-Baltic shipping centre rank, Ningbo-Zhoushan", "宁波新华·波罗的海国际航运中心发展指数排名"},
	{"National single-champion manufacturers, Ningbo", "国家级制造业单项冠军企业数"},
	{"Density of classified highways, Hangzhou, Shaoxing and Ningbo", "杭绍甬等级以上公路网密度"},
	{"Technology contracts of the two cities", "两市技术合同成交额"},
	{"Output of jointly built landmark industrial chains", "共建标志性产业链产值规模"},
	{"One-card resident services on the social security card", "社保卡居民服务“一卡通”应用项目数"},
	{"Science and industry enclaves with other regions of the province", "与省内其他地区互设科创（产业）飞地数量"},
	{"Metropolitan areas, share of Yangtze Delta GDP", "杭甬都市区地区生产总值占长三角地区比重"},
	{"Metropolitan areas, share of Yangtze Delta year-end residents", "杭甬都市区年末常住人口占长三角地区比重"},
}

func names(l words.Lang) []string {
	out := make([]string, len(targetNames))
	for i, n := range targetNames {
		out[i] = both(l, n[0], n[1])
	}
	return out
}

func sampleBars(l words.Lang) Picture {
	n := names(l)
	c := LikelihoodBars{Bars: []Bar{
		{Label: n[0], Stated: words.State(.617, "A"), Error: .006, Lo: .34, Hi: .83, Grade: "A"},
		{Label: n[1], Stated: words.State(.71, "C")},
		{Label: n[2], Stated: words.State(.33, "C")},
		{Label: n[3], Stated: words.State(.05, "C")},
		{Label: n[4], Stated: words.State(.42, "B"), Error: .005, Lo: .3, Hi: .55, Grade: "B"},
		{Label: n[5], Stated: words.State(.9991, "B"), Error: .001, Lo: .8, Hi: 1, Grade: "B"},
		{Label: n[6], Stated: words.Stated{}},
		{Label: n[7], Stated: words.StateEnvelope(.31, .97)},
		{Label: n[8], Stated: words.StateEnvelope(.1, .35)},
		{Label: n[9], Stated: words.StateEnvelope(.45, .7)},
		{Label: n[10], Stated: words.Stated{}},
		{Label: n[11], Stated: words.State(.28, "A"), Error: .008, Lo: .05, Hi: .6, Grade: "A"},
		{Label: n[12], Stated: words.Settled(true)},
	}}
	return Picture{Name: "likelihood", Lang: l, Chart: c, Title: l.TitleTargets(2, 8, 5, 2025), Caption: sampleCaption(l),
		Subtitle: both(l, "Likelihood of meeting each target by 2025, scenario: plan as announced", "各目标到2025年的达标概率，情景：按计划推进")}
}

var scenarioNames = [12][2]string{
	{"Trend", "趋势延续"}, {"Plan as announced", "按计划推进"}, {"Full delivery", "全部落实"}, {"Late projects", "项目延期"},
	{"Growth high", "高增长"}, {"Growth low", "低增长"}, {"Digital surge", "数字经济提速"}, {"Talent race", "人才竞争"},
	{"External downturn", "外需下滑"}, {"Falling prices", "价格下行"}, {"Health shock", "公共卫生冲击"}, {"No revisions", "无数据修订"},
}

func sampleHeat(l words.Lang) Picture {
	c := HeatMap{Targets: names(l)}
	for _, s := range scenarioNames {
		c.Scenarios = append(c.Scenarios, both(l, s[0], s[1]))
	}
	for i := range c.Targets {
		var row []words.Stated
		for j := range c.Scenarios {
			p := math.Abs(math.Sin(float64(i*i*3+j) * .37))
			switch {
			case i == 6 && j%3 == 0:
				row = append(row, words.Stated{})
			case i >= 6 && i <= 10:
				row = append(row, words.StateEnvelope(p*.6, p*.6+.3))
			case i == 12:
				row = append(row, words.Settled(true))
			case i == 0 || i == 11:
				row = append(row, words.State(p, "A"))
			case i == 4 || i == 5:
				row = append(row, words.State(p, "B"))
			default:
				row = append(row, words.State(p, "C"))
			}
		}
		c.Cells = append(c.Cells, row)
	}
	return Picture{Name: "scenarios", Lang: l, Chart: c, Caption: sampleCaption(l),
		Title:    l.TitleScenarios(c.Scenarios[2], c.Scenarios[8]),
		Subtitle: both(l, "Likelihood of meeting each target by 2025 (%), by scenario", "各情景下各目标到2025年的达标概率（%）")}
}

func sampleFan(l words.Lang) Picture {
	c := Fan{AsOf: 2021.58, AsOfText: l.Month(2021, 8),
		Target: &FanTarget{Year: 2025, Value: 43000, Text: "43,000", Stated: words.State(.617, "A")}}
	var old, recent []Sample
	for y := 2010; y <= 2017; y++ {
		old = append(old, Sample{y, 11000 * math.Pow(1.09, float64(y-2010))})
	}
	for y := 2018; y <= 2020; y++ {
		recent = append(recent, Sample{y, 25000 * math.Pow(1.07, float64(y-2018))})
	}
	c.History = [][]Sample{old, recent}
	from := recent[2].Value
	for h := 1; h <= 5; h++ {
		q := func(z float64) float64 { return from * math.Exp(.085*float64(h)+.035*math.Sqrt(float64(h))*z) }
		c.Years = append(c.Years, FanYear{2020 + h, q(-1.96), q(-1.282), q(-.674), q(0), q(.674), q(1.282), q(1.96)})
	}
	return Picture{Name: "fan", Lang: l, Chart: c, Caption: sampleCaption(l),
		Title:    l.TitleFan(names(l)[0], words.Rounded(c.Years[4].P50, 3), 2025, c.Target.Stated),
		Subtitle: both(l, "Nominal GDP of both cities, 100 million yuan", "两市地区生产总值合计（现价），亿元")}
}

func sampleRankFan(l words.Lang) Picture {
	c := Fan{AsOf: 2021.58, AsOfText: l.Month(2021, 8), BestLow: true, Whole: true,
		Target:  &FanTarget{Year: 2025, Value: 8, Text: "8", Stated: words.State(.42, "B")},
		History: [][]Sample{{{2014, 25}, {2015, 25}, {2016, 22}, {2017, 18}, {2018, 16}, {2019, 13}, {2020, 11}, {2021, 10}}},
		Years: []FanYear{{2022, 8, 8, 9, 10, 11, 12, 13}, {2023, 7, 7, 9, 9, 11, 12, 14}, {2024, 5, 6, 8, 9, 11, 13, 15},
			{2025, 4, 6, 7, 9, 11, 13, 16}}}
	return Picture{Name: "fan-rank", Lang: l, Chart: c, Caption: sampleCaption(l),
		Title: l.TitleFan(names(l)[4], "9", 2025, c.Target.Stated), Subtitle: both(l, "Rank (1 is best)", "名次（1为最优）")}
}

func sampleByYear(l words.Lang) Picture {
	var c ByYear
	for i, s := range scenarioNames[:5] {
		line := YearLine{Name: both(l, s[0], s[1])}
		for y := 2022; y <= 2025; y++ {
			line.Points = append(line.Points, YearLikelihood{y, words.State(math.Min(.99, float64(y-2021)*(.12+.02*float64(i))), "A")})
		}
		c.Lines = append(c.Lines, line)
	}
	judged := YearLine{Name: names(l)[8]}
	thin := YearLine{Name: names(l)[3]}
	for y := 2022; y <= 2025; y++ {
		judged.Points = append(judged.Points, YearLikelihood{y, words.StateEnvelope(.1, .2+.1*float64(y-2021))})
		thin.Points = append(thin.Points, YearLikelihood{y, words.State(.2*float64(y-2021), "C")})
	}
	c.Lines = append(c.Lines, judged, thin)
	first, last := c.Lines[0].Points[0], c.Lines[0].Points[3]
	return Picture{Name: "by-year", Lang: l, Chart: c, Caption: sampleCaption(l),
		Title:    l.TitleByYear(names(l)[0], first.Stated, last.Stated, first.Year, last.Year),
		Subtitle: both(l, "Likelihood of being met by the end of each year (%)", "到各年年底的达标概率（%）")}
}

func sampleNumber(l words.Lang) Picture {
	c := NumberMet{P: make([]float64, 14), Independent: make([]float64, 14)}
	sum, sumI := 0.0, 0.0
	for k := range c.P {
		c.P[k] = math.Exp(-math.Pow((float64(k)-7)/3.2, 2))
		c.Independent[k] = math.Exp(-math.Pow((float64(k)-7)/2, 2))
		sum += c.P[k]
		sumI += c.Independent[k]
	}
	for k := range c.P {
		c.P[k] /= sum
		c.Independent[k] /= sumI
		c.Expected += float64(k) * c.P[k]
	}
	return Picture{Name: "number", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleNumberMet(c.Expected, 13, 4, 10),
		Subtitle: both(l, "Share of futures that meet exactly so many targets (%)", "恰好达标若干项的模拟结果占比（%）")}
}

func sampleDots(l words.Lang) Picture {
	c := DotPlot{Threshold: 43000, ThresholdText: "43,000", Stated: words.State(.617, "A"), XLabel: both(l, "GDP in 2025 (100 million yuan)", "2025年地区生产总值（亿元）")}
	met := 0
	for i := range 50 {
		v := 43700 * math.Exp(.078*math.Sqrt2*math.Erfinv(2*(float64(i)+.5)/50-1))
		c.Values = append(c.Values, v)
		if v >= c.Threshold {
			met++
		}
	}
	return Picture{Name: "dots", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleDots(met, 50, both(l, "43,000", "4.3万亿元")),
		Subtitle: both(l, "50 equally likely futures of the two cities' GDP", "两市地区生产总值的50种等可能未来")}
}

func sampleRankDots(l words.Lang) Picture {
	c := DotPlot{Threshold: 8, ThresholdText: "8", Direction: AtMost, Stated: words.State(.48, "A"), Step: 1, XLabel: both(l, "rank in 2025", "2025年名次")}
	for rank, n := range map[int]int{5: 2, 6: 5, 7: 8, 8: 9, 9: 9, 10: 8, 11: 5, 12: 3, 14: 1} {
		for range n {
			c.Values = append(c.Values, float64(rank))
		}
	}
	slices.Sort(c.Values)
	return Picture{Name: "dots-rank", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleDots(24, 50, both(l, "rank 8 or better", "第八位或更好")),
		Subtitle: both(l, "50 equally likely futures of the port's rank", "港口名次的50种等可能未来")}
}

func sampleExceedance(l words.Lang) Picture {
	c := Exceedance{Threshold: 43000, ThresholdText: "43,000", Stated: words.State(.617, "A"),
		XLabel: both(l, "GDP in 2025 (100 million yuan)", "2025年地区生产总值（亿元）")}
	for i, s := range scenarioNames[:3] {
		k := Curve{Name: both(l, s[0], s[1])}
		for v := 33000.0; v <= 56000; v += 250 {
			k.X = append(k.X, v)
			k.P = append(k.P, .5*math.Erfc(math.Log(v/(44030-1500*float64(i)))/.08/math.Sqrt2))
		}
		c.Curves = append(c.Curves, k)
	}
	return Picture{Name: "exceedance", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleExceedance(names(l)[0], .617, "43,000"),
		Subtitle: both(l, "Chance that GDP in 2025 reaches a value (%)", "2025年地区生产总值达到各值的概率（%）")}
}

func sampleBaseGrowth(l words.Lang) Picture {
	c := BaseGrowth{XLabel: l.Say(words.BaseValue, both(l, "2020, 100 million yuan", "2020年，亿元")),
		Priors: []PriorMark{{both(l, "sceptic", "悲观"), 6, .05}, {both(l, "central", "中性"), 10, .12}, {both(l, "optimist", "乐观"), 16, .2}}}
	for b := 2.0; b <= 24; b++ {
		c.Base = append(c.Base, b)
	}
	for g := -.05; g <= .401; g += .025 {
		c.Growth = append(c.Growth, g)
		var row []float64
		for _, b := range c.Base {
			row = append(row, .5*math.Erfc(-(5*g-math.Log(30/b))/.35/math.Sqrt2))
		}
		c.P = append(c.P, row)
	}
	return Picture{Name: "base-growth", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleBaseGrowth(names(l)[7], both(l, "10", "10亿元"), l.GrowthOf(.2197)),
		Subtitle: both(l, "Likelihood of 3 billion yuan by 2025, by base value and growth", "到2025年达到30亿元的概率，随基期值和增速而变")}
}

func sampleMilestones(l words.Lang) Picture {
	c := Milestones{Years: []int{2021, 2022, 2023, 2024, 2025}}
	for i, n := range [][2]string{{"Hangzhou-Shaoxing-Ningbo expressway", "杭绍甬高速公路"}, {"Hangzhou airport terminal 4", "萧山机场T4航站楼"},
		{"Ningbo-Zhoushan railway", "甬舟铁路"}, {"Metro line 5, second part", "地铁5号线二期"}} {
		m := Milestone{Label: both(l, n[0], n[1]), Planned: 2022 + i%3}
		for y := range c.Years {
			m.ByYear = append(m.ByYear, words.State(1/(1+math.Exp(-1.5*float64(y-i)+.6)), "B"))
		}
		c.Pieces = append(c.Pieces, m)
	}
	for y := range c.Years {
		c.Together = append(c.Together, words.State(math.Pow(float64(y)/4.4, 4), "B"))
	}
	return Picture{Name: "milestones", Lang: l, Chart: c, Caption: sampleCaption(l), Title: l.TitleMilestones(c.Together[4], 2025),
		Subtitle: both(l, "Likelihood that each piece is open by the end of the year (%)", "各项目到当年年底建成的概率（%）")}
}
