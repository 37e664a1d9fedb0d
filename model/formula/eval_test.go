package formula

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"targetcast/model/kernel"
)

// slots gives names their positions in the list.
func slots(names ...string) func(string) (int, bool) {
	return func(name string) (int, bool) {
		for i, n := range names {
			if n == name {
				return i, true
			}
		}
		return 0, false
	}
}

func columns(count, length int) [][]float64 {
	c := make([][]float64, count)
	for i := range c {
		c[i] = make([]float64, length)
	}
	return c
}

// The formulas run from 2020 to 2023 with since = 2021 over two draws of a: 1, 2, 4, 8 and 10, 20, 40, 80; before 2020
// stands 0.5 and 5. Expected values were summed by hand for the first draw; the second is ten times that, for formulas that
// are linear in a.
func TestMemory(t *testing.T) {
	a := []float64{0.5, 1, 2, 4, 8}
	for _, tt := range []struct {
		text string
		want [4]float64
	}{
		{"a", [4]float64{1, 2, 4, 8}},
		{"prev(a)", [4]float64{0.5, 1, 2, 4}},
		{"a - prev(a)", [4]float64{0.5, 1, 2, 4}},
		{"prev(a + a) / 2", [4]float64{0.5, 1, 2, 4}},
		{"cumsum(a)", [4]float64{0, 2, 6, 14}},
		{"cumsum(prev(a))", [4]float64{0, 1, 3, 7}},      // 2021 counts the value of 2020
		{"prev(cumsum(a))", [4]float64{0, 0, 2, 6}},      // the sum as it stood a year before
		{"prev(cumsum(a)) + a", [4]float64{1, 2, 6, 14}}, // which is how cumsum itself grows
		{"cumsum(cumsum(a))", [4]float64{0, 2, 8, 22}},   // 2, 2+6, 2+6+14
		{"cumsum(a) - cumsum(prev(a))", [4]float64{0, 1, 3, 7}},
		{"cumsum(2 * a + a)", [4]float64{0, 6, 18, 42}},
		{"cumsum(a * (year - 2020))", [4]float64{0, 2, 10, 34}}, // 2*1 + 4*2 + 8*3
		{"cumsum(prev(a * (year - 2020)))", [4]float64{0, 0, 2, 10}},
		{"a * prev(year) / prev(year)", [4]float64{1, 2, 4, 8}},
		{"a * (year < 2022 ? 0 : 1)", [4]float64{0, 0, 4, 8}},
		{"year < 2022 ? prev(a) : a", [4]float64{0.5, 1, 4, 8}},
	} {
		code, err := parse(t, tt.text).Compile(slots("a"), 2021)
		if err != nil {
			t.Fatal(err)
		}
		env := &Env{State: columns(code.States(), 2), Scratch: &Scratch{}}
		for i := range 4 {
			env.Year = 2020 + i
			env.Now, env.Prev = [][]float64{{a[i+1], 10 * a[i+1]}}, [][]float64{{a[i], 10 * a[i]}}
			out := make([]float64, 2)
			code.Eval(out, env)
			if out[0] != tt.want[i] || out[1] != 10*tt.want[i] {
				t.Errorf("%s in %d: got %v, want %v and ten times that", tt.text, env.Year, out, tt.want[i])
			}
		}
	}
}

func TestFormulasWithoutNames(t *testing.T) {
	for text, want := range map[string][3]float64{
		"7":                        {7, 7, 7},
		"year":                     {2020, 2021, 2022},
		"cumsum(1)":                {0, 1, 2},
		"cumsum(year - 2020) + 10": {10, 11, 13},
		"prev(cumsum(1))":          {0, 0, 1},
	} {
		code, err := parse(t, text).Compile(slots(), 2021)
		if err != nil {
			t.Fatal(err)
		}
		env := &Env{State: columns(code.States(), 3), Scratch: &Scratch{}}
		for i := range 3 {
			env.Year = 2020 + i
			out := make([]float64, 3)
			code.Eval(out, env)
			for _, v := range out {
				if v != want[i] {
					t.Errorf("%s in %d: got %v, want %v", text, env.Year, out, want[i])
				}
			}
		}
	}
}

func TestCompileNamesWhatIsUnknown(t *testing.T) {
	_, err := parse(t, "a + log(b.c) * d").Compile(slots("a"), 2021)
	var e *Error
	if !errors.As(err, &e) || e.Column != 9 || !strings.Contains(e.What, `"b.c"`) {
		t.Errorf("got %v, want column 9 and b.c", err)
	}
}

