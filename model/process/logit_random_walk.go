package process

import "targetcast/model/kernel"

// logitRandomWalk: logit(X'/ceiling) = logit(X/ceiling) + drift + sd ε + push.
type logitRandomWalk struct{}

func (logitRandomWalk) Spec() Spec {
	return Spec{
		Name:   "logit_random_walk",
		Title:  "random walk of log odds",
		Source: "standard; logit transform of Berkson (1944)",
		Params: []Param{
			startParam("own unit", 0, inf),
			{Name: "drift", Unit: "logit points per year", Min: -inf, Max: inf, Default: nan, Doc: "mean yearly change of the log odds"},
			sdParam("logit points"),
			{Name: "ceiling", Unit: "own unit", Min: Above0, Max: inf, Default: 1, Doc: "value that is never exceeded"},
		},
		Luck:  []Luck{shock("yearly change of the log odds")},
		State: 1, // log odds
		Push:  "logit points per year, added to the drift",
	}
}

func (logitRandomWalk) Init(s *Step) { beginLogit(s, s.Par[3]) }
func (logitRandomWalk) Next(s *Step) { walkLogit(s, s.Par[1], s.Par[2], s.Par[3]) }

// beginLogit turns the starting value into log odds below the ceiling. A start at the ceiling or above counts as
// saturated and stays at the ceiling; one at 0 or below stays at 0.
func beginLogit(s *Step, ceiling []float64) {
	begin(s)
	for i, x := range s.Out {
		switch c := ceiling[i]; {
		case x >= c:
			s.State[0][i] = inf
		case x <= 0:
			s.State[0][i] = -inf
		default:
			s.State[0][i] = kernel.Log(x / (c - x))
		}
	}
}

func walkLogit(s *Step, drift, sd, ceiling []float64) {
	z, odds := s.Luck[0], s.State[0]
	for i := range odds {
		odds[i] += drift[i] + float64(sd[i]*z[i]) + s.pushed(i)
		s.Out[i] = -odds[i]
	}
	kernel.ExpColumn(s.Out, s.Out)
	for i, c := range ceiling {
		s.Out[i] = c / (1 + s.Out[i])
	}
}
