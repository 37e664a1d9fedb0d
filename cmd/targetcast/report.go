package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
	"targetcast/output/gallery"
	reports "targetcast/output/report"
	"targetcast/output/result"
	"targetcast/output/words"
)

// reportOptions are the flags of report.
type reportOptions struct {
	lang, out string
}

func newReport() *cobra.Command {
	o := &reportOptions{}
	c := &cobra.Command{
		Use:   "report [RESULTS]",
		Short: "Write one self-contained HTML report of a results folder",
		Long: `report writes everything a results folder says as one HTML file: summary, a part for each target, the targets together,
levers, method and limits, data with their grades and sources, warnings, and what is needed to reproduce it. Pictures and
the letters they need are inside; nothing is fetched from anywhere. It reads well on a phone, in the dark, and on paper.`,
		Example: `  targetcast report
  targetcast report results --lang zh -o report.html`,
		Args:              cobra.MaximumNArgs(1),
		RunE:              func(c *cobra.Command, args []string) error { return o.report(c, append(args, "")[0]) },
		ValidArgsFunction: folders,
	}
	f := c.Flags()
	f.StringVar(&o.lang, "lang", "both", "`language`: en, zh, or both with a switch")
	f.StringVarP(&o.out, "out", "o", "", "HTML `file` to write (default: report.html here)")
	complete(c, map[string]completer{"lang": oneOf(languages...), "out": files("html")})
	return c
}

func (o *reportOptions) report(c *cobra.Command, dir string) error {
	dir = orResults(dir)
	if !slices.Contains(languages, o.lang) {
		return inputError{fmt.Errorf("--lang %s: write en, zh or both", o.lang)}
	}
	set, err := result.Read(dir)
	if err != nil {
		return inputError{err}
	}
	in := reports.Input{Set: set, Langs: (&runOptions{lang: o.lang}).languages()}
	if set.Manifest.Request.Pictures != "none" {
		if in.Figures, err = figures(dir, set, in.Langs); err != nil {
			return err
		}
	}
	if err := letters(&in); err != nil {
		return err
	}
	page, err := reports.HTML(in)
	if err != nil {
		return err
	}
	file := o.out
	if file == "" {
		file = "report.html"
	}
	if err := os.WriteFile(file, page, 0o666); err != nil {
		return inputError{err}
	}
	fmt.Fprintf(c.OutOrStdout(), "%s, %d kB\n", filepath.ToSlash(file), (len(page)+999)/1000)
	return nil
}

// Widths in cm: a report's pictures are read on phones too, where narrow ones keep their letters large; those
// with many columns need more.
const (
	reportWidth = 11.5
	wideWidth   = 14
)

// figures draws the pictures of a results folder for a report, without those of indicators and readings.
func figures(dir string, set *result.Set, langs []words.Lang) ([]reports.Figure, error) {
	pictures, err := readPictures(dir)
	if err != nil {
		return nil, err
	}
	wanted := reports.Pictures(set)
	var jobs, wide []job
	for _, p := range pictures {
		if !slices.Contains(langs, p.Lang) || !wanted[p.Name] {
			continue
		}
		switch p.Chart.(type) {
		case chart.HeatMap, chart.LikelihoodBars, chart.Milestones:
			wide = append(wide, job{picture: p, format: "svg"})
		default:
			jobs = append(jobs, job{picture: p, format: "svg"})
		}
	}
	render(jobs, chart.Options{Width: reportWidth})
	render(wide, chart.Options{Width: wideWidth})
	var out []reports.Figure
	for _, j := range append(jobs, wide...) {
		if j.err != nil {
			return nil, j.err
		}
		p, t := j.picture, gallery.TableOf(j.picture)
		out = append(out, reports.Figure{Name: p.Name, Lang: p.Lang, Title: p.Title, Subtitle: p.Subtitle, SVG: j.data, Head: t.Head, Rows: t.Rows})
	}
	return out, nil
}

// letters subsets the embedded font to the characters of the text.
func letters(in *reports.Input) error {
	if !slices.Contains(in.Langs, words.Zh) {
		return nil
	}
	text, err := reports.Text(*in)
	if err != nil {
		return err
	}
	in.Font, err = typeface.Web(text)
	return err
}
