package process

// randomWalk: X' = X + drift + sd ε + push.
type randomWalk struct{}

func (randomWalk) Spec() Spec {
	return Spec{
		Name:   "random_walk",
		Title:  "random walk with drift",
		Source: "standard (Pearson 1905)",
		Params: []Param{
			startParam("own unit", -inf, inf),
			{Name: "drift", Unit: "own unit per year", Min: -inf, Max: inf, Default: nan, Doc: "mean yearly change"},
			sdParam("own unit"),
		},
		Luck: []Luck{shock("yearly change")},
		Push: "own unit per year, added to the drift",
	}
}

func (randomWalk) Init(s *Step) { begin(s) }

func (randomWalk) Next(s *Step) {
	drift, sd, z := s.Par[1], s.Par[2], s.Luck[0]
	for i, x := range s.Prev {
		s.Out[i] = x + drift[i] + float64(sd[i]*z[i]) + s.pushed(i)
	}
}
