package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"targetcast/output/result"
)

// TestReplayIsTheRunOfThatDay: what replay says of the last year is, number by number, what a run as of 31 December of that
// year counts on the same futures, with the same gates; and so it is for an earlier year, where most cannot be told.
func TestReplayIsTheRunOfThatDay(t *testing.T) {
	for year, date := range map[int]string{2021: "2021-12-31", 2019: "2019-12-31"} {
		o := replayOptions{draws: 2048, seed: 3}
		o.scenarios = []string{"plan_as_announced"}
		replayed, err := o.stand(context.Background(), nil, year, 2024)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(t.TempDir(), "run")
		var out, errs bytes.Buffer
		if code := run([]string{"run", "--as-of", date, "--scenario", "plan_as_announced", "--sampler", "mc", "--draws", "2048", "--seed", "3",
			"--parameter-sets", "0", "--pictures", "none", "--out", folder}, &out, &errs); code != 0 {
			t.Fatal(errs.String())
		}
		ran, err := result.Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		type place struct{ target, reading, prior string }
		counted := map[place]result.Likelihood{}
		for _, l := range ran.Likelihood {
			counted[place{l.Target, l.Reading, l.Prior}] = l
		}
		if len(replayed.Likelihood) < 30 || len(replayed.Likelihood) != len(counted) {
			t.Fatalf("%d likelihoods replayed, %d run", len(replayed.Likelihood), len(counted))
		}
		for _, l := range replayed.Likelihood {
			if of := counted[place{l.Target, l.Reading, l.Prior}]; l.Hits != of.Hits || l.Draws != of.Draws || fmt.Sprint(l.Stated) != fmt.Sprint(of.Stated) { // as text: what is not stated is NaN
				t.Errorf("%d, %s %s %s: replayed %v of %v, run %v of %v", year, l.Target, l.Reading, l.Prior, l.Hits, l.Draws, of.Hits, of.Draws)
			}
		}
		for i, g := range replayed.Past.Gates {
			of := ran.Past.Gates[i]
			g.AtMost, of.AtMost = 0, 0 // a file holds no infinity
			if fmt.Sprint(g) != fmt.Sprint(of) {
				t.Errorf("%d: gate %+v, run %+v", year, g, of)
			}
		}
	}
}
