package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"targetcast/model/calibrate"
	"targetcast/model/program"
	"targetcast/output/chart"
	"targetcast/output/words"
)

// files are the tables and pictures of fits by their path.
func (t fits) files(langs []words.Lang, formats []string) (map[string][]byte, error) {
	files, widths := map[string][]byte{}, [][]string(nil)
	if t.widening != nil {
		widths = t.widening.csv()
	}
	for name, rows := range map[string][][]string{
		"widening.csv": widths, "dependence.csv": t.dependenceRows(), "parameters.csv": t.parameterRows(), "data.csv": t.dataRows(), "predictive.csv": t.predictiveRows(), "candidates.csv": t.candidateRows(),
		"warnings.csv": t.warningRows(),
	} {
		if rows == nil {
			continue // not asked for
		}
		data, err := csvOf(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files[name] = data
	}
	var all []chart.Picture
	for _, lang := range langs {
		t.lang = lang
		for _, f := range t.program.Fits {
			if p, ok := t.picture(f); ok {
				all = append(all, p)
			}
		}
	}
	for _, lang := range langs {
		t.lang = lang
		all = append(all, t.priors()...)
	}
	return files, drawInto(files, all, formats)
}

// priors are one picture for each pool: what it says of a member's drift or mean, and what is left of that with the member's
// own years.
func (t fits) priors() []chart.Picture {
	var out []chart.Picture
	l := t.lang
	for _, pool := range t.plan.Pools {
		c := chart.Spans{Keys: []chart.ToneKey{{Tone: chart.Up, Text: l.PriorWithOwn()}}, Whisker: l.PriorOfPool()}
		most, which, before, after := 0., "", 0., 0.
		for _, f := range t.program.Fits {
			if f.Pool == nil || t.indicator(f.Indicator).Pool != pool.ID {
				continue
			}
			prior, post := f.Pool.DriftPrior(), f.Fit.Posterior.Describe()[0]
			c.Zero = f.Pool.Mean
			c.XLabel = l.PriorAxis(l.NumberName(post.Param), t.indicator(f.Indicator).Unit)
			c.Rows = append(c.Rows, chart.SpanRow{Label: t.title(f.Indicator), Bars: []chart.Span{{From: post.P10, To: post.P90, Tone: chart.Up}},
				Lo: prior.Quantile(.1), Hi: prior.Quantile(.9), Text: l.Percent(f.Fit.OwnWeight, 0)})
			if d := math.Abs(post.P50 - f.Pool.Mean); d >= most {
				most, which, before, after = d, t.title(f.Indicator), f.Pool.Mean, post.P50
			}
		}
		if len(c.Rows) > 0 {
			out = append(out, chart.Picture{Name: "prior-" + pool.ID, Lang: l, Chart: c, Title: l.TitlePrior(which, words.Rounded(before, 2), words.Rounded(after, 2)),
				Subtitle: l.PriorSubtitle(t.title(pool.ID)), Caption: chart.Caption{AsOf: l.Month(t.plan.AsOf.Year(), int(t.plan.AsOf.Month())), Notes: []string{l.PriorNote()}}})
		}
	}
	return out
}

func (t fits) parameterRows() [][]string {
	rows := [][]string{{"indicator", "law", "points", "first_year", "last_year", "parameter", "mean", "sd", "p10", "p50", "p90", "own_weight",
		"rule", "pool", "panel_mean", "panel_se", "between", "within", "kappa"}}
	for _, f := range t.program.Fits {
		pool := []string{"", "", "", "", "", ""}
		if p := f.Pool; p != nil {
			pool = []string{t.indicator(f.Indicator).Pool, num(p.Mean), num(p.SE), num(p.Between), num(p.Within), num(p.Kappa)}
		}
		first, last := "", ""
		if y := f.Fit.Years; len(y) > 0 {
			first, last = strconv.Itoa(y[0]), strconv.Itoa(y[len(y)-1])
		}
		for _, m := range f.Fit.Posterior.Describe() {
			rows = append(rows, append([]string{f.Indicator, f.Fit.Law, strconv.Itoa(f.Fit.N), first, last, m.Param, num(m.Mean), num(m.SD), num(m.P10),
				num(m.P50), num(m.P90), num(f.Fit.OwnWeight), f.Fit.Rule}, pool...))
		}
	}
	return rows
}

// dataRows are the observations as the fits saw them.
func (t fits) dataRows() [][]string {
	rows := [][]string{{"indicator", "year", "value", "used", "published", "vintage", "source", "source_grade"}}
	for _, f := range t.program.Fits {
		for _, p := range f.History.Points {
			rows = append(rows, []string{f.Indicator, strconv.Itoa(p.Year), num(p.Value), strconv.FormatBool(used(f, p.Year)), p.Published.String(), p.Vintage, p.Source, p.Grade})
		}
	}
	return rows
}

// used reports whether a fit may use a year.
func used(f program.Fitted, year int) bool {
	return year >= f.History.From && !slices.Contains(f.History.Skip, year)
}

// predictiveYears is how far ahead the predictive distributions are written.
const predictiveYears = 5

var predictiveQuantiles = []float64{.025, .1, .25, .5, .75, .9, .975}

func (t fits) predictiveRows() [][]string {
	rows := [][]string{{"indicator", "from", "year", "p025", "p10", "p25", "p50", "p75", "p90", "p975"}}
	for _, f := range t.program.Fits {
		from, years := t.predicted(f)
		for _, y := range years {
			row := []string{f.Indicator, strconv.Itoa(from), strconv.Itoa(y.Year)}
			for _, v := range []float64{y.P025, y.P10, y.P25, y.P50, y.P75, y.P90, y.P975} {
				row = append(row, num(v))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// predicted are the quantiles of a fit in the indicator's own unit, for the years after its last usable observation;
// none for laws without a predictive distribution in closed form.
func (t fits) predicted(f program.Fitted) (from int, years []chart.FanYear) {
	for _, p := range f.History.Points {
		if used(f, p.Year) {
			from = p.Year
		}
	}
	for ahead := 1; ahead <= predictiveYears; ahead++ {
		law, err := f.Fit.Predictive(ahead)
		if err != nil {
			return from, nil
		}
		var q [7]float64
		for i, p := range predictiveQuantiles {
			q[i] = t.back(f, law, p)
		}
		years = append(years, chart.FanYear{Year: from + ahead, P025: q[0], P10: q[1], P25: q[2], P50: q[3], P75: q[4], P90: q[5], P975: q[6]})
	}
	return from, years
}

// back takes a quantile from the scale on which the law moves to the indicator's unit.
func (t fits) back(f program.Fitted, law calibrate.Predictive, p float64) float64 {
	x := law.Quantile(p)
	switch f.Fit.Law {
	case "log_random_walk", "damped_growth":
		return math.Exp(x)
	case "logit_random_walk":
		ceiling := 1.
		if q, ok := t.indicator(f.Indicator).Parameters["ceiling"]; ok && q.Dist != nil {
			ceiling = q.Dist.Quantile(.5)
		}
		return ceiling / (1 + math.Exp(-x))
	}
	return x
}

func (t fits) candidateRows() [][]string {
	rows := [][]string{{"indicator", "forecaster", "forecasts", "years", "crps", "log_score", "interval_score", "coverage_80", "coverage_80_lo", "coverage_80_hi"}}
	if t.past == nil {
		return rows
	}
	for _, f := range t.program.Fits {
		for _, m := range append(models(), candidatesOf(t.past)...) {
			if c, ok := t.past.Cell(m, "", 0, one(f.Indicator)); ok {
				v := c.Coverage[80]
				rows = append(rows, []string{f.Indicator, m, strconv.Itoa(c.N), strconv.Itoa(c.Years), num(c.CRPS), num(c.Log), num(c.Interval), num(v.Value), num(v.Lo), num(v.Hi)})
			}
		}
	}
	return rows
}

func (t fits) warningRows() [][]string {
	rows := [][]string{{"code", "about", "sentence"}}
	for _, w := range t.all() {
		rows = append(rows, []string{w.Code, w.About, words.Sentence(t.lang, w)})
	}
	return rows
}

// picture is the history of a fit and what the law alone says of the next years: without levers, shocks or factors.
func (t fits) picture(f program.Fitted) (chart.Picture, bool) {
	from, years := t.predicted(f)
	if len(years) == 0 {
		return chart.Picture{}, false
	}
	l, c := t.lang, chart.Fan{Years: years}
	asOf := t.plan.AsOf
	start := time.Date(asOf.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	c.AsOf, c.AsOfText = float64(asOf.Year())+asOf.Sub(start).Hours()/24/365.25, l.Month(asOf.Year(), int(asOf.Month()))
	var piece []chart.Sample
	last := 0
	for _, p := range f.History.Points {
		if !used(f, p.Year) || p.Year > from {
			continue
		}
		if last > 0 && (p.Year > last+1 || slices.ContainsFunc(f.History.Breaks, func(y int) bool { return y > last && y <= p.Year })) {
			c.History, piece = append(c.History, piece), nil
		}
		piece, last = append(piece, chart.Sample{Year: p.Year, Value: p.Value}), p.Year
	}
	c.History = append(c.History, piece)
	caption := chart.Caption{AsOf: c.AsOfText, Notes: []string{l.FitNote()}}
	for _, w := range f.Fit.Warnings {
		caption.Warnings = append(caption.Warnings, words.Warning{Code: w.Code, About: t.title(f.Indicator), Values: w.Values})
	}
	end := years[len(years)-1]
	unit := l.UnitText(t.indicator(f.Indicator).Unit)
	return chart.Picture{Name: "fit-" + f.Indicator, Lang: l, Chart: c, Caption: caption,
		Title:    l.TitleFit(t.title(f.Indicator), words.Rounded(end.P10, 2), words.Rounded(end.P90, 2), end.Year),
		Subtitle: l.FitSubtitle(l.LawName(f.Fit.Law), f.Fit.N, unit)}, true
}
