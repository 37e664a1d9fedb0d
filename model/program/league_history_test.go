package program

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/attain"
	"targetcast/model/dist"
	"targetcast/model/plan"
	"targetcast/model/process"
	"targetcast/model/series"
	"targetcast/model/stream"
	"targetcast/seeds"
)

// The league's judged spread and gaps must move ranks as the published tables did: among places 6 to 10, the share that
// keeps its place for a year lies inside the 95 % interval of history, and so does the standard deviation of the yearly
// change. Each table names its first ten, so a city that falls further is counted at place 11, in history and in
// simulation alike: then no change is unknown. History is the shipped table; 20,000 futures of each city, seed 3.
func TestLeagueMovesRanksLikeHistory(t *testing.T) {
	p, err := plan.Load(seeds.Default(), plan.Options{Laws: lawNames()})
	if err != nil {
		t.Fatal(err)
	}
	g := &p.Leagues[0]
	changes := historicalChanges(g.Rows)
	same := int64(0)
	var squares float64
	for _, c := range changes {
		if c == 0 {
			same++
		}
		squares += c * c
	}
	n := float64(len(changes))
	lo, hi, err := attain.WilsonInterval(same, int64(len(changes)), .95)
	if err != nil {
		t.Fatal(err)
	}
	sd := math.Sqrt(squares / n)

	kept, moved, total := 0.0, 0.0, 0.0
	for _, s := range lastTable(g.Rows) {
		if s.Rank < firstPlace || s.Rank > lastPlace {
			continue
		}
		for _, change := range simulatedChanges(t, g, lastTable(g.Rows), s) {
			if change == 0 {
				kept++
			}
			moved += change * change
			total++
		}
	}
	share, simulated := kept/total, math.Sqrt(moved/total)
	t.Logf("history: %d of %d unchanged (%.2f to %.2f), sd %.2f; simulated: %.2f unchanged, sd %.2f", same, len(changes), lo, hi, sd, share, simulated)
	if share < lo || share > hi {
		t.Errorf("%.3f of places stay, history has %.3f to %.3f", share, lo, hi)
	}
	// (n sd²/σ²) is chi-squared with n degrees of freedom when changes about 0 are normal.
	chi := distuv.ChiSquared{K: n}
	if from, to := sd*math.Sqrt(n/chi.Quantile(.975)), sd*math.Sqrt(n/chi.Quantile(.025)); simulated < from || simulated > to {
		t.Errorf("sd of the yearly change %.2f, history has %.2f to %.2f", simulated, from, to)
	}
}

// Places whose changes are compared, and where a city that leaves them is counted.
const firstPlace, lastPlace, below = 6, 10, 11

// historicalChanges lists the changes of place from each table to that of the next year.
func historicalChanges(rows []series.Rank) []float64 {
	place := map[int]map[string]int{}
	for _, r := range rows {
		if place[r.Year] == nil {
			place[r.Year] = map[string]int{}
		}
		place[r.Year][r.Name] = r.Rank
	}
	var out []float64
	for _, r := range rows {
		next, listed := place[r.Year+1], place[r.Year+1][r.Name]
		if r.Rank < firstPlace || r.Rank > lastPlace || next == nil {
			continue
		}
		if listed == 0 || listed > below {
			listed = below
		}
		out = append(out, float64(listed-r.Rank))
	}
	return out
}

func lastTable(rows []series.Rank) []process.Standing {
	last := 0
	for _, r := range rows {
		last = max(last, r.Year)
	}
	var out []process.Standing
	for _, r := range rows {
		if r.Year == last {
			out = append(out, process.Standing{City: r.Name, Rank: r.Rank, Score: r.Score})
		}
	}
	return out
}

func simulatedChanges(t *testing.T, g *plan.League, table []process.Standing, subject process.Standing) []float64 {
	t.Helper()
	law, err := process.NewLeague(table, subject.City)
	if err != nil {
		t.Fatal(err)
	}
	spec := law.Spec()
	source := stream.MonteCarlo(3, 0)
	columns := func(n int) [][]float64 {
		out := make([][]float64, n)
		for i := range out {
			out[i] = make([]float64, stream.Block)
		}
		return out
	}
	s := &process.Step{Year: 2022, Prev: make([]float64, stream.Block), Out: make([]float64, stream.Block),
		State: columns(spec.State), Par: columns(len(spec.Params)), Luck: columns(len(spec.Luck))}
	z := make([]float64, stream.Block)
	var out []float64
	for b := range 20_000/stream.Block + 1 {
		for i, q := range spec.Params {
			source.Fill(z, stream.Input{Name: q.Name}, 0, b)
			dist.NormalScores(z, z)
			g.Parameters[q.Name].Dist.Fill(s.Par[i], z)
			if q.Name == "drift" && subject.City != g.Subject { // the judged drift is the plan's own city's
				clear(s.Par[i])
			}
		}
		for i, l := range spec.Luck {
			source.Fill(s.Luck[i], stream.Input{Name: subject.City + l.Name}, 0, b)
			dist.NormalScores(s.Luck[i], s.Luck[i])
		}
		law.Init(s)
		law.Next(s)
		for _, rank := range s.Out {
			out = append(out, min(rank, below)-float64(subject.Rank))
		}
	}
	return out
}

func lawNames() map[string][]string {
	out := map[string][]string{}
	for _, name := range process.Names() {
		law, _ := process.Lookup(name)
		for _, p := range law.Spec().Params {
			out[name] = append(out[name], p.Name)
		}
	}
	return out
}
