// Package plan reads a plan exactly as written and checks it: the TOML, the observations and the sources. It
// resolves no law and fits nothing.
package plan

import (
	"time"

	"targetcast/model/dist"
	"targetcast/model/series"
)

// Text is for people, in the languages a plan is written in.
type Text struct{ En, Zh string }

// Origin says where a value was written.
type Origin struct {
	File     string // "plan.toml", "elicitation.toml", "late-projects.toml", "--set"
	Line     int
	Column   int    // in characters, from 1
	Key      string // "indicator.growth_hangzhou.mean"
	Scenario string // id of the scenario that wrote it; "" for the plan itself
}

// Quantity is one number of a plan: certain, uncertain, or a formula over indicators of the same year.
type Quantity struct {
	Dist    dist.Dist // nil when Formula is set or nothing but Scale and Add are written
	Formula string    // "" for none
	Scale   float64   // the drawn value is multiplied by Scale, 1 unless a scenario says { scale = v },
	Add     float64   // and Add is added, 0 unless a scenario says { add = v }
	Unit    string
	Judged  int // the year of the judgement; 0 when the number is none
	Why     Text
	Source  string
	Origin  Origin
}

// Plan is what a folder says.
type Plan struct {
	ID        string
	Title     Text
	Note      Text // printed with every output: how this model of the plan was made
	Announced time.Time
	AsOf      time.Time // the forecaster stands here: nothing published later is used
	Horizon   int
	Since     int // first year that counts towards the plan: sums of "new" things start here

	Groups     []Group // all lists keep file order
	Targets    []Target
	Indicators []Indicator // factors too
	Kinds      []Group     // what series of one kind are called; ID is the part of their names before the dot
	Pools      []Pool
	Levers     []Lever
	Leagues    []League
	Samples    []Sample
	Breaks     []Break
	Priors     []Prior // sceptic, central, optimist: alternatives where nothing was observed
	Shocks     []Shock
	Conditions []Condition
	Checks     []Check
	Precedents []Precedent

	Correlations []Correlation
	Elicited     []Elicited
	Widen        float64 // every stated 10-90 % range of the elicitation was stretched about its median by this; 1: not
	ElicitedBy   string  // "unreviewed judgement"
	ElicitedIn   int     // year of the judgements; 0 when there are none

	Book    *series.Book // every observation of the plan's tables, not yet cut at AsOf
	Sources map[string]Source
	Files   []File // what was read, for the manifest

	AnyJudgement    bool // judgements are used whatever their year, for a replay of the data alone
	WithoutRecalled bool // rows whose source is memory are dropped

	Past string // what a replay of the past does to a run: "apply", "report" or "off"; "" where the plan says nothing
	// Learned is what a replay of the past says of laws, by indicator. Nobody writes it: who replays the past sets it before
	// programs are compiled. It is never changed, and copies share it.
	Learned map[string]Learned

	laws map[string][]string // parameter names by law, for the numbers that are fitted and not written
}

// Learned is how the past says that a law be used.
type Learned struct {
	Rule   string  // the simple rule that stands in for the law, by the name it has where laws are fitted; "" for the law
	Better string  // a rule that did better than the law but cannot stand in for it; "" for none
	Why    string  // why it cannot, as the code of a warning
	Param  string  // the parameter that it is about; "" for none
	Spread float64 // multiplies the scale of the law; 0: 1
}

// File is one file that was read, with the SHA-256 of its bytes in hexadecimal.
type File struct{ Name, SHA256 string }

// Source is one entry of sources.toml.
type Source struct{ ID, Title, TitleEn, Publisher, PublisherEn, Date, URL string }

// Group is one heading of the plan, under which it lists targets.
type Group struct {
	ID    string
	Title Text
}

// Comparator is how a value is held against a threshold.
type Comparator uint8

const (
	AtLeast Comparator = iota // x >= k
	Above                     // x > k
	AtMost                    // x <= k
	Below                     // x < k
)

// Hold is when a target counts as met.
type Hold uint8

const (
	At        Hold = iota // in the year By
	Ever                  // in any year from Since to By
	Sustained             // in the Years years up to and including By
)

// Target is one stated goal.
type Target struct {
	ID         string
	Number     int // as numbered in the plan; 0 when it is not one of the numbered targets
	Group      string
	Title      Text
	Quote      string // the clause of the plan, in its own language
	Resolves   Text   // what will count as the outcome
	Indicator  string
	Comparator Comparator
	Threshold  float64
	By         int
	Hold       Hold
	Years      int       // for Sustained
	Joint      bool      // counts in the joint results: true for numbered targets
	Doubt      Text      // the one assumption that most deserves doubt
	Readings   []Reading // other defensible readings, shown beside; the target's own is the headline
	// SettledWhy: not simulated: already met (or failed) at the as-of date, and why. Settled is 0, or +1 met, -1 failed.
	Settled    int
	SettledWhy Text
	Origin     Origin
}

// Reading is another defensible reading of a target: its own indicator or threshold.
type Reading struct {
	ID         string
	Title      Text
	Indicator  string
	Comparator Comparator
	Threshold  float64
	Why        Text
	Origin     Origin
}

// PolicyIn says what policy a law's history, or its elicited level, already holds.
type PolicyIn uint8

const (
	PolicyNone     PolicyIn = iota // levers add their effect
	PolicyUsual                    // history holds policy as usual: levers add only the additional part
	PolicyThisPlan                 // the level supposes this plan: levers add nothing, switching one off subtracts
)

