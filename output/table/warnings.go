package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"targetcast/output/result"
	"targetcast/output/words"
)

// How many warnings are written out: all that matter, and the foremost.
const (
	shown    = 12
	foremost = 4
)

// weights orders warnings by what they do to the answer; a code that is not here comes after those that change what may
// be said, and before those that only qualify it.
var weights = map[string]int{
	"no_data": 0, "judged_later": 1, "no_base": 2, "low_ess": 3, "large_error": 4, "error_too_large": 4, "smoothed": 4, "draws_older": 4, "sampled": 5, "recalled_source": 5, "prior_outweighs": 6,
	"late_start": 8, "short_history": 9, "extrapolation": 10, "bound_hit": 11, "gap_in_history": 12, "pool_few": 13,
	"missing_glyphs": 14, "pdf_outlines": 15,
}

const unknownWeight = 7

// Warnings writes the warnings as sentences, the most important first, at most 12; those that say the same of several
// things are one.
func Warnings(w io.Writer, s *result.Set, l words.Lang, width int) error {
	return warnings(w, s, l, width, shown)
}

// Foremost writes only the few weightiest warnings.
func Foremost(w io.Writer, s *result.Set, l words.Lang, width int) error {
	return warnings(w, s, l, width, foremost)
}

func warnings(w io.Writer, s *result.Set, l words.Lang, width, shown int) error {
	if len(s.Warnings) == 0 {
		return writeTrimmed(w, l.Label(words.LabelNoWarnings)+"\n")
	}
	merged := merge(s, l)
	slices.SortStableFunc(merged, func(a, b alike) int { return weight(a.code) - weight(b.code) })
	var lines []string
	for _, m := range merged[:min(shown, len(merged))] {
		lines = append(lines, bullet(words.Sentence(l, words.Warning{Code: m.code, About: l.Several(m.about), Values: m.values}), width)...)
	}
	more := 0
	for _, m := range merged[min(shown, len(merged)):] {
		more += len(m.about)
	}
	if more > 0 {
		lines = append(lines, bullet(l.Label(words.LabelMoreWarnings, more), width)...)
	}
	return writeTrimmed(w, strings.Join(lines, "\n")+"\n")
}

// Sentences are all warnings as sentences, the weightiest first.
func Sentences(s *result.Set, l words.Lang) []string {
	merged := merge(s, l)
	slices.SortStableFunc(merged, func(a, b alike) int { return weight(a.code) - weight(b.code) })
	var out []string
	for _, m := range merged {
		out = append(out, words.Sentence(l, words.Warning{Code: m.code, About: l.Several(m.about), Values: m.values}))
	}
	return out
}

// alike are warnings that say the same of several things.
type alike struct {
	code   string
	values map[string]any
	about  []string
}

// merge puts warnings that differ only in what they are about into one, in the order of the first.
func merge(s *result.Set, l words.Lang) []alike {
	titles := titlesByID(s, l)
	place := map[string]int{}
	var out []alike
	for _, warning := range s.Warnings {
		about := warning.About
		if title := titles[about]; title != "" {
			about = title
		}
		same := warning.Code + fmt.Sprint(warning.Values) // maps are printed in the order of their keys
		i, known := place[same]
		if !known || about == "" {
			place[same] = len(out)
			out = append(out, alike{warning.Code, warning.Values, []string{about}})
			continue
		}
		out[i].about = append(out[i].about, about)
	}
	return out
}

func weight(code string) int {
	if n, known := weights[code]; known {
		return n
	}
	return unknownWeight
}

func bullet(sentence string, width int) []string {
	lines := Wrap(sentence, width-2)
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	lines[0] = "- " + lines[0][2:]
	return lines
}

// titlesByID are the titles of indicators and targets; a target's goes first.
func titlesByID(s *result.Set, l words.Lang) map[string]string {
	titles := map[string]string{}
	for _, n := range s.Names {
		titles[n.ID] = n.Title.In(l)
	}
	for _, i := range s.Indicators {
		titles[i.ID] = i.Title.In(l)
	}
	for _, t := range s.Targets {
		if t.Reading == "" {
			titles[t.ID] = t.Title.In(l)
		}
	}
	return titles
}
