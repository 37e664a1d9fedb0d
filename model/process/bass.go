package process

import (
	"targetcast/model/dist"
	"targetcast/model/kernel"
)

// bass: X' = X + Binomial(market - X, p) with p = (innovation + imitation X/market) e^push, at most 1.
type bass struct{}

func (bass) Spec() Spec {
	return Spec{
		Name:   "bass",
		Title:  "discrete stochastic Bass diffusion",
		Source: "Bass (1969, Management Science 15, 215-227); stochastic form of Niu (2002)",
		Params: []Param{
			startParam("count", 0, inf),
			{Name: "market", Unit: "count", Min: Above0, Max: 1e15, Default: nan, Doc: "size of the whole market or catalogue"},
			{Name: "innovation", Unit: "1 per year", Min: 0, Max: 1, Default: nan, Doc: "yearly chance of adopting unprompted"},
			{Name: "imitation", Unit: "1 per year", Min: 0, Max: inf, Default: nan, Doc: "further yearly chance when everybody else has adopted"},
		},
		Luck:     []Luck{{Name: "shock", Shared: true, Uniform: true, Doc: "number of new adopters"}},
		Push:     "log points on the yearly chance of adopting",
		Monotone: true,
		Count:    true,
	}
}

func (bass) Init(s *Step) { begin(s) }

func (bass) Next(s *Step) {
	market, p, q, z := s.Par[1], s.Par[2], s.Par[3], s.Luck[0]
	for i, x := range s.Prev {
		chance := p[i] + float64(q[i]*x)/market[i]
		if s.Push != nil {
			chance *= kernel.Exp(s.Push[i])
		}
		left := max(market[i]-x, 0)
		s.Out[i] = x + dist.BinomialQuantile(z[i], left, min(chance, 1))
	}
}
