package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// study is what every command that asks one question of many runs can be told.
type study struct {
	source
	draws, workers  int
	seed            uint64
	out, lang, font string
	formats         []string
}

func (s *study) studyFlags(c *cobra.Command, draws int) {
	s.flags(c)
	s.pastFlag(c)
	f := c.Flags()
	f.IntVarP(&s.draws, "draws", "n", draws, "`number` of simulated futures behind each answer")
	f.Uint64Var(&s.seed, "seed", 1, "the luck, a `number`: the same seed gives the same numbers")
	f.IntVar(&s.workers, "workers", 0, "`number` of cores to use, 0 for all; changes no result")
	f.StringVarP(&s.out, "out", "o", "", "write tables (CSV) and pictures into this `folder`; without it only the terminal is written to")
	f.StringSliceVar(&s.formats, "format", []string{"svg", "png"}, "picture `formats`: svg, png, pdf")
	f.StringVar(&s.lang, "lang", "en", "`language` of tables and pictures: en, zh, or both for pictures in each")
	f.StringVar(&s.font, "font", "", "TrueType or OpenType font `file` for the pictures' text")
	complete(c, map[string]completer{
		"draws": oneOf(), "seed": oneOf(), "workers": oneOf(), "format": listOf(pictureFormats), "lang": oneOf(languages...), "font": files("ttf", "otf"),
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	})
}

// begin checks the flags and reads the plan.
func (s *study) begin(args []string) (words.Lang, *loaded, error) {
	r := runOptions{draws: s.draws, workers: s.workers, formats: s.formats, lang: s.lang, font: s.font, sampler: "mc", pictures: pictureChoices[0], out: "results"}
	lang, err := r.check()
	if err != nil {
		return lang, nil, err
	}
	l, err := s.load(args)
	return lang, l, err
}

func (s *study) simulation(tell func(done, total int)) simulate.Options {
	return simulate.Options{Draws: s.draws, Seed: s.seed, Workers: s.workers, Progress: tell}
}

// inquiry is the plan under the one scenario that is asked about, and its program under the central prior.
type inquiry struct {
	loaded *loaded
	plan   *plan.Plan
	base   *program.Program
}

// beginOne checks the flags, reads the plan and compiles the one scenario that is asked about: the headline unless another
// was named.
func (s *study) beginOne(args []string) (words.Lang, inquiry, error) {
	lang, l, err := s.begin(args)
	if err != nil {
		return lang, inquiry{}, err
	}
	if len(s.scenarios) > 1 {
		return lang, inquiry{}, inputError{fmt.Errorf("--scenario %s: this command asks about one scenario", strings.Join(s.scenarios, ","))}
	}
	p := l.plans[l.headline]
	base, err := program.Compile(p, l.scenarios[l.headline].ID, central(p))
	if err != nil {
		return lang, inquiry{}, inputError{l.located(err)}
	}
	return lang, inquiry{l, p, base}, nil
}

// languagesOf are the languages of the pictures.
func (s *study) languagesOf() []words.Lang { return (&runOptions{lang: s.lang}).languages() }

// finish says what the past decided, and writes the tables and the pictures of each language; no file without --out.
func (s *study) finish(c *cobra.Command, lang words.Lang, l *loaded, tables map[string][]byte, pictures func(words.Lang) []chart.Picture) error {
	w := c.OutOrStdout()
	for _, sentence := range table.PastBrief(&result.Set{Past: l.learnt}, lang) {
		if _, err := fmt.Fprintln(w, "\n"+strings.Join(table.Wrap(sentence, width(w)), "\n")); err != nil {
			return err
		}
	}
	if s.out == "" {
		return nil
	}
	options := chart.Options{}
	if s.font != "" {
		face, err := typeface.Load(s.font)
		if err != nil {
			return inputError{fmt.Errorf("--font: %w", err)}
		}
		options.Face = face
	}
	var jobs []job
	for _, in := range s.languagesOf() {
		for _, p := range pictures(in) {
			p.Lang = in
			p.Caption = s.caption(in, l, p.Caption)
			for _, f := range s.formats {
				jobs = append(jobs, job{picture: p, format: f, file: p.Name + "." + in.String() + "." + f})
			}
		}
	}
	render(jobs, options)
	for _, j := range jobs {
		if j.err != nil {
			return j.err
		}
		tables[j.file] = j.data
	}
	if err := result.WriteFiles(s.out, tables); err != nil {
		return err
	}
	var names []string
	for name := range tables {
		names = append(names, filepath.Join(s.out, name))
	}
	slices.Sort(names)
	_, err := fmt.Fprintln(w, lang.Written(names))
	return err
}

