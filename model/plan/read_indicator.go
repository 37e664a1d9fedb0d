package plan

import (
	"strings"

	"targetcast/model/plan/document"
)

func indicator(t *document.Table, factor bool) Indicator {
	checkID(t, snake)
	i := Indicator{
		ID: t.Name(), Factor: factor, Title: titled(t), Unit: t.String("unit"), Series: t.String("series"),
		Vintages: t.Strings("vintages"), Skip: t.Ints("skip"), Law: t.String("law"), KeepLaw: text(t, "keep_law"),
		Fit: t.Word("fit"), Pool: t.String("pool"), Next: t.String("next"), Formula: t.String("formula"),
		League: t.String("league"), Sample: t.String("sample"), SampleName: t.String("sample_name"), Hidden: t.Bool("hidden", false), Grade: t.Word("grade"),
		Why: text(t, "why"), Origin: originOf(t),
	}
	i.From, _ = t.Int("from")
	i.PolicyIn = map[string]PolicyIn{"usual": PolicyUsual, "this_plan": PolicyThisPlan}[t.Word("policy_in")]
	i.Push = map[string]Push{"year": PushYear, "growth": PushGrowth}[t.Word("push")]
	i.Parameters = parameters(t, ReadQuantity)
	i.Loads = loads(t)
	i.Innovation = innovation(t)
	checkKind(t, i)
	t.Done()
	return i
}

// parameters reads the sub-table of parameters; nil without one.
func parameters(t *document.Table, read func(*document.Table, string) (Quantity, bool)) map[string]Quantity {
	c := t.Table("parameters")
	if c == nil {
		return nil
	}
	all := map[string]Quantity{}
	for _, k := range c.Keys() {
		if q, ok := read(c, k); ok {
			all[k] = q
			checkSpread(c, k, q)
		}
	}
	return all
}

// checkSpread refuses a standard deviation that is surely negative.
func checkSpread(t *document.Table, key string, q Quantity) {
	if x, ok := q.Value(); ok && x < 0 && isSpread(key) {
		t.Problem(key, "is %g; a standard deviation is 0 or more", x)
	}
}

// isSpread reports whether a parameter of this name is a standard deviation.
func isSpread(name string) bool {
	return name == "sd" || strings.HasSuffix(name, "_sd") || name == "spread"
}

// checkKind asks for exactly one way in which the indicator moves, and for nothing that this way cannot use.
func checkKind(t *document.Table, i Indicator) {
	var ways []string
	for _, k := range []string{"law", "next", "formula", "league", "sample"} {
		if t.Has(k) {
			ways = append(ways, k)
		}
	}
	switch {
	case len(ways) == 0:
		t.Problem("", "does not say how it moves; write one of law, next, formula, league, sample")
		return
	case len(ways) > 1:
		t.Problem(ways[1], "two ways to move, %s; keep one", strings.Join(ways, " and "))
		return
	}
	only := func(key string, permitted ...string) {
		for _, w := range permitted {
			if w == ways[0] {
				return
			}
		}
		if t.Has(key) {
			t.Problem(key, "has no effect beside %s; it belongs to %s", ways[0], strings.Join(permitted, " or "))
		}
	}
	only("fit", "law")
	only("pool", "law")
	only("loads", "law")
	only("innovation", "law")
	only("parameters", "law", "next", "sample")
	only("sample_name", "sample")
	only("push", "sample")
	if i.Factor && ways[0] != "law" {
		t.Problem(ways[0], "a factor is a yearly shock with a law; write it as an indicator")
	}
	if i.Factor && t.Has("innovation") {
		t.Problem("innovation", "a factor's shock is normal; give the innovation to the laws that load on it")
	}
	if i.Pool != "" && i.Fit == "" {
		t.Problem("pool", `a pool needs fit = "history"`)
	}
}

func loads(t *document.Table) map[string]float64 {
	c := t.Table("loads")
	if c == nil {
		return nil
	}
	all, sum := map[string]float64{}, 0.0
	for _, k := range c.Keys() {
		x, ok := c.Number(k)
		if !ok {
			continue
		}
		all[k] = x
		sum += float64(x * x)
	}
	if sum > 1+1e-9 {
		t.Problem("loads", "the squares of the loads sum to %.4g; a shock of variance 1 allows at most 1: make them smaller", sum)
	}
	return all
}

func innovation(t *document.Table) Innovation {
	c := t.Table("innovation")
	if c == nil {
		return Innovation{}
	}
	var v Innovation
	df, isT := c.Number("t")
	if isT && df <= 2 {
		c.Problem("t", "is %g degrees of freedom; the variance is finite only above 2", df)
	}
	v.T = df
	sides := c.Numbers("two_piece")
	switch {
	case !c.Has("two_piece"):
	case len(sides) != 2 || sides[0] <= 0 || sides[1] <= 0:
		c.Problem("two_piece", "write two standard deviations above 0, below and above the mode, as [1.2, 0.8]")
	default:
		v.TwoPiece = [2]float64{sides[0], sides[1]}
	}
	if c.Has("t") == c.Has("two_piece") {
		t.Problem("innovation", "write one of { t = 5 } and { two_piece = [1.2, 0.8] }")
	}
	c.Done()
	return v
}
