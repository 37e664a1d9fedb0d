package formula

import (
	"strconv"
	"strings"
)

// How strongly an operation binds, as in the grammar of the parser.
const (
	bindChoose   = 1
	bindOr       = 10
	bindAnd      = 15
	bindCompare  = 20
	bindSum      = 30
	bindNot      = 50
	bindProduct  = 60
	bindNegate   = 90
	bindPower    = 100
	bindStrongly = 1000
)

// spelling is how an operation is written, and what its operands must bind at least, so that it is read back the same.
type spelling struct {
	text              string
	bind, left, right int // bind 0: a function
}

var spellings = [opCount]spelling{
	opNegate:       {"-", bindNegate, 0, bindNegate + 1},
	opNot:          {"!", bindNot, 0, bindNot},
	opExp:          {text: "exp"},
	opLog:          {text: "log"},
	opSqrt:         {text: "sqrt"},
	opAbs:          {text: "abs"},
	opLogit:        {text: "logit"},
	opExpit:        {text: "expit"},
	opAdd:          {"+", bindSum, bindSum, bindSum + 1},
	opSubtract:     {"-", bindSum, bindSum, bindSum + 1},
	opMultiply:     {"*", bindProduct, bindProduct, bindProduct + 1},
	opDivide:       {"/", bindProduct, bindProduct, bindProduct + 1},
	opPower:        {"^", bindPower, bindPower + 1, bindPower},
	opLess:         {"<", bindCompare, bindCompare + 1, bindCompare + 1},
	opLessEqual:    {"<=", bindCompare, bindCompare + 1, bindCompare + 1},
	opGreater:      {">", bindCompare, bindCompare + 1, bindCompare + 1},
	opGreaterEqual: {">=", bindCompare, bindCompare + 1, bindCompare + 1},
	opEqual:        {"==", bindCompare, bindCompare + 1, bindCompare + 1},
	opNotEqual:     {"!=", bindCompare, bindCompare + 1, bindCompare + 1},
	opAnd:          {"&&", bindAnd, bindAnd, bindAnd + 1},
	opOr:           {"||", bindOr, bindOr, bindOr + 1},
	opMin:          {text: "min"},
	opMax:          {text: "max"},
	opClamp:        {text: "clamp"},
	opRank:         {text: "rank"},
	opChoose:       {bind: bindChoose},
	opCumsum:       {text: "cumsum"},
}

// format writes a tree with as few brackets as the surroundings, which need a binding of at least bind, allow.
// Within prev(...) the names that it lags are written bare.
func (n *node) format(bind int, inPrev bool) string {
	text, own := n.bare(inPrev)
	if own < bind {
		return "(" + text + ")"
	}
	return text
}

func (n *node) bare(inPrev bool) (text string, bind int) {
	if n.lagged && !inPrev {
		text, _ = n.bare(true)
		return "prev(" + text + ")", bindStrongly
	}
	s := spellings[n.op]
	switch {
	case n.op == opNumber:
		text = strconv.FormatFloat(n.value, 'g', -1, 64)
		if strings.HasPrefix(text, "-") {
			return text, bindNegate
		}
		return text, bindStrongly
	case n.op == opName:
		return n.name, bindStrongly
	case n.op == opYear:
		return "year", bindStrongly
	case n.op == opChoose:
		return n.args[0].format(bindChoose+1, inPrev) + " ? " + n.args[1].format(0, inPrev) + " : " +
			n.args[2].format(0, inPrev), s.bind
	case s.bind == 0:
		args := make([]string, len(n.args))
		for i, a := range n.args {
			args[i] = a.format(0, inPrev)
		}
		return s.text + "(" + strings.Join(args, ", ") + ")", bindStrongly
	case len(n.args) == 1:
		return s.text + n.args[0].format(s.right, inPrev), s.bind
	}
	return n.args[0].format(s.left, inPrev) + " " + s.text + " " + n.args[1].format(s.right, inPrev), s.bind
}
