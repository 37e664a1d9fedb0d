package result

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// state is what stands where the results are to go.
type state uint8

const (
	absent state = iota
	vacant       // an empty folder
	older        // a results folder and nothing else
)

// look says what stands at dir, or why it must not be replaced.
func look(dir string) (state, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return 0, fmt.Errorf("%s is a file; results need a folder", dir)
		}
		return 0, err
	case len(entries) == 0:
		return vacant, nil
	}
	manifest, err := readManifest(dir)
	if err != nil {
		return 0, fmt.Errorf("%s is not empty and no results folder (%w); choose another folder", dir, err)
	}
	return older, onlyOurs(dir, manifest)
}

func readManifest(dir string) (*Manifest, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("it has no %s", manifestName)
	}
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := FromJSON(data, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", manifestName, err)
	}
	if m.Hash == "" || len(m.Files) == 0 {
		return nil, fmt.Errorf("%s is not the manifest of a run", manifestName)
	}
	return &m, nil
}

// litter is what file managers leave in any folder they show.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true, "desktop.ini": true}

// onlyOurs says whether dir holds nothing but what its manifest lists.
func onlyOurs(dir string, m *Manifest) error {
	listed := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		listed[f.Name] = true
	}
	var foreign []string
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if name = filepath.ToSlash(name); err == nil && !listed[name] && !litter[entry.Name()] {
			foreign = append(foreign, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(foreign) > 0 {
		return fmt.Errorf("%s holds files that no run wrote and that would be lost: %s; move them or choose another folder",
			dir, strings.Join(foreign[:min(3, len(foreign))], ", "))
	}
	return nil
}

// Verify says what of a results folder is no longer as it was written: missing or altered files, and a hash that does
// not fit the identity. It returns nil when all is well.
func Verify(dir string) error {
	m, err := readManifest(dir)
	if err != nil {
		return fmt.Errorf("%s is no results folder: %w", dir, err)
	}
	var problems []error
	if want := Hash(m.Identity); m.Hash != want {
		problems = append(problems, fmt.Errorf("%s: the hash is %s, but what was run hashes to %s", manifestName, m.Hash, want))
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
			problems = append(problems, fmt.Errorf("%s: %q lies outside the folder", manifestName, f.Name))
			continue
		}
		switch sum, err := hashOf(filepath.Join(dir, filepath.FromSlash(f.Name))); {
		case err != nil:
			problems = append(problems, err)
		case sum != f.SHA256:
			problems = append(problems, fmt.Errorf("%s was altered after it was written", f.Name))
		}
	}
	return errors.Join(problems...)
}

// hashOf is the SHA-256 of a file, hexadecimal.
func hashOf(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
