// Package process holds the laws of motion of indicators, one per file: a stochastic process in yearly steps, stepped
// over a block of futures at once.
//
// A law owns no luck and no parameters: both arrive as columns, one value per future, so that parameters may be
// uncertain and luck may come from any point set. Every law is a monotone function of each of its luck columns.
package process

import "math"

// Above0 as a lower bound means that a value must be strictly positive.
const Above0 = math.SmallestNonzeroFloat64

// Param is one parameter a law needs.
type Param struct {
	Name string // "start", "drift", "sd", ... : unique within the law
	Unit string // "log points per year", "own unit", "1", ...
	Min  float64
	Max  float64 // bounds a value must respect, inclusive; ±Inf where there is none; Min = Above0: strictly positive
	// Default is used when the plan writes nothing; NaN: the plan must say.
	Default float64
	Doc     string
}

// Luck is one column of standard normal scores a law asks for.
type Luck struct {
	Name string // "shock", "size", ... : unique within the law
	// PerFuture: drawn once per future and the same in every year; otherwise new each year.
	PerFuture bool
	// Shared: this column may load on factors and take a non-normal shape ("innovation"); at most one per law,
	// by convention named "shock".
	Shared bool
	// Uniform: the law turns this column into a uniform by Φ, so it may load on factors but must stay standard normal.
	Uniform bool
	Doc     string
}

// Spec describes a law to people and to the compiler.
type Spec struct {
	Name   string // as written in TOML: "log_random_walk"
	Title  string // textbook name
	Source string // where the formula comes from
	Params []Param
	Luck   []Luck
	State  int    // columns of memory beside the value itself
	Push   string // what a push of 1 means: "log points per year", "logit points per year", ...
	// Cumulative laws never fall; counts are whole numbers: both used by checks and charts.
	Monotone, Count bool
}

// Step is what a law sees of one year, over a block of futures. All columns have equal length.
// A law may write Out and State only; Out may not alias Prev.
type Step struct {
	Year  int
	Prev  []float64   // value at the end of the year before
	Out   []float64   // value at the end of this year: to be written
	State [][]float64 // Spec.State columns kept from year to year
	Par   [][]float64 // parameters, in the order of Spec.Params
	Luck  [][]float64 // standard normal scores, in the order of Spec.Luck
	Push  []float64   // outside effect of this year (levers, shocks) in the unit of Spec.Push; nil when there is none
}

// Law is a stochastic process in yearly steps.
type Law interface {
	Spec() Spec
	// Init writes the value at the starting year (Out) and the first State from parameters, luck that is drawn
	// per future, and Prev, which holds the starting value: the parameter named "start", or the last observation.
	// Where nothing was observed and the law has no "start", Prev may be nil: the value is then NaN unless the law
	// knows it.
	Init(s *Step)
	// Next writes the value of one further year.
	Next(s *Step)
}

// Lookup finds a law by the name written in a plan, and reports whether there is one.
func Lookup(name string) (Law, bool) {
	l, ok := laws[name]
	return l, ok
}

// Names lists the laws in alphabetical order.
func Names() []string { return names }
