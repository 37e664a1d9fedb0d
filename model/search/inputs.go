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

// redrawn is a program in which some columns of luck are drawn anew: another replicate of an input is the same input
// under another name. Whatever does not rest on them is the same, future by future, and is not simulated again.
func redrawn(p *program.Program, luck []string) *program.Program {
	out := *p
	out.Nodes = slices.Clone(p.Nodes)
	for i := range out.Nodes {
		if !slices.ContainsFunc(out.Nodes[i].Luck, func(l program.Luck) bool { return slices.Contains(luck, l.Name) }) {
			continue
		}
		out.Nodes[i].Luck = slices.Clone(out.Nodes[i].Luck)
		for k, l := range out.Nodes[i].Luck {
			if slices.Contains(luck, l.Name) {
				out.Nodes[i].Luck[k].Name += " drawn anew"
			}
		}
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
