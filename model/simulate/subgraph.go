package simulate

import "targetcast/model/program"

// only is the part of the graph on which a column rests, and that column in it.
func (g *graph) only(of program.Ref) (*graph, program.Ref) {
	keep := make([]bool, len(g.nodes))
	var visit func(i int)
	visit = func(i int) {
		if i < 0 || keep[i] {
			return
		}
		keep[i] = true
		for _, refs := range [][]program.Ref{g.in[i], g.lag[i]} {
			for _, r := range refs {
				visit(r.Node)
			}
		}
	}
	visit(of.Node)
	out := &graph{first: g.first, horizon: g.horizon}
	at := make([]int, len(g.nodes))
	inputs := map[int]int{}
	for i, kept := range keep {
		if kept {
			at[i] = len(out.nodes)
			out.nodes = append(out.nodes, g.nodes[i])
		}
	}
	for i, kept := range keep {
		if !kept {
			continue
		}
		out.in, out.lag = append(out.in, renumber(g.in[i], at)), append(out.lag, renumber(g.lag[i], at))
		var luck []int
		for _, k := range g.luck[i] {
			j, ok := inputs[k]
			if !ok {
				j = len(out.inputs)
				inputs[k] = j
				out.inputs, out.needed = append(out.inputs, g.inputs[k]), append(out.needed, g.needed[k])
			}
			luck = append(luck, j)
		}
		out.luck = append(out.luck, luck)
	}
	return out, program.Ref{Node: at[of.Node], Out: of.Out}
}
