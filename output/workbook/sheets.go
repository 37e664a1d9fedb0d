package workbook

import (
	"math"
	"strconv"
	"strings"

	"targetcast/output/result"
	"targetcast/output/words"
)

func (b book) sheets() []sheet {
	return []sheet{b.likelihood(), b.byYear(), b.joint(), b.futures(), b.history(), b.numbers(), b.warnings(), b.about()}
}

func (b book) heads(hs ...words.Heading) []string {
	out := make([]string, len(hs))
	for i, h := range hs {
		out[i] = b.l.Heading(h)
	}
	return out
}

// stated is a likelihood as finely as it may be told: a number only for a point.
func (b book) stated(s words.Stated) cell {
	switch {
	case s.Form == words.Point && s.Beyond == 0:
		return cell{s.P, percent}
	case s.Form == words.Judged:
		return cell{s.Short(b.l), judged}
	case s.Form == words.None:
		return cell{"?", right}
	}
	return cell{s.Short(b.l), right}
}

type key struct{ scenario, target, reading string }

// byPrior are the likelihoods of a target in a scenario, one for each prior.
func (b book) byPrior() map[key][]*result.Likelihood {
	found := map[key][]*result.Likelihood{}
	for i := range b.set.Likelihood {
		k := &b.set.Likelihood[i]
		at := key{k.Scenario, k.Target, k.Reading}
		found[at] = append(found[at], k)
	}
	return found
}

// settled is a target's outcome that was known, or that judgements younger than the as-of date would be needed for.
func settled(t *result.Target) (words.Stated, bool) {
	switch {
	case t.Settled != 0:
		return words.Settled(t.Settled > 0), true
	case t.CannotTell:
		return words.Stated{}, true
	}
	return words.Stated{}, false
}

func (b book) title(t *result.Target) string {
	if t.Reading != "" {
		return "  " + t.Title.Title(b.l, t.Reading)
	}
	return t.Title.Title(b.l, t.ID)
}

func (b book) unit(u string) string {
	if u == "1" {
		return ""
	}
	return b.l.UnitText(u)
}

func (b book) group(id string) string {
	for _, g := range b.set.Plan.Groups {
		if g.ID == id {
			return g.Title.Title(b.l, id)
		}
	}
	return id
}

// scenarios are the titles of all; two with the same are told apart, as no two columns of a table have the same head.
func (b book) scenarios() map[string]string {
	out, seen := map[string]string{}, map[string]bool{}
	for _, s := range b.set.Scenarios {
		title := s.Title.Title(b.l, s.ID)
		if seen[title] {
			title += " (" + s.ID + ")"
		}
		seen[title], out[s.ID] = true, title
	}
	return out
}

func (b book) notes() []string {
	return []string{b.l.Heading(words.SaysGrey), "? " + b.l.Say(words.CannotAssess), b.l.Label(words.LabelGrades), b.l.Heading(words.SaysExact)}
}

var signs = map[string]string{">=": "≥", "<=": "≤", ">": ">", "<": "<"}

