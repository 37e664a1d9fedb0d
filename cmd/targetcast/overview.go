package main

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// Pictures of the plan as a whole.

// likelihood finds a row: under the central prior, or the only one.
func (a *album) likelihood(scenario string, t *result.Target) *result.Likelihood {
	for i := range a.set.Likelihood {
		k := &a.set.Likelihood[i]
		if k.Scenario == scenario && k.Target == t.ID && k.Reading == t.Reading {
			return k
		}
	}
	return nil
}

func (a *album) stated(scenario string, t *result.Target) words.Stated {
	switch k := a.likelihood(scenario, t); {
	case t.Settled != 0:
		return words.Settled(t.Settled > 0)
	case k == nil || t.CannotTell:
		return words.Stated{}
	default:
		return words.StatedOf(k.Stated, !t.HasBase)
	}
}

// counted are the targets that the plan numbers, or all when it numbers none.
func (a *album) counted() []*result.Target {
	var out []*result.Target
	for i := range a.set.Targets {
		if t := &a.set.Targets[i]; t.Reading == "" && (t.Number > 0 || !a.numbered()) {
			out = append(out, t)
		}
	}
	return out
}

func indicatorsOf(targets []*result.Target) []string {
	var out []string
	for _, t := range targets {
		out = append(out, t.Indicator)
	}
	return out
}

func (a *album) bars() chart.Picture {
	var c chart.LikelihoodBars
	likely, assessed, others := 0, 0, 0
	targets := a.counted()
	for _, t := range targets {
		s := a.stated(a.headline().ID, t)
		b := chart.Bar{Label: t.Title.In(a.lang), Stated: s, Grade: t.Grade}
		if k := a.likelihood(a.headline().ID, t); k != nil && s.Form == words.Point {
			b.Error = (k.ErrorHigh - k.ErrorLow) / 2
			if !math.IsNaN(k.RangeLow) {
				b.Lo, b.Hi = math.Max(0, k.RangeLow), math.Min(1, k.RangeHigh)
			}
		}
		c.Bars = append(c.Bars, b)
		switch s.Form {
		case words.Point, words.Band:
			assessed++
			if s.P > .5 || s.Lo >= .5 {
				likely++
			}
		case words.Judged, words.None:
			others++
		}
	}
	caption := a.caption()
	caption.ErrorKinds = true
	return chart.Picture{Name: "likelihood", Chart: c, Caption: caption, Title: a.lang.TitleTargets(likely, assessed, others, a.set.Plan.Horizon),
		Subtitle: fmt.Sprintf(a.either("Likelihood of meeting each target of \"%s\", scenario: %s", "《%s》各目标的达标概率，情景：%s"),
			a.set.Plan.Title.In(a.lang), a.headline().Title.In(a.lang))}
}

func (a *album) heat() chart.Picture {
	targets := a.counted()
	c := chart.HeatMap{Cells: make([][]words.Stated, len(targets))}
	best, worst := 0, 0
	scenarios := a.set.Scenarios[:min(16, len(a.set.Scenarios))]
	sums := make([]float64, len(scenarios))
	for j, s := range scenarios {
		c.Scenarios = append(c.Scenarios, s.Title.In(a.lang))
		for i, t := range targets {
			c.Cells[i] = append(c.Cells[i], a.stated(s.ID, t))
			if k := a.likelihood(s.ID, t); k != nil && t.HasBase && !t.CannotTell {
				sums[j] += k.P
			}
		}
		if sums[j] > sums[best] {
			best = j
		}
		if sums[j] < sums[worst] {
			worst = j
		}
	}
	for _, t := range targets {
		c.Targets = append(c.Targets, t.Title.In(a.lang))
	}
	title := a.lang.TitleScenarios(c.Scenarios[best], c.Scenarios[worst])
	if len(scenarios) == 1 {
		title = a.bars().Title
	}
	caption := a.caption()
	caption.Notes = append(caption.Notes, a.either("Best and worst by the expected number of targets met among those with a base value.", "最有利与最不利按有基期值目标的期望达标个数排定。"))
	return chart.Picture{Name: "scenarios", Chart: c, Caption: caption, Title: title,
		Subtitle: a.either("Likelihood of meeting each target (%), by scenario", "各情景下各目标的达标概率（%）")}
}

