package table

import (
	"io"
	"math"
	"strconv"
	"strings"

	"targetcast/output/result"
	"targetcast/output/words"
)

// Headline writes, for the headline scenario, what each target asks for and how it stands: threshold, base, the pace
// needed and the recent one, the likelihood as it may be stated over its simulation error (95 %, half-width in points),
// and its 80 % range over the unknown parameters.
func Headline(w io.Writer, s *result.Set, l words.Lang, width int) error {
	sc := headline(s)
	if sc == nil {
		return nil
	}
	found := likelihoods(s)
	columns := []Column{{Right: true}, {Head: l.Say(words.Target), Flex: true}}
	for _, label := range []words.Label{words.LabelThreshold, words.LabelBase, words.LabelRequired, words.LabelRecent, words.LabelSchedule,
		words.LabelLikelihood, words.LabelRange, words.LabelGrade} {
		head := strings.Join(wrapWords(l.Label(label), narrowHead), "\n") // the numbers beneath are narrow
		columns = append(columns, Column{Head: head, Right: label != words.LabelSchedule && label != words.LabelGrade})
	}
	judged := false
	var parts []part
	for _, sec := range sections(s, l) {
		p := part{heading: sec.heading}
		for _, t := range sec.targets {
			of := found[key{sc.ID, t.ID, t.Reading}]
			st, run := stated(t, of)
			judged = judged || st.Form == words.Judged
			p.rows = append(p.rows, []string{number(t), rowTitle(t, l), threshold(t, s.Plan.Horizon, l), base(t), pace(t.Required, t, l), pace(t.Recent, t, l),
				schedule(t.Schedule, l), likelihoodCell(st, run, of, l), rangeCell(st, of, t), t.Grade})
		}
		parts = append(parts, p)
	}
	title := Wrap(l.TableHeadline(sc.Title.Title(l, sc.ID)), width)
	if err := writeTrimmed(w, strings.Join(title, "\n")+"\n\n"); err != nil {
		return err
	}
	if err := grid(w, columns, parts, width, 1); err != nil {
		return err
	}
	var notes []string
	if judged {
		notes = append(notes, l.Label(words.LabelJudged))
	}
	notes = append(notes, l.Label(words.LabelErrorNote), l.Label(words.LabelRangeNote), l.Label(words.LabelScheduleNote), l.Label(words.LabelGrades))
	return writeTrimmed(w, "\n"+strings.Join(flow(notes, width), "\n")+"\n")
}

// narrowHead is the width at which heads are broken.
const narrowHead = 8

var signs = map[string]string{">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}

// threshold is "≥ 43,000" over its unit, and over its year when that is not the plan's.
func threshold(t *result.Target, horizon int, l words.Lang) string {
	sign, known := signs[t.Comparator]
	if !known {
		sign = t.Comparator + " "
	}
	lines := []string{sign + words.Rounded(t.Threshold, 4)}
	if text := l.OpenText(t.Unit); text != "" {
		lines[0] = text
	}
	if unit := l.UnitText(t.Unit); unit != "" && unit != "1" {
		lines = append(lines, wrapWords(unit, narrowest)...)
	}
	if t.By != horizon {
		lines = append(lines, "("+l.YearText(t.By)+")")
	}
	return strings.Join(lines, "\n")
}

// base is "28,514" over "(2020)".
func base(t *result.Target) string {
	if !t.HasBase || math.IsNaN(t.Base) {
		return "–"
	}
	value := words.Rounded(t.Base, 4)
	if t.BaseYear == 0 {
		return value
	}
	return value + "\n(" + strconv.Itoa(t.BaseYear) + ")"
}

// pace is "+8.6 %" for a rate and "+0.017" for own units.
func pace(x float64, t *result.Target, l words.Lang) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	plus := ""
	if x > 0 {
		plus = "+"
	}
	if t.PaceIsRate {
		return plus + l.Percent(x, 1)
	}
	return plus + words.Rounded(x, 2)
}

func schedule(verdict string, l words.Lang) string {
	switch verdict {
	case "ahead":
		return l.Label(words.LabelAhead)
	case "on":
		return l.Label(words.LabelOn)
	case "behind":
		return l.Label(words.LabelBehind)
	}
	return "–"
}

// likelihoodCell is the likelihood as stated over its simulation error.
func likelihoodCell(st words.Stated, run bool, of *result.Likelihood, l words.Lang) string {
	if !run {
		return "–"
	}
	cell := st.Short(l)
	if st.Form == words.Judged {
		cell += "*"
	}
	lines := wrapWords(cell, narrowest)
	if st.Form != words.Point || of == nil { // beside a band it would say more than may be said
		return strings.Join(lines, "\n")
	}
	if half := (of.ErrorHigh - of.ErrorLow) / 2; half >= 0 {
		lines = append(lines, "±"+words.Number(max(100*half, 0.1), 1))
	}
	return strings.Join(lines, "\n")
}

// sharp says whether a number beside the statement would mean anything.
func sharp(st words.Stated, of *result.Likelihood) bool {
	return of != nil && (st.Form == words.Point || st.Form == words.Band)
}

// rangeCell rounds outward to whole points for grade A, 5 for B and 20 for C: no finer than the likelihood itself.
func rangeCell(st words.Stated, of *result.Likelihood, t *result.Target) string {
	if !sharp(st, of) || math.IsNaN(of.RangeLow) || math.IsNaN(of.RangeHigh) {
		return "–"
	}
	low, high := words.Outward(of.RangeLow, of.RangeHigh, t.Grade)
	return words.Number(100*low, 0) + "–" + words.Number(100*high, 0)
}