func (s *study) caption(lang words.Lang, l *loaded, c chart.Caption) chart.Caption {
	c.AsOf = lang.Month(l.plan.AsOf.Year(), int(l.plan.AsOf.Month()))
	if c.Futures == 0 {
		c.Futures = s.draws
	}
	if note := text(l.plan.Note).In(lang); note != "" {
		c.Notes = append(c.Notes, note)
	}
	return c
}

// asked is a question with its title.
type asked struct {
	search.Question
	set string // "", or "observed", "all", or a group's id
	of  *loaded
	// judged: it holds targets without a base value.
	judged bool
}

func (a asked) title(lang words.Lang) string {
	if a.set == "" {
		return a.of.targetTitle(lang, a.Of[0])
	}
	set := lang.SetObserved()
	switch {
	case a.set == allTargets:
		set = lang.SetAll()
	case a.set != observedTargets:
		for _, g := range a.of.plan.Groups {
			if g.ID == a.set {
				set = lang.SetGroup(text(g.Title).In(lang))
			}
		}
	}
	if !a.Share() {
		return lang.HowManyOf(set, len(a.Of))
	}
	return lang.AtLeastOf(set, a.AtLeast, len(a.Of))
}

// The sets of targets that are no group of the plan.
const (
	observedTargets = "observed"
	allTargets      = "all"
)

func (l *loaded) targetTitle(lang words.Lang, n search.Name) string {
	for _, t := range l.plan.Targets {
		if t.ID != n.Target {
			continue
		}
		for _, r := range t.Readings {
			if r.ID == n.Reading {
				return text(t.Title).In(lang) + lang.Colon() + text(r.Title).In(lang)
			}
		}
		return text(t.Title).In(lang)
	}
	return n.String()
}

// members are the targets of a set that count in joint results and can be assessed.
func (l *loaded) members(p *program.Program, set string) []search.Name {
	group := map[string]string{}
	for _, t := range l.plan.Targets {
		group[t.ID] = t.Group
	}
	var out []search.Name
	for _, e := range p.Events {
		f := p.Facts[e.Target]
		if !e.Joint || f.CannotTell {
			continue
		}
		if set == allTargets || set == observedTargets && f.HasBase || set == group[e.Target] {
			out = append(out, search.Name{Target: e.Target, Reading: e.Reading})
		}
	}
	return out
}

// question reads what is asked: a target, a target/reading, "observed", "all" or a group. atLeast is 0 for how
// many, and negative when it was not said: then all.
func (l *loaded) question(p *program.Program, text string, atLeast int) (asked, error) {
	a := asked{of: l}
	var known []string
	for _, e := range p.Events {
		n := search.Name{Target: e.Target, Reading: e.Reading}
		known = append(known, n.String())
		if n.String() == text {
			a.Question = search.Met(n)
			a.judged = !p.Facts[n.String()].HasBase
			if atLeast > 1 {
				return a, fmt.Errorf("%s is one target, of which at least %d cannot be met", text, atLeast)
			}
			return a, nil
		}
	}
	a.set = text
	known = append(known, observedTargets, allTargets)
	for _, g := range l.plan.Groups {
		known = append(known, g.ID)
	}
	a.Of = l.members(p, text)
	switch {
	case !slices.Contains(known, text):
		return a, fmt.Errorf("no target %q%s", text, document.Suggest(text, known))
	case len(a.Of) == 0:
		return a, fmt.Errorf("%s holds no target that counts in joint results and can be assessed", text)
	case atLeast > len(a.Of):
		return a, fmt.Errorf("%s holds %d targets, of which at least %d cannot be met", text, len(a.Of), atLeast)
	}
	if a.AtLeast = atLeast; atLeast < 0 {
		a.AtLeast = len(a.Of)
	}
	for _, n := range a.Of {
		a.judged = a.judged || !p.Facts[n.Target].HasBase
	}
	return a, nil
}

