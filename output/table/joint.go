package table

import (
	"io"
	"math"
	"strconv"
	"strings"

	"targetcast/output/result"
	"targetcast/output/words"
)

// Joint writes, for the headline scenario, how many targets are met together: first of those with a base value, then of
// all under each prior, labelled judged, then by group.
func Joint(w io.Writer, s *result.Set, l words.Lang, width int) error {
	sc := headline(s)
	if sc == nil {
		return nil
	}
	var rows [][]string
	for _, j := range inOrder(s, sc.ID) {
		rows = append(rows, jointRow(s, j, l))
	}
	if len(rows) == 0 {
		return nil
	}
	columns := []Column{{Head: l.Label(words.LabelSet), Flex: true}}
	for _, label := range []words.Label{words.LabelOf, words.LabelExpected, words.LabelMostLikely, words.LabelAllMet, words.LabelIfIndependent} {
		columns = append(columns, Column{Head: l.Label(label), Right: true})
	}
	title := Wrap(l.TableJoint(sc.Title.Title(l, sc.ID)), width)
	if err := writeTrimmed(w, strings.Join(title, "\n")+"\n\n"); err != nil {
		return err
	}
	if err := Print(w, columns, rows, width); err != nil {
		return err
	}
	if len(s.Scenarios) < 2 {
		return nil
	}
	return writeTrimmed(w, "\n"+l.Label(words.LabelMoreJoint)+"\n")
}

// Expect writes, in a line or two, how many targets to expect in the headline scenario.
func Expect(w io.Writer, s *result.Set, l words.Lang, width int) error {
	sc := headline(s)
	if sc == nil {
		return nil
	}
	var parts, judged []string
	of := 0
	for _, j := range inOrder(s, sc.ID) {
		switch j.Set {
		case observed:
			parts = append(parts, l.ExpectObserved(sc.Title.Title(l, sc.ID), j.Expected, j.SD, len(j.Targets)))
		case all:
			of = len(j.Targets)
			judged = append(judged, l.Under(words.Number(j.Expected, 1), priorName(s, j.Prior, l)))
		}
	}
	if len(judged) > 0 {
		parts = append(parts, l.ExpectJudged(of, l.List(judged)))
	}
	if len(parts) == 0 {
		return nil
	}
	return writeTrimmed(w, strings.Join(Wrap(l.Sentences(parts), width), "\n")+"\n")
}

// The sets of targets that are no group of the plan.
const (
	observed = "observed"
	all      = "all"
)

// inOrder are the joint results of a scenario: observed, all, groups in the plan's order; priors in the plan's order.
func inOrder(s *result.Set, scenario string) []*result.Joint {
	sets := []string{observed, all}
	for _, g := range s.Plan.Groups {
		sets = append(sets, g.ID)
	}
	priors := []string{}
	for _, p := range s.Plan.Priors {
		priors = append(priors, p.ID)
	}
	var found []*result.Joint
	for _, set := range sets {
		for _, prior := range append(priors, "") {
			for i := range s.Joint {
				j := &s.Joint[i]
				known := false
				for _, p := range priors {
					known = known || p == j.Prior
				}
				if j.Scenario == scenario && j.Set == set && (j.Prior == prior || prior == "" && !known) {
					found = append(found, j)
				}
			}
		}
	}
	return found
}

func jointRow(s *result.Set, j *result.Joint, l words.Lang) []string {
	name := j.Set
	switch j.Set {
	case observed:
		name = l.Label(words.LabelObserved)
	case all:
		name = l.Label(words.LabelAll)
	}
	for _, g := range s.Plan.Groups {
		if g.ID == j.Set {
			name = g.Title.Title(l, g.ID)
		}
	}
	if j.Judged {
		name = l.Label(words.LabelUnderPrior, name, priorName(s, j.Prior, l))
	}
	return []string{name, strconv.Itoa(len(j.Targets)), words.Number(j.Expected, 1) + " ± " + words.Number(j.SD, 1), mode(j.Number),
		rare(j.All, j.ErrorHigh, l), rare(j.Product, j.Product, l)}
}

// mode is the most likely number met.
func mode(number []float64) string {
	best := -1
	for k, p := range number {
		if !math.IsNaN(p) && (best < 0 || p > number[best]) {
			best = k
		}
	}
	if best < 0 {
		return "–"
	}
	return strconv.Itoa(best)
}

// rare writes a probability that may be tiny: whole per cents, below one per cent one digit, and for what never
// happened the upper end of its error.
func rare(p, upper float64, l words.Lang) string {
	switch {
	case math.IsNaN(p):
		return "–"
	case p <= 0 && upper >= 0.00005:
		return "< " + l.Percent(upper, 2)
	case p < 0.00005:
		return "< " + l.Percent(0.0001, 2)
	case p < 0.001:
		return l.Percent(p, 2)
	case p < 0.0095:
		return l.Percent(p, 1)
	case p > 0.995 && p < 1:
		return "> " + l.Percent(0.99, 0)
	}
	return l.Percent(p, 0)
}

// priorTitle is a prior's own title, or its id.
func priorTitle(s *result.Set, id string, l words.Lang) string {
	for _, p := range s.Plan.Priors {
		if p.ID == id {
			return p.Title.Title(l, id)
		}
	}
	return id
}

// priorName is what stands before the first colon of a prior's title.
func priorName(s *result.Set, id string, l words.Lang) string {
	name, _, _ := strings.Cut(strings.ReplaceAll(priorTitle(s, id, l), "：", ":"), ":")
	return name
}
