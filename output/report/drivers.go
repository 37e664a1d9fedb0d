package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/words"
)

// Drivers is what one answer rests on: the likelihood of a target, or the number met of those with a base value.
type Drivers struct {
	Target      string // "" for the number met
	Draws       int
	Assumptions []Assumption // the one that moves the answer farthest first
	Levers      []Credit
}

// Assumption is one uncertain number at the 10 % and the 90 % quantile of its own uncertainty, with the answer at each.
type Assumption struct {
	Key       string
	Low, High float64
	AtLow     float64
	AtHigh    float64
}

// Credit is what the answer loses without a lever, with half of its 95 % interval.
type Credit struct {
	Lever       string
	Lost, Error float64
}

// ReadDrivers reads tornado.csv and levers.csv as explain writes them.
func ReadDrivers(tornado, levers []byte) (Drivers, error) {
	var d Drivers
	rows, err := read(tornado, "target", "set", "question", "assumption", "low", "high", "answer_low", "answer_high", "draws")
	if err != nil {
		return d, fmt.Errorf("tornado.csv: %w", err)
	}
	for i, r := range rows {
		if i == 0 {
			d.Target = r.text["target"]
			d.Draws = int(r.number("draws"))
			if ok := d.Target != "" && r.text["question"] == "met" || r.text["set"] == "observed" && r.text["question"] == "number met"; !ok {
				return d, fmt.Errorf("tornado.csv is about %s %s (%s); a report shows one target, or the number met of those with a base value", r.text["target"], r.text["set"], r.text["question"])
			}
		}
		d.Assumptions = append(d.Assumptions, Assumption{r.text["assumption"], r.number("low"), r.number("high"), r.number("answer_low"), r.number("answer_high")})
		if r.err != nil || r.text["target"] != d.Target {
			return d, cmp.Or(r.err, fmt.Errorf("tornado.csv:%d: another target than before", r.line))
		}
	}
	rows, err = read(levers, "target", "lever", "credit", "error_low", "error_high")
	if err != nil {
		return d, fmt.Errorf("levers.csv: %w", err)
	}
	for _, r := range rows {
		d.Levers = append(d.Levers, Credit{r.text["lever"], r.number("credit"), (r.number("error_high") - r.number("error_low")) / 2})
		if r.err != nil || r.text["target"] != d.Target {
			return d, cmp.Or(r.err, fmt.Errorf("levers.csv:%d: another target than tornado.csv", r.line))
		}
	}
	slices.SortStableFunc(d.Assumptions, func(a, b Assumption) int { return cmp.Compare(math.Abs(b.AtHigh-b.AtLow), math.Abs(a.AtHigh-a.AtLow)) })
	return d, nil
}

// line is a row of a file by the names of its columns, with the first number that was none.
type line struct {
	text map[string]string
	line int
	err  error
}

func (r *line) number(column string) float64 {
	x, err := strconv.ParseFloat(r.text[column], 64)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("line %d, %s: %q is no number", r.line, column, r.text[column])
	}
	return x
}

func read(file []byte, columns ...string) ([]*line, error) {
	all, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("the file is empty")
	}
	for _, c := range columns {
		if !slices.Contains(all[0], c) {
			return nil, fmt.Errorf("there is no column %q", c)
		}
	}
	var out []*line
	for i, cells := range all[1:] {
		r := &line{text: map[string]string{}, line: i + 2}
		for k, c := range cells {
			r.text[all[0][k]] = c
		}
		out = append(out, r)
	}
	return out, nil
}

// fits says whether drivers are about what a set holds.
func (d Drivers) fits(s *result.Set) error {
	if d.Target != "" && !slices.ContainsFunc(s.Targets, func(t result.Target) bool { return t.ID == d.Target }) {
		return fmt.Errorf("drivers of target %s, which the results do not have", d.Target)
	}
	for _, k := range d.Levers {
		if !slices.ContainsFunc(s.Levers, func(l result.Lever) bool { return l.ID == k.Lever }) {
			return fmt.Errorf("drivers with lever %s, which the results do not have: they are of another plan", k.Lever)
		}
	}
	return nil
}

