// Package canvas is three surfaces to draw on, PNG, SVG and PDF: each shows the same picture in any script, names the
// characters it had no letters for, and writes the same bytes every time.
package canvas

import (
	"errors"
	"fmt"
	"image"
	"image/color"

	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// Formats are the endings of the files that New can make.
var Formats = []string{"png", "svg", "pdf"}

// Surface is a gonum canvas that becomes a file.
type Surface interface {
	vg.CanvasSizer
	// Missing lists the characters drawn as a box because no font held them, each once, in order of appearance.
	Missing() []rune
	// Shapes says that text was drawn as shapes although the format could have kept it as text: the font does not allow it.
	Shapes() bool
	// Bytes closes the surface and gives the file. Nothing may be drawn after it.
	Bytes() ([]byte, error)
}

// Page is what a surface is made from.
type Page struct {
	Width, Height vg.Length
	DPI           int // of PNG; others ignore it
	Face          *typeface.Face
	// Title and Description say what is seen, for readers who do not see it; Language is a tag such as "zh-CN".
	Title, Description, Language string
	Meta                         string // kept in the file, unseen: for example the hash of the run
}

// New makes an empty white surface. The format is one of Formats.
func New(format string, p Page) (Surface, error) {
	if p.Face == nil {
		return nil, errors.New("a canvas needs a face to set text in")
	}
	if !(p.Width > 0 && p.Height > 0 && p.Width < 10000 && p.Height < 10000) {
		return nil, fmt.Errorf("a picture of %.0f x %.0f points cannot be drawn", float64(p.Width), float64(p.Height))
	}
	switch format {
	case "png":
		return newPNG(p)
	case "svg":
		return newSVG(p), nil
	case "pdf":
		return newPDF(p), nil
	}
	return nil, fmt.Errorf("no picture format %q: choose png, svg or pdf", format)
}

var errBitmap = errors.New("this canvas draws no bitmaps")

// base is what the surfaces share: the characters that were missing, and the first error.
type base struct {
	Page
	missing []rune
	shapes  bool
	err     error
}

func (b *base) Missing() []rune        { return b.missing }
func (b *base) Shapes() bool           { return b.shapes }
func (b *base) Size() (w, h vg.Length) { return b.Width, b.Height }
func (b *base) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *base) DrawImage(vg.Rectangle, image.Image) { b.fail(errBitmap) }

// placed is a glyph at its distance from the start of its line, in em.
type placed struct {
	*typeface.Glyph
	at float64
}

// set lays out one line and notes what is missing.
func (b *base) set(text string) []placed {
	line := make([]placed, 0, len(text))
	at := 0.0
	for _, r := range text {
		g := b.Face.Glyph(r)
		if g.Missing {
			b.note(r)
		}
		line = append(line, placed{g, at})
		at += g.Advance
	}
	return line
}

func (b *base) note(r rune) {
	for _, seen := range b.missing {
		if seen == r {
			return
		}
	}
	b.missing = append(b.missing, r)
}

// outline is the path of a glyph, size points to the em, its origin at a point of a canvas whose y runs up.
func outline(g *typeface.Glyph, size float64, at vg.Point) vg.Path {
	point := func(p typeface.Point) vg.Point {
		return vg.Point{X: at.X + vg.Length(p.X*size), Y: at.Y - vg.Length(p.Y*size)}
	}
	var path vg.Path
	for i, s := range g.Outline {
		switch ends := segmentPoints[s.Op]; ends {
		case 0:
			if i > 0 {
				path.Close()
			}
			path.Move(point(s.To[0]))
		case 1:
			path.Line(point(s.To[0]))
		case 2:
			path.QuadTo(point(s.To[0]), point(s.To[1]))
		case 3:
			path.CubeTo(point(s.To[0]), point(s.To[1]), point(s.To[2]))
		}
	}
	if len(path) > 0 {
		path.Close()
	}
	return path
}

func nrgba(c color.Color) color.NRGBA {
	if c == nil {
		c = color.Black
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}
