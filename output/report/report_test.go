package report

import (
	"encoding/xml"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"targetcast/model/attain"
	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/words"
)

// sample has a target of each form: a point, one without a base, one that is settled.
func sample() Input {
	nan := math.NaN()
	s := &result.Set{
		Plan: result.Plan{ID: "two", Title: result.Text{En: "Two <cities>", Zh: "双城记"}, AsOf: "2021-08-02", Horizon: 2025, Groups: []result.Group{{ID: "g", Title: result.Text{En: "Goals", Zh: "目标组"}}},
			Priors: []result.Group{{ID: "central", Title: result.Text{En: "Central", Zh: "居中"}}}},
		Scenarios: []result.Scenario{{ID: "plan", Title: result.Text{En: "Plan", Zh: "规划"}, Headline: true}, {ID: "low", Title: result.Text{En: "Low", Zh: "偏低"}, Why: result.Text{En: "growth falls", Zh: "增长放缓"}}},
		Targets: []result.Target{
			{ID: "gdp", Number: 1, Group: "g", Title: result.Text{En: "GDP", Zh: "地区生产总值"}, Quote: "达到4.3万亿元", Indicator: "gdp", Unit: "100M CNY", Comparator: ">=", Threshold: 43000, By: 2025,
				HasBase: true, Base: 28515, BaseYear: 2020, Grade: "B", Points: 8, Required: .086, Recent: .042, PaceIsRate: true, Schedule: "behind"},
			{ID: "roads", Number: 2, Group: "g", Title: result.Text{En: "Roads", Zh: "公路"}, Indicator: "roads", Unit: "km/km2", Comparator: ">=", Threshold: 1.15, By: 2025, Grade: "C", Base: nan, Required: nan, Recent: nan},
			{ID: "rail", Group: "g", Title: result.Text{En: "Rail", Zh: "铁路"}, Indicator: "rail", Comparator: "<=", Threshold: 60, By: 2025, Settled: 1, Base: nan, Required: nan, Recent: nan},
		},
		Likelihood: []result.Likelihood{
			{Scenario: "plan", Prior: "central", Target: "gdp", P: .5, Hits: 500, Draws: 1000, ErrorLow: .47, ErrorHigh: .53, RangeLow: .21, RangeHigh: .83, Stated: attain.State(.5, "B", true, [2]float64{}), ByYear: []result.YearP{{Year: 2025, P: .5}}},
			{Scenario: "low", Prior: "central", Target: "gdp", P: .3, Hits: 300, Draws: 1000, ErrorLow: .27, ErrorHigh: .33, RangeLow: nan, RangeHigh: nan, Stated: attain.State(.3, "B", true, [2]float64{})},
			{Scenario: "plan", Prior: "central", Target: "roads", P: .3217, Hits: 300, Draws: 1000, Stated: attain.State(.3217, "C", false, [2]float64{.1, .5})},
		},
		Joint: []result.Joint{{Scenario: "plan", Prior: "central", Set: "observed", Targets: []string{"gdp"}, Expected: .5, SD: .5},
			{Scenario: "low", Prior: "central", Set: "observed", Targets: []string{"gdp"}, Expected: .3, SD: .46}},
		Indicators: []result.Indicator{{ID: "gdp", Title: result.Text{En: "GDP", Zh: "地区生产总值"}, Unit: "100M CNY", Law: "damped_growth", History: []result.Point{{Year: 2020, Value: 28515, Source: "yearbook", Grade: "A"}}}},
		Settings:   []result.Setting{{Key: "lever.F1.on", Value: "on"}, {Key: "indicator.gdp.mean", Value: "0.06"}},
		Levers:     []result.Lever{{ID: "F1", Title: result.Text{En: "A bridge", Zh: "一座桥"}}},
		Sources:    []result.Source{{ID: "yearbook", Title: "年鉴", URL: "https://example.org/book"}},
		Manifest:   result.Manifest{Hash: "abc", Identity: result.Identity{Seed: 1, Draws: 1000}},
	}
	in := Input{Set: s}
	for _, l := range []words.Lang{words.En, words.Zh} {
		numbers := document.Table{Columns: document.Columns(document.Number, "year", "value"), Rows: []document.Row{{Cells: document.Cells("2020", "28,515")}}}
		in.Figures = append(in.Figures, Figure{l, document.Figure{Name: "fan-gdp", Title: "GDP: 50 % \"or so\"", Subtitle: "by year", Numbers: numbers,
			Picture: document.Picture{Files: map[string][]byte{"svg": []byte(`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" height="10pt" viewBox="0 0 10 10" role="img" xml:lang="en">
<title>t</title>
<defs>
<path id="g0-41" d="M0 0L1 1Z"/>
</defs>
<g transform="matrix(1 0 0 1 0 0)" aria-label="A"><use xlink:href="#g0-41" x="0"/></g></svg>
`)}}}})
	}
	return in
}

