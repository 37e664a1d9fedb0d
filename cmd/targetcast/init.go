package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"targetcast/seeds"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init FOLDER",
		Short: "Make a new plan that runs at once",
		Long: `init writes a small plan with comments, its data, sources and two scenarios into FOLDER, which must not exist or be
empty. Run it, then change it line by line.`,
		Example: `  targetcast init my-plan
  targetcast run my-plan`,
		Args:              newFolder,
		ValidArgsFunction: folders,
		RunE: func(c *cobra.Command, args []string) error {
			if entries, err := os.ReadDir(args[0]); err == nil && len(entries) > 0 {
				return inputError{fmt.Errorf("%s is not empty; give a folder that does not exist yet", args[0])}
			}
			if err := os.CopyFS(args[0], seeds.Starter()); err != nil {
				return inputError{err} // the path is a file, or cannot be written
			}
			fmt.Fprintf(c.OutOrStdout(), "wrote %[1]s; now: targetcast run %[1]s\n", args[0])
			return nil
		},
	}
}

func newFolder(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("init needs the folder to make, as targetcast init my-plan")
	}
	return nil
}
