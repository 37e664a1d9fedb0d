package series

import (
	"fmt"
	"strings"
	"testing"
)

// A table as a statistical office hands it out: own names, columns that nobody asked for, one series without its name.
func TestReadObservationsAs(t *testing.T) {
	columns, err := ParseColumns([]string{"year=年份", " value = GDP, nominal", "series:=gdp.city", "unit:=100M CNY", "published:=2021-03"})
	if err != nil {
		t.Fatal(err)
	}
	got, problems := ReadObservationsAs(strings.NewReader("\uFEFF年份,series,\"GDP, nominal\",增速,增速\n2019,x,100.5,1,2\n2020,y,110,,\n"), "my.csv", columns)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []Observation{
		{"gdp.city", 2019, 100.5, "100M CNY", 2021*12 + 2, "user", "user data", "C", "", "my.csv", 2},
		{"gdp.city", 2020, 110, "100M CNY", 2021*12 + 2, "user", "user data", "C", "", "my.csv", 3},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What is wrong with a stranger's table is told at its place in that table, all at once.
func TestProblemsOfColumns(t *testing.T) {
	columns, err := ParseColumns([]string{"year=Year", "value=GDP", "series:=gdp.city"})
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"Year,Value\n2020,1\n":                           `f.csv:1:1: header: there is no column "GDP" for value; the columns here are Year, Value`,
		"year,GDP\n2020,1\n":                             `f.csv:1:1: header: there is no column "Year" for year; the columns here are year, GDP`,
		"Year,GDP,Year\n2020,1,2\n":                      `f.csv:1:10: header: the column "year" stands twice; keep one`,
		"Year,rank,GDP\n2020,7,many\n20x0,8,1\n2022,1\n": "f.csv:2:8: value: \"many\" is no number; write one like 1234.5\nf.csv:3:1: year: \"20x0\" is no whole number from 1900 to 2200; write one in digits\nf.csv:4:1: row: 2 fields under a header of 3; put a text that holds a comma in double quotes",
		"Year,GDP\n2020,1\n2020,2\n":                     "f.csv:3:1: series: line 2 has the same series, year, vintage and month of publication; keep one of the two rows",
	} {
		_, problems := ReadObservationsAs(strings.NewReader(in), "f.csv", columns)
		var lines []string
		for _, p := range problems {
			lines = append(lines, p.Error())
		}
		if got := strings.Join(lines, "\n"); got != want {
			t.Errorf("%q: got\n%s\nwant\n%s", in, got, want)
		}
	}
}

func TestParseColumns(t *testing.T) {
	_, err := ParseColumns([]string{"year", "valu=GDP", "value=", "year=Y", "year=Z", "value=Y", "series:=a", "unit:=a"})
	want := `year: write value=NAME for a column NAME, or series:=TEXT for the same text in every row
valu=GDP: no column "valu" is read; there is series, year, value, unit, published, vintage, source, source_grade, note
value=: write value=NAME for a column NAME, or series:=TEXT for the same text in every row
year=Z: year is given twice; keep one
value=Y: the column Y is taken for year already`
	if got := fmt.Sprint(err); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := ParseColumns([]string{"value=Y", "note=Y"}); err == nil || err.Error() != "note=Y: the column Y is taken for value already" {
		t.Error(err)
	}
}
