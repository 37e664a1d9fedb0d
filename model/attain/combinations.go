package attain

import (
	"cmp"
	"slices"
)

// Combination is a set of events that were met together, and nothing else was, with the number of such futures.
type Combination struct {
	Mask uint64
	N    int64
}

// Combinations lists what occurred, by rising mask: whatever is asked of single futures is a sum over this list.
func (m *Masks) Combinations() []Combination {
	var out []Combination
	m.each(func(w uint64, n int64) { out = append(out, Combination{w, n}) })
	slices.SortFunc(out, func(a, b Combination) int { return cmp.Compare(a.Mask, b.Mask) })
	return out
}