func page(t *testing.T, in Input, langs ...words.Lang) string {
	t.Helper()
	var docs []*document.Document
	for _, l := range langs {
		d, err := Document(in, l)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	b, err := document.HTML(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every element that is opened is closed, no id stands twice, every link inside leads somewhere, nothing is fetched.
func TestPageIsWellFormed(t *testing.T) {
	text := page(t, sample(), words.En, words.Zh)
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = true, []string{"meta", "link", "input", "br"}, xml.HTMLEntity
	// HTML writes these without a closing slash, and attributes without a value
	text = regexp.MustCompile(`<(meta|link|input|br)([^>]*)>`).ReplaceAllString(text, "<$1$2/>")
	text = strings.ReplaceAll(strings.ReplaceAll(text, " checked/", ` checked="checked"/`), "<!DOCTYPE html>", "")
	d = xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	ids, links := map[string]int{}, []string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "id":
				ids[a.Value]++
			case a.Name.Local == "href" && strings.HasPrefix(a.Value, "#"):
				links = append(links, a.Value[1:])
			case (a.Name.Local == "src" || a.Name.Local == "href" && e.Name.Local != "a") && !strings.HasPrefix(a.Value, "data:"):
				t.Errorf("<%s> fetches %s", e.Name.Local, a.Value)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %s stands %d times", id, n)
		}
	}
	for _, to := range links {
		if ids[to] == 0 {
			t.Errorf("a link leads to %s, which is not there", to)
		}
	}
	if strings.Contains(text, "<script") {
		t.Error("the report needs no script")
	}
}

func TestReportSays(t *testing.T) {
	text := page(t, sample(), words.En, words.Zh)
	for _, want := range []string{
		"Two &lt;cities&gt;", "双城记", "达到4.3万亿元",
		`aria-label="GDP: 50 % &#34;or so&#34;. by year"`, // the alt text is the finding
		"<td>28,515</td>", // the table of the picture
		"≥\u00a043,000 (100M CNY) by 2025", "2025年 ≥\u00a043,000亿元",
		"judged, no base data: 0–60 %", "already met", "±3.0 points", "20–85 %",
		"growth falls", "−0.2", "A bridge", "https://example.org/book", "yearbook",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	// without a base there is no sharp percentage
	for _, never := range []string{"32 %", "32.17", "0.3217"} {
		if strings.Contains(text, never) {
			t.Errorf("the report says %q of a judged target", never)
		}
	}
	if n := strings.Count(text, `id="g0-41"`); n != 1 {
		t.Errorf("a letter's shape stands %d times", n)
	}
	if text := page(t, sample(), words.Zh); strings.Contains(text, "Goals") || strings.Contains(text, "type=\"radio\"") {
		t.Error("a Chinese report holds English, or a switch")
	}
}

// Targets that stand in no group are in the report too, under a head of their own beside groups, and under none without.
func TestTargetsWithoutAGroup(t *testing.T) {
	in := sample()
	in.Set.Targets[0].Group = "gone"
	text := page(t, in, words.En)
	if !strings.Contains(text, "Other targets") || !strings.Contains(text, `id="gdp"`) && !strings.Contains(text, `id="en-gdp"`) {
		t.Error("a target of no group is not there")
	}
	in.Set.Plan.Groups = nil
	text = page(t, in, words.En)
	if strings.Contains(text, "Other targets") || strings.Count(text, ">Targets</h") != 1 || strings.Contains(text, "Goals") {
		t.Errorf("without groups: %d heads", strings.Count(text, ">Targets</h"))
	}
}

func TestPhrasesStandInBothLanguages(t *testing.T) {
	var code []byte
	for _, file := range []string{"report.go", "view.go", "summary.go", "target.go", "rest.go", "drivers.go"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, b...)
	}
	for _, say := range regexp.MustCompile(`say\("(\w+)"|add\("(\w+)"`).FindAllSubmatch(code, -1) {
		if key := string(say[1]) + string(say[2]); phrases[key][0] == "" {
			t.Errorf("there is no phrase %q", key)
		}
	}
	verbs := regexp.MustCompile(`%(\[\d\])?[sd]`)
	for key, p := range phrases {
		if p[0] == "" || p[1] == "" {
			t.Errorf("%s stands in one language only", key)
		}
		if len(verbs.FindAllString(p[0], -1)) != len(verbs.FindAllString(p[1], -1)) {
			t.Errorf("%s: %q, %q", key, p[0], p[1])
		}
		if !strings.Contains(string(code), `say("`+key+`"`) && !strings.Contains(string(code), `add("`+key+`"`) {
			t.Errorf("nothing says %q", key)
		}
	}
	if slices.ContainsFunc(method, func(m [2]string) bool { return m[0] == "" || m[1] == "" }) {
		t.Error("a part of the method stands in one language only")
	}
}

// The page is opened by a browser as on a phone, a laptop and, in the dark, without any network, and printed: on paper stands
// the language that is chosen, and no switch.
func TestInABrowser(t *testing.T) {
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: set TARGETCAST_SLOW=1")
	}
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, []byte(page(t, sample(), words.En, words.Zh)), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, options := range map[string][]string{
		"phone": {"--window-size=400,900"}, "laptop": {"--window-size=1366,900"}, "dark": {"--window-size=1366,900", "--blink-settings=preferredColorScheme=0"},
	} {
		shot := filepath.Join(dir, name+".png")
		args := append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + filepath.Join(dir, name), "--enable-logging=stderr",
			"--host-resolver-rules=MAP * ~NOTFOUND", "--screenshot=" + shot}, append(options, "file://"+file)...)
		said, err := exec.Command(browser, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if strings.Contains(string(said), "CONSOLE") {
			t.Errorf("%s: the console says %s", name, said)
		}
		if info, err := os.Stat(shot); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: no picture of the page (%v)", name, err)
		}
	}
	paper := filepath.Join(dir, "page.pdf")
	said, err := exec.Command(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "paper"), "--no-pdf-header-footer",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--print-to-pdf="+paper, "file://"+file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	text, err := exec.Command("pdftotext", "-layout", paper, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for word, there := range map[string]bool{"What to expect": true, "达到4.3万亿元": true, "≥ 43,000": true, "预期结果": false, "中文": false} {
		if strings.Contains(strings.ReplaceAll(string(text), "\u00a0", " "), word) != there {
			t.Errorf("on paper %q: %v, want %v", word, !there, there)
		}
	}
}
