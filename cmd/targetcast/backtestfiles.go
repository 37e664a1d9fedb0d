package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"targetcast/model/backtest"
	"targetcast/model/plan"
	"targetcast/model/score"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// files are the tables and pictures of a backtest by their path.
func (o *pastOptions) files(p *plan.Plan, r *backtest.Result) (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, rows := range map[string][][]string{
		"cells.csv": cellRows(r), "forecasts.csv": forecastRows(r), "events.csv": eventRows(r), "gates.csv": gateRows(r),
		"used.csv": usedRows(r), "untested.csv": untestedRows(slices.Concat(r.Untested, judgedLaws(p))), "tests.csv": testRows(r),
	} {
		data, err := csvOf(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files[name] = data
	}
	if len(r.Forecasts) == 0 {
		return files, nil
	}
	var all []chart.Picture
	for _, lang := range spokenAll(o.lang) {
		all = append(all, past{lang: lang, plan: p, result: r}.pictures()...)
	}
	return files, drawInto(files, all, o.formats)
}

// spokenAll are the languages of pictures.
func spokenAll(lang string) []words.Lang {
	if lang == "both" {
		return []words.Lang{words.En, words.Zh}
	}
	return []words.Lang{spoken(lang)}
}

func csvOf(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

func num(x float64) string { return result.Number(x) }

// scopes are the plan's laws and all series.
var scopes = []struct {
	name string
	keep backtest.Filter
}{{"plan", backtest.Plan}, {"all", backtest.All}}

func estimateCells(e score.Estimate) []string { return []string{num(e.Value), num(e.Lo), num(e.Hi)} }

func cellRows(r *backtest.Result) [][]string {
	head := []string{"scope", "forecaster", "group", "ahead", "forecasts", "series", "years", "crps", "log_score", "interval_score"}
	three := func(name string) []string { return []string{name, name + "_lo", name + "_hi"} }
	for _, p := range backtest.Coverages {
		head = append(head, three(fmt.Sprintf("coverage_%d", p))...)
	}
	head = append(head, three("bias")...)
	for _, m := range backtest.Rivals() {
		head = append(head, three("skill_"+m)...)
	}
	rows := [][]string{head}
	for _, scope := range scopes {
		for _, m := range append(models(), candidatesOf(r)...) {
			for _, c := range r.Table(m, scope.keep) {
				row := []string{scope.name, m, c.Group, strconv.Itoa(c.Horizon), strconv.Itoa(c.N), strconv.Itoa(c.Series), strconv.Itoa(c.Years),
					num(c.CRPS), num(c.Log), num(c.Interval)}
				for _, p := range backtest.Coverages {
					row = append(row, estimateCells(c.Coverage[p])...)
				}
				row = append(row, estimateCells(c.Bias)...)
				for _, rival := range backtest.Rivals() {
					if e, ok := c.Skill[rival]; ok {
						row = append(row, estimateCells(e)...)
					} else {
						row = append(row, "", "", "")
					}
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// candidatesOf are the candidate laws that were tried.
func candidatesOf(r *backtest.Result) []string {
	found := map[string]bool{}
	for _, f := range r.Forecasts {
		for m := range f.Scores {
			if len(m) > len(backtest.Candidate) && m[:len(backtest.Candidate)] == backtest.Candidate {
				found[m] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func forecastRows(r *backtest.Result) [][]string {
	rows := [][]string{{"series", "group", "law", "in_plan", "origin", "from", "ahead", "year", "outcome", "usual_step", "own_weight", "forecaster",
		"crps", "log_score", "interval_score", "pit", "error"}}
	for _, f := range r.Forecasts {
		for _, m := range slices.Sorted(maps.Keys(f.Scores)) {
			s := f.Scores[m]
			rows = append(rows, []string{f.Subject, f.Group, f.Law, strconv.FormatBool(f.InPlan), strconv.Itoa(f.Origin), strconv.Itoa(f.From),
				strconv.Itoa(f.Horizon), strconv.Itoa(f.Year), num(f.Outcome), num(f.Step), num(f.OwnWeight), m, num(s.CRPS), num(s.Log), num(s.Interval),
				num(s.PIT), num(s.Error)})
		}
	}
	return rows
}

func eventRows(r *backtest.Result) [][]string {
	rows := [][]string{{"series", "group", "in_plan", "origin", "ahead", "year", "threshold", "probability", "happened"}}
	for _, f := range r.Forecasts {
		for _, e := range f.Events {
			rows = append(rows, []string{f.Subject, f.Group, strconv.FormatBool(f.InPlan), strconv.Itoa(f.Origin), strconv.Itoa(f.Horizon), strconv.Itoa(f.Year),
				num(e.Threshold), num(e.P), strconv.FormatBool(e.Happened)})
		}
	}
	return rows
}

func gateRows(r *backtest.Result) [][]string {
	rows := [][]string{{"scope", "group", "forecaster", "gate", "value", "lo", "hi", "passes", "verdict", "fallback"}}
	for _, scope := range scopes {
		for _, group := range append([]string{""}, r.Groups()...) {
			for _, model := range []string{backtest.Law, backtest.Applied} {
				for _, g := range r.Gates(model, group, scope.keep) {
					rows = append(rows, append(append([]string{scope.name, group, model, g.Name}, estimateCells(g.Value)...), strconv.FormatBool(g.Passes),
						verdictNames[g.Verdict], r.Fallback(group, scope.keep)))
				}
			}
		}
	}
	return rows
}

// usedRows tell how a run at each origin would have used the laws of the plan.
func usedRows(r *backtest.Result) [][]string {
	rows := [][]string{{"origin", "multiplier", "p10", "p50", "p90", "years", "forecasts", "gain", "gain_lo", "gain_hi", "widened", "rules"}}
	for _, u := range append(slices.Clone(r.Uses), r.Use) {
		var rules []string
		for _, name := range slices.Sorted(maps.Keys(u.Instead)) {
			if rule := u.Instead[name]; rule != "" {
				rules = append(rules, name+"="+rule)
			}
		}
		m := u.Multiplier
		row := []string{strconv.Itoa(u.Origin), num(m.Mean), num(m.P10), num(m.P50), num(m.P90), strconv.Itoa(m.Years), strconv.Itoa(m.Forecasts)}
		rows = append(rows, append(append(row, estimateCells(u.Gain)...), strconv.FormatBool(u.Widen), strings.Join(rules, " ")))
	}
	return rows
}

// testRows are the Diebold-Mariano tests that the data allow.
func testRows(r *backtest.Result) [][]string {
	rows := [][]string{{"series", "rival", "ahead", "years", "difference", "statistic", "p"}}
	tests, _ := r.Tests()
	for _, t := range tests {
		rows = append(rows, []string{t.Subject, t.Rival, strconv.Itoa(t.Horizon), strconv.Itoa(t.N), num(t.Mean), num(t.Statistic), num(t.P)})
	}
	return rows
}

func untestedRows(all []backtest.Untested) [][]string {
	rows := [][]string{{"series", "group", "law", "why"}}
	for _, u := range all {
		rows = append(rows, []string{u.Subject, u.Group, u.Law, u.Why})
	}
	return rows
}
