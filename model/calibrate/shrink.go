package calibrate

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Shrinkage is a covariance matrix between the sample's and a target's, with the intensity that has the least expected squared
// error: 0 is the sample (divisor n), 1 the target.
type Shrinkage struct {
	Intensity  float64
	Covariance *mat.SymDense
	N          int // rows
}

// Correlation is that of columns i and j.
func (s Shrinkage) Correlation(i, j int) float64 {
	return s.Covariance.At(i, j) / math.Sqrt(s.Covariance.At(i, i)*s.Covariance.At(j, j))
}

// Shrink estimates the covariance of the columns of x from its rows. The target is the matrix of one common factor, the mean of
// all columns (Ledoit and Wolf, Improved estimation of the covariance matrix of stock returns, 2003); for two columns, of which
// one factor says nothing, it is a multiple of the identity (Ledoit and Wolf, A well-conditioned estimator for
// large-dimensional covariance matrices, 2004).
func Shrink(x *mat.Dense) (Shrinkage, error) {
	n, p := x.Dims()
	if n < 3 || p < 2 {
		return Shrinkage{}, fmt.Errorf("%d years of %d series are too few for a covariance matrix", n, p)
	}
	d := mat.DenseCopyOf(x)
	for j := range p {
		m := mat.Sum(d.ColView(j)) / float64(n)
		for i := range n {
			d.Set(i, j, d.At(i, j)-m)
		}
	}
	sample := mat.NewSymDense(p, nil)
	sample.SymOuterK(1/float64(n), d.T())
	s := moments{d, sample, n, p}
	target, rho := s.oneFactor()
	if p == 2 {
		target, rho = s.identity(), 0
	}
	// π is the sum of the asymptotic variances of the sample's entries, ρ of their covariances with the target's, γ the
	// squared distance of both.
	pi, gamma := 0., 0.
	for i := range p {
		for j := range p {
			pi += s.mixed(i, j, i, j) - sample.At(i, j)*sample.At(i, j)
			gamma += (sample.At(i, j) - target.At(i, j)) * (sample.At(i, j) - target.At(i, j))
		}
	}
	out := Shrinkage{Intensity: 1, Covariance: mat.NewSymDense(p, nil), N: n}
	if gamma > 0 {
		out.Intensity = min(1, max(0, (pi-rho)/gamma/float64(n)))
	}
	for i := range p {
		for j := i; j < p; j++ {
			out.Covariance.SetSym(i, j, out.Intensity*target.At(i, j)+(1-out.Intensity)*sample.At(i, j))
		}
	}
	return out, nil
}

// moments are centred rows with their covariance.
type moments struct {
	x      *mat.Dense
	sample *mat.SymDense
	n, p   int
}

// mixed is the mean of x_i·x_j·x_k·x_l; a column of -1 is the mean of all.
func (s moments) mixed(columns ...int) float64 {
	var sum float64
	for t := range s.n {
		product := 1.
		for _, j := range columns {
			if j < 0 {
				product *= mat.Sum(s.x.RowView(t)) / float64(s.p)
			} else {
				product *= s.x.At(t, j)
			}
		}
		sum += product / float64(s.n)
	}
	return sum
}

// identity is the identity times the mean variance.
func (s moments) identity() *mat.SymDense {
	out, mean := mat.NewSymDense(s.p, nil), mat.Trace(s.sample)/float64(s.p)
	for i := range s.p {
		out.SetSym(i, i, mean)
	}
	return out
}

// oneFactor is the covariance of one factor m, c_i·c_j/v with c_i = cov(x_i, m) and v = var(m), the sample's variances on the
// diagonal; and ρ. By the delta method, with a(i,j;k,l) the asymptotic covariance of the sample's entries,
//
//	cov(s_ij, c_i·c_j/v) = c_j/v·a(ij;im) + c_i/v·a(ij;jm) - c_i·c_j/v²·a(ij;mm)
func (s moments) oneFactor() (*mat.SymDense, float64) {
	const m = -1
	c, v := make([]float64, s.p), s.mixed(m, m)
	for i := range c {
		c[i] = s.mixed(i, m)
	}
	out, rho := mat.NewSymDense(s.p, nil), 0.
	for i := range s.p {
		for j := range s.p {
			sij := s.sample.At(i, j)
			if i == j {
				out.SetSym(i, i, sij)
				rho += s.mixed(i, i, i, i) - sij*sij
				continue
			}
			out.SetSym(i, j, c[i]*c[j]/v)
			rho += c[j]/v*(s.mixed(i, j, i, m)-sij*c[i]) + c[i]/v*(s.mixed(i, j, j, m)-sij*c[j]) - c[i]*c[j]/(v*v)*(s.mixed(i, j, m, m)-sij*v)
		}
	}
	return out, rho
}
