package backtest

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/calibrate"
	"targetcast/model/score"
)

// predictive is a law of one later value in the unit of outcomes.
type predictive interface {
	CDF(x float64) float64
	Quantile(p float64) float64
	LogDensity(x float64) float64
	centre() float64 // the mean where there is one
	pit(y float64) float64
	atLeast(x float64) float64 // P(X >= x)
	crps(y float64) (float64, error)
}

// model says what it thinks of the value some years ahead; false when it cannot.
type model func(ahead int) (predictive, bool)

// normal is a normal law.
type normal struct{ mean, sd float64 }

func (n normal) law() distuv.Normal           { return distuv.Normal{Mu: n.mean, Sigma: n.sd} }
func (n normal) CDF(x float64) float64        { return n.law().CDF(x) }
func (n normal) Quantile(p float64) float64   { return n.law().Quantile(p) }
func (n normal) LogDensity(x float64) float64 { return n.law().LogProb(x) }
func (n normal) centre() float64              { return n.mean }
func (n normal) pit(y float64) float64        { return n.CDF(y) }
func (n normal) atLeast(x float64) float64    { return 1 - n.CDF(x) }
func (n normal) crps(y float64) (float64, error) {
	return score.NormalCRPS(n.mean, n.sd, y), nil
}

// counting is a law of whole numbers with the draw that breaks its ties.
type counting struct {
	calibrate.Counts
	u float64
}

func (c counting) centre() float64              { return c.Mean() }
func (c counting) pit(y float64) float64        { return score.RandomisedPIT(c.CDF(y-1), c.CDF(y), c.u) }
func (c counting) atLeast(x float64) float64    { return c.AtLeast(x) }
func (c counting) LogDensity(y float64) float64 { return math.Log(c.CDF(y) - c.CDF(y-1)) }
func (c counting) crps(y float64) (float64, error) {
	return score.CountCRPS(c.CDF, y), nil
}

