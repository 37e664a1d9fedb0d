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

// Sample is one observed value.
type Sample struct {
	Year  int
	Value float64
}

// FanYear holds the quantiles of the simulated values of one year: the middle 50 % lie from P25 to P75, 80 % from P10
// to P90, 95 % from P025 to P975.
type FanYear struct {
	Year                                int
	P025, P10, P25, P50, P75, P90, P975 float64
}

func (f FanYear) quantiles() []float64 {
	return []float64{f.P025, f.P10, f.P25, f.P50, f.P75, f.P90, f.P975}
}

// FanTarget is the target on a fan.
type FanTarget struct {
	Year   int
	Value  float64
	Text   string // the threshold with its unit, "43,000"
	Stated words.Stated
}

// Fan shows an indicator's past and the spread of its simulated future. All values in the indicator's unit, which the
// subtitle names.
type Fan struct {
	// History is in pieces: no line joins two of them, as where the base of a statistic changed.
	History  [][]Sample
	Years    []FanYear
	AsOf     float64 // as a year with its fraction: the end of June 2021 is 2021.5
	AsOfText string
	Target   *FanTarget
	BestLow  bool // low values are good and stand at the top, as ranks do
	Whole    bool // values are whole numbers
}

func (c Fan) check() error {
	if len(c.Years) == 0 {
		return errors.New("no simulated years to draw")
	}
	for i, y := range c.Years {
		if err := finite(fmt.Sprint("year ", y.Year), y.quantiles()...); err != nil {
			return err
		}
		q := y.quantiles()
		for k := range q[1:] {
			if q[k+1] < q[k] {
				return fmt.Errorf("year %d: quantiles fall", y.Year)
			}
		}
		if i > 0 && y.Year <= c.Years[i-1].Year {
			return fmt.Errorf("year %d follows %d", y.Year, c.Years[i-1].Year)
		}
	}
	for _, piece := range c.History {
		for _, s := range piece {
			if err := finite(fmt.Sprint("history, ", s.Year), s.Value); err != nil {
				return err
			}
		}
	}
	if c.Target != nil {
		return finite("target", c.Target.Value, c.AsOf)
	}
	return finite("as-of", c.AsOf)
}

const (
	plotHeight vg.Length = 205
	headRoom   vg.Length = 16 // above a plot, for the as-of text
)

func (c Fan) height(b *brush, width vg.Length) vg.Length {
	return headRoom + plotHeight + b.legend(c.keys(b), 0, 0, width, true)
}

// bands from the widest: which quantiles bound them and how strong their colour is.
var fanBands = []struct {
	lo, hi int
	share  float64 // of the colour
	middle float64 // share of the futures inside
}{{0, 6, .22, .95}, {1, 5, .42, .80}, {2, 4, .66, .50}}

func (c Fan) stated() []words.Stated {
	if c.Target == nil {
		return nil
	}
	return []words.Stated{c.Target.Stated}
}

func (c Fan) keys(b *brush) []key {
	middle := func(r vg.Rectangle) vg.Length { return (r.Min.Y + r.Max.Y) / 2 }
	var keys []key
	if len(c.History) > 0 {
		keys = append(keys, key{func(r vg.Rectangle) {
			b.line(b.historyStroke(), vg.Point{X: r.Min.X, Y: middle(r)}, vg.Point{X: r.Max.X, Y: middle(r)})
			b.dot(vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: middle(r)}, 1.8, b.Text)
		}, b.lang.Say(words.History)})
	}
	keys = append(keys, key{func(r vg.Rectangle) {
		b.line(b.medianStroke(), vg.Point{X: r.Min.X, Y: middle(r)}, vg.Point{X: r.Max.X, Y: middle(r)})
	}, b.lang.Say(words.Median)})
	for i := len(fanBands) - 1; i >= 0; i-- {
		f := fanBands[i]
		text := b.lang.Percent(f.middle, 0)
		if i == 0 {
			text = b.lang.Say(words.BandOf, text)
		}
		keys = append(keys, key{func(r vg.Rectangle) { b.rect(r, b.tint(b.Main, f.share)) }, text})
	}
	return keys
}

func (s *Style) historyStroke() stroke { return stroke{color: s.Text, width: 1.3} }
func (s *Style) medianStroke() stroke  { return stroke{color: s.Dark, width: 1.5} }
func (s *Style) targetStroke() stroke {
	return stroke{color: s.Mark, width: .9, dash: []vg.Length{4, 2.5}}
}
func (s *Style) asOfStroke() stroke { return stroke{color: s.Soft, width: .8, dash: []vg.Length{2, 2}} }

// joined is the fan with the last observation before it as a year without spread, where it lies one year before.
func (c Fan) joined() []FanYear {
	years := c.Years
	if n := len(c.History); n > 0 && len(c.History[n-1]) > 0 {
		last := c.History[n-1][len(c.History[n-1])-1]
		if v := last.Value; last.Year == years[0].Year-1 {
			years = append([]FanYear{{last.Year, v, v, v, v, v, v, v}}, years...)
		}
	}
	return years
}

