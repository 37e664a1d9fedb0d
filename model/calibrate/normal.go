package calibrate

import (
	"fmt"
	"math"

	"targetcast/model/dist"
	"targetcast/model/process"
)

// NormalInverseGamma is the conjugate law of the mean μ and variance σ² of normal observations (Murphy, Conjugate
// Bayesian analysis of the Gaussian distribution, 2007): 1/σ² is gamma with shape A and rate B, and μ given σ² is
// normal with mean Mean and variance σ²/Kappa. Mean and √B have the unit of the observations.
type NormalInverseGamma struct{ Mean, Kappa, A, B float64 }

// Reference is the limit of ever weaker priors: with n observations it leads to Student's t with n-1 degrees of freedom
// about their mean, the classical answer. It is no distribution by itself; two observations or more make it one.
func Reference() NormalInverseGamma { return NormalInverseGamma{A: -.5} }

// Update is the posterior after yearly values.
func (p NormalInverseGamma) Update(values []float64) NormalInverseGamma {
	return p.update(summarise(values, nil))
}

// steps summarises increments over one or more years each: an increment over k years is normal with mean kμ and
// variance kσ².
type steps struct {
	n       float64 // increments
	years   float64 // years they cover
	mean    float64 // per year: total over years
	squares float64 // Σ (G - k·mean)²/k
}

// summarise takes increments and the years each covers, nil for one each.
func summarise(increments []float64, years []int) steps {
	span := func(i int) float64 {
		if years == nil {
			return 1
		}
		return float64(years[i])
	}
	s := steps{n: float64(len(increments))}
	var total float64
	for i, g := range increments {
		total += g
		s.years += span(i)
	}
	if s.n == 0 {
		return s
	}
	s.mean = total / s.years
	for i, g := range increments {
		d := g - float64(span(i)*s.mean)
		s.squares += d * d / span(i)
	}
	return s
}

// update: increments over k years carry k units of information about μ and one about σ².
func (p NormalInverseGamma) update(s steps) NormalInverseGamma {
	if s.n == 0 {
		return p
	}
	kappa := p.Kappa + s.years
	away := s.mean - p.Mean
	return NormalInverseGamma{
		Mean:  (float64(p.Kappa*p.Mean) + float64(s.years*s.mean)) / kappa,
		Kappa: kappa,
		A:     p.A + s.n/2,
		B:     p.B + s.squares/2 + p.Kappa*s.years*away*away/(2*kappa),
	}
}

// Sum is the predictive law of the sum of h yearly values: t with 2A degrees of freedom, location h·Mean and scale
// √(B/A·(h+h²/Kappa)).
func (p NormalInverseGamma) Sum(h int) T {
	y := float64(h)
	return T{DF: 2 * p.A, Location: y * p.Mean, Scale: math.Sqrt(p.B / p.A * (y + y*y/p.Kappa))}
}

// widened multiplies the scale of everything that the law predicts: t laws have scale √(B/A·...).
func (p NormalInverseGamma) widened(by float64) NormalInverseGamma {
	p.B *= by * by
	return p
}

// walk is the posterior of "drift" and "sd" of the random walks.
type walk struct {
	prior  NormalInverseGamma // its Mean is replaced by the panel drift of the future when there is a pool
	pool   *Pool
	data   steps
	gamma  *dist.Table
	spread float64 // multiplies the scale of the posterior
}

// posterior is what is known with that prior mean of the drift.
func (w *walk) posterior(mean float64) NormalInverseGamma {
	prior := w.prior
	prior.Mean = mean
	return prior.update(w.data).widened(w.spread)
}

func newWalk(prior NormalInverseGamma, pool *Pool, data steps, spread float64) (*walk, error) {
	post := prior.update(data)
	if !(post.A > 0 && post.Kappa > 0) {
		return nil, fmt.Errorf("%v steps of history are too few for this prior", data.n)
	}
	// Steps that are equal but for rounding say as little as equal ones.
	if !(post.B > 1e-24*data.n*data.mean*data.mean) {
		return nil, fmt.Errorf("all steps of history are equal, so it says nothing of the spread; write sd")
	}
	table, err := dist.GammaTable(post.A)
	if err != nil {
		return nil, err
	}
	return &walk{prior, pool, data, table, spread}, nil
}

func (w *walk) Params() []string     { return []string{"drift", "sd"} }
func (w *walk) Luck() []process.Luck { return perFuture("variance", "drift") }

// Fill draws σ² = B/gamma and μ = Mean + σ/√Kappa·z. The score of the variance enters with a minus sign, so that sd
// rises with it.
func (w *walk) Fill(out, luck [][]float64, shared []float64) {
	drift, sd := out[0], out[1]
	post := w.posterior(w.prior.Mean)
	for i := range drift {
		if shared != nil && w.pool != nil {
			post = w.posterior(shared[i])
		}
		drift[i], sd[i] = post.draw(w.gamma, luck[0][i], luck[1][i])
	}
}

// draw maps two normal scores to a mean and a standard deviation; gamma is the table of shape A.
func (p NormalInverseGamma) draw(gamma *dist.Table, variance, mean float64) (mu, sd float64) {
	sd = math.Sqrt(p.B / gamma.At(-variance))
	return p.Mean + float64(sd/math.Sqrt(p.Kappa)*mean), sd
}

func (w *walk) Describe() Summary {
	return describe(w, w.pool, w.prior.A+w.data.n/2)
}

// predict is the predictive law of the sum of h steps, the panel drift averaged over.
func (w *walk) predict(h int) Predictive {
	var out Predictive
	for _, node := range w.pool.nodes(w.prior.Mean) {
		out = append(out, Part{node.weight, w.posterior(node.value).Sum(h)})
	}
	return out
}
