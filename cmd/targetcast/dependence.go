package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"targetcast/model/calibrate"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/output/table"
	"targetcast/output/words"
)

// Years that a correlation of shocks needs to be looked at, and to be preferred to a judged load.
const (
	leastShocks  = 5
	enoughShocks = 8
)

// dependence holds the correlation of yearly shocks that the plan's loads imply against that of history.
type dependence struct {
	ids    []string
	shrunk calibrate.Shrinkage
	judged [][]float64
}

// dependenceOf takes the fitted laws, those with the longest histories first, as long as enough years are common to all.
// False where there are no two of them.
func dependenceOf(p *plan.Plan, fitted []program.Fitted) (dependence, bool) {
	fitted = slices.DeleteFunc(slices.Clone(fitted), func(f program.Fitted) bool { return len(f.Fit.Shocks) < leastShocks })
	slices.SortStableFunc(fitted, func(a, b program.Fitted) int { return len(b.Fit.Shocks) - len(a.Fit.Shocks) })
	var years []int
	var taken []program.Fitted
	for _, f := range fitted {
		common := slices.Sorted(maps.Keys(f.Fit.Shocks))
		if len(taken) > 0 {
			common = slices.DeleteFunc(slices.Clone(years), func(y int) bool { _, ok := f.Fit.Shocks[y]; return !ok })
		}
		if len(common) >= leastShocks {
			taken, years = append(taken, f), common
		}
	}
	if len(taken) < 2 {
		return dependence{}, false
	}
	x := mat.NewDense(len(years), len(taken), nil)
	d := dependence{}
	for j, f := range taken {
		d.ids = append(d.ids, f.Indicator)
		for i, y := range years {
			x.Set(i, j, f.Fit.Shocks[y])
		}
	}
	var err error
	if d.shrunk, err = calibrate.Shrink(x); err != nil {
		return dependence{}, false
	}
	loads := map[string]map[string]float64{}
	for _, ind := range p.Indicators {
		loads[ind.ID] = ind.Loads
	}
	for _, a := range d.ids {
		var row []float64
		for _, b := range d.ids {
			row = append(row, commonPart(loads, a, b))
		}
		d.judged = append(d.judged, row)
	}
	return d, true
}

// commonPart is the correlation of two shocks by their loads on the same factors, and on each other where one is a factor.
func commonPart(loads map[string]map[string]float64, a, b string) float64 {
	sum := loads[a][b] + loads[b][a]
	for f, w := range loads[a] {
		sum += w * loads[b][f]
	}
	return sum
}

// others is the mean of a row without its own place.
func others(row func(k int) float64, n, own int) float64 {
	var sum float64
	for k := range n {
		if k != own {
			sum += row(k) / float64(n-1)
		}
	}
	return sum
}

func (t fits) dependence(w io.Writer) error {
	d, ok := dependenceOf(t.plan, t.program.Fits)
	if !ok {
		return nil
	}
	l, n := t.lang, len(d.ids)
	columns := []table.Column{{Head: l.Term(words.TermIndicator), Flex: true}, {Head: l.Term(words.TermLoads), Flex: true}, {Head: l.Term(words.TermByLoads), Right: true},
		{Head: l.Term(words.TermByHistory), Right: true}}
	var rows [][]string
	for i, id := range d.ids {
		var loads []string
		ind := t.indicator(id)
		for _, f := range slices.Sorted(maps.Keys(ind.Loads)) {
			loads = append(loads, t.title(f)+" "+words.Rounded(ind.Loads[f], 2))
		}
		rows = append(rows, []string{t.title(id), strings.Join(loads, l.PastAside("")), two(others(func(k int) float64 { return d.judged[i][k] }, n, i)),
			two(others(func(k int) float64 { return d.shrunk.Correlation(i, k) }, n, i))})
	}
	text := l.PastDependence(n, d.shrunk.N, two(d.shrunk.Intensity), d.shrunk.N >= enoughShocks)
	if _, err := fmt.Fprintln(w, strings.Join(table.Wrap(text, width(w)), "\n")); err != nil {
		return err
	}
	if err := table.Print(w, columns, rows, width(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// dependenceRows are all pairs.
func (t fits) dependenceRows() [][]string {
	d, ok := dependenceOf(t.plan, t.program.Fits)
	if !ok {
		return nil
	}
	rows := [][]string{{"indicator", "other", "years", "intensity", "by_loads", "by_history_shrunk"}}
	for i, a := range d.ids {
		for k, b := range d.ids[:i] {
			rows = append(rows, []string{a, b, itoa(d.shrunk.N), num(d.shrunk.Intensity), num(d.judged[i][k]), num(d.shrunk.Correlation(i, k))})
		}
	}
	return rows
}
