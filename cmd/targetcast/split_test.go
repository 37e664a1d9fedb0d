package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// printed runs the command and returns what it prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, messages bytes.Buffer
	if code := run(args, &out, &messages); code != 0 {
		t.Fatalf("targetcast %v: exit code %d\n%s", args, code, &messages)
	}
	return out.String()
}

// moved reads the table of moves: the names of the steps, and of each row the move and the steps, in points.
func moved(t *testing.T, text string) (steps []string, rows [][]float64) {
	t.Helper()
	heads := regexp.MustCompile(`(?m)^scenario .* move (.*)$`).FindStringSubmatchIndex(text)
	if heads == nil {
		t.Fatalf("no table of moves:\n%s", text)
	}
	steps = regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(text[heads[2]:heads[3]]), -1)
	for _, line := range strings.Split(strings.TrimSpace(text[heads[1]:]), "\n")[1:] {
		fields := strings.Fields(strings.ReplaceAll(line, "−", "-"))
		var row []float64
		for _, f := range fields[len(fields)-1-len(steps):] {
			x, err := strconv.ParseFloat(f, 64)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			row = append(row, x)
		}
		rows = append(rows, row)
	}
	return steps, rows
}

// One cause at a time is found as that cause and no other; all together are split into all of them, and the steps add up
// to the move but for rounding.
func TestSplitFindsEachCause(t *testing.T) {
	dir := t.TempDir()
	at := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	write := func(name, text string) {
		if err := os.WriteFile(at(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("own.csv", "series,year,value,unit,published\ngdp.zhejiang,2020,64000,100M CNY,2021-03\n")
	write("other.csv", "series,year,value,unit,published\ngdp.zhejiang,2020,66000,100M CNY,2021-03\n")
	edits := map[string][]string{ // file, old, new
		"data":      {"observations.csv", "gdp.zhejiang,2019,62462,", "gdp.zhejiang,2019,63462,"},
		"laws":      {"plan.toml", "from = 2012", "from = 2014"},
		"plan":      {"plan.toml", "at_least = 100000", "at_least = 101000"},
		"scenarios": {"scenarios/slower.toml", "add = -0.01", "add = -0.012"},
	}
	flags := map[string][]string{
		"data":    {"--data", at("other.csv")},
		"options": {"--set", "indicator.gdp.sd = { scale = 1.5 }"},
		"luck":    {"--seed", "2"},
	}
	run := func(out string, causes ...string) {
		folder := at(out + "-plan")
		cast(t, "init", folder)
		args := []string{"run", folder, "-n", "4096", "--parameter-sets", "0", "--pictures", "none", "-o", at(out)}
		own := []string{"--data", at("own.csv")}
		for _, cause := range causes {
			if e, ok := edits[cause]; ok {
				replaced(t, filepath.Join(folder, e[0]), e[1], e[2])
			} else if args = append(args, flags[strings.TrimPrefix(cause, "given ")]...); cause == "given data" {
				own = nil
			}
		}
		cast(t, append(args, own...)...)
	}
	run("a")
	for _, cause := range []string{"data", "given data", "laws", "plan", "scenarios", "options", "luck"} {
		name := strings.ReplaceAll(cause, " ", "-")
		run(name, cause)
		steps, rows := moved(t, printed(t, "diff", at("a"), at(name), "--split"))
		if want := strings.TrimPrefix(cause, "given "); len(steps) != 1 || steps[0] != want {
			t.Errorf("%s is split into %v", cause, steps)
		}
		for _, row := range rows {
			if row[0] != row[1] || row[0] == 0 && cause != "luck" { // a point set leaves little to luck
				t.Errorf("%s moved %v", cause, row)
			}
		}
	}
	run("all", "data", "given data", "laws", "plan", "scenarios", "options", "luck")
	// As if an older engine had made the first folder: its likelihoods are higher by a point.
	older(t, at("a"))
	steps, rows := moved(t, printed(t, "diff", at("a"), at("all"), "--split"))
	if got := strings.Join(steps, " "); got != "engine data laws plan scenarios options luck" {
		t.Errorf("all are split into %v", got)
	}
	for _, row := range rows {
		sum := 0.0
		for _, x := range row[1:] {
			sum += x
		}
		if row[1] != -1 || math.Abs(sum-row[0]) > .05*float64(len(row)) {
			t.Errorf("steps %v add up to %v", row, sum)
		}
	}
	steps, rows = moved(t, printed(t, "diff", at("luck"), at("a"), "--split"))
	if got := strings.Join(steps, ", "); got != "luck, B's engine" || rows[0][2] != 1 {
		t.Errorf("back to an older engine: %s, %v", got, rows)
	}
}

// older makes a folder look like one of an engine that gave other numbers.
func older(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"result.json", "manifest.json"} {
		file := filepath.Join(dir, name)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]any
		if err := json.Unmarshal(b, &all); err != nil {
			t.Fatal(err)
		}
		m, ok := all["manifest"].(map[string]any)
		if !ok {
			m = all
		}
		m["identity"].(map[string]any)["engine"] = engine - 1
		if rows, ok := all["likelihood"].([]any); ok {
			for _, row := range rows {
				k := row.(map[string]any)
				k["p"] = k["p"].(float64) + .01
			}
		}
		if b, err = json.Marshal(all); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
