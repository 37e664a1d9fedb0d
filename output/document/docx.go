package document

import (
	"archive/zip"
	"bytes"
	_ "embed" // the styles
	"encoding/xml"
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"
)

//go:embed word/styles.xml
var wordStyles string

//go:embed word/numbering.xml
var wordNumbering string

// Docx writes a document as an Office Open XML file (ECMA-376, transitional) for Word, WPS and LibreOffice. Fonts are named for
// Chinese and for Latin letters apart, headings are headings, pictures have what they say as their alternative text, and
// captions count themselves.
func Docx(d *Document) ([]byte, error) {
	w := &word{doc: d, rels: map[string]string{}, marks: map[string]int{}, tableOf: map[string]int{}}
	for i, t := range d.appendix() {
		w.tableOf[t.ID] = d.captioned() + i + 1
	}
	w.body()
	if w.err != nil {
		return nil, w.err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name, text string) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // no date: the same document is the same file
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil && w.err == nil {
			w.err = err
		}
	}
	const head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	put("[Content_Types].xml", head+wordTypes)
	put("_rels/.rels", head+wordPackage)
	put("docProps/core.xml", head+fmt.Sprintf(wordProperties, xmlText(d.Title), xmlText(d.Subtitle), xmlText(d.Meta), d.Tag))
	put("word/document.xml", head+w.b.String())
	put("word/styles.xml", strings.Replace(wordStyles, "LANGUAGE", latinTag(d.Tag), 1))
	put("word/numbering.xml", wordNumbering)
	put("word/settings.xml", head+wordSettings)
	put("word/footer1.xml", head+w.footer())
	var rels strings.Builder
	rels.WriteString(wordRelations)
	for _, p := range w.pictures {
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%simage" Target="media/%s.png"/>`, p.id, officeRelation, p.id)
		put("word/media/"+p.id+".png", string(p.data))
	}
	for _, address := range w.addresses {
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`, w.rels[address], officeRelation, xmlText(address))
	}
	put("word/_rels/document.xml.rels", head+rels.String()+"</Relationships>")
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), w.err
}

// latinTag is the language of Latin letters in a document: a Chinese one is written by people who have an English dictionary.
func latinTag(tag string) string {
	if strings.HasPrefix(tag, "zh") {
		return "en-US"
	}
	return tag
}

type word struct {
	b         strings.Builder
	doc       *Document
	pictures  []wordPicture
	rels      map[string]string // relation by address
	addresses []string
	marks     map[string]int // number of a bookmark by name
	tables    int
	tableOf   map[string]int // number of a picture's table by id
	err       error
}

type wordPicture struct {
	id   string
	data []byte
}

// Page A4 with margins of 18 mm, in twentieths of a point.
const (
	pageWidth, pageHeight = 11906, 16838
	pageMargin            = 1021
	textWidth             = pageWidth - 2*pageMargin
)

func (w *word) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

func (w *word) body() {
	d := w.doc
	w.f(`<w:document xmlns:w="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`, wordNamespace)
	w.paragraph("Title", "", Text(d.Title))
	if d.Subtitle != "" {
		w.paragraph("Subtitle", "", Text(d.Subtitle))
	}
	if d.Note != "" {
		w.paragraph("Quote", "", Text(d.Note))
	}
	w.contents()
	for _, s := range d.Sections {
		w.section(s, 1)
	}
	if tables := d.appendix(); len(tables) > 0 {
		w.heading(1, "numbers", d.Words.AllNumbers)
		for _, t := range tables {
			w.table(t)
		}
	}
	w.f(`<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%[3]d" w:bottom="%[3]d" w:left="%[3]d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		pageWidth, pageHeight, pageMargin)
}

// contents is a field that Word fills anew on request; until then it holds the headings, each a link.
func (w *word) contents() {
	w.f(`<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>%s</w:p>`, run(w.doc.Words.Contents, ""))
	type entry struct {
		level     int
		id, title string
	}
	var entries []entry
	for _, s := range w.doc.Sections {
		entries = append(entries, entry{1, s.ID, s.Title})
		for _, p := range inner(s) {
			entries = append(entries, entry{2, p.ID, p.Title})
		}
	}
	for i, e := range entries {
		begin, end := "", ""
		if i == 0 {
			begin = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		}
		if i == len(entries)-1 {
			end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
		}
		w.f(`<w:p><w:pPr><w:pStyle w:val="TOC%d"/></w:pPr>%s<w:hyperlink w:anchor="%s">%s</w:hyperlink>%s</w:p>`, e.level, begin, bookmark(e.id), run(e.title, ""), end)
	}
}

func (w *word) section(s Section, level int) {
	w.heading(level, s.ID, s.Title)
	w.blocks(s.Blocks)
	for _, p := range s.Parts {
		w.section(p, level+1)
	}
}

func (w *word) heading(level int, id, title string) {
	text := run(title, "")
	if id != "" {
		text = w.marked(id, text)
	}
	w.f(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/></w:pPr>%s</w:p>`, min(level, 4), text)
}

