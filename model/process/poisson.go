package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// poisson: X' ~ Poisson(rate exp(growth t + push)), t years since the start; years are independent given the rate.
type poisson struct{}

func (poisson) Spec() Spec {
	return Spec{
		Name:   "poisson",
		Title:  "Poisson counts per year",
		Source: "standard; with a gamma rate, Gamma-Poisson",
		Params: []Param{
			{Name: "rate", Unit: "count per year", Min: 0, Max: inf, Default: nan, Doc: "mean count of a year, at the start"},
			{Name: "growth", Unit: "log points per year", Min: -inf, Max: inf, Default: 0, Doc: "growth of the mean count"},
		},
		Luck:  []Luck{{Name: "shock", Shared: true, Uniform: true, Doc: "count of the year"}},
		State: 1, // years since the start
		Push:  "log points, added to the logarithm of the year's mean",
		Count: true,
	}
}

func (poisson) Init(s *Step) {
	begin(s)
	fill(s.State[0], 0)
}

func (poisson) Next(s *Step) {
	rate, growth, z, t := s.Par[0], s.Par[1], s.Luck[0], s.State[0]
	for i := range s.Out {
		t[i]++
		mean := rate[i]
		if tilt := float64(growth[i]*t[i]) + s.pushed(i); tilt != 0 {
			mean *= kernel.Exp(tilt)
		}
		s.Out[i] = dist.PoissonQuantile(z[i], mean)
	}
}
