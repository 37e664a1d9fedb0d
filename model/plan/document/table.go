package document

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"targetcast/model/series"
)

// Table is one table of a document. Its readers take a key, record a problem when the value is not of the type asked
// for, and remember that the key is permitted; Done reports the keys that nobody asked for.
type Table struct {
	doc    *Document
	path   []string
	values map[string]any
	asked  map[string]bool
	shape  *Shape
}

// File is the name of the file.
func (t *Table) File() string { return t.doc.File }

// Name is the last part of the table's path, "" for the whole file.
func (t *Table) Name() string {
	if len(t.path) == 0 {
		return ""
	}
	return t.path[len(t.path)-1]
}

// Path is the table's path as written, "indicator.gdp.parameters".
func (t *Table) Path() string { return dotted(t.path) }

// KeyPath is the path of a key of this table.
func (t *Table) KeyPath(key string) string { return dotted(t.below(key)) }

// Position is where a path below this table was written, or the nearest table above it.
func (t *Table) Position(keys ...string) Position { return t.doc.position(t.below(keys...)) }

// Keys lists the keys of the table in file order.
func (t *Table) Keys() []string {
	var keys []string
	seen := map[string]bool{}
	for _, k := range t.doc.index.children[join(t.path)] {
		if _, ok := t.values[k]; ok {
			keys, seen[k] = append(keys, k), true
		}
	}
	var rest []string
	for k := range t.values {
		if !seen[k] {
			rest = append(rest, k)
		}
	}
	sort.Strings(rest)
	return append(keys, rest...)
}

// Has reports whether a key is written; it does not make the key permitted.
func (t *Table) Has(key string) bool {
	_, ok := t.values[key]
	return ok
}

// Value returns what is written under a key, as the decoder gives it, and permits the key.
func (t *Table) Value(key string) (any, bool) {
	v, _, ok := t.ask(key, anything)
	return v, ok
}

// ask returns what is written under a key, and what the shape says of it. A key that the shape does not have, or not as
// the kind that is asked for, gives nothing and stays unknown: that is a slip of the reader's, and the first test that
// reads the key shows it.
func (t *Table) ask(key string, k kind) (any, Type, bool) {
	declared, ok := t.shape.key(key)
	if ok {
		declared, ok = declared.as(k)
	}
	if !ok {
		return nil, Type{}, false
	}
	t.asked[key] = true
	v, written := t.values[key]
	return v, declared, written
}

// Problem records what is wrong with a key of this table, or with the table itself when key is "".
func (t *Table) Problem(key, format string, args ...any) {
	var keys []string
	if key != "" {
		keys = []string{key}
	}
	t.ProblemAt(keys, format, args...)
}

// ProblemAt records what is wrong with a path below this table.
func (t *Table) ProblemAt(keys []string, format string, args ...any) {
	path := t.below(keys...)
	t.add(path, t.doc.position(path), format, args...)
}

// ProblemInside records what is wrong in the string under a path, after so many characters of what the
// string says.
func (t *Table) ProblemInside(keys []string, offset int, format string, args ...any) {
	path := t.below(keys...)
	t.add(path, t.doc.inside(path, offset), format, args...)
}

// ProblemElement records what is wrong with one element of a list.
func (t *Table) ProblemElement(key string, i int, format string, args ...any) {
	t.ProblemAt([]string{key, Element(i)}, format, args...)
}

func (t *Table) add(path []string, at Position, format string, args ...any) {
	t.doc.problems.Add(series.Problem{
		File: t.doc.File, Line: at.Line, Column: at.Column, Key: dotted(path), What: fmt.Sprintf(format, args...),
	})
}

// Done reports every key that no reader asked for, and every required one that is missing.
func (t *Table) Done() {
	for _, k := range t.shape.Keys {
		if v, ok := t.values[k.Name]; k.Write != "" && (!ok || v == "") {
			t.Problem(k.Name, "is missing; write %s", k.Write)
		}
	}
	var permitted []string
	for k := range t.asked {
		permitted = append(permitted, k)
	}
	sort.Strings(permitted)
	for _, k := range t.Keys() {
		if !t.asked[k] {
			t.Problem(k, "unknown key%s", Suggest(k, permitted))
		}
	}
}

