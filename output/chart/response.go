package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Response shows how an answer follows one assumption, the level that is sought, and where it is reached.
type Response struct {
	X, Y    []float64 // places tried, ascending, and the answers there
	YShare  bool      // answers are shares, drawn as percentages
	YLabel  string
	XLabel  string
	Level   float64
	LevelAt string // text at the line of the level
	Now     float64
	NowAt   string  // text at the place where the plan stands; "" for none
	Found   float64 // place that reaches the level
	FoundAt string  // text there; "" when none does
}

func (c Response) check() error {
	if len(c.X) < 2 || len(c.X) != len(c.Y) {
		return fmt.Errorf("%d places and %d answers", len(c.X), len(c.Y))
	}
	for i := range c.X[1:] {
		if c.X[i+1] < c.X[i] {
			return errors.New("the places are not in ascending order")
		}
	}
	if c.YShare {
		if err := shares("answers", c.Y...); err != nil {
			return err
		}
	}
	return errors.Join(finite("places", c.X...), finite("answers", c.Y...), finite("marks", c.Level, c.Now, c.Found))
}

func (c Response) height(*brush, vg.Length) vg.Length { return headRoom + plotHeight }

func (c Response) draw(b *brush, area vg.Rectangle) {
	x := noExtent()
	x.add(c.X...)
	y := extent{0, 0}
	y.add(c.Y...)
	y.add(c.Level)
	by := step(y, 5)
	for y.hi < c.Level+by/2 {
		y.hi += by / 2
	}
	marks := ticks(y, 5)
	if c.YShare {
		y.hi = min(1, y.hi)
		marks = inPercent(ticks(extent{0, 100 * y.hi}, 5))
	}
	top := area.Max.Y - headRoom
	b.write(vg.Point{X: area.Min.X, Y: top + 5}, leftBottom, b.SmallSize, b.Soft, c.YLabel)
	p := b.axes(x, y, ticks(x, 6), marks, c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		level := py(c.Level)
		b.line(stroke{color: b.Mark, width: 1, dash: []vg.Length{4, 2}}, vg.Point{X: canvas.Min.X, Y: level}, vg.Point{X: canvas.Max.X, Y: level})
		var line []vg.Point
		for i := range c.X {
			line = append(line, vg.Point{X: px(c.X[i]), Y: py(c.Y[i])})
		}
		b.line(stroke{color: b.Main, width: 1.8}, line...)
		b.label(vg.Point{X: canvas.Min.X + 4, Y: level + 4}, leftBottom, b.SmallSize, b.Mark, c.LevelAt)
		mark := func(at, other float64, text string, s stroke, height vg.Length) {
			if text == "" || at < c.X[0] || at > c.X[len(c.X)-1] {
				return
			}
			b.line(s, vg.Point{X: px(at), Y: canvas.Min.Y}, vg.Point{X: px(at), Y: canvas.Max.Y})
			place, a := vg.Point{X: px(at) + 4, Y: canvas.Min.Y + height}, leftBottom
			room := b.width(text, b.SmallSize) + 6
			if px(at)+room > canvas.Max.X || other > at && px(at)-room > canvas.Min.X { // away from the other mark
				place.X, a = px(at)-4, rightBottom
			}
			b.label(place, a, b.SmallSize, b.Text, text)
		}
		mark(c.Now, c.Found, c.NowAt, stroke{color: b.Soft, width: .8, dash: []vg.Length{2, 2}}, 4)
		mark(c.Found, c.Now, c.FoundAt, stroke{color: b.Text, width: 1.1}, 4+1.6*b.SmallSize)
		if c.FoundAt != "" {
			b.dot(vg.Point{X: px(c.Found), Y: level}, 3.4, b.Text)
		}
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}
