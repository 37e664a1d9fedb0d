package calibrate

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"targetcast/model/series"
)

// TestShrinkTwo: the published kind of example, rows (1,2) (2,1) (3,5) (4,3) (5,6) with divisor n: S = [2 2; 2 3.44], mean
// variance 2.72, d² = ‖S - 2.72·I‖² = 2·.72² + 2·2² = 9.0368, and b² = Σ‖xx' - S‖²/n² = 3.4290...: intensity .37946.
func TestShrinkTwo(t *testing.T) {
	x := mat.NewDense(5, 2, []float64{1, 2, 2, 1, 3, 5, 4, 3, 5, 6})
	s, err := Shrink(x)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(s.Intensity-.37946) > 5e-6 {
		t.Errorf("intensity %v, want .37946", s.Intensity)
	}
	if got, want := s.Covariance.At(0, 0), .37946*2.72+.62054*2; math.Abs(got-want) > 2e-5 {
		t.Errorf("variance %v, want %v", got, want)
	}
	if got, want := s.Covariance.At(0, 1), .62054*2.; math.Abs(got-want) > 2e-5 {
		t.Errorf("covariance %v, want %v", got, want)
	}
}

// TestShrinkToOneFactor: ρ against the delta method with the derivatives of c_i·c_j/v taken numerically, from the definition of
// the target, and the covariances of moments from their terms row by row; π and γ from their definitions.
func TestShrinkToOneFactor(t *testing.T) {
	const n, p = 12, 4
	g := rand.New(rand.NewPCG(5, 1))
	x := mat.NewDense(n, p, nil)
	for i := range n {
		f := g.NormFloat64()
		for j := range p {
			x.Set(i, j, 3+float64(j)*f+g.NormFloat64())
		}
	}
	got, err := Shrink(x)
	if err != nil {
		t.Fatal(err)
	}
	rows, factor := make([][p]float64, n), make([]float64, n)
	for j := range p {
		var m float64
		for i := range n {
			m += x.At(i, j) / n
		}
		for i := range n {
			rows[i][j] = x.At(i, j) - m
			factor[i] += rows[i][j] / p
		}
	}
	mean := func(f func(i int) float64) (sum float64) {
		for i := range n {
			sum += f(i) / n
		}
		return sum
	}
	var pi, rho, gamma float64
	for a := range p {
		for b := range p {
			sab := mean(func(i int) float64 { return rows[i][a] * rows[i][b] })
			term := func(i int) float64 { return rows[i][a]*rows[i][b] - sab }
			pi += mean(func(i int) float64 { return term(i) * term(i) })
			if a == b { // the target is the sample's own variance
				rho += mean(func(i int) float64 { return term(i) * term(i) })
				continue
			}
			at := [3]float64{mean(func(i int) float64 { return rows[i][a] * factor[i] }), mean(func(i int) float64 { return rows[i][b] * factor[i] }),
				mean(func(i int) float64 { return factor[i] * factor[i] })}
			target := func(m [3]float64) float64 { return m[0] * m[1] / m[2] }
			gamma += (sab - target(at)) * (sab - target(at))
			for k := range at {
				up, down := at, at
				up[k], down[k] = up[k]+1e-5, down[k]-1e-5
				slope := (target(up) - target(down)) / 2e-5
				rho += slope * mean(func(i int) float64 {
					moment := [3]float64{rows[i][a] * factor[i], rows[i][b] * factor[i], factor[i] * factor[i]}[k]
					return term(i) * (moment - at[k])
				})
			}
		}
	}
	want := (pi - rho) / gamma / n
	if want <= 0 || want >= 1 {
		t.Fatalf("the example tells nothing: %v", want)
	}
	if math.Abs(got.Intensity-want) > 1e-6 {
		t.Errorf("intensity %v, want %v", got.Intensity, want)
	}
}

