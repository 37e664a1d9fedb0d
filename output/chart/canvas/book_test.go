package canvas

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// A book of two pages, read by another program: the text of each page, bold letters once, and a link that leads back.
func TestBook(t *testing.T) {
	b, err := NewBook(page(t))
	if err != nil {
		t.Fatal(err)
	}
	f := font.Face{Font: font.Font{Size: 12}}
	b.Outline("第一章", 0, 90)
	b.Bold(true)
	b.FillString(f, vg.Point{X: 10, Y: 50}, "第一页")
	b.Bold(false)
	b.Turn()
	b.FillString(f, vg.Point{X: 10, Y: 50}, "second page")
	area := vg.Rectangle{Min: vg.Point{X: 10, Y: 45}, Max: vg.Point{X: 90, Y: 65}}
	b.Link(area, 1, 90)
	b.Web(area, "https://example.org/")
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/Count 2", "/Outlines", "(https://example.org/)", "/Rect [10.00 65.00 90.00 45.00]"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	totext, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("TARGETCAST_SLOW") != "" {
			t.Fatal(err)
		}
		t.Skip("pdftotext is not installed")
	}
	name := filepath.Join(t.TempDir(), "b.pdf")
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(totext, name, "-").CombinedOutput()
	if pages := strings.Split(string(text), "\f"); err != nil || len(pages) < 2 || strings.TrimSpace(pages[0]) != "第一页" || strings.TrimSpace(pages[1]) != "second page" {
		t.Errorf("%q (%v)", text, err)
	}
}
