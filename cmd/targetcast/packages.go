package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/search"
	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/table"
	"targetcast/output/words"
)

// packaged is what seek --levers found.
type packaged struct {
	*sought
	*search.Front
}

// shownPackages is how many minimal packages the terminal lists; the file holds all.
const shownPackages = 5

func (s *packaged) run(c *cobra.Command, lang words.Lang, p *plan.Plan) error {
	if len(p.Levers) == 0 {
		return inputError{fmt.Errorf("--levers: the plan has none")}
	}
	bar := newProgress(c.ErrOrStderr(), lang)
	var err error
	s.Front, err = search.Packages(c.Context(), p, central(p), s.question.Question, s.level, s.o.simulation(nil))
	bar.close()
	if err != nil {
		return err
	}
	if err := s.print(c.OutOrStdout(), lang); err != nil {
		return err
	}
	return s.o.finish(c, lang, s.l, map[string][]byte{"packages.csv": s.csv()}, s.pictures)
}

func (s *packaged) print(w io.Writer, lang words.Lang) error {
	say := func(text string) { fmt.Fprintln(w, strings.Join(table.Wrap(text, width(w)), "\n")) }
	share := s.question.Share()
	say(lang.PackagesNow(s.question.title(lang), s.fine(lang, s.None)))
	switch n := len(s.Minimal); {
	case s.None >= s.level:
		say(lang.PackagesNone(s.fine(lang, s.level)))
	case n > 0:
		say(lang.PackagesFound(s.fine(lang, s.level), len(s.Minimal[0].Levers)))
		for _, m := range s.Minimal[:min(n, shownPackages)] {
			fmt.Fprintf(w, "  %s  %s\n", s.fine(lang, m.B), strings.Join(m.Levers, " + "))
		}
		if n > shownPackages {
			say(lang.MoreInFile(n-shownPackages, "packages.csv"))
		}
	default:
		say(lang.PackagesNotFound(s.fine(lang, s.level)))
	}
	if s.question.judged {
		say(lang.SeekJudged())
	}
	fmt.Fprintln(w)
	var rows [][]string
	for k, b := range s.Best {
		rows = append(rows, []string{strconv.Itoa(k + 1), strings.Join(b.Levers, " "), s.fine(lang, b.B), lang.Change(b.Delta, share), lang.ChangeError((b.Hi-b.Lo)/2, share)})
	}
	columns := []table.Column{{Head: lang.HeadLevers(), Right: true}, {Head: lang.HeadBestPackage(), Flex: true}, {Head: lang.HeadWith(), Right: true},
		{Head: lang.HeadGain(), Right: true}, {Head: lang.HeadError(), Right: true}}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	fmt.Fprintln(w)
	say(s.names(lang, len(s.Best)))
	say(lang.PackagesTried(s.Tried, s.All))
	if len(s.Without) > 0 {
		say(lang.LeversWithout(s.Without))
	}
	return nil
}

func (s *packaged) csv() []byte {
	b := newLines("target", "set", "question", "kind", "levers", "number", "answer", "without_levers", "gain", "standard_error", "error_low", "error_high", "draws")
	add := func(kind string, p search.Package) {
		b.add(s.question.targetID(), s.question.set, s.question.kind(), kind, strings.Join(p.Levers, " "), strconv.Itoa(len(p.Levers)), result.Number(p.B), result.Number(p.A),
			result.Number(p.Delta), result.Number(p.SE), result.Number(p.Lo), result.Number(p.Hi), strconv.Itoa(s.o.draws))
	}
	for _, p := range s.Best {
		add("best of its number", p)
	}
	for _, p := range s.Minimal {
		add("minimal that reaches the level", p)
	}
	return b.bytes()
}

// pictures show what the best package of each number of levers adds to none, as far as another lever adds something.
func (s *packaged) pictures(lang words.Lang) []chart.Picture {
	share, unit := s.question.Share(), 1.0
	if share {
		unit = 100
	}
	c := chart.Spans{XLabel: lang.AxisChange(share), Whisker: lang.DifferenceError(), Keys: []chart.ToneKey{{Tone: chart.Up, Text: lang.Rises()}, {Tone: chart.Down, Text: lang.Falls()}}}
	before := 0.0
	for k, b := range s.Best {
		if k > 0 && b.Delta <= before {
			break
		}
		before = b.Delta
		c.Rows = append(c.Rows, chart.SpanRow{Label: strings.Join(b.Levers, " + "), Bars: []chart.Span{{To: unit * b.Delta, Tone: tone(b.Delta)}},
			Lo: unit * b.Lo, Hi: unit * b.Hi, Text: s.fine(lang, b.B)})
	}
	if len(c.Rows) == 0 {
		return nil
	}
	title := lang.TitleNotReached(s.question.title(lang), s.fine(lang, s.level))
	switch {
	case s.None >= s.level:
		title = lang.TitleNoPackage(s.question.title(lang), s.fine(lang, s.level))
	case len(s.Minimal) > 0:
		title = lang.TitlePackages(s.question.title(lang), s.fine(lang, s.level), s.Minimal[0].Levers)
	}
	return []chart.Picture{{Name: "packages", Chart: c, Title: words.Capital(title), Subtitle: lang.SubtitlePackages(s.fine(lang, s.None)),
		Caption: chart.Caption{Notes: []string{lang.PackagesTried(s.Tried, s.All), s.names(lang, len(c.Rows))}}}}
}

// names are the titles of the levers in the first of the best packages.
func (s *packaged) names(lang words.Lang, first int) string {
	var named []string
	for _, v := range s.l.plan.Levers {
		if slices.ContainsFunc(s.Best[:first], func(b search.Package) bool { return slices.Contains(b.Levers, v.ID) }) {
			named = append(named, v.ID+" "+text(v.Title).In(lang))
		}
	}
	return lang.NamedLevers(named)
}
