package series

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func book(t *testing.T, table string) *Book {
	t.Helper()
	obs, problems := ReadObservations(strings.NewReader(table), "t.csv")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return NewBook(obs)
}

const revised = `series,year,value,published,vintage,source,source_grade
gdp,2018,100,2019-03,first,bulletin,A
gdp,2018,106,2020-02,census4,recalled,C
gdp,2018,101,2019-11,verified,yearbook,A
gdp,2019,120,2020-03,first,bulletin,B
gdp,2019,121,2020-11,verified,yearbook,A
gdp,2020,130,2021-03,first,bulletin,A
gdp,2020,131,2021-03,flash,bulletin,B
rail,2019,46,2019-12,first,bulletin,A
`

func month(year, m, day int) time.Time {
	return time.Date(year, time.Month(m), day, 12, 0, 0, 0, time.UTC)
}

func checkValues(t *testing.T, what string, s Series, want map[int]float64) {
	t.Helper()
	ok := len(s.Points) == len(want) && slices.IsSorted(s.Years())
	for _, p := range s.Points {
		v, there := want[p.Year]
		ok = ok && there && v == p.Value
	}
	if !ok {
		t.Errorf("%s: got %v, want %v", what, s.Points, want)
	}
}

func TestGet(t *testing.T) {
	b := book(t, revised)
	for _, tt := range []struct {
		what     string
		book     *Book
		vintages []string
		want     map[int]float64
	}{
		{"the newest row of each year; of one month the later row", b, nil, map[int]float64{2018: 106, 2019: 121, 2020: 131}},
		{"as of a day in March 2021: the whole month counts", b.AsOf(month(2021, 3, 1)), nil, map[int]float64{2018: 106, 2019: 121, 2020: 131}},
		{"as of the last day of February 2021", b.AsOf(month(2021, 2, 28)), nil, map[int]float64{2018: 106, 2019: 121}},
		{"before the revision of 2019", b.AsOf(month(2020, 10, 31)), nil, map[int]float64{2018: 106, 2019: 120}},
		{"before the census", b.AsOf(month(2020, 1, 31)), nil, map[int]float64{2018: 101}},
		{"before everything", b.AsOf(month(2019, 2, 1)), nil, nil},
		{"without what is recalled", b.WithoutSource("recalled"), nil, map[int]float64{2018: 101, 2019: 121, 2020: 131}},
		{"one vintage", b, []string{"first"}, map[int]float64{2018: 100, 2019: 120, 2020: 130}},
		{"best vintage first", b, []string{"census4", "verified", "first"}, map[int]float64{2018: 106, 2019: 121, 2020: 130}},
		{"the order decides, not the month", b, []string{"first", "census4"}, map[int]float64{2018: 100, 2019: 120, 2020: 130}},
		{"a vintage that is not there", b, []string{"census9"}, nil},
		{"vintage and as-of", b.AsOf(month(2020, 1, 1)), []string{"census4", "verified"}, map[int]float64{2018: 101}},
	} {
		checkValues(t, tt.what, tt.book.Get("gdp", tt.vintages), tt.want)
	}
	if s := b.Get("unknown", nil); len(s.Points) != 0 || s.Name != "unknown" {
		t.Errorf("unknown series: %v", s)
	}
}

func TestGetCarriesWhereAFigureComesFrom(t *testing.T) {
	b := book(t, "series,year,value,unit,published,vintage,source,source_grade,note\na,2018,1,km,2019-03,census4,key,B,seen\n")
	s := b.Get("a", nil)
	want := Point{2018, 1, "B", "census4", "key", "seen", 2019*12 + 2}
	if p, ok := s.At(2018); !ok || p != want || s.Unit != "km" || s.Name != "a" {
		t.Errorf("got %v", s)
	}
}

