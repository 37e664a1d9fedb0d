package canvas

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// svg draws text as outlines, each character's shape kept once, so that readers without a Chinese font see the same
// letters. The text itself stays in aria-label, for search and for screen readers.
type svg struct {
	base
	pens
	body   bytes.Buffer
	shapes bytes.Buffer
	known  map[string]bool
}

func newSVG(p Page) *svg {
	return &svg{base: base{Page: p}, pens: newPens(p.Height), known: map[string]bool{}}
}

// number writes at most two decimals, enough for a point's hundredth.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func numbers(v []float64) string {
	words := make([]string, len(v))
	for i, x := range v {
		words[i] = number(x)
	}
	return strings.Join(words, " ")
}

func paint(kind string, c color.NRGBA) string {
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, kind, c.R, c.G, c.B)
	if c.A != 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, kind, number(float64(c.A)/255))
	}
	return s
}

func (s *svg) d(path vg.Path) string {
	var b strings.Builder
	for _, st := range s.steps(path) {
		b.WriteByte(st.op)
		b.WriteString(numbers(st.xy))
	}
	return b.String()
}

func (s *svg) Fill(path vg.Path) {
	if d := s.d(path); d != "" {
		fmt.Fprintf(&s.body, "<path d=\"%s\"%s/>\n", d, paint("fill", s.now().color))
	}
}

func (s *svg) Stroke(path vg.Path) {
	p := s.now()
	if p.width <= 0 || len(path) == 0 {
		return
	}
	scale := p.matrix.scale()
	fmt.Fprintf(&s.body, `<path d="%s" fill="none"%s stroke-width="%s"`, s.d(path), paint("stroke", p.color), number(p.width*scale))
	if len(p.dash) > 0 {
		dash := make([]float64, len(p.dash))
		for i, v := range p.dash {
			dash[i] = v * scale
		}
		fmt.Fprintf(&s.body, ` stroke-dasharray="%s" stroke-dashoffset="%s"`, numbers(dash), number(p.offset*scale))
	}
	s.body.WriteString("/>\n")
}

// unitsPerEm of the shapes kept in the file.
const unitsPerEm = 1000

func (s *svg) FillString(f font.Face, at vg.Point, text string) {
	if f.Font.Size <= 0 || strings.TrimSpace(text) == "" {
		return
	}
	p := s.now()
	size := float64(f.Font.Size) / unitsPerEm
	x, y := p.matrix.apply(at)
	m := p.matrix
	fmt.Fprintf(&s.body, `<g transform="matrix(%s %s %s %s %s %s)"%s aria-label="%s">`,
		fine(m.a*size), fine(m.b*size), fine(-m.c*size), fine(-m.d*size), number(x), number(y), paint("fill", p.color), escape(text))
	for _, g := range s.set(text) {
		if len(g.Outline) > 0 {
			fmt.Fprintf(&s.body, `<use xlink:href="#%s" x="%s"/>`, s.shape(g.Glyph), number(g.at*unitsPerEm))
		}
	}
	s.body.WriteString("</g>\n")
}

func fine(v float64) string {
	s := strconv.FormatFloat(v, 'f', 6, 64)
	if s = strings.TrimRight(strings.TrimRight(s, "0"), "."); s == "-0" {
		return "0"
	}
	return s
}

// shape keeps a glyph's outline and gives its name.
func (s *svg) shape(g *typeface.Glyph) string {
	id := fmt.Sprintf("g%d-%x", g.Source, g.Rune)
	if s.known[id] {
		return id
	}
	s.known[id] = true
	var d strings.Builder
	for i, seg := range g.Outline {
		n := segmentPoints[seg.Op]
		if n == 0 && i > 0 {
			d.WriteByte('Z')
		}
		d.WriteByte("MLQC"[n])
		var xy []float64
		for _, q := range seg.To[:max(1, n)] {
			xy = append(xy, q.X*unitsPerEm, q.Y*unitsPerEm)
		}
		d.WriteString(numbers(xy))
	}
	fmt.Fprintf(&s.shapes, "<path id=\"%s\" d=\"%sZ\"/>\n", id, d.String())
	return id
}

func escape(text string) string {
	var b bytes.Buffer
	if xml.EscapeText(&b, []byte(text)) != nil { // a bytes.Buffer takes everything
		return ""
	}
	return b.String()
}

func (s *svg) Bytes() ([]byte, error) {
	if s.err != nil {
		return nil, s.err
	}
	w, h := number(float64(s.Width)), number(float64(s.Height))
	var b bytes.Buffer
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "+
		"xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%spt\" height=\"%spt\" viewBox=\"0 0 %s %s\" role=\"img\"", w, h, w, h)
	if s.Language != "" {
		fmt.Fprintf(&b, " xml:lang=\"%s\"", escape(s.Language))
	}
	b.WriteString(">\n")
	for _, e := range []struct{ tag, text string }{{"title", s.Title}, {"desc", s.Description}, {"metadata", s.Meta}} {
		if e.text != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\n", e.tag, escape(e.text), e.tag)
		}
	}
	fmt.Fprintf(&b, "<defs>\n%s</defs>\n<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", s.shapes.String(), w, h)
	b.Write(s.body.Bytes())
	b.WriteString("</svg>\n")
	return b.Bytes(), nil
}
