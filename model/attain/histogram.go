package attain

import "math"

const (
	mantissaBits = 11                // bins per octave: 2^11
	dropped      = 52 - mantissaBits // low bits of a float64 that a bin does not tell apart
	pageBits     = 6                 // a page holds a 32nd of an octave: near zero few of them are touched
	pageSize     = 1 << pageBits
	firstNormal  = 1 << mantissaBits    // keys below are zero and subnormal sizes
	firstInf     = 2047 << mantissaBits // key of infinity; NaN has the same or a larger one
)

// Histogram counts numbers in bins cut from their own bits: sign, exponent and the first 11 bits of the mantissa, 2048
// bins in every octave. It needs no range in advance, merges by addition in any order, and answers quantiles within a
// relative error of 2^-11 (4.9e-4).
//
// A bin stands for its edge nearer to zero: the lower edge of positive numbers, the upper edge of negative ones. So
// whole numbers up to 4096 in size, and any number with at most 12 significant binary digits, come out exact.
// Sizes below 2.3e-308 count as zero. NaN is counted apart and belongs to no quantile.
//
// The zero value is an empty histogram. It is not safe for concurrent use.
type Histogram struct {
	positive, negative half
	zero               int64
	posInf, negInf     int64
	nan                int64
	n                  int64 // all but NaN
}

// half holds the bins of one sign by size. A number is counted in the window or on a page, and a bin is the sum of both.
type half struct {
	// Whole pages in one piece, where most numbers of the first block lie: it takes half the time of finding a page.
	window []uint16
	first  int // key of its first bin

	base  int           // number of the first page
	pages []*page       // those never touched are nil
	over  map[int]int64 // by key, what 16 bits cannot hold: multiples of 2^16
}

// page counts in 16 bits: small pages are what lets thousands of histograms share a processor's cache.
type page [pageSize]uint16

// Add counts one number.
func (h *Histogram) Add(x float64) { h.AddBlock([]float64{x}) }

// AddTimes counts one number n times. It returns the sum as AddBlock would.
func (h *Histogram) AddTimes(x float64, n int) (sum float64) {
	for range n {
		sum += x
	}
	bits := math.Float64bits(x)
	if key := int(bits << 1 >> (dropped + 1)); key < firstNormal {
		h.zero += int64(n)
	} else {
		h.addRare(x, key, h.side(bits), n)
	}
	h.n += int64(n)
	return sum
}

// AddBlock counts every number of the block. It returns their sum, added in their order.
func (h *Histogram) AddBlock(block []float64) (sum float64) {
	if h.positive.window == nil && len(block) >= leastForWindow {
		h.positive.open(block, 0)
		h.negative.open(block, 1<<63)
	}
	first, window := h.positive.first, h.positive.window
	for _, x := range block {
		sum += x
		at := int(math.Float64bits(x)>>dropped) - first
		if uint(at) >= uint(len(window)) {
			h.addApart(x)
			continue
		}
		n := window[at] + 1
		if window[at] = n; n == 0 {
			h.positive.carry(first+at, 1)
		}
	}
	h.n += int64(len(block))
	return sum
}

// addApart counts a number that the window does not hold.
func (h *Histogram) addApart(x float64) {
	bits := math.Float64bits(x)
	key := int(bits << 1 >> (dropped + 1))
	if key < firstNormal { // indicators that rest at zero are common
		h.zero++
		return
	}
	h.addRare(x, key, h.side(bits), 1)
}

const (
	leastForWindow = 64
	widest         = 6 << mantissaBits       // a window has at most the bins of six octaves: what is much smaller than the rest is rare
	margin         = 1 << (mantissaBits - 1) // the most bins that are left free beyond the block's numbers
)

// open puts the window where the block's numbers of that sign bit lie, and a quarter of their range to
// either side, as far as the margin goes.
func (s *half) open(block []float64, sign uint64) {
	if s.window != nil {
		return
	}
	low, high := firstInf, firstNormal
	for _, x := range block {
		if key := int((math.Float64bits(x) ^ sign) >> dropped); key >= firstNormal && key < firstInf {
			low, high = min(low, key), max(high, key)
		}
	}
	if low > high {
		return
	}
	beyond := min((high-low)/4, margin) + pageSize
	high = min(high+beyond, firstInf-1) >> pageBits << pageBits
	low = max(low-beyond, high-widest, firstNormal) >> pageBits << pageBits
	s.first, s.window = low, make([]uint16, high+pageSize-low)
}

