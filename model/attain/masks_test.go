package attain

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func masksOf(t *testing.T, events int) *Masks {
	t.Helper()
	m, err := NewMasks(events)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func close(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.8g, want %.8g (tolerance %.2g)", what, got, want, tolerance)
	}
}

func TestMasksByHand(t *testing.T) {
	for _, events := range []int{3, 40} { // the dense and the sparse table
		m := masksOf(t, events)
		m.Add([]uint64{0b111, 0b111, 0b011, 0b001, 0, 0b100, 0b101, 0b011})
		if m.N() != 8 || m.All(0b111) != 2 || m.All(0b011) != 4 || m.All(0) != 8 {
			t.Errorf("%d events: n %d, all %d, first two %d", events, m.N(), m.All(0b111), m.All(0b011))
		}
		if got := m.Met(GroupOf(0, 1, 2)); !slices.Equal(got, []int64{1, 2, 3, 2}) {
			t.Errorf("%d events: number met %v", events, got)
		}
		if got := m.Met(GroupOf(0, 2)); !slices.Equal(got, []int64{1, 4, 3}) {
			t.Errorf("%d events: number met of two %v", events, got)
		}
		if m.AtLeast(0b111, 2) != 5 || m.AtLeast(0b111, 4) != 0 {
			t.Errorf("%d events: at least 2: %d", events, m.AtLeast(0b111, 2))
		}
		pairs := m.Pairs()
		for i, want := range [][]int64{{6, 4, 3}, {4, 4, 2}, {3, 2, 4}} {
			if !slices.Equal(pairs[i][:3], want) {
				t.Errorf("%d events: pairs %d: %v, want %v", events, i, pairs[i][:3], want)
			}
		}
		given := m.Given()
		close(t, "P(1|0)", given[0][1], 4./6, 0)
		close(t, "P(0|1)", given[1][0], 1, 0)
		if events == 40 && !math.IsNaN(given[39][0]) {
			t.Error("an event never met has no conditional likelihoods")
		}
		close(t, "marginal", m.Marginals()[2], .5, 0)

		other := masksOf(t, events)
		other.Add([]uint64{0b110})
		if err := other.Merge(m); err != nil || other.N() != 9 || other.All(0b110) != 3 {
			t.Errorf("%d events: merge: %v", events, err)
		}
		if got := CountAll([]uint64{0b111, 0b110, 0b10}, 0b110); got != 2 {
			t.Errorf("count of a block %d", got)
		}
	}
	for _, events := range []int{0, 65} {
		if _, err := NewMasks(events); err == nil {
			t.Errorf("%d events accepted", events)
		}
	}
	if err := masksOf(t, 3).Merge(masksOf(t, 4)); err == nil {
		t.Error("tallies of different events merged")
	}
	m := masksOf(t, 64)
	m.Add([]uint64{math.MaxUint64})
	if m.All(m.Every()) != 1 || m.Met(m.Every())[64] != 1 {
		t.Error("64 events")
	}
}

func TestDenseEqualsSparse(t *testing.T) {
	g := rand.New(rand.NewPCG(11, 12))
	dense, sparse := masksOf(t, 16), masksOf(t, 17)
	masks := make([]uint64, 5000)
	for i := range masks {
		masks[i] = g.Uint64N(1<<16) & g.Uint64N(1<<16)
	}
	dense.Add(masks)
	sparse.Add(masks)
	for range 20 {
		group := g.Uint64N(1 << 16)
		if dense.All(group) != sparse.All(group) || !slices.Equal(dense.Met(group), sparse.Met(group)) {
			t.Fatal("the two tables disagree")
		}
	}
}

// sums returns P(all), P(at least 10), P(at most 5) and the sd of a distribution of 13 events.
func sums(d []float64) [4]float64 {
	var least10, most5 float64
	for k, p := range d {
		if k >= 10 {
			least10 += p
		}
		if k <= 5 {
			most5 += p
		}
	}
	_, sd := MeanSD(d)
	return [4]float64{d[13], least10, most5, sd}
}

