package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	modeldoc "targetcast/model/plan/document"
	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
	"targetcast/output/document"
	"targetcast/output/gallery"
	reports "targetcast/output/report"
	"targetcast/output/result"
	"targetcast/output/style"
	"targetcast/output/words"
)

// reportOptions are the flags of report.
type reportOptions struct {
	lang, style, font, out string
	formats, why           []string
	look                   chart.Options // the style and the face of the pictures
	warnings               []string
}

// reportFormats are what a report can be written as, with the format in which each takes its pictures.
var reportFormats = []struct{ name, pictures string }{{"html", "svg"}, {"md", "svg"}, {"tex", "pdf"}, {"docx", "png"}, {"pdf", ""}}

func reportFormatNames() []string {
	var out []string
	for _, f := range reportFormats {
		out = append(out, f.name)
	}
	return out
}

func newReport() *cobra.Command {
	o := &reportOptions{}
	c := &cobra.Command{
		Use:   "report [RESULTS]",
		Short: "Write a report of a results folder, self-contained HTML, PDF, Word, Markdown or LaTeX",
		Long: `report writes everything a results folder says: summary, a part for each target, the targets together, levers, method and
limits, data with their grades and sources, warnings, and what is needed to reproduce it.

html  one file with pictures and the letters they need inside; nothing is fetched from anywhere. It reads well on a phone, in
      the dark, and on paper.
md    Markdown, with the pictures (SVG) in a folder beside it.
tex   LaTeX fragments for xelatex with ctex in a folder: every figure and every table for \input, with the pictures (PDF); and a
      document that takes all of them in.
pdf   pages A4 with contents and page numbers; all text can be searched and copied, in Chinese too.
docx  for Word and WPS, with the pictures inside and the numbers of each at the end.

Without --format the ending of --out decides. HTML holds both languages with a switch; of other formats each language is a
file of its own.`,
		Example: `  targetcast report
  targetcast report results --lang zh -o report.html
  targetcast report results --format html,docx,pdf
  targetcast explain -n 2000 --target gdp_pair --out why && targetcast report --why why`,
		Args:              cobra.MaximumNArgs(1),
		RunE:              func(c *cobra.Command, args []string) error { return o.report(c, append(args, "")[0]) },
		ValidArgsFunction: folders,
	}
	f := c.Flags()
	f.StringVar(&o.lang, "lang", "both", "`language`: en, zh, or both")
	f.StringSliceVar(&o.formats, "format", nil, "`formats`, separated by commas: "+strings.Join(reportFormatNames(), ", ")+" (default: the ending of --out, or html)")
	f.StringSliceVar(&o.why, "why", nil, "`folders` that explain wrote, separated by commas: what each answer rests on is shown with it")
	f.StringVar(&o.style, "style", "", "TOML `file` with colours and sizes for the pictures: see plot --help")
	f.StringVar(&o.font, "font", "", "TrueType or OpenType font `file` for the pictures' text, and for all text of a PDF")
	f.StringVarP(&o.out, "out", "o", "", "`file` to write, its ending replaced where several are (default: report here)")
	complete(c, map[string]completer{"lang": oneOf(languages...), "out": files(reportFormatNames()...), "font": files("ttf", "otf"), "style": files("toml"), "why": folders,
		"format": listOf(func([]string) []string { return reportFormatNames() })})
	return c
}

func (o *reportOptions) report(c *cobra.Command, dir string) error {
	dir = orResults(dir)
	if !slices.Contains(languages, o.lang) {
		return inputError{fmt.Errorf("--lang %s: write en, zh or both", o.lang)}
	}
	if err := o.chooseFormats(); err != nil {
		return err
	}
	if err := o.dress(); err != nil {
		return err
	}
	set, err := result.Read(dir)
	if err != nil {
		return inputError{err}
	}
	langs := (&runOptions{lang: o.lang}).languages()
	in := reports.Input{Set: set}
	for _, folder := range o.why {
		d, err := drivers(folder)
		if err != nil {
			return inputError{fmt.Errorf("--why %s: %w", folder, err)}
		}
		in.Drivers = append(in.Drivers, d)
	}
	if set.Manifest.Request.Pictures != "none" {
		if in.Figures, err = figures(dir, set, langs, o.pictureFormats(), o.look); err != nil {
			return err
		}
	}
	var docs []*document.Document
	for _, l := range langs {
		d, err := reports.Document(in, l)
		if err != nil {
			return inputError{err}
		}
		docs = append(docs, d)
	}
	out := map[string][]byte{}
	var names []string
	for _, format := range o.formats {
		main, err := o.write(out, format, docs)
		if err != nil {
			return err
		}
		names = append(names, main...)
	}
	dir = filepath.Dir(o.out)
	if err := result.WriteFiles(dir, out); err != nil {
		return inputError{err}
	}
	for _, name := range names {
		fmt.Fprintf(c.OutOrStdout(), "%s, %d kB\n", filepath.ToSlash(filepath.Join(dir, name)), (len(out[name])+999)/1000)
	}
	for _, w := range o.warnings {
		fmt.Fprintln(c.OutOrStdout(), w)
	}
	return nil
}

// drivers are what explain wrote into a folder.
func drivers(folder string) (reports.Drivers, error) {
	tornado, err := os.ReadFile(filepath.Join(folder, "tornado.csv"))
	if err != nil {
		return reports.Drivers{}, err
	}
	levers, err := os.ReadFile(filepath.Join(folder, "levers.csv"))
	if err != nil {
		return reports.Drivers{}, err
	}
	return reports.ReadDrivers(tornado, levers)
}

