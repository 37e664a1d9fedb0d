package calibrate

import (
	"math"
	"slices"

	"targetcast/model/dist"
)

// Marginal describes one parameter for people. Mean and SD are NaN when history is so short that they do not exist.
type Marginal struct {
	Param                   string
	Mean, SD, P10, P50, P90 float64
}

// Summary describes the parameters, in the order of Params.
type Summary []Marginal

// summaryPoints is the number of futures a summary is read from: its quantiles are good to about three digits.
const summaryPoints = 4096

// describe reads a posterior's marginals from an even set of futures: the additive recurrence of the generalised golden
// ratio (Roberts, 2018), whose points fill the cube evenly. So the summary is the same for every seed and every
// posterior needs no formulas of its own. shape is the posterior shape of 1/σ², infinite where there is no variance.
func describe(p Posterior, pool *Pool, shape float64) Summary {
	columns := len(p.Luck())
	if pool != nil {
		columns++
	}
	luck := evenScores(columns)
	var shared []float64
	if pool != nil {
		shared = luck[columns-1]
		for i, z := range shared {
			shared[i] = pool.Mean + float64(pool.SE*z)
		}
	}
	out := make([][]float64, len(p.Params()))
	for i := range out {
		out[i] = make([]float64, summaryPoints)
	}
	p.Fill(out, luck, shared)
	s := make(Summary, len(out))
	for i, column := range out {
		s[i] = marginal(p.Params()[i], column)
		if shape <= 1 { // the mean of σ² does not exist
			s[i].Mean, s[i].SD = math.NaN(), math.NaN()
		}
	}
	return s
}

func marginal(name string, values []float64) Marginal {
	n := float64(len(values))
	var sum, squares float64
	for _, x := range values {
		sum += x
	}
	mean := sum / n
	for _, x := range values {
		squares += (x - mean) * (x - mean)
	}
	slices.Sort(values)
	at := func(p float64) float64 { return values[int(p*n)] }
	return Marginal{name, mean, math.Sqrt(squares / n), at(.1), at(.5), at(.9)}
}

// evenScores returns columns of normal scores of summaryPoints even points.
func evenScores(columns int) [][]float64 {
	// The ratio is the root of x^(d+1) = x + 1.
	ratio := 2.
	for range 60 {
		ratio = math.Pow(1+ratio, 1/float64(columns+1))
	}
	out := make([][]float64, columns)
	for j := range out {
		out[j] = make([]float64, summaryPoints)
		step := math.Pow(ratio, -float64(j+1))
		for i := range out[j] {
			_, u := math.Modf(.5 + float64(float64(i+1)*step))
			out[j][i] = dist.NormalQuantile(min(max(u, 1e-9), 1-1e-9))
		}
	}
	return out
}
