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
	years *Masks // bit y: satisfied in the year Since+y
	hits  int64
	// undefined: futures with a NaN, or no value at all, in the years on which the answer depends. Such a year is never
	// satisfied.
	undefined int64
	shortfall Histogram

	satisfied []uint64 // of the futures of the last block, as in years
	met       []uint64 // of the same: 1 or 0
	missed    []float64
}

// denseYears is the number of years up to which every combination of them has its own counter, small enough for hundreds of
// events to share a processor's cache.
const denseYears = 8

// NewCounter returns an empty counter of the event.
func NewCounter(e Event) (*Counter, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	return &Counter{event: e, years: newMasks(e.By-e.Since+1, denseYears)}, nil
}

// Block is what one block of futures adds, to be brought to a Total in block order.
type Block struct {
	N, Hits, Missed         int64   // Missed: not met and the shortfall is a finite number
	Shortfall, ShortfallSqr float64 // sums over the missed, in units and units squared
}

// Block counts a block of futures. columns[y] holds the indicator's value in the year Since+y, one per future; nil
// stands for a year without value. All columns up to By are needed and must have n values.
func (c *Counter) Block(n int, columns [][]float64) (Block, error) {
	years := c.years.Events()
	if len(columns) < years {
		return Block{}, fmt.Errorf("%d yearly columns given, %d to %d needs %d", len(columns), c.event.Since, c.event.By, years)
	}
	for y, column := range columns[:years] {
		if column != nil && len(column) != n {
			return Block{}, fmt.Errorf("year %d has %d values, the block %d futures", c.event.Since+y, len(column), n)
		}
	}
	c.satisfy(n, columns[:years])
	c.years.Add(c.satisfied)
	b := Block{N: int64(n), Hits: c.decide()}
	c.hits += b.Hits
	from, to := c.event.window()
	if c.event.Hold == At && columns[to] != nil {
		c.missedAt(columns[to])
	} else {
		c.missedOver(columns[from : to+1])
	}
	for _, short := range c.missed {
		b.Shortfall += short
		b.ShortfallSqr += float64(short * short)
	}
	b.Missed = int64(len(c.missed))
	c.shortfall.AddBlock(c.missed)
	return b, nil
}

// The loops over futures have no jumps where a likelihood is near a half: the processor could not foresee them.

// satisfy finds the years in which each future satisfies the threshold.
func (c *Counter) satisfy(n int, columns [][]float64) {
	c.satisfied = slices.Grow(c.satisfied[:0], n)[:n]
	clear(c.satisfied)
	sign, k := c.event.normal()
	for y, column := range columns {
		satisfied, bit := c.satisfied[:len(column)], uint64(1)<<y
		for i, x := range column {
			var holds uint64
			if sign*x >= k {
				holds = 1
			}
			satisfied[i] |= -holds & bit
		}
	}
}

// decide finds the futures of the block that met the event, and how many they are.
func (c *Counter) decide() (hits int64) {
	from, to := c.event.window()
	window := ^uint64(0) >> (63 - to + from) << from
	least := window
	if c.event.Hold == Ever {
		least = 1 // a number that any satisfied year reaches
	}
	c.met = slices.Grow(c.met[:0], len(c.satisfied))[:len(c.satisfied)]
	met := c.met[:len(c.satisfied)]
	for i, s := range c.satisfied {
		var m uint64
		if s&window >= least { // at least the whole window is the window: it has no bits outside
			m = 1
		}
		met[i] = m
		hits += int64(m)
	}
	return hits
}

// missedAt notes by how much those who missed fell short in the one year that decides.
func (c *Counter) missedAt(column []float64) {
	sign := 1.0
	if c.event.Comparator == AtMost || c.event.Comparator == Below {
		sign = -1
	}
	k := sign * c.event.Threshold
	met, missed := c.met[:len(column)], slices.Grow(c.missed[:0], len(column))[:len(column)]
	n, odd := 0, uint64(0) // odd: some bit of NaN, where one is not finite
	for i, x := range column {
		short := k - float64(sign*x)
		missed[n] = short
		n += int(met[i] ^ 1)
		odd |= math.Float64bits(short - short)
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

// missedOver does so where several years decide, or where the one has no values.
func (c *Counter) missedOver(columns [][]float64) {
	c.missed = c.missed[:0]
	for i, met := range c.met {
		if met == 1 {
			continue
		}
		lead, defined := c.lead(i, columns)
		if !defined {
			c.undefined++
		}
		if short := -lead; !math.IsNaN(short) && !math.IsInf(short, 0) {
			c.missed = append(c.missed, short)
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

// Mark sets bit b of each future of the last block that met the event.
func (c *Counter) Mark(masks []uint64, b uint) {
	for i, met := range c.met {
		masks[i] |= met << (b & 63)
	}
}

// Merge adds the counts of another counter of the same event.
func (c *Counter) Merge(other *Counter) error {
	if c.event != other.event {
		return fmt.Errorf("counters of different events do not merge: %+v and %+v", c.event, other.event)
	}
	c.hits += other.hits
	c.undefined += other.undefined
	c.shortfall.Merge(&other.shortfall)
	return c.years.Merge(other.years)
}

// Event is what is counted.
func (c *Counter) Event() Event { return c.event }

// N is the number of futures counted.
func (c *Counter) N() int64 { return c.years.N() }

// Hits is the number of futures that met the event.
func (c *Counter) Hits() int64 { return c.hits }

// Undefined is the number of futures that lacked a value when it mattered; they count as not met.
func (c *Counter) Undefined() int64 { return c.undefined }

// InYear is the number of futures that satisfy the threshold in a year from Since to By, whatever came before; 0 for
// other years.
func (c *Counter) InYear(year int) int64 {
	if year < c.event.Since || year > c.event.By {
		return 0
	}
	return c.years.All(1 << (year - c.event.Since))
}

// FirstIn is the number of futures that satisfy the threshold in that year for the first time; 0 for other years.
func (c *Counter) FirstIn(year int) int64 {
	return c.count(func(s uint64) bool { return s != 0 && bits.TrailingZeros64(s) == year-c.event.Since })
}

// EverBy is the number of futures that satisfy the threshold in at least one year from Since up to that year.
func (c *Counter) EverBy(year int) int64 {
	return c.count(func(s uint64) bool { return s != 0 && bits.TrailingZeros64(s) <= year-c.event.Since })
}

// Never is the number of futures that satisfy the threshold in no year from Since to By.
func (c *Counter) Never() int64 { return c.N() - c.EverBy(c.event.By) }

// Lasting is the number of futures that satisfy the threshold in each of the last k years up to and including By; 0
// when k lies outside 1..By-Since+1.
func (c *Counter) Lasting(k int) int64 {
	years := c.years.Events()
	if k < 1 || k > years {
		return 0
	}
	last := c.years.Every() >> (years - k) << (years - k)
	return c.years.All(last)
}

// count is the number of futures whose satisfied years are wanted.
func (c *Counter) count(wanted func(satisfied uint64) bool) (n int64) {
	c.years.each(func(s uint64, k int64) {
		if wanted(s) {
			n += k
		}
	})
	return n
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
