package iamc

import (
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"targetcast/output/result"
)

func sample() *result.Set {
	return &result.Set{
		Plan:      result.Plan{Priors: []result.Group{{ID: "sceptic", Title: result.Text{En: "Sceptic"}}, {ID: "central"}}},
		Scenarios: []result.Scenario{{ID: "a", Title: result.Text{En: "Plan  as announced", Zh: "规划"}}, {ID: "b", Title: result.Text{En: "Plan as announced"}}},
		Targets:   []result.Target{{ID: "gdp", Title: result.Text{En: "GDP, both"}}, {ID: "gdp", Reading: "old", Title: result.Text{En: "Old | base*"}}},
		Indicators: []result.Indicator{{ID: "gdp", Title: result.Text{En: "GDP", Zh: "生产总值"}, Unit: "100M CNY", History: []result.Point{{Year: 2020, Value: 28515}}},
			{ID: "card", Title: result.Text{Zh: "市民卡"}}},
		Quantiles: []result.Quantile{
			{Scenario: "a", Prior: "central", Indicator: "gdp", Year: 2025, P025: 1, P05: 2, P10: 3, P25: 4, P50: 43000.5, P75: 6, P90: 7, P95: 8, P975: 9, Mean: math.NaN()},
			{Scenario: "a", Prior: "sceptic", Indicator: "card", Year: 2025, Mean: 2}},
		Likelihood: []result.Likelihood{
			{Scenario: "a", Prior: "central", Target: "gdp", ByYear: []result.YearP{{Year: 2024, P: .25}, {Year: 2025, P: .5}}},
			{Scenario: "b", Prior: "central", Target: "gdp", Reading: "old", ByYear: []result.YearP{{Year: 2025, P: 1}}}},
	}
}

func read(t *testing.T, data []byte, err error) [][]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestLong(t *testing.T) {
	data, err := From(sample(), "targetcast 1", "Two cities").Long()
	rows := read(t, data, err)
	for _, want := range []string{
		"targetcast 1,Historical,Two cities,GDP,100M CNY,2020,28515",
		"targetcast 1,Plan as announced (a),Two cities,GDP|P50,100M CNY,2025,43000.5",
		"targetcast 1,Plan as announced (a),Two cities,GDP|P2.5,100M CNY,2025,1",
		"targetcast 1,Plan as announced (a),Two cities,市民卡|Mean|Prior|Sceptic,1,2025,2",
		"targetcast 1,Plan as announced (a),Two cities,\"Target|GDP, both|Likelihood\",1,2024,0.25",
		"targetcast 1,Plan as announced (b),Two cities,Target|Old / base|Likelihood,1,2025,1",
	} {
		if !strings.Contains(string(data), want+"\n") {
			t.Errorf("no row %s", want)
		}
	}
	// The rules of pyam: these columns, nothing empty, whole years, numbers, no name of a row twice.
	if !slices.Equal(rows[0], []string{"Model", "Scenario", "Region", "Variable", "Unit", "Year", "Value"}) {
		t.Errorf("columns %v", rows[0])
	}
	seen := map[string]bool{}
	for _, r := range rows[1:] {
		if slices.Contains(r, "") {
			t.Errorf("an empty cell: %q", r)
		}
		_, errYear := strconv.Atoi(r[5])
		_, errValue := strconv.ParseFloat(r[6], 64)
		if errYear != nil || errValue != nil {
			t.Errorf("no year or no number: %q", r)
		}
		name := strings.Join(r[:6], "\x00")
		if seen[name] {
			t.Errorf("twice: %q", r)
		}
		seen[name] = true
		if strings.ContainsAny(r[3], "*\n") || strings.Contains(r[3], "||") {
			t.Errorf("variable %q", r[3])
		}
	}
}

// The wide table holds the same values, each series in one line.
func TestWide(t *testing.T) {
	table := From(sample(), "m", "r")
	data, err := table.Wide()
	rows := read(t, data, err)
	if !slices.Equal(rows[0], []string{"Model", "Scenario", "Region", "Variable", "Unit", "2020", "2024", "2025"}) {
		t.Fatalf("columns %v", rows[0])
	}
	values, seen := 0, map[string]bool{}
	for _, r := range rows[1:] {
		name := strings.Join(r[:5], "\x00")
		if seen[name] {
			t.Errorf("twice: %q", r)
		}
		seen[name] = true
		for k, cell := range r[5:] {
			if cell == "" {
				continue
			}
			values++
			v, _ := strconv.ParseFloat(cell, 64)
			if !slices.Contains(table.Rows, Row{r[1], r[3], r[4], []int{2020, 2024, 2025}[k], v}) {
				t.Errorf("%q in column %d is not in the long table", cell, k)
			}
		}
	}
	if values != len(table.Rows) {
		t.Errorf("%d values, the long table has %d", values, len(table.Rows))
	}
}