// mostDrivers are shown; the files of explain hold all.
const mostDrivers = 8

// driversOf is what an answer rests on, as blocks; target is "" for the number met.
func (v *view) driversOf(target string) []document.Block {
	i := slices.IndexFunc(v.in, func(d Drivers) bool { return d.Target == target })
	if i < 0 {
		return nil
	}
	d := v.in[i]
	answer := func(x float64) string { return words.Number(x, 1) }
	stated, levers := true, true
	if j := slices.IndexFunc(v.set.Targets, func(t result.Target) bool { return t.ID == target && t.Reading == "" }); j >= 0 {
		t := &v.set.Targets[j]
		answer = func(x float64) string { return words.State(x, t.Grade).Short(v.lang) }
		stated, levers = t.HasBase, v.stated(v.headline(), t).Form == words.Point
	}
	heads := []string{v.lang.HeadAssumption(), v.say("at10"), v.say("at90")}
	if stated {
		heads = append(heads, v.say("answer10"), v.say("answer90"))
	}
	table := document.Table{ID: "drivers-" + target, Caption: v.say("drivers"), Columns: document.Columns(document.Number, heads...)}
	table.Columns[0].Look = document.Word
	for _, a := range d.Assumptions[:min(mostDrivers, len(d.Assumptions))] {
		cells := document.Cells(v.keyTitle(a.Key), words.Rounded(a.Low, 3), words.Rounded(a.High, 3))
		if cells[0].Text.String() != a.Key {
			cells[0].Below = a.Key
		}
		if stated {
			cells = append(cells, document.Cells(answer(a.AtLow), answer(a.AtHigh))...)
		}
		table.Rows = append(table.Rows, document.Row{Cells: cells})
	}
	note := v.lang.Sentences([]string{v.lang.TornadoNote(), v.lang.Say(words.Futures, words.Number(float64(d.Draws), 0))})
	out := []document.Block{table, document.Paragraph{Kind: document.Small, Text: document.Text(note)}}
	if levers && len(d.Levers) > 0 {
		out = append(out, document.Paragraph{Text: document.Text(v.credits(d, target != ""))})
	}
	return out
}

// credits says which levers the answer would lose something without, beyond the error of the simulation.
func (v *view) credits(d Drivers, share bool) string {
	var some []string
	for _, k := range d.Levers {
		if math.Abs(k.Lost) > k.Error {
			some = append(some, fmt.Sprintf("%s %s (%s)", v.leverTitle(k.Lever), v.lang.Change(k.Lost, share), v.lang.ChangeError(k.Error, share)))
		}
	}
	switch {
	case len(some) == 0:
		return v.say("nolevers")
	case share:
		return v.say("leverpoints", v.lang.List(some))
	}
	return v.say("levertargets", v.lang.List(some))
}

func (v *view) leverTitle(id string) string {
	for _, k := range v.set.Levers {
		if k.ID == id {
			return id + " " + k.Title.Title(v.lang, id)
		}
	}
	return id
}

// keyTitle is a number of the plan for readers: "indicator.deflator.mean" as the indicator's title with the number's name.
func (v *view) keyTitle(key string) string {
	parts := strings.Split(key, ".")
	if len(parts) < 2 {
		return key
	}
	name := v.lang.Colon() + v.lang.NumberName(parts[len(parts)-1])
	if parts[0] == "lever" {
		return v.leverTitle(parts[1]) + name
	}
	title := ""
	for _, k := range v.set.Names { // inner parts and pools
		if k.ID == parts[1] || k.ID == parts[0]+"."+parts[1] {
			title = k.Title.In(v.lang)
		}
	}
	if ind := v.indicator(parts[1]); ind != nil {
		title = ind.Title.Title(v.lang, ind.ID)
	}
	switch {
	case title == "":
		return key
	case parts[len(parts)-1] == "value": // the one number of a constant
		return title
	}
	return title + name
}
