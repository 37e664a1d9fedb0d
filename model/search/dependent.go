package search

import (
	"cmp"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/program"
)

// Dependent lists the inputs of a program that depend on another of them: shocks that a matrix of the plan correlates. Shocks
// that load on a factor do not: the factor's shock is an input and what is a law's own another, independent of it.
func Dependent(p *plan.Plan, pr *program.Program) []Input {
	var keys []string
	for _, m := range p.Correlations {
		for a, id := range m.Of {
			for b, other := range m.Of {
				if a != b && m.Matrix[a][b] != 0 && simulated(pr, id) && simulated(pr, other) {
					keys = append(keys, shockOf(p, id))
				}
			}
		}
	}
	return slices.DeleteFunc(Inputs(p, pr), func(in Input) bool { return !slices.Contains(keys, in.Key) })
}

func shockOf(p *plan.Plan, id string) string { return tableOf(p, id) + "." + id + ".shock" }

func simulated(pr *program.Program, id string) bool {
	return slices.ContainsFunc(pr.Nodes, func(n program.Node) bool { return n.ID == "indicator."+id })
}

// rearranged is what a question asks of a program, with what it does not rest on drawn after all that it does.
func rearranged(p *plan.Plan, pr *program.Program, q Question) (sheet, *program.Program, error) {
	s, base, err := asking(pr, q)
	if err == nil {
		base, err = s.drawnLast(p, base, func(string) int { return 0 })
	}
	return s, base, err
}

// drawnLast is a base program whose correlated shocks are drawn by falling place, so that drawing those of the first places
// anew draws them given all others: the rows of a Cholesky factor may be taken in any order. What the questions do not rest
// on is drawn after all, so that it is no input.
func (s sheet) drawnLast(p *plan.Plan, base *program.Program, place func(key string) int) (*program.Program, error) {
	if len(p.Correlations) == 0 {
		return base, nil
	}
	out := p.Clone()
	for c, m := range out.Correlations {
		at := make([]int, len(m.Of))
		where := make([]int, len(m.Of))
		for i, id := range m.Of {
			at[i], where[i] = i, -1
			if simulated(base, id) {
				where[i] = place(shockOf(p, id))
			}
		}
		slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(where[b], where[a]) })
		of, matrix := make([]string, len(at)), make([][]float64, len(at))
		for i, a := range at {
			of[i], matrix[i] = m.Of[a], make([]float64, len(at))
			for j, b := range at {
				matrix[i][j] = m.Matrix[a][b]
			}
		}
		out.Correlations[c].Of, out.Correlations[c].Matrix = of, matrix
	}
	pr, err := program.Compile(out, base.Scenario, base.Prior)
	if err != nil {
		return nil, err
	}
	return s.narrow(pr)
}

// first puts an input before all others.
func (in Input) first(key string) int {
	if key == in.Key {
		return 0
	}
	return 1
}
