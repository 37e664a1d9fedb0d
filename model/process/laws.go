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

// grow takes Out as log points of growth and turns it into what has grown by them from the column.
func (s *Step) grow(from []float64) {
	kernel.ExpColumn(s.Out, s.Out)
	for i, x := range from {
		s.Out[i] *= x
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
