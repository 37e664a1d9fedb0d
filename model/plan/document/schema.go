package document

import (
	"bytes"
	"encoding/json"
)

// draft is the dialect of JSON Schema that editors of TOML know best.
const draft = "http://json-schema.org/draft-07/schema#"

// Schema is the JSON Schema of a file of this shape, for editors that complete keys and mark mistakes. It knows names,
// kinds, ranges and what is required of a table; what one table asks of another only the reader finds.
func (s *Shape) Schema(title string) []byte {
	w := schemas{definitions: map[string]any{}}
	root := w.table(s)
	root["$schema"], root["title"], root["definitions"] = draft, title, w.definitions
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(root); err != nil {
		panic(err) // maps of text and numbers
	}
	return b.Bytes()
}

// schemas collects the types that have a name.
type schemas struct{ definitions map[string]any }

func (w schemas) table(s *Shape) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, k := range s.Keys {
		p := w.typ(k.Type)
		if _, refers := p["$ref"]; refers && k.Doc != "" { // beside a reference nothing else counts in this draft
			p = map[string]any{"allOf": []any{p}}
		}
		if k.Doc != "" {
			p["description"] = k.Doc
		}
		properties[k.Name] = p
		if k.Required {
			required = append(required, k.Name)
		}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		out["required"] = required
	}
	if s.Names != "" {
		out["additionalProperties"], out["propertyNames"] = w.typ(s.Each), map[string]any{"pattern": s.Names}
	}
	return out
}

func (w schemas) typ(t Type) map[string]any {
	if t.name == "" {
		return w.plain(t)
	}
	if _, known := w.definitions[t.name]; !known {
		w.definitions[t.name] = nil // so that a type may hold itself
		w.definitions[t.name] = w.plain(t)
	}
	return map[string]any{"$ref": "#/definitions/" + t.name}
}

func (w schemas) plain(t Type) map[string]any {
	if len(t.any) > 0 {
		var each []any
		for _, one := range t.any {
			each = append(each, w.typ(one))
		}
		return map[string]any{"anyOf": each}
	}
	list := func(of map[string]any) map[string]any { return map[string]any{"type": "array", "items": of} }
	a := func(kind string) map[string]any { return map[string]any{"type": kind} }
	switch t.kind {
	case aString:
		out := a("string")
		if t.words != nil {
			out["enum"] = t.words
		}
		if t.pattern != "" {
			out["pattern"] = t.pattern
		}
		return out
	case aNumber:
		return a("number")
	case aWhole:
		return map[string]any{"type": "integer", "minimum": t.lo, "maximum": t.hi}
	case aBool:
		return a("boolean")
	case aDate:
		return map[string]any{"type": "string", "format": "date"}
	case aText:
		return w.typ(textType)
	case aList:
		return map[string]any{"anyOf": []any{a("string"), list(a("string"))}}
	case wholes:
		return list(map[string]any{"type": "integer", "minimum": t.lo, "maximum": t.hi})
	case numbers:
		return list(a("number"))
	case aMatrix:
		return list(list(a("number")))
	}
	return w.table(t.shape)
}
