package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"targetcast/output/words"
)

// validator is a schema's file in a validator that knows nothing of this project.
func validator(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tomlTree is a TOML file as an editor holds it against a schema: a date is a string.
func tomlTree(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var tree map[string]any
	if _, err := toml.Decode(string(text), &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

func valid(t *testing.T, s *jsonschema.Schema, tree any) error {
	t.Helper()
	var dated func(v any) any
	dated = func(v any) any {
		switch x := v.(type) {
		case map[string]any:
			out := map[string]any{}
			for k, e := range x {
				out[k] = dated(e)
			}
			return out
		case []any:
			out := make([]any, len(x))
			for i, e := range x {
				out[i] = dated(e)
			}
			return out
		case time.Time:
			return x.Format(time.DateOnly)
		}
		return v
	}
	text, err := json.Marshal(dated(tree))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// referenced reads each TOML file of a folder with the schema that its first line names.
func referenced(t *testing.T, folder string, f func(file string, text []byte, schema string)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".toml" {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		line, _, _ := strings.Cut(string(text), "\n")
		ref, ok := strings.CutPrefix(line, "#:schema ")
		if !ok {
			t.Errorf("%s: the first line names no schema", file)
			return nil
		}
		f(file, text, filepath.Join(filepath.Dir(file), ref))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The schemas that are kept are those of the keys that readers know.
func TestSchemasAreUpToDate(t *testing.T) {
	for _, k := range fileKinds() {
		name, want := k.schema()
		if got, err := os.ReadFile(filepath.Join("../../seeds/schema", name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("seeds/schema/%s is not what the list of keys says (%v); write it again: go run ./cmd/targetcast keys --schema --out seeds/schema", name, err)
		}
	}
}

// Every shipped file, and every file of a new plan, names its schema and holds to it; with any one key misspelt, or a
// value of another kind, it does not, unless the name is free to choose.
func TestShippedFilesHoldToTheirSchemas(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "new")
	if code := run([]string{"init", fresh}, &bytes.Buffer{}, os.Stderr); code != 0 {
		t.Fatal(code)
	}
	used := map[string]int{}
	for _, folder := range []string{"../../seeds", "../../scenarios", fresh} {
		referenced(t, folder, func(file string, text []byte, name string) {
			s := validator(t, name)
			tree := tomlTree(t, text)
			if err := valid(t, s, tree); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			kind, _, _ := strings.Cut(filepath.Base(name), ".")
			used[kind]++
			if kind == "sources" { // any name is one of a source
				return
			}
			for _, k := range slices.Sorted(maps.Keys(tree)) {
				v := tree[k]
				delete(tree, k)
				tree[k+"x"] = v
				if valid(t, s, tree) == nil {
					t.Errorf("%s: the schema takes %sx", file, k)
				}
				delete(tree, k+"x")
				tree[k] = []any{int64(1), true}
				if valid(t, s, tree) == nil {
					t.Errorf("%s: the schema takes a list under %s", file, k)
				}
				tree[k] = v
			}
		})
	}
	if want := map[string]int{"plan": 3, "scenario": 16, "sources": 3, "elicitation": 1}; !maps.Equal(used, want) {
		t.Errorf("schemas are used by %v files, want %v", used, want)
	}
}

// What is wrong with the form of a file is seen by an editor before it is by the reader.
func TestSchemasRefuse(t *testing.T) {
	const scenario = "id = \"a\"\ntitle = \"A\"\nwhy = \"w\"\n"
	for kind, b := range map[string]struct {
		sound  string
		broken map[string]string
	}{
		"scenario": {scenario, map[string]string{
			"no reason":                  "id = \"a\"\ntitle = \"A\"",
			"an id with a dash":          "id = \"a-b\"\ntitle = \"A\"\nwhy = \"w\"",
			"one language":               "id = \"a\"\ntitle = { en = \"A\" }\nwhy = \"w\"",
			"order 0":                    scenario + "order = 0",
			"an unknown table":           scenario + "[changes]\n\"lever.A.on\" = false",
			"a key not in quotes":        scenario + "[change]\nlever = 1",
			"a distribution half told":   scenario + "[change]\n\"lever.A.size\" = { p10 = 1, p90 = 2 }",
			"an unknown distribution":    scenario + "[change]\n\"lever.A.size\" = { dist = \"nromal\", mean = 0, sd = 1 }",
			"a word to add":              scenario + "[change]\n\"lever.A.size\" = { add = \"two\" }",
			"a condition without a mean": scenario + "[condition.nation]\n2023 = { sd = 1 }",
			"a condition of no year":     scenario + "[condition.nation]\nlater = { mean = 1 }",
			"a shock on nothing":         scenario + "[shock.x]\nyear = \"any\"\nprobability = 0.1\nsize = 1",
			"a shock in some year":       scenario + "[shock.x]\non = [\"a\"]\nyear = \"some\"\nprobability = 0.1\nsize = 1",
		}},
		"style": {"[color]\ntext = \"#102030\"\n[page]\ndpi = 100", map[string]string{
			"a colour by name":   "[color]\ntext = \"blue\"",
			"a colour of no use": "[color]\nmian = \"#102030\"",
			"half a dot":         "[page]\ndpi = 1.5",
			"a size in words":    "[size]\ntitle = \"large\"",
			"an unknown table":   "[sizes]",
			"a font as a word":   "font = \"a.ttf\"",
		}},
	} {
		s := validator(t, "../../seeds/schema/"+kind+".schema.json")
		if err := valid(t, s, tomlTree(t, []byte(b.sound))); err != nil {
			t.Fatal(err)
		}
		for what, text := range b.broken {
			if valid(t, s, tomlTree(t, []byte(text))) == nil {
				t.Errorf("%s: the schema takes %s", kind, what)
			}
		}
	}
}

// Every line of the lists of keys exists in Chinese, so that a key that is added brings its own.
func TestKeysAreInChinese(t *testing.T) {
	english := regexp.MustCompile(`[a-z]{2,}( [a-z]+){2,}`)
	for _, k := range fileKinds() {
		if words.Zh.KeyFile(k.name, k.says) == k.says {
			t.Errorf("%s has no Chinese name", k.name)
		}
		for _, e := range k.shape.Manual() {
			if zh := words.Zh.KeyDoc(e.Doc, false); e.Doc != "" && (zh == e.Doc || english.MatchString(zh)) {
				t.Errorf("%s.%s: %q is not in Chinese", e.Table, e.Key, zh)
			}
			if zh := words.Zh.KeyHolds(e.Holds); english.MatchString(zh) {
				t.Errorf("%s.%s: %q is not in Chinese", e.Table, e.Key, zh)
			}
		}
	}
}
