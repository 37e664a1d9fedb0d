package chart

import (
	"errors"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"targetcast/output/words"
)

// Milestone is one dated piece of a project.
type Milestone struct {
	Label   string
	Planned int            // year in which it was to open; 0: not stated
	ByYear  []words.Stated // likelihood of being open by the end of each year
}

// Milestones shows how likely each piece is open by each year, and all of them together.
type Milestones struct {
	Years    []int
	Pieces   []Milestone
	Together []words.Stated // by year; empty: not drawn
}

func (c Milestones) check() error {
	if len(c.Pieces) == 0 || len(c.Years) == 0 {
		return errors.New("no pieces or no years to draw")
	}
	g := c.grid(words.En)
	return checkCells(g.cells, len(g.rows), len(g.columns))
}

func (c Milestones) grid(l words.Lang) grid {
	var g grid
	for _, y := range c.Years {
		g.columns = append(g.columns, strconv.Itoa(y))
	}
	for _, p := range c.Pieces {
		g.rows = append(g.rows, p.Label)
		g.cells = append(g.cells, p.ByYear)
	}
	if len(c.Together) > 0 {
		g.ruled = len(g.rows)
		g.rows = append(g.rows, l.Say(words.Together))
		g.cells = append(g.cells, c.Together)
	}
	g.framed = func(row, column int) bool { return row < len(c.Pieces) && c.Pieces[row].Planned == c.Years[column] }
	return g
}

func (c Milestones) stated() []words.Stated { return slices.Concat(c.grid(words.En).cells...) }

func (c Milestones) keys(b *brush) []key {
	return []key{{func(r vg.Rectangle) { b.frame(stroke{color: b.Text, width: 1.4}, r) }, b.lang.Say(words.Planned)}}
}

func (c Milestones) height(b *brush, width vg.Length) vg.Length {
	return c.grid(b.lang).keyedHeight(b, width, c.keys(b))
}

func (c Milestones) draw(b *brush, area vg.Rectangle) { c.grid(b.lang).keyedDraw(b, area, c.keys(b)) }
