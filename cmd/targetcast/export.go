package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/output/iamc"
	"targetcast/output/parquet"
	"targetcast/output/result"
	"targetcast/output/words"
	"targetcast/output/workbook"
)

// exportOptions are the flags of export.
type exportOptions struct {
	format, out, model, region, lang string
}

// The formats of export.
var exportFormats = []string{"iamc", "iamc-long", "excel", "parquet", "xlsx"}

func newExport() *cobra.Command {
	o := &exportOptions{}
	c := &cobra.Command{
		Use:   "export [RESULTS]",
		Short: "Write results for other tools: a workbook, Parquet, IAMC tables, CSV that Excel opens in Chinese",
		Long: `export writes a results folder's numbers in another form:
  iamc       one CSV of model, scenario, region, variable, unit and a column for each year, as pyam and the IAMC databases read
  iamc-long  the same with one value a line
  excel      every table of the folder as CSV with the mark by which Excel knows UTF-8, into a folder
  parquet    every table of the folder as Parquet, each column with its type, into a folder; and the single futures
             (draws.parquet: scenario, prior, indicator, year, draw, value) if the run kept them. A draw is the same future in
             every scenario and indicator, so joint probabilities can be counted again: run --keep-draws targets
  xlsx       a workbook for Excel and WPS: numbers as numbers, likelihoods as finely as their evidence allows, in English
             or Chinese`,
		Example: `  targetcast export --format iamc -o two-cities.csv
  targetcast export results --format excel -o for-excel
  targetcast export results --format parquet -o for-pandas
  targetcast export --format xlsx --lang zh -o two-cities.xlsx`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.export(c.OutOrStdout(), orResults(append(args, "")[0]))
		},
		ValidArgsFunction: folders,
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "iamc", "`form`: "+strings.Join(exportFormats, ", "))
	f.StringVarP(&o.out, "out", "o", "", "`file` to write, or for excel and parquet a folder (default: named after the form, here)")
	f.StringVar(&o.model, "model", "", "IAMC: `name` of the model (default: targetcast with the engine's number)")
	f.StringVar(&o.region, "region", "", "IAMC: `name` of the region (default: the plan's title)")
	f.StringVar(&o.lang, "lang", "en", "xlsx: `language`, en or zh")
	complete(c, map[string]completer{"format": oneOf(exportFormats...), "lang": oneOf("en", "zh"), "out": files("csv", "xlsx"), "model": oneOf(), "region": oneOf()})
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
	switch o.format {
	case "excel":
		return o.excel(w, dir)
	case "parquet":
		return o.parquet(w, dir, set)
	case "xlsx":
		return o.workbook(w, set)
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
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return inputError{errors.New(dir + " holds no tables")}
	}
	out := cmp.Or(o.out, "excel")
	err = fillFolder(out, func(fresh string) error {
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			data = append([]byte(byteOrderMark), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))...)
			if err := os.WriteFile(filepath.Join(fresh, filepath.Base(name)), data, 0o666); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d tables in %s\n", len(names), out)
	return nil
}

// workbook writes a set as one workbook.
func (o *exportOptions) workbook(w io.Writer, set *result.Set) error {
	lang, err := words.ParseLang(o.lang)
	if err != nil {
		return inputError{fmt.Errorf("--lang %s: write en or zh", o.lang)}
	}
	var b bytes.Buffer
	if err := workbook.Write(&b, set, lang); err != nil {
		return err
	}
	file := cmp.Or(o.out, "results.xlsx")
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		return inputError{err}
	}
	fmt.Fprintf(w, "%s, %d kB\n", file, (b.Len()+500)/1000)
	return nil
}

// parquet writes the tables of a set, and the draws if the folder keeps some, into a new folder.
func (o *exportOptions) parquet(w io.Writer, dir string, set *result.Set) error {
	tables, err := result.Tables(set)
	if err != nil {
		return err
	}
	about := map[string]string{"targetcast": set.Manifest.Hash} // as in pictures: what the numbers depend on
	out, files := cmp.Or(o.out, "parquet"), 0
	err = fillFolder(out, func(fresh string) error {
		write := func(name string, columns []result.Column, rows iter.Seq2[[]string, error]) error {
			f, err := os.Create(filepath.Join(fresh, name+".parquet"))
			if err != nil {
				return err
			}
			_, err = parquet.Write(f, columns, rows, about)
			files++
			return errors.Join(err, f.Close())
		}
		for _, t := range tables {
			if err := write(t.Name, t.Columns, each(t.Rows)); err != nil {
				return fmt.Errorf("%s: %w", t.Name, err)
			}
		}
		f, err := os.Open(filepath.Join(dir, result.DrawsName))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		defer f.Close()
		if err := write("draws", result.DrawColumns, records(f)); err != nil {
			return inputError{fmt.Errorf("%s: %w", f.Name(), err)}
		}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d tables in %s\n", files, out)
	return nil
}

func each(rows [][]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// records reads the rows of a CSV file below its header, one at a time.
func records(f io.Reader) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		in := csv.NewReader(f)
		in.ReuseRecord = true
		for first := true; ; first = false {
			row, err := in.Read()
			if err == io.EOF {
				return
			}
			if first && err == nil {
				continue
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
