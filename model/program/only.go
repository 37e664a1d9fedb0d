package program

// Only returns the program without the events that are not wanted, without distributions, and without the nodes that
// the remaining events do not rest on.
func (p *Program) Only(wanted func(Event) bool) *Program {
	out := *p
	out.Events, out.Groups, out.Shown = nil, nil, nil
	keep := make([]bool, len(p.Nodes))
	var visit func(i int)
	visit = func(i int) {
		if i < 0 || keep[i] {
			return
		}
		keep[i] = true
		for _, refs := range [][]Ref{p.Nodes[i].In, p.Nodes[i].Lag} {
			for _, r := range refs {
				visit(r.Node)
			}
		}
	}
	for _, e := range p.Events {
		if wanted(e) {
			out.Events = append(out.Events, e)
			visit(e.Of.Node)
		}
	}
	var kept []int
	out.Nodes = append([]Node(nil), p.Nodes...)
	for i := range out.Nodes {
		out.Nodes[i].In = append([]Ref(nil), out.Nodes[i].In...)
		out.Nodes[i].Lag = append([]Ref(nil), out.Nodes[i].Lag...)
		if keep[i] {
			kept = append(kept, i)
		}
	}
	out.renumber(kept)
	return &out
}
