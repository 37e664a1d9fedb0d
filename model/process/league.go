package process

import (
	"fmt"
	"math"

	"targetcast/model/dist"
)

// Standing is one city's published place.
type Standing struct {
	City  string
	Rank  int
	Score float64 // NaN when only the rank was published
}

// League is the rank of one city in a table ordered by a score that is partly unpublished. It is a Law like the
// others, but made for one table: every city's score walks, and the subject's rank is the value.
//
//	s_i' = s_i + drift_i + spread (√correlation f + √(1-correlation) ε_i),   rank = 1 + #{s_j > s_i}
//
// with scores rounded to hundredths, as published, before they are ranked. The starting scores keep the published
// order and the published scores; the gaps between neighbours are exponential, and where they lie between two
// published scores they are scaled to fit, which is their exact law given the sum. Source: ranking by latent scores,
// Goldstein and Spiegelhalter (1996, J. R. Statist. Soc. A 159, 385-443).
type League struct {
	table   []Standing
	subject int
	luck    []Luck
	// Where each city's luck is in the list; -1 where it has none.
	gap, drift, change []int
}

// The parameters of a league, in the order of its Spec.
const (
	leagueGap = iota
	leagueSpread
	leagueCorrelation
	leagueDrift
	leagueRivalDriftSD
)

// NewLeague builds a league from published standings, best first, and the city whose rank is wanted. Ranks that are
// missing above the last one are held by unnamed rivals; rivals below the last one are not simulated. It is an error
// when ranks do not rise, a score is higher than one of a better rank, a name stands twice or the subject is missing.
func NewLeague(standings []Standing, subject string) (*League, error) {
	l := &League{subject: -1}
	seen := map[string]bool{}
	best := inf
	for _, s := range standings {
		switch {
		case s.City == "" || seen[s.City]:
			return nil, fmt.Errorf("league: city %q at rank %d is unnamed or stands twice; give each city one row", s.City, s.Rank)
		case s.Rank <= len(l.table):
			return nil, fmt.Errorf("league: rank %d of %s follows rank %d; list ranks from 1, each once", s.Rank, s.City, len(l.table))
		case s.Score > best || math.IsInf(s.Score, 0):
			return nil, fmt.Errorf("league: score %g of %s is above the score %g of a better rank; correct one of them", s.Score, s.City, best)
		}
		for len(l.table) < s.Rank-1 {
			rank := len(l.table) + 1
			l.table = append(l.table, Standing{fmt.Sprintf("unnamed %d", rank), rank, nan})
		}
		seen[s.City] = true
		if s.City == subject {
			l.subject = len(l.table)
		}
		if known(s) {
			best = s.Score
		}
		l.table = append(l.table, s)
	}
	if l.subject < 0 {
		return nil, fmt.Errorf("league: %q is not in the table; name one of its cities", subject)
	}
	l.declareLuck()
	return l, nil
}

func known(s Standing) bool { return !math.IsNaN(s.Score) }

// declareLuck names luck after cities, so that a city more leaves the luck of all others as it is.
func (l *League) declareLuck() {
	add := func(luck Luck) int {
		l.luck = append(l.luck, luck)
		return len(l.luck) - 1
	}
	add(Luck{Name: "common", Doc: "common part of all yearly changes; it moves no rank by itself"})
	for i, s := range l.table {
		gap, drift := -1, -1
		if i > 0 && !(known(s) && known(l.table[i-1])) {
			gap = add(Luck{Name: "gap " + s.City, PerFuture: true, Uniform: true, Doc: "starting distance to the city above"})
		}
		change := Luck{Name: "change " + s.City, Doc: "own part of the yearly change"}
		if i == l.subject {
			change = shock("own part of the subject's yearly change")
		} else {
			drift = add(Luck{Name: "drift " + s.City, PerFuture: true, Doc: "drift of this rival"})
		}
		l.gap, l.drift, l.change = append(l.gap, gap), append(l.drift, drift), append(l.change, add(change))
	}
}

// Cities are the names in order of the starting rank; the first so many columns of State are their scores.
func (l *League) Cities() []string {
	names := make([]string, len(l.table))
	for i, s := range l.table {
		names[i] = s.City
	}
	return names
}