// numbers draws how many targets are met: first of those with a base value, then of all under each prior.
func (a *album) numbers() []chart.Picture {
	var out []chart.Picture
	for _, j := range a.set.Joint {
		if j.Scenario != a.headline().ID || j.Set != "observed" && j.Set != "all" || len(j.Targets) < 2 {
			continue
		}
		if j.Set == "all" && j.Prior != central(a.l.plan) && !a.all {
			continue
		}
		low, high := spread(j.Number, .1), spread(j.Number, .9)
		p := chart.Picture{Name: "number-" + j.Set, Caption: a.caption(),
			Chart:    chart.NumberMet{P: j.Number, Independent: j.Independent, Expected: j.Expected},
			Title:    a.lang.TitleNumberMet(j.Expected, len(j.Targets), low, high),
			Subtitle: a.either("Targets with a base value only: share of futures that meet exactly so many (%)", "仅含有基期值的目标：恰好达标若干项的模拟结果占比（%）")}
		if j.Set == "all" {
			p.Name += "-" + j.Prior
			p.Subtitle = a.either("All targets, partly judged without base data ("+j.Prior+" prior): share of futures that meet exactly so many (%)",
				"全部目标，其中部分凭判断、无基期数据（"+a.priorTitle(j.Prior)+"）：恰好达标若干项的模拟结果占比（%）")
		}
		out = append(out, p)
	}
	return out
}

func (a *album) priorTitle(id string) string {
	for _, p := range a.set.Plan.Priors {
		if p.ID == id {
			return p.Title.In(a.lang)
		}
	}
	return id
}

// spread is the least number that at least the share q of futures does not exceed.
func spread(number []float64, q float64) int {
	sum := 0.0
	for k, p := range number {
		if sum += p; sum >= q-1e-12 {
			return k
		}
	}
	return len(number) - 1
}

// byYear draws how likelihoods move over the years, for the targets whose likelihood may be said as one number.
func (a *album) byYear() []chart.Picture {
	var lines []chart.YearLine
	var shown []*result.Target
	for _, t := range a.counted() {
		k := a.likelihood(a.headline().ID, t)
		if k == nil || !t.HasBase || t.CannotTell || t.Grade == "C" || len(lines) == 6 {
			continue
		}
		line := chart.YearLine{Name: t.Title.In(a.lang)}
		for _, y := range k.ByYear {
			line.Points = append(line.Points, chart.YearLikelihood{Year: y.Year, Stated: words.State(y.P, t.Grade)})
		}
		lines, shown = append(lines, line), append(shown, t)
	}
	if len(lines) == 0 {
		return nil
	}
	first, last := lines[0].Points[0], lines[0].Points[len(lines[0].Points)-1]
	return []chart.Picture{{Name: "by-year", Chart: chart.ByYear{Lines: lines}, Caption: a.caption(indicatorsOf(shown)...),
		Title:    a.lang.TitleByYear(lines[0].Name, first.Stated, last.Stated, first.Year, last.Year),
		Subtitle: a.either("Likelihood that the threshold is satisfied at the end of each year (%), targets of evidence grade A or B", "各年年底达到目标值的概率（%），证据等级为A或B的目标")}}
}

