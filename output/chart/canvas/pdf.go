package canvas

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// pdf keeps text as text, in a subset of the font that fpdf makes: it can be selected, searched and copied. What
// cannot be kept so (a font that fpdf does not take, characters beyond the first 65 536, missing ones) is drawn as
// outlines.
type pdf struct {
	base
	pens
	doc   *fpdf.Fpdf
	added map[int]bool // sources that the document already holds
	bold  bool
}

func newPDF(p Page) *pdf {
	doc := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: float64(p.Width), Ht: float64(p.Height)},
	})
	// The file must not depend on when it was written.
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetCatalogSort(true)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetTitle(p.Title, true)
	doc.SetSubject(p.Description, true)
	doc.SetKeywords(p.Meta, true)
	doc.SetCreator("targetcast", true)
	if p.Language != "" {
		doc.SetLang(p.Language)
	}
	doc.AddPage()
	return &pdf{base: base{Page: p}, pens: newPens(p.Height), doc: doc, added: map[int]bool{}}
}

// ink tells the document the pen's colour.
func (c *pdf) ink() {
	n := c.now().color
	c.doc.SetFillColor(int(n.R), int(n.G), int(n.B))
	c.doc.SetDrawColor(int(n.R), int(n.G), int(n.B))
	c.doc.SetTextColor(int(n.R), int(n.G), int(n.B))
	c.doc.SetAlpha(float64(n.A)/255, "Normal")
}

func (c *pdf) trace(path vg.Path) {
	for _, s := range c.steps(path) {
		switch s.op {
		case 'M':
			c.doc.MoveTo(s.xy[0], s.xy[1])
		case 'L':
			c.doc.LineTo(s.xy[0], s.xy[1])
		case 'Q':
			c.doc.CurveTo(s.xy[0], s.xy[1], s.xy[2], s.xy[3])
		case 'C':
			c.doc.CurveBezierCubicTo(s.xy[0], s.xy[1], s.xy[2], s.xy[3], s.xy[4], s.xy[5])
		case 'Z':
			c.doc.ClosePath()
		}
	}
}

func (c *pdf) Fill(path vg.Path) {
	if len(path) == 0 {
		return
	}
	c.ink()
	c.trace(path)
	c.doc.DrawPath("F")
}

func (c *pdf) Stroke(path vg.Path) {
	p := c.now()
	if p.width <= 0 || len(path) == 0 {
		return
	}
	c.ink()
	scale := p.matrix.scale()
	c.doc.SetLineWidth(p.width * scale)
	dash := make([]float64, len(p.dash))
	for i, v := range p.dash {
		dash[i] = v * scale
	}
	c.doc.SetDashPattern(dash, p.offset*scale)
	c.trace(path)
	c.doc.DrawPath("D")
}

func (c *pdf) FillString(f font.Face, at vg.Point, text string) {
	size := float64(f.Font.Size)
	if size <= 0 || strings.TrimSpace(text) == "" {
		return
	}
	c.ink()
	line := c.set(text)
	for i := 0; i < len(line); {
		g := line[i]
		start := vg.Point{X: at.X + vg.Length(g.at*size), Y: at.Y}
		if !c.selectable(g) {
			c.shapes = c.shapes || !g.Missing && !embeds(c.Face.Sources[g.Source])
			c.Fill(outline(g.Glyph, size, start))
			i++
			continue
		}
		end := i + 1
		for end < len(line) && line[end].Source == g.Source && c.selectable(line[end]) {
			end++
		}
		var run strings.Builder
		for _, h := range line[i:end] {
			run.WriteRune(h.Rune)
		}
		c.text(g.Source, size, start, run.String())
		i = end
	}
}

func (c *pdf) selectable(g placed) bool {
	return !g.Missing && g.Rune <= math.MaxUint16 && embeds(c.Face.Sources[g.Source])
}

// tried remembers by the first byte of a font's file whether fpdf takes it.
var tried sync.Map

// embeds says whether fpdf can put a font into a document. It parses fonts by itself and panics on some that other
// readers accept, such as one without a table of names, so each is tried once in a document that is thrown away.
func embeds(s typeface.Source) bool {
	if !s.TrueType {
		return false
	}
	if known, ok := tried.Load(&s.Bytes[0]); ok {
		return known == true
	}
	works := func() (ok bool) {
		defer func() {
			if recover() != nil {
				ok = false
			}
		}()
		doc := fpdf.New("P", "pt", "A4", "")
		doc.AddUTF8FontFromBytes("face", "", bytes.Clone(s.Bytes)) // fpdf writes into the bytes, which others read
		doc.AddPage()
		doc.SetFont("face", "", 10)
		doc.Text(10, 10, "A1 中")
		return doc.Output(io.Discard) == nil
	}()
	tried.Store(&s.Bytes[0], works)
	return works
}

func (c *pdf) text(source int, size float64, at vg.Point, text string) {
	m := c.now().matrix
	x, y := m.apply(at)
	c.use(source, size*m.scale())
	if c.bold { // the face has one weight: letters get an edge in their own colour
		c.doc.SetLineWidth(size * m.scale() / 30)
		c.doc.SetDashPattern(nil, 0)
		c.doc.SetTextRenderingMode(2)
		defer c.doc.SetTextRenderingMode(0)
	}
	// On an upright page the x axis points to (a, b) in coordinates whose y runs down.
	turn := math.Atan2(-m.b, m.a) * 180 / math.Pi
	if turn == 0 {
		c.doc.Text(x, y, text)
		return
	}
	c.doc.TransformBegin()
	c.doc.TransformRotate(turn, x, y)
	c.doc.Text(x, y, text)
	c.doc.TransformEnd()
}

// use sets text in a source of the face from here on.
func (c *pdf) use(source int, size float64) {
	name := fmt.Sprint("face", source)
	if !c.added[source] {
		c.added[source] = true
		c.doc.AddUTF8FontFromBytes(name, "", bytes.Clone(c.Face.Sources[source].Bytes)) // as in embeds
	}
	c.doc.SetFont(name, "", size)
}

func (c *pdf) Bytes() (file []byte, err error) {
	// A font may pass the trial and still fail on characters that the trial had not.
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, fmt.Errorf("pdf: the font cannot be embedded: %v", r)
		}
	}()
	if c.err != nil {
		return nil, c.err
	}
	var b bytes.Buffer
	if err := c.doc.Output(&b); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return b.Bytes(), nil
}
