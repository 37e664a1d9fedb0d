package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/program"
	"targetcast/output/table"
	"targetcast/output/words"
)

func newCheck() *cobra.Command {
	s := &source{}
	behave := false
	c := &cobra.Command{
		Use:   "check [FOLDER]",
		Short: "Read a plan and its scenarios and report every problem",
		Long: `check reads the plan in FOLDER (the shipped plan without one), its data, its judgements and its scenarios, fits
every law, and reports every problem with its file, line and column, or else every warning: thin data, priors that
outweigh them, judgements made later than the as-of date. It writes nothing and simulates nothing, unless it is asked to
try the behaviours that the plan and its scenarios expect of the model ([check.ID] says = "SCENARIO raises TARGET").`,
		Example: `  targetcast check my-plan
  targetcast check my-plan --behaviour
  targetcast check --as-of 2019-12-31`,
		Args: oneFolder,
		RunE: func(c *cobra.Command, args []string) error {
			l, err := s.load(args)
			if err != nil {
				return err
			}
			programs, err := l.compile()
			if err != nil {
				return inputError{l.located(err)}
			}
			list, err := l.behaviours(s)
			if err != nil {
				return inputError{l.located(err)}
			}
			w := c.OutOrStdout()
			warnings := l.warnings(programs)
			for _, warning := range warnings {
				fmt.Fprintln(w, strings.Join(table.Wrap("warning: "+words.Sentence(words.En, warning), width(w)), "\n"))
			}
			fmt.Fprintf(w, "%s is fine: %s, %s, %s, %s; %s\n", l.plan.ID, count(len(l.plan.Targets), "target"), count(len(l.plan.Indicators), "indicator"),
				count(len(l.plan.Levers), "lever"), count(len(l.scenarios), "scenario"), count(len(warnings), "warning"))
			if behave {
				return behaves(c, list)
			}
			return nil
		},
	}
	s.flags(c)
	s.pastFlag(c)
	c.Flags().BoolVar(&behave, "behaviour", false, "simulate, and try every behaviour that is expected of the model; one that fails is an error")
	return c
}

// warnings are the warnings of all programs, each once, about titles where there are some.
func (l *loaded) warnings(programs []*program.Program) []words.Warning {
	titles := map[string]string{}
	for _, i := range l.plan.Indicators {
		titles[i.ID] = i.Title.En
	}
	for _, pool := range l.plan.Pools {
		titles["pool."+pool.ID] = text(pool.Title).In(words.En)
	}
	seen := map[string]bool{}
	var out []words.Warning
	for _, p := range programs {
		for _, w := range p.Warnings {
			if key := w.Code + " " + w.About; !seen[key] {
				seen[key] = true
				out = append(out, words.Warning{Code: w.Code, About: cmp.Or(titles[w.About], w.About), Values: w.Values})
			}
		}
	}
	return out
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// oneFolder permits a folder, or none for the shipped plan.
func oneFolder(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("%s takes one folder, not %d: %s", c.Name(), len(args), strings.Join(args, " "))
	}
	return nil
}
