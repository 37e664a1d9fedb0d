package backtest

import (
	"math"
	"testing"
)

func pathOf(values ...float64) *history {
	h := &history{path: values}
	for i, v := range values {
		h.values = append(h.values, value{year: 2001 + i, x: v})
	}
	return h
}

func says(t *testing.T, h *history, name string, ahead int) normal {
	t.Helper()
	p, ok := rivals(h)[name](ahead)
	if !ok {
		t.Fatalf("%s says nothing", name)
	}
	return p.(normal)
}

// TestNoChange: values 0 1 3 4 8 9, changes 1 2 1 4 1, squares 23.
func TestNoChange(t *testing.T) {
	h := pathOf(0, 1, 3, 4, 8, 9)
	n := says(t, h, NoChange, 3)
	near(t, "no change", n.mean, 9, 0)
	near(t, "no change sd", n.sd, math.Sqrt(23./5*3), 1e-12)
	if len(rivals(pathOf(1, 1, 1, 1, 1, 1))) != 0 {
		t.Error("rivals without any spread are kept")
	}
}

// TestTheta: on a straight line simple smoothing follows exactly in the limit of weight 1, so that Theta goes on with
// half of the slope (Assimakopoulos and Nikolopoulos, 2000: the mean of the line and of the smoothed doubled series).
func TestTheta(t *testing.T) {
	path := []float64{3, 5, 7, 9, 11, 13, 15}
	s := newSimple(path)
	p, _ := s.theta(path)(4)
	near(t, "straight line", p.(normal).mean, 15+4, 2e-3)
	near(t, "slope", slope(path), 2, 1e-13)
	// With the weight fixed the definition can be followed: the mean of the least-squares line a+bt and of the smoothing of
	// 2y - line. When y is smoothed from the level 0 and the line from its first value, the latter starts at -(a+b).
	path = []float64{2, 3, 1, 5, 4, 7, 6}
	const alpha, ahead = .4, 3
	b, n := slope(path), float64(len(path))
	a := mean(path) - b*(n+1)/2
	level, doubled := 0., -(a + b)
	for i, y := range path {
		level += alpha * (y - level)
		doubled += alpha * (2*y - (a + b*float64(i+1)) - doubled)
	}
	p, _ = simple{alpha: alpha, level: level}.theta(path)(ahead)
	near(t, "definition", p.(normal).mean, (a+b*(n+ahead)+doubled)/2, 1e-12)
}

// TestDampedTrend: data made without errors from a known level, trend and damping on the grid are continued exactly;
// the trend to h is (φ+...+φ^h)·trend.
func TestDampedTrend(t *testing.T) {
	const phi = .9
	level, trend := 10., 2.
	var path []float64
	for range 8 {
		trend *= phi
		level += trend
		path = append(path, level)
	}
	// A little noise keeps the spread above 0 without moving the fit.
	path[3] += 1e-7
	d, ok := newDamped(path)
	if !ok {
		t.Fatal("no fit")
	}
	p, _ := d.ahead(3)
	near(t, "three years on", p.(normal).mean, level+trend*(phi+phi*phi+phi*phi*phi), 1e-5)
	// The closed form of the variance (Hyndman, Koehler, Ord and Snyder, 2008, table 6.1) with β the weight of the trend:
	// σ²{1 + α²(h-1) + βφh/(1-φ)²·[2α(1-φ)+βφ] - βφ(1-φ^h)/((1-φ)²(1-φ²))·[2α(1-φ²)+βφ(1+2φ-φ^h)]}.
	for _, h := range []float64{1, 2, 5} {
		a, b, f := .5, .2, .85
		x := damped{alpha: a, beta: b, phi: f, sd: 1}
		fh := math.Pow(f, h)
		want := 1 + a*a*(h-1) + b*f*h/((1-f)*(1-f))*(2*a*(1-f)+b*f) -
			b*f*(1-fh)/((1-f)*(1-f)*(1-f*f))*(2*a*(1-f*f)+b*f*(1+2*f-fh))
		p, _ := x.ahead(int(h))
		near(t, "variance", p.(normal).sd*p.(normal).sd, want, 1e-12)
	}
}

// TestSimpleSmoothing: the best starting level for a weight solves a regression; check by brute force on a finer grid.
func TestSimpleSmoothing(t *testing.T) {
	path := []float64{5, 4, 6, 5, 7, 5, 6}
	s := newSimple(path)
	sse := func(alpha, level float64) float64 {
		var sum float64
		for _, y := range path {
			e := y - level
			sum += e * e
			level += alpha * e
		}
		return sum
	}
	least := math.Inf(1)
	for alpha := .01; alpha <= 1; alpha += .01 {
		for level := 3.; level < 8; level += .001 {
			least = min(least, sse(alpha, level))
		}
	}
	near(t, "sum of squares", s.sd*s.sd*5, least, 1e-4)
}
