package document

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// proof is a sheet that keeps where texts stand.
type proof struct {
	blank
	face   *typeface.Face
	page   int
	texts  []printed
	links  []place
	titles []string
}

type printed struct {
	text string
	page int
	area vg.Rectangle
}

func (p *proof) Turn() { p.page++ }
func (p *proof) FillString(f font.Face, at vg.Point, text string) {
	w := vg.Length(p.face.Width(text)) * f.Font.Size
	p.texts = append(p.texts, printed{text, p.page, vg.Rectangle{Min: at, Max: vg.Point{X: at.X + w, Y: at.Y + f.Font.Size*.7}}})
}
func (p *proof) Link(_ vg.Rectangle, page int, y vg.Length) {
	p.links = append(p.links, place{page, y})
}
func (p *proof) Outline(title string, _ int, _ vg.Length) { p.titles = append(p.titles, title) }
func (p *proof) Push()                                    {}
func (p *proof) Pop()                                     {}
func (p *proof) Translate(vg.Point)                       {}
func (p *proof) Scale(float64, float64)                   {}

// long is the sample with enough to fill pages, and words that fit no column.
func long() *Document {
	d := sample()
	s := &d.Sections[0]
	prose := strings.Repeat("Many words go on and on, 中文与数字2025年混排，直到换行。", 40)
	t := Table{ID: "long", Caption: "Long", Columns: []Column{{"key", Word}, {"value", Number}, {"why", Prose}}}
	for i := range 120 {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: Line{{Text: strings.Repeat("indicator_", 6) + fmt.Sprint(i), Style: Code}}}, {Text: Text(fmt.Sprint(i)), Below: "below"}, {Text: Text(string([]rune(prose)[:30*(i%7)]))}}})
	}
	s.Blocks = append(s.Blocks, Paragraph{Text: Text(prose)}, t, Terms{{Name: "name", Text: Text(prose)}}, Paragraph{Text: Line{{Text: strings.Repeat("0123456789abcdef", 40), Style: Code}}})
	return d
}

// Nothing stands beyond the margins or over something else, nothing is lost, and what is promised on a page is there.
func TestLayout(t *testing.T) {
	face, err := typeface.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := long()
	known, pages := settle(d, face)
	p := &proof{face: face, page: 1}
	final := &press{doc: d, face: face, sheet: p, known: known, places: map[string]place{}, pages: pages}
	final.print()
	if p.page != pages || pages < 4 {
		t.Errorf("%d pages were laid out, %d printed", pages, p.page)
	}
	for id, at := range final.places {
		if known[id] != at {
			t.Errorf("%s was to stand at %v and stands at %v", id, known[id], at)
		}
	}
	all := ""
	for i, a := range p.texts {
		all += a.text
		if a.area.Min.X < paperMargin-.01 || a.area.Max.X > a4Width-paperMargin+.01 || a.area.Min.Y < foot-.01 || a.area.Max.Y > a4Height-paperMargin+.01 {
			t.Errorf("page %d: %.30q stands at %v", a.page, a.text, a.area)
		}
		for _, b := range p.texts[i+1:] {
			const touch = .5
			if a.page == b.page && strings.TrimSpace(a.text) != "" && strings.TrimSpace(b.text) != "" && a.area.Min.X+touch < b.area.Max.X && b.area.Min.X+touch < a.area.Max.X &&
				a.area.Min.Y+touch < b.area.Max.Y && b.area.Min.Y+touch < a.area.Max.Y {
				t.Errorf("page %d: %.30q lies over %.30q", a.page, a.text, b.text)
			}
		}
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, want := range []string{"直到换行。", "indicator_119", "“达到4.3万亿元”", "Figure1GDP:50%&\"more\"", "Numbers:table3(page" + fmt.Sprint(known["numbers-fan-gdp"].page) + ")"} {
		if !strings.Contains(bare(all), want) {
			t.Errorf("%q is not printed", want)
		}
	}
	if n := strings.Count(all, "直到换行"); n < 80 { // 40 in the paragraph, 40 beside the name
		t.Errorf("%d of 80 sentences are printed", n)
	}
	if !slices.Equal(p.titles, []string{"Summary {50 %}", "GDP", "All numbers"}) {
		t.Errorf("headings %q", p.titles)
	}
	for _, l := range p.links {
		if l.page < 1 || l.page > pages {
			t.Errorf("a link leads to page %d of %d", l.page, pages)
		}
	}
}

func TestPDFIsTheSameAgain(t *testing.T) {
	a, missing, err := PDF(long(), nil)
	if err != nil || len(missing) > 0 {
		t.Fatalf("%v, missing %q", err, missing)
	}
	if b, _, err := PDF(long(), nil); err != nil || !bytes.Equal(a, b) {
		t.Errorf("another file (%v)", err)
	}
	d := sample()
	d.Title = "No letter for 𠮷"
	if _, missing, err := PDF(d, nil); err != nil || string(missing) != "𠮷" {
		t.Errorf("missing %q (%v)", string(missing), err)
	}
}

// Another program's reading (poppler): Chinese as text, fonts inside, as many pages.
func TestPDFIsRead(t *testing.T) {
	totext := slow(t, "pdftotext")
	d := long()
	b, _, err := PDF(d, nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "r.pdf")
	if err := os.WriteFile(file, b, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(totext, "-layout", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if lost := has(string(out), "Two <cities> & 双城记", "“达到4.3万亿元”", "中文与数字2025年混排，直到换行。", "≥ 43,000|x", "Table 1", "28,515"); len(lost) > 0 {
		t.Errorf("it is read without %q", lost)
	}
	info, err := exec.Command(slow(t, "pdfinfo"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, info)
	}
	face, _ := typeface.Default()
	_, pages := settle(d, face)
	squeezed := strings.Join(strings.Fields(string(info)), " ")
	if lost := has(squeezed, "Title: Two <cities> & 双城记", "Keywords: abc", fmt.Sprintf("Pages: %d ", pages)); len(lost) > 0 {
		t.Errorf("pdfinfo lacks %q:\n%s", lost, info)
	}
	fonts, err := exec.Command(slow(t, "pdffonts"), file).CombinedOutput()
	if err != nil || !strings.Contains(string(fonts), "Identity-H") || strings.Contains(string(fonts), " no  no ") {
		t.Errorf("fonts: %s (%v)", fonts, err)
	}
}
