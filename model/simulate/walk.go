package simulate

import (
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/stream"
)

// walk takes lines of each replicate, batch by batch, up all rungs, and evaluates some events there.
type walk struct {
	g          *graph
	o          Options
	questions  []question
	asked      []int // of questions: those that are still evaluated
	bundle     *bundle
	lines      *sheaf
	sources    []stream.Source
	begin      int                // lines before the batch at hand; negative before the first
	of         []int              // replicate of each line of the batch
	y          [][][rungs]float64 // margins by question and line
	thresholds []float64          // by question
}

// newWalk takes lines along some guides, whose luck is served in an order.
func newWalk(g *graph, questions []question, along []*guide, order []stream.Coordinate, o Options) (*walk, error) {
	w := &walk{g: g, o: o, questions: questions, lines: newSheaf(along, columns), begin: -columns, y: make([][][rungs]float64, len(questions)), thresholds: make([]float64, len(questions))}
	for k := range questions {
		w.asked = append(w.asked, k)
		w.y[k] = make([][rungs]float64, columns)
		w.thresholds[k] = questions[k].event.Threshold
		if c := questions[k].event.Comparator; c == attain.AtMost || c == attain.Below {
			w.thresholds[k] = -w.thresholds[k]
		}
	}
	if err := w.gather(); err != nil {
		return nil, err
	}
	order = order[:w.bundle.worker.g.last(order)+1] // what comes after those in use changes nothing
	for r := range o.Replicates {
		w.sources = append(w.sources, stream.Sobol(o.Seed, r, order))
	}
	return w, nil
}

// gather prepares what is left to be evaluated.
func (w *walk) gather() error {
	if len(w.asked) == 0 {
		return nil
	}
	var left []question
	for _, k := range w.asked {
		left = append(left, w.questions[k])
	}
	var err error
	w.bundle, err = newBundle(w.g, left, lineBlocks, nil)
	return err
}

// drop asks no more of some questions.
func (w *walk) drop(questions []int) error {
	if len(questions) == 0 {
		return nil
	}
	w.asked = slices.DeleteFunc(w.asked, func(k int) bool { return slices.Contains(questions, k) })
	return w.gather()
}

// next evaluates the next batch, if there is one.
func (w *walk) next() bool {
	w.begin += columns
	total := w.o.Smooth * w.o.Replicates
	if w.begin >= total || len(w.asked) == 0 {
		return false
	}
	w.of = w.of[:0]
	var batch []segment
	for n := w.begin; n < w.begin+columns; n += lineFutures {
		r := min(n/w.o.Smooth, w.o.Replicates-1) // what there is too much of is not counted
		from := n % w.o.Smooth
		batch = append(batch, segment{place{w.sources[r], from / stream.Block}, from % stream.Block, lineFutures})
		for range lineFutures {
			if n < total {
				w.of = append(w.of, r)
			}
		}
	}
	w.lines.start(batch)
	for j := range rungs {
		w.lines.moveAll(float64(rung*float64(j)) - reach)
		w.bundle.run(futures{parameter: -1, line: w.lines})
		for n, k := range w.asked {
			y := w.y[k]
			for i, margin := range w.bundle.margins[n].By() {
				y[i][j] = margin
			}
		}
	}
	return true
}

func (w *walk) trace(k, line int) path { return trace(&w.y[k][line], w.thresholds[k]) }

func (w *walk) first() bool { return w.begin == 0 }

// closeness is what some lines' crossings look like from close by.
type closeness struct {
	root, off []float64 // by line: where a crossing was put and how much further it is; NaN and 0 where there is none
	crossings int
	stepped   int       // crossings that jump
	looseAt   []float64 // by line: its part in loose
	falling   []bool    // the event is met before and missed after
	loose     float64   // the law around them, and one unit of a margin that comes in units around all others, over the lines
}

// check looks at crossings from close by, from where they were put to a tenth of a small distance beyond: there the margin
// of a line without jumps is near 0 and rises about as it does further around, that of a small count not at all or all at once: by
// less than a twentieth or more than twenty times as much. Half of the lines are looked at from a hundred times as close: of a
// large count they show one number, and the crossing may be off by a step. Along is the place of the guide among the walk's.
func (w *walk) check(k, along int) (*closeness, error) {
	const fine = .2
	const near, nearer = fine / 10, fine / 1000
	b, err := newBundle(w.g, w.questions[k:k+1], checked/stream.Block, nil)
	if err != nil {
		return nil, err
	}
	some := w.lines.all[along].some(checked)
	at, slope := make([]float64, checked), make([]float64, checked)
	log, threshold := make([]bool, checked), w.thresholds[k]
	c := &closeness{root: make([]float64, checked), falling: make([]bool, checked), off: make([]float64, checked), looseAt: make([]float64, checked)}
	for i := range at {
		line := i * columns / checked
		p := w.trace(k, line)
		c.root[i], slope[i], log[i], c.falling[i] = p.root(), p.slope, p.log, p.met
		if at[i] = c.root[i]; math.IsNaN(at[i]) {
			at[i] = 0
		}
	}
	some.move(at)
	b.on(some)
	y := slices.Clone(b.margins[0].By())
	for i := range at {
		if i%2 == 0 {
			at[i] += near
		} else {
			at[i] += nearer
		}
	}
	some.move(at)
	b.on(some)
	flat, density := 0.0, make([]float64, checked)
	unit := math.Inf(1) // the smallest rise
	for i, root := range c.root {
		if math.IsNaN(root) {
			continue
		}
		c.crossings++
		y0, y1 := y[i], b.margins[0].By()[i]
		if log[i] {
			y0, y1 = logarithmic(y0, threshold), logarithmic(y1, threshold)
		}
		rise, off := (y1-y0)/slope[i], -y0/slope[i]
		switch {
		case i%2 == 1 && rise == 0:
			flat += 2
		case rise != 0:
			unit = min(unit, math.Abs(rise))
		}
		around := dist.Phi(root+fine/2) - dist.Phi(root-fine/2)
		if i%2 == 0 && !(rise > near/20 && rise < 20*near) || !(math.Abs(off) <= fine/2) {
			c.stepped++
			c.looseAt[i] = around / checked
			continue
		}
		density[i] = around / fine / checked
		c.off[i] = off
	}
	if 20*flat > float64(c.crossings) {
		for i, d := range density {
			if d > 0 {
				c.looseAt[i] += float64(d * unit)
			}
		}
	}
	for _, loose := range c.looseAt {
		c.loose += loose
	}
	return c, nil
}

// shift is by how much the share of a line changes where its crossing is put right.
func (c *closeness) shift(i int) float64 {
	if c.off[i] == 0 {
		return 0
	}
	d := dist.Phi(c.root[i]+c.off[i]) - dist.Phi(c.root[i])
	if c.falling[i] {
		return d
	}
	return -d
}
