package document

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Position is a place in a file: line and column count from 1, columns in characters, not bytes.
type Position struct{ Line, Column int }

// place is where a key stands and where its value begins.
type place struct {
	key    Position
	value  Position
	offset int // byte offset of the value; -1 for a table that is given by a header
}

// index says where every key of a TOML source stands. The decoder gives values but positions only for syntax errors.
type index struct {
	places   map[string]place
	children map[string][]string // names below a table, in file order
	heads    []Head
}

// Head is the head of a table, as [indicator.gdp.parameters] or [[check]].
type Head struct {
	Name   string // its first part
	Offset int    // of its bracket, in bytes
}

// Heads lists the heads of a TOML source that was read before, in its order.
func Heads(src []byte) []Head { return locate(string(src)).heads }

// join makes one map key of a path, other than "" for all but the root. A NUL cannot stand in a TOML key but by an escape.
func join(path []string) string {
	var b strings.Builder
	for _, name := range path {
		b.WriteByte(0)
		b.WriteString(name)
	}
	return b.String()
}

// Element is the path part of the i-th element of a list, from 0; no key can look like it by accident.
func Element(i int) string { return "\x01" + strconv.Itoa(i) }

// locate scans a source that the decoder has accepted. It is lenient: what it does not understand it skips.
func locate(src string) index {
	s := &scanner{src: src, line: 1, out: index{places: map[string]place{}, children: map[string][]string{}}}
	s.arrays = map[string]int{}
	s.document()
	return s.out
}

type scanner struct {
	src       string
	pos       int
	line      int
	lineStart int
	arrays    map[string]int // elements seen of each array of tables
	out       index
}

// part is one part of a dotted key and where it stands.
type part struct {
	name string
	at   Position
}

func (s *scanner) here() Position {
	return Position{s.line, utf8.RuneCountInString(s.src[s.lineStart:s.pos]) + 1}
}

func (s *scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *scanner) done() bool { return s.pos >= len(s.src) }

// advance moves over one byte and counts lines.
func (s *scanner) advance() {
	if s.done() {
		return
	}
	if s.src[s.pos] == '\n' {
		s.line++
		s.lineStart = s.pos + 1
	}
	s.pos++
}

func (s *scanner) skip(n int) {
	for range n {
		s.advance()
	}
}

// blank skips spaces, and with lines also line ends and comments.
func (s *scanner) blank(lines bool) {
	for !s.done() {
		switch c := s.peek(); {
		case c == ' ' || c == '\t':
			s.advance()
		case lines && (c == '\n' || c == '\r'):
			s.advance()
		case lines && c == '#':
			for !s.done() && s.peek() != '\n' {
				s.advance()
			}
		default:
			return
		}
	}
}

func (s *scanner) document() {
	var table []string
	for {
		s.blank(true)
		if s.done() {
			return
		}
		before := s.pos
		if s.peek() == '[' {
			table = s.header()
			if len(table) > 0 { // a head without a name is none
				s.out.heads = append(s.out.heads, Head{table[0], before})
			}
		} else {
			s.assignment(table)
		}
		if s.pos == before {
			s.advance()
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the path under which the following keys stand.
func (s *scanner) header() []string {
	s.advance()
	many := s.peek() == '['
	if many {
		s.advance()
	}
	path := s.record(nil, s.key())
	for !s.done() && s.peek() == ']' {
		s.advance()
	}
	if !many {
		return path
	}
	n := s.arrays[join(path)]
	s.arrays[join(path)] = n + 1
	return append(path, Element(n))
}

func (s *scanner) assignment(table []string) {
	path := s.record(table, s.key())
	s.blank(false)
	if s.peek() == '=' {
		s.advance()
	}
	s.blank(false)
	s.value(path)
}

// record notes each part of a dotted key below a table, unless it is known, and returns the whole path.
func (s *scanner) record(table []string, parts []part) []string {
	path := append([]string(nil), table...)
	for _, p := range parts {
		parent := join(path)
		path = append(path, p.name)
		key := join(path)
		if _, known := s.out.places[key]; known {
			continue
		}
		s.out.places[key] = place{key: p.at, value: p.at, offset: -1}
		s.out.children[parent] = append(s.out.children[parent], p.name)
	}
	return path
}

// key reads a dotted key.
func (s *scanner) key() []part {
	var parts []part
	for {
		s.blank(false)
		at := s.here()
		var name string
		switch s.peek() {
		case '"', '\'':
			name = s.text()
		default:
			start := s.pos
			for !s.done() && !strings.ContainsRune(" \t\r\n.=]#\"'", rune(s.peek())) {
				s.advance()
			}
			name = s.src[start:s.pos]
		}
		parts = append(parts, part{name, at})
		s.blank(false)
		if s.peek() != '.' {
			return parts
		}
		s.advance()
	}
}

// value skips one value and records the keys and elements inside it.
func (s *scanner) value(path []string) {
	if p, ok := s.out.places[join(path)]; ok {
		p.value, p.offset = s.here(), s.pos
		s.out.places[join(path)] = p
	}
	switch s.peek() {
	case '"', '\'':
		s.text()
	case '[':
		s.array(path)
	case '{':
		s.inline(path)
	default:
		for !s.done() && !strings.ContainsRune(",]}#\n", rune(s.peek())) {
			s.advance()
		}
	}
}

func (s *scanner) array(path []string) {
	s.advance()
	for i := 0; ; i++ {
		s.blank(true)
		if s.done() {
			return
		}
		if s.peek() == ']' {
			s.advance()
			return
		}
		child := append(append([]string(nil), path...), Element(i))
		s.out.places[join(child)] = place{key: s.here()}
		before := s.pos
		s.value(child)
		s.comma(before)
	}
}

func (s *scanner) inline(path []string) {
	s.advance()
	for {
		s.blank(true)
		if s.done() {
			return
		}
		if s.peek() == '}' {
			s.advance()
			return
		}
		before := s.pos
		s.assignment(path)
		s.comma(before)
	}
}

// comma skips a separator, and at least one byte since before so that nothing can loop.
func (s *scanner) comma(before int) {
	s.blank(true)
	if s.peek() == ',' || s.pos == before {
		s.advance()
	}
}

// text skips a string of any of the four kinds and returns what it says; it is exact for those on one line.
func (s *scanner) text() string {
	quote := s.src[s.pos : s.pos+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.src[s.pos:], triple) {
		s.skip(3)
		s.until(triple, quote == `"`)
		for s.peek() == quote[0] { // up to two quotes may stand before the closing three
			s.advance()
		}
		return ""
	}
	s.advance()
	raw := s.until(quote, quote == `"`)
	if quote == `"` {
		return unescape(raw)
	}
	return raw
}

// until skips to and over the closing quotes and returns what stood before them.
func (s *scanner) until(closing string, escapes bool) string {
	start := s.pos
	for !s.done() {
		if strings.HasPrefix(s.src[s.pos:], closing) {
			raw := s.src[start:s.pos]
			s.skip(len(closing))
			return raw
		}
		if escapes && s.peek() == '\\' {
			s.advance()
		}
		s.advance()
	}
	return s.src[start:s.pos]
}

// unescape resolves the escapes of a TOML basic string.
func unescape(raw string) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	plain := map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1b, '"': '"', '\\': '\\'}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		if n := digits[raw[i]]; n > 0 && i+n < len(raw) {
			code, _ := strconv.ParseUint(raw[i+1:i+1+n], 16, 32)
			b.WriteRune(rune(code))
			i += n
			continue
		}
		b.WriteByte(plain[raw[i]])
	}
	return b.String()
}
