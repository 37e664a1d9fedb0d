package process

// milestone: 1 once planned + delay - push lies before the end of the year, else 0. Time is written as 2022.75 for
// the end of September 2022; the year 2022 ends at 2023.0, which already is the first moment of 2023.
type milestone struct{}

func (milestone) Spec() Spec {
	return Spec{
		Name:   "milestone",
		Title:  "opening by a date, with delay",
		Source: "definition",
		Params: []Param{
			{Name: "planned", Unit: "year and its fraction", Min: -inf, Max: inf, Default: nan, Doc: "planned opening, as 2022.75"},
			{Name: "delay", Unit: "years", Min: -inf, Max: inf, Default: nan, Doc: "years by which it opens later"},
		},
		Push:     "years sooner",
		Monotone: true,
		Count:    true,
	}
}

func (milestone) Init(s *Step) {
	fill(s.Out, 0)
	opened(s)
}

func (milestone) Next(s *Step) {
	copy(s.Out, s.Prev) // what is open stays open
	opened(s)
}

func opened(s *Step) {
	planned, delay := s.Par[0], s.Par[1]
	for i := range s.Out {
		if planned[i]+delay[i]-s.pushed(i) < float64(s.Year+1) {
			s.Out[i] = 1
		}
	}
}
