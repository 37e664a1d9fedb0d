package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// batches: in a year with a call (chance probability) a batch NB(size e^push, dispersion) is added; each of those that
// were there before goes with chance retire.
type batches struct{}

func (batches) Spec() Spec {
	return Spec{
		Name:   "batches",
		Title:  "batch arrivals with binomial thinning",
		Source: "compound Bernoulli sum, standard; thinning as in INAR(1) (Al-Osh and Alzaid 1987)",
		Params: []Param{
			startParam("count", 0, inf),
			{Name: "probability", Unit: "1 per year", Min: 0, Max: 1, Default: nan, Doc: "chance that a year has a batch"},
			{Name: "size", Unit: "count", Min: 0, Max: inf, Default: nan, Doc: "mean size of a batch"},
			{Name: "dispersion", Unit: "1", Min: Above0, Max: inf, Default: nan, Doc: "variance of a batch is size + size²/dispersion"},
			{Name: "retire", Unit: "1 per year", Min: 0, Max: 1, Default: 0, Doc: "chance that an earlier one goes in a year"},
		},
		Luck: []Luck{
			{Name: "call", Uniform: true, Doc: "whether the year has a batch"},
			{Name: "shock", Shared: true, Uniform: true, Doc: "size of the batch"},
			{Name: "stay", Uniform: true, Doc: "how many of the earlier ones stay"},
		},
		Push:  "log points, added to the logarithm of the mean batch size",
		Count: true,
	}
}

func (batches) Init(s *Step) { begin(s) }

func (batches) Next(s *Step) {
	probability, size, dispersion, retire := s.Par[1], s.Par[2], s.Par[3], s.Par[4]
	call, z, stay := s.Luck[0], s.Luck[1], s.Luck[2]
	for i, x := range s.Prev {
		if retire[i] > 0 {
			x = dist.BinomialQuantile(stay[i], x, 1-retire[i])
		}
		if dist.Phi(-call[i]) < probability[i] {
			mean := size[i]
			if s.Push != nil {
				mean *= kernel.Exp(s.Push[i])
			}
			x += dist.NegativeBinomialQuantile(z[i], mean, dispersion[i])
		}
		s.Out[i] = x
	}
}
