package process

// cumulativeFlow: S' = S + F' with ln F' = ln F + drift + sd ε + push.
type cumulativeFlow struct{}

func (cumulativeFlow) Spec() Spec {
	return Spec{
		Name:   "cumulative_flow",
		Title:  "sum of a flow that follows a geometric random walk",
		Source: "standard",
		Params: []Param{
			{Name: "start", Unit: "own unit", Min: -inf, Max: inf, Default: 0, Doc: "sum at the end of the starting year"},
			{Name: "flow", Unit: "own unit per year", Min: 0, Max: inf, Default: nan, Doc: "flow of the starting year, already in the sum"},
			{Name: "drift", Unit: "log points per year", Min: -inf, Max: inf, Default: nan, Doc: "mean yearly change of the flow's logarithm"},
			sdParam("log points"),
		},
		Luck:     []Luck{shock("yearly change of the flow's logarithm")},
		State:    1, // flow
		Push:     "log points per year, added to the drift of the flow",
		Monotone: true,
	}
}

func (cumulativeFlow) Init(s *Step) {
	begin(s)
	copy(s.State[0], s.Par[1])
}

func (cumulativeFlow) Next(s *Step) {
	drift, sd, z, flow := s.Par[2], s.Par[3], s.Luck[0], s.State[0]
	drifting(s.Out, drift, sd, z)
	s.grow(flow, s.Out)
	for i, sum := range s.Prev {
		flow[i] = s.Out[i]
		s.Out[i] = sum + flow[i]
	}
}
