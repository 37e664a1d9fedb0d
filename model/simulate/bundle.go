package simulate

import (
	"targetcast/model/attain"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// bundle evaluates the margins of some events on the part of the graph on which they rest.
type bundle struct {
	worker  *worker
	of      []program.Ref
	margins []*attain.Margin
}

// newBundle takes events of a graph. Coordinates are those whose years are turned into each other; none along lines, which move them
// together anyway, so that jumps stay in one coordinate.
func newBundle(g *graph, all []question, blocks int, coordinates []stream.Coordinate) (*bundle, error) {
	b := &bundle{}
	for _, q := range all {
		margin, err := attain.NewMargin(q.event, blocks*stream.Block)
		if err != nil {
			return nil, err
		}
		b.margins, b.of = append(b.margins, margin), append(b.of, q.of)
	}
	part, of := g.only(b.of...)
	part.horizon = all[0].event.By
	for _, q := range all {
		part.horizon = max(part.horizon, q.event.By)
	}
	b.worker, b.of = newWorker(part, blocks, coordinates, nil), of
	return b, nil
}

// run leaves the margins of all columns in margins.
func (b *bundle) run(f futures) {
	b.worker.run(f, func(now yearly) {
		for k, m := range b.margins {
			if m.Asks(now.year) {
				m.See(now.year, now.column(b.of[k]))
			}
		}
	})
}
