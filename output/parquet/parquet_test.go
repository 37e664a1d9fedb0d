package parquet

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"targetcast/output/result"
)

var columns = []result.Column{{Name: "name", Kind: result.Words}, {Name: "x", Kind: result.Real}, {Name: "n", Kind: result.Whole}, {Name: "ok", Kind: result.YesNo}}

func seq(rows ...[]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// What is written is read back with types, in order, an empty number as null, and more rows than one batch holds. (Other
// readers are tried by the slow tests of the command.)
func TestReadBack(t *testing.T) {
	rows := [][]string{{"杭州", "0.1", "-3", "true"}, {"", "", "9007199254740993", "false"}, {"a,b", "1e-300", "0", "true"}}
	for i := len(rows); i < 2*batch+17; i++ {
		rows = append(rows, []string{"more", fmt.Sprint(i), fmt.Sprint(i), "false"})
	}
	var a, b bytes.Buffer
	n, err := Write(&a, columns, seq(rows...), map[string]string{"targetcast": "abc", "a": "b", "z": "y"})
	if err != nil || n != len(rows) {
		t.Fatal(n, err)
	}
	if _, err := Write(&b, columns, seq(rows...), map[string]string{"targetcast": "abc", "a": "b", "z": "y"}); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same rows gave other bytes", err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := f.Lookup("targetcast"); !ok || v != "abc" {
		t.Errorf("metadata %q", v)
	}
	type row struct {
		Name string   `parquet:"name"`
		X    *float64 `parquet:"x,optional"`
		N    int64    `parquet:"n"`
		OK   bool     `parquet:"ok"`
	}
	r := parquet.NewGenericReader[row](f)
	got := make([]row, len(rows)+1)
	if n, err := r.Read(got); n != len(rows) || err != io.EOF {
		t.Fatal(n, err)
	}
	if got[0].Name != "杭州" || *got[0].X != .1 || got[0].N != -3 || !got[0].OK || got[1].X != nil || got[1].N != 9007199254740993 || *got[2].X != 1e-300 {
		t.Errorf("%+v", got[:3])
	}
	if last := got[len(rows)-1]; last.Name != "more" || *last.X != float64(len(rows)-1) {
		t.Errorf("%+v", last)
	}
	var names []string
	for _, c := range f.Schema().Columns() {
		names = append(names, c[0])
	}
	if strings.Join(names, " ") != "name x n ok" {
		t.Errorf("columns %v", names)
	}
}

func TestNoRows(t *testing.T) {
	var b bytes.Buffer
	if n, err := Write(&b, columns, seq(), nil); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || f.NumRows() != 0 {
		t.Error(err)
	}
}

// A cell that is not of its column's kind is named.
func TestWrongCells(t *testing.T) {
	for want, cells := range map[string][]string{
		`row 2: column x: "much"`: {"a", "much", "1", "true"}, `row 2: column n: "1.5"`: {"a", "1", "1.5", "true"},
		`row 2: column ok: "yes"`: {"a", "1", "1", "yes"}, "row 2: 3 cells under 4 columns": {"a", "1", "1"},
	} {
		if _, err := Write(io.Discard, columns, seq([]string{"a", "1", "1", "true"}, cells), nil); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
