package process

// constant: X' = value + push.
type constant struct{}

func (constant) Spec() Spec {
	return Spec{
		Name:   "constant",
		Title:  "constant",
		Source: "definition",
		Params: []Param{{Name: "value", Unit: "own unit", Min: -inf, Max: inf, Default: nan, Doc: "value of every year"}},
		Push:   "own unit, added to the year's value",
	}
}

func (constant) Init(s *Step) { copy(s.Out, s.Par[0]) }

func (constant) Next(s *Step) {
	for i, v := range s.Par[0] {
		s.Out[i] = v + s.pushed(i)
	}
}
