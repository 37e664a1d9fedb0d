package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"targetcast/output/result"
	"targetcast/output/revision"
	"targetcast/output/table"
	"targetcast/output/words"
)

func newDiff() *cobra.Command {
	rows, split := 0, false
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Say why the numbers of two results folders differ",
		Long: `diff lists all that decides the numbers and is not the same in two results folders: engine, seed, files, observations,
laws, numbers of the plan and of its scenarios, targets; then the likelihoods that moved most, in points.

With --split it runs A again with this engine, then with B's data, then also with B's laws (of plan.toml the tables that say how
indicators move, and the judgements), plan (the rest of it: targets, levers), scenarios, options and luck (seed and futures), and says how
much each step moved every likelihood. The steps add up exactly, but each is rounded by itself; another order could give other steps.`,
		Example: `  targetcast diff results-last-year results
  targetcast diff results-last-year results --split`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if rows < 1 {
				return inputError{fmt.Errorf("--rows %d: write a number, 1 or more", rows)}
			}
			var sets [2]*result.Set
			for i, dir := range args {
				var err error
				if sets[i], err = result.Read(dir); err != nil {
					return inputError{err}
				}
			}
			return difference(c, args, sets, rows, split)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 1 {
				return nil, noFiles
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	c.Flags().IntVar(&rows, "rows", 12, "`number` of causes of each kind, and of moves, to print")
	c.Flags().BoolVar(&split, "split", false, "run both again, step by step, and say what each change moved")
	complete(c, map[string]completer{"rows": oneOf()})
	return c
}

func difference(c *cobra.Command, dirs []string, sets [2]*result.Set, rows int, split bool) error {
	out := c.OutOrStdout()
	causes, moves := revision.Causes(sets[0], sets[1]), revision.Moves(sets[0], sets[1])
	if err := printCauses(out, causes, rows); err != nil {
		return err
	}
	switch {
	case len(moves) == 0:
		fmt.Fprintln(out, "No likelihood that both have moved.")
		return nil
	case len(causes) == 0:
		fmt.Fprintln(out, "Nothing that decides the numbers differs, and yet they do: verify tells which folder does not reproduce.")
	}
	fmt.Fprintf(out, "%d likelihoods moved, in points; those that moved most:\n\n", len(moves))
	shown := moves[:min(rows, len(moves))]
	if !split {
		return printMoves(out, shown, nil)
	}
	steps, err := splitSteps(c, dirs, sets)
	if err != nil {
		return err
	}
	return printMoves(out, shown, steps)
}

func printCauses(w io.Writer, causes []revision.Cause, most int) error {
	if len(causes) == 0 {
		return nil
	}
	counts := map[revision.Kind]int{}
	for _, k := range causes {
		counts[k.Kind]++
	}
	seen := map[revision.Kind]int{}
	var rows [][]string
	for _, k := range causes {
		seen[k.Kind]++
		switch n := seen[k.Kind]; {
		case n <= most:
			rows = append(rows, []string{k.Kind.String(), k.What, k.Was, k.Is})
		case n == most+1:
			rows = append(rows, []string{k.Kind.String(), fmt.Sprintf("and %d more", counts[k.Kind]-most), "", ""})
		}
	}
	columns := []table.Column{{Head: "differs"}, {Head: "what", Flex: true}, {Head: "was", Flex: true}, {Head: "is", Flex: true}}
	err := table.Print(w, columns, rows, width(w))
	fmt.Fprintln(w)
	return err
}

// printMoves prints likelihoods and, where they are known, the steps from the one to the other.
func printMoves(w io.Writer, moves []revision.Move, steps []step) error {
	columns := []table.Column{{Head: "scenario", Flex: true}, {Head: "target", Flex: true}, {Head: "was %", Right: true}, {Head: "is %", Right: true}, {Head: "move", Right: true}}
	if steps == nil {
		columns = append(columns, table.Column{Head: "luck alone", Right: true})
	}
	steps = moving(steps, moves)
	for _, s := range steps[min(1, len(steps)):] {
		columns = append(columns, table.Column{Head: s.name, Right: true})
	}
	var rows [][]string
	for _, m := range moves {
		target := m.Target
		if m.Prior != "" && m.Prior != "central" {
			target += " (" + m.Prior + ")"
		}
		row := []string{m.Scenario, target, points(m.Was), points(m.Is), signed(m.Is - m.Was)}
		if steps == nil {
			row = append(row, "±"+points(m.Luck))
		}
		for i := 1; i < len(steps); i++ {
			row = append(row, signed(steps[i].p[m.Row]-steps[i-1].p[m.Row]))
		}
		rows = append(rows, row)
	}
	return table.Print(w, columns, rows, width(w))
}

// moving leaves out the steps that move none of the likelihoods.
func moving(steps []step, moves []revision.Move) []step {
	var out []step
	for i, s := range steps {
		if i == 0 || slices.ContainsFunc(moves, func(m revision.Move) bool { return s.p[m.Row] != steps[i-1].p[m.Row] }) {
			out = append(out, s)
		}
	}
	return out
}

func points(p float64) string { return words.Number(100*p, 1) }

func signed(p float64) string {
	if math.Abs(100*p) < .05 {
		return "0.0"
	}
	if p > 0 {
		return "+" + points(p)
	}
	return points(p)
}
