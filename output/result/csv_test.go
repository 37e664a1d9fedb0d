package result

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"
)

// sheet is a CSV file read back by header.
type sheet struct {
	t     *testing.T
	name  string
	lines []map[string]string
}

func read(t *testing.T, files map[string][]byte, name, header string) sheet {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(string(files[name]))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got := strings.Join(records[0], ","); got != header {
		t.Errorf("%s: header\n%s, want\n%s", name, got, header)
	}
	s := sheet{t: t, name: name}
	for _, r := range records[1:] {
		line := map[string]string{}
		for i, h := range records[0] {
			line[h] = r[i]
		}
		s.lines = append(s.lines, line)
	}
	return s
}

// rows checks the number of rows.
func (s sheet) rows(want int) {
	s.t.Helper()
	if len(s.lines) != want {
		s.t.Fatalf("%s: %d rows, want %d", s.name, len(s.lines), want)
	}
}

// is checks cells of one row: column, value, column, value.
func (s sheet) is(row int, pairs ...any) {
	s.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		got, found := s.lines[row][pairs[i].(string)]
		if !found {
			s.t.Fatalf("%s has no column %v", s.name, pairs[i])
		}
		switch want := pairs[i+1].(type) {
		case string:
			if got != want {
				s.t.Errorf("%s, row %d, %v: %q, want %q", s.name, row, pairs[i], got, want)
			}
		case int:
			if got != strconv.Itoa(want) {
				s.t.Errorf("%s, row %d, %v: %q, want %d", s.name, row, pairs[i], got, want)
			}
		case bool:
			if got != strconv.FormatBool(want) {
				s.t.Errorf("%s, row %d, %v: %q, want %v", s.name, row, pairs[i], got, want)
			}
		case float64:
			if math.IsNaN(want) {
				if got != "" {
					s.t.Errorf("%s, row %d, %v: %q, want an empty cell", s.name, row, pairs[i], got)
				}
				continue
			}
			x, err := strconv.ParseFloat(got, 64)
			if err != nil || x != want {
				s.t.Errorf("%s, row %d, %v: %q, want %v", s.name, row, pairs[i], got, want)
			}
		}
	}
}

func TestTablesReadBack(t *testing.T) {
	set := sample()
	files, err := tables(set)
	if err != nil {
		t.Fatal(err)
	}
	targets := read(t, files, "targets.csv", "target,reading,number,group,title_en,title_zh,quote,resolves_en,resolves_zh,doubt_en,doubt_zh,"+
		"indicator,unit,comparator,threshold,by,hold,joint,settled,settled_why_en,settled_why_zh,has_base,cannot_tell,base,base_year,"+
		"base_grade,points,evidence,grade,required,recent,pace_is_rate,schedule")
	targets.rows(len(set.Targets))
	for i, r := range set.Targets {
		targets.is(i, "target", r.ID, "reading", r.Reading, "number", r.Number, "group", r.Group, "title_en", r.Title.En,
			"title_zh", r.Title.Zh, "quote", r.Quote, "resolves_en", r.Resolves.En, "resolves_zh", r.Resolves.Zh, "doubt_en", r.Doubt.En,
			"doubt_zh", r.Doubt.Zh, "indicator", r.Indicator, "unit", r.Unit, "comparator", r.Comparator, "threshold", r.Threshold,
			"by", r.By, "hold", r.Hold, "joint", r.Joint, "settled", r.Settled, "settled_why_en", r.SettledWhy.En,
			"settled_why_zh", r.SettledWhy.Zh, "has_base", r.HasBase, "cannot_tell", r.CannotTell, "base", r.Base,
			"base_year", r.BaseYear, "base_grade", r.BaseGrade, "points", r.Points, "evidence", r.Evidence, "grade", r.Grade,
			"required", r.Required, "recent", r.Recent, "pace_is_rate", r.PaceIsRate, "schedule", r.Schedule)
	}
	likelihood := read(t, files, "likelihood.csv", "scenario,prior,target,reading,p,p_counted,smoothing,hits,draws,error_low,error_high,range_low,range_high,"+
		"stated,stated_p,stated_low,stated_high,word,shortfall_mean,shortfall_p10,shortfall_p50,shortfall_p90,shortfall_mean_share")
	likelihood.rows(len(set.Likelihood))
	kinds := []string{"point", "cannot_assess"}
	for i, r := range set.Likelihood {
		likelihood.is(i, "scenario", r.Scenario, "prior", r.Prior, "target", r.Target, "reading", r.Reading, "p", r.P, "p_counted", float64(r.Hits)/float64(r.Draws), "smoothing", r.Smoothing, "hits", int(r.Hits),
			"draws", int(r.Draws), "error_low", r.ErrorLow, "error_high", r.ErrorHigh, "range_low", r.RangeLow, "range_high", r.RangeHigh,
			"stated", kinds[i], "stated_p", r.Stated.P, "stated_low", r.Stated.Lo, "stated_high", r.Stated.Hi, "word", []string{"about as likely as not", ""}[i],
			"shortfall_mean", r.Miss.Mean, "shortfall_p10", r.Miss.P10, "shortfall_p50", r.Miss.P50, "shortfall_p90", r.Miss.P90,
			"shortfall_mean_share", r.Miss.Share)
	}
	quantiles := read(t, files, "quantiles.csv", "indicator,year,scenario,prior,unit,p025,p05,p10,p25,p50,p75,p90,p95,p975,mean")
	quantiles.rows(len(set.Quantiles))
	for i, r := range set.Quantiles {
		quantiles.is(i, "indicator", r.Indicator, "year", r.Year, "scenario", r.Scenario, "prior", r.Prior, "unit", "100M CNY",
			"p025", r.P025, "p05", r.P05, "p10", r.P10, "p25", r.P25, "p50", r.P50, "p75", r.P75, "p90", r.P90, "p95", r.P95,
			"p975", r.P975, "mean", r.Mean)
	}
	scenarios := read(t, files, "scenarios.csv", "scenario,title_en,title_zh,why_en,why_zh,headline")
	scenarios.rows(len(set.Scenarios))
	for i, r := range set.Scenarios {
		scenarios.is(i, "scenario", r.ID, "title_en", r.Title.En, "title_zh", r.Title.Zh, "why_en", r.Why.En, "why_zh", r.Why.Zh,
			"headline", r.Headline)
	}
	settings := read(t, files, "settings.csv", "scenario,key,value,unit,origin,judged,source,why_en,why_zh")
	settings.rows(len(set.Settings))
	for i, r := range set.Settings {
		settings.is(i, "scenario", r.Scenario, "key", r.Key, "value", r.Value, "unit", r.Unit, "origin", r.Origin, "judged", r.Judged,
			"source", r.Source, "why_en", r.Why.En, "why_zh", r.Why.Zh)
	}
	warnings := read(t, files, "warnings.csv", "code,about,en,zh,values")
	warnings.rows(1)
	warnings.is(0, "code", "no_base", "about", "roads", "en", "roads: no base value; the likelihood is judged.",
		"zh", "roads：无基期值，达标概率凭判断。")
	var values map[string]any
	if err := FromJSON([]byte(warnings.lines[0]["values"]), &values); err != nil || !same(values, set.Warnings[0].Values) {
		t.Errorf("values of the warning: %v, %v", values, err)
	}
}

