package series

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"targetcast/model/series/parquet"
)

// rows are a table's rows as text, the header first, and where each field of the row that was read last stands.
type rows interface {
	Read() ([]string, error)
	FieldPos(field int) (line, column int)
}

// table reads a file with a header row, CSV or Parquet, by column name, and gathers what is wrong with it.
type table struct {
	file     string
	csv      rows
	known    []string
	width    int
	columns  map[string]int // column name -> field
	as       Columns        // where a stranger's table has them; nil: as they are known
	fields   []string       // of the current row
	line     int
	rowOK    bool // nothing was wrong so far in the current row
	rows     int
	problems []Problem
}

// openTable reads the header. It gives nil columns when the rows cannot be read with it.
func openTable(r io.Reader, file string, required, optional []string, as Columns) *table {
	t := &table{file: file, known: slices.Concat(required, optional), as: as}
	header, ok := t.open(r)
	if !ok {
		return t
	}
	t.columns = t.readHeader(header)
	for _, name := range t.known {
		is, mapped := t.as[name]
		if _, ok := t.columns[name]; ok || mapped && is.Same {
			continue
		}
		if mapped {
			t.add(t.line, 1, "header", fmt.Sprintf("there is no column %q for %s", is.Name, name), "the columns here are "+strings.Join(header, ", "))
		} else if slices.Contains(required, name) {
			t.add(t.line, 1, "header", fmt.Sprintf("there is no column %q", name),
				"the columns "+strings.Join(required, ", ")+" must be there")
		}
	}
	if len(t.problems) > 0 {
		t.columns = nil
	}
	return t
}

// open finds out what kind of file it is and reads its first row.
func (t *table) open(r io.Reader) (header []string, ok bool) {
	buffered := bufio.NewReader(r)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\uFEFF" {
		buffered.Discard(3)
	}
	if mark, err := buffered.Peek(len(parquet.Magic)); err == nil && string(mark) == parquet.Magic {
		data, err := io.ReadAll(buffered)
		if err == nil {
			t.csv, err = parquet.NewReader(data)
		}
		if err != nil {
			t.add(1, 1, "file", err.Error(), "")
			return nil, false
		}
	} else {
		reader := csv.NewReader(buffered)
		reader.FieldsPerRecord = -1
		t.csv = reader
	}
	header, err := t.csv.Read()
	switch {
	case err == io.EOF:
		t.add(1, 1, "header", "the file is empty", "start with the line "+strings.Join(t.known, ","))
		return nil, false
	case err != nil:
		t.addError(err)
		return nil, false
	}
	t.line, _ = t.csv.FieldPos(0)
	t.width = len(header)
	return header, true
}

func (t *table) readHeader(header []string) map[string]int {
	columns := make(map[string]int, len(header))
	for i, name := range header {
		line, column := t.csv.FieldPos(i)
		name = strings.TrimSpace(name)
		if len(t.as) > 0 && utf8.ValidString(name) {
			if name = t.as.place(name); !slices.Contains(t.known, name) {
				continue
			}
		}
		switch _, twice := columns[name]; {
		case !utf8.ValidString(name):
			t.add(line, column, "header", "this is no UTF-8 text", "save the file as CSV UTF-8")
		case twice:
			t.add(line, column, "header", fmt.Sprintf("the column %q stands twice", name), "keep one")
		case !slices.Contains(t.known, name):
			t.add(line, column, "header", fmt.Sprintf("unknown column %q", name),
				"the columns are "+strings.Join(t.known, ", "))
		}
		columns[name] = i
	}
	return columns
}

// next goes to the next row that has all its fields. A row that cannot be split is reported and passed over.
func (t *table) next() bool {
	if t.columns == nil {
		return false
	}
	for {
		fields, err := t.csv.Read()
		if err == io.EOF {
			if t.rows == 0 {
				t.add(t.line, 1, "header", "no rows follow the header", "add one row for each value")
			}
			return false
		}
		t.rows++
		if err != nil {
			if !t.addError(err) {
				return false
			}
			continue
		}
		t.fields, t.rowOK = fields, true
		t.line, _ = t.csv.FieldPos(0)
		if len(fields) != t.width {
			t.add(t.line, 1, "row", fmt.Sprintf("%d fields under a header of %d", len(fields), t.width),
				"put a text that holds a comma in double quotes")
			continue
		}
		return true
	}
}

