package search

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"targetcast/model/plan"
)

// Op is what a dial does to the numbers it turns.
type Op uint8

const (
	To    Op = iota // they become the value, and are certain
	Add             // the value is added
	Scale           // they are multiplied by the value
)

var opSigns = [...]string{To: "=", Add: "+=", Scale: "*="}

// Dial turns one or several numbers of a plan together: the same value, addend or factor for all.
type Dial struct {
	Keys   []string // with * and ? as in scenarios
	Op     Op
	Lo, Hi float64 // NaN where no range was given
}

// ParseDial reads "factor.nation.drift += -1..1": keys separated by commas, =, += or *=, and a range, which may be missing.
func ParseDial(text string) (Dial, error) {
	d := Dial{Lo: math.NaN(), Hi: math.NaN()}
	i := strings.IndexByte(text, '=')
	if i <= 0 {
		return d, fmt.Errorf("%q is no dial; write KEY = LOW..HIGH, KEY += LOW..HIGH or KEY *= LOW..HIGH", text)
	}
	keys, values := text[:i], strings.TrimSpace(text[i+1:])
	switch keys[len(keys)-1] {
	case '+':
		d.Op, keys = Add, keys[:len(keys)-1]
	case '*':
		if !strings.HasSuffix(keys, ".*") { // the last part of the key may itself be a star
			d.Op, keys = Scale, keys[:len(keys)-1]
		}
	}
	for key := range strings.SplitSeq(keys, ",") {
		if key = strings.TrimSpace(key); key == "" {
			return d, fmt.Errorf("%q names no key before %s", text, opSigns[d.Op])
		}
		d.Keys = append(d.Keys, key)
	}
	if values == "" {
		return d, nil
	}
	lo, hi, found := strings.Cut(values, "..")
	var errLo, errHi error
	d.Lo, errLo = strconv.ParseFloat(strings.TrimSpace(lo), 64)
	d.Hi, errHi = strconv.ParseFloat(strings.TrimSpace(hi), 64)
	if !found || errLo != nil || errHi != nil || math.IsInf(d.Lo, 0) || math.IsInf(d.Hi, 0) || !(d.Lo < d.Hi) {
		return d, fmt.Errorf("%q: the range %q is none; write two numbers, the smaller first, as -1..1", text, values)
	}
	if d.Op == Scale && d.Lo < 0 {
		return d, fmt.Errorf("%q: a factor is 0 or more", text)
	}
	return d, nil
}

// String is the dial as a user would write it, without its range.
func (d Dial) String() string { return strings.Join(d.Keys, ", ") + " " + opSigns[d.Op] }

// HasRange reports whether a range was given.
func (d Dial) HasRange() bool { return !math.IsNaN(d.Lo) }

// Numbers lists the numbers of a plan that the dial turns.
func (d Dial) Numbers(p *plan.Plan) []plan.Number {
	return slices.DeleteFunc(p.Numbers(), func(n plan.Number) bool {
		return !slices.ContainsFunc(d.Keys, func(key string) bool { return plan.Match(key, n.Path) })
	})
}

// Turn returns the plan with the dial at x; the given plan stays as it is.
func (d Dial) Turn(p *plan.Plan, x float64) (*plan.Plan, error) {
	out := p.Clone()
	numbers := d.Numbers(out)
	if len(numbers) == 0 {
		return nil, fmt.Errorf("the plan has no number %s", strings.Join(d.Keys, ", "))
	}
	for _, n := range numbers {
		q := n.Quantity
		switch d.Op {
		case To:
			q.Dist, q.Formula, q.Scale, q.Add = certain(x).Dist, "", 1, 0
		case Add:
			q.Add += x
		case Scale:
			q.Scale, q.Add = float64(q.Scale*x), float64(q.Add*x)
		}
		if err := n.Set(q); err != nil {
			return nil, fmt.Errorf("%s %w", n.Path, err)
		}
	}
	return out, nil
}

// Neutral is where the dial changes nothing, or next to nothing: 0, 1, or the median of the first number as it stands.
// It is NaN for a number that history supplies.
func (d Dial) Neutral(p *plan.Plan) float64 {
	switch d.Op {
	case Add:
		return 0
	case Scale:
		return 1
	}
	for _, n := range d.Numbers(p) {
		if n.Quantity.Dist != nil {
			return at(n.Quantity, .5)
		}
	}
	return math.NaN()
}

// unit is a small step of an added or written value: half the 10-90 % range of the first number, a tenth of its size
// where it is certain, 1 where nothing is known.
func (d Dial) unit(p *plan.Plan) float64 {
	for _, n := range d.Numbers(p) {
		if n.Quantity.Dist == nil {
			continue
		}
		if spread := math.Abs(at(n.Quantity, .9) - at(n.Quantity, .1)); spread > 0 {
			return spread / 2
		}
		if size := math.Abs(at(n.Quantity, .5)); size > 0 {
			return size / 10
		}
	}
	return 1
}
