package report

import (
	"math"
	"strconv"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/words"
)

// view is the set in one language, every cell as it is printed.
type view struct {
	lang    words.Lang
	set     *result.Set
	in      []Drivers
	figures map[string]document.Figure
}

func (v *view) headline() string {
	for _, s := range v.set.Scenarios {
		if s.Headline {
			return s.ID
		}
	}
	return ""
}

func (v *view) scenarioTitle(id string) string {
	for _, s := range v.set.Scenarios {
		if s.ID == id {
			return s.Title.Title(v.lang, id)
		}
	}
	return id
}

// likelihood finds a row: the first prior's, which is the central one where there are several.
func (v *view) likelihood(scenario string, t *result.Target) *result.Likelihood {
	for i := range v.set.Likelihood {
		k := &v.set.Likelihood[i]
		if k.Scenario == scenario && k.Target == t.ID && k.Reading == t.Reading {
			return k
		}
	}
	return nil
}

func (v *view) stated(scenario string, t *result.Target) words.Stated {
	switch k := v.likelihood(scenario, t); {
	case t.Settled != 0:
		return words.Settled(t.Settled > 0)
	case k == nil || t.CannotTell:
		return words.Stated{}
	default:
		return words.StatedOf(k.Stated, !t.HasBase)
	}
}

// likelihoodCells are the likelihood as stated, its simulation error and its range, the latter two only beside a point:
// beside a band they would say more than may be said.
func (v *view) likelihoodCells(scenario string, t *result.Target) []string {
	s, k := v.stated(scenario, t), v.likelihood(scenario, t)
	out := []string{s.Text(v.lang), "", ""}
	if s.Form != words.Point || k == nil {
		return out
	}
	out[1] = v.lang.Error((k.ErrorHigh - k.ErrorLow) / 2)
	if !math.IsNaN(k.RangeLow) && !math.IsNaN(k.RangeHigh) {
		out[2] = v.lang.PercentRange(words.Outward(k.RangeLow, k.RangeHigh, t.Grade))
	}
	return out
}

var signs = map[string]string{">=": "≥", "<=": "≤", ">": ">", "<": "<"}

func (v *view) asks(t *result.Target) string {
	return v.say("by", v.threshold(t), t.By)
}

func (v *view) threshold(t *result.Target) string {
	if text := v.lang.OpenText(t.Unit); text != "" {
		return text
	}
	return signs[t.Comparator] + "\u00a0" + v.lang.Quantity(words.Rounded(t.Threshold, 4), t.Unit)
}

func (v *view) base(t *result.Target) string {
	if !t.HasBase || math.IsNaN(t.Base) {
		return "–"
	}
	value := v.lang.Quantity(words.Rounded(t.Base, 4), t.Unit)
	if t.BaseYear == 0 {
		return value
	}
	if v.lang == words.Zh {
		return value + "（" + strconv.Itoa(t.BaseYear) + "年）"
	}
	return value + " in " + strconv.Itoa(t.BaseYear)
}

// rate is "+8.6 %" for a rate and "+0.017" in own units.
func (v *view) rate(x float64, t *result.Target) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	plus := ""
	if x > 0 {
		plus = "+"
	}
	if t.PaceIsRate {
		return plus + v.lang.Percent(x, 1)
	}
	return plus + words.Rounded(x, 2)
}

func (v *view) pace(verdict string) string {
	switch verdict {
	case "ahead":
		return v.lang.Label(words.LabelAhead)
	case "on":
		return v.lang.Label(words.LabelOn)
	case "behind":
		return v.lang.Label(words.LabelBehind)
	}
	return "–"
}

// small is a share that may be near nothing.
func (v *view) small(p float64) string {
	if p > 0 && p < .001 {
		return "<" + v.lang.Percent(.001, 1)
	}
	return v.lang.Percent(p, 1)
}
