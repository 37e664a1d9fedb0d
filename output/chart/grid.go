package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"targetcast/output/words"
)

// grid is a table of coloured cells with names at the left and, turned, above. HeatMap and Milestones draw it.
type grid struct {
	rows, columns []string
	cells         [][]words.Stated // by row
	framed        func(row, column int) bool
	ruled         int // a rule above this row; 0: none
}

const (
	cellHigh   vg.Length = 21
	slantSin             = 0.7071067811865476 // of 45°, the slope of column names
	levelWidth vg.Length = 40                 // columns this wide have level names
)

func (g grid) labelWidth(b *brush, width vg.Length) vg.Length {
	share := labelShare
	if len(g.columns) > 8 {
		share = 0.3 // the cells need the room
	}
	return min(b.widest(g.rows, b.TextSize), width*vg.Length(share)) + 6
}

func (g grid) rowLabels(b *brush, width vg.Length) [][]string {
	room := g.labelWidth(b, width) - 6
	out := make([][]string, len(g.rows))
	for i, r := range g.rows {
		out[i] = b.balanced(r, b.TextSize, room)
	}
	return out
}

// across is the width of the cells and the reserve at the right for the last slanted name.
func (g grid) across(b *brush, width vg.Length) (cell, reserve vg.Length, level bool) {
	room := width - g.labelWidth(b, width)
	cell = room / vg.Length(len(g.columns))
	if cell >= levelWidth || b.widest(g.columns, b.SmallSize) <= cell-3 {
		return cell, 0, true
	}
	for range 4 { // the reserve depends on the width of the cells, which depends on the reserve
		reserve = 0
		for i, c := range g.columns {
			right := (vg.Length(i)+0.5)*cell + b.slanted(b.slantLines(c, cell))
			reserve = max(reserve, right-vg.Length(len(g.columns))*cell)
		}
		cell = (room - reserve) / vg.Length(len(g.columns))
	}
	return cell, reserve, false
}

// slantWidth is the length at which a slanted name is broken.
const slantWidth vg.Length = 100

// slantLines are the lines of a slanted name, no more than the cell's width has room for: what is left out is marked.
func (b *brush) slantLines(name string, cell vg.Length) []string {
	lines := b.balanced(name, b.SmallSize, slantWidth)
	room := max(1, int(cell*slantSin/(b.SmallSize*leading)))
	if len(lines) <= room {
		return lines
	}
	lines = b.wrap(name, b.SmallSize, slantWidth-b.SmallSize)[:room]
	lines[room-1] += "…"
	return lines
}

// slanted is how far a slanted name reaches to the right, and up.
func (b *brush) slanted(lines []string) vg.Length {
	return (b.widest(lines, b.SmallSize) + textHeight(len(lines), b.SmallSize)*0.5) * slantSin
}

func (g grid) headHeight(b *brush, width vg.Length) vg.Length {
	cell, _, level := g.across(b, width)
	h := vg.Length(0)
	for _, c := range g.columns {
		if level {
			h = max(h, textHeight(len(b.wrap(c, b.SmallSize, cell-3)), b.SmallSize))
			continue
		}
		h = max(h, b.slanted(b.slantLines(c, cell))+b.SmallSize/2)
	}
	return h + 4
}

func (b *brush) rowHeight(label []string) vg.Length {
	return max(cellHigh, blockHeight(len(label), b.TextSize)+6)
}

func (g grid) height(b *brush, width vg.Length) vg.Length {
	h := g.headHeight(b, width)
	for _, label := range g.rowLabels(b, width) {
		h += b.rowHeight(label)
	}
	return h
}

func (g grid) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	cell, _, level := g.across(b, width)
	left := area.Min.X + g.labelWidth(b, width)
	y := area.Max.Y - g.headHeight(b, width)
	for i, name := range g.columns {
		g.head(b, name, vg.Point{X: left + (vg.Length(i)+0.5)*cell, Y: y}, cell, level)
	}
	var frames []vg.Rectangle
	for i, label := range g.rowLabels(b, width) {
		h := b.rowHeight(label)
		b.write(vg.Point{X: area.Min.X, Y: y - h/2}, leftMiddle, b.TextSize, b.Text, label...)
		for j, s := range g.cells[i] {
			r := box(left+vg.Length(j)*cell, y-h, left+vg.Length(j+1)*cell, y)
			b.cell(r, s)
			if g.framed != nil && g.framed(i, j) {
				frames = append(frames, r)
			}
		}
		if g.ruled > 0 && i == g.ruled {
			b.line(stroke{color: b.Text, width: 1}, vg.Point{X: area.Min.X, Y: y}, vg.Point{X: left + vg.Length(len(g.columns))*cell, Y: y})
		}
		y -= h
	}
	for _, r := range frames {
		b.frame(stroke{color: b.Text, width: 1.6}, r)
	}
}

