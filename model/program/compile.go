package program

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"targetcast/model/dist"
	"targetcast/model/formula"
	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/series"
	"targetcast/model/stream"
)

// compiler turns one plan, under one prior for what was never observed, into a Program.
type compiler struct {
	plan       *plan.Plan
	prior      map[string]map[string]plan.Quantity
	book       *series.Book
	prog       *Program
	indicators map[string]*plan.Indicator
	known      map[string]known // history by indicator
	value      map[string]Ref   // an indicator's value
	shock      map[string]Ref   // a factor's yearly shock
	pools      map[string]*panel
	pushes     map[string][]Ref
	levers     map[string][]Ref
	inputsOf   map[string][]string // by indicator; every target asks again for those of its causes
	parts      parts
	problems   plan.Problems
}

// Compile resolves a plan under one of its priors. On any problem the error is a plan.Problems with all of them.
func Compile(p *plan.Plan, scenario, prior string) (*Program, error) {
	p = withRules(p)
	c := &compiler{
		plan: p, book: p.Book.AsOf(p.AsOf), prior: map[string]map[string]plan.Quantity{},
		prog:       &Program{Scenario: scenario, Prior: prior, Horizon: p.Horizon, Since: p.Since, Facts: map[string]Fact{}},
		indicators: map[string]*plan.Indicator{}, known: map[string]known{}, value: map[string]Ref{},
		shock: map[string]Ref{}, pools: map[string]*panel{}, pushes: map[string][]Ref{}, levers: map[string][]Ref{},
		inputsOf: map[string][]string{},
	}
	switch i := slices.IndexFunc(p.Priors, func(x plan.Prior) bool { return x.ID == prior }); {
	case i >= 0:
		c.prior = p.Priors[i].Parameters
	case prior != "":
		return nil, fmt.Errorf("the plan has no prior %q", prior)
	}
	for i := range p.Indicators {
		c.indicators[p.Indicators[i].ID] = &p.Indicators[i]
	}
	c.readHistories()
	c.placeStarts()
	c.reserve()
	c.addPushes()
	c.shareParts()
	for i := range p.Indicators {
		c.addIndicator(&p.Indicators[i])
	}
	if err := c.problems.Err(); err != nil {
		return nil, err
	}
	c.addEvents()
	c.addGroups()
	c.addShown()
	c.warnLateStarts()
	if err := c.problems.Err(); err != nil {
		return nil, err
	}
	return c.prog, c.prog.order()
}

func (c *compiler) fail(o plan.Origin, format string, args ...any) {
	c.problems.Add(series.Problem{File: o.File, Line: o.Line, Column: o.Column, Key: o.Key, What: fmt.Sprintf(format, args...)})
}

func (c *compiler) warn(code, about string, values map[string]any) {
	c.prog.Warnings = append(c.prog.Warnings, Warning{Code: code, About: about, Values: values})
}

// add appends a node and returns its first output.
func (c *compiler) add(n Node) Ref {
	if n.Outs == 0 {
		n.Outs = 1
	}
	c.prog.Nodes = append(c.prog.Nodes, n)
	return Ref{Node: len(c.prog.Nodes) - 1}
}

// reserve gives every indicator its node before any is built, so that formulas may refer to each other's past.
func (c *compiler) reserve() {
	for i := range c.plan.Indicators {
		ind := &c.plan.Indicators[i]
		ref := c.add(Node{ID: "indicator." + ind.ID, Start: c.known[ind.ID].start, Before: c.known[ind.ID].before()})
		c.value[ind.ID] = ref
		if ind.Factor {
			c.prog.Nodes[ref.Node].Outs = 2
			c.shock[ind.ID] = Ref{ref.Node, 1}
		}
	}
}

func (c *compiler) addIndicator(ind *plan.Indicator) {
	switch {
	case ind.Law != "":
		c.addLaw(ind)
	case ind.Next != "":
		c.addNext(ind)
	case ind.Formula != "":
		if e := c.formulaOf(ind, ind.Formula); e != nil {
			at := c.value[ind.ID].Node
			node := c.prog.Nodes[at] // a copy: parts may be added
			c.setFormula(&node, e, ind.Origin, nil, node.Start)
			c.prog.Nodes[at] = node
		}
	case ind.League != "":
		c.addLeague(ind)
	case ind.Sample != "":
		c.addSample(ind)
	}
}

