package simulate_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mat"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
	"targetcast/seeds"
)

// The wiring of the shipped plan against quadrature. Every parameter is made certain, so that all yearly shocks are
// independent standard normals and the logarithm of a region's GDP in 2025 is
//
//	ln X(2020) + Σ_t [ ln(1 + g_t/100) + (i_t + w + v_t)/100 ] + r + s
//
// with real growth g, inflation i, the mean wedge w, the wedge v of the province, and the census revision r + s: all of
// them linear in the shocks but the first logarithm. The recursions below are written from plan.toml, not from the
// engine. ln(1+x) about the mean m of x is ln(1+m) + (x-m)/(1+m) - (x-m)²/2(1+m)² + ...; the linear part enters the
// joint normal law ℓ of the regions, and the square is replaced by its conditional mean given ℓ. What is left out is of
// third order in x-m and of second order in the conditional scatter of the squares: with sd(x) of .008 and sd(ℓ) of
// .04, (5 years)·(.008²/2)² / .04² ≈ 3e-6 and 5·.008³/.04 ≈ 6e-5 in the probability, an order of magnitude below the
// standard error of .0011 at 200 000 futures.

// linear is a normal quantity: a mean and its weights on independent standard shocks.
type linear struct {
	mean float64
	on   map[string]float64
}

func number(x float64) linear { return linear{x, map[string]float64{}} }

func (a linear) plus(b linear, weight float64) linear {
	out := linear{a.mean + weight*b.mean, maps.Clone(a.on)}
	for k, w := range b.on {
		out.on[k] += weight * w
	}
	return out
}

func (a linear) times(w float64) linear { return number(0).plus(a, w) }

func (a linear) cov(b linear) float64 {
	var sum float64
	for k, w := range a.on {
		sum += w * b.on[k]
	}
	return sum
}

// shockOf is the yearly shock of an indicator: its loads, and its own part for the rest of the variance.
func shockOf(id string, year int, loads map[string]float64) linear {
	out, rest := number(0), 1.0
	for f, w := range loads {
		out.on[fmt.Sprint(f, year)] = w
		rest -= w * w
	}
	out.on[fmt.Sprint(id, year)] = math.Sqrt(rest)
	return out
}

// settings are the certain parameters of the test.
type settings struct {
	nationDrift, nationSD                        float64
	gapMean, persistence, gapSD                  map[string]float64 // by region; "" for the others
	growth, priceMean, pricePersistence, priceSD float64
	wedgeMean, news, recovered                   float64
	wedgeSD                                      map[string]float64 // by province; "" for the others
	revisionMean, revisionSD                     float64
	ownRevisionSD                                map[string]float64
}

func pick(m map[string]float64, key string) float64 {
	if x, ok := m[key]; ok {
		return x
	}
	return m[""]
}

// sets are the settings as changes to the plan; a later change wins.
func (s settings) sets() []string {
	out := []string{
		"lever.*.on=false",
		set("factor.nation.drift", s.nationDrift), set("factor.nation.sd", s.nationSD),
		set("indicator.disaster.probability", 0), set("indicator.disaster.recovered", s.recovered),
		set("indicator.deflator.growth", s.growth), set("indicator.deflator.mean", s.priceMean),
		set("indicator.deflator.persistence", s.pricePersistence), set("indicator.deflator.sd", s.priceSD),
		set("indicator.price_news.mean", s.news), set("indicator.wedge_mean.value", s.wedgeMean),
		set("indicator.revision_*.mean", 0), set("indicator.revision_common.mean", s.revisionMean),
	}
	each := func(prefix, parameter string, values map[string]float64) {
		for _, name := range slices.Sorted(maps.Keys(values)) { // "" sorts first
			id := prefix + name
			if name == "" {
				id = prefix + "*"
			}
			out = append(out, set("indicator."+id+"."+parameter, values[name]))
		}
	}
	each("gap_", "mean", s.gapMean)
	each("gap_", "persistence", s.persistence)
	each("gap_", "sd", s.gapSD)
	each("wedge_", "sd", s.wedgeSD)
	each("revision_", "sd", s.ownRevisionSD)
	return append(out, set("indicator.revision_common.sd", s.revisionSD))
}

func set(key string, x float64) string { return key + "=" + strconv.FormatFloat(x, 'g', -1, 64) }

// region is one part of the delta: its province, its share of a disaster and its loads, from plan.toml.
type region struct {
	id, province, growth string
	exposure             float64
	loads                map[string]float64
}

