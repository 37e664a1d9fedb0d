package chart

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
	"targetcast/output/words"
)

// ruler is a canvas that only notes where text comes to lie.
type ruler struct {
	face  *typeface.Face
	now   place
	stack []place
	texts []measured
}

// place is an origin and a turn: charts use no other transforms.
type place struct{ x, y, turn float64 }

// measured is a text with its corners.
type measured struct {
	text    string
	corners [4][2]float64
	level   bool
	size    float64
}

func (r *ruler) SetLineWidth(vg.Length)              {}
func (r *ruler) SetLineDash([]vg.Length, vg.Length)  {}
func (r *ruler) SetColor(color.Color)                {}
func (r *ruler) Scale(float64, float64)              { panic("no chart scales") }
func (r *ruler) Stroke(vg.Path)                      {}
func (r *ruler) Fill(vg.Path)                        {}
func (r *ruler) DrawImage(vg.Rectangle, image.Image) {}
func (r *ruler) Rotate(rad float64)                  { r.now.turn += rad }
func (r *ruler) Push()                               { r.stack = append(r.stack, r.now) }
func (r *ruler) Pop()                                { r.now, r.stack = r.stack[len(r.stack)-1], r.stack[:len(r.stack)-1] }
func (r *ruler) Translate(p vg.Point) {
	r.now.x, r.now.y = r.at(float64(p.X), float64(p.Y))
}

func (r *ruler) at(x, y float64) (float64, float64) {
	sin, cos := math.Sincos(r.now.turn)
	return r.now.x + x*cos - y*sin, r.now.y + x*sin + y*cos
}

func (r *ruler) FillString(f font.Face, p vg.Point, s string) {
	if s == "" {
		return
	}
	size := float64(f.Font.Size)
	w := r.face.Width(s) * size
	m := measured{text: s, level: r.now.turn == 0, size: size}
	// From a tenth of an em below the baseline to the height of capitals.
	for i, c := range [4][2]float64{{0, -.1 * size}, {w, -.1 * size}, {w, capHeight * size}, {0, capHeight * size}} {
		m.corners[i][0], m.corners[i][1] = r.at(float64(p.X)+c[0], float64(p.Y)+c[1])
	}
	r.texts = append(r.texts, m)
}

func measure(t *testing.T, p Picture, width float64) (*ruler, layout) {
	t.Helper()
	o := Options{Width: width}
	if err := o.fill(); err != nil {
		t.Fatal(err)
	}
	if err := p.Chart.check(); err != nil {
		t.Fatal(err)
	}
	r := &ruler{face: o.Face}
	l := p.layOut(o)
	p.drawOn(r, o, l)
	return r, l
}

func TestTextStaysOnThePicture(t *testing.T) {
	for _, sample := range samples {
		for _, l := range []words.Lang{words.En, words.Zh} {
			for _, width := range []float64{10, 14, 20} {
				p := sample(l)
				r, lay := measure(t, p, width)
				for _, m := range r.texts {
					for _, c := range m.corners {
						if c[0] < 1 || c[1] < 1 || c[0] > float64(lay.page.Width)-1 || c[1] > float64(lay.page.Height)-1 {
							t.Errorf("%s, %v, %v cm: %q reaches %.1f, %.1f on a page of %.1f x %.1f", p.Name, l, width, m.text,
								c[0], c[1], float64(lay.page.Width), float64(lay.page.Height))
							break
						}
					}
				}
			}
		}
	}
}

func TestTextsDoNotOverlap(t *testing.T) {
	for _, sample := range samples {
		for _, l := range []words.Lang{words.En, words.Zh} {
			p := sample(l)
			r, _ := measure(t, p, 14)
			for i, a := range r.texts {
				for _, b := range r.texts[:i] {
					if !a.level || !b.level { // slanted names: boxes do not say enough
						continue
					}
					across := math.Min(a.corners[1][0], b.corners[1][0]) - math.Max(a.corners[0][0], b.corners[0][0])
					down := math.Min(a.corners[2][1], b.corners[2][1]) - math.Max(a.corners[0][1], b.corners[0][1])
					if across > .5 && down > .5 {
						t.Errorf("%s, %v: %q and %q overlap by %.1f x %.1f points", p.Name, l, a.text, b.text, across, down)
					}
				}
			}
		}
	}
}

func TestTextCanBeReadInAColumnOfTwelveCentimetres(t *testing.T) {
	for _, sample := range samples {
		r, _ := measure(t, sample(words.En), 14)
		for _, m := range r.texts {
			if printed := m.size * 12 / 14; printed < 7 {
				t.Errorf("%q would be printed at %.1f points, want 7 or more", m.text, printed)
			}
		}
	}
}

func TestLongNamesAreMarkedWhereTheyAreCut(t *testing.T) {
	b := testBrush(t)
	long := strings.Repeat("scenario with a long name ", 4)
	got := b.slantLines(long, 22)
	if len(got) != 1 || !strings.HasSuffix(got[0], "…") || b.widest(got, b.SmallSize) > slantWidth {
		t.Errorf("%q", got)
	}
	p := sampleHeat(words.En)
	c := p.Chart.(HeatMap)
	for i := range c.Scenarios {
		c.Scenarios[i] = long
	}
	for i := range c.Targets {
		c.Targets[i] = strings.Repeat("target with a long name ", 5)
	}
	r, lay := measure(t, p, 14)
	for _, m := range r.texts {
		for _, q := range m.corners {
			if q[0] < 1 || q[0] > float64(lay.page.Width)-1 {
				t.Fatalf("%q reaches %.1f", m.text, q[0])
			}
		}
	}
}
