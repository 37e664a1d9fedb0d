package process

import "targetcast/model/dist"

// rareShock: the value is the effect of one year, J_t - recovered J_{t-1}, where J is normal with chance probability
// and else 0.
type rareShock struct{}

func (rareShock) Spec() Spec {
	return Spec{
		Name:   "rare_shock",
		Title:  "rare shocks with partial recovery in the next year",
		Source: "Merton (1976) jumps in yearly steps; Barro (2006) disasters",
		Params: []Param{
			{Name: "probability", Unit: "1 per year", Min: 0, Max: 1, Default: nan, Doc: "chance of a shock in a year"},
			{Name: "mean", Unit: "own unit", Min: -inf, Max: inf, Default: nan, Doc: "mean size of a shock"},
			{Name: "sd", Unit: "own unit", Min: 0, Max: inf, Default: nan, Doc: "standard deviation of the size of a shock"},
			{Name: "recovered", Unit: "1", Min: 0, Max: 1, Default: nan, Doc: "share of a shock taken back in the year after"},
			{Name: "start", Unit: "own unit", Min: -inf, Max: inf, Default: 0, Doc: "shock of the starting year, whose recovery is still to come"},
		},
		Luck: []Luck{
			{Name: "strike", Uniform: true, Doc: "whether a shock comes"},
			{Name: "size", Doc: "its size"},
		},
		State: 1, // shock of the year before
		Push:  "own unit, added to the year's effect; never recovered",
	}
}

func (rareShock) Init(s *Step) {
	begin(s)
	copy(s.State[0], s.Out)
}

func (rareShock) Next(s *Step) {
	probability, mean, sd, recovered := s.Par[0], s.Par[1], s.Par[2], s.Par[3]
	strike, z, last := s.Luck[0], s.Luck[1], s.State[0]
	for i := range s.Out {
		jump := 0.0
		if dist.Phi(-strike[i]) < probability[i] {
			jump = mean[i] + float64(sd[i]*z[i])
		}
		s.Out[i] = jump - float64(recovered[i]*last[i]) + s.pushed(i)
		last[i] = jump
	}
}
