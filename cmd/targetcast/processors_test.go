package main

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
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
	var likelihood, quantiles [][]string
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
		command := append(slices.Clone(on.through), program, "run", "-n", "4096", "--parameter-sets", "0",
			"--scenario", "plan_as_announced", "--pictures", "none", "--out", out)
		if text, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			if on.name == "amd64v3" {
				t.Logf("%s does not run here: %v", on.name, err)
				continue
			}
			t.Fatalf("%s: %v\n%s", on.name, err, text)
		}
		l, q := counted(t, filepath.Join(out, "likelihood.csv")), all(t, filepath.Join(out, "quantiles.csv"))
		if likelihood == nil {
			likelihood, quantiles = l, q
			if len(l) < 40 || len(q) < 100 {
				t.Fatalf("%d likelihoods and %d quantiles to compare", len(l), len(q))
			}
		}
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

// counted are the columns of likelihoods that name the row, and the hits.
func counted(t *testing.T, name string) [][]string {
	rows := all(t, name)
	var keep []int
	for _, column := range []string{"scenario", "prior", "target", "reading", "hits", "draws"} {
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
