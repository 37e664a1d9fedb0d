package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"targetcast/seeds"
)

// in runs the command with a plan called my-plan in the folder that it gives back.
func in(t *testing.T, commands ...[]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "my-plan"), seeds.Starter()); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, args := range commands {
		var out bytes.Buffer
		if run(args, &out, &out) != 0 {
			t.Fatalf("%v\n%s", args, &out)
		}
	}
	return dir
}

// rows reads a table as maps by the head.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, head := range all[0] {
			row[head] = r[i]
		}
		out = append(out, row)
	}
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// A comparison is about the very futures of a run with the same seed, and a change that was sought, once written into the
// plan, gives the likelihood that was found, to the last future.
func TestQuestionsAgreeWithRuns(t *testing.T) {
	in(t, []string{"run", "my-plan", "-n", "3000", "--parameter-sets", "0", "--pictures", "none", "--sampler", "mc", "--seed", "5"},
		[]string{"compare", "my-plan", "as_written", "slower", "-n", "3000", "--seed", "5", "--out", "c"},
		[]string{"seek", "my-plan", "--target", "gdp", "--reach", "90", "--turn", "indicator.gdp.drift +=", "-n", "3000", "--seed", "5", "--out", "s"})
	p := map[string]float64{}
	for _, r := range rows(t, "results/likelihood.csv") {
		p[r["scenario"]] = number(t, r["p"])
	}
	for _, r := range rows(t, "c/compare.csv") {
		if r["target"] != "gdp" {
			continue
		}
		if number(t, r["a"]) != p["as_written"] || number(t, r["b"]) != p["slower"] || math.Abs(number(t, r["difference"])-(p["slower"]-p["as_written"])) > 1e-12 {
			t.Errorf("compared as %v, run as %v", r, p)
		}
	}
	for _, r := range rows(t, "s/seek.csv") {
		if r["found"] != "true" {
			continue
		}
		var out bytes.Buffer
		if run([]string{"run", "my-plan", "-n", "3000", "--parameter-sets", "0", "--pictures", "none", "--sampler", "mc", "--seed", "5", "--out", "there", "-s", "as_written",
			"--set", "indicator.gdp.drift = { add = " + r["value"] + " }"}, &out, &out) != 0 {
			t.Fatal(out.String())
		}
		if got := rows(t, "there/likelihood.csv")[0]["p"]; number(t, got) != number(t, r["answer"]) || number(t, got) < .9 {
			t.Errorf("sought %s, run %s", r["answer"], got)
		}
		return
	}
	t.Error("nothing was found")
}
