package main

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts run the command as a user does: by its name, in a folder of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"targetcast": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		ContinueOnError:     true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"broken": broken, "refused": refused, "says": says, "holds": holds, "same-futures": sameFutures, "edit": edit,
		},
	})
}

// broken FILE OLD NEW makes the folder p from the folder good, with the one place of FILE that says OLD saying NEW.
func broken(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: broken FILE OLD NEW")
	}
	p := ts.MkAbs("p")
	ts.Check(os.RemoveAll(p))
	ts.Check(os.CopyFS(p, os.DirFS(ts.MkAbs("good"))))
	file, unescape := filepath.Join(p, args[0]), strings.NewReplacer(`\n`, "\n", `\xff`, "\xff")
	text, err := os.ReadFile(file)
	ts.Check(err)
	if n := strings.Count(string(text), args[1]); n != 1 {
		ts.Fatalf("%s says %q %d times, not once", args[0], args[1], n)
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(string(text), args[1], unescape.Replace(args[2]), 1)), 0o666))
}

// refused PROGRAM ARG... must end with the exit code of a wrong input, print nothing but messages and write nothing.
func refused(ts *testscript.TestScript, _ bool, args []string) {
	before := tree(ts)
	err := ts.Exec(args[0], args[1:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInput {
		ts.Fatalf("%v, want exit status %d", err, exitInput)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("prints %q", out)
	}
	if after := tree(ts); !maps.Equal(before, after) {
		ts.Fatalf("files were written: %v, before %v", after, before)
	}
}

// tree is the size of every file of the script's folder.
func tree(ts *testscript.TestScript) map[string]int64 {
	out := map[string]int64{}
	ts.Check(filepath.WalkDir(ts.Getenv("WORK"), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && !d.IsDir() {
			out[name] = info.Size()
		}
		return err
	}))
	return out
}

// says LINE... compares the messages of the last program, without the closing count, which is checked here.
func says(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(ts.ReadFile("stderr"), ts.Getenv("WORK"), "$WORK")), "\n")
	want := slices.Clone(args)
	switch {
	case len(args) > 1:
		want = append(want, "targetcast: "+strconv.Itoa(len(args))+" problems; nothing was written")
	case strings.HasPrefix(args[0], "targetcast: "):
	default:
		want = append(want, "targetcast: 1 problem; nothing was written")
	}
	if !slices.Equal(lines, want) {
		ts.Fatalf("says\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// holds FOLDER FILE... compares the files of a folder, hidden ones too, without those in folders below.
func holds(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, e := range entries {
		if e.Name() != ".tmp" { // of the scripts themselves
			names = append(names, e.Name())
		}
	}
	if want := slices.Sorted(slices.Values(args[1:])); !slices.Equal(names, want) {
		ts.Fatalf("%s holds %v, want %v", args[0], names, want)
	}
}

// same-futures DRAWS.CSV A B INDICATOR YEAR FACTOR checks that every draw of an indicator under scenario B is FACTOR times
// the draw of the same number under A: the scenarios share their futures.
func sameFutures(ts *testscript.TestScript, _ bool, args []string) {
	factor, err := strconv.ParseFloat(args[5], 64)
	ts.Check(err)
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	ts.Check(err)
	draws := map[string]map[string]float64{}
	for _, r := range rows[1:] { // scenario, prior, indicator, year, draw, value
		if r[2] != args[3] || r[3] != args[4] {
			continue
		}
		if draws[r[0]] == nil {
			draws[r[0]] = map[string]float64{}
		}
		x, err := strconv.ParseFloat(r[5], 64)
		ts.Check(err)
		draws[r[0]][r[4]] = x
	}
	a, b := draws[args[1]], draws[args[2]]
	if len(a) == 0 || len(a) != len(b) {
		ts.Fatalf("%d and %d draws", len(a), len(b))
	}
	for id, x := range a {
		if math.Abs(b[id]/(factor*x)-1) > 1e-9 {
			ts.Fatalf("draw %s: %v and %v", id, x, b[id])
		}
	}
}
