package typeface

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// unpack makes a TrueType file of a WOFF file, as the recommendation says, checking what it says of sizes.
func unpack(t *testing.T, woff []byte) []byte {
	t.Helper()
	u16, u32 := binary.BigEndian.Uint16, binary.BigEndian.Uint32
	if string(woff[:4]) != "wOFF" || int(u32(woff[8:])) != len(woff) {
		t.Fatal("no WOFF file, or of another length than it says")
	}
	n := int(u16(woff[12:]))
	ttf := append([]byte{0, 1, 0, 0}, woff[12], woff[13], 0, 0, 0, 0, 0, 0)
	body := []byte{}
	for i := range n {
		e := woff[44+20*i:]
		at, stored, size := u32(e[4:]), u32(e[8:]), u32(e[12:])
		data := woff[at : at+stored]
		if stored < size {
			r, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if len(data) != int(size) {
			t.Fatalf("table %s has %d bytes, not %d", e[:4], len(data), size)
		}
		ttf = append(ttf, e[:4]...)
		ttf = append(ttf, e[16:20]...)
		ttf = binary.BigEndian.AppendUint32(ttf, uint32(12+16*n+len(body)))
		ttf = binary.BigEndian.AppendUint32(ttf, size)
		body = append(body, data...)
		body = append(body, make([]byte, (4-len(data)%4)%4)...)
	}
	if total := 12 + 16*n + len(body); total != int(u32(woff[16:])) {
		t.Fatalf("the font has %d bytes, the file says %d", total, u32(woff[16:]))
	}
	return append(ttf, body...)
}

func shapeOf(t *testing.T, f *sfnt.Font, r rune) (sfnt.GlyphIndex, sfnt.Segments) {
	t.Helper()
	var b sfnt.Buffer
	g, err := f.GlyphIndex(&b, r)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.LoadGlyph(&b, g, fixed.I(1000), nil)
	if err != nil {
		t.Fatal(err)
	}
	return g, slices.Clone(s)
}

// The letters of the text keep their number and shape, accents with their parts; others are gone.
func TestWeb(t *testing.T) {
	const text = "杭州 GDP 达到4.3万亿元 — é ö ≥"
	woff, err := Web(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(woff) > len(embedded)/10 {
		t.Errorf("%d bytes for a few letters", len(woff))
	}
	got, err := sfnt.Parse(unpack(t, woff))
	if err != nil {
		t.Fatal(err)
	}
	face, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	want := face.Sources[0].font
	for _, r := range text {
		g, s := shapeOf(t, want, r)
		if g == 0 {
			continue // the font never had it
		}
		if g2, s2 := shapeOf(t, got, r); g2 != g || !reflect.DeepEqual(s, s2) {
			t.Errorf("%c has glyph %d, not %d, or another shape", r, g2, g)
		}
	}
	if g, _ := shapeOf(t, got, '宁'); g != 0 {
		t.Errorf("宁 is not in the text but has glyph %d", g)
	}
	again, err := Web(text)
	if err != nil || !bytes.Equal(again, woff) {
		t.Errorf("the same text gives other bytes (%v)", err)
	}
	if _, err := Web("a\xff"); err == nil {
		t.Error("what is no UTF-8 was accepted")
	}
}
