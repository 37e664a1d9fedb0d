package plan

import (
	"math"
	"strings"
	"testing"

	"targetcast/model/plan/document"
)

func readOne(t *testing.T, value string) (Quantity, Problems) {
	t.Helper()
	var problems Problems
	table := document.Parse("x.toml", []byte("x = "+value), &document.Shape{Keys: []document.Key{{Name: "x", Type: QuantityType}}}, &problems)
	if table == nil {
		t.Fatalf("%s: %v", value, problems)
	}
	q, _ := ReadQuantity(table, "x")
	return q, problems
}

// Means and medians are those of the textbook forms: a beta has mean a/(a+b), a gamma shape*scale, a PERT
// (min + 4 mode + max)/6, a triangular law a third of the sum, a lognormal median e^mean.
func TestForms(t *testing.T) {
	for value, want := range map[string]float64{
		"3":                              3,
		"-0.5":                           -0.5,
		"{ value = 0.3, judged = 2021 }": 0.3,
		`{ dist = "normal", mean = 2, sd = 0.1 }`:             2,
		`{ dist = "beta", a = 2, b = 6 }`:                     0.25,
		`{ dist = "beta", mean = 0.4, sd = 0.1 }`:             0.4,
		`{ dist = "t", mean = 1, sd = 2, df = 5 }`:            1,
		`{ dist = "gamma", shape = 3, scale = 2 }`:            6,
		`{ dist = "exponential", mean = 7 }`:                  7,
		`{ dist = "uniform", min = 1, max = 2 }`:              1.5,
		`{ dist = "triangular", min = 0, mode = 1, max = 5 }`: 2,
		`{ dist = "empirical", values = [1, 2, 6] }`:          3,
		"{ min = 0, mode = 1, max = 2 }":                      1,
		`{ dist = "lognormal", mean = 0, sd = 1 }`:            math.Exp(0.5),
	} {
		q, problems := readOne(t, value)
		if len(problems) > 0 {
			t.Errorf("%s: %v", value, problems)
			continue
		}
		close(t, value, q.Dist.Mean(), want, 1e-9)
		if q.Scale != 1 || q.Add != 0 {
			t.Errorf("%s: scale %g, add %g", value, q.Scale, q.Add)
		}
	}
	q, _ := readOne(t, `{ dist = "t", mean = 1, sd = 2, df = 5 }`)
	close(t, "sd is the true one", q.Dist.Variance(), 4, 1e-9)
	q, _ = readOne(t, `{ p10 = 1, p50 = 2, p90 = 4, lower = 0 }`)
	close(t, "p90", q.Dist.Quantile(0.9), 4, 1e-9)
	if q.Dist.Quantile(1e-9) <= 0 {
		t.Error("leaves its bound")
	}
	q, _ = readOne(t, `" 2 * gdp "`)
	if q.Formula != "2 * gdp" || q.Dist != nil {
		t.Errorf("formula: %+v", q)
	}
}

func TestBadForms(t *testing.T) {
	for value, want := range map[string]string{
		"true":                   "x: is true; write a number",
		"[1]":                    "x: is a list; write a number",
		`""`:                     "x: is empty; write a number or a formula",
		"{}":                     "x: is no number",
		`{ value = 1, wy = "" }`: `x.wy: unknown key; did you mean "why"?`,
		`{ value = "1" }`:        `x.value: is the string "1"; write a number`,
		`{ p10 = 1, p50 = 2, p90 = 4, lower = 1 }`: "touches the bounds",
		`{ min = 3, mode = 1, max = 2 }`:           "x: ",
		`{ dist = "beta", a = 0, b = 6 }`:          "x: beta(a 0, b 6)",
		`{ dist = "t", mean = 1, sd = 2, df = 2 }`: "x: ",
		`{ dist = "empirical" }`:                   "x: ",
		`{ dist = 3 }`:                             "x.dist: is the number 3; write a string in quotes",
		"1e400":                                    "x: ",
	} {
		var problems Problems
		if table := document.Parse("x.toml", []byte("x = "+value), &document.Shape{Keys: []document.Key{{Name: "x", Type: QuantityType}}}, &problems); table != nil {
			if _, ok := ReadQuantity(table, "x"); ok && len(problems) == 0 {
				t.Errorf("%s is taken", value)
			}
		}
		if !strings.Contains(problems.Error(), want) && value != "1e400" {
			t.Errorf("%s: got %v, want %s", value, problems, want)
		}
	}
}
