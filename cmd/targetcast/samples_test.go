package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"targetcast/output/parquet"
	"targetcast/output/result"
)

// resultsOf reads a results folder.
func resultsOf(t *testing.T, dir string) *result.Set {
	t.Helper()
	set, err := result.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// replaced writes a file anew with each old text replaced by the new one that follows it.
func replaced(t *testing.T, file string, oldAndNew ...string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(oldAndNew); i += 2 {
		if !strings.Contains(text, oldAndNew[i]) {
			t.Fatalf("%s does not say %q", file, oldAndNew[i])
		}
		text = strings.Replace(text, oldAndNew[i], oldAndNew[i+1], 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// The draws of one plan stand in for the laws of another: 4096 futures become 4096 draws, and each replicate of 4096 points
// takes each of them once, so that every likelihood comes back to the last digit, that of a ratio of two indicators of the
// file too. CSV and Parquet say the same. The folder reproduces, and keeps the draws among its inputs.
func TestDrawsOfOnePlanAreTheLawsOfAnother(t *testing.T) {
	dir := t.TempDir()
	at := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	const perHead = "[target.per_head]\nnumber = 2\nindicator = \"gdp_per_head\"\nat_least = 14\n"
	for _, folder := range []string{"a", "b"} {
		cast(t, "init", at(folder))
		replaced(t, at(folder, "plan.toml"), "[indicator.gdp] ", perHead+"[indicator.gdp] ")
	}
	options := []string{"-s", "as_written", "--parameter-sets", "0", "--pictures", "none"}
	cast(t, append([]string{"run", at("a"), "-n", "4096", "--keep-draws", "gdp,residents", "-o", at("first")}, options...)...)
	cast(t, "export", at("first"), "--format", "parquet", "-o", at("first-parquet"))
	replaced(t, at("b", "plan.toml"), "law = \"log_random_walk\"\nfit = \"history\"\nfrom = 2012", `sample = "first"`,
		"law = \"log_random_walk\"\n", "sample = \"first\"\n", "[indicator.residents.parameters]", "[sample.first]\nfile = \"draws.csv\"\npublished = 2022-01-15\nwhere = { scenario = \"as_written\" }",
		"drift = { p10", "#", "sd = { value", "#")
	want := resultsOf(t, at("first"))
	for from, name := range map[string]string{at("first", "draws.csv"): "draws.csv", at("first-parquet", "draws.parquet"): "draws.parquet"} {
		draws, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at("b", name), draws, 0o666); err != nil {
			t.Fatal(err)
		}
		replaced(t, at("b", "plan.toml"), `file = "draws.`, `file = "`+name+`" # `)
		cast(t, append([]string{"run", at("b"), "-n", "65536", "-o", at("second")}, options...)...)
		got := resultsOf(t, at("second"))
		if len(got.Likelihood) != 2 || len(want.Likelihood) != 2 {
			t.Fatalf("%d and %d likelihoods", len(want.Likelihood), len(got.Likelihood))
		}
		for i, k := range got.Likelihood {
			if k.P != want.Likelihood[i].P || k.P < .02 || k.P > .98 {
				t.Errorf("%s, %s: %v of the plan is %v of its draws", name, k.Target, want.Likelihood[i].P, k.P)
			}
		}
		if _, err := os.Stat(at("second", "inputs", name)); err != nil {
			t.Error(err)
		}
		cast(t, "verify", at("second"))
	}
}

// Observations in Parquet say the same as in CSV, under the same names or under others.
func TestObservationsInParquet(t *testing.T) {
	dir := t.TempDir()
	at := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	cast(t, "init", at("plan"))
	columns := []result.Column{{Name: "series"}, {Name: "year", Kind: result.Whole}, {Name: "value", Kind: result.Real}, {Name: "unit"}, {Name: "published"}}
	row := []string{"gdp.zhejiang", "2020", "64613", "100M CNY", "2021-03"}
	if err := os.WriteFile(at("own.csv"), []byte("series,year,value,unit,published\n"+strings.Join(row, ",")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	write := func(name string, columns []result.Column) {
		var b bytes.Buffer
		if _, err := parquet.Write(&b, columns, func(yield func([]string, error) bool) { yield(row, nil) }, nil); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("own.parquet", columns)
	named := append([]result.Column{}, columns...)
	named[1].Name, named[2].Name = "年份", "产值"
	write("named.parquet", named)
	run := func(out string, more ...string) []byte {
		cast(t, append([]string{"run", at("plan"), "-n", "256", "--parameter-sets", "0", "--pictures", "none", "-o", at(out)}, more...)...)
		b, err := os.ReadFile(at(out, "quantiles.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	want := run("csv", "--data", at("own.csv"))
	for out, more := range map[string][]string{"parquet": {"--data", at("own.parquet")}, "named": {"--data", at("named.parquet"), "--columns", "year=年份,value=产值"}} {
		if got := run(out, more...); !bytes.Equal(got, want) {
			t.Errorf("%s gives other numbers", out)
		}
		cast(t, "verify", at(out))
	}
	if bytes.Equal(run("none"), want) {
		t.Error("the rows changed nothing")
	}
}
