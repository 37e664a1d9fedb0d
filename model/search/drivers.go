package search

import (
	"context"
	"slices"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Driver is an uncertain input as one number for each future, in its own unit: a parameter as it was drawn; a yearly rate
// or shock as its mean over the years of the plan; what happens once as what came of it.
type Driver struct {
	Key         string // of the parameter; of the indicator or factor for all others
	Unit        string
	First, Last int // years of the mean; 0 for what is drawn or happens once
	Values      []float64
}

// rates are the laws whose values are rates, shocks or one-off events: causes of where levels end up. Laws of levels are
// left out, because a level is what a target is about.
var rates = []string{"ar1", "white_noise", "random_walk", "rare_shock", "level_revision"}

// rateUnits are units of yearly values that may be averaged over years.
var rateUnits = []string{"percent", "log points", "log points, percent", "logit points", "1"}

// drawn draws futures with all drivers on which some events rest, and which of the events each future met: the i-th
// event of the sheet has bit i. Only drivers whose key is wanted are kept, and those that vary.
func (s sheet) drawn(ctx context.Context, p *plan.Plan, pr *program.Program, wanted func(key string) bool, o simulate.Options) ([]Driver, []uint64, error) {
	base, err := s.narrow(pr)
	if err != nil {
		return nil, nil, err
	}
	drivers := s.drivers(p, base, wanted)
	o.Sets, o.Marks, o.Keep = 0, true, nil
	for _, d := range drivers {
		base.Shown = append(base.Shown, d.shown)
		o.Keep = append(o.Keep, d.shown.Indicator)
	}
	res, err := simulate.Run(ctx, []*program.Program{base}, o)
	if err != nil {
		return nil, nil, err
	}
	var out []Driver
	for i, d := range drivers {
		years := res.Runs[0].Shown[i].Draws
		d.Values = years[len(years)-1]
		if d.First > 0 {
			d.Values = meanOver(years)
		}
		if slices.Min(d.Values) < slices.Max(d.Values) {
			out = append(out, d.Driver)
		}
	}
	return out, res.Runs[0].Marks, nil
}

// wantedDriver is a driver and where its numbers are taken from.
type wantedDriver struct {
	Driver
	shown program.Shown
}

func (s sheet) drivers(p *plan.Plan, base *program.Program, wanted func(key string) bool) []wantedDriver {
	unit := map[string]string{}
	for _, n := range p.Numbers() {
		unit[n.Path] = n.Unit
	}
	last := 0
	for _, e := range base.Events {
		last = max(last, e.By)
	}
	var out []wantedDriver
	add := func(d Driver, of program.Ref, from int) {
		if wanted(d.Key) {
			out = append(out, wantedDriver{d, program.Shown{Indicator: d.Key, Of: of, From: from}})
		}
	}
	for _, c := range columns(p, base) {
		add(Driver{Key: c.key, Unit: unit[c.key]}, c.ref, last)
	}
	for _, i := range p.Indicators {
		at := slices.IndexFunc(base.Nodes, func(n program.Node) bool { return n.ID == "indicator."+i.ID })
		rate := i.Law == "" && i.Formula != "" || slices.Contains(rates, i.Law)
		if at < 0 || !rate || !slices.Contains(rateUnits, i.Unit) || asked(base.Events, at) {
			continue
		}
		d := Driver{Key: tableOf(p, i.ID) + "." + i.ID, Unit: i.Unit}
		from := last
		if i.Law != "level_revision" {
			d.First, d.Last, from = base.Since, last, base.Since
		}
		add(d, program.Ref{Node: at}, from)
	}
	return out
}

func asked(events []program.Event, node int) bool {
	return slices.ContainsFunc(events, func(e program.Event) bool { return e.Of.Node == node })
}

func meanOver(years [][]float64) []float64 {
	out := make([]float64, len(years[0]))
	for _, year := range years {
		for k, x := range year {
			out[k] += x / float64(len(years))
		}
	}
	return out
}
