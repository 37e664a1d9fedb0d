package words

import (
	"math"
	"strconv"
	"strings"
)

// minus is the typographic minus sign.
const minus = "−"

// Number writes x with the given decimals and a comma between thousands, in both languages: Chinese statistics use the
// same mark. What is no number is a dash.
func Number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', max(decimals, 0), 64)
	whole, rest, _ := strings.Cut(s, ".")
	var b strings.Builder
	if x < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString(minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if rest != "" {
		b.WriteByte('.')
		b.WriteString(rest)
	}
	return b.String()
}

// Rounded writes x to the given significant digits, but never rounds digits before the point away: at 3 digits 43 127.4
// is "43,127" and 0.12345 is "0.123". Zeros at the end of the decimals are dropped.
func Rounded(x float64, digits int) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return Number(x, 0)
	}
	decimals := digits - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	s := Number(x, max(0, min(decimals, 12)))
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Percent writes a share, 0.62, as "62 %", in Chinese "62%".
func (l Lang) Percent(p float64, decimals int) string { return l.percent(Number(100*p, decimals)) }

func (l Lang) percent(number string) string {
	if l == Zh {
		return number + "%"
	}
	return number + " %"
}

// PercentRange writes two shares as "60–80 %".
func (l Lang) PercentRange(lo, hi float64) string {
	return l.percent(Number(100*lo, 0) + "–" + Number(100*hi, 0))
}

// Error writes a simulation error, a half-width in shares, as "±0.3 points".
func (l Lang) Error(halfWidth float64) string {
	n := Number(100*halfWidth, 1)
	if halfWidth > 0 && 100*halfWidth < 0.05 {
		n = "0.1" // never claimed to be nothing
	}
	if l == Zh {
		return "±" + n + "个百分点"
	}
	return "±" + n + " points"
}

var months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December"}

// Month writes a calendar month, 1 to 12, of a year.
func (l Lang) Month(year, month int) string {
	if month < 1 || month > len(months) {
		return strconv.Itoa(year)
	}
	if l == Zh {
		return strconv.Itoa(year) + "年" + strconv.Itoa(month) + "月"
	}
	return months[month-1] + " " + strconv.Itoa(year)
}
