package simulate

import (
	"context"

	"targetcast/model/attain"
	"targetcast/model/stream"
)

// ranges finds how the likelihood of each event varies over what better data could tell: parameters are held fixed
// over a set's futures while luck goes on, and the binomial noise of the set's estimate is taken out again.
func (l *layout) ranges(ctx context.Context, o Options, done *meter, res *Result) error {
	hits := table(len(l.events), o.Sets)
	source := stream.MonteCarlo(o.Seed, 1) // other luck than the futures that are counted
	parameters := l.parameters(o, source)
	blocks := perSet(o)
	batch := min(l.g.batch(), blocks)
	each := min(stream.Block, o.FuturesPerSet) // futures of a block
	err := share(ctx, o.Workers, o.Sets, func() func(int) error {
		w := newWorkerOf(l.g, batch*each, nil, nil)
		w.parameters = parameters
		watches := make([]*attain.Watch, len(l.events))
		for k, q := range l.events {
			watches[k], _ = attain.NewWatch(q.event, batch*each) // the events were checked with the layout
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
					hits[k][set] += watch.Hits(len(f.luck) * each)
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
			r, err := attain.ParameterRange(hits[k], int64(blocks*each), .8)
			if err != nil {
				return err
			}
			res.Runs[i].Events[j].Unknown = r
		}
	}
	return nil
}

// parameters are the scores of all sets, by input that is a parameter. Plain sets are independent. Those of a point set are the points of
// one more randomisation of it, aimed along what of each event's direction lies in the parameters: the likelihood given
// the parameters follows few directions, and its quantiles are as exact as these are even.
func (l *layout) parameters(o Options, plain stream.Source) [][]float64 {
	source, aim := plain, (*aimed)(nil)
	blocks := (o.Sets + stream.Block - 1) / stream.Block
	if o.Replicates > 0 {
		var once []stream.Coordinate
		for _, c := range o.Coordinates {
			if c.Year == 0 {
				once = append(once, c)
			}
		}
		source = stream.Sobol(o.Seed, o.Replicates, once)
		if o.Aim != nil {
			aim = o.Aim.parameters.aimed(blocks * stream.Block)
		}
	}
	f := futures{parameter: -1}
	for b := range blocks {
		f.luck = append(f.luck, place{source, b})
	}
	aim.fill(f)
	out := make([][]float64, len(l.g.inputs))
	for i, in := range l.g.inputs {
		if !in.Parameter {
			continue
		}
		if out[i] = aim.column(stream.Coordinate{Name: in.Name}); out[i] == nil {
			out[i] = make([]float64, blocks*stream.Block)
			f.scores(out[i], in.Input, 0)
		}
	}
	return out
}
