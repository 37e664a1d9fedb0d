package formula

import (
	"errors"
	"math"
	"strings"
	"testing"

	"targetcast/model/series"
)

func observed(name string) (series.Series, bool) {
	all := map[string]series.Series{
		"gdp.a": {Name: "gdp.a", Unit: "100M CNY", Points: []series.Point{
			{Year: 2018, Value: 100, Grade: "A", Vintage: "census4", Source: "s1", Note: "back-cast", Published: 2020*12 + 1},
			{Year: 2019, Value: 110, Grade: "A", Vintage: "verified", Source: "s1", Published: 2020*12 + 2},
			{Year: 2020, Value: 120, Grade: "A", Vintage: "first", Source: "s2", Published: 2021*12 + 2},
		}},
		"gdp.b": {Name: "gdp.b", Unit: "100M CNY", Points: []series.Point{
			{Year: 2017, Value: 8, Grade: "A"},
			{Year: 2018, Value: 10, Grade: "C", Vintage: "census4", Source: "recalled", Published: 2019*12 + 2},
			{Year: 2020, Value: 30, Grade: "B", Vintage: "first", Source: "s2", Note: "late", Published: 2021*12 + 5},
		}},
		"growth": {Name: "growth", Unit: "percent", Points: []series.Point{{Year: 2019, Value: 6}, {Year: 2020, Value: -100}}},
	}
	s, ok := all[name]
	return s, ok
}

func TestSeries(t *testing.T) {
	s, err := parse(t, "gdp.a + gdp.b").Series(observed)
	if err != nil {
		t.Fatal(err)
	}
	want := []series.Point{
		{Year: 2018, Value: 110, Grade: "C", Vintage: "census4", Source: "s1 + recalled", Note: "back-cast", Published: 2020*12 + 1},
		{Year: 2020, Value: 150, Grade: "B", Vintage: "first", Source: "s2", Note: "late", Published: 2021*12 + 5},
	}
	if s.Name != "gdp.a + gdp.b" || s.Unit != "100M CNY" || len(s.Points) != 2 || s.Points[0] != want[0] || s.Points[1] != want[1] {
		t.Errorf("got %+v, want %+v", s, want)
	}

	s, err = parse(t, "100 * gdp.b / gdp.a * (year - 2017)").Series(observed)
	if err != nil || s.Unit != "" || len(s.Points) != 2 || s.Points[0].Value != 10 || s.Points[1].Value != 75 {
		t.Errorf("got %+v, %v; want 10 in 2018 and 75 in 2020 without a unit", s, err)
	}

	s, err = parse(t, "gdp.a").Series(observed)
	full, _ := observed("gdp.a")
	if err != nil || s.Name != full.Name || s.Unit != full.Unit || len(s.Points) != 3 || s.Points[1] != full.Points[1] {
		t.Errorf("a bare name gives %+v, %v", s, err)
	}

	// Only 2019 has both, and there is no year in which a missing unit is made up.
	s, err = parse(t, "gdp.a - growth").Series(observed)
	if err != nil || s.Unit != "" || len(s.Points) != 2 || math.Abs(s.Points[0].Value-104) > 0 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestSeriesErrors(t *testing.T) {
	for _, tt := range []struct {
		text   string
		column int
		says   string
	}{
		{"gdp.a + gdp.c", 9, `unknown series "gdp.c"`},
		{"gdp.a - prev(gdp.a)", 14, "prev has no meaning"},
		{"1 + year", 1, "names no series"},
		{"ln(1 + growth/100)", 1, "log(1 + growth / 100) is -Inf in 2020"},
	} {
		_, err := parse(t, tt.text).Series(observed)
		var e *Error
		if !errors.As(err, &e) || e.Column != tt.column || !strings.Contains(e.Error(), tt.says) {
			t.Errorf("%s: got %v, want column %d and %q", tt.text, err, tt.column, tt.says)
		}
	}
}