func TestLongTablesReadBack(t *testing.T) {
	set := sample()
	files, err := tables(set)
	if err != nil {
		t.Fatal(err)
	}
	joint := read(t, files, "joint.csv", "scenario,prior,set,targets,judged,all,all_counted,smoothing,error_low,error_high,product,expected,sd")
	number := read(t, files, "number_met.csv", "scenario,prior,set,number_met,p,p_if_independent")
	given := read(t, files, "given.csv", "scenario,prior,set,given,target,p")
	joint.rows(1)
	number.rows(3)
	given.rows(4)
	j := set.Joint[0]
	joint.is(0, "scenario", j.Scenario, "prior", j.Prior, "set", j.Set, "targets", "gdp roads", "judged", j.Judged, "all", j.All,
		"all_counted", j.AllCounted, "smoothing", j.Smoothing, "error_low", j.ErrorLow, "error_high", j.ErrorHigh, "product", j.Product, "expected", j.Expected, "sd", j.SD)
	for k := range j.Number {
		number.is(k, "scenario", j.Scenario, "prior", j.Prior, "set", j.Set, "number_met", k, "p", j.Number[k],
			"p_if_independent", j.Independent[k])
	}
	for row := range 4 {
		a, b := row/2, row%2
		given.is(row, "scenario", j.Scenario, "prior", j.Prior, "set", j.Set, "given", j.Targets[a], "target", j.Targets[b],
			"p", j.Given[a][b])
	}
	years := read(t, files, "years.csv", "scenario,prior,target,reading,what,year,p")
	years.rows(6)
	l := set.Likelihood[0]
	for i, what := range []struct {
		name string
		list []YearP
	}{{"met", l.ByYear}, {"ever", l.EverBy}, {"first", l.FirstMet}} {
		for k, y := range what.list {
			years.is(2*i+k, "scenario", l.Scenario, "prior", l.Prior, "target", l.Target, "reading", l.Reading, "what", what.name,
				"year", y.Year, "p", y.P)
		}
	}
	history := read(t, files, "history.csv", "indicator,year,unit,value,source,grade")
	history.rows(2)
	for i, p := range set.Indicators[0].History {
		history.is(i, "indicator", "gdp_pair", "year", p.Year, "unit", "100M CNY", "value", p.Value, "source", p.Source, "grade", p.Grade)
	}
}

func TestAMatrixThatDoesNotFitIsRefused(t *testing.T) {
	for _, spoil := range []func(*Joint){
		func(j *Joint) { j.Given = j.Given[:1] },
		func(j *Joint) { j.Given[1] = nil },
		func(j *Joint) { j.Number = nil },
	} {
		set := sample()
		spoil(&set.Joint[0])
		if _, err := tables(set); err == nil {
			t.Error("no error")
		}
	}
}
