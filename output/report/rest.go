package report

import (
	"strconv"
	"strings"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// levers is what the plan does, each with its numbers.
func (v *view) levers() document.Section {
	out := document.Section{ID: "levers", Title: v.say("levers"), Blocks: []document.Block{document.Paragraph{Text: document.Text(v.say("levernote"))}}}
	for _, k := range v.set.Levers {
		fold := document.Fold{Title: k.ID + "\u2002" + k.Title.Title(v.lang, k.ID)}
		if why := k.Why.In(v.lang); why != "" {
			fold.Blocks = append(fold.Blocks, document.Paragraph{Text: document.Text(why)})
		}
		if s := v.settings("lever." + k.ID + "."); len(s) > 0 {
			fold.Blocks = append(fold.Blocks, v.settingTable("lever-"+k.ID, s))
		}
		out.Blocks = append(out.Blocks, fold)
	}
	return out
}

// method is how it was done, in plain words, with the limits.
func (v *view) method() document.Section {
	out := document.Section{ID: "method", Title: v.say("method")}
	for _, m := range method {
		out.Blocks = append(out.Blocks, document.Paragraph{Text: document.Text(m[v.lang])})
	}
	return out
}

// data are all observations with their grades, and the documents that they come from.
func (v *view) data() document.Section {
	out := document.Section{ID: "data", Title: v.say("data"), Blocks: []document.Block{document.Paragraph{Kind: document.Small, Text: document.Text(v.lang.Label(words.LabelGrades))}}}
	for i := range v.set.Indicators {
		ind := &v.set.Indicators[i]
		if len(ind.History) == 0 {
			continue
		}
		title := ind.Title.Title(v.lang, ind.ID)
		if unit := v.lang.UnitText(ind.Unit); unit != "" {
			title += v.say("bracketed", unit)
		}
		out.Blocks = append(out.Blocks, v.observations(ind, title))
	}
	if len(v.set.Sources) > 0 {
		out.Parts = []document.Section{{Title: v.say("sources"), Blocks: []document.Block{v.sourceTable()}}}
	}
	return out
}

func (v *view) sourceTable() document.Table {
	t := document.Table{ID: "sources", Columns: document.Columns(document.Word, v.say("key"), v.say("title"), v.say("publisher"), v.say("date"))}
	t.Columns[1].Look = document.Prose
	for _, s := range v.set.Sources {
		cells := document.Cells(s.ID, s.Title, v.publisher(s), s.Date)
		cells[0].Text[0].Style = document.Code
		if len(cells[1].Text) > 0 {
			cells[1].Text[0].Link = s.URL
		}
		if s.TitleEn != s.Title {
			cells[1].Below = s.TitleEn
		}
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	return t
}

func (v *view) publisher(s result.Source) string {
	return result.Text{En: s.PublisherEn, Zh: s.Publisher}.In(v.lang)
}

func (v *view) sourceTitle(s result.Source) string {
	return result.Text{En: s.TitleEn, Zh: s.Title}.Title(v.lang, s.ID)
}

// past is what a replay of the past says of the laws.
func (v *view) past() document.Section {
	var list document.List
	for _, s := range table.PastSentences(v.set, v.lang) {
		list = append(list, document.Text(s))
	}
	return document.Section{ID: "past", Title: v.say("past"), Blocks: []document.Block{list}}
}

func (v *view) warnings() document.Section {
	out := document.Section{ID: "warnings", Title: v.say("warnings")}
	var list document.List
	for _, w := range table.Sentences(v.set, v.lang) {
		list = append(list, document.Text(w))
	}
	if len(list) == 0 {
		out.Blocks = []document.Block{document.Paragraph{Text: document.Text(v.say("none"))}}
	} else {
		out.Blocks = []document.Block{list}
	}
	return out
}

// manifest is what is needed to run it again.
func (v *view) manifest() document.Section {
	m := v.set.Manifest
	code := func(s string) document.Line { return document.Line{{Text: s, Style: document.Code}} }
	terms := document.Terms{
		{Name: v.say("hash"), Text: code(m.Hash)},
		{Name: v.say("seed"), Text: document.Text(strconv.FormatUint(m.Identity.Seed, 10))},
		{Name: v.say("futures"), Text: document.Text(words.Number(float64(m.Identity.Draws), 0))},
		{Name: v.say("sets"), Text: document.Text(strconv.Itoa(m.Identity.Sets))},
		{Name: v.say("engine"), Text: document.Text(strconv.Itoa(m.Identity.Engine))},
		{Name: v.say("version"), Text: document.Text(m.How.Version)},
		{Name: v.say("platform"), Text: document.Text(m.How.Platform + ", " + m.How.Go)},
		{Name: v.say("command"), Text: code(strings.Join(m.How.Command, " "))},
	}
	files := document.Table{ID: "inputs", Columns: document.Columns(document.Word, v.say("file"), v.say("sha"))}
	for _, f := range m.Identity.Data {
		cells := document.Cells(f.Name, f.SHA256)
		cells[1].Text[0].Style = document.Code
		files.Rows = append(files.Rows, document.Row{Cells: cells})
	}
	return document.Section{ID: "manifest", Title: v.say("manifest"), Blocks: []document.Block{
		document.Paragraph{Text: document.Text(v.say("verify"))}, terms,
		document.Fold{Title: v.say("inputs"), Blocks: []document.Block{files}},
		document.Paragraph{Kind: document.Small, Text: document.Text(v.say("made"))}}}
}
