package series

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func readSample(text string, how SampleFile) (*Sample, []string) {
	s, problems := ReadSample(strings.NewReader(text), "draws.csv", how)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Error())
	}
	return s, lines
}

// The same two draws of two quantities, in every shape that is read.
func TestShapesOfSamples(t *testing.T) {
	both := []string{"gdp", "pop"}
	for name, c := range map[string]struct {
		text string
		how  SampleFile
	}{
		"long":             {"draw,year,indicator,value\na,2021,gdp,1\na,2022,gdp,2\nb,2021,gdp,3\nb,2022,gdp,4\na,2022,pop,6\nb,2022,pop,8\nb,2022,rest,9\n", SampleFile{Names: both}},
		"columns":          {"year,draw,gdp,pop,note\n2021,a,1,5,x\n2022,a,2,6,\n2021,b,3,7,\n2022,b,4,8,\n", SampleFile{Names: both}},
		"wide":             {"\uFEFFdraw,indicator,2021,2022\na,gdp,1,2\na,pop,5,6\nb,gdp,3,4\nb,pop,7,8\n", SampleFile{Names: both}},
		"wide, one":        {"2022,2021\n2,1\n4,3\n", SampleFile{Names: both[:1]}},
		"long, one":        {"draw,year,value\n1,2021,1\n1,2022,2\n2,2021,3\n2,2022,4\n", SampleFile{Names: both[:1]}},
		"other names":      {".iteration,t,GDP\na,2021,1\nb,2021,3\na,2022,2\nb,2022,4\n", SampleFile{Names: both[:1], Columns: Columns{"draw": {Name: ".iteration"}, "year": {Name: "t"}, "value": {Name: "GDP"}}}},
		"other scenarios":  {"scenario,prior,indicator,year,draw,value\nx,,gdp,2021,0,1\nx,,gdp,2022,0,2\nx,,gdp,2021,1,3\nx,,gdp,2022,1,4\ny,,gdp,2022,1,9\n", SampleFile{Names: both[:1], Where: map[string]string{"scenario": "x"}}},
		"column of a name": {"draw,year,gdp,value\na,2021,1,9\na,2022,2,9\nb,2021,3,9\nb,2022,4,9\n", SampleFile{Names: both[:1]}},
	} {
		s, problems := readSample(c.text, c.how)
		if problems != nil {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		gdp := s.Of["gdp"]
		if gdp.First != 2021 || fmt.Sprint(gdp.Years) != "[[1 3] [2 4]]" || len(s.Draws) != 2 {
			t.Errorf("%s: %v of draws %v", name, gdp, s.Draws)
		}
		if pop := s.Of["pop"]; len(c.how.Names) == 2 && fmt.Sprint(pop.At(2022)) != "[6 8]" {
			t.Errorf("%s: %v", name, pop)
		}
	}
}

func TestSampleFromParquet(t *testing.T) {
	type row struct {
		Draw  int64   `parquet:"draw"`
		Year  int32   `parquet:"year"`
		Value float64 `parquet:"value"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{7, 2021, .1}, {7, 2022, 2}, {8, 2021, 3}, {8, 2022, 1e300}}); err != nil {
		t.Fatal(err)
	}
	s, problems := ReadSample(bytes.NewReader(b.Bytes()), "draws.parquet", SampleFile{Names: []string{"gdp"}})
	if problems != nil || fmt.Sprint(s.Of["gdp"].Years) != "[[0.1 3] [2 1e+300]]" || fmt.Sprint(s.Draws) != "[7 8]" {
		t.Errorf("%v %v", s, problems)
	}
	// A problem of the third row below the header is one of line 4.
	b.Reset()
	if err := parquet.Write(&b, []row{{7, 2021, 1}, {7, 2022, 2}, {8, 21, 3}}); err != nil {
		t.Fatal(err)
	}
	_, problems = ReadSample(bytes.NewReader(b.Bytes()), "draws.parquet", SampleFile{Names: []string{"gdp"}})
	if len(problems) != 1 || problems[0].Error() != `draws.parquet:4:2: year: "21" is no whole number from 1900 to 2200; write one in digits` {
		t.Errorf("%v", problems)
	}
	_, problems = ReadSample(strings.NewReader("PAR1 no more"), "draws.parquet", SampleFile{Names: []string{"gdp"}})
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), "draws.parquet:1:1: file: no Parquet file that can be read: ") {
		t.Errorf("%v", problems)
	}
}

func TestBrokenSamples(t *testing.T) {
	gdp := SampleFile{Names: []string{"gdp"}}
	two := SampleFile{Names: []string{"gdp", "pop"}}
	for text, c := range map[string]struct {
		how  SampleFile
		want []string
	}{
		"":                        {gdp, []string{"1:1: header: the file is empty; start with the line draw,year,value"}},
		"draw,value\n1,2\n":       {gdp, []string{`1:1: header: there is neither a column "year" nor one for each year; write draw,year,value or draw,2022,2023,...; the columns here are draw, value`}},
		"year,value\n2021,2\n":    {gdp, []string{`1:1: header: there is no column "draw", by which rows of several years belong together; the columns here are year, value`}},
		"draw,year,x\n1,2021,2\n": {gdp, []string{`1:1: header: there is no column "gdp" and no column value; the columns here are draw, year, x`}},
		"draw,2021\n1,2\n":        {two, []string{`1:1: header: no column says which values are those of gdp: there is no column indicator; the columns here are draw, 2021`, `1:1: header: no column says which values are those of pop: there is no column indicator; the columns here are draw, 2021`}},
		"draw,2021,2021\n1,2,3\n": {gdp, []string{`1:11: header: the column "2021" stands twice; keep one`}},
		"draw,2021\n":             {gdp, []string{`1:1: header: no rows follow the header; add one row for each value`}},
		"draw,2021\n1,\n,3\n2,x\n3,inf\n4,5,6\n": {gdp, []string{
			`2:3: 2021: is empty; write a number, or leave out the row when the value is unknown`, `3:1: draw: is empty; give every draw a number`,
			`4:3: 2021: "x" is no number; write one like 1234.5`, `5:3: 2021: "inf" is not finite; leave out the row when the value is unknown`,
			`6:1: row: 3 fields under a header of 2; put a text that holds a comma in double quotes`}},
		"draw,year,value\n1,2021,2\n1,2021,3\n":                     {gdp, []string{`3:8: value: draw 1 has a value of gdp for 2021 already; keep one; where the file holds several samples, say which rows are meant`}},
		"draw,year,value\n1,2021,2\n1,2023,3\n2,2021,2\n2,2023,3\n": {gdp, []string{`1:1: gdp: draw 1 has no value for 2022; give every draw a value in every year, for every quantity`}},
		"draw,year,value\n1,2021,2\n2,2021,2\n2,2022,3\n":           {gdp, []string{`1:1: gdp: draw 1 has no value for 2022; give every draw a value in every year, for every quantity`}},
		"draw,indicator,2021\n1,gdp,2\n1,pop,2\n2,pop,2\n":          {two, []string{`1:1: gdp: draw 2 has no value for 2021; give every draw a value in every year, for every quantity`}},
		"draw,indicator,2021\n1,GDP,2\n":                            {gdp, []string{`1:1: indicator: no row is about "gdp"; there is "GDP"`}},
		"draw,run,2021\n1,a,2\n":                                    {SampleFile{Names: gdp.Names, Where: map[string]string{"run": "b"}}, []string{`1:1: run: no row has "b" there; there is "a"`}},
		"draw,2021\n1,3\n":                                          {SampleFile{Names: gdp.Names, Where: map[string]string{"run": "b"}}, []string{`1:1: header: there is no column "run" to choose rows by; the columns here are draw, 2021`}},
		"draw, 2021\n1,2\n":                                         {SampleFile{Names: gdp.Names, Columns: Columns{"draw": {Name: "iter"}}}, []string{`1:1: header: there is no column "iter" for draw; the columns here are draw, 2021`}},
		"draw,2021\n" + strings.Repeat("1,x\n", 30):                 {gdp, slices.Repeat([]string{`: 2021: "x" is no number; write one like 1234.5`}, mostProblems)},
	} {
		s, problems := readSample(text, c.how)
		if s != nil || len(problems) != len(c.want) {
			t.Errorf("%q: %v\n%s", text, s, strings.Join(problems, "\n"))
			continue
		}
		for i, want := range c.want {
			if !strings.HasSuffix(problems[i], want) || !strings.HasPrefix(problems[i], "draws.csv:") {
				t.Errorf("%q:\n%s, not\n%s", text, problems[i], want)
			}
		}
	}
}

// Draws come in order of the year asked for, then of the years before; the order of the file is the last word.
func TestSampleSorted(t *testing.T) {
	s, problems := readSample("draw,indicator,2021,2022\na,x,2,5\nb,x,1,5\nc,x,9,4\nd,x,1,5\na,y,1,1\nb,y,2,2\nc,y,3,3\nd,y,4,4\n", SampleFile{Names: []string{"x", "y"}})
	if problems != nil {
		t.Fatal(problems)
	}
	sorted := s.Sorted("x", 2022)
	if got := fmt.Sprint(sorted.Draws, sorted.Of["x"].Years, sorted.Of["y"].At(2021)); got != "[c b d a] [[9 1 1 2] [4 5 5 5]] [3 2 4 1]" {
		t.Error(got)
	}
	if fmt.Sprint(s.Draws) != "[a b c d]" {
		t.Error("the sample itself was sorted")
	}
}

// FuzzSample: whatever the text, there are draws without gaps, or problems with a place.
func FuzzSample(f *testing.F) {
	for _, text := range []string{"draw,year,value\n1,2021,2\n", "draw,2021,2022\n1,2,3\n", "draw,indicator,2021\n1,gdp,2\n", "draw,year,gdp,scenario\n1,2021,2,x\n", "PAR1PAR1"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, where := range []map[string]string{nil, {"scenario": "x"}} {
			s, problems := ReadSample(bytes.NewReader(data), "f", SampleFile{Names: []string{"gdp"}, Where: where})
			if (s == nil) == (len(problems) == 0) {
				t.Fatal(s, problems)
			}
			for _, p := range problems {
				if p.Line < 1 || p.Column < 1 || p.What == "" {
					t.Fatalf("%+v", p)
				}
			}
			if s != nil {
				for _, year := range s.Of["gdp"].Years {
					if len(year) != len(s.Draws) {
						t.Fatal("a year has another number of draws")
					}
				}
			}
		}
	})
}