// String reads a string, "" when it is not written.
func (t *Table) String(key string) string {
	v, _, ok := t.ask(key, aString)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.Problem(key, "is %s; write a string in quotes", kindOf(v))
	}
	return s
}

// Word reads one of the words of its shape, "" when it is not written or none of them.
func (t *Table) Word(key string) string {
	v, as, ok := t.ask(key, aString)
	w, isString := v.(string)
	switch {
	case !ok || w == "" && isString:
		return ""
	case !isString:
		return t.String(key)
	case !slices.Contains(as.words, w):
		t.Problem(key, "no %q here%s", w, Suggest(w, as.words))
		return ""
	}
	return w
}

// Number reads a finite number; false when it is absent or wrong.
func (t *Table) Number(key string) (float64, bool) {
	v, _, ok := t.ask(key, aNumber)
	if !ok {
		return 0, false
	}
	x, wrong := number(v)
	if wrong != "" {
		t.Problem(key, "%s", wrong)
	}
	return x, wrong == ""
}

// Int reads a whole number within the bounds of its shape; false when it is absent or wrong.
func (t *Table) Int(key string) (int, bool) {
	v, as, ok := t.ask(key, aWhole)
	if !ok {
		return 0, false
	}
	n, wrong := whole(v, as.lo, as.hi)
	if wrong != "" {
		t.Problem(key, "%s", wrong)
	}
	return n, wrong == ""
}

// Bool reads true or false, and returns fallback when the key is absent or wrong.
func (t *Table) Bool(key string, fallback bool) bool {
	v, _, ok := t.ask(key, aBool)
	if !ok {
		return fallback
	}
	b, ok := v.(bool)
	if !ok {
		t.Problem(key, "is %s; write true or false", kindOf(v))
		return fallback
	}
	return b
}

// Date reads a calendar date, at midnight UTC; false when it is absent or wrong.
func (t *Table) Date(key string) (time.Time, bool) {
	v, _, ok := t.ask(key, aDate)
	if !ok {
		return time.Time{}, false
	}
	d, ok := v.(time.Time)
	if !ok || d.Location().String() != "date-local" {
		t.Problem(key, "is %s; write a date without quotes, as 2021-08-02", kindOf(v))
		return time.Time{}, false
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC), true
}

// Text reads a text in English and Chinese: a table { en = "", zh = "" }, or one string for both.
func (t *Table) Text(key string) (en, zh string) {
	v, _, ok := t.ask(key, aText)
	if !ok {
		return "", ""
	}
	if s, ok := v.(string); ok {
		return s, s
	}
	if _, ok := v.(map[string]any); !ok {
		t.Problem(key, `is %s; write { en = "...", zh = "..." } or one string for both`, kindOf(v))
		return "", ""
	}
	both := t.inner(key, v.(map[string]any), textShape)
	en, zh = both.String("en"), both.String("zh")
	both.Done()
	for _, language := range []string{"en", "zh"} {
		if !both.Has(language) {
			t.Problem(key, "has no %s; write both languages, or one string for both", language)
		}
	}
	return en, zh
}

// Strings reads a list of strings; one string stands for a list of one.
func (t *Table) Strings(key string) []string {
	v, _, ok := t.ask(key, aList)
	if !ok {
		return nil
	}
	if s, ok := v.(string); ok {
		return []string{s}
	}
	return elements(t, key, v, "a list of strings", func(e any) (string, string) {
		if s, ok := e.(string); ok {
			return s, ""
		}
		return "", "is " + kindOf(e) + "; write a string in quotes"
	})
}

// Ints reads a list of whole numbers within the bounds of its shape.
func (t *Table) Ints(key string) []int {
	v, as, ok := t.ask(key, wholes)
	if !ok {
		return nil
	}
	return elements(t, key, v, "a list of whole numbers", func(e any) (int, string) { return whole(e, as.lo, as.hi) })
}

