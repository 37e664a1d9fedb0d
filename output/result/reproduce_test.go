package result

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts are differences as people read them.
func texts(t *testing.T, dir string, s *Set, extra map[string][]byte, tolerance float64) []string {
	t.Helper()
	found, err := Reproduce(dir, s, extra, tolerance)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range found {
		out = append(out, d.String())
	}
	return out
}

func TestReproduce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	picture := map[string][]byte{"pictures/a.svg": []byte("<svg/>")}
	if err := Write(dir, sample(), picture); err != nil {
		t.Fatal(err)
	}
	if got := texts(t, dir, sample(), picture, 0); got != nil {
		t.Fatalf("a folder differs from what was written: %v", got)
	}
	other := sample()
	other.Manifest.How.Seconds, other.Manifest.How.Workers = 99, 99 // circumstance
	if got := texts(t, dir, other, picture, 0); got != nil {
		t.Errorf("circumstance counts: %v", got)
	}
	other.Quantiles[0].P50 *= 1 + 1e-12
	if got := texts(t, dir, other, picture, 1e-9); got != nil {
		t.Errorf("within the tolerance: %v", got)
	}
	if got := texts(t, dir, other, picture, 0); len(got) != 2 || !strings.HasPrefix(got[0], "quantiles.csv, line 2 (gdp_pair, 2025, plan, central), p50: 43700 in the folder, 43700.00000") ||
		!strings.HasPrefix(got[1], "result.json, quantiles[0] (plan, central, gdp_pair).p50: 43700 in the folder, ") {
		t.Errorf("%q", got)
	}
	other = sample()
	other.Manifest.Identity.Seed = 7
	if got := texts(t, dir, other, picture, 0); len(got) != 2 || !strings.HasPrefix(got[0], "manifest.json, hash") || !strings.HasPrefix(got[1], "manifest.json, identity.seed: 1") {
		t.Errorf("%q", got)
	}
	if got := texts(t, dir, sample(), map[string][]byte{"pictures/a.svg": []byte("<svg />")}, 0); len(got) != 1 || got[0] != "pictures/a.svg, which differs" {
		t.Errorf("%q", got)
	}
	if got := texts(t, dir, sample(), nil, 0); len(got) != 1 || got[0] != "pictures/a.svg, which no such run writes" {
		t.Errorf("%q", got)
	}
}

func TestReproduceNamesTheEditedRow(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	for name, c := range map[string]struct{ old, new, want string }{
		"likelihood.csv": {"0.6234375", "0.7234375", "likelihood.csv, line 2 (plan, central, gdp), p: 0.7234375 in the folder, 0.6234375 when run again"},
		"history.csv":    {"28514", "28515", "history.csv, line 3 (gdp_pair, 2020), value: 28515 in the folder, 28514 when run again"},
		"scenarios.csv":  {"plan,Plan,计划,,,true\n", "", "scenarios.csv, number of rows: 1 in the folder, 2 when run again"},
		"targets.csv":    {"target,", "goal,", "targets.csv, line 1, columns: goal,reading,"},
		"joint.csv":      {"scenario", "\"", "joint.csv, which cannot be read as a table"},
		"result.json":    {"\"hits\": 6384", "\"hits\": 6385", "result.json, likelihood[0] (plan, central, gdp).hits: 6385 in the folder, 6384 when run again"},
	} {
		if err := Write(dir, sample(), nil); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		edited := strings.Replace(string(b), c.old, c.new, 1)
		if edited == string(b) {
			t.Fatalf("%s does not say %q", name, c.old)
		}
		put(t, file, edited)
		if got := texts(t, dir, sample(), nil, 0); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, dir, sample(), nil, 0); len(got) != 1 || got[0] != name+", which is missing" {
			t.Errorf("%q", got)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
}
