package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/model/program"
	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/model/stream"
	"targetcast/output/chart/typeface"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// runOptions are the flags of run.
type runOptions struct {
	source
	draws, workers, sets int
	seed                 uint64
	error                float64 // standard error to be reached; 0: so many draws, whatever the error
	out, sampler         string
	formats              []string
	lang, pictures, font string
	json, details        bool
	smooth               bool
	lines                int // of each replicate where smooth; 0: chosen when futures are
	keep                 []string
}

func newRun() *cobra.Command {
	o := &runOptions{}
	c := &cobra.Command{
		Use:   "run [FOLDER]",
		Short: "Simulate a plan under its scenarios; write tables and pictures",
		Long: `run simulates the plan in FOLDER (the shipped plan without one) under each scenario and writes a results folder:
tables (CSV), everything as one JSON file, a manifest, and pictures. The terminal gets one table of likelihoods.`,
		Example: `  targetcast run
  targetcast run --scenario trend --error 0.001 --pictures none
  targetcast run --draws 100000 --sampler mc
  targetcast run --scenario trend --smooth
  targetcast run my-plan --data my.csv --lang zh --format pdf
  targetcast run --set 'lever.F6.on = false' --out results-without-F6`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("draws") {
				if c.Flags().Changed("error") {
					return inputError{errors.New("--draws and --error: give one of them; --draws says how many futures, --error how exact they shall be")}
				}
				o.error = 0
			}
			return o.run(c, args)
		},
	}
	o.flags(c)
	o.pastFlag(c)
	f := c.Flags()
	f.StringVar(&o.sampler, "sampler", "sobol", "luck: sobol (16 replicates of a scrambled Sobol' sequence: smaller simulation error) or mc (independent futures)")
	f.BoolVar(&o.smooth, "smooth", false, "integrate one direction of luck out of each likelihood, alone and together: a far smaller error where an indicator has no jumps, for twice the processor time; with --draws along a quarter as many lines as futures, at least 4096")
	f.Float64Var(&o.error, "error", defaultError, "`standard error` that every likelihood shall have: futures are doubled until then, up to 1,048,576")
	f.IntVarP(&o.draws, "draws", "n", 0, "`number` of simulated futures, instead of as many as --error needs; sobol rounds it up to 4096, 8192, 16384, ...")
	f.Uint64Var(&o.seed, "seed", 1, "the luck, a `number`: the same seed gives the same numbers")
	f.IntVar(&o.workers, "workers", 0, "`number` of cores to use, 0 for all; changes no result")
	f.IntVar(&o.sets, "parameter-sets", 128, "`number` of sets of parameters for the range of the likelihood over what better data could tell; 0: leave it out")
	f.StringVarP(&o.out, "out", "o", "results", "results `folder`; replaced only when the new one is complete")
	f.StringSliceVar(&o.formats, "format", []string{"svg", "png"}, "picture `formats`: svg, png, pdf")
	f.StringVar(&o.lang, "lang", "en", "`language` of tables and pictures: en, zh, or both for pictures in each")
	f.StringVar(&o.pictures, "pictures", "default", "`which` pictures to draw: default (at most 40), all, none")
	f.StringVar(&o.font, "font", "", "TrueType or OpenType font `file` for the pictures' text")
	f.BoolVar(&o.details, "details", false, "print base values, pace, ranges, joint results and more warnings too")
	f.BoolVar(&o.json, "json", false, "print the result as JSON instead of tables")
	f.StringSliceVar(&o.keep, "keep-draws", nil, "write the draws of these `indicators` to draws.csv; targets: of every indicator that a target is about")
	complete(c, map[string]completer{
		"draws": oneOf(), "seed": oneOf(), "workers": oneOf(), "parameter-sets": oneOf(), "format": listOf(pictureFormats),
		"lang": oneOf(languages...), "pictures": oneOf(pictureChoices...), "font": files("ttf", "otf"), "keep-draws": listOf(o.indicators),
		"out": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	})
	return c
}

// What the flags may say.
var (
	languages      = []string{"en", "zh", "both"}
	pictureChoices = []string{"default", "all", "none"}
)

func pictureFormats([]string) []string { return []string{"svg", "png", "pdf"} }

