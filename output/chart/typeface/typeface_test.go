package typeface

import (
	_ "embed"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

//go:embed charset.txt
var charset string

func face(t *testing.T) *Face {
	t.Helper()
	f, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryCharacterOfTheListHasAGlyph(t *testing.T) {
	if missing := face(t).Missing(charset); len(missing) > 0 {
		t.Errorf("charset.txt lists %q, which the font does not hold: run make_font.sh or drop them", string(missing))
	}
	// GB2312 level 1 has 3755 characters; place names come on top.
	hanzi := 0
	for _, r := range charset {
		if r >= 0x4E00 && r <= 0x9FFF {
			hanzi++
		}
	}
	if hanzi < 3755 {
		t.Errorf("%d Chinese characters, want at least the 3755 of GB2312 level 1", hanzi)
	}
}

func TestPlaceNamesBeyondLevelOne(t *testing.T) {
	// GB2312 keeps these in level 2, though newspapers print them daily.
	if missing := face(t).Missing("杭甬双城记 衢州 深圳 瓯江 鄞州 嵊泗 亳州 莆田"); len(missing) > 0 {
		t.Errorf("missing %q", string(missing))
	}
}

func TestMissingNamesEachCharacterOnce(t *testing.T) {
	got := string(face(t).Missing("水龘水龘\n龖"))
	if got != "龘龖" {
		t.Errorf("missing %q, want 龘龖", got)
	}
	if g := face(t).Glyph('龘'); !g.Missing || len(g.Outline) == 0 {
		t.Error("a missing character must be drawn as a box, not as nothing")
	}
}

func TestWidths(t *testing.T) {
	f := face(t)
	// Chinese characters are one em square by construction; Noto Sans SC's digits are 555 thousandths, all alike.
	for text, want := range map[string]float64{"宁波": 2, "0": .555, "2025": 4 * .555, "": 0} {
		if got := f.Width(text); math.Abs(got-want) > 1e-9 {
			t.Errorf("width of %q is %v em, want %v", text, got, want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.ttf")
	good := filepath.Join(dir, "good.ttf")
	for path, data := range map[string][]byte{bad: []byte("no font at all"), good: embedded} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Load(bad); err == nil || !strings.Contains(err.Error(), "bad.ttf") {
		t.Errorf("a bad file gave the error %v, want one that names it", err)
	}
	if _, err := Load(filepath.Join(dir, "none.ttf")); err == nil {
		t.Error("a file that is not there gave no error")
	}
	f, err := Load(good)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Sources) != 2 || !f.Sources[0].TrueType {
		t.Errorf("%d sources, want the file and the embedded font behind it", len(f.Sources))
	}
}

func TestLicenceTravelsWithTheFont(t *testing.T) {
	if !strings.Contains(License, "SIL OPEN FONT LICENSE Version 1.1") {
		t.Error("the licence text is not the SIL Open Font License 1.1")
	}
}
