package simulate

import (
	"slices"

	"targetcast/model/program"
	"targetcast/model/stream"
)

// only is the part of the graph on which some columns rest, and those columns in it.
func (g *graph) only(of ...program.Ref) (*graph, []program.Ref) {
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
	for _, r := range of {
		visit(r.Node)
	}
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
	return out, renumber(of, at)
}

// feeds are the inputs of parameters that nodes which read some inputs read in turn.
func (g *graph) feeds(names map[string]bool) map[string]bool {
	out := map[string]bool{}
	var visit func(i int)
	visit = func(i int) {
		if i < 0 || !g.nodes[i].PerFuture {
			return
		}
		for _, k := range g.luck[i] {
			out[g.inputs[k].Name] = true
		}
		for _, r := range g.in[i] {
			visit(r.Node)
		}
	}
	for i, luck := range g.luck {
		if slices.ContainsFunc(luck, func(k int) bool { return names[g.inputs[k].Name] }) {
			for _, r := range g.in[i] {
				visit(r.Node)
			}
		}
	}
	return out
}

// last is the last of some coordinates that the graph reads; -1 for none.
func (g *graph) last(of []stream.Coordinate) int {
	read := map[string]bool{}
	for _, in := range g.inputs {
		read[in.Name] = true
	}
	for k := len(of) - 1; k >= 0; k-- {
		if read[of[k].Name] {
			return k
		}
	}
	return -1
}
