package prim

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Choose is the place of a step: the one with the greatest phi, or with density above 0 the one with the greatest
// coverage among those that are at least as dense; the densest where none is.
func Choose(steps []Step, density float64) int {
	best := 0
	for i, s := range steps {
		b := steps[best]
		switch {
		case density <= 0:
			if s.Phi() > b.Phi() {
				best = i
			}
		case b.Density() < density && s.Density() > b.Density(), s.Density() >= density && s.Hits > b.Hits:
			best = i
		}
	}
	return best
}

// Paste moves the limits of a box outward again, each time the one that raises phi most, by a hundredth of the cases in
// the box, as long as one does: peeling looks at one end of one input at a time and may have cut too far. (Friedman and
// Fisher let the density rise; phi also takes in what costs no density.)
func Paste(c Cases, b Box) Box {
	b = slices.Clone(b)
	for fit := c.Measure(b); fit.In > 0; {
		best, bestFit := b, fit
		for _, i := range b.Limited() {
			for _, upper := range []bool{false, true} {
				wider, ok := widened(c, b, i, upper, max(1, fit.In/100))
				if !ok {
					continue
				}
				if f := c.Measure(wider); f.Phi() > bestFit.Phi() {
					best, bestFit = wider, f
				}
			}
		}
		if bestFit.Phi() <= fit.Phi() {
			break
		}
		b, fit = best, bestFit
	}
	return b
}

// widened is a box with one limit moved outward to take in n more cases, and those that equal the last of them.
func widened(c Cases, b Box, i int, upper bool, n int) (Box, bool) {
	beyond := slices.Clone(b) // the limit itself belongs to it
	if beyond[i] = (Limits{math.Inf(-1), math.Nextafter(b[i].Lo, math.Inf(1))}); upper {
		beyond[i] = Limits{math.Nextafter(b[i].Hi, math.Inf(-1)), math.Inf(1)}
	}
	limited := beyond.Limited()
	var outside []float64
	for k := range c.Of {
		if inside(c, beyond, limited, k) {
			outside = append(outside, c.X[i][k])
		}
	}
	if len(outside) == 0 {
		return nil, false
	}
	slices.Sort(outside)
	if !upper {
		slices.Reverse(outside)
	}
	for n < len(outside) && outside[n] == outside[n-1] {
		n++
	}
	wider := slices.Clone(b)
	switch {
	case upper && n < len(outside):
		wider[i].Hi = upTo(outside[n-1], outside[n])
	case upper:
		wider[i].Hi = math.Inf(1)
	case n < len(outside):
		wider[i].Lo = downTo(outside[n-1], outside[n])
	default:
		wider[i].Lo = math.Inf(-1)
	}
	return wider, true
}

// QuasiP is, for each limited input, the chance that a box would be as dense as this one or denser if its limits on that
// input had nothing to do with it: binomial, with the density of the box without them. It is no p-value of a test,
// because the limits were chosen with an eye to the cases; it is one of cases that the box was not sought in. 1 for
// inputs without limits.
func QuasiP(c Cases, b Box) []float64 {
	out := make([]float64, len(b))
	fit := c.Measure(b)
	for i := range b {
		out[i] = 1
		if b[i].Free() {
			continue
		}
		without := slices.Clone(b)
		without[i] = None
		if q := c.Measure(without).Density(); fit.Hits > 0 && q > 0 && q < 1 {
			out[i] = distuv.Binomial{N: float64(fit.In), P: q}.Survival(float64(fit.Hits) - 1)
		}
	}
	return out
}

// Prune takes limits off a box, one input at a time, those first that the phi of the box misses least, down to so many limited
// inputs, and goes on as long as an input's quasi-p-value is above 5 %.
func Prune(c Cases, b Box, most int) Box {
	b = slices.Clone(b)
	for {
		limited := b.Limited()
		if len(limited) == 0 {
			return b
		}
		phi := func(i int) float64 {
			without := slices.Clone(b)
			without[i] = None
			return c.Measure(without).Phi()
		}
		weakest := slices.MaxFunc(limited, func(i, j int) int { return cmp.Compare(phi(i), phi(j)) })
		if len(limited) <= most {
			p := QuasiP(c, b)
			weakest = slices.MaxFunc(limited, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
			if p[weakest] <= .05 {
				return b
			}
		}
		b[weakest] = None
	}
}

// Reproduced is how often an input is limited when boxes are sought again in halves of the cases, drawn without
// replacement: in the densest box of at least the coverage of the one at hand, and in the widest of at least its density.
type Reproduced struct{ ByCoverage, ByDensity float64 }

// Resample seeks boxes in so many halves of the cases, among the given inputs, and prunes them to at most so many of
// them; it answers by input.
func Resample(c Cases, inputs []int, like Fit, most, times int, seed uint64) ([]Reproduced, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 4))
	out := make([]Reproduced, len(c.X))
	for range times {
		half := c.half(r)
		steps, err := Peel(half, inputs)
		if err != nil {
			return nil, err
		}
		densest := 0
		for k, s := range steps {
			if s.Coverage() >= like.Coverage() && s.Density() > steps[densest].Density() {
				densest = k
			}
		}
		for _, i := range Prune(half, steps[densest].Box, most).Limited() {
			out[i].ByCoverage += 1 / float64(times)
		}
		for _, i := range Prune(half, steps[Choose(steps, like.Density())].Box, most).Limited() {
			out[i].ByDensity += 1 / float64(times)
		}
	}
	return out, nil
}

func (c Cases) half(r *rand.Rand) Cases {
	n := (len(c.Of) + 1) / 2
	return c.Only(r.Perm(len(c.Of))[:n])
}

// Only is some of the cases.
func (c Cases) Only(cases []int) Cases {
	out := Cases{Of: make([]bool, len(cases))}
	for j, k := range cases {
		out.Of[j] = c.Of[k]
	}
	for _, x := range c.X {
		column := make([]float64, len(cases))
		for j, k := range cases {
			column[j] = x[k]
		}
		out.X = append(out.X, column)
	}
	return out
}
