// Package typeface is the letters that pictures are set in: an embedded Chinese, Latin and Greek font, a reader's own
// font before it, and the shape and width of every character.
package typeface

import (
	_ "embed" // the font
	"fmt"
	"os"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The subset of Noto Sans SC made by make_font.sh from charset.txt. SIL Open Font License 1.1, see OFL.txt.
//
//go:embed NotoSansSC-Subset.ttf
var embedded []byte

// License is the text of the embedded font's licence.
//
//go:embed OFL.txt
var License string

// Source is one font file of a Face.
type Source struct {
	Bytes []byte
	// TrueType says that the file is a single font with glyf outlines, the only kind that the PDF writer can subset.
	TrueType bool
	font     *sfnt.Font
	upm      float64
}

// Glyph is the shape of one character. Lengths are in em, y down, the origin on the baseline at the left.
type Glyph struct {
	Rune    rune
	Source  int // index into Face.Sources
	Missing bool
	Advance float64
	Outline []Segment
}

// Segment is one piece of an outline; Op tells how many of the points in To count, the last one being the end.
type Segment struct {
	Op sfnt.SegmentOp
	To [3]Point
}

// Point is in em, y down.
type Point struct{ X, Y float64 }

// Face is one or more fonts, asked in order for each character. It is safe for concurrent use.
type Face struct {
	Sources []Source
	// Ascent and Descent are the extents of a line above and below its baseline, in em.
	Ascent, Descent float64

	mu     sync.RWMutex
	glyphs map[rune]*Glyph
}

var embeddedFace = sync.OnceValues(func() (*Face, error) { return newFace(embedded) })

// Default is the embedded font alone.
func Default() (*Face, error) { return embeddedFace() }

// Load reads a font file (TrueType, OpenType or a collection, of which the first font is taken) and puts it before
// the embedded font, which still serves the characters that the file lacks.
func Load(path string) (*Face, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	face, err := newFace(data, embedded)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", path, err)
	}
	return face, nil
}

func newFace(files ...[]byte) (*Face, error) {
	face := &Face{glyphs: map[rune]*Glyph{}}
	for _, data := range files {
		s, err := parse(data)
		if err != nil {
			return nil, err
		}
		face.Sources = append(face.Sources, s)
	}
	// The line height comes from the letters themselves, as files disagree about what they state: h with an accent
	// rises to 0.88 em and Chinese characters sink to 0.12 em in the fonts tried.
	face.Ascent, face.Descent = 0.88, 0.22
	return face, nil
}

func parse(data []byte) (Source, error) {
	collection, err := sfnt.ParseCollection(data)
	if err != nil {
		return Source{}, fmt.Errorf("not a readable TrueType or OpenType font: %w", err)
	}
	f, err := collection.Font(0)
	if err != nil {
		return Source{}, fmt.Errorf("not a readable TrueType or OpenType font: %w", err)
	}
	trueType := false
	if len(data) >= 4 {
		tag := string(data[:4])
		trueType = tag == "\x00\x01\x00\x00" || tag == "true"
	}
	return Source{Bytes: data, TrueType: trueType, font: f, upm: float64(f.UnitsPerEm())}, nil
}

// Glyph is the shape of r; for a character that no font holds it is the first font's box for missing characters.
func (f *Face) Glyph(r rune) *Glyph {
	f.mu.RLock()
	g := f.glyphs[r]
	f.mu.RUnlock()
	if g != nil {
		return g
	}
	g = f.load(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	if first := f.glyphs[r]; first != nil {
		return first
	}
	f.glyphs[r] = g
	return g
}

func (f *Face) load(r rune) *Glyph {
	var buf sfnt.Buffer
	for i := range f.Sources {
		s := &f.Sources[i]
		if index, err := s.font.GlyphIndex(&buf, r); err == nil && index != 0 {
			if g := s.glyph(&buf, index); g != nil {
				g.Rune, g.Source = r, i
				return g
			}
		}
	}
	g := f.Sources[0].glyph(&buf, 0)
	if g == nil {
		g = &Glyph{Advance: 1}
	}
	g.Rune, g.Missing = r, true
	return g
}

// glyph scales a shape to em; nil when the font's own data for it cannot be read.
func (s *Source) glyph(buf *sfnt.Buffer, index sfnt.GlyphIndex) *Glyph {
	size := fixed.I(int(s.upm))
	segments, err := s.font.LoadGlyph(buf, index, size, nil)
	if err != nil {
		return nil
	}
	em := func(v fixed.Int26_6) float64 { return float64(v) / 64 / s.upm }
	g := &Glyph{Outline: make([]Segment, len(segments))}
	for i, seg := range segments {
		g.Outline[i].Op = seg.Op
		for k, p := range seg.Args {
			g.Outline[i].To[k] = Point{em(p.X), em(p.Y)}
		}
	}
	advance, err := s.font.GlyphAdvance(buf, index, size, 0)
	if err != nil {
		return nil
	}
	g.Advance = em(advance)
	return g
}

// Width is the width of a line of text in em.
func (f *Face) Width(text string) float64 {
	w := 0.0
	for _, r := range text {
		w += f.Glyph(r).Advance
	}
	return w
}

// Missing lists the characters of a text that no font of the face holds, each once, in order of appearance.
func (f *Face) Missing(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if !seen[r] && r != '\n' && f.Glyph(r).Missing {
			missing = append(missing, r)
		}
		seen[r] = true
	}
	return missing
}
