package chart

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/words"
)

// PriorMark is the median of one prior.
type PriorMark struct {
	Name   string
	Base   float64
	Growth float64 // share per year
}

// BaseGrowth shows the likelihood of an indicator without a base value as a function of what is not known: whoever
// knows the base and the growth can read the answer.
type BaseGrowth struct {
	Base   []float64   // ascending, in the indicator's unit
	Growth []float64   // ascending, shares per year: 0.08 is 8 %
	P      [][]float64 // by growth, then base
	Priors []PriorMark
	XLabel string // the base with its unit
	// PaceLabel names what Growth holds with its unit, where that is no growth per year: a count a year, a market's size.
	PaceLabel string
}

func (c BaseGrowth) check() error {
	if len(c.Base) < 2 || len(c.Growth) < 2 || len(c.P) != len(c.Growth) {
		return fmt.Errorf("a grid of %d bases, %d growths and %d rows", len(c.Base), len(c.Growth), len(c.P))
	}
	for _, v := range [][]float64{c.Base, c.Growth} {
		if err := finite("grid", v...); err != nil {
			return err
		}
		for i := range v[1:] {
			if v[i+1] <= v[i] {
				return errors.New("the grid is not in ascending order")
			}
		}
	}
	for i, row := range c.P {
		if len(row) != len(c.Base) {
			return fmt.Errorf("row %d has %d likelihoods for %d bases", i+1, len(row), len(c.Base))
		}
		if err := shares(fmt.Sprintf("row %d", i+1), row...); err != nil {
			return err
		}
	}
	for _, m := range c.Priors {
		if err := finite("prior "+m.Name, m.Base, m.Growth); err != nil {
			return err
		}
	}
	return nil
}

// likelihoodGrid makes the grid one of gonum's.
type likelihoodGrid struct{ BaseGrowth }

func (g likelihoodGrid) Dims() (c, r int)   { return len(g.Base), len(g.Growth) }
func (g likelihoodGrid) X(c int) float64    { return g.Base[c] }
func (g likelihoodGrid) Y(r int) float64    { return g.Growth[r] }
func (g likelihoodGrid) Z(c, r int) float64 { return g.P[r][c] }

// contour is a level and its line.
type contour struct {
	level float64
	line  stroke
}

// contours are seen on the colours of their own classes.
func (s *Style) contours() []contour {
	return []contour{
		{.1, stroke{color: s.inkOn(s.Classes[0]), width: .9, dash: []vg.Length{2, 2}}},
		{.5, stroke{color: s.inkOn(s.Classes[3]), width: 2.4}},
		{.9, stroke{color: s.inkOn(s.Classes[4]), width: .9, dash: []vg.Length{6, 2}}},
	}
}

func (c BaseGrowth) keys(b *brush) []key {
	keys := grid{}.classKeys(b)
	for _, k := range b.contours() {
		text := b.lang.Percent(k.level, 0)
		if k.level == .5 {
			text = b.lang.Say(words.BreakEven)
		}
		keys = append(keys, key{func(r vg.Rectangle) {
			y := (r.Min.Y + r.Max.Y) / 2
			b.rect(r, b.Classes[classOf(k.level)])
			b.line(k.line, vg.Point{X: r.Min.X, Y: y}, vg.Point{X: r.Max.X, Y: y})
		}, text})
	}
	return keys
}

func (c BaseGrowth) height(b *brush, width vg.Length) vg.Length {
	return b.legend(c.keys(b), 0, 0, width, true) + headRoom + plotHeight*1.15
}

func (c BaseGrowth) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	top := area.Max.Y - b.legend(c.keys(b), area.Min.X, area.Max.Y, width, false) - headRoom
	x := extent{c.Base[0], c.Base[len(c.Base)-1]}
	y := extent{c.Growth[0], c.Growth[len(c.Growth)-1]}
	label, marks := b.lang.Say(words.GrowthPerYear), inPercent(ticks(extent{100 * y.lo, 100 * y.hi}, 6))
	if c.PaceLabel != "" {
		label, marks = c.PaceLabel, ticks(y, 6)
	}
	b.write(vg.Point{X: area.Min.X, Y: top + 5}, leftBottom, b.SmallSize, b.Soft, label)
	p := b.axes(x, y, ticks(x, 6), marks, c.XLabel)
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		c.fill(b, px, py)
		for _, k := range b.contours() {
			lines := plotter.NewContour(likelihoodGrid{c}, []float64{k.level}, nil)
			lines.LineStyles = []draw.LineStyle{{Color: k.line.color, Width: k.line.width, Dashes: k.line.dash}}
			lines.Plot(canvas, p)
		}
		c.marks(b, px, py, canvas.Rectangle)
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X, top))
}

