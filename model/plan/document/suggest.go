package document

import (
	"fmt"
	"strings"
)

// Suggest returns `; did you mean "x"?` for the nearest of the candidates, or what else there is when none is near and
// the candidates are few, or "".
func Suggest(name string, candidates []string) string {
	best, nearest := "", len(name)/3+2
	for _, c := range candidates {
		if d := distance(name, c); d < nearest {
			best, nearest = c, d
		}
	}
	switch {
	case best != "":
		return fmt.Sprintf("; did you mean %q?", best)
	case len(candidates) > 0 && len(candidates) <= 20:
		return "; there is " + strings.Join(candidates, ", ")
	}
	return ""
}

// distance is the least number of insertions, deletions, substitutions and swaps of neighbours that turn a into b
// (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
