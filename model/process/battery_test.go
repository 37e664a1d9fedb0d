package process

import (
	"math"
	"slices"
	"strings"
	"testing"

	"targetcast/model/dist"
)

// sane is a usual setting of every law: a start and parameters in the order of its Spec.
var sane = map[string]struct {
	start float64
	par   []float64
}{
	"log_random_walk":   {100, []float64{100, 0.06, 0.03}},
	"random_walk":       {5, []float64{5, 0.4, 1.2}},
	"ar1":               {0.07, []float64{0.07, 0.05, 0.6, 0.02}},
	"damped_growth":     {100, []float64{100, 0.08, 0.05, 0.6, 0.02}},
	"logit_random_walk": {0.27, []float64{0.27, 0.04, 0.03, 1}},
	"logistic":          {100, []float64{100, 220, 0.35, 0.1}},
	"gompertz":          {100, []float64{100, 220, 0.35, 0.06}},
	"bass":              {60, []float64{60, 200, 0.03, 0.38}},
	"poisson":           {10, []float64{12, 0.05}},
	"negative_binomial": {1700, []float64{1900, 20}},
	"batches":           {40, []float64{40, 0.7, 12, 3, 0.02}},
	"cumulative_flow":   {0, []float64{0, 17, 0.05, 0.1}},
	"gamma_additions":   {1.08, []float64{1.08, 2, 0.008}},
	"rare_shock":        {0, []float64{0.1, -0.04, 0.02, 0.5, 0}},
	"level_revision":    {0, []float64{2022, 0.03, 0.02}},
	"milestone":         {0, []float64{2021.75, 0.6}},
	"white_noise":       {0, []float64{0, 1}},
	"constant":          {7, []float64{7}},
}

// Every law of the plan format is there under its name, and a league is one more.
func TestNames(t *testing.T) {
	want := []string{"ar1", "bass", "batches", "constant", "cumulative_flow", "damped_growth", "gamma_additions", "gompertz",
		"level_revision", "log_random_walk", "logistic", "logit_random_walk", "milestone", "negative_binomial", "poisson",
		"random_walk", "rare_shock", "white_noise"}
	if !slices.Equal(Names(), want) {
		t.Errorf("Names() = %v", Names())
	}
	if _, ok := Lookup("no_such_law"); ok {
		t.Error("a law is found that is not there")
	}
	for _, name := range want {
		if _, ok := sane[name]; !ok {
			t.Errorf("%s is not in the battery", name)
		}
	}
}

func TestSpecsAreComplete(t *testing.T) {
	for _, name := range Names() {
		spec := law(t, name).Spec()
		if spec.Name != name || spec.Title == "" || spec.Source == "" || spec.Push == "" {
			t.Errorf("%s: spec lacks a name, title, source or push", name)
		}
		seen := map[string]bool{}
		for i, p := range spec.Params {
			if p.Name == "" || p.Unit == "" || p.Doc == "" || seen[p.Name] {
				t.Errorf("%s: parameter %+v lacks something or stands twice", name, p)
			}
			seen[p.Name] = true
			v := sane[name].par[i]
			if !(p.Min < p.Max) || v < p.Min || v > p.Max || p.Default < p.Min || p.Default > p.Max {
				t.Errorf("%s: %s has bounds [%g, %g], default %g, usual value %g", name, p.Name, p.Min, p.Max, p.Default, v)
			}
		}
		shared := 0
		luck := map[string]bool{}
		for _, l := range spec.Luck {
			if l.Name == "" || l.Doc == "" || luck[l.Name] {
				t.Errorf("%s: luck %+v lacks something or stands twice", name, l)
			}
			luck[l.Name] = true
			if l.Shared {
				shared++
				if l.Name != "shock" {
					t.Errorf("%s: the shared luck is called %q", name, l.Name)
				}
			}
		}
		if shared > 1 {
			t.Errorf("%s: %d shared columns", name, shared)
		}
	}
}

// At usual parameters values are finite; monotone laws never fall and counts are whole.
func TestPathsAreSane(t *testing.T) {
	for _, name := range Names() {
		l, s := law(t, name), sane[name]
		spec := l.Spec()
		paths := run(t, l, 2020, 6, s.start, s.par, 3000)
		for k, column := range paths {
			for i, v := range column {
				switch {
				case math.IsNaN(v) || math.IsInf(v, 0):
					t.Fatalf("%s: %g in year %d", name, v, k)
				case spec.Count && v != math.Floor(v):
					t.Fatalf("%s: a count of %g", name, v)
				case spec.Monotone && k > 0 && v < paths[k-1][i]:
					t.Fatalf("%s: falls from %g to %g", name, paths[k-1][i], v)
				}
			}
		}
	}
}

