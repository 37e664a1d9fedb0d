package document

import (
	"fmt"
	"strings"
)

// Entry is one key as the manual describes it.
type Entry struct {
	Table    string // "target.ID", "" for the top of the file
	Key      string
	Holds    string // what may be written: "number", "text", "history"
	Required bool
	Doc      string
}

// Kind is a type that has a name, with the ways in which it may be written.
type Kind struct {
	Name string
	Ways []string // "number", "{ p10, p50, p90 }"
}

// Kinds are the named types of a shape, in the order in which the manual meets them.
func (s *Shape) Kinds() []Kind {
	var out []Kind
	seen := map[string]bool{}
	var visit func(Type)
	visit = func(t Type) {
		if t.kind == aText {
			t = textType
		}
		if t.name != "" {
			if seen[t.name] {
				return
			}
			seen[t.name] = true
			k := Kind{Name: t.name}
			for _, one := range t.any {
				k.Ways = append(k.Ways, one.String())
			}
			out = append(out, k)
		}
		for _, one := range t.any {
			visit(one)
		}
		if t.kind == aTable && len(t.any) == 0 {
			for _, k := range t.shape.Keys {
				visit(k.Type)
			}
			if t.shape.Names != "" {
				visit(t.shape.Each)
			}
		}
	}
	visit(In(s))
	return out
}

// Manual lists every key of a file of this shape, table by table. What types that have a name stand for, Kinds says.
func (s *Shape) Manual() []Entry { return s.entries("") }

func (s *Shape) entries(table string) []Entry {
	var own, below []Entry
	for _, k := range s.Keys {
		inner, isTable := k.Type.inner()
		if !isTable {
			own = append(own, Entry{table, k.Name, k.Type.String(), k.Required, k.Doc})
			continue
		}
		name := strings.TrimPrefix(table+"."+k.Name, ".")
		if inner.Names != "" && len(inner.Keys) == 0 { // [target.ID]
			name += "." + inner.What
			if each, ok := inner.Each.inner(); ok {
				if k.Doc != "" {
					below = append(below, Entry{Table: name, Doc: k.Doc})
				}
				below = append(below, each.entries(name)...)
				continue
			}
			own = append(own, Entry{table, k.Name + "." + inner.What, inner.Each.String(), k.Required, k.Doc})
			continue
		}
		if k.Doc != "" {
			below = append(below, Entry{Table: name, Doc: k.Doc})
		}
		below = append(below, inner.entries(name)...)
	}
	if s.Names != "" {
		if each, ok := s.Each.inner(); ok {
			below = append(below, each.entries(strings.TrimPrefix(table+"."+s.What, "."))...)
		} else {
			own = append(own, Entry{Table: table, Key: s.What, Holds: s.Each.String()})
		}
	}
	return append(own, below...)
}

// inner is the shape of a type that is a table and nothing else, and has no name of its own.
func (t Type) inner() (*Shape, bool) {
	return t.shape, t.kind == aTable && len(t.any) == 0 && t.name == ""
}

// String says what may be written, in a few words.
func (t Type) String() string {
	switch {
	case t.name != "":
		return t.name
	case len(t.any) > 0:
		var all []string
		for _, one := range t.any {
			all = append(all, one.String())
		}
		return strings.Join(all, " or ")
	case t.words != nil:
		return `"` + strings.Join(t.words, `", "`) + `"`
	}
	switch t.kind {
	case aString:
		return "string"
	case aNumber:
		return "number"
	case aWhole:
		return fmt.Sprintf("whole number, %d to %d", t.lo, t.hi)
	case aBool:
		return "true or false"
	case aDate:
		return "date"
	case aText:
		return "text"
	case aList:
		return "list of strings"
	case wholes:
		return "list of whole numbers"
	case numbers:
		return "list of numbers"
	case aMatrix:
		return "rows of numbers"
	}
	var keys []string
	for _, k := range t.shape.Keys {
		if len(k.Type.words) == 1 { // by which this table is known
			k.Name += " = " + k.Type.String()
		}
		keys = append(keys, k.Name)
	}
	return "{ " + strings.Join(keys, ", ") + " }"
}
