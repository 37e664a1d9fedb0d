package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"targetcast/model/series"
)

// Problems is every problem found, one a line when printed as an error.
type Problems []series.Problem

// Add records problems that were found elsewhere.
func (ps *Problems) Add(more ...series.Problem) { *ps = append(*ps, more...) }

// File records what is wrong with a file as a whole.
func (ps *Problems) File(file, format string, args ...any) {
	ps.Add(series.Problem{File: file, Line: 1, Column: 1, Key: "file", What: fmt.Sprintf(format, args...)})
}

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Err sorts the problems by file, line and column, drops repetitions, and returns nil when there is none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	sorted := append(Problems(nil), ps...)
	slices.SortFunc(sorted, func(a, b series.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Key, b.Key), cmp.Compare(a.What, b.What))
	})
	return slices.Compact(sorted)
}
