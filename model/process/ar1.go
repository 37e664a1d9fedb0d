package process

// ar1: x' = mean + persistence (x - mean) + sd ε. A push shows in the year it acts and leaves no memory.
type ar1 struct{}

func (ar1) Spec() Spec {
	return Spec{
		Name:   "ar1",
		Title:  "first-order autoregression",
		Source: "standard (Yule 1927)",
		Params: []Param{
			startParam("own unit", -inf, inf),
			{Name: "mean", Unit: "own unit", Min: -inf, Max: inf, Default: nan, Doc: "level to which the value returns"},
			{Name: "persistence", Unit: "1", Min: -1, Max: 1, Default: nan, Doc: "share of a deviation left a year later"},
			sdParam("own unit"),
		},
		Luck:  []Luck{shock("yearly shock")},
		State: 1, // the value without pushes
		Push:  "own unit, added to the year's value",
	}
}

func (ar1) Init(s *Step) {
	begin(s)
	copy(s.State[0], s.Out)
}

func (ar1) Next(s *Step) {
	mean, persistence, sd, z, x := s.Par[1], s.Par[2], s.Par[3], s.Luck[0], s.State[0]
	autoregress(x, mean, persistence, sd, z)
	for i, v := range x {
		s.Out[i] = v + s.pushed(i)
	}
}
