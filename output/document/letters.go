package document

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// alphabet is the shapes of characters that pictures use. Each picture brings its own; the page keeps every shape once.
type alphabet struct {
	known  map[string]string // shape by id
	shapes strings.Builder
}

func newAlphabet() *alphabet { return &alphabet{known: map[string]string{}} }

var (
	prolog  = regexp.MustCompile(`^<\?xml[^>]*\?>\s*`)
	defs    = regexp.MustCompile(`(?s)<defs>(.*?)</defs>\s*`)
	shape   = regexp.MustCompile(`<path id="([^"]+)" d="([^"]*)"/>`)
	size    = regexp.MustCompile(`^(<svg [^>]*?) width="[^"]*" height="[^"]*"`)
	aside   = regexp.MustCompile(`(?s)<(desc|metadata)>.*?</(desc|metadata)>\s*`)
	spoken  = regexp.MustCompile(`(<g [^>]*?) aria-label="[^"]*"`)
	heading = regexp.MustCompile(`(?s)<title>.*?</title>\s*`)
)

// take makes a picture part of the page: its letters go to the alphabet, its size is left to the style, and its name is
// what it finds. Two pictures that call different shapes by one name cannot stand on one page.
func (a *alphabet) take(f Figure) (string, error) {
	file, err := f.file("svg")
	if err != nil {
		return "", err
	}
	svg := prolog.ReplaceAllString(string(file), "")
	for _, block := range defs.FindAllStringSubmatch(svg, -1) {
		for _, s := range shape.FindAllStringSubmatch(block[1], -1) {
			before, seen := a.known[s[1]]
			if seen && before != s[2] {
				return "", fmt.Errorf("picture %s: the letter %s has another shape than in an earlier picture", f.Name, s[1])
			}
			if !seen {
				a.known[s[1]] = s[2]
				a.shapes.WriteString(s[0] + "\n")
			}
		}
	}
	svg = defs.ReplaceAllString(svg, "")
	svg = aside.ReplaceAllString(heading.ReplaceAllString(svg, ""), "")
	svg = size.ReplaceAllString(svg, "$1")
	svg = spoken.ReplaceAllString(svg, "$1") // inside an image nothing else has a name
	svg = strings.Replace(svg, ` role="img"`, ` role="img" aria-label="`+html.EscapeString(f.Alt())+`"`, 1)
	svg = strings.ReplaceAll(svg, "xlink:href", "href")
	svg = strings.Replace(svg, ` xmlns:xlink="http://www.w3.org/1999/xlink"`, "", 1)
	svg = strings.Replace(svg, ` xml:lang=`, ` lang=`, 1)
	return svg, nil
}

func (a *alphabet) html() string {
	if a.shapes.Len() == 0 {
		return ""
	}
	return "<svg class=\"letters\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>\n" + a.shapes.String() + "</defs></svg>\n"
}