// side is the half for numbers of that sign.
func (h *Histogram) side(bits uint64) *half {
	if bits>>63 != 0 {
		return &h.negative
	}
	return &h.positive
}

// addRare counts a number n times when its page need not exist: it may be the first there, infinite or NaN. The
// caller has counted, or will count, it in n.
func (h *Histogram) addRare(x float64, key int, side *half, n int) {
	switch {
	case key < firstInf:
		side.count(key, int64(n))
	case math.IsNaN(x):
		h.nan += int64(n)
		h.n -= int64(n)
	case x > 0:
		h.posInf += int64(n)
	default:
		h.negInf += int64(n)
	}
}

// count adds n to a bin.
func (s *half) count(key int, n int64) {
	var bin *uint16
	if at := key - s.first; uint(at) < uint(len(s.window)) {
		bin = &s.window[at]
	} else {
		bin = &s.page(key >> pageBits)[key&(pageSize-1)]
	}
	n += int64(*bin)
	*bin = uint16(n)
	if n>>16 > 0 {
		s.carry(key, n>>16)
	}
}

// carry notes that a bin ran over so many times.
func (s *half) carry(key int, times int64) {
	if s.over == nil {
		s.over = map[int]int64{}
	}
	s.over[key] += times << 16
}

// each calls f with the key and the count of every bin that is not empty, in ascending or descending order, until f returns
// false; it reports whether f never did.
func (s *half) each(descending bool, f func(key int, count int64) bool) bool {
	from, to := s.base, s.base+len(s.pages)
	if first := s.first >> pageBits; len(s.window) > 0 {
		if len(s.pages) == 0 {
			from, to = first, first
		}
		from, to = min(from, first), max(to, first+len(s.window)>>pageBits)
	}
	for k := range to - from {
		number := from + k
		if descending {
			number = to - 1 - k
		}
		if !s.eachOnPage(number, descending, f) {
			return false
		}
	}
	return true
}

var noPage page

func (s *half) eachOnPage(number int, descending bool, f func(key int, count int64) bool) bool {
	p, window := &noPage, noPage[:]
	if at := number - s.base; uint(at) < uint(len(s.pages)) && s.pages[at] != nil {
		p = s.pages[at]
	}
	if at := number<<pageBits - s.first; uint(at) < uint(len(s.window)) {
		window = s.window[at : at+pageSize]
	} else if p == &noPage {
		return true
	}
	for k := range p {
		if descending {
			k = pageSize - 1 - k
		}
		n, key := int64(p[k])+int64(window[k]), number<<pageBits|k
		if s.over != nil {
			n += s.over[key]
		}
		if n > 0 && !f(key, n) {
			return false
		}
	}
	return true
}

// page returns the page of that number, made if need be.
func (s *half) page(number int) *page {
	switch {
	case len(s.pages) == 0:
		s.base, s.pages = number, make([]*page, 1)
	case number < s.base:
		grown := make([]*page, s.base-number+len(s.pages))
		copy(grown[s.base-number:], s.pages)
		s.base, s.pages = number, grown
	case number >= s.base+len(s.pages):
		s.pages = append(s.pages, make([]*page, number-s.base-len(s.pages)+1)...)
	}
	at := number - s.base
	if s.pages[at] == nil {
		s.pages[at] = new(page)
	}
	return s.pages[at]
}

// Merge adds the counts of other.
func (h *Histogram) Merge(other *Histogram) {
	h.positive.merge(&other.positive)
	h.negative.merge(&other.negative)
	h.zero += other.zero
	h.posInf += other.posInf
	h.negInf += other.negInf
	h.nan += other.nan
	h.n += other.n
}

