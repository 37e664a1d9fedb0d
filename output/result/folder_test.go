package result

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var pictures = map[string][]byte{"pictures/likelihood.en.svg": []byte("<svg/>"), "pictures/likelihood.zh.svg": []byte("<svg>无</svg>")}

func TestWriteAndRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "out")
	want := sample()
	if err := Write(dir, want, pictures); err != nil {
		t.Fatal(err)
	}
	if want.Manifest.Hash != "" || want.Manifest.Files != nil {
		t.Error("Write changed the set it was given")
	}
	got, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	want.Manifest.Hash = Hash(want.Manifest.Identity)
	if !same(*want, *got) {
		t.Errorf("read back:\n%+v\nwritten:\n%+v", *got, *want)
	}
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"likelihood.csv", "joint.csv", "quantiles.csv", "targets.csv", "given.csv", "number_met.csv",
		"warnings.csv", "result.json", "manifest.json", "pictures/likelihood.en.svg"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	neighbours(t, dir, "out")
}

// neighbours checks what stands in the folder that holds dir.
func neighbours(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("beside the results: %q, want %q", got, want)
	}
}

func TestVerifyFindsWhatChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if err := Write(dir, sample(), pictures); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "targets.csv"), "x")
	if err := os.Remove(filepath.Join(dir, "pictures", "likelihood.en.svg")); err != nil {
		t.Fatal(err)
	}
	err := Verify(dir)
	if err == nil || !strings.Contains(err.Error(), "targets.csv was altered") || !strings.Contains(err.Error(), "likelihood.en.svg") {
		t.Errorf("got %v", err)
	}
	if err := Verify(t.TempDir()); err == nil {
		t.Error("an empty folder is no results folder")
	}
}

func TestWhatIsNoResultsFolderIsRefused(t *testing.T) {
	for name, prepare := range map[string]func(dir string){
		"a folder of the user": func(dir string) { put(t, filepath.Join(dir, "thesis.docx"), "years of work") },
		"a foreign manifest":   func(dir string) { put(t, filepath.Join(dir, "manifest.json"), `{"manifest_version": 3}`) },
		"notes among results": func(dir string) {
			if err := Write(dir, sample(), nil); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(dir, "notes", "mine.txt"), "do not lose")
		},
		"a file": func(dir string) { put(t, dir, "a file") },
	} {
		dir := filepath.Join(t.TempDir(), "out")
		prepare(dir)
		before := tree(t, dir)
		err := Write(dir, sample(), nil)
		if err == nil || !strings.Contains(err.Error(), "out") {
			t.Errorf("%s: error %v", name, err)
		}
		if after := tree(t, dir); after != before {
			t.Errorf("%s: was\n%s\nis\n%s", name, before, after)
		}
		neighbours(t, dir, "out")
	}
}

func TestAnEmptyFolderAndALinkAreFilled(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "out")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(root, "latest")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no symbolic links here")
	}
	for range 2 { // the second time it holds results
		if err := Write(link, sample(), nil); err != nil {
			t.Fatal(err)
		}
		if err := Verify(dir); err != nil {
			t.Error(err)
		}
		neighbours(t, dir, "latest", "out")
	}
}

func TestNamesOfExtraFiles(t *testing.T) {
	for _, name := range []string{"../x", "/etc/x", "result.json", "manifest.json", "a//b", "./a", "", "."} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := Write(dir, sample(), map[string][]byte{name: nil}); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
	for _, dir := range []string{"", "/"} {
		if err := Write(dir, sample(), nil); err == nil {
			t.Errorf("%q was taken", dir)
		}
	}
}

// faulty is a disk that breaks at one step: it kills the run there, or the step fails and those after it work again.
type faulty struct {
	disk
	at, steps int
	kill      bool
}

var (
	errKilled = errors.New("killed")
	errFull   = errors.New("no space left")
)

func (f *faulty) step(do func() error, half func()) error {
	f.steps++
	if f.steps != f.at {
		return do()
	}
	half()
	if f.kill {
		panic(errKilled)
	}
	return errFull
}

func none() {}

func (f *faulty) MkdirAll(dir string) error {
	return f.step(func() error { return f.disk.MkdirAll(dir) }, none)
}
func (f *faulty) Rename(from, to string) error {
	return f.step(func() error { return f.disk.Rename(from, to) }, none)
}
func (f *faulty) Remove(name string) error {
	return f.step(func() error { return f.disk.Remove(name) }, none)
}
func (f *faulty) RemoveAll(name string) error {
	return f.step(func() error { return f.disk.RemoveAll(name) }, func() { // half of it is gone
		if entries, err := os.ReadDir(name); err == nil && len(entries) > 0 {
			_ = os.RemoveAll(filepath.Join(name, entries[0].Name()))
		}
	})
}
func (f *faulty) WriteFile(name string, content io.WriterTo) error {
	return f.step(func() error { return f.disk.WriteFile(name, content) }, func() { // half of it is there
		var b bytes.Buffer
		_, _ = content.WriteTo(&b)
		_ = f.disk.WriteFile(name, data(b.Bytes()[:b.Len()/2]))
	})
}

