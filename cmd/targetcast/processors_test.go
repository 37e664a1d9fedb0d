package main

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
)

// What is counted, and every quantile, is the same on every processor: as of the oldest amd64, with the fused instructions of
// newer ones, on arm64, whose compiler fuses wherever it may, and in WebAssembly. Sums of reals (the mean shortfall) may differ in
// their last digits, because package math below some laws does.
func TestProcessorsAgree(t *testing.T) {
	t.Parallel()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: the command is built for other processors; set TARGETCAST_SLOW=1")
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("written for Linux on amd64, which can run the others")
	}
	const emulator = "qemu-aarch64"
	if _, err := exec.LookPath(emulator); err != nil {
		t.Fatalf("%s is not installed (Debian: qemu-user), and TARGETCAST_SLOW asks for all checks", emulator)
	}
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan")
	if err := errors.Join(os.Mkdir(plan, 0o755), os.WriteFile(filepath.Join(plan, "plan.toml"), []byte(smoothedPlan), 0o644)); err != nil {
		t.Fatal(err)
	}
	var likelihood, quantiles, smoothed [][]string
	for _, on := range []struct {
		name     string
		settings []string
		through  []string
	}{
		{"amd64v1", []string{"GOAMD64=v1"}, nil},
		{"amd64v3", []string{"GOAMD64=v3"}, nil},
		{"arm64", []string{"GOARCH=arm64"}, []string{emulator}},
		{"wasm", []string{"GOOS=wasip1", "GOARCH=wasm"}, []string{"go", "tool", "-modfile=../../.ci/tools.mod", "wazero", "run", "-mount=" + dir}},
	} {
		program, out := filepath.Join(dir, on.name), filepath.Join(dir, "results-"+on.name)
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = slices.Concat(os.Environ(), []string{"CGO_ENABLED=0"}, on.settings)
		if text, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", on.name, err, text)
		}
		run := func(args ...string) bool {
			command := slices.Concat(on.through, []string{program, "run", "-n", "4096", "--parameter-sets", "0", "--pictures", "none"}, args)
			text, err := exec.Command(command[0], command[1:]...).CombinedOutput()
			if err != nil && on.name != "amd64v3" {
				t.Fatalf("%s: %v\n%s", on.name, err, text)
			} else if err != nil {
				t.Logf("%s does not run here: %v", on.name, err)
			}
			return err == nil
		}
		if !run("--scenario", "plan_as_announced", "--out", out) || !run(plan, "--smooth", "--out", out+"-smoothed") {
			continue
		}
		l, q := counted(t, filepath.Join(out, "likelihood.csv")), all(t, filepath.Join(out, "quantiles.csv"))
		if likelihood == nil {
			likelihood, quantiles = l, q
			if len(l) < 40 || len(q) < 100 {
				t.Fatalf("%d likelihoods and %d quantiles to compare", len(l), len(q))
			}
		}
		s := some(t, filepath.Join(out+"-smoothed", "likelihood.csv"), "target", "hits", "smoothing", "p", "error_low", "error_high")
		if smoothed == nil {
			smoothed = s
			if len(s) != 3 || s[1][2] != "smoothed" || s[2][2] != "smoothed" {
				t.Fatalf("smoothed likelihoods to compare: %v", s)
			}
		}
		closeTo(t, on.name, s, smoothed)
		for i, row := range l {
			if !slices.Equal(row, likelihood[i]) {
				t.Errorf("%s: likelihood %v, amd64v1 %v", on.name, row, likelihood[i])
			}
		}
		for i, row := range q {
			if !slices.Equal(row, quantiles[i]) {
				t.Errorf("%s: quantile %v, amd64v1 %v", on.name, row, quantiles[i])
			}
		}
	}
}

// smoothedPlan has a target whose lines turn with a scale and a persistence and keep clear of a shock that strikes or not, and one
// that is nearly linear in its luck.
const smoothedPlan = `
id = "smoothed"
title = "Smoothed"
announced = 2021-08-02
as_of = 2021-08-02
horizon = 2025
[indicator.growth]
law = "ar1"
[indicator.growth.parameters]
start = 4
mean = { p10 = 2, p50 = 4, p90 = 5, judged = 2021, why = "A test." }
persistence = { p10 = 0.1, p50 = 0.5, p90 = 0.8, lower = 0, upper = 1, judged = 2021, why = "A test." }
sd = { p10 = 1, p50 = 2, p90 = 4, lower = 0, judged = 2021, why = "A test." }
[indicator.disaster]
law = "rare_shock"
parameters = { probability = 0.1, mean = -4, sd = 1, recovered = 0.5 }
[indicator.gdp]
formula = "100 * exp(cumsum(log(1 + (growth + disaster) / 100)))"
[indicator.residents]
law = "log_random_walk"
parameters = { start = 100, drift = 0.01, sd = 0.02 }
[target.gdp]
title = "GDP"
indicator = "gdp"
at_least = 118
resolves = "x"
[target.residents]
title = "Residents"
indicator = "residents"
at_least = 104
resolves = "x"
`

// closeTo asks that rows agree, numbers but for their last digits.
func closeTo(t *testing.T, on string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", on, len(got), len(want))
	}
	for i, row := range got {
		for k, text := range row {
			x, err := strconv.ParseFloat(text, 64)
			y, err2 := strconv.ParseFloat(want[i][k], 64)
			if text != want[i][k] && (err != nil || err2 != nil || math.Abs(x-y) > 1e-9) {
				t.Errorf("%s: smoothed likelihood %v, amd64v1 %v", on, row, want[i])
				break
			}
		}
	}
}

// counted are the columns of likelihoods that name the row, and the hits.
func counted(t *testing.T, name string) [][]string {
	return some(t, name, "scenario", "prior", "target", "reading", "hits", "draws")
}

func some(t *testing.T, name string, columns ...string) [][]string {
	rows := all(t, name)
	var keep []int
	for _, column := range columns {
		keep = append(keep, slices.Index(rows[0], column))
	}
	var out [][]string
	for _, row := range rows {
		var short []string
		for _, k := range keep {
			short = append(short, row[k])
		}
		out = append(out, short)
	}
	return out
}

func all(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