func (g grid) head(b *brush, name string, at vg.Point, cell vg.Length, level bool) {
	if level {
		b.write(vg.Point{X: at.X, Y: at.Y + 4}, centreBottom, b.SmallSize, b.Soft, b.wrap(name, b.SmallSize, cell-3)...)
		return
	}
	b.Push()
	b.Translate(vg.Point{X: at.X, Y: at.Y + 4})
	b.Rotate(math.Pi / 4)
	b.write(vg.Point{}, align{0, .3}, b.SmallSize, b.Soft, b.slantLines(name, cell)...)
	b.Pop()
}

// cell draws one likelihood: its class as a colour, its number as text, hatched where it is judged or not to be had.
func (b *brush) cell(r vg.Rectangle, s words.Stated) {
	ground, ink := color.NRGBA(b.Shade), b.Soft
	var text []string
	switch s.Form {
	case words.Point, words.WasMet, words.WasMissed:
		ground = b.Classes[classOf(s.P)]
		ink = b.inkOn(ground)
		text = []string{cellText(s)}
	case words.Band, words.Judged:
		ground = b.Classes[classOf((s.Lo+s.Hi)/2-1e-6)]
		ink = b.inkOn(ground)
		from, to := words.Number(100*s.Lo, 0)+"–", words.Number(100*s.Hi, 0)
		if text = []string{from + to}; b.width(text[0], b.SmallSize) > r.Max.X-r.Min.X-2 {
			text = []string{from, to}
		}
	}
	b.rect(r, ground)
	middle := vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
	switch s.Form {
	case words.None:
		b.hatch(r, 4, stroke{color: b.tint(b.Soft, .6), width: .5})
	case words.Judged:
		b.hatch(r, 4, stroke{color: ink, width: .4})
		w, h := b.widest(text, b.SmallSize)/2+1.5, blockHeight(len(text), b.SmallSize)/2+2
		b.rect(box(max(r.Min.X, middle.X-w), middle.Y-h, min(r.Max.X, middle.X+w), middle.Y+h), ground)
	}
	b.frame(stroke{color: b.Paper, width: .8}, r)
	b.write(middle, centreMiddle, b.SmallSize, ink, text...)
}

func cellText(s words.Stated) string {
	switch s.Form {
	case words.WasMet:
		return "✓"
	case words.WasMissed:
		return "×"
	}
	return [...]string{"<", "", ">"}[1+max(-1, min(1, s.Beyond))] + words.Number(100*s.P, 0)
}

// classKeys explain the colours, and the hatching where it occurs.
func (g grid) classKeys(b *brush) []key {
	var keys []key
	for i, c := range b.Classes {
		keys = append(keys, key{func(r vg.Rectangle) { b.rect(r, c) }, b.lang.PercentRange(float64(i)/5, float64(i+1)/5)})
	}
	seen := map[words.Form]bool{}
	for _, row := range g.cells {
		for _, s := range row {
			seen[s.Form] = true
		}
	}
	extra := func(form words.Form, mark func(r vg.Rectangle)) {
		if seen[form] {
			keys = append(keys, key{mark, b.lang.Say(formWords[form])})
		}
	}
	centre := func(r vg.Rectangle) vg.Point { return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2} }
	extra(words.Judged, func(r vg.Rectangle) {
		b.rect(r, b.Classes[2])
		b.hatch(r, 4, stroke{color: b.Paper, width: .5})
	})
	extra(words.None, func(r vg.Rectangle) {
		b.rect(r, b.Shade)
		b.hatch(r, 4, stroke{color: b.tint(b.Soft, .6), width: .5})
	})
	extra(words.WasMet, func(r vg.Rectangle) {
		b.rect(r, b.Classes[4])
		b.write(centre(r), centreMiddle, b.SmallSize, b.Text, "✓")
	})
	extra(words.WasMissed, func(r vg.Rectangle) {
		b.rect(r, b.Classes[0])
		b.write(centre(r), centreMiddle, b.SmallSize, b.Paper, "×")
	})
	return keys
}

var formWords = map[words.Form]words.Phrase{
	words.Judged: words.NoBase, words.None: words.CannotAssess, words.WasMet: words.AlreadyMet, words.WasMissed: words.AlreadyFailed,
}
