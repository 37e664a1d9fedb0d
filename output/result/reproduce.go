package result

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ReadManifest reads the manifest of a results folder, which also lists the folder's files.
func ReadManifest(dir string) (*Manifest, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, fmt.Errorf("%s is no results folder: %w", dir, err)
	}
	return m, nil
}

// Difference is one place where a results folder and a fresh run of the same do not agree.
type Difference struct {
	File    string
	Place   string // row and column, or path; "" for the whole file
	Was, Is string // in the folder, and when run again; both "" where no single value differs
}

func (d Difference) String() string {
	s := d.File
	if d.Place != "" {
		s += ", " + d.Place
	}
	if d.Was == "" && d.Is == "" {
		return s
	}
	return fmt.Sprintf("%s: %s in the folder, %s when run again", s, orNothing(d.Was), orNothing(d.Is))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// Reproduce compares the results folder dir with a fresh set and its extra files, as Write would write them. Numbers
// agree when they differ by no more than the share tolerance of the larger one; 0 asks for the same digits. Of the
// manifest, only what decides the numbers is compared.
func Reproduce(dir string, s *Set, extra map[string][]byte, tolerance float64) ([]Difference, error) {
	fresh, manifest, err := contents(s, extra)
	if err != nil {
		return nil, err
	}
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	var out []Difference
	sums := map[string]string{}
	for _, f := range manifest.Files {
		sums[f.Name] = f.SHA256
	}
	for _, name := range slices.Sorted(maps.Keys(fresh)) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		sum, err := hashOf(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out = append(out, Difference{File: name, Place: "which is missing"})
			continue
		case err != nil:
			return nil, err
		case sum == sums[name]:
			continue
		}
		was, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var is bytes.Buffer
		if _, err := fresh[name].WriteTo(&is); err != nil {
			return nil, err
		}
		c := comparison{file: name, tolerance: tolerance}
		c.compare(was, is.Bytes())
		out = append(out, c.found...)
	}
	for _, f := range m.Files {
		if _, made := fresh[f.Name]; !made {
			out = append(out, Difference{File: f.Name, Place: "which no such run writes"})
		}
	}
	return out, nil
}

// comparison compares two versions of one file.
type comparison struct {
	file      string
	tolerance float64
	found     []Difference
}

func (c *comparison) add(place, was, is string) {
	c.found = append(c.found, Difference{c.file, place, was, is})
}

func (c *comparison) compare(was, is []byte) {
	switch {
	case path.Ext(c.file) == ".csv" && !strings.Contains(c.file, "/"):
		c.tables(was, is)
	case c.file == manifestName:
		c.trees(was, is, "identity", "hash")
	case c.file == resultName:
		c.trees(was, is)
	default:
		c.add("which differs", "", "")
	}
}

// same says whether two cells agree.
func (c *comparison) same(was, is string) bool {
	if was == is {
		return true
	}
	a, errA := strconv.ParseFloat(was, 64)
	b, errB := strconv.ParseFloat(is, 64)
	return errA == nil && errB == nil && math.Abs(a-b) <= c.tolerance*math.Max(math.Abs(a), math.Abs(b))
}

func (c *comparison) tables(was, is []byte) {
	old, errOld := csv.NewReader(bytes.NewReader(was)).ReadAll()
	now, errNow := csv.NewReader(bytes.NewReader(is)).ReadAll()
	switch {
	case errOld != nil || errNow != nil || len(old) == 0:
		c.add("which cannot be read as a table", "", "")
		return
	case !slices.Equal(old[0], now[0]):
		c.add("line 1, columns", strings.Join(old[0], ","), strings.Join(now[0], ","))
		return
	case len(old) != len(now):
		c.add("number of rows", strconv.Itoa(len(old)-1), strconv.Itoa(len(now)-1))
	}
	for i := 1; i < min(len(old), len(now)); i++ {
		for k := range now[i] {
			if !c.same(old[i][k], now[i][k]) {
				c.add(fmt.Sprintf("line %d (%s), %s", i+1, rowName(now[0], now[i]), now[0][k]), old[i][k], now[i][k])
			}
		}
		if len(old) != len(now) && len(c.found) > 1 {
			return // from the first row on that differs, rows no longer stand beside their like
		}
	}
}

// keys are the columns that say what a row is about.
var keys = []string{"scenario", "prior", "set", "target", "reading", "given", "indicator", "what", "year", "number_met", "draw", "key", "code", "about", "id"}

func rowName(header, row []string) string {
	var parts []string
	for i, column := range header {
		if row[i] != "" && slices.Contains(keys, column) {
			parts = append(parts, row[i])
		}
	}
	return strings.Join(parts, ", ")
}

// trees compares two JSON objects, or the given fields of them. A set's manifest is left to the manifest's own file.
func (c *comparison) trees(was, is []byte, fields ...string) {
	var old, now map[string]any
	if json.Unmarshal(was, &old) != nil || json.Unmarshal(is, &now) != nil {
		c.add("which cannot be read as JSON", "", "")
		return
	}
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if len(fields) == 0 && key != "manifest" || slices.Contains(fields, key) {
			c.values(key, old[key], now[key])
		}
	}
}

func (c *comparison) values(at string, was, is any) {
	switch now := is.(type) {
	case map[string]any:
		old, ok := was.(map[string]any)
		if !ok {
			break
		}
		for _, key := range slices.Sorted(maps.Keys(now)) {
			c.values(at+objectName(now)+"."+key, old[key], now[key])
		}
		return
	case []any:
		old, ok := was.([]any)
		if !ok || len(old) != len(now) {
			break
		}
		for i := range now {
			c.values(fmt.Sprintf("%s[%d]", at, i), old[i], now[i])
		}
		return
	}
	if a, b := short(was), short(is); !c.same(a, b) {
		c.add(at, a, b)
	}
}

func objectName(o map[string]any) string {
	var parts []string
	for _, k := range keys {
		if text, ok := o[k].(string); ok && text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func short(v any) string {
	b, err := JSON(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	text := strings.Join(strings.Fields(string(b)), " ")
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return text
}
