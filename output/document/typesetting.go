package document

import (
	"image/color"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// look is how a text is set.
type look struct {
	size  vg.Length
	left  vg.Length // from the margin
	bold  bool
	color color.Color // nil: ink
}

// text sets a line of any length, on as many lines and pages as it needs.
func (p *press) text(l Line, k look) {
	if len(l) > 0 {
		p.set(p.lines(l, k.size, lineWidth-k.left), k)
	}
}

func (p *press) set(lines []Line, k look) {
	for _, l := range lines {
		p.room(k.size * leading)
		p.write(l, vg.Point{X: edges + k.left, Y: p.y - k.size}, k)
		p.y -= k.size * leading
	}
}

// write sets one line with its foot at a point.
func (p *press) write(l Line, at vg.Point, k look) {
	for _, r := range l {
		w := p.width(r.Text, k.size)
		style := k
		style.bold = k.bold || r.Style == Strong || r.Style == Answer
		area := vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - k.size*.25}, Max: vg.Point{X: at.X + w, Y: at.Y + k.size}}
		switch to, ok := p.known[strings.TrimPrefix(r.Link, "#")]; {
		case strings.HasPrefix(r.Link, "#") && ok:
			style.color = link
			p.Link(area, to.page, to.y)
		case safe(r.Link):
			style.color = link
			p.Web(area, r.Link)
		}
		p.put(r.Text, at, style)
		at.X += w
	}
}

func (p *press) put(s string, at vg.Point, k look) {
	if p.dry {
		return
	}
	if k.color == nil {
		k.color = ink
	}
	p.SetColor(k.color)
	p.Bold(k.bold)
	p.FillString(font.Face{Font: font.Font{Size: k.size}}, at, s)
	p.Bold(false)
}

func (p *press) width(s string, size vg.Length) vg.Length { return vg.Length(p.face.Width(s)) * size }

// lines breaks a text where lines may end; what is longer than a line and has no such place is cut.
func (p *press) lines(l Line, size, width vg.Length) []Line {
	var out []Line
	var line Line
	used := vg.Length(0)
	end := func() {
		if n := len(line); n > 0 {
			line[n-1].Text = strings.TrimRight(line[n-1].Text, " ")
		}
		out, line, used = append(out, line), nil, 0
	}
	add := func(r Run, s string) {
		used += p.width(s, size)
		if n := len(line); n > 0 && line[n-1].Style == r.Style && line[n-1].Link == r.Link {
			line[n-1].Text += s
			return
		}
		r.Text = s
		line = append(line, r)
	}
	for _, r := range l {
		text := plainSpaces.Replace(r.Text)
		if r.Style == Quote {
			text, r.Style = "“"+text+"”", Normal
		}
		for _, piece := range typeface.Pieces(text) {
			if used > 0 && used+p.width(strings.TrimRight(piece, " "), size) > width {
				end()
			}
			for p.width(strings.TrimRight(piece, " "), size) > width {
				n := p.cut(piece, size, width)
				add(r, piece[:n])
				end()
				piece = piece[n:]
			}
			add(r, piece)
		}
	}
	if len(line) > 0 {
		end()
	}
	return out
}

// plainSpaces stand for those that fonts often lack.
var plainSpaces = strings.NewReplacer("\u2002", "  ", "\u202f", "\u00a0", "\n", " ")

// cut is how many bytes of a text fit a width: at least one character.
func (p *press) cut(s string, size, width vg.Length) int {
	n := 0
	for i, r := range s {
		if i > 0 && p.width(s[:i+len(string(r))], size) > width {
			break
		}
		n = i + len(string(r))
	}
	return n
}
