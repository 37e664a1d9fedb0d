package chart

import (
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"targetcast/output/words"
)

// HeatMap shows the likelihood of every target under every scenario.
type HeatMap struct {
	Targets, Scenarios []string
	Cells              [][]words.Stated // by target, then scenario
}

func (c HeatMap) check() error {
	if len(c.Targets) == 0 || len(c.Scenarios) == 0 {
		return errors.New("no targets or no scenarios to draw")
	}
	if len(c.Scenarios) > 16 {
		return fmt.Errorf("%d scenarios: more than 16 cannot be read in one picture", len(c.Scenarios))
	}
	return checkCells(c.Cells, len(c.Targets), len(c.Scenarios))
}

func checkCells(cells [][]words.Stated, rows, columns int) error {
	if len(cells) != rows {
		return fmt.Errorf("%d rows of cells for %d names", len(cells), rows)
	}
	for i, row := range cells {
		if len(row) != columns {
			return fmt.Errorf("row %d has %d cells for %d names", i+1, len(row), columns)
		}
		for _, s := range row {
			if err := shares(fmt.Sprintf("row %d", i+1), s.P, s.Lo, s.Hi); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c HeatMap) stated() []words.Stated { return slices.Concat(c.Cells...) }

func (c HeatMap) grid() grid { return grid{rows: c.Targets, columns: c.Scenarios, cells: c.Cells} }

func (c HeatMap) height(b *brush, width vg.Length) vg.Length {
	return c.grid().keyedHeight(b, width, nil)
}

func (c HeatMap) draw(b *brush, area vg.Rectangle) { c.grid().keyedDraw(b, area, nil) }

// keyedHeight is the height with the legend below, to which a chart may add its own keys.
func (g grid) keyedHeight(b *brush, width vg.Length, more []key) vg.Length {
	return g.height(b, width) + legendGap + b.legend(append(g.classKeys(b), more...), 0, 0, width, true)
}

const legendGap vg.Length = 5

func (g grid) keyedDraw(b *brush, area vg.Rectangle, more []key) {
	width := area.Max.X - area.Min.X
	g.draw(b, area)
	b.legend(append(g.classKeys(b), more...), area.Min.X, area.Max.Y-g.height(b, width)-legendGap, width, false)
}
