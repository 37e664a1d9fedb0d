package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/chart/typeface"
	"targetcast/output/words"
)

// setter makes gonum/plot measure and set its text by the house's letters.
type setter struct{ face *typeface.Face }

var _ text.Handler = setter{}

func (setter) Cache() *font.Cache { return font.DefaultCache }

func (h setter) Extents(f font.Font) font.Extents {
	up, down := vg.Length(h.face.Ascent)*f.Size, vg.Length(h.face.Descent)*f.Size
	return font.Extents{Ascent: up, Descent: down, Height: up + down}
}

func (setter) Lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

func (h setter) Box(s string, f font.Font) (width, height, depth vg.Length) {
	e := h.Extents(f)
	return vg.Length(h.face.Width(s)) * f.Size, e.Ascent, e.Descent
}

// Draw sets text as gonum's own plain handler does: the alignments are shares of the box by which to move it.
func (h setter) Draw(c vg.Canvas, s string, sty text.Style, at vg.Point) {
	if s == "" {
		return
	}
	c.Push()
	defer c.Pop()
	c.SetColor(sty.Color)
	c.Translate(at)
	c.Rotate(sty.Rotation)
	lines := h.Lines(s)
	e := h.Extents(sty.Font)
	y := sty.Height(s)*vg.Length(1+sty.YAlign) - e.Ascent
	for _, line := range lines {
		x := vg.Length(h.face.Width(line)) * sty.Font.Size * vg.Length(sty.XAlign)
		c.FillString(font.Face{Font: sty.Font}, vg.Point{X: x, Y: y}, line)
		y -= e.Height
	}
}

// layer is a plotter that is a function.
type layer func(c draw.Canvas, p *plot.Plot)

func (l layer) Plot(c draw.Canvas, p *plot.Plot) { l(c, p) }

// extent is a range of values.
type extent struct{ lo, hi float64 }

func noExtent() extent { return extent{math.Inf(1), math.Inf(-1)} }

func (e *extent) add(values ...float64) {
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
		}
	}
}

// padded widens a range by a share on both sides; an empty or single one becomes a drawable one.
func (e extent) padded(share float64) extent {
	if e.lo > e.hi {
		return extent{0, 1}
	}
	by := (e.hi - e.lo) * share
	if by == 0 {
		by = math.Max(math.Abs(e.lo)*0.05, 0.5)
	}
	return extent{e.lo - by, e.hi + by}
}

// axes is an empty plot in the house style: thin horizontal grid lines, no vertical axis line, x label below. The
// unit of y belongs in the subtitle, where it can be read without turning one's head.
func (b *brush) axes(x, y extent, xTicks, yTicks []plot.Tick, xLabel string) *plot.Plot {
	p := plot.New()
	h := setter{b.face}
	p.TextHandler = h
	p.BackgroundColor = nil
	p.Legend.TextStyle.Handler = h
	p.Title.TextStyle.Handler = h
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Padding = 0
		a.Color, a.Width = b.Soft, .6
		a.Tick.LineStyle = draw.LineStyle{Color: b.Soft, Width: .6}
		a.Tick.Length = 3
		a.Tick.Label.Font, a.Tick.Label.Handler, a.Tick.Label.Color = font.Font{Size: b.SmallSize}, h, b.Soft
		a.Label.TextStyle.Font, a.Label.TextStyle.Handler, a.Label.TextStyle.Color = font.Font{Size: b.SmallSize}, h, b.Soft
		a.Label.Padding = 5
	}
	// gonum moves tick labels up by a descent; these alignments put figures, which have none, in their places.
	up, down := b.face.Ascent, b.face.Descent
	p.X.Tick.Label.YAlign = text.YAlignment(-1 - down/(up+down))
	p.Y.Tick.Label.YAlign = text.YAlignment((up-down-capHeight/2)/(up+down) - 1)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = x.lo, x.hi, y.lo, y.hi
	p.X.Label.Text = xLabel
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.ConstantTicks(xTicks), plot.ConstantTicks(yTicks)
	p.Y.Width, p.Y.Tick.Length = 0, 0
	p.Add(layer(func(c draw.Canvas, p *plot.Plot) {
		_, at := p.Transforms(&c)
		for _, t := range yTicks {
			b.line(stroke{color: b.Rule, width: .6}, vg.Point{X: c.Min.X, Y: at(t.Value)}, vg.Point{X: c.Max.X, Y: at(t.Value)})
		}
	}))
	return p
}

// show draws a plot in a rectangle.
func (b *brush) show(p *plot.Plot, r vg.Rectangle) {
	p.Draw(draw.Canvas{Canvas: b.Canvas, Rectangle: r})
}

// round steps of 1, 2 or 5 times a power of ten, at most n of them in the range.
func step(e extent, n int) float64 {
	raw := (e.hi - e.lo) / float64(max(n, 1))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// ticks are at most n+1 round values inside a range, all with the same decimals.
func ticks(e extent, n int) []plot.Tick {
	by := step(e, n)
	decimals := max(0, -int(math.Floor(math.Log10(by)+1e-9)))
	var out []plot.Tick
	for k := math.Ceil(e.lo/by - 1e-9); k*by <= e.hi+by*1e-9; k++ {
		out = append(out, plot.Tick{Value: k * by, Label: words.Number(k*by, decimals)})
	}
	return out
}

// yearTicks are whole years, at most n+1 of them, counted back from the last.
func yearTicks(first, last, n int) []plot.Tick {
	by := 1
	for _, candidate := range []int{1, 2, 5, 10, 20, 50} {
		if by = candidate; (last-first)/by <= n {
			break
		}
	}
	var out []plot.Tick
	for y := last; y >= first; y -= by {
		out = append(out, plot.Tick{Value: float64(y), Label: strconv.Itoa(y)})
	}
	return out
}

// percentTicks mark shares from 0 to 1 as percentages.
func percentTicks() []plot.Tick {
	var out []plot.Tick
	for n := 0; n <= 100; n += 20 {
		out = append(out, plot.Tick{Value: float64(n) / 100, Label: strconv.Itoa(n)})
	}
	return out
}

// finite reports the first value that is no number.
func finite(what string, values ...float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: value %d is %v", what, i+1, v)
		}
	}
	return nil
}

// shares reports the first value that is no share.
func shares(what string, values ...float64) error {
	for i, v := range values {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("%s: value %d is %v, not a share from 0 to 1", what, i+1, v)
		}
	}
	return nil
}

// spread moves positions apart so that neighbours, in the order given by their values, keep a distance, staying within
// lo and hi where there is room. It returns the new positions in the order of the input.
func spread(at []vg.Length, distance, lo, hi vg.Length) []vg.Length {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	for i := 1; i < len(order); i++ { // few labels: insertion sort
		for j := i; j > 0 && at[order[j]] < at[order[j-1]]; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	out := make([]vg.Length, len(at))
	floor := lo
	for _, i := range order {
		out[i] = max(at[i], floor)
		floor = out[i] + distance
	}
	ceiling := hi
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		out[i] = min(out[i], ceiling)
		ceiling = out[i] - distance
	}
	return out
}
