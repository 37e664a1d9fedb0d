package model_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// granted is which packages of this module each package may import. ARCHITECTURE.md gives the reasons; a change here
// is a change there.
var granted = map[string][]string{
	"model/series":        {"model/series/parquet"},
	"model/stream":        {"model/dist"},
	"model/kernel":        {},
	"model/dist":          {"model/kernel"},
	"seeds":               {},
	"model/plan":          {"model/series", "model/dist", "model/formula", "model/plan/document"},
	"model/plan/document": {"model/series"},
	"model/process":       {"model/dist", "model/kernel"},
	"model/formula":       {"model/series", "model/kernel"},
	"model/attain":        {"model/series"},
	"scenarios":           {"model/plan", "model/plan/document", "model/dist", "model/series"},
	"model/calibrate":     {"model/process", "model/series", "model/dist", "model/kernel"},
	"model/score":         {},
	"model/backtest":      {"model/calibrate", "model/score", "model/series"},
	"model/program":       {"model/plan", "model/calibrate", "model/process", "model/formula", "model/attain", "model/series", "model/stream", "model/dist", "model/kernel"},
	"model/simulate":      {"model/program", "model/formula", "model/attain", "model/stream", "model/dist", "model/kernel"},
	"model/prim":          {},
	"model/search":        {"model/prim", "model/plan", "model/program", "model/simulate", "model/attain", "model/dist", "model/stream"},

	"model/series/parquet": {},

	"output/words":          {"model/attain"},
	"output/chart":          {"output/words", "output/chart/canvas", "output/chart/typeface", "model/attain"},
	"output/chart/canvas":   {"output/chart/typeface"},
	"output/chart/typeface": {},
	"output/result":         {"model/attain", "output/words"},
	"output/table":          {"output/result", "output/words", "model/attain"},
	"output/revision":       {"output/result"},
	"output/iamc":           {"output/result"},
	"output/parquet":        {"output/result"},
	"output/workbook":       {"output/result", "output/words"},
	"output/gallery":        {"output/chart", "output/result", "output/words"},
	"output/style":          {"output/chart", "output/chart/typeface", "model/plan/document"},
	"output/document":       {"output/chart/typeface", "output/chart/canvas"},
	"output/report":         {"output/document", "output/result", "output/table", "output/words"},
}

func TestImportsGoOnlyWhereGranted(t *testing.T) {
	seen := map[string]bool{}
	imports(t, func(pkg, imported, file string) {
		seen[pkg] = true
		if strings.HasPrefix(pkg, "cmd/") || pkg == "model" {
			return // commands wire everything together
		}
		allowed, known := granted[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the list of granted imports", file, pkg)
			return
		}
		if imported != "" && !slices.Contains(allowed, imported) {
			t.Errorf("%s: %s may not import %s", file, pkg, imported)
		}
	})
	for pkg := range granted {
		if !seen[pkg] {
			t.Errorf("package %s is in the list of granted imports but does not exist", pkg)
		}
	}
}

// TestArrowsGoDown holds the list itself: no circle, and nothing of the engine sees the output side.
func TestArrowsGoDown(t *testing.T) {
	depth := map[string]int{}
	var visit func(pkg string, trail []string) int
	visit = func(pkg string, trail []string) int {
		if slices.Contains(trail, pkg) {
			t.Fatalf("a circle: %v", append(trail, pkg))
		}
		if depth[pkg] == 0 {
			d := 1
			for _, to := range granted[pkg] {
				d = max(d, 1+visit(to, append(trail, pkg)))
			}
			depth[pkg] = d
		}
		return depth[pkg]
	}
	for pkg, to := range granted {
		visit(pkg, nil)
		for _, other := range to {
			if !strings.HasPrefix(pkg, "output/") && strings.HasPrefix(other, "output/") {
				t.Errorf("%s sees the output side: %s", pkg, other)
			}
			if strings.HasPrefix(pkg, "output/") && slices.Contains([]string{"model/program", "model/simulate", "scenarios", "model/plan"}, other) {
				t.Errorf("%s sees the engine: %s", pkg, other)
			}
		}
	}
}

// imports calls f for every import of a package of this module by non-test code; imported is "" once for each file.
func imports(t *testing.T, f func(pkg, imported, file string)) {
	t.Helper()
	const module, root = "targetcast/", ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg = filepath.ToSlash(pkg)
		f(pkg, "", path)
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if strings.HasPrefix(name, module) {
				f(pkg, strings.TrimPrefix(name, module), path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
