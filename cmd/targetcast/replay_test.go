package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"targetcast/output/result"
	"targetcast/seeds"
)

// TestReplayIsTheRunOfThatDay: what replay says of the last year is, number by number, what a run as of 31 December of that
// year counts on the same futures, with the same gates; and so it is for an earlier year, where most cannot be told.
func TestReplayIsTheRunOfThatDay(t *testing.T) {
	for year, date := range map[int]string{2021: "2021-12-31", 2019: "2019-12-31"} {
		o := replayOptions{draws: 2048, seed: 3}
		o.scenarios = []string{"plan_as_announced"}
		replayed, err := o.stand(context.Background(), nil, year, 2024)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(t.TempDir(), "run")
		var out, errs bytes.Buffer
		if code := run([]string{"run", "--as-of", date, "--scenario", "plan_as_announced", "--sampler", "mc", "--draws", "2048", "--seed", "3",
			"--parameter-sets", "0", "--pictures", "none", "--out", folder}, &out, &errs); code != 0 {
			t.Fatal(errs.String())
		}
		ran, err := result.Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		type place struct{ target, reading, prior string }
		counted := map[place]result.Likelihood{}
		for _, l := range ran.Likelihood {
			counted[place{l.Target, l.Reading, l.Prior}] = l
		}
		if len(replayed.Likelihood) < 30 || len(replayed.Likelihood) != len(counted) {
			t.Fatalf("%d likelihoods replayed, %d run", len(replayed.Likelihood), len(counted))
		}
		for _, l := range replayed.Likelihood {
			if of := counted[place{l.Target, l.Reading, l.Prior}]; l.Hits != of.Hits || l.Draws != of.Draws || fmt.Sprint(l.Stated) != fmt.Sprint(of.Stated) { // as text: what is not stated is NaN
				t.Errorf("%d, %s %s %s: replayed %v of %v, run %v of %v", year, l.Target, l.Reading, l.Prior, l.Hits, l.Draws, of.Hits, of.Draws)
			}
		}
		for i, g := range replayed.Past.Gates {
			of := ran.Past.Gates[i]
			g.AtMost, of.AtMost = 0, 0 // a file holds no infinity
			if fmt.Sprint(g) != fmt.Sprint(of) {
				t.Errorf("%d: gate %+v, run %+v", year, g, of)
			}
		}
	}
}

// synthetic are rows that no office published: invented outcomes of 2022 to 2025, each known in March of the next year, by which
// the shipped plan's targets are met or missed as told.
func synthetic() (rows [][]string, met map[string]bool) {
	add := func(series string, year int, value float64, unit string) {
		rows = append(rows, []string{series, strconv.Itoa(year), fmt.Sprint(value), unit, fmt.Sprintf("%d-03", year+1), "first", "synthetic", "C", "synthetic: no observation"})
	}
	for year := 2022; year <= 2025; year++ {
		k := float64(year - 2021)
		for place, gdp := range map[string]float64{"hangzhou": 18000, "ningbo": 14000, "shaoxing": 6500, "jiaxing": 6000, "huzhou": 3500, "zhoushan": 1700, "taizhou": 5600,
			"shanghai": 42000, "jiangsu": 115000, "zhejiang": 72000, "anhui": 42000} {
			add("gdp."+place, year, gdp*math.Pow(1.09, k), "100M CNY")
		}
		add("champions.ningbo", year, 60+12*k, "firms")      // 108
		add("digital_share.hangzhou", year, 26+k, "percent") // 30, and above 30 is asked
		add("shipping_rank.ningbo", year, 11-k, "rank")      // 7
	}
	add("pct.hangzhou", 2025, 2499, "applications")
	add("talent_new_net", 2025, 101, "10k persons") // of an indicator without series of its own, by its id
	add("tech_contracts", 2025, 30, "100M CNY")
	add("road_density", 2025, 1.149, "km/km2")
	return rows, map[string]bool{
		"gdp_pair":  true, // 32000·1.09⁴ = 45171, 43000 are asked
		"champions": true, "digital_share": false, "shipping": true, "pct": false, "talent": true, "tech_contracts": true, "road_density": false,
		"gdp_share": false, // 55300/271000 = 20.4 %, 20.8 are asked
	}
}

