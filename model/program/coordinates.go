package program

import (
	"cmp"
	"slices"
	"strings"

	"targetcast/model/stream"
)

// Coordinates lists the columns of luck that the events rest on, the most important first, for a point set that is even in
// its first dimensions: the first component of factor shocks, what is drawn once per future of fits, pools and revisions,
// the first component of other yearly shocks, what else is drawn once per future; then the second components, and so on.
// A yearly input's components are listed under its years. Within a rank the order is that of names, so neither the order
// of a file nor an indicator that no event rests on changes anything.
func (p *Program) Coordinates() []stream.Coordinate {
	needed := p.Only(func(Event) bool { return true })
	factor := map[string]bool{}
	first := map[string]int{}
	perFuture := map[string]bool{}
	for _, n := range needed.Nodes {
		_, isFactor := n.Op.(factorOp)
		for _, l := range n.Luck {
			factor[l.Name] = factor[l.Name] || isFactor || strings.HasPrefix(l.Name, "factor.")
			perFuture[l.Name] = l.PerFuture
			if y, ok := first[l.Name]; !ok || n.Start < y {
				first[l.Name] = n.Start
			}
		}
	}
	var out []ranked
	for name, from := range first {
		switch {
		case perFuture[name]:
			out = append(out, ranked{perFutureRank(name), 0, stream.Coordinate{Name: name}})
		default:
			rank := yearlyRank
			if factor[name] {
				rank = factorRank
			}
			for y := from + 1; y <= p.Horizon; y++ {
				out = append(out, ranked{rank, y - from - 1, stream.Coordinate{Name: name, Year: y}})
			}
		}
	}
	slices.SortFunc(out, func(a, b ranked) int {
		return cmp.Or(a.component-b.component, a.rank-b.rank, strings.Compare(a.Name, b.Name))
	})
	list := make([]stream.Coordinate, len(out))
	for i, r := range out {
		list[i] = r.Coordinate
	}
	return list
}

type ranked struct {
	rank, component int
	stream.Coordinate
}

// Ranks of coordinates.
const (
	factorRank = iota
	fittedRank
	yearlyRank
	otherRank
)

// perFutureRank puts what is estimated from data before what is judged about levers and single parameters.
func perFutureRank(name string) int {
	if strings.Contains(name, ".fit.") || strings.HasPrefix(name, "pool.") || strings.HasPrefix(name, sampleLuck) || strings.HasSuffix(name, ".shock") {
		return fittedRank
	}
	return otherRank
}