func TestOverlay(t *testing.T) {
	b := book(t, revised)
	user := book(t, "series,year,value\ngdp,2019,999\ngdp,2021,140\nnew,2020,7\n")
	both := b.Overlay(user)
	checkValues(t, "overlay wins", both.Get("gdp", nil), map[int]float64{2018: 106, 2019: 999, 2020: 131, 2021: 140})
	checkValues(t, "overlay wins over vintages", both.Get("gdp", []string{"first"}), map[int]float64{2018: 100, 2019: 999, 2020: 130, 2021: 140})
	checkValues(t, "rows without a month were always known", both.AsOf(month(2019, 3, 1)).Get("gdp", nil), map[int]float64{2018: 100, 2019: 999, 2021: 140})
	checkValues(t, "the lower book is as it was", b.Get("gdp", nil), map[int]float64{2018: 106, 2019: 121, 2020: 131})

	// A row of the overlay that is not yet published must not hide the one below.
	late := book(t, "series,year,value,published\ngdp,2019,999,2022-01\n")
	checkValues(t, "late overlay, cut", b.Overlay(late).AsOf(month(2021, 8, 2)).Get("gdp", nil), map[int]float64{2018: 106, 2019: 121, 2020: 131})
	checkValues(t, "late overlay", b.Overlay(late).Get("gdp", nil), map[int]float64{2018: 106, 2019: 999, 2020: 131})

	// Three books: the last laid on top wins, however they are grouped.
	second := book(t, "series,year,value\ngdp,2019,1000\n")
	want := map[int]float64{2018: 106, 2019: 1000, 2020: 131, 2021: 140}
	checkValues(t, "(b u) s", b.Overlay(user).Overlay(second).Get("gdp", nil), want)
	checkValues(t, "b (u s)", b.Overlay(user.Overlay(second)).Get("gdp", nil), want)

	if got := both.Names(); !slices.Equal(got, []string{"gdp", "new", "rail"}) {
		t.Errorf("names %v", got)
	}
	if !both.Has("new") || b.Has("new") || b.AsOf(month(2019, 11, 1)).Has("rail") {
		t.Error("Has does not follow the rows")
	}
	if got := both.Rows("gdp"); len(got) != 9 || got[8].Value != 140 {
		t.Errorf("rows %v", got)
	}
}

func TestSeries(t *testing.T) {
	s := book(t, revised).Get("gdp", nil)
	first, ok1 := s.First()
	last, ok2 := s.Last()
	if !ok1 || !ok2 || first.Year != 2018 || last.Year != 2020 || !slices.Equal(s.Years(), []int{2018, 2019, 2020}) {
		t.Errorf("first %v, last %v, years %v", first, last, s.Years())
	}
	if _, ok := s.At(2017); ok {
		t.Error("a point in 2017")
	}
	var empty Series
	if _, ok := empty.First(); ok {
		t.Error("a first point of nothing")
	}
	if _, ok := empty.Last(); ok {
		t.Error("a last point of nothing")
	}
}

func TestWorseGrade(t *testing.T) {
	for _, tt := range [][3]string{{"A", "B", "B"}, {"C", "A", "C"}, {"B", "B", "B"}, {"", "A", "A"}, {"B", "", "B"}, {"", "", ""}} {
		if got := WorseGrade(tt[0], tt[1]); got != tt[2] {
			t.Errorf("WorseGrade(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

// TestLooksIntoThePast: a row without a month is known from the March after its year; of several rows of a year the first
// one published is the first release, and a user's row stands in for all of them.
func TestLooksIntoThePast(t *testing.T) {
	undated := NewBook([]Observation{{Series: "gdp", Year: 2019, Value: 7}})
	checkValues(t, "a row without a month, a year on", undated.KnownBy(month(2019, 12, 31)).Get("gdp", nil), nil)
	checkValues(t, "in February", undated.KnownBy(month(2020, 2, 28)).Get("gdp", nil), nil)
	checkValues(t, "in March", undated.KnownBy(month(2020, 3, 1)).Get("gdp", nil), map[int]float64{2019: 7})
	b := book(t, revised)
	checkValues(t, "first releases", b.FirstReleases().Get("gdp", nil), map[int]float64{2018: 100, 2019: 120, 2020: 130})
	checkValues(t, "with a user's row", b.Overlay(undated).FirstReleases().Get("gdp", nil), map[int]float64{2018: 100, 2019: 7, 2020: 130})
	checkValues(t, "before the user's row was known", b.Overlay(undated).KnownBy(month(2020, 2, 1)).FirstReleases().Get("gdp", nil), map[int]float64{2018: 100})
}