// TestThirteenTargets holds 13 events of likelihood 0.7 against published figures (to the digits given) and the
// one-factor row against its definition by quadrature: p(f) = Φ((Φ⁻¹(.7)+√.3 f)/√.7), f standard normal.
func TestThirteenTargets(t *testing.T) {
	p := slices.Repeat([]float64{.7}, 13)
	independent := Independent(p)
	for i, want := range [4]float64{.0097, .4206, .0182, 1.652} {
		close(t, "independent", sums(independent)[i], want, []float64{5e-5, 5e-5, 5e-5, 5e-4}[i])
	}
	// Exactly: .7^13, and the sd of a binomial.
	close(t, "P(all)", independent[13], math.Pow(.7, 13), 1e-15)
	close(t, "product", Product(p), math.Pow(.7, 13), 1e-15)
	close(t, "sd", sums(independent)[3], math.Sqrt(13*.7*.3), 1e-12)

	mixed := make([]float64, 14)
	const step = 1. / 256
	quantile := math.Sqrt2 * math.Erfinv(2*.7-1)
	for f := -9.; f <= 9; f += step {
		conditional := phi((quantile + math.Sqrt(.3)*f) / math.Sqrt(.7))
		density := math.Exp(-f*f/2) / math.Sqrt(2*math.Pi) * step
		for k, q := range Independent(slices.Repeat([]float64{conditional}, 13)) {
			mixed[k] += density * q
		}
	}
	for i, want := range [4]float64{.1110, .5135, .1345, 2.946} {
		close(t, "one factor", sums(mixed)[i], want, []float64{5e-5, 5e-5, 5e-5, 5e-4}[i])
	}

	// The same by counting 200 000 futures; tolerance 4 standard errors of each share (for the sd: 4 * .005, its
	// standard error being below sd/sqrt(2n)*1.1 = .0051).
	g := rand.New(rand.NewPCG(13, 14))
	const n = 200_000
	m := masksOf(t, 13)
	masks := make([]uint64, n)
	for i := range masks {
		f := g.NormFloat64()
		for e := range 13 {
			if math.Sqrt(.3)*f+math.Sqrt(.7)*g.NormFloat64() < quantile {
				masks[i] |= 1 << e
			}
		}
	}
	m.Add(masks)
	met := m.Met(m.Every())
	_, sd := MeanSD(met)
	tolerance := func(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/n) }
	close(t, "sampled P(all)", float64(m.All(m.Every()))/n, .1110, tolerance(.1110)+5e-5)
	close(t, "sampled P(>=10)", float64(m.AtLeast(m.Every(), 10))/n, .5135, tolerance(.5135)+5e-5)
	close(t, "sampled P(<=5)", 1-float64(m.AtLeast(m.Every(), 6))/n, .1345, tolerance(.1345)+5e-5)
	close(t, "sampled sd", sd, 2.946, .02)
}

// TestPairOfTargets: likelihoods .4 and .5 with normal correlation .7 give .31851 together and .79627 given the first.
// 200 000 futures, tolerance 4 standard errors.
func TestPairOfTargets(t *testing.T) {
	g := rand.New(rand.NewPCG(15, 16))
	const n = 200_000
	m := masksOf(t, 2)
	masks := make([]uint64, n)
	first := math.Sqrt2 * math.Erfinv(2*.4-1)
	for i := range masks {
		x := g.NormFloat64()
		y := .7*x + math.Sqrt(1-.49)*g.NormFloat64()
		if x < first {
			masks[i] |= 1
		}
		if y < 0 {
			masks[i] |= 2
		}
	}
	m.Add(masks)
	close(t, "joint", float64(m.All(3))/n, .31851, 4*math.Sqrt(.31851*.68149/n))
	close(t, "given the first", m.Given()[0][1], .79627, 4*math.Sqrt(.79627*.20373/(.4*n)))
	lo, hi := Bounds(m.Marginals())
	if joint := float64(m.All(3)) / n; joint < lo || joint > hi {
		t.Errorf("joint %v outside its bounds %v to %v", joint, lo, hi)
	}
}

func TestBoundsHoldForEveryTally(t *testing.T) {
	lo, hi := Bounds([]float64{.8, .7, .9})
	close(t, "lower bound", lo, .4, 1e-15) // 1 - .2 - .3 - .1
	close(t, "upper bound", hi, .7, 0)
	if lo, hi := Bounds([]float64{.4, .5}); lo != 0 || hi != .4 {
		t.Errorf("bounds %v %v", lo, hi)
	}
	g := rand.New(rand.NewPCG(17, 18))
	for range 200 {
		events := 1 + g.IntN(6)
		m := masksOf(t, events)
		masks := make([]uint64, 1+g.IntN(40))
		for i := range masks {
			masks[i] = g.Uint64N(1<<events) | g.Uint64N(1<<events)
		}
		m.Add(masks)
		lo, hi := Bounds(m.Marginals())
		if joint := float64(m.All(m.Every())) / float64(m.N()); joint < lo-1e-12 || joint > hi {
			t.Fatalf("joint %v outside %v to %v", joint, lo, hi)
		}
	}
}

func TestIndependentSumsToOneWithTheRightMoments(t *testing.T) {
	p := []float64{0, 1, .3, .9, .5, .12}
	d := Independent(p)
	var total, mean, variance float64
	for _, x := range p {
		mean += x
		variance += x * (1 - x)
	}
	for _, q := range d {
		total += q
	}
	gotMean, gotSD := MeanSD(d)
	close(t, "total", total, 1, 1e-15)
	close(t, "mean", gotMean, mean, 1e-14)
	close(t, "variance", gotSD*gotSD, variance, 1e-14)
	if d[0] != 0 || d[6] != 0 {
		t.Error("one event is certain and one impossible")
	}
}

func phi(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
