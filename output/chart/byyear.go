package chart

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"targetcast/output/words"
)

// YearLikelihood is the likelihood of one year.
type YearLikelihood struct {
	Year   int
	Stated words.Stated
}

// YearLine is one scenario's, or one target's, likelihood over the years.
type YearLine struct {
	Name   string
	Points []YearLikelihood // in order of years
}

// ByYear shows how likelihoods move over the years. A point is a marker on a line, a band an upright bar (hatched when
// judged); a year that cannot be assessed is left out.
type ByYear struct{ Lines []YearLine }

func (c ByYear) check() error {
	if len(c.Lines) == 0 {
		return errors.New("no lines to draw")
	}
	if len(c.Lines) > MostSeries {
		return fmt.Errorf("%d lines: more than %d cannot be told apart", len(c.Lines), MostSeries)
	}
	for _, line := range c.Lines {
		if len(line.Points) == 0 {
			return fmt.Errorf("%s: no years to draw", line.Name)
		}
		for i, p := range line.Points {
			if err := shares(line.Name, p.Stated.P, p.Stated.Lo, p.Stated.Hi); err != nil {
				return err
			}
			if i > 0 && p.Year <= line.Points[i-1].Year {
				return fmt.Errorf("%s: year %d follows %d", line.Name, p.Year, line.Points[i-1].Year)
			}
		}
	}
	return nil
}

func (c ByYear) height(*brush, vg.Length) vg.Length { return plotHeight + headRoom }

func (c ByYear) stated() []words.Stated {
	var out []words.Stated
	for _, line := range c.Lines {
		for _, p := range line.Points {
			out = append(out, p.Stated)
		}
	}
	return out
}

func (c ByYear) years() (first, last int) {
	first, last = c.Lines[0].Points[0].Year, c.Lines[0].Points[0].Year
	for _, line := range c.Lines {
		first = min(first, line.Points[0].Year)
		last = max(last, line.Points[len(line.Points)-1].Year)
	}
	return first, last
}

func (c ByYear) draw(b *brush, area vg.Rectangle) {
	width := area.Max.X - area.Min.X
	first, last := c.years()
	names := make([][]string, len(c.Lines))
	room := vg.Length(0)
	for i, line := range c.Lines {
		names[i] = b.wrap(line.Name, b.SmallSize, width*.3)
		room = max(room, b.widest(names[i], b.SmallSize))
	}
	p := b.axes(extent{float64(first) - .3, float64(last) + .3}, extent{0, 1}, yearTicks(first, last, int(width/40)), percentTicks(), "")
	p.Add(layer(func(canvas draw.Canvas, p *plot.Plot) {
		px, py := p.Transforms(&canvas)
		ends := make([]vg.Length, len(c.Lines))
		shifts := c.shifts()
		for i, line := range c.Lines {
			shift := shifts[i]
			ends[i] = b.yearLine(line, i, shift, func(year int, v float64) vg.Point { return vg.Point{X: px(float64(year)), Y: py(v)} })
		}
		tallest := 1
		for _, n := range names {
			tallest = max(tallest, len(n))
		}
		places := spread(ends, blockHeight(tallest, b.SmallSize)+3, canvas.Min.Y, canvas.Max.Y)
		for i, n := range names {
			place := vg.Point{X: canvas.Max.X + 14, Y: places[i]}
			b.line(stroke{color: b.Series[i], width: .7}, vg.Point{X: canvas.Max.X + 2, Y: ends[i]}, place)
			b.marker(i, place)
			b.write(vg.Point{X: place.X + 6, Y: place.Y}, leftMiddle, b.SmallSize, b.Text, n...)
		}
	}))
	b.show(p, box(area.Min.X, area.Min.Y, area.Max.X-room-20, area.Max.Y-headRoom))
}

// shifts put the bands of several lines side by side.
func (c ByYear) shifts() []vg.Length {
	out := make([]vg.Length, len(c.Lines))
	var banded []int
	for i, line := range c.Lines {
		for _, p := range line.Points {
			if f := p.Stated.Form; f == words.Band || f == words.Judged {
				banded = append(banded, i)
				break
			}
		}
	}
	for n, i := range banded {
		out[i] = (vg.Length(n) - vg.Length(len(banded)-1)/2) * 5.5
	}
	return out
}

// yearLine draws one line and gives the height of its end.
func (b *brush) yearLine(line YearLine, i int, shift vg.Length, at func(int, float64) vg.Point) vg.Length {
	color := b.Series[i]
	s := stroke{color: color, width: 1.4}
	if i%2 == 1 {
		s.dash = []vg.Length{5, 2}
	}
	var run []vg.Point
	end := at(line.Points[0].Year, 0).Y
	flush := func() {
		b.line(s, run...)
		run = nil
	}
	for _, p := range line.Points {
		switch p.Stated.Form {
		case words.Point, words.WasMet, words.WasMissed:
			q := at(p.Year, p.Stated.P)
			run = append(run, q)
			end = q.Y
		case words.Band, words.Judged:
			flush()
			lo, hi := at(p.Year, p.Stated.Lo), at(p.Year, p.Stated.Hi)
			r := box(lo.X+shift-2.2, lo.Y, lo.X+shift+2.2, hi.Y)
			if p.Stated.Form == words.Judged {
				b.hatch(r, 3, stroke{color: color, width: .8})
				b.frame(stroke{color: color, width: .8}, r)
			} else {
				b.rect(r, color)
			}
			end = (lo.Y + hi.Y) / 2
		default:
			flush()
		}
	}
	flush()
	for _, p := range line.Points {
		if f := p.Stated.Form; f == words.Point || f == words.WasMet || f == words.WasMissed {
			b.marker(i, at(p.Year, p.Stated.P))
		}
	}
	return end
}

// marker is a shape of its own for each line: colour is not the only difference.
func (b *brush) marker(i int, at vg.Point) {
	const r = 2.8
	c := b.Series[i]
	switch i % 4 {
	case 0:
		b.dot(at, r, c)
	case 1:
		b.diamond(at, r*1.25, c)
	case 2:
		b.rect(box(at.X-r*.85, at.Y-r*.85, at.X+r*.85, at.Y+r*.85), c)
	default:
		b.polygon(c, vg.Point{X: at.X - r, Y: at.Y - r*.8}, vg.Point{X: at.X + r, Y: at.Y - r*.8}, vg.Point{X: at.X, Y: at.Y + r})
	}
	if i >= 4 {
		b.dot(at, 1.1, b.Paper)
	}
}
