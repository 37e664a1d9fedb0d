package document

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	files := map[string][]byte{}
	b, err := Markdown(sample(), "r-md", files)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	if lost := has(text, "# Two &lt;cities> &amp; 双城记\n", "> a\\_note\n", "## Summary {50 %}\n", "**40–60 %** so-so\n", `> a\*b\* \[c\] \#d $e ^f \~g \\h`,
		"![GDP: 50 % &amp; \"more\". by year](<r-md/fan-gdp.svg>)\n", "| year | value |\n| ---: | ---: |\n| 2020 | 28,515 |\n", "- first\n- second\n",
		"- **The plan**: “达到4.3万亿元”\n", "| target | asks | why |\n| :--- | ---: | :--- |\n| **Goals** |  |  |\n| **[GDP](#gdp)** | **≥ 43,000\\|x** (likely) | **[src](<https://example.org/a%7Cb>)** |\n",
		"<details><summary>More</summary>\n\n`lever.F1.on`no link\n", "<a id=\"gdp\"></a>\n\n### GDP\n", "<!-- abc -->"); len(lost) > 0 {
		t.Errorf("the text lacks %q:\n%s", lost, text)
	}
	if len(files["r-md/fan-gdp.svg"]) == 0 {
		t.Errorf("pictures: %v", files)
	}
}

// Another program's reading: as many tables and pictures as there are, each table as wide as its head.
func TestMarkdownIsRead(t *testing.T) {
	python := slow(t, "python3", "-c", "import markdown_it")
	text, err := Markdown(sample(), "r-md", map[string][]byte{})
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(python, "-c", `import sys
from markdown_it import MarkdownIt
print(MarkdownIt("commonmark").enable("table").render(sys.stdin.read()))`)
	c.Stdin = strings.NewReader(string(text))
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	page := string(out)
	if lost := has(page, `<h1>Two &lt;cities&gt; &amp; 双城记</h1>`, `alt="GDP: 50 % &amp; &quot;more&quot;. by year"`, "<blockquote>\n<p>a*b* [c] #d $e ^f ~g \\h</p>",
		`<strong>≥ 43,000|x</strong> (likely)`, `<code>lever.F1.on</code>`); len(lost) > 0 {
		t.Errorf("it is read without %q:\n%s", lost, page)
	}
	if n := strings.Count(page, "<table>"); n != 2 {
		t.Errorf("%d tables are read, want 2", n)
	}
	if n, m := strings.Count(page, "<td"), 2+2*3; n != m {
		t.Errorf("%d cells are read, want %d", n, m)
	}
}

// slow gives the path of another program for a slow check, which fails without it only where TARGETCAST_SLOW=1 is set. The
// program is tried with the arguments.
func slow(t *testing.T, program string, try ...string) string {
	t.Helper()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: set TARGETCAST_SLOW=1")
	}
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	if len(try) > 0 {
		if out, err := exec.Command(path, try...).CombinedOutput(); err != nil {
			t.Fatalf("%s %q: %v: %s", program, try, err, out)
		}
	}
	return path
}
