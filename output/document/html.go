package document

import (
	"bytes"
	_ "embed" // the style of the page
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"strings"
	"unicode"

	"targetcast/output/chart/typeface"
)

//go:embed page.css
var pageStyle string

// HTML writes documents, one for each language with a switch between them, as one page that needs no other and no network.
// The letters of the text are inside where some are Chinese, for readers whose machine has none.
func HTML(docs ...*Document) ([]byte, error) {
	if len(docs) == 0 {
		return nil, errors.New("a page needs a document")
	}
	w := &htmlWriter{letters: newAlphabet()}
	for _, d := range docs {
		w.document(d)
	}
	if w.err != nil {
		return nil, w.err
	}
	body := w.b.String()
	font := ""
	if strings.ContainsFunc(body, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		woff, err := typeface.Web(characters(body))
		if err != nil {
			return nil, err
		}
		font = "@font-face{font-family:\"Report Hanzi\";src:url(data:font/woff;base64," + base64.StdEncoding.EncodeToString(woff) + ") format(\"woff\")}\n"
	}
	var out bytes.Buffer
	first := docs[0]
	fmt.Fprintf(&out, `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="targetcast">
<meta name="identity" content="%s">
<title>%s</title>
<link rel="icon" href="data:,">
<style>
%s%s</style>
</head>
<body>
%s`, first.Tag, html.EscapeString(first.Meta), html.EscapeString(first.Title), font, pageStyle, w.letters.html())
	if len(docs) > 1 {
		out.WriteString("<header>\n")
		for i, d := range docs {
			checked := ""
			if i == 0 {
				checked = " checked"
			}
			fmt.Fprintf(&out, "<input type=\"radio\" class=\"switch\" name=\"language\" id=\"show-%[1]s\"%[2]s><label class=\"switch\" for=\"show-%[1]s\" lang=\"%[3]s\">%[4]s</label>\n",
				d.Key, checked, d.Tag, html.EscapeString(d.Name))
		}
		out.WriteString("</header>\n")
	}
	out.WriteString("<main>\n" + body + "</main>\n</body>\n</html>\n")
	return out.Bytes(), nil
}

// characters are those of a text, each once: a page is long, and its letters are few.
func characters(text string) string {
	seen := map[rune]bool{}
	var b strings.Builder
	for _, r := range text {
		if !seen[r] {
			seen[r] = true
			b.WriteRune(r)
		}
	}
	return b.String()
}

type htmlWriter struct {
	b       strings.Builder
	letters *alphabet
	doc     *Document
	err     error
}

func (w *htmlWriter) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

func (w *htmlWriter) document(d *Document) {
	w.doc = d
	w.f("<div class=\"view\" lang=\"%s\" id=\"%s\">\n<header>\n<h1>%s</h1>\n", d.Tag, d.Key, html.EscapeString(d.Title))
	if d.Subtitle != "" {
		w.f("<p class=\"sub\">%s</p>\n", html.EscapeString(d.Subtitle))
	}
	if d.Note != "" {
		w.f("<p class=\"note\">%s</p>\n", html.EscapeString(d.Note))
	}
	w.f("</header>\n\n<nav aria-label=\"%s\"><h2>%[1]s</h2>\n<ul>\n", html.EscapeString(d.Words.Contents))
	for _, s := range d.Sections {
		w.f("<li>%s", w.entry(s))
		if listed := inner(s); len(listed) > 0 {
			w.f("<ul>")
			for _, p := range listed {
				w.f("<li>%s</li>\n", w.entry(p))
			}
			w.f("</ul>")
		}
		w.f("</li>\n")
	}
	w.f("</ul></nav>\n")
	for _, s := range d.Sections {
		w.f("\n<section id=\"%s-%s\">\n<h2>%s</h2>\n", d.Key, s.ID, html.EscapeString(s.Title))
		w.blocks(s.Blocks)
		for _, p := range s.Parts {
			w.part(p, 3)
		}
		w.f("</section>\n")
	}
	w.f("</div>\n")
}

// inner are the listed sections below one, at any depth.
func inner(s Section) []Section {
	var out []Section
	for _, p := range s.Parts {
		if p.Listed {
			out = append(out, p)
		}
		out = append(out, inner(p)...)
	}
	return out
}

func (w *htmlWriter) entry(s Section) string {
	return fmt.Sprintf("<a href=\"#%s-%s\">%s</a>", w.doc.Key, s.ID, html.EscapeString(s.Title))
}

// part is a section below the first level; one that starts a page is an article, with a way back to the contents.
func (w *htmlWriter) part(s Section, level int) {
	tag := "div"
	if s.Page {
		tag = "article"
	}
	if s.ID != "" {
		w.f("<%s id=\"%s-%s\">\n", tag, w.doc.Key, s.ID)
	} else {
		w.f("<%s>\n", tag)
	}
	w.f("<h%d>%s</h%[1]d>\n", level, html.EscapeString(s.Title))
	w.blocks(s.Blocks)
	for _, p := range s.Parts {
		w.part(p, level+1)
	}
	if s.Page {
		w.f("<p class=\"small\"><a href=\"#%s\">%s</a></p>\n", w.doc.Key, html.EscapeString(w.doc.Words.Top))
	}
	w.f("</%s>\n", tag)
}

