package process

import (
	"maps"
	"math"
	"slices"

	"targetcast/model/kernel"
)

// laws holds every law by its name in a plan.
var laws = func() map[string]Law {
	m := map[string]Law{}
	for _, l := range []Law{
		logRandomWalk{}, randomWalk{}, ar1{}, dampedGrowth{}, logitRandomWalk{}, logistic{}, gompertz{}, bass{},
		poisson{}, negativeBinomial{}, batches{}, cumulativeFlow{}, gammaAdditions{}, rareShock{}, levelRevision{},
		milestone{}, whiteNoise{}, constant{},
	} {
		m[l.Spec().Name] = l
	}
	return m
}()

var names = slices.Sorted(maps.Keys(laws))

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

// begin writes the starting value as it was given.
func begin(s *Step) {
	if s.Prev == nil {
		fill(s.Out, nan)
		return
	}
	copy(s.Out, s.Prev)
}

func fill(column []float64, value float64) {
	for i := range column {
		column[i] = value
	}
}

// pushed is the outside effect on one future.
func (s *Step) pushed(i int) float64 {
	if s.Push == nil {
		return 0
	}
	return s.Push[i]
}

// grow writes what has grown from a column by log points and the push; the log points may lie in Out.
func (s *Step) grow(from, points []float64) {
	if s.Push != nil {
		out, push := s.Out[:len(points)], s.Push[:len(points)]
		for i, x := range points {
			out[i] = x + push[i]
		}
		points = out
	}
	kernel.GrowColumn(s.Out, from, points)
}

// autoregress is x = mean + persistence (x - mean) + sd z.
func autoregress(x, mean, persistence, sd, z []float64) {
	n := len(x)
	mean, persistence, sd, z = mean[:n], persistence[:n], sd[:n], z[:n]
	for i := range x {
		x[i] = mean[i] + float64(persistence[i]*(x[i]-mean[i])) + float64(sd[i]*z[i])
	}
}

// drifting is out = drift + sd z.
func drifting(out, drift, sd, z []float64) {
	n := len(out)
	drift, sd, z = drift[:n], sd[:n], z[:n]
	for i := range out {
		out[i] = drift[i] + float64(sd[i]*z[i])
	}
}

// Parameters that many laws have.
func startParam(unit string, min, max float64) Param {
	return Param{Name: "start", Unit: unit, Min: min, Max: max, Default: nan, Doc: "value at the end of the starting year"}
}

func sdParam(unit string) Param {
	return Param{Name: "sd", Unit: unit, Min: 0, Max: inf, Default: nan, Doc: "standard deviation of the yearly shock"}
}

// shock is the yearly standard score that may load on factors and take another shape.
func shock(doc string) Luck { return Luck{Name: "shock", Shared: true, Doc: doc} }
