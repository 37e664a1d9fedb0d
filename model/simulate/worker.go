package simulate

import (
	"math"

	"targetcast/model/formula"
	"targetcast/model/program"
	"targetcast/model/stream"
)

// How many blocks of luck are stepped together: the more, the less it costs to go from node to node, and the more numbers
// a histogram takes while it is at hand; the fewer, the smaller the columns.
const (
	maxBatch = 4
	room     = 32 << 20 // bytes of columns that a worker may have for the sake of more than one block
)

func (g *graph) batch() int {
	columns := len(g.inputs)
	for _, n := range g.nodes {
		columns += 2*n.Outs + n.State
	}
	return max(1, min(maxBatch, room/(columns*stream.Block*8)))
}

// worker steps a few blocks of futures at a time through the graph. It owns all memory it writes: two years of columns.
//
// Much of a plan is the same in every future for a while: what was observed, pushes that have not begun, and in the
// range over parameters every parameter. Futures do not see each other, so a node that reads nothing but such columns
// is evaluated for one future, and the answer is copied to the others when somebody asks for the whole column.
type worker struct {
	g        *graph
	columns  [2][][][]float64 // parity of the year, node, output
	state    [][][]float64
	luck     [][]float64 // by input, standard normal scores
	calls    [2][]program.Call
	single   [2][]program.Call // the same calls, of the first future alone
	same     [2][]bool         // parity, node: outputs and state are the same in every future
	short    [2][]bool         // parity, node: they are written for the first future alone so far
	kept     []bool            // by node: it is what it was in the run before
	sameLuck []bool            // by input: its scores are the same in every future
	turned   []*rotation       // by input; nil for plain luck
	aimed    *aimed            // nil for plain luck
	// By input that is a parameter: its score in each of the sets that futures may share.
	parameters [][]float64
}

func newWorker(g *graph, blocks int, coordinates []stream.Coordinate, aim *Aim) *worker {
	return newWorkerOf(g, blocks*stream.Block, coordinates, aim)
}

// newWorkerOf makes columns of that width.
func newWorkerOf(g *graph, width int, coordinates []stream.Coordinate, aim *Aim) *worker {
	w := &worker{g: g, kept: make([]bool, len(g.nodes)), state: make([][][]float64, len(g.nodes)), luck: allocate(len(g.inputs), width), sameLuck: make([]bool, len(g.inputs))}
	if len(coordinates) > 0 {
		w.turned = rotations(g, coordinates, width)
	}
	if aim != nil {
		w.aimed = aim.aimed(width)
	}
	scratch := &program.Scratch{Formula: &formula.Scratch{}}
	for parity := range w.columns {
		w.columns[parity] = make([][][]float64, len(g.nodes))
		w.calls[parity] = make([]program.Call, len(g.nodes))
		w.single[parity] = make([]program.Call, len(g.nodes))
		w.same[parity], w.short[parity] = make([]bool, len(g.nodes)), make([]bool, len(g.nodes))
	}
	for i, n := range g.nodes {
		w.columns[0][i] = allocate(n.Outs, width)
		w.columns[1][i] = w.columns[0][i]
		if !n.PerFuture {
			w.columns[1][i] = allocate(n.Outs, width)
		}
		w.state[i] = allocate(n.State, width)
	}
	for parity := range w.calls {
		now, before := w.columns[parity], w.columns[1-parity]
		for i := range g.nodes {
			c := program.Call{
				In: pick(now, g.in[i]), Lag: pick(before, g.lag[i]), Luck: w.pickLuck(g.luck[i]),
				Prev: before[i], Out: now[i], State: w.state[i], Scratch: scratch,
			}
			w.calls[parity][i] = c
			c.In, c.Lag, c.Luck = firsts(c.In), firsts(c.Lag), firsts(c.Luck)
			c.Prev, c.Out, c.State = firsts(c.Prev), firsts(c.Out), firsts(c.State)
			w.single[parity][i] = c
		}
	}
	return w
}

// firsts are the columns cut down to the first future.
func firsts(columns [][]float64) [][]float64 {
	out := make([][]float64, len(columns))
	for i, c := range columns {
		if c != nil {
			out[i] = c[:1:1]
		}
	}
	return out
}

