package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tone is what a bar stands for.
type Tone uint8

const (
	Level Tone = iota // a level, not a change
	Up
	Down
	LowEnd  // an assumption at its 10 % quantile
	HighEnd // at its 90 % quantile
	Rest    // all that has no row of its own
	tones
)

func (s *Style) tone(t Tone) color.Color {
	return [tones]color.NRGBA{Level: s.tint(s.Soft, .55), Up: s.tint(s.Main, .75), Down: s.tint(s.Mark, .75), LowEnd: s.tint(s.Judged, .8), HighEnd: s.tint(s.Main, .75), Rest: s.tint(s.Soft, .2)}[t]
}

// Span is one bar, from one value to another.
type Span struct {
	From, To float64
	Tone     Tone
}

// SpanRow is a row with its bars, and the whisker of their error where there is one.
type SpanRow struct {
	Label  string
	Bars   []Span
	Lo, Hi float64 // whisker; equal: none
	Text   string  // beside the row
}

// ToneKey says in the legend what a tone means.
type ToneKey struct {
	Tone Tone
	Text string
}

// Spans shows rows of bars between two values on one scale: differences about 0, the credit of changes from one level to
// another, how far each assumption moves an answer.
type Spans struct {
	Rows    []SpanRow
	Zero    float64 // where the reference line stands
	Joined  bool    // a thin line leads from the end of each row's last bar to the next row
	XLabel  string
	Keys    []ToneKey
	Whisker string // what whiskers mean, in the legend; "" when there are none
}

func (c Spans) check() error {
	if len(c.Rows) == 0 {
		return errors.New("no rows to draw")
	}
	for _, r := range c.Rows {
		for _, s := range r.Bars {
			if s.Tone >= tones {
				return fmt.Errorf("%s: no tone %d", r.Label, s.Tone)
			}
			if err := finite(r.Label, s.From, s.To); err != nil {
				return err
			}
		}
		if err := finite(r.Label, r.Lo, r.Hi); err != nil {
			return err
		}
		if r.Lo > r.Hi {
			return fmt.Errorf("%s: its error runs from %v down to %v", r.Label, r.Lo, r.Hi)
		}
	}
	return finite("reference", c.Zero)
}

// spanLine is where a row goes.
type spanLine struct {
	row    *SpanRow
	label  []string
	middle vg.Length // below the top
}

const spanLabelShare = .42 // of the width, at most, for the rows' names

func (c Spans) labelWidth(b *brush, width vg.Length) vg.Length {
	w := vg.Length(0)
	for _, r := range c.Rows {
		w = max(w, b.width(r.Label, b.TextSize))
	}
	return min(w, width*spanLabelShare) + 10
}

func (c Spans) textWidth(b *brush) vg.Length {
	w := vg.Length(0)
	for _, r := range c.Rows {
		w = max(w, b.width(r.Text, b.TextSize))
	}
	return w + 14
}

func (c Spans) lines(b *brush, width vg.Length) ([]spanLine, vg.Length) {
	var out []spanLine
	y := vg.Length(2)
	for i := range c.Rows {
		label := b.balanced(c.Rows[i].Label, b.TextSize, c.labelWidth(b, width)-10)
		h := max(blockHeight(len(label), b.TextSize), 2*barHalf) + padRow
		out = append(out, spanLine{&c.Rows[i], label, y + h/2})
		y += h
	}
	return out, y
}

func (c Spans) keys(b *brush) []key {
	var out []key
	for _, k := range c.Keys {
		out = append(out, key{func(r vg.Rectangle) {
			y := (r.Min.Y + r.Max.Y) / 2
			b.rect(box(r.Min.X, y-barHalf*.8, r.Max.X, y+barHalf*.8), b.tone(k.Tone))
		}, k.Text})
	}
	if c.Whisker != "" {
		out = append(out, key{func(r vg.Rectangle) { b.whisker(r.Min.X+2, r.Max.X-2, (r.Min.Y+r.Max.Y)/2, 3, b.errorStroke()) }, c.Whisker})
	}
	return out
}

func (c Spans) height(b *brush, width vg.Length) vg.Length {
	_, rows := c.lines(b, width)
	return b.legend(c.keys(b), 0, 0, width, true) + rows + axisBottom + 4
}

func (c Spans) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - 4
	lines, natural := c.lines(b, width)
	stretch := (top - area.Min.Y - axisBottom) / natural
	x := noExtent()
	x.add(c.Zero)
	for _, r := range c.Rows {
		for _, s := range r.Bars {
			x.add(s.From, s.To)
		}
		if r.Hi > r.Lo {
			x.add(r.Lo, r.Hi)
		}
	}
	x = x.padded(.04)
	p := b.axes(x, extent{0, float64(natural)}, ticks(x, 7), nil, c.XLabel)
	p.HideY()
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, _ := p.Transforms(&canvas)
		for _, t := range ticks(x, 7) {
			b.line(stroke{color: b.Rule, width: .6}, vg.Point{X: px(t.Value), Y: canvas.Min.Y}, vg.Point{X: px(t.Value), Y: canvas.Max.Y})
		}
		b.line(stroke{color: b.Soft, width: .9}, vg.Point{X: px(c.Zero), Y: canvas.Min.Y}, vg.Point{X: px(c.Zero), Y: canvas.Max.Y})
		var from vg.Point // the end of the row above
		for i, l := range lines {
			y := canvas.Max.Y - l.middle*stretch
			if n := len(l.row.Bars); c.Joined && n > 0 {
				if i > 0 {
					b.line(stroke{color: b.Soft, width: .6}, from, vg.Point{X: from.X, Y: y})
				}
				from = vg.Point{X: px(l.row.Bars[n-1].To), Y: y}
			}
		}
		for _, l := range lines {
			y := canvas.Max.Y - l.middle*stretch
			b.write(vg.Point{X: area.Min.X, Y: y}, leftMiddle, b.TextSize, b.Text, l.label...)
			for _, s := range l.row.Bars {
				b.rect(box(px(math.Min(s.From, s.To)), y-barHalf, px(math.Max(s.From, s.To)), y+barHalf), b.tone(s.Tone))
			}
			if l.row.Hi > l.row.Lo {
				b.whisker(px(l.row.Lo), px(l.row.Hi), y, barHalf-1, b.errorStroke())
			}
			b.write(vg.Point{X: area.Max.X, Y: y}, rightMiddle, b.TextSize, b.Text, l.row.Text)
		}
	}))
	b.show(p, box(area.Min.X+c.labelWidth(b, width), area.Min.Y, area.Max.X-c.textWidth(b), top))
}