// Numbers reads a list of finite numbers.
func (t *Table) Numbers(key string) []float64 {
	v, _, ok := t.ask(key, numbers)
	if !ok {
		return nil
	}
	return elements(t, key, v, "a list of numbers", number)
}

// Matrix reads a list of lists of finite numbers; nil when it is absent or wrong anywhere.
func (t *Table) Matrix(key string) [][]float64 {
	v, _, ok := t.ask(key, aMatrix)
	if !ok {
		return nil
	}
	sound := true
	rows := elements(t, key, v, "a list of rows, as [[1, 0.2], [0.2, 1]]", func(e any) ([]float64, string) {
		row, ok := e.([]any)
		if !ok {
			sound = false
			return nil, "is " + kindOf(e) + "; write a row of numbers, as [1, 0.2]"
		}
		var out []float64
		for _, cell := range row {
			x, wrong := number(cell)
			if wrong != "" {
				sound = false
				return nil, wrong
			}
			out = append(out, x)
		}
		return out, ""
	})
	if !sound {
		return nil
	}
	return rows
}

// elements reads each element of a list and drops, with a problem, those that are wrong.
func elements[T any](t *Table, key string, v any, want string, read func(any) (T, string)) []T {
	list, ok := v.([]any)
	if !ok {
		t.Problem(key, "is %s; write %s", kindOf(v), want)
		return nil
	}
	var out []T
	for i, e := range list {
		x, wrong := read(e)
		if wrong != "" {
			t.ProblemElement(key, i, "%s", wrong)
			continue
		}
		out = append(out, x)
	}
	return out
}

// Table reads a table; nil when it is absent or wrong.
func (t *Table) Table(key string) *Table {
	v, as, ok := t.ask(key, aTable)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.Problem(key, "is %s; write a table", kindOf(v))
		return nil
	}
	return t.inner(key, m, as.shape)
}

func (t *Table) inner(key string, values map[string]any, shape *Shape) *Table {
	return &Table{doc: t.doc, path: t.below(key), values: values, asked: map[string]bool{}, shape: shape}
}

// textShape is that of a text for people.
var textShape = &Shape{Keys: []Key{
	{Name: "en", Type: String(), Doc: "English", Required: true},
	{Name: "zh", Type: String(), Doc: "Chinese", Required: true},
}}

var textType = Either(String(), In(textShape)).Named("text")

// Tables reads a table of tables, [key.NAME], in file order.
func (t *Table) Tables(key string) []*Table {
	parent := t.Table(key)
	if parent == nil {
		return nil
	}
	var out []*Table
	for _, k := range parent.Keys() {
		if child := parent.Table(k); child != nil {
			out = append(out, child)
		}
	}
	return out
}

func (t *Table) below(keys ...string) []string {
	return append(append([]string(nil), t.path...), keys...)
}

// number reads a finite number or says what is wrong.
func number(v any) (x float64, wrong string) {
	switch n := v.(type) {
	case int64:
		return float64(n), ""
	case float64:
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return 0, fmt.Sprintf("is %v; write a finite number", n)
		}
		return n, ""
	}
	return 0, "is " + kindOf(v) + "; write a number"
}

// whole reads a whole number within bounds or says what is wrong.
func whole(v any, lo, hi int) (n int, wrong string) {
	i, ok := v.(int64)
	if !ok {
		return 0, fmt.Sprintf("is %s; write a whole number", kindOf(v))
	}
	if i < int64(lo) || i > int64(hi) {
		return 0, fmt.Sprintf("is %d; write a whole number from %d to %d", i, lo, hi)
	}
	return int(i), ""
}

// kindOf names what a value is, for people.
func kindOf(v any) string {
	switch x := v.(type) {
	case string:
		return fmt.Sprintf("the string %q", shorten(x))
	case int64, float64:
		return fmt.Sprintf("the number %v", x)
	case bool:
		return fmt.Sprintf("%v", x)
	case time.Time:
		return "a date or time"
	case []any:
		return "a list"
	case []map[string]any:
		return "a list of tables"
	}
	return "a table"
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:37]) + "..."
	}
	return s
}
