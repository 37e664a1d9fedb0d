package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// ReliabilityBlock is a range of stated probabilities with the frequency that followed.
type ReliabilityBlock struct {
	Lo, Hi float64 // stated
	P      float64 // happened
	N      int
}

// Reliability shows how often events happened against the probability that was stated for them: the isotonic curve of
// CORP, with how many probabilities were stated in each class of ten points below.
type Reliability struct {
	Blocks   []ReliabilityBlock // in order
	Counts   []int              // stated probabilities by equal class
	Diagonal string             // what the diagonal is called
	Curve    string
	Stated   string // what the small bars are called
	XLabel   string
}

func (c Reliability) check() error {
	if len(c.Blocks) == 0 || len(c.Counts) == 0 {
		return errors.New("no events to draw")
	}
	for i, k := range c.Blocks {
		if err := shares("reliability", k.Lo, k.Hi, k.P); err != nil {
			return err
		}
		if k.Lo > k.Hi || i > 0 && k.Lo < c.Blocks[i-1].Hi {
			return fmt.Errorf("reliability: block %d starts at %v", i+1, k.Lo)
		}
	}
	return nil
}

func (c Reliability) keys(b *brush) []key {
	across := func(s stroke) func(r vg.Rectangle) {
		return func(r vg.Rectangle) {
			y := (r.Min.Y + r.Max.Y) / 2
			b.line(s, vg.Point{X: r.Min.X, Y: y}, vg.Point{X: r.Max.X, Y: y})
		}
	}
	return []key{{across(b.reliabilityStroke()), c.Curve}, {across(b.targetStroke()), c.Diagonal},
		{func(r vg.Rectangle) { b.rect(r, b.Rule) }, c.Stated}}
}

func (s *Style) reliabilityStroke() stroke { return stroke{color: s.Main, width: 1.6} }

// countsShare is how much of the height the bars of stated probabilities take.
const countsShare = .14

func (c Reliability) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + plotHeight*1.5
}

func (c Reliability) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	p := b.axes(extent{0, 1}, extent{0, 1}, percentTicks(), percentTicks(), c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		most := 1
		for _, n := range c.Counts {
			most = max(most, n)
		}
		for i, n := range c.Counts {
			k := float64(len(c.Counts))
			b.rect(box(px(float64(i)/k)+.8, py(0), px(float64(i+1)/k)-.8, py(countsShare*float64(n)/float64(most))), b.Rule)
		}
		b.line(b.targetStroke(), vg.Point{X: px(0), Y: py(0)}, vg.Point{X: px(1), Y: py(1)})
		var points []vg.Point
		for _, k := range c.Blocks {
			points = append(points, vg.Point{X: px(k.Lo), Y: py(k.P)}, vg.Point{X: px(k.Hi), Y: py(k.P)})
		}
		b.line(b.reliabilityStroke(), points...)
		for _, q := range points {
			b.dot(q, 2.2, b.Main)
		}
	}))
	// A square: the diagonal is to look like one.
	side := min(width-20, top-area.Min.Y-axisBottom)
	left := area.Min.X + (width-side-20)/2
	b.show(p, box(left, area.Min.Y, left+side+20, top))
}