func (s *half) merge(other *half) {
	if s.window == nil && other.window != nil {
		s.first, s.window = other.first, make([]uint16, len(other.window))
	}
	s.countAll(other.first, other.window)
	for i, p := range other.pages {
		if p != nil {
			s.countAll((other.base+i)<<pageBits, p[:])
		}
	}
	for key, n := range other.over {
		s.count(key, n)
	}
}

// countAll adds bins from a key on.
func (s *half) countAll(key int, bins []uint16) {
	for i, n := range bins {
		if n > 0 {
			s.count(key+i, int64(n))
		}
	}
}

// Count is how many numbers were added, NaN left out.
func (h *Histogram) Count() int64 { return h.n }

// NaN is how many of the numbers added were NaN.
func (h *Histogram) NaN() int64 { return h.nan }

// Each calls f with the edge and the count of every bin that is not empty, in ascending order, until f returns false.
// Infinities are the first and the last bin.
func (h *Histogram) Each(f func(edge float64, count int64) bool) {
	if h.negInf > 0 && !f(math.Inf(-1), h.negInf) {
		return
	}
	if !h.negative.each(true, func(key int, n int64) bool { return f(-edge(key), n) }) {
		return
	}
	if h.zero > 0 && !f(0, h.zero) {
		return
	}
	if !h.positive.each(false, func(key int, n int64) bool { return f(edge(key), n) }) {
		return
	}
	if h.posInf > 0 {
		f(math.Inf(1), h.posInf)
	}
}

// edge is the size at which a bin begins.
func edge(key int) float64 { return math.Float64frombits(uint64(key) << dropped) }

// Quantile returns the smallest edge v with at least ceil(p*Count) numbers in bins up to v; p at or below 0 gives the
// least bin, p at or above 1 the greatest. It is NaN when the histogram is empty or p is NaN.
func (h *Histogram) Quantile(p float64) float64 { return h.Quantiles(p)[0] }

// Quantiles returns the quantile of each p in one pass over the bins; every p is at least the one before it.
func (h *Histogram) Quantiles(p ...float64) []float64 {
	out := make([]float64, len(p))
	next, seen := 0, int64(0)
	// settle gives v to each p whose rank has been seen; it reports whether any is left.
	settle := func(v float64) bool {
		for ; next < len(p) && (math.IsNaN(p[next]) || h.rank(p[next]) <= seen); next++ {
			if out[next] = v; math.IsNaN(p[next]) {
				out[next] = math.NaN()
			}
		}
		return next < len(p)
	}
	if settle(math.NaN()) {
		h.Each(func(edge float64, count int64) bool {
			seen += count
			return settle(edge)
		})
	}
	return out
}

// rank is how many numbers lie up to the quantile of p: 1 to Count, 0 when there is none.
func (h *Histogram) rank(p float64) int64 {
	// 0.07 of 100 is 7 and not 8, though the product of the two floats lies above 7.
	rank := int64(math.Ceil(p * float64(h.n) * (1 - 0x1p-50)))
	return min(max(rank, 1), h.n)
}

// AtMost returns the share of numbers whose edge is at most x, NaN when the histogram is empty.
func (h *Histogram) AtMost(x float64) float64 {
	if h.n == 0 || math.IsNaN(x) {
		return math.NaN()
	}
	var seen int64
	h.Each(func(edge float64, count int64) bool {
		if edge > x {
			return false
		}
		seen += count
		return true
	})
	return float64(seen) / float64(h.n)
}

// AtLeast returns the share of numbers whose edge is at least x, NaN when the histogram is empty. It is exact for whole
// numbers up to 4096; otherwise numbers in the bin that x cuts count as that bin's edge.
func (h *Histogram) AtLeast(x float64) float64 {
	if h.n == 0 || math.IsNaN(x) {
		return math.NaN()
	}
	var below int64
	h.Each(func(edge float64, count int64) bool {
		if edge >= x {
			return false
		}
		below += count
		return true
	})
	return float64(h.n-below) / float64(h.n)
}

// Min returns the edge of the least bin that is not empty, NaN when there is none.
func (h *Histogram) Min() float64 { return h.Quantile(0) }

// Max returns the edge of the greatest bin that is not empty, NaN when there is none.
func (h *Histogram) Max() float64 { return h.Quantile(1) }