// dress reads the style sheet and the font. The sheet's page is that of single pictures; a report has its own sizes.
func (o *reportOptions) dress() error {
	if o.style != "" {
		sheet, err := style.Load(o.style)
		if err != nil {
			return inputError{err}
		}
		o.look = chart.Options{Style: sheet.Style, Face: sheet.Face}
	}
	if o.font != "" {
		face, err := typeface.Load(o.font)
		if err != nil {
			return inputError{fmt.Errorf("--font: %w", err)}
		}
		o.look.Face = face
	}
	o.look.DPI = reportDPI
	return nil
}

// chooseFormats settles what is written: what was asked for, or what the file's ending says.
func (o *reportOptions) chooseFormats() error {
	known := reportFormatNames()
	ending := strings.TrimPrefix(filepath.Ext(o.out), ".")
	if len(o.formats) == 0 {
		o.formats = []string{"html"}
		if slices.Contains(known, ending) {
			o.formats = []string{ending}
		}
	}
	for _, f := range o.formats {
		if !slices.Contains(known, f) {
			return inputError{fmt.Errorf("--format %s: write %s or %s%s", f, strings.Join(known[:len(known)-1], ", "), known[len(known)-1], modeldoc.Suggest(f, known))}
		}
	}
	slices.Sort(o.formats)
	o.formats = slices.Compact(o.formats)
	return nil
}

// pictureFormats are the formats in which the chosen ones take their pictures.
func (o *reportOptions) pictureFormats() []string {
	var out []string
	for _, f := range reportFormats {
		if slices.Contains(o.formats, f.name) && f.pictures != "" && !slices.Contains(out, f.pictures) {
			out = append(out, f.pictures)
		}
	}
	return out
}

// file is the name of what is written in a format; lang is "" for a file with all languages.
func (o *reportOptions) file(format, lang string) string {
	stem, ending := "report", "."+format
	if o.out != "" {
		stem = filepath.Base(o.out)
		e := filepath.Ext(stem)
		switch {
		case len(o.formats) == 1 && e != "":
			stem, ending = strings.TrimSuffix(stem, e), e
		case slices.Contains(reportFormatNames(), strings.TrimPrefix(e, ".")):
			stem = strings.TrimSuffix(stem, e)
		}
	}
	if lang != "" {
		stem += "." + lang
	}
	return stem + ending
}

// write adds the report in a format to the files that are to be written, and gives the names of those to open first.
func (o *reportOptions) write(out map[string][]byte, format string, docs []*document.Document) ([]string, error) {
	if format == "html" {
		page, err := document.HTML(docs...)
		name := o.file(format, "")
		out[name] = page
		return []string{name}, err
	}
	var names []string
	for _, d := range docs {
		lang := d.Key
		l, err := words.ParseLang(lang)
		if err != nil {
			return nil, err
		}
		if len(docs) == 1 {
			lang = ""
		}
		name := o.file(format, lang)
		var data []byte
		switch beside := strings.TrimSuffix(name, filepath.Ext(name)) + "-" + format; format {
		case "md":
			data, err = document.Markdown(d, beside, out)
		case "tex":
			data, err = document.LaTeX(d, beside, out)
		case "docx":
			data, err = document.Docx(d)
		case "pdf":
			var missing []rune
			data, missing, err = document.PDF(d, o.look.Face)
			if len(missing) > 0 {
				o.warnings = append(o.warnings, words.Sentence(l, words.Warning{Code: chart.MissingGlyphs, Values: map[string]any{"glyphs": string(missing)}}))
			}
		}
		if err != nil {
			return nil, err
		}
		out[name] = data
		names = append(names, name)
	}
	return names, nil
}

// Widths in cm: a report's pictures are read on phones too, where narrow ones keep their letters large; those
// with many columns need more.
const (
	reportWidth = 11.5
	wideWidth   = 14.
	// Dots per inch, as offices print.
	reportDPI = 160
)

// figures draws the pictures of a results folder for a report in the formats that it needs, without those of indicators and
// readings.
func figures(dir string, set *result.Set, langs []words.Lang, formats []string, look chart.Options) ([]reports.Figure, error) {
	pictures, err := readPictures(dir)
	if err != nil {
		return nil, err
	}
	wanted := reports.Pictures(set)
	var out []reports.Figure
	jobs := map[float64][]job{}
	for _, p := range pictures {
		if !slices.Contains(langs, p.Lang) || !wanted[p.Name] {
			continue
		}
		p.Meta = "targetcast " + set.Manifest.Hash
		f := document.Figure{Name: p.Name, Title: p.Title, Subtitle: p.Subtitle, Numbers: numbersOf(p)}
		look.Width = reportWidth
		switch p.Chart.(type) {
		case chart.HeatMap, chart.LikelihoodBars, chart.Milestones:
			look.Width, f.Wide = wideWidth, true
		}
		drawing, err := chart.Lay(p, look)
		if err != nil {
			return nil, err
		}
		f.Picture = document.Picture{Files: map[string][]byte{}, Width: drawing.Width, Height: drawing.Height, Draw: drawing.Draw}
		for _, format := range formats {
			jobs[look.Width] = append(jobs[look.Width], job{picture: p, format: format, into: f.Files})
		}
		out = append(out, reports.Figure{Lang: p.Lang, Figure: f})
	}
	for width, some := range jobs {
		look.Width = width
		render(some, look)
		for _, j := range some {
			if j.err != nil {
				return nil, j.err
			}
			j.into[j.format] = j.data
		}
	}
	return out, nil
}

// numbersOf is what a picture shows, as a table of a document.
func numbersOf(p chart.Picture) document.Table {
	t := gallery.TableOf(p)
	out := document.Table{ID: p.Name, Columns: document.Columns(document.Number, t.Head...)}
	if len(out.Columns) > 0 {
		out.Columns[0].Look = document.Word
	}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, document.Row{Cells: document.Cells(r...)})
	}
	return out
}
