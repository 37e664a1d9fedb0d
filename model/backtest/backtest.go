// Package backtest replays history through fitted laws: at the end of each past year it fits what had been published by
// then, states what the laws say of the years after, and scores it by what happened.
//
// Nothing is simulated: laws and rivals have their predictive distributions in closed form; counts are negative binomial, or sums of
// batches that are convolved. A forecast is made only when
// a series has a newer observation than at the last origin, so that no forecast counts twice; its horizon counts from
// that observation. Nothing is scored across a declared break.
package backtest

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"time"

	"targetcast/model/calibrate"
	"targetcast/model/series"
)

// Subject is a series with the law that is tried on it.
type Subject struct {
	ID      string
	Group   string
	InPlan  bool // a law of the plan; otherwise a peer on which the same kind of law is tried
	Law     string
	Unit    string
	Ceiling float64 // of logit_random_walk; 0: 1
	// Dispersion and Retire are those of batches: shapes that a plan writes and no fit supplies.
	Dispersion, Retire float64
	// Read gives the history that a collection of observations holds; nothing else may be read by it.
	Read   func(*series.Book) (series.Series, error)
	Newest bool     // take the newest row of each year, as the plan chose its vintages; otherwise the first release
	Breaks []int    // first years on a new base
	From   int      // first year that the plan fits; used with Options.AsWritten only
	Skip   []int    // years that the plan does not fit; used with Options.AsWritten only
	Bars   []string // rules that may not stand in for the law
	Pool   string   // id of the pool of the law; "" for none
	Panel  string   // id of the pool tried beside it as a rival with pooled drift; "" for none
}

// Pool is a set of series whose drifts are shared in part.
type Pool struct {
	ID      string
	Members []Subject // ID, Read, Breaks, Law (whose scale and kind decide what is pooled)
	From    int       // used with Options.AsWritten only
	Skip    []int     // used with Options.AsWritten only
}

// Options of a backtest; the zero value is good.
type Options struct {
	Horizons int // 0: 5
	Least    int // observations that a forecast needs; 0: 6
	// AsWritten leaves out the years that the plan leaves out. Those were chosen by somebody who knew all years, so
	// without it every year published by the origin is fitted.
	AsWritten bool
	Lean      bool   // only what a run decides by: the laws, naive drift and the five-year mean
	Seed      uint64 // of the bootstrap
}

// Models that are scored. Law is the subject's own.
const (
	Law      = "law"
	Chosen   = "chosen"           // the law, or the rule that stands in for it by what was known at the origin
	Widened  = "widened"          // that, its spread multiplied by the multiplier estimated from earlier outcomes
	Applied  = "applied"          // as a run at the origin would use it: chosen or widened
	Plugged  = "plugged"          // the law at the median of its parameters: what is lost without parameter uncertainty
	Mixture  = "mixture"          // equal-weight pool of the candidate laws
	Drift    = calibrate.Drift    // naive drift: the mean yearly change goes on
	FiveYear = calibrate.FiveYear // the mean of the last five yearly changes, for rates of the last five values, goes on
	NoChange = "no_change"
	Theta    = "theta"  // Assimakopoulos and Nikolopoulos (2000)
	Damped   = "damped" // exponential smoothing with a damped trend, ETS(A,Ad,N)
	// Candidates are the laws of the mixture, named Candidate + law, and Candidate + Panelled for the one with pooled drift.
	Candidate = "candidate."
	Panelled  = "panel"
)

// Rivals are the built-in peers in the order in which they are reported.
func Rivals() []string { return []string{Drift, FiveYear, NoChange, Theta, Damped} }

// Forecast is what was said at one origin of one later year, and what came.
type Forecast struct {
	Subject, Group, Law string
	InPlan              bool
	Origin              int     // the forecaster stands at the end of this year
	From                int     // year of the newest observation that had been published
	Horizon, Year       int     // Year = From + Horizon is what is forecast
	Outcome             float64 // on the law's scale; logs and logits times 100
	Published           series.Month
	Step                float64 // mean absolute yearly change known at the origin: the unit in which series are pooled
	Scores              map[string]Score
	Events              []Event // of the law
	OwnWeight           float64
	// In units of Outcome: of the law and the two rules, and what was chosen among them.
	laws   map[string]calibrate.Predictive
	chosen calibrate.Predictive
	bars   []string
}

// Untested is a series that could not be scored.
type Untested struct{ Subject, Group, Law, Why string }

// Result is every forecast and what was left out.
type Result struct {
	Forecasts []Forecast
	Untested  []Untested
	// Use is how a run at the as-of date uses the laws of the plan; Uses is the same at each origin, from outcomes
	// published before it.
	Use  Use
	Uses []Use
	seed uint64
	lean bool
}

