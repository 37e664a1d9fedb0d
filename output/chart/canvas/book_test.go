package canvas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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

// A PDF's writer subsets the font and writes into what it is given while it does: the face that all others read stays as it was.
// Each book has characters of its own, so that it subsets anew.
func TestBooksLeaveTheFontAlone(t *testing.T) {
	p := page(t)
	before := make([][]byte, len(p.Face.Sources))
	for i, s := range p.Face.Sources {
		before[i] = bytes.Clone(s.Bytes)
	}
	var wg sync.WaitGroup
	for _, text := range []string{"杭州和宁波", "双城记", "可能性有多大", "Hangzhou", "—…“”‰"} {
		wg.Go(func() {
			b, err := NewBook(p)
			if err != nil {
				t.Error(err)
				return
			}
			b.FillString(font.Face{Font: font.Font{Size: 12}}, vg.Point{X: 10, Y: 50}, text)
			if _, err := b.Bytes(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i, s := range p.Face.Sources {
		if !bytes.Equal(s.Bytes, before[i]) {
			t.Errorf("the bytes of font %d changed", i)
		}
	}
}
