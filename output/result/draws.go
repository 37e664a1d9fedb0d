package result

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// DrawsName is the file of single futures in a results folder.
const DrawsName = "draws.csv"

// DrawColumns are its columns.
var DrawColumns = []Column{{Name: "scenario"}, {Name: "prior"}, {Name: "indicator"}, {Name: "year", Kind: Whole},
	{Name: "draw", Kind: Whole}, {Name: "value", Kind: Real}}

// DrawColumn is the values of one indicator in one year, by the number of the draw.
type DrawColumn struct {
	Scenario, Prior, Indicator string
	Year                       int
	Values                     []float64
}

// Draws are single futures, long and tidy when they are written. A draw's number is the same future in every scenario and
// indicator, so joint probabilities can be counted again from it. There may be more of them than memory should hold as text.
type Draws []DrawColumn

// WriteTo writes the table row by row.
func (d Draws) WriteTo(w io.Writer) (int64, error) {
	out := &counting{w: w}
	b := bufio.NewWriterSize(out, 1<<16)
	var names []string
	for _, c := range DrawColumns {
		names = append(names, c.Name)
	}
	b.WriteString(strings.Join(names, ",") + "\n")
	var row []byte
	for _, c := range d {
		row = append(row[:0], c.Scenario+","+c.Prior+","+c.Indicator+","+strconv.Itoa(c.Year)+","...)
		head := len(row)
		for i, x := range c.Values {
			row = append(strconv.AppendInt(row[:head], int64(i), 10), ',')
			row = strconv.AppendFloat(row, x, 'g', -1, 64)
			row = append(row, '\n')
			if _, err := b.Write(row); err != nil {
				return out.n, err
			}
		}
	}
	err := b.Flush()
	return out.n, err
}

// counting counts what is written.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// data is a file that is in memory.
type data []byte

func (d data) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(d)
	return int64(n), err
}
