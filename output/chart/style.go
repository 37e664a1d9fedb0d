package chart

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Style is the colours and sizes of pictures. House is the one to start from.
type Style struct {
	Text, Soft, Rule, Shade, Paper color.NRGBA // words, lesser words, thin lines, grounds, the page
	Main, Light, Dark              color.NRGBA // what was simulated; its lighter part, its middle
	Mark                           color.NRGBA // thresholds and what is set against them
	Judged, Good                   color.NRGBA // bands of judgement; what is settled or as it should be
	Series                         []color.NRGBA
	Classes                        [classes]color.NRGBA // from the lowest class of likelihood to the highest
	// In points, on a picture 14 cm wide, so that the smallest of the house has 7 points in a column of 12 cm.
	TitleSize, SubtitleSize, TextSize, SmallSize vg.Length
}

// classes of likelihood, each 20 points wide.
const classes = 5

// MostSeries is how many lines can be told apart.
const MostSeries = 8

// House is the style of pictures unless another is given. Its colours are those of Okabe and Ito (Color Universal Design,
// 2008), told apart by colour-blind readers; its scale is viridis at 0.05, 0.3, 0.5, 0.75 and 1, which lightens steadily and so
// survives colour-blindness and grey printing.
func House() Style {
	s := Style{
		Text: rgb(0x1A1A1A), Soft: rgb(0x5F5F5F), Rule: rgb(0xD9D9D9), Shade: rgb(0xF3F3F3), Paper: rgb(0xFFFFFF),
		Main: rgb(0x0072B2), Light: rgb(0x56B4E9), Dark: rgb(0x003A5D), Mark: rgb(0xD55E00), Judged: rgb(0xE69F00), Good: rgb(0x009E73),
		Classes:   [classes]color.NRGBA{rgb(0x471164), rgb(0x35608D), rgb(0x21918C), rgb(0x5DC863), rgb(0xFDE725)},
		TitleSize: 13, SubtitleSize: 9.5, TextSize: 9, SmallSize: 8.2,
	}
	s.Series = []color.NRGBA{s.Main, s.Mark, s.Good, s.Judged, rgb(0xCC79A7), s.Light, s.Text, s.Soft}
	return s
}

// series are the colours of lines in order of use: the style's own, and the house's for what these leave open.
func (s Style) series() []color.NRGBA {
	own := s.Series[:min(len(s.Series), MostSeries)]
	return append(slices.Clone(own), House().Series[len(own):]...)
}

// classOf is the class of a likelihood.
func classOf(p float64) int { return max(0, min(classes-1, int(p*classes+1e-9))) }

// inkOn is the colour of text that can be read on a background, by its luma (ITU-R BT.601): the style's text or its paper.
func (s *Style) inkOn(c color.NRGBA) color.NRGBA {
	light, dark := s.Paper, s.Text
	if luma(light) < luma(dark) {
		light, dark = dark, light
	}
	if luma(c) < 140_000 {
		return light
	}
	return dark
}

func luma(c color.NRGBA) int { return 299*int(c.R) + 587*int(c.G) + 114*int(c.B) }

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// tint mixes a colour with the paper: 0 is the paper, 1 the colour. An opaque tint prints alike everywhere; transparency
// does not.
func (s *Style) tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v, paper uint8) uint8 { return uint8(float64(paper) - share*(float64(paper)-float64(v)) + 0.5) }
	return color.NRGBA{R: mix(c.R, s.Paper.R), G: mix(c.G, s.Paper.G), B: mix(c.B, s.Paper.B), A: 0xFF}
}

const (
	leading           = 1.24 // distance of baselines in em
	margin  vg.Length = 9
)
