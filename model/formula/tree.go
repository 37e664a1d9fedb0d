package formula

import "slices"

// op is what a node of a formula does.
type op uint8

const (
	opNumber op = iota
	opName
	opYear
	opNegate
	opNot
	opExp
	opLog
	opSqrt
	opAbs
	opLogit
	opExpit
	opAdd
	opSubtract
	opMultiply
	opDivide
	opPower
	opLess
	opLessEqual
	opGreater
	opGreaterEqual
	opEqual
	opNotEqual
	opAnd
	opOr
	opMin
	opMax
	opClamp
	opRank
	opChoose
	opCumsum
	opCount // the number of operations, none itself
)

// node is one operation of a formula. A formula is a tree of them, in which names keep their spelling.
type node struct {
	op     op
	value  float64 // of a number
	name   string
	lagged bool // names, year, cumsum: the value of the year before
	args   []*node
	column int // where it was written, from 1
	// uniform: the same in every draw and without memory, because only numbers and the year stand below.
	uniform bool
}

// walk visits a tree from the left, operands first.
func (n *node) walk(visit func(*node)) {
	for _, a := range n.args {
		a.walk(visit)
	}
	visit(n)
}

// allUniform reports whether every node is uniform.
func allUniform(nodes []*node) bool {
	return !slices.ContainsFunc(nodes, func(n *node) bool { return !n.uniform })
}

// function is what a formula may call.
type function struct {
	op       op
	min, max int // arguments; max 0: any number
	usage    string
}

// functions by name. prev has no operation: it marks what stands within.
var functions = map[string]function{
	"exp":    {opExp, 1, 1, "exp(x)"},
	"log":    {opLog, 1, 1, "log(x)"},
	"ln":     {opLog, 1, 1, "ln(x)"},
	"sqrt":   {opSqrt, 1, 1, "sqrt(x)"},
	"abs":    {opAbs, 1, 1, "abs(x)"},
	"logit":  {opLogit, 1, 1, "logit(p)"},
	"expit":  {opExpit, 1, 1, "expit(x)"},
	"min":    {opMin, 2, 0, "min(a, b, ...)"},
	"max":    {opMax, 2, 0, "max(a, b, ...)"},
	"clamp":  {opClamp, 3, 3, "clamp(x, lo, hi)"},
	"rank":   {opRank, 2, 0, "rank(x, a, b, ...)"},
	"cumsum": {opCumsum, 1, 1, "cumsum(x)"},
	"prev":   {opNumber, 1, 1, "prev(x)"},
}

var unaryOps = map[string]op{"-": opNegate, "!": opNot}

var binaryOps = map[string]op{
	"+": opAdd, "-": opSubtract, "*": opMultiply, "/": opDivide, "^": opPower, "**": opPower,
	"<": opLess, "<=": opLessEqual, ">": opGreater, ">=": opGreaterEqual, "==": opEqual, "!=": opNotEqual,
	"&&": opAnd, "||": opOr,
}
