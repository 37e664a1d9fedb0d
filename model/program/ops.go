package program

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"targetcast/model/calibrate"
	"targetcast/model/dist"
	"targetcast/model/formula"
	"targetcast/model/kernel"
	"targetcast/model/process"
)

// once is the Next of nodes that are evaluated a single time.
type once struct{}

func (once) Next(*Call) {}

// quantity draws a number of the plan: In is empty, Luck has one column, or none when the number is certain.
type quantity struct {
	once
	d          dist.Dist
	scale, add float64
}

func (q quantity) Key() string {
	b := append(make([]byte, 0, 256), "quantity "+q.d.String()+" *"...)
	b = strconv.AppendFloat(b, q.scale, 'x', -1, 64)
	b = strconv.AppendFloat(append(b, " +"...), q.add, 'x', -1, 64)
	for _, p := range [...]float64{.001, .01, .1, .25, .5, .75, .9, .99, .999} { // the name alone may be rounded
		b = strconv.AppendFloat(append(b, ' '), q.d.Quantile(p), 'x', -1, 64)
	}
	return string(b)
}

func (q quantity) Init(c *Call) {
	out := c.Out[0]
	if len(c.Luck) == 0 {
		fill(out, q.d.Quantile(0.5))
	} else {
		q.d.Fill(out, c.Luck[0])
	}
	scaleAdd(out, out, q.scale, q.add)
}

// affine is a fitted parameter, or one that follows a formula, as a scenario changes it.
type affine struct{ scale, add float64 }

func (a affine) Key() string  { return fmt.Sprintf("affine *%x +%x", a.scale, a.add) }
func (a affine) Init(c *Call) { a.Next(c) }
func (a affine) Next(c *Call) { scaleAdd(c.Out[0], c.In[0], a.scale, a.add) }

func scaleAdd(out, in []float64, scale, add float64) {
	for i, x := range in {
		out[i] = float64(x*scale) + add
	}
}

func fill(out []float64, x float64) {
	for i := range out {
		out[i] = x
	}
}

// posterior draws the fitted parameters of one law together; In[0], if any, is the pool's panel drift.
type posterior struct {
	once
	p   calibrate.Posterior
	key string
}

func (p posterior) Key() string { return "posterior " + p.key }

func (p posterior) Init(c *Call) {
	var shared []float64
	if len(c.In) > 0 {
		shared = c.In[0]
	}
	p.p.Fill(c.Out, c.Luck, shared)
}

// derived is a formula over this year's and last year's columns.
type derived struct {
	code *formula.Code
	text string
}

func (d derived) Key() string  { return "formula " + d.text }
func (d derived) Init(c *Call) { d.Next(c) }

func (d derived) Next(c *Call) {
	env := formula.Env{Year: c.Year, Now: c.In, Prev: c.Lag, State: c.State, Scratch: c.Scratch.Formula}
	d.code.Eval(c.Out[0], &env)
}

// carried is an indicator carried forward by a formula: In[0] is its starting value.
type carried struct{ derived }

func (d carried) Key() string { return "next " + d.text }

func (d carried) Init(c *Call) { copy(c.Out[0], c.In[0]) }

func (d carried) Next(c *Call) {
	env := formula.Env{Year: c.Year, Now: c.In[1:], Prev: c.Lag, State: c.State, Scratch: c.Scratch.Formula}
	d.code.Eval(c.Out[0], &env)
}

// mix is a standard normal shock made of factor shocks (In) and own luck, shaped by the innovation.
type mix struct {
	in, luck []float64 // weights of either
	weights  []float64 // both
	shape    process.Innovation
	shapeKey string
}

func (m mix) Key() string { return fmt.Sprint("mix ", m.in, m.luck, m.shapeKey) }

func (m mix) Init(c *Call) { m.Next(c) }

func (m mix) Next(c *Call) {
	out := c.Out[0]
	columns := append(append(c.Scratch.luck[:0], c.In...), c.Luck...)
	kernel.Combine(out, m.weights, columns)
	c.Scratch.luck = columns[:0]
	if m.shape != nil {
		m.shape.Fill(out, out)
	}
}

// lawOp steps a law. In holds the parameters, then the shared shock (if mixed), then the push (if any).
type lawOp struct {
	law        process.Law
	params     int
	sharedLuck int // index in the law's luck of the column that arrives in In; -1 when all luck is own
	push       bool
	seen       float64 // what was observed in the starting year; NaN for nothing
	about      string  // what tells laws of one name apart, for the key
}

