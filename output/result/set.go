// Package result is a results folder: everything one run found out, as plain numbers, written whole or not at all.
package result

import (
	"cmp"
	"encoding/json"

	"targetcast/model/attain"
	"targetcast/output/words"
)

// Text is for people, in two languages.
type Text struct {
	En string `json:"en"`
	Zh string `json:"zh"`
}

// UnmarshalJSON takes one string for both languages too: so were reasons written before they had two.
func (t *Text) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = Text{one, one}
		return nil
	}
	type plain Text
	return json.Unmarshal(data, (*plain)(t))
}

// In is the text in a language, or in the other one where it says nothing in that.
func (t Text) In(l words.Lang) string {
	if l == words.Zh {
		return cmp.Or(t.Zh, t.En)
	}
	return cmp.Or(t.En, t.Zh)
}

// Title is a title in a language; what has none is called by its id.
func (t Text) Title(l words.Lang, id string) string { return cmp.Or(t.In(l), id) }

// Set is everything one run found out.
type Set struct {
	Plan       Plan         `json:"plan"`
	Scenarios  []Scenario   `json:"scenarios"` // as asked for; the headline is marked
	Targets    []Target     `json:"targets"`   // what was asked, and what was known of it
	Likelihood []Likelihood `json:"likelihood"`
	Joint      []Joint      `json:"joint"`
	Quantiles  []Quantile   `json:"quantiles"`
	Indicators []Indicator  `json:"indicators"`
	Settings   []Setting    `json:"settings"` // every number of the plan, and what scenarios make of it
	Warnings   []Warning    `json:"warnings"`
	Names      []Group      `json:"names"` // titles of inner parts that warnings speak of
	Levers     []Lever      `json:"levers"`
	Sources    []Source     `json:"sources"` // of the observations shown
	Past       Past         `json:"past"`
	Manifest   Manifest     `json:"manifest"`
	Draws      Draws        `json:"-"` // single futures that were asked for; in a file of their own
}

// Plan is the plan's own words.
type Plan struct {
	ID      string  `json:"id"`
	Title   Text    `json:"title"`
	Note    Text    `json:"note"`
	AsOf    string  `json:"as_of"` // 2021-08-02
	Since   int     `json:"since"`
	Horizon int     `json:"horizon"`
	Groups  []Group `json:"groups"`
	Priors  []Group `json:"priors"` // sceptic, central, optimist
}

// Group is an id with its title.
type Group struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
}

// Scenario is one set of assumptions that was run.
type Scenario struct {
	ID       string `json:"id"`
	Title    Text   `json:"title"`
	Why      Text   `json:"why"`
	Headline bool   `json:"headline"`
}

// Target is one target, or another reading of it (Reading is not empty).
type Target struct {
	ID         string  `json:"id"`
	Reading    string  `json:"reading,omitempty"`
	Number     int     `json:"number"`
	Group      string  `json:"group"`
	Title      Text    `json:"title"`
	Quote      string  `json:"quote"`
	Resolves   Text    `json:"resolves"`
	Doubt      Text    `json:"doubt"`
	Indicator  string  `json:"indicator"`
	Unit       string  `json:"unit"`
	Comparator string  `json:"comparator"` // ">=", ">", "<=", "<"
	Threshold  float64 `json:"threshold"`
	By         int     `json:"by"`
	Hold       string  `json:"hold"` // "at", "ever", "sustained 2"
	Joint      bool    `json:"joint"`
	Settled    int     `json:"settled"` // 0 open, 1 met, -1 failed at the as-of date
	SettledWhy Text    `json:"settled_why"`

	HasBase    bool    `json:"has_base"`    // a base value was observed; otherwise the result is judged
	CannotTell bool    `json:"cannot_tell"` // rests on judgements younger than the as-of date
	Base       float64 `json:"base"`        // NaN is written as null
	BaseYear   int     `json:"base_year"`
	BaseGrade  string  `json:"base_grade"` // how well the base value was seen
	Points     int     `json:"points"`     // comparable points the thinnest law rests on
	Evidence   string  `json:"evidence"`   // A >= 8, B 4-7, C <= 3
	Grade      string  `json:"grade"`      // the worse of the two
	Required   float64 `json:"required"`   // what a year must bring from the base on: rate (0.085) or own unit
	Recent     float64 `json:"recent"`     // what recent years brought
	PaceIsRate bool    `json:"pace_is_rate"`
	Schedule   string  `json:"schedule"` // "ahead", "on", "behind", "unknown"
}

