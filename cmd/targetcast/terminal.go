package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"targetcast/output/table"
)

// width is how wide tables may be: the width of the terminal, or 100 columns where there is none.
func width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return columns
		}
	}
	return table.Width
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
