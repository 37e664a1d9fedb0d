package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Evenness shows where outcomes fell in their predictive distributions, in equal classes from the lowest to the highest:
// even bars mean that spread and centre were right, a hump in the middle too much spread, high ends too little.
type Evenness struct {
	Counts []int
	Even   string // what the line of even height is called
	XLabel string
}

func (c Evenness) check() error {
	if len(c.Counts) < 2 {
		return errors.New("no classes to draw")
	}
	total := 0
	for _, n := range c.Counts {
		if n < 0 {
			return fmt.Errorf("a class holds %d outcomes", n)
		}
		total += n
	}
	if total == 0 {
		return errors.New("no outcomes to draw")
	}
	return nil
}

func (c Evenness) height(*brush, vg.Length) vg.Length { return headRoom + plotHeight*.85 }

func (c Evenness) draw(b *brush, area vg.Rectangle) {
	n, total, y := float64(len(c.Counts)), 0., extent{0, 0}
	for _, k := range c.Counts {
		total += float64(k)
		y.add(float64(k))
	}
	y.hi *= 1.05
	p := b.axes(extent{0, 1}, y, percentTicks(), ticks(y, 5), c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		for i, k := range c.Counts {
			b.rect(box(px(float64(i)/n)+1, py(0), px(float64(i+1)/n)-1, py(float64(k))), b.tint(b.Main, .66))
		}
		at := py(total / n)
		b.line(b.targetStroke(), vg.Point{X: canvas.Min.X, Y: at}, vg.Point{X: canvas.Max.X, Y: at})
		b.label(vg.Point{X: canvas.Max.X - 2, Y: at + 3}, rightBottom, b.SmallSize, b.Mark, c.Even)
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, area.Max.Y-headRoom))
}