// TestShrunkIsCloser: with one factor behind eight series and ten years, covariances that are shrunk are closer to the truth on
// the average than those of the sample, by more than four standard errors of 200 trials (variances are not shrunk). Where the
// factor is wrong, its weight goes to nothing as years come in, as 1/n. Correlations lie within ±1.
func TestShrunkIsCloser(t *testing.T) {
	const p = 8
	loads := []float64{.9, .8, .7, .6, .5, .4, .3, .2}
	truth := func(i, j int) float64 {
		if i == j {
			return 1
		}
		return loads[i] * loads[j]
	}
	g := rand.New(rand.NewPCG(7, 1))
	draw := func(n int) *mat.Dense {
		x := mat.NewDense(n, p, nil)
		for i := range n {
			f := g.NormFloat64()
			for j, l := range loads {
				x.Set(i, j, l*f+math.Sqrt(1-l*l)*g.NormFloat64())
			}
		}
		return x
	}
	var gains []float64
	for range 200 {
		var shrunk, sample float64
		x := draw(10)
		s, err := Shrink(x)
		if err != nil {
			t.Fatal(err)
		}
		var cov mat.SymDense
		covariance(&cov, x)
		for i := range p {
			for j := range p {
				if i == j {
					continue
				}
				shrunk += math.Pow(s.Covariance.At(i, j)-truth(i, j), 2)
				sample += math.Pow(cov.At(i, j)-truth(i, j), 2)
				if r := s.Correlation(i, j); math.Abs(r) > 1+1e-12 {
					t.Fatalf("a correlation of %v", r)
				}
			}
		}
		gains = append(gains, sample-shrunk)
	}
	if m, se := mean(gains), math.Sqrt(variance(gains)/float64(len(gains))); m < 4*se {
		t.Errorf("the squared distance falls by %v ± %v", m, se)
	}
	wrong := func(n int) *mat.Dense { // two pairs, one with the opposite sign
		x := mat.NewDense(n, 4, nil)
		for i := range n {
			a, b := g.NormFloat64(), g.NormFloat64()
			for j, f := range []float64{a, a, b, -b} {
				x.Set(i, j, f+g.NormFloat64())
			}
		}
		return x
	}
	if s, err := Shrink(wrong(5000)); err != nil || s.Intensity > .01 || math.Abs(s.Correlation(2, 3)+.5) > .05 {
		t.Errorf("%+v, %v", s.Intensity, err)
	}
	if _, err := Shrink(mat.NewDense(2, 3, nil)); err == nil {
		t.Error("two years are enough")
	}
}

// covariance has divisor n.
func covariance(out *mat.SymDense, x *mat.Dense) {
	n, p := x.Dims()
	*out = *mat.NewSymDense(p, nil)
	for a := range p {
		for b := a; b < p; b++ {
			ma, mb, sum := mat.Sum(x.ColView(a))/float64(n), mat.Sum(x.ColView(b))/float64(n), 0.
			for i := range n {
				sum += (x.At(i, a) - ma) * (x.At(i, b) - mb) / float64(n)
			}
			out.SetSym(a, b, sum)
		}
	}
}

// TestShocks: values 0 1 3 4 8 9 of a walk without a pool move by 1 2 1 4 1, mean 9/5; with drift in its place the shocks are the
// same, and the five-year mean of the values themselves has 1 3 4 8 9 less 5. A return to a mean, whatever the persistence, is
// weighed: with weights w and intercepts c of the persistences the shock of a year is Σw(y' - φy - c), here from the posterior.
func TestShocks(t *testing.T) {
	h := History{}
	for i, x := range []float64{0, 1, 3, 4, 8, 9} {
		h.Points = append(h.Points, series.Point{Year: 2000 + i, Value: x})
	}
	for _, c := range []struct {
		law, rule string
		want      map[int]float64
	}{
		{"random_walk", "", map[int]float64{2001: -.8, 2002: .2, 2003: -.8, 2004: 2.2, 2005: -.8}},
		{"random_walk", Drift, map[int]float64{2001: -.8, 2002: .2, 2003: -.8, 2004: 2.2, 2005: -.8}},
		{"ar1", FiveYear, map[int]float64{2001: -4, 2002: -2, 2003: -1, 2004: 3, 2005: 4}},
	} {
		f, err := h.Fit(c.law, Options{Rule: c.rule})
		if err != nil || len(f.Shocks) != len(c.want) {
			t.Fatalf("%s %s: %v %v", c.law, c.rule, f.Shocks, err)
		}
		for y, want := range c.want {
			if math.Abs(f.Shocks[y]-want) > 1e-12 {
				t.Errorf("%s %s: %v in %d, want %v", c.law, c.rule, f.Shocks[y], y, want)
			}
		}
	}
	f, err := h.Fit("ar1", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var phi, c float64
	posts, weights := f.Posterior.(*autoregression).weigh(f.Posterior.(*autoregression).prior.Mean)
	for j, w := range weights {
		phi, c = phi+w*persistences[j], c+w*posts[j].Mean
	}
	if got, want := f.Shocks[2004], 8-phi*4-c; math.Abs(got-want) > 1e-12 {
		t.Errorf("%v in 2004, want %v", got, want)
	}
}
