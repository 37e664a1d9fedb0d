package canvas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

func page(t *testing.T) Page {
	t.Helper()
	face, err := typeface.Default()
	if err != nil {
		t.Fatal(err)
	}
	return Page{Width: 200, Height: 100, DPI: 144, Face: face,
		Title: "双城记 & <test>", Description: "两行文字", Language: "zh-CN", Meta: "sha256:0123"}
}

// draw puts every kind of mark on a surface.
func draw(c vg.Canvas) {
	c.SetColor(color.NRGBA{R: 0xE6, G: 0x9F, A: 128})
	var box vg.Path
	box.Move(vg.Point{X: 10, Y: 10})
	box.Line(vg.Point{X: 60, Y: 10})
	box.Line(vg.Point{X: 60, Y: 40})
	box.Close()
	c.Fill(box)
	var ring vg.Path
	ring.Move(vg.Point{X: 120, Y: 50})
	ring.Arc(vg.Point{X: 100, Y: 50}, 20, 0, 2*math.Pi)
	ring.Close()
	c.SetLineDash([]vg.Length{3, 2}, 0)
	c.Stroke(ring)
	c.SetColor(color.Black)
	f := font.Face{Font: font.Font{Size: 12}}
	c.FillString(f, vg.Point{X: 10, Y: 80}, "杭甬 GDP 4.3万亿元 ≥ 30 %")
	c.Push()
	c.Translate(vg.Point{X: 180, Y: 20})
	c.Rotate(math.Pi / 2)
	c.FillString(f, vg.Point{}, "竖排 up")
	c.Pop()
}

func file(t *testing.T, format string, p Page) []byte {
	t.Helper()
	s, err := New(format, p)
	if err != nil {
		t.Fatal(err)
	}
	draw(s)
	if m := s.Missing(); len(m) > 0 {
		t.Errorf("%s: missing %q", format, string(m))
	}
	data, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSameBytesEveryTime(t *testing.T) {
	for _, format := range Formats {
		if !bytes.Equal(file(t, format, page(t)), file(t, format, page(t))) {
			t.Errorf("%s: two drawings of one picture differ", format)
		}
	}
}

func TestPNGHasThePixelsAndTheMetadata(t *testing.T) {
	data := file(t, "png", page(t))
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// 200 x 100 points at 144 dots per inch, 72 points to the inch.
	if b := img.Bounds(); b.Dx() != 400 || b.Dy() != 200 {
		t.Errorf("%v pixels, want 400 x 200", b)
	}
	for _, want := range []string{"iTXtTitle\x00\x00\x00\x00\x00双城记", "sha256:0123", "pHYs\x00\x00\x16\x25"} { // 144/0.0254 = 5669 = 0x1625
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %q in the file", want)
		}
	}
}

func TestSVGIsXMLAndKeepsTheWords(t *testing.T) {
	data := file(t, "svg", page(t))
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var labels []string
	uses, shapes := 0, map[string]bool{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "aria-label":
				labels = append(labels, a.Value)
			case "id":
				shapes[a.Value] = true
			case "href":
				uses++
				if !shapes[strings.TrimPrefix(a.Value, "#")] {
					t.Errorf("%s is used before it is defined", a.Value)
				}
			}
		}
	}
	if got := strings.Join(labels, "|"); got != "杭甬 GDP 4.3万亿元 ≥ 30 %|竖排 up" {
		t.Errorf("labels %q", got)
	}
	// 杭甬, GDP, 4.3, 万亿元, ≥, 30, %: 2+3+3+3+1+2+1 = 15; 竖排, up: 4. Spaces are not drawn.
	if uses != 19 {
		t.Errorf("%d characters drawn, want 19", uses)
	}
}

