package program

import "slices"

// Certain is the program with every parameter at the middle of what is known of it: nodes that are drawn once per future from
// luck that better data could tell get that luck at its median, 0. What is left is what only time will tell.
func Certain(pr *Program) *Program {
	out := *pr
	out.Nodes = slices.Clone(pr.Nodes)
	for i := range out.Nodes {
		n := &out.Nodes[i]
		if !n.PerFuture || len(n.Luck) == 0 || slices.ContainsFunc(n.Luck, func(l Luck) bool { return !l.Parameter }) {
			continue
		}
		n.Op, n.Luck = atMedian{op: n.Op, columns: len(n.Luck)}, nil
	}
	return &out
}

// atMedian evaluates a node once with all its luck at 0.
type atMedian struct {
	once
	op      Op
	columns int
}

func (m atMedian) Key() string { return "at its median " + m.op.Key() }

func (m atMedian) Init(c *Call) {
	inner := *c
	inner.Luck = make([][]float64, m.columns)
	for k := range inner.Luck {
		inner.Luck[k] = make([]float64, len(c.Out[0]))
	}
	m.op.Init(&inner)
}
