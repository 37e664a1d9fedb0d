package simulate

import (
	"context"

	"targetcast/model/attain"
	"targetcast/model/stream"
)

// ranges finds how the likelihood of each event varies over what better data could tell: parameters are held fixed
// over a set's futures while luck goes on, and the binomial noise of the set's estimate is taken out again.
func (l *layout) ranges(ctx context.Context, o Options, done *meter, res *Result) error {
	blocks := perSet(o)
	hits := make([][]int64, len(l.events)) // by event, set
	for k := range hits {
		hits[k] = make([]int64, o.Sets)
	}
	source := stream.MonteCarlo(o.Seed, 1) // other luck than the futures that are counted
	batch := min(l.g.batch(), blocks)
	err := share(ctx, o.Workers, o.Sets, func() func(int) error {
		w := newWorker(l.g, batch, nil, nil)
		watches := make([]*attain.Watch, len(l.events))
		for k, q := range l.events {
			watches[k], _ = attain.NewWatch(q.event, batch*stream.Block) // the events were checked with the layout
		}
		return func(set int) error {
			for b := 0; b < blocks; b += batch {
				f := futures{parameter: set}
				for k := b; k < min(b+batch, blocks); k++ {
					f.luck = append(f.luck, place{source, set*blocks + k})
				}
				w.run(f, func(now yearly) {
					for k, q := range l.events {
						if watches[k].Asks(now.year) {
							watches[k].See(now.year, now.column(q.of))
						}
					}
				})
				for k, watch := range watches {
					hits[k][set] += watch.Hits(len(f.luck) * stream.Block)
				}
				done.tick(len(f.luck))
			}
			return nil
		}
	})
	if err != nil {
		return err
	}
	for i := range res.Runs {
		for j, k := range l.eventAt[i] {
			r, err := attain.ParameterRange(hits[k], int64(blocks*stream.Block), .8)
			if err != nil {
				return err
			}
			res.Runs[i].Events[j].Unknown = r
		}
	}
	return nil
}
