package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// TradeOff shows ever tighter conditions: how dense the cases of interest are where they hold, against the share of such
// cases that they take in; and the conditions that were taken.
type TradeOff struct {
	Coverage, Density []float64 // shares, in the order of peeling
	X, Y              float64   // coverage and density of the conditions taken
	Text              string    // beside them
	XLabel, YLabel    string
}

func (c TradeOff) check() error {
	if len(c.Coverage) == 0 || len(c.Coverage) != len(c.Density) {
		return fmt.Errorf("%d coverages and %d densities", len(c.Coverage), len(c.Density))
	}
	return errors.Join(shares("coverage", append([]float64{c.X}, c.Coverage...)...), shares("density", append([]float64{c.Y}, c.Density...)...))
}

func (c TradeOff) height(*brush, vg.Length) vg.Length { return headRoom + plotHeight }

func (c TradeOff) draw(b *brush, area vg.Rectangle) {
	top := area.Max.Y - headRoom
	b.write(vg.Point{X: area.Min.X, Y: top + 5}, leftBottom, b.SmallSize, b.Soft, c.YLabel)
	all := inPercent(ticks(extent{0, 100}, 5))
	p := b.axes(extent{0, 1.02}, extent{0, 1.02}, all, all, c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		var way []vg.Point
		for i := range c.Coverage {
			way = append(way, vg.Point{X: px(c.Coverage[i]), Y: py(c.Density[i])})
		}
		b.line(stroke{color: b.Main, width: 1}, way...)
		for _, at := range way {
			b.dot(at, 1.8, b.Main)
		}
		at := vg.Point{X: px(c.X), Y: py(c.Y)}
		b.dot(at, 4, b.Mark)
		place, a := vg.Point{X: at.X + 6, Y: at.Y + 6}, leftBottom
		if at.X+b.width(c.Text, b.SmallSize)+12 > canvas.Max.X {
			place.X, a = at.X-6, rightBottom
		}
		b.label(place, a, b.SmallSize, b.Text, c.Text)
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}
