package formula

import (
	"math"

	"targetcast/model/kernel"
)

// Loops over columns. A column operand is as long as out; a scalar operand is the same for every draw and is never spread
// into a column. Results go to out[i] from the operands' [i] alone, so out may be one of the operands.

// binaryLoops are the forms of one operation: column with column, column with scalar, scalar with column.
type binaryLoops struct {
	columns     func(out, a, b []float64)
	scalarRight func(out, a []float64, y float64)
	scalarLeft  func(out []float64, x float64, b []float64) // nil: the operation commutes
}

var unaryLoop = [opCount]func(out, a []float64){
	opNegate: negateColumns,
	opNot:    notColumns,
	opExp:    expColumns,
	opLog:    logColumns,
	opSqrt:   sqrtColumns,
	opAbs:    absColumns,
	opLogit:  logitColumns,
	opExpit:  expitColumns,
}

var binaryLoop = [opCount]binaryLoops{
	opAdd:       {addColumns, addScalarRight, nil},
	opSubtract:  {subtractColumns, subtractScalarRight, subtractScalarLeft},
	opMultiply:  {multiplyColumns, multiplyScalarRight, nil},
	opDivide:    {divideColumns, divideScalarRight, divideScalarLeft},
	opPower:     {powerColumns, powerScalarRight, powerScalarLeft},
	opLess:      {lessColumns, lessScalarRight, lessScalarLeft},
	opLessEqual: {lessEqualColumns, lessEqualScalarRight, lessEqualScalarLeft},
	opEqual:     {equalColumns, equalScalarRight, nil},
	opNotEqual:  {notEqualColumns, notEqualScalarRight, nil},
	opAnd:       {andColumns, andScalarRight, nil},
	opOr:        {orColumns, orScalarRight, nil},
	opMin:       {lowerColumns, lowerScalarRight, nil},
	opMax:       {higherColumns, higherScalarRight, nil},
}

func negateColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = -a[i]
	}
}

func notColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = not(a[i])
	}
}

func expColumns(out, a []float64) {
	kernel.ExpColumn(out, a[:len(out)])
}

func logColumns(out, a []float64) {
	kernel.LogColumn(out, a[:len(out)])
}

func sqrtColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = math.Sqrt(a[i])
	}
}

func absColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = math.Abs(a[i])
	}
}

func logitColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = logit(a[i])
	}
}

func expitColumns(out, a []float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = -a[i]
	}
	kernel.ExpColumn(out, out)
	for i, e := range out {
		out[i] = 1 / (1 + e)
	}
}

func addColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] + b[i]
	}
}

func addScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = a[i] + y
	}
}

func subtractColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] - b[i]
	}
}

func subtractScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = a[i] - y
	}
}

func subtractScalarLeft(out []float64, x float64, b []float64) {
	b = b[:len(out)]
	for i := range out {
		out[i] = x - b[i]
	}
}

func multiplyColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] * b[i]
	}
}

func multiplyScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = a[i] * y
	}
}

func divideColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] / b[i]
	}
}

func divideScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = a[i] / y
	}
}

func divideScalarLeft(out []float64, x float64, b []float64) {
	b = b[:len(out)]
	for i := range out {
		out[i] = x / b[i]
	}
}

func powerColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = power(a[i], b[i])
	}
}

func powerScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = power(a[i], y)
	}
}

func powerScalarLeft(out []float64, x float64, b []float64) {
	b = b[:len(out)]
	for i := range out {
		out[i] = power(x, b[i])
	}
}

func lessColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = less(a[i], b[i])
	}
}

func lessScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = less(a[i], y)
	}
}

func lessScalarLeft(out []float64, x float64, b []float64) {
	b = b[:len(out)]
	for i := range out {
		out[i] = less(x, b[i])
	}
}

func lessEqualColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = lessEqual(a[i], b[i])
	}
}

func lessEqualScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = lessEqual(a[i], y)
	}
}

func lessEqualScalarLeft(out []float64, x float64, b []float64) {
	b = b[:len(out)]
	for i := range out {
		out[i] = lessEqual(x, b[i])
	}
}

func equalColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = equal(a[i], b[i])
	}
}

func equalScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = equal(a[i], y)
	}
}

func notEqualColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = notEqual(a[i], b[i])
	}
}

func notEqualScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = notEqual(a[i], y)
	}
}

func andColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = and(a[i], b[i])
	}
}

func andScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = and(a[i], y)
	}
}

func orColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = or(a[i], b[i])
	}
}

func orScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = or(a[i], y)
	}
}

func lowerColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = min(a[i], b[i])
	}
}

func lowerScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = min(a[i], y)
	}
}

func higherColumns(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = max(a[i], b[i])
	}
}

func higherScalarRight(out, a []float64, y float64) {
	a = a[:len(out)]
	for i := range out {
		out[i] = max(a[i], y)
	}
}