// marked is a text that links can lead to.
func (w *word) marked(id, text string) string {
	name := bookmark(id)
	w.marks[name] = len(w.marks) + 1
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%[1]d"/>`, w.marks[name], name, text)
}

// bookmark is a name as Word takes it: letters, digits and underscores, at most 40.
func bookmark(id string) string {
	name := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, id)
	return "_" + name[:min(len(name), 39)]
}

func (w *word) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			w.paragraph([...]string{Plain: "BodyText", Lead: "Lead", Note: "Quote", Small: "Small"}[b.Kind], "", b.Text)
		case List:
			for _, l := range b {
				w.paragraph("ListBullet", "", l)
			}
		case Terms:
			w.terms(b)
		case Table:
			w.table(b)
		case Figures:
			for _, f := range b {
				w.figure(f)
			}
		case Fold:
			w.paragraph("Fold", "", Text(b.Title))
			w.blocks(b.Blocks)
		}
	}
}

func (w *word) paragraph(style, properties string, l Line) {
	w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, properties, w.line(l))
}

func run(text, properties string) string {
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	return `<w:r>` + properties + `<w:t xml:space="preserve">` + xmlText(text) + `</w:t></w:r>`
}

func (w *word) line(l Line) string {
	var b strings.Builder
	for _, r := range l {
		text, look := r.Text, ""
		switch r.Style {
		case Strong, Answer:
			look = `<w:rStyle w:val="Strong"/>`
		case Code:
			look, text = `<w:rStyle w:val="Code"/>`, breaks(text)
		case Quote:
			text = "“" + text + "”"
			if strings.HasPrefix(r.Lang, "zh") {
				look = `<w:rFonts w:hint="eastAsia"/>`
			}
		}
		switch {
		case strings.HasPrefix(r.Link, "#"):
			fmt.Fprintf(&b, `<w:hyperlink w:anchor="%s">%s</w:hyperlink>`, bookmark(r.Link[1:]), run(text, `<w:rStyle w:val="Hyperlink"/>`))
		case safe(r.Link):
			fmt.Fprintf(&b, `<w:hyperlink r:id="%s">%s</w:hyperlink>`, w.relation(r.Link), run(text, `<w:rStyle w:val="Hyperlink"/>`))
		default:
			b.WriteString(run(text, look))
		}
	}
	return b.String()
}

// breaks lets lines end within long names and hashes: after each point, stroke and eighth letter stands a space of no width.
func breaks(s string) string {
	var b strings.Builder
	run := 0
	for _, r := range s {
		b.WriteRune(r)
		run++
		if r == ' ' {
			run = 0
		}
		if r == '.' || r == '/' || r == '_' || run == 16 {
			b.WriteRune('\u200b')
			run = 0
		}
	}
	return b.String()
}

func (w *word) relation(address string) string {
	id, ok := w.rels[address]
	if !ok {
		id = fmt.Sprintf("rLink%d", len(w.rels)+1)
		w.rels[address] = id
		w.addresses = append(w.addresses, address)
	}
	return id
}

// terms are a table without lines: names on the left, what is said of them on the right.
func (w *word) terms(terms Terms) {
	left := textWidth / 4
	w.f(`<w:tbl><w:tblPr><w:tblStyle w:val="Terms"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, textWidth, left, textWidth-left)
	for _, t := range terms {
		w.f(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, left)
		w.paragraph("CellName", "", Text(t.Name))
		w.f(`</w:tc><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, textWidth-left)
		w.paragraph("Cell", "", t.Text)
		w.f("</w:tc></w:tr>")
	}
	w.f("</w:tbl>")
	w.f(`<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`)
}

// emu are English metric units, in which drawings are measured.
func emu(v vg.Length) int { return int(v / vg.Centimeter * 360_000) }

