package formula

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func parse(t testing.TB, text string) *Expr {
	t.Helper()
	e, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return e
}

// value evaluates with x = 3, y = -2, zero = 0, nan = NaN, a.b = 7 in 2025.
func value(t testing.TB, text string) float64 {
	t.Helper()
	v, ok := parse(t, text).Value(lookup, 2025)
	if !ok {
		t.Fatalf("%q has no value", text)
	}
	return v
}

var names = map[string]float64{"x": 3, "y": -2, "zero": 0, "nan": math.NaN(), "a.b": 7, "比例": 0.5}

func lookup(name string) (float64, bool) { v, ok := names[name]; return v, ok }

func same(a, b float64) bool { return a == b || a != a && b != b }

// The textbook rules of precedence; every expected value was worked out by hand.
func TestPrecedence(t *testing.T) {
	for text, want := range map[string]float64{
		"2^3^2":                  512,
		"2**3**2":                512,
		"2^3**2":                 512,
		"-2^2":                   -4,
		"(-2)^2":                 4,
		"2^-1":                   0.5,
		"2^-1*3":                 1.5,
		"2*3^2":                  18,
		"x*y^2":                  12,
		"-x^2":                   -9,
		"1-2-3":                  -4,
		"1-(2-3)":                2,
		"24/4/2":                 3,
		"24/(4/2)":               12,
		"24/4*2":                 12,
		"1+2*3":                  7,
		"(1+2)*3":                9,
		"-x*y":                   6,
		"x - -y":                 1,
		"+x":                     3,
		"--x":                    3,
		"1 < 2":                  1,
		"1+1 < 2*1":              0,
		"1 < 2 < 3":              1, // 1 < 2 and 2 < 3
		"3 > 2 > 2":              0, // 3 > 2, but not 2 > 2
		"-1 < zero < 1":          1, // ((-1 < 0) < 1) would be 1 < 1, that is 0
		"1 || 0 && 0":            1,
		"(1 || 0) && 0":          0,
		"!0 + 1":                 2, // (!0) + 1
		"!0 * 0":                 1, // !(0 * 0)
		"!(x > 1) || y < 0":      1,
		"1 ? 2 : 3":              2,
		"0 ? 2 : 3":              3,
		"0 ? 1 : 0 ? 2 : 3":      3,
		"1 ? 0 ? 1 : 2 : 3":      2,
		"x > 1 ? x + 1 : x - 1":  4,
		"1_000 + 1e3 + .5 + 1.":  2001.5,
		"a.b + 1":                8,
		"a . b":                  7,
		"比例 * 2":                 1,
		"year - 2020":            5,
		"year >= 2025 ? 1 : 0":   1,
		"3 - 2 ^ 2 * 2 + 10 / 5": -3,
	} {
		if got := value(t, text); got != want {
			t.Errorf("%s = %v, want %v", text, got, want)
		}
	}
}

