package table

import (
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"targetcast/output/result"
	"targetcast/output/words"
)

// The columns of the big table: how much room its first column should have, and how much it must have.
const (
	goodTitle  = 28
	leastTitle = 22
)

// Likelihoods writes every target and reading (rows) in every scenario (columns S1, S2, ..., named beneath), as finely
// as its evidence allows. It is one table as long as the titles keep 22 columns beside the scenarios, then several.
func Likelihoods(w io.Writer, s *result.Set, l words.Lang, width int) error {
	b := board{set: s, l: l, width: width, found: likelihoods(s), sections: sections(s, l)}
	b.layout()
	title := Wrap(l.TableLikelihoods(s.Plan.Title.Title(l, s.Plan.ID), s.Plan.AsOf), width)
	if err := writeTrimmed(w, strings.Join(title, "\n")+"\n\n"); err != nil {
		return err
	}
	for from := 0; from < len(s.Scenarios) || from == 0; from += b.perTable {
		if err := b.table(w, from, min(from+b.perTable, len(s.Scenarios))); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	return writeTrimmed(w, strings.Join(b.legend(), "\n")+"\n")
}

// board is the big table while it is laid out.
type board struct {
	set      *result.Set
	l        words.Lang
	width    int
	found    map[key]*result.Likelihood
	sections []section

	tight    bool // stars stand behind the titles, and 80–100 is 80+
	cell     int  // width of a scenario's column
	grade    int  // width of the last column
	perTable int  // scenarios in one table
	used     map[words.Label]bool
}

// layout chooses the roomy form if it leaves the titles enough room, then the tight one, then several tables.
func (b *board) layout() {
	n := len(b.set.Scenarios)
	b.grade = text.StringWidth(b.l.Label(words.LabelGrade))
	b.measure()
	if b.room(n) < goodTitle {
		b.tight = true
		b.grade = 1 // without a head
		b.measure()
	}
	b.perTable = max(1, n)
	for tables := 2; b.room(b.perTable) < leastTitle && b.perTable > 1; tables++ {
		b.perTable = (n + tables - 1) / tables
	}
}

// room is what n scenarios leave for the titles.
func (b *board) room(n int) int { return b.width - numberWidth - 1 - n*(b.cell+1) - b.grade - 1 }

// measure finds the width of a scenario's column, and which lines the legend needs.
func (b *board) measure() {
	b.used = map[words.Label]bool{}
	b.cell = 0
	for i, sc := range b.set.Scenarios {
		b.cell = max(b.cell, text.StringWidth(b.head(i)))
		for _, sec := range b.sections {
			for _, t := range sec.targets {
				b.cell = max(b.cell, text.StringWidth(b.text(t, sc.ID)))
			}
		}
	}
}

func (b *board) head(i int) string {
	name := "S" + strconv.Itoa(i+1)
	if b.set.Scenarios[i].Headline {
		return "[" + name + "]"
	}
	return name
}

// text is one cell: "62", "<1", "60–80", "0–60*", "?", "met".
func (b *board) text(t *result.Target, scenario string) string {
	st, run := stated(t, b.found[key{scenario, t.ID, t.Reading}])
	if !run {
		b.used[words.LabelMissing] = true
		return "–"
	}
	bare := Bare(st, b.l)
	switch st.Form {
	case words.Band, words.Judged:
		band := bare
		if b.tight && st.Hi == 1 {
			b.used[words.LabelPlus] = true
			band = words.Number(100*st.Lo, 0) + "+"
		}
		if st.Form == words.Judged {
			b.used[words.LabelJudged] = true
			if !b.tight {
				band += "*"
			}
		}
		return band
	}
	b.used[words.LabelUnknown] = b.used[words.LabelUnknown] || st.Form == words.None
	return bare
}

// Bare is a likelihood as a cell of a table in per cent: "62", "<1", "60–80", "?", "met".
func Bare(st words.Stated, l words.Lang) string {
	switch st.Form {
	case words.Point:
		return [...]string{"<", "", ">"}[1+st.Beyond] + words.Number(100*st.P, 0)
	case words.WasMet:
		return l.Label(words.LabelMet)
	case words.WasMissed:
		return l.Label(words.LabelMissed)
	case words.Band, words.Judged:
		return words.Number(100*st.Lo, 0) + "–" + words.Number(100*st.Hi, 0)
	}
	return "?"
}

// table writes the scenarios from..to.
func (b *board) table(w io.Writer, from, to int) error {
	columns := []Column{{Right: true}, {Head: b.l.Say(words.Target)}}
	widths := []int{numberWidth, b.room(to - from)}
	widest := text.StringWidth(columns[1].Head)
	for i := from; i < to; i++ {
		columns = append(columns, Column{Head: b.head(i), Right: true})
		widths = append(widths, b.cell)
	}
	grade := Column{Head: b.l.Label(words.LabelGrade)}
	if b.tight {
		grade.Head = ""
	}
	columns = append(columns, grade)
	widths = append(widths, b.grade)
	var parts []part
	for _, sec := range b.sections {
		p := part{heading: sec.heading}
		for _, t := range sec.targets {
			title := b.title(t)
			widest = max(widest, text.StringWidth(title))
			row := []string{number(t), title}
			for i := from; i < to; i++ {
				row = append(row, b.text(t, b.set.Scenarios[i].ID))
			}
			p.rows = append(p.rows, append(row, t.Grade))
		}
		parts = append(parts, p)
	}
	widths[1] = max(1, min(widths[1], widest+1))
	return gridOf(w, columns, parts, widths, 1)
}

func (b *board) title(t *result.Target) string {
	title := rowTitle(t, b.l)
	if b.tight && !t.HasBase && t.Settled == 0 {
		b.used[words.LabelJudged] = true
		title += " *"
	}
	return title
}

// numberWidth is the width of the column with the targets' numbers.
const numberWidth = 2

// number is a target's number in the plan; other readings and what is not counted have none.
func number(t *result.Target) string {
	if t.Number == 0 || t.Reading != "" {
		return ""
	}
	return strconv.Itoa(t.Number)
}

// rowTitle is a target's title; other readings are indented.
func rowTitle(t *result.Target, l words.Lang) string {
	if t.Reading != "" {
		return "  " + t.Title.Title(l, t.Reading)
	}
	return t.Title.Title(l, t.ID)
}

func (b *board) legend() []string {
	var names []string
	for i, sc := range b.set.Scenarios {
		name := sc.Title.Title(b.l, sc.ID)
		if sc.Headline {
			name = b.l.Label(words.LabelHeadline, name)
		}
		names = append(names, b.head(i)+" "+name)
	}
	lines := flow(names, b.width)
	notes := []string{b.l.Label(words.LabelPerCent)}
	for _, label := range []words.Label{words.LabelJudged, words.LabelUnknown, words.LabelPlus, words.LabelMissing} {
		if b.used[label] {
			notes = append(notes, b.l.Label(label))
		}
	}
	if e, of := largestError(b.set); e > 0 {
		notes = append(notes, b.l.Label(words.LabelErrorAtMost, b.l.Error(e), b.headlineTitle(of.Target)))
	}
	notes = append(notes, b.l.Label(words.LabelGrades))
	return append(append(lines, ""), flow(notes, b.width)...)
}

// headlineTitle is that of a target, without its readings.
func (b *board) headlineTitle(id string) string {
	for _, t := range b.set.Targets {
		if t.ID == id && t.Reading == "" {
			return t.Title.Title(b.l, id)
		}
	}
	return id
}

// largestError is the widest half of a simulation error, as a share, and whose it is.
func largestError(s *result.Set) (widest float64, of *result.Likelihood) {
	for i := range s.Likelihood {
		if half := (s.Likelihood[i].ErrorHigh - s.Likelihood[i].ErrorLow) / 2; half > widest {
			widest, of = half, &s.Likelihood[i]
		}
	}
	return widest, of
}

// flow sets items one after the other, two spaces apart, and breaks lines between items if it can.
func flow(items []string, width int) []string {
	var lines []string
	line := ""
	for _, item := range items {
		switch {
		case line == "":
			line = item
		case text.StringWidth(line)+2+text.StringWidth(item) <= width:
			line += "  " + item
		default:
			lines = append(lines, Wrap(line, width)...)
			line = item
		}
	}
	return append(lines, Wrap(line, width)...)
}
