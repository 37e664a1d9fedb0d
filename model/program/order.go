package program

import (
	"fmt"
	"path"
	"strings"
)

// order sorts the nodes so that each comes after those it needs in the same year, keeping the order of creation
// where it is free, and renumbers every Ref. The plan's formulas were checked for cycles when it was read; a cycle
// through parameters is found here.
func (p *Program) order() error {
	n := len(p.Nodes)
	state := make([]uint8, n)
	sorted := make([]int, 0, n)
	var trail []string
	var visit func(i int) error
	visit = func(i int) error {
		switch state[i] {
		case 1:
			return fmt.Errorf("these depend on each other within a year: %s; use prev() in one of them",
				strings.Join(append(trail, p.Nodes[i].ID), " -> "))
		case 2:
			return nil
		}
		state[i] = 1
		trail = append(trail, p.Nodes[i].ID)
		for _, r := range p.Nodes[i].In {
			if r.Node >= 0 {
				if err := visit(r.Node); err != nil {
					return err
				}
			}
		}
		trail = trail[:len(trail)-1]
		state[i] = 2
		sorted = append(sorted, i)
		return nil
	}
	for i := range p.Nodes {
		if err := visit(i); err != nil {
			return err
		}
	}
	p.renumber(sorted)
	return nil
}

func (p *Program) renumber(sorted []int) {
	at := make([]int, len(p.Nodes))
	nodes := make([]Node, len(sorted))
	for to, from := range sorted {
		at[from], nodes[to] = to, p.Nodes[from]
	}
	move := func(refs []Ref) {
		for i := range refs {
			if refs[i].Node >= 0 {
				refs[i].Node = at[refs[i].Node]
			}
		}
	}
	for i := range nodes {
		move(nodes[i].In)
		move(nodes[i].Lag)
	}
	for i := range p.Events {
		p.Events[i].Of.Node = at[p.Events[i].Of.Node]
	}
	for i := range p.Shown {
		p.Shown[i].Of.Node = at[p.Shown[i].Of.Node]
	}
	p.Nodes = nodes
}

func globMatch(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}