// oneYear runs Init and Next over futures that differ in one luck column; the others are at a fixed score. A NaN push
// is none.
func oneYear(l Law, column int, z []float64, other, start float64, par []float64, push float64) []float64 {
	s := newStep(l, len(z), start, par)
	for j := range s.Luck {
		fill(s.Luck[j], other)
	}
	if column >= 0 {
		copy(s.Luck[column], z)
	}
	s.Year = 2021
	l.Init(s)
	s.Prev, s.Out = s.Out, s.Prev
	s.Year = 2022
	if !math.IsNaN(push) {
		s.Push = make([]float64, len(z))
		fill(s.Push, push)
	}
	l.Next(s)
	return s.Out
}

// Every law is a monotone function of each of its luck columns, whatever the others are.
func TestMonotoneInLuck(t *testing.T) {
	z := make([]float64, 4001)
	for i := range z {
		z[i] = -8.2 + 16.4*float64(i)/4000
	}
	for _, name := range Names() {
		l := law(t, name)
		for j, luck := range l.Spec().Luck {
			for _, other := range []float64{-1.7, 0.4, 2.2} {
				out := oneYear(l, j, z, other, sane[name].start, sane[name].par, nan)
				up, down := true, true
				for i := 1; i < len(out); i++ {
					up = up && out[i] >= out[i-1]
					down = down && out[i] <= out[i-1]
				}
				if !up && !down {
					t.Errorf("%s: not monotone in %s", name, luck.Name)
				}
			}
		}
	}
}

// A positive push never lowers a value and raises it somewhere; a push of zeros is no push.
func TestPushRaises(t *testing.T) {
	z := make([]float64, 401)
	for i := range z {
		z[i] = -3 + 6*float64(i)/400
	}
	for _, name := range Names() {
		l := law(t, name)
		column := 0
		if name == "batches" {
			column = 1
		}
		if len(l.Spec().Luck) == 0 {
			column = -1
		}
		par := slices.Clone(sane[name].par)
		if name == "milestone" {
			par[0] = 2022.9
		}
		other := 0.9 // a year with a batch
		base := oneYear(l, column, z, other, sane[name].start, par, nan)
		pushed := oneYear(l, column, z, other, sane[name].start, par, 0.7)
		zero := oneYear(l, column, z, other, sane[name].start, par, 0)
		higher := false
		for i := range base {
			if pushed[i] < base[i] {
				t.Errorf("%s: a push lowers %g to %g", name, base[i], pushed[i])
				break
			}
			higher = higher || pushed[i] > base[i]
			if zero[i] != base[i] {
				t.Errorf("%s: no push gives %g, a push of nothing %g", name, base[i], zero[i])
				break
			}
		}
		if !higher {
			t.Errorf("%s: a push does nothing", name)
		}
	}
}

// Stepping allocates nothing: tables are kept.
func TestNextDoesNotAllocate(t *testing.T) {
	for _, name := range Names() {
		l := law(t, name)
		s := newStep(l, 256, sane[name].start, sane[name].par)
		l.Init(s)
		s.Prev, s.Out = s.Out, s.Prev
		l.Next(s)
		if n := testing.AllocsPerRun(10, func() { l.Next(s) }); n != 0 {
			t.Errorf("%s: %g allocations a step", name, n)
		}
	}
}

// A start that is unknown gives NaN, not a number out of nothing, unless the law knows better.
func TestUnknownStart(t *testing.T) {
	knows := "constant level_revision milestone white_noise"
	for _, name := range Names() {
		l := law(t, name)
		s := newStep(l, 4, 0, sane[name].par)
		s.Prev = nil
		l.Init(s)
		if math.IsNaN(s.Out[0]) == strings.Contains(knows, name) {
			t.Errorf("%s: an unknown start gives %g", name, s.Out[0])
		}
	}
}

// Nanoseconds per draw and year without the luck itself; six years and a start are timed together.
func BenchmarkLaw(b *testing.B) {
	const years = 6
	for _, name := range Names() {
		l := law(b, name)
		s := newStep(l, 256, sane[name].start, sane[name].par)
		for j := range s.Luck {
			for i := range s.Luck[j] {
				s.Luck[j][i] = dist.NormalQuantile(math.Mod(float64(i+7*j)*0.6180339887498949+0.5, 1))
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fill(s.Prev, sane[name].start)
				l.Init(s)
				for range years {
					s.Prev, s.Out = s.Out, s.Prev
					l.Next(s)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256/years, "ns/draw-year")
		})
	}
}

// Workers share laws and tables: two at a time give what one gives.
func TestConcurrentUse(t *testing.T) {
	for _, name := range Names() {
		s := sane[name]
		want := run(t, law(t, name), 2020, 3, s.start, s.par, 600)
		got := make(chan [][]float64, 2)
		for range 2 {
			go func() { got <- run(t, law(t, name), 2020, 3, s.start, s.par, 600) }()
		}
		for range 2 {
			if !slices.EqualFunc(<-got, want, slices.Equal[[]float64]) {
				t.Errorf("%s: a second worker gets other numbers", name)
			}
		}
	}
}