// Out is written last, so that a formula may overwrite last year's column of its own indicator.
func TestOutMayBeAColumnOfEnv(t *testing.T) {
	code, err := parse(t, "(prev(a) + 1) * (prev(a) + 2) - rank(prev(a), 3, prev(a) + 1)").Compile(slots("a"), 0)
	if err != nil {
		t.Fatal(err)
	}
	column := []float64{1, 2, 5}
	code.Eval(column, &Env{Prev: [][]float64{column}, Scratch: &Scratch{}})
	// 2*3 - 3, as both 3 and 2 are above 1; 3*4 - 3, as 3 and 3 are above 2; 6*7 - 2, as only 6 is above 5.
	if want := [3]float64{3, 9, 40}; [3]float64(column) != want {
		t.Errorf("got %v, want %v", column, want)
	}
}

// random is a formula and, made beside it without this package, a function that gives its value.
type random struct {
	text string
	eval func(now, prev []float64, year float64) float64
}

var variables = []string{"a", "b", "c", "d.e"}

func unknown(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) {
			return true
		}
	}
	return false
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// strict makes an operation unknown as soon as one operand is.
func strict(f func(x, y float64) float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		if unknown(x, y) {
			return math.NaN()
		}
		return f(x, y)
	}
}

var infix = map[string]func(x, y float64) float64{
	"+":  func(x, y float64) float64 { return x + y },
	"-":  func(x, y float64) float64 { return x - y },
	"*":  func(x, y float64) float64 { return x * y },
	"/":  func(x, y float64) float64 { return x / y },
	"<":  strict(func(x, y float64) float64 { return truth(x < y) }),
	"<=": strict(func(x, y float64) float64 { return truth(x <= y) }),
	">":  strict(func(x, y float64) float64 { return truth(x > y) }),
	">=": strict(func(x, y float64) float64 { return truth(x >= y) }),
	"==": strict(func(x, y float64) float64 { return truth(x == y) }),
	"!=": strict(func(x, y float64) float64 { return truth(x != y) }),
	"^": func(x, y float64) float64 {
		if y == 2 { // the documented exception
			return x * x
		}
		return math.Pow(x, y)
	},
	"&&": func(x, y float64) float64 {
		switch {
		case x == 0 || y == 0:
			return 0
		case unknown(x, y):
			return math.NaN()
		}
		return 1
	},
	"||": func(x, y float64) float64 {
		switch {
		case !unknown(x) && x != 0 || !unknown(y) && y != 0:
			return 1
		case unknown(x, y):
			return math.NaN()
		}
		return 0
	},
}

var prefix = map[string]func(x float64) float64{
	"-":     func(x float64) float64 { return -x },
	"exp":   kernel.Exp,
	"log":   kernel.Log,
	"sqrt":  math.Sqrt,
	"abs":   math.Abs,
	"expit": func(x float64) float64 { return 1 / (1 + kernel.Exp(-x)) },
	"logit": func(x float64) float64 { return kernel.Log(x) - kernel.Log1p(-x) },
	"!": func(x float64) float64 {
		if unknown(x) {
			return x
		}
		return truth(x == 0)
	},
}

// many holds the functions of two or more arguments.
var many = map[string]func(xs []float64) float64{
	"min": func(xs []float64) float64 {
		m := math.Inf(1)
		for _, x := range xs {
			m = math.Min(m, x)
		}
		return m
	},
	"max": func(xs []float64) float64 {
		m := math.Inf(-1)
		for _, x := range xs {
			m = math.Max(m, x)
		}
		return m
	},
	"rank": func(xs []float64) float64 {
		r := 1.0
		for _, x := range xs[1:] {
			r += truth(x > xs[0])
		}
		return r
	},
}

func key[V any](r *rand.Rand, m map[string]V, order []string) (string, V) {
	k := order[r.IntN(len(order))]
	return k, m[k]
}

var (
	infixOrder  = []string{"+", "-", "*", "/", "+", "*", "<", "<=", ">", ">=", "==", "!=", "^", "&&", "||"}
	prefixOrder = []string{"-", "exp", "log", "sqrt", "abs", "expit", "logit", "!"}
	manyOrder   = []string{"min", "max", "rank"}
)

