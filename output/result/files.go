package result

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WriteFiles writes single files into a folder, or into folders in it ("pictures/a.svg"), each under a passing name first and
// put in place by renaming once all are on the disk. Files of these names are replaced, others are left alone.
func WriteFiles(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("nothing is written: %w", err)
	}
	var fresh []string
	clean := func(err error) error {
		for _, name := range fresh {
			err = errors.Join(err, os.Remove(name))
		}
		return fmt.Errorf("nothing is written: %w", err)
	}
	passing := func(name string) string {
		return filepath.Join(dir, filepath.Dir(name), fmt.Sprintf(".%s.new-%d", filepath.Base(name), os.Getpid()))
	}
	for name, data := range files {
		if !filepath.IsLocal(name) {
			return clean(fmt.Errorf("%q is no name of a file in the folder", name))
		}
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			return clean(err)
		}
		if err := os.WriteFile(passing(name), data, 0o666); err != nil {
			return clean(err)
		}
		fresh = append(fresh, passing(name))
	}
	for name := range files {
		if err := os.Rename(passing(name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
