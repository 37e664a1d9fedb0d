// Command targetcast says how likely a plan's stated targets are.
//
//	targetcast run                 simulate the shipped plan under every shipped scenario and write results/
//	targetcast run my-plan         another plan: a folder with plan.toml
//	targetcast check my-plan       read everything and report every problem
//	targetcast show                the resolved plan: every value with its unit and where it was written
//	targetcast init my-plan        a new plan that runs at once
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"targetcast/model/plan/document"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // the first Ctrl-C ends the run in order, the second one at once
	root := newRoot()
	commandLine := true // until a command has accepted its flags and arguments
	root.PersistentPreRun = func(*cobra.Command, []string) { commandLine = false }
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	if err := root.ExecuteContext(ctx); err != nil {
		return report(errOut, err, commandLine)
	}
	return 0
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "targetcast",
		Short: "How likely are a plan's stated targets?",
		Long: `targetcast simulates a plan's indicators to its horizon, thousands of times under each scenario, and says how
likely each stated target is, with its simulation error, alone and jointly. Without a folder it runs the plan it ships.`,
		Example: `  targetcast run
  targetcast run --scenario trend,plan_as_announced --lang zh
  targetcast run --set 'factor.nation.drift = { add = -0.5 }' --out results-slow
  targetcast check my-plan`,
		SilenceUsage: true, SilenceErrors: true, DisableFlagsInUseLine: true,
		Args: noSuchCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%s (see %s --help)", flagProblem(c, err), c.CommandPath())
	})
	root.AddCommand(recording(newRun()), newCheck(), newShow(), newInit(), newKeys(), newVersion())
	root.AddCommand(newVerify(), newDiff(), newPlot(), newReport(), newExport())
	root.AddCommand(newCompare(), newSeek(), newSweep(), newExplain(), newDiscover(), newRobust())
	root.AddCommand(newCalibrate(), newBacktest(), newReplay(), newScore())
	return root
}

func noSuchCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return fmt.Errorf("%s: no such command%s", args[0], document.Suggest(args[0], names))
}

// flagProblem says what is wrong with a flag in the words of a user, not of the parser.
func flagProblem(c *cobra.Command, err error) string {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		return name + ": no such flag" + document.Suggest(name, names)
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		f := invalid.GetFlag()
		want := map[string]string{"int": "a whole number", "uint64": "a whole number, 0 or more", "bool": "true or false"}[f.Value.Type()]
		if want != "" {
			return fmt.Sprintf("--%s %s: write %s", f.Name, invalid.GetValue(), want)
		}
	}
	return err.Error()
}
