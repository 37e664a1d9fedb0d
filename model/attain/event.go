package attain

import (
	"fmt"
	"math"
	"math/bits"
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

// maxYears fit into the word that holds a future's answers by year.
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

// Counter counts the answers to one event in one program. A worker owns its counter; counters merge exactly, in any
// order.
type Counter struct {
	event Event
	n     int64
	hits  int64
	// undefined: futures with a NaN, or no value at all, in the years on which the answer depends. Such a year is never
	// satisfied.
	undefined int64
	inYear    []int64 // satisfied in that year, whatever came before
	firstIn   []int64 // satisfied in that year for the first time
	run       []int64 // [k]: satisfied in each of the last k years up to By, and not in the year before those
	shortfall Histogram

	satisfied []uint64 // of the futures of the last block: bit y is the year Since+y
	met       []bool
	missed    []float64
}

// NewCounter returns an empty counter of the event.
func NewCounter(e Event) (*Counter, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	years := e.By - e.Since + 1
	return &Counter{event: e,
		inYear: make([]int64, years), firstIn: make([]int64, years), run: make([]int64, years+1)}, nil
}

// Block is what one block of futures adds, to be brought to a Total in block order.
type Block struct {
	N, Hits, Missed         int64   // Missed: not met and the shortfall is a finite number
	Shortfall, ShortfallSqr float64 // sums over the missed, in units and units squared
}

// Block counts a block of futures. columns[y] holds the indicator's value in the year Since+y, one per future; nil
// stands for a year without value. All columns up to By are needed and must have n values.
func (c *Counter) Block(n int, columns [][]float64) (Block, error) {
	years := len(c.inYear)
	if len(columns) < years {
		return Block{}, fmt.Errorf("%d yearly columns given, %d to %d needs %d", len(columns), c.event.Since, c.event.By, years)
	}
	for y, column := range columns[:years] {
		if column != nil && len(column) != n {
			return Block{}, fmt.Errorf("year %d has %d values, the block %d futures", c.event.Since+y, len(column), n)
		}
	}
	c.satisfy(n, columns[:years])
	from, to := c.event.window()
	window := ^uint64(0) >> (63 - to + from) << from
	b := Block{N: int64(n)}
	c.met, c.missed = c.met[:0], c.missed[:0]
	for i, s := range c.satisfied {
		if s != 0 {
			c.firstIn[bits.TrailingZeros64(s)]++
		}
		c.run[bits.LeadingZeros64(^(s<<(maxYears-years)))]++
		s &= window
		met := s == window || s != 0 && c.event.Hold == Ever
		c.met = append(c.met, met)
		if met {
			b.Hits++
			continue
		}
		lead, defined := c.lead(i, columns[from:to+1])
		if !defined {
			c.undefined++
		}
		if short := -lead; !math.IsNaN(short) && !math.IsInf(short, 0) {
			c.missed = append(c.missed, short)
			b.Shortfall += short
			b.ShortfallSqr += float64(short * short)
		}
	}
	b.Missed = int64(len(c.missed))
	c.shortfall.AddBlock(c.missed)
	c.n += b.N
	c.hits += b.Hits
	return b, nil
}

// satisfy finds the years in which each future satisfies the threshold.
func (c *Counter) satisfy(n int, columns [][]float64) {
	c.satisfied = append(c.satisfied[:0], make([]uint64, n)...)
	sign, k := c.event.normal()
	for y, column := range columns {
		var count uint64
		for i, x := range column {
			var holds uint64 // without a jump: near a half the processor could not foresee it
			if sign*x >= k {
				holds = 1
			}
			c.satisfied[i] |= holds << (y & 63)
			count += holds
		}
		c.inYear[y] += int64(count)
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

// lead returns the lead that decides for the i-th future, which did not meet the event: of the year By, the best year
// (Ever) or the worst year (Sustained). It is NaN where the values do not tell; defined says that none was missing.
func (c *Counter) lead(i int, columns [][]float64) (decides float64, defined bool) {
	decides, defined = math.NaN(), true
	for _, column := range columns {
		x := math.NaN()
		if column != nil {
			x = column[i]
		}
		lead := c.event.Comparator.Lead(x, c.event.Threshold)
		switch {
		case math.IsNaN(lead):
			defined = false
		case math.IsNaN(decides), c.event.Hold == Ever && lead > decides, c.event.Hold == Sustained && lead < decides:
			decides = lead
		}
	}
	if !defined && c.event.Hold == Sustained {
		decides = math.NaN() // the worst year may be the one that is missing
	}
	return decides, defined
}

// Met says of each future of the last block whether the event was met. It is valid until the next block.
func (c *Counter) Met() []bool { return c.met }

// Mark sets bit b of each future of the last block that met the event.
func (c *Counter) Mark(masks []uint64, b uint) {
	for i, met := range c.met {
		if met {
			masks[i] |= 1 << b
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
	for y := range c.inYear {
		c.inYear[y] += other.inYear[y]
		c.firstIn[y] += other.firstIn[y]
	}
	for k := range c.run {
		c.run[k] += other.run[k]
	}
	c.shortfall.Merge(&other.shortfall)
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
func (c *Counter) InYear(year int) int64 { return at(c.inYear, year-c.event.Since) }

// FirstIn is the number of futures that satisfy the threshold in that year for the first time; 0 for other years.
func (c *Counter) FirstIn(year int) int64 { return at(c.firstIn, year-c.event.Since) }

// EverBy is the number of futures that satisfy the threshold in at least one year from Since up to that year.
func (c *Counter) EverBy(year int) int64 {
	var sum int64
	for y, k := range c.firstIn {
		if c.event.Since+y <= year {
			sum += k
		}
	}
	return sum
}

// Never is the number of futures that satisfy the threshold in no year from Since to By.
func (c *Counter) Never() int64 { return c.n - c.EverBy(c.event.By) }

// Lasting is the number of futures that satisfy the threshold in each of the last k years up to and including By; 0
// when k lies outside 1..By-Since+1.
func (c *Counter) Lasting(k int) int64 {
	if k < 1 || k >= len(c.run) {
		return 0
	}
	var sum int64
	for _, n := range c.run[k:] {
		sum += n
	}
	return sum
}

func at(counts []int64, i int) int64 {
	if i < 0 || i >= len(counts) {
		return 0
	}
	return counts[i]
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
