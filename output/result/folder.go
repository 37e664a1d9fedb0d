package result

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
)

// The two files that make a folder a results folder.
const (
	manifestName = "manifest.json"
	resultName   = "result.json"
)

// one write at a time in this process: whatever else carries its number was left behind by a killed run.
var one sync.Mutex

// Write writes the set, and extra files by their relative path ("pictures/likelihood.en.svg"), as the results folder
// dir. All of it is written beside dir first and put in place by renaming, so a run that is killed leaves no half
// result. The hash of the manifest is computed here. An older results folder is replaced, but only by a complete new one, and only when nothing in it came from
// elsewhere; any other folder that is not empty is refused.
func Write(dir string, s *Set, extra map[string][]byte) error {
	files, _, err := contents(s, extra)
	if err != nil {
		return fmt.Errorf("results are not written: %w", err)
	}
	if err := place(dir, files, disk{}); err != nil {
		return fmt.Errorf("results are not written: %w", err)
	}
	return nil
}

// Replaceable says beforehand whether Write would refuse the folder, so that nobody simulates in vain.
func Replaceable(dir string) error {
	dir, err := target(dir)
	if err != nil {
		return err
	}
	_, err = look(dir)
	return err
}

// Read reads the set of a results folder. What was NaN or infinite is NaN.
func Read(dir string) (*Set, error) {
	data, err := os.ReadFile(filepath.Join(dir, resultName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is no results folder: it has no %s%s", dir, resultName, hint(dir))
	}
	if err != nil {
		return nil, err
	}
	var s Set
	if err := FromJSON(data, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, resultName), err)
	}
	return &s, nil
}

// contents are all files of a results folder by their path with forward slashes, and its manifest, which lists them. Single
// futures are written twice: once for their hash, and once, by whoever wants them, to the disk.
func contents(s *Set, extra map[string][]byte) (map[string]io.WriterTo, *Manifest, error) {
	tables, err := tables(s)
	if err != nil {
		return nil, nil, err
	}
	files := map[string]io.WriterTo{}
	for name, b := range tables {
		files[name] = data(b)
	}
	full := *s
	full.Manifest.Hash = Hash(s.Manifest.Identity)
	full.Manifest.Files = nil
	all, err := JSON(full)
	if err != nil {
		return nil, nil, err
	}
	files[resultName], files[manifestName] = data(all), nil
	if len(s.Draws) > 0 {
		files[DrawsName] = s.Draws
	}
	for name, b := range extra {
		if _, taken := files[name]; taken || !filepath.IsLocal(filepath.FromSlash(name)) || path.Clean(name) != name || name == "." {
			return nil, nil, fmt.Errorf("%q cannot be the name of a file of a results folder", name)
		}
		files[name] = data(b)
	}
	manifest := full.Manifest
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == manifestName {
			continue
		}
		sum := sha256.New()
		if _, err := files[name].WriteTo(sum); err != nil {
			return nil, nil, err
		}
		manifest.Files = append(manifest.Files, File{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil))})
	}
	list, err := JSON(manifest)
	files[manifestName] = data(list)
	return files, &manifest, err
}

// place puts files at dir: all of them or, with an error, none.
func place(dir string, files map[string]io.WriterTo, d fileSystem) error {
	dir, err := target(dir)
	if err != nil {
		return err
	}
	one.Lock()
	defer one.Unlock()
	if err := d.MkdirAll(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := recoverLeft(dir, d); err != nil {
		return err
	}
	state, err := look(dir)
	if err != nil {
		return err
	}
	fresh := beside(dir, freshMark)
	if err := fill(fresh, files, d); err != nil {
		return errors.Join(err, d.RemoveAll(fresh))
	}
	if err := swap(dir, fresh, state, d); err != nil {
		return errors.Join(err, d.RemoveAll(fresh))
	}
	return nil
}

// target is the absolute path of dir, behind any symbolic link.
func target(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("the results folder has no name")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if behind, err := filepath.EvalSymlinks(abs); err == nil {
		abs = behind
	}
	if filepath.Dir(abs) == abs {
		return "", fmt.Errorf("%s is the root of the file system; choose a folder in it", dir)
	}
	return abs, nil
}

// fill writes a new folder, the manifest last.
func fill(dir string, files map[string]io.WriterTo, d fileSystem) error {
	if err := d.RemoveAll(dir); err != nil {
		return err
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool { return name == manifestName })
	for _, name := range append(names, manifestName) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := d.MkdirAll(filepath.Dir(file)); err != nil {
			return err
		}
		if err := d.WriteFile(file, files[name]); err != nil {
			return err
		}
	}
	return nil
}

// swap puts the folder fresh in the place of dir and what was there out of the way.
func swap(dir, fresh string, state state, d fileSystem) error {
	switch state {
	case absent:
		return d.Rename(fresh, dir)
	case vacant:
		if err := d.Remove(dir); err != nil {
			return err
		}
		return d.Rename(fresh, dir)
	}
	aside := beside(dir, asideMark)
	if err := d.Rename(dir, aside); err != nil {
		return err
	}
	if err := d.Rename(fresh, dir); err != nil {
		return errors.Join(err, d.Rename(aside, dir))
	}
	_ = d.RemoveAll(aside) // the results are in place; what stays of the older ones goes at the next write
	return nil
}
