package result

// Request is what was asked for, as the user gave it: with the inputs kept in the folder, enough to run it again.
type Request struct {
	Folder          string   `json:"folder"`            // "" for the shipped plan
	AsOf            string   `json:"as_of"`             // "" for the plan's own date
	Data            []string `json:"data"`              // files of the user's observations
	Columns         []string `json:"columns,omitempty"` // where those files have their columns
	WithoutRecalled bool     `json:"without_recalled"`
	Elicitation     string   `json:"elicitation"`
	Scenarios       []string `json:"scenarios"` // empty: all
	Set             []string `json:"set"`
	Past            string   `json:"past"` // "apply", "report", "off"; "" for what the plan says
	Keep            []string `json:"keep_draws"`
	Pictures        string   `json:"pictures"` // "default", "all", "none"
	Formats         []string `json:"formats"`
	Lang            string   `json:"lang"`  // "en", "zh", "both"
	Font            string   `json:"font"`  // file; "" for the embedded font
	Error           float64  `json:"error"` // standard error to be reached; 0: a number of futures was asked for
}

// Setting is one number of the plan. Those without a scenario are the plan's own; under a scenario stands what it
// changes.
type Setting struct {
	Scenario string `json:"scenario,omitempty"`
	Key      string `json:"key"`
	Value    string `json:"value"`
	Unit     string `json:"unit"`
	Origin   string `json:"origin"` // file:line
	Judged   int    `json:"judged"` // the year of the judgement; 0: none
	Source   string `json:"source"`
	Why      Text   `json:"why"`
}

func settingsTable(s *Set) (Table, error) {
	type row = Setting
	return tabulate(s.Settings, []column[row]{
		label("scenario", func(r row) string { return r.Scenario }),
		label("key", func(r row) string { return r.Key }),
		label("value", func(r row) string { return r.Value }),
		label("unit", func(r row) string { return r.Unit }),
		label("origin", func(r row) string { return r.Origin }),
		whole("judged", func(r row) int { return r.Judged }),
		label("source", func(r row) string { return r.Source }),
		label("why_en", func(r row) string { return r.Why.En }),
		label("why_zh", func(r row) string { return r.Why.Zh }),
	}), nil
}
