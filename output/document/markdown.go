package document

import (
	"fmt"
	"path"
	"strings"
)

// Markdown writes a document as CommonMark with the tables of GitHub's dialect. Its pictures (SVG) are added to files, under
// the folder's name.
func Markdown(d *Document, folder string, files map[string][]byte) ([]byte, error) {
	w := &markdown{doc: d, folder: folder, files: files}
	w.f("# %s\n\n", escapeMarkdown(d.Title))
	if d.Subtitle != "" {
		w.f("%s\n\n", escapeMarkdown(d.Subtitle))
	}
	if d.Note != "" {
		w.f("> %s\n\n", escapeMarkdown(d.Note))
	}
	for _, s := range d.Sections {
		w.section(s, 2)
	}
	w.f("<!-- %s -->\n", d.Meta)
	return []byte(w.b.String()), w.err
}

type markdown struct {
	b      strings.Builder
	doc    *Document
	folder string
	files  map[string][]byte
	err    error
}

func (w *markdown) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

func (w *markdown) section(s Section, level int) {
	if s.ID != "" { // readers name headings each in their own way
		w.f("<a id=\"%s\"></a>\n\n", s.ID)
	}
	w.f("%s %s\n\n", strings.Repeat("#", level), escapeMarkdown(s.Title))
	w.blocks(s.Blocks)
	for _, p := range s.Parts {
		w.section(p, level+1)
	}
}

func (w *markdown) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			if b.Kind == Note {
				w.f("> ")
			}
			w.f("%s\n\n", w.line(b.Text))
		case List:
			for _, l := range b {
				w.f("- %s\n", w.line(l))
			}
			w.f("\n")
		case Terms:
			for _, t := range b {
				w.f("- **%s**: %s\n", escapeMarkdown(t.Name), w.line(t.Text))
			}
			w.f("\n")
		case Table:
			w.table(b)
		case Figures:
			for _, f := range b {
				w.figure(f)
			}
		case Fold:
			w.f("<details><summary>%s</summary>\n\n", escapeMarkdown(b.Title))
			w.blocks(b.Blocks)
			w.f("</details>\n\n")
		}
	}
}

func (w *markdown) figure(f Figure) {
	data, err := f.file("svg")
	if err != nil && w.err == nil {
		w.err = err
	}
	name := path.Join(w.folder, f.Name+".svg")
	w.files[name] = data
	w.f("![%s](<%s>)\n\n<details><summary>%s</summary>\n\n", escapeMarkdown(f.Alt()), name, escapeMarkdown(w.doc.Words.Numbers))
	w.table(f.Numbers)
	w.f("</details>\n\n")
}

func (w *markdown) table(t Table) {
	if t.Caption != "" {
		w.f("*%s*\n\n", escapeMarkdown(t.Caption))
	}
	w.f("|")
	for _, c := range t.Columns {
		w.f(" %s |", escapeMarkdown(c.Head))
	}
	w.f("\n|")
	for _, c := range t.Columns {
		if c.Look == Number || c.Look == Loose {
			w.f(" ---: |")
		} else {
			w.f(" :--- |")
		}
	}
	w.f("\n")
	for _, r := range t.Rows {
		w.f("|")
		for _, c := range r.Cells {
			text := w.line(c.Text)
			if r.Kind != Plain && text != "" {
				text = "**" + text + "**"
			}
			if c.Below != "" {
				text += escapeMarkdown(c.aside())
			}
			w.f(" %s |", text)
		}
		w.f("%s\n", strings.Repeat("  |", len(t.Columns)-len(r.Cells)))
	}
	w.f("\n")
}

func (w *markdown) line(l Line) string {
	var b strings.Builder
	for _, r := range l {
		s := escapeMarkdown(r.Text)
		switch r.Style {
		case Strong, Answer:
			s = "**" + s + "**"
		case Code:
			s = code(r.Text)
		case Quote:
			s = "“" + s + "”"
		}
		switch {
		case strings.HasPrefix(r.Link, "#"):
			s = fmt.Sprintf("[%s](%s)", s, r.Link)
		case safe(r.Link):
			s = fmt.Sprintf("[%s](<%s>)", s, strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "", "|", "%7C").Replace(r.Link))
		}
		b.WriteString(s)
	}
	return b.String()
}

// code is a text between more backquotes than it has in a row; a bar would end the cell of a table.
func code(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\n", " "), "|", "\\|")
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		s = " " + s + " "
	}
	return fence + s + fence
}

// marks are characters that may mean something in Markdown; a backslash before them takes that away (CommonMark 0.31, 2.4).
var marks = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", "&", "&amp;", "|", "\\|", "~", "\\~", "#", "\\#", "\n", " ")

func escapeMarkdown(s string) string { return marks.Replace(s) }
