package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"targetcast/model/plan/document"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// known checks names of indicators against those a program shows.
func known(names []string, p *program.Program) error {
	var all []string
	for _, s := range p.Shown {
		all = append(all, s.Indicator)
	}
	var problems []error
	for _, n := range names {
		if !slices.Contains(all, n) {
			problems = append(problems, fmt.Errorf("--keep-draws %s: no such indicator%s", n, document.Suggest(n, all)))
		}
	}
	return errors.Join(problems...)
}

// indicators are those whose draws can be kept; none when the plan cannot be read.
func (o *runOptions) indicators(args []string) []string {
	l, err := o.load(args)
	if err != nil {
		return nil
	}
	var out []string
	for _, i := range l.plan.Indicators {
		if !i.Hidden {
			out = append(out, i.ID)
		}
	}
	return out
}

// drawsCSV lists the kept draws, long and tidy. A draw's number is the same future in every scenario and indicator, so
// joint probabilities can be counted again from it.
func drawsCSV(res *simulate.Result) []byte {
	var b bytes.Buffer
	b.WriteString("scenario,prior,indicator,year,draw,value\n")
	for _, r := range res.Runs {
		for _, s := range r.Shown {
			for y, column := range s.Draws {
				head := fmt.Sprintf("%s,%s,%s,%d,", r.Program.Scenario, r.Program.Prior, s.Indicator, s.First+y)
				for i, x := range column {
					b.WriteString(head)
					b.WriteString(strconv.Itoa(i))
					b.WriteByte(',')
					b.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
					b.WriteByte('\n')
				}
			}
		}
	}
	return b.Bytes()
}
