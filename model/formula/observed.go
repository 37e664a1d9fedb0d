package formula

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"targetcast/model/series"
)

// Series evaluates the formula over observed series, for every year in which all its names have a point. A point gets
// the worst grade of its parts, the latest month of publication, and the different vintages, sources and notes of the parts
// joined by " + ". The unit is kept when the formula is a sum, difference, minimum or maximum of series in one unit,
// and empty otherwise. It is an error when the formula needs a memory or names nothing, when get does not know a name,
// or when a value is not finite.
func (e *Expr) Series(get func(name string) (series.Series, bool)) (series.Series, error) {
	result := series.Series{Name: e.text}
	if err := e.CheckScalar(); err != nil {
		return result, err
	}
	if len(e.refs) == 0 {
		return result, &Error{1, "the formula names no series", "write a name like gdp.city"}
	}
	parts := make([]series.Series, len(e.refs))
	for i, ref := range e.refs {
		var ok bool
		if parts[i], ok = get(ref.Name); !ok {
			return result, &Error{e.columnOf(ref.Name), fmt.Sprintf("unknown series %q", ref.Name), ""}
		}
	}
	result.Unit = e.unit(parts)
	for _, year := range parts[0].Years() {
		points := make(map[string]series.Point, len(parts))
		for i, ref := range e.refs {
			if p, ok := parts[i].At(year); ok {
				points[ref.Name] = p
			}
		}
		value, ok := e.Value(func(name string) (float64, bool) { p, ok := points[name]; return p.Value, ok }, year)
		if !ok {
			continue
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return result, &Error{1, fmt.Sprintf("%s is %g in %d", e.text, value, year), "skip that year's observation or change the formula"}
		}
		result.Points = append(result.Points, e.join(points, year, value))
	}
	return result, nil
}

func (e *Expr) columnOf(name string) int {
	column := 0
	e.root.walk(func(n *node) {
		if column == 0 && n.op == opName && n.name == name {
			column = n.column
		}
	})
	return column
}

func (e *Expr) unit(parts []series.Series) string {
	same := true
	for _, p := range parts {
		same = same && p.Unit == parts[0].Unit
	}
	e.root.walk(func(n *node) {
		same = same && slices.Contains([]op{opName, opAdd, opSubtract, opMin, opMax}, n.op)
	})
	if !same {
		return ""
	}
	return parts[0].Unit
}

// join gives the point of a year from those of its parts, in the order of the formula.
func (e *Expr) join(points map[string]series.Point, year int, value float64) series.Point {
	joined := series.Point{Year: year, Value: value}
	var vintages, sources, notes []string
	for _, ref := range e.refs {
		p := points[ref.Name]
		joined.Grade = series.WorseGrade(joined.Grade, p.Grade)
		joined.Published = max(joined.Published, p.Published)
		vintages, sources, notes = append(vintages, p.Vintage), append(sources, p.Source), append(notes, p.Note)
	}
	joined.Vintage, joined.Source, joined.Note = distinct(vintages), distinct(sources), distinct(notes)
	return joined
}

// distinct joins the different texts that are not empty.
func distinct(texts []string) string {
	var kept []string
	for _, text := range texts {
		if text != "" && !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, " + ")
}
