// Package table writes results for a terminal: plain tables that fit its width, in English or Chinese.
package table

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Width is how wide a table may be where nothing is known of the terminal, in columns; a Chinese character takes two.
const Width = 100

// Column is one column of a table.
type Column struct {
	Head  string
	Right bool // right-aligned, for numbers
	Flex  bool // may be made narrower and its text broken into lines
}

// part is some rows under a heading; "" for no heading.
type part struct {
	heading string
	rows    [][]string
}

// narrowest is how far a column is made narrower before those that should not be are; one of short words goes on to the
// longest of them.
const narrowest = 10

// Print writes rows under a head, no line wider than width as long as each column can have one character. Cells may
// hold line feeds; spaces before a cell's text indent all its lines. A row of one cell runs over all columns.
func Print(w io.Writer, columns []Column, rows [][]string, width int) error {
	return grid(w, columns, []part{{rows: rows}}, width, 2)
}

// grid fits the columns, gap spaces apart, into the width.
func grid(w io.Writer, columns []Column, parts []part, width, gap int) error {
	widths := fit(columns, parts, width-gap*(len(columns)-1))
	return gridOf(w, columns, parts, widths, gap)
}

// gridOf writes the parts one below the other under one head, all with the same widths of columns.
func gridOf(w io.Writer, columns []Column, parts []part, widths []int, gap int) error {
	var b strings.Builder
	total := gap * (len(columns) - 1)
	configs := make([]table.ColumnConfig, len(columns))
	head := make([]string, len(columns))
	for i, c := range columns {
		total += widths[i]
		align := text.AlignLeft
		if c.Right {
			align = text.AlignRight
		}
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMin: widths[i], Align: align, AlignHeader: align, VAlignHeader: text.VAlignBottom}
		head[i] = c.Head
	}
	write := func(rows [][]string, headed bool) {
		if len(rows) == 0 && !headed {
			return
		}
		t := table.NewWriter()
		t.SetStyle(style(gap))
		t.SetColumnConfigs(configs)
		if headed {
			t.AppendHeader(cells(head, widths))
		}
		for _, r := range rows {
			t.AppendRow(cells(r, widths))
		}
		b.WriteString(t.Render() + "\n")
	}
	write(nil, true)
	for i, p := range parts {
		if p.heading != "" {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(strings.Join(Wrap(p.heading, total), "\n") + "\n")
		}
		rows := p.rows
		across := func(row []string) bool { return across(row, columns) }
		for k := slices.IndexFunc(rows, across); k >= 0; k = slices.IndexFunc(rows, across) {
			write(rows[:k], false)
			b.WriteString(strings.Join(Wrap(rows[k][0], total), "\n") + "\n")
			rows = rows[k+1:]
		}
		write(rows, false)
	}
	return writeTrimmed(w, b.String())
}

// across reports whether a row is one cell over all columns.
func across(row []string, columns []Column) bool { return len(row) == 1 && len(columns) > 1 }

// style has no frame, one rule under the head, and leaves letters as they are.
func style(gap int) table.Style {
	s := table.StyleDefault
	s.Box = table.BoxStyle{MiddleHorizontal: "-", MiddleVertical: strings.Repeat(" ", gap), MiddleSeparator: strings.Repeat("-", gap)}
	s.Format = table.FormatOptions{}
	s.Options = table.Options{SeparateColumns: true, SeparateHeader: true}
	return s
}

func cells(texts []string, widths []int) table.Row {
	row := make(table.Row, len(widths))
	for i := range widths {
		row[i] = ""
		if i < len(texts) {
			row[i] = strings.Join(Wrap(texts[i], widths[i]), "\n")
		}
	}
	return row
}

// fit gives each column the width of its widest cell and then, until all fit into the room, takes from the widest that
// may be broken, and at last from the widest of all.
func fit(columns []Column, parts []part, room int) []int {
	widths, least := make([]int, len(columns)), make([]int, len(columns))
	for i, c := range columns {
		cells := []string{c.Head}
		for _, p := range parts {
			for _, r := range p.rows {
				if i < len(r) && !across(r, columns) {
					cells = append(cells, r[i])
				}
			}
		}
		widths[i], least[i] = 1, 1
		for _, cell := range cells {
			widths[i] = max(widths[i], text.LongestLineLen(cell))
			for _, word := range strings.Fields(cell) {
				w := text.StringWidth(word)
				if w > utf8.RuneCountInString(word) { // Chinese breaks anywhere; two characters to a line are enough
					w = min(w, 4)
				}
				least[i] = max(least[i], min(narrowest, w))
			}
		}
		room -= widths[i]
	}
	for ; room < 0; room++ {
		widest := -1
		for i, c := range columns {
			if c.Flex && widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			widest = 0
			for i := range widths {
				if widths[i] > widths[widest] {
					widest = i
				}
			}
			if widths[widest] == 1 {
				break
			}
		}
		widths[widest]--
	}
	return widths
}

// writeTrimmed writes text without spaces at the ends of lines.
func writeTrimmed(w io.Writer, s string) error {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n"))
	return err
}
