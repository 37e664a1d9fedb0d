package simulate

import (
	"math"

	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// A line is looked at from rungs places, evenly spaced up to reach standard deviations to both sides; beyond lie 6 in 100 000
// futures, where the margin goes on as between the last two places.
const (
	rungs = 7
	reach = 4.
	rung  = 2 * reach / (rungs - 1)
	far   = 8 // where nothing is left
)

// ladder is which of the rungs a line is looked at from: n of them, every stride-th from the first on.
type ladder struct{ first, stride, n int }

var (
	full  = ladder{0, 1, rungs}
	short = []ladder{{2, 2, 2}, {2, 1, 3}} // the cheapest first
)

func (l ladder) at(j int) float64 { return float64(rung*float64(l.rung(j))) - reach }

func (l ladder) rung(j int) int { return l.first + j*l.stride }

func (l ladder) step() float64 { return rung * float64(l.stride) }

// path is what one line does to an event: before the first of some places it is met or not, and from each of them on the other.
type path struct {
	met    bool
	n      int
	at     [rungs + 1]float64
	folded bool    // it crosses several times
	slope  float64 // of the margin, by place, at the crossing where there is just one
	log    bool    // of the logarithm of the indicator against that of the threshold
}

// trace follows a line's margin over the rungs of a ladder; threshold is that of the event, with a minus where it asks for at most so much. What grows
// is closer to a polynomial in its logarithm, so that is followed where the indicator never leaves the threshold's side of 0.
func trace(margin *[rungs]float64, threshold float64, l ladder) path {
	var all [rungs]float64
	y, log := all[:l.n], threshold != 0
	for j := range y {
		y[j] = margin[l.rung(j)]
		log = log && y[j]/threshold > -1
	}
	p := path{met: y[0] >= 0, log: log}
	if log {
		for j, m := range y {
			y[j] = logarithmic(m, threshold)
		}
	}
	step, last := l.step(), l.n-1
	if at := l.at(0) - float64(y[0]*step)/(y[1]-y[0]); at < l.at(0) && at > -far {
		p.met = !p.met
		p.cross(at)
	}
	changes := 0
	for j := 1; j < l.n; j++ {
		if (y[j] >= 0) == (y[j-1] >= 0) {
			continue
		}
		changes++
		at, slope := crossing(y, j)
		p.cross(l.at(0) + float64(step*at))
		p.slope = slope / step
	}
	if at := l.at(last) - float64(y[last]*step)/(y[last]-y[last-1]); at > l.at(last) && at < far {
		p.cross(at)
	}
	p.folded = changes > 1
	return p
}

func logarithmic(margin, threshold float64) float64 {
	return math.Copysign(kernel.Log1p(margin/threshold), margin)
}

func (p *path) cross(t float64) {
	p.at[p.n] = t
	p.n++
}

// root is the crossing, where there is just one; NaN otherwise.
func (p *path) root() float64 {
	if p.n == 1 && p.slope != 0 {
		return p.at[0]
	}
	return math.NaN()
}

// share of the normal law on which the event is met.
func (p *path) share() float64 {
	switch {
	case p.n == 0 && p.met:
		return 1
	case p.n == 0:
		return 0
	case p.n == 1 && p.met:
		return dist.Phi(p.at[0])
	}
	sum, met := 0.0, p.met
	if met {
		sum = 1
	}
	for _, t := range p.at[:p.n] {
		if met = !met; met {
			sum += dist.Phi(-t)
		} else {
			sum -= dist.Phi(-t)
		}
	}
	return sum
}

// loose is by how much the share of a folded line may be off: half of the law between the places around its crossings.
func (p *path) loose() float64 {
	sum := 0.0
	for _, t := range p.at[:p.n] {
		lo := float64(rung*math.Floor((t+reach)/rung)) - reach
		sum += (dist.Phi(lo+rung) - dist.Phi(lo)) / 2
	}
	return sum
}

// crossing is the root of the polynomial through all rungs between the rungs j-1 and j, between which the sign of y changes, in units
// of their distance, from the first; and the polynomial's slope there.
func crossing(y []float64, j int) (at, slope float64) {
	var all [rungs]float64
	d := all[:copy(all[:], y)] // Newton's forward differences, over the factorials
	for k := 1; k < len(d); k++ {
		for i := len(d) - 1; i >= k; i-- {
			d[i] = (d[i] - d[i-1]) / float64(k)
		}
	}
	polynomial := func(x float64) (value, slope float64) {
		value = d[len(d)-1]
		for k := len(d) - 2; k >= 0; k-- {
			slope = value + float64(slope*(x-float64(k)))
			value = d[k] + float64(value*(x-float64(k)))
		}
		return value, slope
	}
	lo, hi := float64(j-1), float64(j)
	flo, fhi := y[j-1], y[j]
	for range 60 { // regula falsi in the manner of Illinois
		if at = lo - float64(flo*(hi-lo))/(fhi-flo); !(at > lo && at < hi) {
			at = lo + (hi-lo)/2
		}
		var f float64
		f, slope = polynomial(at)
		switch {
		case math.Abs(f) <= 1e-12*math.Abs(y[j]-y[j-1]) || hi-lo < 1e-9:
			return at, slope
		case (f >= 0) == (fhi >= 0):
			hi, fhi = at, f
			flo /= 2
		default:
			lo, flo = at, f
			fhi /= 2
		}
	}
	return at, slope
}
