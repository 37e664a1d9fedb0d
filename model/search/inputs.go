package search

import (
	"cmp"
	"slices"
	"strings"

	"targetcast/model/plan"
	"targetcast/model/program"
)

// Kind is what sort of uncertainty an input stands for.
type Kind uint8

const (
	Parameter Kind = iota // what better data could tell
	Shock                 // the yearly shocks of one law, all years together
	Event                 // what happens once: revisions, rare events, delays of works
	Lever                 // size and timing of a lever
	Kinds                 // their number
)

// Input is one source of uncertainty of a program. Inputs are independent of each other, except for shocks that a matrix of
// the plan correlates; what is fitted together is one input.
type Input struct {
	Key  string // "indicator.gap_hangzhou.fit", "factor.nation.shock", "lever.F6.delay"
	Kind Kind
	luck []string
}

// Inputs lists what a program draws, in alphabetical order.
func Inputs(p *plan.Plan, pr *program.Program) []Input {
	found := map[string]*Input{}
	for _, n := range pr.Nodes {
		for _, l := range n.Luck {
			key, kind := keyOf(p, l)
			in := found[key]
			if in == nil {
				in = &Input{Key: key, Kind: kind}
				found[key] = in
			}
			if !slices.Contains(in.luck, l.Name) {
				in.luck = append(in.luck, l.Name)
			}
		}
	}
	var out []Input
	for _, in := range found {
		out = append(out, *in)
	}
	slices.SortFunc(out, func(a, b Input) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// keyOf names the input to which a column of luck belongs, as its number is named in the plan where it has a number.
func keyOf(p *plan.Plan, l program.Luck) (string, Kind) {
	parts := strings.Split(l.Name, ".")
	switch {
	case parts[0] == "lever":
		return l.Name, Lever
	case parts[0] == "parameter":
		return tableOf(p, parts[1]) + "." + strings.Join(parts[1:], "."), Parameter
	case len(parts) > 2 && parts[2] == "fit":
		return strings.Join(parts[:3], "."), Parameter
	case !l.PerFuture:
		return strings.Join(parts[:2], ".") + ".shock", Shock
	case l.Parameter:
		return l.Name, Parameter
	}
	return l.Name, Event
}

func tableOf(p *plan.Plan, indicator string) string {
	for _, i := range p.Indicators {
		if i.ID == indicator && i.Factor {
			return "factor"
		}
	}
	return "indicator"
}

// redrawn is a program beside itself with some columns of luck drawn anew: another replicate of an input is the same input
// under another name. Nodes that do not rest on them stand there once, and are the same future by future.
func redrawn(p *program.Program, luck []string) *program.Program {
	anew := func(l program.Luck) bool { return slices.Contains(luck, l.Name) }
	at := make([]int, len(p.Nodes)) // of a node's second copy; its own place while it has none
	for i := range at {
		at[i] = i
	}
	moved := func(refs []program.Ref) bool {
		return slices.ContainsFunc(refs, func(r program.Ref) bool { return r.Node >= 0 && at[r.Node] != r.Node })
	}
	for more := true; more; { // feedback through last year's values may take several rounds
		more = false
		for i, n := range p.Nodes {
			if at[i] == i && (slices.ContainsFunc(n.Luck, anew) || moved(n.In) || moved(n.Lag)) {
				at[i], more = len(p.Nodes), true
			}
		}
	}
	out := *p
	out.Nodes, out.Events, out.Shown = slices.Clone(p.Nodes), slices.Clone(p.Events), nil
	for i := range p.Nodes {
		if at[i] != i {
			at[i] = len(out.Nodes)
			out.Nodes = append(out.Nodes, p.Nodes[i])
		}
	}
	shifted := func(refs []program.Ref) []program.Ref {
		refs = slices.Clone(refs)
		for i, r := range refs {
			if r.Node >= 0 {
				refs[i].Node = at[r.Node]
			}
		}
		return refs
	}
	for i := len(p.Nodes); i < len(out.Nodes); i++ {
		n := &out.Nodes[i]
		n.In, n.Lag, n.Luck = shifted(n.In), shifted(n.Lag), slices.Clone(n.Luck)
		for k, l := range n.Luck {
			if anew(l) {
				n.Luck[k].Name += " drawn anew"
			}
		}
	}
	for _, e := range p.Events {
		e.Of.Node = at[e.Of.Node]
		out.Events = append(out.Events, e)
	}
	return &out
}

// Unused lists the inputs on which no event of the program rests.
func Unused(p *plan.Plan, pr *program.Program) []Input {
	used := map[string]bool{}
	for _, in := range Inputs(p, pr.Only(func(program.Event) bool { return true })) {
		used[in.Key] = true
	}
	return slices.DeleteFunc(Inputs(p, pr), func(in Input) bool { return used[in.Key] })
}
