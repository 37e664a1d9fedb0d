package typeface

import (
	"strings"
	"unicode"
)

// Characters that may not start a line, and those that may not end one (GB/T 15834-2011, 5.1, and its Latin kin).
const (
	noStart = "，。、；：？！”’）》〉」』】〕％…—·,.;:?!)]}%‰"
	noEnd   = "“‘（《〈「『【〔([{"
)

// Pieces cuts a text where a line may break. Spaces stay at the end of the piece before them.
func Pieces(text string) []string {
	runes := []rune(text)
	var out []string
	start := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes, i) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

// Closing says whether a character is punctuation that never starts a line.
func Closing(r rune) bool { return strings.ContainsRune(noStart, r) }

// mayBreak says whether a line may end before runes[i].
func mayBreak(runes []rune, i int) bool {
	before, after := runes[i-1], runes[i]
	if after == ' ' || Closing(after) {
		return false
	}
	if before == ' ' {
		return i < 2 || !strings.ContainsRune(noEnd, runes[i-2])
	}
	if strings.ContainsRune(noEnd, before) {
		return false
	}
	if unicode.IsDigit(before) && unicode.Is(unicode.Han, after) {
		return false // a number stays with its measure word: 5项, 2025年
	}
	return wide(before) || wide(after)
}

// wide says whether a character stands alone as Chinese characters do: lines break on both sides of it.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’…—", r)
}
