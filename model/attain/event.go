package attain

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// Comparator is how a value is held against a threshold.
type Comparator uint8

const (
	AtLeast Comparator = iota // x >= k
	Above                     // x > k
	AtMost                    // x <= k
	Below                     // x < k
)

// Holds says whether the value x satisfies the threshold k; NaN never does.
func (c Comparator) Holds(x, k float64) bool {
	switch c {
	case AtLeast:
		return x >= k
	case Above:
		return x > k
	case AtMost:
		return x <= k
	case Below:
		return x < k
	}
	return false
}

// Lead is by how much x is on the good side of k, negative when on the bad side.
func (c Comparator) Lead(x, k float64) float64 {
	if c == AtMost || c == Below {
		return k - x
	}
	return x - k
}

// Hold is when a target counts as met.
type Hold uint8

const (
	At        Hold = iota // in the year By
	Ever                  // in any year from Since to By
	Sustained             // in each of the Years years up to and including By
)

// Event is a question to one future: does an indicator satisfy a threshold in time?
type Event struct {
	Comparator Comparator
	Threshold  float64
	Since      int // first year that counts, for Ever and for the tables by year
	By         int
	Hold       Hold
	Years      int // for Sustained
}

// maxYears is more than any plan has; it bounds what a counter takes.
const maxYears = 64

// check refuses an event that no future can answer.
func (e Event) check() error {
	switch {
	case math.IsNaN(e.Threshold) || math.IsInf(e.Threshold, 0):
		return fmt.Errorf("threshold %v is not a finite number", e.Threshold)
	case e.Since > e.By:
		return fmt.Errorf("first year %d lies after the year %d it is due", e.Since, e.By)
	case e.By-e.Since >= maxYears:
		return fmt.Errorf("%d to %d is more than %d years", e.Since, e.By, maxYears)
	case e.Hold == Sustained && (e.Years < 1 || e.Years > e.By-e.Since+1):
		return fmt.Errorf("sustained %d years, but %d to %d has %d", e.Years, e.Since, e.By, e.By-e.Since+1)
	case e.Comparator > Below || e.Hold > Sustained:
		return fmt.Errorf("unknown comparator or hold")
	}
	return nil
}

// window is the years on which the answer depends, counted from Since.
func (e Event) window() (from, to int) {
	last := e.By - e.Since
	switch e.Hold {
	case Ever:
		return 0, last
	case Sustained:
		return last - e.Years + 1, last
	}
	return last, last
}

// Counter counts the answers to one event in one program, a few blocks of futures at a time and year by year, so that a
// column is read while it is at hand and none is kept. A worker owns its counter; counters merge exactly, in any order.
type Counter struct {
	event    Event
	sign     float64 // of the values, so that all comparators ask for at least
	least    float64
	from, to int // years on which the answer depends, counted from Since
	n, hits  int64
	// undefined: futures with a NaN in the years on which the answer depends. Such a year is never satisfied.
	undefined int64
	// by year, counted from Since: satisfied then; then for the first time; in each of the years from then to By
	inYear, firstIn, lasting []int64
	shortfall                Histogram

	blocks []answers // those that are stepped together
	missed []float64
}

// answers are those of one block of futures. Of a word's bits the i-th is the i-th of 64 futures.
type answers struct {
	n         int        // 0 before the first year is seen
	satisfied [][]uint64 // by year, counted from Since
	met       []uint64
	counts    Block
	lead      []float64 // of the year that decides so far, where there are several
	missing   []uint64  // in some year that may decide
}

const word = 64 // futures in one

// NewCounter returns an empty counter of the event.
func NewCounter(e Event) (*Counter, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	c := &Counter{event: e}
	c.sign, c.least = e.normal()
	c.from, c.to = e.window()
	years := e.By - e.Since + 1
	c.inYear, c.firstIn, c.lasting = make([]int64, years), make([]int64, years), make([]int64, years)
	return c, nil
}

// Block is what one block of futures adds, to be brought to a Total in block order.
type Block struct {
	N, Hits, Missed         int64   // Missed: not met and the shortfall is a finite number
	Shortfall, ShortfallSqr float64 // sums over the missed, in units and units squared
}

// See takes the indicator's values in one year, one per future, for the b-th of the blocks that are stepped together. The years
// from Since to By must come in order, each once, always for the same futures; others are passed over.
func (c *Counter) See(b, year int, column []float64) {
	y := year - c.event.Since
	if y < 0 || y > c.to || len(column) == 0 {
		return
	}
	for len(c.blocks) <= b {
		c.blocks = append(c.blocks, answers{})
	}
	a := &c.blocks[b]
	if a.n == 0 {
		a.begin(len(column), len(c.inYear))
	}
	c.satisfy(a.satisfied[y], column)
	if y < c.from {
		return
	}
	if c.from < c.to {
		c.follow(a, column, y == c.from)
	}
	if y == c.to {
		c.decide(a, column)
	}
}

// Block is what the b-th block adds, once all its years were seen. What is seen next is another block.
func (c *Counter) Block(b int) Block {
	a := &c.blocks[b]
	a.n = 0
	return a.counts
}

func (a *answers) begin(n, years int) {
	words := (n + word - 1) / word
	if len(a.met) != words {
		a.met, a.missing = make([]uint64, words), make([]uint64, words)
		a.satisfied = make([][]uint64, years)
		for y := range a.satisfied {
			a.satisfied[y] = make([]uint64, words)
		}
	}
	a.n, a.counts = n, Block{}
}

// The loops over futures have no jumps where a likelihood is near a half: the processor could not foresee them.

// satisfy finds the futures whose values satisfy the threshold.
func (c *Counter) satisfy(out []uint64, column []float64) {
	sign, least := c.sign, c.least
	for i := range out {
		values := column[i*word : min((i+1)*word, len(column))]
		var w uint64
		for j := len(values) - 1; j >= 0; j-- {
			var holds uint64
			if sign*values[j] >= least {
				holds = 1
			}
			w = w<<1 | holds
		}
		out[i] = w
	}
}

// follow keeps the lead that decides where several years may: that of the best year (Ever) or of the worst (Sustained). It is
// NaN where the values do not tell.
func (c *Counter) follow(a *answers, column []float64, first bool) {
	if first {
		a.lead = append(a.lead[:0], column...)
		for i := range a.lead {
			a.lead[i] = math.NaN()
		}
		clear(a.missing)
	}
	threshold := c.sign * c.event.Threshold
	for i, x := range column {
		lead, decides := float64(c.sign*x)-threshold, a.lead[i]
		switch {
		case math.IsNaN(lead):
			a.missing[i/word] |= 1 << (i % word)
		case math.IsNaN(decides), c.event.Hold == Ever && lead > decides, c.event.Hold == Sustained && lead < decides:
			a.lead[i] = lead
		}
	}
}

// decide counts the block, in the last year.
func (c *Counter) decide(a *answers, column []float64) {
	c.n += int64(a.n)
	for i := range a.met {
		met, seen, last := a.satisfied[c.to][i], uint64(0), ^uint64(0)
		for y := range a.satisfied {
			s := a.satisfied[y][i]
			c.inYear[y] += count(s)
			c.firstIn[y] += count(s &^ seen)
			seen |= s
		}
		for y := c.to; y >= 0 && last != 0; y-- {
			last &= a.satisfied[y][i]
			c.lasting[y] += count(last)
		}
		for y := c.from; y < c.to; y++ {
			if c.event.Hold == Ever {
				met |= a.satisfied[y][i]
			} else {
				met &= a.satisfied[y][i]
			}
		}
		a.met[i] = met
		a.counts.Hits += count(met)
	}
	a.counts.N = int64(a.n)
	c.hits += a.counts.Hits
	if c.from < c.to {
		c.missedOver(a)
	} else {
		c.missedAt(a, column)
	}
	a.counts.Missed = int64(len(c.missed))
	a.counts.Shortfall = c.shortfall.AddBlock(c.missed)
	for _, short := range c.missed {
		a.counts.ShortfallSqr += float64(short * short)
	}
}

func count(w uint64) int64 { return int64(bits.OnesCount64(w)) }

// missedAt notes by how much those who missed fell short in the one year that decides.
func (c *Counter) missedAt(a *answers, column []float64) {
	sign, threshold := c.sign, c.sign*c.event.Threshold
	missed := slices.Grow(c.missed[:0], len(column))[:len(column)]
	n, odd := 0, uint64(0) // odd: some bit of NaN, where one is not finite
	for i, met := range a.met {
		for _, x := range column[i*word : min((i+1)*word, len(column))] {
			short := threshold - float64(sign*x)
			missed[n] = short
			n += int(met&1 ^ 1)
			met >>= 1
			odd |= math.Float64bits(short - short)
		}
	}
	c.missed = missed[:n]
	if odd != 0 {
		c.missed = slices.DeleteFunc(c.missed, func(short float64) bool {
			if math.IsNaN(short) {
				c.undefined++
			}
			return math.IsNaN(short) || math.IsInf(short, 0)
		})
	}
}

// missedOver does so where several years decide. In a sustained event the worst year may be the one that is missing.
func (c *Counter) missedOver(a *answers) {
	c.missed = c.missed[:0]
	for i, lead := range a.lead {
		if a.met[i/word]>>(i%word)&1 == 1 {
			continue
		}
		missing := a.missing[i/word]>>(i%word)&1 == 1
		if missing {
			c.undefined++
		}
		if !math.IsNaN(lead) && !math.IsInf(lead, 0) && !(missing && c.event.Hold == Sustained) {
			c.missed = append(c.missed, -lead)
		}
	}
}