// milestones draws dated pieces: targets outside the count whose indicators are open or not.
func (a *album) milestones() []chart.Picture {
	var c chart.Milestones
	for _, t := range a.set.Targets {
		k := a.likelihood(a.headline().ID, &t)
		if k == nil || t.Reading != "" || !a.opens(t.Indicator) {
			continue
		}
		m := chart.Milestone{Label: t.Title.In(a.lang), Planned: a.planned(t.Indicator)}
		c.Years = c.Years[:0]
		for _, y := range k.ByYear {
			c.Years = append(c.Years, y.Year)
			m.ByYear = append(m.ByYear, words.State(y.P, t.Grade))
		}
		if a.derived(t.Indicator) {
			c.Together = m.ByYear
			continue
		}
		c.Pieces = append(c.Pieces, m)
	}
	if len(c.Pieces) == 0 {
		return nil
	}
	title := a.either("Dated pieces of the plan, by year", "规划中有日期的项目，按年份")
	if n := len(c.Together); n > 0 {
		title = a.lang.TitleMilestones(c.Together[n-1], c.Years[len(c.Years)-1])
	}
	return []chart.Picture{{Name: "milestones", Chart: c, Caption: a.caption(), Title: title,
		Subtitle: a.either("Likelihood that each piece is open by the end of the year (%)", "各项目到当年年底建成的概率（%）")}}
}

// opens reports whether an indicator is a milestone, or formed of nothing but milestones.
func (a *album) opens(indicator string) bool {
	ind := a.written(indicator)
	if ind == nil || ind.Formula == "" {
		return ind != nil && ind.Law == "milestone"
	}
	e, err := formula.Parse(ind.Formula)
	return err == nil && !slices.ContainsFunc(e.Refs(), func(r formula.Ref) bool {
		part := a.written(r.Name)
		return part == nil || part.Law != "milestone"
	})
}

func (a *album) written(indicator string) *plan.Indicator {
	for i := range a.l.plan.Indicators {
		if a.l.plan.Indicators[i].ID == indicator {
			return &a.l.plan.Indicators[i]
		}
	}
	return nil
}

// planned is the year in which a milestone was to open, without any delay; 0 when the plan does not say.
func (a *album) planned(indicator string) int {
	q := a.written(indicator).Parameters["planned"]
	if x, ok := q.Value(); ok {
		return int(x)
	}
	e, err := formula.Parse(q.Formula)
	if err != nil {
		return 0
	}
	x, _ := e.Value(func(string) (float64, bool) { return 0, true }, 0)
	return int(x)
}

func (a *album) derived(indicator string) bool {
	return slices.ContainsFunc(a.set.Indicators, func(i result.Indicator) bool { return i.ID == indicator && i.Law == "" })
}

// sources names the publishers behind the histories of indicators, the most used first.
func (a *album) sources(indicators []string) string {
	uses := map[string]int{}
	for _, ind := range a.set.Indicators {
		if len(indicators) > 0 && !slices.Contains(indicators, ind.ID) {
			continue
		}
		for _, p := range ind.History {
			for _, key := range strings.Split(p.Source, " + ") {
				uses[a.publisher(key)]++
			}
		}
	}
	delete(uses, "")
	_, memory := uses[a.publisher("recalled")]
	delete(uses, a.publisher("recalled"))
	names := make([]string, 0, len(uses))
	for n := range uses {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if uses[names[i]] != uses[names[j]] {
			return uses[names[i]] > uses[names[j]]
		}
		return names[i] < names[j]
	})
	const most = 3
	if len(names) > most {
		names = append(names[:most], a.either("others in sources.toml", "其余见 sources.toml"))
	}
	if memory {
		names = append(names, a.publisher("recalled"))
	}
	return a.lang.Several(names)
}

func (a *album) publisher(key string) string {
	s, ok := a.l.plan.Sources[key]
	switch {
	case key == "recalled":
		return a.either("some figures from memory", "部分数字凭记忆记录")
	case !ok:
		return key
	case s.PublisherEn != "" && a.lang == words.En:
		return s.PublisherEn
	case s.Publisher != "":
		return s.Publisher
	}
	return s.Title
}
