package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"targetcast/model/dist"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/output/table"
	"targetcast/output/words"
)

// widening is how wide the forecast of each target's indicator is, and how wide it is without each thing that widens it: one
// left out at a time, on the same futures, so that nothing is widened twice unseen.
type widening struct {
	lang  words.Lang
	names []words.Term // of what is left out, by column after the first
	rows  []widthRow
}

// widthRow is one target: the width of the central 80 % in the indicator's unit and the likelihood, as used and with each thing
// left out.
type widthRow struct {
	target, title, unit string
	year                int
	width, p            []float64
}

// wideningFutures are enough for widths to about one per cent.
const wideningFutures = 1 << 15

// widening simulates the headline and its variants.
func (l *loaded) widening(ctx context.Context, lang words.Lang, seed uint64) (*widening, error) {
	used := l.plans[l.headline]
	unlearnt := used.Clone()
	unlearnt.Learned = nil
	narrow := used.Clone()
	narrow.Learned = map[string]plan.Learned{}
	for id, v := range used.Learned {
		v.Spread = 0
		narrow.Learned[id] = v
	}
	out := &widening{lang: lang, names: []words.Term{words.TermNoParameters, words.TermNoTails, words.TermNoRevisions, words.TermNoMultiplier, words.TermNoPast}}
	var programs []*program.Program
	for i, p := range []*plan.Plan{used, used, normalShocks(used), sureRevisions(used), narrow, unlearnt} {
		pr, err := program.Compile(p, l.scenarios[l.headline].ID, central(l.plan))
		if err != nil {
			return nil, inputError{l.located(err)}
		}
		if i == 1 {
			pr = program.Certain(pr)
		}
		programs = append(programs, pr)
	}
	res, err := simulate.Run(ctx, programs, simulate.Options{Draws: wideningFutures, Seed: seed})
	if err != nil {
		return nil, err
	}
	for k, e := range programs[0].Events {
		if e.Reading != "" || !e.Joint || !programs[0].Facts[e.Target].HasBase {
			continue
		}
		row := widthRow{target: e.Target, year: e.By}
		for _, t := range used.Targets {
			if t.ID == e.Target {
				row.title = text(t.Title).Title(lang, t.ID)
				row.unit = fits{plan: used}.indicator(t.Indicator).Unit
				for _, r := range res.Runs {
					row.p = append(row.p, share(r.Events[k].Counter))
					row.width = append(row.width, widthOf(r, t.Indicator, e.By))
				}
			}
		}
		if len(row.width) > 0 && row.width[0] > 0 {
			out.rows = append(out.rows, row)
		}
	}
	return out, nil
}

// widthOf is the width of the central 80 % of an indicator in a year; NaN where it is not shown.
func widthOf(r simulate.Outcome, indicator string, year int) float64 {
	for _, s := range r.Shown {
		if y := year - s.First; s.Indicator == indicator && y >= 0 && y < len(s.Years) && s.Years[y].Count() > 0 {
			return s.Years[y].Quantile(.9) - s.Years[y].Quantile(.1)
		}
	}
	return math.NaN()
}

// normalShocks is the plan with normal innovations.
func normalShocks(p *plan.Plan) *plan.Plan {
	out := p.Clone()
	for i := range out.Indicators {
		out.Indicators[i].Innovation = plan.Innovation{}
	}
	return out
}

// sureRevisions is the plan with every revision of a level at its mean.
func sureRevisions(p *plan.Plan) *plan.Plan {
	out := p.Clone()
	for i := range out.Indicators {
		ind := &out.Indicators[i]
		if ind.Law != "level_revision" {
			continue
		}
		for _, name := range []string{"mean", "sd"} {
			q, ok := ind.Parameters[name]
			if !ok || q.Dist == nil {
				continue
			}
			at := q.Dist.Quantile(.5)
			if name == "sd" {
				at, q.Scale, q.Add = 0, 1, 0
			}
			if d, err := dist.Constant(at); err == nil {
				q.Dist = d
			}
			ind.Parameters[name] = q
		}
	}
	return out
}

// print writes the widths without each thing as a share of the width as used.
func (t *widening) print(w io.Writer) error {
	l := t.lang
	columns := []table.Column{{Head: words.Capital(l.Say(words.Target)), Flex: true}, {Head: l.Term(words.TermWidth), Right: true}}
	for _, n := range t.names {
		columns = append(columns, table.Column{Head: strings.Replace(l.Term(n), " ", "\n", 1), Right: true})
	}
	var rows [][]string
	for _, r := range t.rows {
		row := []string{r.title, words.Rounded(r.width[0], 3)}
		for _, v := range r.width[1:] {
			row = append(row, words.Number(100*v/r.width[0], 0))
		}
		rows = append(rows, row)
	}
	if _, err := fmt.Fprintln(w, strings.Join(table.Wrap(l.PastWidening(), width(w)), "\n")); err != nil {
		return err
	}
	return table.Print(w, columns, rows, width(w))
}

// csv are all widths and likelihoods.
func (t *widening) csv() [][]string {
	out := [][]string{{"target", "year", "unit", "without", "width_80", "share_of_width", "likelihood"}}
	for _, r := range t.rows {
		for k, name := range []string{"", "parameters", "innovations", "revisions", "multiplier", "past"} {
			out = append(out, []string{r.target, strconv.Itoa(r.year), r.unit, name, num(r.width[k]), num(r.width[k] / r.width[0]), num(r.p[k])})
		}
	}
	return slices.Clip(out)
}