func TestFunctions(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for text, want := range map[string]float64{
		"exp(x)":                 math.Exp(3),
		"log(x)":                 math.Log(3),
		"ln(x)":                  math.Log(3),
		"log(exp(1))":            1,
		"log(y)":                 nan,
		"log(zero)":              -inf,
		"sqrt(x)":                math.Sqrt(3),
		"sqrt(y)":                nan,
		"abs(y)":                 2,
		"logit(比例)":              0,
		"logit(0.2 * x)":         math.Log(0.6 / 0.4), // up to rounding, see below
		"expit(zero)":            0.5,
		"expit(x)":               1 / (1 + math.Exp(-3)),
		"expit(-x * 1000)":       0,
		"expit(x * 1000)":        1,
		"logit(zero)":            -inf,
		"logit(zero + 1)":        inf,
		"logit(x)":               nan,
		"min(x, y)":              -2,
		"min(x, 1, y, 5)":        -2,
		"max(x, y)":              3,
		"max(1, x, 5, y)":        5,
		"min(x, nan)":            nan,
		"max(nan, x)":            nan,
		"min(-1/zero, nan)":      nan,
		"clamp(x, 0, 1)":         1,
		"clamp(y, 0, 1)":         0,
		"clamp(比例, 0, 1)":        0.5,
		"clamp(nan, 0, 1)":       nan,
		"clamp(x, y, zero)":      0,
		"rank(x, y, 5)":          2,
		"rank(x, y, zero)":       1,
		"rank(y, x, zero, 4)":    4,
		"rank(x, x, x)":          1, // ties share the better rank
		"rank(x, y, nan)":        nan,
		"rank(nan, y)":           nan,
		"x / zero":               inf,
		"zero / zero":            nan,
		"x ^ 0.5":                math.Sqrt(3),
		"y ^ 0.5":                nan,
		"y ^ 3":                  -8,
		"nan ^ 0":                1,
		"x == 3":                 1,
		"x != 3":                 0,
		"x <= 3 && x >= 3":       1,
		"x < 3 || x > 3":         0,
		"nan < 1":                nan,
		"nan <= 1":               nan,
		"nan > 1":                nan,
		"nan >= 1":               nan,
		"nan == nan":             nan,
		"nan != nan":             nan,
		"!nan":                   nan,
		"!x":                     0,
		"nan && 0":               0,
		"0 && nan":               0,
		"nan && 1":               nan,
		"nan || 1":               1,
		"1 || nan":               1,
		"nan || 0":               nan,
		"nan ? 1 : 2":            nan,
		"x ? nan : 2":            nan,
		"zero ? nan : 2":         2,
		"1/zero == 2/zero":       1,
		"1/zero > -1/zero":       1,
		"rank(x, y, 5) + a.b":    9,
		"x && y":                 1,
		"exp(log(x) + log(a.b))": 21,
	} {
		// Only rounding may differ: two units in the last place of the largest intermediate value here.
		if got := value(t, text); !same(got, want) && !(math.Abs(got-want) <= 1e-14*math.Abs(want)) {
			t.Errorf("%s = %v, want %v", text, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		text   string
		column int
		says   string // part of the message
	}{
		{"", 1, "the formula is empty"},
		{"  ", 1, "the formula is empty"},
		{"a +", 4, "ends too early"},
		{"(a + b", 7, "ends too early"},
		{"a b", 3, `"b" cannot stand here; write an operator`},
		{"2(a)", 2, `"(" cannot stand here; write an operator`},
		{"a + * b", 5, `"*" cannot stand here`},
		{"a + b)", 6, `")" cannot stand here`},
		{"a ? b", 6, "ends too early"},
		{"'text'", 1, "a text in quotes"},
		{`a + "b"`, 5, "a text in quotes"},
		{"a + `b`", 5, "a text in quotes"},
		{"[1, 2]", 1, "lists and positions"},
		{"a[0]", 2, "lists and positions"},
		{"a + {b: 1}", 5, "use round brackets"},
		{"a | min(b)", 3, "write f(a, b) in place of a | f(b)"},
		{"a & b", 3, "write &&"},
		{"a and b", 3, "write &&"},
		{"a or b", 3, "write ||"},
		{"not a", 1, "write !"},
		{"a = b", 3, "write == to compare"},
		{"a % b", 3, "write / 100 for percent"},
		{"a ?? b", 3, `"??" is no part`},
		{"a?.b", 2, "put a space behind ?"},
		{"a ?: b", 3, "needs a value between"},
		{"a; b", 2, "one expression"},
		{"let z = 1; z", 1, "one expression"},
		{"if a { b } else { c }", 1, "write condition ? a : b"},
		{"1..3", 2, `".." is no part`},
		{"a in b", 3, `"in" is no part`},
		{"true", 1, "write 1"},
		{"a + nil", 5, "needs no mention"},
		{"#", 1, `"#" is no part`},
		{"a.exp(b)", 3, "write f(x), not x.f()"},
		{"a.foo()", 3, "write f(x), not x.f()"},
		{"(a + b).c", 9, `".c" belongs to no name`},
		{"sin(a)", 1, `unknown function "sin"; the functions are abs, clamp, cumsum`},
		{"1 + filter(a, # > 1)", 5, `unknown function "filter"`},
		{"sum(a)", 1, `unknown function "sum"`},
		{"exp + 1", 1, "exp is a function; write exp(x)"},
		{"$env", 1, "holds a $"},
		{"clamp(a)", 1, "clamp takes 3 arguments: clamp(x, lo, hi)"},
		{"1 + clamp(a, 0, 1, 2)", 5, "clamp takes 3 arguments"},
		{"exp()", 1, "exp takes 1 argument: exp(x)"},
		{"min(a)", 1, "min takes 2 or more arguments: min(a, b, ...)"},
		{"rank(a)", 1, "rank takes 2 or more arguments"},
		{"prev(a, b)", 1, "prev takes 1 argument"},
		{"a + prev(b * prev(c))", 14, "prev stands within prev"},
		{"1e999", 1, "too large"},
		{"a + 99999999999999999999", 5, "too many digits"},
		{"0x10", 1, "no decimal number"},
		{"0b11 + a", 1, "no decimal number"},
		{"1e + a", 1, "no decimal number"},
		{"3a", 2, "bad number"},
		{"a // b", 3, "no operator"},
		{"比例 + /* b */ c", 6, "no operator"},
		{"比例 × 2", 4, "unrecognized character"},
		{"（a + b) / c", 1, "full-width"},
		{"a + 1/0", 6, "1 / 0 is no finite number"},
		{"log(-1)", 1, "log(-1) is no finite number"},
		{"clamp(a, 1, 0)", 1, "clamp from 1 to 0 holds no number"},
		{"a + \xff", 1, "no UTF-8"},
		{strings.Repeat("(", 20_000), maxLength, "more than 10000 characters"},
		{strings.Repeat("(", 9_000), 9001, "ends too early"},
		{strings.Repeat("-", 9_999) + "a", 0, ""}, // long, but sound
	} {
		_, err := Parse(tt.text)
		if tt.says == "" {
			if err != nil {
				t.Errorf("%.40q: %v", tt.text, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.40q: %v is no *Error", tt.text, err)
		} else if e.Column != tt.column || !strings.Contains(e.Error(), tt.says) {
			t.Errorf("%.40q: got %q, want column %d and %q", tt.text, e, tt.column, tt.says)
		}
	}
}

func TestRefs(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []Ref
	}{
		{"1 + year", nil},
		{"b + a.x * b", []Ref{{"b", true, false}, {"a.x", true, false}}},
		{"prev(a) * exp(g + d)", []Ref{{"a", false, true}, {"g", true, false}, {"d", true, false}}},
		{"a - prev(a)", []Ref{{"a", true, true}}},
		{"prev(a + b * year) + cumsum(prev(c) + d)", []Ref{{"a", false, true}, {"b", false, true}, {"c", false, true}, {"d", true, false}}},
		{"population_census.jiaxing / population.delta.all", []Ref{{"population_census.jiaxing", true, false}, {"population.delta.all", true, false}}},
		{"x ? a : b", []Ref{{"x", true, false}, {"a", true, false}, {"b", true, false}}},
	} {
		if got := parse(t, tt.text).Refs(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		" a+b ":                         "a + b",
		"((a))+(b)":                     "a + b",
		"a-(b-c)":                       "a - (b - c)",
		"(a-b)-c":                       "a - b - c",
		"a*(b/c)":                       "a * (b / c)",
		"(a**b)**c":                     "(a ^ b) ^ c",
		"a^(b^c)":                       "a ^ b ^ c",
		"-(a^2)":                        "-a ^ 2",
		"(-a)^2":                        "(-a) ^ 2",
		"-(a*b)":                        "-(a * b)",
		"a^-b":                          "a ^ (-b)",
		"a * -b":                        "a * -b",
		"a - -3":                        "a - -3",
		"--a":                           "a",
		"(!a)*b":                        "(!a) * b",
		"!(a*b)":                        "!a * b",
		"!!a":                           "!!a",
		"ln(1 + g/100)":                 "log(1 + g / 100)",
		"a * (2 * 3 + 4)":               "a * 10",
		"a / 1e6":                       "a / 1e+06",
		"(a < b) < c":                   "(a < b) < c",
		"a < b < c":                     "a < b && b < c",
		"a ? b : (c ? d : e)":           "a ? b : c ? d : e",
		"(a ? b : c) ? d : e":           "(a ? b : c) ? d : e",
		"(a || b) && c || d":            "(a || b) && c || d",
		"prev(a + b)":                   "prev(a) + prev(b)",
		"prev(year - 2020)":             "prev(year) - 2020",
		"prev(3)":                       "3",
		"prev(cumsum(a * 2 + year))":    "prev(cumsum(a * 2 + year))",
		"cumsum(prev(a))":               "cumsum(prev(a))",
		"clamp( a ,0,1 ) + a . b":       "clamp(a, 0, 1) + a.b",
		"rank(a,b,c) + min(a,max(b,c))": "rank(a, b, c) + min(a, max(b, c))",
	} {
		e := parse(t, text)
		if e.String() != want {
			t.Errorf("%s: got %s, want %s", text, e, want)
		}
		if again := parse(t, e.String()); again.String() != want {
			t.Errorf("%s becomes %s when it is read again", want, again)
		}
	}
}

func TestValueOfUnknownNames(t *testing.T) {
	for _, text := range []string{"x + unknown", "1 ? x : unknown", "0 && unknown"} {
		if v, ok := parse(t, text).Value(lookup, 2025); ok {
			t.Errorf("%s = %v", text, v)
		}
	}
	for text, column := range map[string]int{"x + prev(y)": 10, "1 + cumsum(x)": 5, "prev(year)": 6} {
		e := parse(t, text)
		var err *Error
		if !errors.As(e.CheckScalar(), &err) || err.Column != column {
			t.Errorf("%s: CheckScalar gives %v, want column %d", text, e.CheckScalar(), column)
		}
		if _, ok := e.Value(lookup, 2025); ok {
			t.Errorf("%s has a value", text)
		}
	}
	if err := parse(t, "x + year").CheckScalar(); err != nil {
		t.Error(err)
	}
}
