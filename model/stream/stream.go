// Package stream is the one door of luck: it fills columns of uniforms for a named input.
//
// A column is keyed by (seed, input name, year, replicate, block) and by nothing else, so it does not depend on the
// number of workers, the order of indicators, which scenarios run, or which other inputs exist.
package stream

import (
	"math"
	"math/bits"

	"targetcast/model/dist"
)

// Block is the number of futures in one column.
const Block = 256

// Input is one named source of luck: a parameter drawn once per future, or a shock drawn anew each year.
type Input struct {
	Name      string
	PerFuture bool // one column for all years; otherwise one column a year
}

// Source fills columns of luck. Implementations are safe for concurrent use.
type Source interface {
	// Fill writes len(dst) <= Block uniforms, each strictly inside (0,1), for the input in the year
	// (0 for an input drawn once per future) and the block of futures.
	Fill(dst []float64, in Input, year, block int)
	// Scores writes the standard normal scores of these uniforms.
	Scores(dst []float64, in Input, year, block int)
}

// MonteCarlo is plain pseudo-random luck: independent uniforms. Replicates with different numbers are independent.
func MonteCarlo(seed uint64, replicate int) Source { return monteCarlo{mix(seed, uint64(replicate)+1)} }

type monteCarlo struct{ root uint64 }

func (m monteCarlo) Fill(dst []float64, in Input, year, block int) {
	var words [Block]uint64
	m.words(words[:len(dst)], in, year, block)
	for i, w := range words[:len(dst)] {
		dst[i] = math.Float64frombits(w>>12|0x3ff<<52) - 1 + 0x1p-53
	}
}

func (m monteCarlo) Scores(dst []float64, in Input, year, block int) {
	var words [Block]uint64
	m.words(words[:len(dst)], in, year, block)
	dist.WordScores(dst, words[:len(dst)])
}

// words are random; the uniforms come of 52 bits of each, centred in their cell: exact, symmetric about 1/2, never 0 or 1.
func (m monteCarlo) words(dst []uint64, in Input, year, block int) {
	g := newGenerator(mix(mix(mix(m.root, hash(in.Name)), uint64(int64(year))), uint64(block)))
	g.fill(dst)
}

// generator is xoshiro256++ (Blackman and Vigna, 2019, prng.di.unimi.it), seeded by SplitMix64 as its authors advise.
type generator struct{ a, b, c, d uint64 }

func newGenerator(key uint64) generator {
	var g generator
	for _, p := range []*uint64{&g.a, &g.b, &g.c, &g.d} {
		key += 0x9e3779b97f4a7c15
		*p = scramble(key)
	}
	return g
}

func (g *generator) next() uint64 {
	r := bits.RotateLeft64(g.a+g.d, 23) + g.a
	t := g.b << 17
	g.c ^= g.a
	g.d ^= g.b
	g.b ^= g.c
	g.a ^= g.d
	g.c ^= t
	g.d = bits.RotateLeft64(g.d, 45)
	return r
}

// fill is next in a loop that keeps the state in registers.
func (g *generator) fill(dst []uint64) {
	a, b, c, d := g.a, g.b, g.c, g.d
	for i := range dst {
		dst[i] = bits.RotateLeft64(a+d, 23) + a
		t := b << 17
		c ^= a
		d ^= b
		b ^= c
		a ^= d
		c ^= t
		d = bits.RotateLeft64(d, 45)
	}
	*g = generator{a, b, c, d}
}

// scramble is the output function of SplitMix64 (Steele, Lea and Flood, 2014).
func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// mix folds one more word into a key; the order of words matters.
func mix(key, word uint64) uint64 {
	return scramble(scramble(key+0x9e3779b97f4a7c15) ^ word*0xd6e8feb86659fd93)
}

// hash is FNV-1a (Fowler, Noll and Vo).
func hash(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}
