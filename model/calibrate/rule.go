package calibrate

import (
	"fmt"
	"slices"
)

// Rules are simple forecasters that may stand in for a law that did worse than they on the past. They take yearly values as
// normal and know neither their mean nor their spread: the predictive law under the reference prior (Geisser, Predictive
// Inference, 1993), which holds the outcome as often as it says whatever the two are.
const (
	// Drift: the mean yearly change of the whole history goes on. After h years the value is Student's t with n-1 degrees
	// of freedom about the last one plus h·d, scale s√(h+h²/n), d and s the mean and standard deviation of the n changes.
	Drift = "drift"
	// FiveYear: the mean of the last five years goes on. Of a quantity that grows these are its yearly changes, as above
	// with n = 5; of a rate its values: t with four degrees of freedom about their mean, scale s√(1+1/5), in every year.
	FiveYear = "five_year"
)

const recent = 5

// isRate reports whether a law moves a rate: a quantity whose value, rather than its yearly change, has a usual size.
func isRate(law string) bool { return law == "ar1" || law == "random_walk" }

// Ruled is the law that takes the parameters of a rule in place of another: the same one wherever its parameters can express
// the rule.
func Ruled(law, rule string) string {
	switch {
	case law == "ar1" && rule == Drift, law == "batches":
		return "random_walk"
	case law == "random_walk" && rule == FiveYear:
		return "ar1"
	}
	return law
}

// fitRule fits a rule to the history that a law would be fitted to. The fit's Law is the one whose parameters it gives.
func (h History) fitRule(law, rule string, o Options) (Fit, error) {
	if rule != Drift && rule != FiveYear {
		return Fit{}, fmt.Errorf("no rule %q; possible are %s and %s", rule, Drift, FiveYear)
	}
	scale := logarithm
	switch law {
	case "random_walk", "ar1":
		scale = plain
	case "logit_random_walk":
		scale = logit(o.Ceiling)
	case "log_random_walk", "damped_growth":
	case "batches": // held against it; nothing but whole numbers could stand in
		scale = count
	default:
		return Fit{}, fmt.Errorf("no rule can stand in for law %s", law)
	}
	values, err := h.usable(scale)
	if err != nil {
		return Fit{}, err
	}
	path, years := h.path(values, isRate(law))
	steady := isRate(law) && rule == FiveYear
	x := path
	if !steady {
		x = make([]float64, max(0, len(path)-1))
		for i := range x {
			x[i] = path[i+1] - path[i]
		}
		years = years[min(1, len(years)):]
	}
	if rule == FiveYear {
		x, years = x[max(0, len(x)-recent):], years[max(0, len(years)-recent):]
	}
	if len(x) < minSteps {
		return Fit{}, fmt.Errorf("%d yearly values are too few for a mean with its spread; at least %d are needed", len(x), minSteps)
	}
	w, err := newWalk(Reference(), nil, summarise(x, nil), o.Spread)
	if err != nil {
		return Fit{}, err
	}
	post := w.posterior(0)
	last, shocks := path[len(path)-1], map[int]float64{}
	for i, v := range x {
		shocks[years[i]] = v - post.Mean
	}
	predict := func(ahead int) Predictive { return w.predict(ahead).shift(last) }
	if steady {
		predict = func(int) Predictive { return w.predict(1) }
	}
	return Fit{Shocks: shocks, Law: Ruled(law, rule), Rule: rule, Posterior: newRuled(w, Ruled(law, rule)), Years: years, OwnWeight: 1,
		predict: predict}, nil
}

// path is one value a year up to the last observation, on its base, with its years: changes over missing years are spread
// evenly, changes across breaks are closed up, and a rate starts anew after a break.
func (h History) path(values []value, rate bool) (x []float64, years []int) {
	for i := len(values) - 1; i >= 0; i-- {
		if i == len(values)-1 {
			x, years = append(x, values[i].x), append(years, values[i].year)
			continue
		}
		a, b := values[i], values[i+1]
		if h.breakBetween(a.year, b.year) != 0 {
			if rate {
				break
			}
			continue
		}
		for k := range b.year - a.year {
			x, years = append(x, x[len(x)-1]-(b.x-a.x)/float64(b.year-a.year)), append(years, b.year-k-1)
		}
	}
	slices.Reverse(x)
	slices.Reverse(years)
	return x, years
}

// ruled is what a rule says of the parameters of a law: what history alone says of drift (or mean) and spread, and no memory.
type ruled struct {
	*walk
	params          []string
	centre, sd      int // columns
	memory, current int // of persistence and of the growth at the start; -1: the law has none
}

func newRuled(w *walk, law string) *ruled {
	r := &ruled{walk: w, params: Parameters(law)}
	at := func(name string) int { return slices.Index(r.params, name) }
	r.centre, r.sd, r.memory, r.current = max(at("drift"), at("mean")), at("sd"), at("persistence"), at("growth")
	return r
}

func (r *ruled) Params() []string  { return r.params }
func (r *ruled) Describe() Summary { return describe(r, nil, r.data.n/2-.5) }

func (r *ruled) Fill(out, luck [][]float64, _ []float64) {
	r.walk.Fill([][]float64{out[r.centre], out[r.sd]}, luck, nil)
	if r.memory >= 0 {
		clear(out[r.memory])
	}
	if r.current >= 0 {
		copy(out[r.current], out[r.centre])
	}
}
