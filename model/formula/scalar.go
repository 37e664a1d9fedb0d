package formula

import (
	"math"

	"targetcast/model/kernel"
)

// The arithmetic of one value. The loops over blocks call the same functions, so both give the same digits.

// less is x < y, unknown when either is.
func less(x, y float64) float64 {
	if x < y {
		return 1
	}
	if x >= y {
		return 0
	}
	return math.NaN()
}

func lessEqual(x, y float64) float64 {
	if x <= y {
		return 1
	}
	if x > y {
		return 0
	}
	return math.NaN()
}

func equal(x, y float64) float64 {
	if x == y {
		return 1
	}
	if x < y || x > y {
		return 0
	}
	return math.NaN()
}

func notEqual(x, y float64) float64 {
	if x == y {
		return 0
	}
	if x < y || x > y {
		return 1
	}
	return math.NaN()
}

// and and or follow Kleene's strong logic of three values.
func and(x, y float64) float64 {
	if x == 0 || y == 0 {
		return 0
	}
	if x != x || y != y {
		return math.NaN()
	}
	return 1
}

func or(x, y float64) float64 {
	if x != 0 && x == x || y != 0 && y == y {
		return 1
	}
	if x != x || y != y {
		return math.NaN()
	}
	return 0
}

func not(x float64) float64 {
	if x == 0 {
		return 1
	}
	if x != x {
		return x
	}
	return 0
}

func choose(c, a, b float64) float64 {
	if c == 0 {
		return b
	}
	if c != c {
		return c
	}
	return a
}

// power squares by one multiplication, which is exact to the last digit where math.Pow need not be.
func power(x, y float64) float64 {
	if y == 2 {
		return x * x
	}
	return math.Pow(x, y)
}

// logit is log(p/(1-p)): -Inf at 0, +Inf at 1, NaN outside.
func logit(p float64) float64 { return kernel.Log(p) - kernel.Log1p(-p) }

func expit(x float64) float64 { return 1 / (1 + kernel.Exp(-x)) }

func negate(x float64) float64      { return -x }
func add(x, y float64) float64      { return x + y }
func subtract(x, y float64) float64 { return x - y }
func multiply(x, y float64) float64 { return x * y }
func divide(x, y float64) float64   { return x / y }

// lower and higher differ from math.Min and math.Max in one case: NaN wins over an infinity too.
func lower(x, y float64) float64  { return min(x, y) }
func higher(x, y float64) float64 { return max(x, y) }

var scalarUnary = [opCount]func(float64) float64{
	opNegate: negate, opNot: not, opExp: kernel.Exp, opLog: kernel.Log, opSqrt: math.Sqrt, opAbs: math.Abs, opLogit: logit, opExpit: expit,
}

var scalarBinary = [opCount]func(x, y float64) float64{
	opAdd: add, opSubtract: subtract, opMultiply: multiply, opDivide: divide, opPower: power,
	opLess: less, opLessEqual: lessEqual, opEqual: equal, opNotEqual: notEqual,
	opGreater:      func(x, y float64) float64 { return less(y, x) },
	opGreaterEqual: func(x, y float64) float64 { return lessEqual(y, x) },
	opAnd:          and, opOr: or, opMin: lower, opMax: higher,
}

// Value evaluates the formula for one year with one value for each name. It reports false when lookup does not know
// a name, even in a branch that is not taken, and for formulas that CheckScalar refuses.
func (e *Expr) Value(lookup func(name string) (float64, bool), year int) (float64, bool) {
	if e.CheckScalar() != nil {
		return math.NaN(), false
	}
	return e.root.scalar(lookup, year)
}

// CheckScalar refuses formulas that need a memory: prev and cumsum have no place in expressions over observed series.
func (e *Expr) CheckScalar() error {
	var err error
	e.root.walk(func(n *node) {
		switch {
		case err != nil:
		case n.op == opCumsum:
			err = &Error{n.column, "cumsum has no meaning over observed series", "write the sum as an indicator with a formula"}
		case n.lagged:
			err = &Error{n.column, "prev has no meaning over observed series", "write it in the formula of an indicator"}
		}
	})
	return err
}

// scalar evaluates a tree without cumsum, and with no name lagged.
func (n *node) scalar(lookup func(string) (float64, bool), year int) (float64, bool) {
	switch n.op {
	case opNumber:
		return n.value, true
	case opYear:
		if n.lagged {
			year--
		}
		return float64(year), true
	case opName:
		return lookup(n.name)
	}
	first, ok := n.args[0].scalar(lookup, year)
	if f := scalarUnary[n.op]; f != nil {
		return f(first), ok
	}
	result := first
	if n.op == opRank {
		result = 1
	}
	var rest [2]float64 // of clamp and choose, which have three operands
	for i, arg := range n.args[1:] {
		y, known := arg.scalar(lookup, year)
		ok = ok && known
		switch n.op {
		case opClamp, opChoose:
			rest[i] = y
		case opRank:
			result += less(first, y)
		default:
			result = scalarBinary[n.op](result, y)
		}
	}
	switch n.op {
	case opClamp:
		result = lower(higher(first, rest[0]), rest[1])
	case opChoose:
		result = choose(first, rest[0], rest[1])
	}
	return result, ok
}
