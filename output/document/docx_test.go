package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// withPNG gives the sample a picture as Word takes it.
func withPNG(t *testing.T) *Document {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	d := sample()
	d.Figures()[0].Files["png"] = b.Bytes()
	return d
}

// parts are the files in a package.
func parts(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// attributes are all values of an attribute in a part, by the name of its element; the part is well-formed.
func attributes(t *testing.T, name, text, attribute string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == attribute {
					out[e.Name.Local] = append(out[e.Name.Local], a.Value)
				}
			}
		}
	}
}

// Whatever a part names is there: relations, files, places, styles; what has a number has it alone.
func TestDocxHoldsTogether(t *testing.T) {
	b, err := Docx(withPNG(t))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Docx(withPNG(t)); err != nil || !bytes.Equal(b, again) {
		t.Errorf("the same document is another file (%v)", err)
	}
	files := parts(t, b)
	for name, text := range files {
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			attributes(t, name, text, "")
		}
	}
	body, rels := files["word/document.xml"], files["word/_rels/document.xml.rels"]
	known := map[string]bool{}
	for _, id := range attributes(t, "rels", rels, "Id")["Relationship"] {
		if known[id] {
			t.Errorf("relation %s stands twice", id)
		}
		known[id] = true
	}
	for _, target := range attributes(t, "rels", rels, "Target")["Relationship"] {
		if _, ok := files["word/"+target]; !ok && !strings.HasPrefix(target, "https:") {
			t.Errorf("a relation leads to %s, which is not there", target)
		}
	}
	for _, part := range attributes(t, "types", files["[Content_Types].xml"], "PartName")["Override"] {
		if _, ok := files[part[1:]]; !ok {
			t.Errorf("%s is declared but not there", part)
		}
	}
	for _, id := range append(attributes(t, "body", body, "embed")["blip"], append(attributes(t, "body", body, "id")["hyperlink"], attributes(t, "body", body, "id")["footerReference"]...)...) {
		if !known[id] {
			t.Errorf("there is no relation %s", id)
		}
	}
	places := map[string]bool{}
	for _, name := range attributes(t, "body", body, "name")["bookmarkStart"] {
		if places[name] {
			t.Errorf("place %s stands twice", name)
		}
		places[name] = true
	}
	for _, to := range attributes(t, "body", body, "anchor")["hyperlink"] {
		if !places[to] {
			t.Errorf("a link leads to %s, which is not there", to)
		}
	}
	styles := map[string]bool{}
	for _, id := range attributes(t, "styles", files["word/styles.xml"], "styleId")["style"] {
		styles[id] = true
	}
	for _, use := range []string{"pStyle", "rStyle", "tblStyle"} {
		for _, id := range attributes(t, "body", body, "val")[use] {
			if !styles[id] {
				t.Errorf("there is no style %s", id)
			}
		}
	}
	for _, fonts := range attributes(t, "styles", files["word/styles.xml"], "eastAsia")["rFonts"] {
		if fonts != "宋体" && fonts != "黑体" { // the two that every Chinese Word and WPS has
			t.Errorf("Chinese is set in %s", fonts)
		}
	}
}

func TestDocxSays(t *testing.T) {
	b, err := Docx(withPNG(t))
	if err != nil {
		t.Fatal(err)
	}
	files := parts(t, b)
	if lost := has(files["word/document.xml"], `descr="GDP: 50 % &amp; &#34;more&#34;. by year"`, `<wp:extent cx="1270000" cy="635000"/>`, // 100 x 50 points of 12700
		`Two &lt;cities&gt; &amp; 双城记`, `“达到4.3万亿元”`, `SEQ Figure`, `<w:gridSpan w:val="3"/>`, `<w:tblHeader/>`, `Numbers: table 2`, `w:anchor="_gdp"`); len(lost) > 0 {
		t.Errorf("the document lacks %q", lost)
	}
	if strings.Contains(files["word/document.xml"]+files["word/_rels/document.xml.rels"], "javascript:") {
		t.Error("an address that is none became a link")
	}
	d := withPNG(t)
	delete(d.Figures()[0].Files, "png")
	if _, err := Docx(d); err == nil {
		t.Error("a picture that was not drawn is in the document")
	}
}

// Another program's reading (python-docx): headings in order, text, tables with their cells, the picture in its size.
func TestDocxIsRead(t *testing.T) {
	python := slow(t, "python3", "-c", "import docx")
	b, err := Docx(withPNG(t))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "r.docx")
	if err := os.WriteFile(file, b, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", `import sys, docx
d = docx.Document(sys.argv[1])
print("title:", d.core_properties.title, d.core_properties.keywords)
for p in d.paragraphs:
    if p.style.name.startswith("Heading"): print(p.style.name + ":", p.text)
for t in d.tables: print("table:", [[c.text for c in r.cells] for r in t.rows])
for s in d.inline_shapes: print("picture:", s.width.pt, s.height.pt)
print("font:", d.styles["Normal"].element.getparent().xpath("//w:docDefaults//w:rFonts/@w:eastAsia"))`, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if lost := has(string(out), "title: Two <cities> & 双城记 abc\n", "Heading 1: Summary {50 %}\nHeading 2: GDP\nHeading 1: All numbers\n",
		"table: [['The plan', '“达到4.3万亿元”']]\n", "table: [['target', 'asks', 'why'], ['Goals', 'Goals', 'Goals'], ['GDP', '≥ 43,000|x\\nlikely', 'src']]\n",
		"table: [['year', 'value'], ['2020', '28,515']]\n", "picture: 100.0 50.0\n", "font: ['宋体']\n"); len(lost) > 0 {
		t.Errorf("it is read without %q:\n%s", lost, out)
	}
}

// The rows of a narrow table stand side by side and none is lost.
func TestBeside(t *testing.T) {
	var rows []Row
	for _, r := range "abcdefghijklmnopqrstuvwxyzA" { // 27
		rows = append(rows, Row{Cells: Cells(string(r), "x")})
	}
	wide := beside(Table{Columns: Columns(Number, "a", "b"), Rows: rows[:26]})
	if len(wide.Columns) != 6 || len(wide.Rows) != 9 || wide.Rows[0].Cells[2].Text.String() != "j" || wide.Rows[7].Cells[4].Text.String() != "z" || wide.Rows[8].Cells[4].Text != nil {
		t.Errorf("%v", wide)
	}
	if long := beside(Table{Columns: Columns(Number, "a", "b", "c", "d"), Rows: rows}); len(long.Rows) != 27 {
		t.Error("a table that is wide already was folded")
	}
}
