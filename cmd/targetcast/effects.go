package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"targetcast/model/plan"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// futuresOfAnOrder are those on which one order of the inputs is tried: so few that all orders together take about as long as
// the indices.
func (o *explainOptions) futuresOfAnOrder() int { return max(1, o.draws/8) }

// shown are the inputs that tables and pictures show: the first by total index, and all that depend on others, because their
// total index may be small only for the others' sake.
func (e *explained) shown() []search.Index {
	var out []search.Index
	for k, i := range e.Indices {
		if k < e.o.top || slices.ContainsFunc(e.Dependent, func(d search.Input) bool { return d.Key == i.Key }) {
			out = append(out, i)
		}
	}
	return out
}

// shareOut finds the Shapley effects of what is shown.
func (e *explained) shareOut(ctx context.Context, p *plan.Plan, tell func(done, total int)) error {
	if e.o.orders == 0 || !(e.Variance > 0) {
		return nil
	}
	var named []search.Input
	for _, i := range e.shown() {
		named = append(named, i.Input)
	}
	o := e.o.simulation(tell)
	o.Draws = e.o.futuresOfAnOrder()
	var err error
	e.effects, err = search.Effects(ctx, p, e.base, e.question.Question, named, e.o.orders, o)
	slices.SortStableFunc(e.effects, func(a, b search.Effect) int { return cmp.Compare(b.Share, a.Share) })
	return err
}

// effectCells are the effect of an input with its error, as cells of a table; none where it was not sought.
func (e *explained) effectCells(lang words.Lang, key string) []string {
	for _, f := range e.effects {
		if f.Key == key {
			return []string{lang.Percent(f.Share, 1), lang.ChangeError((f.Hi-f.Lo)/2, true)}
		}
	}
	return nil
}

// effectNote says what an effect is and which inputs depend on each other.
func (e *explained) effectNote(lang words.Lang) string {
	var titles []string
	for _, d := range e.Dependent {
		titles = append(titles, e.l.keyTitle(lang, d.Key))
	}
	return lang.EffectNote(titles)
}

func (e *explained) effectsCSV() []byte {
	b := newLines("target", "set", "question", "input", "kind", "depends", "shapley_effect", "standard_error", "low", "high", "orders", "draws_of_an_order")
	for _, f := range e.effects {
		key, kind := f.Key, kindNames[f.Kind]
		if key == "" {
			key, kind = "all others", ""
		}
		depends := slices.ContainsFunc(e.Dependent, func(d search.Input) bool { return d.Key == f.Key })
		b.add(e.question.targetID(), e.question.set, e.question.kind(), key, kind, strconv.FormatBool(depends),
			result.Number(f.Share), result.Number(f.SE), result.Number(f.Lo), result.Number(f.Hi), strconv.Itoa(2*e.o.orders), strconv.Itoa(e.o.futuresOfAnOrder()))
	}
	return b.bytes()
}

// shares is the picture of Shapley effects, the largest first and all other inputs last.
func (e *explained) shares(lang words.Lang) chart.Picture {
	c := chart.Spans{XLabel: lang.AxisTotal(), Whisker: lang.OrdersInterval(), Keys: e.kindKeys(lang)}
	var first, others *chart.SpanRow
	for _, f := range e.effects {
		row := chart.SpanRow{Label: e.l.keyTitle(lang, f.Key), Bars: []chart.Span{{To: 100 * f.Share, Tone: kindTones[f.Kind]}},
			Lo: 100 * f.Lo, Hi: 100 * f.Hi, Text: lang.Percent(f.Share, 0)}
		if f.Key == "" {
			row.Label, row.Bars[0].Tone = lang.OtherInputs(), chart.Rest
			others = &row
			continue
		}
		if first == nil {
			first = &row
		}
		c.Rows = append(c.Rows, row)
	}
	if others != nil {
		c.Rows = append(c.Rows, *others)
	}
	return chart.Picture{Name: "effects", Chart: c, Title: lang.TitleEffects(first.Label, first.Text, e.question.title(lang)),
		Subtitle: lang.SubtitleEffects(), Caption: chart.Caption{Notes: []string{e.effectNote(lang)}, Futures: 2 * e.o.orders * e.o.futuresOfAnOrder()}}
}
