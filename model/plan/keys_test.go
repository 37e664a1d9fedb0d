package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"targetcast/model/plan/document"
)

// compiled is a shape's schema in a validator that knows nothing of this project.
func compiled(t *testing.T, s *document.Shape) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.Schema("x")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("x.json", schema); err != nil {
		t.Fatal(err)
	}
	out, err := c.Compile("x.json")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// asJSON is a TOML tree as an editor holds it against a schema: a date is a string.
func asJSON(v any) any {
	switch x := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range x {
			out[k] = asJSON(e)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = asJSON(e)
		}
		return out
	case []map[string]any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = asJSON(e)
		}
		return out
	case time.Time:
		return x.Format(time.DateOnly)
	case int64:
		return json.Number(fmt.Sprint(x))
	}
	return v
}

// structural are the problems of names and kinds, which a schema sees too.
var structural = regexp.MustCompile(`unknown key|is (the string|the number|true|false|a list|a table|a date)|is -?[0-9.]+; write a whole number|has no (en|zh|p10|p50|p90|value|mode);|is missing; write|no distribution|is no id|is no number`)

// only the reader can tell these: they hang on what stands elsewhere, as the names of priors do, or on the quotes of a date.
var elsewhere = regexp.MustCompile(`elicit\.[a-z_]*\.[a-z_]*: unknown key|write a date without quotes|target\.[a-z_]*\.indicator: is missing|lever\.[A-Za-z0-9_]*\.start: is missing|series\.[a-z]*: is missing|\.unit: is missing`)

// A schema and the reader agree. Every key of the small plan is taken out, misspelt and given a value of each kind in turn:
// what the schema refuses the reader refuses, and whatever is wrong with names and kinds the schema sees too. All of the
// 3000 changes take 20 s, so only every tenth is tried unless slow checks are asked for.
func TestSchemaAgreesWithTheReader(t *testing.T) {
	for _, f := range []struct {
		name  string
		shape *document.Shape
	}{{mainFile, Keys(laws)}, {judged, ElicitationKeys}, {sourceFile, SourceKeys}} {
		schema := compiled(t, f.shape)
		refused, structurally := 0, 0
		try := func(what string, tree map[string]any) {
			var b bytes.Buffer
			if err := toml.NewEncoder(&b).Encode(tree); err != nil {
				t.Fatal(what, err)
			}
			m := files(t)
			m[f.name] = &fstest.MapFile{Data: b.Bytes()}
			_, err := Load(m, Options{Laws: laws})
			schemaErr := schema.Validate(asJSON(tree))
			if schemaErr != nil {
				refused++
				if err == nil {
					t.Errorf("%s, %s: the schema refuses what the reader takes: %v", f.name, what, schemaErr)
				}
			}
			if err == nil {
				return
			}
			for line := range strings.Lines(err.Error()) {
				if strings.HasPrefix(line, f.name) && structural.MatchString(line) && !elsewhere.MatchString(line) {
					structurally++
					if schemaErr == nil {
						t.Errorf("%s, %s: the schema takes what the reader refuses: %s", f.name, what, line)
					}
				}
			}
		}
		var tree map[string]any
		if _, err := toml.Decode(string(files(t)[f.name].Data), &tree); err != nil {
			t.Fatal(err)
		}
		try("as it is", tree)
		if refused+structurally > 0 {
			t.Fatal("the small plan itself is refused")
		}
		every, n := 10, 0
		if os.Getenv("TARGETCAST_SLOW") != "" {
			every = 1
		}
		mutate(tree, "", func(what string) {
			if n++; n%every == 0 {
				try(what, tree)
			}
		})
		if refused < 5 || structurally < 5 {
			t.Errorf("%s: only %d changes were refused by the schema, %d by the reader for their structure", f.name, refused, structurally)
		}
	}
}

// mutate changes each key of a tree in turn, calls f, and puts it back.
func mutate(m map[string]any, path string, f func(what string)) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		v, at := m[k], path+"."+k
		delete(m, k)
		f("without " + at)
		m[k+"_"] = v
		f("misspelt " + at)
		delete(m, k+"_")
		for _, other := range []any{"word", int64(-7), int64(2021), 0.5, true, []any{"a", "b"}, []any{int64(1)}, map[string]any{"x": int64(1)}} {
			m[k] = other
			f(fmt.Sprintf("%s = %v", at, other))
		}
		m[k] = v
		if below, ok := v.(map[string]any); ok {
			mutate(below, at, f)
		}
	}
}

// The broken plans whose fault is one of names and kinds are refused by the schema too.
func TestSchemaRefusesBrokenPlans(t *testing.T) {
	shapes := map[string]*document.Shape{mainFile: Keys(laws), judged: ElicitationKeys, sourceFile: SourceKeys}
	checked := 0
	for name, b := range brokenPlans {
		if shapes[b.file] == nil || !structural.MatchString(b.want) || elsewhere.MatchString(b.want) || strings.Contains(b.want, "NaN") || strings.Contains(b.want, "Inf") {
			continue
		}
		checked++
		var tree map[string]any
		text := strings.Replace(string(files(t)[b.file].Data), b.old, b.new, 1)
		if _, err := toml.Decode(text, &tree); err != nil {
			t.Fatal(name, err)
		}
		if compiled(t, shapes[b.file]).Validate(asJSON(tree)) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
	}
	if checked < 8 {
		t.Errorf("only %d broken plans are of that kind", checked)
	}
}

// A key that is listed is read: when it stands in a table of the small plan that is read whole, it is not unknown.
func TestEveryListedKeyIsRead(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Keys(laws).Manual() {
		if e.Key == "" || strings.ContainsAny(e.Key, ".") || seen[e.Table+e.Key] {
			continue
		}
		seen[e.Table+e.Key] = true
		table := strings.NewReplacer(".INDICATOR", ".growth_north", "target.ID.reading.RID", "target.gdp_pair.reading.real", "target.ID", "target.gdp_pair", "lever.ID", "lever.F6",
			"indicator.ID", "indicator.growth_south", "factor.ID", "factor.nation", "group.ID", "group.benchmark", "pool.ID", "pool.cities", "league.ID", "league.shipping",
			"break.ID", "break.census", "correlation.ID", "correlation.pair", "shock.ID", "shock.external", "check.ID", "check.growth_helps").Replace(e.Table)
		m := files(t)
		var tree map[string]any
		if _, err := toml.Decode(string(m[mainFile].Data), &tree); err != nil {
			t.Fatal(err)
		}
		at := tree
		for _, part := range strings.FieldsFunc(table, func(r rune) bool { return r == '.' }) {
			next, ok := at[part].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[part] = next
			}
			at = next
		}
		at[e.Key] = map[string]any{"nonsense_": true}
		var b bytes.Buffer
		if err := toml.NewEncoder(&b).Encode(tree); err != nil {
			t.Fatal(err)
		}
		m[mainFile] = &fstest.MapFile{Data: b.Bytes()}
		_, err := Load(m, Options{Laws: laws})
		key := strings.TrimPrefix(table+"."+e.Key, ".")
		if err == nil || !strings.Contains(err.Error(), key) || strings.Contains(err.Error(), key+": unknown key") {
			t.Errorf("%s is listed, but its reader does not ask for it: %v", key, err)
		}
	}
	if len(seen) < 80 {
		t.Errorf("only %d keys", len(seen))
	}
}
