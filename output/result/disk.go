package result

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// fileSystem is what writing a results folder does to the disk.
type fileSystem interface {
	MkdirAll(dir string) error
	WriteFile(name string, content io.WriterTo) error // a new file, on the disk when it returns
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
}

type disk struct{}

func (disk) MkdirAll(dir string) error    { return os.MkdirAll(dir, 0o777) }
func (disk) Rename(from, to string) error { return os.Rename(from, to) }
func (disk) Remove(name string) error     { return os.Remove(name) }
func (disk) RemoveAll(name string) error  { return os.RemoveAll(name) }
func (disk) WriteFile(name string, content io.WriterTo) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = content.WriteTo(f)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// A folder that is being written, or that makes room for a new one, stands beside the results folder:
// ".NAME" + mark + host + "-" + process.
const (
	freshMark = ".targetcast-new-"
	asideMark = ".targetcast-old-"
)

// stale is the age from which a folder left on another machine counts as left for good.
const stale = 24 * time.Hour

func beside(dir, mark string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+mark+host()+"-"+strconv.Itoa(os.Getpid()))
}

func host() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "localhost"
	}
	return strings.ReplaceAll(name, string(filepath.Separator), "_")
}

// left are the folders with a mark beside dir whose run is over.
func left(dir, mark string) ([]string, error) {
	parent := filepath.Dir(dir)
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		rest, marked := strings.CutPrefix(e.Name(), "."+filepath.Base(dir)+mark)
		if marked && e.IsDir() && over(rest, e) {
			found = append(found, filepath.Join(parent, e.Name()))
		}
	}
	return found, nil
}

// over says whether the run that made a folder, by the rest "host-process" of its name, is over.
func over(rest string, e os.DirEntry) bool {
	cut := strings.LastIndexByte(rest, '-')
	if cut < 0 {
		return false
	}
	pid, err := strconv.Atoi(rest[cut+1:])
	if err != nil {
		return false
	}
	if rest[:cut] == host() {
		return pid == os.Getpid() || !running(pid)
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > stale
}

func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0)) // sends nothing
	_ = p.Release()
	return !errors.Is(err, os.ErrProcessDone)
}

// recoverLeft undoes what killed runs left beside dir: unfinished folders are removed; a results folder that was moved
// aside comes back when no other took its place.
func recoverLeft(dir string, d fileSystem) error {
	unfinished, err := left(dir, freshMark)
	if err != nil {
		return err
	}
	for _, name := range unfinished {
		if err := d.RemoveAll(name); err != nil {
			return err
		}
	}
	aside, err := left(dir, asideMark)
	if err != nil {
		return err
	}
	for _, name := range aside {
		if _, err := os.Lstat(dir); errors.Is(err, os.ErrNotExist) {
			if err := d.Rename(name, dir); err != nil {
				return err
			}
			continue
		}
		if _, err := readManifest(dir); err != nil {
			continue // something else took the place: what stands aside is kept
		}
		if err := d.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// hint says, for an error, where the results went that are missing at dir.
func hint(dir string) string {
	abs, err := target(dir)
	if err != nil {
		return ""
	}
	aside, err := left(abs, asideMark)
	if err != nil || len(aside) == 0 {
		return ""
	}
	return fmt.Sprintf("; an interrupted run left the results in %s, and the next run into this folder puts them back", aside[0])
}
