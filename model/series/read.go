package series

import (
	"fmt"
	"io"
	"math"
)

// ReadObservations reads a table of published values with a header row. The columns may stand in any order:
//
//	series, year, value          must be there
//	unit                         default ""
//	published                    YYYY-MM; without the column every row was always known (Month 0)
//	vintage                      default "user"
//	source                       default "user data"
//	source_grade                 A, B or C; default "C": a figure without a grade is worth the least
//	note                         default ""
//
// All problems are returned at once; rows with a problem are left out.
func ReadObservations(r io.Reader, file string) ([]Observation, []Problem) {
	return ReadObservationsAs(r, file, nil)
}

var required, optional = []string{"series", "year", "value"}, []string{"unit", "published", "vintage", "source", "source_grade", "note"}

// ReadObservationsAs reads a table whose columns have other names. Columns of the table that are neither named so nor as
// those above are passed over.
func ReadObservationsAs(r io.Reader, file string, columns Columns) ([]Observation, []Problem) {
	t := openTable(r, file, required, optional, columns)
	type key struct {
		series    string
		year      int
		vintage   string
		published Month
	}
	lines := map[key]int{}
	units := map[string]Observation{} // the first row of each series that has a unit
	var all []Observation
	for t.next() {
		o := t.observation()
		if !t.rowOK {
			continue
		}
		k := key{o.Series, o.Year, o.Vintage, o.Published}
		if line, twice := lines[k]; twice {
			t.bad("series", fmt.Sprintf("line %d has the same series, year, vintage and month of publication", line),
				"keep one of the two rows")
			continue
		}
		lines[k] = o.Line
		if o.Unit != "" {
			if before, ok := units[o.Series]; !ok {
				units[o.Series] = o
			} else if before.Unit != o.Unit {
				t.bad("unit", fmt.Sprintf("%q, but %q has %q on line %d", o.Unit, o.Series, before.Unit, before.Line),
					"keep a series in one unit, or give it another name")
				continue
			}
		}
		all = append(all, o)
	}
	return all, t.problems
}

// observation reads the current row.
func (t *table) observation() Observation {
	o := Observation{
		Series:    t.text("series", ""),
		Year:      t.whole("year", firstYear, lastYear),
		Value:     t.number("value", 0, true),
		Unit:      t.text("unit", ""),
		Published: t.published(),
		Vintage:   t.text("vintage", "user"),
		Source:    t.text("source", "user data"),
		Grade:     t.grade(),
		Note:      t.text("note", ""),
		File:      t.file,
		Line:      t.line,
	}
	if !isName(o.Series) {
		t.bad("series", fmt.Sprintf("%q cannot be named in a formula", o.Series),
			"use letters, digits and _ , joined by points, like gdp.city")
	}
	return o
}

// ReadRanks reads a league table with a header row. The columns year, rank and city must be there; score (empty: NaN,
// not published), published, source ("user data") and source_grade ("C") follow the rules of ReadObservations.
// Two rows may share a rank, but a name stands once in a year. All problems are returned at once.
func ReadRanks(r io.Reader, file string) ([]Rank, []Problem) {
	t := openTable(r, file, []string{"year", "rank", "city"},
		[]string{"score", "published", "source", "source_grade"}, nil)
	type key struct {
		year int
		name string
	}
	lines := map[key]int{}
	var all []Rank
	for t.next() {
		row := Rank{
			Year:      t.whole("year", firstYear, lastYear),
			Rank:      t.whole("rank", 1, math.MaxInt32),
			Name:      t.text("city", ""),
			Score:     t.number("score", math.NaN(), false),
			Published: t.published(),
			Source:    t.text("source", "user data"),
			Grade:     t.grade(),
			File:      file,
			Line:      t.line,
		}
		if row.Name == "" {
			t.bad("city", "is empty", "write a name")
		}
		if !t.rowOK {
			continue
		}
		k := key{row.Year, row.Name}
		if line, twice := lines[k]; twice {
			t.bad("city", fmt.Sprintf("%q has a rank for %d on line %d", row.Name, row.Year, line),
				"keep one of the two rows")
			continue
		}
		lines[k] = row.Line
		all = append(all, row)
	}
	return all, t.problems
}