func (b book) likelihood() sheet {
	s := sheet{name: b.l.Heading(words.SheetLikelihood), frozen: 3, notes: b.notes(), widths: []float64{6, 20, 56, 4, 12, 13, 7, 7, 12, 8},
		heads: b.heads(words.HeadNumber, words.HeadGroup, words.HeadTarget)}
	s.heads = append(s.heads, " ") // the comparator
	s.heads = append(s.heads, b.heads(words.HeadThreshold, words.HeadUnit, words.HeadBy, words.HeadGrade, words.HeadBase, words.HeadBaseYear)...)
	titles, found := b.scenarios(), b.byPrior()
	for _, sc := range b.set.Scenarios {
		s.heads, s.widths = append(s.heads, titles[sc.ID]), append(s.widths, 13)
	}
	for i := range b.set.Targets {
		t := &b.set.Targets[i]
		n := whole(t.Number)
		if t.Reading != "" {
			n = cell{}
		}
		row := []cell{n, text(b.group(t.Group)), text(b.title(t)), {signs[t.Comparator], right}, num(t.Threshold), text(b.unit(t.Unit)), whole(t.By), text(t.Grade)}
		if t.HasBase {
			row = append(row, num(t.Base), whole(t.BaseYear))
		} else {
			row = append(row, cell{}, cell{})
		}
		for _, sc := range b.set.Scenarios {
			st, known := settled(t)
			of := found[key{sc.ID, t.ID, t.Reading}]
			switch {
			case known:
			case len(of) == 0:
				row = append(row, cell{})
				continue
			default:
				st = words.StatedOf(of[0].Stated, !t.HasBase)
			}
			row = append(row, b.stated(st))
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// byYear is the likelihood of meeting each target in each year, stated in the same way.
func (b book) byYear() sheet {
	s := sheet{name: b.l.Heading(words.SheetByYear), frozen: 2, notes: b.notes(), widths: []float64{44, 24, 7},
		heads: b.heads(words.HeadTarget, words.HeadScenario, words.HeadGrade)}
	first, last := b.set.Plan.Horizon, 0
	for _, k := range b.set.Likelihood {
		for _, y := range k.ByYear {
			first, last = min(first, y.Year), max(last, y.Year)
		}
	}
	for y := first; y <= last; y++ {
		s.heads, s.widths = append(s.heads, strconv.Itoa(y)), append(s.widths, 10)
	}
	titles, found := b.scenarios(), b.byPrior()
	for i := range b.set.Targets {
		t := &b.set.Targets[i]
		if _, known := settled(t); known {
			continue
		}
		for _, sc := range b.set.Scenarios {
			of := found[key{sc.ID, t.ID, t.Reading}]
			if len(of) == 0 {
				continue
			}
			row := []cell{text(b.title(t)), text(titles[sc.ID]), text(t.Grade)}
			for y := first; y <= last; y++ {
				row = append(row, b.inYear(t, of, y))
			}
			s.rows = append(s.rows, row)
		}
	}
	return s
}

// inYear states the likelihood of one year: by the grade, or over the priors.
func (b book) inYear(t *result.Target, of []*result.Likelihood, year int) cell {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, k := range of {
		for _, y := range k.ByYear {
			if y.Year == year {
				lo, hi = min(lo, y.P), max(hi, y.P)
			}
		}
	}
	switch {
	case lo > hi:
		return cell{}
	case t.HasBase:
		return b.stated(words.State(lo, t.Grade))
	}
	return b.stated(words.StateEnvelope(lo, hi))
}

func (b book) joint() sheet {
	s := sheet{name: b.l.Heading(words.SheetJoint), frozen: 1, widths: []float64{28, 24, 14, 6, 12, 12, 10, 14, 14},
		heads: b.heads(words.HeadScenario, words.HeadCounted, words.HeadPrior, words.HeadOf, words.HeadExpected, words.HeadSD, words.HeadAllMet,
			words.HeadIndependent, words.HeadJudged)}
	titles := b.scenarios()
	for _, j := range b.set.Joint {
		name := map[string]string{"observed": b.l.Label(words.LabelObserved), "all": b.l.Label(words.LabelAll)}[j.Set]
		if name == "" {
			name = b.group(j.Set)
		}
		of := cell{}
		if j.Judged {
			of = cell{b.l.Say(words.NoBase), plain}
		}
		s.rows = append(s.rows, []cell{text(titles[j.Scenario]), text(name), text(b.prior(j.Prior)), whole(len(j.Targets)), {rounded(j.Expected, 10), tenths},
			{rounded(j.SD, 10), tenths}, b.share(j.All, j.Judged), b.share(j.Product, j.Judged), of})
	}
	return s
}

func rounded(x, steps float64) float64 { return math.Round(x*steps) / steps }

// share is a probability in whole per cents; what is closer to nothing or to certainty than one is no number.
func (b book) share(p float64, isJudged bool) cell {
	c := cell{rounded(p, 100), percent}
	switch {
	case math.IsNaN(p):
		return cell{}
	case p < .01:
		c = cell{"<" + b.l.Percent(.01, 0), right}
	case p > .99:
		c = cell{">" + b.l.Percent(.99, 0), right}
	}
	if isJudged {
		c.style = map[style]style{percent: judgedPercent, right: judged}[c.style]
	}
	return c
}

func (b book) prior(id string) string {
	for _, p := range b.set.Plan.Priors {
		if p.ID == id {
			return p.Title.Title(b.l, id)
		}
	}
	return id
}

// futures are the quantiles of each indicator.
func (b book) futures() sheet {
	s := sheet{name: b.l.Heading(words.SheetFutures), frozen: 1, widths: []float64{40, 14, 28, 14, 7},
		heads: b.heads(words.HeadIndicator, words.HeadUnit, words.HeadScenario, words.HeadPrior, words.HeadYear)}
	for _, q := range []string{"2.5", "5", "10", "25", "50", "75", "90", "95", "97.5"} {
		s.heads, s.widths = append(s.heads, b.l.Heading(words.HeadQuantile, q)), append(s.widths, 11)
	}
	s.heads, s.widths = append(s.heads, b.l.Heading(words.HeadMean)), append(s.widths, 11)
	titles, indicators := b.scenarios(), map[string]*result.Indicator{}
	for i := range b.set.Indicators {
		indicators[b.set.Indicators[i].ID] = &b.set.Indicators[i]
	}
	for _, q := range b.set.Quantiles {
		name, unit := q.Indicator, ""
		if i := indicators[q.Indicator]; i != nil {
			name, unit = i.Title.Title(b.l, i.ID), b.unit(i.Unit)
		}
		row := []cell{text(name), text(unit), text(titles[q.Scenario]), text(b.prior(q.Prior)), whole(q.Year)}
		for _, x := range []float64{q.P025, q.P05, q.P10, q.P25, q.P50, q.P75, q.P90, q.P95, q.P975, q.Mean} {
			row = append(row, num(x))
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (b book) history() sheet {
	s := sheet{name: b.l.Heading(words.SheetHistory), frozen: 1, widths: []float64{40, 7, 12, 14, 7, 60},
		heads: b.heads(words.HeadIndicator, words.HeadYear, words.HeadValue, words.HeadUnit, words.HeadGrade, words.HeadSource)}
	sources := map[string]string{}
	for _, x := range b.set.Sources {
		sources[x.ID] = result.Text{En: x.TitleEn, Zh: x.Title}.Title(b.l, x.ID)
	}
	for _, i := range b.set.Indicators {
		for _, p := range i.History {
			var from []string
			for _, id := range strings.Fields(p.Source) {
				if title := sources[id]; title != "" {
					id = title
				}
				from = append(from, id)
			}
			s.rows = append(s.rows, []cell{text(i.Title.Title(b.l, i.ID)), whole(p.Year), num(p.Value), text(b.unit(i.Unit)), text(p.Grade), text(strings.Join(from, " "))})
		}
	}
	return s
}

func (b book) numbers() sheet {
	s := sheet{name: b.l.Heading(words.SheetNumbers), frozen: 1, widths: []float64{46, 24, 40, 14, 9, 24, 20, 80},
		heads: b.heads(words.HeadKey, words.HeadScenario, words.HeadValue, words.HeadUnit, words.HeadJudgedIn, words.HeadWhere, words.HeadSource, words.HeadWhy)}
	titles := b.scenarios()
	for _, x := range b.set.Settings {
		value := text(b.l.SettingValue(x.Value))
		if v, err := strconv.ParseFloat(x.Value, 64); err == nil {
			value = num(v)
		}
		s.rows = append(s.rows, []cell{text(x.Key), text(titles[x.Scenario]), value, text(x.Unit), whole(x.Judged), text(x.Origin), text(x.Source), text(x.Why.In(b.l))})
	}
	return s
}

func (b book) warnings() sheet {
	s := sheet{name: b.l.Heading(words.SheetWarnings), widths: []float64{140}, heads: b.heads(words.HeadWarning)}
	for _, w := range b.set.Warnings {
		s.rows = append(s.rows, []cell{{words.Sentence(b.l, words.Warning{Code: w.Code, About: w.About, Values: w.Values}), long}})
	}
	return s
}

func (b book) about() sheet {
	p, m := b.set.Plan, b.set.Manifest
	s := sheet{name: b.l.Heading(words.SheetAbout), widths: []float64{36, 120}, heads: []string{p.Title.Title(b.l, p.ID), b.l.Say(words.AsOf, p.AsOf)}}
	add := func(a, c string) { s.rows = append(s.rows, []cell{{a, long}, {c, long}}) }
	if note := p.Note.In(b.l); note != "" {
		add("", note)
	}
	add(b.l.Heading(words.SheetLikelihood), b.l.Say(words.ErrorKinds))
	titles := b.scenarios()
	for _, sc := range b.set.Scenarios {
		add(titles[sc.ID], sc.Why.In(b.l))
	}
	add(b.l.Heading(words.SaysFutures), words.Number(float64(m.Identity.Draws), 0))
	add(b.l.Heading(words.HeadSeed), strconv.FormatUint(m.Identity.Seed, 10))
	add(b.l.Heading(words.HeadIdentity), m.Hash)
	return s
}