// setFormula puts a formula into the node, which asks it from a year on; first are extra columns before those of the
// formula's own names.
func (c *compiler) setFormula(node *Node, e *formula.Expr, o plan.Origin, first []Ref, from int) {
	slots := map[string]int{}
	in, lag := append([]Ref(nil), first...), []Ref{}
	for _, r := range e.Refs() {
		ref, ok := c.value[r.Name]
		if !ok {
			ref, ok = c.part(r.Name, o, from)
		}
		if !ok {
			c.fail(o, "formula %q: no indicator %q", e, r.Name)
			return
		}
		slots[r.Name] = len(lag)
		now, before := None, None
		if r.Now {
			now = ref
		}
		if r.Prev {
			before = ref
		}
		in, lag = append(in, now), append(lag, before)
	}
	code, err := e.Compile(func(name string) (int, bool) { i, ok := slots[name]; return i, ok }, c.plan.Since)
	if err != nil {
		c.fail(o, "%v", err)
		return
	}
	d := derived{code: code, text: fmt.Sprintf("%s since %d", e, c.plan.Since)}
	node.In, node.Lag, node.State, node.Op = in, lag, code.States(), d
	if len(first) > 0 {
		node.Op = carried{d}
	}
}

func (c *compiler) addNext(ind *plan.Indicator) {
	start, ok := c.parameter(ind, process.Param{Name: "start", Default: math.NaN()}, nil)
	if !ok {
		return
	}
	at := c.value[ind.ID].Node
	if e := c.formulaOf(ind, ind.Next); e != nil {
		node := c.prog.Nodes[at]
		c.setFormula(&node, e, ind.Origin, []Ref{start}, node.Start+1)
		c.prog.Nodes[at] = node
	}
}

func (c *compiler) addLaw(ind *plan.Indicator) {
	law, ok := process.Lookup(ind.Law)
	if !ok {
		c.fail(ind.Origin, "no law %q", ind.Law)
		return
	}
	if name := lost(ind, ind.Law); c.plan.Learned[ind.ID].Rule != "" && name != "" {
		c.fail(ind.Parameters[name].Origin, "%s did better on the past and stands in for the law of %s; it has no %q. Write --past report to keep the law",
			c.plan.Learned[ind.ID].Rule, ind.ID, name)
		return
	}
	fitted, ok := c.fit(ind)
	if !ok {
		return
	}
	c.addNode(ind, law, ind, fitted, "")
}

// addNode gives an indicator its law: written holds the parameters as the plan writes them, and about tells laws of one
// name apart.
func (c *compiler) addNode(ind *plan.Indicator, law process.Law, written *plan.Indicator, fitted map[string]Ref, about string) {
	spec := law.Spec()
	var in []Ref
	for _, p := range spec.Params {
		ref, ok := c.parameter(written, p, fitted)
		if !ok {
			return
		}
		in = append(in, ref)
	}
	if !c.checkShock(ind, spec) {
		return
	}
	op := lawOp{law: law, params: len(in), sharedLuck: -1, seen: math.NaN(), about: about}
	if v, ok := c.known[ind.ID].at(c.known[ind.ID].start); ok {
		op.seen = v
	}
	var luck []Luck
	for i, l := range spec.Luck {
		if l.Shared {
			if mixed := c.mixedShock(ind, l); mixed != None {
				op.sharedLuck = i
				in = append(in, mixed)
				continue
			}
		}
		// What a league table leaves open of the present is a parameter; an event that is yet to come is not, nor is a draw,
		// which mixes both.
		in := stream.Input{Name: c.key(ind) + "." + l.Name, PerFuture: l.PerFuture}
		if ind.Sample != "" {
			in.Name = sampleLuck + ind.Sample + "." + l.Name // the same draw for all that are taken from one sample
		}
		luck = append(luck, Luck{in, l.PerFuture && !l.Shared && ind.Sample == ""})
	}
	if push := c.push(ind.ID); push != None {
		op.push = true
		in = append(in, push)
	}
	node := &c.prog.Nodes[c.value[ind.ID].Node]
	node.In, node.Luck, node.State, node.Op = in, luck, spec.State, op
	if ind.Factor {
		node.Op = factorOp{lawOp: op, given: c.conditions(ind, node), foresee: foresees(ind.Law)}
	}
}