func (w *word) figure(f Figure) {
	data, err := f.file("png")
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return
	}
	n := len(w.pictures) + 1
	p := wordPicture{fmt.Sprintf("rPicture%d", n), data}
	w.pictures = append(w.pictures, p)
	// A picture that is too high for a page would be cut.
	width, height := f.Width, f.Height
	if most := 23 * vg.Centimeter; height > most {
		width, height = width*most/height, most
	}
	w.f(`<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/>`,
		emu(width), emu(height), n, xmlText(f.Name), xmlText(f.Alt()))
	w.f(`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		n, xmlText(f.Name), p.id, emu(width), emu(height))
	see := ""
	if number := w.tableOf["numbers-"+f.Name]; number > 0 {
		see = run(" ", "") + fmt.Sprintf(`<w:hyperlink w:anchor="%s">%s</w:hyperlink>`, bookmark("numbers-"+f.Name), run(fmt.Sprintf(w.doc.Words.See, number), `<w:rStyle w:val="Hyperlink"/>`))
	}
	w.f(`<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>%s%s%s</w:p>`, counted(w.doc.Words.Figure, n), run("  "+f.Title, ""), see)
}

// counted is a label with a number that Word counts itself: "Figure %d".
func counted(label string, n int) string {
	before, after, _ := strings.Cut(label, "%d")
	out := run(before, "") + fmt.Sprintf(`<w:fldSimple w:instr=" SEQ %s \* ARABIC ">%s</w:fldSimple>`, xmlText(strings.TrimSpace(before+after)), run(fmt.Sprint(n), ""))
	if after != "" {
		out += run(after, "")
	}
	return out
}

func (w *word) table(t Table) {
	if t.Caption != "" {
		w.tables++
		caption := counted(w.doc.Words.Table, w.tables) + run("  "+t.Caption, "")
		if t.ID != "" {
			caption = w.marked("table-"+t.ID, caption)
			if _, ok := w.tableOf[t.ID]; ok {
				caption = w.marked(t.ID, caption)
			}
		}
		w.f(`<w:p><w:pPr><w:pStyle w:val="TableCaption"/></w:pPr>%s</w:p>`, caption)
	}
	parts, natural, fits := shares(t)
	total := textWidth
	if fits {
		total = int(natural * textWidth / lineOfSmallPrint)
	}
	widths := make([]int, len(parts))
	for i, p := range parts {
		widths[i] = int(p * float64(total))
	}
	margins, plain, headStyle := "", "Cell", "CellHead"
	if len(t.Columns) > veryMany {
		margins, plain, headStyle = `<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>`, "CellTiny", "CellTiny"
	}
	w.f(`<w:tbl><w:tblPr><w:tblStyle w:val="Report"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>%s<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, total, margins)
	for _, width := range widths {
		w.f(`<w:gridCol w:w="%d"/>`, width)
	}
	w.f(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		w.cell(widths[i], 1, "", headStyle, c.Look, Cell{Text: Text(c.Head)})
	}
	w.f("</w:tr>")
	for _, r := range t.Rows {
		w.f("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for i, c := range r.Cells {
			switch r.Kind {
			case Group:
				w.cell(total, len(t.Columns), "F3F5F7", "CellGroup", Word, c)
			case Marked:
				w.cell(widths[i], 1, "E8F1F8", plain, t.Columns[i].Look, c)
			default:
				w.cell(widths[i], 1, "", plain, t.Columns[i].Look, c)
			}
		}
		w.f("</w:tr>")
	}
	w.f("</w:tbl>")
	w.f(`<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`)
}

func (w *word) cell(width, columns int, shade, style string, look Look, c Cell) {
	w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if columns > 1 {
		w.f(`<w:gridSpan w:val="%d"/>`, columns)
	}
	if shade != "" {
		w.f(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, shade)
	}
	w.f("</w:tcPr>")
	side := ""
	if look == Number || look == Loose {
		side = `<w:jc w:val="right"/>`
	}
	w.paragraph(style, side, c.Text)
	if c.Below != "" {
		w.paragraph("CellBelow", side, Text(c.Below))
	}
	w.f("</w:tc>")
}

// footer is the number of the page among all.
func (w *word) footer() string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` ">` + run("1", "") + `</w:fldSimple>`
	}
	before, rest, _ := strings.Cut(w.doc.Words.Page, "%d")
	between, after, _ := strings.Cut(rest, "%s")
	text := ""
	for _, part := range []string{run(before, ""), field("PAGE"), run(between, ""), field("NUMPAGES"), run(after, "")} {
		text += part
	}
	return fmt.Sprintf(`<w:ftr xmlns:w="%s"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>%s</w:p></w:ftr>`, wordNamespace, text)
}

// xmlText is a text as it stands in XML; characters that XML does not have are left out.
func xmlText(s string) string {
	var b bytes.Buffer
	if xml.EscapeText(&b, []byte(s)) != nil { // a bytes.Buffer takes everything
		return ""
	}
	return b.String()
}

const (
	wordNamespace  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordTypes      = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	wordPackage    = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rDocument" Type="` + officeRelation + `officeDocument" Target="word/document.xml"/><Relationship Id="rCore" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	wordRelations  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rStyles" Type="` + officeRelation + `styles" Target="styles.xml"/><Relationship Id="rNumbering" Type="` + officeRelation + `numbering" Target="numbering.xml"/><Relationship Id="rSettings" Type="` + officeRelation + `settings" Target="settings.xml"/><Relationship Id="rFooter" Type="` + officeRelation + `footer" Target="footer1.xml"/>`
	wordProperties = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>targetcast</dc:creator><cp:keywords>%s</cp:keywords><dc:language>%s</dc:language></cp:coreProperties>`
	wordSettings   = `<w:settings xmlns:w="` + wordNamespace + `"><w:zoom w:percent="100"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`
)
