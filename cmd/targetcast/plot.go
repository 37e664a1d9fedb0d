package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/plan/document"
	"targetcast/output/chart"
	"targetcast/output/chart/typeface"
	"targetcast/output/gallery"
	"targetcast/output/result"
	"targetcast/output/style"
	"targetcast/output/table"
	"targetcast/output/words"
)

// plotOptions are the flags of plot.
type plotOptions struct {
	lang, format, style, font, out string
	width, height                  float64
	dpi                            int
	given                          func(flag string) bool // rather than its default
}

func newPlot() *cobra.Command {
	o := &plotOptions{}
	c := &cobra.Command{
		Use:   "plot [NAME] [RESULTS]",
		Short: "Draw one picture of a results folder at a size, in a language and format; its data beside it",
		Long: `plot draws one picture from the data that a results folder keeps, without simulating again, and writes what it shows as a
table (CSV) beside it. The hash of the run stands in the picture's metadata. Without a name it lists the pictures.

A style sheet is TOML; what it leaves out is the house's, and flags come before it:

  [color]                # text, soft, rule, shade, paper, main, light, dark, target, judged, good
  main = "#00539B"
  series = ["#00539B", "#C84E00"]    # lines; classes = [...] are the five classes of likelihood
  [size]                 # title, subtitle, text, small, in points
  title = 14
  [page]                 # width, height in cm, dpi
  width = 9
  [font]
  file = "Own.ttf"       # from the folder of the sheet`,
		Example: `  targetcast plot
  targetcast plot fan-gdp_pair results --lang zh --format pdf --width 9
  targetcast plot likelihood -o figure-1.png --dpi 300
  targetcast plot likelihood --style house.toml -o figure-1.pdf`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			args = append(args, "", "")
			o.given = c.Flags().Changed
			return o.plot(c.OutOrStdout(), args[0], orResults(args[1]))
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			switch len(args) {
			case 0:
				return pictureNames(readPictures("results")), noFiles
			case 1:
				return nil, cobra.ShellCompDirectiveFilterDirs
			}
			return nil, noFiles
		},
	}
	f := c.Flags()
	f.StringVar(&o.lang, "lang", "en", "`language`: en or zh")
	f.StringVar(&o.format, "format", "", "`format`: svg, png or pdf (default: the ending of --out, or svg)")
	f.StringVarP(&o.out, "out", "o", "", "`file` to write (default: the name with language and format, here)")
	f.Float64Var(&o.width, "width", 14, "width in `cm`")
	f.Float64Var(&o.height, "height", 0, "height in `cm`; 0: what the contents need")
	f.IntVar(&o.dpi, "dpi", 220, "dots per inch of png, a `number`")
	f.StringVar(&o.style, "style", "", "TOML `file` with colours, sizes, a page and a font")
	f.StringVar(&o.font, "font", "", "TrueType or OpenType font `file` for the picture's text")
	complete(c, map[string]completer{"lang": oneOf("en", "zh"), "format": oneOf(pictureFormats(nil)...), "font": files("ttf", "otf"), "style": files("toml"), "width": oneOf(),
		"height": oneOf(), "dpi": oneOf(), "out": files(pictureFormats(nil)...)})
	return c
}

// orResults is the results folder that is meant when none is named.
func orResults(dir string) string {
	if dir == "" {
		return "results"
	}
	return dir
}

// readPictures reads the pictures that a results folder keeps as data.
func readPictures(dir string) ([]chart.Picture, error) {
	data, err := os.ReadFile(filepath.Join(dir, picturesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, inputError{fmt.Errorf("%s keeps no pictures; run it again without --pictures none", dir)}
	}
	if err != nil {
		return nil, err
	}
	pictures, err := gallery.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, picturesFile), err)
	}
	return pictures, nil
}

func pictureNames(pictures []chart.Picture, err error) []string {
	var out []string
	for _, p := range pictures {
		if err == nil && p.Lang == words.En {
			out = append(out, cobra.CompletionWithDesc(p.Name, p.Title))
		}
	}
	return out
}

func (o *plotOptions) plot(w io.Writer, name, dir string) error {
	lang, err := words.ParseLang(o.lang)
	if err != nil {
		return inputError{fmt.Errorf("--lang: %w", err)}
	}
	manifest, err := result.ReadManifest(dir)
	if err != nil {
		return inputError{err}
	}
	pictures, err := readPictures(dir)
	if err != nil {
		return err
	}
	pictures = slices.DeleteFunc(pictures, func(p chart.Picture) bool { return p.Lang != lang })
	if name == "" {
		var rows [][]string
		for _, p := range pictures {
			rows = append(rows, []string{p.Name, p.Title})
		}
		return table.Print(w, []table.Column{{Head: "picture"}, {Head: "shows", Flex: true}}, rows, width(w))
	}
	var names []string
	for _, p := range pictures {
		names = append(names, p.Name)
	}
	i := slices.Index(names, name)
	if i < 0 {
		return inputError{fmt.Errorf("%s: no such picture%s", name, document.Suggest(name, names))}
	}
	p := pictures[i]
	p.Meta = "targetcast " + manifest.Hash
	return o.write(w, p)
}

// options are what the style sheet says, and the flags before it.
func (o *plotOptions) options() (chart.Options, error) {
	var options chart.Options
	if o.style != "" {
		var err error
		if options, err = style.Load(o.style); err != nil {
			return options, inputError{err}
		}
	}
	if options.Width == 0 || o.given("width") {
		options.Width = o.width
	}
	if options.Height == 0 || o.given("height") {
		options.Height = o.height
	}
	if options.DPI == 0 || o.given("dpi") {
		options.DPI = o.dpi
	}
	if o.font != "" {
		face, err := typeface.Load(o.font)
		if err != nil {
			return options, inputError{fmt.Errorf("--font: %w", err)}
		}
		options.Face = face
	}
	return options, nil
}

// write draws the picture and writes it with its data.
func (o *plotOptions) write(w io.Writer, p chart.Picture) error {
	format, file := o.format, o.out
	if ending := strings.TrimPrefix(filepath.Ext(file), "."); format == "" && slices.Contains(pictureFormats(nil), ending) {
		format = ending
	}
	if format == "" {
		format = "svg"
	}
	if !slices.Contains(pictureFormats(nil), format) {
		return inputError{fmt.Errorf("--format %s: write svg, png or pdf", format)}
	}
	if file == "" {
		file = p.Name + "." + p.Lang.String() + "." + format
	}
	options, err := o.options()
	if err != nil {
		return err
	}
	data, warnings, err := chart.Render(p, format, options)
	if err != nil {
		return inputError{err}
	}
	beside := strings.TrimSuffix(file, filepath.Ext(file)) + ".csv"
	t := gallery.DataOf(p)
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(append([][]string{t.Head}, t.Rows...)); err != nil {
		return err
	}
	both := map[string][]byte{filepath.Base(file): data, filepath.Base(beside): b.Bytes()}
	if err := result.WriteFiles(filepath.Dir(file), both); err != nil {
		return inputError{err}
	}
	fmt.Fprintf(w, "%s and its data, %s\n", file, beside)
	for _, k := range warnings {
		fmt.Fprintln(w, words.Sentence(p.Lang, k))
	}
	return nil
}