func (o *runOptions) check() (words.Lang, error) {
	var bad []string
	if !(o.error == 0 || o.error >= 1e-5 && o.error <= .1) {
		bad = append(bad, fmt.Sprintf("--error %v: write a share from 0.00001 to 0.1", o.error))
	}
	if o.error == 0 && (o.draws < 1 || o.draws > 100_000_000) {
		bad = append(bad, fmt.Sprintf("--draws %d: write a number from 1 to 100000000", o.draws))
	}
	if o.sets != 0 && (o.sets < 10 || o.sets > 100_000) {
		bad = append(bad, fmt.Sprintf("--parameter-sets %d: write 0, or a number from 10 to 100000", o.sets))
	}
	if o.workers < 0 {
		bad = append(bad, fmt.Sprintf("--workers %d: write a number of cores, or 0 for all", o.workers))
	}
	if o.sampler != "mc" && o.sampler != "sobol" {
		bad = append(bad, fmt.Sprintf("--sampler %s: write mc or sobol", o.sampler))
	}
	if o.smooth && o.sampler == "mc" {
		bad = append(bad, "--smooth with --sampler mc: its error comes from replicates; leave --sampler out")
	}
	for _, f := range o.formats {
		if !slices.Contains(pictureFormats(nil), f) {
			bad = append(bad, fmt.Sprintf("--format %s: write svg, png or pdf", f))
		}
	}
	if !slices.Contains(pictureChoices, o.pictures) {
		bad = append(bad, fmt.Sprintf("--pictures %s: write default, all or none", o.pictures))
	}
	if !slices.Contains(languages, o.lang) {
		bad = append(bad, fmt.Sprintf("--lang %s: write en, zh or both", o.lang))
	}
	if o.font != "" {
		if _, err := typeface.Load(o.font); err != nil { // now, rather than after all is simulated
			bad = append(bad, fmt.Sprintf("--font %s: %s", o.font, strings.TrimPrefix(reason(err).Error(), "font "+o.font+": ")))
		}
	}
	if len(bad) > 0 {
		return words.En, inputError{errors.New(strings.Join(bad, "\n"))}
	}
	if o.lang == "zh" {
		return words.Zh, nil
	}
	return words.En, nil
}

// Standard errors and futures of a run that is not told how many.
const (
	defaultError = .003
	mostFutures  = 1 << 20
)

// parameterFutures is how many futures each set of parameters is tried on. Their noise, at most .045, is taken out again: half as many
// sets on twice as many would leave the ends of ranges less exact.
const parameterFutures = 128

func (o *runOptions) run(c *cobra.Command, args []string) error {
	started := time.Now()
	lang, err := o.check()
	if err != nil {
		return err
	}
	l, err := o.load(args)
	if err != nil {
		return err
	}
	if err := result.Replaceable(o.out); err != nil {
		return inputError{err}
	}
	set, extra, err := o.produce(c.Context(), c.ErrOrStderr(), l, started)
	if err != nil {
		return err
	}
	if err := result.Write(o.out, set, extra); err != nil {
		return err
	}
	pictures := 0
	for name := range extra {
		if strings.HasPrefix(name, "pictures/") {
			pictures++
		}
	}
	return o.print(c.OutOrStdout(), set, lang, pictures)
}

// produce simulates what was asked for, and makes everything that a results folder holds: the set and, by their path in
// the folder, the files that are not tables of it.
func (o *runOptions) produce(ctx context.Context, messages io.Writer, l *loaded, started time.Time) (*result.Set, map[string][]byte, error) {
	options := simulate.Options{Draws: o.draws, Seed: o.seed, Workers: o.workers, Sets: o.sets, FuturesPerSet: parameterFutures}
	sampled := make(chan error, 1)
	go func() { sampled <- o.sample(ctx, &options, l) }()
	programs, err := l.compile()
	if err != nil {
		return nil, nil, inputError{l.located(err)}
	}
	if err := <-sampled; err != nil {
		return nil, nil, err
	}
	keep := o.kept(l.plan)
	if err := known(keep, programs[0]); err != nil {
		return nil, nil, inputError{err}
	}
	bar := newProgress(messages, spoken(o.lang))
	options.Progress, options.Keep = bar.tell, keep
	res, err := simulate.Run(ctx, programs, options)
	bar.close()
	if err != nil {
		return nil, nil, err
	}
	o.draws = int(res.Draws)
	set := collect(l, res)
	if o.smooth {
		set.Warnings = append(set.Warnings, smoothing(set))
	}
	if res.Error > o.error && o.error > 0 {
		set.Warnings = append(set.Warnings, result.Warning{Code: "error_too_large", Values: map[string]any{"asked": o.error, "error": res.Error, "n": o.draws}})
	}
	wrong, err := l.misbehaviour(ctx, &o.source, simulate.Options{Draws: o.draws, Seed: o.seed, Workers: o.workers})
	if err != nil {
		return nil, nil, err
	}
	for _, w := range wrong {
		set.Warnings = append(set.Warnings, result.Warning{Code: w.Code, About: w.About, Values: w.Values})
	}
	set.Settings, set.Levers, set.Sources = settings(l, programs), levers(l.plan), sourcesOf(l.plan, set)
	set.Manifest = o.manifest(l, res, started)
	extra := map[string][]byte{}
	if err := o.inputs(l, extra); err != nil {
		return nil, nil, err
	}
	set.Draws = drawsOf(res)
	if o.pictures != "none" {
		grids, err := o.grids(ctx, l, options)
		if err != nil {
			return nil, nil, err
		}
		warnings, err := o.draw(l, set, res, grids, extra)
		if err != nil {
			return nil, nil, err
		}
		set.Warnings = append(set.Warnings, warnings...)
		if extra[picturesFile], err = keepPictures(l, set, res, grids); err != nil {
			return nil, nil, err
		}
	}
	set.Manifest.How.Seconds = time.Since(started).Seconds()
	return set, extra, nil
}

