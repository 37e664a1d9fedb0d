package document

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// every is a shape that permits whatever the tests ask for.
var every = func() *Shape {
	s := &Shape{Names: ".", What: "NAME"}
	s.Each = Either(String(), Number(), Whole(0, math.MaxInt32), Bool(), Date(), Text(), Strings(), Wholes(0, 9), Numbers(), Matrix(), In(s))
	return s
}()

func parse(t *testing.T, text string) (*Table, *Problems) {
	t.Helper()
	problems := &Problems{}
	root := Parse("x.toml", []byte(text), every, problems)
	if root == nil {
		t.Fatal(*problems)
	}
	return root, problems
}

func TestReaders(t *testing.T) {
	root, problems := parse(t, `
s = "x"
n = -1.5
i = 3
b = true
d = 2021-08-02
t = { en = "e", zh = "z" }
ss = ["a", "b"]
is = [1, 2]
ns = [1, 2.5]
m = [[1, 2], [3, 4]]
[tt.b]
[tt.a]
`)
	n, _ := root.Number("n")
	i, _ := root.Int("i")
	d, _ := root.Date("d")
	en, zh := root.Text("t")
	got := fmt.Sprintln(root.String("s"), n, i, root.Bool("b", false), d.Format(time.DateOnly), en, zh, root.Strings("ss"), root.Strings("s"),
		root.Ints("is"), root.Numbers("ns"), root.Matrix("m"), root.Tables("tt")[0].Path(), root.Table("tt").KeyPath("x y"))
	if want := `x -1.5 3 true 2021-08-02 e z [a b] [x] [1 2] [1 2.5] [[1 2] [3 4]] tt.b tt."x y"` + "\n"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	root.Done()
	if len(*problems) != 0 {
		t.Error(*problems)
	}
}

// Absent keys give nothing and are no problem.
func TestAbsent(t *testing.T) {
	root, problems := parse(t, "")
	_, n := root.Number("a")
	_, i := root.Int("a")
	_, d := root.Date("a")
	en, _ := root.Text("a")
	if n || i || d || en != "" || root.String("a") != "" || !root.Bool("a", true) || root.Strings("a") != nil || root.Ints("a") != nil ||
		root.Numbers("a") != nil || root.Matrix("a") != nil || root.Table("a") != nil || root.Tables("a") != nil || root.Has("a") {
		t.Error("something was read from nothing")
	}
	if len(*problems) != 0 {
		t.Error(*problems)
	}
}

func TestWrongTypes(t *testing.T) {
	for _, c := range []struct {
		value string
		read  func(*Table)
		want  string
	}{
		{"1", func(t *Table) { t.String("x") }, "1:1: x: is the number 1; write a string in quotes"},
		{"true", func(t *Table) { t.Number("x") }, "1:1: x: is true; write a number"},
		{"-inf", func(t *Table) { t.Number("x") }, "1:1: x: is -Inf; write a finite number"},
		{"9223372036854775807", func(t *Table) { t.Int("x") }, "1:1: x: is 9223372036854775807; write a whole number from 0 to 2147483647"},
		{"1.0", func(t *Table) { t.Int("x") }, "1:1: x: is the number 1; write a whole number"},
		{"1", func(t *Table) { t.Bool("x", false) }, "1:1: x: is the number 1; write true or false"},
		{"2021-08-02T10:00:00Z", func(t *Table) { t.Date("x") }, "1:1: x: is a date or time; write a date without quotes, as 2021-08-02"},
		{"[]", func(t *Table) { t.Text("x") }, `1:1: x: is a list; write { en = "...", zh = "..." } or one string for both`},
		{"{ en = 1, zh = \"\" }", func(t *Table) { t.Text("x") }, "1:7: x.en: is the number 1; write a string in quotes"},
		{"{}", func(t *Table) { t.Strings("x") }, "1:1: x: is a table; write a list of strings"},
		{"[\"a\", 1]", func(t *Table) { t.Strings("x") }, "1:11: x[1]: is the number 1; write a string in quotes"},
		{"[1, 99]", func(t *Table) { t.Ints("x") }, "1:9: x[1]: is 99; write a whole number from 0 to 9"},
		{"[[1, nan]]", func(t *Table) { t.Matrix("x") }, "1:6: x[0]: is NaN; write a finite number"},
		{"[1]", func(t *Table) { t.Matrix("x") }, "1:6: x[0]: is the number 1; write a row of numbers, as [1, 0.2]"},
		{"3", func(t *Table) { t.Table("x") }, "1:1: x: is the number 3; write a table"},
		{"{ a = 1 }", func(t *Table) { t.Tables("x") }, "1:7: x.a: is the number 1; write a table"},
	} {
		root, problems := parse(t, "x = "+c.value)
		c.read(root)
		if got := problems.Error(); got != "x.toml:"+c.want {
			t.Errorf("%s: got %s", c.value, got)
		}
	}
	root, problems := parse(t, "[[x]]\na = 1\n[[x]]\na = 2")
	root.Tables("x")
	if got := problems.Error(); got != "x.toml:1:3: x: is a list of tables; write a table" {
		t.Error(got)
	}
}