// Run tries every subject at the end of every year up to the as-of date.
func Run(book *series.Book, asOf time.Time, subjects []Subject, pools []Pool, o Options) (*Result, error) {
	if o.Horizons == 0 {
		o.Horizons = 5
	}
	if o.Least == 0 {
		o.Least = 6
	}
	if o.Horizons < 1 || o.Least < 4 {
		return nil, fmt.Errorf("backtest: %d horizons from %d observations; at least 1 and 4 are needed", o.Horizons, o.Least)
	}
	b := &run{options: o, now: cut(book, asOf)}
	tries := make([]try, len(subjects))
	for i := range tries {
		tries[i].err = errors.New("nothing was published")
	}
	first, last := years(book)
	for year := first; year <= min(last+1, asOf.Year()); year++ {
		origin := time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
		if origin.After(asOf) {
			break
		}
		b.origin, b.then, b.pools = year, cut(book, origin), map[string]*calibrate.Pool{}
		for _, p := range pools {
			b.pools[p.ID] = b.pool(p)
		}
		b.all(subjects, tries)
	}
	r := &Result{seed: o.Seed, lean: o.Lean}
	for i, s := range subjects {
		if len(tries[i].forecasts) == 0 {
			r.Untested = append(r.Untested, Untested{s.ID, s.Group, s.Law, tries[i].err.Error()})
		}
		r.Forecasts = append(r.Forecasts, tries[i].forecasts...)
	}
	r.decide(asOf)
	return r, nil
}

// books are what is known at a date: the newest rows and the first releases.
type books struct{ newest, first *series.Book }

func cut(book *series.Book, t time.Time) books {
	known := book.KnownBy(t)
	return books{known, known.FirstReleases()}
}

func (b books) read(s Subject) (series.Series, error) {
	if s.Newest {
		return s.Read(b.newest)
	}
	return s.Read(b.first)
}

// years are the first and last year of any observation.
func years(book *series.Book) (first, last int) {
	first, last = math.MaxInt, math.MinInt
	for _, name := range book.Names() {
		for _, o := range book.Rows(name) {
			first, last = min(first, o.Year), max(last, o.Year)
		}
	}
	return first, last
}

// run is a backtest under way.
type run struct {
	options Options
	now     books // at the as-of date: outcomes are read here
	then    books // at the origin: nothing else is fitted
	origin  int
	pools   map[string]*calibrate.Pool
}

// try is what became of one subject so far.
type try struct {
	last      int // the newest observation of the origin before
	forecasts []Forecast
	err       error // why the last origin gave no forecast
}

// all tries every subject at the origin; subjects do not touch each other.
func (b *run) all(subjects []Subject, tries []try) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				tries[i].err = b.attempt(subjects[i], &tries[i])
			}
		})
	}
	for i := range subjects {
		next <- i
	}
	close(next)
	wg.Wait()
}

// pool estimates a pool from what was known at the origin; nil when it cannot be.
func (b *run) pool(p Pool) *calibrate.Pool {
	var members []calibrate.Member
	for _, s := range p.Members {
		if b.options.AsWritten {
			s.From, s.Skip = p.From, p.Skip
		}
		h, err := b.history(s, b.then)
		if err != nil {
			continue // not published yet
		}
		if m, ok := h.member(s.ID); ok {
			members = append(members, m)
		}
	}
	pool, err := calibrate.NewPool(members)
	if err != nil {
		return nil
	}
	return pool
}

// attempt fits one subject at the origin and scores what it says.
func (b *run) attempt(s Subject, t *try) error {
	h, err := b.history(s, b.then)
	if err != nil {
		return err
	}
	last := h.last().year
	if t.last == last {
		return t.err
	}
	t.last = last
	if h.count < b.options.Least {
		return fmt.Errorf("%d comparable observations, %d are needed", h.count, b.options.Least)
	}
	models, fit, err := b.models(s, h)
	if err != nil {
		return err
	}
	outcomes, err := b.history(s, b.now)
	if err != nil {
		return err
	}
	for ahead := 1; ahead <= b.options.Horizons; ahead++ {
		outcome, ok := outcomes.at(last + ahead)
		if !ok || broken(h.raw.Breaks, last, last+ahead) {
			continue
		}
		f := Forecast{Subject: s.ID, Group: s.Group, Law: s.Law, bars: s.Bars, InPlan: s.InPlan, Origin: b.origin, From: last,
			Horizon: ahead, Year: last + ahead, Outcome: outcome.x, Published: outcome.published, Step: h.step(), OwnWeight: fit.OwnWeight}
		if f.Step == 0 {
			return fmt.Errorf("the series never changed up to %d", last)
		}
		if err := f.score(models, h, b.options.Lean); err != nil {
			return err
		}
		t.forecasts = append(t.forecasts, f)
	}
	if len(t.forecasts) == 0 {
		return fmt.Errorf("no outcome on the base of %d was published", last)
	}
	return nil
}
