package table

import (
	"math"
	"strconv"

	"targetcast/model/attain"
	"targetcast/output/result"
)

// sample is a hand-made set as large as a real one: n scenarios, 13 targets in three groups, readings, and pieces
// outside the count. Its numbers mean nothing.
func sample(n int) *result.Set {
	s := &result.Set{Plan: result.Plan{ID: "two", Title: result.Text{En: "Two cities", Zh: "双城记"}, AsOf: "2021-08-02", Since: 2021,
		Horizon: 2025, Groups: []result.Group{{ID: "benchmark", Title: result.Text{En: "National benchmark", Zh: "全国标杆"}},
			{ID: "synergy", Title: result.Text{En: "Regional synergy", Zh: "区域协同"}},
			{ID: "leadership", Title: result.Text{En: "Leadership of the metropolitan areas in the whole of the Delta", Zh: "都市区引领"}},
			{ID: "circle", Title: result.Text{En: "Commuting circle", Zh: "通勤圈"}}},
		Priors: []result.Group{{ID: "sceptic", Title: result.Text{En: "sceptic", Zh: "悲观"}}, {ID: "central", Title: result.Text{En: "central", Zh: "中性"}},
			{ID: "optimist", Title: result.Text{En: "optimist", Zh: "乐观"}}}},
		Manifest: result.Manifest{Identity: result.Identity{Draws: 10240}}}
	titles := []result.Text{{En: "Trend", Zh: "趋势延续"}, {En: "Plan as announced", Zh: "按公布方案实施"}, {En: "Full delivery", Zh: "全面落实"},
		{En: "Late projects", Zh: "项目延误"}, {En: "Growth high", Zh: "增长偏高"}, {En: "Growth low", Zh: "增长偏低"}, {En: "Digital surge", Zh: "数字跃升"},
		{En: "Talent race", Zh: "人才竞争"}, {En: "External downturn", Zh: "外部下行"}, {En: "Falling prices", Zh: "价格下跌"},
		{En: "Health shock", Zh: "公共卫生冲击"}, {En: "No revisions", Zh: "无数据修订"}}
	for i := range n {
		title := result.Text{En: "Scenario " + strconv.Itoa(i+1), Zh: "情景" + strconv.Itoa(i+1)}
		if i < len(titles) {
			title = titles[i]
		}
		s.Scenarios = append(s.Scenarios, result.Scenario{ID: "s" + strconv.Itoa(i+1), Title: title, Headline: i == min(1, n-1)})
	}
	addTargets(s)
	for i := range s.Targets {
		for k, sc := range s.Scenarios {
			if t := &s.Targets[i]; t.Settled == 0 {
				s.Likelihood = append(s.Likelihood, likelihood(t, sc.ID, i, k))
			}
		}
	}
	addJoint(s)
	for _, t := range s.Targets {
		if !t.HasBase && t.Number > 0 && t.Reading == "" {
			s.Warnings = append(s.Warnings, result.Warning{Code: "no_base", About: t.ID})
		}
	}
	for i, id := range []string{"gdp", "talent", "digital", "pct", "port", "champions", "gdp_share", "population"} {
		s.Warnings = append(s.Warnings, result.Warning{Code: "short_history", About: id, Values: map[string]any{"n": i, "grade": "C"}},
			result.Warning{Code: "new_code", About: id, Values: map[string]any{"year": 2010 + i}})
	}
	return s
}

