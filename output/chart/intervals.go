package chart

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Interval is an estimate with its interval.
type Interval struct {
	Label  string
	Value  float64
	Lo, Hi float64 // NaN: there is none, and the point is drawn hollow
	Note   string  // beside the row: on how much it rests
	Head   bool    // a label alone, over the rows that belong to it
}

// Intervals shows estimates with their intervals, one below the other, against a value or a range that is asked for.
type Intervals struct {
	Rows         []Interval
	Line         float64 // the value that would be right
	LineText     string
	From, To     float64 // the range that is asked for; equal: none
	RangeText    string
	IntervalText string
	HollowText   string // what a point without an interval means
	Percent      bool   // values are shares and shown as per cent
	XLabel       string
}

func (c Intervals) check() error {
	if len(c.Rows) == 0 {
		return errors.New("no estimates to draw")
	}
	for _, r := range c.Rows {
		if r.Head {
			continue
		}
		if err := interval(r.Label, r.Value, r.Lo, r.Hi); err != nil {
			return err
		}
	}
	return finite("lines", c.Line, c.From, c.To)
}

// interval reports an estimate that cannot be drawn.
func interval(what string, value, lo, hi float64) error {
	if math.IsNaN(lo) && math.IsNaN(hi) {
		return finite(what, value)
	}
	if err := finite(what, value, lo, hi); err != nil {
		return err
	}
	if lo > hi {
		return fmt.Errorf("%s: its interval runs from %v down to %v", what, lo, hi)
	}
	return nil
}

func (c Intervals) keys(b *brush) []key {
	middle := func(r vg.Rectangle) vg.Point { return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2} }
	keys := []key{{func(r vg.Rectangle) {
		b.whisker(r.Min.X, r.Max.X, middle(r).Y, 3, b.errorStroke())
		b.dot(middle(r), 2.4, b.Main)
	}, c.IntervalText}}
	for _, row := range c.Rows {
		if math.IsNaN(row.Lo) && !row.Head {
			keys = append(keys, key{func(r vg.Rectangle) { b.hollow(middle(r)) }, c.HollowText})
			break
		}
	}
	if c.To > c.From {
		keys = append(keys, key{func(r vg.Rectangle) { b.rect(r, b.tint(b.Good, .2)) }, c.RangeText})
	}
	return append(keys, key{func(r vg.Rectangle) {
		b.line(b.targetStroke(), vg.Point{X: r.Min.X, Y: middle(r).Y}, vg.Point{X: r.Max.X, Y: middle(r).Y})
	}, c.LineText})
}

func (b *brush) hollow(at vg.Point) {
	b.dot(at, 2.8, b.Main)
	b.dot(at, 1.7, b.Paper)
}

const intervalRow vg.Length = 15

func (c Intervals) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + intervalRow*vg.Length(len(c.Rows)) + axisBottom
}

func (c Intervals) extent() extent {
	x := noExtent()
	x.add(c.Line)
	if c.To > c.From {
		x.add(c.From, c.To)
	}
	for _, r := range c.Rows {
		if !r.Head {
			x.add(r.Value, r.Lo, r.Hi)
		}
	}
	return x.padded(.04)
}

func (c Intervals) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	labels, notes := vg.Length(0), vg.Length(0)
	for _, r := range c.Rows {
		if !r.Head { // a head may run on over the plot
			labels = max(labels, b.width(r.Label, b.TextSize))
		}
		notes = max(notes, b.width(r.Note, b.SmallSize))
	}
	many := max(3, min(7, int((width-labels-notes-20)/27))) // as many as have room beside long labels
	x, marks := c.extent(), []plot.Tick(nil)
	if marks = ticks(x, many); c.Percent {
		marks = inPercent(ticks(extent{100 * x.lo, 100 * x.hi}, many))
	}
	p := b.axes(x, extent{0, float64(len(c.Rows))}, marks, nil, c.XLabel)
	p.HideY()
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		if c.To > c.From {
			b.rect(box(px(c.From), canvas.Min.Y, px(c.To), canvas.Max.Y), b.tint(b.Good, .2))
		}
		b.line(b.targetStroke(), vg.Point{X: px(c.Line), Y: canvas.Min.Y}, vg.Point{X: px(c.Line), Y: canvas.Max.Y})
		for i, r := range c.Rows {
			y := py(float64(len(c.Rows)-i) - .5)
			if r.Head {
				b.label(vg.Point{X: area.Min.X, Y: y}, leftMiddle, b.TextSize, b.Text, r.Label)
				continue
			}
			b.write(vg.Point{X: area.Min.X, Y: y}, leftMiddle, b.TextSize, b.Text, r.Label)
			b.write(vg.Point{X: area.Max.X, Y: y}, rightMiddle, b.SmallSize, b.Soft, r.Note)
			if math.IsNaN(r.Lo) {
				b.hollow(vg.Point{X: px(r.Value), Y: y})
				continue
			}
			b.whisker(px(r.Lo), px(r.Hi), y, 3, b.errorStroke())
			b.dot(vg.Point{X: px(r.Value), Y: y}, 2.8, b.Main)
		}
	}))
	b.show(p, box(area.Min.X+labels+10, area.Min.Y, area.Max.X-notes-10, top))
}
