package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
	"targetcast/output/words"
)

// brush draws the house's marks and text on a canvas.
type brush struct {
	*Style
	vg.Canvas
	face *typeface.Face
	lang words.Lang
}

// align says which point of a text a position means, in shares of its width (0 left, 1 right) and of its height (0
// lower edge of the last line, 1 upper edge of the first).
type align struct{ x, y float64 }

var (
	leftMiddle   = align{0, .5}
	rightMiddle  = align{1, .5}
	centreMiddle = align{.5, .5}
	leftTop      = align{0, 1}
	centreBottom = align{.5, 0}
	leftBottom   = align{0, 0}
	rightBottom  = align{1, 0}
)

// capHeight of letters and figures above the baseline in em: what the eye centres a line on.
const capHeight = 0.74

func (b *brush) width(s string, size vg.Length) vg.Length {
	return vg.Length(b.face.Width(s)) * size
}

func (b *brush) widest(lines []string, size vg.Length) vg.Length {
	w := vg.Length(0)
	for _, s := range lines {
		w = max(w, b.width(s, size))
	}
	return w
}

// blockHeight is the height of n lines: from the top of the first to the foot of the last.
func blockHeight(n int, size vg.Length) vg.Length {
	if n == 0 {
		return 0
	}
	return size * vg.Length(capHeight+leading*float64(n-1))
}

// write sets lines at a point.
func (b *brush) write(at vg.Point, a align, size vg.Length, c color.Color, lines ...string) {
	top := at.Y + blockHeight(len(lines), size)*vg.Length(1-a.y)
	b.SetColor(c)
	for i, s := range lines {
		x := at.X - b.width(s, size)*vg.Length(a.x)
		y := top - size*vg.Length(capHeight+leading*float64(i))
		b.FillString(font.Face{Font: font.Font{Size: size}}, vg.Point{X: x, Y: y}, s)
	}
}

// label sets lines on a white ground, for text over lines and hatching.
func (b *brush) label(at vg.Point, a align, size vg.Length, c color.Color, lines ...string) {
	w, h := b.widest(lines, size), blockHeight(len(lines), size)
	x, y := at.X-w*vg.Length(a.x), at.Y-h*vg.Length(a.y)
	ground := b.Paper
	ground.A = 215
	b.rect(vg.Rectangle{Min: vg.Point{X: x - 2, Y: y - 2}, Max: vg.Point{X: x + w + 2, Y: y + h + 2}}, ground)
	b.write(at, a, size, c, lines...)
}

func (b *brush) rect(r vg.Rectangle, c color.Color) { b.polygon(c, corners(r)...) }

func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}

func box(x0, y0, x1, y1 vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x1, Y: y1}}
}

func (b *brush) polygon(c color.Color, points ...vg.Point) {
	b.SetColor(c)
	b.Fill(through(points, true))
}

func through(points []vg.Point, closed bool) vg.Path {
	var path vg.Path
	for i, p := range points {
		if i == 0 {
			path.Move(p)
		} else {
			path.Line(p)
		}
	}
	if closed && len(path) > 0 {
		path.Close()
	}
	return path
}

// stroke is how a line is drawn.
type stroke struct {
	color color.Color
	width vg.Length
	dash  []vg.Length
}

func (b *brush) draw(s stroke, path vg.Path) {
	b.SetColor(s.color)
	b.SetLineWidth(s.width)
	b.SetLineDash(s.dash, 0)
	b.Stroke(path)
}

func (b *brush) line(s stroke, points ...vg.Point) {
	if len(points) > 1 {
		b.draw(s, through(points, false))
	}
}

func (b *brush) frame(s stroke, r vg.Rectangle) { b.draw(s, through(corners(r), true)) }

func ring(at vg.Point, radius vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: at.X + radius, Y: at.Y})
	p.Arc(at, radius, 0, 2*math.Pi)
	p.Close()
	return p
}

func (b *brush) dot(at vg.Point, radius vg.Length, c color.Color) {
	b.SetColor(c)
	b.Fill(ring(at, radius))
}

func (b *brush) diamond(at vg.Point, radius vg.Length, c color.Color) {
	b.polygon(c, vg.Point{X: at.X - radius, Y: at.Y}, vg.Point{X: at.X, Y: at.Y + radius},
		vg.Point{X: at.X + radius, Y: at.Y}, vg.Point{X: at.X, Y: at.Y - radius})
}

// whisker is a horizontal line with caps.
func (b *brush) whisker(x0, x1, y, half vg.Length, s stroke) {
	b.line(s, vg.Point{X: x0, Y: y}, vg.Point{X: x1, Y: y})
	for _, x := range []vg.Length{x0, x1} {
		b.line(s, vg.Point{X: x, Y: y - half}, vg.Point{X: x, Y: y + half})
	}
}

// hatch fills a rectangle with rising lines that end on its edges, so that no clipping is needed.
func (b *brush) hatch(r vg.Rectangle, gap vg.Length, s stroke) {
	var path vg.Path
	// The lines are y - x = c, all c multiples of the gap, so that neighbouring rectangles join.
	first := vg.Length(math.Ceil(float64((r.Min.Y - r.Max.X) / gap)))
	for n := first; n*gap < r.Max.Y-r.Min.X; n++ {
		c := n * gap
		x0, x1 := max(r.Min.X, r.Min.Y-c), min(r.Max.X, r.Max.Y-c)
		if x1 > x0 {
			path.Move(vg.Point{X: x0, Y: x0 + c})
			path.Line(vg.Point{X: x1, Y: x1 + c})
		}
	}
	if len(path) > 0 {
		b.draw(s, path)
	}
}

// key is one entry of a legend: a mark drawn in a box, or none, and what it means.
type key struct {
	mark func(r vg.Rectangle)
	text string
}

const (
	keyWidth  vg.Length = 16
	keyHeight vg.Length = 8
)

// legend sets keys side by side in as many rows as the width needs, below top, and gives the height taken; with
// measure it draws nothing.
func (b *brush) legend(keys []key, left, top, width vg.Length, measure bool) vg.Length {
	if len(keys) == 0 {
		return 0
	}
	row := b.SmallSize * 1.5
	x, y := left, top-row/2
	for _, k := range keys {
		indent := vg.Length(0)
		if k.mark != nil {
			indent = keyWidth + 4
		}
		lines := b.wrap(k.text, b.SmallSize, width-indent)
		w := indent + b.widest(lines, b.SmallSize)
		if x > left && x+w > left+width {
			x, y = left, y-row
		}
		if !measure {
			if k.mark != nil {
				k.mark(box(x, y-keyHeight/2, x+keyWidth, y+keyHeight/2))
			}
			b.write(vg.Point{X: x + indent, Y: y + b.SmallSize*capHeight/2}, leftTop, b.SmallSize, b.Soft, lines...)
		}
		if len(lines) > 1 {
			y -= b.SmallSize * leading * vg.Length(len(lines)-1)
		}
		x += w + 12
	}
	return top - y + row/2
}