// checkShock refuses what needs a yearly shock where the law has none.
func (c *compiler) checkShock(ind *plan.Indicator, spec process.Spec) bool {
	if slices.ContainsFunc(spec.Luck, func(l process.Luck) bool { return l.Shared }) {
		return true
	}
	row, _ := c.correlated(ind.ID)
	switch {
	case ind.Factor:
		c.fail(ind.Origin, "%s has no yearly shock on which others could load; write it as an indicator", spec.Name)
	case len(ind.Loads) > 0, row != nil, ind.Innovation != plan.Innovation{}:
		c.fail(ind.Origin, "%s has no shock that could load on factors, stand in a matrix or take an innovation", spec.Name)
	default:
		return true
	}
	return false
}

// unknown makes an indicator a column without values: what it would take to simulate it was not published by the
// as-of date. Targets that rest on it cannot be assessed.
func (c *compiler) unknown(ind *plan.Indicator, why string) {
	node := &c.prog.Nodes[c.value[ind.ID].Node]
	node.Op, node.Start, node.In, node.Luck, node.State = blank{}, c.prog.First, nil, nil, 0
	c.warn(NoData, ind.ID, map[string]any{"why": why})
}

// key is the path under which a plan writes the indicator.
func (c *compiler) key(ind *plan.Indicator) string {
	if ind.Factor {
		return "factor." + ind.ID
	}
	return "indicator." + ind.ID
}

// mixedShock makes the column of an indicator's yearly shock when it is not simply its own luck: factors by their
// loadings, a correlation matrix by its Cholesky row, and a shape other than the normal.
func (c *compiler) mixedShock(ind *plan.Indicator, of process.Luck) Ref {
	m, name := mix{}, of.Name
	m.shape, m.shapeKey = c.innovation(ind)
	var in []Ref
	rest := 1.0
	factors := make([]string, 0, len(ind.Loads))
	for f := range ind.Loads {
		factors = append(factors, f)
	}
	sort.Strings(factors)
	for _, f := range factors {
		w := ind.Loads[f]
		in, m.in = append(in, c.shock[f]), append(m.in, w)
		rest -= w * w
	}
	own := stream.Input{Name: c.key(ind) + "." + name}
	luck := []Luck{{Input: own}}
	m.luck = []float64{math.Sqrt(math.Max(0, rest))}
	if row, names := c.correlated(ind.ID); row != nil {
		m.luck, luck = row, nil
		for _, other := range names {
			luck = append(luck, Luck{Input: stream.Input{Name: c.key(c.indicators[other]) + "." + name}})
		}
	}
	switch {
	case len(in) == 0 && len(luck) == 1 && m.shape == nil:
		return None
	case of.PerFuture:
		c.fail(ind.Origin, "the shock of %s is drawn once for good; it takes no loads and no innovation: let a second indicator be the common part", ind.Law)
	case of.Uniform && m.shape != nil:
		c.fail(ind.Origin, "the shock of %s stands for a probability; it takes no innovation", ind.Law)
	}
	m.weights = slices.Concat(m.in, m.luck)
	return c.add(Node{ID: "shock." + ind.ID, Op: m, In: in, Luck: luck, Start: c.known[ind.ID].start})
}

func (c *compiler) innovation(ind *plan.Indicator) (process.Innovation, string) {
	v := ind.Innovation
	var shape process.Innovation
	var err error
	switch {
	case v.T != 0:
		shape, err = process.TInnovation(v.T)
	case v.TwoPiece != [2]float64{}:
		shape, err = process.TwoPiece(v.TwoPiece[0], v.TwoPiece[1])
	default:
		return nil, ""
	}
	if err != nil {
		c.fail(ind.Origin, "innovation: %v", err)
	}
	if ind.Factor {
		c.fail(ind.Origin, "a factor's shock is normal: laws that load on it would mix shapes; give the innovation to the laws")
	}
	return shape, fmt.Sprint(v)
}

