package process

// dampedGrowth: ln X' = ln X + g' + push with g' = mean + persistence (g - mean) + sd ε. A push leaves no memory in
// the growth rate.
type dampedGrowth struct{}

func (dampedGrowth) Spec() Spec {
	return Spec{
		Name:   "damped_growth",
		Title:  "damped autoregressive growth",
		Source: "standard; stochastic form of damped-trend smoothing (Gardner and McKenzie 1985)",
		Params: []Param{
			startParam("own unit", Above0, inf),
			{Name: "growth", Unit: "log points per year", Min: -inf, Max: inf, Default: nan, Doc: "growth in the starting year"},
			{Name: "mean", Unit: "log points per year", Min: -inf, Max: inf, Default: nan, Doc: "growth to which it returns"},
			{Name: "persistence", Unit: "1", Min: -1, Max: 1, Default: nan, Doc: "share of a deviation of growth left a year later"},
			sdParam("log points"),
		},
		Luck:  []Luck{shock("yearly shock to growth")},
		State: 1, // growth
		Push:  "log points per year, added to the year's growth",
	}
}

func (dampedGrowth) Init(s *Step) {
	begin(s)
	copy(s.State[0], s.Par[1])
}

func (dampedGrowth) Next(s *Step) {
	mean, persistence, sd, z, g := s.Par[2], s.Par[3], s.Par[4], s.Luck[0], s.State[0]
	autoregress(g, mean, persistence, sd, z)
	s.grow(s.Prev, g)
}
