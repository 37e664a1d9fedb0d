package document

import "slices"

// Shape says which keys a table may have and what each may hold. Readers can only ask for keys that are in it, and the
// JSON Schema and the manual of a file are written from it, so there is one list of keys.
type Shape struct {
	Keys []Key
	// Each is what stands under any name that is not in Keys, when Names is set: the pattern of such a name.
	Each  Type
	Names string
	// What is one word for such a name in the manual, "ID".
	What string
}

// Key is one key of a table.
type Key struct {
	Name     string
	Type     Type
	Doc      string // for the manual and for editors: one line, without a full stop
	Required bool
	Write    string // what to write when a required key is missing; "" when its reader says so itself
}

// Kind is a kind of value that readers ask for.
type kind uint8

const (
	anything kind = iota
	aString
	aNumber
	aWhole
	aBool
	aDate
	aText
	aList   // of strings; one string stands for a list of one
	wholes  // a list of whole numbers
	numbers // a list of numbers
	aMatrix
	aTable
)

// Type is what may be written under a key.
type Type struct {
	kind    kind
	words   []string // the only strings, when there are some
	pattern string   // of a string
	lo, hi  int      // of whole numbers
	shape   *Shape   // of a table
	any     []Type   // one of these; the other fields say nothing then
	name    string   // a type that has a name is described once and referred to by it
}

// The types.
func String() Type                 { return Type{kind: aString} }
func Pattern(re string) Type       { return Type{kind: aString, pattern: re} }
func Words(words ...string) Type   { return Type{kind: aString, words: words} }
func Number() Type                 { return Type{kind: aNumber} }
func Whole(lo, hi int) Type        { return Type{kind: aWhole, lo: lo, hi: hi} }
func Wholes(lo, hi int) Type       { return Type{kind: wholes, lo: lo, hi: hi} }
func Bool() Type                   { return Type{kind: aBool} }
func Date() Type                   { return Type{kind: aDate} }
func Text() Type                   { return Type{kind: aText} }
func Strings() Type                { return Type{kind: aList} }
func Numbers() Type                { return Type{kind: numbers} }
func Matrix() Type                 { return Type{kind: aMatrix} }
func In(s *Shape) Type             { return Type{kind: aTable, shape: s} }
func Either(types ...Type) Type    { return Type{any: types} }
func (t Type) Named(n string) Type { t.name = n; return t }

// Tables is a table that holds a value of one type under each of any names, as [target.ID].
func Tables(what, names string, each Type) Type {
	return In(&Shape{Each: each, Names: names, What: what})
}

// key finds what a shape says of a key.
func (s *Shape) key(name string) (Type, bool) {
	for _, k := range s.Keys {
		if k.Name == name {
			return k.Type, true
		}
	}
	return s.Each, s.Names != ""
}

// as is the part of a type that is of one kind; false when it has none.
func (t Type) as(k kind) (Type, bool) {
	if len(t.any) == 0 {
		return t, k == anything || t.kind == k
	}
	if k == anything {
		return t, true
	}
	var found []Type
	for _, one := range t.any {
		if part, ok := one.as(k); ok {
			found = append(found, part)
		}
	}
	switch {
	case len(found) == 0:
		return t, false
	case k == aTable && len(found) > 1:
		return In(union(found)), true
	}
	return found[0], true
}

// union permits the keys of all of some tables; which of them is meant, and so which keys go together, their reader finds.
func union(tables []Type) *Shape {
	all := &Shape{}
	for _, t := range tables {
		for _, k := range t.shape.Keys {
			if !slices.ContainsFunc(all.Keys, func(known Key) bool { return known.Name == k.Name }) {
				k.Required, k.Write = false, ""
				all.Keys = append(all.Keys, k)
			}
		}
		if t.shape.Names != "" {
			all.Each, all.Names = t.shape.Each, t.shape.Names
		}
	}
	return all
}
