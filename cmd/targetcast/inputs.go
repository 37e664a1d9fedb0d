package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/gallery"
	"targetcast/output/result"
	"targetcast/output/words"
)

// A results folder keeps copies of all that was read, laid out as a plan's folder, so that it can be run again wherever
// it is taken: below "inputs" the plan with its scenarios, below "inputs/given" what flags named.
const (
	inputsFolder = "inputs"
	givenFolder  = inputsFolder + "/given"
)

// givenFiles are the files that flags name, in the order in which their copies are numbered.
func (s *source) givenFiles() []string {
	out := slices.Clone(s.data)
	if s.elicitation != "" {
		out = append(out, s.elicitation)
	}
	return out
}

func givenName(i int, name string) string {
	return fmt.Sprintf("%s/%d-%s", givenFolder, i+1, filepath.Base(name))
}

// inputs adds the copies of what was read to the files of a results folder.
func (o *runOptions) inputs(l *loaded, extra map[string][]byte) error {
	given := o.givenFiles()
	for i, name := range given {
		b, err := o.read(name)
		if err != nil {
			return err
		}
		extra[givenName(i, name)] = b
	}
	for _, f := range l.plan.Files {
		if slices.Contains(given, f.Name) {
			continue
		}
		b, err := fs.ReadFile(l.from.plan, f.Name)
		if err != nil {
			return err
		}
		extra[path.Join(inputsFolder, f.Name)] = b
	}
	for _, f := range l.files {
		b, err := fs.ReadFile(l.from.scenarios, path.Join(l.from.below, path.Base(f.Name)))
		if err != nil {
			return err
		}
		extra[path.Join(inputsFolder, f.Name)] = b
	}
	return nil
}

// request is what was asked for, for the manifest.
func (o *runOptions) request(l *loaded) result.Request {
	return result.Request{Folder: l.folder, AsOf: o.asOf, Data: o.data, Columns: o.columns, WithoutRecalled: o.withoutRecalled, Elicitation: o.elicitation,
		Scenarios: o.scenarios, Set: o.set, Past: o.past, Keep: o.keep, Pictures: o.pictures, Formats: o.formats, Lang: o.lang, Font: o.font, Error: o.error}
}

func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

// settings lists every number of the plan as it is written, and under each scenario those that it changes.
func settings(l *loaded, programs []*program.Program) []result.Setting {
	posteriors := posteriors(programs[l.headline*len(priors(l.plan))])
	files := map[string]string{} // where a scenario's file lies in the folder of results: shipped ones lie elsewhere
	for _, f := range l.files {
		files[path.Base(f.Name)] = f.Name
	}
	setting := func(n plan.Number) result.Setting { return settingOf(n, posteriors, files) }
	own := map[string]string{}
	var out []result.Setting
	for _, n := range l.plan.Numbers() {
		s := setting(n)
		own[s.Key] = s.Value
		out = append(out, s)
	}
	for i, p := range l.plans {
		for _, n := range p.Numbers() {
			if s := setting(n); s.Value != own[s.Key] {
				s.Scenario = l.scenarios[i].ID
				out = append(out, s)
			}
		}
	}
	return out
}

func settingOf(n plan.Number, posteriors, files map[string]string) result.Setting {
	q := n.Quantity
	s := result.Setting{Key: n.Path, Value: valueOf(n, posteriors), Unit: n.Unit, Judged: q.Judged, Source: q.Source, Why: text(q.Why)}
	if o := q.Origin; o.File != "" {
		s.Origin = fmt.Sprintf("%s:%d", cmp.Or(files[path.Base(o.File)], o.File), o.Line)
	}
	return s
}

// levers are what the plan does.
func levers(p *plan.Plan) []result.Lever {
	var out []result.Lever
	for _, k := range p.Levers {
		out = append(out, result.Lever{ID: k.ID, Kind: k.Kind, PartOf: k.PartOf, Title: text(k.Title), Why: text(k.Why)})
	}
	return out
}

// sourcesOf are the documents behind the observations of a set, in alphabetical order of their keys. A value computed
// from several observations names them all.
func sourcesOf(p *plan.Plan, set *result.Set) []result.Source {
	used := map[string]bool{}
	for _, ind := range set.Indicators {
		for _, point := range ind.History {
			for _, key := range strings.Split(point.Source, " + ") {
				used[key] = true
			}
		}
	}
	var out []result.Source
	for _, key := range slices.Sorted(maps.Keys(used)) {
		if s, ok := p.Sources[key]; ok {
			out = append(out, result.Source{ID: key, Title: s.Title, TitleEn: s.TitleEn, Publisher: s.Publisher, PublisherEn: s.PublisherEn, Date: s.Date, URL: s.URL})
		}
	}
	return out
}

// picturesFile holds every picture as data, in both languages.
const picturesFile = "pictures.json"

// keepPictures stores all pictures as data, so that they can be drawn again in another language, format or size.
func keepPictures(l *loaded, set *result.Set, res *simulate.Result, grids []search.Grid) ([]byte, error) {
	n := len(priors(l.plan))
	var all []chart.Picture
	for _, lang := range []words.Lang{words.En, words.Zh} {
		a := album{lang: lang, l: l, set: set, runs: res.Runs[l.headline*n : (l.headline+1)*n], grids: grids, all: true}
		for _, p := range a.pictures() {
			p.Lang = lang
			all = append(all, p)
		}
	}
	return gallery.Encode(all)
}