// allocate makes n columns of that width in one piece.
func allocate(n, width int) [][]float64 {
	all := make([]float64, n*width)
	columns := make([][]float64, n)
	for i := range columns {
		columns[i] = all[i*width : (i+1)*width : (i+1)*width]
	}
	return columns
}

func pick(columns [][][]float64, refs []program.Ref) [][]float64 {
	out := make([][]float64, len(refs))
	for i, r := range refs {
		if r.Node >= 0 {
			out[i] = columns[r.Node][r.Out]
		}
	}
	return out
}

func (w *worker) pickLuck(inputs []int) [][]float64 {
	out := make([][]float64, len(inputs))
	for i, k := range inputs {
		out[i] = w.luck[k]
	}
	return out
}

// futures names what is drawn: the luck of each block of the batch, and, when parameter is not negative, the one of the
// worker's sets of parameters that all futures share.
type futures struct {
	luck      []place
	parameter int
	line      moved // not nil: the scores are its own
	again     bool  // the lines of the run before, from which only those scores differ that they shift
}

// moved is luck that does not come in blocks.
type moved interface {
	// fillScores writes the normal scores of a coordinate in all columns.
	fillScores(z []float64, c stream.Coordinate)
	// shifts reports whether a coordinate's scores depend on the place on the line.
	shifts(c stream.Coordinate) bool
}

// place is where a block's luck comes from.
type place struct {
	source stream.Source
	block  int
}

// scores writes an input's standard normal scores, of as many blocks as there are.
func (f futures) scores(z []float64, in stream.Input, year int) {
	if f.line != nil {
		f.line.fillScores(z, stream.Coordinate{Name: in.Name, Year: year})
		return
	}
	for b, p := range f.luck {
		p.source.Scores(z[b*stream.Block:min((b+1)*stream.Block, len(z))], in, year, p.block)
	}
}

// yearly is what a worker shows of one year.
type yearly struct {
	year, parity int
	w            *worker
}

// column holds the values of all futures.
func (y yearly) column(r program.Ref) []float64 {
	y.w.widen(r.Node, y.parity)
	return y.w.columns[y.parity][r.Node][r.Out]
}

// same gives the first future's value and reports whether every future has it.
func (y yearly) same(r program.Ref) (float64, bool) {
	return y.w.columns[y.parity][r.Node][r.Out][0], y.w.same[y.parity][r.Node]
}

// run takes a batch of blocks from the first year to the horizon and calls see after each year. Columns are whole
// batches throughout; a caller that wants fewer futures reads fewer.
func (w *worker) run(f futures, see func(yearly)) {
	last := len(w.g.nodes) - 1
	w.walk(f, func(node int, now yearly) {
		if node == last {
			see(now)
		}
	})
}

// walk does so and calls see for each node in each year, when the node's columns have just been written: later nodes push
// them out of the processor's nearest memory.
func (w *worker) walk(f futures, see func(node int, now yearly)) {
	w.aimed.fill(f)
	for i, in := range w.g.inputs {
		if in.PerFuture && !(f.again && !f.line.shifts(stream.Coordinate{Name: in.Name})) {
			w.fill(i, f, 0)
		}
	}
	for i, n := range w.g.nodes {
		if w.kept[i] = f.again && w.keeps(i, f.line); w.kept[i] {
			continue
		}
		for _, s := range w.state[i] {
			clear(s)
		}
		if n.PerFuture {
			w.step(i, 0, 0, n.Op.Init, false)
			w.same[1][i], w.short[1][i] = w.same[0][i], w.short[0][i]
		}
	}
	w.turn(f)
	for year := w.g.first; year <= w.g.horizon; year++ {
		parity := (year - w.g.first) & 1
		for i, in := range w.g.inputs {
			if !in.PerFuture && year >= w.g.needed[i] {
				w.fill(i, f, year)
			}
		}
		for i, n := range w.g.nodes {
			switch {
			case n.PerFuture:
			case year < n.Start:
				w.before(i, year, parity)
			case year == n.Start:
				w.step(i, year, parity, n.Op.Init, false)
			default:
				w.step(i, year, parity, n.Op.Next, true)
			}
			see(i, yearly{year, parity, w})
		}
	}
}