// grow makes a random formula. Every operation stands in brackets, so nothing depends on precedence.
func grow(r *rand.Rand, depth int, lagged bool) random {
	if depth == 0 || r.IntN(8) == 0 {
		return leaf(r, lagged)
	}
	sub := func() random { return grow(r, depth-1, lagged) }
	switch r.IntN(6) {
	case 0, 1:
		name, f := key(r, infix, infixOrder)
		x, y := sub(), sub()
		return random{"(" + x.text + name + y.text + ")", func(now, prev []float64, year float64) float64 {
			return f(x.eval(now, prev, year), y.eval(now, prev, year))
		}}
	case 2:
		name, f := key(r, prefix, prefixOrder)
		x := sub()
		return random{"(" + name + "(" + x.text + "))", func(now, prev []float64, year float64) float64 {
			return f(x.eval(now, prev, year))
		}}
	case 3:
		name, f := key(r, many, manyOrder)
		xs := make([]random, 2+r.IntN(3))
		texts := make([]string, len(xs))
		for i := range xs {
			xs[i] = sub()
			texts[i] = xs[i].text
		}
		return random{name + "(" + strings.Join(texts, ",") + ")", func(now, prev []float64, year float64) float64 {
			values := make([]float64, len(xs))
			for i, x := range xs {
				values[i] = x.eval(now, prev, year)
			}
			if unknown(values...) {
				return math.NaN()
			}
			return f(values)
		}}
	case 4:
		c, x, y := sub(), sub(), sub()
		if r.IntN(2) == 0 {
			return random{"clamp(" + c.text + "," + x.text + "," + y.text + ")", func(now, prev []float64, year float64) float64 {
				v, lo, hi := c.eval(now, prev, year), x.eval(now, prev, year), y.eval(now, prev, year)
				if unknown(v, lo, hi) {
					return math.NaN()
				}
				return math.Min(math.Max(v, lo), hi)
			}}
		}
		return random{"(" + c.text + "?" + " " + x.text + ":" + y.text + ")", func(now, prev []float64, year float64) float64 {
			switch v := c.eval(now, prev, year); {
			case unknown(v):
				return v
			case v != 0:
				return x.eval(now, prev, year)
			}
			return y.eval(now, prev, year)
		}}
	}
	if lagged {
		return sub()
	}
	x := grow(r, depth-1, true)
	return random{"prev(" + x.text + ")", func(_, prev []float64, year float64) float64 {
		return x.eval(prev, nil, year-1)
	}}
}

func leaf(r *rand.Rand, lagged bool) random {
	switch r.IntN(6) {
	case 0:
		v := float64(r.IntN(9)-2) / 2
		return random{fmt.Sprint("(", v, ")"), func(_, _ []float64, _ float64) float64 { return v }}
	case 1:
		return random{"year", func(_, _ []float64, year float64) float64 { return year }}
	}
	i := r.IntN(len(variables))
	return random{variables[i], func(now, _ []float64, _ float64) float64 { return now[i] }}
}

func randomValue(r *rand.Rand) float64 {
	switch r.IntN(12) {
	case 0:
		return math.NaN()
	case 1:
		return 0
	case 2:
		return float64(r.IntN(5) - 2)
	case 3:
		return math.Exp(20 * r.NormFloat64())
	case 4:
		return r.Float64()
	}
	return 3 * r.NormFloat64()
}

// Blocks must give, digit for digit, what a scalar walk gives that shares no code with this package. Seed 1, no tolerance.
func TestBlocksEqualScalarWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const formulas = 4000
	var scratch Scratch
	refused := 0
	for range formulas {
		length := 1 + r.IntN(64) // the same Scratch must serve blocks of every length
		f := grow(r, 1+r.IntN(5), false)
		e, err := Parse(f.text)
		if err != nil { // a part without names that is not finite, or a clamp without room
			refused++
			continue
		}
		code, err := e.Compile(slots(variables...), 2021)
		if err != nil {
			t.Fatal(err)
		}
		env := &Env{Year: 2018 + r.IntN(9), Now: columns(4, length), Prev: columns(4, length), Scratch: &scratch}
		for slot := range variables {
			for i := range length {
				env.Now[slot][i], env.Prev[slot][i] = randomValue(r), randomValue(r)
			}
		}
		out := make([]float64, length)
		code.Eval(out, env)
		for i := range length {
			now, prev := make([]float64, 4), make([]float64, 4)
			for slot := range variables {
				now[slot], prev[slot] = env.Now[slot][i], env.Prev[slot][i]
			}
			if want := f.eval(now, prev, float64(env.Year)); !same(out[i], want) {
				t.Fatalf("%s\n= %s\nwith %v, before %v, in %d: got %v, want %v", f.text, e, now, prev, env.Year, out[i], want)
			}
			v, ok := e.Value(func(name string) (float64, bool) { s, _ := slots(variables...)(name); return now[s], true }, env.Year)
			if ok && !same(v, out[i]) {
				t.Fatalf("%s: Value gives %v, the block %v", e, v, out[i])
			}
		}
		if again := parse(t, e.String()); again.String() != e.String() {
			t.Fatalf("%s becomes %s when it is read again", e, again)
		}
	}
	if refused > formulas/4 {
		t.Errorf("%d of %d formulas were refused: the test says little", refused, formulas)
	}
}

