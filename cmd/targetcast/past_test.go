package main

import "testing"

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
