// Package style reads style sheets: colours, sizes and a font for pictures, as TOML.
package style

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"gonum.org/v1/plot/vg"

	"targetcast/model/plan/document"
	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
)

const hex = `^#[0-9A-Fa-f]{6}$`

func colour(name, doc string) document.Key {
	return document.Key{Name: name, Type: document.Pattern(hex), Doc: doc}
}

func points(name, doc string) document.Key {
	return document.Key{Name: name, Type: document.Number(), Doc: doc}
}

func in(k ...document.Key) document.Type { return document.In(&document.Shape{Keys: k}) }

// Keys is the shape of a style sheet.
var Keys = &document.Shape{Keys: []document.Key{
	{Name: "color", Doc: `colours as "#0072B2"; what is left out is the house's`, Type: in(
		colour("text", "words and axes"),
		colour("soft", "lesser words"),
		colour("rule", "thin lines"),
		colour("shade", "grounds"),
		colour("paper", "the page"),
		colour("main", "what was simulated"),
		colour("light", "the lighter part of what was simulated"),
		colour("dark", "the middle of what was simulated"),
		colour("target", "thresholds and what is set against them"),
		colour("judged", "bands of judgement"),
		colour("good", "what is settled, or as it should be"),
		document.Key{Name: "series", Type: document.Strings(), Doc: "lines, in order of use: up to eight colours"},
		document.Key{Name: "classes", Type: document.Strings(), Doc: "the five classes of likelihood, from 0-20 % to 80-100 %"},
	)},
	{Name: "size", Doc: "of letters in points, from 4 to 24", Type: in(
		points("title", "the finding (13)"),
		points("subtitle", "what is shown (9.5)"),
		points("text", "names and values (9)"),
		points("small", "axes, legends, the caption (8.2)"),
	)},
	{Name: "page", Doc: "of one picture", Type: in(
		document.Key{Name: "width", Type: document.Number(), Doc: "in cm (14)"},
		document.Key{Name: "height", Type: document.Number(), Doc: "in cm; 0 is what the contents need (0)"},
		document.Key{Name: "dpi", Type: document.Whole(1, 1200), Doc: "dots per inch of png (220)"},
	)},
	{Name: "font", Doc: "before the embedded one, which serves what it lacks", Type: in(
		document.Key{Name: "file", Type: document.String(), Doc: "a TrueType or OpenType font, found from the folder of the style sheet"},
	)},
}}

// Load reads a style sheet: what it says of colours, sizes, page and font, and the house's style for the rest. On any
// problem the error is a document.Problems with all of them.
func Load(file string) (chart.Options, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return chart.Options{}, err
	}
	var problems document.Problems
	t := document.Parse(file, src, Keys, &problems)
	if t == nil {
		return chart.Options{}, problems.Err()
	}
	s := chart.House()
	o := chart.Options{Style: &s}
	if c := t.Table("color"); c != nil {
		colours(c, &s)
	}
	if z := t.Table("size"); z != nil {
		for _, k := range []struct {
			name string
			to   *vg.Length
		}{{"title", &s.TitleSize}, {"subtitle", &s.SubtitleSize}, {"text", &s.TextSize}, {"small", &s.SmallSize}} {
			within(z, k.name, 4, 24, "points", (*float64)(k.to))
		}
		z.Done()
	}
	if p := t.Table("page"); p != nil {
		within(p, "width", 8, 200, "cm", &o.Width)
		within(p, "height", 0, 200, "cm", &o.Height)
		o.DPI, _ = p.Int("dpi")
		p.Done()
	}
	if f := t.Table("font"); f != nil {
		o.Face = face(f, filepath.Dir(file))
		f.Done()
	}
	t.Done()
	return o, problems.Err()
}

func colours(t *document.Table, s *chart.Style) {
	for _, k := range []struct {
		name string
		to   *color.NRGBA
	}{{"text", &s.Text}, {"soft", &s.Soft}, {"rule", &s.Rule}, {"shade", &s.Shade}, {"paper", &s.Paper}, {"main", &s.Main}, {"light", &s.Light}, {"dark", &s.Dark},
		{"target", &s.Mark}, {"judged", &s.Judged}, {"good", &s.Good}} {
		if text := t.String(k.name); text != "" || t.Has(k.name) {
			if c, ok := parse(text); ok {
				*k.to = c
			} else if isString(t, k.name) {
				t.Problem(k.name, "is %q; write a colour as \"#0072B2\"", text)
			}
		}
	}
	s.Series = nil // unless they are given, lines take the colours above
	if series := list(t, "series", 1, chart.MostSeries); series != nil {
		s.Series = series
	} else {
		own := chart.House().Series
		s.Series = []color.NRGBA{s.Main, s.Mark, s.Good, s.Judged, own[4], s.Light, s.Text, s.Soft}
	}
	if classes := list(t, "classes", len(s.Classes), len(s.Classes)); classes != nil {
		copy(s.Classes[:], classes)
	}
	if ratio := contrast(s.Text, s.Paper); ratio < 4.5 { // WCAG 2.2, 1.4.3
		t.Problem("text", "cannot be read on the paper: their contrast is %.1f; choose colours with 4.5 or more", ratio)
	}
	t.Done()
}

// isString says whether a key holds a string; when not, its reader has said so.
func isString(t *document.Table, key string) bool {
	v, _ := t.Value(key)
	_, ok := v.(string)
	return ok
}

// list reads a list of colours; nil when it is absent or wrong.
func list(t *document.Table, key string, least, most int) []color.NRGBA {
	texts := t.Strings(key)
	var out []color.NRGBA
	for i, text := range texts {
		c, ok := parse(text)
		if !ok {
			t.ProblemElement(key, i, "is %q; write a colour as \"#0072B2\"", text)
			continue
		}
		out = append(out, c)
	}
	if t.Has(key) && len(out) == len(texts) && (len(texts) < least || len(texts) > most) {
		t.Problem(key, "holds %d colours; write %s", len(texts), count(least, most))
		return nil
	}
	return out
}

func count(least, most int) string {
	if least == most {
		return strconv.Itoa(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

func parse(text string) (color.NRGBA, bool) {
	if len(text) != 7 || text[0] != '#' {
		return color.NRGBA{}, false
	}
	v, err := strconv.ParseUint(text[1:], 16, 32)
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}, err == nil
}

func within(t *document.Table, key string, least, most float64, unit string, to *float64) {
	v, ok := t.Number(key)
	switch {
	case !ok:
	case v < least || v > most:
		t.Problem(key, "is %v; write %v to %v %s", v, least, most, unit)
	default:
		*to = v
	}
}

func face(t *document.Table, folder string) *typeface.Face {
	file := t.String("file")
	if file == "" {
		return nil
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(folder, file)
	}
	f, err := typeface.Load(file)
	if err != nil {
		t.Problem("file", "%v", err)
	}
	return f
}

// contrast is the ratio of the relative luminances of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio).
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= .04045 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}
