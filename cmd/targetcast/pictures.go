package main

import (
	"fmt"
	"time"

	"targetcast/model/search"
	"targetcast/model/simulate"
	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
	"targetcast/output/result"
	"targetcast/output/words"
)

// album is what pictures are made from, in one language.
type album struct {
	lang  words.Lang
	l     *loaded
	set   *result.Set
	runs  []simulate.Outcome // of the headline, by prior, central first
	grids []search.Grid
	all   bool // every picture there is, not only the usual ones
}

// draw renders the pictures in every language and format that was asked for.
func (o *runOptions) draw(l *loaded, set *result.Set, res *simulate.Result, grids []search.Grid, extra map[string][]byte) ([]result.Warning, error) {
	options := chart.Options{}
	if o.font != "" {
		face, err := typeface.Load(o.font)
		if err != nil {
			return nil, inputError{fmt.Errorf("--font: %w", err)}
		}
		options.Face = face
	}
	var jobs []job
	for _, lang := range o.languages() {
		n := len(priors(l.plan))
		a := album{lang: lang, l: l, set: set, runs: res.Runs[l.headline*n : (l.headline+1)*n], grids: grids, all: o.pictures == "all"}
		for _, p := range a.pictures() {
			p.Lang, p.Meta = lang, "targetcast "+set.Manifest.Hash
			for _, f := range o.formats {
				jobs = append(jobs, job{picture: p, format: f, file: "pictures/" + p.Name + "." + lang.String() + "." + f})
			}
		}
	}
	render(jobs, options)
	seen := map[string]bool{}
	var warnings []result.Warning
	for _, j := range jobs {
		if j.err != nil {
			return nil, j.err
		}
		extra[j.file] = j.data
		for _, w := range j.warnings {
			if k := fmt.Sprint(w); !seen[k] {
				seen[k] = true
				warnings = append(warnings, result.Warning{Code: w.Code, About: w.About, Values: w.Values})
			}
		}
	}
	return warnings, nil
}

func (o *runOptions) languages() []words.Lang {
	switch o.lang {
	case "zh":
		return []words.Lang{words.Zh}
	case "both":
		return []words.Lang{words.En, words.Zh}
	}
	return []words.Lang{words.En}
}

type job struct {
	picture      chart.Picture
	format, file string
	into         map[string][]byte // where the bytes go, by format; nil: by file
	data         []byte
	warnings     []words.Warning
	err          error
}

func render(jobs []job, o chart.Options) {
	parallel(len(jobs), func(i int) {
		j := &jobs[i]
		j.data, j.warnings, j.err = chart.Render(j.picture, j.format, o)
	})
}

func (a *album) either(en, zh string) string { return result.Text{En: en, Zh: zh}.In(a.lang) }

func (a *album) headline() result.Scenario { return a.set.Scenarios[a.l.headline] }

// caption is the small print of a picture about some indicators.
func (a *album) caption(indicators ...string) chart.Caption {
	asOf, _ := time.Parse(time.DateOnly, a.set.Plan.AsOf)
	c := chart.Caption{AsOf: a.lang.Month(asOf.Year(), int(asOf.Month())), Futures: a.set.Manifest.Identity.Draws, Source: a.sources(indicators)}
	if note := a.set.Plan.Note.In(a.lang); note != "" {
		c.Notes = append(c.Notes, note)
	}
	for _, w := range a.set.Warnings {
		for _, id := range indicators {
			if w.About == id && len(c.Warnings) < 2 {
				c.Warnings = append(c.Warnings, words.Warning{Code: w.Code, About: a.titleOf(id), Values: w.Values})
			}
		}
	}
	return c
}

func (a *album) titleOf(indicator string) string {
	for _, ind := range a.set.Indicators {
		if ind.ID == indicator {
			return ind.Title.In(a.lang)
		}
	}
	return indicator
}

// pictures lists what is drawn, the overview first.
func (a *album) pictures() []chart.Picture {
	out := []chart.Picture{a.bars(), a.heat()}
	out = append(out, a.numbers()...)
	out = append(out, a.byYear()...)
	out = append(out, a.milestones()...)
	for i := range a.set.Targets {
		t := &a.set.Targets[i]
		if t.Settled != 0 || t.CannotTell || !a.all && (t.Reading != "" || t.Number == 0 && a.numbered()) {
			continue
		}
		out = append(out, a.fan(t)...)
		if t.HasBase {
			out = append(out, a.dots(t)...)
			out = append(out, a.exceedance(t)...)
		}
	}
	for _, g := range a.grids {
		out = append(out, a.baseGrowth(g))
	}
	if a.all {
		out = append(out, a.otherFans()...)
	}
	if !a.all && len(out) > usual {
		out = out[:usual]
	}
	return out
}

// usual is how many pictures are drawn unless all are asked for.
const usual = 40

// numbered reports whether the plan numbers its targets; those without a number are then extras.
func (a *album) numbered() bool {
	for _, t := range a.set.Targets {
		if t.Number > 0 {
			return true
		}
	}
	return false
}
