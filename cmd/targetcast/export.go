package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/output/iamc"
	"targetcast/output/result"
)

// exportOptions are the flags of export.
type exportOptions struct {
	format, out, model, region string
}

// The formats of export.
var exportFormats = []string{"iamc", "iamc-long", "excel"}

func newExport() *cobra.Command {
	o := &exportOptions{}
	c := &cobra.Command{
		Use:   "export [RESULTS]",
		Short: "Write results for other tools: IAMC tables, CSV that Excel opens in Chinese",
		Long: `export writes a results folder's numbers in another form:
  iamc       one CSV of model, scenario, region, variable, unit and a column for each year, as pyam and the IAMC databases read
  iamc-long  the same with one value a line
  excel      every table of the folder as CSV with the mark by which Excel knows UTF-8, into a folder`,
		Example: `  targetcast export --format iamc -o two-cities.csv
  targetcast export results --format excel -o for-excel`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.export(c.OutOrStdout(), orResults(append(args, "")[0]))
		},
		ValidArgsFunction: folders,
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "iamc", "`form`: iamc, iamc-long or excel")
	f.StringVarP(&o.out, "out", "o", "", "`file` to write, or for excel a folder (default: named after the form, here)")
	f.StringVar(&o.model, "model", "", "IAMC: `name` of the model (default: targetcast with the engine's number)")
	f.StringVar(&o.region, "region", "", "IAMC: `name` of the region (default: the plan's title)")
	complete(c, map[string]completer{"format": oneOf(exportFormats...), "out": files("csv"), "model": oneOf(), "region": oneOf()})
	return c
}

func (o *exportOptions) export(w io.Writer, dir string) error {
	if !slices.Contains(exportFormats, o.format) {
		return inputError{fmt.Errorf("--format %s: write %s", o.format, strings.Join(exportFormats, ", "))}
	}
	set, err := result.Read(dir)
	if err != nil {
		return inputError{err}
	}
	if o.format == "excel" {
		return o.excel(w, dir)
	}
	model := cmp.Or(o.model, fmt.Sprintf("targetcast %d", set.Manifest.Identity.Engine))
	t := iamc.From(set, model, cmp.Or(o.region, set.Plan.Title.En, set.Plan.ID))
	write := t.Wide
	if o.format == "iamc-long" {
		write = t.Long
	}
	data, err := write()
	if err != nil {
		return err
	}
	file := cmp.Or(o.out, o.format+".csv")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		return inputError{err}
	}
	fmt.Fprintf(w, "%s, %d values\n", file, len(t.Rows))
	return nil
}

// byteOrderMark is how Excel knows a CSV file in UTF-8.
const byteOrderMark = "\ufeff"

// excel copies the tables of a results folder into a new folder, each with the mark and with the line ends of Windows.
func (o *exportOptions) excel(w io.Writer, dir string) error {
	out := cmp.Or(o.out, "excel")
	if _, err := os.Stat(out); err == nil {
		return inputError{fmt.Errorf("%s exists; give a folder that does not exist yet", out)}
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return inputError{errors.New(dir + " holds no tables")}
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return inputError{err}
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		data = append([]byte(byteOrderMark), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))...)
		if err := os.WriteFile(filepath.Join(out, filepath.Base(name)), data, 0o666); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%d tables in %s\n", len(names), out)
	return nil
}
