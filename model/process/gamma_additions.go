package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// gammaAdditions: X' = X + Gamma(shape, scale e^push); years are independent.
type gammaAdditions struct{}

func (gammaAdditions) Spec() Spec {
	return Spec{
		Name:   "gamma_additions",
		Title:  "gamma process in yearly steps",
		Source: "standard; gamma process (Moran 1954)",
		Params: []Param{
			startParam("own unit", -inf, inf),
			{Name: "shape", Unit: "1", Min: dist.MinShape, Max: dist.MaxShape, Default: nan, Doc: "shape of a year's addition"},
			{Name: "scale", Unit: "own unit", Min: 0, Max: inf, Default: nan, Doc: "a year adds shape times scale on average"},
		},
		Luck:     []Luck{{Name: "shock", Shared: true, Uniform: true, Doc: "addition of the year"}},
		Push:     "log points, added to the logarithm of the scale",
		Monotone: true,
	}
}

func (gammaAdditions) Init(s *Step) { begin(s) }

func (gammaAdditions) Next(s *Step) {
	shape, scale, z := s.Par[1], s.Par[2], s.Luck[0]
	addition := uniformShape(shape)
	for i, x := range s.Prev {
		step := scale[i]
		if s.Push != nil {
			step *= kernel.Exp(s.Push[i])
		}
		if addition != nil {
			step *= addition.At(z[i])
		} else {
			step *= dist.GammaQuantile(z[i], shape[i])
		}
		s.Out[i] = x + step
	}
}

// uniformShape is the table for a shape that is the same in all futures; nil when it is not, or when there is none.
func uniformShape(shape []float64) *dist.Table {
	for _, v := range shape {
		if v != shape[0] {
			return nil
		}
	}
	if len(shape) == 0 {
		return nil
	}
	t, err := dist.GammaTable(shape[0])
	if err != nil {
		return nil // a shape out of range shows as NaN by GammaQuantile
	}
	return t
}
