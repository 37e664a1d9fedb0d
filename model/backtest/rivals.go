package backtest

import "math"

// rivals are simple forecasters with normal laws, beside the rules of calibrate. Each takes its spread from its own
// one-year errors within the history it sees, and widens it with the horizon as its own model says; parameters other than
// the level count as known. A rival without any spread is left out.
func rivals(h *history) map[string]model {
	out := map[string]model{}
	add := func(name string, sd float64, m model) {
		if sd > 0 && !math.IsInf(sd, 0) {
			out[name] = m
		}
	}
	changes, last := h.changes(), h.last().x
	n := float64(len(changes))

	sd := rootMeanSquare(changes, 0, n)
	add(NoChange, sd, func(ahead int) (predictive, bool) {
		return normal{last, sd * math.Sqrt(float64(ahead))}, true
	})
	if s := newSimple(h.path); s.sd > 0 {
		add(Theta, s.sd, s.theta(h.path))
	}
	if d, ok := newDamped(h.path); ok {
		add(Damped, d.sd, d.ahead)
	}
	return out
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// rootMeanSquare is about a centre, with that divisor.
func rootMeanSquare(x []float64, centre, divisor float64) float64 {
	var sum float64
	for _, v := range x {
		sum += (v - centre) * (v - centre)
	}
	return math.Sqrt(sum / divisor)
}

// simple is simple exponential smoothing: level' = level + alpha·error. The starting level is the least-squares one for
// each alpha; alpha is the best on a grid.
type simple struct{ alpha, level, sd float64 }

func newSimple(path []float64) simple {
	best, least := simple{}, math.Inf(1)
	for i := 1; i <= 100; i++ {
		alpha := min(float64(i)/100, .9999)
		// Errors are linear in the starting level: e = e0 - level0·u.
		var level, slope, uu, eu, ee float64 = 0, 1, 0, 0, 0
		for _, y := range path {
			e := y - level
			uu, eu, ee = uu+slope*slope, eu+e*slope, ee+e*e
			level += alpha * e
			slope *= 1 - alpha
		}
		start := eu / uu
		if sse := ee - start*eu; sse < least {
			least = sse
			best = simple{alpha, level + start*slope, math.Sqrt(max(0, sse) / math.Max(1, float64(len(path)-2)))}
		}
	}
	return best
}

// theta is the Theta method as simple smoothing with half of the trend for a drift (Hyndman and Billah, 2003):
//
//	level + b/2·(h - 1 + 1/α - (1-α)^n/α),  b the least-squares slope,  variance σ²(1+(h-1)α²)
func (s simple) theta(path []float64) model {
	half, n := slope(path)/2, float64(len(path))
	return func(ahead int) (predictive, bool) {
		y := float64(ahead)
		at := s.level + half*(y-1+1/s.alpha-math.Pow(1-s.alpha, n)/s.alpha)
		return normal{at, s.sd * math.Sqrt(1+(y-1)*s.alpha*s.alpha)}, true
	}
}

// slope of the least-squares line through values at 1, 2, 3 ...
func slope(path []float64) float64 {
	centre, m := float64(len(path)+1)/2, mean(path)
	var xy, xx float64
	for i, y := range path {
		x := float64(i+1) - centre
		xy, xx = xy+x*(y-m), xx+x*x
	}
	return xy / xx
}

// damped is exponential smoothing with a damped additive trend (Gardner and McKenzie, 1985) in its state-space form
// ETS(A,Ad,N): level' = level + φ·trend + α·e, trend' = φ·trend + β·e.
type damped struct{ alpha, beta, phi, level, trend, sd float64 }

// The grid of smoothing parameters: damping as in Hyndman and Khandakar (2008), from .8 to .98; the trend is never
// smoothed less than the level.
var (
	levelWeights = []float64{.01, .1, .2, .3, .4, .5, .6, .7, .8, .9, .9999}
	trendShares  = []float64{.01, .1, .3, .6, .9}
	dampings     = []float64{.8, .85, .9, .95, .98}
)

// newDamped takes the best parameters on the grid with the least-squares starting level and trend for each. With five
// parameters and a handful of values it fits closely, so errors are divided by n-5, at least 1.
func newDamped(path []float64) (damped, bool) {
	best, least := damped{}, math.Inf(1)
	for _, alpha := range levelWeights {
		for _, share := range trendShares {
			for _, phi := range dampings {
				d := damped{alpha: alpha, beta: alpha * share, phi: phi}
				if sse := d.start(path); sse < least {
					best, least = d, sse
				}
			}
		}
	}
	best.sd = math.Sqrt(least / math.Max(1, float64(len(path)-5)))
	return best, !math.IsInf(least, 0)
}

// start finds the starting level and trend with the least sum of squared errors, returns that sum, and leaves d at the end
// of the path. Errors are linear in both: e = e0 - level0·u - trend0·v.
func (d *damped) start(path []float64) float64 {
	var level, trend [3]float64 // of e0, u, v
	level[1], trend[2] = -1, -1
	var uu, uv, vv, eu, ev, ee float64
	for _, y := range path {
		var e [3]float64
		for k := range e {
			e[k] = -(level[k] + d.phi*trend[k])
		}
		e[0] += y
		for k := range e {
			level[k] += d.phi*trend[k] + d.alpha*e[k]
			trend[k] = d.phi*trend[k] + d.beta*e[k]
		}
		// With level and trend started at -1, e[1] and e[2] are u and v.
		uu, uv, vv = uu+e[1]*e[1], uv+e[1]*e[2], vv+e[2]*e[2]
		eu, ev, ee = eu+e[0]*e[1], ev+e[0]*e[2], ee+e[0]*e[0]
	}
	det := uu*vv - uv*uv
	if !(det > 1e-12*uu*vv) {
		return math.Inf(1)
	}
	a, b := (eu*vv-ev*uv)/det, (ev*uu-eu*uv)/det
	d.level, d.trend = level[0]-a*level[1]-b*level[2], trend[0]-a*trend[1]-b*trend[2]
	return math.Max(0, ee-a*eu-b*ev)
}

// ahead has variance σ²(1 + Σ_{j<h} c_j²), c_j = α + β(φ+...+φ^j) (Hyndman, Koehler, Ord and Snyder, 2008).
func (d damped) ahead(h int) (predictive, bool) {
	sum, power, variance := 0., 1., 1.
	for j := 1; j <= h; j++ {
		power *= d.phi
		sum += power
		if j < h {
			c := d.alpha + d.beta*sum
			variance += c * c
		}
	}
	return normal{d.level + d.trend*sum, d.sd * math.Sqrt(variance)}, true
}
