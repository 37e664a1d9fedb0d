package formula

import "slices"

// Part is what several formulas compute alike, under a name of its own.
type Part struct {
	Name string // no name that a formula could hold
	Expr *Expr  // may name other parts
}

// dear is the cost from which a part is worth a column of its own: about that of an exponential, in additions.
const dear = 5

var costs = [opCount]int{opExp: dear, opLog: dear, opLogit: 2 * dear, opExpit: 2 * dear, opPower: 2 * dear, opSqrt: 3, opDivide: 2, opRank: 3}

// Share finds the parts that formulas have in common, so that each need be computed only once, and gives the formulas in
// terms of them, in their order. The arithmetic stays what it was, to the last digit. What remembers (cumsum) is not shared.
func Share(formulas []*Expr) (parts []Part, rest []*Expr) {
	s := sharer{uses: map[string]int{}, seen: map[string]bool{}, names: map[string]*node{}}
	for _, e := range formulas {
		s.count(e.root)
	}
	for _, e := range formulas {
		rest = append(rest, expr(s.rewrite(e.root)))
	}
	return s.parts, rest
}

type sharer struct {
	uses  map[string]int // of a subtree: in how many different places it stands, places within equal subtrees once
	seen  map[string]bool
	names map[string]*node // of the parts made so far
	parts []Part
}

func (s *sharer) count(n *node) {
	key := n.format(0, false)
	s.uses[key]++
	if s.seen[key] || n.op == opCumsum {
		return
	}
	s.seen[key] = true
	for _, a := range n.args {
		s.count(a)
	}
}

// rewrite is a tree with names in place of what is shared.
func (s *sharer) rewrite(n *node) *node {
	if len(n.args) == 0 || n.uniform || n.op == opCumsum {
		return n
	}
	key := n.format(0, false)
	if name, ok := s.names[key]; ok {
		return name
	}
	rewritten := *n
	rewritten.args = slices.Clone(n.args)
	for i, a := range n.args {
		rewritten.args[i] = s.rewrite(a)
	}
	if cost, forgets := n.cost(); s.uses[key] < 2 || cost < dear || !forgets {
		return &rewritten
	}
	name := &node{op: opName, name: "{" + key + "}", column: n.column}
	s.names[key] = name
	s.parts = append(s.parts, Part{name.name, expr(&rewritten)})
	return name
}

// cost is in additions; forgets says that the tree has no memory.
func (n *node) cost() (cost int, forgets bool) {
	forgets = true
	n.walk(func(m *node) {
		switch {
		case m.op == opCumsum:
			forgets = false
		case len(m.args) > 0 && !m.uniform:
			cost += max(1, costs[m.op])
		}
	})
	return cost, forgets
}
