// Package chart draws the answers: pictures with a finding for a title, in English or Chinese, as PNG, SVG or PDF.
//
// Likelihoods are shares from 0 to 1 everywhere in the inputs; percentages exist only in the drawing.
package chart

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/canvas"
	"targetcast/output/chart/typeface"
	"targetcast/output/words"
)

// Picture is a chart with its words. It is plain data: several goroutines may render it at once.
type Picture struct {
	Name     string // stem of the file's name
	Title    string // the finding, not the subject
	Subtitle string // what is shown, with its unit
	Caption  Caption
	Lang     words.Lang
	Meta     string // kept unseen in the file: for example the hash of the run
	Chart    Chart  // one of the charts of this package
}

// Caption stands small under a picture.
type Caption struct {
	Source     string // publishers of the data; "" for none
	AsOf       string // the as-of date in the reader's language
	Futures    int    // simulated futures; 0 for none
	ErrorKinds bool   // explain what the simulation error is not
	Notes      []string
	Warnings   []words.Warning
}

// Chart is a drawing of results. A chart's own exported fields are its input.
type Chart interface {
	// check finds values that cannot be drawn.
	check() error
	// height is what the chart needs at the given width.
	height(b *brush, width vg.Length) vg.Length
	draw(b *brush, area vg.Rectangle)
}

// Options of a rendering; the zero value is good.
type Options struct {
	Width  float64        // cm; 0: 14, made to be read in a column of 12
	Height float64        // cm; 0: as high as the contents need
	DPI    int            // of PNG; 0: 220
	Face   *typeface.Face // nil: the embedded font
	Style  *Style         // nil: that of the house
}

// Warning codes of Render.
const (
	MissingGlyphs = "missing_glyphs" // values: glyphs
	PDFOutlines   = "pdf_outlines"
)

// Render draws a picture as "png", "svg" or "pdf". The same picture gives the same bytes. Characters that no font
// holds are drawn as boxes and named in a warning.
func Render(p Picture, format string, o Options) ([]byte, []words.Warning, error) {
	l, err := p.prepare(&o)
	if err != nil {
		return nil, nil, fmt.Errorf("picture %s: %w", p.Name, err)
	}
	surface, err := canvas.New(format, l.page)
	if err != nil {
		return nil, nil, fmt.Errorf("picture %s: %w", p.Name, err)
	}
	p.drawOn(surface, o, l)
	data, err := surface.Bytes()
	if err != nil {
		return nil, nil, fmt.Errorf("picture %s: %w", p.Name, err)
	}
	return data, p.warnings(surface), nil
}

// Drawing is a picture that is ready to be drawn on any canvas with room for it, its lower left corner at the origin.
type Drawing struct {
	Width, Height vg.Length
	Draw          func(vg.Canvas)
}

// Lay finds the places of a picture's parts without drawing them.
func Lay(p Picture, o Options) (Drawing, error) {
	l, err := p.prepare(&o)
	if err != nil {
		return Drawing{}, fmt.Errorf("picture %s: %w", p.Name, err)
	}
	return Drawing{l.page.Width, l.page.Height, func(c vg.Canvas) { p.drawOn(c, o, l) }}, nil
}

// prepare checks a picture and its options, fills what these leave open, and lays the picture out.
func (p Picture) prepare(o *Options) (layout, error) {
	if p.Chart == nil {
		return layout{}, errors.New("no chart")
	}
	if err := p.Chart.check(); err != nil {
		return layout{}, err
	}
	if err := o.fill(); err != nil {
		return layout{}, err
	}
	l := p.layOut(*o)
	if o.Height > 0 {
		if room := cm(o.Height) - l.page.Height + l.chart; room < l.chart/2 {
			return layout{}, fmt.Errorf("%.1f cm is too low, %.1f cm would be right", o.Height, float64(l.page.Height/vg.Centimeter))
		}
		l.chart += cm(o.Height) - l.page.Height
		l.page.Height = cm(o.Height)
	}
	return l, nil
}

func (p Picture) warnings(s canvas.Surface) []words.Warning {
	var found []words.Warning
	if missing := s.Missing(); len(missing) > 0 {
		found = append(found, words.Warning{Code: MissingGlyphs, About: p.Name, Values: map[string]any{"glyphs": string(missing)}})
	}
	if s.Shapes() {
		found = append(found, words.Warning{Code: PDFOutlines, About: p.Name})
	}
	return found
}

func cm(v float64) vg.Length { return vg.Length(v) * vg.Centimeter }