// parameter finds the column of one parameter: as written, by the prior, observed, fitted, or the law's default.
func (c *compiler) parameter(ind *plan.Indicator, p process.Param, fitted map[string]Ref) (Ref, bool) {
	id := "parameter." + ind.ID + "." + p.Name
	q, written := ind.Parameters[p.Name]
	k := c.known[ind.ID]
	if !written || (q.Dist == nil && q.Formula == "") {
		prior, ok := c.prior[ind.ID][p.Name]
		switch {
		case p.Name == "start" && k.observed:
			return c.quantity(id, c.startOf(q, written, k), true)
		case ok:
			c.checkJudgement(ind.ID, prior)
			return c.quantity(id, changed(prior, q, written), true)
		}
		if ref, ok := fitted[p.Name]; ok {
			if written {
				ref = c.add(Node{ID: id, Op: affine{scale: q.Scale, add: q.Add}, PerFuture: true, In: []Ref{ref}})
			}
			return ref, true
		}
		if math.IsNaN(p.Default) {
			if p.Name == "start" && c.missing(ind) {
				c.unknown(ind, "no observation had been published")
				return None, false
			}
			c.fail(ind.Origin, "parameter %q is neither written nor fitted; write %s = a number (%s) under [%s.parameters], or fit = \"history\" with a longer series",
				p.Name, p.Name, p.Unit, c.key(ind))
			return None, false
		}
		return c.quantity(id, changed(constant(p.Default), q, written), false)
	}
	if q.Formula != "" {
		n := Node{ID: id, Start: c.prog.First, Outs: 1}
		e, err := formula.Parse(q.Formula)
		if err != nil {
			c.fail(q.Origin, "%v", err)
			return None, false
		}
		c.setFormula(&n, e, q.Origin, nil, n.Start)
		if slices.ContainsFunc(n.Lag, func(r Ref) bool { return r != None }) {
			n.Start++ // there is no year before the first
		}
		ref := c.add(n)
		if q.Scale != 1 || q.Add != 0 {
			ref = c.add(Node{ID: id + ".changed", Op: affine{scale: q.Scale, add: q.Add}, In: []Ref{ref}, Start: n.Start})
		}
		return ref, true
	}
	c.checkJudgement(ind.ID, q)
	return c.quantity(id, q, ind.Law != "milestone")
}

// missing reports whether an indicator's observations may be out of use on purpose.
func (c *compiler) missing(ind *plan.Indicator) bool { return ind.Series != "" && c.plan.Cut() }

// changed is the quantity q after a scenario's { scale } and { add }, when one was written without a value of its own.
func changed(q, by plan.Quantity, written bool) plan.Quantity {
	if written {
		q.Add = q.Add*by.Scale + by.Add
		q.Scale *= by.Scale
	}
	return q
}

func (c *compiler) startOf(q plan.Quantity, written bool, k known) plan.Quantity {
	v, _ := k.at(k.start)
	return changed(constant(v), q, written)
}

func constant(x float64) plan.Quantity {
	d, err := dist.Constant(x)
	if err != nil { // an observation or a law's default is a finite number
		panic(err)
	}
	return plan.Quantity{Dist: d, Scale: 1}
}

// quantity adds a node that draws q once per future. Parameter says whether better data could tell it.
func (c *compiler) quantity(id string, q plan.Quantity, parameter bool) (Ref, bool) {
	n := Node{ID: id, Op: quantity{d: q.Dist, scale: q.Scale, add: q.Add}, PerFuture: true}
	if q.Dist.Quantile(0.25) != q.Dist.Quantile(0.75) || q.Dist.Variance() != 0 {
		n.Luck = []Luck{{stream.Input{Name: id, PerFuture: true}, parameter}}
	}
	return c.add(n), true
}

// checkJudgement notes a judgement that is younger than the as-of date: nobody could have made it then.
func (c *compiler) checkJudgement(about string, q plan.Quantity) {
	if q.Judged > c.plan.AsOf.Year() && !c.plan.AnyJudgement {
		c.warn(JudgedLater, about, map[string]any{"key": q.Origin.Key, "judged": q.Judged, "as_of": c.plan.AsOf.Year()})
	}
}
