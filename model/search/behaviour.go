package search

import (
	"fmt"
	"math"
	"regexp"

	"targetcast/model/plan"
)

// Behaviour is what an expert expects of a model: that a scenario, or a number turned up or down, raises or lowers the
// likelihood of a target.
type Behaviour struct {
	Scenario string // "" where a number is turned
	Key      string // with * and ? as in scenarios
	Down     bool   // the number is turned down
	Target   string // a target, a target/reading, or a set of targets
	Falls    bool   // the likelihood falls
}

var (
	scenarioMoves = regexp.MustCompile(`^(\S+) (raises|lowers) (\S+)$`)
	numberMoves   = regexp.MustCompile(`^(\S+) (up|down) => P\((\S+)\) (up|down)$`)
)

// ParseBehaviour reads "growth_high raises gdp_pair" or "indicator.x.mean up => P(gdp_pair) up".
func ParseBehaviour(says string) (Behaviour, error) {
	if m := scenarioMoves.FindStringSubmatch(says); m != nil {
		return Behaviour{Scenario: m[1], Falls: m[2] == "lowers", Target: m[3]}, nil
	}
	if m := numberMoves.FindStringSubmatch(says); m != nil {
		return Behaviour{Key: m[1], Down: m[2] == "down", Target: m[3], Falls: m[4] == "down"}, nil
	}
	return Behaviour{}, fmt.Errorf(`%q is no behaviour; write "SCENARIO raises TARGET", "SCENARIO lowers TARGET" or "KEY up => P(TARGET) up" (or down)`, says)
}

// Turned is the plan with the number of a behaviour turned: by half its 10-90 % range, by a tenth of its size where it is
// certain, by 1 where nothing is known of it.
func (b Behaviour) Turned(p *plan.Plan) (*plan.Plan, error) {
	d := Dial{Keys: []string{b.Key}, Op: Add, Lo: math.NaN(), Hi: math.NaN()}
	by := d.unit(p)
	if b.Down {
		by = -by
	}
	return d.Turn(p, by)
}

// Verdict is what became of a behaviour.
type Verdict uint8

const (
	Holds   Verdict = iota
	Unclear         // the difference cannot be told from 0 with so many futures
	Fails           // it moves the other way
	Nothing         // it does not move at all: nothing that the target rests on has changed
)

// Judge holds a difference against the behaviour.
func (b Behaviour) Judge(d Difference) Verdict {
	lo, hi := d.Lo, d.Hi
	if b.Falls {
		lo, hi = -hi, -lo
	}
	switch {
	case d.Same:
		return Nothing
	case lo > 0:
		return Holds
	case hi < 0:
		return Fails
	}
	return Unclear
}
