package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/series"
)

// Load reads every *.toml of a folder. The scenarios that have an order come first, by it; the others, and those with
// the same, by id. On any problem the error is a plan.Problems with all of them, and there are no scenarios.
func Load(fsys fs.FS) ([]Scenario, error) { return LoadFrom(fsys, ".") }

// LoadFrom reads the scenarios of a folder below: "scenarios" of a plan's folder, so that problems name their file as
// it stands there. There may be no such folder.
func LoadFrom(fsys fs.FS, folder string) ([]Scenario, error) {
	var problems plan.Problems
	names, err := fs.Glob(fsys, path.Join(folder, "*.toml"))
	if err != nil {
		return nil, err
	}
	var all []Scenario
	unread := false
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			problems.File(name, "cannot be read: %v", err)
			unread = true
			continue
		}
		t := document.Parse(name, data, Keys, &problems)
		if t == nil {
			unread = true
			continue
		}
		s := read(t)
		if other, twice := find(all, s.ID); twice && s.ID != "" {
			t.Problem("id", "%q is the id of %s; give one of them another", s.ID, other.Origin.File)
		}
		all = append(all, s)
	}
	for i := 0; i < len(all) && !unread; i++ { // a file that cannot be read may be the one that others extend
		var lost plan.Problems
		if _, err := Resolve(all, all[i].ID); errors.As(err, &lost) {
			problems.Add(lost...)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(all, inOrder)
	return all, nil
}

func inOrder(a, b Scenario) int {
	if (a.Order == 0) != (b.Order == 0) {
		return cmp.Compare(b.Order, a.Order) // 0 is no order: such scenarios come last
	}
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
}

// maxOrder is only there to catch slips.
const maxOrder = 1_000_000

var snake = regexp.MustCompile(snakeNames)

func read(t *document.Table) Scenario {
	s := Scenario{ID: t.String("id"), Extends: t.String("extends"), Title: text(t, "title"), Why: text(t, "why"),
		Origin: plan.OriginOf(t, "id"), extends: plan.OriginOf(t, "extends")}
	s.Origin.Scenario, s.extends.Scenario = s.ID, s.ID
	s.Order, _ = t.Int("order")
	if s.ID != "" && !snake.MatchString(s.ID) {
		t.Problem("id", "%q is no id; begin with a small letter and use small letters, digits and _", s.ID)
	}
	if c := t.Table("change"); c != nil {
		for _, key := range c.Keys() {
			if change, ok := readChange(c, key); ok {
				change.Origin.Scenario = s.ID
				s.Changes = append(s.Changes, change)
			}
		}
	}
	for _, c := range t.Tables("condition") {
		s.Conditions = append(s.Conditions, conditions(c, s.ID)...)
	}
	for _, c := range t.Tables("shock") {
		shock := plan.ReadShock(c)
		shock.Origin.Scenario = s.ID
		s.Shocks = append(s.Shocks, shock)
	}
	for _, c := range t.Tables("check") {
		check := plan.ReadCheck(c)
		check.Origin.Scenario = s.ID
		s.Checks = append(s.Checks, check)
	}
	t.Done()
	return s
}

func text(t *document.Table, key string) plan.Text {
	en, zh := t.Text(key)
	return plan.Text{En: en, Zh: zh}
}

// roots are the tables of a plan that hold numbers.
var roots = []string{"target", "indicator", "factor", "league", "lever", "shock", "elicit"}

// readChange reads one entry of [change]; its key is the name of the entry.
func readChange(t *document.Table, key string) (Change, bool) {
	v, _ := t.Value(key)
	c := Change{Key: key, Origin: plan.OriginOf(t, key)}
	c.Origin.Key = key
	m, isTable := v.(map[string]any)
	if isTable && slices.Contains(roots, key) {
		t.Problem(key, `write the whole key in quotes, as "%s.NAME.sd" = 0.02`, key)
		return c, false
	}
	if on, ok := v.(bool); ok {
		c.Op, c.On = Turn, on
		return c, true
	}
	for _, k := range []string{"add", "scale", "to"} {
		if _, ok := m[k]; ok {
			return readEntry(t.Table(key), c)
		}
	}
	q, ok := plan.ReadQuantity(t, key)
	q.Origin = c.Origin
	c.Value = q
	return c, ok
}

// readEntry reads { add = }, { scale = } or { to = } with a reason.
func readEntry(t *document.Table, c Change) (Change, bool) {
	var found []string
	sound := true
	for _, k := range []string{"add", "scale"} {
		if !t.Has(k) {
			continue
		}
		found = append(found, k)
		by, ok := t.Number(k)
		c.By, sound = by, ok
		c.Op = map[string]Op{"add": Add, "scale": Scale}[k]
	}
	if v, ok := t.Value("to"); ok {
		found = append(found, "to")
		if on, ok := v.(bool); ok {
			c.Op, c.On = Turn, on
		} else {
			c.Op = To
			c.Value, sound = plan.ReadQuantity(t, "to")
		}
	}
	c.Why, c.Source = text(t, "why"), t.String("source")
	t.Value("add")
	t.Value("scale")
	t.Done()
	if len(found) > 1 {
		t.Problem(found[1], "two changes at once, %s; write them as two scenarios, one extending the other", strings.Join(found, " and "))
		sound = false
	}
	if c.Why != (plan.Text{}) {
		c.Value.Why = c.Why
	}
	if c.Source != "" {
		c.Value.Source = c.Source
	}
	c.Value.Origin = c.Origin
	return c, sound
}

// conditions reads the years of [condition.FACTOR].
func conditions(t *document.Table, scenario string) []plan.Condition {
	var out []plan.Condition
	for _, key := range t.Keys() {
		year, err := strconv.Atoi(key)
		c := t.Table(key)
		if err != nil {
			t.Problem(key, "%q is no year; write one as 2022 = { mean = , sd = }", key)
			continue
		}
		if c == nil {
			continue
		}
		v := plan.Condition{Factor: t.Name(), Year: year, Why: text(c, "why"), Origin: plan.OriginOf(t, key)}
		v.Origin.Scenario = scenario
		v.Mean, _ = c.Number("mean")
		if v.SD, _ = c.Number("sd"); v.SD < 0 {
			c.Problem("sd", "is %g; write 0 (certain) or more", v.SD)
		}
		c.Done()
		out = append(out, v)
	}
	return out
}

// entry is the key under which a change of a command line is read.
const entry = "value"

// ParseSet reads a change from a command line, key=value with the value in TOML: "lever.F6.on=false",
// "indicator.growth.sd={ scale = 2 }".
func ParseSet(text string) (Change, error) {
	key, value, found := strings.Cut(text, "=")
	key = strings.TrimSpace(key)
	origin := plan.Origin{File: "--set", Line: 1, Column: 1, Key: key, Scenario: "--set"}
	if !found || key == "" {
		origin.Key = text
		return Change{}, problemAt(origin, "is no change; write key=value, as lever.F6.on=false")
	}
	var problems plan.Problems
	var c Change
	if t := document.Parse("--set", []byte(entry+" = "+strings.TrimSpace(value)), oneChange, &problems); t != nil {
		c, _ = readChange(t, entry)
		t.Done()
	}
	for i := range problems {
		problems[i].Key = strings.Replace(problems[i].Key, entry, key, 1)
		if problems[i].Key == "TOML" {
			problems[i].Key = key
		}
		if problems[i].Column -= len(entry + " = "); problems[i].Column > 0 {
			problems[i].Column += len(key + "=")
		}
		problems[i].Column = max(1, problems[i].Column)
	}
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	c.Key, c.Origin, c.Value.Origin = key, origin, origin
	return c, nil
}

// problemAt is one problem as an error.
func problemAt(o plan.Origin, format string, args ...any) error {
	return plan.Problems{series.Problem{File: o.File, Line: o.Line, Column: o.Column, Key: o.Key, What: fmt.Sprintf(format, args...)}}
}
