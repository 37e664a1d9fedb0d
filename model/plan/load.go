package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"time"

	"targetcast/model/plan/document"
	"targetcast/model/series"
)

// Main is the name of the file that every plan's folder holds.
const Main = "plan.toml"

// Overlay is a file that a user lays over a plan.
type Overlay struct {
	Name    string
	Bytes   []byte
	Columns series.Columns // of observations: where the file has them; nil: as ReadObservations knows them
}

// Options are what a user says beside the folder.
type Options struct {
	AsOf            *time.Time // in place of the plan's own date
	Data            []Overlay  // observation tables whose rows win over those of the plan, later ones over earlier
	Elicitation     *Overlay   // in place of the plan's own elicitation
	WithoutRecalled bool       // drop rows whose source is memory
	// Laws names the parameters of each law; nil: laws are not checked and fitted parameters have no keys.
	Laws map[string][]string
}

// Problems is every problem that was found, in order of file and line; as an error it prints one a line.
type Problems = document.Problems

// loader is one reading of a folder.
type loader struct {
	fsys     fs.FS
	opts     Options
	plan     *Plan
	problems Problems
	main     *document.Table // plan.toml
	elicited *document.Table // the elicitation; nil without one
	names    []string        // series that the plan's tables name, sorted
	// unsourced are the pairs of file and source that were reported already.
	unsourced map[string]bool
}

// Load reads the plan in a folder and checks it. On any problem the error is a Problems that holds all of them, and
// there is no plan.
func Load(fsys fs.FS, opts Options) (*Plan, error) {
	l := &loader{fsys: fsys, opts: opts, unsourced: map[string]bool{},
		plan: &Plan{laws: opts.Laws, WithoutRecalled: opts.WithoutRecalled, Widen: 1}}
	l.main = l.document(Main)
	if l.main == nil {
		return nil, l.problems.Err()
	}
	l.header()
	l.readSources()
	l.readTables()
	l.readBook()
	l.readElicitation()
	l.main.Done()
	l.check()
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	return l.plan, nil
}

// file reads a file of the folder and notes it for the manifest; false when there is none.
func (l *loader) file(name string) ([]byte, bool) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil, false
	}
	l.note(name, data)
	return data, true
}

func (l *loader) note(name string, data []byte) {
	sum := sha256.Sum256(data)
	f := File{Name: name, SHA256: hex.EncodeToString(sum[:])}
	if !slices.Contains(l.plan.Files, f) { // two samples may stand in one file
		l.plan.Files = append(l.plan.Files, f)
	}
}

// document reads plan.toml itself.
func (l *loader) document(name string) *document.Table {
	data, err := fs.ReadFile(l.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.problems.File(name, "there is none in this folder; a plan is a folder that holds %s", name)
		return nil
	case err != nil:
		l.problems.File(name, "cannot be read: %v", err)
		return nil
	}
	l.note(name, data)
	return document.Parse(name, data, Keys(l.opts.Laws), &l.problems)
}

// named reads the file that a key of a table names.
func (l *loader) named(t *document.Table, key, name string) ([]byte, bool) {
	if name == "" {
		return nil, false
	}
	if !fs.ValidPath(name) {
		t.Problem(key, "%q is no path inside the plan's folder; write a file name", name)
		return nil, false
	}
	data, ok := l.file(name)
	if !ok {
		t.Problem(key, "there is no file %q%s", name, document.Suggest(name, l.files(path.Dir(name))))
	}
	return data, ok
}

// files lists a directory of the folder.
func (l *loader) files(dir string) []string {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

// readSources reads the table of sources: one table for each key.
func (l *loader) readSources() {
	l.plan.Sources = map[string]Source{}
	name := l.main.String("sources")
	data, ok := l.named(l.main, "sources", name)
	if !ok {
		return
	}
	root := document.Parse(name, data, SourceKeys, &l.problems)
	if root == nil {
		return
	}
	for _, id := range root.Keys() {
		if t := root.Table(id); t != nil {
			l.plan.Sources[id] = Source{ID: id, Title: t.String("title"), TitleEn: t.String("title_en"),
				Publisher: t.String("publisher"), PublisherEn: t.String("publisher_en"), Date: t.String("date"), URL: t.String("url")}
			t.Done()
		}
	}
}

// readBook reads the observation tables, and lays the user's own over them.
func (l *loader) readBook() {
	var all []series.Observation
	for _, name := range l.main.Strings("data") {
		if data, ok := l.named(l.main, "data", name); ok {
			rows, wrong := series.ReadObservations(bytes.NewReader(data), name)
			l.problems.Add(wrong...)
			for _, o := range rows {
				l.checkRowSource(o.File, o.Line, o.Source)
			}
			all = append(all, rows...)
		}
	}
	book := series.NewBook(all)
	l.names = book.Names()
	if l.opts.WithoutRecalled {
		book = book.WithoutSource("recalled")
	}
	for _, o := range l.opts.Data {
		rows, wrong := series.ReadObservationsAs(bytes.NewReader(o.Bytes), o.Name, o.Columns)
		l.problems.Add(wrong...)
		l.note(o.Name, o.Bytes)
		book = book.Overlay(series.NewBook(l.checkOverlay(rows, book)))
	}
	l.plan.Book = book
}