// dials reads KEY = LOW..HIGH and checks the keys against the plan.
func dials(p *plan.Plan, flag string, texts []string) ([]search.Dial, error) {
	var paths []string
	for _, n := range p.Numbers() {
		if !n.Switch {
			paths = append(paths, n.Path)
		}
	}
	var out []search.Dial
	for _, text := range texts {
		d, err := search.ParseDial(text)
		if err != nil {
			return nil, inputError{fmt.Errorf("--%s %w", flag, err)}
		}
		for _, key := range d.Keys {
			if !slices.ContainsFunc(paths, func(path string) bool { return plan.Match(key, path) }) {
				return nil, inputError{fmt.Errorf("--%s %s: the plan has no such number%s", flag, key, document.Suggest(key, paths))}
			}
		}
		out = append(out, d)
	}
	return out, nil
}

// keyTitle is a key of a plan for readers: the title of what it belongs to, and the name of the number.
func (l *loaded) keyTitle(lang words.Lang, key string) string {
	parts := strings.Split(key, ".")
	last := parts[len(parts)-1]
	switch parts[0] {
	case "indicator", "factor", "elicit", "condition":
		if len(parts) > 1 {
			if title := l.indicatorTitle(lang, parts[1]); title != "" {
				if parts[0] == "condition" {
					last = "given"
				}
				if last == "value" { // the one number of a constant
					return title
				}
				return title + lang.Colon() + lang.NumberName(last)
			}
		}
	case "lever":
		if len(parts) > 2 && parts[1] == "*" {
			return lang.EveryLever() + lang.Colon() + lang.NumberName(last)
		}
		for _, v := range l.plan.Levers {
			if len(parts) > 1 && v.ID == parts[1] {
				return v.ID + " " + text(v.Title).In(lang) + lang.Colon() + lang.NumberName(last)
			}
		}
	case "target":
		for _, t := range l.plan.Targets {
			if len(parts) > 2 && t.ID == parts[1] {
				return text(t.Title).In(lang) + lang.Colon() + lang.NumberName(last)
			}
		}
	case "pool":
		if len(parts) == 3 {
			return lang.PoolTitle(nameOf(l.plan, lang, parts[1])) + lang.Colon() + lang.NumberName(last)
		}
	case "shock":
		if title := l.shockTitle(lang, strings.Join(parts[1:min(2, len(parts))], "")); title != "" && len(parts) == 2 {
			return title
		} else if title != "" {
			return title + lang.Colon() + lang.NumberName(last)
		}
	}
	return key
}

// shockTitle is the title of a shock, which a scenario may have added.
func (l *loaded) shockTitle(lang words.Lang, id string) string {
	for _, p := range l.plans {
		for _, s := range p.Shocks {
			if s.ID == id {
				return text(s.Title).In(lang)
			}
		}
	}
	return ""
}

// dialTitle is a dial for readers.
func (l *loaded) dialTitle(lang words.Lang, d search.Dial) string {
	var titles []string
	for _, key := range d.Keys {
		titles = append(titles, l.keyTitle(lang, key))
	}
	return lang.List(titles)
}

func (l *loaded) indicatorTitle(lang words.Lang, id string) string {
	for _, i := range l.plan.Indicators {
		if i.ID == id {
			return text(i.Title).In(lang)
		}
	}
	return ""
}

// elapsed says how long a command took, on the terminal's error side.
func elapsed(c *cobra.Command, since time.Time) {
	if c.ErrOrStderr() == os.Stderr && isTerminal(os.Stderr) {
		fmt.Fprintf(os.Stderr, "%.1f s\n", time.Since(since).Seconds())
	}
}