func (l lawOp) Key() string {
	return fmt.Sprintf("law %s shared %d push %v seen %v %s", l.law.Spec().Name, l.sharedLuck, l.push, l.seen, l.about)
}

func (l lawOp) step(c *Call) process.Step {
	s := process.Step{Year: c.Year, Out: c.Out[0], State: c.State, Par: c.In[:l.params], Luck: c.Luck}
	rest := c.In[l.params:]
	if l.sharedLuck >= 0 {
		luck := append(c.Scratch.luck[:0], c.Luck[:l.sharedLuck]...)
		luck = append(luck, rest[0])
		s.Luck = append(luck, c.Luck[l.sharedLuck:]...)
		c.Scratch.luck = s.Luck[:0]
		rest = rest[1:]
	}
	if l.push {
		s.Push = rest[0]
	}
	return s
}

func (l lawOp) Init(c *Call) {
	s := &c.Scratch.step
	*s = l.step(c)
	start := slices.IndexFunc(l.law.Spec().Params, func(p process.Param) bool { return p.Name == "start" })
	switch {
	case start >= 0:
		s.Prev = s.Par[start]
	case !math.IsNaN(l.seen):
		s.Prev = c.Scratch.Column(0, len(c.Out[0]))
		fill(s.Prev, l.seen)
	}
	l.law.Init(s)
}

func (l lawOp) Next(c *Call) {
	s := &c.Scratch.step
	*s = l.step(c)
	s.Prev = c.Prev[0]
	l.law.Next(s)
}

// leverOp is the effect of one lever on one indicator: In is size, additionality, start, ramp, delay.
// The ramp of year t is min(1, (t - start - delay)+ / ramp).
type leverOp struct {
	growth     bool // every year, or once as the ramp rises
	additional bool // only the additional share counts: the law's history already holds policy as usual
	sign       float64
}

func (l leverOp) Key() string  { return fmt.Sprintf("lever %v %v %v", l.growth, l.additional, l.sign) }
func (l leverOp) Init(c *Call) { l.Next(c) }

func (l leverOp) Next(c *Call) {
	size, share, start, ramp, delay := c.In[0], c.In[1], c.In[2], c.In[3], c.In[4]
	year := float64(c.Year)
	for i := range c.Out[0] {
		r := ramped(year-start[i]-delay[i], ramp[i])
		if !l.growth {
			r -= ramped(year-1-start[i]-delay[i], ramp[i])
		}
		e := l.sign * size[i] * r
		if l.additional {
			e *= share[i]
		}
		c.Out[0][i] = e
	}
}

// ramped is the share of the full effect reached some years after it began; a ramp of 0 years is a step.
func ramped(years, ramp float64) float64 {
	switch {
	case years <= 0:
		return 0
	case years >= ramp:
		return 1
	}
	return years / ramp
}

// strike is a rare event that hits at most once in the years first..last: In is probability, size, recovered share;
// one column of luck says whether and when.
type strike struct{ first, last int }

func (s strike) Key() string  { return fmt.Sprintf("strike %d-%d", s.first, s.last) }
func (s strike) Init(c *Call) { s.Next(c) }

func (s strike) Next(c *Call) {
	p, size, recovered := c.In[0], c.In[1], c.In[2]
	years := s.last - s.first + 1
	for i, z := range c.Luck[0] {
		u := dist.Phi(z)
		c.Out[0][i] = 0
		if u >= p[i] {
			continue
		}
		switch s.first + min(int(u/p[i]*float64(years)), years-1) { // u/p may round up to 1
		case c.Year:
			c.Out[0][i] = size[i]
		case c.Year - 1:
			c.Out[0][i] = -recovered[i] * size[i]
		}
	}
}

// sum adds columns in their order.
type sum struct{}

func (sum) Key() string    { return "sum" }
func (s sum) Init(c *Call) { s.Next(c) }

func (sum) Next(c *Call) {
	copy(c.Out[0], c.In[0])
	for _, in := range c.In[1:] {
		for i, x := range in {
			c.Out[0][i] += x
		}
	}
}

// blank is a column of which nothing is known.
type blank struct{}

func (blank) Key() string    { return "blank" }
func (b blank) Init(c *Call) { b.Next(c) }

func (blank) Next(c *Call) {
	for _, out := range c.Out {
		fill(out, math.NaN())
	}
}
