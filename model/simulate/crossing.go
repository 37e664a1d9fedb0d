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

// path is what one line does to an event: before the first of some places it is met or not, and from each of them on the other.
type path struct {
	met    bool
	n      int
	at     [rungs + 1]float64
	folded bool    // it crosses several times
	slope  float64 // of the margin, by place, at the crossing where there is just one
	log    bool    // of the logarithm of the indicator against that of the threshold
}

// trace follows a line's margin over the rungs; threshold is that of the event, with a minus where it asks for at most so much. What grows
// is closer to a polynomial in its logarithm, so that is followed where the indicator never leaves the threshold's side of 0.
func trace(margin *[rungs]float64, threshold float64) path {
	p := path{met: margin[0] >= 0}
	y := *margin
	if p.log = threshold != 0; p.log {
		for j, m := range margin {
			p.log = p.log && m/threshold > -1
			y[j] = logarithmic(m, threshold)
		}
	}
	if !p.log {
		y = *margin
	}
	last := rungs - 1
	if d := -y[0] * rung / (y[1] - y[0]); d < 0 && d > reach-far {
		p.met = !p.met
		p.cross(d - reach)
	}
	changes := 0
	for j := 1; j < rungs; j++ {
		if (y[j] >= 0) == (y[j-1] >= 0) {
			continue
		}
		changes++
		at, slope := crossing(&y, j)
		p.cross(float64(rung*at) - reach)
		p.slope = slope / rung
	}
	if d := -y[last] * rung / (y[last] - y[last-1]); d > 0 && d < far-reach {
		p.cross(reach + d)
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
func crossing(y *[rungs]float64, j int) (at, slope float64) {
	d := *y // Newton's forward differences, over the factorials
	for k := 1; k < rungs; k++ {
		for i := rungs - 1; i >= k; i-- {
			d[i] = (d[i] - d[i-1]) / float64(k)
		}
	}
	polynomial := func(x float64) (value, slope float64) {
		value = d[rungs-1]
		for k := rungs - 2; k >= 0; k-- {
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
