package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/process"
	"targetcast/model/series"
	"targetcast/output/result"
	"targetcast/scenarios"
	"targetcast/seeds"
)

// source is what every command that reads a plan can be told.
type source struct {
	asOf            string
	data            []string
	columns         []string // where the files of data have their columns
	withoutRecalled bool
	elicitation     string
	scenarios       []string
	set             []string
	past            string // what a replay of the past does; "": what the plan says
	// readFile reads the files that flags name; nil: from the disk.
	readFile func(name string) ([]byte, error)
}

func (s *source) read(name string) ([]byte, error) {
	if s.readFile != nil {
		return s.readFile(name)
	}
	return os.ReadFile(name)
}

func (s *source) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&s.asOf, "as-of", "", "stand at this `date` (YYYY-MM-DD): nothing published later is used")
	f.StringArrayVar(&s.data, "data", nil, "`file` of your own observations, CSV or Parquet (series,year,value[,unit,published,vintage,source,source_grade,note]); rows win over the plan's")
	f.StringSliceVar(&s.columns, "columns", nil, "`where` the files of --data have them: year=YEAR,value=GDP,series:=gdp.city (:= is the same text in every row); others are passed over")
	f.BoolVar(&s.withoutRecalled, "without-recalled", false, "drop observations whose source is memory")
	f.StringVar(&s.elicitation, "elicitation", "", "use this `file` of judgements instead of the plan's own")
	f.StringSliceVarP(&s.scenarios, "scenario", "s", nil, "scenarios to read, by `id`, separated by commas (default: all)")
	f.StringArrayVar(&s.set, "set", nil, "`change` a number in every scenario: 'indicator.growth_x.mean = { add = 0.5 }'; may be repeated")
	complete(c, map[string]completer{
		"as-of": oneOf(), "data": files("csv", "parquet"), "columns": oneOf(), "elicitation": files("toml"), "set": oneOf(), "scenario": listOf(scenarioIDs),
	})
	c.ValidArgsFunction = folders
}

// loaded is a plan with the scenarios that were asked for, each applied.
type loaded struct {
	plan      *plan.Plan
	files     []plan.File // of scenarios
	scenarios []scenarios.Scenario
	plans     []*plan.Plan // by scenario
	headline  int
	from      folder
	folder    string
	given     []string // files that the user named
	learnt    result.Past
}

func laws() map[string][]string {
	out := map[string][]string{}
	for _, name := range process.Names() {
		law, _ := process.Lookup(name)
		out[name] = []string{}
		for _, p := range law.Spec().Params {
			out[name] = append(out[name], p.Name)
		}
	}
	return out
}

// folder is a plan's folder and where its scenarios are.
type folder struct {
	name      string // as the user gave it; "" for the shipped plan
	plan      fs.FS
	scenarios fs.FS
	below     string // folder of the scenarios in their file system
}

// open opens a plan's folder, or the shipped plan, with the scenarios that go with it.
func open(args []string) (folder, error) {
	if len(args) == 0 {
		return folder{plan: seeds.Default(), scenarios: scenarios.Shipped(), below: "."}, nil
	}
	if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
		return folder{}, inputError{fmt.Errorf("%s is no folder; give the folder that holds %s, or nothing for the shipped plan", args[0], plan.Main)}
	}
	fsys := os.DirFS(args[0])
	return folder{name: args[0], plan: fsys, scenarios: fsys, below: "scenarios"}, nil
}

func (f folder) loadScenarios() ([]scenarios.Scenario, error) {
	return scenarios.LoadFrom(f.scenarios, f.below)
}

// load reads the plan, applies the scenarios that were asked for, and learns from the past how to use the plan's laws.
func (s *source) load(args []string) (*loaded, error) {
	l, err := s.loadAsWritten(args)
	if err != nil {
		return nil, err
	}
	return l, l.learn(s.past)
}

// loadAsWritten reads the plan and applies the scenarios that were asked for.
func (s *source) loadAsWritten(args []string) (*loaded, error) {
	f, err := open(args)
	if err != nil {
		return nil, err
	}
	o, problems := s.options()
	if err := s.checkPast(); err != nil {
		problems = append(problems, err)
	}
	sets, err := s.sets()
	if err := errors.Join(append(problems, err)...); err != nil {
		return nil, inputError{err}
	}
	l := &loaded{from: f, folder: f.name, given: slices.Concat(s.data, []string{s.elicitation, setFile})}
	var planErr error
	l.plan, planErr = plan.Load(f.plan, o)
	all, err := f.loadScenarios()
	if err := errors.Join(l.located(planErr), l.located(err)); err != nil {
		return nil, inputError{err}
	}
	if len(all) == 0 {
		all = []scenarios.Scenario{{ID: "plan", Title: plan.Text{En: "The plan as written", Zh: "规划原文"}}}
	}
	if err := s.choose(l, all, sets); err != nil {
		return nil, inputError{l.located(err)}
	}
	return l, l.note(f)
}