// smoothing says how many likelihoods were smoothed, and how many joint ones.
func smoothing(s *result.Set) result.Warning {
	n := 0
	for _, k := range s.Likelihood {
		if k.Smoothing == result.Smoothed {
			n++
		}
	}
	joint := 0
	for _, j := range s.Joint {
		if j.Smoothing == result.Smoothed || j.Smoothing == result.AllSmoothed {
			joint++
		}
	}
	return result.Warning{Code: "smoothed", Values: map[string]any{"n": n, "of": len(s.Likelihood), "joint": joint, "joints": len(s.Joint)}}
}

// grids asks how the targets without a base value would stand if base and pace were known, under the headline.
func (o *runOptions) grids(ctx context.Context, l *loaded, s simulate.Options) ([]search.Grid, error) {
	s.Draws, s.Error, s.Smooth, s.Progress, s.Keep = 4096, 0, 0, nil, nil
	return search.BaseAndPace(ctx, l.plans[l.headline], central(l.plan), 13, s)
}

// replicates of a Sobol' sequence tell its error: 16 leave 15 degrees of freedom.
const replicates = 16

// leastLines of each replicate are smoothed along: half as many had two to three times the variance on the GDP targets of the shipped plan. Where
// --draws asks for more futures than a run needs, lines grow with them, a quarter as many.
const leastLines = 256

// sample chooses the luck. A Sobol' sequence takes its order from the plan itself, whatever scenarios run, and needs a
// power of two of futures in each replicate: the number asked for is rounded up.
func (o *runOptions) sample(ctx context.Context, s *simulate.Options, l *loaded) error {
	asked := o.draws
	if asked == 0 {
		s.Draws, s.Error = mostFutures, o.error
	}
	if o.sampler != "sobol" {
		return nil
	}
	base, err := program.Compile(l.plan, "", central(l.plan))
	if err != nil {
		return inputError{err}
	}
	each := stream.Block
	for each*replicates < s.Draws {
		each *= 2
	}
	s.Draws, s.Replicates, s.Coordinates = each*replicates, replicates, base.Coordinates()
	if o.smooth {
		if o.lines == 0 {
			o.lines = leastLines
			if asked > 0 {
				o.lines = max(o.lines, each/4)
			}
		}
		s.Smooth, s.Base = o.lines, base
	}
	s.Aim, err = simulate.NewAim(ctx, base, s.Coordinates, o.workers)
	return err
}

func (o *runOptions) manifest(l *loaded, res *simulate.Result, started time.Time) result.Manifest {
	m := result.Manifest{
		Identity: result.Identity{Engine: engine, Plan: res.Fingerprint(), Sampler: o.sampler, Seed: o.seed, Draws: o.draws, Sets: o.sets},
		Request:  o.request(l),
		How:      result.How{Version: version(), Command: append([]string{"targetcast"}, os.Args[1:]...), Workers: o.workers, Started: started.UTC().Format(time.RFC3339), Go: runtime.Version(), Platform: platform()},
	}
	if o.smooth {
		m.Identity.Smooth = o.lines
	}
	if o.workers <= 0 {
		m.How.Workers = runtime.GOMAXPROCS(0)
	}
	for _, f := range slices.Concat(l.plan.Files, l.files) {
		m.Identity.Data = append(m.Identity.Data, result.File{Name: f.Name, SHA256: f.SHA256})
	}
	for _, s := range l.scenarios {
		m.Identity.Scenarios = append(m.Identity.Scenarios, s.ID)
	}
	m.Hash = result.Hash(m.Identity)
	return m
}

func (o *runOptions) print(w io.Writer, s *result.Set, lang words.Lang, pictures int) error {
	if o.json {
		return table.JSON(w, s)
	}
	parts := []func(io.Writer, *result.Set, words.Lang, int) error{table.Likelihoods, table.Expect, table.Past, table.Foremost}
	if o.details {
		parts = []func(io.Writer, *result.Set, words.Lang, int) error{table.Likelihoods, table.Headline, table.Joint, table.Past, table.Warnings}
	}
	for _, print := range parts {
		if err := print(w, s, lang, width(w)); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, lang.Results(o.out, pictures))
	return nil
}
