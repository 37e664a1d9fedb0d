// Package formula is arithmetic written as text: read once, then evaluated over blocks of draws, or over observed
// series.
//
// A formula is one expression. From weakest to strongest binding:
//
//	c ? a : b            a where c is true, b where it is 0
//	a || b
//	a && b
//	< <= > >= == !=      1 or 0; a < b < c means a < b && b < c
//	a + b   a - b
//	!a
//	a * b   a / b
//	-a
//	a ^ b   a ** b       from the right: 2^3^2 is 2^9
//
// and the functions exp, log (or ln), sqrt, abs, logit, expit, min, max, clamp(x, lo, hi), rank(x, a, b, ...),
// prev(x) and cumsum(x). A name is an identifier or several joined by points; the name year is the calendar year.
//
// Any number but 0 is true. NaN stands for the unknown and stays unknown: arithmetic, comparisons, min, max, clamp, rank
// and a choice by NaN give NaN. Only where the answer does not depend on it does it vanish: 0 && NaN is 0, 1 || NaN is 1,
// NaN ^ 0 and 1 ^ NaN are 1.
package formula

import (
	"fmt"
	"slices"
	"sync"
)

// Expr is a formula that was read and found sound.
type Expr struct {
	root *node
	refs []Ref
	text string
}

// Ref is a name that a formula uses: its value of the same year (Now), of the year before (Prev), or both.
type Ref struct {
	Name      string
	Now, Prev bool
}

// Error is what is wrong with a formula.
type Error struct {
	Column int    // characters from the start of the formula, from 1
	What   string // what is wrong
	Hint   string // what to write; may be empty
}

// Error writes "column 5: what; hint".
func (e *Error) Error() string {
	text := fmt.Sprintf("column %d: %s", e.Column, e.What)
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

// parsed remembers the formulas that were read, by their text: a run compiles one plan under dozens of scenarios and priors, a
// search under hundreds of numbers, and their formulas are few.
var parsed = struct {
	sync.Mutex
	by map[string]*Expr
}{by: map[string]*Expr{}}

const mostRemembered = 10_000

// Parse reads a formula. The error is always an *Error. Parts without names are computed at once, and must be finite. An
// Expr is never changed, and the same text may give the same one again.
func Parse(text string) (*Expr, error) {
	parsed.Lock()
	e, ok := parsed.by[text]
	parsed.Unlock()
	if ok {
		return e, nil
	}
	e, err := readText(text)
	if err != nil {
		return nil, err
	}
	parsed.Lock()
	defer parsed.Unlock()
	if len(parsed.by) >= mostRemembered {
		clear(parsed.by)
	}
	parsed.by[text] = e
	return e, nil
}

func readText(text string) (*Expr, error) {
	tree, err := parseTree(text)
	if err != nil {
		return nil, err
	}
	root, err := read(tree, false)
	if err != nil {
		return nil, err
	}
	return expr(root), nil
}

func expr(root *node) *Expr {
	return &Expr{root: root, refs: collect(root), text: root.format(0, false)}
}

// Refs lists the names in the order of their first use. The name year is none.
func (e *Expr) Refs() []Ref { return slices.Clone(e.refs) }

// String is the formula in canonical form: formulas that differ only in spaces, needless brackets, ln for log, ** for ^,
// the place of prev, or constants that can be computed, have the same string. Parse reads it back.
func (e *Expr) String() string { return e.text }

func collect(root *node) []Ref {
	var refs []Ref
	at := map[string]int{}
	root.walk(func(n *node) {
		if n.op != opName {
			return
		}
		i, ok := at[n.name]
		if !ok {
			i = len(refs)
			at[n.name] = i
			refs = append(refs, Ref{Name: n.name})
		}
		refs[i].Now = refs[i].Now || !n.lagged
		refs[i].Prev = refs[i].Prev || n.lagged
	})
	return refs
}
