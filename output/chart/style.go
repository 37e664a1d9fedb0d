package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// The house colours are those of Okabe and Ito (Color Universal Design, 2008), told apart by colour-blind readers.
var (
	black      = rgb(0x1A1A1A)
	grey       = rgb(0x5F5F5F)
	faint      = rgb(0xD9D9D9)
	paleGrey   = rgb(0xF3F3F3)
	white      = rgb(0xFFFFFF)
	blue       = rgb(0x0072B2)
	orange     = rgb(0xE69F00)
	sky        = rgb(0x56B4E9)
	green      = rgb(0x009E73)
	vermillion = rgb(0xD55E00)
	purple     = rgb(0xCC79A7)
)

// series colours of lines, in order of use.
var seriesColors = []color.NRGBA{blue, vermillion, green, orange, purple, sky, black, grey}

// fifths colours the five classes of likelihood, each 20 points wide: viridis at 0.05, 0.3, 0.5, 0.75 and 1, which
// lightens steadily and so survives colour-blindness and grey printing.
var fifths = [5]color.NRGBA{rgb(0x471164), rgb(0x35608D), rgb(0x21918C), rgb(0x5DC863), rgb(0xFDE725)}

// classOf is the index in fifths of a likelihood.
func classOf(p float64) int { return max(0, min(4, int(p*5+1e-9))) }

// inkOn is the colour of text that can be read on a background, by its luma (ITU-R BT.601).
func inkOn(c color.NRGBA) color.NRGBA {
	if 299*int(c.R)+587*int(c.G)+114*int(c.B) < 140_000 {
		return white
	}
	return black
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// tint mixes a colour with white: 0 is white, 1 the colour. An opaque tint prints alike everywhere; transparency does
// not.
func tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - share*float64(255-v) + 0.5) }
	return color.NRGBA{R: mix(c.R), G: mix(c.G), B: mix(c.B), A: 0xFF}
}

// Sizes in points on a picture 14 cm wide, so that the smallest still has 7 points in a column of 12 cm.
const (
	titleSize    vg.Length = 13
	subtitleSize vg.Length = 9.5
	textSize     vg.Length = 9
	smallSize    vg.Length = 8.2
	leading                = 1.24 // distance of baselines in em
	margin       vg.Length = 9
)
