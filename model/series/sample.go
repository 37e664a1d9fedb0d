package series

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sample is draws of the future that another tool made. A draw has the same number in all quantities.
type Sample struct {
	Draws []string         // ids, in the order of the file
	Of    map[string]Draws // by quantity
}

// Draws are the draws of one quantity in successive years.
type Draws struct {
	First int         // year
	Years [][]float64 // [year - First][draw]
}

// Last is the last year with values.
func (d Draws) Last() int { return d.First + len(d.Years) - 1 }

// At holds the values of a year, by draw; nil where there are none.
func (d Draws) At(year int) []float64 {
	if year < d.First || year > d.Last() {
		return nil
	}
	return d.Years[year-d.First]
}

// SampleFile says how a file of draws is to be read.
type SampleFile struct {
	Columns Columns           // where it has draw, year, value and indicator, if under other names
	Where   map[string]string // only rows that have these texts in these columns
	Names   []string          // the quantities that are wanted
}

// mostProblems is how many problems of a file of draws are listed: as a rule one mistake is made in every row.
const mostProblems = 10

// ReadSample reads draws with a header row, CSV or Parquet, in one of these shapes:
//
//	draw, year, value             with a column indicator where there are several quantities
//	draw, year, gdp, population   one column for each quantity
//	draw, 2022, 2023, 2024        one row for each draw (and indicator); without a column draw, rows are numbered
//
// Other columns are passed over. Every draw must have a value in every year of a quantity, once. Some problems are returned
// at once, the first mostProblems.
func ReadSample(r io.Reader, file string, how SampleFile) (*Sample, []Problem) {
	s := &sampler{table: &table{file: file, known: []string{"draw", "year", "value"}, as: how.Columns}, how: how,
		index: map[string]int{}, paths: map[string]map[int][]float64{}, seen: map[string]map[string]bool{}}
	if header, ok := s.open(r); ok && s.place(header) {
		for len(s.problems) < mostProblems && s.next() {
			s.row()
		}
	}
	out := s.sample()
	if len(s.problems) > 0 {
		return nil, s.problems[:min(mostProblems, len(s.problems))]
	}
	return out, nil
}

// sampler reads a file of draws.
type sampler struct {
	*table
	how    SampleFile
	values map[string]int // quantities with a column of their own
	years  []yearColumn   // of a wide table
	wide   bool           // a row for each draw
	named  bool           // a column indicator says whose values they are
	index  map[string]int // of a draw, by its id
	draws  []string
	paths  map[string]map[int][]float64 // by quantity, year: value by draw, NaN where there is none
	seen   map[string]map[string]bool   // texts in the columns of how.Where, and in indicator
}

type yearColumn struct {
	name string
	year int
}

// place finds out the shape by the names of the columns.
func (s *sampler) place(header []string) bool {
	s.columns, s.values = map[string]int{}, map[string]int{}
	own := []string{"draw", "year", "value", "indicator"}
	var columns []string
	for i, name := range header {
		line, column := s.csv.FieldPos(i)
		name = strings.TrimSpace(name)
		if !utf8.ValidString(name) {
			s.add(line, column, "header", "this is no UTF-8 text", "save the file as CSV UTF-8")
			continue
		}
		columns = append(columns, name)
		known := name
		if slices.Contains(own, name) || s.as.place(name) != name {
			known = s.as.place(name)
		}
		_, chosen := s.how.Where[name]
		year, err := strconv.Atoi(name)
		isYear := err == nil && len(name) == 4 && year >= firstYear && year <= lastYear
		if !slices.Contains(own, known) && !chosen && !isYear && !slices.Contains(s.how.Names, name) {
			continue
		}
		for _, key := range slices.Compact([]string{known, name}) { // a column may be chosen by and be read
			if key == "" {
				continue
			}
			if _, twice := s.columns[key]; twice {
				s.add(line, column, "header", fmt.Sprintf("the column %q stands twice", name), "keep one")
			}
			s.columns[key] = i
		}
		if isYear {
			s.years = append(s.years, yearColumn{name, year})
		}
	}
	s.shape(columns)
	return len(s.problems) == 0
}

func (s *sampler) has(column string) bool { _, ok := s.columns[column]; return ok }

