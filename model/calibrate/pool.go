package calibrate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// Member is one series of a pool: a yearly change in each of its years.
type Member struct {
	Name   string
	Years  []int
	Values []float64
}

// Pool is what many series together say of the drift of one of them: drifts scatter about a panel drift with standard
// deviation Between, and the panel drift is itself known only within SE.
//
// Between² is the variance of the members' effects less the noise in it: τ² = max(0, Var(effects) - s²·mean(1/n_i)),
// where s² is the variance left after taking out members and years. The shocks of a year that all members share cancel
// between members that cover the same years, so only what is left is noise in a comparison of members.
//
// SE² is the variance of the mean of the members' means. The members share their years, so it is clustered by year:
// T/(T-1)·Σ_t(Σ_i w_it e_it)² with e the deviation from the member's own mean and w_it = 1/(I·n_i), which for a full
// panel is the variance of the yearly cross-section means over T. To it comes Between²/I, because the members are a
// sample. Persistence of the common shock from year to year is not allowed for.
type Pool struct {
	Members int
	Years   int     // different years
	N       int     // values
	Mean    float64 // mean of the members' means
	Within  float64 // sd of a yearly value about its member's mean
	Between float64 // τ: sd of drifts between members
	SE      float64 // s0: sd of the panel drift
	// Kappa = Within²/Between² is the weight of the panel in a member's drift, in years; at most MaxKappa.
	Kappa    float64
	A, B     float64 // prior of a member's variance: inverse gamma
	Warnings []Warning
}

// MaxKappa caps the weight of a pool whose members do not differ beyond noise (τ² = 0 would make it infinite): as many
// as 10 years of own data then still weigh a fifth.
const MaxKappa = 40

const (
	minMembers   = 3
	goodMembers  = 20 // fewer estimate the spread of drifts badly
	minShape     = 2.5
	maxShape     = 12
	minPerMember = 2
)

// NewPool estimates a pool by moments. Members with fewer than two values are left out; it fails with fewer than three
// members, fewer than two years, or without any variation.
func NewPool(members []Member) (*Pool, error) {
	p := &Pool{}
	panel, err := p.gather(members)
	if err != nil {
		return nil, err
	}
	within, spread := panel.within()
	if !(within > 0) {
		return nil, fmt.Errorf("no series of the pool varies from year to year")
	}
	effects, noise := panel.twoWay(within)
	var perYear float64
	for _, m := range panel.members {
		perYear += 1 / float64(len(m.Values)) / float64(p.Members)
	}
	between := max(0, variance(effects)-noise*perYear)
	p.Within, p.Between = math.Sqrt(within), math.Sqrt(between)
	p.Mean = panel.mean()
	p.SE = math.Sqrt(panel.clustered() + between/float64(p.Members))
	p.Kappa = MaxKappa
	if within < between*MaxKappa {
		p.Kappa = within / between
	} else {
		p.warn(PoolNoSpread, map[string]any{"kappa": float64(MaxKappa)})
	}
	// The inverse gamma law with mean within and the spread of the members' variances: Var = mean²/(A-2).
	p.A = maxShape
	if spread > 0 {
		p.A = min(max(2+within*within/spread, minShape), maxShape)
	}
	p.B = (p.A - 1) * within
	return p, nil
}

func (p *Pool) warn(code string, values map[string]any) {
	p.Warnings = append(p.Warnings, Warning{code, values})
}

// gather checks the members and drops those too short to have a spread.
func (p *Pool) gather(members []Member) (panel, error) {
	out := panel{years: map[int]int{}}
	for _, m := range members {
		if len(m.Years) != len(m.Values) {
			return out, fmt.Errorf("pool member %s: %d years but %d values", m.Name, len(m.Years), len(m.Values))
		}
		for i, x := range m.Values {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return out, fmt.Errorf("pool member %s: the value of %d is %v", m.Name, m.Years[i], x)
			}
		}
		if len(m.Values) < minPerMember {
			continue
		}
		out.members = append(out.members, m)
		p.N += len(m.Values)
		for _, y := range m.Years {
			if _, ok := out.years[y]; !ok {
				out.years[y] = len(out.years)
			}
		}
	}
	p.Members, p.Years = len(out.members), len(out.years)
	if left := len(members) - p.Members; left > 0 {
		p.warn(PoolLeftOut, map[string]any{"n": left})
	}
	if p.Members < goodMembers {
		p.warn(PoolFewMembers, map[string]any{"n": p.Members})
	}
	if p.Members < minMembers || p.Years < 2 {
		return out, fmt.Errorf("a pool needs at least %d series of at least %d years; here %d series cover %d years",
			minMembers, minPerMember, p.Members, p.Years)
	}
	return out, nil
}

// Panel is the law of the panel drift: normal with this mean and standard deviation, drawn once per future for all
// members together.
func (p *Pool) Panel() (mean, sd float64) { return p.Mean, p.SE }