// keeps reports whether a node that is evaluated once per future rests on nothing that lines shift.
func (w *worker) keeps(i int, line moved) bool {
	if !w.g.nodes[i].PerFuture {
		return false
	}
	for _, k := range w.g.luck[i] {
		if line.shifts(stream.Coordinate{Name: w.g.inputs[k].Name}) {
			return false
		}
	}
	for _, r := range w.g.in[i] {
		if r.Node >= 0 && !w.kept[r.Node] {
			return false
		}
	}
	return true
}

// step evaluates one node; past says that what it does depends on what it was the year before.
func (w *worker) step(i, year, parity int, do func(*program.Call), past bool) {
	same := w.alike(i, parity) && (!past || w.same[1-parity][i])
	if same {
		c := &w.single[parity][i]
		c.Year = year
		do(c)
	} else {
		w.widenInputs(i, parity)
		if past {
			w.widen(i, 1-parity)
		}
		c := &w.calls[parity][i]
		c.Year = year
		do(c)
	}
	w.short[parity][i] = same
	w.same[parity][i] = same || even(w.columns[parity][i]) && even(w.state[i])
}

// widenInputs completes all columns of others that a node reads.
func (w *worker) widenInputs(i, parity int) {
	for _, r := range w.g.in[i] {
		if r.Node >= 0 {
			w.widen(r.Node, parity)
		}
	}
	for _, r := range w.g.lag[i] {
		if r.Node >= 0 {
			w.widen(r.Node, 1-parity)
		}
	}
}

// widen copies the first future's numbers of one node to all futures, where that was put off.
func (w *worker) widen(i, parity int) {
	if !w.short[parity][i] {
		return
	}
	w.short[parity][i] = false
	for _, columns := range [][][]float64{w.columns[parity][i], w.state[i]} {
		for _, column := range columns {
			spread(column)
		}
	}
}

// alike reports whether all that a node reads of other nodes and of luck is the same in every future.
func (w *worker) alike(i, parity int) bool {
	for _, k := range w.g.luck[i] {
		if !w.sameLuck[k] {
			return false
		}
	}
	for _, r := range w.g.in[i] {
		if r.Node >= 0 && !w.same[parity][r.Node] {
			return false
		}
	}
	for _, r := range w.g.lag[i] {
		if r.Node >= 0 && !w.same[1-parity][r.Node] {
			return false
		}
	}
	return true
}

// spread copies the first future's number to all.
func spread(column []float64) {
	x := column[0]
	for i := range column {
		column[i] = x
	}
}

// even reports whether every column holds one and the same number, to the last bit.
func even(columns [][]float64) bool {
	for _, column := range columns {
		first := math.Float64bits(column[0])
		for _, x := range column {
			if math.Float64bits(x) != first {
				return false
			}
		}
	}
	return true
}

// before shows what had been observed; further outputs (a factor's shock) are zero, their mean.
func (w *worker) before(i, year, parity int) {
	out := w.columns[parity][i]
	out[0][0] = w.g.nodes[i].BeforeAt(year)
	for _, o := range out[1:] {
		o[0] = 0
	}
	w.same[parity][i], w.short[parity][i] = true, true
}

// turn prepares the yearly luck of inputs whose years are turned into each other.
func (w *worker) turn(f futures) {
	for i, r := range w.turned {
		if r == nil {
			continue
		}
		for k := range r.raw {
			w.scores(r.raw[k], f, w.g.inputs[i].Input, r.first+k)
		}
		r.turn()
	}
}

func (w *worker) fill(input int, f futures, year int) {
	in, z := w.g.inputs[input], w.luck[input]
	w.sameLuck[input] = f.parameter >= 0 && in.Parameter
	if w.turned != nil {
		if turned := w.turned[input].year(year); turned != nil {
			copy(z, turned)
			return
		}
	}
	if w.sameLuck[input] {
		z[0] = w.parameters[input][f.parameter]
		spread(z)
		return
	}
	w.scores(z, f, in.Input, year)
}

// scores writes an input's scores as they are before years are turned into each other.
func (w *worker) scores(z []float64, f futures, in stream.Input, year int) {
	if aimed := w.aimed.column(stream.Coordinate{Name: in.Name, Year: year}); aimed != nil {
		copy(z, aimed)
		return
	}
	f.scores(z, in, year)
}
