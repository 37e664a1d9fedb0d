package program

import (
	"path"

	"gonum.org/v1/gonum/mat"

	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/stream"
)

// addPushes builds what acts on laws from outside: levers first, in the plan's order, then shocks.
func (c *compiler) addPushes() {
	for i := range c.plan.Levers {
		c.addLever(&c.plan.Levers[i])
	}
	for i := range c.plan.Shocks {
		c.addShock(&c.plan.Shocks[i])
	}
}

// nothing acts before the plan begins.
var nothing = map[int]float64{allYears: 0}

// push sums what acts on one indicator; None when nothing does.
func (c *compiler) push(indicator string) Ref {
	switch in := c.pushes[indicator]; len(in) {
	case 0:
		return None
	case 1:
		return in[0]
	default:
		return c.add(Node{ID: "push." + indicator, Op: sum{}, In: in, Start: c.plan.Since, Before: nothing})
	}
}

// addLever adds a lever's effects where the law's history does not already hold them: a lever that is on adds to
// histories without this plan; one that is off subtracts from levels that suppose the plan.
func (c *compiler) addLever(l *plan.Lever) {
	for _, e := range l.Effects {
		ind := c.indicators[e.Indicator]
		supposed := ind.PolicyIn == plan.PolicyThisPlan
		if l.On == supposed {
			continue
		}
		op := leverOp{growth: e.Growth, additional: ind.PolicyIn != plan.PolicyNone, sign: 1}
		if supposed {
			op.sign = -1
		}
		for _, q := range []plan.Quantity{e.Size, l.Additionality, l.Start, l.Ramp, l.Delay} {
			c.checkJudgement(e.Indicator, q)
		}
		in := append([]Ref{c.leverSize(l, e)}, c.leverTiming(l)...)
		c.pushes[e.Indicator] = append(c.pushes[e.Indicator], c.add(Node{
			ID: "lever." + l.ID + "." + e.Indicator, Op: op, In: in, Start: c.plan.Since, Before: nothing}))
	}
}

func (c *compiler) leverSize(l *plan.Lever, e plan.Effect) Ref {
	ref, _ := c.quantity("lever."+l.ID+".effect."+e.Indicator+".size", e.Size, true)
	return ref
}

// leverTiming is additionality, start, ramp and delay: drawn once for all effects of a lever.
func (c *compiler) leverTiming(l *plan.Lever) []Ref {
	if refs, ok := c.levers[l.ID]; ok {
		return refs
	}
	var refs []Ref
	for _, q := range []struct {
		name string
		q    plan.Quantity
	}{{"additionality", l.Additionality}, {"start", l.Start}, {"ramp", l.Ramp}, {"delay", l.Delay}} {
		ref, _ := c.quantity("lever."+l.ID+"."+q.name, q.q, true)
		refs = append(refs, ref)
	}
	c.levers[l.ID] = refs
	return refs
}

func (c *compiler) addShock(s *plan.Shock) {
	id := "shock." + s.ID
	p, _ := c.quantity(id+".probability", s.Probability, true)
	size, _ := c.quantity(id+".size", s.Size, true)
	back, _ := c.quantity(id+".recovered_next_year", s.Recovered, true)
	op := strike{first: max(c.plan.Since, c.plan.AsOf.Year()), last: c.plan.Horizon} // what is past cannot be struck
	if s.Year != 0 {
		op.first, op.last = s.Year, s.Year
	}
	ref := c.add(Node{ID: id, Op: op, In: []Ref{p, size, back}, Start: c.plan.Since, Before: nothing,
		Luck: []Luck{{Input: stream.Input{Name: id + ".strikes", PerFuture: true}}}})
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		for _, glob := range s.On {
			if ok, _ := path.Match(glob, ind.ID); !ok {
				continue
			}
			if _, isLaw := process.Lookup(ind.Law); !isLaw && ind.League == "" {
				c.fail(s.Origin, "shocks act on simulated indicators; %q is not one", ind.ID)
			}
			c.pushes[ind.ID] = append(c.pushes[ind.ID], ref)
			break
		}
	}
}

// correlated returns the Cholesky row of an indicator in the plan's correlation matrix, and the indicators whose luck
// it mixes; nil when no matrix names it.
func (c *compiler) correlated(id string) ([]float64, []string) {
	for _, m := range c.plan.Correlations {
		for i, name := range m.Of {
			if name != id {
				continue
			}
			n := len(m.Of)
			sym := mat.NewSymDense(n, nil)
			for r := range m.Matrix {
				for k := r; k < n; k++ {
					sym.SetSym(r, k, m.Matrix[r][k])
				}
			}
			var ch mat.Cholesky
			if !ch.Factorize(sym) {
				c.fail(m.Origin, "the matrix is only semidefinite: two of its shocks are the same; leave one out")
				return nil, nil
			}
			var l mat.TriDense
			ch.LTo(&l)
			row := make([]float64, i+1)
			for k := range row {
				row[k] = l.At(i, k)
			}
			return row, m.Of[:i+1]
		}
	}
	return nil, nil
}