// Quantile is the least whole number with at least that probability below or at it.
func (c counting) Quantile(p float64) float64 {
	hi := 1.
	for c.CDF(hi) < p {
		hi *= 2
	}
	lo := -1.
	for hi-lo > 1 {
		if mid := math.Floor((lo + hi) / 2); c.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// ofCount is a fitted law of counts. Ties are broken by luck that hangs on the forecast alone.
func (b *run) ofCount(s Subject, f calibrate.Fit) model {
	return func(ahead int) (predictive, bool) {
		law, err := f.Counts(ahead)
		h := fnv.New64a()
		fmt.Fprintf(h, "%s %d %d", s.ID, b.origin, ahead)
		return counting{law, rand.New(rand.NewPCG(b.options.Seed, h.Sum64())).Float64()}, err == nil
	}
}

// mixture is a predictive law of a fit, or a mixture of several.
type mixture struct {
	calibrate.Predictive
	tables []*standardT // by part; nil where the part is computed exactly
}

func (m mixture) pit(y float64) float64     { return m.CDF(y) }
func (m mixture) atLeast(x float64) float64 { return 1 - m.CDF(x) }

func (m mixture) centre() float64 {
	var sum float64
	for _, p := range m.Predictive {
		sum += p.Weight * p.Location
	}
	return sum
}

// Quantile is the inverse of CDF to 1e-9 in probability: the Illinois method, which needs a fifth of the evaluations
// that halving does.
func (m mixture) Quantile(p float64) float64 {
	centre, sd := m.centre(), m.scale()
	lo, hi := centre-2*sd, centre+2*sd
	f := func(x float64) float64 { return m.CDF(x) - p }
	flo, fhi := f(lo), f(hi)
	for k := 2.; flo > 0; k *= 2 {
		lo -= k * sd
		flo = f(lo)
	}
	for k := 2.; fhi < 0; k *= 2 {
		hi += k * sd
		fhi = f(hi)
	}
	for range 100 {
		x := (lo*fhi - hi*flo) / (fhi - flo)
		v := f(x)
		switch {
		case math.Abs(v) < 1e-9 || !(hi-lo > 1e-12*sd):
			return x
		case v < 0:
			lo, flo, fhi = x, v, fhi/2
		default:
			hi, fhi, flo = x, v, flo/2
		}
	}
	return lo + (hi-lo)/2
}

// scale is about the standard deviation; t laws may have none.
func (m mixture) scale() float64 {
	centre, variance := m.centre(), 0.
	for _, p := range m.Predictive {
		d := p.Location - centre
		variance += p.Weight * (p.Scale*p.Scale + d*d)
	}
	return math.Sqrt(variance)
}

func (m mixture) crps(y float64) (float64, error) {
	if len(m.Predictive) == 1 && m.Predictive[0].DF > 1 {
		p := m.Predictive[0]
		if p.Normal() {
			return score.NormalCRPS(p.Location, p.Scale, y), nil
		}
		return score.StudentCRPS(p.DF, p.Location, p.Scale, y), nil
	}
	v, _, err := score.CRPS(m.CDF, m.centre(), m.scale(), y)
	return v, err
}

// inUnits multiplies values.
func inUnits(law calibrate.Predictive, unit float64) calibrate.Predictive {
	out := make(calibrate.Predictive, len(law))
	for i, p := range law {
		p.Location *= unit
		p.Scale *= unit
		out[i] = p
	}
	return out
}

// models are the law, what it is without parameter uncertainty, the candidates with their mixture, and the rivals.
func (b *run) models(s Subject, h *history) (map[string]model, calibrate.Fit, error) {
	fit, err := h.raw.Fit(s.Law, calibrate.Options{Ceiling: s.Ceiling, Dispersion: s.Dispersion, Retire: s.Retire, Pool: b.pools[s.Pool]})
	if err != nil {
		return nil, fit, err
	}
	out, ruled := map[string]model{}, s.Law
	if h.kind.count {
		out[Law] = b.ofCount(s, fit)
		if h.kind.rate {
			ruled = "ar1" // rules say of counts what they say of any rate
		}
	} else if _, err := fit.Predictive(1); err != nil {
		return nil, fit, err
	} else {
		out[Law] = ofFit(fit, h.kind.unit)
	}
	for _, rule := range []string{Drift, FiveYear} {
		if f, err := h.raw.Fit(ruled, calibrate.Options{Ceiling: s.Ceiling, Rule: rule}); err == nil { // some need more years than a law
			out[rule] = ofFit(f, h.kind.unit)
		}
	}
	if b.options.Lean {
		return out, fit, nil
	}
	maps.Copy(out, rivals(h))
	if h.kind.count {
		return out, fit, nil
	}
	out[Plugged] = plugged(fit, h)
	var all []model
	for _, c := range b.candidates(s, h) {
		other, err := h.raw.Fit(c.law, calibrate.Options{Ceiling: s.Ceiling, Pool: c.pool})
		if err != nil {
			continue // a history too short for one law may do for another
		}
		out[Candidate+c.name] = ofFit(other, h.kind.unit)
		all = append(all, out[Candidate+c.name])
	}
	if len(all) > 1 {
		out[Mixture] = equally(all)
	}
	return out, fit, nil
}

// candidate is a law that could be used in place of the subject's own.
type candidate struct {
	name, law string
	pool      *calibrate.Pool
}

// candidates are the walk, the law with memory, and the one whose drift or mean is shared with the panel.
func (b *run) candidates(s Subject, h *history) []candidate {
	var out []candidate
	panelled := ""
	switch {
	case h.kind.rate:
		out, panelled = []candidate{{name: "random_walk", law: "random_walk"}, {name: "ar1", law: "ar1"}}, "ar1"
	case s.Law == "logit_random_walk":
		return []candidate{{name: s.Law, law: s.Law}}
	default:
		out, panelled = []candidate{{name: "log_random_walk", law: "log_random_walk"}, {name: "damped_growth", law: "damped_growth"}}, "log_random_walk"
	}
	for _, id := range []string{s.Pool, s.Panel} {
		if p := b.pools[id]; p != nil {
			return append(out, candidate{Panelled, panelled, p})
		}
	}
	return out
}

func ofFit(f calibrate.Fit, unit float64) model {
	return func(ahead int) (predictive, bool) {
		p, err := f.Predictive(ahead)
		return mix(inUnits(p, unit)), err == nil
	}
}

// equally mixes models with equal weights.
func equally(models []model) model {
	return func(ahead int) (predictive, bool) {
		var out calibrate.Predictive
		for _, m := range models {
			p, ok := m(ahead)
			law, is := p.(mixture)
			if !ok || !is {
				return nil, false
			}
			for _, part := range law.Predictive {
				part.Weight /= float64(len(models))
				out = append(out, part)
			}
		}
		return mix(out), true
	}
}

// plugged is the law with its parameters fixed at their medians. Exact results of the laws:
//
//	walk    mean h·drift, variance h·sd²
//	ar1     mean m+φ^h(x-m), variance sd²(1-φ^2h)/(1-φ²)
//	damped  mean hm+φ(1-φ^h)/(1-φ)·(g-m), variance sd²/(1-φ)²·Σ(1-φ^k)²
func plugged(f calibrate.Fit, h *history) model {
	at, unit, x := map[string]float64{}, h.kind.unit, h.last().x
	for _, m := range f.Posterior.Describe() {
		at[m.Param] = m.P50
	}
	return func(ahead int) (predictive, bool) {
		n, sd, phi := float64(ahead), at["sd"]*unit, at["persistence"]
		switch f.Law {
		case "ar1":
			fade := math.Pow(phi, n)
			return normal{at["mean"]*unit + fade*(x-at["mean"]*unit), sd * math.Sqrt((1-fade*fade)/(1-phi*phi))}, true
		case "damped_growth":
			variance := 0.
			for k := 1.; k <= n; k++ {
				c := (1 - math.Pow(phi, k)) / (1 - phi)
				variance += c * c
			}
			left := phi * (1 - math.Pow(phi, n)) / (1 - phi)
			return normal{x + unit*(n*at["mean"]+left*(at["growth"]-at["mean"])), sd * math.Sqrt(variance)}, true
		}
		return normal{x + n*at["drift"]*unit, sd * math.Sqrt(n)}, true
	}
}

// Score is how one model did with one forecast.
type Score struct {
	CRPS     float64
	Log      float64
	Interval float64 // of the central 80 %
	PIT      float64 // P(X <= outcome); of counts randomised between P(X < outcome) and that
	Error    float64 // outcome less the centre of the law: above 0 the law was too low
}

// Inside reports whether the outcome lay in the central interval of that coverage.
func (s Score) Inside(coverage float64) bool { return math.Abs(s.PIT-.5) <= coverage/2 }

// score fills in the scores of all models and, unless they shall be lean, the events of the law.
func (f *Forecast) score(models map[string]model, h *history, lean bool) error {
	f.Scores = map[string]Score{}
	for name, m := range models {
		p, ok := m(f.Horizon)
		if !ok {
			continue
		}
		s, err := scoreOf(p, f.Outcome, lean)
		if err != nil {
			return fmt.Errorf("%s of %d in %d: %w", name, f.Year, f.Origin, err)
		}
		f.Scores[name] = s
	}
	f.laws = map[string]calibrate.Predictive{}
	for _, name := range []string{Law, Drift, FiveYear} {
		if m, ok := models[name]; ok {
			p, _ := m(f.Horizon)
			if law, ok := p.(mixture); ok {
				f.laws[name] = law.Predictive
			}
		}
	}
	if lean {
		return nil
	}
	law, _ := models[Law](f.Horizon)
	f.Events = eventsOf(law, h, f)
	return nil
}

// scoreOf scores a law. Lean leaves out what no gate asks for.
func scoreOf(p predictive, y float64, lean bool) (Score, error) {
	crps, err := p.crps(y)
	if err != nil || lean {
		return Score{CRPS: crps, PIT: p.pit(y), Error: y - p.centre()}, err
	}
	return Score{CRPS: crps, Log: score.LogScore(p.LogDensity(y)), Interval: score.Interval(p.Quantile(.1), p.Quantile(.9), y, .2),
		PIT: p.pit(y), Error: y - p.centre()}, nil
}
