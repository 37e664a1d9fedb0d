package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// source has one key of each kind; every word at_N is unique in it, so that a plain search says where it stands.
const source = `# a comment with [brackets] and at_0 = 1
at_1 = "a # no comment, = no key, \" no end"
at_2 = 'C:\path' # at_none = 1
"at_3 中文.with point" = 1
at_4.at_5 . at_6 = 2021-08-02

[at_7]
  at_8 = { at_9 = 1, at_10 = { at_11 = [1, { at_12 = 2 }] }, "at_13" = "}" } # }
	at_14 = [
    1, # at_none
    [2, 3], "],", ]
中 = """
"at_15" = 'no key'
"""
[ at_16 . at_17 ]
at_18 = '''
at_19 = 1'''
at_20 = true
`

func TestPositions(t *testing.T) {
	text := strings.Replace(source, "中 =", `"中" =`, 1)
	var problems Problems
	root := Parse("x.toml", []byte(text), every, &problems)
	if root == nil {
		t.Fatal(problems)
	}
	for _, path := range []string{"at_1", "at_2", "at_4", "at_4/at_5", "at_4/at_5/at_6", "at_7", "at_7/at_8", "at_7/at_8/at_9",
		"at_7/at_8/at_10", "at_7/at_8/at_10/at_11", "at_7/at_8/at_10/at_11/\x011/at_12", "at_7/at_14", "at_16", "at_16/at_17",
		"at_16/at_17/at_18", "at_16/at_17/at_20"} {
		parts := strings.Split(path, "/")
		checkPosition(t, text, parts[len(parts)-1]+" ", root.Position(parts...), parts[len(parts)-1])
	}
	checkPosition(t, text, `"at_3`, root.Position("at_3 中文.with point"), "quoted")
	checkPosition(t, text, `"at_13"`, root.Position("at_7", "at_8", "at_13"), "quoted inside")
	checkPosition(t, text, `2, 3`, root.Position("at_7", "at_14", Element(1), Element(0)), "element")
	if p := root.Position("nothing"); p != (Position{1, 1}) {
		t.Errorf("an absent key of the file stands at %v", p)
	}
	checkPosition(t, text, "at_8 ", root.Position("at_7", "at_8", "nothing"), "absent key")
}

// checkPosition compares a position with that of the first place where a text says what, or what without the space
// behind it.
func checkPosition(t *testing.T, text, what string, got Position, name string) {
	t.Helper()
	i := strings.Index(text, what)
	if i < 0 {
		what = strings.TrimSpace(what)
		for _, end := range []string{"]", ".", " ="} {
			if i = strings.Index(text, what+end); i >= 0 {
				break
			}
		}
	}
	before := text[:i]
	want := Position{strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1}
	if got != want {
		t.Errorf("%s: got %v, want %v", name, got, want)
	}
}

func TestFileOrder(t *testing.T) {
	var problems Problems
	root := Parse("x.toml", []byte("z = 1\n[b.y]\n[a]\n[b.x]\n[b]\nw = 1\n"), every, &problems)
	if got := fmt.Sprint(root.Keys(), root.Table("b").Keys()); got != "[z b a] [y x w]" {
		t.Errorf("order %s", got)
	}
}

// The decoder points at the blank before what it did not expect; in bytes that would be column 10.
func TestSyntaxProblems(t *testing.T) {
	for text, want := range map[string]string{
		"a = 1\nb = = 2\n":         "x.toml:2:5: TOML: ",
		"a = 1\na = 2\n":           "x.toml:2:1: TOML: ",
		"a = \"中\" 1\n":            "x.toml:1:8: TOML: ",
		"a = [1\n2]\n":             "x.toml:2:",
		"a = \"\xff\"":             "x.toml:1:1: file: this is no UTF-8 text; save the file as UTF-8",
		"[a]\n[a]\n":               "x.toml:2:",
		"a = 99999999999999999999": "x.toml:1:",
	} {
		var problems Problems
		if Parse("x.toml", []byte(text), every, &problems) != nil || len(problems) != 1 || !strings.HasPrefix(problems.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, problems, want)
		}
	}
}

