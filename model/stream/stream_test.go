package stream

import (
	"math"
	"slices"
	"testing"

	"targetcast/model/dist"
)

// The first outputs of xoshiro256++ from the state 1, 2, 3, 4, as the reference program prints them; two fills go on from
// each other.
func TestGeneratorAgainstReference(t *testing.T) {
	g, f := generator{1, 2, 3, 4}, generator{1, 2, 3, 4}
	want := []uint64{41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205, 9973669472204895162}
	filled := make([]uint64, len(want))
	f.fill(filled[:4])
	f.fill(filled[4:])
	for i, w := range want {
		if got := g.next(); got != w {
			t.Errorf("output %d: %d, want %d", i, got, w)
		}
		if filled[i] != w {
			t.Errorf("filled word %d: %d, want %d", i, filled[i], w)
		}
	}
}

func column(s Source, name string, year, block int) []float64 {
	u := make([]float64, Block)
	s.Fill(u, Input{Name: name}, year, block)
	return u
}

// Uniforms lie in the middle of cells of width 2^-52, and scores are those of the uniforms to the last digit.
func TestScoresAreThoseOfTheUniforms(t *testing.T) {
	for name, s := range map[string]Source{"mc": MonteCarlo(3, 0), "sobol": Sobol(3, 0, []Coordinate{{"a", 2021}})} {
		for _, in := range []string{"a", "b"} {
			for block := range 200 {
				u, z, want := column(s, in, 2021, block), make([]float64, Block), make([]float64, Block)
				s.Scores(z, Input{Name: in}, 2021, block)
				dist.NormalScores(want, u)
				for i := range z {
					if z[i] != want[i] {
						t.Fatalf("%s %s: score %.17g of the uniform %.17g, want %.17g", name, in, z[i], u[i], want[i])
					}
					if cell := u[i]*(1<<52) - .5; (name == "mc" || in == "b") && cell != math.Trunc(cell) {
						t.Fatalf("%s %s: uniform %.17g is in no middle", name, in, u[i])
					}
				}
			}
		}
	}
}

func TestEveryPartOfTheKeyMatters(t *testing.T) {
	base := column(MonteCarlo(1, 0), "a", 2021, 0)
	for what, other := range map[string][]float64{
		"seed":      column(MonteCarlo(2, 0), "a", 2021, 0),
		"replicate": column(MonteCarlo(1, 1), "a", 2021, 0),
		"name":      column(MonteCarlo(1, 0), "b", 2021, 0),
		"year":      column(MonteCarlo(1, 0), "a", 2022, 0),
		"block":     column(MonteCarlo(1, 0), "a", 2021, 1),
	} {
		// Independent columns of 256: the correlation has standard error 1/16; 4 of them are .25.
		if r := correlation(base, other); math.Abs(r) > .25 {
			t.Errorf("another %s gives correlation %.3f", what, r)
		}
	}
	if !slices.Equal(base, column(MonteCarlo(1, 0), "a", 2021, 0)) {
		t.Error("the same key gave another column")
	}
}

func TestShorterColumnIsABeginning(t *testing.T) {
	long, short := column(MonteCarlo(1, 0), "a", 0, 7), make([]float64, 10)
	MonteCarlo(1, 0).Fill(short, Input{Name: "a"}, 0, 7)
	if !slices.Equal(long[:10], short) {
		t.Error("a shorter column is not the beginning of the longer one")
	}
}

// 400 blocks x 50 names = 5.12 million uniforms with seed 7: mean and variance within 4 standard errors of 1/2 and
// 1/12 (standard errors sqrt(1/12/n) and sqrt(1/180/n)), and a chi-squared of 256 cells within 4 of its own.
func TestUniform(t *testing.T) {
	s := MonteCarlo(7, 0)
	var n, sum, sqr float64
	cells := make([]float64, 256)
	for name := range 50 {
		for b := range 400 {
			for _, u := range column(s, string(rune('A'+name)), 2000+name, b) {
				if u <= 0 || u >= 1 {
					t.Fatalf("%v is not inside (0,1)", u)
				}
				n++
				sum += u
				sqr += (u - .5) * (u - .5)
				cells[int(u*256)]++
			}
		}
	}
	if d := math.Abs(sum/n-.5) / math.Sqrt(1./12/n); d > 4 {
		t.Errorf("mean off by %.1f standard errors", d)
	}
	if d := math.Abs(sqr/n-1./12) / math.Sqrt(1./180/n); d > 4 {
		t.Errorf("variance off by %.1f standard errors", d)
	}
	var chi float64
	for _, c := range cells {
		chi += (c - n/256) * (c - n/256) / (n / 256)
	}
	if d := math.Abs(chi-255) / math.Sqrt(2*255); d > 4 {
		t.Errorf("chi-squared %.1f, %.1f standard errors from 255", chi, d)
	}
}

func correlation(x, y []float64) float64 {
	var xy, xx, yy float64
	for i := range x {
		a, b := x[i]-.5, y[i]-.5
		xy, xx, yy = xy+a*b, xx+a*a, yy+b*b
	}
	return xy / math.Sqrt(xx*yy)
}

func BenchmarkFill(b *testing.B) {
	s, u := MonteCarlo(1, 0), make([]float64, Block)
	b.SetBytes(Block * 8)
	for i := range b.N {
		s.Fill(u, Input{Name: "indicator.growth_hangzhou.shock"}, 2021, i)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/Block, "ns/uniform")
}
