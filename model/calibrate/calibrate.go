// Package calibrate turns history into a fitted law: the distribution of its parameters, its predictive distribution,
// and warnings about how little the history says.
//
// Fits are exact and small: conjugate posteriors and a grid, no optimiser and no Markov chain. Parameters are drawn per
// future as functions of normal scores, each monotone in its score, so the same luck gives comparable futures in every
// scenario.
package calibrate

import (
	"targetcast/model/process"
)

// Posterior is the joint distribution of the parameters that history supplies to a law.
type Posterior interface {
	// Params are the law's parameters it supplies, in the order of the columns.
	Params() []string
	// Luck are the columns of normal scores it needs, all per future.
	Luck() []process.Luck
	// Fill draws one value per future: out has one column per parameter, luck one per score, all of equal length.
	// shared is the pool's panel drift of each future; nil puts the panel at its mean, and without a pool it is ignored.
	Fill(out [][]float64, luck [][]float64, shared []float64)
	// Describe summarises the parameters for people.
	Describe() Summary
}

// Warning is a reason to doubt a fit: a code with its values, which become a sentence in the reader's language.
type Warning struct {
	Code   string
	Values map[string]any
}

// Codes of warnings and their values.
const (
	ShortHistory   = "short_history"   // n, grade
	BreakDropped   = "break_dropped"   // year: nothing was taken across this change of base; n: how much was left out
	GapInHistory   = "gap_in_history"  // from, to: neighbouring observations more than a year apart
	Extrapolation  = "extrapolation"   // ahead, n: more years to simulate than steps of history
	PriorOutweighs = "prior_outweighs" // weight: share of the series' own data in its drift, below one half
	PoolNoSpread   = "pool_no_spread"  // kappa: members do not differ beyond noise; the weight of the pool was capped
	PoolFewMembers = "pool_few"        // n: fewer than 20 members
	PoolLeftOut    = "pool_left_out"   // n: members with fewer than two values
	CountFell      = "count_fell"      // year: a cumulative count fell; the year counts as one without additions
	NoLastGrowth   = "no_last_growth"  // year: growth of the last year is unknown; its mean stands in
)

// Fit is a law as history sees it.
type Fit struct {
	Law       string // the one that takes the parameters
	Rule      string // Drift or FiveYear where a rule stands in for the law
	Posterior Posterior
	N         int   // comparable points: yearly steps, pairs of neighbouring years, or counts
	Years     []int // the years that end a step, or were counted
	// OwnWeight is the share of the series' own data in its drift; the rest is the pool's. 1 without a pool.
	OwnWeight float64
	Warnings  []Warning
	// Shocks are what each year brought beyond what the law expected of it, at the middle of its parameters, on the scale on
	// which it moves; nil for counts.
	Shocks map[int]float64

	predict func(h int) Predictive      // nil for laws of counts
	counts  func(h int) (Counts, error) // nil for others
}

// Grade is the evidence grade of n comparable points: A from 8, B from 4, otherwise C.
func Grade(n int) string {
	switch {
	case n >= 8:
		return "A"
	case n >= 4:
		return "B"
	}
	return "C"
}

// perFuture declares columns of luck.
func perFuture(names ...string) []process.Luck {
	docs := map[string]string{
		"variance":    "where the yearly variance lies in its posterior",
		"drift":       "where the mean lies in its posterior, given the variance",
		"persistence": "which persistence on the grid",
		"rate":        "where the yearly rate lies in its posterior",
		"probability": "where the yearly probability of a batch lies in its posterior",
		"size":        "where the mean batch size lies in its posterior",
	}
	luck := make([]process.Luck, len(names))
	for i, n := range names {
		luck[i] = process.Luck{Name: n, PerFuture: true, Doc: docs[n]}
	}
	return luck
}