// addTargets adds what the plan asks for.
func addTargets(s *result.Set) {
	nan := math.NaN()
	for _, t := range []result.Target{
		{ID: "gdp", Number: 1, Group: "benchmark", Title: result.Text{En: "GDP of the two cities", Zh: "杭甬两市地区生产总值"}, Unit: "100M CNY",
			Comparator: ">=", Threshold: 43000, HasBase: true, Base: 28514, BaseYear: 2020, Grade: "A", Required: 0.0856, Recent: 0.081, PaceIsRate: true, Schedule: "on"},
		{ID: "talent", Number: 2, Group: "benchmark", Title: result.Text{En: "New talent, gross inflow", Zh: "新增人才（流入总量）"}, Unit: "persons",
			Comparator: ">=", Threshold: 1e6, HasBase: true, Base: 553000, BaseYear: 2020, Grade: "C", Required: 0.02, Recent: 0.11, PaceIsRate: true, Schedule: "ahead"},
		{ID: "talent", Reading: "net", Number: 2, Group: "benchmark", Title: result.Text{En: "net stock", Zh: "净存量"}, Unit: "persons", Comparator: ">=",
			Threshold: 1e6, Base: nan, Grade: "C", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "digital", Number: 3, Group: "benchmark", Title: result.Text{En: "Core digital industries, share of Hangzhou's GDP", Zh: "杭州数字经济核心产业增加值占地区生产总值比重"},
			Unit: "%", Comparator: ">", Threshold: 30, HasBase: true, Base: 26.6, BaseYear: 2020, Grade: "C", Required: 0.68, Recent: 0.9, Schedule: "ahead"},
		{ID: "pct", Number: 4, Group: "benchmark", Title: result.Text{En: "PCT applications", Zh: "PCT国际专利申请量"}, Unit: "per year", Comparator: ">=",
			Threshold: 2500, HasBase: true, Base: 765, BaseYear: 2016, Grade: "C", Required: 0.267, Recent: nan, PaceIsRate: true, Schedule: "unknown"},
		{ID: "port", Number: 5, Group: "benchmark", Title: result.Text{En: "Rank of Ningbo-Zhoushan in the shipping index", Zh: "新华·波罗的海国际航运中心发展指数排名"}, Unit: "rank",
			Comparator: "<=", Threshold: 8, HasBase: true, Base: 10, BaseYear: 2021, Grade: "B", Required: -0.5, Recent: -0.4, Schedule: "behind"},
		{ID: "champions", Number: 6, Group: "benchmark", Title: result.Text{En: "National single champions", Zh: "国家级制造业单项冠军"}, Unit: "firms and products",
			Comparator: ">=", Threshold: 100, HasBase: true, Base: 45, BaseYear: 2020, Grade: "B", Required: 11, Recent: 8.5, Schedule: "behind"},
		{ID: "roads", Number: 7, Group: "synergy", Title: result.Text{En: "Classified roads, density", Zh: "等级公路密度"}, Unit: "km/km²",
			Comparator: ">=", Threshold: 1.15, Base: nan, Grade: "C", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "contracts", Number: 8, Group: "synergy", Title: result.Text{En: "Technology contracts between the cities", Zh: "两市间技术合同成交额"}, Unit: "100M CNY",
			Comparator: ">=", Threshold: 30, Base: nan, Grade: "C", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "chain", Number: 9, Group: "synergy", Title: result.Text{En: "Output of landmark chains", Zh: "标志性产业链产值"}, Unit: "100M CNY",
			Comparator: ">=", Threshold: 21000, Base: nan, Grade: "C", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "card", Number: 10, Group: "synergy", Title: result.Text{En: "One-card applications", Zh: "市民卡互通应用"}, Unit: "applications",
			Comparator: ">=", Threshold: 180, Base: nan, Grade: "C", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "enclaves", Number: 11, Group: "synergy", Title: result.Text{En: "Enclaves", Zh: "飞地"}, Unit: "enclaves",
			Comparator: ">=", Threshold: 50, Base: nan, Grade: "C", CannotTell: true, Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "gdp_share", Number: 12, Group: "leadership", Title: result.Text{En: "Metro areas' share of the Delta's GDP", Zh: "两大都市区生产总值占长三角比重"}, Unit: "%",
			Comparator: ">=", Threshold: 20.8, HasBase: true, Base: 20.2, BaseYear: 2020, Grade: "A", Required: 0.12, Recent: 0.03, Schedule: "behind"},
		{ID: "population", Number: 13, Group: "leadership", Title: result.Text{En: "Metro areas' share of the Delta's population", Zh: "两大都市区人口占长三角比重"}, Unit: "%",
			Comparator: ">=", Threshold: 19.3, HasBase: true, Base: 18.9, BaseYear: 2020, Grade: "C", Required: 0.08, Recent: 0.17, Schedule: "ahead"},
		{ID: "station", Group: "circle", Title: result.Text{En: "Hangzhou West station open", Zh: "杭州西站建成"}, Comparator: ">=", Threshold: 1,
			HasBase: true, Base: 0, BaseYear: 2020, Grade: "B", Required: nan, Recent: nan, Schedule: "unknown"},
		{ID: "rail", Group: "circle", Title: result.Text{En: "Rail, minutes", Zh: "铁路时间"}, Unit: "minutes", Comparator: "<=", Threshold: 60, Settled: 1,
			HasBase: true, Base: 46, BaseYear: 2019, Grade: "A", Required: nan, Recent: nan, Schedule: "ahead"},
	} {
		t.By, t.Hold, t.Joint = 2025, "at", t.Number > 0
		s.Targets = append(s.Targets, t)
	}
}

