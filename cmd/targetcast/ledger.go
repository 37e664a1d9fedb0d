package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"targetcast/output/result"
	"targetcast/output/words"
)

// said is one line of a ledger: what a run published of a target, and the quantiles of its indicator in the year of the
// target. Quantiles are NaN where there are none.
type said struct {
	recorded, plan, asOf, hash, scenario, target string
	by                                           int
	form                                         string
	p, lo, hi                                    float64
	quantiles                                    [len(ledgerLevels)]float64
}

// ledgerLevels are the levels of the quantiles that are kept.
var ledgerLevels = [9]float64{.025, .05, .1, .25, .5, .75, .9, .95, .975}

var ledgerHead = []string{"recorded", "plan", "as_of", "manifest", "scenario", "target", "by", "form", "p", "lo", "hi",
	"p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"}

// recording gives run a flag that keeps what was published.
func recording(c *cobra.Command) *cobra.Command {
	file := ""
	c.Flags().StringVar(&file, "record", "", "append the published likelihoods, with the hash of the manifest, to this CSV `file`; score reads it")
	complete(c, map[string]completer{"record": files("csv")})
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if file != "" {
			if _, err := readLedger(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return inputError{err}
			}
		}
		if err := run(c, args); err != nil || file == "" {
			return err
		}
		set, err := result.Read(c.Flag("out").Value.String())
		if err != nil {
			return err
		}
		return record(file, set, time.Now())
	}
	return c
}

// record appends what the headline scenario says of each target to a ledger.
func record(file string, set *result.Set, now time.Time) error {
	scenario := ""
	for _, s := range set.Scenarios {
		if s.Headline || scenario == "" {
			scenario = s.ID
		}
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if info, err := f.Stat(); err == nil && info.Size() == 0 {
		_ = w.Write(ledgerHead) // errors are kept by the writer
	}
	r := replay{years: []int{0}, sets: []*result.Set{set}}
	for _, t := range r.targets() {
		s := r.said(t.ID, 0)
		line := said{recorded: now.UTC().Format(time.RFC3339), plan: set.Plan.ID, asOf: set.Plan.AsOf, hash: set.Manifest.Hash, scenario: scenario,
			target: t.ID, by: t.By, form: formNames[s.Form], p: math.NaN(), lo: math.NaN(), hi: math.NaN()}
		switch s.Form {
		case words.Point, words.WasMet, words.WasMissed:
			switch {
			case s.Beyond < 0: // below 5 % is a range
				line.form, line.lo, line.hi = formNames[words.Band], 0, s.P
			case s.Beyond > 0:
				line.form, line.lo, line.hi = formNames[words.Band], s.P, 1
			default:
				line.p = s.P
			}
		case words.Band, words.Judged:
			line.lo, line.hi = s.Lo, s.Hi
		}
		line.keep(set, t, scenario)
		_ = w.Write(line.cells())
	}
	w.Flush()
	return errors.Join(w.Error(), f.Close())
}

// keep finds the quantiles of the target's indicator.
func (s *said) keep(set *result.Set, t result.Target, scenario string) {
	for i := range s.quantiles {
		s.quantiles[i] = math.NaN()
	}
	found := false
	for _, q := range set.Quantiles {
		if q.Scenario == scenario && q.Indicator == t.Indicator && q.Year == t.By && (!found || q.Prior == "central") {
			s.quantiles, found = [...]float64{q.P025, q.P05, q.P10, q.P25, q.P50, q.P75, q.P90, q.P95, q.P975}, true
		}
	}
}

func (s said) cells() []string {
	out := []string{s.recorded, s.plan, s.asOf, s.hash, s.scenario, s.target, strconv.Itoa(s.by), s.form, num(s.p), num(s.lo), num(s.hi)}
	for _, q := range s.quantiles {
		out = append(out, num(q))
	}
	return out
}

// readLedger reads a ledger; a missing file is fs.ErrNotExist.
func readLedger(file string) ([]said, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	if !slices.Equal(rows[0], ledgerHead) {
		return nil, fmt.Errorf("%s is no ledger: its first line is not that of targetcast run --record", file)
	}
	var out []said
	for i, r := range rows[1:] {
		s := said{recorded: r[0], plan: r[1], asOf: r[2], hash: r[3], scenario: r[4], target: r[5], form: r[7]}
		var wrong error
		number := func(text string) float64 {
			if text == "" {
				return math.NaN()
			}
			v, err := strconv.ParseFloat(text, 64)
			wrong = errors.Join(wrong, err)
			return v
		}
		s.by = int(number(r[6]))
		s.p, s.lo, s.hi = number(r[8]), number(r[9]), number(r[10])
		for k := range s.quantiles {
			s.quantiles[k] = number(r[11+k])
		}
		if wrong != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+2, wrong)
		}
		out = append(out, s)
	}
	return out, nil
}
