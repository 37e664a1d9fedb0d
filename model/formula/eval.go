package formula

import "math"

// Env is what a formula sees of one year over a block of draws. The columns are at least as long as out.
type Env struct {
	Year    int
	Now     [][]float64 // by slot: values of this year
	Prev    [][]float64 // by slot: values of the year before
	State   [][]float64 // Code.States columns, zeroed before the first year and then kept from year to year
	Scratch *Scratch    // must be there
}

// Scratch is working memory. The zero value is ready, grows at the first use, and serves any Code, one at a time.
type Scratch struct {
	registers [][]float64
	scalars   []float64
}

func (s *Scratch) reserve(registers, length, scalars int) {
	for i := range s.registers {
		if cap(s.registers[i]) < length {
			s.registers[i] = make([]float64, length)
		}
	}
	for len(s.registers) < registers {
		s.registers = append(s.registers, make([]float64, length))
	}
	if len(s.scalars) < scalars {
		s.scalars = make([]float64, scalars)
	}
}

// Eval writes the values of one year to out. It is called once a year for a block, in order of years, not later than
// the first year that a cumsum counts. Nothing is allocated once Scratch has grown. Out is written last, so it may be one of
// the columns of env.
func (c *Code) Eval(out []float64, env *Env) {
	env.Scratch.reserve(c.registers, len(out), len(c.scalars))
	for i, n := range c.scalars {
		env.Scratch.scalars[i], _ = n.scalar(nil, env.Year)
	}
	for i := range c.steps {
		c.run(&c.steps[i], out, env)
	}
}

func (c *Code) run(s *step, out []float64, env *Env) {
	if s.op == opCumsum {
		c.accumulate(s, len(out), env)
		return
	}
	dst := out
	if s.dst != toOut {
		dst = env.Scratch.registers[s.dst][:len(out)]
	}
	a, x := env.find(s.a, len(out))
	if s.op == opCopy {
		pick(dst, a, x)
		return
	}
	if loop := unaryLoop[s.op]; loop != nil {
		loop(dst, a)
		return
	}
	b, y := env.find(s.b, len(out))
	switch s.op {
	case opChoose:
		cond, uniform := env.find(s.c, len(out))
		switch {
		case cond != nil:
			chooseColumns(dst, cond, a, b, x, y)
		case uniform == 0:
			pick(dst, b, y)
		case uniform == uniform:
			pick(dst, a, x)
		default:
			pick(dst, nil, math.NaN())
		}
	case opRank:
		sum, one := env.find(s.c, len(out))
		rankColumns(dst, a, b, sum, x, y, one)
	default:
		loops := &binaryLoop[s.op]
		switch {
		case a == nil:
			loops.scalarLeft(dst, x, b)
		case b == nil:
			loops.scalarRight(dst, a, y)
		default:
			loops.columns(dst, a, b)
		}
	}
}

// accumulate adds one summand to its column of State, from the year since on.
func (c *Code) accumulate(s *step, length int, env *Env) {
	year := env.Year
	if s.lagged {
		year--
	}
	if year < c.since {
		return
	}
	state := env.State[s.dst][:length]
	if a, x := env.find(s.a, length); a != nil {
		addColumns(state, state, a)
	} else {
		addScalarRight(state, state, x)
	}
}

// find gives the column of an operand, or nil and its scalar.
func (e *Env) find(o operand, length int) ([]float64, float64) {
	switch o.from {
	case inRegister:
		return e.Scratch.registers[o.index][:length], 0
	case inNow:
		return e.Now[o.index][:length], 0
	case inPrev:
		return e.Prev[o.index][:length], 0
	case inState:
		return e.State[o.index][:length], 0
	}
	return nil, e.Scratch.scalars[o.index]
}

// pick copies a column, or fills with x where there is none.
func pick(out, a []float64, x float64) {
	if a != nil {
		copy(out, a)
		return
	}
	for i := range out {
		out[i] = x
	}
}

// chooseColumns takes x for a, or y for b, where there is no column.
func chooseColumns(out, cond, a, b []float64, x, y float64) {
	cond = cond[:len(out)]
	for i := range out {
		if a != nil {
			x = a[i]
		}
		if b != nil {
			y = b[i]
		}
		out[i] = choose(cond[i], x, y)
	}
}

// rankColumns adds to the rank so far, sum or first, one for each draw in which b is above a.
func rankColumns(out, a, b, sum []float64, x, y, first float64) {
	for i := range out {
		if a != nil {
			x = a[i]
		}
		if b != nil {
			y = b[i]
		}
		if sum != nil {
			first = sum[i]
		}
		out[i] = first + less(x, y)
	}
}