// likelihood gives the i-th target a likelihood in the k-th scenario that runs through all forms of statement.
func likelihood(t *result.Target, scenario string, i, k int) result.Likelihood {
	p := math.Mod(0.37+0.29*float64(i)+0.017*float64(k), 1)
	if i == 0 && k > 8 {
		p = 0.001
	}
	if i == 12 && k > 8 {
		p = 0.9999
	}
	envelope := [2]float64{max(0, p-0.22), min(1, p+0.2)}
	if t.ID == "card" && k > 2 {
		envelope = [2]float64{0.1, 0.95}
	}
	return result.Likelihood{Scenario: scenario, Prior: "central", Target: t.ID, Reading: t.Reading, P: p, Hits: int64(p * 10240), Draws: 10240,
		ErrorLow: p - 0.0093, ErrorHigh: p + 0.0093, RangeLow: max(0, p-0.213), RangeHigh: min(1, p+0.171),
		Stated: attain.State(p, t.Grade, t.HasBase, envelope)}
}

func addJoint(s *result.Set) {
	sc := headline(s).ID
	s.Joint = []result.Joint{
		{Scenario: sc, Prior: "optimist", Set: "all", Targets: make([]string, 13), Judged: true, All: 0.0123, ErrorHigh: 0.015, Product: 0.00043, Expected: 7.41, SD: 2.3, Number: []float64{0, 0.1, 0.2, 0.7}},
		{Scenario: sc, Prior: "central", Set: "all", Targets: make([]string, 13), Judged: true, All: 0.002, ErrorHigh: 0.003, Product: 0.00002, Expected: 5.2, SD: 2.1, Number: []float64{0, 0.1, 0.9}},
		{Scenario: sc, Prior: "sceptic", Set: "all", Targets: make([]string, 13), Judged: true, All: 0, ErrorHigh: 0.00036, Product: 0, Expected: 3.9, SD: 2, Number: []float64{0, 0.9, 0.1}},
		{Scenario: sc, Prior: "central", Set: "observed", Targets: make([]string, 8), All: 0.0312, ErrorHigh: 0.035, Product: 0.0121, Expected: 4.16, SD: 1.62, Number: []float64{0, 0, 0, 0.2, 0.5, 0.3, 0, 0, 0}},
		{Scenario: sc, Prior: "central", Set: "leadership", Targets: make([]string, 2), All: 0.41, ErrorHigh: 0.42, Product: 0.33, Expected: 1.3, SD: 0.6, Number: []float64{0.1, 0.49, 0.41}},
		{Scenario: "another", Prior: "central", Set: "all", Targets: make([]string, 13)},
	}
}
