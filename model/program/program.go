// Package program is a plan with its names resolved, its laws fitted and its order fixed: what is run.
//
// Strings die here. A Program is a graph of nodes, each a column of futures per year, in an order in which every node
// comes after those it needs in the same year.
package program

import (
	"targetcast/model/attain"
	"targetcast/model/formula"
	"targetcast/model/process"
	"targetcast/model/series"
	"targetcast/model/stream"
)

// Ref is one output column of a node; Node is -1 for none.
type Ref struct{ Node, Out int }

// None is the Ref to nothing.
var None = Ref{Node: -1}

// Luck is one input of a node.
type Luck struct {
	stream.Input
	// Parameter: what better data could tell, as opposed to what only time will. Drawn once per future.
	Parameter bool
}

// Node is one quantity, evaluated over a block of futures: once (PerFuture) or every year.
type Node struct {
	ID        string // "indicator.gdp_pair", "parameter.growth_hangzhou.sd", ...
	Op        Op
	PerFuture bool
	In        []Ref // columns of the same year
	Lag       []Ref // columns of the year before
	Luck      []Luck
	Outs      int
	State     int
	Start     int             // Init in this year, Next in later ones; unused when PerFuture
	Before    map[int]float64 // values of Out[0] in the years before Start; NaN where there is none
}

// Op is what a node does.
type Op interface {
	// Key tells the definition apart from every other: equal keys on equal inputs compute equal columns.
	Key() string
	Init(c *Call) // the first year, or the only evaluation of a PerFuture node
	Next(c *Call) // a further year
}

// Call is what an Op sees. Columns have equal length; an Op writes Out and State only.
type Call struct {
	Year    int
	In, Lag [][]float64 // in the order of Node.In and Node.Lag; nil for None
	Luck    [][]float64 // standard normal scores, in the order of Node.Luck
	Prev    [][]float64 // own outputs of the year before
	Out     [][]float64
	State   [][]float64
	Scratch *Scratch
}

// Scratch is working memory of one worker.
type Scratch struct {
	Formula *formula.Scratch
	Columns [][]float64
	luck    [][]float64
	step    process.Step // here, because a law's step would escape to the heap
}

// Column returns the i-th spare column of length n.
func (s *Scratch) Column(i, n int) []float64 {
	for len(s.Columns) <= i {
		s.Columns = append(s.Columns, nil)
	}
	if len(s.Columns[i]) < n {
		s.Columns[i] = make([]float64, n)
	}
	return s.Columns[i][:n]
}

// Event is a target, or another reading of it, as a question to the draws.
type Event struct {
	Target, Reading string // Reading is "" for the headline
	Of              Ref
	attain.Event
	Joint bool // counts in the joint results
}

// Group is targets that are counted together: those with a base value (Observed), all (AllTargets), or one of the plan's
// groups. Targets that cannot be told are in none.
type Group struct {
	ID     string
	Events []int // positions among the events with Joint
	Judged bool  // holds a target without a base value
}

// The groups that are not the plan's own.
const (
	Observed   = "observed"
	AllTargets = "all"
)

// Shown is an indicator whose quantiles are kept.
type Shown struct {
	Indicator string
	Of        Ref
	From      int  // first year with a value
	Bounded   bool // its values lie between fixed bounds, so that its mean exists whatever the parameters
	Count     bool // whole numbers
	History   []series.Point
	Breaks    []int // first years on a new base
}

// Program is what is run.
type Program struct {
	Scenario, Prior string
	First, Horizon  int // first and last year that is evaluated
	Since           int // first year that counts towards the plan
	Nodes           []Node
	Events          []Event
	Groups          []Group // targets that are counted together
	Shown           []Shown
	Facts           map[string]Fact // by target, or target/reading
	Fits            []Fitted        // in the order of the plan's indicators
	Warnings        []Warning
}

// Warning travels with results: a code with its values, which become a sentence in the reader's language.
type Warning struct {
	Code   string
	About  string // indicator, pool or lever
	Values map[string]any
}

// Codes of warnings that are made here; those of fits are calibrate's.
const (
	NoData      = "no_data"      // about an indicator; why
	JudgedLater = "judged_later" // about an indicator; key, judged, as_of
	LateStart   = "late_start"   // about an indicator; year
	Sampled     = "sampled"      // about an indicator; n, file, error: so many draws leave a likelihood of one half uncertain by so many points
	DrawsOlder  = "draws_older"  // about an indicator; published, year: the draws know nothing of what was observed of that year
	RuleStands  = "rule_stands"  // about an indicator; rule: it stands in for the law, which did worse on the past
	// A rule did better than a law on the past, but the law is kept. About an indicator; rule, param.
	RuleLacks   = "rule_lacks"   // a version of the plan writes a parameter that the rule's law does not have
	RuleWritten = "rule_written" // the plan itself writes a parameter, so that its law is not the one that was tried
	RuleBarred  = "rule_barred"  // the plan keeps the law, with a reason
	RuleShort   = "rule_short"   // the plan leaves out so many years that the rule has too few
)