// Likelihood is how likely a target is met in one scenario under one prior.
type Likelihood struct {
	Scenario string `json:"scenario"`
	Prior    string `json:"prior"` // "central" unless the target has no base value
	Target   string `json:"target"`
	Reading  string `json:"reading,omitempty"`

	P         float64       `json:"p"`
	Smoothing string        `json:"smoothing,omitempty"` // how P was found, where smoothing was asked for; then P is not Hits/Draws
	Hits      int64         `json:"hits"`
	Draws     int64         `json:"draws"`
	ErrorLow  float64       `json:"error_low"` // 95 % interval of the simulation error alone
	ErrorHigh float64       `json:"error_high"`
	RangeLow  float64       `json:"range_low"` // 80 % range of the likelihood over the unknown parameters
	RangeHigh float64       `json:"range_high"`
	Stated    attain.Stated `json:"stated"` // what may be quoted, by the grade of the evidence

	ByYear   []YearP   `json:"by_year"`   // met in that year
	EverBy   []YearP   `json:"ever_by"`   // met in that year or before
	FirstMet []YearP   `json:"first_met"` // first year met; what is missing to 1 is never
	Miss     Shortfall `json:"shortfall"`
}

// What became of smoothing a likelihood: integrating out one direction of luck.
const (
	Smoothed = "smoothed" // P is smoothed
	Steps    = "steps"    // counted: the indicator jumps over the threshold, as counts, ranks and years do
	Folds    = "folds"    // counted: the event is met, lost and met again along the direction
	NoGain   = "no gain"  // counted: the smoothed error is no smaller
	Differs  = "differs"  // counted: smoothed and counted are further apart than their errors allow

	// Of what targets do together; Smoothed says that the number met and what is given what are smoothed too.
	AllSmoothed = "all smoothed" // All is smoothed; the others are counted, since a target jumps over its threshold
	Shared      = "shared"       // counted: a scenario lets a target rest on luck that moves another one
)

// Counted is the share of futures that met the target, which the draws reproduce.
func (l Likelihood) Counted() float64 { return float64(l.Hits) / float64(l.Draws) }

// YearP is a probability by year.
type YearP struct {
	Year int     `json:"year"`
	P    float64 `json:"p"`
}

// Shortfall is how far the target is missed when it is missed, in own units and as a share of the threshold.
type Shortfall struct {
	Mean  float64 `json:"mean"`
	P10   float64 `json:"p10"`
	P50   float64 `json:"p50"`
	P90   float64 `json:"p90"`
	Share float64 `json:"mean_share"` // mean shortfall divided by the threshold
}

// Joint is several targets at once in one scenario under one prior.
type Joint struct {
	Scenario string   `json:"scenario"`
	Prior    string   `json:"prior"`
	Set      string   `json:"set"` // "observed": targets with a base value; "all"; or a group's id
	Targets  []string `json:"targets"`
	Judged   bool     `json:"judged"` // holds targets without a base value

	All         float64     `json:"all"`
	AllCounted  float64     `json:"all_counted"`         // share of futures, which the draws reproduce
	Smoothing   string      `json:"smoothing,omitempty"` // how All was found, where smoothing was asked for
	ErrorLow    float64     `json:"error_low"`
	ErrorHigh   float64     `json:"error_high"`
	Product     float64     `json:"product"`     // product of the marginals
	Expected    float64     `json:"expected"`    // number met, mean
	SD          float64     `json:"sd"`          // number met, standard deviation
	Number      []float64   `json:"number"`      // P(exactly k met), k = 0..len(Targets)
	Independent []float64   `json:"independent"` // the same if targets were independent
	Given       [][]float64 `json:"given"`       // [i][j] = P(j met | i met); NaN where i is never met
}

