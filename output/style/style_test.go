package style

import (
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"targetcast/output/chart"
)

func load(t *testing.T, text string) (chart.Options, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.toml")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return Load(file)
}

func TestSheet(t *testing.T) {
	o, err := load(t, `
[color]
main = "#102030"
paper = "#fffdf5"
series = ["#AA0000", "#00AA00"]
classes = ["#000001", "#000002", "#000003", "#000004", "#000005"]
[size]
title = 16
small = 7.5
[page]
width = 9
dpi = 300
`)
	if err != nil {
		t.Fatal(err)
	}
	want := chart.House()
	want.Main, want.Paper = color.NRGBA{0x10, 0x20, 0x30, 255}, color.NRGBA{0xFF, 0xFD, 0xF5, 255}
	want.Series = []color.NRGBA{{0xAA, 0, 0, 255}, {0, 0xAA, 0, 255}}
	for i := range want.Classes {
		want.Classes[i] = color.NRGBA{0, 0, uint8(i + 1), 255}
	}
	want.TitleSize, want.SmallSize = 16, 7.5
	got := *o.Style
	if got.Series[0] != want.Series[0] || got.Series[1] != want.Series[1] || len(got.Series) != 2 {
		t.Errorf("lines %v", got.Series)
	}
	got.Series, want.Series = nil, nil
	if got.Main != want.Main || got.Paper != want.Paper || got.Classes != want.Classes || got.TitleSize != 16 || got.SmallSize != 7.5 || got.TextSize != want.TextSize || got.Mark != want.Mark {
		t.Errorf("style %+v, want %+v", got, want)
	}
	if o.Width != 9 || o.DPI != 300 || o.Height != 0 || o.Face != nil {
		t.Errorf("page %+v", o)
	}
	empty, err := load(t, "")
	if err != nil || empty.Style.Main != chart.House().Main || len(empty.Style.Series) != chart.MostSeries {
		t.Errorf("an empty sheet is not the house's style: %+v (%v)", empty.Style, err)
	}
}

// Every slip is told at once, at its place, with what to write instead.
func TestSlips(t *testing.T) {
	_, err := load(t, `[color]
mian = "#102030"
text = "#ffffff"
light = "blue"
dark = 7
series = []
classes = ["#000001"]
[sizes]
[size]
title = 400
[page]
width = 2
dpi = 1.5
[font]
file = "none.ttf"
`)
	if err == nil {
		t.Fatal("nothing was found wrong")
	}
	lines := strings.Split(err.Error(), "\n")
	for _, want := range []string{
		`s.toml:2:1: color.mian: unknown key; did you mean "main"?`,
		`s.toml:3:1: color.text: cannot be read on the paper: their contrast is 1.0; choose colours with 4.5 or more`,
		`s.toml:4:1: color.light: is "blue"; write a colour as "#0072B2"`,
		`s.toml:5:1: color.dark: is the number 7; write a string in quotes`,
		`s.toml:6:1: color.series: holds 0 colours; write 1 to 8`,
		`s.toml:7:1: color.classes: holds 1 colours; write 5`,
		`s.toml:8:2: sizes: unknown key; did you mean "size"?`,
		`s.toml:10:1: size.title: is 400; write 4 to 24 points`,
		`s.toml:12:1: page.width: is 2; write 8 to 200 cm`,
		`s.toml:13:1: page.dpi: is the number 1.5; write a whole number`,
		`s.toml:15:1: font.file: font: open `,
	} {
		found := false
		for _, l := range lines {
			found = found || strings.Contains(filepath.ToSlash(l), want)
		}
		if !found {
			t.Errorf("not said: %s\n%s", want, err)
		}
	}
	if len(lines) != 11 {
		t.Errorf("%d problems, want 11:\n%s", len(lines), err)
	}
	if _, err := load(t, "[color"); err == nil || !strings.Contains(err.Error(), "s.toml:1:") {
		t.Errorf("wrong syntax: %v", err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.toml")); err == nil {
		t.Error("a file that is not there was read")
	}
}

// WCAG's own examples: black on white is 21, and #767676 is the lightest grey that passes 4.5 on white (4.54).
func TestContrast(t *testing.T) {
	grey := func(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 255} }
	for v, want := range map[uint8]float64{0: 21, 0x76: 4.54, 0xFF: 1} {
		if got := contrast(grey(v), grey(0xFF)); math.Abs(got-want) > .005 {
			t.Errorf("%x on white: %.3f, want %.2f", v, got, want)
		}
	}
}

// What the sheet says is what is drawn, and nothing of the house's is left.
func TestStyleIsDrawn(t *testing.T) {
	o, err := load(t, "[color]\nmain = \"#FF0001\"\nlight = \"#FF0002\"\ntext = \"#000033\"\npaper = \"#EEEEFF\"\n[size]\ntitle = 20\n")
	if err != nil {
		t.Fatal(err)
	}
	p := chart.Picture{Name: "x", Title: "T", Chart: chart.NumberMet{P: []float64{.25, .75}, Expected: .75}}
	plain, _, err := chart.Render(p, "svg", chart.Options{})
	if err != nil {
		t.Fatal(err)
	}
	own, _, err := chart.Render(p, "svg", o)
	if err != nil {
		t.Fatal(err)
	}
	// two thirds of main, one of paper: 255*.66+238*.34 = 249.22, 0*.66+238*.34 = 80.92, 1*.66+255*.34 = 87.36
	for _, want := range []string{`fill="#f95157"`, `fill="#000033"`, `fill="#eeeeff"`, `matrix(0.02 0`} {
		if !strings.Contains(string(own), want) {
			t.Errorf("the picture has no %s", want)
		}
	}
	const house = "#1a1a1a"
	if strings.Contains(string(own), house) || !strings.Contains(string(plain), house) {
		t.Error("the house's colour of words is where it should not be")
	}
}