// Prior is what the pool says of one member.
func (p *Pool) Prior() NormalInverseGamma { return NormalInverseGamma{p.Mean, p.Kappa, p.A, p.B} }

// DriftPrior is what the pool says of the drift or mean of one member before its own years are seen: Student's t with 2A degrees
// of freedom and scale √(B/(A·Kappa)) about the panel drift, which is averaged over.
func (p *Pool) DriftPrior() Predictive {
	var out Predictive
	for _, node := range p.nodes(p.Mean) {
		out = append(out, Part{node.weight, T{DF: 2 * p.A, Location: node.value, Scale: math.Sqrt(p.B / p.A / p.Kappa)}})
	}
	return out
}

// OwnWeight is the share of a member's own n years in its drift: n/(n+Kappa).
func (p *Pool) OwnWeight(n float64) float64 { return n / (n + p.Kappa) }

// node is one point of a quadrature over the panel drift.
type node struct{ value, weight float64 }

// nodes are nine Gauss-Hermite points of the panel drift; without a pool the fixed mean alone.
func (p *Pool) nodes(fixed float64) []node {
	if p == nil || p.SE == 0 {
		return []node{{fixed, 1}}
	}
	const n = 9
	x, w := make([]float64, n), make([]float64, n)
	quad.Hermite{}.FixedLocations(x, w, math.Inf(-1), math.Inf(1))
	out := make([]node, n)
	for i := range out {
		out[i] = node{p.Mean + p.SE*math.Sqrt2*x[i], w[i] / math.Sqrt(math.Pi)}
	}
	return out
}

// panel holds the members of a pool and numbers their years.
type panel struct {
	members []Member
	years   map[int]int
}

// mean is the mean of the members' means.
func (p panel) mean() float64 {
	var sum float64
	for _, m := range p.members {
		sum += mean(m.Values)
	}
	return sum / float64(len(p.members))
}

// within is the variance about members' own means, and how much members' variances differ beyond their sampling error:
// a variance v on n-1 degrees of freedom has a sampling variance of 2v²/(n-1).
func (p panel) within() (within, spread float64) {
	var squares, df float64
	for _, m := range p.members {
		n := float64(len(m.Values))
		squares += variance(m.Values) * (n - 1)
		df += n - 1
	}
	within = squares / df
	for _, m := range p.members {
		d := variance(m.Values) - within
		spread += d*d - 2*within*within/float64(len(m.Values)-1)
	}
	return within, spread / float64(len(p.members)-1)
}

// twoWay fits g = member + year + rest by least squares and returns the members' effects and the variance of the rest.
// Where nothing is left after the years, years are ignored and the variance is within.
func (p panel) twoWay(within float64) (effects []float64, noise float64) {
	effects, years := make([]float64, len(p.members)), make([]float64, len(p.years))
	var n int
	for _, m := range p.members {
		n += len(m.Values)
	}
	df := n - len(effects) - len(years) + 1
	if df < 1 {
		for i, m := range p.members {
			effects[i] = mean(m.Values)
		}
		return effects, within
	}
	counts := make([]float64, len(years))
	for _, m := range p.members {
		for _, y := range m.Years {
			counts[p.years[y]]++
		}
	}
	// Alternating means converge to the least-squares fit; a full panel is done after one round.
	const rounds = 500
	for range rounds {
		before := slices.Clone(effects)
		for i, m := range p.members {
			effects[i] = 0
			for k, y := range m.Years {
				effects[i] += (m.Values[k] - years[p.years[y]]) / float64(len(m.Values))
			}
		}
		if slices.Equal(before, effects) {
			break
		}
		clear(years)
		for i, m := range p.members {
			for k, y := range m.Years {
				years[p.years[y]] += (m.Values[k] - effects[i]) / counts[p.years[y]]
			}
		}
	}
	for i, m := range p.members {
		for k, y := range m.Years {
			rest := m.Values[k] - effects[i] - years[p.years[y]]
			noise += rest * rest / float64(df)
		}
	}
	return effects, noise
}

// clustered is the variance of the mean of means due to the years, by years.
func (p panel) clustered() float64 {
	sums := make([]float64, len(p.years))
	for _, m := range p.members {
		own, w := mean(m.Values), 1/float64(len(p.members)*len(m.Values))
		for k, y := range m.Years {
			sums[p.years[y]] += w * (m.Values[k] - own)
		}
	}
	var squares float64
	for _, s := range sums {
		squares += s * s
	}
	t := float64(len(sums))
	return squares * t / (t - 1)
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// variance has the divisor n-1.
func variance(x []float64) float64 {
	m := mean(x)
	var squares float64
	for _, v := range x {
		squares += (v - m) * (v - m)
	}
	return squares / float64(len(x)-1)
}