// normal puts all four comparators as sign*x >= k: x > k is x >= the float after k, x <= k is -x >= -k.
func (e Event) normal() (sign, k float64) {
	sign, k = 1, e.Threshold
	if e.Comparator == AtMost || e.Comparator == Below {
		sign, k = -1, -k
	}
	if e.Comparator == Above || e.Comparator == Below {
		k = math.Nextafter(k, math.Inf(1))
	}
	return sign, k
}

// Mark sets a bit of each future of the b-th block that met the event.
func (c *Counter) Mark(masks []uint64, b int, bit uint) {
	for i, met := range c.blocks[b].met {
		for j := i * word; met != 0 && j < len(masks); j++ {
			masks[j] |= met & 1 << (bit & 63)
			met >>= 1
		}
	}
}

// Merge adds the counts of another counter of the same event.
func (c *Counter) Merge(other *Counter) error {
	if c.event != other.event {
		return fmt.Errorf("counters of different events do not merge: %+v and %+v", c.event, other.event)
	}
	c.n += other.n
	c.hits += other.hits
	c.undefined += other.undefined
	c.shortfall.Merge(&other.shortfall)
	for y := range c.inYear {
		c.inYear[y] += other.inYear[y]
		c.firstIn[y] += other.firstIn[y]
		c.lasting[y] += other.lasting[y]
	}
	return nil
}

// Event is what is counted.
func (c *Counter) Event() Event { return c.event }

// N is the number of futures counted.
func (c *Counter) N() int64 { return c.n }

// Hits is the number of futures that met the event.
func (c *Counter) Hits() int64 { return c.hits }

// Undefined is the number of futures that lacked a value when it mattered; they count as not met.
func (c *Counter) Undefined() int64 { return c.undefined }

// InYear is the number of futures that satisfy the threshold in a year from Since to By, whatever came before; 0 for
// other years.
func (c *Counter) InYear(year int) int64 { return c.at(c.inYear, year) }

// FirstIn is the number of futures that satisfy the threshold in that year for the first time; 0 for other years.
func (c *Counter) FirstIn(year int) int64 { return c.at(c.firstIn, year) }

func (c *Counter) at(counts []int64, year int) int64 {
	if year < c.event.Since || year > c.event.By {
		return 0
	}
	return counts[year-c.event.Since]
}

// EverBy is the number of futures that satisfy the threshold in at least one year from Since up to that year.
func (c *Counter) EverBy(year int) (n int64) {
	for y := c.event.Since; y <= min(year, c.event.By); y++ {
		n += c.FirstIn(y)
	}
	return n
}

// Never is the number of futures that satisfy the threshold in no year from Since to By.
func (c *Counter) Never() int64 { return c.N() - c.EverBy(c.event.By) }

// Lasting is the number of futures that satisfy the threshold in each of the last k years up to and including By; 0
// when k lies outside 1..By-Since+1.
func (c *Counter) Lasting(k int) int64 {
	if k < 1 {
		return 0
	}
	return c.at(c.lasting, c.event.By-k+1)
}

// ShortfallQuantile returns the quantile of the shortfall among futures that missed, in units: how far the deciding
// year stayed on the wrong side of the threshold. NaN when none missed.
func (c *Counter) ShortfallQuantile(p float64) float64 { return c.shortfall.Quantile(p) }

// ShortfallPercent is ShortfallQuantile in per cent of the threshold; NaN when the threshold is 0.
func (c *Counter) ShortfallPercent(p float64) float64 {
	if c.event.Threshold == 0 {
		return math.NaN()
	}
	return 100 * c.ShortfallQuantile(p) / math.Abs(c.event.Threshold)
}

// Total adds up the blocks of one event. Its sums of real numbers depend on the order of blocks: add block 0, 1, 2, ...
type Total struct{ Block }

// Add adds the next block.
func (t *Total) Add(b Block) {
	t.N += b.N
	t.Hits += b.Hits
	t.Missed += b.Missed
	t.Shortfall += b.Shortfall
	t.ShortfallSqr += b.ShortfallSqr
}

// MeanShortfall returns the mean and the standard deviation (divisor n-1) of the shortfall among futures that missed;
// NaN when there are too few.
func (t *Total) MeanShortfall() (mean, sd float64) {
	n := float64(t.Missed)
	mean = t.Shortfall / n
	if t.Missed < 2 {
		return mean, math.NaN()
	}
	variance := (t.ShortfallSqr - float64(t.Shortfall*mean)) / (n - 1)
	return mean, math.Sqrt(max(0, variance))
}
