package table

import (
	"targetcast/output/result"
	"targetcast/output/words"
)

// headline is the scenario marked so, else the first; nil without any.
func headline(s *result.Set) *result.Scenario {
	for i := range s.Scenarios {
		if s.Scenarios[i].Headline {
			return &s.Scenarios[i]
		}
	}
	if len(s.Scenarios) == 0 {
		return nil
	}
	return &s.Scenarios[0]
}

// central is the prior under which a likelihood is shown where several were run.
const central = "central"

// key names a target or a reading of it.
type key struct{ scenario, target, reading string }

// likelihoods are those under the central prior or, without one, under the first.
func likelihoods(s *result.Set) map[key]*result.Likelihood {
	found := map[key]*result.Likelihood{}
	for i := range s.Likelihood {
		l := &s.Likelihood[i]
		k := key{l.Scenario, l.Target, l.Reading}
		if found[k] == nil || l.Prior == central && found[k].Prior != central {
			found[k] = l
		}
	}
	return found
}

// section is the targets under one heading; each is followed by its other readings.
type section struct {
	heading string
	targets []*result.Target
}

// sections are the plan's groups in their order with their numbered targets, then what is outside the count.
func sections(s *result.Set, l words.Lang) []section {
	titles := map[string]string{}
	var ids []string
	for _, g := range s.Plan.Groups {
		titles[g.ID] = g.Title.Title(l, g.ID)
		ids = append(ids, g.ID)
	}
	ids = append(ids, "")
	group := func(t *result.Target) string {
		if _, known := titles[t.Group]; known {
			return t.Group
		}
		return ""
	}
	var out []section
	for _, counted := range []bool{true, false} {
		for _, id := range ids {
			var targets []*result.Target
			for i := range s.Targets {
				if t := &s.Targets[i]; t.Reading == "" && t.Number > 0 == counted && group(t) == id {
					targets = append(append(targets, t), readings(s, t.ID)...)
				}
			}
			if len(targets) > 0 {
				out = append(out, section{heading(l, titles[id], counted), targets})
			}
		}
	}
	return out
}

func readings(s *result.Set, target string) []*result.Target {
	var found []*result.Target
	for i := range s.Targets {
		if t := &s.Targets[i]; t.ID == target && t.Reading != "" {
			found = append(found, t)
		}
	}
	return found
}

func heading(l words.Lang, title string, counted bool) string {
	switch {
	case title == "" && counted:
		return l.Label(words.LabelOther)
	case title == "":
		return l.Label(words.LabelOutside)
	case counted:
		return title
	}
	return l.Label(words.LabelOutsideCount, title)
}

// stated is the form in which a target's likelihood may be shown; false when it was not run.
func stated(t *result.Target, of *result.Likelihood) (words.Stated, bool) {
	switch {
	case t.Settled != 0:
		return words.Settled(t.Settled > 0), true
	case t.CannotTell:
		return words.Stated{}, true
	case of == nil:
		return words.Stated{}, false
	}
	return words.StatedOf(of.Stated, !t.HasBase), true
}