// Indicator is a quantity per year: simulated by a law, carried forward by a formula (Next), derived (Formula), a
// rank in a league, taken from a sample, or, when Factor, a shared yearly shock on which laws load.
type Indicator struct {
	ID     string
	Factor bool
	Title  Text
	Unit   string
	Series string // expression over observed series: "gdp.hangzhou", "ln(1 + gdp_growth.china/100)"
	// Vintages that Series may use, best first; empty: the newest row of each year that was published by the as-of date.
	Vintages   []string
	From       int   // first year of history used to fit; 0: all
	KeepLaw    Text  // why no simple rule may stand in for the law; empty when one may
	Skip       []int // years whose observation is an outlier by known cause: shown, not fitted, not a starting point
	Law        string
	Parameters map[string]Quantity // written or changed parameters of the law, by name
	Fit        string              // "history": parameters not written come from history; "" : all are written
	Pool       string
	Loads      map[string]float64 // factor id -> loading
	Innovation Innovation
	Next       string // formula with prev()
	Formula    string
	League     string
	Sample     string // id of the sample whose draws its values are
	SampleName string // what it is called there
	Push       Push   // what a push on draws does
	PolicyIn   PolicyIn
	Hidden     bool   // an inner part of the model: simulated, not listed among the results
	Grade      string // evidence grade when the plan knows better than the count of points: "A", "B", "C"; "" to count
	Why        Text
	Origin     Origin
}

// Innovation is the shape of a law's yearly shock: normal unless one of these is set.
type Innovation struct {
	T        float64    // degrees of freedom of Student's t, rescaled to unit variance; 0: not t
	TwoPiece [2]float64 // standard deviations below and above the mode, in units of the law's sd; zero: not two-piece
}

// Pool is a set of series whose drift is shared in part: one panel drift per future.
type Pool struct {
	ID     string
	Title  Text
	Series []string // expressions over series
	From   int
	Skip   []int
	Why    Text
	Origin Origin
}

// Lever is a policy action or project.
type Lever struct {
	ID            string
	Kind          string // "action", "project"
	PartOf        string // the action that contains this project
	Title         Text
	On            bool
	Start         Quantity // year of the first effect without delay
	Ramp          Quantity // years until the full effect
	Delay         Quantity // years
	Additionality Quantity // share of the effect that would not have come without this lever
	Effects       []Effect
	Why           Text
	Origin        Origin
}

// Effect is what a lever does to one indicator.
type Effect struct {
	Indicator string
	// Growth: the size is added to the yearly change for as long as the lever runs; otherwise it is a level, added once
	// as the lever ramps up. Both in the unit of the push of the indicator's law.
	Growth bool
	Size   Quantity
	Origin Origin
}

// League is a table of rivals ordered by a latent score.
type League struct {
	ID         string
	File       string // CSV: year,rank,city,score,published,source,source_grade
	Subject    string
	Rows       []series.Rank
	Parameters map[string]Quantity // gap, spread, drift, common, ...
	Why        Text
	Origin     Origin
}

// Sample is draws of the future that another tool made: they stand in for the laws of the indicators that name it. The same
// future takes the same draw for all of them.
type Sample struct {
	ID        string
	File      string
	Published time.Time         // as of an earlier date the draws are not known
	Where     map[string]string // rows of the file that are meant, by column
	OrderBy   string            // the indicator by whose value at the horizon the draws are ordered
	Draws     *series.Sample    // in that order; never changed, and shared by copies
	SHA256    string            // of the file
	Source    string
	Why       Text
	Origin    Origin
}

// Push is what an outside effect of a year does to draws.
type Push uint8

const (
	PushLevel  Push = iota // added to that year's value and to all later ones, in own unit
	PushYear               // added to that year's value alone, in own unit
	PushGrowth             // multiplies that year's value and all later ones, in log points
)

// Break is a change of base: no difference is taken across it.
type Break struct {
	ID     string
	Series string // glob: "gdp.*"
	Year   int    // first year on the new base
	Why    Text
	Origin Origin
}

// Precedent is an earlier plan, or a set of like targets, whose outcome is known. It is shown beside the results and enters
// nothing.
type Precedent struct {
	ID      string
	Title   Text
	Met, Of int
	Known   int // year in which the outcome was known
	Source  string
	Why     Text
	Origin  Origin
}

// Prior is one of the alternatives for what was never observed: parameters by indicator.
type Prior struct {
	ID         string // "sceptic", "central", "optimist"
	Title      Text
	Parameters map[string]map[string]Quantity // indicator id -> parameter name -> quantity
}

// Elicited says what the judgements about one indicator are about.
type Elicited struct {
	Indicator      string
	Definition     Text
	Kind           string  // "stock" or "flow"; "" when it is neither
	Lower, Upper   float64 // hard bounds of the quantity; infinite where there is none
	BoundsSource   string  // key of the sources table
	ReferenceClass Text
	Why            Text
	Origin         Origin
}

// Correlation ties the yearly shocks of some laws by an explicit matrix instead of loads on factors.
type Correlation struct {
	ID     string
	Of     []string // indicators or factors
	Matrix [][]float64
	Repair bool // the written matrix was no correlation matrix and Matrix is the nearest one
	Why    Text
	Origin Origin
}

// Shock is a rare event that a scenario adds: it strikes at most once in the simulated years.
type Shock struct {
	ID          string
	Title       Text
	On          []string // globs over indicator ids; the same event strikes all of them
	Year        int      // 0: any simulated year, equally likely
	Probability Quantity
	Size        Quantity // push on each indicator in the year of the shock
	Recovered   Quantity // share taken back in the year after
	Why         Text
	Origin      Origin
}

// Condition is a factor's value in a year, as if it had been observed, hard (SD 0) or soft.
type Condition struct {
	Factor string
	Year   int
	Mean   float64 // in the factor's own unit
	SD     float64
	Why    Text
	Origin Origin
}

// Check is behaviour that an expert expects of the model.
type Check struct {
	ID, Says string
	Origin   Origin
}