func (t *table) add(line, column int, key, what, instead string) {
	t.problems = append(t.problems, Problem{t.file, line, column, key, what, instead})
}

// addError reports an error of the CSV reader, and whether reading may go on behind it.
func (t *table) addError(err error) bool {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		line, column := parse.Line, parse.Column
		if line != parse.StartLine { // a quote that is not closed runs on: show where the row began
			line, column = parse.StartLine, 1
		}
		t.add(line, column, "row", parse.Err.Error(),
			`put the field in double quotes and write "" for a quote inside it`)
		return true
	}
	t.add(t.line+1, 1, "file", "cannot be read: "+err.Error(), "")
	return false
}

// bad reports a field of the current row.
func (t *table) bad(name, what, instead string) {
	line, column := t.csv.FieldPos(t.columns[name])
	t.add(line, column, name, what, instead)
	t.rowOK = false
}

// text gives a field without the spaces around it; absent columns and empty fields give the fallback.
func (t *table) text(name, fallback string) string {
	if is := t.as[name]; is.Same {
		return is.Name
	}
	i, ok := t.columns[name]
	if !ok {
		return fallback
	}
	field := strings.TrimSpace(t.fields[i])
	if !utf8.ValidString(field) {
		t.bad(name, "this is no UTF-8 text", "save the file as CSV UTF-8")
	}
	if field == "" {
		return fallback
	}
	return field
}

// whole reads a whole number in lo..hi.
func (t *table) whole(name string, lo, hi int) int {
	field := t.text(name, "")
	n, err := strconv.Atoi(field)
	if err != nil || n < lo || n > hi {
		t.bad(name, fmt.Sprintf("%q is no whole number from %d to %d", field, lo, hi), "write one in digits")
	}
	return n
}

// number reads a finite decimal number. An empty field gives the fallback, or a problem when required.
func (t *table) number(name string, fallback float64, required bool) float64 {
	field := t.text(name, "")
	if field == "" {
		if required {
			t.bad(name, "is empty", "write a number, or leave out the row when the value is unknown")
		}
		return fallback
	}
	value, err := strconv.ParseFloat(field, 64)
	decimal := strings.Trim(field, "+-.0123456789eE") == ""
	switch {
	case !decimal && strings.Contains(field, ","):
		t.bad(name, fmt.Sprintf("%q holds a comma", field), "write digits with a point for decimals and no separators")
	case !decimal && (math.IsNaN(value) || math.IsInf(value, 0)):
		t.bad(name, fmt.Sprintf("%q is not finite", field), "leave out the row when the value is unknown")
	case decimal && errors.Is(err, strconv.ErrRange):
		t.bad(name, fmt.Sprintf("%q is too large", field), "use a larger unit")
	case err != nil || !decimal:
		t.bad(name, fmt.Sprintf("%q is no number", field), "write one like 1234.5")
	}
	return value
}

// published reads the month in which the row became known. Without the column every row was always known; with
// it an empty field is a problem, so that nothing slips in early by omission.
func (t *table) published() Month {
	if _, ok := t.columns["published"]; !ok && !t.as["published"].Same {
		return 0
	}
	field := t.text("published", "")
	if field == "" {
		t.bad("published", "is empty", "write a month like 2021-03, or leave out the column when all rows were always known")
		return 0
	}
	m, err := ParseMonth(field)
	if err != nil {
		t.bad("published", err.Error(), "write year and month like 2021-03")
	}
	return m
}

// grade reads the grade of the source; "C" where none is given.
func (t *table) grade() string {
	g := t.text("source_grade", "C")
	if !slices.Contains(grades, g) {
		t.bad("source_grade", fmt.Sprintf("unknown grade %q", g), "write A, B or C")
	}
	return g
}

// isName reports whether a formula can name the series: identifiers joined by points.
func isName(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		for i, r := range part {
			if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
				return false
			}
		}
		if part == "" {
			return false
		}
	}
	return true
}
