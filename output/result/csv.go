package result

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"targetcast/model/attain"
	"targetcast/output/words"
)

// Kind is what the cells of a column hold.
type Kind uint8

const (
	Words Kind = iota // text, or the word of a list
	Real              // a number; empty where there is none
	Whole             // a whole number
	YesNo             // true or false
)

// Column is the head of a column.
type Column struct {
	Name string
	Kind Kind
}

// Table is one table of a results folder. A number is written so that it reads back the same; a probability is a share
// of one.
type Table struct {
	Name    string // of its file, without an ending: "likelihood"
	Columns []Column
	Rows    [][]string
}

// CSV is the table with a header: UTF-8, commas, line feeds, quotes where needed.
func (t Table) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Name
	}
	if err := w.Write(head); err != nil {
		return nil, err
	}
	err := w.WriteAll(t.Rows)
	return b.Bytes(), err
}

// column is one column of a table of rows of type R.
type column[R any] struct {
	Column
	cell func(R) string
}

func tabulate[R any](rows []R, columns []column[R]) Table {
	t := Table{Rows: make([][]string, len(rows))}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	for i, r := range rows {
		t.Rows[i] = make([]string, len(columns))
		for j, c := range columns {
			t.Rows[i][j] = c.cell(r)
		}
	}
	return t
}

func label[R any](name string, of func(R) string) column[R] {
	return column[R]{Column{name, Words}, of}
}

func number[R any](name string, of func(R) float64) column[R] {
	return column[R]{Column{name, Real}, func(r R) string { return Number(of(r)) }}
}

func whole[R any](name string, of func(R) int) column[R] {
	return long(name, func(r R) int64 { return int64(of(r)) })
}

func long[R any](name string, of func(R) int64) column[R] {
	return column[R]{Column{name, Whole}, func(r R) string { return strconv.FormatInt(of(r), 10) }}
}

func yes[R any](name string, of func(R) bool) column[R] {
	return column[R]{Column{name, YesNo}, func(r R) string { return strconv.FormatBool(of(r)) }}
}

// Tables are the tables of a results folder.
func Tables(s *Set) ([]Table, error) {
	var all []Table
	for _, of := range []struct {
		name string
		make func(*Set) (Table, error)
	}{
		{"targets", targetsTable}, {"scenarios", scenariosTable}, {"likelihood", likelihoodTable}, {"years", yearsTable},
		{"joint", jointTable}, {"number_met", numberTable}, {"given", givenTable}, {"quantiles", quantilesTable},
		{"history", historyTable}, {"past", pastTable}, {"settings", settingsTable}, {"warnings", warningsTable},
	} {
		t, err := of.make(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", of.name, err)
		}
		t.Name = of.name
		all = append(all, t)
	}
	return all, nil
}

