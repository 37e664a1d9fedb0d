package plan

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"targetcast/model/dist"
	"targetcast/model/plan/document"
)

// The years a plan may speak of.
const (
	firstYear = 1900
	lastYear  = 2200
)

// elicitation is what a file says once for all its quantities.
type elicitation struct {
	widen  float64 // stretch of stated quantiles about their median; 1: none
	judged int     // year of the judgement where a quantity says none
}

// ReadQuantity reads the number under a key: certain, uncertain, or a formula. It reports false, and the problem to the
// table, when the key is absent or wrong.
func ReadQuantity(t *document.Table, key string) (Quantity, bool) {
	return elicitation{widen: 1}.read(t, key)
}

func (e elicitation) read(t *document.Table, key string) (Quantity, bool) {
	v, ok := t.Value(key)
	if !ok {
		return Quantity{}, false
	}
	q := Quantity{Scale: 1, Judged: e.judged, Origin: OriginOf(t, key)}
	switch written := v.(type) {
	case string:
		q.Formula = strings.TrimSpace(written)
		if q.Formula == "" {
			t.Problem(key, "is empty; write a number or a formula")
		}
		return q, q.Formula != ""
	case map[string]any:
		return e.table(t.Table(key), q)
	default:
		x, ok := t.Number(key)
		if !ok {
			return q, false
		}
		q.Dist = Certain(x)
		return q, true
	}
}

// table reads { p10 = ... }, { dist = ... }, { min = ... } or { value = ... } with the notes they may carry.
func (e elicitation) table(t *document.Table, q Quantity) (Quantity, bool) {
	if year, ok := t.Int("judged"); ok {
		q.Judged = year
	}
	q.Why, q.Source, q.Unit = text(t, "why"), t.String("source"), t.String("unit")
	form, ok := formOf(t)
	if !ok {
		return q, false
	}
	defer t.Done()
	args, ok := form.arguments(t)
	if !ok {
		return q, false
	}
	if form.quantiles && e.widen != 1 {
		lower, upper := bounds(args)
		p10, _, p90, err := dist.Stretch(args["p10"], args["p50"], args["p90"], lower, upper, e.widen)
		if err != nil {
			t.Problem("", "%v", err)
			return q, false
		}
		args["p10"], args["p90"] = p10, p90
	}
	d, err := form.build(args, t)
	if err != nil {
		t.Problem("", "%v", err)
		return q, false
	}
	q.Dist = d
	return q, true
}

// form is one way to write an uncertain number.
type form struct {
	name      string
	needs     []string
	may       []string
	quantiles bool // stated quantiles, which an elicitation stretches
	values    bool // a list of values instead of numbers with a name
	isNamed   bool // written with dist = name
	build     func(args map[string]float64, t *document.Table) (dist.Dist, error)
}

// formOf finds the form by the keys that are written.
func formOf(t *document.Table) (form, bool) {
	if t.Has("dist") {
		name := t.String("dist")
		var same []form
		var names []string
		for _, f := range named {
			names = append(names, f.name)
			if f.name == name {
				same = append(same, f)
			}
		}
		if len(same) == 0 {
			t.Problem("dist", "no distribution %q%s", name, document.Suggest(name, slices.Compact(names)))
			return form{}, false
		}
		for _, f := range same[1:] { // other parameters of the same law, when its first one is written
			if len(f.needs) > 0 && t.Has(f.needs[0]) {
				return f, true
			}
		}
		return same[0], true
	}
	for _, f := range unnamed {
		for _, k := range f.needs {
			if t.Has(k) {
				return f, true
			}
		}
	}
	t.Problem("", `is no number; write one number, { p10 = , p50 = , p90 = }, { min = , mode = , max = }, { dist = "normal", mean = , sd = } or { value = }`)
	return form{}, false
}

// arguments reads the numbers of the form.
func (f form) arguments(t *document.Table) (map[string]float64, bool) {
	args, sound := map[string]float64{}, true
	for _, k := range f.needs {
		x, ok := t.Number(k)
		if !ok {
			sound = false
			if !t.Has(k) {
				t.Problem("", "has no %s; %s needs %s", k, f.name, strings.Join(f.needs, ", "))
			}
		}
		args[k] = x
	}
	for _, k := range f.may {
		if x, ok := t.Number(k); ok {
			args[k] = x
		} else if t.Has(k) {
			sound = false
		}
	}
	return args, sound
}

