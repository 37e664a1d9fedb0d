package table

import (
	"io"
	"math"
	"strings"

	"targetcast/output/result"
	"targetcast/output/words"
)

// Past writes what a replay of the past says of the laws: the gates, which rules stand in for laws, and the multiplier.
func Past(w io.Writer, s *result.Set, l words.Lang, width int) error {
	var lines []string
	for _, sentence := range PastSentences(s, l) {
		lines = append(lines, Wrap(sentence, width)...)
	}
	return writeTrimmed(w, strings.Join(lines, "\n")+"\n")
}

// PastSentences are the same as sentences: the gates first, in the end how earlier plans fared.
func PastSentences(s *result.Set, l words.Lang) []string {
	out := gatesAndRules(s, l)
	var earlier []string
	for _, v := range s.Past.Precedents {
		earlier = append(earlier, l.Precedent(v.Title.Title(l, v.ID), v.Met, v.Of))
	}
	if len(earlier) > 0 {
		out = append(out, l.Precedents(earlier))
	}
	return out
}

// PastBrief is the same in a line or two, for questions of many runs: the gates that are not passed, and what stands in for a
// law.
func PastBrief(s *result.Set, l words.Lang) []string {
	p := &s.Past
	if p.How == "off" || p.How == "" || p.Forecasts == 0 {
		return gatesAndRules(s, l)
	}
	var failed []string
	judged := 0
	for _, g := range GatesShown(s) {
		if math.IsNaN(g.Low) { // from too few years
			continue
		}
		judged++
		if !g.Passes {
			failed = append(failed, gateText(l, g))
		}
	}
	out := append([]string{l.PastBrief(judged, failed)}, PastRules(s, l)...)
	if p.How == "apply" && p.Multiplier.Widened {
		out = append(out, l.PastWidened(p.Multiplier.Mean))
	}
	return []string{l.Sentences(out)}
}

// GatesShown are the gates of the laws as a run uses them; none of a run that did not happen.
func GatesShown(s *result.Set) []result.PastGate {
	if s == nil {
		return nil
	}
	p, model := &s.Past, "law"
	if p.How == "apply" {
		model = "applied"
	}
	var out []result.PastGate
	for _, g := range p.Gates {
		if g.Model == model {
			out = append(out, g)
		}
	}
	return out
}

func gateText(l words.Lang, g result.PastGate) string {
	return l.PastGate(g.Gate, g.Value, g.Low, g.High, g.AtLeast, g.AtMost, g.Passes, g.Verdict == "undetermined")
}

// PastRules are sentences about the rules that did better than laws; none of a run that did not happen.
func PastRules(s *result.Set, l words.Lang) []string {
	if s == nil {
		return nil
	}
	p, out := &s.Past, []string(nil)
	for _, r := range p.Rules {
		title := r.Title.Title(l, r.Indicator)
		if r.Kept != "" {
			out = append(out, words.Sentence(l, words.Warning{Code: r.Kept, About: title, Values: map[string]any{"rule": r.Rule, "param": r.Param}}))
			continue
		}
		out = append(out, l.PastRule(r.Rule, title, r.Skill, r.Low, r.High, p.How == "apply"))
	}
	return out
}

func gatesAndRules(s *result.Set, l words.Lang) []string {
	p := &s.Past
	if p.How == "off" || p.How == "" {
		return []string{l.PastNotAsked()}
	}
	if p.Forecasts == 0 {
		return []string{l.PastNothing()}
	}
	gates := []string{}
	for _, g := range GatesShown(s) {
		gates = append(gates, gateText(l, g))
	}
	out := append([]string{l.PastGates(p.How == "apply", p.Forecasts, p.Series, p.Years, gates)}, PastRules(s, l)...)
	m := p.Multiplier
	out = append(out, l.PastMultiplier(m.Mean, m.P10, m.P90, m.Years, m.Gain, m.GainLow, m.GainHigh, m.Widened, p.How == "apply"))
	if (len(p.Rules) > 0 || m.Widened) && !math.IsNaN(p.WorthLow) {
		out = append(out, l.PastWorth(p.Worth, p.WorthLow, p.WorthHigh))
	}
	return out
}
