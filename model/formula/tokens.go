package formula

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/parser/lexer"
)

// maxLength keeps the recursion of the parser, and the registers of a formula, within bounds. In characters.
const maxLength = 10_000

// parseTree gives the syntax tree of a text that holds nothing but arithmetic. The grammar of the parser is much wider
// than that of formulas, so the words are checked first: then every error stands at the word that causes it.
func parseTree(text string) (ast.Node, error) {
	switch {
	case !utf8.ValidString(text):
		return nil, &Error{1, "this is no UTF-8 text", "save the file as UTF-8"}
	case strings.TrimSpace(text) == "":
		return nil, &Error{1, "the formula is empty", "write an expression like a + b"}
	case utf8.RuneCountInString(text) > maxLength:
		return nil, &Error{maxLength, fmt.Sprintf("the formula has more than %d characters", maxLength), "split it into several indicators"}
	}
	for _, mark := range []string{"//", "/*"} {
		if i := strings.Index(text, mark); i >= 0 {
			return nil, &Error{utf8.RuneCountInString(text[:i]) + 1, mark + " is no operator", "divide with one /, and write comments outside of the formula"}
		}
	}
	tokens, err := lexer.Lex(file.NewSource(text))
	if err != nil {
		return nil, place(err, nil)
	}
	for i := range tokens {
		if err := checkToken(tokens, i); err != nil {
			return nil, err
		}
	}
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, place(err, tokens)
	}
	return tree.Node, nil
}

// place turns an error of the parser into one in the words of this package.
func place(err error, tokens []lexer.Token) error {
	var at *file.Error
	if !errors.As(err, &at) {
		return &Error{1, err.Error(), ""}
	}
	if len(tokens) > 0 && at.Message == "unexpected token EOF" {
		return &Error{tokens[len(tokens)-1].To + 1, "the formula ends too early", "is an operand or a closing bracket missing?"}
	}
	for i, t := range tokens {
		if t.From != at.From || !strings.HasPrefix(at.Message, "unexpected token") {
			continue
		}
		e := &Error{t.From + 1, fmt.Sprintf("%q cannot stand here", t.Value), ""}
		if i > 0 && endsOperand(tokens[i-1]) && (t.Kind == lexer.Identifier || t.Kind == lexer.Number || t.Value == "(") {
			e.Hint = "write an operator like * before it"
		}
		return e
	}
	e := &Error{at.From + 1, at.Message, ""}
	if strings.HasPrefix(at.Message, "unrecognized character") {
		e.Hint = "use the plain signs + - * / ^ ( ) , and not their full-width forms"
	}
	return e
}

func endsOperand(t lexer.Token) bool {
	return t.Kind == lexer.Identifier || t.Kind == lexer.Number || t.Value == ")"
}

var operators = []string{"+", "-", "*", "/", "^", "**", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "!", "?", ":", ",", "."}

// instead says what to write for words of the parser's grammar, and of other languages, that formulas do not have.
var instead = map[string]string{
	"|": "write f(a, b) in place of a | f(b), and || for or", "&": "write && for and", "=": "write == to compare",
	"and": "write &&", "or": "write ||", "not": "write !", "%": "write / 100 for percent", "?.": "put a space behind ?",
	"[": "lists and positions are no numbers", "]": "lists and positions are no numbers", "{": "use round brackets",
	"}": "use round brackets", ";": "a formula is one expression", "let": "a formula is one expression", "if": "write condition ? a : b",
	"else": "write condition ? a : b", "true": "write 1", "false": "write 0", "nil": "an unknown value needs no mention",
}

// checkToken refuses what is no part of a formula.
func checkToken(tokens []lexer.Token, i int) error {
	t := tokens[i]
	column := t.From + 1
	next := func(value string) bool { return i+1 < len(tokens) && tokens[i+1].Value == value }
	member := i > 0 && tokens[i-1].Value == "." && tokens[i-1].Kind == lexer.Operator
	switch t.Kind {
	case lexer.EOF:
		return nil
	case lexer.Number:
		return checkNumber(t)
	case lexer.String, lexer.Bytes:
		return &Error{column, "a text in quotes is no number", "write names without quotes"}
	case lexer.Identifier:
		_, function := functions[t.Value]
		switch _, keyword := instead[t.Value]; {
		case strings.Contains(t.Value, "$"):
			return &Error{column, fmt.Sprintf("the name %q holds a $", t.Value), "use letters, digits and _"}
		case keyword && !member:
			break
		case member && next("("):
			return &Error{column, fmt.Sprintf("%q cannot be called", t.Value), "write f(x), not x.f()"}
		case next("(") && !function:
			return &Error{column, fmt.Sprintf("unknown function %q", t.Value),
				"the functions are " + strings.Join(slices.Sorted(maps.Keys(functions)), ", ")}
		case function && !member && !next("(") && !next("."):
			return &Error{column, t.Value + " is a function", "write " + functions[t.Value].usage}
		default:
			return nil
		}
	case lexer.Operator:
		if t.Value == "?" && next(":") {
			return &Error{column, "?: needs a value between ? and :", instead["if"]}
		}
		if slices.Contains(operators, t.Value) {
			return nil
		}
	case lexer.Bracket:
		if t.Value == "(" || t.Value == ")" {
			return nil
		}
	}
	return &Error{column, fmt.Sprintf("%q is no part of a formula", t.Value), instead[t.Value]}
}

// checkNumber accepts finite decimal numbers.
func checkNumber(t lexer.Token) error {
	digits := strings.ReplaceAll(t.Value, "_", "")
	_, err := strconv.ParseFloat(digits, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return &Error{t.From + 1, "the number " + t.Value + " is too large", "use a larger unit"}
	case err != nil, strings.Trim(digits, "0123456789.eE+-") != "":
		return &Error{t.From + 1, t.Value + " is no decimal number", "write one like 1234.5"}
	}
	if !strings.ContainsAny(digits, ".eE") {
		if _, err := strconv.ParseInt(digits, 10, 64); err != nil {
			return &Error{t.From + 1, "the number " + t.Value + " has too many digits", "write it like 1.5e20"}
		}
	}
	return nil
}