// Positions inside strings count characters, and give up where the source is not what the string says.
func TestInside(t *testing.T) {
	text := "a = \"中文 bad\"\nb = \"tab\\t bad\"\nc = \"\"\"\nbad\"\"\"\n"
	var problems Problems
	root := Parse("x.toml", []byte(text), every, &problems)
	root.ProblemInside([]string{"a"}, 3, "x")
	root.ProblemInside([]string{"b"}, 5, "x")
	root.ProblemInside([]string{"c"}, 0, "x")
	root.ProblemInside([]string{"a"}, 99, "x")
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d:%d", p.Line, p.Column))
	}
	if want := "[1:9 2:5 3:5 1:5]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"growth_hangzou", `; did you mean "growth_hangzhou"?`},
		{"Growth_hangzhou", `; did you mean "growth_hangzhou"?`},
		{"gdp", `; did you mean "gdp"?`},
		{"nothing_like_it_at_all", "; there is growth_hangzhou, gdp"},
	} {
		if got := Suggest(c.name, []string{"growth_hangzhou", "gdp"}); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	if got := Suggest("x", nil); got != "" {
		t.Error(got)
	}
	// kitten -> sitting takes 3 edits; ab -> ba is one swap.
	if distance("kitten", "sitting") != 3 || distance("ab", "ba") != 1 || distance("", "abc") != 3 {
		t.Error("edit distance")
	}
}

func TestProblemsAreSortedAndOnce(t *testing.T) {
	var ps Problems
	if ps.Err() != nil {
		t.Error("no problem is an error")
	}
	ps.File("b", "x")
	ps.File("a", "y")
	ps.File("b", "x")
	if got := ps.Err().Error(); got != "a:1:1: file: y\nb:1:1: file: x" {
		t.Error(got)
	}
}

// Whatever the decoder takes, the scanner knows every key of it, and in the same order. The decoder's list of keys leaves
// out which element of a list they stand in, so the scanner's paths are compared without.
func FuzzPositions(f *testing.F) {
	f.Add(source)
	f.Add("a.b.c = {d.e = 1}\n[x.'y.z']\n\"\\u4e2d\" = [[],[{}]]")
	f.Add("a=''''x'''\nb=\"\"\"\"\"x\"\"\"\"\"\n")
	f.Add("a={\n b=1,\n}\n")
	f.Add("a={b=0,c={d=[{e=0},{f={g=1},e=2}]}}\n[[x]]\ny=1\n[x.z]\nw=1\n[[x]]\nv=1\ny=2\n[x.u]\n")
	f.Fuzz(func(t *testing.T, text string) {
		var values map[string]any
		md, err := toml.Decode(text, &values)
		at := locate(text)
		if err != nil || strings.Contains(text, "\ufeff") || !utf8.ValidString(text) { // as Parse does
			return
		}
		got, want := below(at), map[string][]string{}
		for _, key := range md.Keys() {
			for n, name := range key {
				if strings.ContainsAny(name, "\x00\x01") {
					return // an escape spells what only the scanner's own paths use
				}
				if parent := join(key[:n]); !slices.Contains(want[parent], name) {
					want[parent] = append(want[parent], name)
				}
			}
		}
		for parent, names := range want {
			if !slices.Equal(names, got[parent]) {
				t.Fatalf("below %q: got %q, want %q in %q", parent, got[parent], names, text)
			}
		}
	})
}

// below lists the names that stand below each path, elements of lists left out, in the order of their positions.
func below(at index) map[string][]string {
	type spot struct {
		parent, name string
		at           Position
	}
	var spots []spot
	for parent, names := range at.children {
		var parts []string
		for _, p := range strings.Split(parent, "\x00")[1:] {
			if !strings.HasPrefix(p, "\x01") {
				parts = append(parts, p)
			}
		}
		for _, name := range names {
			spots = append(spots, spot{join(parts), name, at.places[parent+join([]string{name})].key})
		}
	}
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.at.Line, b.at.Line), cmp.Compare(a.at.Column, b.at.Column))
	})
	out := map[string][]string{}
	for _, s := range spots {
		if !slices.Contains(out[s.parent], s.name) {
			out[s.parent] = append(out[s.parent], s.name)
		}
	}
	return out
}
