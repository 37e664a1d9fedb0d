package document

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestLaTeX(t *testing.T) {
	d := sample()
	d.Figures()[0].Files["pdf"] = []byte("%PDF")
	files := map[string][]byte{}
	b, err := LaTeX(d, "r-tex", files)
	if err != nil {
		t.Fatal(err)
	}
	main := string(b)
	names := slices.Sorted(maps.Keys(files))
	if want := []string{"r-tex/fan-gdp.pdf", "r-tex/figure-fan-gdp.tex", "r-tex/table-numbers-fan-gdp.tex", "r-tex/table-targets.tex"}; !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	if lost := has(main, `\title{Two <cities> \& 双城记}`, `\documentclass[UTF8,a4paper,scheme=plain]{ctexart}`, `\section{Summary \{50 \%\}}`, "{\\large \\textbf{40–60 \\%} so-so}",
		`a*b* [c] \#d \$e \textasciicircum{}f \textasciitilde{}g \textbackslash{}h`, `\input{r-tex/figure-fan-gdp.tex}`, `\item[{The plan}] “达到4.3万亿元”`,
		`\texttt{lever.\allowbreak{}F1.\allowbreak{}on}no link`, "\\subsection{GDP}\n\\label{sec:gdp}"); len(lost) > 0 {
		t.Errorf("the document lacks %q:\n%s", lost, main)
	}
	if lost := has(string(files["r-tex/figure-fan-gdp.tex"]), `\includegraphics[width=\ifdim\linewidth<3.5cm \linewidth\else 3.5cm\fi]{fan-gdp.pdf}`, // 100 points of 72 to an inch
		`\caption[GDP: 50 \% \& "more"]{GDP: 50 \% \& "more". by year}`, `\label{fig:fan-gdp}`); len(lost) > 0 {
		t.Errorf("the figure lacks %q", lost)
	}
	if lost := has(string(files["r-tex/table-targets.tex"]), `\begin{longtable}{lrl}`, `target & asks & why \\`, `\multicolumn{3}{l}{\textbf{Goals}} \\`,
		`\textbf{\hyperref[sec:gdp]{GDP}} & \textbf{$\geq$ 43,000|x} (likely) & \textbf{\href{https://example.org/a|b}{src}} \\`); len(lost) > 0 {
		t.Errorf("the table lacks %q:\n%s", lost, files["r-tex/table-targets.tex"])
	}
	structure(t, main)
	for name, f := range files {
		if strings.HasSuffix(name, ".tex") {
			structure(t, string(f))
		}
	}
	delete(d.Figures()[0].Files, "pdf")
	if _, err := LaTeX(d, "r-tex", map[string][]byte{}); err == nil {
		t.Error("a picture that was not drawn is named")
	}
}

var (
	environment = regexp.MustCompile(`\\(begin|end)\{(\w+)\}`)
	ampersand   = regexp.MustCompile(`(^|[^\\])&`)
	columnLook  = regexp.MustCompile(`[lr]|p\{[^}]*\}`)
)

// structure is what must hold in any fragment: what is opened is closed, in order; every row has the columns that were
// declared; nothing stands unescaped that LaTeX would take for a command.
func structure(t *testing.T, text string) {
	t.Helper()
	var open []string
	columns := 0
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "%") {
			continue
		}
		if bare := strings.NewReplacer(`\\`, "", `\{`, "", `\}`, "").Replace(line); strings.Count(bare, "{") != strings.Count(bare, "}") {
			t.Errorf("braces do not match: %s", line)
		}
		if strings.Contains(strings.ReplaceAll(line, `\%`, ""), "%") {
			t.Errorf("a comment begins in %s", line)
		}
		for _, e := range environment.FindAllStringSubmatch(line, -1) {
			if e[1] == "begin" {
				open = append(open, e[2])
			} else if last := len(open) - 1; last < 0 || open[last] != e[2] {
				t.Fatalf("%s ends inside %v", e[2], open)
			} else {
				open = open[:last]
			}
		}
		if _, look, ok := strings.Cut(line, `\begin{longtable}{`); ok {
			columns = len(columnLook.FindAllString(strings.ReplaceAll(regexp.MustCompile(`>\{[^}]*\}`).ReplaceAllString(look, ""), `\linewidth-2\tabcolsep`, ""), -1))
		}
		if strings.HasSuffix(line, `\\`) && columns > 0 && !strings.HasPrefix(line, `\caption`) && !strings.HasPrefix(line, `\multicolumn`) {
			if n := len(ampersand.FindAllString(line, -1)) + 1; n != columns {
				t.Errorf("%d cells in %d columns: %s", n, columns, line)
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%v never ends", open)
	}
}

// What does not fit a line is divided, all of it and no more, and no word is cut that fits.
func TestShares(t *testing.T) {
	long := strings.Repeat("long words in a sentence ", 20)
	for _, k := range []struct {
		rows []Row
		fits bool
	}{
		{[]Row{{Cells: Cells("a", "b")}}, true},
		{[]Row{{Cells: Cells("international", long)}}, false},
		{[]Row{{Cells: Cells("杭州与宁波的地区生产总值合计占长三角地区生产总值的比重是多少", long)}}, false},
	} {
		parts, _, fits := shares(Table{Columns: Columns(Word, "x", "y"), Rows: k.rows})
		if fits != k.fits {
			t.Errorf("%.40v fits: %v", k.rows, fits)
		}
		if sum := parts[0] + parts[1]; sum < 1-1e-9 || sum > 1+1e-9 {
			t.Errorf("%.40v: shares %v", k.rows, parts)
		}
		if !fits && parts[0]*lineOfSmallPrint < 8 {
			t.Errorf("%.40v: %v leaves too little for a name", k.rows, parts)
		}
	}
}
