// Package parquet writes tables as Parquet files, which pandas, R, DuckDB and Spark read with the type of each column.
package parquet

import (
	"fmt"
	"io"
	"iter"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"targetcast/output/result"
)

// batch is how many rows are handed over at once, group how many stand together in the file.
const (
	batch = 4096
	group = 1 << 20
)

// Write writes rows under their columns and returns how many there were. Words become strings (dictionary), whole numbers
// INT64, numbers DOUBLE with null where a cell is empty, and yes or no BOOLEAN. About goes into the metadata of the file.
// The same rows give the same bytes.
func Write(w io.Writer, columns []result.Column, rows iter.Seq2[[]string, error], about map[string]string) (int, error) {
	options := []parquet.WriterOption{schemaOf(columns), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(group),
		parquet.CreatedBy("targetcast", "1.0.0", "")}
	for k, v := range about {
		options = append(options, parquet.KeyValueMetadata(k, v))
	}
	out := parquet.NewGenericWriter[any](w, options...)
	written := 0
	var pending []parquet.Row
	flush := func() error {
		n, err := out.WriteRows(pending)
		written += n
		pending = pending[:0]
		return err
	}
	for cells, err := range rows {
		if err != nil {
			return written, err
		}
		row, err := rowOf(columns, cells)
		if err != nil {
			return written, fmt.Errorf("row %d: %w", written+len(pending)+1, err)
		}
		if pending = append(pending, row); len(pending) == batch {
			if err := flush(); err != nil {
				return written, err
			}
		}
	}
	if err := flush(); err != nil {
		return written, err
	}
	return written, out.Close()
}

// schemaOf is the schema of a row, its columns in their order: that of a struct made for them.
func schemaOf(columns []result.Column) *parquet.Schema {
	var fields []reflect.StructField
	for i, c := range columns {
		f := reflect.StructField{Name: "C" + strconv.Itoa(i), Type: reflect.TypeFor[string](), Tag: reflect.StructTag(fmt.Sprintf(`parquet:"%s,dict"`, c.Name))}
		switch c.Kind {
		case result.Real:
			f.Type, f.Tag = reflect.TypeFor[float64](), reflect.StructTag(fmt.Sprintf(`parquet:"%s,optional"`, c.Name))
		case result.Whole:
			f.Type, f.Tag = reflect.TypeFor[int64](), reflect.StructTag(fmt.Sprintf(`parquet:"%s,delta"`, c.Name))
		case result.YesNo:
			f.Type, f.Tag = reflect.TypeFor[bool](), reflect.StructTag(fmt.Sprintf(`parquet:"%s"`, c.Name))
		}
		fields = append(fields, f)
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
}

// rowOf reads the cells of one row as what their columns hold.
func rowOf(columns []result.Column, cells []string) (parquet.Row, error) {
	if len(cells) != len(columns) {
		return nil, fmt.Errorf("%d cells under %d columns", len(cells), len(columns))
	}
	row := make(parquet.Row, len(cells))
	for i, c := range columns {
		v, level, err := valueOf(c.Kind, cells[i])
		if err != nil {
			return nil, fmt.Errorf("column %s: %q: %w", c.Name, cells[i], err)
		}
		row[i] = v.Level(0, level, i)
	}
	return row, nil
}

func valueOf(k result.Kind, cell string) (v parquet.Value, level int, err error) {
	switch k {
	case result.Real:
		if cell == "" {
			return parquet.NullValue(), 0, nil
		}
		x, err := strconv.ParseFloat(cell, 64)
		return parquet.DoubleValue(x), 1, err
	case result.Whole:
		x, err := strconv.ParseInt(cell, 10, 64)
		return parquet.Int64Value(x), 0, err
	case result.YesNo:
		x, err := strconv.ParseBool(cell)
		return parquet.BooleanValue(x), 0, err
	}
	return parquet.ByteArrayValue([]byte(cell)), 0, nil
}
