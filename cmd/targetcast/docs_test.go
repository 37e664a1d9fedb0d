package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"targetcast/model/calibrate"
	"targetcast/model/process"
	"targetcast/output/chart/typeface"
	"targetcast/output/words"
	"targetcast/scenarios"
	"targetcast/seeds"
)

// few makes a run of the documentation short; the last flag of a kind wins.
// A run that is asked to be exact is made less so instead: it takes no number of futures beside.
const (
	few   = " -n 500 --parameter-sets 0 --pictures none"
	rough = " --error 0.02 --parameter-sets 0 --pictures none"
)

var (
	fence = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")
	file  = regexp.MustCompile("(?i)save (?:this )?as `([^`]+)`")
)

var resultsFolder = regexp.MustCompile(`\bresults-[a-z0-9-]+`)

// Everything that the README says to type works, in its order, in a folder that holds what the README speaks of.
func TestREADME(t *testing.T) {
	t.Parallel()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: every command of the documentation is run; set TARGETCAST_SLOW=1")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the README's commands are for a POSIX shell")
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, folder := range []string{"seeds", "scenarios"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS("../../"+folder)); err != nil {
			t.Fatal(err)
		}
	}
	commands, saved, last := 0, 0, 0
	for _, m := range fence.FindAllSubmatchIndex(text, -1) {
		kind, body, before := string(text[m[2]:m[3]]), string(text[m[4]:m[5]]), text[last:m[0]]
		last = m[1]
		if kind == "sh" {
			commands += typed(t, dir, body)
			continue
		}
		name := file.FindSubmatch(before)
		if name == nil {
			t.Errorf("the README does not say where to save\n%s", body)
			continue
		}
		saved++
		if err := os.WriteFile(filepath.Join(dir, string(name[1])), []byte(body), 0o666); err != nil {
			t.Error(err)
		}
	}
	if commands < 10 || saved < 2 {
		t.Errorf("%d commands and %d files were found", commands, saved)
	}
}

// typed runs the lines of a block and says how many there were. The two set-up commands are what the tests run under, and
// are not run again.
func typed(t *testing.T, dir, block string) int {
	t.Helper()
	n := 0
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "go ") {
			continue
		}
		n++
		switch {
		case !strings.HasPrefix(line, "targetcast run"):
		case strings.Contains(line, "--error"):
			line += rough
		default:
			line += few
		}
		c := exec.Command("sh", "-c", line)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s\n%v\n%s", line, err, out)
		}
	}
	return n
}

// Every example of the help works, with a plan called my-plan, figures of it called my.csv, and the results it names.
func TestExamplesOfHelp(t *testing.T) {
	t.Parallel()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: every command of the documentation is run; set TARGETCAST_SLOW=1")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the examples are quoted for a POSIX shell")
	}
	root := newRoot()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		t.Run(c.Name(), func(t *testing.T) {
			dir := t.TempDir()
			if c.Name() != "init" {
				if err := os.CopyFS(filepath.Join(dir, "my-plan"), seeds.Starter()); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, "my.csv"), []byte("series,year,value\ngdp.zhejiang,2020,64613\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "house.toml"), []byte("# as the house has it\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			if c.Name() == "verify" || c.Name() == "diff" {
				typed(t, dir, "targetcast run my-plan")
				for _, name := range resultsFolder.FindAllString(c.Example, -1) {
					typed(t, dir, "targetcast run my-plan --seed 2 --out "+name)
				}
			}
			if c.Name() == "report" || c.Name() == "plot" || c.Name() == "export" { // they read the shipped plan's results, with pictures
				o := exec.Command("sh", "-c", "targetcast run -n 300 --parameter-sets 0 --scenario plan_as_announced --format svg")
				o.Dir = dir
				if out, err := o.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			if typed(t, dir, c.Example) == 0 {
				t.Errorf("%s has no example", c.CommandPath())
			}
			var help bytes.Buffer
			if run([]string{c.Name(), "--help"}, &help, &help) != 0 || c != root && !strings.Contains(help.String(), c.Example) {
				t.Errorf("the help of %s does not show its examples:\n%s", c.Name(), &help)
			}
		})
	}
}

// Links and pictures of the papers lead to files that are there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("../..", string(m[1]))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// The table of laws is that of the engine.
func TestLawsAreListed(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	face, err := typeface.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range process.Names() {
		law, _ := process.Lookup(name)
		if missing := face.Missing(words.Zh.LawName(name)); len(missing) > 0 {
			t.Errorf("the font lacks %q, of the name of %s", missing, name)
		}
		if words.Zh.LawName(name) == name {
			t.Errorf("law %s has no name for readers", name)
		}
		for _, p := range law.Spec().Params {
			if words.Zh.NumberName(p.Name) == p.Name {
				t.Errorf("parameter %s of %s has no name for readers", p.Name, name)
			}
		}
		spec := law.Spec()
		row := "| `" + name + "`"
		if slices.Contains(calibrate.Laws(), name) {
			row += " *"
		}
		row += " | " + spec.Title + " | "
		for i, p := range spec.Params {
			if i > 0 {
				row += ", "
			}
			row += "`" + p.Name + "`"
			if !math.IsNaN(p.Default) {
				row += fmt.Sprintf(" (%g)", p.Default)
			}
		}
		if row += " | " + spec.Push + " |\n"; !strings.Contains(string(text), row) {
			t.Errorf("CONTRIBUTING.md lacks the row\n%s", row)
		}
	}
}

// The scenario that CONTRIBUTING.md shows is a sound change of the shipped plan.
func TestScenarioOfContributing(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, seeds.Default()); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "scenarios"), scenarios.Shipped()); err != nil {
		t.Fatal(err)
	}
	block := fence.FindSubmatch(text)
	if err := os.WriteFile(filepath.Join(dir, "scenarios", "late_and_slow.toml"), block[2], 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := run([]string{"check", dir, "-s", "late_and_slow"}, &out, &out); code != 0 {
		t.Errorf("exit code %d\n%s", code, &out)
	}
}
