package document

import (
	"fmt"
	"image/color"
	"maps"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/canvas"
	"targetcast/output/chart/typeface"
)

// PDF writes a document on pages A4 in the letters of a face; nil is the embedded one. Text stays text, in Chinese too; pictures
// are drawn as lines. It is laid out before it is printed, to find on which page everything will be.
// Characters that the face lacks are boxes, and named.
func PDF(d *Document, face *typeface.Face) (file []byte, missing []rune, err error) {
	if face == nil {
		if face, err = typeface.Default(); err != nil {
			return nil, nil, err
		}
	}
	places, pages := settle(d, face)
	book, err := canvas.NewBook(canvas.Page{Width: a4Width, Height: a4Height, Face: face, Title: d.Title, Description: d.Subtitle, Language: d.Tag, Meta: d.Meta})
	if err != nil {
		return nil, nil, err
	}
	(&press{doc: d, face: face, sheet: book, known: places, places: map[string]place{}, pages: pages}).print()
	file, err = book.Bytes()
	return file, book.Missing(), err
}

// settle lays a document out until everything stands where it is said to stand: the numbers of pages are words too, and may
// move others.
func settle(d *Document, face *typeface.Face) (places map[string]place, pages int) {
	for range 4 {
		try := &press{doc: d, face: face, sheet: blank{}, dry: true, known: places, places: map[string]place{}, pages: pages}
		try.print()
		settled := maps.Equal(places, try.places) && pages == try.page
		places, pages = try.places, try.page
		if settled {
			break
		}
	}
	return places, pages
}

// sheet is what a press prints on.
type sheet interface {
	vg.Canvas
	Turn()
	Bold(bool)
	Outline(title string, level int, y vg.Length)
	Link(area vg.Rectangle, page int, y vg.Length)
	Web(area vg.Rectangle, address string)
}

// blank takes everything and keeps nothing.
type blank struct{ vg.Canvas }

func (blank) Turn()                                  {}
func (blank) Bold(bool)                              {}
func (blank) Outline(string, int, vg.Length)         {}
func (blank) Link(vg.Rectangle, int, vg.Length)      {}
func (blank) Web(vg.Rectangle, string)               {}
func (blank) SetColor(color.Color)                   {}
func (blank) SetLineWidth(vg.Length)                 {}
func (blank) SetLineDash([]vg.Length, vg.Length)     {}
func (blank) Stroke(vg.Path)                         {}
func (blank) Fill(vg.Path)                           {}
func (blank) FillString(font.Face, vg.Point, string) {}

// Sizes in points.
const (
	a4Width, a4Height vg.Length = 595.28, 841.89
	paperMargin       vg.Length = 51
	foot              vg.Length = 28 // of the page's number
	lineWidth                   = a4Width - 2*paperMargin
	body              vg.Length = 10
	smallPrint        vg.Length = 8
	tinyPrint         vg.Length = 6 // of tables with very many columns
	leading                     = 1.4
	indent            vg.Length = 14
)

var (
	ink   = color.NRGBA{R: 0x1A, G: 0x1A, B: 0x1A, A: 255}
	soft  = color.NRGBA{R: 0x55, G: 0x55, B: 0x55, A: 255}
	rule  = color.NRGBA{R: 0xD9, G: 0xD9, B: 0xD9, A: 255}
	tint  = color.NRGBA{R: 0xF3, G: 0xF5, B: 0xF7, A: 255}
	mark  = color.NRGBA{R: 0xE8, G: 0xF1, B: 0xF8, A: 255}
	link  = color.NRGBA{R: 0x00, G: 0x5A, B: 0x8C, A: 255}
	edges = paperMargin
)

// place is where something stands.
type place struct {
	page int
	y    vg.Length
}

// press prints a document: y is the height on the page under which there is room.
type press struct {
	sheet
	doc    *Document
	face   *typeface.Face
	dry    bool // only to see where things come to stand
	page   int
	pages  int // of the whole, as known
	y      vg.Length
	known  map[string]place // where things will stand
	places map[string]place // where they came to stand

	figures, tables int
}

