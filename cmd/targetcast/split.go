package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/output/result"
	"targetcast/output/revision"
)

// step is a run on the way from one results folder to another.
type step struct {
	name string
	p    map[revision.Row]float64
}

// splitSteps runs the way from the first folder to the second: each step takes one more part from the second. The first
// step is the first folder as published, the last one ends at the second as published, so that the steps add up.
func splitSteps(c *cobra.Command, dirs []string, sets [2]*result.Set) ([]step, error) {
	from, to := &mixture{}, &mixture{}
	for i, m := range []*mixture{from, to} {
		manifest, err := result.ReadManifest(dirs[i])
		if err != nil {
			return nil, inputError{err}
		}
		if err := m.read(dirs[i], manifest); err != nil {
			return nil, err
		}
	}
	steps := []step{{"", likelihoods(sets[0])}}
	now := from.clone()
	pending := "" // parts that do not fit the rest without the next part
	ways := []struct {
		name string
		take func()
	}{
		{"engine", func() {}},
		{"data", func() { now.take(to, isData) }},
		{"plan", func() { now.take(to, isPlan) }},
		{"scenarios", func() { now.take(to, isScenario) }},
		{"options", func() { now.asked(to) }},
		{"luck", func() { now.luck(to) }},
	}
	for i, way := range ways {
		way.take()
		name := pending + way.name
		p, err := now.run(c)
		var misfit inputError
		switch {
		case i > 0 && i < len(ways)-1 && errors.As(err, &misfit):
			pending = name + ", "
			continue
		case err != nil:
			return nil, err
		}
		steps, pending = append(steps, step{name, p}), ""
	}
	if last := likelihoods(sets[1]); !equal(steps[len(steps)-1].p, last) {
		steps = append(steps, step{"B's engine", last})
	}
	return steps, nil
}

func likelihoods(s *result.Set) map[revision.Row]float64 {
	out := map[revision.Row]float64{}
	for row, k := range revision.Likelihoods(s) {
		out[row] = k.P
	}
	return out
}

func equal(a, b map[revision.Row]float64) bool {
	for row, p := range b {
		if q, ok := a[row]; ok && p != q {
			return false
		}
	}
	return true
}

// mixture is a run with parts from two folders.
type mixture struct {
	files    map[string][]byte // inputs by their path below the folder of inputs
	manifest result.Manifest
	p        map[revision.Row]float64
	changed  bool // since p was computed
}

func isData(name string) bool {
	return path.Ext(name) == ".csv" && !isGiven(name) || name == "sources.toml"
}
func isPlan(name string) bool     { return !isData(name) && !isScenario(name) && !isGiven(name) }
func isScenario(name string) bool { return strings.HasPrefix(name, "scenarios/") }
func isGiven(name string) bool    { return strings.HasPrefix(name, "given/") }

func (m *mixture) read(dir string, manifest *result.Manifest) error {
	m.files, m.manifest, m.changed = map[string][]byte{}, *manifest, true
	root := os.DirFS(filepath.Join(dir, inputsFolder))
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		m.files[name], err = fs.ReadFile(root, name)
		return err
	})
}

func (m *mixture) clone() *mixture {
	out := &mixture{files: map[string][]byte{}, manifest: m.manifest, changed: true}
	for name, b := range m.files {
		out.files[name] = b
	}
	return out
}

// take replaces the files of one kind by those of another mixture.
func (m *mixture) take(from *mixture, kind func(string) bool) {
	for name, b := range m.files {
		if other, ok := from.files[name]; kind(name) && (!ok || string(other) != string(b)) {
			delete(m.files, name)
			m.changed = true
		}
	}
	for name, b := range from.files {
		if _, ok := m.files[name]; kind(name) && !ok {
			m.files[name], m.changed = b, true
		}
	}
}

// asked takes what the command line said, with the files that it named.
func (m *mixture) asked(from *mixture) {
	m.take(from, isGiven)
	m.manifest.Request, m.changed = from.manifest.Request, true
}

func (m *mixture) luck(from *mixture) {
	a, b := &m.manifest.Identity, from.manifest.Identity
	if a.Seed != b.Seed || a.Draws != b.Draws || a.Sampler != b.Sampler || a.Smooth != b.Smooth {
		a.Seed, a.Draws, a.Sampler, a.Smooth, m.changed = b.Seed, b.Draws, b.Sampler, b.Smooth, true
	}
}

// run runs the mixture, unless nothing changed since it last ran.
func (m *mixture) run(c *cobra.Command) (map[revision.Row]float64, error) {
	if !m.changed {
		return m.p, nil
	}
	dir, err := os.MkdirTemp("", "targetcast-diff-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, b := range m.files {
		file := filepath.Join(dir, inputsFolder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, b, 0o666); err != nil {
			return nil, err
		}
	}
	o := again(dir, &m.manifest)
	o.sets, o.pictures, o.keep = 0, "none", nil
	o.scenarios = nil // all that are there; rows that only one folder has are not compared
	l, err := o.load([]string{filepath.Join(dir, inputsFolder)})
	if err != nil {
		return nil, err
	}
	set, _, err := o.produce(c.Context(), c.ErrOrStderr(), l, time.Now())
	if err != nil {
		return nil, err
	}
	m.p, m.changed = likelihoods(set), false
	return m.p, nil
}
