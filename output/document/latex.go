package document

import (
	"fmt"
	"path"
	"strings"

	"gonum.org/v1/plot/vg"
)

// LaTeX writes every figure and every table of a document as a fragment (figure-NAME.tex, table-NAME.tex) with its picture
// (NAME.pdf), added to files under the folder's name, and gives a document for xelatex and ctex that takes them all in: an
// example of the packages that they need. Fragments name pictures without the folder, which is for \graphicspath.
func LaTeX(d *Document, folder string, files map[string][]byte) ([]byte, error) {
	scheme := "plain"
	if strings.HasPrefix(d.Tag, "zh") {
		scheme = "chinese"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `%% %s
%% xelatex %s.tex, twice: once for the words, once for the references.
\documentclass[UTF8,a4paper,scheme=%s]{ctexart}
\usepackage[margin=18mm]{geometry}
\usepackage{graphicx,array,booktabs,longtable,xurl}
\usepackage[hidelinks]{hyperref}
\graphicspath{{%s/}}
\title{%s}
\author{}
\date{%s}
\begin{document}
\maketitle
`, d.Meta, strings.TrimSuffix(path.Base(folder), "-tex"), scheme, folder, escapeLaTeX(d.Title), escapeLaTeX(d.Subtitle))
	if d.Note != "" {
		fmt.Fprintf(&b, "\\begin{quote}%s\\end{quote}\n", escapeLaTeX(d.Note))
	}
	w := &latex{folder: folder, files: files, b: &b}
	for _, s := range d.Sections {
		w.section(s, 0)
	}
	b.WriteString("\\end{document}\n")
	return []byte(b.String()), w.err
}

type latex struct {
	b      *strings.Builder
	folder string
	files  map[string][]byte
	err    error
}

var levels = [...]string{"section", "subsection", "subsubsection", "paragraph"}

func (w *latex) section(s Section, level int) {
	fmt.Fprintf(w.b, "\n\\%s{%s}\n", levels[min(level, len(levels)-1)], escapeLaTeX(s.Title))
	if s.ID != "" {
		fmt.Fprintf(w.b, "\\label{sec:%s}\n", label(s.ID))
	}
	w.blocks(s.Blocks)
	for _, p := range s.Parts {
		w.section(p, level+1)
	}
}

func (w *latex) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			text := w.line(b.Text)
			switch b.Kind {
			case Lead:
				text = "{\\large " + text + "}"
			case Small:
				text = "{\\small " + text + "}"
			case Note:
				text = "\\begin{quote}" + text + "\\end{quote}"
			}
			fmt.Fprintf(w.b, "%s\n\n", text)
		case List:
			fmt.Fprint(w.b, "\\begin{itemize}\n")
			for _, l := range b {
				fmt.Fprintf(w.b, "  \\item %s\n", w.line(l))
			}
			fmt.Fprint(w.b, "\\end{itemize}\n")
		case Terms:
			fmt.Fprint(w.b, "\\begin{description}\n")
			for _, t := range b {
				fmt.Fprintf(w.b, "  \\item[{%s}] %s\n", escapeLaTeX(t.Name), w.line(t.Text))
			}
			fmt.Fprint(w.b, "\\end{description}\n")
		case Table:
			w.input("table-"+b.ID, w.table(b, b.Caption))
		case Figures:
			for _, f := range b {
				w.figure(f)
			}
		case Fold:
			fmt.Fprintf(w.b, "\\paragraph{%s}\n", escapeLaTeX(b.Title))
			w.blocks(b.Blocks)
		}
	}
}

// input writes a fragment and has the document take it in.
func (w *latex) input(name, text string) {
	w.files[path.Join(w.folder, name+".tex")] = []byte(text)
	fmt.Fprintf(w.b, "\\input{%s/%s.tex}\n", w.folder, name)
}

// figure is a fragment for the picture and one for its numbers.
func (w *latex) figure(f Figure) {
	data, err := f.file("pdf")
	if err != nil && w.err == nil {
		w.err = err
	}
	w.files[path.Join(w.folder, f.Name+".pdf")] = data
	w.input("figure-"+f.Name, fmt.Sprintf(`%% needs graphicx
\begin{figure}[htbp]
  \centering
  \includegraphics[width=\ifdim\linewidth<%[1]s \linewidth\else %[1]s\fi]{%[2]s.pdf}
  \caption[%[3]s]{%[4]s}
  \label{fig:%[5]s}
\end{figure}
`, fmt.Sprintf("%.1fcm", f.Width/vg.Centimeter), f.Name, escapeLaTeX(f.Title), escapeLaTeX(f.Alt()), label(f.Name)))
	if len(f.Numbers.Rows) > 0 {
		numbers := f.Numbers
		numbers.ID = "numbers-" + f.Name // a table of the text may have the picture's name
		w.files[path.Join(w.folder, "table-"+numbers.ID+".tex")] = []byte(w.table(numbers, f.Alt()))
	}
}

