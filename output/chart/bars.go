package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/words"
)

// Bar is the likelihood of one target. Shares from 0 to 1.
type Bar struct {
	Label  string
	Stated words.Stated
	Error  float64 // half-width of the 95 % simulation error of a point; 0: none is drawn
	// Lo and Hi are the 80 % range of the likelihood over unknown parameters; equal: none is drawn.
	Lo, Hi float64
	Grade  string // evidence grade, printed beside a point
}

// LikelihoodBars shows how likely each target is: what has base data first, then thin data, then what is judged
// without a base, each under its own heading, so that a judged band never stands beside a measured point unmarked.
type LikelihoodBars struct{ Bars []Bar }

func (c LikelihoodBars) check() error {
	if len(c.Bars) == 0 {
		return errors.New("no targets to draw")
	}
	for _, b := range c.Bars {
		if err := shares("likelihood of "+b.Label, b.Stated.P, b.Stated.Lo, b.Stated.Hi, b.Error, b.Lo, b.Hi); err != nil {
			return err
		}
		if b.Lo > b.Hi {
			return fmt.Errorf("likelihood of %s: its range runs from %v down to %v", b.Label, b.Lo, b.Hi)
		}
	}
	return nil
}

func (c LikelihoodBars) stated() []words.Stated {
	var out []words.Stated
	for _, b := range c.Bars {
		out = append(out, b.Stated)
	}
	return out
}

// barRow is a heading (no bar) or a bar, with its distance from the top of the rows.
type barRow struct {
	heading string
	bar     *Bar
	label   []string
	middle  vg.Length
}

const (
	labelShare           = 0.36 // of the width, at most, for the targets' names
	valueWidth vg.Length = 58
	scaleTop   vg.Length = 27 // room for the word scale
	axisBottom vg.Length = 30
	barHalf    vg.Length = 4.6
	padRow     vg.Length = 7
	headingGap vg.Length = 6
)

func (c LikelihoodBars) labelWidth(b *brush, width vg.Length) vg.Length {
	w := vg.Length(0)
	for _, bar := range c.Bars {
		w = max(w, b.width(bar.Label, b.TextSize))
	}
	return min(w, width*labelShare) + 8
}

// rows lays the bars out under their headings and gives the height of all.
func (c LikelihoodBars) rows(b *brush, width vg.Length) ([]barRow, vg.Length) {
	groups := [3][]*Bar{}
	for i := range c.Bars {
		g := 0
		switch c.Bars[i].Stated.Form {
		case words.Band:
			g = 1
		case words.Judged, words.None:
			g = 2
		}
		groups[g] = append(groups[g], &c.Bars[i])
	}
	headings := [3]words.Phrase{words.MeasuredData, words.ThinData, words.NoBase}
	labels := c.labelWidth(b, width) - 8
	var rows []barRow
	y := vg.Length(2)
	for g, bars := range groups {
		if len(bars) == 0 {
			continue
		}
		if g > 0 || len(bars) < len(c.Bars) {
			y += headingGap
			rows = append(rows, barRow{heading: words.Capital(b.lang.Say(headings[g])), middle: y + b.SmallSize/2})
			y += b.SmallSize + 3
		}
		for _, bar := range bars {
			label := b.balanced(bar.Label, b.TextSize, labels)
			h := max(blockHeight(len(label), b.TextSize), 2*barHalf) + padRow
			rows = append(rows, barRow{bar: bar, label: label, middle: y + h/2})
			y += h
		}
	}
	return rows, y
}

func (c LikelihoodBars) keys(b *brush) []key {
	var point, errors, ranges, judged bool
	for _, bar := range c.Bars {
		point = point || bar.Stated.Form == words.Point
		errors = errors || bar.Error > 0
		ranges = ranges || bar.Hi > bar.Lo
		judged = judged || bar.Stated.Form == words.Judged || bar.Stated.Form == words.None
	}
	var keys []key
	middle := func(r vg.Rectangle) vg.Length { return (r.Min.Y + r.Max.Y) / 2 }
	if point {
		keys = append(keys, key{func(r vg.Rectangle) {
			b.bar(box(r.Min.X, middle(r)-barHalf*.8, r.Max.X-3, middle(r)+barHalf*.8))
			b.dot(vg.Point{X: r.Max.X - 3, Y: middle(r)}, 2.4, b.Text)
		}, b.lang.Say(words.Likelihood)})
	}
	if errors {
		keys = append(keys, key{func(r vg.Rectangle) { b.whisker(r.Min.X+2, r.Max.X-2, middle(r), 3, b.errorStroke()) },
			b.lang.Say(words.SimulationError95)})
	}
	if ranges {
		keys = append(keys, key{func(r vg.Rectangle) { b.parameterRange(r.Min.X, r.Max.X, middle(r)) }, b.lang.Say(words.ParameterRange)})
	}
	if judged {
		keys = append(keys, key{func(r vg.Rectangle) { b.judged(r) }, b.lang.Say(words.NoBase)})
	}
	return keys
}

func (c LikelihoodBars) height(b *brush, width vg.Length) vg.Length {
	_, rows := c.rows(b, width)
	return b.legend(c.keys(b), 0, 0, width, true) + scaleTop + rows + axisBottom
}

