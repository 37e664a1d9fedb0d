package attain

import "math"

// Margin measures by how much each future of a block meets an event, in units of the indicator: not negative exactly in
// the futures that meet it, NaN where a missing value leaves that open.
type Margin struct {
	event    Event
	from, to int // the years on which the answer depends
	sign, k  float64
	by       []float64
}

// NewMargin returns a margin of the event over blocks of n futures.
func NewMargin(e Event, n int) (*Margin, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	from, to := e.window()
	m := &Margin{event: e, from: e.Since + from, to: e.Since + to, by: make([]float64, n)}
	m.sign, m.k = e.normal()
	return m, nil
}

// Asks reports whether the answer depends on the year.
func (m *Margin) Asks(year int) bool { return year >= m.from && year <= m.to }

// See takes the indicator's values in one year that the margin asks for, one per future. The years must come in order,
// each once.
func (m *Margin) See(year int, column []float64) {
	by := m.by[:len(column)]
	switch {
	case year == m.from:
		for i, x := range column {
			by[i] = float64(m.sign*x) - m.k
		}
	case m.event.Hold == Ever:
		for i, x := range column {
			if v := float64(m.sign*x) - m.k; !(v <= by[i]) && v == v { // a missing year gives way to any other
				by[i] = v
			}
		}
	default:
		for i, x := range column {
			by[i] = math.Min(by[i], float64(m.sign*x)-m.k)
		}
	}
}

// By is the margin of each future, once its years were seen. It is valid until the next block.
func (m *Margin) By() []float64 { return m.by }
