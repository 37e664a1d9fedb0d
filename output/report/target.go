package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/words"
)

// targetPictures are the pictures of one target, by the beginnings of their names.
var targetPictures = []string{"fan-", "dots-", "chance-", "base-"}

// targets has a part for each target, in their groups.
func (v *view) targets() document.Section {
	out := document.Section{ID: "targets", Title: v.say("targets")}
	for _, g := range v.groups() {
		part := document.Section{Title: g.title}
		for _, t := range g.targets {
			part.Parts = append(part.Parts, v.target(t))
		}
		if part.Title == out.Title { // a plan without groups
			out.Parts = append(out.Parts, part.Parts...)
			continue
		}
		out.Parts = append(out.Parts, part)
	}
	if m := v.shown("milestones"); len(m) > 0 {
		out.Parts = append(out.Parts, document.Section{Title: v.say("milestones"), Blocks: m})
	}
	return out
}

var forms = [...]string{words.None: "none", words.Point: "point", words.Band: "band", words.Judged: "judged", words.WasMet: "met", words.WasMissed: "missed"}

// target is one target with all that is known of it.
func (v *view) target(t *result.Target) document.Section {
	s := v.stated(v.headline(), t)
	out := document.Section{ID: t.ID, Title: v.heading(t), Page: true, Listed: true}
	add := func(b ...document.Block) { out.Blocks = append(out.Blocks, b...) }
	answer := document.Line{{Text: s.Short(v.lang), Style: document.Answer, Form: forms[s.Form]}}
	if word := s.Word(v.lang); word != "" {
		answer = append(answer, document.Run{Text: " " + word})
	}
	add(document.Paragraph{Kind: document.Lead, Text: answer}, v.facts(t))
	var names []string
	for _, kind := range targetPictures {
		names = append(names, kind+t.ID)
	}
	add(v.shown(names...)...)
	if r := v.readings(t); len(r.Rows) > 0 {
		add(r)
	}
	if t.Settled == 0 {
		add(v.byScenario(t))
		if y := v.byYear(t); len(y.Columns) > 0 {
			add(y)
		}
	}
	add(v.driversOf(t.ID)...)
	if about := v.about(t); len(about) > 0 {
		add(about)
	}
	if ind := v.indicator(t.Indicator); ind != nil {
		add(v.observations(ind, v.say("history")+v.say("colon")+ind.Title.Title(v.lang, ind.ID)))
	}
	if s := append(v.settings("target."+t.ID+"."), v.settings("indicator."+t.Indicator+".")...); len(s) > 0 {
		add(document.Fold{Title: v.say("assumptions"), Blocks: []document.Block{v.settingTable("assumptions-"+t.ID, s)}})
	}
	return out
}

// facts is what is asked, from where, and what is doubtful about it.
func (v *view) facts(t *result.Target) document.Terms {
	var out document.Terms
	add := func(name, text string) {
		if text != "" {
			out = append(out, document.Term{Name: v.say(name), Text: document.Text(text)})
		}
	}
	if t.Quote != "" {
		out = append(out, document.Term{Name: v.say("quote"), Text: document.Line{{Text: t.Quote, Style: document.Quote, Lang: "zh-CN"}}})
	}
	add("asks", v.asks(t))
	add("base", v.base(t))
	if needed := v.rate(t.Required, t); needed != "–" {
		if recent := v.rate(t.Recent, t); recent != "–" {
			needed = v.say("neededrecent", needed, recent, v.pace(t.Schedule))
		}
		add("needed", needed)
	}
	add("grade", v.say("gradepoints", t.Grade, t.Points))
	if w, ok := v.swingOf(t); ok {
		add("moves", v.say("fromto", v.stated(w.low.Scenario, t).Short(v.lang), v.scenarioTitle(w.low.Scenario), v.stated(w.top.Scenario, t).Short(v.lang), v.scenarioTitle(w.top.Scenario)))
	}
	add("resolves", t.Resolves.In(v.lang))
	add("why", t.SettledWhy.In(v.lang))
	add("doubt", t.Doubt.In(v.lang))
	if s := v.sourcesOf(t.Indicator); len(s) > 0 {
		out = append(out, document.Term{Name: v.say("sources"), Text: s})
	}
	return out
}

// sourcesOf lists the documents behind an indicator's observations, each with its publisher.
func (v *view) sourcesOf(indicator string) document.Line {
	cited := map[string]bool{}
	for _, ind := range v.set.Indicators {
		if ind.ID == indicator {
			for _, p := range ind.History {
				for _, key := range strings.Split(p.Source, " + ") {
					cited[key] = true
				}
			}
		}
	}
	var out document.Line
	for _, s := range v.set.Sources {
		if !cited[s.ID] {
			continue
		}
		if len(out) > 0 {
			out = append(out, document.Run{Text: v.say("semicolon")})
		}
		out = append(out, document.Run{Text: v.sourceTitle(s), Link: s.URL})
		if p := v.publisher(s); p != "" {
			out = append(out, document.Run{Text: v.say("bracketed", p)})
		}
	}
	return out
}