// tables are the CSV files of a results folder, by name.
func tables(s *Set) (map[string][]byte, error) {
	all, err := Tables(s)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, t := range all {
		if files[t.Name+".csv"], err = t.CSV(); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// kindName is the form in which a likelihood may be stated, as a word in a cell.
func kindName(k attain.Kind) string {
	switch k {
	case attain.Point:
		return "point"
	case attain.Band:
		return "band"
	case attain.Settled:
		return "settled"
	}
	return "cannot_assess"
}

func scenariosTable(s *Set) (Table, error) {
	type row = Scenario
	return tabulate(s.Scenarios, []column[row]{
		label("scenario", func(r row) string { return r.ID }),
		label("title_en", func(r row) string { return r.Title.En }),
		label("title_zh", func(r row) string { return r.Title.Zh }),
		label("why_en", func(r row) string { return r.Why.En }),
		label("why_zh", func(r row) string { return r.Why.Zh }),
		yes("headline", func(r row) bool { return r.Headline }),
	}), nil
}

func targetsTable(s *Set) (Table, error) {
	type row = Target
	return tabulate(s.Targets, []column[row]{
		label("target", func(r row) string { return r.ID }),
		label("reading", func(r row) string { return r.Reading }),
		whole("number", func(r row) int { return r.Number }),
		label("group", func(r row) string { return r.Group }),
		label("title_en", func(r row) string { return r.Title.En }),
		label("title_zh", func(r row) string { return r.Title.Zh }),
		label("quote", func(r row) string { return r.Quote }),
		label("resolves_en", func(r row) string { return r.Resolves.En }),
		label("resolves_zh", func(r row) string { return r.Resolves.Zh }),
		label("doubt_en", func(r row) string { return r.Doubt.En }),
		label("doubt_zh", func(r row) string { return r.Doubt.Zh }),
		label("indicator", func(r row) string { return r.Indicator }),
		label("unit", func(r row) string { return r.Unit }),
		label("comparator", func(r row) string { return r.Comparator }),
		number("threshold", func(r row) float64 { return r.Threshold }),
		whole("by", func(r row) int { return r.By }),
		label("hold", func(r row) string { return r.Hold }),
		yes("joint", func(r row) bool { return r.Joint }),
		whole("settled", func(r row) int { return r.Settled }),
		label("settled_why_en", func(r row) string { return r.SettledWhy.En }),
		label("settled_why_zh", func(r row) string { return r.SettledWhy.Zh }),
		yes("has_base", func(r row) bool { return r.HasBase }),
		yes("cannot_tell", func(r row) bool { return r.CannotTell }),
		number("base", func(r row) float64 { return r.Base }),
		whole("base_year", func(r row) int { return r.BaseYear }),
		label("base_grade", func(r row) string { return r.BaseGrade }),
		whole("points", func(r row) int { return r.Points }),
		label("evidence", func(r row) string { return r.Evidence }),
		label("grade", func(r row) string { return r.Grade }),
		number("required", func(r row) float64 { return r.Required }),
		number("recent", func(r row) float64 { return r.Recent }),
		yes("pace_is_rate", func(r row) bool { return r.PaceIsRate }),
		label("schedule", func(r row) string { return r.Schedule }),
	}), nil
}

func likelihoodTable(s *Set) (Table, error) {
	type row = Likelihood
	return tabulate(s.Likelihood, []column[row]{
		label("scenario", func(r row) string { return r.Scenario }),
		label("prior", func(r row) string { return r.Prior }),
		label("target", func(r row) string { return r.Target }),
		label("reading", func(r row) string { return r.Reading }),
		number("p", func(r row) float64 { return r.P }),
		number("p_counted", row.Counted),
		label("smoothing", func(r row) string { return r.Smoothing }),
		long("hits", func(r row) int64 { return r.Hits }),
		long("draws", func(r row) int64 { return r.Draws }),
		number("error_low", func(r row) float64 { return r.ErrorLow }),
		number("error_high", func(r row) float64 { return r.ErrorHigh }),
		number("range_low", func(r row) float64 { return r.RangeLow }),
		number("range_high", func(r row) float64 { return r.RangeHigh }),
		label("stated", func(r row) string { return kindName(r.Stated.Kind) }),
		number("stated_p", func(r row) float64 { return r.Stated.P }),
		number("stated_low", func(r row) float64 { return r.Stated.Lo }),
		number("stated_high", func(r row) float64 { return r.Stated.Hi }),
		label("word", func(r row) string { return words.StatedOf(r.Stated, false).Word(words.En) }), // of the IPCC, beside a point only
		number("shortfall_mean", func(r row) float64 { return r.Miss.Mean }),
		number("shortfall_p10", func(r row) float64 { return r.Miss.P10 }),
		number("shortfall_p50", func(r row) float64 { return r.Miss.P50 }),
		number("shortfall_p90", func(r row) float64 { return r.Miss.P90 }),
		number("shortfall_mean_share", func(r row) float64 { return r.Miss.Share }),
	}), nil
}

// yearRow is one year of a likelihood: what was counted "met", "ever" by then, or "first" then.
type yearRow struct {
	of   *Likelihood
	what string
	YearP
}

func yearsTable(s *Set) (Table, error) {
	var rows []yearRow
	for i := range s.Likelihood {
		l := &s.Likelihood[i]
		for _, y := range l.ByYear {
			rows = append(rows, yearRow{l, "met", y})
		}
		for _, y := range l.EverBy {
			rows = append(rows, yearRow{l, "ever", y})
		}
		for _, y := range l.FirstMet {
			rows = append(rows, yearRow{l, "first", y})
		}
	}
	type row = yearRow
	return tabulate(rows, []column[row]{
		label("scenario", func(r row) string { return r.of.Scenario }),
		label("prior", func(r row) string { return r.of.Prior }),
		label("target", func(r row) string { return r.of.Target }),
		label("reading", func(r row) string { return r.of.Reading }),
		label("what", func(r row) string { return r.what }),
		whole("year", func(r row) int { return r.Year }),
		number("p", func(r row) float64 { return r.P }),
	}), nil
}

func jointTable(s *Set) (Table, error) {
	type row = Joint
	return tabulate(s.Joint, []column[row]{
		label("scenario", func(r row) string { return r.Scenario }),
		label("prior", func(r row) string { return r.Prior }),
		label("set", func(r row) string { return r.Set }),
		label("targets", func(r row) string { return strings.Join(r.Targets, " ") }),
		yes("judged", func(r row) bool { return r.Judged }),
		number("all", func(r row) float64 { return r.All }),
		number("all_counted", func(r row) float64 { return r.AllCounted }),
		label("smoothing", func(r row) string { return r.Smoothing }),
		number("error_low", func(r row) float64 { return r.ErrorLow }),
		number("error_high", func(r row) float64 { return r.ErrorHigh }),
		number("product", func(r row) float64 { return r.Product }),
		number("expected", func(r row) float64 { return r.Expected }),
		number("sd", func(r row) float64 { return r.SD }),
	}), nil
}

type numberRow struct {
	of     *Joint
	k      int
	p, ind float64
}

func numberTable(s *Set) (Table, error) {
	var rows []numberRow
	for i := range s.Joint {
		j := &s.Joint[i]
		if len(j.Number) != len(j.Independent) {
			return Table{}, fmt.Errorf("joint %s/%s/%s: %d probabilities of a number met, but %d if independent",
				j.Scenario, j.Prior, j.Set, len(j.Number), len(j.Independent))
		}
		for k := range j.Number {
			rows = append(rows, numberRow{j, k, j.Number[k], j.Independent[k]})
		}
	}
	type row = numberRow
	return tabulate(rows, []column[row]{
		label("scenario", func(r row) string { return r.of.Scenario }),
		label("prior", func(r row) string { return r.of.Prior }),
		label("set", func(r row) string { return r.of.Set }),
		whole("number_met", func(r row) int { return r.k }),
		number("p", func(r row) float64 { return r.p }),
		number("p_if_independent", func(r row) float64 { return r.ind }),
	}), nil
}

type givenRow struct {
	of            *Joint
	given, target string
	p             float64
}

func givenTable(s *Set) (Table, error) {
	var rows []givenRow
	for i := range s.Joint {
		j := &s.Joint[i]
		for a, line := range j.Given {
			if len(j.Given) != len(j.Targets) || len(line) != len(j.Targets) {
				return Table{}, fmt.Errorf("joint %s/%s/%s: the matrix of P(j|i) does not fit its %d targets",
					j.Scenario, j.Prior, j.Set, len(j.Targets))
			}
			for b, p := range line {
				rows = append(rows, givenRow{j, j.Targets[a], j.Targets[b], p})
			}
		}
	}
	type row = givenRow
	return tabulate(rows, []column[row]{
		label("scenario", func(r row) string { return r.of.Scenario }),
		label("prior", func(r row) string { return r.of.Prior }),
		label("set", func(r row) string { return r.of.Set }),
		label("given", func(r row) string { return r.given }),
		label("target", func(r row) string { return r.target }),
		number("p", func(r row) float64 { return r.p }),
	}), nil
}

func quantilesTable(s *Set) (Table, error) {
	units := map[string]string{}
	for _, i := range s.Indicators {
		units[i.ID] = i.Unit
	}
	type row = Quantile
	return tabulate(s.Quantiles, []column[row]{
		label("indicator", func(r row) string { return r.Indicator }),
		whole("year", func(r row) int { return r.Year }),
		label("scenario", func(r row) string { return r.Scenario }),
		label("prior", func(r row) string { return r.Prior }),
		label("unit", func(r row) string { return units[r.Indicator] }),
		number("p025", func(r row) float64 { return r.P025 }),
		number("p05", func(r row) float64 { return r.P05 }),
		number("p10", func(r row) float64 { return r.P10 }),
		number("p25", func(r row) float64 { return r.P25 }),
		number("p50", func(r row) float64 { return r.P50 }),
		number("p75", func(r row) float64 { return r.P75 }),
		number("p90", func(r row) float64 { return r.P90 }),
		number("p95", func(r row) float64 { return r.P95 }),
		number("p975", func(r row) float64 { return r.P975 }),
		number("mean", func(r row) float64 { return r.Mean }),
	}), nil
}

type historyRow struct {
	of *Indicator
	Point
}

func historyTable(s *Set) (Table, error) {
	var rows []historyRow
	for i := range s.Indicators {
		for _, p := range s.Indicators[i].History {
			rows = append(rows, historyRow{&s.Indicators[i], p})
		}
	}
	type row = historyRow
	return tabulate(rows, []column[row]{
		label("indicator", func(r row) string { return r.of.ID }),
		whole("year", func(r row) int { return r.Year }),
		label("unit", func(r row) string { return r.of.Unit }),
		number("value", func(r row) float64 { return r.Value }),
		label("source", func(r row) string { return r.Source }),
		label("grade", func(r row) string { return r.Grade }),
	}), nil
}

func warningsTable(s *Set) (Table, error) {
	type row struct{ code, about, en, zh, values string }
	rows := make([]row, len(s.Warnings))
	for i, w := range s.Warnings {
		values, err := JSON(w.Values)
		if err != nil {
			return Table{}, err
		}
		var short bytes.Buffer
		if err := json.Compact(&short, values); err != nil {
			return Table{}, err
		}
		sentence := func(l words.Lang) string {
			return words.Sentence(l, words.Warning{Code: w.Code, About: w.About, Values: w.Values})
		}
		rows[i] = row{w.Code, w.About, sentence(words.En), sentence(words.Zh), short.String()}
	}
	return tabulate(rows, []column[row]{
		label("code", func(r row) string { return r.code }),
		label("about", func(r row) string { return r.about }),
		label("en", func(r row) string { return r.en }),
		label("zh", func(r row) string { return r.zh }),
		label("values", func(r row) string { return r.values }),
	}), nil
}
