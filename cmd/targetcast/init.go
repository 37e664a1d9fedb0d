package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"targetcast/output/result"
	"targetcast/seeds"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init FOLDER",
		Short: "Make a new plan that runs at once",
		Long: `init writes a small plan with comments, its data, sources and two scenarios into FOLDER, which must not exist or be
empty, and JSON Schemas with which editors check and complete its files. Run it, then change it line by line.`,
		Example: `  targetcast init my-plan
  targetcast run my-plan`,
		Args:              newFolder,
		ValidArgsFunction: folders,
		RunE: func(c *cobra.Command, args []string) error {
			if entries, err := os.ReadDir(args[0]); err == nil && len(entries) > 0 {
				return inputError{fmt.Errorf("%s is not empty; give a folder that does not exist yet", args[0])}
			}
			files, err := starter()
			if err != nil {
				return err
			}
			if err := result.WriteFiles(args[0], files); err != nil {
				return inputError{err} // the path is a file, or cannot be written
			}
			fmt.Fprintf(c.OutOrStdout(), "wrote %[1]s; now: targetcast run %[1]s\n", args[0])
			return nil
		},
	}
}

// starter is the folder of a new plan by file. It holds the schemas of its files, which shipped plans share.
func starter() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, k := range fileKinds() {
		name, text := k.schema()
		files["schema/"+name] = text
	}
	err := fs.WalkDir(seeds.Starter(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(seeds.Starter(), name)
		files[name] = bytes.Replace(text, []byte("#:schema ../"), []byte("#:schema "), 1)
		return err
	})
	return files, err
}

func newFolder(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("init needs the folder to make, as targetcast init my-plan")
	}
	return nil
}
