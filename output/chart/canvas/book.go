package canvas

import "gonum.org/v1/plot/vg"

// Book is a PDF of many pages of one size: a surface whose page can be turned. Coordinates are those of the page, from its
// lower left corner.
type Book struct{ pdf }

// NewBook opens at its first page.
func NewBook(p Page) (*Book, error) {
	s, err := New("pdf", p)
	if err != nil {
		return nil, err
	}
	return &Book{*s.(*pdf)}, nil
}

// Turn goes on with a new page.
func (b *Book) Turn() { b.doc.AddPage() }

// Bold sets text in heavier letters, or no longer.
func (b *Book) Bold(on bool) { b.bold = on }

// Outline adds a heading at a height of the page to the list that readers show beside it; level 0 is the highest.
func (b *Book) Outline(title string, level int, y vg.Length) {
	b.use(0, 10)
	b.doc.Bookmark(title, level, float64(b.Height-y))
}

// Link makes an area lead to a height of a page, counted from 1; the page may come later.
func (b *Book) Link(area vg.Rectangle, page int, y vg.Length) {
	link := b.doc.AddLink()
	b.doc.SetLink(link, float64(b.Height-y), page)
	b.doc.Link(float64(area.Min.X), float64(b.Height-area.Max.Y), float64(area.Max.X-area.Min.X), float64(area.Max.Y-area.Min.Y), link)
}

// Web makes an area lead to an address.
func (b *Book) Web(area vg.Rectangle, address string) {
	b.doc.LinkString(float64(area.Min.X), float64(b.Height-area.Max.Y), float64(area.Max.X-area.Min.X), float64(area.Max.Y-area.Min.Y), address)
}
