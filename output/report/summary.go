package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/words"
)

// summary is the answer: what to expect, how sure that is, and what would change it.
func (v *view) summary(expect string) document.Section {
	first := document.Section{Title: v.say("expect"), Blocks: []document.Block{document.Paragraph{Text: document.Text(expect)}}}
	if len(v.figures) == 0 {
		first.Blocks = append(first.Blocks, document.Paragraph{Kind: document.Note, Text: document.Text(v.say("nopictures"))})
	}
	first.Blocks = append(first.Blocks, v.shown("likelihood")...)
	sure := document.Section{Title: v.say("sure"), Blocks: []document.Block{v.targetTable(),
		document.Paragraph{Kind: document.Small, Text: document.Text(v.lang.Sentences(v.tableNotes()))}}}
	change := document.Section{Title: v.say("change"), Blocks: []document.Block{v.scenarioTable()}}
	if swings := v.swings(); len(swings) > 0 {
		change.Blocks = append(change.Blocks, v.swingTable(swings))
	}
	change.Blocks = append(change.Blocks, v.driversOf("")...)
	change.Blocks = append(change.Blocks, v.shown("scenarios")...)
	change.Blocks = append(change.Blocks, v.shown("by-year")...)
	return document.Section{ID: "summary", Title: v.say("summary"), Parts: []document.Section{first, sure, change}}
}

// tableNotes explain the table of targets.
func (v *view) tableNotes() []string {
	notes := []string{v.lang.Label(words.LabelGrades), v.say("scale")}
	for i := range v.set.Targets {
		if t := &v.set.Targets[i]; t.Reading == "" && v.stated(v.headline(), t).Form == words.Judged {
			return append([]string{v.lang.Label(words.LabelJudged)}, notes...)
		}
	}
	return notes
}

