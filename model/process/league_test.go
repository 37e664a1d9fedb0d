package process

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"targetcast/model/dist"
)

// standings makes a table of cities a, b, c, ... with the scores given, NaN where unpublished.
func standings(scores ...float64) []Standing {
	var s []Standing
	for i, v := range scores {
		s = append(s, Standing{City: string(rune('a' + i)), Rank: i + 1, Score: v})
	}
	return s
}

func league(t testing.TB, table []Standing, subject string) *League {
	t.Helper()
	l, err := NewLeague(table, subject)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Two cities: P(i > j) = Φ((Δ+hΔδ)/√(2hτ²(1-ρ))); with Δ = -1, Δδ = .4, h = 2, τ = 1.2, ρ = .3 it is .4603. Scores
// are ranked in hundredths and ties go to the subject, so a distance d just below 0 still counts with chance
// 1 + d/.01: on average that is half a hundredth more, and P is .4613.
func TestLeaguePair(t *testing.T) {
	sd := math.Sqrt(2 * 2 * 1.44 * 0.7)
	exact := dist.Phi((-1 + 0.8) / sd)
	if math.Abs(exact-0.4603) > 5e-5 {
		t.Fatalf("the closed form gives %.5f", exact)
	}
	l := league(t, standings(81, 80), "b")
	x := run(t, l, 2021, 2, 2, []float64{3, 1.2, 0.3, 0.4, 0}, draws)
	checkShare(t, "first", x[2], func(v float64) bool { return v == 1 }, dist.Phi((-1+0.8+0.005)/sd))
	if x[0][0] != 2 {
		t.Errorf("the published rank 2 becomes %g", x[0][0])
	}
}

// E rank = 1 + Σ P(j > i), with all scores published; the same half hundredth. The rivals' own drifts of sd .3 add
// h²·.09 to the variance of each distance.
func TestLeagueMeanRank(t *testing.T) {
	scores := []float64{97.2, 82.6, 82.2, 80.1, 79.5, 78}
	const h, tau, rho, drift, own = 3, 1.2, 0.3, 0.5, 0.3
	want := 1.0
	for i, s := range scores {
		if i != 4 {
			want += dist.Phi((s - 79.5 - h*drift - 0.005) / math.Sqrt(2*h*tau*tau*(1-rho)+h*h*own*own))
		}
	}
	x := run(t, league(t, standings(scores...), "e"), 2021, h, 5, []float64{3, tau, rho, drift, own}, draws)[h]
	checkMean(t, "rank", x, want)
}

// startingScores runs Init with evenly spread luck and returns the starting scores, one column per city.
func startingScores(t *testing.T, l *League, n int, gap float64) [][]float64 {
	t.Helper()
	s := newStep(l, n, 1, []float64{gap, 1, 0.3, 0, 0})
	for j, luck := range l.Spec().Luck {
		for i := range s.Luck[j] { // a different irrational step for each name
			step := math.Mod(float64(len(luck.Name)*7+int(luck.Name[len(luck.Name)-1]))*math.Sqrt2, 1)
			s.Luck[j][i] = dist.NormalQuantile(math.Mod(float64(i)*step+0.5/float64(n), 1)*(1-1e-9) + 1e-10)
		}
	}
	l.Init(s)
	return s.State[:len(l.Cities())]
}

// Wherever scores are published, starting scores keep the order and pass through what is published.
func TestLeagueStartKeepsWhatIsPublished(t *testing.T) {
	u := nan
	for _, scores := range [][]float64{
		{97.2, 82.6, 82.2, u, u, u}, {u, u, u, u}, {u, u, 80, u}, {90, u, u, 70, 69, u, 50, u}, {u, 88, 88, u, 80}, {60, 50},
	} {
		l := league(t, standings(scores...), "b")
		start := startingScores(t, l, 500, 2)
		for i, want := range scores {
			for f, got := range start[i] {
				if known(Standing{Score: want}) && got != want {
					t.Fatalf("%v: score %d is %g", scores, i, got)
				}
				if math.IsNaN(got) || i > 0 && got > start[i-1][f] {
					t.Fatalf("%v: score %d is %g after %g", scores, i, got, start[i-1][f])
				}
			}
		}
	}
}

// Free gaps are exponential with the given mean. Between two published scores at distance 12 with 3 gaps each has
// mean 4, and the first is longer than 6 with probability (1-6/12)² = 1/4 (uniform spacings).
func TestLeagueGaps(t *testing.T) {
	l := league(t, standings(90, nan, nan, 78, nan), "b")
	var first, free []float64
	x := run(t, probe{l}, 2021, 0, 2, []float64{2.5, 1, 0.3, 0, 0}, draws)
	for _, v := range x[0] {
		first = append(first, 90-v)
	}
	checkMean(t, "scaled gap", first, 4)
	checkShare(t, "scaled gap", first, atLeast(6), 0.25)
	y := run(t, lastScore{probe{l}}, 2021, 0, 2, []float64{2.5, 1, 0.3, 0, 0}, draws)
	for _, v := range y[0] {
		free = append(free, 78-v)
	}
	checkMean(t, "free gap", free, 2.5)
	checkVariance(t, "free gap", free, 6.25)
	checkShare(t, "free gap", free, atLeast(5), math.Exp(-2))
}

// probe shows the second city's starting score in place of the rank, lastScore the last city's.
type probe struct{ *League }

func (p probe) Init(s *Step) {
	p.League.Init(s)
	copy(s.Out, s.State[1])
}

type lastScore struct{ probe }

func (p lastScore) Init(s *Step) {
	p.League.Init(s)
	copy(s.Out, s.State[len(p.table)-1])
}

// One more city below changes no score of the others: luck goes by name.
func TestLeagueAnotherCityChangesNothingElse(t *testing.T) {
	short := league(t, standings(90, nan, nan, nan), "c")
	long := league(t, standings(90, nan, nan, nan, nan), "c")
	a := run(t, probeYear{short}, 2021, 3, 3, []float64{2, 1.2, 0.3, 0.1, 0.2}, 600)
	b := run(t, probeYear{long}, 2021, 3, 3, []float64{2, 1.2, 0.3, 0.1, 0.2}, 600)
	for k := range a {
		for i := range a[k] {
			if a[k][i] != b[k][i] {
				t.Fatalf("year %d, future %d: %g and %g", k, i, a[k][i], b[k][i])
			}
		}
	}
}

// probeYear shows the fourth city's score in every year.
type probeYear struct{ *League }

func (p probeYear) Init(s *Step) { p.League.Init(s); copy(s.Out, s.State[3]) }
func (p probeYear) Next(s *Step) { p.League.Next(s); copy(s.Out, s.State[3]) }

// The rank never rises (in number) with the subject's own luck or a push, never falls with a rival's, and is not
// touched by the common part.
func TestLeagueMonotone(t *testing.T) {
	l := league(t, standings(90, 86, nan, nan, nan, nan), "d")
	par := []float64{1, 1.5, 0.3, 0.2, 0.3}
	z := make([]float64, 2001)
	for i := range z {
		z[i] = -8 + 16*float64(i)/2000
	}
	for j, luck := range l.Spec().Luck {
		out := oneYear(l, j, z, 0.3, 4, par, nan)
		for i := 1; i < len(out); i++ {
			up, down := out[i] > out[i-1], out[i] < out[i-1]
			switch {
			case luck.Shared && up, strings.HasPrefix(luck.Name, "change ") && down, strings.HasPrefix(luck.Name, "drift ") && down:
				t.Fatalf("%s: rank %g after %g", luck.Name, out[i], out[i-1])
			}
		}
	}
	base, pushed := oneYear(l, -1, z, 0.3, 4, par, nan), oneYear(l, -1, z, 0.3, 4, par, 3)
	if !(pushed[0] < base[0]) {
		t.Errorf("a push of 3 points takes rank %g to %g", base[0], pushed[0])
	}
}

func TestLeagueTable(t *testing.T) {
	// Missing ranks are held by unnamed rivals, so that the subject keeps its published rank.
	l := league(t, []Standing{{"a", 1, 90}, {"b", 2, nan}, {"x", 5, nan}, {"y", 8, nan}}, "x")
	if got := strings.Join(l.Cities(), ","); got != "a,b,unnamed 3,unnamed 4,x,unnamed 6,unnamed 7,y" {
		t.Errorf("cities %s", got)
	}
	if x := run(t, l, 2021, 1, 5, []float64{1, 0, 0.3, 0, 0}, 100); x[0][0] != 5 {
		t.Errorf("published rank %g", x[0][0])
	}
	for _, c := range []struct {
		table         []Standing
		subject, want string
	}{
		{standings(90, 91), "a", "better rank"},
		{standings(90, nan, 95), "a", "better rank"},
		{standings(90, 80), "q", "not in the table"},
		{[]Standing{{"a", 1, nan}, {"a", 2, nan}}, "a", "twice"},
		{[]Standing{{"a", 1, nan}, {"", 2, nan}}, "a", "unnamed"},
		{[]Standing{{"a", 1, nan}, {"b", 1, nan}}, "a", "each once"},
		{[]Standing{{"a", 0, nan}}, "a", "each once"},
		{standings(math.Inf(1)), "a", "better rank"},
		{nil, "a", "not in the table"},
	} {
		if _, err := NewLeague(c.table, c.subject); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v does not say %q", c.table, err, c.want)
		}
	}
}

func TestLeagueDoesNotAllocate(t *testing.T) {
	l := league(t, standings(90, nan, nan, nan), "c")
	s := newStep(l, 256, 3, []float64{2, 1.2, 0.3, 0.1, 0.2})
	l.Init(s)
	if n := testing.AllocsPerRun(10, func() { l.Next(s) }); n != 0 {
		t.Errorf("%g allocations a step", n)
	}
}

func BenchmarkLeague(b *testing.B) {
	var table []Standing
	for i := range 20 {
		table = append(table, Standing{fmt.Sprint("city ", i), i + 1, nan})
	}
	l := league(b, table, "city 9")
	s := newStep(l, 256, 10, []float64{2, 1.2, 0.3, 0.1, 0.2})
	for b.Loop() {
		l.Init(s)
		for range 4 {
			l.Next(s)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256/4, "ns/draw-year")
}
