package result

import (
	"os"
	"path/filepath"
	"testing"
)

// Files of the same name are replaced, others stay, and nothing is written when one of them has no proper name.
func TestWriteFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	for _, text := range []string{"first", "second"} {
		if err := WriteFiles(dir, map[string][]byte{"a.csv": []byte(text), "b.csv": []byte("b")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "own.txt"), []byte("own"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles(dir, map[string][]byte{"a.csv": []byte("third"), "../c.csv": nil}); err == nil {
		t.Error("a file outside the folder was written")
	}
	for name, want := range map[string]string{"a.csv": "second", "b.csv": "b", "own.txt": "own"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 {
		t.Errorf("%v left in the folder (%v)", entries, err)
	}
}