func TestEvalAllocatesNothing(t *testing.T) {
	e := parse(t, "cumsum(prev(a) * exp(b + 0.02 * (year - 2020))) + rank(a, b, c, 1) + clamp(a, 0, b) + (a > b ? c : 1) + min(a, b, 3) ^ 2")
	code, err := e.Compile(slots("a", "b", "c"), 2021)
	if err != nil {
		t.Fatal(err)
	}
	env := &Env{Year: 2022, Now: columns(3, 256), Prev: columns(3, 256), State: columns(code.States(), 256), Scratch: &Scratch{}}
	out := make([]float64, 256)
	code.Eval(out, env)
	if n := testing.AllocsPerRun(100, func() { code.Eval(out, env) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"prev(gdp) * exp(growth + deflator)", "(a + b) / c", "clamp(x, 0, 1) ? a.b : -c ^ 2 ** d", "!a && b || c < d <= e",
		"rank(a, b, c) + cumsum(prev(year))", "ln(1 + g/100)", "min(1e3, .5, 1_0)", "a ?.5:b", "[x | y]", "if a {b} else {c}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		if err != nil {
			var at *Error
			if !errors.As(err, &at) || at.Column < 1 || at.Column > len([]rune(text))+1 || at.What == "" {
				t.Errorf("%q: bad error %#v", text, err)
			}
			return
		}
		again, err := Parse(e.String())
		if err != nil || again.String() != e.String() {
			t.Fatalf("%q is written %q, read again as %v, %v", text, e, again, err)
		}
		code, err := e.Compile(func(string) (int, bool) { return 0, true }, 2021)
		if err != nil {
			t.Fatal(err)
		}
		env := &Env{Year: 2021, Now: [][]float64{{0.25}}, Prev: [][]float64{{3}}, State: columns(code.States(), 1), Scratch: &Scratch{}}
		out := make([]float64, 1)
		code.Eval(out, env)
		if v, ok := e.Value(func(string) (float64, bool) { return 0.25, true }, 2021); ok && !same(v, out[0]) {
			t.Errorf("%q: Value gives %v, the block %v", text, v, out[0])
		}
	})
}

// Time per draw; a block is 256 draws.
func BenchmarkEval(b *testing.B) {
	for _, text := range []string{"(a + b) / c", "(a + b) * 0.5", "prev(a) * exp(b + c)", "clamp(a / b, 0, 1)", "a > b ? a : c", "rank(a, b, c)"} {
		b.Run(strings.ReplaceAll(text, " ", ""), func(b *testing.B) {
			code, err := parse(b, text).Compile(slots("a", "b", "c"), 2021)
			if err != nil {
				b.Fatal(err)
			}
			const length = 256
			env := &Env{Year: 2022, Now: columns(3, length), Prev: columns(3, length), Scratch: &Scratch{}}
			r := rand.New(rand.NewPCG(1, 1))
			for slot := range 3 {
				for i := range length {
					env.Now[slot][i], env.Prev[slot][i] = r.Float64(), r.Float64()
				}
			}
			out := make([]float64, length)
			for b.Loop() {
				code.Eval(out, env)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/length, "ns/draw")
		})
	}
}

// The same by hand, to hold the interpreter against.
func BenchmarkByHand(b *testing.B) {
	c := columns(4, 256)
	for i := range c[0] {
		c[0][i], c[1][i], c[2][i] = 1, float64(i), float64(i+1)
	}
	for b.Loop() {
		x, y, z, out := c[0], c[1], c[2], c[3]
		for i := range out {
			out[i] = (x[i] + y[i]) / z[i]
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/draw")
}
