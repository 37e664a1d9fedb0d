package formula

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func parseAll(t *testing.T, texts ...string) []*Expr {
	t.Helper()
	var all []*Expr
	for _, text := range texts {
		all = append(all, parse(t, text))
	}
	return all
}

// What is found in common, by hand.
func TestShareByHand(t *testing.T) {
	parts, rest := Share(parseAll(t,
		"prev(a) * exp((p + w) / 100)",
		"prev(b) * exp((p + w) / 100) + 0.84 * d", // 0.84 * d is too cheap to share, and so is p + w, which stands in one place
		"c * exp((p + w) / 100) + 0.84 * d",
		"c * exp((p + w) / 100)", // the product stands in two places, the exponential in three
		"exp(q) + exp(prev(q))",  // not the same
		"cumsum(exp(r)) + cumsum(exp(r))",
		"log(c) ^ 2", "log(c) ^ 2", // whole formulas
	))
	wantParts := [][2]string{
		{"{exp((p + w) / 100)}", "exp((p + w) / 100)"},
		{"{c * exp((p + w) / 100)}", "c * {exp((p + w) / 100)}"},
		{"{log(c) ^ 2}", "log(c) ^ 2"},
	}
	if len(parts) != len(wantParts) {
		t.Fatalf("parts %v", parts)
	}
	for i, want := range wantParts {
		if parts[i].Name != want[0] || parts[i].Expr.String() != want[1] {
			t.Errorf("part %s = %s, want %v", parts[i].Name, parts[i].Expr, want)
		}
	}
	for i, want := range []string{
		"prev(a) * {exp((p + w) / 100)}",
		"prev(b) * {exp((p + w) / 100)} + 0.84 * d",
		"{c * exp((p + w) / 100)} + 0.84 * d",
		"{c * exp((p + w) / 100)}",
		"exp(q) + exp(prev(q))",
		"cumsum(exp(r)) + cumsum(exp(r))",
		"{log(c) ^ 2}", "{log(c) ^ 2}",
	} {
		if got := rest[i].String(); got != want {
			t.Errorf("what is left is %s, want %s", got, want)
		}
	}
}

// Formulas in terms of their parts give the same numbers as they were written, to the last bit.
func TestShareChangesNoDigit(t *testing.T) {
	texts := []string{
		"exp((a + b) / 100) * c + logit(0.5 / (1 + exp(a)))",
		"exp((a + b) / 100) * prev(c) - logit(0.5 / (1 + exp(a)))",
		"a > b ? exp((a + b) / 100) * c : prev(exp((a + b) / 100))",
		"rank(a, b, c) + max(a, exp(a), year - 2020) + cumsum(exp(a))",
		"max(a, exp(a), year - 2020) ^ 1.5 + (a ^ 2) ^ (1 / 3) + (year - 2000) ^ 0.5",
		"clamp((a ^ 2) ^ (1 / 3), 0, 1) + min(rank(a, b, c), 2)",
	}
	g := rand.New(rand.NewPCG(1, 2))
	const n = 64
	names := []string{"a", "b", "c"}
	now, before := columns(3, n), columns(3, n)
	for i := range names {
		for k := range n {
			now[i][k], before[i][k] = 3*g.NormFloat64(), 3*g.NormFloat64()
		}
	}
	exprs := parseAll(t, texts...)
	parts, rest := Share(exprs)
	if len(parts) < 5 {
		t.Fatalf("parts %v", parts)
	}
	eval := func(e *Expr, names []string, now, before [][]float64) []float64 {
		code, err := e.Compile(slots(names...), 2021)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]float64, n)
		code.Eval(out, &Env{Year: 2022, Now: now, Prev: before, State: columns(code.States(), n), Scratch: &Scratch{}})
		return out
	}
	known, values := slices.Clone(names), slices.Clone(now)
	for _, p := range parts {
		values = append(values, eval(p.Expr, known, values, before))
		known = append(known, p.Name)
	}
	for i, e := range rest {
		want, got := eval(exprs[i], names, now, before), eval(e, known, values, before)
		for k := range want {
			if math.Float64bits(want[k]) != math.Float64bits(got[k]) {
				t.Fatalf("%s: %v, in parts %v", texts[i], want[k], got[k])
			}
		}
	}
}
