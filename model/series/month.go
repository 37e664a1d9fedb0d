package series

import (
	"fmt"
	"time"
)

// The years a table may speak of.
const (
	firstYear = 1900
	lastYear  = 2200
)

// ParseMonth reads "2021-03". Years outside 1900..2200 are refused.
func ParseMonth(text string) (Month, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return 0, fmt.Errorf("%q is no month of the form 2021-03", text)
	}
	if t.Year() < firstYear || t.Year() > lastYear {
		return 0, fmt.Errorf("%q lies outside the years %d to %d", text, firstYear, lastYear)
	}
	return MonthOf(t), nil
}

// MonthOf is the calendar month of t, in t's own time zone.
func MonthOf(t time.Time) Month { return Month(t.Year()*12 + int(t.Month()) - 1) }

// String writes "2021-03"; the zero Month, which stands for "always known", is the empty string.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1)
}
