package stream

import (
	_ "embed"
	"encoding/binary"
	"math/bits"

	"targetcast/model/dist"
)

// Coordinate is one column of luck: an input in one year (0 for an input drawn once per future).
type Coordinate struct {
	Name string
	Year int
}

// MaxDimensions is how many coordinates a Sobol' point can have.
const MaxDimensions = 1024

// Sobol serves a scrambled Sobol' sequence for the listed coordinates, the most important first, and plain Monte Carlo
// for all others (and for those beyond MaxDimensions). Each replicate is an independent randomisation: a random linear
// matrix scramble of the direction numbers and a digital shift (Matousek 1998, Owen 2003), so every point is uniform and
// the spread of replicates tells the error. The first point is kept (Owen 2020). Point i of a replicate is future i.
func Sobol(seed uint64, replicate int, coordinates []Coordinate) Source {
	s := &sobol{rest: monteCarlo{mix(mix(seed, 0x50b01), uint64(replicate)+1)}, at: map[Coordinate]int{}}
	raw := directions(min(len(coordinates), MaxDimensions))
	for d := range raw {
		s.at[coordinates[d]] = d
		s.scramble(raw[d], mix(mix(mix(seed, 0x5c4a), uint64(replicate)+1), hash(coordinates[d].Name)+uint64(int64(coordinates[d].Year))))
	}
	return s
}

// sobol holds, by dimension, the scrambled direction numbers, the first bit of the point in the highest bit, and the
// shift.
type sobol struct {
	rest  monteCarlo
	at    map[Coordinate]int
	v     [][32]uint32
	shift []uint32
}

// scramble multiplies the direction numbers by a random lower triangular binary matrix with a unit diagonal. Row r of
// the matrix makes bit r of the output from the bits above and at r.
func (s *sobol) scramble(raw [32]uint32, key uint64) {
	g := newGenerator(key)
	var rows [32]uint32
	for r := range rows {
		above := ^uint32(0) << (32 - r) // the r highest bits; none for r = 0
		rows[r] = uint32(g.next()>>32)&above | 1<<(31-r)
	}
	var out [32]uint32
	for k, v := range raw {
		for r, row := range rows {
			out[k] |= uint32(bits.OnesCount32(row&v)&1) << (31 - r)
		}
	}
	s.v = append(s.v, out)
	s.shift = append(s.shift, uint32(g.next()>>32))
}

func (s *sobol) Fill(dst []float64, in Input, year, block int) {
	d, ok := s.at[Coordinate{in.Name, year}]
	if !ok {
		s.rest.Fill(dst, in, year, block)
		return
	}
	points(dst, &s.v[d], s.shift[d], uint32(block*Block))
}

func (s *sobol) Scores(dst []float64, in Input, year, block int) {
	d, ok := s.at[Coordinate{in.Name, year}]
	if !ok {
		s.rest.Scores(dst, in, year, block)
		return
	}
	points(dst, &s.v[d], s.shift[d], uint32(block*Block))
	dist.NormalScores(dst, dst)
}

// points writes the sequence from a number on, in the order of the Gray code (Antonov and Saleev, 1979), each point in the
// middle of its cell of width 2^-32.
func points(dst []float64, v *[32]uint32, shift, from uint32) {
	x := shift
	for b, gray := 0, from^from>>1; gray != 0; b, gray = b+1, gray>>1 {
		if gray&1 == 1 {
			x ^= v[b]
		}
	}
	for i := range dst {
		dst[i] = (float64(x) + 0.5) * (1.0 / (1 << 32))
		x ^= v[bits.TrailingZeros32(^(from+uint32(i)))&31]
	}
}

//go:embed joe_kuo_1024.bin
var joeKuo []byte

// directions are the direction numbers of Joe and Kuo (2008): by dimension, the k-th with its first bit highest.
func directions(dimensions int) [][32]uint32 {
	out := make([][32]uint32, dimensions)
	at := 0
	word := func() uint32 {
		w := binary.LittleEndian.Uint32(joeKuo[at:])
		at += 4
		return w
	}
	for d := range out {
		polynomial := word()
		degree := bits.Len32(polynomial) - 1
		var m [32]uint32
		if degree == 0 { // the first dimension: van der Corput
			word()
			for k := range m {
				m[k] = 1
			}
		}
		for k := range degree {
			m[k] = word()
		}
		for k := degree; k < len(m) && degree > 0; k++ {
			m[k] = m[k-degree] ^ m[k-degree]<<degree
			for i := 1; i < degree; i++ {
				if polynomial>>(degree-i)&1 == 1 {
					m[k] ^= m[k-i] << i
				}
			}
		}
		for k := range m {
			out[d][k] = m[k] << (31 - k)
		}
	}
	return out
}
