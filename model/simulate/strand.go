package simulate

import (
	"slices"
	"strings"

	"targetcast/model/program"
	"targetcast/model/stream"
)

// strands are the directions along which the targets of a program that count together are moved all at once. Each moves coordinates
// on which no target rests but its own, so that given what stays where it is they are independent, and a number of
// targets met is convolved from what each strand does on its own line. Targets that have hardly anything to themselves share a
// strand, whose line crosses the thresholds of all. A target that jumps over its threshold is on none: nothing on which it rests is
// moved, so each line meets it all along or never.
type strands struct {
	guides []*guide
	of     map[string]int      // by target: its strand; no entry for none
	order  []stream.Coordinate // the most important for what is left first
}

// least is which part of the linear variance of its margins a strand has to move to stand alone.
const least = .1

// mover is a target while strands are found.
type mover struct {
	target   string
	question question
	guide    *guide
	margin   []float64       // of the pilot run
	needs    map[string]bool // names of luck
	smooth   bool
}

// newStrands finds the strands of the base's targets, each of which has its own guide.
func newStrands(base *program.Program, o Options, courses map[string]*course) (*strands, error) {
	g := newGraph([]*program.Program{base})
	var members []*mover
	var questions []question
	for _, e := range base.Events {
		if e.Joint {
			q := question{g.ref(0, e.Of), e.Event}
			members, questions = append(members, &mover{target: e.Target, question: q, needs: map[string]bool{}}), append(questions, q)
		}
	}
	out := &strands{of: map[string]int{}}
	if len(members) == 0 {
		return out, nil
	}
	pilot, margins, err := runPilot(g, questions, o)
	if err != nil {
		return nil, err
	}
	left := map[stream.Coordinate]float64{}
	for i, m := range members {
		m.margin, m.guide = margins[i], courses[m.target].guides[""]
		if err := m.look(g, o); err != nil {
			return nil, err
		}
		m.addLeft(left)
	}
	for _, s := range gatherStrands(members) {
		guide, err := s.guide(g, pilot, o)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(guide.moves, true) {
			continue
		}
		for _, m := range s.members {
			out.of[m.target] = len(out.guides)
		}
		for k, c := range guide.of {
			if guide.moves[k] {
				delete(left, c)
			}
		}
		out.guides = append(out.guides, guide)
	}
	out.order = slices.Clone(o.Coordinates)
	slices.SortStableFunc(out.order, func(a, b stream.Coordinate) int {
		switch x, y := left[a], left[b]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return out, nil
}

// look finds on which luck a target rests and whether its own lines jump or fold.
func (m *mover) look(g *graph, o Options) error {
	part, _ := g.only(m.question.of)
	for _, in := range part.inputs {
		m.needs[in.Name] = true
	}
	if !slices.Contains(m.guide.moves, true) {
		return nil
	}
	w, err := newWalk(g, []question{m.question}, []*guide{m.guide}, m.guide.of, o)
	if err != nil {
		return err
	}
	w.next()
	folded := 0
	for i := range w.of {
		if p := w.trace(0, i); p.folded {
			folded++
		}
	}
	c, err := w.check(0, 0)
	m.smooth = err == nil && 20*c.stepped <= c.crossings && 100*folded <= len(w.of)
	return err
}

// addLeft adds how much of the margin hangs on each coordinate while none moves.
func (m *mover) addLeft(left map[stream.Coordinate]float64) {
	for k, c := range m.guide.of {
		left[c] += m.guide.left[k]
		if m.guide.moves[k] {
			left[c] += float64(m.guide.by[k] * m.guide.by[k])
		}
	}
}

// weights are how much of the margin's variance its lines move, by name of luck.
func (m *mover) weights() map[string]float64 {
	out := map[string]float64{}
	for k, c := range m.guide.of {
		if m.guide.moves[k] {
			out[c.Name] += float64(m.guide.by[k] * m.guide.by[k])
		}
	}
	return out
}

// strand is targets that are moved along one direction.
type strand struct {
	members []*mover
	weights map[string]float64
	allowed map[string]bool // luck on which no other target rests, whatever a scenario makes levers push
}

func gatherStrands(all []*mover) []*strand {
	var out []*strand
	for _, m := range all {
		if m.smooth {
			out = append(out, &strand{members: []*mover{m}, weights: m.weights()})
		}
	}
	for i := 0; i < len(out); {
		s := out[i]
		s.allow(all)
		with, most := -1, 0.0
		if s.part() < least {
			for j, other := range out {
				if c := s.common(other); j != i && c > most {
					with, most = j, c
				}
			}
		}
		if with < 0 {
			i++
			continue
		}
		first, second := min(i, with), max(i, with)
		out[first].join(out[second])
		out = slices.Delete(out, second, second+1)
		i = 0
	}
	return out
}

func (s *strand) allow(all []*mover) {
	s.allowed = map[string]bool{}
	for _, m := range s.members {
		for name := range m.needs {
			if !strings.HasPrefix(name, "lever.") {
				s.allowed[name] = true
			}
		}
	}
	for _, m := range all {
		if !slices.Contains(s.members, m) {
			for name := range m.needs {
				delete(s.allowed, name)
			}
		}
	}
}

// part is which part of what its members' lines move the strand may move.
func (s *strand) part() float64 {
	var own, all float64
	for _, name := range sorted(s.weights) {
		all += s.weights[name]
		if s.allowed[name] {
			own += s.weights[name]
		}
	}
	return own / all
}

// common is how much two strands could move together.
func (s *strand) common(other *strand) float64 {
	sum := 0.0
	for _, name := range sorted(s.weights) {
		sum += min(s.weights[name], other.weights[name])
	}
	return sum
}

func (s *strand) join(other *strand) {
	s.members = append(s.members, other.members...)
	for name, w := range other.weights {
		s.weights[name] += w
	}
}

// guide is the direction along which the strand's margins rise or fall together: that of their sum in units of their standard
// deviations, those turned round that fall where the first one rises.
func (s *strand) guide(g *graph, pilot futures, o Options) (*guide, error) {
	of := s.members[0].guide
	if len(s.members) > 1 {
		var questions []question
		sum, first := make([]float64, len(s.members[0].margin)), s.members[0].margin
		for _, m := range s.members {
			questions = append(questions, m.question)
			by := -1.
			if correlation(first, m.margin) < 0 {
				by = 1
			}
			x := slices.Clone(m.margin)
			take(sum, x, by/cut(x))
		}
		var err error
		if of, err = newGuide(g, questions, pilot, sum, o); err != nil {
			return nil, err
		}
	}
	out := &guide{of: of.of, find: of.find, by: of.by, moves: slices.Clone(of.moves), raised: of.raised, left: of.left}
	for k, c := range of.of {
		out.moves[k] = of.moves[k] && s.allowed[c.Name]
	}
	for _, b := range of.bends {
		b.by = slices.Clone(b.by)
		some := false
		for k := range b.by {
			if !out.moves[k] {
				b.by[k] = 0
			}
			some = some || b.by[k] != 0
		}
		if some {
			out.bends = append(out.bends, b)
		}
	}
	return out, nil
}

func sorted(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
