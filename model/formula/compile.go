package formula

import (
	"fmt"
)

// Code is a formula made ready for blocks of draws: a list of steps over columns, without names. It is never changed and
// may be shared.
type Code struct {
	steps     []step
	scalars   []*node // subtrees that are the same in every draw, evaluated once a block
	registers int
	states    int
	since     int
}

// source is where an operand is found.
type source uint8

const (
	inRegister source = iota
	inNow
	inPrev
	inState
	inScalar
)

type operand struct {
	from  source
	index int
}

// toOut is the register number of the column that Eval was given. Only the last step writes it.
const toOut = -1

// step is one pass over a block.
type step struct {
	op     op
	dst    int // register or toOut; the column of State for opCumsum
	a, b   operand
	c      operand // of opChoose, the condition; of opRank, the rank so far
	lagged bool    // of opCumsum: the summand belongs to the year before
}

// opCopy writes an operand as it is. Formulas have no word for it.
const opCopy = opNumber

// Compile resolves names to slots, the columns of Env, and numbers the registers. A cumsum starts at the year since. The
// error is an *Error for a name that slot does not know.
func (e *Expr) Compile(slot func(name string) (int, bool), since int) (*Code, error) {
	c := &compiler{code: &Code{since: since}, slot: slot}
	result := c.operand(e.root, 0)
	if c.err != nil {
		return nil, c.err
	}
	if result.from == inRegister {
		c.code.steps[len(c.code.steps)-1].dst = toOut
	} else {
		c.emit(step{op: opCopy, dst: toOut, a: result})
	}
	return c.code, nil
}

// States is the number of columns that Env.State needs.
func (c *Code) States() int { return c.states }

type compiler struct {
	code *Code
	slot func(string) (int, bool)
	err  error // the first
}

func (c *compiler) emit(s step) { c.code.steps = append(c.code.steps, s) }

// operand emits the steps that compute n, using registers from free on, and says where the value is. A value in a
// register is always in the register free.
func (c *compiler) operand(n *node, free int) operand {
	switch {
	case n.op == opName:
		index, ok := c.slot(n.name)
		if !ok && c.err == nil {
			c.err = &Error{n.column, fmt.Sprintf("unknown name %q", n.name), ""}
		}
		if n.lagged {
			return operand{inPrev, index}
		}
		return operand{inNow, index}
	case n.uniform:
		c.code.scalars = append(c.code.scalars, n)
		return operand{inScalar, len(c.code.scalars) - 1}
	case n.op == opCumsum:
		a := c.operand(n.args[0], free)
		index := c.code.states
		c.code.states++
		c.emit(step{op: opCumsum, dst: index, a: a, lagged: n.lagged})
		return operand{inState, index}
	}
	n = pairwise(n)
	args := make([]operand, len(n.args))
	next := free
	for i, arg := range n.args {
		args[i] = c.operand(arg, next)
		if args[i].from == inRegister {
			next++
		}
	}
	c.code.registers = max(c.code.registers, free+1, next)
	switch {
	case n.op == opRank:
		c.rank(args, free, next)
	case n.op == opChoose:
		c.emit(step{op: opChoose, dst: free, a: args[1], b: args[2], c: args[0]})
	case len(args) == 1:
		c.emit(step{op: n.op, dst: free, a: args[0]})
	case n.op == opPower && n.args[1].op == opNumber && n.args[1].value == 2:
		c.emit(step{op: opMultiply, dst: free, a: args[0], b: args[0]})
	default:
		c.binary(n.op, free, args[0], args[1])
	}
	return operand{inRegister, free}
}

// pairwise writes min, max and clamp in terms of min and max of two.
func pairwise(n *node) *node {
	if n.op == opClamp {
		return pair(opMin, pair(opMax, n.args[0], n.args[1]), n.args[2])
	}
	if (n.op == opMin || n.op == opMax) && len(n.args) > 2 {
		last := len(n.args) - 1
		return pair(n.op, &node{op: n.op, args: n.args[:last], uniform: allUniform(n.args[:last])}, n.args[last])
	}
	return n
}

func pair(op op, x, y *node) *node {
	return &node{op: op, args: []*node{x, y}, uniform: x.uniform && y.uniform}
}

// binary brings an operation into a form that has a loop: no >, and a scalar on the left only where that matters.
func (c *compiler) binary(op op, dst int, a, b operand) {
	switch op {
	case opGreater:
		op, a, b = opLess, b, a
	case opGreaterEqual:
		op, a, b = opLessEqual, b, a
	}
	if a.from == inScalar && binaryLoop[op].scalarLeft == nil {
		a, b = b, a
	}
	c.emit(step{op: op, dst: dst, a: a, b: b})
}

// rank counts up in the register spare, which holds no operand, and ends in dst.
func (c *compiler) rank(args []operand, dst, spare int) {
	c.code.registers = max(c.code.registers, spare+1)
	one := &node{op: opNumber, value: 1, uniform: true}
	c.code.scalars = append(c.code.scalars, one)
	sum := operand{inScalar, len(c.code.scalars) - 1}
	for i, other := range args[1:] {
		to := spare
		if i == len(args)-2 {
			to = dst
		}
		c.emit(step{op: opRank, dst: to, a: args[0], b: other, c: sum})
		sum = operand{inRegister, spare}
	}
}