// table is a table that may go on over pages. Columns of words share the line by what they hold.
func (w *latex) table(t Table, caption string) string {
	var b strings.Builder
	size := "\\small"
	if len(t.Columns) > manyColumns {
		size = "\\footnotesize\\setlength{\\tabcolsep}{2pt}"
	}
	fmt.Fprintf(&b, "%% needs array, booktabs, longtable and xurl\n\\begingroup%s\n\\begin{longtable}{%s}\n", size, columnsLaTeX(t))
	if caption != "" {
		fmt.Fprintf(&b, "\\caption{%s}\\label{tab:%s}\\\\\n", escapeLaTeX(caption), label(t.ID))
	}
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, escapeLaTeX(c.Head))
	}
	head := strings.Join(heads, " & ")
	fmt.Fprintf(&b, "\\toprule\n%s \\\\\n\\midrule\n\\endfirsthead\n\\toprule\n%[1]s \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", head)
	for i, r := range t.Rows {
		if r.Kind == Group {
			if i > 0 {
				fmt.Fprint(&b, "\\addlinespace\n")
			}
			fmt.Fprintf(&b, "\\multicolumn{%d}{l}{\\textbf{%s}} \\\\\n", len(t.Columns), w.line(r.Cells[0].Text))
			continue
		}
		var cells []string
		for _, c := range r.Cells {
			text := w.line(c.Text)
			if r.Kind == Marked && text != "" {
				text = "\\textbf{" + text + "}"
			}
			if c.Below != "" {
				text += escapeLaTeX(c.aside())
			}
			cells = append(cells, text)
		}
		fmt.Fprintf(&b, "%s \\\\\n", strings.Join(cells, " & "))
	}
	fmt.Fprint(&b, "\\end{longtable}\n\\endgroup\n")
	return b.String()
}

// columnsLaTeX says how columns are set: as wide as they are where all fit on a line, else by shares of it.
func columnsLaTeX(t Table) string {
	var b strings.Builder
	parts, _, fits := shares(t)
	for i, c := range t.Columns {
		from := "l"
		if c.Look == Number || c.Look == Loose {
			from = "r"
		}
		if fits {
			b.WriteString(from)
			continue
		}
		side := "\\raggedright"
		if from == "r" {
			side = "\\raggedleft"
		}
		fmt.Fprintf(&b, ">{%s\\arraybackslash}p{\\dimexpr %.3f\\linewidth-2\\tabcolsep}", side, parts[i])
	}
	return b.String()
}

func (w *latex) line(l Line) string {
	var b strings.Builder
	for _, r := range l {
		s := escapeLaTeX(r.Text)
		switch r.Style {
		case Strong, Answer:
			s = "\\textbf{" + s + "}"
		case Code:
			s = "\\texttt{" + breakable(s) + "}"
		case Quote:
			s = "“" + s + "”"
		}
		if safe(r.Link) {
			s = fmt.Sprintf("\\href{%s}{%s}", addressLaTeX.Replace(r.Link), s)
		} else if strings.HasPrefix(r.Link, "#") {
			s = fmt.Sprintf("\\hyperref[sec:%s]{%s}", label(r.Link[1:]), s)
		}
		b.WriteString(s)
	}
	return b.String()
}

// breakable lets a line break within long names and hashes.
func breakable(s string) string {
	s = strings.NewReplacer(".", ".\\allowbreak{}", "\\_", "\\_\\allowbreak{}", "/", "/\\allowbreak{}").Replace(s)
	var b strings.Builder
	run := 0
	for _, r := range s {
		b.WriteRune(r)
		if run++; !(r >= '0' && r <= '9' || r >= 'a' && r <= 'f') {
			run = 0
		}
		if run == 16 {
			b.WriteString("\\allowbreak{}")
			run = 0
		}
	}
	return b.String()
}

// meanings are the characters that LaTeX takes for commands, and those that its usual fonts lack.
var meanings = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`, "^", `\textasciicircum{}`,
	"~", `\textasciitilde{}`, "≥", `$\geq$`, "≤", `$\leq$`, "−", "$-$", "±", `$\pm$`, "→", `$\to$`, "↓", `$\downarrow$`, "\u00a0", "~", "\u2002", `\enspace{}`, "\n", " ")

func escapeLaTeX(s string) string { return meanings.Replace(s) }

// addressLaTeX is for addresses, in which hyperref reads these three and nothing else.
var addressLaTeX = strings.NewReplacer("%", `\%`, "#", `\#`, `\`, "%5C", "{", `\%7B`, "}", `\%7D`)

// label is a name for \label, which does not take every character.
func label(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' || r > 126 || strings.ContainsRune(`\{}$&#%^~,`, r) {
			return '-'
		}
		return r
	}, id)
}
