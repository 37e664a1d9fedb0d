package report

import (
	"bytes"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// view is the report in one language, every cell as it is printed.
type view struct {
	Lang words.Lang
	Set  *result.Set

	Title, Note, Expect, Headline string
	Figures                       map[string]*figure
	Groups                        []group
	Swings                        []swing
	Effects                       []effect
	Joint                         []effect
	Levers                        []lever
	Warnings                      []string

	units map[string]string
}

type figure struct {
	Figure
	Picture template.HTML
}

// Keep says that the picture's colours are a scale, which the dark page must not turn round.
func (f *figure) Keep() bool { return f.Name == "scenarios" || strings.HasPrefix(f.Name, "base-") }

type group struct {
	Title   string
	Targets []*target
}

// target is one target with all that is known of it.
type target struct {
	*result.Target
	Heading, Stated, Word, Class string
	Asks, Short, Base            string // Short: without the year
	Needed, Recent               string
	Pace                         string
	Finding                      string
	Figures                      []*figure
	ByScenario, ByYear, Readings []row
	Settings                     []result.Setting
	Sharp                        bool // a point under the headline: beside it stand its error and its range
	Indicator                    *indicator
	Warnings                     []string
}

// row is a name with a cell or more.
type row struct {
	Name  string
	Cells []string
	Mark  bool
}

type indicator struct {
	*result.Indicator
	Title, Unit string
	Values      []row
}

// swing is how far scenarios move a target.
type swing struct {
	Name, Headline, Low, LowBy, High, HighBy string
	by                                       float64
}

// effect is a scenario with the number of targets that are met under it.
type effect struct {
	Name, Why, Expected, SD, Against, All, Product string
	Headline                                       bool
}

type lever struct {
	result.Lever
	Name     string
	Settings []result.Setting
}

func newView(in Input, l words.Lang, letters *alphabet) (*view, error) {
	s := in.Set
	v := &view{Lang: l, Set: s, Title: titleOf(l, s.Plan.Title, s.Plan.ID), Note: inLang(l, s.Plan.Note), Figures: map[string]*figure{}, units: map[string]string{}}
	for _, f := range in.Figures {
		if f.Lang != l {
			continue
		}
		picture, err := letters.take(f)
		if err != nil {
			return nil, err
		}
		v.Figures[f.Name] = &figure{f, picture}
	}
	v.Headline = v.scenarioTitle(v.headline())
	var b bytes.Buffer
	if err := table.Expect(&b, s, l, math.MaxInt32); err != nil {
		return nil, err
	}
	v.Expect = strings.TrimSpace(b.String())
	v.Warnings = table.Sentences(s, l)
	v.targets()
	v.effects()
	v.swings()
	for _, k := range s.Levers {
		v.Levers = append(v.Levers, lever{k, titleOf(l, k.Title, k.ID), v.settings("lever." + k.ID + ".")})
	}
	return v, nil
}

// inLang picks the language of a text, and the other when that is empty.
func inLang(l words.Lang, t result.Text) string {
	first, second := t.En, t.Zh
	if l == words.Zh {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}

func titleOf(l words.Lang, t result.Text, id string) string {
	if title := inLang(l, t); title != "" {
		return title
	}
	return id
}

func (v *view) headline() string {
	for _, s := range v.Set.Scenarios {
		if s.Headline {
			return s.ID
		}
	}
	return ""
}

func (v *view) scenarioTitle(id string) string {
	for _, s := range v.Set.Scenarios {
		if s.ID == id {
			return titleOf(v.Lang, s.Title, id)
		}
	}
	return id
}

// likelihood finds a row: the first prior's, which is the central one where there are several.
func (v *view) likelihood(scenario string, t *result.Target) *result.Likelihood {
	for i := range v.Set.Likelihood {
		k := &v.Set.Likelihood[i]
		if k.Scenario == scenario && k.Target == t.ID && k.Reading == t.Reading {
			return k
		}
	}
	return nil
}

func (v *view) stated(scenario string, t *result.Target) words.Stated {
	switch k := v.likelihood(scenario, t); {
	case t.Settled != 0:
		return words.Settled(t.Settled > 0)
	case k == nil || t.CannotTell:
		return words.Stated{}
	default:
		return words.StatedOf(k.Stated, !t.HasBase)
	}
}

func (v *view) targets() {
	v.Groups = nil
	for _, g := range v.Set.Plan.Groups {
		out := group{Title: titleOf(v.Lang, g.Title, g.ID)}
		for i := range v.Set.Targets {
			if t := &v.Set.Targets[i]; t.Group == g.ID && t.Reading == "" {
				out.Targets = append(out.Targets, v.target(t))
			}
		}
		if len(out.Targets) > 0 {
			v.Groups = append(v.Groups, out)
		}
	}
}

var classes = [...]string{words.None: "none", words.Point: "point", words.Band: "band", words.Judged: "judged", words.WasMet: "met", words.WasMissed: "missed"}

func (v *view) target(t *result.Target) *target {
	l := v.Lang
	s := v.stated(v.headline(), t)
	out := &target{Target: t, Heading: titleOf(l, t.Title, t.ID), Stated: s.Short(l), Word: s.Word(l), Class: classes[s.Form],
		Asks: v.asks(t), Short: v.threshold(t), Base: v.base(t), Needed: v.rate(t.Required, t), Recent: v.rate(t.Recent, t), Pace: v.pace(t.Schedule),
		Finding: l.TitleLikelihood(titleOf(l, t.Title, t.ID), s, t.By)}
	if t.Number > 0 {
		out.Heading = strconv.Itoa(t.Number) + "\u2002" + out.Heading
	}
	for _, kind := range targetPictures {
		if f := v.Figures[kind+t.ID]; f != nil {
			out.Figures = append(out.Figures, f)
		}
	}
	out.Sharp = s.Form == words.Point
	if t.Settled == 0 {
		for _, sc := range v.Set.Scenarios {
			cells := v.likelihoodCells(sc.ID, t)
			if !out.Sharp {
				cells = cells[:1]
			}
			out.ByScenario = append(out.ByScenario, row{v.scenarioTitle(sc.ID), cells, sc.Headline})
		}
		if k := v.likelihood(v.headline(), t); k != nil && t.HasBase && !t.CannotTell {
			for _, y := range k.ByYear {
				out.ByYear = append(out.ByYear, row{Name: strconv.Itoa(y.Year), Cells: []string{words.State(y.P, t.Grade).Short(l)}})
			}
		}
	}
	for i := range v.Set.Targets {
		if r := &v.Set.Targets[i]; r.ID == t.ID && r.Reading != "" {
			out.Readings = append(out.Readings, row{Name: titleOf(l, r.Title, r.Reading), Cells: []string{v.asks(r), v.stated(v.headline(), r).Short(l), r.Grade}})
		}
	}
	out.Indicator = v.indicator(t.Indicator)
	out.Settings = append(v.settings("target."+t.ID+"."), v.settings("indicator."+t.Indicator+".")...)
	for _, w := range v.Set.Warnings {
		if w.About == t.ID || w.About == t.Indicator {
			out.Warnings = append(out.Warnings, words.Sentence(l, words.Warning{Code: w.Code, About: titleOf(l, t.Title, t.ID), Values: w.Values}))
		}
	}
	return out
}

// likelihoodCells are the likelihood as stated, its simulation error and its range, the latter two only beside a point:
// beside a band they would say more than may be said.
func (v *view) likelihoodCells(scenario string, t *result.Target) []string {
	s, k := v.stated(scenario, t), v.likelihood(scenario, t)
	out := []string{s.Text(v.Lang), "", ""}
	if s.Form != words.Point || k == nil {
		return out
	}
	out[1] = v.Lang.Error((k.ErrorHigh - k.ErrorLow) / 2)
	if !math.IsNaN(k.RangeLow) && !math.IsNaN(k.RangeHigh) {
		step := 5.0
		if t.Grade == "A" {
			step = 1
		}
		out[2] = v.Lang.PercentRange(step*math.Floor(100*k.RangeLow/step+1e-9)/100, step*math.Ceil(100*k.RangeHigh/step-1e-9)/100)
	}
	return out
}

var signs = map[string]string{">=": "≥", "<=": "≤", ">": ">", "<": "<"}

func (v *view) asks(t *result.Target) string {
	q := v.threshold(t)
	s, err := v.Say("by", q, t.By)
	if err != nil {
		return q
	}
	return s
}

func (v *view) threshold(t *result.Target) string {
	return signs[t.Comparator] + "\u00a0" + v.Lang.Quantity(words.Rounded(t.Threshold, 4), t.Unit)
}

func (v *view) base(t *result.Target) string {
	if !t.HasBase || math.IsNaN(t.Base) {
		return "–"
	}
	value := v.Lang.Quantity(words.Rounded(t.Base, 4), t.Unit)
	if t.BaseYear == 0 {
		return value
	}
	if v.Lang == words.Zh {
		return value + "（" + strconv.Itoa(t.BaseYear) + "年）"
	}
	return value + " in " + strconv.Itoa(t.BaseYear)
}

// rate is "+8.6 %" for a rate and "+0.017" in own units.
func (v *view) rate(x float64, t *result.Target) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	plus := ""
	if x > 0 {
		plus = "+"
	}
	if t.PaceIsRate {
		return plus + v.Lang.Percent(x, 1)
	}
	return plus + words.Rounded(x, 2)
}

func (v *view) pace(verdict string) string {
	switch verdict {
	case "ahead":
		return v.Lang.Label(words.LabelAhead)
	case "on":
		return v.Lang.Label(words.LabelOn)
	case "behind":
		return v.Lang.Label(words.LabelBehind)
	}
	return "–"
}

func (v *view) indicator(id string) *indicator {
	for i := range v.Set.Indicators {
		ind := &v.Set.Indicators[i]
		if ind.ID != id {
			continue
		}
		out := &indicator{Indicator: ind, Title: titleOf(v.Lang, ind.Title, ind.ID), Unit: v.Lang.UnitText(ind.Unit)}
		for _, p := range ind.History {
			out.Values = append(out.Values, row{Name: strconv.Itoa(p.Year), Cells: []string{words.Rounded(p.Value, 6), p.Grade, p.Source}})
		}
		return out
	}
	return nil
}

// Indicators are those with a history.
func (v *view) Indicators() []*indicator {
	var out []*indicator
	for i := range v.Set.Indicators {
		if ind := v.indicator(v.Set.Indicators[i].ID); len(ind.Values) > 0 {
			out = append(out, ind)
		}
	}
	return out
}

// settings are the plan's own numbers whose key begins so; long distributions keep their beginning.
func (v *view) settings(prefix string) []result.Setting {
	var out []result.Setting
	for _, s := range v.Set.Settings {
		if s.Scenario == "" && strings.HasPrefix(s.Key, prefix) {
			const most = 120
			if utf8.RuneCountInString(s.Value) > most {
				s.Value = string([]rune(s.Value)[:most]) + "…"
			}
			out = append(out, s)
		}
	}
	return out
}

// effects lists how many of the targets with a base value are met under each scenario.
func (v *view) effects() {
	expected := map[string]*result.Joint{}
	for i := range v.Set.Joint {
		if j := &v.Set.Joint[i]; j.Set == "observed" && expected[j.Scenario] == nil {
			expected[j.Scenario] = j
		}
	}
	for _, s := range v.Set.Scenarios {
		j := expected[s.ID]
		if j == nil {
			continue
		}
		e := effect{Name: titleOf(v.Lang, s.Title, s.ID), Why: inLang(v.Lang, s.Why), Headline: s.Headline, Expected: words.Number(j.Expected, 1),
			SD: words.Number(j.SD, 1), Against: "–", All: v.small(j.All), Product: v.small(j.Product)}
		if h := expected[v.headline()]; h != nil && !s.Headline {
			e.Against = words.Number(j.Expected-h.Expected, 1)
			if !strings.HasPrefix(e.Against, "−") && e.Against != "0.0" {
				e.Against = "+" + e.Against
			}
		}
		v.Effects = append(v.Effects, e)
	}
}

// small is a share that may be near nothing.
func (v *view) small(p float64) string {
	if p > 0 && p < .001 {
		return "<" + v.Lang.Percent(.001, 1)
	}
	return v.Lang.Percent(p, 1)
}

// swings lists how far the scenarios move each target that has a base value, the farthest first.
func (v *view) swings() {
	for i := range v.Set.Targets {
		t := &v.Set.Targets[i]
		if t.Reading != "" || t.Settled != 0 || !t.HasBase || t.CannotTell {
			continue
		}
		var lo, hi *result.Likelihood
		for _, s := range v.Set.Scenarios {
			k := v.likelihood(s.ID, t)
			if k == nil {
				continue
			}
			if lo == nil || k.P < lo.P {
				lo = k
			}
			if hi == nil || k.P > hi.P {
				hi = k
			}
		}
		if lo == nil || v.stated(lo.Scenario, t) == v.stated(hi.Scenario, t) {
			continue // nothing that may be said differs
		}
		v.Swings = append(v.Swings, swing{titleOf(v.Lang, t.Title, t.ID), v.stated(v.headline(), t).Short(v.Lang), v.stated(lo.Scenario, t).Short(v.Lang),
			v.scenarioTitle(lo.Scenario), v.stated(hi.Scenario, t).Short(v.Lang), v.scenarioTitle(hi.Scenario), hi.P - lo.P})
	}
	slices.SortStableFunc(v.Swings, func(a, b swing) int {
		switch {
		case a.by > b.by:
			return -1
		case a.by < b.by:
			return 1
		}
		return 0
	})
}

// targetPictures are the pictures of one target, by the beginnings of their names.
var targetPictures = []string{"fan-", "dots-", "chance-", "base-"}

// Pictures are the names of the pictures that a report of the set can show.
func Pictures(s *result.Set) map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{"likelihood", "scenarios", "by-year", "milestones", "number-observed", "number-all-central"} {
		out[name] = true
	}
	for _, t := range s.Targets {
		for _, kind := range targetPictures {
			if t.Reading == "" {
				out[kind+t.ID] = true
			}
		}
	}
	return out
}

// Figure is a picture by its name; nil when it was not drawn.
func (v *view) Figure(name string) *figure { return v.Figures[name] }

// UnitOf is a unit in the view's language.
func (v *view) UnitOf(unit string) string { return v.Lang.UnitText(unit) }

// Tag is the language as the page states it.
func (v *view) Tag() string { return v.Lang.Tag() }

// LangName is what the switch calls the language.
func (v *view) LangName() string { return [...]string{words.En: "English", words.Zh: "中文"}[v.Lang] }

// Grades says what grades of evidence are.
func (v *view) Grades() string { return v.Lang.Label(words.LabelGrades) }

// ErrorHead and RangeHead head the columns of a likelihood's two kinds of doubt.
func (v *view) ErrorHead() string { return v.Lang.Say(words.SimulationError95) }

func (v *view) RangeHead() string { return v.Lang.Say(words.ParameterRange) }

// NumberFigures are the pictures of how many targets are met: those with a base value, and all as judged centrally.
func (v *view) NumberFigures() []*figure {
	var out []*figure
	for _, name := range []string{"number-observed", "number-all-central"} {
		if f := v.Figures[name]; f != nil {
			out = append(out, f)
		}
	}
	return out
}
