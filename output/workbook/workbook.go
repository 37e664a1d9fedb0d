// Package workbook writes results as a workbook for Excel and WPS: numbers as numbers, likelihoods as finely as their
// evidence allows.
package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"targetcast/output/result"
	"targetcast/output/words"
)

// style is how a cell looks.
type style int

const (
	plain style = iota
	head
	long   // text that is broken into lines
	right  // what stands among numbers and is none
	judged // the same, without base data
	percent
	judgedPercent
	thousands
	tenths
	hundredths
	small
	styles
)

// cell is a text, a number or nothing.
type cell struct {
	value any
	style style
}

func text(s string) cell {
	if s == "" {
		return cell{}
	}
	return cell{s, plain}
}

// num is a number with as many decimals as its size asks for; what is none is an empty cell.
func num(x float64) cell {
	switch a := math.Abs(x); {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return cell{}
	case a >= 1000 || x == math.Trunc(x):
		return cell{x, thousands}
	case a >= 100:
		return cell{x, tenths}
	case a >= 1:
		return cell{x, hundredths}
	}
	return cell{x, small}
}

// whole is a year or a count; 0 is nothing.
func whole(n int) cell {
	if n == 0 {
		return cell{}
	}
	return cell{n, plain}
}

// sheet is a table below a head, and lines under it.
type sheet struct {
	name   string
	heads  []string
	widths []float64 // of columns, in letters
	frozen int       // columns that stay in sight
	rows   [][]cell
	notes  []string
}

// Write writes a set in one language. A likelihood is a number only where it may be stated as one; a band is a text, and so
// is what cannot be assessed. The same set gives the same bytes.
func Write(w io.Writer, s *result.Set, l words.Lang) error {
	f := excelize.NewFile()
	defer f.Close()
	b := book{set: s, l: l}
	looks, err := looksOf(f)
	if err != nil {
		return err
	}
	for i, sh := range b.sheets() {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), sh.name)
		} else {
			_, err = f.NewSheet(sh.name)
		}
		if err != nil {
			return err
		}
		if err := sh.write(f, looks, i); err != nil {
			return err
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "targetcast", Title: s.Plan.Title.Title(b.l, s.Plan.ID), Description: "targetcast " + s.Manifest.Hash,
		Language: l.Tag()}); err != nil {
		return err
	}
	var written bytes.Buffer
	if _, err = f.WriteTo(&written); err != nil {
		return err
	}
	return inOrder(w, written.Bytes())
}

// inOrder writes the parts of a workbook by name: the library writes them in any order.
func inOrder(w io.Writer, data []byte) error {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

func looksOf(f *excelize.File) (looks [styles]int, err error) {
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E4E4E4"}}
	rightTop, leftTop := &excelize.Alignment{Horizontal: "right", Vertical: "top"}, &excelize.Alignment{Horizontal: "left", Vertical: "top"}
	custom := func(s string) *string { return &s }
	for i, of := range [styles]excelize.Style{
		head:          {Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
		plain:         {Alignment: &excelize.Alignment{Vertical: "top"}},
		long:          {Alignment: &excelize.Alignment{Horizontal: leftTop.Horizontal, Vertical: "top", WrapText: true}},
		right:         {Alignment: rightTop},
		judged:        {Alignment: rightTop, Fill: grey},
		percent:       {Alignment: rightTop, NumFmt: 9},
		judgedPercent: {Alignment: rightTop, NumFmt: 9, Fill: grey},
		thousands:     {Alignment: rightTop, NumFmt: 3},
		tenths:        {Alignment: rightTop, CustomNumFmt: custom("0.0")},
		hundredths:    {Alignment: rightTop, NumFmt: 2},
		small:         {Alignment: rightTop, CustomNumFmt: custom("0.0000")},
	} {
		if looks[i], err = f.NewStyle(&of); err != nil {
			return looks, err
		}
	}
	return looks, nil
}

// write writes one sheet as a table that can be filtered, its head in sight wherever one scrolls.
func (s sheet) write(f *excelize.File, looks [styles]int, number int) error {
	fit, landscape, pages := true, "landscape", 0 // printed as wide as the paper, on as many pages as it takes
	if err := f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToHeight: &pages}); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	for i, width := range s.widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(s.frozen+1, 2)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if s.frozen > 0 {
		pane = "bottomRight"
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane}); err != nil {
		return err
	}
	line := func(at int, cells []cell, look ...excelize.RowOpts) error {
		values := make([]any, len(cells))
		for i, c := range cells {
			if c.value != nil {
				values[i] = excelize.Cell{StyleID: looks[c.style], Value: c.value}
			}
		}
		name, err := excelize.CoordinatesToCellName(1, at)
		if err != nil {
			return err
		}
		return w.SetRow(name, values, look...)
	}
	heads := make([]cell, len(s.heads))
	for i, h := range s.heads {
		heads[i] = cell{h, head}
	}
	if err := line(1, heads, excelize.RowOpts{Height: 45}); err != nil {
		return err
	}
	for i, r := range s.rows {
		if err := line(i+2, r); err != nil {
			return err
		}
	}
	for i, n := range s.notes {
		if err := line(len(s.rows)+3+i, []cell{text(n)}); err != nil {
			return err
		}
	}
	if len(s.rows) > 0 {
		last, err := excelize.CoordinatesToCellName(len(s.heads), len(s.rows)+1)
		if err != nil {
			return err
		}
		stripes := false
		if err := w.AddTable(&excelize.Table{Range: "A1:" + last, Name: "Table" + strconv.Itoa(number+1), StyleName: "TableStyleLight1", ShowRowStripes: &stripes}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// book is a set in one language.
type book struct {
	set *result.Set
	l   words.Lang
}
