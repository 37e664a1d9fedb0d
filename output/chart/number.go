package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/words"
)

// NumberMet shows how many targets are met at once.
type NumberMet struct {
	P           []float64 // share of futures that meet exactly so many targets, from 0 on; sums to 1
	Independent []float64 // the same if the targets were independent; empty: not drawn
	Expected    float64   // number of targets
}

func (c NumberMet) check() error {
	if len(c.P) < 2 {
		return errors.New("no targets to count")
	}
	if len(c.Independent) > 0 && len(c.Independent) != len(c.P) {
		return fmt.Errorf("%d shares if independent for %d shares as simulated", len(c.Independent), len(c.P))
	}
	if !(c.Expected >= 0 && c.Expected <= float64(len(c.P)-1)) {
		return fmt.Errorf("expected number %v is not between 0 and %d", c.Expected, len(c.P)-1)
	}
	sum := 0.0
	for _, p := range c.P {
		sum += p
	}
	if math.Abs(sum-1) > 1e-6 {
		return fmt.Errorf("shares of the number met sum to %v, not 1", sum)
	}
	return errors.Join(shares("number met", c.P...), shares("number met if independent", c.Independent...))
}

func (c NumberMet) keys(b *brush) []key {
	if len(c.Independent) == 0 {
		return nil
	}
	middle := func(r vg.Rectangle) vg.Length { return (r.Min.Y + r.Max.Y) / 2 }
	return []key{
		{func(r vg.Rectangle) { b.rect(r, b.tint(b.Main, .66)) }, b.lang.Say(words.AsSimulated)},
		{func(r vg.Rectangle) {
			b.line(b.independentStroke(), vg.Point{X: r.Min.X, Y: middle(r)}, vg.Point{X: r.Max.X, Y: middle(r)})
		}, b.lang.Say(words.IfIndependent)},
	}
}

func (s *Style) independentStroke() stroke { return stroke{color: s.Text, width: 1.4} }

func (c NumberMet) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + plotHeight*.85
}

func (c NumberMet) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	y := extent{0, 0}
	y.add(c.P...)
	y.add(c.Independent...)
	by := step(extent{0, y.hi}, 5)
	y.hi = by * math.Ceil(y.hi/by-1e-9)
	var xTicks []plot.Tick
	for n := range c.P {
		xTicks = append(xTicks, plot.Tick{Value: float64(n), Label: strconv.Itoa(n)})
	}
	p := b.axes(extent{-.6, float64(len(c.P)) - .4}, y, xTicks, inPercent(ticks(extent{0, 100 * y.hi}, 5)), b.lang.Say(words.TargetsMet))
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		for n, share := range c.P {
			b.rect(box(px(float64(n)-.36), py(0), px(float64(n)+.36), py(share)), b.tint(b.Main, .66))
		}
		for n, share := range c.Independent {
			b.line(b.independentStroke(), vg.Point{X: px(float64(n) - .42), Y: py(share)}, vg.Point{X: px(float64(n) + .42), Y: py(share)})
		}
		x := px(c.Expected)
		b.line(stroke{color: b.Mark, width: 1.2}, vg.Point{X: x, Y: canvas.Min.Y}, vg.Point{X: x, Y: canvas.Max.Y + 2})
		text := b.lang.Say(words.ExpectedNumber, words.Number(c.Expected, 1))
		half := b.width(text, b.SmallSize) / 2
		b.write(vg.Point{X: max(canvas.Min.X+half, min(x, canvas.Max.X-half)), Y: canvas.Max.Y + 5}, centreBottom, b.SmallSize, b.Mark, text)
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}

// inPercent takes ticks of percentages to shares.
func inPercent(t []plot.Tick) []plot.Tick {
	for i := range t {
		t[i].Value /= 100
	}
	return t
}
