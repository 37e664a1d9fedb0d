package score

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Estimate is a statistic with its interval.
type Estimate struct {
	Value    float64
	Lo, Hi   float64 // 95 % interval; NaN when there are too few clusters for one
	N        int     // observations
	Clusters int
}

// EnoughClusters is the least number of clusters from which an interval is given; a bootstrap over fewer is too narrow
// to mean anything.
const EnoughClusters = 5

// Known reports whether there is an interval.
func (e Estimate) Known() bool { return !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) }

// Clustered sums a statistic's terms by cluster: outcomes of one calendar year share their shocks and are no
// independent evidence.
type Clustered struct {
	keys []int
	sums map[int][]float64 // by cluster
	n    int
}

// Add adds the terms of one observation; every observation must have equally many.
func (c *Clustered) Add(cluster int, terms ...float64) {
	if c.sums == nil {
		c.sums = map[int][]float64{}
	}
	s := c.sums[cluster]
	if s == nil {
		s = make([]float64, len(terms))
		c.sums[cluster] = s
		c.keys = append(c.keys, cluster)
	}
	for i, v := range terms {
		s[i] += v
	}
	c.n++
}

// Resamples is how many times Estimate draws clusters.
const Resamples = 2000

// Estimate computes a statistic from the sums of the terms, and a 95 % percentile interval from resampling whole
// clusters with replacement. The same seed gives the same interval.
func (c *Clustered) Estimate(seed uint64, of func(sums []float64) float64) (Estimate, error) {
	if c.n == 0 {
		return Estimate{}, fmt.Errorf("nothing to estimate from")
	}
	keys := slices.Sorted(slices.Values(c.keys))
	total := make([]float64, len(c.sums[keys[0]]))
	add := func(k int) {
		for i, v := range c.sums[k] {
			total[i] += v
		}
	}
	for _, k := range keys {
		add(k)
	}
	e := Estimate{Value: of(total), Lo: math.NaN(), Hi: math.NaN(), N: c.n, Clusters: len(keys)}
	if len(keys) < EnoughClusters {
		return e, nil
	}
	luck := rand.New(rand.NewPCG(seed, uint64(len(keys))))
	var found []float64
	for range Resamples {
		clear(total)
		for range keys {
			add(keys[luck.IntN(len(keys))])
		}
		if v := of(total); !math.IsNaN(v) {
			found = append(found, v)
		}
	}
	if len(found) < Resamples*9/10 { // undefined too often to speak of an interval
		return e, nil
	}
	slices.Sort(found)
	e.Lo, e.Hi = found[len(found)/40], found[len(found)-1-len(found)/40]
	return e, nil
}

// Share is the statistic of two terms: the first sum over the second.
func Share(sums []float64) float64 { return sums[0] / sums[1] }

// SkillOf is the statistic of two terms, a score and its reference: 1 - first/second.
func SkillOf(sums []float64) float64 { return Skill(sums[0], sums[1]) }

// Verdict is what an interval says of a claim.
type Verdict uint8

// Undetermined: the interval holds values for which the claim is true and others for which it is false, or there is no
// interval.
const (
	Undetermined Verdict = iota
	Holds
	Fails
)

// Within judges the claim that the estimated quantity lies in [lo, hi].
func (e Estimate) Within(lo, hi float64) Verdict {
	switch {
	case !e.Known():
		return Undetermined
	case e.Lo >= lo && e.Hi <= hi:
		return Holds
	case e.Hi < lo || e.Lo > hi:
		return Fails
	}
	return Undetermined
}
