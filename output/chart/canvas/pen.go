package canvas

import (
	"image/color"
	"math"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/vg"
)

// segmentPoints counts the points of an outline's segment after the first kind, a move, which counts as 0.
var segmentPoints = map[sfnt.SegmentOp]int{
	sfnt.SegmentOpMoveTo: 0, sfnt.SegmentOpLineTo: 1, sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3,
}

// affine is x' = a x + c y + e, y' = b x + d y + f.
type affine struct{ a, b, c, d, e, f float64 }

// after is the transform that first does n, then m.
func (m affine) after(n affine) affine {
	return affine{
		a: m.a*n.a + m.c*n.b, b: m.b*n.a + m.d*n.b,
		c: m.a*n.c + m.c*n.d, d: m.b*n.c + m.d*n.d,
		e: m.a*n.e + m.c*n.f + m.e, f: m.b*n.e + m.d*n.f + m.f,
	}
}

func (m affine) apply(p vg.Point) (x, y float64) {
	px, py := float64(p.X), float64(p.Y)
	return m.a*px + m.c*py + m.e, m.b*px + m.d*py + m.f
}

// scale is how much longer lines become.
func (m affine) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// pen is the state of a surface that writes page coordinates: points, y down from the upper edge.
type pen struct {
	matrix affine
	color  color.NRGBA
	width  float64
	dash   []float64
	offset float64
}

// pens is a stack of states, the last one in use.
type pens []pen

func newPens(height vg.Length) pens {
	return pens{{matrix: affine{a: 1, d: -1, f: float64(height)}, color: color.NRGBA{A: 255}, width: 1}}
}

func (p pens) now() *pen { return &p[len(p)-1] }

func (p *pens) Push() { *p = append(*p, *p.now()) }

// Pop without a Push changes nothing.
func (p *pens) Pop() {
	if len(*p) > 1 {
		*p = (*p)[:len(*p)-1]
	}
}

func (p pens) move(by affine) { p.now().matrix = p.now().matrix.after(by) }

func (p *pens) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	p.move(affine{a: cos, b: sin, c: -sin, d: cos})
}
func (p *pens) Translate(by vg.Point)    { p.move(affine{a: 1, d: 1, e: float64(by.X), f: float64(by.Y)}) }
func (p *pens) Scale(x, y float64)       { p.move(affine{a: x, d: y}) }
func (p *pens) SetLineWidth(w vg.Length) { p.now().width = float64(w) }
func (p *pens) SetColor(c color.Color)   { p.now().color = nrgba(c) }
func (p *pens) SetLineDash(pattern []vg.Length, offset vg.Length) {
	dash := make([]float64, len(pattern))
	for i, v := range pattern {
		dash[i] = float64(v)
	}
	p.now().dash, p.now().offset = dash, float64(offset)
}

// step is one piece of a path in page coordinates: op is one of M, L, Q, C, Z.
type step struct {
	op byte
	xy []float64
}

// steps walks a path in page coordinates. Arcs become cubic curves of at most a quarter turn each, off by less than
// 0.03 % of the radius (the usual 4/3 tan(a/4) handles).
func (p pens) steps(path vg.Path) []step {
	m := p.now().matrix
	var out []step
	add := func(op byte, points ...vg.Point) {
		s := step{op: op}
		for _, q := range points {
			x, y := m.apply(q)
			s.xy = append(s.xy, x, y)
		}
		out = append(out, s)
	}
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			add('M', c.Pos)
		case vg.LineComp:
			add('L', c.Pos)
		case vg.CurveComp:
			if len(c.Control) == 1 {
				add('Q', c.Control[0], c.Pos)
			} else if len(c.Control) == 2 {
				add('C', c.Control[0], c.Control[1], c.Pos)
			}
		case vg.ArcComp:
			op := byte('L')
			if len(out) == 0 {
				op = 'M'
			}
			arc(c, op, add)
		case vg.CloseComp:
			add('Z')
		}
	}
	return out
}

func arc(c vg.PathComp, first byte, add func(op byte, points ...vg.Point)) {
	n := max(1, int(math.Ceil(math.Abs(c.Angle)/(math.Pi/2)-1e-9)))
	turn := c.Angle / float64(n)
	handle := 4.0 / 3 * math.Tan(turn/4)
	at := func(angle, tangent float64) vg.Point {
		sin, cos := math.Sincos(angle)
		r := float64(c.Radius)
		return vg.Point{X: c.Pos.X + vg.Length(r*(cos-tangent*sin)), Y: c.Pos.Y + vg.Length(r*(sin+tangent*cos))}
	}
	add(first, at(c.Start, 0))
	for i := range n {
		from := c.Start + turn*float64(i)
		add('C', at(from, handle), at(from+turn, -handle), at(from+turn, 0))
	}
}
