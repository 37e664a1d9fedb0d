package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
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
		{"data", func() { now.take(to, isData); now.observed(to) }},
		{"laws", func() { now.laws(to); now.judged(to) }},
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
	return slices.Contains([]string{".csv", ".parquet"}, path.Ext(name)) && !isGiven(name) || name == "sources.toml"
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

// asked takes what the command line said, but for the files that it named.
func (m *mixture) asked(from *mixture) {
	r := from.manifest.Request
	r.Data, r.Columns, r.Elicitation = m.manifest.Request.Data, m.manifest.Request.Columns, m.manifest.Request.Elicitation
	m.manifest.Request, m.changed = r, true
}

// observed takes the observations that the command line named.
func (m *mixture) observed(from *mixture) {
	r := m.manifest.Request
	r.Data, r.Columns = from.manifest.Request.Data, from.manifest.Request.Columns
	m.give(r, from, m)
}

// judged takes the judgements: those of the folder and those that the command line named.
func (m *mixture) judged(from *mixture) {
	m.take(from, func(name string) bool { return name != plan.Main && isPlan(name) })
	r := m.manifest.Request
	r.Elicitation = from.manifest.Request.Elicitation
	m.give(r, m, from)
}

// give changes the request and lays its files out as it numbers them: its data as another mixture has them, and its
// judgements as a third.
func (m *mixture) give(r result.Request, data, judgements *mixture) {
	files := map[string][]byte{}
	for i, name := range r.Data {
		files[given(i, name)] = data.files[given(i, name)]
	}
	if name := r.Elicitation; name != "" {
		files[given(len(r.Data), name)] = judgements.files[given(len(judgements.manifest.Request.Data), name)]
	}
	m.manifest.Request = r
	m.take(&mixture{files: files}, isGiven)
}

// given is where the folder of inputs keeps a file that the command line named.
func given(i int, name string) string {
	return strings.TrimPrefix(givenName(i, name), inputsFolder+"/")
}

// laws takes from another mixture's plan the tables that say how indicators move.
func (m *mixture) laws(from *mixture) {
	own, other := partsOf(m.files[plan.Main]), partsOf(from.files[plan.Main])
	if slices.Equal(texts(own, true), texts(other, true)) {
		return
	}
	mixed := slices.Concat(texts(own, false), texts(other, true))
	m.files[plan.Main], m.changed = []byte(strings.Join(mixed, "\n\n")+"\n"), true
}

// section is a part of a plan's file: what stands below one head, or above the first.
type section struct {
	text  string
	moves bool // says how indicators move
}

// texts are those of the sections that say how indicators move, or of the others.
func texts(all []section, moves bool) []string {
	var out []string
	for _, s := range all {
		if s.moves == moves {
			out = append(out, strings.TrimSpace(s.text))
		}
	}
	return out
}

func partsOf(file []byte) []section {
	var out []section
	from, kind := 0, ""
	cut := func(to int) {
		out = append(out, section{string(file[from:to]), slices.Contains([]string{"indicator", "factor", "pool", "league", "break", "correlation", "sample", "shock"}, kind)})
		from = to
	}
	for _, h := range document.Heads(file) {
		cut(h.Offset)
		kind = h.Name
	}
	cut(len(file))
	return out
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
