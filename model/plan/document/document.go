// Package document reads a TOML file as a tree in which every key knows its line and column, and collects all problems
// that its readers find.
package document

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"targetcast/model/series"
)

// Document is one TOML file.
type Document struct {
	File     string
	src      string
	index    index
	problems *Problems
}

// Parse reads a TOML source of the given shape. Problems of syntax, and all that the readers of the returned table find
// later, go to problems. The table is nil when the syntax is wrong.
func Parse(file string, src []byte, shape *Shape, problems *Problems) *Table {
	d := &Document{File: file, src: strings.TrimPrefix(string(src), "\ufeff"), problems: problems}
	if !utf8.ValidString(d.src) {
		problems.File(file, "this is no UTF-8 text; save the file as UTF-8")
		return nil
	}
	values := map[string]any{}
	if _, err := toml.Decode(d.src, &values); err != nil {
		problems.Add(d.syntax(err))
		return nil
	}
	d.index = locate(d.src)
	return &Table{doc: d, values: values, asked: map[string]bool{}, shape: shape}
}

// syntax turns the decoder's complaint into a problem. Its byte offset is trusted only when it agrees with its line.
func (d *Document) syntax(err error) series.Problem {
	p := series.Problem{File: d.File, Line: 1, Column: 1, Key: "TOML", What: strings.TrimPrefix(err.Error(), "toml: ")}
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return p
	}
	p.Line, p.What = max(parse.Position.Line, 1), parse.Message
	if start := parse.Position.Start; start >= 0 && start <= len(d.src) {
		before := d.src[:start]
		if strings.Count(before, "\n")+1 == p.Line {
			p.Column = utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
		}
	}
	return p
}

// position finds the longest recorded beginning of a path.
func (d *Document) position(path []string) Position {
	for n := len(path); n > 0; n-- {
		if p, ok := d.index.places[join(path[:n])]; ok {
			return p.key
		}
	}
	return Position{1, 1}
}

// inside is the position of a character of the text that a string value says, where the source shows it plainly;
// otherwise the position of the string.
func (d *Document) inside(path []string, offset int) Position {
	p, ok := d.index.places[join(path)]
	if !ok || p.offset < 0 || p.offset >= len(d.src) {
		return d.position(path)
	}
	rest := d.src[p.offset:]
	quote := rest[0]
	if quote != '"' && quote != '\'' || strings.HasPrefix(rest, strings.Repeat(rest[:1], 3)) {
		return p.value
	}
	seen := 0
	for _, r := range rest[1:] {
		if seen == offset {
			break
		}
		if r == '\\' || r == '\n' || r == rune(quote) {
			return p.value
		}
		seen++
	}
	return Position{p.value.Line, p.value.Column + 1 + offset}
}

// dotted writes a path as a person would: parts that hold more than letters, digits, "_" and "-" are quoted.
func dotted(path []string) string {
	var b strings.Builder
	for i, p := range path {
		switch {
		case strings.HasPrefix(p, "\x01"):
			fmt.Fprintf(&b, "[%s]", p[1:])
			continue
		case i > 0:
			b.WriteByte('.')
		}
		if strings.IndexFunc(p, notBare) >= 0 || p == "" {
			p = fmt.Sprintf("%q", p)
		}
		b.WriteString(p)
	}
	return b.String()
}

func notBare(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}
