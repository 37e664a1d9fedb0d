package series

import "fmt"

// Problem is one thing wrong in a table, with the place where it stands.
type Problem struct {
	File    string
	Line    int // from 1
	Column  int // bytes from the start of the line, from 1
	Key     string
	What    string
	Instead string // what to write; may be empty
}

// Error writes "file:line:col: key: what; instead".
func (p Problem) Error() string {
	text := fmt.Sprintf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.Key, p.What)
	if p.Instead != "" {
		text += "; " + p.Instead
	}
	return text
}
