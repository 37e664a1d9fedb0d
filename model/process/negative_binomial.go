package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// negativeBinomial: X' ~ NB(mean e^push, dispersion), variance mean + mean²/dispersion; years are independent.
type negativeBinomial struct{}

func (negativeBinomial) Spec() Spec {
	return Spec{
		Name:   "negative_binomial",
		Title:  "overdispersed counts per year",
		Source: "standard; Greenwood and Yule (1920)",
		Params: []Param{
			{Name: "mean", Unit: "count per year", Min: 0, Max: inf, Default: nan, Doc: "mean count of the year"},
			{Name: "dispersion", Unit: "1", Min: Above0, Max: inf, Default: nan, Doc: "the larger, the nearer to Poisson: variance mean + mean²/dispersion"},
		},
		Luck:  []Luck{{Name: "shock", Shared: true, Uniform: true, Doc: "count of the year"}},
		Push:  "log points, added to the logarithm of the year's mean",
		Count: true,
	}
}

func (negativeBinomial) Init(s *Step) { begin(s) }

func (negativeBinomial) Next(s *Step) {
	mean, dispersion, z := s.Par[0], s.Par[1], s.Luck[0]
	for i := range s.Out {
		m := mean[i]
		if s.Push != nil {
			m *= kernel.Exp(s.Push[i])
		}
		s.Out[i] = dist.NegativeBinomialQuantile(z[i], m, dispersion[i])
	}
}
