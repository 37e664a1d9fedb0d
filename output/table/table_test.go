package table

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/width"

	"targetcast/output/result"
	"targetcast/output/words"
)

var update = flag.Bool("update", false, "write the golden files anew; read them before they are kept")

// columns is how wide a line is on a terminal, measured without the code under test: Unicode's East Asian wide and
// full-width characters take two columns, all others here one.
func columns(line string) int {
	n := 0
	for _, r := range line {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

type writer func(io.Writer, *result.Set, words.Lang, int) error

var writers = map[string]writer{"likelihoods": Likelihoods, "headline": Headline, "joint": Joint, "warnings": Warnings}

func render(t *testing.T, f writer, s *result.Set, l words.Lang, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b, s, l, width); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if n := columns(line); n > width {
			t.Errorf("%d columns, not %d: %s", n, width, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("spaces at the end of %q", line)
		}
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, f := range writers {
		for _, l := range []words.Lang{words.En, words.Zh} {
			for _, n := range []int{3, 12} {
				if n == 3 && name != "likelihoods" {
					continue
				}
				got := render(t, f, sample(n), l, 100)
				file := filepath.Join("testdata", fmt.Sprintf("%s.%d.%s.golden", name, n, l))
				if *update {
					if err := os.MkdirAll("testdata", 0o777); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
						t.Fatal(err)
					}
					continue
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
				}
			}
		}
	}
}

func TestNoLineIsTooWide(t *testing.T) {
	for name, f := range writers {
		for _, l := range []words.Lang{words.En, words.Zh} {
			for n := 1; n <= 30; n++ {
				for _, width := range []int{80, 100, 160} {
					if render(t, f, sample(n), l, width) == "" {
						t.Errorf("%s says nothing", name)
					}
				}
			}
		}
	}
}

// Twelve scenarios are one table of 100 columns: one head, with all of them.
func TestTwelveScenariosAreOneTable(t *testing.T) {
	for _, l := range []words.Lang{words.En, words.Zh} {
		heads := 0
		for line := range strings.Lines(render(t, Likelihoods, sample(12), l, 100)) {
			if strings.Contains(line, " S1 ") && strings.Contains(line, " [S2] ") && strings.Contains(line, " S12") {
				heads++
			}
		}
		if heads != 1 { // the legend names each with its title, on several lines
			t.Errorf("%s: %d heads", l, heads)
		}
	}
}

func TestAnEmptySetIsNoPanic(t *testing.T) {
	for _, f := range writers {
		for _, s := range []*result.Set{{}, {Scenarios: []result.Scenario{{ID: "x"}}}, {Targets: []result.Target{{ID: "y", Number: 1}}}} {
			render(t, f, s, words.En, 100)
		}
	}
}

func TestMostImportantWarningsFirst(t *testing.T) {
	lines := strings.Split(render(t, Warnings, sample(3), words.En, 100), "\n")
	if !strings.HasPrefix(lines[0], "- Classified roads, density; Technology contracts") || !strings.Contains(lines[1], "no base value") {
		t.Errorf("first: %s", lines[0])
	}
	bullets := 0
	for _, l := range lines {
		if strings.HasPrefix(l, "- ") {
			bullets++
		}
	}
	// those without a base are one sentence; 8 of each of two other kinds make 17 in all
	if bullets != shown+1 || !strings.Contains(strings.Join(lines, " "), "and 5 more in warnings.csv") {
		t.Errorf("%d lines: %q", bullets, lines)
	}
}

func TestRare(t *testing.T) {
	for _, c := range []struct {
		p, upper float64
		want     string
	}{{0.62, 1, "62 %"}, {0.0123, 1, "1 %"}, {0.0043, 1, "0.4 %"}, {0.00043, 1, "0.04 %"}, {0, 0.00036, "< 0.04 %"}, {1e-9, 1, "< 0.01 %"},
		{0, 0, "< 0.01 %"}, {0.999, 1, "> 99 %"}, {1, 1, "100 %"}, {math.NaN(), 1, "–"}} {
		if got := rare(c.p, c.upper, words.En); got != c.want {
			t.Errorf("rare(%v, %v) = %q, want %q", c.p, c.upper, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"short", 10, "short"},
		{"broken at spaces only", 10, "broken at|spaces|only"},
		{"  indented text stays indented", 12, "  indented|  text stays|  indented"},
		{"杭甬两市地区生产总值", 9, "杭甬两市|地区生产|总值"},
		{"一二三，四", 6, "一二|三，四"}, // no line starts with a comma
		{"（一二）三", 6, "（一|二）三"},
		{"PCT国际专利", 6, "PCT国|际专利"},
		{"indicator.growth_hangzhou.mean", 20, "indicator.growth_|hangzhou.mean"},
		{"abcdefgh", 3, "abc|def|gh"},
		{"one\ntwo", 10, "one|two"},
		{"中", 1, "中"},
	} {
		if got := strings.Join(Wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestSettings(t *testing.T) {
	settings := []Setting{{"indicator.gdp.drift", "0.06", "log points", "plan.toml:12:3"},
		{"lever.F6.effect.roads_added.size", "p10 0, p50 0.01, p90 0.03", "log points", "late_projects: scenarios/late-projects.toml:8:1"}}
	var b bytes.Buffer
	if err := Settings(&b, settings, words.En, 60); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if columns(line)-1 > 60 {
			t.Errorf("too wide: %s", line)
		}
	}
	if !strings.HasPrefix(b.String(), "path ") || strings.Count(b.String(), "0.06") != 1 {
		t.Errorf("got\n%s", b.String())
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, sample(2)); err != nil {
		t.Fatal(err)
	}
	var back struct{ Targets []map[string]any }
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || len(back.Targets) != 16 {
		t.Errorf("%d targets, %v", len(back.Targets), err)
	}
}
