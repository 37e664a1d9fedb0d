// Package document is a document as a tree of blocks, and the writers that show it: as a page, as text, on paper.
package document

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

// Document is one document in one language. All writers show the same tree; they differ in what paper and screens can do.
type Document struct {
	Key   string // "en", "zh": begins the names of places inside the document
	Tag   string // the language as documents state it, "zh-CN"
	Name  string // what a switch calls the language
	Words Words

	Title, Subtitle, Note string
	Meta                  string // unseen: the identity of what is reported
	Sections              []Section
}

// Words are what writers add to a tree.
type Words struct {
	Contents, Top string
	Figure, Table string // "Figure %d", "Table %d"
	Numbers       string // heads the numbers of one picture
	AllNumbers    string // heads the numbers of all pictures, at the end of a document on paper
	See           string // "Numbers: table %d"
	On            string // " (page %d)", after See
	Page          string // "%d of %s"
}

// Section is a part of a document with its heading. Sections of the first level start a page on paper; of the lower ones
// those with Page.
type Section struct {
	ID, Title string
	Page      bool
	Listed    bool // stands in the contents
	Blocks    []Block
	Parts     []Section
}

// Block is a paragraph, a list, a table or the like.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct {
	Kind Kind
	Text Line
}

// Kind is what a paragraph or a row is for.
type Kind uint8

const (
	Plain  Kind = iota
	Lead        // the answer, larger
	Note        // set apart
	Small       // small print
	Marked      // a row that stands out
	Group       // a row that heads those below it
	head        // the row of the columns' heads
)

// List is points without order.
type List []Line

// Terms are names, each with what is said of it.
type Terms []Term

// Term is one of Terms.
type Term struct {
	Name string
	Text Line
}

// Table is rows under a head. Every row has as many cells as there are columns, but a Group, which has one.
type Table struct {
	ID      string // for files; "" for a table that needs no file of its own
	Caption string
	Columns []Column
	Rows    []Row
}

// Column is one column of a table.
type Column struct {
	Head string
	Look Look
}

// Look is how the cells of a column are set.
type Look uint8

const (
	Number Look = iota // to the right, on one line
	Loose              // to the right, on lines as needed
	Word               // from the left
	Prose              // from the left, with room for sentences
)

// Columns are columns of one look.
func Columns(look Look, heads ...string) []Column {
	out := make([]Column, len(heads))
	for i, h := range heads {
		out[i] = Column{h, look}
	}
	return out
}

// Row is one row; its first cell is its name.
type Row struct {
	Kind  Kind
	Cells []Cell
}

// Cell is one place of a table.
type Cell struct {
	Text  Line
	Below string // small, under the text
	Faint bool
}

// Figures are pictures that stand side by side where there is room.
type Figures []Figure

// Figure is a picture with what it says and the numbers that it shows.
type Figure struct {
	Name            string
	Title, Subtitle string // the finding, and what is shown: the words for those who do not see it
	Scale           bool   // its colours are a scale, which a dark page must not turn round
	Wide            bool   // too wide for half a page
	Numbers         Table
	Picture
}

// Picture is a drawing: as files for the writers that put files into theirs, and as lines for those that draw.
type Picture struct {
	Files         map[string][]byte // by format: svg for HTML and Markdown, png for Word, pdf for LaTeX
	Width, Height vg.Length
	Draw          func(vg.Canvas)
}

// file is the picture in a format.
func (f Figure) file(format string) ([]byte, error) {
	data, ok := f.Files[format]
	if !ok {
		return nil, fmt.Errorf("picture %s was not drawn as %s", f.Name, format)
	}
	return data, nil
}

// Alt is what the picture says, for those who do not see it.
func (f Figure) Alt() string {
	switch {
	case f.Subtitle == "":
		return f.Title
	case f.Title == "":
		return f.Subtitle
	case wide(f.Title) || wide(f.Subtitle):
		return f.Title + "。" + f.Subtitle
	}
	return f.Title + ". " + f.Subtitle
}

// aside is what stands under a cell's text, for writers that put it behind.
func (c Cell) aside() string {
	switch {
	case c.Below == "":
		return ""
	case wide(c.Below):
		return "（" + c.Below + "）"
	}
	return " (" + c.Below + ")"
}

// wide says whether a text ends in Chinese.
func wide(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= 0x2E80
}

// Fold is what few readers want: closed at first on a screen, under a small heading on paper.
type Fold struct {
	Title  string
	Blocks []Block
}

func (Paragraph) block() {}
func (List) block()      {}
func (Terms) block()     {}
func (Table) block()     {}
func (Figures) block()   {}
func (Fold) block()      {}

// Line is text in pieces of different looks.
type Line []Run

// Run is a piece of text in one look.
type Run struct {
	Text  string
	Style Style
	Form  string // of an Answer: point, band, judged, none, met, missed
	Lang  string // of a Quote
	Link  string // an address, or "#" and the id of a section
}

// Style is the look of a run.
type Style uint8

const (
	Normal Style = iota
	Strong
	Code
	Quote
	Answer // a likelihood as it may be stated, set apart
)

// Text is a line of one run.
func Text(s string) Line {
	if s == "" {
		return nil
	}
	return Line{{Text: s}}
}

// String is the text without its looks; quotes have their marks.
func (l Line) String() string {
	var b strings.Builder
	for _, r := range l {
		if r.Style == Quote {
			b.WriteString("“" + r.Text + "”")
			continue
		}
		b.WriteString(r.Text)
	}
	return b.String()
}

// Cells are cells of plain text.
func Cells(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i].Text = Text(t)
	}
	return out
}

// Walk calls f for every block, also of inner sections and folds, in the order of reading.
func (d *Document) Walk(f func(Block)) {
	for _, s := range d.Sections {
		s.walk(f)
	}
}

func (s Section) walk(f func(Block)) {
	walk(s.Blocks, f)
	for _, p := range s.Parts {
		p.walk(f)
	}
}

func walk(blocks []Block, f func(Block)) {
	for _, b := range blocks {
		f(b)
		if fold, ok := b.(Fold); ok {
			walk(fold.Blocks, f)
		}
	}
}

// Figures are all pictures in the order of reading.
func (d *Document) Figures() []Figure {
	var out []Figure
	d.Walk(func(b Block) {
		if f, ok := b.(Figures); ok {
			out = append(out, f...)
		}
	})
	return out
}