// shape checks that the columns say all that is wanted.
func (s *sampler) shape(columns []string) {
	here := "the columns here are " + strings.Join(columns, ", ")
	wrong := func(what string) { s.add(s.line, 1, "header", what, here) }
	for _, key := range slices.Sorted(maps.Keys(s.as)) {
		if !s.has(key) {
			wrong(fmt.Sprintf("there is no column %q for %s", s.as[key].Name, key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.how.Where)) {
		if !s.has(key) {
			wrong(fmt.Sprintf("there is no column %q to choose rows by", key))
		}
	}
	s.wide, s.named = !s.has("year"), s.has("indicator")
	switch {
	case s.wide && len(s.years) == 0:
		s.add(s.line, 1, "header", "there is neither a column \"year\" nor one for each year", "write draw,year,value or draw,2022,2023,...; "+here)
		return
	case !s.wide && !s.has("draw"):
		wrong(`there is no column "draw", by which rows of several years belong together`)
	}
	for _, name := range s.how.Names {
		i, own := s.columns[name]
		switch {
		case !s.wide && own:
			s.values[name] = i
		case !s.wide && !s.has("value"):
			wrong(fmt.Sprintf("there is no column %q and no column value", name))
		case !s.named && len(s.how.Names) > 1:
			wrong(fmt.Sprintf("no column says which values are those of %s: there is no column indicator", name))
		}
	}
}

// row reads the current row, if it is one of those that are chosen.
func (s *sampler) row() {
	for _, column := range slices.Sorted(maps.Keys(s.how.Where)) {
		if !s.is(column, s.how.Where[column]) {
			return
		}
	}
	id := strconv.Itoa(s.rows)
	if s.has("draw") {
		if id = s.text("draw", ""); id == "" {
			s.bad("draw", "is empty", "give every draw a number")
		}
	}
	whose := s.how.Names
	if s.named && len(s.values) == 0 {
		whose = slices.DeleteFunc(slices.Clone(whose), func(name string) bool { return !s.is("indicator", name) })
	}
	year := 0
	if !s.wide {
		year = s.whole("year", firstYear, lastYear)
	}
	for _, name := range whose {
		if s.wide {
			for _, y := range s.years {
				s.put(name, id, y.year, y.name)
			}
			continue
		}
		column := "value"
		if _, own := s.values[name]; own {
			column = name
		}
		s.put(name, id, year, column)
	}
}

// is reports whether the row has a text in a column, and notes what it has.
func (s *sampler) is(column, text string) bool {
	has := s.text(column, "")
	if s.seen[column] == nil {
		s.seen[column] = map[string]bool{}
	}
	s.seen[column][has] = true
	return has == text
}

// put notes the value of one quantity and year.
func (s *sampler) put(name, id string, year int, column string) {
	x := s.number(column, 0, true)
	if !s.rowOK {
		return
	}
	n, known := s.index[id]
	if !known {
		n = len(s.draws)
		s.index[id], s.draws = n, append(s.draws, id)
	}
	if s.paths[name] == nil {
		s.paths[name] = map[int][]float64{}
	}
	path := s.paths[name][year]
	for len(path) <= n {
		path = append(path, math.NaN())
	}
	if !math.IsNaN(path[n]) {
		s.bad(column, fmt.Sprintf("draw %s has a value of %s for %d already", id, name, year),
			"keep one; where the file holds several samples, say which rows are meant")
	}
	path[n], s.paths[name][year] = x, path
}

// sample is what was read, when every draw has all its values.
func (s *sampler) sample() *Sample {
	if len(s.problems) > 0 {
		return nil
	}
	out := &Sample{Draws: s.draws, Of: map[string]Draws{}}
	for _, column := range slices.Sorted(maps.Keys(s.how.Where)) {
		if text := s.how.Where[column]; !s.seen[column][text] && len(s.draws) == 0 {
			s.add(1, 1, column, fmt.Sprintf("no row has %q there", text), s.others(column))
			return nil
		}
	}
	for _, name := range s.how.Names {
		years := slices.Sorted(maps.Keys(s.paths[name]))
		if len(years) == 0 {
			s.add(1, 1, "indicator", fmt.Sprintf("no row is about %q", name), s.others("indicator"))
			continue
		}
		d := Draws{First: years[0], Years: make([][]float64, years[len(years)-1]-years[0]+1)}
		gaps := 0
		for i := range d.Years {
			path := s.paths[name][d.First+i]
			for len(path) < len(s.draws) {
				path = append(path, math.NaN())
			}
			if n := slices.IndexFunc(path, math.IsNaN); n >= 0 {
				if gaps++; gaps == 1 {
					s.add(1, 1, name, fmt.Sprintf("draw %s has no value for %d", s.draws[n], d.First+i), "give every draw a value in every year, for every quantity")
				}
			}
			d.Years[i] = path
		}
		out.Of[name] = d
	}
	return out
}

// others says what a column holds.
func (s *sampler) others(column string) string {
	texts := slices.Sorted(maps.Keys(s.seen[column]))
	const most = 12
	more := ""
	if len(texts) > most {
		texts, more = texts[:most], fmt.Sprintf(" and %d more", len(texts)-most)
	}
	for i, t := range texts {
		texts[i] = strconv.Quote(t)
	}
	return "there is " + cmp.Or(strings.Join(texts, ", "), "nothing") + more
}

// Sorted is the sample with its draws in order of a quantity's values in a year, then in the years before it, one by one,
// and last of their places in the file: what stands in another row is another number of the same draw.
func (s *Sample) Sorted(name string, year int) *Sample {
	by := s.Of[name]
	order := make([]int, len(s.Draws))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		for y := year; y >= by.First; y-- {
			if x := by.At(y); x != nil && x[a] != x[b] {
				return cmp.Compare(x[a], x[b])
			}
		}
		return 0
	})
	out := &Sample{Draws: make([]string, len(order)), Of: map[string]Draws{}}
	for to, from := range order {
		out.Draws[to] = s.Draws[from]
	}
	for name, d := range s.Of {
		sorted := Draws{First: d.First}
		for _, path := range d.Years {
			column := make([]float64, len(order))
			for to, from := range order {
				column[to] = path[from]
			}
			sorted.Years = append(sorted.Years, column)
		}
		out.Of[name] = sorted
	}
	return out
}
