package process

// logRandomWalk: X' = X exp(drift + sd ε + push).
type logRandomWalk struct{}

func (logRandomWalk) Spec() Spec {
	return Spec{
		Name:   "log_random_walk",
		Title:  "geometric random walk with drift",
		Source: "standard; discretised geometric Brownian motion (Osborne 1959)",
		Params: []Param{
			startParam("own unit", Above0, inf),
			{Name: "drift", Unit: "log points per year", Min: -inf, Max: inf, Default: nan, Doc: "mean of the yearly change of the logarithm"},
			sdParam("log points"),
		},
		Luck: []Luck{shock("yearly change of the logarithm")},
		Push: "log points per year, added to the drift",
	}
}

func (logRandomWalk) Init(s *Step) { begin(s) }

func (logRandomWalk) Next(s *Step) {
	drift, sd, z := s.Par[1], s.Par[2], s.Luck[0]
	drifting(s.Out, drift, sd, z)
	s.grow(s.Prev, s.Out)
}
