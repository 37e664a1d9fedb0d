package attain

// Watch answers an event for one block of futures after another and only counts those that met it: what is left of a
// Counter when nothing else is asked.
type Watch struct {
	event    Event
	from, to int // the years on which the answer depends
	sign, k  float64
	met      []uint8
}

// NewWatch returns a watch of the event over blocks of n futures.
func NewWatch(e Event, n int) (*Watch, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	from, to := e.window()
	w := &Watch{event: e, from: e.Since + from, to: e.Since + to, met: make([]uint8, n)}
	w.sign, w.k = e.normal()
	return w, nil
}

// Asks reports whether the answer depends on the year.
func (w *Watch) Asks(year int) bool { return year >= w.from && year <= w.to }

// See takes the indicator's values in one year that the watch asks for, one per future. The years must come in order,
// each once.
func (w *Watch) See(year int, column []float64) {
	met := w.met[:len(column)]
	switch {
	case year == w.from:
		for i, x := range column {
			met[i] = w.holds(x)
		}
	case w.event.Hold == Ever:
		for i, x := range column {
			met[i] |= w.holds(x)
		}
	default:
		for i, x := range column {
			met[i] &= w.holds(x)
		}
	}
}

func (w *Watch) holds(x float64) uint8 {
	if w.sign*x >= w.k {
		return 1
	}
	return 0
}

// Hits is how many of the first n futures of the block met the event, once its years were seen.
func (w *Watch) Hits(n int) int64 {
	var hits int64
	for _, m := range w.met[:n] {
		hits += int64(m)
	}
	return hits
}
