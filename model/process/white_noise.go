package process

// whiteNoise: X' = mean + sd ε + push; years are independent.
type whiteNoise struct{}

func (whiteNoise) Spec() Spec {
	return Spec{
		Name:   "white_noise",
		Title:  "independent yearly shocks",
		Source: "standard",
		Params: []Param{
			{Name: "mean", Unit: "own unit", Min: -inf, Max: inf, Default: 0, Doc: "mean of a year"},
			{Name: "sd", Unit: "own unit", Min: 0, Max: inf, Default: 1, Doc: "standard deviation of a year"},
		},
		Luck: []Luck{shock("value of the year")},
		Push: "own unit, added to the year's value",
	}
}

// Init gives the observed value, or the mean where nothing was observed.
func (whiteNoise) Init(s *Step) {
	if s.Prev == nil {
		copy(s.Out, s.Par[0])
		return
	}
	begin(s)
}

func (whiteNoise) Next(s *Step) {
	mean, sd, z := s.Par[0], s.Par[1], s.Luck[0]
	for i := range s.Out {
		s.Out[i] = mean[i] + float64(sd[i]*z[i]) + s.pushed(i)
	}
}
