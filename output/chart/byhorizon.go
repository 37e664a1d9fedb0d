package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// HorizonPoint is an estimate for forecasts so many years ahead.
type HorizonPoint struct {
	Ahead  int
	Value  float64
	Lo, Hi float64 // NaN: there is no interval
}

// HorizonLine is one line of estimates.
type HorizonLine struct {
	Name   string
	Points []HorizonPoint // in order of years ahead
}

// ByHorizon shows estimates by how far ahead they look, against the value that would make no difference.
type ByHorizon struct {
	Lines    []HorizonLine
	Line     float64
	LineText string
	XLabel   string
}

func (c ByHorizon) check() error {
	if len(c.Lines) == 0 || len(c.Lines) > MostSeries {
		return fmt.Errorf("%d lines: draw 1 to %d", len(c.Lines), MostSeries)
	}
	for _, line := range c.Lines {
		if len(line.Points) == 0 {
			return fmt.Errorf("%s: nothing to draw", line.Name)
		}
		for i, p := range line.Points {
			if err := interval(line.Name, p.Value, p.Lo, p.Hi); err != nil {
				return err
			}
			if i > 0 && p.Ahead <= line.Points[i-1].Ahead {
				return errors.New(line.Name + ": years ahead do not rise")
			}
		}
	}
	return finite("line", c.Line)
}

func (c ByHorizon) height(*brush, vg.Length) vg.Length { return plotHeight + headRoom }

func (c ByHorizon) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	x, y := noExtent(), noExtent()
	y.add(c.Line)
	names := make([][]string, len(c.Lines))
	room, tallest := vg.Length(0), 1
	for i, line := range c.Lines {
		names[i] = b.wrap(line.Name, b.SmallSize, width*.3)
		room, tallest = max(room, b.widest(names[i], b.SmallSize)), max(tallest, len(names[i]))
		for _, p := range line.Points {
			x.add(float64(p.Ahead))
			y.add(p.Value, p.Lo, p.Hi)
		}
	}
	var marks []plot.Tick
	for n := int(x.lo); n <= int(x.hi); n++ {
		marks = append(marks, plot.Tick{Value: float64(n), Label: strconv.Itoa(n)})
	}
	y = y.padded(.05)
	p := b.axes(extent{x.lo - .35, x.hi + .35}, y, marks, ticks(y, 6), c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		b.line(b.targetStroke(), vg.Point{X: canvas.Min.X, Y: py(c.Line)}, vg.Point{X: canvas.Max.X, Y: py(c.Line)})
		ends := make([]vg.Length, len(c.Lines))
		for i, line := range c.Lines {
			aside := (float64(i) - float64(len(c.Lines)-1)/2) * .09 // intervals of one year stand side by side
			ends[i] = b.horizonLine(line, i, func(ahead int, v float64) vg.Point { return vg.Point{X: px(float64(ahead) + aside), Y: py(v)} })
		}
		b.label(vg.Point{X: canvas.Max.X - 2, Y: py(c.Line) - 3}, align{1, 1}, b.SmallSize, b.Mark, c.LineText)
		for i, at := range spread(ends, blockHeight(tallest, b.SmallSize)+3, canvas.Min.Y, canvas.Max.Y) {
			place := vg.Point{X: canvas.Max.X + 14, Y: at}
			b.line(stroke{color: b.Series[i], width: .7}, vg.Point{X: canvas.Max.X + 2, Y: ends[i]}, place)
			b.marker(i, place)
			b.write(vg.Point{X: place.X + 6, Y: place.Y}, leftMiddle, b.SmallSize, b.Text, names[i]...)
		}
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X-room-20, area.Max.Y-headRoom))
}

// horizonLine draws one line with its intervals and gives the height of its end.
func (b *brush) horizonLine(line HorizonLine, i int, at func(int, float64) vg.Point) vg.Length {
	var run []vg.Point
	for _, p := range line.Points {
		q := at(p.Ahead, p.Value)
		run = append(run, q)
		if !math.IsNaN(p.Lo) {
			b.line(stroke{color: b.tint(b.Series[i], .55), width: 1}, at(p.Ahead, p.Lo), at(p.Ahead, p.Hi))
		}
	}
	b.line(b.curveStroke(i), run...)
	for _, q := range run {
		b.marker(i, q)
	}
	return run[len(run)-1].Y
}