func (l *League) Spec() Spec {
	return Spec{
		Name:   "league",
		Title:  "league table of latent scores",
		Source: "Goldstein and Spiegelhalter (1996)",
		Params: []Param{
			leagueGap:          {Name: "gap", Unit: "points", Min: Above0, Max: inf, Default: nan, Doc: "mean starting distance between neighbours whose scores are unpublished"},
			leagueSpread:       {Name: "spread", Unit: "points", Min: 0, Max: inf, Default: nan, Doc: "standard deviation of a city's yearly change"},
			leagueCorrelation:  {Name: "correlation", Unit: "1", Min: 0, Max: 1, Default: nan, Doc: "correlation of two cities' yearly changes"},
			leagueDrift:        {Name: "drift", Unit: "points per year", Min: -inf, Max: inf, Default: nan, Doc: "the subject's drift less the rivals' mean drift"},
			leagueRivalDriftSD: {Name: "rival_drift_sd", Unit: "points per year", Min: 0, Max: inf, Default: 0, Doc: "standard deviation of the rivals' own drifts"},
		},
		Luck:  l.luck,
		State: len(l.table) + 2, // scores, then two columns of working room
		Push:  "score points per year, added to the subject's drift: a better rank is a smaller number",
		Count: true,
	}
}

// Init draws the starting scores and writes the published rank.
func (l *League) Init(s *Step) {
	fill(s.Out, float64(l.subject+1))
	for i, k := range l.gap {
		if k < 0 {
			continue
		}
		for f, z := range s.Luck[k] { // gaps stand in for scores until anchored
			s.State[i][f] = s.Par[leagueGap][f] * dist.ExponentialScore(z)
		}
	}
	for f := range s.Out {
		l.anchor(s.State, f)
	}
}

// anchor turns one future's gaps into scores. Without any published score the first is put at 0: only distances count.
func (l *League) anchor(score [][]float64, f int) {
	at := func(i int) float64 { return l.table[i].Score }
	first := 0
	for first < len(l.table) && !known(l.table[first]) {
		first++
	}
	last, top := first, 0.0
	if first == len(l.table) {
		last = 0
	} else {
		top = at(first)
	}
	// Upwards from the first published score.
	gap, s := score[last][f], top
	score[last][f] = s
	for i := last - 1; i >= 0; i-- {
		s += gap
		gap, score[i][f] = score[i][f], s
	}
	// Downwards, scaled to fit wherever a further published score comes.
	for i := last + 1; i < len(l.table); i++ {
		if !known(l.table[i]) {
			continue
		}
		l.fit(score, f, last, i)
		last = i
	}
	for i := last + 1; i < len(l.table); i++ {
		score[i][f] = score[i-1][f] - score[i][f]
	}
}

// fit places the cities between two published scores, from whose distance the gaps take their sum.
func (l *League) fit(score [][]float64, f, upper, lower int) {
	sum := 0.0
	for i := upper + 1; i <= lower; i++ {
		sum += score[i][f]
	}
	share := (l.table[upper].Score - l.table[lower].Score) / sum
	for i := upper + 1; i < lower; i++ {
		score[i][f] = score[i-1][f] - float64(score[i][f]*share)
	}
	score[lower][f] = l.table[lower].Score
}

// Next moves every score by a year and ranks the subject.
func (l *League) Next(s *Step) {
	n := len(l.table)
	common, own := s.State[n], s.State[n+1]
	for f, spread := range s.Par[leagueSpread] {
		rho := s.Par[leagueCorrelation][f]
		common[f] = spread * math.Sqrt(rho) * s.Luck[0][f]
		own[f] = spread * math.Sqrt(1-rho)
	}
	for i, score := range s.State[:n] {
		z := s.Luck[l.change[i]]
		if i == l.subject {
			for f := range score {
				score[f] += s.Par[leagueDrift][f] + common[f] + float64(own[f]*z[f]) + s.pushed(f)
			}
			continue
		}
		sd, drift := s.Par[leagueRivalDriftSD], s.Luck[l.drift[i]]
		for f := range score {
			score[f] += float64(sd[f]*drift[f]) + common[f] + float64(own[f]*z[f])
		}
	}
	l.rank(s)
}

// rank counts the rivals whose rounded score is above the subject's.
func (l *League) rank(s *Step) {
	n := len(l.table)
	subject := s.State[n]
	for f, v := range s.State[l.subject] {
		subject[f] = hundredths(v)
	}
	fill(s.Out, 1)
	for i, score := range s.State[:n] {
		if i == l.subject {
			continue
		}
		for f, v := range score {
			if hundredths(v) > subject[f] {
				s.Out[f]++
			}
		}
	}
}

func hundredths(score float64) float64 { return math.Floor(float64(score*100) + 0.5) }
