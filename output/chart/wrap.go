package chart

import (
	"math"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
)

// wrap breaks a text into lines no wider than width: between Chinese characters, at spaces between words, never before
// closing punctuation, after opening punctuation or between a number and its per cent sign or Chinese measure word. A single word that is too
// wide is cut. Newlines in the text are kept.
func (b *brush) wrap(text string, size, width vg.Length) []string {
	var lines []string
	for _, paragraph := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line := ""
		for _, p := range typeface.Pieces(paragraph) {
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
	parts := typeface.Pieces(text)
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
				if last, _ := utf8.DecodeLastRuneInString(end(i)); i < len(parts) && end(i) == parts[i-1] && !typeface.Closing(last) {
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