// shown are pictures by their names, as a block; those that were not drawn are left out.
func (v *view) shown(names ...string) []document.Block {
	var out document.Figures
	for _, name := range names {
		if f, ok := v.figures[name]; ok {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []document.Block{out}
}

// targetTable lists every target with its likelihood and what that rests on.
func (v *view) targetTable() document.Table {
	t := document.Table{ID: "targets", Caption: v.say("alltargets"), Columns: document.Columns(document.Number, v.say("target"), v.say("asks"), v.say("likelihood"), v.say("grade"),
		v.say("base"), v.say("needed"), v.say("recent"), v.say("pace"))}
	t.Columns[0].Look = document.Word
	t.Columns[1].Look, t.Columns[4].Look = document.Loose, document.Loose
	for _, g := range v.groups() {
		t.Rows = append(t.Rows, document.Row{Kind: document.Group, Cells: document.Cells(g.title)})
		for _, k := range g.targets {
			s := v.stated(v.headline(), k)
			cells := document.Cells(v.heading(k), v.threshold(k), s.Short(v.lang), k.Grade, v.base(k), v.rate(k.Required, k), v.rate(k.Recent, k), v.pace(k.Schedule))
			cells[0].Text[0].Link = "#" + k.ID
			if s.Form == words.Judged {
				cells[2].Text = document.Text(s.Short(v.lang) + "*")
			}
			cells[2].Below, cells[2].Faint = s.Word(v.lang), s.Form == words.Judged || s.Form == words.None
			t.Rows = append(t.Rows, document.Row{Cells: cells})
		}
	}
	return t
}

// observed are the joint results of the targets with a base value, by scenario: the first prior's.
func (v *view) observed() map[string]*result.Joint {
	out := map[string]*result.Joint{}
	for i := range v.set.Joint {
		if j := &v.set.Joint[i]; j.Set == "observed" && out[j.Scenario] == nil {
			out[j.Scenario] = j
		}
	}
	return out
}

// scenarioTable says how many of the targets with a base value are met under each scenario.
func (v *view) scenarioTable() document.Table {
	t := document.Table{ID: "scenarios", Caption: v.say("bygroup"), Columns: document.Columns(document.Number, v.say("scenario"), v.say("expected"), v.say("against"), v.say("assumes"))}
	t.Columns[0].Look, t.Columns[3].Look = document.Word, document.Prose
	joint := v.observed()
	for _, s := range v.set.Scenarios {
		j := joint[s.ID]
		if j == nil {
			continue
		}
		row := document.Row{Cells: document.Cells(s.Title.Title(v.lang, s.ID), words.Number(j.Expected, 1), "–", s.Why.In(v.lang))}
		if s.Headline {
			row.Kind = document.Marked
		} else if h := joint[v.headline()]; h != nil {
			against := words.Number(j.Expected-h.Expected, 1)
			if !strings.HasPrefix(against, "−") && against != "0.0" {
				against = "+" + against
			}
			row.Cells[2].Text = document.Text(against)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// swing is how far scenarios move a target.
type swing struct {
	target   *result.Target
	low, top *result.Likelihood
}

// swingOf is the swing of a target that has a base value; not ok where nothing that may be said differs.
func (v *view) swingOf(t *result.Target) (swing, bool) {
	w := swing{target: t}
	if t.Settled != 0 || !t.HasBase || t.CannotTell {
		return w, false
	}
	for _, s := range v.set.Scenarios {
		k := v.likelihood(s.ID, t)
		if k == nil {
			continue
		}
		if w.low == nil || k.P < w.low.P {
			w.low = k
		}
		if w.top == nil || k.P > w.top.P {
			w.top = k
		}
	}
	return w, w.low != nil && v.stated(w.low.Scenario, t) != v.stated(w.top.Scenario, t)
}

// swings lists how far the scenarios move each target that has a base value, the farthest first.
func (v *view) swings() []swing {
	var out []swing
	for i := range v.set.Targets {
		if t := &v.set.Targets[i]; t.Reading == "" {
			if w, ok := v.swingOf(t); ok {
				out = append(out, w)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b swing) int { return cmp.Compare(b.top.P-b.low.P, a.top.P-a.low.P) })
	return out
}

func (v *view) swingTable(swings []swing) document.Table {
	t := document.Table{ID: "swings", Caption: v.say("swing"), Columns: document.Columns(document.Number, v.say("target"), v.say("headline"), v.say("lowest"), v.say("highest"))}
	t.Columns[0].Look = document.Word
	for _, w := range swings {
		short := func(scenario string) string { return v.stated(scenario, w.target).Short(v.lang) }
		cells := document.Cells(w.target.Title.Title(v.lang, w.target.ID), short(v.headline()), short(w.low.Scenario), short(w.top.Scenario))
		cells[2].Below, cells[3].Below = v.scenarioTitle(w.low.Scenario), v.scenarioTitle(w.top.Scenario)
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	return t
}

// together is how many targets are met at once.
func (v *view) together() document.Section {
	t := document.Table{ID: "together", Caption: v.say("bygroup"), Columns: document.Columns(document.Number, v.say("scenario"), v.say("expected"), v.say("sd"), v.say("all"), v.say("product"))}
	t.Columns[0].Look = document.Word
	joint := v.observed()
	for _, s := range v.set.Scenarios {
		j := joint[s.ID]
		if j == nil {
			continue
		}
		row := document.Row{Cells: document.Cells(s.Title.Title(v.lang, s.ID), words.Number(j.Expected, 1), words.Number(j.SD, 1), v.small(j.All), v.small(j.Product))}
		if s.Headline {
			row.Kind = document.Marked
		}
		t.Rows = append(t.Rows, row)
	}
	return document.Section{ID: "together", Title: v.say("together"), Blocks: append(v.shown("number-observed", "number-all-central"), t)}
}

// group is targets under one heading.
type group struct {
	title   string
	targets []*result.Target
}

// groups are those of the plan in its order, then the targets that stand in none.
func (v *view) groups() []group {
	var out []group
	for _, g := range v.set.Plan.Groups {
		k := group{title: g.Title.Title(v.lang, g.ID)}
		for i := range v.set.Targets {
			if t := &v.set.Targets[i]; t.Group == g.ID && t.Reading == "" {
				k.targets = append(k.targets, t)
			}
		}
		if len(k.targets) > 0 {
			out = append(out, k)
		}
	}
	rest := group{title: v.lang.Label(words.LabelOther)}
	for i := range v.set.Targets {
		t := &v.set.Targets[i]
		grouped := slices.ContainsFunc(v.set.Plan.Groups, func(g result.Group) bool { return g.ID == t.Group })
		if t.Reading == "" && !grouped {
			rest.targets = append(rest.targets, t)
		}
	}
	if len(out) == 0 {
		rest.title = v.say("targets")
	}
	if len(rest.targets) > 0 {
		out = append(out, rest)
	}
	return out
}

// heading is a target's title with its number.
func (v *view) heading(t *result.Target) string {
	title := t.Title.Title(v.lang, t.ID)
	if t.Number > 0 {
		return strconv.Itoa(t.Number) + "\u2002" + title
	}
	return title
}
