package main

import (
	"strings"
	"testing"

	"targetcast/output/words"
)

// Whatever a table or picture of the shipped plan's past is about has a title in both languages: no reader sees an id.
func TestPastSpeaksOfTitles(t *testing.T) {
	s := source{}
	l, err := s.loadAsWritten(nil)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	all, pools := subjects(l.plan)
	for _, x := range all {
		ids[x.Group] = true
	}
	for _, x := range pools {
		ids[strings.TrimPrefix(x.ID, "series.")] = true
	}
	for _, name := range l.plan.Book.Names() {
		kind, _, _ := strings.Cut(name, ".")
		ids[kind] = true
	}
	if len(ids) < 40 {
		t.Errorf("only %d groups", len(ids))
	}
	for id := range ids {
		if en, zh := nameOf(l.plan, words.En, id), nameOf(l.plan, words.Zh, id); en == id || zh == id || en == zh {
			t.Errorf("%s: %q, %q", id, en, zh)
		}
	}
}

// What every run adds at its start: the past of the shipped plan's laws, replayed and decided on.
func BenchmarkLearn(b *testing.B) {
	s := source{}
	l, err := s.loadAsWritten(nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := l.learn(applyPast); err != nil {
			b.Fatal(err)
		}
	}
}
