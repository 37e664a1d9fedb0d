package model_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"targetcast/seeds"
)

// declared are the tables of a plan, by kind and id.
var declared = regexp.MustCompile(`(?m)^\[(target|indicator|factor|lever|league|pool)\.(\w+)[\].]`)

// TestEngineKnowsNoPlan holds that every name of the shipped plan is data: no code outside tests has one of its ids, or
// the name of a place in it, in a string or an identifier.
func TestEngineKnowsNoPlan(t *testing.T) {
	text, err := fs.ReadFile(seeds.Default(), "plan.toml")
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile(`(?i)hangzhou|ningbo|zhejiang|shaoxing|zhoushan|杭|甬|宁波|浙江`)
	ids := map[string]bool{}
	for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
		if id := m[2]; strings.Contains(id, "_") || m[1] == "lever" && id[0] == 'F' || len(id) > 8 { // "pct", "trade" and "A4" have other meanings
			ids[id] = true
		}
	}
	if len(ids) < 100 || !ids["gdp_pair"] || !ids["F6"] || !ids["road_density"] {
		t.Fatalf("only %d ids were found", len(ids))
	}
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			said := ""
			switch n := n.(type) {
			case *ast.BasicLit:
				said = n.Value
			case *ast.Ident:
				said = n.Name
			}
			if bad := words.FindString(said); bad != "" {
				t.Errorf("%s names %s: %s", path, bad, said)
			}
			if id := strings.Trim(said, "`\""); ids[id] {
				t.Errorf("%s names %q of the shipped plan", path, id)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
