package series

import (
	"testing"
	"time"
)

func TestParseMonth(t *testing.T) {
	m, err := ParseMonth("2021-03")
	if err != nil || m != 2021*12+2 {
		t.Errorf("ParseMonth(2021-03) = %d, %v; want %d", m, err, 2021*12+2)
	}
	for _, text := range []string{"1900-01", "2020-12", "2200-12"} {
		if m, err := ParseMonth(text); err != nil || m.String() != text {
			t.Errorf("ParseMonth(%q) = %q, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "2021", "2021-13", "2021-00", "2021-3", "21-03", "2021-03-01", "1899-12", "2201-01", " 2021-03"} {
		if m, err := ParseMonth(text); err == nil {
			t.Errorf("ParseMonth(%q) = %v without error", text, m)
		}
	}
	if Month(0).String() != "" {
		t.Errorf("the zero Month is written %q", Month(0))
	}
}

func TestMonthOfKeepsTheZoneOfItsTime(t *testing.T) {
	// 2 August, 00:30 in Hangzhou is still 1 August, 16:30 in London; the month of 1 August there is July.
	hangzhou := time.FixedZone("UTC+8", 8*3600)
	at := time.Date(2021, 8, 1, 0, 30, 0, 0, hangzhou)
	if got := MonthOf(at).String(); got != "2021-08" {
		t.Errorf("in Hangzhou: %s", got)
	}
	if got := MonthOf(at.UTC()).String(); got != "2021-07" {
		t.Errorf("in UTC: %s", got)
	}
}
