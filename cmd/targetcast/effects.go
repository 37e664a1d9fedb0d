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

// ordersOfKinds are fewer: there are only a few kinds, whose effects are large.
func (o *explainOptions) ordersOfKinds() int { return max(2, o.orders/2) }

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

// shareOut finds the Shapley effects of the kinds of input, and of the inputs that are shown.
func (e *explained) shareOut(ctx context.Context, p *plan.Plan, tell func(done, total int)) error {
	if e.o.orders == 0 || !(e.Variance > 0) {
		return nil
	}
	var kinds, named []search.Input
	for _, i := range e.Split {
		if i != nil {
			kinds = append(kinds, i.Input)
		}
	}
	for _, i := range e.shown() {
		named = append(named, i.Input)
	}
	o := e.o.simulation(func(done, total int) { tell(done, 2*total) })
	o.Draws = e.o.futuresOfAnOrder()
	var err error
	if e.kinds, err = search.Effects(ctx, p, e.base, e.question.Question, kinds, e.o.ordersOfKinds(), o); err != nil {
		return err
	}
	o.Progress = func(done, total int) { tell(total+done, 2*total) }
	e.effects, err = search.Effects(ctx, p, e.base, e.question.Question, named, e.o.orders, o)
	slices.SortStableFunc(e.effects, func(a, b search.Effect) int { return cmp.Compare(b.Share, a.Share) })
	return err
}

// effectCells are the effect of an input with its error, as cells of a table; none where it was not sought.
func (e *explained) effectCells(lang words.Lang, key string) []string {
	for _, f := range e.effects {
		if f.Key == key {
			return effectText(lang, f)
		}
	}
	return nil
}

func effectText(lang words.Lang, f search.Effect) []string {
	return []string{lang.Percent(f.Share, 1), lang.ChangeError((f.Hi-f.Lo)/2, true)}
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
	add := func(key, kind string, f search.Effect, orders int) {
		depends := slices.ContainsFunc(e.Dependent, func(d search.Input) bool { return d.Key == f.Key })
		b.add(e.question.targetID(), e.question.set, e.question.kind(), key, kind, strconv.FormatBool(depends),
			result.Number(f.Share), result.Number(f.SE), result.Number(f.Lo), result.Number(f.Hi), strconv.Itoa(2*orders), strconv.Itoa(e.o.futuresOfAnOrder()))
	}
	for _, f := range e.kinds {
		add("all", kindNames[f.Kind], f, e.o.ordersOfKinds())
	}
	for _, f := range e.effects {
		if f.Key == "" {
			add("all others", "", f, e.o.orders)
			continue
		}
		add(f.Key, kindNames[f.Kind], f, e.o.orders)
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
	return chart.Picture{Name: "effects", Chart: c, Title: lang.TitleEffects(first.Label, first.Text, e.question.title(lang), others != nil),
		Subtitle: lang.SubtitleEffects(), Caption: chart.Caption{Notes: []string{e.effectNote(lang)}, Futures: 2 * e.o.orders * e.o.futuresOfAnOrder()}}
}

// split is the picture of the kinds' Shapley effects.
func (e *explained) split(lang words.Lang) chart.Picture {
	c := chart.Spans{XLabel: lang.AxisTotal(), Whisker: lang.OrdersInterval()}
	largest := e.kinds[0]
	for _, f := range e.kinds {
		if f.Share > largest.Share {
			largest = f
		}
		c.Rows = append(c.Rows, chart.SpanRow{Label: lang.KindOfInput(int(f.Kind)), Bars: []chart.Span{{To: 100 * f.Share, Tone: kindTones[f.Kind]}},
			Lo: 100 * f.Lo, Hi: 100 * f.Hi, Text: lang.Percent(f.Share, 0)})
	}
	return chart.Picture{Name: "split", Chart: c, Title: lang.TitleEffects(lang.KindOfInput(int(largest.Kind)), lang.Percent(largest.Share, 0), e.question.title(lang), false),
		Subtitle: lang.SubtitleEffects(), Caption: chart.Caption{Notes: []string{e.effectNote(lang)}, Futures: 2 * e.o.ordersOfKinds() * e.o.futuresOfAnOrder()}}
}
