package plan

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// laws are the parameter names of the laws that the small plan uses.
var laws = map[string][]string{
	"ar1":               {"start", "mean", "persistence", "sd"},
	"white_noise":       {"mean", "sd"},
	"negative_binomial": {"mean", "dispersion"},
	"log_random_walk":   {"start", "drift", "sd"},
}

const small = "testdata/small"

// files reads the small plan into memory, to be edited.
func files(t testing.TB) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	for _, name := range []string{"plan.toml", "elicitation.toml", "sources.toml", "observations.csv", "ranks.csv"} {
		data, err := os.ReadFile(small + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		m[name] = &fstest.MapFile{Data: data}
	}
	return m
}

func load(t testing.TB, opts Options) *Plan {
	t.Helper()
	opts.Laws = laws
	p, err := Load(os.DirFS(small), opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSmallPlan(t *testing.T) {
	p := load(t, Options{})
	if p.ID != "twin-cities" || p.Title.Zh != "双城" || p.Note.En != p.Note.Zh {
		t.Errorf("header: %q %q %q", p.ID, p.Title, p.Note)
	}
	day := time.Date(2021, 8, 2, 0, 0, 0, 0, time.UTC)
	if !p.Announced.Equal(day) || !p.AsOf.Equal(day) || p.Since != 2021 || p.Horizon != 2025 {
		t.Errorf("dates: %v %v %d %d", p.Announced, p.AsOf, p.Since, p.Horizon)
	}
}

// What has no title is called by its name.
func TestUntitled(t *testing.T) {
	p, err := loadSampled(sampledPlan+"[target.more]\nindicator = \"north\"\nabove = 1\n[lever.L]\n", sampledDraws, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Targets[0].Title, p.Indicators[0].Title, p.Levers[0].Title); got != "{more more} {north north} {L L}" {
		t.Error(got)
	}
}

// edit returns the files with one place of one of them changed.
func edit(t testing.TB, m fstest.MapFS, name, old, new string) fstest.MapFS {
	t.Helper()
	out := maps.Clone(m)
	text := string(m[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not say %q", name, old)
	}
	out[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
	return out
}

// wantProblem loads and asks that some problem says what.
func wantProblem(t testing.TB, m fstest.MapFS, opts Options, what string) {
	t.Helper()
	opts.Laws = laws
	p, err := Load(m, opts)
	if err == nil || p != nil || !strings.Contains(err.Error(), what) {
		t.Errorf("got %v\nwant %s", err, what)
	}
}

func TestTablesAreRead(t *testing.T) {
	p := load(t, Options{})
	g := p.Targets[0]
	if g.ID != "gdp_pair" || g.Threshold != 43000 || g.Comparator != AtLeast || g.By != 2025 || g.Hold != At || !g.Joint {
		t.Errorf("target: %+v", g)
	}
	if r := g.Readings[0]; r.Indicator != "gdp_pair" || r.Comparator != Above || r.Threshold != 44000 {
		t.Errorf("reading: %+v", r)
	}
	if g := p.Targets[1]; g.Hold != Sustained || g.Years != 2 || g.Comparator != AtMost {
		t.Errorf("sustained: %+v", g)
	}
	if g := p.Targets[2]; g.Settled != 1 || g.Joint {
		t.Errorf("settled: %+v", g)
	}
	var order []string
	for _, i := range p.Indicators {
		order = append(order, i.ID)
	}
	want := "nation trade growth_north growth_south gdp_north gdp_south gdp_pair filings talent index_rank"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("order: %s, want that of the file: %s", got, want)
	}
	n := p.indicator("growth_north")
	if n.Loads["nation"] != 0.7 || n.Innovation.T != 5 || n.PolicyIn != PolicyUsual || n.From != 2012 || n.Skip[0] != 2020 {
		t.Errorf("indicator: %+v", n)
	}
	v := p.Levers[1]
	if v.PartOf != "A1" || !v.On || !v.Effects[0].Growth || v.Effects[0].Size.Judged != 2021 || v.Effects[0].Size.Why != (Text{"as elsewhere", "as elsewhere"}) {
		t.Errorf("lever: %+v", v)
	}
	if got := p.indicator("filings").Parameters["dispersion"].Why; got != (Text{"counts of other cities", "其他城市的计数"}) {
		t.Errorf("reason of a number: %+v", got)
	}
	if got := p.Precedents[0].Why; got != (Text{"The last one.", "上一轮。"}) {
		t.Errorf("reason of a precedent: %+v", got)
	}
	if x, ok := p.Levers[0].Additionality.Value(); !ok || x != 1 {
		t.Errorf("a lever that says nothing is fully additional; got %v", p.Levers[0].Additionality)
	}
	if s := p.Shocks[0]; s.Year != 0 || s.Size.Dist.Mean() != -0.03 {
		t.Errorf("shock: %+v", s)
	}
	if c := p.Correlations[0]; c.Repair || c.Matrix[1][0] != 0.3 {
		t.Errorf("correlation: %+v", c)
	}
	if len(p.Files) != 5 || p.Files[0].Name != Main || len(p.Files[0].SHA256) != 64 {
		t.Errorf("files: %+v", p.Files)
	}
	if len(p.Leagues[0].Rows) != 4 || p.Sources["yearbook"].TitleEn != "Yearbook" {
		t.Errorf("league %+v, sources %+v", p.Leagues[0], p.Sources)
	}
}

func TestOriginSaysWhere(t *testing.T) {
	p := load(t, Options{})
	text := string(files(t)[mainFile].Data)
	o := p.indicator("growth_south").Parameters["mean"].Origin
	if got, want := fmt.Sprintf("%d:%d", o.Line, o.Column), positionOf(t, text, "mean = { p10"); got != want {
		t.Errorf("origin %s, want %s", got, want)
	}
	if o.File != mainFile || o.Key != "indicator.growth_south.parameters.mean" || o.Scenario != "" {
		t.Errorf("origin %+v", o)
	}
}

// The sceptic's 0, 0.01, 0.02 has no bounds, so that widening by w moves the ends to 0.01 - 0.01 w and 0.01 + 0.01 w.
// The start 80, 90, 100 above 0 is stretched in its logarithm: 90 (80/90)^w and 90 (100/90)^w.
func TestElicitationIsWidenedOnce(t *testing.T) {
	p := load(t, Options{})
	const w = 1.523
	own := p.Priors[0].Parameters["talent"]
	close(t, "p10", own["drift"].Dist.Quantile(0.1), 0.01-0.01*w, 1e-12)
	close(t, "p50", own["drift"].Dist.Quantile(0.5), 0.01, 1e-12)
	close(t, "p90", own["drift"].Dist.Quantile(0.9), 0.01+0.01*w, 1e-12)
	close(t, "bounded p10", own["start"].Dist.Quantile(0.1), 90*math.Pow(80.0/90, w), 1e-9)
	close(t, "bounded p90", own["start"].Dist.Quantile(0.9), 90*math.Pow(100.0/90, w), 1e-9)
	if p.Widen != w || p.ElicitedBy != "unreviewed judgement" || own["sd"].Judged != 2021 {
		t.Errorf("widen %g, author %q, judged %d", p.Widen, p.ElicitedBy, own["sd"].Judged)
	}
	// Outside the elicitation nothing is stretched.
	close(t, "plan", p.indicator("growth_south").Parameters["mean"].Dist.Quantile(0.1), 0.03, 1e-12)
}

func TestReplacedElicitation(t *testing.T) {
	own := strings.Replace(string(files(t)[judged].Data), "widen = 1.523", "widen = 1", 1)
	p := load(t, Options{Elicitation: &Overlay{Name: "mine.toml", Bytes: []byte(own)}})
	q := p.Priors[0].Parameters["talent"]["drift"]
	close(t, "p10", q.Dist.Quantile(0.1), 0, 1e-12)
	if q.Origin.File != "mine.toml" {
		t.Errorf("origin %+v", q.Origin)
	}
	if last := p.Files[len(p.Files)-1]; last.Name != "mine.toml" {
		t.Errorf("the manifest names %q", last.Name)
	}
}

func TestAsOf(t *testing.T) {
	early := time.Date(2012, 1, 31, 0, 0, 0, 0, time.UTC)
	m := edit(t, files(t), mainFile, "announced = 2021-08-02", "announced = 2012-01-15")
	wantProblem(t, m, Options{AsOf: &early}, "factor.nation.series: no observation of growth.nation is left to fit: none was published by 2012-01-31")
	wantProblem(t, m, Options{AsOf: &early}, "indicator.gdp_south.series: no observation of gdp.south was published by 2012-01-31; choose a later as-of date or write start")
	wantProblem(t, m, Options{AsOf: &early}, `league.shipping.subject: no rank of "North" in ranks.csv was published by 2012-01-31`)
	wantProblem(t, m, Options{AsOf: &early}, "pool.cities.series: no observation of the pool is left: none from 2011 on was published by 2012-01-31; choose a later as-of date")
	wantProblem(t, files(t), Options{AsOf: &early}, "plan.toml:6:1: as_of: no observation was published by 2012-01-31; the first is of 2012-03: write a later date")
	late := time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	wantProblem(t, files(t), Options{AsOf: &late}, "horizon: 2025 is not after the as-of date 2025-02-01")
	now := time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC)
	if p := load(t, Options{AsOf: &now}); !p.AsOf.Equal(now) || p.Since != 2021 {
		t.Errorf("as of %v since %d", p.AsOf, p.Since)
	}
}

// Before the announcement, and without recalled rows, a plan loads although nothing may be left of some series.
func TestCutPlansLoad(t *testing.T) {
	early := time.Date(2012, 3, 31, 0, 0, 0, 0, time.UTC)
	if p := load(t, Options{AsOf: &early}); !p.Cut() {
		t.Error("a plan seen before its announcement is not cut")
	}
	if p := load(t, Options{WithoutRecalled: true}); !p.Cut() {
		t.Error("a plan without recalled rows is not cut")
	}
	if load(t, Options{}).Cut() {
		t.Error("the plan as it stands is cut")
	}
}

func TestWithoutRecalled(t *testing.T) {
	m := edit(t, files(t), mainFile, "series = \"gdp.south\"\n", "parameters = { start = 12409 }\n")
	p, err := Load(m, Options{Laws: laws, WithoutRecalled: true})
	if err != nil {
		t.Fatal(err)
	}
	if p.Book.Has("gdp.south") || !p.WithoutRecalled || len(p.Leagues[0].Rows) != 3 {
		t.Errorf("recalled rows are left: %v %d", p.Book.Has("gdp.south"), len(p.Leagues[0].Rows))
	}
}

// Rows under the indicator's own id stand for a series of which nothing is left.
func TestOwnRowsAreAHistory(t *testing.T) {
	rows := Overlay{Name: "mine.csv", Bytes: []byte("series,year,value\ngdp_south,2020,12409\n")}
	load(t, Options{WithoutRecalled: true, Data: []Overlay{rows}})
}

func TestOverlay(t *testing.T) {
	rows := func(text string) Options {
		return Options{Laws: laws, Data: []Overlay{{Name: "mine.csv", Bytes: []byte("series,year,value,unit\n" + text)}}}
	}
	p := load(t, rows("gdp.north,2020,17000,100M CNY\ntalent,2020,95,persons\n"))
	if v, _ := p.Book.Get("gdp.north", []string{"first"}).At(2020); v.Value != 17000 {
		t.Errorf("gdp.north 2020 is %g", v.Value)
	}
	if !p.Book.Has("talent") {
		t.Error("rows under the id of an indicator are lost")
	}
	wantProblem(t, files(t), rows("gdp.nort,2020,17000,100M CNY\n"), `mine.csv:2:1: gdp.nort: the plan has no such series or indicator; did you mean "gdp.north"?`)
	wantProblem(t, files(t), rows("gdp.north,2020,1.7,T CNY\n"), `mine.csv:2:1: unit: "T CNY", but gdp.north is in "100M CNY"`)
	wantProblem(t, files(t), rows("talent,2020,95,10k\n"), `mine.csv:2:1: unit: "10k", but talent is in "persons"`)
}

func TestNoPlan(t *testing.T) {
	wantProblem(t, fstest.MapFS{}, Options{}, "plan.toml:1:1: file: there is none in this folder; a plan is a folder that holds plan.toml")
	for _, text := range []string{"", "\x00", "\xff", "id = 1 2", "[[target]]\nid = 1", "target = 3", "indicator.x = 3", "[correlation.a]\nof=[]\nmatrix=[]"} {
		wantProblem(t, fstest.MapFS{mainFile: {Data: []byte(text)}}, Options{}, "plan.toml:1:")
	}
}

// All problems come at once, in the order of the file.
func TestAllAtOnce(t *testing.T) {
	m := edit(t, files(t), mainFile, `number = 1`, `number = true`)
	m = edit(t, m, mainFile, `ramp = 4`, `ramp = nan`)
	m = edit(t, m, judged, `kind = "stock"`, `kind = "stocks"`)
	_, err := Load(m, Options{Laws: laws})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, want := range []string{"elicit.talent.kind", "target.gdp_pair.number", "lever.F6.ramp"} {
		if problems[i].Key != want {
			t.Errorf("problem %d is about %s, want %s", i, problems[i].Key, want)
		}
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 3 {
		t.Errorf("%d lines", len(lines))
	}
}

func FuzzLoad(f *testing.F) {
	m := files(f)
	f.Add(m[mainFile].Data, m[judged].Data)
	for _, b := range brokenPlans {
		if b.file == mainFile {
			f.Add([]byte(strings.Replace(string(m[mainFile].Data), b.old, b.new, 1)), m[judged].Data)
		}
	}
	f.Fuzz(func(t *testing.T, main, elicited []byte) {
		m := maps.Clone(m)
		m[mainFile], m[judged] = &fstest.MapFile{Data: main}, &fstest.MapFile{Data: elicited}
		p, err := Load(m, Options{Laws: laws})
		if (p == nil) == (err == nil) {
			t.Fatal("neither a plan nor an error, or both")
		}
		if p != nil {
			p.Clone().Numbers()
		}
	})
}

// The circle is listed from its first member in the file.
func TestCyclesAreListed(t *testing.T) {
	m := edit(t, files(t), mainFile, `formula = "gdp_north + gdp_south"`, `formula = "gdp_north + filings"`)
	wantProblem(t, edit(t, m, mainFile, `"100 + 5000 * growth_north"`, `"0.1 * gdp_pair"`), Options{},
		"indicator.gdp_pair: needs itself in the same year: gdp_pair -> filings -> gdp_pair; use prev(...) for last year's value")
	if _, err := Load(edit(t, m, mainFile, `"100 + 5000 * growth_north"`, `"0.1 * prev(gdp_pair)"`), Options{Laws: laws}); err != nil {
		t.Errorf("last year's value is no circle: %v", err)
	}
	m = edit(t, files(t), mainFile, "law = \"white_noise\"\n", "law = \"white_noise\"\nloads = { nation = 0.5 }\n")
	wantProblem(t, edit(t, m, mainFile, "[factor.trade]", "loads = { trade = 0.5 }\n[factor.trade]"), Options{},
		"factor.nation.loads: loads on itself: nation -> trade -> nation")
}

func TestLawsMayBeUnknown(t *testing.T) {
	p, err := Load(os.DirFS(small), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := p.Lookup("indicator.growth_north.*"); len(n) != 0 {
		t.Errorf("fitted parameters have keys without a list of laws: %+v", n)
	}
}
