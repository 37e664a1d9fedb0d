package plan

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// NearestCorrelation returns the correlation matrix nearest to a in the Frobenius norm, and the distance: alternating
// projections on the semidefinite matrices and on those of unit diagonal, with Dykstra's correction of the former
// (Higham 2002, IMA Journal of Numerical Analysis 22, 329-343, algorithm 3.3). The matrix must be square and
// symmetric. The result is only semidefinite when a is not itself a correlation matrix.
func NearestCorrelation(a [][]float64) (nearest [][]float64, distance float64, err error) {
	const most, close = 20_000, 1e-10
	n := len(a)
	y := mat.NewSymDense(n, nil)
	for i := range a {
		for j := i; j < n; j++ {
			y.SetSym(i, j, a[i][j])
		}
	}
	correction := mat.NewSymDense(n, nil)
	for range most {
		r := difference(y, correction)
		x, err := semidefinite(r)
		if err != nil {
			return nil, 0, err
		}
		correction = difference(x, r)
		change := 0.0
		for i := range n {
			for j := i; j < n; j++ {
				v := x.At(i, j)
				if i == j {
					v = 1
				}
				change = math.Max(change, math.Abs(v-y.At(i, j)))
				y.SetSym(i, j, v)
			}
		}
		if change < close {
			return rowsOf(y), frobenius(y, a), nil
		}
	}
	return nil, 0, fmt.Errorf("no nearest correlation matrix was found in %d steps", most)
}

func difference(a, b *mat.SymDense) *mat.SymDense {
	var d mat.SymDense
	d.ScaleSym(-1, b)
	d.AddSym(a, &d)
	return &d
}

// semidefinite is the projection on the positive semidefinite matrices: negative eigenvalues become 0.
func semidefinite(s *mat.SymDense) (*mat.SymDense, error) {
	var e mat.EigenSym
	if !e.Factorize(s, true) {
		return nil, fmt.Errorf("the eigenvalues of the matrix cannot be computed")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	out := mat.NewSymDense(s.SymmetricDim(), nil)
	for k, value := range e.Values(nil) {
		if value > 0 {
			out.SymRankOne(out, value, vectors.ColView(k))
		}
	}
	return out, nil
}

// least is the smallest eigenvalue of a symmetric matrix, NaN when it cannot be computed.
func least(a [][]float64) float64 {
	s := mat.NewSymDense(len(a), nil)
	for i := range a {
		for j := i; j < len(a); j++ {
			s.SetSym(i, j, a[i][j])
		}
	}
	var e mat.EigenSym
	if !e.Factorize(s, false) {
		return math.NaN()
	}
	return e.Values(nil)[0]
}

func rowsOf(s *mat.SymDense) [][]float64 {
	n := s.SymmetricDim()
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n)
		for j := range rows[i] {
			rows[i][j] = s.At(i, j)
		}
	}
	return rows
}

// frobenius is the distance between two matrices.
func frobenius(y *mat.SymDense, a [][]float64) float64 {
	sum := 0.0
	for i := range a {
		for j := range a {
			d := y.At(i, j) - a[i][j]
			sum += float64(d * d)
		}
	}
	return math.Sqrt(sum)
}