// Indicator is what a picture of an indicator needs beside its quantiles.
type Indicator struct {
	ID      string  `json:"id"`
	Title   Text    `json:"title"`
	Unit    string  `json:"unit"`
	Count   bool    `json:"count"` // whole numbers
	History []Point `json:"history"`
	Breaks  []int   `json:"breaks"` // first years on a new base
	Law     string  `json:"law"`
	Why     Text    `json:"why"`
	Points  int     `json:"points"`
}

// FromSample is the law of an indicator whose values are draws of another tool.
const FromSample = "sample"

// Lever is something the plan does.
type Lever struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`    // "action", "project"
	PartOf string `json:"part_of"` // the action that holds this project
	Title  Text   `json:"title"`
	Why    Text   `json:"why"`
}

// Source is a document that observations come from.
type Source struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	TitleEn     string `json:"title_en"`
	Publisher   string `json:"publisher"`
	PublisherEn string `json:"publisher_en"`
	Date        string `json:"date"`
	URL         string `json:"url"`
}

// Point is one observed value.
type Point struct {
	Year   int     `json:"year"`
	Value  float64 `json:"value"`
	Source string  `json:"source"`
	Grade  string  `json:"grade"`
}

// Quantile is the distribution of an indicator in one year of one scenario.
type Quantile struct {
	Scenario  string  `json:"scenario"`
	Prior     string  `json:"prior"`
	Indicator string  `json:"indicator"`
	Year      int     `json:"year"`
	P025      float64 `json:"p025"`
	P05       float64 `json:"p05"`
	P10       float64 `json:"p10"`
	P25       float64 `json:"p25"`
	P50       float64 `json:"p50"`
	P75       float64 `json:"p75"`
	P90       float64 `json:"p90"`
	P95       float64 `json:"p95"`
	P975      float64 `json:"p975"`
	Mean      float64 `json:"mean"` // NaN where it does not exist
}

// Warning travels with the results: a code with its values; output/words makes a sentence of it.
type Warning struct {
	Code   string         `json:"code"`
	About  string         `json:"about"`
	Values map[string]any `json:"values"`
}

// Manifest says what was run. Identity decides the numbers and is hashed into pictures; How does not.
type Manifest struct {
	Identity Identity `json:"identity"`
	Hash     string   `json:"hash"` // SHA-256 of Identity, hexadecimal
	Request  Request  `json:"request"`
	How      How      `json:"how"`
	Files    []File   `json:"files,omitempty"` // what was written; listed in manifest.json only
}

// Identity is everything the numbers depend on.
type Identity struct {
	Engine    int      `json:"engine"` // number of the engine; rises when the same input gives other numbers
	Plan      string   `json:"plan"`   // SHA-256 of the resolved plan and scenarios
	Data      []File   `json:"data"`   // files read
	Scenarios []string `json:"scenarios"`
	Sampler   string   `json:"sampler"`
	Seed      uint64   `json:"seed"`
	Draws     int      `json:"draws"`
	Sets      int      `json:"parameter_sets"`             // for the range of the likelihood; 0: none
	Smooth    int      `json:"smoothed_futures,omitempty"` // of each replicate; 0: likelihoods are counted
}

// File is one file with the SHA-256 of its bytes.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// How is circumstance.
type How struct {
	Version string   `json:"version"`
	Command []string `json:"command"`
	Workers int      `json:"workers"`
	Started string   `json:"started"`
	Seconds float64  `json:"seconds"`
	Go      string   `json:"go"`
	// Platform is the processor and system, "linux/amd64": the last digits may depend on it.
	Platform string `json:"platform"`
}
