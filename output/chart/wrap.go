package chart

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

// Characters that may not start a line, and those that may not end one (GB/T 15834-2011, 5.1, and its Latin kin).
const (
	noStart = "，。、；：？！”’）》〉」』】〕％…—·,.;:?!)]}%‰"
	noEnd   = "“‘（《〈「『【〔([{"
)

// wrap breaks a text into lines no wider than width: between Chinese characters, at spaces between words, never before
// closing punctuation, after opening punctuation or between a number and its per cent sign or Chinese measure word. A single word that is too
// wide is cut. Newlines in the text are kept.
func (b *brush) wrap(text string, size, width vg.Length) []string {
	var lines []string
	for _, paragraph := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line := ""
		for _, p := range pieces(paragraph) {
			if b.width(line+strings.TrimRight(p, " "), size) <= width {
				line += p
				continue
			}
			if s := strings.TrimRight(line, " "); s != "" {
				lines = append(lines, s)
			}
			line = p
			for b.width(strings.TrimRight(line, " "), size) > width {
				n := b.fits(line, size, width)
				if n == len(line) { // one character that is too wide
					break
				}
				lines = append(lines, line[:n])
				line = line[n:]
			}
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// balanced is wrap with as few lines, all of about the same length: no word left alone on the last. It minimises the sum
// of the squared shares of each line that stay empty, as TeX does (Knuth and Plass 1981), and a break between Chinese
// characters costs extra, so that lines rather end after punctuation than within a word.
func (b *brush) balanced(text string, size, width vg.Length) []string {
	greedy := b.wrap(text, size, width)
	parts := pieces(text)
	if len(greedy) < 2 || strings.Contains(text, "\n") || b.widest(parts, size) > width {
		return greedy
	}
	const withinWords = .2
	type best struct {
		cost float64
		from int
	}
	end := func(i int) string { return strings.TrimRight(parts[i-1], " ") }
	rows := [][]best{make([]best, len(parts)+1)} // by lines so far, parts so far
	for i := range rows[0] {
		rows[0][i].cost = math.Inf(1)
	}
	rows[0][0].cost = 0
	for k := 1; k <= len(greedy); k++ {
		row := make([]best, len(parts)+1)
		for i := range row {
			row[i].cost = math.Inf(1)
			line := ""
			for from := i - 1; from >= 0; from-- {
				line = parts[from] + line
				w := b.width(strings.TrimRight(line, " "), size)
				if w > width {
					break
				}
				cost := rows[k-1][from].cost + math.Pow(float64(1-w/width), 2)
				if last, _ := utf8.DecodeLastRuneInString(end(i)); i < len(parts) && end(i) == parts[i-1] && !strings.ContainsRune(noStart, last) {
					cost += withinWords
				}
				if cost < row[i].cost {
					row[i] = best{cost, from}
				}
			}
		}
		rows = append(rows, row)
	}
	lines := make([]string, len(greedy))
	at := len(parts)
	for k := len(greedy); k > 0; k-- {
		from := rows[k][at].from
		lines[k-1] = strings.TrimRight(strings.Join(parts[from:at], ""), " ")
		at = from
	}
	return lines
}

// fits is how many bytes of a text, at least one character, go into a width.
func (b *brush) fits(text string, size, width vg.Length) int {
	n := 0
	for i, r := range text {
		end := i + len(string(r))
		if n > 0 && b.width(text[:end], size) > width {
			break
		}
		n = end
	}
	return n
}

// pieces cuts a text where a line may break. Spaces stay at the end of the piece before them.
func pieces(text string) []string {
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

// mayBreak says whether a line may end before runes[i].
func mayBreak(runes []rune, i int) bool {
	before, after := runes[i-1], runes[i]
	if after == ' ' || strings.ContainsRune(noStart, after) {
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
