// Package parquet reads a Parquet file as rows of text, as a reader of CSV would give them.
package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// Magic is how every Parquet file begins.
const Magic = "PAR1"

// batch is how many rows are read at once.
const batch = 1024

// Reader gives the header first and then row after row. Numbers are written so that they are read back exactly; an empty
// cell is "". What is neither text, number nor truth (dates, decimals, lists) is written as the name of its type, so that
// whoever needs the column can say what stands there.
type Reader struct {
	header  []string
	types   []string // by column; "" where its values can be read
	groups  []parquet.RowGroup
	rows    parquet.Rows
	pending []parquet.Row
	buffer  []parquet.Row
	row     int // of the file, counted from the header
}

// NewReader opens a file that is in memory.
func NewReader(data []byte) (r *Reader, err error) {
	defer caught(&err)
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("no Parquet file that can be read: %w", err)
	}
	r = &Reader{groups: f.RowGroups(), buffer: make([]parquet.Row, batch)}
	for _, field := range f.Schema().Fields() {
		if !field.Leaf() {
			for range leaves(field) { // its values come in the rows too
				r.header, r.types = append(r.header, field.Name()), append(r.types, "a nested column")
			}
			continue
		}
		kind := ""
		if field.Repeated() {
			kind = "a list"
		} else if !plain(field.Type()) {
			kind = field.Type().String()
		}
		r.header, r.types = append(r.header, field.Name()), append(r.types, kind)
	}
	return r, nil
}

// plain reports whether a type is text, number or truth.
func plain(t parquet.Type) bool {
	if k := t.Kind(); k == parquet.Int96 || k == parquet.FixedLenByteArray {
		return false
	}
	logical := t.LogicalType()
	if logical == nil {
		return true
	}
	switch logical.Value.(type) {
	case nil, *format.StringType, *format.EnumType, *format.JsonType, *format.IntType:
		return true
	}
	return false
}

// leaves counts the columns below a nested one.
func leaves(n parquet.Node) int {
	if n.Leaf() {
		return 1
	}
	sum := 0
	for _, f := range n.Fields() {
		sum += leaves(f)
	}
	return sum
}

// caught makes an error of a panic: the library is not safe against every file that is broken on purpose.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("no Parquet file that can be read: %v", p)
	}
}

// FieldPos is the row, counted from the header, and the column of a field of the row that was read last.
func (r *Reader) FieldPos(field int) (line, column int) { return r.row, field + 1 }

// Read is the next row; io.EOF after the last one.
func (r *Reader) Read() (cells []string, err error) {
	defer caught(&err)
	r.row++
	if r.row == 1 {
		return r.header, nil
	}
	for len(r.pending) == 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
	}
	row := r.pending[0]
	r.pending = r.pending[1:]
	cells = make([]string, len(r.header))
	for _, v := range row {
		if i := v.Column(); i >= 0 && i < len(cells) {
			cells[i] = text(v, r.types[i])
		}
	}
	return cells, nil
}

// more reads the next rows of this or the next group.
func (r *Reader) more() error {
	if r.rows == nil {
		if len(r.groups) == 0 {
			return io.EOF
		}
		r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
	}
	n, err := r.rows.ReadRows(r.buffer)
	r.pending = r.buffer[:n]
	switch {
	case errors.Is(err, io.EOF):
		err = r.rows.Close()
		r.rows = nil
	case err == nil && n == 0:
		err = errors.New("a group of rows has fewer than it says")
	}
	return err
}

func text(v parquet.Value, kind string) string {
	switch {
	case v.IsNull():
		return ""
	case kind != "":
		return kind
	}
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case parquet.Int32:
		return strconv.FormatInt(int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'g', -1, 64)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	}
	return string(v.ByteArray())
}