func (o *Options) fill() error {
	if math.IsNaN(o.Width) || math.IsNaN(o.Height) || o.Width < 0 || o.Height < 0 || o.Width > 200 || o.Height > 200 {
		return fmt.Errorf("a size of %v x %v cm cannot be drawn", o.Width, o.Height)
	}
	if o.Width == 0 {
		o.Width = 14
	}
	if o.Width < 8 {
		return fmt.Errorf("a width of %v cm leaves no room for words: choose at least 8", o.Width)
	}
	if o.DPI == 0 {
		o.DPI = 220
	}
	style := House()
	if o.Style != nil {
		style = *o.Style
	}
	style.Series = style.series()
	o.Style = &style
	if o.Face == nil {
		face, err := typeface.Default()
		if err != nil {
			return err
		}
		o.Face = face
	}
	return nil
}

// layout is where the parts of a picture go.
type layout struct {
	page                     canvas.Page
	title, subtitle, caption []string
	chart                    vg.Length // height
}

const (
	gapTitle   vg.Length = 5  // between title and subtitle
	gapChart   vg.Length = 10 // above and below the chart
	gapCaption vg.Length = 6  // between the rule and the caption
)

// textHeight is the room of n lines with their descenders.
func textHeight(n int, size vg.Length) vg.Length { return size * vg.Length(leading*float64(n)) }

func (p Picture) layOut(o Options) layout {
	b := &brush{Style: o.Style, face: o.Face, lang: p.Lang}
	width := cm(o.Width)
	inner := width - 2*margin
	var l layout
	if p.Title != "" {
		l.title = b.balanced(p.Title, b.TitleSize, inner)
	}
	if p.Subtitle != "" {
		l.subtitle = b.balanced(p.Subtitle, b.SubtitleSize, inner)
	}
	caption := p.caption()
	if caption != "" {
		l.caption = b.wrap(caption, b.SmallSize, inner)
	}
	l.chart = p.Chart.height(b, inner)
	height := 2*margin + textHeight(len(l.title), b.TitleSize) + gapTitle + textHeight(len(l.subtitle), b.SubtitleSize) +
		2*gapChart + l.chart + gapCaption + textHeight(len(l.caption), b.SmallSize)
	l.page = canvas.Page{
		Width: width, Height: height, DPI: o.DPI, Face: o.Face,
		Title: p.Title, Description: strings.TrimSpace(p.Subtitle + "\n" + caption), Language: p.Lang.Tag(), Meta: p.Meta,
	}
	return l
}

func (p Picture) drawOn(c vg.Canvas, o Options, l layout) {
	b := &brush{Style: o.Style, Canvas: c, face: o.Face, lang: p.Lang}
	if b.Paper != House().Paper { // surfaces are white
		b.rect(box(0, 0, l.page.Width, l.page.Height), b.Paper)
	}
	top := vg.Point{X: margin, Y: l.page.Height - margin}
	b.write(top, leftTop, b.TitleSize, b.Text, l.title...)
	top.Y -= textHeight(len(l.title), b.TitleSize) + gapTitle
	b.write(top, leftTop, b.SubtitleSize, b.Soft, l.subtitle...)
	top.Y -= textHeight(len(l.subtitle), b.SubtitleSize) + gapChart
	p.Chart.draw(b, box(margin, top.Y-l.chart, l.page.Width-margin, top.Y))
	top.Y -= l.chart + gapChart
	if len(l.caption) > 0 {
		b.line(stroke{color: b.Rule, width: .6}, top, vg.Point{X: l.page.Width - margin, Y: top.Y})
		top.Y -= gapCaption
		b.write(top, leftTop, b.SmallSize, b.Soft, l.caption...)
	}
}

// caption is the whole caption: what the chart itself must say, then what the caption holds, as running sentences.
func (p Picture) caption() string {
	l, c := p.Lang, p.Caption
	var s []string
	if n, ok := p.Chart.(interface{ stated() []words.Stated }); ok {
		s = explain(l, n.stated())
	}
	if c.Source != "" {
		s = append(s, l.Say(words.Source, c.Source))
	}
	if c.AsOf != "" {
		s = append(s, l.Say(words.AsOf, c.AsOf))
	}
	if c.Futures > 0 {
		s = append(s, l.Say(words.Futures, words.Number(float64(c.Futures), 0)))
	}
	if c.ErrorKinds {
		s = append(s, l.Say(words.ErrorKinds))
	}
	s = append(s, c.Notes...)
	for _, w := range c.Warnings {
		s = append(s, l.Say(words.Warnings, words.Sentence(l, w)))
	}
	return l.Sentences(s)
}

// explain says what bands mean where some are shown: no band may stand without it.
func explain(l words.Lang, shown []words.Stated) []string {
	var thin, judged, none bool
	for _, s := range shown {
		thin = thin || s.Form == words.Band
		judged = judged || s.Form == words.Judged
		none = none || s.Form == words.None
	}
	var out []string
	if thin {
		out = append(out, l.Say(words.ThinDataHow))
	}
	if judged {
		out = append(out, l.Say(words.NoBaseHow))
	}
	if none {
		out = append(out, l.Say(words.CannotAssessHow))
	}
	return out
}