// fineness is into how many strips each step of the base is cut for the colours.
const fineness = 4

// run is a stretch of growth, from the end of the run before, in which the likelihood stays in one class.
type run struct {
	class int
	end   float64 // growth
}

// fill colours the classes of likelihood, interpolated between the points of the grid: upright strips whose pieces run
// from class border to class border. Pieces reach a hair under their neighbours, so that no seam shows.
func (c BaseGrowth) fill(b *brush, px, py func(float64) vg.Length) {
	const seam = .4
	strips := (len(c.Base) - 1) * fineness
	for s := range strips {
		x0, x1 := px(c.base(s)), px(c.base(s+1))
		if s < strips-1 {
			x1 += seam
		}
		left, right := c.runs(float64(s)), c.runs(float64(s+1))
		if !sameClasses(left, right) { // a class begins or ends within the strip
			left = c.runs(float64(s) + .5)
			right = left
		}
		y0, y1 := py(c.Growth[0]), py(c.Growth[0])
		for i := range left {
			e0, e1 := py(left[i].end), py(right[i].end)
			lift := min(seam, py(c.Growth[len(c.Growth)-1])-max(e0, e1))
			b.polygon(b.Classes[left[i].class], vg.Point{X: x0, Y: y0}, vg.Point{X: x1, Y: y1},
				vg.Point{X: x1, Y: e1 + lift}, vg.Point{X: x0, Y: e0 + lift})
			y0, y1 = e0, e1
		}
	}
}

func sameClasses(a, b []run) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].class != b[i].class {
			return false
		}
	}
	return true
}

// base is the base value at the edge between two strips.
func (c BaseGrowth) base(strip int) float64 {
	i, part := strip/fineness, float64(strip%fineness)/fineness
	if part == 0 {
		return c.Base[i]
	}
	return c.Base[i] + (c.Base[i+1]-c.Base[i])*part
}

// runs cuts the range of growth where the likelihood, at a place counted in strips from the left, crosses a border of
// classes.
func (c BaseGrowth) runs(strip float64) []run {
	i := min(int(strip)/fineness, len(c.Base)-2)
	u := strip/fineness - float64(i)
	at := func(row int) float64 { return c.P[row][i] + (c.P[row][i+1]-c.P[row][i])*u }
	var out []run
	add := func(class int, end float64) {
		if n := len(out); n > 0 && out[n-1].class == class {
			out[n-1].end = end
			return
		}
		out = append(out, run{class, end})
	}
	for row := range c.Growth[1:] {
		p, q := at(row), at(row+1)
		from, to := classOf(p), classOf(q)
		cross := func(border int) float64 {
			return c.Growth[row] + (c.Growth[row+1]-c.Growth[row])*(float64(border)/5-p)/(q-p)
		}
		for k := from; k < to; k++ {
			add(k, cross(k+1))
		}
		for k := from; k > to; k-- {
			add(k, cross(k))
		}
		add(to, c.Growth[row+1])
	}
	return c.whole(out)
}

// whole adds the classes that do not occur as runs of no length, below and above, so that a class that begins between
// two places is drawn as a wedge.
func (c BaseGrowth) whole(runs []run) []run {
	var out []run
	for k := range runs[0].class {
		out = append(out, run{k, c.Growth[0]})
	}
	out = append(out, runs...)
	for k := runs[len(runs)-1].class + 1; k < classes; k++ {
		out = append(out, run{k, c.Growth[len(c.Growth)-1]})
	}
	return out
}

func (c BaseGrowth) marks(b *brush, px, py func(float64) vg.Length, data vg.Rectangle) {
	for _, m := range c.Priors {
		at := vg.Point{X: px(m.Base), Y: py(m.Growth)}
		if at.X < data.Min.X || at.X > data.Max.X || at.Y < data.Min.Y || at.Y > data.Max.Y || math.IsNaN(float64(at.X)) {
			continue
		}
		b.dot(at, 4.2, b.Paper)
		b.dot(at, 3, b.Mark)
		place, a := vg.Point{X: at.X + 8, Y: at.Y}, leftMiddle
		if place.X+b.width(m.Name, b.SmallSize) > data.Max.X-2 {
			place.X, a = at.X-8, rightMiddle
		}
		place.Y = max(data.Min.Y+b.SmallSize/2+2, min(place.Y, data.Max.Y-b.SmallSize/2-2))
		b.label(place, a, b.SmallSize, b.Text, m.Name)
	}
}
