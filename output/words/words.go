// Package words is what people read: every fixed phrase of tables and pictures in English and Chinese, the form in
// which numbers and likelihoods are stated, and the sentences that warnings become.
package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lang is a language of the output.
type Lang uint8

const (
	En Lang = iota
	Zh
	languages // their number
)

// ParseLang reads "en" or "zh".
func ParseLang(s string) (Lang, error) {
	switch strings.ToLower(s) {
	case "en":
		return En, nil
	case "zh", "zh-cn":
		return Zh, nil
	}
	return En, fmt.Errorf("no language %q: choose en or zh", s)
}

func (l Lang) String() string {
	if l == Zh {
		return "zh"
	}
	return "en"
}

// Tag is the language as documents state it.
func (l Lang) Tag() string {
	if l == Zh {
		return "zh-CN"
	}
	return "en"
}

// Say is a phrase in the language; what it leaves open is filled from args in the order of the English phrase.
func (l Lang) Say(p Phrase, args ...any) string {
	if p >= phraseCount || l >= languages {
		return ""
	}
	if len(args) == 0 {
		return phrases[p][l]
	}
	return fmt.Sprintf(phrases[p][l], args...)
}

// List joins items as the language lists them: "a, b and c" or "a、b和c".
func (l Lang) List(items []string) string {
	if len(items) == 0 {
		return ""
	}
	comma, and := ", ", " and "
	if l == Zh {
		comma, and = "、", "和"
	}
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return strings.Join(items[:last], comma) + and + items[last]
}

// Sentences joins sentences, each of which ends in its own full stop.
func (l Lang) Sentences(s []string) string {
	if l == Zh {
		return strings.Join(s, "")
	}
	return strings.Join(s, " ")
}

// Capital writes the first letter large, where a phrase stands as a heading.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
