package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"targetcast/output/result"
)

func newVerify() *cobra.Command {
	workers := 0
	c := &cobra.Command{
		Use:   "verify [RESULTS]",
		Short: "Run a results folder again and say whether every number reproduces",
		Long: `verify checks that no file of a results folder was altered, runs it again from the inputs and the request that it keeps,
and compares every cell of every table, and every picture. What does not reproduce is named by file, row and column. The
exit code is 0 when all reproduces, 1 when not.`,
		Example: "  targetcast verify results",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return verify(c, cmp.Or(strings.Join(args, ""), "results"), workers)
		},
		ValidArgsFunction: folders,
	}
	c.Flags().IntVar(&workers, "workers", 0, "`number` of cores to use, 0 for all; changes no result")
	complete(c, map[string]completer{"workers": oneOf()})
	return c
}

// again are the options that made a results folder, reading what the folder keeps.
func again(dir string, m *result.Manifest) *runOptions {
	r := m.Request
	o := &runOptions{sampler: m.Identity.Sampler, draws: m.Identity.Draws, seed: m.Identity.Seed, sets: m.Identity.Sets, error: r.Error, formats: r.Formats, lang: r.Lang,
		pictures: r.Pictures, font: r.Font, keep: r.Keep, smooth: m.Identity.Smooth > 0, lines: m.Identity.Smooth}
	o.source = source{asOf: r.AsOf, data: r.Data, columns: r.Columns, withoutRecalled: r.WithoutRecalled, elicitation: r.Elicitation, scenarios: r.Scenarios, set: r.Set, past: r.Past}
	given := o.givenFiles()
	o.readFile = func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(dir, filepath.FromSlash(givenName(slices.Index(given, name), name))))
	}
	return o
}

// farther is how far a number may lie from one that another processor computed, as a share of it.
const farther = 1e-9

func verify(c *cobra.Command, dir string, workers int) error {
	m, err := result.ReadManifest(dir)
	if err != nil {
		return inputError{err}
	}
	if m.Identity.Plan == "" || m.Request.Pictures == "" {
		return inputError{fmt.Errorf("%s does not keep what was asked for; it was written by an older targetcast", dir)}
	}
	out := c.OutOrStdout()
	altered := result.Verify(dir)
	o := again(dir, m)
	o.workers = workers
	if m.Identity.Engine != engine {
		fmt.Fprintf(out, "note: made by engine %d, run again by engine %d; numbers may differ\n", m.Identity.Engine, engine)
	}
	tolerance := 0.0
	if m.How.Platform != platform() {
		tolerance = farther
		fmt.Fprintf(out, "note: made on %s, run again on %s; the last digits may differ\n", m.How.Platform, platform())
	}
	l, err := o.load([]string{filepath.Join(dir, inputsFolder)})
	if err != nil {
		return errors.Join(altered, err)
	}
	l.folder = m.Request.Folder
	set, extra, err := o.produce(c.Context(), c.ErrOrStderr(), l, time.Now())
	if err != nil {
		return errors.Join(altered, err)
	}
	found, err := result.Reproduce(dir, set, extra, tolerance)
	if err != nil {
		return err
	}
	const most = 20
	var lines []string
	for _, d := range found {
		lines = append(lines, d.String())
	}
	if altered != nil {
		lines = append(strings.Split(altered.Error(), "\n"), lines...)
	}
	for i, line := range lines {
		if i == most {
			fmt.Fprintf(out, "and %d more\n", len(lines)-most)
			break
		}
		fmt.Fprintln(out, line)
	}
	if len(lines) > 0 {
		return fmt.Errorf("%s does not reproduce: %d differences", dir, len(lines))
	}
	fmt.Fprintf(out, "%s reproduces: every number of %d files, %d simulated futures, identity %.12s\n", dir, len(m.Files), m.Identity.Draws, m.Hash)
	return nil
}