func (p *press) print() {
	d := p.doc
	p.page, p.y = 1, a4Height-edges
	p.number()
	p.space(40)
	p.text(Text(d.Title), look{size: 22, bold: true})
	p.space(4)
	p.text(Text(d.Subtitle), look{size: 11, color: soft})
	if d.Note != "" {
		p.blocks([]Block{Paragraph{Kind: Note, Text: Text(d.Note)}})
	}
	p.contents()
	for _, s := range d.Sections {
		p.turn()
		p.section(s, 0)
	}
	if tables := d.appendix(); len(tables) > 0 {
		p.turn()
		p.heading(0, "numbers", d.Words.AllNumbers)
		for _, t := range tables {
			p.table(t)
		}
	}
}

func (p *press) turn() {
	p.Turn()
	p.page++
	p.y = a4Height - edges
	p.number()
}

// number writes the page's number at its foot.
func (p *press) number() {
	s := fmt.Sprintf(p.doc.Words.Page, p.page, fmt.Sprint(max(p.pages, p.page)))
	p.put(s, vg.Point{X: (a4Width - p.width(s, smallPrint)) / 2, Y: foot}, look{size: smallPrint, color: soft})
}

// room turns the page where less than height is left.
func (p *press) room(height vg.Length) {
	if p.y-height < edges && p.y < a4Height-edges {
		p.turn()
	}
}

func (p *press) space(height vg.Length) { p.y -= height }

// here notes where something stands.
func (p *press) here(id string) {
	if id != "" {
		p.places[id] = place{p.page, p.y}
	}
}

// contents lists the sections with their pages.
func (p *press) contents() {
	p.space(16)
	p.text(Text(p.doc.Words.Contents), look{size: 13, bold: true})
	p.space(4)
	for _, s := range p.doc.Sections {
		p.entry(s, 0)
		for _, k := range inner(s) {
			p.entry(k, indent)
		}
	}
	if len(p.doc.appendix()) > 0 {
		p.entry(Section{ID: "numbers", Title: p.doc.Words.AllNumbers}, 0)
	}
}

func (p *press) entry(s Section, in vg.Length) {
	const size = 9.5
	height := vg.Length(size * leading)
	p.room(height)
	p.y -= height
	to := p.known[s.ID]
	page := fmt.Sprint(to.page)
	at := vg.Point{X: edges + in, Y: p.y + height - size}
	title := plainSpaces.Replace(s.Title)
	for p.width(title, size) > lineWidth-in-30 {
		title = string([]rune(title)[:len([]rune(title))-2]) + "…"
	}
	p.put(title, at, look{size: size, color: link})
	p.put(page, vg.Point{X: edges + lineWidth - p.width(page, size), Y: at.Y}, look{size: size, color: soft})
	if to.page > 0 {
		p.Link(vg.Rectangle{Min: vg.Point{X: at.X, Y: p.y}, Max: vg.Point{X: edges + lineWidth, Y: p.y + height}}, to.page, to.y)
	}
}

var headings = [...]vg.Length{18, 14, 12, 11}

func (p *press) heading(level int, id, title string) {
	size := headings[min(level, len(headings)-1)]
	p.room(size*leading + 80) // a heading stays with what it heads
	if p.y < a4Height-edges {
		p.space(size * .8)
	}
	p.here(id)
	p.Outline(title, level, p.y)
	p.text(Text(title), look{size: size, bold: true})
	p.space(size * .3)
}

func (p *press) section(s Section, level int) {
	if s.Page && p.y < a4Height/2 {
		p.turn()
	}
	p.heading(level, s.ID, s.Title)
	p.blocks(s.Blocks)
	for _, k := range s.Parts {
		p.section(k, level+1)
	}
}

func (p *press) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			p.paragraph(b)
		case List:
			for _, l := range b {
				p.bullet(l)
			}
			p.space(3)
		case Terms:
			p.terms(b)
		case Table:
			p.table(b)
		case Figures:
			for _, f := range b {
				p.figure(f)
			}
		case Fold:
			p.space(6)
			p.room(60)
			p.text(Text(b.Title), look{size: body, bold: true})
			p.blocks(b.Blocks)
		}
	}
}

