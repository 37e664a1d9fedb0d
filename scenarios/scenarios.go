// Package scenarios is named sets of changes to a plan: read from TOML, applied in the order in which they are written.
// The shipped ones are embedded.
package scenarios

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
)

//go:embed *.toml
var shipped embed.FS

// Shipped is the folder of the scenarios that come with the program.
func Shipped() fs.FS { return shipped }

// Scenario is a named, ordered set of changes to a plan.
type Scenario struct {
	ID         string
	Order      int    // place among the others, from 1; 0 for none
	Extends    string // id of the scenario to which this one adds; "" for the plan itself
	Title      plan.Text
	Why        plan.Text
	Changes    []Change // in file order
	Conditions []plan.Condition
	Shocks     []plan.Shock
	Checks     []plan.Check
	Origin     plan.Origin
	extends    plan.Origin // where Extends stands
}

// Op is what a change does to a number.
type Op uint8

const (
	To    Op = iota // becomes Value
	Add             // plus By
	Scale           // times By
	Turn            // switched On or off
)

// Change is one change to all numbers that its key matches.
type Change struct {
	Key    string // path with * and ? per part: "lever.*.delay"
	Op     Op
	Value  plan.Quantity
	By     float64
	On     bool
	Why    plan.Text
	Source string
	Origin plan.Origin
}

// String is the change as a user would write it.
func (c Change) String() string {
	switch c.Op {
	case Add:
		return fmt.Sprintf("%s + %g", c.Key, c.By)
	case Scale:
		return fmt.Sprintf("%s * %g", c.Key, c.By)
	case Turn:
		return fmt.Sprintf("%s = %t", c.Key, c.On)
	}
	if c.Value.Formula != "" {
		return fmt.Sprintf("%s = %q", c.Key, c.Value.Formula)
	}
	return fmt.Sprintf("%s = %s", c.Key, c.Value.Dist)
}

// Resolve lists the scenarios to apply for an id, the one that extends none first.
func Resolve(all []Scenario, id string) ([]Scenario, error) {
	var chain []Scenario
	var trail []string
	asked := plan.Origin{File: "scenarios", Line: 1, Column: 1, Key: "scenario"}
	for next := id; next != ""; {
		for _, passed := range trail {
			if passed == next {
				return nil, problemAt(asked, "extends itself: %s; let one of them extend \"\"", strings.Join(append(trail, next), " -> "))
			}
		}
		s, ok := find(all, next)
		if !ok {
			return nil, problemAt(asked, "no scenario %q%s", next, document.Suggest(next, ids(all)))
		}
		chain = append([]Scenario{s}, chain...)
		trail = append(trail, next)
		next, asked = s.Extends, s.extends
	}
	return chain, nil
}

func find(all []Scenario, id string) (Scenario, bool) {
	for _, s := range all {
		if s.ID == id {
			return s, true
		}
	}
	return Scenario{}, false
}

func ids(all []Scenario) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.ID
	}
	return out
}