// TestNewerRowsAreAllItTakes: with rows for 2022 to 2025 appended to the tables, and nothing else, a replay goes on to 2026, when
// each target is met or missed as its rows say; what was said before they were published is the same to the last digit;
// and score holds what a run had published against them, by (p-o)² and -ln|1-o-p|.
func TestNewerRowsAreAllItTakes(t *testing.T) {
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before"), filepath.Join(dir, "after")
	rows, met := synthetic()
	for _, p := range []string{before, after} {
		if err := os.CopyFS(p, seeds.Default()); err != nil {
			t.Fatal(err)
		}
	}
	var text strings.Builder
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	appendTo(t, filepath.Join(after, "observations.csv"), text.String())
	appendTo(t, filepath.Join(after, "sources.toml"), "\n[synthetic]\ntitle = \"Invented by a test\"\n")

	targetcast := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != 0 {
			t.Fatal(errs.String())
		}
		return out.String()
	}
	told := map[string]map[string][]string{} // by folder, target and date
	for _, p := range []string{before, after} {
		folder := filepath.Join(dir, "replay-"+filepath.Base(p))
		targetcast("replay", p, "--as-of", "2021,2025,2026", "--draws", "512", "--format", "svg", "--out", folder)
		file, err := os.Open(filepath.Join(folder, "replay.csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines, err := csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		told[p] = map[string][]string{}
		for _, l := range lines {
			told[p][l[0]+" "+l[1]] = l[2:]
		}
	}
	for target, hit := range met {
		want := map[bool]string{true: "met 1", false: "missed 0"}[hit]
		if got := told[after][target+" 2026-12-31"]; got[0]+" "+got[1] != want {
			t.Errorf("%s in 2026: %q, want %s", target, got, want)
		}
		if got := told[after][target+" 2025-12-31"]; got[0] == "met" || got[0] == "missed" {
			t.Errorf("%s is settled before its outcome was published: %q", target, got)
		}
		if got := told[before][target+" 2026-12-31"]; got[0] == "met" || got[0] == "missed" {
			t.Errorf("%s is settled without an outcome: %q", target, got)
		}
	}
	for place, said := range told[before] {
		if strings.HasSuffix(place, " 2021-12-31") && !slices.Equal(said, told[after][place]) {
			t.Errorf("%s: %q, with rows of later years %q", place, said, told[after][place])
		}
	}

	ledger := filepath.Join(dir, "ledger.csv")
	targetcast("run", after, "--draws", "4096", "--parameter-sets", "0", "--pictures", "none", "--out", filepath.Join(dir, "results"), "--record", ledger)
	said, err := readLedger(ledger)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	var brier, logs float64
	for _, s := range said {
		hit, known := met[s.target]
		p := s.p
		if math.IsNaN(p) {
			p = (s.lo + s.hi) / 2
		}
		if !known || math.IsNaN(p) {
			continue
		}
		o := 0.
		if hit {
			o = 1
		}
		b, g := (p-o)*(p-o), -math.Log(p*o+(1-p)*(1-o))
		brier, logs = brier+b, logs+g
		want = append(want, fmt.Sprintf("%v %.3f %.3f", hit, b, g))
	}
	table := targetcast("score", ledger, after)
	var got []string
	for _, m := range regexp.MustCompile(`2021-08-02 .*target (met|missed) +[0-9.,]+ +([0-9.]+) +([0-9.]+) +[0-9.,]+`).FindAllStringSubmatch(table, -1) {
		got = append(got, fmt.Sprintf("%v %s %s", m[1] == "met", m[2], m[3]))
	}
	if len(want) < 8 || !slices.Equal(got, want) {
		t.Errorf("%q, want %q in\n%s", got, want, table)
	}
	n := float64(len(want))
	if mean := fmt.Sprintf("%.3f +%.3f", brier/n, logs/n); !regexp.MustCompile("mean +" + mean).MatchString(table) {
		t.Errorf("no mean of %s in\n%s", mean, table)
	}
}

func appendTo(t *testing.T, file, text string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
