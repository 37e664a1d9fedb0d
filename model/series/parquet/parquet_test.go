package parquet

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

type row struct {
	Draw  int32     `parquet:"draw"`
	Name  string    `parquet:"name,dict"`
	X     *float64  `parquet:"x,optional"`
	Small float32   `parquet:"small"`
	OK    bool      `parquet:"ok"`
	Day   time.Time `parquet:"day,timestamp(millisecond)"`
	List  []int64   `parquet:"list"`
	In    struct {
		A, B int64
	} `parquet:"in"`
	Long int64 `parquet:"long"`
}

func written(t testing.TB, rows []row) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.MaxRowsPerRowGroup(1500))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func all(r *Reader) ([][]string, error) {
	var out [][]string
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, slices.Clone(cells))
	}
}

// Every cell comes back as it was written, over several groups of rows, and what cannot stand in a table says what it is.
func TestRows(t *testing.T) {
	x := .1
	rows := []row{{Draw: 1, Name: "杭州", X: &x, Small: .5, OK: true, List: []int64{1, 2}, Long: 1<<53 + 1}, {Draw: -2, Name: "a,b"}}
	for len(rows) < 4000 {
		rows = append(rows, row{Draw: int32(len(rows))})
	}
	r, err := NewReader(written(t, rows))
	if err != nil {
		t.Fatal(err)
	}
	got, err := all(r)
	if err != nil || len(got) != 4001 {
		t.Fatal(len(got), err)
	}
	for i, want := range []string{
		"draw name x small ok day list in in long",
		"1 杭州 0.1 0.5 true TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS) a_list a_nested_column a_nested_column 9007199254740993",
		"-2 a,b _ 0 false TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS) _ a_nested_column a_nested_column 0",
	} {
		cells := slices.Clone(got[i])
		for k := range cells {
			if cells[k] = strings.ReplaceAll(cells[k], " ", "_"); cells[k] == "" {
				cells[k] = "_"
			}
		}
		if text := strings.Join(cells, " "); text != want {
			t.Errorf("row %d is\n%s, not\n%s", i, text, want)
		}
	}
	if got[4000][0] != "3999" {
		t.Errorf("the last row is %v", got[4000])
	}
	if line, column := r.FieldPos(2); line != 4002 || column != 3 { // the end was read once
		t.Errorf("the place is %d:%d", line, column)
	}
}

func TestBroken(t *testing.T) {
	sound := written(t, []row{{Draw: 1}})
	for _, data := range [][]byte{nil, []byte(Magic), sound[:len(sound)/2], append([]byte("PAR1 but text"), "PAR1"...)} {
		if _, err := NewReader(data); err == nil || !strings.HasPrefix(err.Error(), "no Parquet file that can be read: ") {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
}

// FuzzRead: whatever the bytes, there is an error or there are rows as wide as the header, never a panic.
func FuzzRead(f *testing.F) {
	x := 2.5
	f.Add(written(f, []row{{Draw: 1, Name: "a", X: &x, List: []int64{1}}, {Draw: 2}}))
	f.Add([]byte("PAR1PAR1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := NewReader(data)
		if err != nil {
			return
		}
		rows, _ := all(r)
		for _, cells := range rows {
			if len(cells) != len(r.header) {
				t.Fatal("a row of another width")
			}
		}
	})
}
