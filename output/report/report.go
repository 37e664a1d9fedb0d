// Package report writes one document about a run: everything in a results folder, in order, for people.
package report

import (
	"bytes"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"

	"targetcast/output/result"
	"targetcast/output/words"
)

// Input is what a report is made from.
type Input struct {
	Set     *result.Set
	Langs   []words.Lang // one, or both with a switch between them
	Figures []Figure     // in each of the languages; those that no section asks for are left out
	// Font is a WOFF file with the letters of the text, for readers whose machine has none for Chinese; nil: none.
	Font []byte
}

// Figure is a picture with its words and what it shows as a table.
type Figure struct {
	Name            string
	Lang            words.Lang
	Title, Subtitle string // the finding, and what is shown
	SVG             []byte
	Head            []string
	Rows            [][]string
}

//go:embed report.html report.css
var files embed.FS

// document is what the template sees.
type document struct {
	Tag, Title string
	Style      template.CSS
	Letters    template.HTML // shapes of characters, shared by all pictures
	Both       bool
	Views      []*view
}

// HTML writes the report as one file that needs no other and no network.
func HTML(in Input) ([]byte, error) {
	if len(in.Langs) == 0 {
		return nil, fmt.Errorf("a report needs a language")
	}
	style, err := files.ReadFile("report.css")
	if err != nil {
		return nil, err
	}
	css := string(style)
	if in.Font != nil {
		css = "@font-face{font-family:\"Report Hanzi\";src:url(data:font/woff;base64," + base64.StdEncoding.EncodeToString(in.Font) + ") format(\"woff\")}\n" + css
	}
	letters := newAlphabet()
	d := document{Tag: in.Langs[0].Tag(), Title: titleOf(in.Langs[0], in.Set.Plan.Title, in.Set.Plan.ID), Style: template.CSS(css), Both: len(in.Langs) > 1}
	for _, l := range in.Langs {
		v, err := newView(in, l, letters)
		if err != nil {
			return nil, err
		}
		d.Views = append(d.Views, v)
	}
	d.Letters = letters.html()
	t, err := template.New("report.html").Funcs(template.FuncMap{
		"pair": func(v *view, f any) any { return struct{ V, F any }{v, f} },
		"list": func(v *view, s []result.Setting) any { return struct{ V, S any }{v, s} },
		"text": func(v *view, t result.Text) string { return inLang(v.Lang, t) },
	}).ParseFS(files, "report.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Text is every character of a report's running text, for choosing the letters of a font. It is more than is shown.
func Text(in Input) (string, error) {
	in.Font = nil
	figures := make([]Figure, len(in.Figures))
	for i, f := range in.Figures {
		f.SVG = []byte("<svg></svg>")
		figures[i] = f
	}
	in.Figures = figures
	page, err := HTML(in)
	return string(page), err
}
