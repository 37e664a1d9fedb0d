package search

import (
	"math"
	"math/rand/v2"
	"testing"
)

// totals estimates the total indices of a function of independent uniforms, with standard errors from 20 batches.
func totals(f func(u []float64) float64, dims int) (index, se []float64) {
	const batches, each = 20, 5_000
	r := rand.New(rand.NewPCG(11, 12))
	point := func() []float64 {
		u := make([]float64, dims)
		for i := range u {
			u[i] = r.Float64()
		}
		return u
	}
	for i := range dims {
		var sum, sqr float64
		for range batches {
			var table []cross
			for range each {
				u := point()
				x := f(u)
				u[i] = r.Float64()
				table = append(table, cross{x, f(u), 1})
			}
			t := ratio(table)
			sum += t / batches
			sqr += t * t / batches
		}
		index, se = append(index, sum), append(se, math.Sqrt((sqr-sum*sum)/(batches-1)))
	}
	return index, se
}

// Published total indices of the function of Ishigami and Homma (1990) with a = 7, b = .1, and those of the G function of
// Sobol' with a = 0, 1, 4.5, 9, 99, 99, 99, 99, of which the total index of x_i is V_i·Π(1+V_j, j≠i)/V with
// V_i = 1/(3(1+a_i)²) and V = Π(1+V_j) - 1. Fixed seed; 4 standard errors.
func TestTotalIndicesOfKnownFunctions(t *testing.T) {
	ishigami := func(u []float64) float64 {
		x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
		s := math.Sin(x(1))
		return math.Sin(x(0)) + 7*s*s + .1*math.Pow(x(2), 4)*math.Sin(x(0))
	}
	a := []float64{0, 1, 4.5, 9, 99, 99, 99, 99}
	g := func(u []float64) float64 {
		p := 1.
		for i, x := range u {
			p *= (math.Abs(4*x-2) + a[i]) / (1 + a[i])
		}
		return p
	}
	all := 1.
	for _, ai := range a {
		all *= 1 + 1/(3*(1+ai)*(1+ai))
	}
	var wantG []float64
	for _, ai := range a {
		v := 1 / (3 * (1 + ai) * (1 + ai))
		wantG = append(wantG, v*all/(1+v)/(all-1))
	}
	for name, c := range map[string]struct {
		f    func([]float64) float64
		want []float64
	}{"Ishigami": {ishigami, []float64{.557589, .442411, .243684}}, "G": {g, wantG}} {
		got, se := totals(c.f, len(c.want))
		for i, want := range c.want {
			if math.Abs(got[i]-want) > 4*se[i]+1e-6 {
				t.Errorf("%s, x%d: %.5f ± %.5f, want %.5f", name, i+1, got[i], se[i], want)
			}
		}
	}
	if math.Abs(wantG[0]-.7871) > 5e-5 || math.Abs(wantG[1]-.2422) > 5e-5 || math.Abs(wantG[2]-.0343) > 5e-5 || math.Abs(wantG[3]-.0105) > 5e-5 {
		t.Errorf("the formula of the G function gives %v, published .7871, .2422, .0343, .0105", wantG)
	}
}

// Resampled tables hold as many futures as the table; their mean is the table. 2000 resamples, 4 standard errors.
func TestResampleKeepsFutures(t *testing.T) {
	from := []cross{{0, 0, 50}, {0, 1, 30}, {1, 0, 0}, {1, 1, 20}}
	into := make([]cross, len(from))
	copy(into, from)
	r := rand.New(rand.NewPCG(1, 1))
	var sums [4]float64
	const times = 2000
	for range times {
		resample(into, from, r)
		var n int64
		for i, c := range into {
			n += c.n
			sums[i] += float64(c.n) / times
		}
		if n != 100 {
			t.Fatalf("%v", into)
		}
	}
	for i, c := range from {
		p := float64(c.n) / 100
		if math.Abs(sums[i]-float64(c.n)) > 4*math.Sqrt(100*p*(1-p)/times)+1e-9 {
			t.Errorf("cell %d: mean %v of %d", i, sums[i], c.n)
		}
	}
}