func TestMissingCharactersAreNamedInEveryFormat(t *testing.T) {
	for _, format := range Formats {
		s, err := New(format, page(t))
		if err != nil {
			t.Fatal(err)
		}
		s.FillString(font.Face{Font: font.Font{Size: 10}}, vg.Point{X: 5, Y: 5}, "水龘龘龖𠮷")
		if got := string(s.Missing()); got != "龘龖𠮷" {
			t.Errorf("%s: missing %q, want 龘龖𠮷", format, got)
		}
		if _, err := s.Bytes(); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestTransformsCompose(t *testing.T) {
	// A quarter turn about (180, 20): the point 10 to the right of it comes to lie 10 above it, at y = 30 counted from
	// below, 70 from above on a page 100 high.
	p := newPens(100)
	p.Push()
	p.Translate(vg.Point{X: 180, Y: 20})
	p.Rotate(math.Pi / 2)
	x, y := p.now().matrix.apply(vg.Point{X: 10})
	if math.Abs(x-180) > 1e-9 || math.Abs(y-70) > 1e-9 {
		t.Errorf("(%v, %v), want (180, 70)", x, y)
	}
	p.Pop()
	p.Pop() // one too many changes nothing
	if x, y = p.now().matrix.apply(vg.Point{X: 10}); x != 10 || y != 100 {
		t.Errorf("(%v, %v), want (10, 100)", x, y)
	}
}

func TestArcsStayOnTheirCircle(t *testing.T) {
	p := newPens(0)
	var ring vg.Path
	ring.Arc(vg.Point{X: 3, Y: -4}, 10, 0.3, 2*math.Pi)
	steps := p.steps(ring)
	if len(steps) != 5 || steps[0].op != 'M' {
		t.Fatalf("%d steps, want a move and four curves", len(steps))
	}
	from := steps[0].xy
	for _, s := range steps[1:] {
		for _, u := range []float64{.25, .5, .75, 1} {
			at := func(k int) float64 { // Bernstein form of a cubic
				v := 1 - u
				return v*v*v*from[k] + 3*u*v*v*s.xy[k] + 3*u*u*v*s.xy[2+k] + u*u*u*s.xy[4+k]
			}
			if r := math.Hypot(at(0)-3, at(1)-4); math.Abs(r-10) > .003 {
				t.Errorf("radius %v, want 10", r)
			}
		}
		from = s.xy[4:]
	}
}

func TestBadRequests(t *testing.T) {
	good := page(t)
	if _, err := New("bmp", good); err == nil {
		t.Error("bmp was accepted")
	}
	for _, change := range []func(*Page){
		func(p *Page) { p.Width = 0 }, func(p *Page) { p.Height = vg.Length(math.NaN()) },
		func(p *Page) { p.Face = nil }, func(p *Page) { p.Width, p.Height, p.DPI = 5000, 5000, 600 }, func(p *Page) { p.DPI = 0 },
	} {
		p := good
		change(&p)
		if _, err := New("png", p); err == nil {
			t.Errorf("%+v was accepted", p)
		}
	}
	for _, format := range Formats {
		s, err := New(format, good)
		if err != nil {
			t.Fatal(err)
		}
		s.DrawImage(vg.Rectangle{}, nil)
		if _, err := s.Bytes(); !errors.Is(err, errBitmap) {
			t.Errorf("%s: a bitmap gave %v, want an error", format, err)
		}
	}
}

// outside finds a program of others that reads what is written here. A missing one skips the test, or fails it where the
// slow checks run.
func outside(t *testing.T, program, debian string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	switch {
	case err == nil:
	case os.Getenv("TARGETCAST_SLOW") != "":
		t.Fatalf("%s is not installed (Debian: %s), and TARGETCAST_SLOW asks for all checks", program, debian)
	default:
		t.Skipf("%s is not installed (Debian: %s): nobody else has read the file", program, debian)
	}
	return path
}

// Another program draws the SVG as this one draws the PNG: the same size, and grey levels that differ by little on
// average. Edges are smoothed differently; a letter or a line that is missing or elsewhere makes more than that.
func TestSVGIsDrawnAlikeByOthers(t *testing.T) {
	tool := outside(t, "rsvg-convert", "librsvg2-bin")
	c := exec.Command(tool, "--zoom", "2", "--dpi-x", "72", "--dpi-y", "72", "--background-color", "white")
	c.Stdin = bytes.NewReader(file(t, "svg", page(t)))
	theirs, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	a, err := png.Decode(bytes.NewReader(theirs))
	if err != nil {
		t.Fatal(err)
	}
	b, err := png.Decode(bytes.NewReader(file(t, "png", page(t))))
	if err != nil {
		t.Fatal(err)
	}
	if a.Bounds() != b.Bounds() {
		t.Fatalf("sizes %v and %v", a.Bounds(), b.Bounds())
	}
	sum, ink, n := 0.0, 0.0, 0.0
	for y := range b.Bounds().Dy() {
		for x := range b.Bounds().Dx() {
			p, q := color.GrayModel.Convert(a.At(x, y)).(color.Gray).Y, color.GrayModel.Convert(b.At(x, y)).(color.Gray).Y
			sum, ink, n = sum+math.Abs(float64(p)-float64(q)), ink+255-float64(q), n+1
		}
	}
	if sum > ink/20 {
		t.Errorf("mean difference %.3g of 255 where the mean ink is %.3g", sum/n, ink/n)
	}
}

func TestPDFTextCanBeCopied(t *testing.T) {
	tool := outside(t, "pdftotext", "poppler-utils")
	name := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(name, file(t, "pdf", page(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"杭甬 GDP 4.3万亿元 ≥ 30 %", "竖排 up"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("pdftotext gave %q, want %q in it", out, want)
		}
	}
}

func TestTextOfTwoFontsCanBeCopied(t *testing.T) {
	tool := outside(t, "pdftotext", "poppler-utils")
	dir := t.TempDir()
	latin := filepath.Join(dir, "latin.ttf") // holds no Chinese
	if err := os.WriteFile(latin, goregular.TTF, 0o600); err != nil {
		t.Fatal(err)
	}
	p := page(t)
	face, err := typeface.Load(latin)
	if err != nil {
		t.Fatal(err)
	}
	p.Face = face
	if a, han := p.Face.Glyph('A'), p.Face.Glyph('杭'); a.Source != 0 || han.Source != 1 || han.Missing {
		t.Errorf("A comes from font %d, 杭 from %d: want the file first, the embedded font for what it lacks", a.Source, han.Source)
	}
	name := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(name, file(t, "pdf", p), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := "杭甬GDP4.3万亿元≥30%"; !strings.Contains(strings.ReplaceAll(string(out), " ", ""), want) {
		t.Errorf("pdftotext gave %q, want %q in it", out, want)
	}
}

// without renames a table of a TrueType file, so that readers do not find it. The table directory holds 16 bytes per
// table from byte 12 on, the name first.
func without(table string, ttf []byte) []byte {
	out := bytes.Clone(ttf)
	for at := 12; at+16 <= 12+16*int(ttf[5]); at += 16 {
		if string(out[at:at+4]) == table {
			out[at+3]++ // the order of names stays
		}
	}
	return out
}

func TestFontsThatPDFCannotHoldAreDrawnAsShapes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "nameless.ttf")
	if err := os.WriteFile(name, without("name", goregular.TTF), 0o600); err != nil {
		t.Fatal(err)
	}
	p := page(t)
	var err error
	if p.Face, err = typeface.Load(name); err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string]bool{"pdf": true, "svg": false, "png": false} {
		s, err := New(format, p)
		if err != nil {
			t.Fatal(err)
		}
		draw(s)
		if s.Shapes() != want {
			t.Errorf("%s: shapes %v, want %v", format, s.Shapes(), want)
		}
		if _, err := s.Bytes(); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}
