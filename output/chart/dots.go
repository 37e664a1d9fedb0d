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

// Direction says on which side of a threshold a target is met.
type Direction uint8

const (
	AtLeast Direction = iota
	Above
	AtMost
	Below
)

// Met says whether a value meets a threshold.
func (d Direction) Met(x, threshold float64) bool {
	switch d {
	case Above:
		return x > threshold
	case AtMost:
		return x <= threshold
	case Below:
		return x < threshold
	}
	return x >= threshold
}

// DotPlot shows a distribution as equally likely values, each a dot, those that meet the target in another colour:
// frequencies are read off by counting.
type DotPlot struct {
	Values        []float64 // equally likely, ascending; 50 quantiles at (i-0.5)/50 are the usual choice
	Threshold     float64
	ThresholdText string // with its unit
	Direction     Direction
	Stated        words.Stated // how the likelihood may be stated
	Step          float64      // distance of possible values (1 for counts and ranks); 0: any value is possible
	XLabel        string       // the quantity with its unit
}

func (c DotPlot) check() error {
	if len(c.Values) == 0 || len(c.Values) > 200 {
		return fmt.Errorf("%d dots: draw 1 to 200", len(c.Values))
	}
	if !(c.Step >= 0) || math.IsInf(c.Step, 0) {
		return fmt.Errorf("step %v", c.Step)
	}
	for i := range c.Values[1:] {
		if c.Values[i+1] < c.Values[i] {
			return errors.New("the values of the dots are not in ascending order")
		}
	}
	return errors.Join(finite("dots", c.Values...), finite("threshold", c.Threshold))
}

func (c DotPlot) stated() []words.Stated { return []words.Stated{c.Stated} }

const dotsHeight = plotHeight * .8

// stack is one column of dots.
type stack struct {
	x    float64 // centre
	met  int
	miss int
}

// stacks groups the values into columns of a width. Columns start at the threshold, so that none holds dots of both
// sides unless the values themselves are equal to it.
func (c DotPlot) stacks(width float64) []stack {
	var out []stack
	column := math.Inf(-1)
	for _, v := range c.Values {
		// A value on the threshold belongs to the side that the direction gives it.
		n := math.Floor((v - c.Threshold) / width)
		if c.Direction == AtMost || c.Direction == Above {
			n = math.Ceil((v-c.Threshold)/width) - 1
		}
		x := c.Threshold + (n+.5)*width
		if c.Step > 0 {
			n = math.Round(v / width)
			x = n * width
		}
		if n != column {
			column = n
			out = append(out, stack{x: x})
		}
		s := &out[len(out)-1]
		if c.Direction.Met(v, c.Threshold) {
			s.met++
		} else {
			s.miss++
		}
	}
	return out
}

// columns chooses the width of a column, in the unit of x, so that the dots are as large as the room allows.
func (c DotPlot) columns(x extent, room, high vg.Length) (width float64, dot vg.Length, stacks []stack) {
	span := x.hi - x.lo
	try := func(width float64) (vg.Length, []stack) {
		s := c.stacks(width)
		tallest := 1
		for _, st := range s {
			tallest = max(tallest, st.met+st.miss)
		}
		return min(room*vg.Length(width/span), high/vg.Length(tallest)), s
	}
	if c.Step > 0 {
		width = c.Step * math.Ceil(span/c.Step/40) // no more than 40 columns
		dot, stacks = try(width)
		return width, min(dot, 16), stacks
	}
	for n := 12; n <= 40; n++ {
		w := span / float64(n)
		if d, s := try(w); d > dot {
			width, dot, stacks = w, d, s
		}
	}
	return width, min(dot, 16), stacks
}

func (c DotPlot) keys(b *brush) []key {
	centre := func(r vg.Rectangle) vg.Point { return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2} }
	return []key{
		{func(r vg.Rectangle) { b.oneDot(centre(r), 3.8, true) }, b.lang.Say(words.Met)},
		{func(r vg.Rectangle) { b.oneDot(centre(r), 3.8, false) }, b.lang.Say(words.NotMet)},
		{nil, b.lang.Say(words.OneDot, b.lang.Percent(1/float64(len(c.Values)), c.decimals()))},
	}
}

// decimals of the share that one dot stands for: 2 % needs none, 0.5 % one.
func (c DotPlot) decimals() int {
	if 100%len(c.Values) == 0 {
		return 0
	}
	return 1
}

// oneDot is full where the target is met and a ring where not: seen without colour too.
func (b *brush) oneDot(at vg.Point, radius vg.Length, met bool) {
	if met {
		b.dot(at, radius, b.Main)
		return
	}
	b.dot(at, radius, b.tint(b.Soft, .3))
	b.draw(stroke{color: b.Soft, width: .8}, ring(at, radius-.4))
}

func (c DotPlot) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + dotsHeight
}

func (c DotPlot) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	x := noExtent()
	x.add(c.Values...)
	x.add(c.Threshold)
	x = x.padded(.06)
	xTicks := ticks(x, 6)
	if c.Step >= 1 {
		x = extent{x.lo - c.Step/2, x.hi + c.Step/2}
		xTicks = wholeTicks(x, 12)
	}
	p := b.axes(x, extent{0, 1}, xTicks, nil, c.XLabel)
	p.HideY()
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, _ := p.Transforms(&canvas)
		_, dot, stacks := c.columns(x, canvas.Max.X-canvas.Min.X, canvas.Max.Y-canvas.Min.Y-4)
		for _, s := range stacks {
			for i := range s.met + s.miss {
				b.oneDot(vg.Point{X: px(s.x), Y: canvas.Min.Y + 2 + dot*(vg.Length(i)+.5)}, dot*.46, i < s.met)
			}
		}
		line := px(c.line())
		b.line(stroke{color: b.Mark, width: 1.2}, vg.Point{X: line, Y: canvas.Min.Y}, vg.Point{X: line, Y: canvas.Max.Y + 2})
		text := b.lang.Say(words.Threshold, c.ThresholdText)
		half := b.width(text, b.SmallSize) / 2
		at := vg.Point{X: max(area.Min.X+half, min(line, area.Max.X-half)), Y: canvas.Max.Y + 5}
		b.write(at, centreBottom, b.SmallSize, b.Mark, text)
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}

// line is where the threshold is drawn: between the values that meet it and those that do not.
func (c DotPlot) line() float64 {
	switch c.Direction {
	case AtLeast, Below:
		return c.Threshold - c.Step/2
	}
	return c.Threshold + c.Step/2
}