// bounds are the optional lower and upper of a quantile form, infinite where not written.
func bounds(args map[string]float64) (lower, upper float64) {
	lower, upper = math.Inf(-1), math.Inf(1)
	if x, ok := args["lower"]; ok {
		lower = x
	}
	if x, ok := args["upper"]; ok {
		upper = x
	}
	return lower, upper
}

// of builds a form from a constructor that takes its arguments in the order of needs.
func of(name string, build func(x []float64) (dist.Dist, error), needs ...string) form {
	return form{name: name, needs: needs, build: func(args map[string]float64, _ *document.Table) (dist.Dist, error) {
		x := make([]float64, len(needs))
		for i, k := range needs {
			x[i] = args[k]
		}
		return build(x)
	}}
}

// unnamed are the forms that are known by their keys alone.
var unnamed = []form{
	{name: "a metalog", needs: []string{"p10", "p50", "p90"}, may: []string{"lower", "upper"}, quantiles: true, build: metalog},
	of("a PERT", func(x []float64) (dist.Dist, error) { return dist.PERT(x[0], x[1], x[2]) }, "min", "mode", "max"),
	of("a certain number", func(x []float64) (dist.Dist, error) { return dist.Constant(x[0]) }, "value"),
}

// named are the forms that say which distribution they are.
var named = saidBy([]form{
	of("normal", func(x []float64) (dist.Dist, error) { return dist.Normal(x[0], x[1]) }, "mean", "sd"),
	of("lognormal", func(x []float64) (dist.Dist, error) { return dist.LogNormal(x[0], x[1]) }, "mean", "sd"),
	of("beta", func(x []float64) (dist.Dist, error) { return dist.Beta(x[0], x[1]) }, "a", "b"),
	of("beta", func(x []float64) (dist.Dist, error) { return dist.BetaMeanSD(x[0], x[1]) }, "mean", "sd"),
	of("t", func(x []float64) (dist.Dist, error) { return dist.StudentT(x[0], x[1], x[2]) }, "mean", "sd", "df"),
	of("gamma", func(x []float64) (dist.Dist, error) { return dist.Gamma(x[0], x[1]) }, "shape", "scale"),
	of("exponential", func(x []float64) (dist.Dist, error) { return dist.Exponential(x[0]) }, "mean"),
	of("uniform", func(x []float64) (dist.Dist, error) { return dist.Uniform(x[0], x[1]) }, "min", "max"),
	of("triangular", func(x []float64) (dist.Dist, error) { return dist.Triangular(x[0], x[1], x[2]) }, "min", "mode", "max"),
	{name: "empirical", values: true, build: func(_ map[string]float64, t *document.Table) (dist.Dist, error) {
		return dist.Empirical(t.Numbers("values"))
	}},
})

func saidBy(all []form) []form {
	for i := range all {
		all[i].isNamed = true
	}
	return all
}

func metalog(args map[string]float64, _ *document.Table) (dist.Dist, error) {
	lower, upper := bounds(args)
	return dist.MetalogBounded(args["p10"], args["p50"], args["p90"], lower, upper)
}

// Certain is a number without uncertainty; x must be finite.
func Certain(x float64) dist.Dist {
	d, err := dist.Constant(x)
	if err != nil {
		panic(fmt.Sprintf("plan: %v was not checked", x))
	}
	return d
}

// certainly is a whole quantity without uncertainty, for what a plan leaves out.
func certainly(x float64, o Origin) Quantity { return Quantity{Dist: Certain(x), Scale: 1, Origin: o} }

// Value is the number of a certain quantity, and whether it is certain.
func (q Quantity) Value() (float64, bool) {
	if q.Dist == nil || q.Dist.Variance() != 0 {
		return 0, false
	}
	return float64(q.Dist.Quantile(0.5)*q.Scale) + q.Add, true
}

// OriginOf says where a key of a table is written.
func OriginOf(t *document.Table, key string) Origin {
	at := t.Position(key)
	return Origin{File: t.File(), Line: at.Line, Column: at.Column, Key: t.KeyPath(key)}
}
