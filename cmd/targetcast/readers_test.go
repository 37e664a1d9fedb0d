package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// otherReaders skips a test unless slow checks are asked for.
func otherReaders(t *testing.T) {
	t.Helper()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: other programs read what is exported; set TARGETCAST_SLOW=1")
	}
}

// python runs a script of testdata/readers in a Python that has the package named. TARGETCAST_PYTHON says which.
func python(t *testing.T, script, packages string, args ...string) {
	t.Helper()
	interpreter := os.Getenv("TARGETCAST_PYTHON")
	if interpreter == "" {
		interpreter = "python3"
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir()) // what another Python left in its cache may be stale
	if out, err := exec.Command(interpreter, "-c", "import "+packages).CombinedOutput(); err != nil {
		t.Fatalf("%s cannot import %s (pip install; .ci/run makes a Python that can), and TARGETCAST_SLOW asks for all checks\n%s", interpreter, packages, out)
	}
	out, err := exec.Command(interpreter, append([]string{filepath.Join("testdata/readers", script)}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// cast runs the command and fails with what it says.
func cast(t *testing.T, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if code := run(args, &out, &out); code != 0 {
		t.Fatalf("targetcast %v: exit code %d\n%s", args, code, &out)
	}
}

// Arrow's own reader finds in the Parquet files what the CSV files hold, and counts from the single futures every
// likelihood and every joint result of the run again, exactly.
func TestParquetInArrow(t *testing.T) {
	otherReaders(t)
	dir := t.TempDir()
	results, folder := filepath.Join(dir, "results"), filepath.Join(dir, "parquet")
	cast(t, "run", "-n", "1000", "--sampler", "mc", "--parameter-sets", "0", "--pictures", "none", "-s", "trend,plan_as_announced", "--keep-draws", "targets", "-o", results)
	cast(t, "export", results, "--format", "parquet", "-o", folder)
	python(t, "parquet.py", "pyarrow.parquet", results, folder)
}

// openpyxl finds numbers where numbers may be told, bands and question marks as texts, and heads that stay in sight; pyam takes
// the IAMC tables, wide and long alike.
func TestWorkbookAndIAMCInPython(t *testing.T) {
	otherReaders(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	cast(t, "run", "-n", "1000", "--sampler", "mc", "--parameter-sets", "0", "--pictures", "none", "-s", "trend,plan_as_announced", "-o", at("results"))
	cast(t, "export", at("results"), "--format", "xlsx", "-o", at("a.xlsx"))
	python(t, "workbook.py", "openpyxl", at("results"), at("a.xlsx"))
	cast(t, "export", at("results"), "-o", at("wide.csv"))
	cast(t, "export", at("results"), "--format", "iamc-long", "-o", at("long.csv"))
	python(t, "iamc.py", "pyam", at("results"), at("wide.csv"), at("long.csv"))
}
