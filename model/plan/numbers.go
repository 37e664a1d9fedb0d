package plan

import (
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
)

// Number is one thing in a plan that has a key and can be changed: a quantity or a switch.
type Number struct {
	Path     string // "indicator.growth_hangzhou.sd", "lever.F6.on"
	Unit     string // "" when it is not written
	Written  bool   // false: the law has this parameter, and history or its default says the value
	Switch   bool   // on or off; Quantity has no meaning then
	On       bool
	Quantity Quantity

	set    func(Quantity) error
	toggle func(bool)
}

// Set writes the quantity to the plan that the number was taken from.
func (n Number) Set(q Quantity) error {
	if n.Switch {
		return fmt.Errorf("is a switch; write true or false")
	}
	middle := 0.0
	if q.Dist != nil {
		middle = q.Dist.Quantile(0.5)
	}
	if x := float64(middle*q.Scale) + q.Add; math.IsNaN(x) || math.IsInf(x, 0) {
		return fmt.Errorf("would be %g; write a finite number", x)
	}
	return n.set(q)
}

// Turn writes a switch.
func (n Number) Turn(on bool) error {
	if !n.Switch {
		return fmt.Errorf("is a number; write a number, { add = } or { scale = }")
	}
	n.toggle(on)
	return nil
}

// Match reports whether a path matches a pattern part by part: * stands for any text within a part and ? for one
// character.
func Match(pattern, name string) bool {
	a, b := strings.Split(pattern, "."), strings.Split(name, ".")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if ok, err := path.Match(plainGlob.Replace(a[i]), b[i]); err != nil || !ok {
			return false
		}
	}
	return true
}

// plainGlob leaves * and ? as the only characters with a meaning.
var plainGlob = strings.NewReplacer(`[`, `\[`, `\`, `\\`)

// Lookup lists the numbers whose path matches a pattern, in the order of Numbers.
func (p *Plan) Lookup(pattern string) []Number {
	return slices.DeleteFunc(p.Numbers(), func(n Number) bool { return !Match(pattern, n.Path) })
}

// Numbers lists everything that can be changed, in the order of the file: targets, indicators, leagues, levers, shocks,
// judgements.
func (p *Plan) Numbers() []Number {
	var all []Number
	for i := range p.Targets {
		if p.Targets[i].Settled == 0 {
			all = append(all, p.threshold(&p.Targets[i]))
		}
	}
	for i := range p.Indicators {
		all = append(all, p.parametersOf(&p.Indicators[i])...)
	}
	for i := range p.Leagues {
		g := &p.Leagues[i]
		all = append(all, entries("league."+g.ID+".", &g.Parameters, leagueParameters, false)...)
	}
	for i := range p.Levers {
		all = append(all, leverNumbers(&p.Levers[i])...)
	}
	for i := range p.Shocks {
		s := &p.Shocks[i]
		at := "shock." + s.ID + "."
		all = append(all, field(at+"probability", &s.Probability), field(at+"size", &s.Size),
			field(at+"recovered_next_year", &s.Recovered))
	}
	for _, e := range p.Elicited {
		for _, prior := range p.Priors {
			at := "elicit." + e.Indicator + "." + prior.ID + "."
			m := prior.Parameters[e.Indicator]
			all = append(all, entries(at, &m, nil, false)...)
		}
	}
	return all
}

func (p *Plan) parametersOf(i *Indicator) []Number {
	var known []string
	switch {
	case i.Law != "":
		known = p.laws[i.Law]
	case i.Next != "":
		known = []string{"start"}
	case i.Sample != "":
		known = sampleParameters
	default:
		return nil
	}
	return entries(i.table()+"."+i.ID+".", &i.Parameters, known, true)
}

// entries lists what stands in a map of quantities, and what else is known to have a place there.
func entries(at string, m *map[string]Quantity, known []string, formulas bool) []Number {
	names := slices.Clone(known)
	for _, k := range slices.Sorted(maps.Keys(*m)) {
		if !slices.Contains(known, k) {
			names = append(names, k)
		}
	}
	out := make([]Number, 0, len(names))
	for _, name := range names {
		q, written := (*m)[name]
		if !written {
			q = Quantity{Scale: 1}
		}
		out = append(out, Number{Path: at + name, Unit: q.Unit, Written: written, Quantity: q, set: func(q Quantity) error {
			if err := fits(name, q, formulas); err != nil {
				return err
			}
			if *m == nil {
				*m = map[string]Quantity{}
			}
			(*m)[name] = q
			return nil
		}})
	}
	return out
}

// fits refuses what a number of the name can surely not be.
func fits(name string, q Quantity, formulas bool) error {
	if q.Formula != "" && !formulas {
		return fmt.Errorf("is a formula; only the parameters of a law may be one: write a number")
	}
	x, certain := q.Value()
	switch {
	case !certain:
	case isSpread(name) && x < 0:
		return fmt.Errorf("would be %g; a standard deviation is 0 or more", x)
	case (name == "probability" || name == "additionality") && (x < 0 || x > 1):
		return fmt.Errorf("would be %g; write a number from 0 to 1", x)
	case (name == "ramp" || name == "delay") && x < 0:
		return fmt.Errorf("would be %g years; write 0 or more", x)
	}
	return nil
}

// field is a number that stands in a struct.
func field(at string, q *Quantity) Number {
	return Number{Path: at, Unit: q.Unit, Written: true, Quantity: *q, set: func(to Quantity) error {
		if err := fits(at[strings.LastIndexByte(at, '.')+1:], to, false); err != nil {
			return err
		}
		*q = to
		return nil
	}}
}

func leverNumbers(v *Lever) []Number {
	at := "lever." + v.ID + "."
	out := []Number{
		{Path: at + "on", Written: true, Switch: true, On: v.On, Quantity: Quantity{Scale: 1, Origin: v.Origin},
			toggle: func(on bool) { v.On = on }},
		field(at+"start", &v.Start), field(at+"ramp", &v.Ramp), field(at+"delay", &v.Delay),
		field(at+"additionality", &v.Additionality),
	}
	for i := range v.Effects {
		e := &v.Effects[i]
		out = append(out, field(at+"effect."+e.Indicator+".size", &e.Size))
	}
	return out
}

// threshold is the threshold of a target, which is always certain.
func (p *Plan) threshold(g *Target) Number {
	n := Number{Path: "target." + g.ID + ".threshold", Written: true}
	if i := p.indicator(g.Indicator); i != nil {
		n.Unit = i.Unit
	}
	n.Quantity = certainly(g.Threshold, g.Origin)
	n.Quantity.Unit = n.Unit
	n.set = func(q Quantity) error {
		x, ok := q.Value()
		if !ok {
			return fmt.Errorf("a threshold is certain; write one number")
		}
		g.Threshold, g.Origin.Scenario = x, q.Origin.Scenario
		return nil
	}
	return n
}
