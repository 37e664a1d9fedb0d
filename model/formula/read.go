package formula

import (
	"fmt"
	"math"

	"github.com/expr-lang/expr/ast"
)

// read turns the syntax tree into operations; lagged within prev(...). It accepts a list of node types and nothing else.
func read(tree ast.Node, lagged bool) (*node, error) {
	column := tree.Location().From + 1
	switch t := tree.(type) {
	case *ast.IntegerNode:
		return &node{op: opNumber, value: float64(t.Value), uniform: true, column: column}, nil
	case *ast.FloatNode:
		return &node{op: opNumber, value: t.Value, uniform: true, column: column}, nil
	case *ast.IdentifierNode:
		if t.Value == "year" {
			return &node{op: opYear, lagged: lagged, uniform: true, column: column}, nil
		}
		return &node{op: opName, name: t.Value, lagged: lagged, column: column}, nil
	case *ast.MemberNode:
		return readDotted(t, lagged)
	case *ast.UnaryNode:
		if t.Operator == "+" {
			return read(t.Node, lagged)
		}
		if op, ok := unaryOps[t.Operator]; ok {
			return build(op, column, lagged, t.Node)
		}
	case *ast.BinaryNode:
		if op, ok := binaryOps[t.Operator]; ok {
			return build(op, column, lagged, t.Left, t.Right)
		}
	case *ast.ConditionalNode:
		if t.Ternary {
			return build(opChoose, column, lagged, t.Cond, t.Exp1, t.Exp2)
		}
	case *ast.BuiltinNode:
		return readCall(t.Name, t.Arguments, column, lagged)
	case *ast.CallNode:
		if name, ok := t.Callee.(*ast.IdentifierNode); ok {
			return readCall(name.Value, t.Arguments, column, lagged)
		}
	}
	return nil, &Error{column, "this is no part of a formula", ""}
}

// readDotted reads a name like gdp.city.
func readDotted(t *ast.MemberNode, lagged bool) (*node, error) {
	property, ok := t.Property.(*ast.StringNode)
	if !ok || t.Optional || t.Method {
		return nil, &Error{t.Location().From + 1, "this is no part of a formula", ""}
	}
	switch before := t.Node.(type) {
	case *ast.IdentifierNode:
		return &node{op: opName, name: before.Value + "." + property.Value, lagged: lagged, column: before.Location().From + 1}, nil
	case *ast.MemberNode:
		n, err := readDotted(before, lagged)
		if err != nil {
			return nil, err
		}
		n.name += "." + property.Value
		return n, nil
	}
	return nil, &Error{t.Location().From + 1, fmt.Sprintf("%q belongs to no name", "."+property.Value), "points join the parts of a name, like gdp.city"}
}

func readCall(name string, args []ast.Node, column int, lagged bool) (*node, error) {
	f, ok := functions[name]
	if !ok {
		return nil, &Error{column, fmt.Sprintf("unknown function %q", name), ""}
	}
	if len(args) < f.min || f.max > 0 && len(args) > f.max {
		count := fmt.Sprint(f.min, " arguments")
		switch {
		case f.max == 0:
			count = fmt.Sprint(f.min, " or more arguments")
		case f.min == 1:
			count = "1 argument"
		}
		return nil, &Error{column, fmt.Sprintf("%s takes %s: %s", name, count, f.usage), ""}
	}
	if name != "prev" {
		return build(f.op, column, lagged, args...)
	}
	if lagged {
		return nil, &Error{column, "prev stands within prev", "only the year before is kept: give an indicator the value of prev(x) and take prev of that"}
	}
	return read(args[0], true)
}

// build reads the operands and computes what is constant.
func build(op op, column int, lagged bool, operands ...ast.Node) (*node, error) {
	n := &node{op: op, column: column, lagged: lagged && op == opCumsum}
	constant := op != opCumsum
	for _, operand := range operands {
		arg, err := read(operand, lagged)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
		constant = constant && arg.op == opNumber
	}
	n.uniform = op != opCumsum && allUniform(n.args)
	if op == opClamp && n.args[1].op == opNumber && n.args[2].op == opNumber && n.args[1].value > n.args[2].value {
		return nil, &Error{column, fmt.Sprintf("clamp from %g to %g holds no number", n.args[1].value, n.args[2].value), "write clamp(x, lo, hi)"}
	}
	if op == opNegate && n.args[0].op == opNegate {
		return n.args[0].args[0], nil
	}
	if !constant {
		return n, nil
	}
	value, _ := n.scalar(nil, 0)
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return nil, &Error{column, n.format(0, false) + " is no finite number", ""}
	}
	return &node{op: opNumber, value: value, uniform: true, column: column}, nil
}
