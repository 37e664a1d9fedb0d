package series

import (
	"math"
	"slices"
	"strings"
	"testing"
)

const header = "series,year,value,unit,published,vintage,source,source_grade,note\n"

func TestReadObservations(t *testing.T) {
	in := "\uFEFF" + header +
		"gdp.hangzhou,2020,16105.8,100M CNY,2021-03,first,bulletin,A,\"quoted, with a comma\"\n" +
		"\n" +
		" growth ,2020, -3.9e0 ,percent,2021-03,verified,recalled,C,\n"
	got, problems := ReadObservations(strings.NewReader(in), "obs.csv")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []Observation{
		{"gdp.hangzhou", 2020, 16105.8, "100M CNY", 2021*12 + 2, "first", "bulletin", "A", "quoted, with a comma", "obs.csv", 2},
		{"growth", 2020, -3.9, "percent", 2021*12 + 2, "verified", "recalled", "C", "", "obs.csv", 4},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
}

func TestReadObservationsWithFewColumnsInAnyOrder(t *testing.T) {
	got, problems := ReadObservations(strings.NewReader("value,series,year\r\n2500,pct,2020\r\n"), "my.csv")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Observation{Series: "pct", Year: 2020, Value: 2500, Vintage: "user", Source: "user data", Grade: "C", File: "my.csv", Line: 2}
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Every problem of a table must be found in one pass, at its place. Places were counted by hand.
func TestObservationProblems(t *testing.T) {
	const row = "a,2020,1,km,2021-03,first,x,A,\n"
	tests := []struct {
		in   string
		want []string // the beginning of each problem
	}{
		{"", []string{"f.csv:1:1: header: the file is empty; start with the line series,year,value,"}},
		{header, []string{"f.csv:1:1: header: no rows follow the header"}},
		{"series,value\na,1\n", []string{`f.csv:1:1: header: there is no column "year"`}},
		{"series,year,value,grade,year\na,1,1,1,1\n", []string{
			`f.csv:1:19: header: unknown column "grade"; the columns are series, year,`,
			`f.csv:1:25: header: the column "year" stands twice; keep one`}},
		{header + row + "a,2021,1\n", []string{"f.csv:3:1: row: 3 fields under a header of 9"}},
		{header + "a,2021,1,\"km,2021-03,first,x,A,\n", []string{"f.csv:2:33: row: extraneous or missing \""}},
		{header + "a,2021,1,\"km,2021-03,first,x,A,\n" + row, []string{"f.csv:2:1: row: extraneous or missing \""}},
		{header + "a,2021,1,k\"m,2021-03,first,x,A,\n" + row, []string{"f.csv:2:11: row: bare \" in non-quoted"}},
		{header + "a,0,NaN,km,2021-3,first,x,D,\n" + "9a,x,,km,,first,x,B,\n" + row, []string{
			`f.csv:2:3: year: "0" is no whole number from 1900 to 2200`,
			`f.csv:2:5: value: "NaN" is not finite`,
			`f.csv:2:12: published: "2021-3" is no month`,
			`f.csv:2:27: source_grade: unknown grade "D"; write A, B or C`,
			`f.csv:3:4: year: "x" is no whole number`,
			`f.csv:3:6: value: is empty`,
			`f.csv:3:10: published: is empty; write a month like 2021-03, or leave out the column`,
			`f.csv:3:1: series: "9a" cannot be named in a formula`}},
		{header + "a,-2020,-Inf,km,2021-03,first,x,A,\na,2201,1e999,km,2021-03,first,x,A,\n", []string{
			`f.csv:2:3: year: "-2020" is no whole`,
			`f.csv:2:9: value: "-Inf" is not finite`,
			`f.csv:3:3: year: "2201" is no whole`,
			`f.csv:3:8: value: "1e999" is too large`}},
		{header + "a,2020,\"1,234\",km,2021-03,first,x,A,\na,2020,0x10,km,2021-03,first,x,A,\na,2020,1-2,km,2021-03,first,x,A,\n", []string{
			`f.csv:2:8: value: "1,234" holds a comma`,
			`f.csv:3:8: value: "0x10" is no number`,
			`f.csv:4:8: value: "1-2" is no number`}},
		{header + row + "a,2020,2,km,2021-03,verified,x,A,\n" + "a,2020,2,km,2021-04,first,x,A,\n" + row, []string{
			"f.csv:5:1: series: line 2 has the same series, year, vintage and month of publication; keep one"}},
		{header + row + "a,2021,2,m,2021-03,first,x,A,\n", []string{`f.csv:3:10: unit: "m", but "a" has "km" on line 2`}},
		{header + "a,2020,1,km,2021-03,first,x,A,\xff\n", []string{"f.csv:2:31: note: this is no UTF-8 text; save the file as CSV UTF-8"}},
	}
	for _, tt := range tests {
		_, problems := ReadObservations(strings.NewReader(tt.in), "f.csv")
		comparePrefixes(t, tt.in, problems, tt.want)
	}
}

func comparePrefixes(t *testing.T, in string, problems []Problem, want []string) {
	t.Helper()
	ok := len(problems) == len(want)
	for i := range min(len(problems), len(want)) {
		ok = ok && strings.HasPrefix(problems[i].Error(), want[i])
	}
	if !ok {
		t.Errorf("%q\ngives %q\nwant  %q", in, problems, want)
	}
}

func TestRowsWithProblemsAreLeftOut(t *testing.T) {
	got, problems := ReadObservations(strings.NewReader("series,year,value\na,2020,1\na,2021,x\na,2022,3\n"), "f")
	if len(problems) != 1 || len(got) != 2 || got[0].Value != 1 || got[1].Value != 3 {
		t.Errorf("got %v, %v", got, problems)
	}
}

func TestReadRanks(t *testing.T) {
	got, problems := ReadRanks(strings.NewReader("year,rank,city,score,published,source,source_grade\n"+
		"2021,9,Rotterdam,,2021-07,report,A\n2021,10,Ningbo-Zhoushan,62.5,2021-07,report,B\n"), "r.csv")
	if len(problems) > 0 || len(got) != 2 {
		t.Fatal(got, problems)
	}
	if !math.IsNaN(got[0].Score) || got[0].Rank != 9 || got[0].Name != "Rotterdam" || got[0].Published.String() != "2021-07" {
		t.Errorf("got %v", got[0])
	}
	want := Rank{2021, 10, "Ningbo-Zhoushan", 62.5, 2021*12 + 6, "report", "B", "r.csv", 3}
	if got[1] != want {
		t.Errorf("got %v, want %v", got[1], want)
	}
	_, problems = ReadRanks(strings.NewReader("year,rank,city,score\n2020,0,X,\n2020,1.5,,1\n2020,2,Y,inf\n2020,3,Z,\n2020,4,Z,\n"), "r.csv")
	comparePrefixes(t, "ranks", problems, []string{
		`r.csv:2:6: rank: "0" is no whole number from 1`,
		`r.csv:3:6: rank: "1.5" is no whole number`,
		`r.csv:3:10: city: is empty`,
		`r.csv:4:10: score: "inf" is not finite`,
		`r.csv:6:8: city: "Z" has a rank for 2020 on line 5`})
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

type textError string

func (e textError) Error() string { return string(e) }

const errBroken = textError("the disk is gone")

func TestReadErrorEndsReading(t *testing.T) {
	_, problems := ReadObservations(broken{}, "f")
	comparePrefixes(t, "broken", problems, []string{"f:1:1: file: cannot be read: the disk is gone"})
}

// Whatever the bytes: no panic, every problem has a place, and what is returned keeps the rules.
func FuzzRead(f *testing.F) {
	f.Add([]byte(header + "a,2020,1,km,2021-03,first,x,A,note\n"))
	f.Add([]byte("rank,year,note\n2020,7,x\n2021,y,\n"))
	f.Add([]byte("\uFEFFseries,year,value\na,2020,\"1\"\n"))
	f.Add([]byte("year,rank,city,score\n2020,1,London,99\n2020,1,\"Ham\nburg\",\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		obs, problems := ReadObservations(strings.NewReader(string(in)), "f")
		ranks, more := ReadRanks(strings.NewReader(string(in)), "f")
		own, wrong := ReadObservationsAs(strings.NewReader(string(in)), "f", Columns{"year": {Name: "rank"}, "value": {Name: "year"}, "series": {"a", true}})
		if len(own) == 0 && len(wrong) == 0 {
			t.Error("neither rows nor problems of a table with other names")
		}
		obs = append(obs, own...)
		for _, p := range slices.Concat(problems, more, wrong) {
			if p.File != "f" || p.Line < 1 || p.Column < 1 || p.Key == "" || p.What == "" {
				t.Errorf("problem without a place: %#v", p)
			}
		}
		for _, o := range obs {
			if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) || o.Year < 1900 || o.Year > 2200 || !strings.Contains("ABC", o.Grade) {
				t.Errorf("accepted %v", o)
			}
		}
		for _, r := range ranks {
			if r.Rank < 1 || r.Name == "" || math.IsInf(r.Score, 0) {
				t.Errorf("accepted %v", r)
			}
		}
		if len(obs) == 0 && len(problems) == 0 || len(ranks) == 0 && len(more) == 0 {
			t.Error("neither rows nor problems")
		}
	})
}
