package table

import (
	"io"

	"targetcast/output/result"
	"targetcast/output/words"
)

// Setting is one number of a resolved plan with where it was written.
type Setting struct {
	Path   string // "indicator.growth_hangzhou.mean"
	Value  string
	Unit   string
	Origin string // "plan.toml:12:3", "late_projects: late-projects.toml:8:1"
}

// Settings writes the numbers of a resolved plan.
func Settings(w io.Writer, settings []Setting, l words.Lang, width int) error {
	columns := []Column{{Head: l.Label(words.LabelPath), Flex: true}, {Head: l.Say(words.Value), Flex: true},
		{Head: l.Say(words.Unit), Flex: true}, {Head: l.Label(words.LabelOrigin), Flex: true}}
	rows := make([][]string, len(settings))
	for i, s := range settings {
		rows[i] = []string{s.Path, s.Value, s.Unit, s.Origin}
	}
	return Print(w, columns, rows, width)
}

// JSON writes the whole set for other programs.
func JSON(w io.Writer, s *result.Set) error {
	data, err := result.JSON(s)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
