// Package series is numbers on a time axis, and what was known of them when.
package series

// Observation is one published value.
type Observation struct {
	Series    string
	Year      int
	Value     float64
	Unit      string
	Published Month
	Vintage   string // "first", "verified", "census4", "census2020", "unknown"
	Source    string // key of the sources table; "recalled" for memory
	Grade     string // "A", "B", "C": how well the figure was seen
	Note      string
	File      string
	Line      int
}

// Month is a calendar month: year*12 + month-1.
type Month int

// Rank is one row of a league table.
type Rank struct {
	Year, Rank int
	Name       string
	Score      float64 // NaN when not published
	Published  Month
	Source     string
	Grade      string
	File       string
	Line       int
}
