package document

import (
	"math"
	"strings"
)

// Widths are counted in half-width characters. A line of small print on a page A4 holds so many.
const lineOfSmallPrint = 92

// veryMany columns need smaller letters on paper.
const veryMany = 12

// ens is the width of a text.
func ens(s string) float64 {
	n := 0.0
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

// shares divide the width of a page among the columns of a table; fits says that each has what its longest cell needs. If
// not, a column has at least its longest word, and of the rest a part by the square root of what it holds beyond: that gives
// long columns more without starving short ones.
//
// natural is what all columns need together.
func shares(t Table) (parts []float64, natural float64, fits bool) {
	full, least := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	measure := func(i int, s string) {
		full[i] = max(full[i], ens(s))
		for _, word := range strings.Fields(s) {
			const (
				longest = 16 // longer ones are names and hashes, which may be cut
				few     = 8  // four Chinese characters; a line may end after any
			)
			n := ens(word)
			if wide(word) {
				n = min(n, few)
			}
			if n <= longest {
				least[i] = max(least[i], n)
			}
		}
	}
	for i, c := range t.Columns {
		measure(i, c.Head)
	}
	for _, r := range t.Rows {
		if r.Kind == Group {
			continue
		}
		for i, c := range r.Cells {
			measure(i, c.Text.String())
			measure(i, c.Below)
		}
	}
	const gap = 2
	need, want := 0.0, 0.0
	for i := range full {
		full[i] += gap
		least[i] = min(least[i]+gap, full[i])
		natural, need, want = natural+full[i], need+least[i], want+math.Sqrt(full[i]-least[i])
	}
	parts = make([]float64, len(full))
	if natural <= lineOfSmallPrint {
		for i := range parts {
			parts[i] = full[i] / natural
		}
		return parts, natural, true
	}
	for i := range parts {
		w := least[i]
		if want > 0 {
			w += max(lineOfSmallPrint-need, 0) * math.Sqrt(full[i]-least[i]) / want
		}
		parts[i] = w / max(lineOfSmallPrint, need)
	}
	return parts, natural, false
}