func (p *press) paragraph(b Paragraph) {
	switch b.Kind {
	case Lead:
		p.text(b.Text, look{size: 12})
	case Note:
		p.space(3)
		p.text(b.Text, look{size: 9, color: soft, left: indent})
	case Small:
		p.text(b.Text, look{size: smallPrint, color: soft})
	default:
		p.text(b.Text, look{size: body})
	}
	p.space(5)
}

func (p *press) bullet(l Line) {
	p.room(body * leading)
	p.put("•", vg.Point{X: edges + 2, Y: p.y - body}, look{size: body})
	p.text(l, look{size: body, left: indent})
}

// terms are set in two columns.
func (p *press) terms(terms Terms) {
	const size, left = 9, lineWidth / 4
	for _, t := range terms {
		name := p.lines(Text(t.Name), size, left-8)
		said := p.lines(t.Text, size, lineWidth-left)
		height := vg.Length(max(len(name), len(said))) * size * leading
		if height < a4Height/3 {
			p.room(height)
		}
		top, page := p.y, p.page
		p.set(name, look{size: size, color: soft})
		if p.page == page {
			p.y = top
		}
		p.set(said, look{size: size, left: left})
		if p.page == page {
			p.y = min(p.y, top-height)
		}
		p.space(2)
	}
	p.space(6)
}

func (p *press) figure(f Figure) {
	p.figures++
	scale := min(1, float64(lineWidth/f.Width), float64((a4Height-2*edges-40)/f.Height))
	width, height := f.Width*vg.Length(scale), f.Height*vg.Length(scale)
	caption := Line{{Text: fmt.Sprintf(p.doc.Words.Figure, p.figures), Style: Strong}, {Text: "  " + f.Title}}
	if len(f.Numbers.Rows) > 0 {
		to := p.known["numbers-"+f.Name]
		n := p.doc.captioned() + p.numbered(f.Name)
		caption = append(caption, Run{Text: "  "}, Run{Text: fmt.Sprintf(p.doc.Words.See, n) + fmt.Sprintf(p.doc.Words.On, to.page), Link: "#numbers-" + f.Name})
	}
	lines := p.lines(caption, smallPrint, lineWidth)
	p.room(height + 6 + vg.Length(len(lines))*smallPrint*leading)
	p.y -= height
	if !p.dry {
		p.Push()
		p.Translate(vg.Point{X: edges + (lineWidth-width)/2, Y: p.y})
		p.Scale(scale, scale)
		f.Draw(p.sheet)
		p.Pop()
	}
	p.space(4)
	p.set(lines, look{size: smallPrint, color: soft})
	p.space(12)
}

// numbered is the place of a picture's numbers among those of all.
func (p *press) numbered(name string) int {
	for i, t := range p.doc.appendix() {
		if t.ID == "numbers-"+name {
			return i + 1
		}
	}
	return 0
}

func (p *press) table(t Table) {
	parts, natural, fits := shares(t)
	total := lineWidth
	if fits {
		total = min(lineWidth, vg.Length(natural)*lineWidth/lineOfSmallPrint)
	}
	g := &grid{press: p, t: t, size: smallPrint}
	if len(t.Columns) > veryMany {
		g.size = tinyPrint
	}
	for _, share := range parts {
		g.widths = append(g.widths, vg.Length(share)*total)
	}
	g.total = total
	top := g.row(Row{Kind: head, Cells: heads(t)})
	p.room(top.height + 70)
	if t.Caption != "" {
		p.tables++
		p.here(t.ID)
		p.text(Line{{Text: fmt.Sprintf(p.doc.Words.Table, p.tables), Style: Strong}, {Text: "  " + t.Caption}}, look{size: smallPrint + 1, color: soft})
		p.space(3)
	}
	g.draw(top, ink)
	for i, r := range t.Rows {
		row := g.row(r)
		need := row.height
		if r.Kind == Group && i+1 < len(t.Rows) {
			need += g.row(t.Rows[i+1]).height
		}
		if p.y-need < edges && p.y < a4Height-edges {
			p.turn()
			g.draw(top, ink)
		}
		g.draw(row, rule)
	}
	p.space(10)
}

func heads(t Table) []Cell {
	out := make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		out[i].Text = Text(c.Head)
	}
	return out
}
