package process

import "targetcast/model/kernel"

// gompertz: ln X' = ln X + rate (ln ceiling - ln X) + sd ε + push.
type gompertz struct{}

func (gompertz) Spec() Spec {
	return Spec{
		Name:   "gompertz",
		Title:  "stochastic Gompertz growth (autoregression of the logarithm)",
		Source: "Gompertz (1825); Gompertz diffusion, Mathematics 8(4):588 (2020)",
		Params: []Param{
			startParam("own unit", Above0, inf),
			{Name: "ceiling", Unit: "own unit", Min: Above0, Max: inf, Default: nan, Doc: "median level in the long run"},
			{Name: "rate", Unit: "1 per year", Min: 0, Max: 1, Default: nan, Doc: "share of the log distance to the ceiling closed in a year"},
			sdParam("log points"),
		},
		Luck:  []Luck{shock("yearly change of the logarithm")},
		State: 1, // logarithm of the value
		Push:  "log points, added to the year's change",
	}
}

func (gompertz) Init(s *Step) {
	begin(s)
	kernel.LogColumn(s.State[0], s.Out)
}

func (gompertz) Next(s *Step) {
	ceiling, rate, sd, z, log := s.Par[1], s.Par[2], s.Par[3], s.Luck[0], s.State[0]
	for i := range log {
		log[i] += float64(rate[i]*(kernel.Log(ceiling[i])-log[i])) + float64(sd[i]*z[i]) + s.pushed(i)
	}
	kernel.ExpColumn(s.Out, log)
}
