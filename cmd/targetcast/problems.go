package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"targetcast/model/plan"
)

// Exit codes: 1 when something went wrong, 2 when what the user gave is wrong.
const (
	exitFailure = 1
	exitInput   = 2
)

// inputError marks what the user can mend.
type inputError struct{ error }

func (e inputError) Unwrap() error { return e.error }

// located puts the folder before the files that problems name, so that a terminal or an editor can open them. The files
// that the user named are left as given.
func located(err error, folder string, given []string) error {
	var found plan.Problems
	if folder == "" || !errors.As(err, &found) {
		return err
	}
	found = slices.Clone(found)
	for i := range found {
		if !slices.Contains(given, found[i].File) {
			found[i].File = filepath.Join(folder, filepath.FromSlash(found[i].File))
		}
	}
	return found
}

// report writes an error, one problem a line and then how many there are, and returns the exit code.
func report(w io.Writer, err error, input bool) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "targetcast: interrupted; nothing was written")
		return exitFailure
	}
	lines := strings.Split(err.Error(), "\n")
	var found plan.Problems
	switch {
	case len(lines) > 1:
		fmt.Fprintf(w, "%s\ntargetcast: %d problems; nothing was written\n", err, len(lines))
	case errors.As(err, &found):
		fmt.Fprintf(w, "%s\ntargetcast: 1 problem; nothing was written\n", err)
	default:
		fmt.Fprintln(w, "targetcast:", err)
	}
	var mendable inputError
	if input || errors.As(err, &mendable) {
		return exitInput
	}
	return exitFailure
}