func (c LikelihoodBars) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false)
	rows, natural := c.rows(b, width)
	stretch := (top - scaleTop - area.Min.Y - axisBottom) / natural
	left := area.Min.X + c.labelWidth(b, width)
	p := b.axes(extent{0, 1}, extent{0, float64(natural)}, percentTicks(), nil, b.lang.Say(words.LikelihoodAxis))
	p.HideY()
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		x, _ := p.Transforms(&canvas)
		b.wordScale(x, canvas.Rectangle)
		for _, r := range rows {
			y := canvas.Max.Y - r.middle*stretch
			if r.bar == nil {
				b.line(stroke{color: b.Rule, width: .6}, vg.Point{X: area.Min.X, Y: y + b.SmallSize/2 + 4}, vg.Point{X: area.Max.X, Y: y + b.SmallSize/2 + 4})
				b.label(vg.Point{X: area.Min.X, Y: y}, leftMiddle, b.SmallSize, b.Main, r.heading)
				continue
			}
			b.write(vg.Point{X: area.Min.X, Y: y}, leftMiddle, b.TextSize, b.Text, r.label...)
			b.likelihood(*r.bar, x, y)
			b.value(*r.bar, vg.Point{X: canvas.Max.X + 12, Y: y})
		}
	}))
	b.show(p, box(left, area.Min.Y, area.Max.X-valueWidth, top-scaleTop))
}

func (s *Style) errorStroke() stroke { return stroke{color: s.Text, width: .9} }

func (b *brush) bar(r vg.Rectangle) { b.rect(r, b.tint(b.Light, .65)) }

func (b *brush) parameterRange(x0, x1, y vg.Length) {
	b.rect(box(x0, y-1.6, x1, y+1.6), b.tint(b.Main, .75))
}

// judged is the hatched band of what has no base data.
func (b *brush) judged(r vg.Rectangle) {
	b.rect(r, b.tint(b.Judged, .18))
	b.hatch(r, 4, stroke{color: b.tint(b.Mark, .8), width: .7})
	b.frame(stroke{color: b.Mark, width: .6}, r)
}

// wordScale shades the zones of the IPCC's words and names them above.
func (b *brush) wordScale(x func(float64) vg.Length, data vg.Rectangle) {
	for i, m := range words.Scale {
		x0, x1 := x(m.Lo), x(m.Hi)
		if i%2 == 0 {
			b.rect(box(x0, data.Min.Y, x1, data.Max.Y), b.Shade)
		}
		at, a := vg.Point{X: (x0 + x1) / 2, Y: data.Max.Y + 4}, centreBottom
		// The outer zones are narrower than their words, which therefore reach outward.
		switch i {
		case 0:
			at.X, a = x1-4, rightBottom
		case len(words.Scale) - 1:
			at.X, a = x0, leftBottom
		}
		b.write(at, a, b.SmallSize, b.Soft, b.balanced(b.lang.Say(m.Word), b.SmallSize, max(x1-x0, 32))...)
	}
}

// likelihood draws one bar at the height y.
func (b *brush) likelihood(bar Bar, x func(float64) vg.Length, y vg.Length) {
	s := bar.Stated
	band := box(x(s.Lo), y-barHalf, x(s.Hi), y+barHalf)
	all := box(x(0), y-barHalf, x(1), y+barHalf)
	middle := vg.Point{X: (all.Min.X + all.Max.X) / 2, Y: y}
	switch s.Form {
	case words.Point:
		b.bar(box(x(0), y-barHalf, x(s.P), y+barHalf))
		if bar.Hi > bar.Lo {
			b.parameterRange(x(bar.Lo), x(bar.Hi), y)
		}
		if bar.Error > 0 {
			b.whisker(x(max(0, s.P-bar.Error)), x(min(1, s.P+bar.Error)), y, barHalf-1, b.errorStroke())
		}
		b.dot(vg.Point{X: x(s.P), Y: y}, 2.4, b.Text)
	case words.Band:
		b.rect(band, b.tint(b.Main, .75))
	case words.Judged:
		b.judged(band)
	case words.WasMet, words.WasMissed:
		b.frame(stroke{color: b.Good, width: .8}, all)
		b.write(middle, centreMiddle, b.SmallSize, b.Good, s.Short(b.lang))
	default:
		b.rect(all, b.Shade)
		b.hatch(all, 5, stroke{color: b.Soft, width: .5})
		b.label(middle, centreMiddle, b.SmallSize, b.Text, s.Short(b.lang))
	}
}

// value prints the likelihood beside its bar, with the grade of its evidence.
func (b *brush) value(bar Bar, at vg.Point) {
	switch bar.Stated.Form {
	case words.Point:
		text := bar.Stated.Short(b.lang)
		b.write(at, leftMiddle, b.TextSize, b.Text, text)
		if bar.Grade != "" {
			b.write(vg.Point{X: at.X + b.width(text, b.TextSize) + 4, Y: at.Y}, leftMiddle, b.SmallSize, b.Soft, bar.Grade)
		}
	case words.Band, words.Judged:
		b.write(at, leftMiddle, b.TextSize, b.Text, bar.Stated.Short(b.lang))
	}
}
