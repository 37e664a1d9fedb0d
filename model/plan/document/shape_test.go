package document

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

var sampleShape = &Shape{Keys: []Key{
	{Name: "id", Type: String(), Doc: "its name", Required: true, Write: "a name"},
	{Name: "kind", Type: Words("big", "small"), Doc: "what it is"},
	{Name: "size", Type: Either(Number(), In(&Shape{Keys: []Key{{Name: "lo", Type: Number(), Required: true}}}), In(&Shape{Keys: []Key{{Name: "hi", Type: Number()}}})).Named("size"), Doc: "how large"},
	{Name: "thing", Doc: "one thing", Type: Tables("ID", "^[a-z]+$", In(&Shape{Keys: []Key{{Name: "year", Type: Whole(1900, 2200), Doc: "when"}}}))},
	{Name: "weight", Doc: "of each thing", Type: Tables("ID", "^[a-z]+$", Number())},
}}

// A reader that asks for what the shape does not have, or not of that kind, gets nothing, and the key stays unknown.
func TestOnlyListedKeysAreRead(t *testing.T) {
	var problems Problems
	root := Parse("x.toml", []byte("id = \"a\"\nother = 1\nkind = \"huge\"\n[thing.x]\nyear = 1800\n[size]\nlo = 1\nhi = 2\n"), sampleShape, &problems)
	if _, ok := root.Number("other"); ok {
		t.Error("a key that is not listed was read")
	}
	if _, ok := root.Number("id"); ok || root.String("id") != "a" {
		t.Error("a string was read as a number, or not as a string")
	}
	if root.Word("kind") != "" {
		t.Error("a word that is not listed was read")
	}
	root.Tables("thing")[0].Int("year")
	size := root.Table("size")
	if x, ok := size.Number("hi"); !ok || x != 2 {
		t.Error("a key of the second kind of table was not read")
	}
	root.Done()
	want := `x.toml:2:1: other: unknown key; there is id, kind, size, thing
x.toml:3:1: kind: no "huge" here; there is big, small
x.toml:5:1: thing.x.year: is 1800; write a whole number from 1900 to 2200`
	if got := problems.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRequired(t *testing.T) {
	for _, text := range []string{"", "id = \"\""} {
		var problems Problems
		root := Parse("x.toml", []byte(text), sampleShape, &problems)
		root.String("id")
		root.Done()
		if got := problems.Err(); got == nil || got.Error() != "x.toml:1:1: id: is missing; write a name" {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestManual(t *testing.T) {
	var got []string
	for _, e := range sampleShape.Manual() {
		got = append(got, fmt.Sprintf("%s|%s|%s|%t|%s", e.Table, e.Key, e.Holds, e.Required, e.Doc))
	}
	want := []string{"|id|string|true|its name", `|kind|"big", "small"|false|what it is`, "|size|size|false|how large", "|weight.ID|number|false|of each thing",
		"thing.ID|||false|one thing", "thing.ID|year|whole number, 1900 to 2200|false|when"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A type that has a name is told once, with every way to write it.
func TestKinds(t *testing.T) {
	size := Either(Number(), In(&Shape{Keys: []Key{{Name: "dist", Type: Words("normal")}, {Name: "sd", Type: Number()}}})).Named("size")
	s := &Shape{Keys: []Key{{Name: "a", Type: size}, {Name: "title", Type: Text()},
		{Name: "thing", Type: Tables("ID", "^[a-z]+$", In(&Shape{Keys: []Key{{Name: "to", Type: Either(Bool(), size).Named("change")}}}))}}}
	want := `[{size [number { dist = "normal", sd }]} {text [string { en, zh }]} {change [true or false size]}]`
	if got := fmt.Sprint(s.Kinds()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The schema is JSON, the same each time, and says what the shape says; the tests of the plan hold it against a validator.
func TestSchemaIsStable(t *testing.T) {
	a, b := sampleShape.Schema("Sample"), sampleShape.Schema("Sample")
	var tree struct {
		Title       string
		Required    []string
		Definitions map[string]any
	}
	if err := json.Unmarshal(a, &tree); err != nil || string(a) != string(b) {
		t.Fatal(err)
	}
	if tree.Title != "Sample" || fmt.Sprint(tree.Required) != "[id]" || tree.Definitions["size"] == nil {
		t.Errorf("%+v", tree)
	}
}