var regions = []region{
	{"hangzhou", "zhejiang", "hangzhou", .76, map[string]float64{"trade": .3, "province": .3, "tech": .5}},
	{"ningbo", "zhejiang", "ningbo", .92, map[string]float64{"trade": .5, "province": .3}},
	{"shaoxing", "zhejiang", "shaoxing", 1.03, map[string]float64{"trade": .5, "province": .3}},
	{"jiaxing", "zhejiang", "jiaxing", .92, map[string]float64{"trade": .5, "province": .3}},
	{"huzhou", "zhejiang", "huzhou", 1.21, map[string]float64{"trade": .3, "province": .3}},
	{"zhoushan", "zhejiang", "zhoushan", .84, map[string]float64{"trade": .5, "province": .3}},
	{"taizhou", "zhejiang", "taizhou", .45, map[string]float64{"trade": .5, "province": .3}},
	{"quzhou", "zhejiang", "quzhou", .84, map[string]float64{"trade": .3, "province": .3}},
	{"rest_zhejiang", "zhejiang", "zhejiang", .84, map[string]float64{"trade": .5, "province": .3}},
	{"huangshan", "anhui", "huangshan", 1.16, nil},
	{"rest_anhui", "anhui", "anhui", .95, nil},
	{"shanghai", "shanghai", "shanghai", 1.13, map[string]float64{"trade": .3}},
	{"jiangsu", "jiangsu", "jiangsu", .63, map[string]float64{"trade": .5}},
}

// logLevel is the logarithm of one region's GDP in 2025: the normal part, and what makes the squares.
type logLevel struct {
	linear
	years []linear // growth of each year as a fraction
}

func (s settings) logLevel(r region, seen observed) logLevel {
	china, last := "gdp_growth.china", 2019 // 2020 is skipped
	nation := number(seen.at(china, last))
	gap := number(seen.at("gdp_growth."+r.growth, last) - seen.at(china, last))
	price := number(s.growth)
	out := logLevel{linear: number(math.Log(seen.base(r.id)))}
	mean, phi, sd := pick(s.gapMean, r.id), pick(s.persistence, r.id), pick(s.gapSD, r.id)
	for year := 2020; year <= 2025; year++ {
		nation = nation.plus(number(s.nationDrift), 1).plus(shockOf("nation", year, nil), s.nationSD)
		gap = number(mean*(1-phi)).plus(gap, phi).plus(shockOf("gap"+r.id, year, r.loads), sd)
		if year == 2020 {
			continue // GDP and prices start from what was observed of 2020
		}
		price = number(s.priceMean*(1-s.pricePersistence)).plus(price, s.pricePersistence).
			plus(shockOf("deflator", year, map[string]float64{"prices": .7}), s.priceSD)
		growth := nation.plus(gap, 1)
		inflation := price.times(100)
		if year == 2021 { // what 2020 lost (-3.8 points) comes back in part; news of the half-year
			growth = growth.plus(number(-s.recovered*-3.8), r.exposure)
			inflation = inflation.plus(number(100*s.news), 1)
		}
		wedge := number(s.wedgeMean).plus(shockOf("wedge"+r.province, year, map[string]float64{"prices": .5}), pick(s.wedgeSD, r.province))
		x := growth.times(.01)
		m := x.mean
		out.linear = out.linear.plus(number(math.Log1p(m)), 1).plus(x.plus(number(m), -1), 1/(1+m)).
			plus(inflation, .01).plus(wedge, .01)
		out.years = append(out.years, x)
	}
	out.linear = out.linear.plus(linear{s.revisionMean, map[string]float64{"revision": s.revisionSD, "revision " + r.id: pick(s.ownRevisionSD, r.id)}}, 1)
	return out
}

// observed holds, by series and year, the newest figure that was published by August 2021.
type observed map[string]map[int]float64