func (l *loaded) located(err error) error { return located(err, l.folder, l.given) }

// options reads the files and dates that the flags name. All problems are returned.
func (s *source) options() (plan.Options, []error) {
	o := plan.Options{WithoutRecalled: s.withoutRecalled, Laws: laws()}
	var problems []error
	if s.asOf != "" {
		t, err := time.Parse(time.DateOnly, s.asOf)
		if err != nil {
			problems = append(problems, fmt.Errorf("--as-of %s: write a date as 2021-08-02", s.asOf))
		}
		o.AsOf = &t
	}
	columns, err := series.ParseColumns(s.columns)
	if err != nil {
		problems = append(problems, prefixed("--columns ", err)...)
	}
	if len(s.columns) > 0 && len(s.data) == 0 {
		problems = append(problems, errors.New("--columns: says where the columns of --data are; give a file there"))
	}
	for _, name := range s.data {
		b, err := s.read(name)
		if err != nil {
			problems = append(problems, fmt.Errorf("--data %s: %w", name, reason(err)))
		}
		o.Data = append(o.Data, plan.Overlay{Name: name, Bytes: b, Columns: columns})
	}
	if s.elicitation != "" {
		b, err := s.read(s.elicitation)
		if err != nil {
			problems = append(problems, fmt.Errorf("--elicitation %s: %w", s.elicitation, reason(err)))
		}
		o.Elicitation = &plan.Overlay{Name: s.elicitation, Bytes: b}
	}
	return o, problems
}

// prefixed are joined problems, each behind the flag that it is about.
func prefixed(flag string, err error) []error {
	var out []error
	for line := range strings.Lines(err.Error()) {
		out = append(out, errors.New(flag+strings.TrimRight(line, "\n")))
	}
	return out
}

// reason is why a file cannot be opened, without its name, which stands before it.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// setFile is the file that problems of --set name.
const setFile = "--set"

func (s *source) sets() ([]scenarios.Change, error) {
	var out []scenarios.Change
	var problems []error
	for _, text := range s.set {
		c, err := scenarios.ParseSet(text)
		if err != nil {
			problems = append(problems, err)
		}
		out = append(out, c)
	}
	return out, errors.Join(problems...)
}

// choose applies the scenarios that were asked for, in the order of the list of all.
func (s *source) choose(l *loaded, all []scenarios.Scenario, sets []scenarios.Change) error {
	if err := s.asked(all); err != nil {
		return err
	}
	var problems plan.Problems
	for _, sc := range all {
		if len(s.scenarios) > 0 && !slices.Contains(s.scenarios, sc.ID) {
			continue
		}
		chain, err := scenarios.Resolve(all, sc.ID)
		if err == nil {
			if len(sets) > 0 {
				chain = append(chain, scenarios.Scenario{ID: setFile, Changes: sets})
			}
			var p *plan.Plan
			if p, err = scenarios.Apply(l.plan, chain...); err == nil {
				l.scenarios, l.plans = append(l.scenarios, sc), append(l.plans, p)
				l.uses(chain)
				continue
			}
		}
		var found plan.Problems
		if !errors.As(err, &found) {
			return err
		}
		problems.Add(found...) // the same problem of a shared parent, or of --set, is reported once
	}
	l.headline = max(0, slices.IndexFunc(l.scenarios, unchanged))
	return problems.Err()
}

// uses adds the files of a chain to those that were used.
func (l *loaded) uses(chain []scenarios.Scenario) {
	for _, sc := range chain {
		f := plan.File{Name: sc.Origin.File}
		if f.Name != "" && !slices.Contains(l.files, f) {
			l.files = append(l.files, f)
		}
	}
}

// asked checks the ids of --scenario.
func (s *source) asked(all []scenarios.Scenario) error {
	var ids []string
	for _, sc := range all {
		ids = append(ids, sc.ID)
	}
	var problems []error
	for _, want := range s.scenarios {
		if !slices.Contains(ids, want) {
			problems = append(problems, fmt.Errorf("--scenario %s: no such scenario%s", want, document.Suggest(want, ids)))
		}
	}
	return errors.Join(problems...)
}

// note keeps the hash of each scenario file that was used, for the manifest.
func (l *loaded) note(f folder) error {
	for i, file := range l.files {
		b, err := fs.ReadFile(f.scenarios, file.Name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		l.files[i] = plan.File{Name: path.Join("scenarios", path.Base(file.Name)), SHA256: hex.EncodeToString(sum[:])}
	}
	return nil
}

// unchanged reports whether a scenario is the plan itself: such a one is the headline.
func unchanged(s scenarios.Scenario) bool {
	return s.Extends == "" && len(s.Changes)+len(s.Conditions)+len(s.Shocks) == 0
}
