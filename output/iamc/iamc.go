// Package iamc writes results in the data format of the Integrated Assessment Modeling Consortium, as pyam reads it.
//
// A row is named by model, scenario, region, variable and unit, and no two rows have the same name; a variable's parts
// are joined by "|". A long table adds year and value; a wide one has a column for each year.
package iamc

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"targetcast/output/result"
)

// Row is one value.
type Row struct {
	Scenario, Variable, Unit string
	Year                     int
	Value                    float64
}

// Table is rows of one model and region.
type Table struct {
	Model, Region string
	Rows          []Row // by scenario, variable, unit and year, each once
}

// names of quantiles in variables: "GDP|P50".
var quantiles = []struct {
	name string
	of   func(result.Quantile) float64
}{
	{"P2.5", func(q result.Quantile) float64 { return q.P025 }}, {"P5", func(q result.Quantile) float64 { return q.P05 }},
	{"P10", func(q result.Quantile) float64 { return q.P10 }}, {"P25", func(q result.Quantile) float64 { return q.P25 }},
	{"P50", func(q result.Quantile) float64 { return q.P50 }}, {"P75", func(q result.Quantile) float64 { return q.P75 }},
	{"P90", func(q result.Quantile) float64 { return q.P90 }}, {"P95", func(q result.Quantile) float64 { return q.P95 }},
	{"P97.5", func(q result.Quantile) float64 { return q.P975 }}, {"Mean", func(q result.Quantile) float64 { return q.Mean }},
}

// From makes the table of a set: the history of each indicator (scenario "Historical"), its quantiles by year, and the
// likelihood of each target, as counted, by year. What rests on a prior other than the central one has it as its last
// part, "|Prior|Sceptic".
func From(s *result.Set, model, region string) Table {
	t := Table{Model: model, Region: region}
	titles, units := map[string]string{}, map[string]string{}
	for _, ind := range s.Indicators {
		titles[ind.ID], units[ind.ID] = variable(ind.Title, ind.ID), unit(ind.Unit)
	}
	unique(titles)
	for _, ind := range s.Indicators {
		for _, p := range ind.History {
			t.add("Historical", titles[ind.ID], units[ind.ID], p.Year, p.Value)
		}
	}
	scenarios := map[string]string{}
	for _, sc := range s.Scenarios {
		scenarios[sc.ID] = clean(cmp.Or(sc.Title.En, sc.Title.Zh, sc.ID))
	}
	unique(scenarios)
	prior := priors(s)
	for _, q := range s.Quantiles {
		for _, k := range quantiles {
			t.add(scenarios[q.Scenario], titles[q.Indicator]+"|"+k.name+prior[q.Prior], units[q.Indicator], q.Year, k.of(q))
		}
	}
	targets := map[string]string{}
	for _, x := range s.Targets {
		targets[x.ID+"/"+x.Reading] = variable(x.Title, x.ID)
	}
	unique(targets)
	for _, k := range s.Likelihood {
		for _, y := range k.ByYear {
			t.add(scenarios[k.Scenario], "Target|"+targets[k.Target+"/"+k.Reading]+"|Likelihood"+prior[k.Prior], "1", y.Year, y.P)
		}
	}
	t.sort()
	return t
}

func priors(s *result.Set) map[string]string {
	out := map[string]string{"": "", "central": ""}
	for _, p := range s.Plan.Priors {
		if p.ID != "central" {
			out[p.ID] = "|Prior|" + variable(p.Title, p.ID)
		}
	}
	return out
}

func (t *Table) add(scenario, variable, unit string, year int, v float64) {
	if !math.IsNaN(v) && !math.IsInf(v, 0) {
		t.Rows = append(t.Rows, Row{scenario, variable, unit, year, v})
	}
}

func (t *Table) sort() {
	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Scenario, b.Scenario), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Year, b.Year))
	})
}

// unit is never empty: an empty cell is read as a missing one.
func unit(u string) string {
	switch u {
	case "", "1":
		return "1"
	case "percent":
		return "%"
	}
	return u
}

// variable is a title as a part of a variable's name: no bar, which would part it, no star, which pyam's filters take
// for any text.
func variable(t result.Text, id string) string {
	return clean(strings.NewReplacer("|", "/", "*", "").Replace(cmp.Or(t.En, t.Zh, id)))
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// unique adds the id to names that two ids share.
func unique(names map[string]string) {
	uses := map[string]int{}
	for _, n := range names {
		uses[n]++
	}
	for id, n := range names {
		if uses[n] > 1 {
			names[id] = n + " (" + strings.Trim(id, "/") + ")"
		}
	}
}

// Long writes one value a line.
func (t Table) Long() ([]byte, error) {
	lines := [][]string{{"Model", "Scenario", "Region", "Variable", "Unit", "Year", "Value"}}
	for _, r := range t.Rows {
		lines = append(lines, []string{t.Model, r.Scenario, t.Region, r.Variable, r.Unit, strconv.Itoa(r.Year), result.Number(r.Value)})
	}
	return write(lines)
}

// Wide writes one line for each series, with a column for each year; years without a value are empty.
func (t Table) Wide() ([]byte, error) {
	column := map[int]int{}
	for _, r := range t.Rows {
		column[r.Year] = 0
	}
	head := []string{"Model", "Scenario", "Region", "Variable", "Unit"}
	for _, y := range slices.Sorted(maps.Keys(column)) {
		column[y] = len(head)
		head = append(head, strconv.Itoa(y))
	}
	lines := [][]string{head}
	for i, r := range t.Rows {
		if b := t.Rows[max(0, i-1)]; i == 0 || r.Scenario != b.Scenario || r.Variable != b.Variable || r.Unit != b.Unit {
			line := make([]string, len(head))
			copy(line, []string{t.Model, r.Scenario, t.Region, r.Variable, r.Unit})
			lines = append(lines, line)
		}
		lines[len(lines)-1][column[r.Year]] = result.Number(r.Value)
	}
	return write(lines)
}

func write(lines [][]string) ([]byte, error) {
	var b bytes.Buffer
	err := csv.NewWriter(&b).WriteAll(lines)
	return b.Bytes(), err
}
