package table

import (
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
)

// A terminal in a Chinese locale counts dashes and signs such as ± as one column like any other; without this the
// tables would depend on the locale.
func init() { text.OverrideRuneWidthEastAsianWidth(false) }

// Wrap breaks text into lines no wider than width columns: at spaces, and between Chinese characters, but never so that
// a line starts with a closing mark. A word that is too long is cut. Spaces at the start indent every line.
func Wrap(s string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(line, max(1, width))...)
	}
	return lines
}

// wrapWords is Wrap, but a word wider than the width makes it wider instead of being cut.
func wrapWords(s string, width int) []string {
	for _, p := range pieces(strings.ReplaceAll(s, "\n", " ")) {
		width = max(width, text.StringWidth(strings.TrimRight(p, " ")))
	}
	return Wrap(s, width)
}

func wrapLine(s string, width int) []string {
	if text.StringWidth(s) <= width {
		return []string{s}
	}
	body := strings.TrimLeft(s, " ")
	indent := s[:min(len(s)-len(body), width/2)]
	room := width - len(indent)
	var lines []string
	line := ""
	flush := func() {
		if trimmed := strings.TrimRight(line, " "); trimmed != "" {
			lines = append(lines, indent+trimmed)
		}
		line = ""
	}
	for _, piece := range pieces(body) {
		if text.StringWidth(line)+text.StringWidth(strings.TrimRight(piece, " ")) > room {
			flush()
		}
		for text.StringWidth(strings.TrimRight(piece, " ")) > room { // a word wider than the line
			cut := cutAt(piece, room)
			lines = append(lines, indent+piece[:cut])
			piece = piece[cut:]
		}
		line += piece
	}
	flush()
	return lines
}

// cutAt is the length in bytes of the longest beginning of s that fits into the room, at least one character; it ends
// after a dot, a dash or the like when one stands in its second half.
func cutAt(s string, room int) int {
	used, joint := 0, 0
	for i, r := range s {
		used += text.RuneWidth(r)
		if i > 0 && used > room {
			if 2*joint > i {
				return joint
			}
			return i
		}
		if strings.ContainsRune("._/-:", r) {
			joint = i + 1
		}
	}
	return len(s)
}

// pieces cuts text where a line may end: a word with the spaces after it, or a wide character with the closing marks
// after it.
func pieces(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		ends := before == ' ' && after != ' ' || (wide(before) || wide(after)) && after != ' '
		if ends && !closing(after) && !opening(before) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return append(out, string(runes[start:]))
}

func wide(r rune) bool { return text.RuneWidth(r) == 2 }

func closing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：？！%,.;:!?*", r)
}

func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }
