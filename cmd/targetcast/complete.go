package main

import (
	"strings"

	"github.com/spf13/cobra"

	"targetcast/scenarios"
)

// completer offers values of a flag or an argument to the shell.
type completer = func(c *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective)

// complete ties completers to flags.
func complete(c *cobra.Command, flags map[string]completer) {
	for name, f := range flags {
		if err := c.RegisterFlagCompletionFunc(name, f); err != nil {
			panic(err) // a flag that the command does not have: a slip in this program, seen by its first test
		}
	}
}

func oneOf(values ...string) completer { return cobra.FixedCompletions(values, noFiles) }

const noFiles = cobra.ShellCompDirectiveNoFileComp

// listOf completes the last entry of a list with commas.
func listOf(values func(args []string) []string) completer {
	return func(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		done := toComplete[:strings.LastIndexByte(toComplete, ',')+1]
		var out []string
		for _, v := range values(args) {
			out = append(out, done+v)
		}
		return out, noFiles | cobra.ShellCompDirectiveNoSpace
	}
}

func files(endings ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

// folders completes the FOLDER of a command.
func folders(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// scenarioIDs are the scenarios that go with a plan, each with its title; none when they cannot be read.
func scenarioIDs(args []string) []string {
	f, err := open(args)
	if err != nil {
		return nil
	}
	all, err := f.loadScenarios()
	if err != nil {
		return nil
	}
	return titled(all)
}

func titled(all []scenarios.Scenario) []string {
	var out []string
	for _, s := range all {
		out = append(out, cobra.CompletionWithDesc(s.ID, s.Title.En))
	}
	return out
}

// keys are the keys of a plan's numbers as its first scenario leaves them; none when the plan cannot be read.
func (s *source) keys(args []string) []string {
	l, err := s.loadAsWritten(args)
	if err != nil {
		return nil
	}
	var out []string
	for _, n := range l.plans[l.headline].Numbers() {
		out = append(out, n.Path)
	}
	return out
}
