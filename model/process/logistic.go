package process

// logistic: logit(X'/ceiling) = logit(X/ceiling) + rate + sd ε + push: logistic growth with noise in the log odds.
type logistic struct{}

func (logistic) Spec() Spec {
	return Spec{
		Name:   "logistic",
		Title:  "stochastic logistic growth",
		Source: "Verhulst (1838), in log odds; with noise as a random walk of log odds",
		Params: []Param{
			startParam("own unit", 0, inf),
			{Name: "ceiling", Unit: "own unit", Min: Above0, Max: inf, Default: nan, Doc: "saturation level"},
			{Name: "rate", Unit: "logit points per year", Min: -inf, Max: inf, Default: nan, Doc: "mean yearly change of the log odds"},
			sdParam("logit points"),
		},
		Luck:  []Luck{shock("yearly change of the log odds")},
		State: 1, // log odds
		Push:  "logit points per year, added to the rate",
	}
}

func (logistic) Init(s *Step) { beginLogit(s, s.Par[1]) }
func (logistic) Next(s *Step) { walkLogit(s, s.Par[2], s.Par[3], s.Par[1]) }
