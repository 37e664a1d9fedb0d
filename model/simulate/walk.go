package simulate

import (
	"math"
	"slices"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/stream"
)

// walk takes lines of each replicate, batch by batch, up the rungs of a ladder, and evaluates some events there.
type walk struct {
	g          *graph
	o          Options
	questions  []question
	asked      []int // of questions: those that are still evaluated
	bundle     *bundle
	lines      *sheaf
	sources    []stream.Source
	ladder     ladder
	from, to   int                // lines of each replicate that are walked
	begin      int                // lines before the batch at hand, of all replicates; negative before the first
	of         []int              // replicate of each line of the batch
	y          [][][rungs]float64 // margins by question and line
	thresholds []float64          // by question
}

// newWalk takes lines along some guides, whose luck is served in an order.
func newWalk(g *graph, questions []question, along []*guide, order []stream.Coordinate, o Options) (*walk, error) {
	w := &walk{g: g, o: o, questions: questions, lines: newSheaf(along, columns), y: make([][][rungs]float64, len(questions)), thresholds: make([]float64, len(questions))}
	w.over(0, o.Smooth, full)
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

// ask goes on with some of the questions.
func (w *walk) ask(questions []int) error {
	if slices.Equal(w.asked, questions) {
		return nil
	}
	w.asked = questions
	return w.gather()
}

// over goes on with some lines of each replicate, multiples of 128, on a ladder.
func (w *walk) over(from, to int, l ladder) {
	w.from, w.to, w.ladder, w.begin = from, to, l, -columns
}

// next evaluates the next batch, if there is one.
func (w *walk) next() bool {
	w.begin += columns
	lines := w.to - w.from
	total := lines * w.o.Replicates
	if w.begin >= total || len(w.asked) == 0 {
		return false
	}
	w.of = w.of[:0]
	var batch []segment
	for n := w.begin; n < w.begin+columns; n += lineFutures {
		r := min(n/lines, w.o.Replicates-1) // what there is too much of is not counted
		from := w.from + n%lines
		batch = append(batch, segment{place{w.sources[r], from / stream.Block}, from % stream.Block, lineFutures})
		for range lineFutures {
			if n < total {
				w.of = append(w.of, r)
			}
		}
	}
	w.lines.start(batch)
	for j := range w.ladder.n {
		w.lines.moveAll(w.ladder.at(j))
		w.bundle.run(futures{parameter: -1, line: w.lines, again: j > 0})
		for n, k := range w.asked {
			y, rung := w.y[k], w.ladder.rung(j)
			for i, margin := range w.bundle.margins[n].By() {
				y[i][rung] = margin
			}
		}
	}
	return true
}

func (w *walk) trace(k, line int) path { return trace(&w.y[k][line], w.thresholds[k], w.ladder) }

func (w *walk) first() bool { return w.begin == 0 && w.from == 0 }

// closeness is what some lines' crossings look like from close by.
type closeness struct {
	lines     []int     // of the batch
	root, off []float64 // by line: where a crossing was put and how much further it is; NaN and 0 where there is none
	crossings int
	stepped   int       // crossings that jump
	loose     []float64 // by line: the law around its crossing if it is stepped, and one unit of a margin that comes in units around all others
	falling   []bool    // the event is met before and missed after
}

// closely is the first quarter of the lines that are walked, as far as they are in the batch: the first points of a sequence are even too.
func (w *walk) closely() []int {
	var out []int
	for i := range w.of {
		if (w.begin+i)%(w.to-w.from) < (w.to-w.from)/4 {
			out = append(out, i)
		}
	}
	return out
}

const fine = .2 // a small distance on a line

// check looks at crossings from close by, where they were put: how far off the margin is there says where they are. Along is the
// place of the guide among the walk's. It returns nil if none of the lines to be looked at are in the batch.
func (w *walk) check(k, along int) (*closeness, error) {
	c := &closeness{lines: w.closely()}
	if len(c.lines) == 0 {
		return nil, nil
	}
	n := len(c.lines)
	blocks := (n + stream.Block - 1) / stream.Block
	b, err := newBundle(w.g, w.questions[k:k+1], blocks, nil)
	if err != nil {
		return nil, err
	}
	some := w.lines.all[along].some(c.lines, blocks*stream.Block)
	at, slope := make([]float64, blocks*stream.Block), make([]float64, n)
	log, threshold := make([]bool, n), w.thresholds[k]
	c.root, c.off, c.loose, c.falling = make([]float64, n), make([]float64, n), make([]float64, n), make([]bool, n)
	for i, line := range c.lines {
		p := w.trace(k, line)
		c.root[i], slope[i], log[i], c.falling[i] = p.root(), p.slope, p.log, p.met
		if at[i] = c.root[i]; math.IsNaN(at[i]) {
			at[i] = 0
		}
	}
	again := false
	look := func() []float64 {
		some.move(at)
		b.run(futures{parameter: -1, line: some, again: again})
		again = true
		y := slices.Clone(b.margins[0].By()[:n])
		for i := range y {
			if log[i] {
				y[i] = logarithmic(y[i], threshold)
			}
		}
		return y
	}
	y := look()
	for i, root := range c.root {
		if math.IsNaN(root) {
			continue
		}
		c.crossings++
		if c.off[i] = -y[i] / slope[i]; !(math.Abs(c.off[i]) <= fine/2) {
			c.step(i)
		}
	}
	if w.first() {
		c.steps(y, slope, at, look)
	}
	return c, nil
}

// step marks a crossing that jumps.
func (c *closeness) step(i int) {
	c.stepped++
	c.off[i] = 0
	c.loose[i] = around(c.root[i])
}

// around is how much of the law is near a place.
func around(t float64) float64 { return dist.Phi(t+fine/2) - dist.Phi(t-fine/2) }

// steps looks a tenth of a small distance further: there the margin of a line without jumps rises about as it does further around,
// that of a small count not at all or all at once: by less than a twentieth or more than twenty times as much. Half of the lines are looked
// at from a hundred times as close: of a large count they show one number, and the crossing may be off by a step.
func (c *closeness) steps(y, slope, at []float64, look func() []float64) {
	const near, nearer = fine / 10, fine / 1000
	for i := range c.root {
		if i%2 == 0 {
			at[i] += near
		} else {
			at[i] += nearer
		}
	}
	further := look()
	flat, unit := 0.0, math.Inf(1) // the smallest rise
	for i, root := range c.root {
		if math.IsNaN(root) {
			continue
		}
		rise := (further[i] - y[i]) / slope[i]
		switch {
		case i%2 == 1 && rise == 0:
			flat += 2
		case rise != 0:
			unit = min(unit, math.Abs(rise))
		}
		if i%2 == 0 && c.loose[i] == 0 && !(rise > near/20 && rise < 20*near) {
			c.step(i)
		}
	}
	if 20*flat > float64(c.crossings) {
		for i, root := range c.root {
			if !math.IsNaN(root) && c.loose[i] == 0 {
				c.loose[i] = float64(around(root) / fine * unit)
			}
		}
	}
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