func readObserved(t *testing.T) observed {
	t.Helper()
	f, err := seeds.Default().Open("observations.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out, month := observed{}, map[string]string{}
	for _, r := range rows[1:] {
		key := r[0] + " " + r[1]
		if r[4] > "2021-08" || r[4] < month[key] {
			continue
		}
		year, err1 := strconv.Atoi(r[1])
		value, err2 := strconv.ParseFloat(r[2], 64)
		if err1 != nil || err2 != nil {
			t.Fatal(r)
		}
		if out[r[0]] == nil {
			out[r[0]] = map[int]float64{}
		}
		out[r[0]][year], month[key] = value, r[4]
	}
	return out
}

func (o observed) at(series string, year int) float64 {
	v, ok := o[series][year]
	if !ok {
		panic(fmt.Sprint("no observation of ", series, " in ", year))
	}
	return v
}

// base is a region's GDP of 2020; the rest of a province is what its cities leave.
func (o observed) base(id string) float64 {
	province, rest := strings.CutPrefix(id, "rest_")
	v := o.at("gdp."+province, 2020)
	for _, r := range regions {
		if rest && r.province == province && r.id != id {
			v -= o.at("gdp."+r.id, 2020)
		}
	}
	return v
}

// jointly is some logarithms whose linear parts are jointly normal.
type jointly struct {
	parts []logLevel
	lower *mat.TriDense // of the covariance, so that ℓ = lower·z
	cov   *mat.SymDense
	beta  [][][]float64 // by part, year: regression of that year's growth on all ℓ
	left  [][]float64   // by part, year: the variance it leaves
}

func joint(t *testing.T, parts ...logLevel) jointly {
	t.Helper()
	n := len(parts)
	j := jointly{parts: parts, cov: mat.NewSymDense(n, nil)}
	for a := range parts {
		for b := a; b < n; b++ {
			j.cov.SetSym(a, b, parts[a].cov(parts[b].linear))
		}
	}
	var ch mat.Cholesky
	if !ch.Factorize(j.cov) {
		t.Fatalf("covariance is singular: %v", mat.Formatted(j.cov))
	}
	j.lower = mat.NewTriDense(n, mat.Lower, nil)
	ch.LTo(j.lower)
	for _, p := range parts {
		var betas [][]float64
		var left []float64
		for _, x := range p.years {
			with := mat.NewVecDense(n, nil)
			for b := range parts {
				with.SetVec(b, x.cov(parts[b].linear))
			}
			var beta mat.VecDense
			if err := ch.SolveVecTo(&beta, with); err != nil {
				t.Fatal(err)
			}
			betas = append(betas, beta.RawVector().Data)
			left = append(left, x.cov(x)-mat.Dot(&beta, with))
		}
		j.beta, j.left = append(j.beta, betas), append(j.left, left)
	}
	return j
}

// levels are the GDPs at standard scores z, the squares at their conditional means.
func (j jointly) levels(z []float64) []float64 {
	n := len(j.parts)
	l := make([]float64, n)
	for a := range l {
		for b := 0; b <= a; b++ {
			l[a] += j.lower.At(a, b) * z[b]
		}
	}
	out := make([]float64, n)
	for a, p := range j.parts {
		v := p.mean + l[a]
		for k, x := range p.years {
			d := 0.0
			for b, w := range j.beta[a][k] {
				d += w * l[b]
			}
			v -= (j.left[a][k] + d*d) / (2 * (1 + x.mean) * (1 + x.mean))
		}
		out[a] = math.Exp(v)
	}
	return out
}

// above is P(value(levels) >= 0) for a value that rises with the last part: Gauss-Hermite over the other scores, and the
// normal tail beyond the root for the last.
func (j jointly) above(nodes int, value func(levels []float64) float64) float64 {
	x, w := make([]float64, nodes), make([]float64, nodes)
	quad.Hermite{}.FixedLocations(x, w, math.Inf(-1), math.Inf(1))
	n := len(j.parts)
	z := make([]float64, n)
	var over func(k int) float64
	over = func(k int) float64 {
		if k < n-1 {
			var sum float64
			for i := range x {
				z[k] = math.Sqrt2 * x[i]
				sum += w[i] / math.Sqrt(math.Pi) * over(k+1)
			}
			return sum
		}
		lo, hi := -12.0, 12.0
		for range 60 {
			z[k] = (lo + hi) / 2
			if value(j.levels(z)) >= 0 {
				hi = z[k]
			} else {
				lo = z[k]
			}
		}
		return normalCDF(-(lo + hi) / 2)
	}
	return over(0)
}

const quadratureDraws = 200_000

func TestPairAgainstQuadrature(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	seen := readObserved(t)
	s := settings{
		nationDrift: -.2, nationSD: .25,
		gapMean: map[string]float64{"": .5, "hangzhou": 1.1, "ningbo": .7}, persistence: map[string]float64{"": .3, "hangzhou": .6, "ningbo": .2},
		gapSD:  map[string]float64{"": .4, "hangzhou": .5, "ningbo": .8},
		growth: .006, priceMean: .02, pricePersistence: .5, priceSD: .01,
		wedgeMean: -.2, news: .015, recovered: .72, wedgeSD: map[string]float64{"": 1.36},
		revisionMean: .03, revisionSD: .017, ownRevisionSD: map[string]float64{"": .011},
	}
	j := joint(t, s.logLevel(regions[0], seen), s.logLevel(regions[1], seen))
	p := shipped(t, s.sets()...)
	compareQuadrature(t, p, "gdp_pair", []float64{40000, 43000, 45000}, func(k float64) float64 {
		return j.above(200, func(x []float64) float64 { return x[0] + x[1] - k })
	})
}

// All regions but three, and the wedge of Zhejiang, are certain; what all regions share cancels in the share.
func TestShareAgainstQuadrature(t *testing.T) {
	if testing.Short() {
		t.Skip("short: TestWorkersChangeNothing runs the same goroutines")
	}
	seen := readObserved(t)
	s := settings{
		nationDrift: -.2,
		gapMean:     map[string]float64{"": .4, "hangzhou": 1.2, "shanghai": -.3, "jiangsu": .2}, persistence: map[string]float64{"": .3, "hangzhou": .6},
		gapSD:  map[string]float64{"": 0, "hangzhou": 1.2, "shanghai": .6, "jiangsu": .7},
		growth: .006, priceMean: .02, pricePersistence: .5, priceSD: .01,
		wedgeMean: -.2, news: .015, recovered: .72, wedgeSD: map[string]float64{"": 0, "zhejiang": .7, "jiangsu": 1},
		revisionMean: .03, revisionSD: .017, ownRevisionSD: map[string]float64{"": 0, "shanghai": .025, "jiangsu": .02, "hangzhou": .02},
	}
	own := s
	own.priceSD, own.revisionSD = 0, 0 // inflation and the common revision are the same in all regions
	level := map[string]logLevel{}
	for _, r := range regions {
		level[r.id] = own.logLevel(r, seen)
	}
	// The wedges load on prices, which two uncertain provinces share.
	wedge := logLevel{linear: number(0)}
	for year := 2021; year <= 2025; year++ {
		wedge.linear = wedge.linear.plus(shockOf("wedgezhejiang", year, map[string]float64{"prices": .5}), .01*s.wedgeSD["zhejiang"])
	}
	certain := func(id string) float64 { // without the wedge, which is the same in all of Zhejiang
		l := level[id]
		return math.Exp(l.mean)
	}
	seven, others, rest := 0.0, 0.0, 0.0
	for _, r := range regions {
		switch r.id {
		case "hangzhou", "shanghai", "jiangsu":
		case "ningbo", "shaoxing", "jiaxing", "huzhou", "zhoushan", "taizhou":
			seven += certain(r.id)
		case "quzhou", "rest_zhejiang":
			others += certain(r.id)
		default:
			rest += certain(r.id)
		}
	}
	hangzhou := level["hangzhou"]
	hangzhou.linear = hangzhou.linear.plus(wedge.linear, -1)
	j := joint(t, wedge, level["shanghai"], level["jiangsu"], hangzhou)
	p := shipped(t, s.sets()...)
	compareQuadrature(t, p, "gdp_share", []float64{20.4, 20.8, 21.2}, func(k float64) float64 {
		return j.above(12, func(x []float64) float64 {
			wedge, in := x[0], seven+x[3]
			return 100*wedge*in - k*(wedge*(in+others)+rest+x[1]+x[2])
		})
	})
}

// compareQuadrature runs 200 000 futures with fixed luck and allows 4 binomial standard errors; then smooths 2048 futures of
// Sobol' points, which may be 4 of their own standard errors away and have at most a tenth of the variance of counting as many.
func compareQuadrature(t *testing.T, p *plan.Plan, target string, thresholds []float64, want func(threshold float64) float64) {
	t.Helper()
	var programs []*program.Program
	for _, k := range thresholds {
		pr := compile(t, change(t, p, set("target."+target+".threshold", k)), "", "central")
		programs = append(programs, pr.Only(func(e program.Event) bool { return e.Target == target && e.Reading == "" }))
	}
	res := run(t, simulate.Options{Draws: quadratureDraws, Seed: 20210802}, programs...)
	smoothed := run(t, simulate.Options{Draws: 4096, Seed: 20210802, Replicates: 16, Coordinates: programs[0].Coordinates(), Smooth: 128}, programs...)
	for i, k := range thresholds {
		got, p := share(t, res.Runs[i], target), want(k)
		t.Logf("%s >= %g: simulated %.4f, quadrature %.4f", target, k, got, p)
		nearShare(t, fmt.Sprintf("P(%s >= %g)", target, k), got, p, quadratureDraws)
		nearSmoothed(t, fmt.Sprintf("smoothed P(%s >= %g)", target, k), smoothed.Runs[i].Events[0].Smoothed, p, 10)
	}
}
