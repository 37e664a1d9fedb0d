package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/output/table"
	"targetcast/output/words"
)

func newShow() *cobra.Command {
	s := &source{}
	match := ""
	c := &cobra.Command{
		Use:   "show [FOLDER]",
		Short: "Print the resolved plan: every value with its unit and where it was written",
		Long: `show prints every number of the plan as the scenario leaves it: its key (as --set and scenario files write it), its
value, its unit, and the file, line and scenario it comes from. Parameters that come from history show their posterior.`,
		Example: `  targetcast show --scenario late_projects --match 'lever.F6.*'
  targetcast show my-plan --match 'indicator.*.drift'`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error {
			if len(s.scenarios) > 1 {
				return inputError{fmt.Errorf("--scenario %s: show prints the plan under one scenario; give one", strings.Join(s.scenarios, ","))}
			}
			l, err := s.load(args)
			if err != nil {
				return err
			}
			i := l.headline
			pr, err := program.Compile(l.plans[i], l.scenarios[i].ID, central(l.plan))
			if err != nil {
				return inputError{l.located(err)}
			}
			numbers := l.plans[i].Numbers()
			if match != "" {
				if numbers = l.plans[i].Lookup(match); len(numbers) == 0 {
					return inputError{fmt.Errorf("--match %s: no key of the plan is like that%s", match, nearest(match, l.plans[i].Numbers()))}
				}
			}
			posteriors := posteriors(pr)
			var rows []table.Setting
			for _, n := range numbers {
				rows = append(rows, table.Setting{Path: n.Path, Value: valueOf(n, posteriors), Unit: unitOf(l.plans[i], n), Origin: from(n)})
			}
			fmt.Fprintf(c.OutOrStdout(), "%s, scenario %s, as of %s\n", l.plan.ID, l.scenarios[i].ID, l.plan.AsOf.Format("2006-01-02"))
			return table.Settings(c.OutOrStdout(), rows, words.En, width(c.OutOrStdout()))
		},
	}
	s.flags(c)
	s.pastFlag(c)
	c.Flags().StringVarP(&match, "match", "m", "", "only `keys` like this; * and ? stand for text within a part: 'lever.*.delay'")
	complete(c, map[string]completer{"match": func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return s.keys(args), noFiles
	}})
	return c
}

// nearest is "; did you mean ...?" with the key nearest to a pattern, or how to see them all.
func nearest(pattern string, numbers []plan.Number) string {
	var keys []string
	for _, n := range numbers {
		keys = append(keys, n.Path)
	}
	return cmp.Or(document.Suggest(pattern, keys), "; show without --match lists them all")
}

// posteriors describes fitted parameters by key. Where a rule stands in for a law, its parameters say so, and so do those that
// only the law has.
func posteriors(p *program.Program) map[string]string {
	out := map[string]string{}
	for _, f := range p.Fits {
		say := func(param, text string) {
			out["indicator."+f.Indicator+"."+param], out["factor."+f.Indicator+"."+param] = text, text
		}
		how := "fitted"
		if f.Fit.Rule != "" {
			how = words.En.RuleName(f.Fit.Rule) + " in place of the law"
			for _, law := range calibrate.Laws() {
				for _, param := range calibrate.Parameters(law) {
					say(param, "not used: "+how)
				}
			}
		}
		for _, m := range f.Fit.Posterior.Describe() {
			say(m.Param, fmt.Sprintf("%s: %.4g (80 %% in %.4g to %.4g; %d points)", how, m.P50, m.P10, m.P90, f.Fit.N))
		}
	}
	return out
}

func valueOf(n plan.Number, posteriors map[string]string) string {
	q := n.Quantity
	var text string
	switch {
	case n.Switch && n.On:
		return "on"
	case n.Switch:
		return "off"
	case q.Formula != "":
		text = q.Formula
	case q.Dist != nil:
		text = q.Dist.String()
	case posteriors[n.Path] != "":
		text = posteriors[n.Path]
	default:
		text = "by the prior, the last observation, or the law's default"
	}
	if q.Scale != 1 && q.Scale != 0 {
		text += fmt.Sprintf(" × %g", q.Scale)
	}
	if q.Add != 0 {
		text += fmt.Sprintf(" %+g", q.Add)
	}
	return text
}

func from(n plan.Number) string {
	o := n.Quantity.Origin
	if o.File == "" {
		return ""
	}
	parts := []string{fmt.Sprintf("%s:%d", o.File, o.Line)}
	if o.Scenario != "" {
		parts = append(parts, o.Scenario)
	}
	if n.Quantity.Source != "" {
		parts = append(parts, n.Quantity.Source)
	}
	if n.Quantity.Judged != 0 {
		parts = append(parts, fmt.Sprintf("judged %d", n.Quantity.Judged))
	}
	return strings.Join(parts, ", ")
}
