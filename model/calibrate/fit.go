package calibrate

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Options is what a fit may know beside the history.
type Options struct {
	Pool       *Pool   // prior of drift and spread; nil: a weak prior
	Ceiling    float64 // of logit_random_walk; 0: 1
	Dispersion float64 // of batches
	Retire     float64 // of batches: chance that an earlier one goes in a year; for what is predicted alone
	Ahead      int     // years that will be simulated; 0: unknown
	// Spread multiplies the scale of the yearly shocks and of what is unknown about their mean, given persistence and
	// panel drift; 0: 1. Counts take none.
	Spread float64
	Rule   string // Drift or FiveYear stands in for the law; "": the law itself
}

// minSteps is the least number of yearly steps from which drift and spread are fitted without a pool: with fewer than
// three the spread has less than two degrees of freedom.
const minSteps = 3

// fitters by law.
var fitters = map[string]func(History, Options) (Fit, error){
	"log_random_walk":   func(h History, o Options) (Fit, error) { return fitWalk(h, o, logarithm) },
	"random_walk":       func(h History, o Options) (Fit, error) { return fitWalk(h, o, plain) },
	"logit_random_walk": func(h History, o Options) (Fit, error) { return fitWalk(h, o, logit(o.Ceiling)) },
	"ar1":               fitAR1,
	"damped_growth":     fitDampedGrowth,
	"poisson":           fitPoisson,
	"batches":           fitBatches,
}