// attempt writes a set through a faulty disk.
func attempt(dir string, s *Set, f *faulty) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	files, _, err := contents(s, pictures)
	if err != nil {
		return err
	}
	return place(dir, files, f)
}

// A write is broken off at each of its steps in turn, over an older results folder and over nothing. Whatever happens,
// the older results can be read whole, or the new ones; the next write leaves the newest and nothing else.
func TestAWriteThatBreaksOff(t *testing.T) {
	for _, kill := range []bool{true, false} {
		for _, hadOlder := range []bool{true, false} {
			broken := 0
			for at := 1; ; at++ {
				dir := filepath.Join(t.TempDir(), "out")
				if hadOlder {
					older := sample()
					older.Plan.ID = "older"
					if err := Write(dir, older, pictures); err != nil {
						t.Fatal(err)
					}
				}
				f := &faulty{at: at, kill: kill}
				newer := sample()
				newer.Plan.ID = "newer"
				err := attempt(dir, newer, f)
				if f.steps < at {
					break // it ran through
				}
				broken++
				name := fmt.Sprintf("kill %v, older %v, step %d (%v)", kill, hadOlder, at, err)
				intact(t, name, dir, hadOlder, kill, err)
				if err := Write(dir, sample(), nil); err != nil {
					t.Errorf("%s: the next write: %v", name, err)
				}
				if err := Verify(dir); err != nil {
					t.Errorf("%s: the next write: %v", name, err)
				}
				neighbours(t, dir, "out")
			}
			if broken < 15 {
				t.Errorf("only %d steps were broken", broken)
			}
		}
	}
}

// intact checks what a write that broke off left: complete results at dir, or, for a run that was killed between the two
// renames, complete older ones aside.
func intact(t *testing.T, name, dir string, hadOlder, killed bool, err error) {
	t.Helper()
	at := dir
	if _, statErr := os.Stat(dir); statErr != nil {
		if !hadOlder {
			return
		}
		aside, listErr := left(dir, asideMark)
		if listErr != nil || len(aside) != 1 || !killed {
			t.Errorf("%s: the older results are gone: %v, %v", name, aside, listErr)
			return
		}
		if _, readErr := Read(dir); readErr == nil || !strings.Contains(readErr.Error(), filepath.Base(aside[0])) {
			t.Errorf("%s: no word of where the results are: %v", name, readErr)
		}
		at = aside[0]
	}
	if verifyErr := Verify(at); verifyErr != nil {
		t.Errorf("%s: %v", name, verifyErr)
	}
	got, readErr := Read(at)
	if readErr != nil {
		t.Errorf("%s: %v", name, readErr)
		return
	}
	if !killed && (err == nil) != (got.Plan.ID == "newer") {
		t.Errorf("%s: holds %q", name, got.Plan.ID)
	}
	if !killed && err != nil {
		neighbours(t, dir, "out")
	}
}

func TestFoldersOfOtherRunsAreLeftAlone(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "out")
	live := fmt.Sprintf(".out%s%s-%d", freshMark, host(), os.Getppid())
	elsewhere := ".out" + freshMark + "elsewhere-1"
	old := ".out" + freshMark + "elsewhere-2"
	mine := ".out.targetcast-new-notes" // no run's number
	for _, name := range []string{live, elsewhere, old, mine} {
		put(t, filepath.Join(root, name, "x"), "x")
	}
	past := time.Now().Add(-2 * stale)
	if err := os.Chtimes(filepath.Join(root, old), past, past); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, sample(), nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{live: true, elsewhere: true, old: false, mine: true} {
		if _, err := os.Stat(filepath.Join(root, name)); (err == nil) != want {
			t.Errorf("%s: there %v, want %v", name, err == nil, want)
		}
	}
}

func TestReadOfWhatIsNoResult(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), "no results folder") {
		t.Errorf("got %v", err)
	}
	put(t, filepath.Join(dir, resultName), `{"plan": 3}`)
	if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), resultName) {
		t.Errorf("got %v", err)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// tree is every file under dir with its text.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(&b, "%s: %s\n", name, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
