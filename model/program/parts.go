package program

import (
	"targetcast/model/formula"
	"targetcast/model/plan"
)

// parts is what the formulas of a plan have in common: the growth of prices in every city's GDP, say. Each is computed once, by a
// node of its own.
type parts struct {
	rest  map[string]*formula.Expr // by the text of an indicator's formula: what is left of it
	exprs map[string]*formula.Expr // by the name of a part
	at    map[string]Ref           // of the parts that were needed so far
}

func (c *compiler) shareParts() {
	var texts []string
	var all []*formula.Expr
	for i := range c.plan.Indicators {
		for _, text := range [...]string{c.plan.Indicators[i].Next, c.plan.Indicators[i].Formula} {
			if e, err := formula.Parse(text); text != "" && err == nil { // what is wrong is reported where it is used
				texts, all = append(texts, text), append(all, e)
			}
		}
	}
	shared, rest := formula.Share(all)
	c.parts = parts{map[string]*formula.Expr{}, map[string]*formula.Expr{}, map[string]Ref{}}
	for i, text := range texts {
		c.parts.rest[text] = rest[i]
	}
	for _, p := range shared {
		c.parts.exprs[p.Name] = p.Expr
	}
}

// formulaOf is what is to be computed of an indicator's formula; nil when it is none.
func (c *compiler) formulaOf(ind *plan.Indicator, text string) *formula.Expr {
	if e, ok := c.parts.rest[text]; ok {
		return e
	}
	_, err := formula.Parse(text)
	c.fail(ind.Origin, "%v", err)
	return nil
}

// part is the column of a part, which is needed from a year on.
func (c *compiler) part(name string, o plan.Origin, from int) (Ref, bool) {
	e, ok := c.parts.exprs[name]
	if !ok {
		return None, false
	}
	ref, made := c.parts.at[name]
	if made && c.prog.Nodes[ref.Node].Start <= from {
		return ref, true
	}
	n := Node{ID: "part." + name, Start: from, Outs: 1}
	c.setFormula(&n, e, o, nil, from)
	if made {
		c.prog.Nodes[ref.Node] = n // the same, from an earlier year
	} else {
		ref = c.add(n)
		c.parts.at[name] = ref
	}
	return ref, true
}
