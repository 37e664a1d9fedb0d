package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeFolder writes files by their path into a new folder, or an empty one: all of them or none.
func writeFolder(dir string, files map[string][]byte) error {
	return fillFolder(dir, func(fresh string) error {
		for name, data := range files {
			file := filepath.Join(fresh, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				return err
			}
			if err := os.WriteFile(file, data, 0o666); err != nil {
				return err
			}
		}
		return nil
	})
}

// fillFolder makes a new folder, or fills an empty one, by a function that writes into a folder beside it: as a whole or
// not at all.
func fillFolder(dir string, fill func(fresh string) error) error {
	if err := emptyFolder(dir); err != nil {
		return err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), ".targetcast-new-")
	if err != nil {
		return err
	}
	err = func() error {
		if err := fill(fresh); err != nil {
			return err
		}
		if err := os.Chmod(fresh, 0o777&^umask); err != nil {
			return err
		}
		if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return os.Rename(fresh, dir)
	}()
	if err != nil {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	return nil
}

// umask is what others may not do in a folder made by os.MkdirTemp, which is private.
const umask = 0o022

// emptyFolder says beforehand whether writeFolder would refuse the folder.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return inputError{fmt.Errorf("--out %s: %w", dir, reason(err))}
	case len(entries) > 0:
		return inputError{fmt.Errorf("--out %s: the folder holds files already; choose a new one", dir)}
	}
	return nil
}
