package result

// Past is what a replay of the past says of the plan's fitted laws, from what had been published by the as-of date.
type Past struct {
	How       string `json:"how"`       // "apply": laws are used as it says; "report": it is only said; "off": nothing was replayed
	Forecasts int    `json:"forecasts"` // scored
	Series    int    `json:"series"`
	Years     int    `json:"years"` // different calendar years that were forecast
	// Gates of what is applied ("applied", at each origin by what was known then) and of the laws alone ("law").
	Gates      []PastGate     `json:"gates"`
	Rules      []PastRule     `json:"rules"`
	Multiplier PastMultiplier `json:"multiplier"`
	// Worth is the skill of what is applied, at each origin by what was known then, against the laws as written.
	Worth      float64     `json:"worth"`
	WorthLow   float64     `json:"worth_low"`
	WorthHigh  float64     `json:"worth_high"`
	Precedents []Precedent `json:"precedents"` // whatever How is
}

// Precedent is an earlier plan whose outcome was known by the as-of date: a sanity check that enters nothing.
type Precedent struct {
	ID     string `json:"id"`
	Title  Text   `json:"title"`
	Met    int    `json:"met"`
	Of     int    `json:"of"`
	Known  int    `json:"known"` // year in which the outcome was known
	Source string `json:"source"`
	Why    Text   `json:"why"`
}

// PastGate is one condition: outcomes inside the central 80 % range ("coverage"), or skill by CRPS against a simple rule. Low
// and High are a 95 % interval by calendar years, NaN with too few of them.
type PastGate struct {
	Model   string  `json:"model"` // "applied", "law"
	Gate    string  `json:"gate"`  // "coverage", "drift", "five_year"
	Value   float64 `json:"value"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	AtLeast float64 `json:"at_least"`
	AtMost  float64 `json:"at_most"`
	Passes  bool    `json:"passes"`
	Verdict string  `json:"verdict"` // of the interval: "holds", "fails", "undetermined"
}

// PastRule is a simple rule that did better than a law.
type PastRule struct {
	Indicator string  `json:"indicator"`
	Title     Text    `json:"title"`
	Law       string  `json:"law"`
	Rule      string  `json:"rule"`  // "drift", "five_year"
	Skill     float64 `json:"skill"` // of the law against the rule, with its 95 % interval by calendar years
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Kept      string  `json:"kept"` // why the law is kept all the same, as the code of a warning; "" where the rule stands in for it
	Param     string  `json:"param"`
}

// PastMultiplier is by how much the spread of the laws should have been multiplied, and whether it is.
type PastMultiplier struct {
	Mean     float64 `json:"mean"`
	P10      float64 `json:"p10"`
	P90      float64 `json:"p90"`
	Years    int     `json:"years"` // of outcomes; 0: it is the prior
	Widened  bool    `json:"widened"`
	Gain     float64 `json:"gain"` // skill of forecasts that were widened by what was known, against the same as they were
	GainLow  float64 `json:"gain_low"`
	GainHigh float64 `json:"gain_high"`
}

func pastTable(s *Set) (Table, error) {
	type row = PastGate
	return tabulate(s.Past.Gates, []column[row]{
		label("model", func(r row) string { return r.Model }),
		label("gate", func(r row) string { return r.Gate }),
		number("value", func(r row) float64 { return r.Value }),
		number("low", func(r row) float64 { return r.Low }),
		number("high", func(r row) float64 { return r.High }),
		number("at_least", func(r row) float64 { return r.AtLeast }),
		number("at_most", func(r row) float64 { return r.AtMost }),
		yes("passes", func(r row) bool { return r.Passes }),
		label("verdict", func(r row) string { return r.Verdict }),
	}), nil
}
