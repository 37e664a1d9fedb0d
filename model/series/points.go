package series

import "slices"

// Series is one value a year of one quantity.
type Series struct {
	Name   string
	Unit   string
	Points []Point // in order of years, each year once
}

// Point is the value of one year, and how well and since when it is known.
type Point struct {
	Year      int
	Value     float64
	Grade     string
	Vintage   string
	Source    string
	Note      string
	Published Month
}

// At gives the point of a year.
func (s Series) At(year int) (Point, bool) {
	i, ok := slices.BinarySearchFunc(s.Points, year, func(p Point, y int) int { return p.Year - y })
	if !ok {
		return Point{}, false
	}
	return s.Points[i], true
}

// First gives the earliest point; there is none in an empty series.
func (s Series) First() (Point, bool) {
	if len(s.Points) == 0 {
		return Point{}, false
	}
	return s.Points[0], true
}

// Last gives the latest point; there is none in an empty series.
func (s Series) Last() (Point, bool) {
	if len(s.Points) == 0 {
		return Point{}, false
	}
	return s.Points[len(s.Points)-1], true
}

// Years lists the years that have a point.
func (s Series) Years() []int {
	years := make([]int, len(s.Points))
	for i, p := range s.Points {
		years[i] = p.Year
	}
	return years
}

// grades runs from the best to the worst.
var grades = []string{"A", "B", "C"}

// WorseGrade gives the worse of two grades; no grade ("") says nothing, so the other one stands.
func WorseGrade(a, b string) string { return max(a, b) }
