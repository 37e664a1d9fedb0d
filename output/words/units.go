package words

import (
	"fmt"
	"strings"
)

// unitsZh are units as plans write them, in Chinese. Units that are not here stay as they are written.
var unitsZh = map[string]string{
	"100M CNY": "亿元", "10k CNY": "万元", "CNY": "元", "percent": "%", "10k persons": "万人", "persons": "人",
	"applications": "件", "firms": "家", "rank": "位", "km/km2": "公里/平方公里", "km2": "平方公里", "km": "公里", "index 2015=100": "2015年=100", "items": "项", "enclaves": "个",
	"minutes": "分钟", "years": "年", "points": "分", "log points": "对数点", "log points, percent": "对数百分点", "1": "1",
	"percentage points": "个百分点", "logit points": "对数几率点", "score points": "分", "places": "位", "count": "个",
	"log points of the mean addition": "对数点（平均增量）", "log points of the mean batch": "对数点（平均批量）",
	"log points of the yearly rate": "对数点（年率）", "log points on the yearly chance of adopting": "对数点（年采用概率）",
	"years sooner": "年（提前）",
}

// UnitText is a unit in the reader's language.
func (l Lang) UnitText(unit string) string {
	if of, yearly := strings.CutSuffix(unit, " a year"); yearly && l == Zh {
		return l.UnitText(of) + "/年"
	}
	switch {
	case unit == opened:
		return ""
	case l == Zh && unitsZh[unit] != "":
		return unitsZh[unit]
	case unit == "percent":
		return "%"
	case unit == "log points, percent": // hundred times the logarithm
		return "log percent"
	}
	return unit
}

// Added is the unit of what is added to a quantity of a unit.
func Added(unit string) string {
	switch of, yearly := strings.CutSuffix(unit, " a year"); {
	case of == "percent" && yearly:
		return "percentage points a year"
	case of == "percent":
		return "percentage points"
	case of == "rank":
		return "places"
	}
	return unit
}

// opened is the unit of what is 1 from its opening on and 0 before; only thresholds say it.
const opened = "open"

// OpenText is what a threshold on such a quantity asks for; "" for one on any other.
func (l Lang) OpenText(unit string) string {
	if unit == opened {
		return l.either("open", "开通")
	}
	return ""
}

// Quantity is a number with its unit: "43,000 (100M CNY)", "43,000亿元", "30 %".
func (l Lang) Quantity(number, unit string) string {
	switch {
	case unit == "" || unit == "1" || unit == opened:
		return number
	case unit == "percent":
		return l.percent(number)
	case l == Zh:
		return number + l.UnitText(unit)
	case unit == "rank":
		return "rank " + number
	case unit[0] >= '0' && unit[0] <= '9': // "43,000 (100M CNY)": two numbers side by side read as one
		return number + " (" + unit + ")"
	}
	return number + " " + l.UnitText(unit)
}

// parameters are the names of parameters of laws for readers of pictures.
var parameters = map[string][languages]string{
	"start":     {"base value", "基期值"},
	"drift":     {"growth", "增速"},
	"rate":      {"yearly rate", "年率"},
	"scale":     {"scale of the yearly additions", "年增量的尺度"},
	"market":    {"number that could ever be reached", "最终可达总数"},
	"imitation": {"coefficient of imitation", "模仿系数"},
}

// Parameter is what a parameter of a law is called; the name itself when it has no other.
func (l Lang) Parameter(name, unit string) string {
	if t, ok := parameters[name]; ok {
		name = t[l]
	}
	return l.Named(name, unit)
}

// Named is a name with the unit of what it names, where that has one.
func (l Lang) Named(name, unit string) string {
	if unit == "" || unit == "1" {
		return name
	}
	if unit = l.UnitText(unit); unit == "" {
		return name
	}
	if rest, counts := strings.CutPrefix(unit, "个"); counts && rest != "" { // the measure word goes with numbers only
		unit = rest
	}
	return fmt.Sprintf(l.either("%s (%s)", "%s（%s）"), name, unit)
}
