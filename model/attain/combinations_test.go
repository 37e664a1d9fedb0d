package attain

import (
	"slices"
	"testing"
)

func TestCombinationsListWhatOccurred(t *testing.T) {
	for _, events := range []int{3, 20} { // dense and sparse
		m, err := NewMasks(events)
		if err != nil {
			t.Fatal(err)
		}
		m.Add([]uint64{5, 0, 5, 2, 5})
		want := []Combination{{0, 1}, {2, 1}, {5, 3}}
		if got := m.Combinations(); !slices.Equal(got, want) {
			t.Errorf("%d events: %v, want %v", events, got, want)
		}
	}
}
