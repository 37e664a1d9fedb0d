package series

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Columns says, for columns of ReadObservations, where a stranger's table has them.
type Columns map[string]Column

// Column is one column: the name that it has in the table or, with Same, the text that stands for it in every row.
type Column struct {
	Name string
	Same bool
}

// ParseColumns reads entries such as "value=GDP" (the column GDP holds the values) and "series:=gdp.city" (every row
// belongs to that series). All problems are returned.
func ParseColumns(entries []string) (Columns, error) {
	known := slices.Concat(required, optional)
	var problems []error
	columns, used := Columns{}, map[string]string{}
	for _, e := range entries {
		name, is, ok := strings.Cut(e, "=")
		c := Column{Name: strings.TrimSpace(is)}
		name, c.Same = strings.CutSuffix(strings.TrimSpace(name), ":")
		name = strings.TrimSpace(name)
		_, twice := columns[name]
		before, shared := used[c.Name]
		wrong := func(format string, args ...any) {
			problems = append(problems, fmt.Errorf("%s: "+format, append([]any{e}, args...)...))
		}
		switch {
		case !ok || c.Name == "":
			wrong("write value=NAME for a column NAME, or series:=TEXT for the same text in every row")
		case !slices.Contains(known, name):
			wrong("no column %q is read; there is %s", name, strings.Join(known, ", "))
		case twice:
			wrong("%s is given twice; keep one", name)
		case shared && !c.Same:
			wrong("the column %s is taken for %s already", c.Name, before)
		default:
			if columns[name] = c; !c.Same {
				used[c.Name] = name
			}
		}
	}
	return columns, errors.Join(problems...)
}

// place finds the column that a name in the header of a table stands for; "" for none.
func (c Columns) place(name string) string {
	for column, is := range c {
		if !is.Same && is.Name == name {
			return column
		}
	}
	if _, elsewhere := c[name]; elsewhere {
		return ""
	}
	return name
}