// readings is the likelihood of the target read otherwise.
func (v *view) readings(t *result.Target) document.Table {
	out := document.Table{ID: "readings-" + t.ID, Caption: v.say("readings"), Columns: document.Columns(document.Loose, v.say("target"), v.say("asks"), v.say("likelihood"), v.say("grade"))}
	out.Columns[0].Look = document.Word
	for i := range v.set.Targets {
		if r := &v.set.Targets[i]; r.ID == t.ID && r.Reading != "" {
			out.Rows = append(out.Rows, document.Row{Cells: document.Cells(r.Title.Title(v.lang, r.Reading), v.asks(r), v.stated(v.headline(), r).Short(v.lang), r.Grade)})
		}
	}
	return out
}

func (v *view) byScenario(t *result.Target) document.Table {
	sharp := v.stated(v.headline(), t).Form == words.Point
	heads := []string{v.say("scenario"), v.say("likelihood")}
	if sharp {
		heads = append(heads, v.lang.Say(words.SimulationError95), v.lang.Say(words.ParameterRange))
	}
	out := document.Table{ID: "scenarios-" + t.ID, Caption: v.say("byscenario"), Columns: document.Columns(document.Number, heads...)}
	out.Columns[0].Look = document.Word
	for _, s := range v.set.Scenarios {
		cells := v.likelihoodCells(s.ID, t)
		if !sharp {
			cells = cells[:1]
		}
		row := document.Row{Cells: document.Cells(append([]string{v.scenarioTitle(s.ID)}, cells...)...)}
		if s.Headline {
			row.Kind = document.Marked
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// byYear is the likelihood under the headline in each year, on one row.
func (v *view) byYear(t *result.Target) document.Table {
	k := v.likelihood(v.headline(), t)
	if k == nil || !t.HasBase || t.CannotTell || len(k.ByYear) == 0 {
		return document.Table{}
	}
	out := document.Table{ID: "years-" + t.ID, Caption: v.say("byyear"), Columns: []document.Column{{Head: v.say("year"), Look: document.Word}}}
	row := document.Row{Cells: document.Cells(v.say("likelihood"))}
	for _, y := range k.ByYear {
		out.Columns = append(out.Columns, document.Column{Head: strconv.Itoa(y.Year)})
		row.Cells = append(row.Cells, document.Cells(words.State(y.P, t.Grade).Short(v.lang))...)
	}
	out.Rows = []document.Row{row}
	return out
}

// about are the warnings of the target and its indicator.
func (v *view) about(t *result.Target) document.List {
	var out document.List
	for _, w := range v.set.Warnings {
		if w.About == t.ID || w.About == t.Indicator {
			out = append(out, document.Text(words.Sentence(v.lang, words.Warning{Code: w.Code, About: t.Title.Title(v.lang, t.ID), Values: w.Values})))
		}
	}
	return out
}

func (v *view) indicator(id string) *result.Indicator {
	i := slices.IndexFunc(v.set.Indicators, func(k result.Indicator) bool { return k.ID == id })
	if i < 0 {
		return nil
	}
	return &v.set.Indicators[i]
}

// observations is the history of an indicator and the law that continues it.
func (v *view) observations(ind *result.Indicator, title string) document.Fold {
	law := v.say("derived")
	switch ind.Law {
	case "":
	case result.FromSample:
		law = v.say("sampled")
	default:
		law = v.say("law", v.lang.LawName(ind.Law))
	}
	if why := ind.Why.In(v.lang); why != "" {
		law = v.lang.Sentences([]string{law, why})
	}
	out := document.Fold{Title: title, Blocks: []document.Block{document.Paragraph{Text: document.Text(law)}}}
	if len(ind.History) == 0 {
		out.Blocks = append(out.Blocks, document.Paragraph{Text: document.Text(v.say("none"))})
		return out
	}
	t := document.Table{ID: "history-" + ind.ID, Columns: document.Columns(document.Number, v.say("year"), v.say("value"), v.say("grade"), v.say("source"))}
	t.Columns[0].Look, t.Columns[3].Look = document.Word, document.Word
	for _, p := range ind.History {
		t.Rows = append(t.Rows, document.Row{Cells: document.Cells(strconv.Itoa(p.Year), words.Rounded(p.Value, 6), p.Grade, p.Source)})
	}
	out.Blocks = append(out.Blocks, t)
	return out
}

// settings are the plan's own numbers whose key begins so; long distributions keep their beginning.
func (v *view) settings(prefix string) []result.Setting {
	var out []result.Setting
	for _, s := range v.set.Settings {
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

func (v *view) settingTable(id string, settings []result.Setting) document.Table {
	t := document.Table{ID: id, Columns: document.Columns(document.Word, v.say("key"), v.say("value"), v.say("unit"), v.say("judged"), v.say("source"), v.say("why"))}
	for _, s := range settings {
		judged := ""
		if s.Judged != 0 {
			judged = fmt.Sprint(s.Judged)
		}
		cells := document.Cells(s.Key, v.lang.SettingValue(s.Value), v.lang.UnitText(s.Unit), judged, s.Source, s.Why.In(v.lang))
		cells[0].Text[0].Style = document.Code
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	return t
}