func (w *htmlWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			w.f("<p%s>%s</p>\n", [...]string{Lead: ` class="lead"`, Note: ` class="note"`, Small: ` class="small"`, Group: ""}[b.Kind], w.line(b.Text))
		case List:
			w.f("<ul>\n")
			for _, l := range b {
				w.f("<li>%s</li>\n", w.line(l))
			}
			w.f("</ul>\n")
		case Terms:
			w.f("<dl>\n")
			for _, t := range b {
				w.f("<dt>%s</dt><dd>%s</dd>\n", html.EscapeString(t.Name), w.line(t.Text))
			}
			w.f("</dl>\n")
		case Table:
			w.table(b, b.Caption)
		case Figures:
			if len(b) > 1 {
				w.f("<div class=\"figures\">\n")
			}
			for _, f := range b {
				w.figure(f)
			}
			if len(b) > 1 {
				w.f("</div>\n")
			}
		case Fold:
			w.f("<details><summary>%s</summary>\n", html.EscapeString(b.Title))
			w.blocks(b.Blocks)
			w.f("</details>\n")
		}
	}
}

func (w *htmlWriter) figure(f Figure) {
	picture, err := w.letters.take(f)
	if err != nil && w.err == nil {
		w.err = err
	}
	var classes []string
	if f.Scale {
		classes = append(classes, "keep")
	}
	if f.Wide {
		classes = append(classes, "wide")
	}
	class := ""
	if len(classes) > 0 {
		class = ` class="` + strings.Join(classes, " ") + `"`
	}
	w.f("<figure%s>\n<div class=\"picture\">%s</div>\n<details><summary>%s</summary>\n", class, picture, html.EscapeString(w.doc.Words.Numbers))
	w.table(f.Numbers, f.Subtitle)
	w.f("</details>\n</figure>\n")
}

// manyColumns squeeze the names of the rows unless these get more room.
const manyColumns = 7

// table stands in a region of its own, which scrolls where the page is too narrow.
func (w *htmlWriter) table(t Table, name string) {
	class := ""
	if len(t.Columns) >= manyColumns {
		class = ` class="wide"`
	}
	w.f("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table%s>", html.EscapeString(name), class)
	if t.Caption != "" {
		w.f("<caption>%s</caption>", html.EscapeString(t.Caption))
	}
	w.f("\n<thead><tr>")
	for i, c := range t.Columns {
		if c.Head == "" {
			w.f("<td></td>")
			continue
		}
		w.f("<th scope=\"col\"%s>%s</th>", cellClass(c, i == 0, false), html.EscapeString(c.Head))
	}
	w.f("</tr></thead>\n<tbody>")
	for i, r := range t.Rows {
		if r.Kind == Group {
			if i > 0 {
				w.f("</tbody>\n<tbody>")
			}
			w.f("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%d\">%s</th></tr>\n", len(t.Columns), w.line(r.Cells[0].Text))
			continue
		}
		mark := ""
		if r.Kind == Marked {
			mark = ` class="mark"`
		}
		w.f("<tr%s>", mark)
		for k, c := range r.Cells {
			below := ""
			if c.Below != "" {
				below = "<small>" + html.EscapeString(c.Below) + "</small>"
			}
			class := cellClass(t.Columns[k], k == 0, c.Faint)
			if k == 0 {
				w.f("<th scope=\"row\"%s>%s%s</th>", class, w.line(c.Text), below)
			} else {
				w.f("<td%s>%s%s</td>", class, w.line(c.Text), below)
			}
		}
		w.f("</tr>\n")
	}
	w.f("</tbody></table></div>\n")
}

func cellClass(c Column, first, faint bool) string {
	var classes []string
	if name := [...]string{Loose: "wrap", Word: "word", Prose: "text"}[c.Look]; name != "" && !first {
		classes = append(classes, name)
	}
	if faint {
		classes = append(classes, "faint")
	}
	if len(classes) == 0 {
		return ""
	}
	return ` class="` + strings.Join(classes, " ") + `"`
}

func (w *htmlWriter) line(l Line) string {
	var b strings.Builder
	for _, r := range l {
		s := html.EscapeString(r.Text)
		switch r.Style {
		case Strong:
			s = "<strong>" + s + "</strong>"
		case Code:
			s = "<code>" + s + "</code>"
		case Quote:
			s = fmt.Sprintf("<q lang=\"%s\">%s</q>", r.Lang, s)
		case Answer:
			s = fmt.Sprintf("<span class=\"answer %s\">%s</span>", r.Form, s)
		}
		switch {
		case strings.HasPrefix(r.Link, "#"):
			s = fmt.Sprintf("<a href=\"#%s-%s\">%s</a>", w.doc.Key, html.EscapeString(r.Link[1:]), s)
		case safe(r.Link):
			s = fmt.Sprintf("<a href=\"%s\" rel=\"noreferrer\">%s</a>", html.EscapeString(r.Link), s)
		}
		b.WriteString(s)
	}
	return b.String()
}

// safe says whether an address may become a link: only the web's.
func safe(link string) bool {
	return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
}
