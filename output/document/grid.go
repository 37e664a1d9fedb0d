package document

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// grid sets a table on paper.
type grid struct {
	*press
	t      Table
	size   vg.Length
	widths []vg.Length
	total  vg.Length
}

// gridRow is a row with its cells broken into lines.
type gridRow struct {
	Row
	cells  []gridCell
	height vg.Length
}

type gridCell struct {
	lines, below []Line
	x, width     vg.Length // of the text
	right        bool
}

const (
	padding    vg.Length = 4
	belowSize  vg.Length = 7
	tableLines           = 1.3 // leading
)

func (g *grid) row(r Row) gridRow {
	out := gridRow{Row: r}
	x := edges
	for i, c := range r.Cells {
		width := g.widths[i]
		if r.Kind == Group {
			width = g.total
		}
		cell := gridCell{x: x + padding*g.size/smallPrint, width: width - 2*padding*g.size/smallPrint, right: g.t.Columns[i].Look <= Loose && r.Kind != Group}
		cell.lines = g.lines(c.Text, g.size, cell.width)
		if c.Below != "" {
			cell.below = g.lines(Text(c.Below), belowSize, cell.width)
		}
		out.height = max(out.height, vg.Length(len(cell.lines))*g.size*tableLines+vg.Length(len(cell.below))*belowSize*tableLines+padding)
		out.cells = append(out.cells, cell)
		x += width
	}
	return out
}

// draw sets a row at the press's height and a line under it.
func (g *grid) draw(r gridRow, under color.Color) {
	switch {
	case g.dry:
	case r.Kind == Marked:
		g.ground(r.height, mark)
	case r.Kind == Group:
		g.ground(r.height, tint)
	}
	for i, c := range r.cells {
		k := look{size: g.size, bold: r.Kind == Group || r.Kind == head}
		if r.Kind == head || r.Cells[i].Faint {
			k.color = soft
		}
		y := g.y - padding/2
		for _, part := range []struct {
			lines []Line
			look
		}{{c.lines, k}, {c.below, look{size: belowSize, color: soft}}} {
			for _, l := range part.lines {
				x := c.x
				if c.right {
					x += c.width - g.width(l.String(), part.size)
				}
				g.write(l, vg.Point{X: x, Y: y - part.size}, part.look)
				y -= part.size * tableLines
			}
		}
	}
	g.y -= r.height
	if g.dry {
		return
	}
	g.SetColor(under)
	g.SetLineWidth(.6)
	g.SetLineDash(nil, 0)
	var path vg.Path
	path.Move(vg.Point{X: edges, Y: g.y})
	path.Line(vg.Point{X: edges + g.total, Y: g.y})
	g.Stroke(path)
}

func (g *grid) ground(height vg.Length, c color.Color) {
	g.SetColor(c)
	var path vg.Path
	path.Move(vg.Point{X: edges, Y: g.y - height})
	path.Line(vg.Point{X: edges + g.total, Y: g.y - height})
	path.Line(vg.Point{X: edges + g.total, Y: g.y})
	path.Line(vg.Point{X: edges, Y: g.y})
	path.Close()
	g.Fill(path)
}
