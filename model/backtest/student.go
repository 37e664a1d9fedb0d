package backtest

import (
	"math"

	"targetcast/model/calibrate"
)

// standardT is the distribution function of Student's t as a table. Scoring a mixture asks for it thousands of times with
// the same degrees of freedom, and the incomplete beta function is slow.
//
// With x = √ν·tan(θ) the function is ½ + c·∫cos^(ν-1), c = Γ((ν+1)/2)/(Γ(ν/2)√π), from 0 to θ: smooth on an interval of
// length π/2. It is integrated by Gauss's rule of two points in each panel and read by cubic Hermite interpolation. From
// leastTableDF to mostTableDF degrees of freedom it is within 1e-8.
type standardT struct {
	root   float64 // √ν
	at     [tPanels + 1]float64
	slopes [tPanels + 1]float64 // per panel
}

const (
	tPanels      = 512
	leastTableDF = 4
	mostTableDF  = 250
)

func newStandardT(df float64) *standardT {
	t := &standardT{root: math.Sqrt(df)}
	upper, _ := math.Lgamma((df + 1) / 2)
	lower, _ := math.Lgamma(df / 2)
	width := math.Pi / 2 / tPanels
	c := math.Exp(upper-lower) / math.Sqrt(math.Pi) * width
	slope := func(panel float64) float64 { return c * math.Pow(math.Cos(panel*width), df-1) }
	near := (1 - 1/math.Sqrt(3)) / 2
	for i := range tPanels {
		p := float64(i)
		t.slopes[i] = slope(p)
		t.at[i+1] = t.at[i] + (slope(p+near)+slope(p+1-near))/2
	}
	return t // the last slope is 0
}

// CDF is P(X <= x).
func (t *standardT) CDF(x float64) float64 {
	p := math.Atan(math.Abs(x)/t.root) * (2 * tPanels / math.Pi)
	i := min(int(p), tPanels-1)
	u := p - float64(i)
	a, b, v := t.at[i], t.at[i+1], 1-u
	f := a*v*v*(1+2*u) + b*u*u*(3-2*u) + u*v*(t.slopes[i]*v-t.slopes[i+1]*u)
	if x < 0 {
		return .5 - f
	}
	return .5 + f
}

// mix makes a mixture whose parts read their distribution functions from tables, one for each number of degrees of freedom.
func mix(law calibrate.Predictive) mixture {
	m := mixture{Predictive: law, tables: make([]*standardT, len(law))}
	for i, p := range law {
		switch {
		case p.DF < leastTableDF || p.DF > mostTableDF || len(law) == 1:
		case i > 0 && p.DF == law[i-1].DF:
			m.tables[i] = m.tables[i-1]
		default:
			m.tables[i] = newStandardT(p.DF)
		}
	}
	return m
}

// CDF is P(X <= x).
func (m mixture) CDF(x float64) float64 {
	var sum float64
	for i, p := range m.Predictive {
		if m.tables != nil && m.tables[i] != nil {
			sum += p.Weight * m.tables[i].CDF((x-p.Location)/p.Scale)
			continue
		}
		sum += p.Weight * p.T.CDF(x)
	}
	return sum
}
