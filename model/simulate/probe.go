package simulate

import (
	"math"

	"targetcast/model/dist"
	"targetcast/model/stream"
)

const (
	probePlaces = 32
	probeReach  = 2.5
)

// probe is one future of which each group of columns moves one coordinate across its law.
type probe struct {
	place
	of []stream.Coordinate // by group
}

func (p *probe) fillScores(z []float64, c stream.Coordinate) {
	var u [1]float64
	p.source.Fill(u[:], inputOf(c), c.Year, p.block)
	dist.NormalScores(u[:], u[:])
	for i := range z {
		z[i] = u[0]
	}
	for g, of := range p.of {
		if of == c {
			for i := range probePlaces {
				z[g*probePlaces+i] = probeReach * (2*float64(i)/(probePlaces-1) - 1)
			}
		}
	}
}

func (p *probe) shifts(c stream.Coordinate) bool { return true }

// jumps reports over which coordinates the margin jumps, as over whether a shock strikes or which of a few values a parameter has:
// then a few of its steps across the law are all there is. Over a smooth coordinate they are alike. Reported as well are parameters that shift a
// jump: those that feed the node that reads the luck over which the margin jumps, as the probability of a shock does. Over is the names of
// such luck, those found earlier included.
func (b *bundle) jumps(of []stream.Coordinate, over map[string]bool) []bool {
	jump := make([]bool, len(of))
	const groups = columns / probePlaces
	for from := 0; from < len(of); from += groups {
		p := &probe{place: place{stream.MonteCarlo(0, 3), 0}, of: of[from:min(from+groups, len(of))]}
		b.run(futures{parameter: -1, line: p})
		margin := b.margins[0].By()
		for g := range p.of {
			var sum, sqr float64
			for i := 1; i < probePlaces; i++ {
				d := margin[g*probePlaces+i] - margin[g*probePlaces+i-1]
				sum += math.Abs(d)
				sqr += float64(d * d)
			}
			jump[from+g] = sqr*(probePlaces-1) > 4*float64(sum*sum)
		}
	}
	for i, c := range of {
		if jump[i] {
			over[c.Name] = true
		}
	}
	feeds := b.worker.g.feeds(over)
	for i, c := range of {
		jump[i] = jump[i] || c.Year == 0 && feeds[c.Name]
	}
	return jump
}
