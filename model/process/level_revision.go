package process

// levelRevision: 0 before the year, from then on one normal draw, the same for good.
type levelRevision struct{}

func (levelRevision) Spec() Spec {
	return Spec{
		Name:   "level_revision",
		Title:  "one revision of the level at a known date",
		Source: "standard; benchmark revision as a single additive shift",
		Params: []Param{
			{Name: "year", Unit: "year", Min: -inf, Max: inf, Default: nan, Doc: "first year on the revised level"},
			{Name: "mean", Unit: "own unit", Min: -inf, Max: inf, Default: nan, Doc: "mean revision"},
			{Name: "sd", Unit: "own unit", Min: 0, Max: inf, Default: nan, Doc: "standard deviation of the revision"},
		},
		Luck: []Luck{{Name: "shock", PerFuture: true, Shared: true, Doc: "size of the revision"}},
		Push: "own unit, added to the year's value",
	}
}

func (l levelRevision) Init(s *Step) { l.Next(s) }

func (levelRevision) Next(s *Step) {
	year, mean, sd, z := s.Par[0], s.Par[1], s.Par[2], s.Luck[0]
	for i := range s.Out {
		s.Out[i] = s.pushed(i)
		if float64(s.Year) >= year[i] {
			s.Out[i] += mean[i] + float64(sd[i]*z[i])
		}
	}
}
