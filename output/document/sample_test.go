package document

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// sample has every block, with characters that mean something in one format or another.
func sample() *Document {
	svg := `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" height="10pt" viewBox="0 0 10 10" role="img" xml:lang="en">
<title>t</title>
<defs>
<path id="g0-41" d="M0 0L1 1Z"/>
</defs>
<g aria-label="A"><use xlink:href="#g0-41" x="0"/></g></svg>
`
	figure := Figure{Name: "fan-gdp", Title: "GDP: 50 % & \"more\"", Subtitle: "by year",
		Numbers: Table{ID: "fan-gdp", Columns: Columns(Number, "year", "value"), Rows: []Row{{Cells: Cells("2020", "28,515")}}},
		Picture: Picture{Files: map[string][]byte{"svg": []byte(svg)}, Width: 100, Height: 50, Draw: func(vg.Canvas) {}}}
	return &Document{
		Key: "en", Tag: "en", Name: "English", Title: "Two <cities> & 双城记", Subtitle: "as of 2021", Note: "a_note", Meta: "abc",
		Words: Words{Contents: "Contents", Top: "Back", Figure: "Figure %d", Table: "Table %d", Numbers: "Numbers", AllNumbers: "All numbers", See: "Numbers: table %d", On: " (page %d)", Page: "%d of %s"},
		Sections: []Section{{
			ID: "summary", Title: "Summary {50 %}",
			Blocks: []Block{
				Paragraph{Kind: Lead, Text: Line{{Text: "40–60 %", Style: Answer, Form: "band"}, {Text: " so-so"}}},
				Paragraph{Kind: Note, Text: Text("a*b* [c] #d $e ^f ~g \\h")},
				Figures{figure},
				List{Text("first"), Text("second")},
				Terms{{Name: "The plan", Text: Line{{Text: "达到4.3万亿元", Style: Quote, Lang: "zh-CN"}}}},
				Table{ID: "targets", Caption: "Targets", Columns: []Column{{"target", Word}, {"asks", Loose}, {"why", Prose}},
					Rows: []Row{{Kind: Group, Cells: Cells("Goals")}, {Kind: Marked, Cells: []Cell{{Text: Line{{Text: "GDP", Link: "#gdp"}}}, {Text: Text("≥ 43,000|x"), Below: "likely"}, {Text: Line{{Text: "src", Link: "https://example.org/a|b"}}}}}}},
				Fold{Title: "More", Blocks: []Block{Paragraph{Text: Line{{Text: "lever.F1.on", Style: Code}, {Text: "no link", Link: "javascript:x"}}}}},
			},
			Parts: []Section{{ID: "gdp", Title: "GDP", Page: true, Listed: true}},
		}},
	}
}

// second is the sample in another language.
func second() *Document {
	d := sample()
	d.Key, d.Tag, d.Name = "zh", "zh-CN", "中文"
	return d
}

func has(text string, parts ...string) (missing []string) {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			missing = append(missing, p)
		}
	}
	return missing
}
