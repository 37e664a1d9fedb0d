package attain

import (
	"fmt"
	"math"
	"math/bits"
)

// denseEvents is the number of events up to which every combination has its own counter.
const denseEvents = 16

// Masks counts which of up to 64 events were met together: one word per future, bit e set when event e was met.
// It is not safe for concurrent use; merging is exact, in any order.
type Masks struct {
	events int
	n      int64
	dense  []int64          // by mask, for few events
	sparse map[uint64]int64 // for many
}

// NewMasks returns an empty joint tally of that many events, 1 to 64.
func NewMasks(events int) (*Masks, error) {
	if events < 1 || events > 64 {
		return nil, fmt.Errorf("joint tally of %d events: 1 to 64 are possible", events)
	}
	m := &Masks{events: events}
	if events <= denseEvents {
		m.dense = make([]int64, 1<<events)
	} else {
		m.sparse = map[uint64]int64{}
	}
	return m, nil
}

// Add counts the futures of a block. Bits beyond the last event are left out.
func (m *Masks) Add(masks []uint64) {
	m.n += int64(len(masks))
	every := m.Every()
	if m.dense == nil {
		for _, w := range masks {
			m.sparse[w&every]++
		}
		return
	}
	for _, w := range masks {
		m.dense[w&every]++
	}
}

func (m *Masks) count(w uint64, n int64) {
	if m.dense != nil {
		m.dense[w] += n
		return
	}
	m.sparse[w] += n
}

// Merge adds the counts of another tally of the same events.
func (m *Masks) Merge(other *Masks) error {
	if m.events != other.events {
		return fmt.Errorf("joint tallies of %d and %d events do not merge", m.events, other.events)
	}
	other.each(m.count)
	m.n += other.n
	return nil
}

// each calls f for every combination that occurred, in no particular order: use it for integers only.
func (m *Masks) each(f func(mask uint64, n int64)) {
	for w, n := range m.dense {
		if n > 0 {
			f(uint64(w), n)
		}
	}
	for w, n := range m.sparse {
		f(w, n)
	}
}

// N is the number of futures counted.
func (m *Masks) N() int64 { return m.n }

// Events is the number of events.
func (m *Masks) Events() int { return m.events }

// Every is the group of all events.
func (m *Masks) Every() uint64 { return math.MaxUint64 >> (64 - m.events) }

// GroupOf is the group of the events with these numbers.
func GroupOf(events ...int) uint64 {
	var g uint64
	for _, e := range events {
		g |= 1 << e
	}
	return g
}

// All is the number of futures that met every event of the group; all of them for the empty group.
func (m *Masks) All(group uint64) int64 {
	var hits int64
	m.each(func(w uint64, n int64) {
		if w&group == group {
			hits += n
		}
	})
	return hits
}

// Met is the distribution of the number of events of the group that were met: [k] futures met exactly k.
func (m *Masks) Met(group uint64) []int64 {
	group &= m.Every()
	out := make([]int64, bits.OnesCount64(group)+1)
	m.each(func(w uint64, n int64) { out[bits.OnesCount64(w&group)] += n })
	return out
}

// AtLeast is the number of futures that met at least k events of the group.
func (m *Masks) AtLeast(group uint64, k int) int64 {
	var hits int64
	for i, n := range m.Met(group) {
		if i >= k {
			hits += n
		}
	}
	return hits
}

// Pairs counts events together: [i][j] futures met both i and j, [i][i] met i.
func (m *Masks) Pairs() [][]int64 {
	out := make([][]int64, m.events)
	for i := range out {
		out[i] = make([]int64, m.events)
	}
	m.each(func(w uint64, n int64) {
		for a := w; a != 0; a &= a - 1 {
			row := out[bits.TrailingZeros64(a)]
			for b := w; b != 0; b &= b - 1 {
				row[bits.TrailingZeros64(b)] += n
			}
		}
	})
	return out
}

// Given is the matrix of conditional likelihoods: [i][j] is P(j met | i met), NaN in the row of an event never met.
func (m *Masks) Given() [][]float64 {
	pairs := m.Pairs()
	out := make([][]float64, m.events)
	for i := range out {
		out[i] = make([]float64, m.events)
		for j := range out[i] {
			out[i][j] = float64(pairs[i][j]) / float64(pairs[i][i])
		}
	}
	return out
}

// Marginals are the likelihoods of the events one by one; NaN when nothing was counted.
func (m *Masks) Marginals() []float64 {
	pairs := m.Pairs()
	out := make([]float64, m.events)
	for i := range out {
		out[i] = float64(pairs[i][i]) / float64(m.n)
	}
	return out
}

// CountAll is how many of the futures met every event of the group: for the blocks of a joint event, as Block.Hits.
func CountAll(masks []uint64, group uint64) int64 {
	var hits int64
	for _, w := range masks {
		if w&group == group {
			hits++
		}
	}
	return hits
}

// Product is the likelihood that independent events with these likelihoods all happen: the contrast that a joint
// likelihood is held against, never an answer.
func Product(p []float64) float64 {
	out := 1.
	for _, x := range p {
		out *= x
	}
	return out
}

// Independent is the distribution of the number of independent events that happen: [k] is the probability of exactly k
// (Poisson-binomial, by adding one event at a time).
func Independent(p []float64) []float64 {
	out := make([]float64, 1, len(p)+1)
	out[0] = 1
	for _, x := range p {
		out = append(out, 0)
		for k := len(out) - 1; k > 0; k-- {
			out[k] = float64(out[k]*(1-x)) + float64(out[k-1]*x)
		}
		out[0] *= 1 - x
	}
	return out
}

// Bounds are what the likelihood that all of several events happen can be at all, given their likelihoods one by one
// (Fréchet): 1 minus the sum of the misses, or 0, up to the least of them.
func Bounds(p []float64) (lo, hi float64) {
	lo, hi = 1, 1
	for _, x := range p {
		lo -= 1 - x
		hi = min(hi, x)
	}
	return max(0, lo), hi
}

// MeanSD is the mean and standard deviation of a number of events from its distribution, as shares or as counts.
func MeanSD[T int64 | float64](distribution []T) (mean, sd float64) {
	var n, sum, sqr float64
	for k, w := range distribution {
		n += float64(w)
		sum += float64(float64(k) * float64(w))
	}
	mean = sum / n
	for k, w := range distribution {
		d := float64(k) - mean
		sqr += float64(float64(d*d) * float64(w))
	}
	return mean, math.Sqrt(sqr / n)
}
