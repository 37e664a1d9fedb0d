package chart

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/words"
)

// Curve is the chance, by value, that the quantity reaches it.
type Curve struct {
	Name string
	X    []float64 // values, ascending
	P    []float64 // chance of X or more (or less, as the subtitle says); shares
}

// Exceedance shows how likely each value is to be reached, and where the target stands on the curve.
type Exceedance struct {
	Curves        []Curve
	Threshold     float64 // NaN: none
	ThresholdText string
	Stated        words.Stated // likelihood at the threshold, of the first curve
	XLabel        string       // the quantity with its unit
}

func (c Exceedance) check() error {
	if len(c.Curves) == 0 || len(c.Curves) > MostSeries {
		return fmt.Errorf("%d curves: draw 1 to %d", len(c.Curves), MostSeries)
	}
	if math.IsInf(c.Threshold, 0) {
		return errors.New("the threshold is infinite")
	}
	for _, k := range c.Curves {
		if len(k.X) < 2 || len(k.X) != len(k.P) {
			return fmt.Errorf("curve %s: %d values and %d chances", k.Name, len(k.X), len(k.P))
		}
		if err := errors.Join(finite("curve "+k.Name, k.X...), shares("curve "+k.Name, k.P...)); err != nil {
			return err
		}
		for i := range k.X[1:] {
			if k.X[i+1] < k.X[i] {
				return fmt.Errorf("curve %s: values fall", k.Name)
			}
		}
	}
	return nil
}

func (c Exceedance) stated() []words.Stated {
	if math.IsNaN(c.Threshold) {
		return nil
	}
	return []words.Stated{c.Stated}
}

func (c Exceedance) keys(b *brush) []key {
	if len(c.Curves) < 2 {
		return nil
	}
	var keys []key
	for i, k := range c.Curves {
		keys = append(keys, key{func(r vg.Rectangle) {
			y := (r.Min.Y + r.Max.Y) / 2
			b.line(b.curveStroke(i), vg.Point{X: r.Min.X, Y: y}, vg.Point{X: r.Max.X, Y: y})
		}, k.Name})
	}
	return keys
}

// dashes tell curves apart without colour.
var dashes = [][]vg.Length{nil, {6, 2}, {2, 2}, {7, 2, 2, 2}}

func (s *Style) curveStroke(i int) stroke {
	return stroke{color: s.Series[i], width: 1.6, dash: dashes[i%len(dashes)]}
}

func (c Exceedance) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + plotHeight
}

func (c Exceedance) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	x := noExtent()
	for _, k := range c.Curves {
		x.add(k.X...)
	}
	x.add(c.Threshold)
	x = x.padded(.02)
	p := b.axes(x, extent{0, 1}, ticks(x, 6), percentTicks(), c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		for i, k := range c.Curves {
			var points []vg.Point
			for n := range k.X {
				points = append(points, vg.Point{X: px(k.X[n]), Y: py(k.P[n])})
			}
			b.line(b.curveStroke(i), points...)
		}
		if !math.IsNaN(c.Threshold) {
			c.cross(b, px, py, canvas.Rectangle, area)
		}
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}

// cross marks the threshold and, where it may be read as a number, the likelihood of the first curve there.
func (c Exceedance) cross(b *brush, px, py func(float64) vg.Length, data, area vg.Rectangle) {
	x := px(c.Threshold)
	b.line(b.targetStroke(), vg.Point{X: x, Y: data.Min.Y}, vg.Point{X: x, Y: data.Max.Y + 2})
	text := b.lang.Say(words.Threshold, c.ThresholdText) + b.colon() + c.Stated.Short(b.lang)
	half := b.width(text, b.SmallSize) / 2
	b.write(vg.Point{X: max(area.Min.X+half, min(x, area.Max.X-half)), Y: data.Max.Y + 5}, centreBottom, b.SmallSize, b.Mark, text)
	switch s := c.Stated; s.Form {
	case words.Point:
		y := py(s.P)
		b.line(b.targetStroke(), vg.Point{X: data.Min.X, Y: y}, vg.Point{X: x, Y: y})
		b.diamond(vg.Point{X: x, Y: y}, 3.6, b.Mark)
	case words.Band, words.Judged:
		r := box(x-2.5, py(s.Lo), x+2.5, py(s.Hi))
		b.hatch(r, 3, stroke{color: b.Mark, width: .7})
		b.frame(stroke{color: b.Mark, width: .8}, r)
	}
}
