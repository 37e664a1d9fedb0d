package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"targetcast/scenarios"
)

// chains lists what scenarios that were loaded apply, parents first.
func (l *loaded) chains(which []int, s *source) ([][]scenarios.Scenario, error) {
	all, err := l.from.loadScenarios()
	if err != nil {
		return nil, err
	}
	sets, err := s.sets()
	if err != nil {
		return nil, err
	}
	var out [][]scenarios.Scenario
	for _, i := range which {
		var chain []scenarios.Scenario
		if len(all) > 0 {
			if chain, err = scenarios.Resolve(all, l.scenarios[i].ID); err != nil {
				return nil, err
			}
		}
		out = append(out, append(chain, scenarios.Scenario{ID: setFile, Changes: sets}))
	}
	return out, nil
}

// part is one change, condition or shock of a chain, under the key by which credit is given.
type part struct {
	key, says string
	scenario  scenarios.Scenario // holds this part alone
}

// parts lists a chain's changes in the order in which they are applied. Years of one condition share a key.
func parts(chain []scenarios.Scenario) []part {
	var out []part
	for _, s := range chain {
		for _, c := range s.Changes {
			out = append(out, part{c.Key, fmt.Sprint(c, " ", c.Value.Scale, " ", c.Value.Add), scenarios.Scenario{ID: s.ID, Changes: []scenarios.Change{c}}})
		}
		for _, c := range s.Conditions {
			out = append(out, part{"condition." + c.Factor, fmt.Sprint(c.Year, " ", c.Mean, " ", c.SD), scenarios.Scenario{ID: s.ID, Conditions: append(s.Conditions[:0:0], c)}})
		}
		for _, c := range s.Shocks {
			says := fmt.Sprint(c.On, " ", c.Year, " ", c.Probability.Dist, " ", c.Size.Dist, " ", c.Recovered.Dist)
			out = append(out, part{"shock." + c.ID, says, scenarios.Scenario{ID: s.ID, Shocks: append(s.Shocks[:0:0], c)}})
		}
	}
	return out
}

// differing are the keys under which two chains do not say the same, in the order in which they are first met.
func differing(a, b []scenarios.Scenario) []string {
	said := func(list []part, key string) string {
		var texts []string
		for _, p := range list {
			if p.key == key {
				texts = append(texts, p.says)
			}
		}
		return strings.Join(texts, "\n")
	}
	pa, pb := parts(a), parts(b)
	var keys []string
	for _, p := range slices.Concat(pa, pb) {
		if !slices.Contains(keys, p.key) && said(pa, p.key) != said(pb, p.key) {
			keys = append(keys, p.key)
		}
	}
	return keys
}

// mixed is the first chain, with what the second one says under the keys of a set in place of what the first one says.
func mixed(a, b []scenarios.Scenario, keys []string, set uint64) []scenarios.Scenario {
	chosen := func(key string) bool {
		i := slices.Index(keys, key)
		return i >= 0 && set>>i&1 == 1
	}
	var out []scenarios.Scenario
	for _, p := range parts(a) {
		if !chosen(p.key) {
			out = append(out, p.scenario)
		}
	}
	for _, p := range parts(b) {
		if chosen(p.key) {
			out = append(out, p.scenario)
		}
	}
	return out
}

// lines is a table in the making, with commas.
type lines struct {
	b *bytes.Buffer
	w *csv.Writer
}

func newLines(head ...string) lines {
	b := &bytes.Buffer{}
	l := lines{b, csv.NewWriter(b)}
	l.add(head...)
	return l
}

func (l lines) add(cells ...string) {
	if err := l.w.Write(cells); err != nil {
		panic(err) // a buffer in memory takes everything
	}
}

func (l lines) bytes() []byte {
	l.w.Flush()
	return l.b.Bytes()
}

// targetID, kind: how a question is written in tables.
func (a asked) targetID() string {
	if a.set == "" {
		return a.Of[0].String()
	}
	return ""
}

func (a asked) kind() string {
	switch {
	case a.set == "":
		return "met"
	case !a.Share():
		return "number met"
	case a.AtLeast == len(a.Of):
		return "all met"
	}
	return fmt.Sprintf("at least %d met", a.AtLeast)
}
