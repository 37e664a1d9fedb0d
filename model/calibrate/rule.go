package calibrate

import (
	"fmt"
	"math"
	"slices"

	"targetcast/model/process"
)

// Rules are simple forecasters that may stand in for a law that did worse than they on the past. Both are normal and take
// their spread as known.
const (
	// Drift: the mean yearly change of the whole history goes on. After h years the value is normal about the last one
	// plus h·d with variance s²(h+h²/n), d and s the mean and standard deviation of the n yearly changes.
	Drift = "drift"
	// FiveYear: the mean of the last five years goes on. Of a quantity that grows these are its yearly changes, as above
	// with n = 5; of a rate its values: normal about their mean m with variance s²(1+1/5) in every year.
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
	if len(x) < 2 {
		return Fit{}, fmt.Errorf("%d yearly values are too few for a mean with its spread", len(x))
	}
	n := float64(len(x))
	r := &normalRule{params: Parameters(Ruled(law, rule)), centre: mean(x), sd: math.Sqrt(variance(x)) * o.Spread}
	if !(r.sd > 1e-12*math.Abs(r.centre)) {
		return Fit{}, fmt.Errorf("all steps of history are equal, so it says nothing of the spread; write sd")
	}
	r.se = r.sd / math.Sqrt(n)
	last, shocks := path[len(path)-1], map[int]float64{}
	for i, v := range x {
		shocks[years[i]] = v - r.centre
	}
	return Fit{Shocks: shocks, Law: Ruled(law, rule), Rule: rule, Posterior: r, Years: years, OwnWeight: 1, predict: func(ahead int) Predictive {
		y := float64(ahead)
		out := T{DF: math.Inf(1), Location: last + y*r.centre, Scale: r.sd * math.Sqrt(y+y*y/n)}
		if steady {
			out.Location, out.Scale = r.centre, r.sd*math.Sqrt(1+1/n)
		}
		return Predictive{{1, out}}
	}}, nil
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

// normalRule is the law of a rule's parameters: the drift or mean is normal, the spread certain, and there is no memory.
type normalRule struct {
	params         []string
	centre, se, sd float64
}

func (r *normalRule) Params() []string     { return r.params }
func (r *normalRule) Luck() []process.Luck { return perFuture("drift") }
func (r *normalRule) Describe() Summary    { return describe(r, nil, math.Inf(1)) }

func (r *normalRule) Fill(out, luck [][]float64, _ []float64) {
	for i, name := range r.params {
		for k, z := range luck[0] {
			switch name {
			case "drift", "mean":
				out[i][k] = r.centre + float64(r.se*z)
			case "sd":
				out[i][k] = r.sd
			case "persistence":
				out[i][k] = 0
			case "growth":
				out[i][k] = r.centre
			}
		}
	}
}