func (c Fan) extents() (x, y extent) {
	x, y = noExtent(), noExtent()
	for _, piece := range c.History {
		for _, s := range piece {
			x.add(float64(s.Year))
			y.add(s.Value)
		}
	}
	for _, f := range c.Years {
		x.add(float64(f.Year))
		y.add(f.quantiles()...)
	}
	if c.Target != nil {
		x.add(float64(c.Target.Year))
		y.add(c.Target.Value)
	}
	x.add(c.AsOf)
	return extent{x.lo - .3, x.hi + .3}, y.padded(.05)
}

func (c Fan) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	x, y := c.extents()
	yTicks := ticks(y, 6)
	if c.Whole {
		yTicks = wholeTicks(y, 6)
	}
	first, last := int(math.Ceil(x.lo)), int(math.Floor(x.hi))
	p := b.axes(x, y, yearTicks(first, last, int(width/34)), yTicks, "")
	if c.BestLow {
		p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	}
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		at := func(year int, v float64) vg.Point { return vg.Point{X: px(float64(year)), Y: py(v)} }
		c.bands(b, at)
		asOf := px(c.AsOf)
		b.line(b.asOfStroke(), vg.Point{X: asOf, Y: canvas.Min.Y}, vg.Point{X: asOf, Y: canvas.Max.Y + 2})
		text := b.lang.Say(words.AsOfLine) + b.space() + c.AsOfText
		half := b.width(text, b.SmallSize) / 2
		middle := max(canvas.Min.X+half, min(asOf, area.Max.X-half))
		b.write(vg.Point{X: middle, Y: canvas.Max.Y + 5}, centreBottom, b.SmallSize, b.Soft, text)
		c.past(b, at)
		if c.Target != nil {
			c.mark(b, at(c.Target.Year, c.Target.Value), canvas.Rectangle)
		}
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}

// space is what stands between words.
func (b *brush) space() string {
	if b.lang == words.Zh {
		return ""
	}
	return " "
}

func (c Fan) bands(b *brush, at func(int, float64) vg.Point) {
	years := c.joined()
	for _, f := range fanBands {
		var up, down []vg.Point
		for _, y := range years {
			q := y.quantiles()
			up = append(up, at(y.Year, q[f.hi]))
			down = append([]vg.Point{at(y.Year, q[f.lo])}, down...)
		}
		if len(years) == 1 { // one year alone has no area: a bar of some width
			up = []vg.Point{{X: up[0].X - 4, Y: up[0].Y}, {X: up[0].X + 4, Y: up[0].Y}}
			down = []vg.Point{{X: down[0].X + 4, Y: down[0].Y}, {X: down[0].X - 4, Y: down[0].Y}}
		}
		b.polygon(b.tint(b.Main, f.share), append(up, down...)...)
	}
	var median []vg.Point
	for _, y := range years {
		median = append(median, at(y.Year, y.P50))
	}
	if len(median) == 1 {
		median = []vg.Point{{X: median[0].X - 4, Y: median[0].Y}, {X: median[0].X + 4, Y: median[0].Y}}
	}
	b.line(b.medianStroke(), median...)
}

func (c Fan) past(b *brush, at func(int, float64) vg.Point) {
	for _, piece := range c.History {
		var points []vg.Point
		for _, s := range piece {
			points = append(points, at(s.Year, s.Value))
		}
		b.line(b.historyStroke(), points...)
		for _, q := range points {
			b.dot(q, 1.8, b.Text)
		}
	}
}

// mark draws the target and its likelihood, the words at the left, where only the thin line of the past may run.
func (c Fan) mark(b *brush, at vg.Point, data vg.Rectangle) {
	b.line(b.targetStroke(), vg.Point{X: data.Min.X, Y: at.Y}, at)
	b.diamond(at, 4.6, b.Paper)
	b.diamond(at, 3.6, b.Mark)
	text := b.lang.Say(words.Threshold, c.Target.Text) + b.colon() + c.Target.Stated.Short(b.lang)
	place, a := vg.Point{X: data.Min.X + 3, Y: at.Y + 4}, leftBottom
	if at.Y+6+b.SmallSize > data.Max.Y {
		place.Y, a = at.Y-4, leftTop
	}
	b.label(place, a, b.TextSize, b.Mark, text)
}

func (b *brush) colon() string {
	if b.lang == words.Zh {
		return "："
	}
	return ": "
}

// wholeTicks are round whole numbers.
func wholeTicks(e extent, n int) []plot.Tick {
	by := math.Max(1, step(e, n))
	var out []plot.Tick
	for k := math.Ceil(e.lo/by - 1e-9); k*by <= e.hi+by*1e-9; k++ {
		out = append(out, plot.Tick{Value: k * by, Label: words.Number(k*by, 0)})
	}
	return out
}
