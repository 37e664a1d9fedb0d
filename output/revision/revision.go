// Package revision says why the numbers of two results differ: what decides them and is not the same, and what moved.
package revision

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"targetcast/output/result"
)

// Kind is the kind of a cause.
type Kind uint8

const (
	Engine      Kind = iota // the program that computed them
	Asked                   // seed, futures, sets of parameters, dates and options of the command line
	File                    // an input file is another, or there in one only
	Observation             // a value that was observed
	Law                     // how an indicator moves
	Number                  // a number of the plan, or what a scenario makes of it
	Scenario                // a scenario is there in one only
	Target                  // a target is there in one only, or asks for something else
)

// String is the kind as the first word of a line.
func (k Kind) String() string {
	return [...]string{"engine", "asked", "file", "observation", "law", "number", "scenario", "target"}[k]
}

// Cause is one thing that decides the numbers and is not the same in both. What is missing in one is "".
type Cause struct {
	Kind    Kind
	What    string
	Was, Is string
}

// Causes lists all that differs, in the order of the kinds. Nothing differs, and nothing else can, when both have the
// same engine, plan and luck: then the list is empty.
func Causes(a, b *result.Set) []Cause {
	var out []Cause
	add := func(k Kind, what, was, is string) {
		if was != is {
			out = append(out, Cause{k, what, was, is})
		}
	}
	x, y := a.Manifest, b.Manifest
	add(Engine, "number", strconv.Itoa(x.Identity.Engine), strconv.Itoa(y.Identity.Engine))
	if x.Identity.Engine != y.Identity.Engine {
		add(Engine, "version", x.How.Version, y.How.Version)
	}
	add(Asked, "seed", strconv.FormatUint(x.Identity.Seed, 10), strconv.FormatUint(y.Identity.Seed, 10))
	add(Asked, "futures", strconv.Itoa(x.Identity.Draws), strconv.Itoa(y.Identity.Draws))
	add(Asked, "sampler", x.Identity.Sampler, y.Identity.Sampler)
	add(Asked, "smoothed futures", strconv.Itoa(x.Identity.Smooth), strconv.Itoa(y.Identity.Smooth))
	add(Asked, "sets of parameters", strconv.Itoa(x.Identity.Sets), strconv.Itoa(y.Identity.Sets))
	add(Asked, "as-of date", a.Plan.AsOf, b.Plan.AsOf)
	add(Asked, "--without-recalled", strconv.FormatBool(x.Request.WithoutRecalled), strconv.FormatBool(y.Request.WithoutRecalled))
	add(Asked, "--past", x.Request.Past, y.Request.Past)
	add(Asked, "--set", strings.Join(x.Request.Set, "; "), strings.Join(y.Request.Set, "; "))
	for k, tables := range map[Kind][2]map[string]string{
		File:        {files(a), files(b)},
		Observation: {observations(a), observations(b)},
		Law:         {laws(a), laws(b)},
		Number:      {numbers(a, b), numbers(b, a)},
		Scenario:    {titles(a), titles(b)},
		Target:      {targets(a), targets(b)},
	} {
		for _, what := range names(tables) {
			was, inFirst := tables[0][what]
			is, inSecond := tables[1][what]
			if k == File && path.Dir(what) == "scenarios" && inFirst != inSecond {
				continue // the scenario itself is named
			}
			if _, key, ofScenario := strings.Cut(what, " "); k == Number && ofScenario {
				if !inFirst {
					was = tables[0][key]
				}
				if !inSecond {
					is = tables[1][key]
				}
			}
			add(k, what, was, is)
		}
	}
	slices.SortStableFunc(out, func(p, q Cause) int { return cmp.Compare(p.Kind, q.Kind) })
	return out
}

func names(of [2]map[string]string) []string {
	all := maps.Clone(of[0])
	maps.Copy(all, of[1])
	return slices.Sorted(maps.Keys(all))
}

// files are the input files, each with the beginning of its hash.
func files(s *result.Set) map[string]string {
	out := map[string]string{}
	for _, f := range s.Manifest.Identity.Data {
		out[f.Name] = f.SHA256[:min(12, len(f.SHA256))]
	}
	return out
}

func observations(s *result.Set) map[string]string {
	out := map[string]string{}
	for _, ind := range s.Indicators {
		for _, p := range ind.History {
			out[fmt.Sprintf("%s %d", ind.ID, p.Year)] = result.Number(p.Value)
		}
	}
	return out
}

func laws(s *result.Set) map[string]string {
	out := map[string]string{}
	for _, ind := range s.Indicators {
		out[ind.ID] = ind.Law
	}
	return out
}

// numbers are a set's settings: the plan's own, and those of the scenarios that the other set has too.
func numbers(s, other *result.Set) map[string]string {
	shared := titles(other)
	out := map[string]string{}
	for _, n := range s.Settings {
		if _, ok := shared[n.Scenario]; n.Scenario == "" || ok {
			out[strings.TrimSpace(n.Scenario+" "+n.Key)] = strings.TrimSpace(n.Value + " " + n.Unit)
		}
	}
	return out
}

func titles(s *result.Set) map[string]string {
	out := map[string]string{}
	for _, sc := range s.Scenarios {
		out[sc.ID] = cmp.Or(sc.Title.En, sc.Title.Zh, sc.ID)
	}
	return out
}

func targets(s *result.Set) map[string]string {
	out := map[string]string{}
	for _, t := range s.Targets {
		out[reading(t.ID, t.Reading)] = fmt.Sprintf("%s %s %s %s by %d, %s", t.Indicator, t.Comparator, result.Number(t.Threshold), t.Unit, t.By, t.Hold)
	}
	return out
}

func reading(target, reading string) string {
	if reading == "" {
		return target
	}
	return target + "/" + reading
}

// Move is one likelihood in both results.
type Move struct {
	Row
	Was, Is float64 // shares
	// Luck is the half-width of the 95 % simulation error of the difference, as if both had their own luck; it is too
	// wide, never too narrow, where they share it.
	Luck float64
}

// Row names a likelihood.
type Row struct{ Scenario, Prior, Target string } // target, or target/reading

// Likelihoods are a set's likelihoods by row.
func Likelihoods(s *result.Set) map[Row]result.Likelihood {
	out := map[Row]result.Likelihood{}
	for _, k := range s.Likelihood {
		out[Row{k.Scenario, k.Prior, reading(k.Target, k.Reading)}] = k
	}
	return out
}

// Moves are the likelihoods that both results have and that are not the same, the largest move first.
func Moves(a, b *result.Set) []Move {
	var out []Move
	is := Likelihoods(b)
	for row, was := range Likelihoods(a) {
		now, both := is[row]
		if both && now.P != was.P {
			out = append(out, Move{row, was.P, now.P, 1.96 * math.Sqrt(variance(was)+variance(now))})
		}
	}
	slices.SortFunc(out, func(p, q Move) int {
		return cmp.Or(-cmp.Compare(math.Abs(p.Is-p.Was), math.Abs(q.Is-q.Was)), cmp.Compare(p.Scenario, q.Scenario),
			cmp.Compare(p.Target, q.Target), cmp.Compare(p.Prior, q.Prior))
	})
	return out
}

// variance is that of a share counted in so many futures; one is added to both outcomes so that it is never 0.
func variance(k result.Likelihood) float64 {
	n := float64(k.Draws)
	p := (float64(k.Hits) + 1) / (n + 2)
	return p * (1 - p) / n
}
