// Package report is the document about a run: everything in a results folder, in order, for people.
package report

import (
	"bytes"
	"math"
	"strings"

	"targetcast/output/document"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// Input is what a report is made from.
type Input struct {
	Set     *result.Set
	Figures []Figure // in any language; those that no section asks for are left out
	Drivers []Drivers
}

// Figure is a picture in one language.
type Figure struct {
	Lang words.Lang
	document.Figure
}

// Document is the report in one language: the answer first, then each target, all together, the levers, how it was done and
// what it rests on.
func Document(in Input, l words.Lang) (*document.Document, error) {
	s := in.Set
	for _, d := range in.Drivers {
		if err := d.fits(s); err != nil {
			return nil, err
		}
	}
	v := &view{lang: l, set: s, in: in.Drivers, figures: map[string]document.Figure{}}
	for _, f := range in.Figures {
		if f.Lang == l {
			f.Scale = f.Name == "scenarios" || strings.HasPrefix(f.Name, "base-")
			v.figures[f.Name] = f.Figure
		}
	}
	var expect bytes.Buffer
	if err := table.Expect(&expect, s, l, math.MaxInt32); err != nil {
		return nil, err
	}
	d := &document.Document{
		Key: l.String(), Tag: l.Tag(), Name: [...]string{words.En: "English", words.Zh: "中文"}[l],
		Title: s.Plan.Title.Title(l, s.Plan.ID), Subtitle: v.say("asof", s.Plan.AsOf) + " · " + v.scenarioTitle(v.headline()), Note: s.Plan.Note.In(l),
		Meta: s.Manifest.Hash,
		Words: document.Words{Contents: v.say("contents"), Top: v.say("top"), Figure: v.say("figure"), Table: v.say("table"), Numbers: v.say("datatable"),
			AllNumbers: v.say("alldata"), See: v.say("see"), On: v.say("onpage"), Page: v.say("page")},
	}
	d.Sections = []document.Section{v.summary(strings.TrimSpace(expect.String())), v.targets(), v.together()}
	if len(s.Levers) > 0 {
		d.Sections = append(d.Sections, v.levers())
	}
	d.Sections = append(d.Sections, v.method(), v.past(), v.data(), v.warnings(), v.manifest())
	return d, nil
}

// Pictures are the names of the pictures that a report of the set can show.
func Pictures(s *result.Set) map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{"likelihood", "scenarios", "by-year", "milestones", "number-observed", "number-all-central"} {
		out[name] = true
	}
	for _, t := range s.Targets {
		for _, kind := range targetPictures {
			if t.Reading == "" {
				out[kind+t.ID] = true
			}
		}
	}
	return out
}