// Laws are the laws that can be fitted to history, in alphabetical order.
func Laws() []string {
	names := make([]string, 0, len(fitters))
	for n := range fitters {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Parameters are the parameters that history supplies to a law; nil for a law that cannot be fitted.
func Parameters(law string) []string {
	switch law {
	case "log_random_walk", "random_walk", "logit_random_walk":
		return (&walk{}).Params()
	case "ar1", "damped_growth":
		return (&autoregression{withGrowth: law == "damped_growth"}).Params()
	case "poisson":
		return (&rate{}).Params()
	case "batches":
		return (&batches{}).Params()
	}
	return nil
}

// Fit fits a law to the history. It fails for a law that cannot be fitted, for observations the law cannot take, and for
// a history too short to say anything.
func (h History) Fit(law string, o Options) (Fit, error) {
	fitter, ok := fitters[law]
	if !ok {
		return Fit{}, fmt.Errorf("law %q cannot be fitted to history; possible are %s", law, strings.Join(Laws(), ", "))
	}
	if o.Ceiling == 0 {
		o.Ceiling = 1
	}
	if o.Spread == 0 {
		o.Spread = 1
	}
	if o.Rule != "" {
		fitter = func(h History, o Options) (Fit, error) { return h.fitRule(law, o.Rule, o) }
	}
	f, err := fitter(h, o)
	if err != nil {
		return Fit{}, fmt.Errorf("%s: %w", law, err)
	}
	if f.Law == "" {
		f.Law = law
	}
	f.N = len(f.Years)
	if n := h.Comparable(); Grade(n) != "A" {
		f.warn(ShortHistory, map[string]any{"n": n, "grade": Grade(n)})
	}
	if o.Ahead > f.N {
		f.warn(Extrapolation, map[string]any{"ahead": o.Ahead, "n": f.N})
	}
	if f.OwnWeight < .5 {
		f.warn(PriorOutweighs, map[string]any{"weight": f.OwnWeight})
	}
	return f, nil
}

func (f *Fit) warn(code string, values map[string]any) {
	f.Warnings = append(f.Warnings, Warning{code, values})
}

// Predictive is what the fit says of the value h years after the last usable observation, parameters averaged over, on
// the scale on which the law moves: the log for log_random_walk and damped_growth, the logit of value/ceiling for
// logit_random_walk, the value itself for random_walk and ar1. Counts have no such form and fail.
func (f Fit) Predictive(h int) (Predictive, error) {
	if f.predict == nil {
		return nil, fmt.Errorf("%s has no predictive distribution in closed form", f.Law)
	}
	if h < 1 {
		return nil, fmt.Errorf("%s: %d years ahead", f.Law, h)
	}
	return f.predict(h), nil
}

// Counts is what the fit of a law of counts says of the value h years after the last usable observation, parameters averaged
// over. Laws of other numbers fail.
func (f Fit) Counts(h int) (Counts, error) {
	if f.counts == nil {
		return nil, fmt.Errorf("%s is no law of counts", f.Law)
	}
	if h < 1 {
		return nil, fmt.Errorf("%s: %d years ahead", f.Law, h)
	}
	return f.counts(h)
}

// fitWalk fits the yearly changes of a random walk. A change over k missing years counts as k years of drift and one
// value of spread, which is exact.
func fitWalk(h History, o Options, scale func(float64) (float64, error)) (Fit, error) {
	values, err := h.usable(scale)
	if err != nil {
		return Fit{}, err
	}
	changes, warnings := h.changes(values)
	if err := enough("yearly steps", len(changes), o); err != nil {
		return Fit{}, err
	}
	f := Fit{OwnWeight: 1, Warnings: warnings}
	var by []float64
	var spans []int
	for _, c := range changes {
		by, spans, f.Years = append(by, c.by), append(spans, c.years), append(f.Years, c.year)
	}
	data, prior := summarise(by, spans), Reference()
	if o.Pool != nil {
		prior = o.Pool.Prior()
		f.OwnWeight = o.Pool.OwnWeight(data.years)
	}
	w, err := newWalk(prior, o.Pool, data, o.Spread)
	if err != nil {
		return Fit{}, err
	}
	f.Posterior, f.Shocks = w, map[int]float64{}
	middle := w.posterior(prior.Mean).Mean
	for _, c := range yearly(changes) {
		f.Shocks[c.year] = c.by - middle
	}
	if len(values) > 0 {
		last := values[len(values)-1].x
		f.predict = func(h int) Predictive { return w.predict(h).shift(last) }
	}
	return f, nil
}

// enough refuses a history that is too short without a pool.
func enough(what string, n int, o Options) error {
	if o.Pool == nil && n < minSteps {
		return fmt.Errorf("history has %d %s; at least %d are needed without a pool", n, what, minSteps)
	}
	return nil
}

// fitAR1 fits the values on the newest base.
func fitAR1(h History, o Options) (Fit, error) {
	values, err := h.usable(plain)
	if err != nil {
		return Fit{}, err
	}
	values, warnings := h.sinceBreak(values)
	a, f, err := persistent(values, o)
	if err != nil {
		return Fit{}, err
	}
	f.Warnings = append(warnings, gaps(values)...)
	if len(values) > 0 {
		a.last = values[len(values)-1].x
		f.predict = func(h int) Predictive { return a.predict(h, levelAhead) }
	}
	return f, nil
}

// fitDampedGrowth fits the yearly log growth of a level. Growth over more than one year is not used.
func fitDampedGrowth(h History, o Options) (Fit, error) {
	levels, err := h.usable(logarithm)
	if err != nil {
		return Fit{}, err
	}
	changes, warnings := h.changes(levels)
	var growth []value
	for _, c := range yearly(changes) {
		growth = append(growth, value{c.year, c.by})
	}
	a, f, err := persistent(growth, o)
	if err != nil {
		return Fit{}, err
	}
	a.withGrowth = true
	f.Warnings = warnings
	if len(levels) == 0 {
		return f, nil
	}
	last := levels[len(levels)-1]
	if n := len(growth); n > 0 && growth[n-1].year == last.year {
		a.growth, a.last = growth[n-1].x, growth[n-1].x
	} else {
		f.warn(NoLastGrowth, map[string]any{"year": last.year})
	}
	f.predict = func(h int) Predictive { return a.predict(h, sumAhead).shift(last.x) }
	return f, nil
}

// persistent fits an autoregression to the pairs of neighbouring years among values.
func persistent(values []value, o Options) (*autoregression, Fit, error) {
	pairs := pairs(values)
	if err := enough("pairs of neighbouring years", len(pairs), o); err != nil {
		return nil, Fit{}, err
	}
	f := Fit{}
	for _, p := range pairs {
		f.Years = append(f.Years, p.year)
	}
	var prior NormalInverseGamma
	if o.Pool != nil {
		prior = o.Pool.Prior()
	} else {
		x := make([]float64, len(values))
		for i, v := range values {
			x[i] = v.x
		}
		prior = NormalInverseGamma{Mean: mean(x), Kappa: 1, A: .5, B: variance(x) / 2}
		if !(prior.B > 1e-24*prior.Mean*prior.Mean) {
			return nil, Fit{}, fmt.Errorf("all values of history are equal, so it says nothing of the spread; write sd")
		}
	}
	a, err := newAutoregression(prior, o.Pool, pairs, o.Spread)
	if err != nil {
		return nil, Fit{}, err
	}
	f.Posterior, f.OwnWeight, f.Shocks = a, a.ownWeight(), a.shocks(pairs)
	return a, f, nil
}

// fitPoisson fits the rate of yearly counts on the newest base, without growth.
func fitPoisson(h History, _ Options) (Fit, error) {
	values, err := h.usable(count)
	if err != nil {
		return Fit{}, err
	}
	values, warnings := h.sinceBreak(values)
	f := Fit{OwnWeight: 1, Warnings: warnings}
	var counts []float64
	for _, v := range values {
		counts, f.Years = append(counts, v.x), append(f.Years, v.year)
	}
	r, err := newRate(ReferenceRate(), counts)
	f.Posterior, f.counts = r, func(int) (Counts, error) { return r.post.Sum(1), nil }
	return f, err
}

// fitBatches fits the yearly additions to a cumulative count; additions over more than one year are not used, since the
// batches in them cannot be told apart.
func fitBatches(h History, o Options) (Fit, error) {
	values, err := h.usable(count)
	if err != nil {
		return Fit{}, err
	}
	changes, warnings := h.changes(values)
	f := Fit{OwnWeight: 1, Warnings: warnings}
	var additions []float64
	for _, c := range yearly(changes) {
		if c.by < 0 {
			f.warn(CountFell, map[string]any{"year": c.year})
		}
		additions, f.Years = append(additions, math.Max(0, c.by)), append(f.Years, c.year)
	}
	b, err := newBatches(additions, o.Dispersion)
	if err != nil {
		return f, err
	}
	b.retire = o.Retire
	f.Posterior, f.counts = b, func(h int) (Counts, error) { return b.ahead(values[len(values)-1].x, h) }
	return f, nil
}
