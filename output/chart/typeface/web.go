package typeface

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
)

// Web is a WOFF file (W3C Recommendation of 2012) of the embedded font with the letters of a text alone. Glyphs keep
// their numbers; those that are not needed lose their outlines. The font's name and licence stay in it.
func Web(text string) ([]byte, error) {
	face, err := Default()
	if err != nil {
		return nil, err
	}
	tables, err := split(embedded)
	if err != nil {
		return nil, err
	}
	used := map[rune]sfnt.GlyphIndex{}
	var buffer sfnt.Buffer
	for i, r := range text {
		if r == utf8.RuneError {
			return nil, fmt.Errorf("the text is no UTF-8 at byte %d", i)
		}
		if g, err := face.Sources[0].font.GlyphIndex(&buffer, r); err == nil && g != 0 {
			used[r] = g
		}
	}
	if err := cut(tables, used); err != nil {
		return nil, err
	}
	tables["cmap"] = characterMap(used)
	return woff(tables)
}

var errFont = errors.New("the embedded font is damaged")

// split cuts a TrueType file into its tables.
func split(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if len(data) < 28+16*i {
			return nil, errFont
		}
		entry := data[12+16*i : 28+16*i]
		at, length := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if at+length > uint64(len(data)) {
			return nil, errFont
		}
		tables[string(entry[:4])] = data[at : at+length]
	}
	if len(tables["head"]) < 54 || len(tables["loca"]) < 4 {
		return nil, errFont
	}
	return tables, nil
}

// cut empties the outlines that the used characters do not need. Offsets are written long.
func cut(tables map[string][]byte, used map[rune]sfnt.GlyphIndex) error {
	long := binary.BigEndian.Uint16(tables["head"][50:]) != 0
	loca, glyf := tables["loca"], tables["glyf"]
	size := 2
	if long {
		size = 4
	}
	count := len(loca)/size - 1
	outline := func(g int) []byte {
		at := func(i int) int {
			if long {
				return int(binary.BigEndian.Uint32(loca[4*i:]))
			}
			return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
		}
		if g < 0 || g >= count || at(g) > at(g+1) || at(g+1) > len(glyf) {
			return nil
		}
		return glyf[at(g):at(g+1)]
	}
	keep := map[int]bool{}
	todo := []int{0} // the box for missing characters
	for _, g := range used {
		todo = append(todo, int(g))
	}
	for len(todo) > 0 {
		g := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !keep[g] {
			keep[g] = true
			todo = append(todo, components(outline(g))...)
		}
	}
	var shapes []byte
	offsets := make([]byte, 0, 4*(count+1))
	for g := range count {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(shapes)))
		if keep[g] {
			shapes = append(shapes, outline(g)...)
			for len(shapes)%4 != 0 {
				shapes = append(shapes, 0)
			}
		}
	}
	tables["loca"] = binary.BigEndian.AppendUint32(offsets, uint32(len(shapes)))
	tables["glyf"] = shapes
	tables["head"] = slices.Clone(tables["head"])
	binary.BigEndian.PutUint16(tables["head"][50:], 1)
	return nil
}

// components are the glyphs that a composite outline puts together (OpenType, "glyf", composite glyph description).
func components(outline []byte) []int {
	const (
		wordArguments = 1 << 0
		oneScale      = 1 << 3
		more          = 1 << 5
		twoScales     = 1 << 6
		matrix        = 1 << 7
	)
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	var out []int
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		out = append(out, int(binary.BigEndian.Uint16(outline[at+2:])))
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return out
}

// characterMap is a "cmap" table of one subtable in format 12: runs of characters whose glyphs rise with them.
func characterMap(used map[rune]sfnt.GlyphIndex) []byte {
	type run struct{ first, last, glyph uint32 }
	var runs []run
	for _, r := range slices.Sorted(maps.Keys(used)) {
		c, g := uint32(r), uint32(used[r])
		if n := len(runs); n > 0 && runs[n-1].last+1 == c && runs[n-1].glyph+c-runs[n-1].first == g {
			runs[n-1].last = c
			continue
		}
		runs = append(runs, run{c, c, g})
	}
	b := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	for _, x := range []uint32{uint32(16 + 12*len(runs)), 0, uint32(len(runs))} {
		b = binary.BigEndian.AppendUint32(b, x)
	}
	for _, k := range runs {
		for _, x := range []uint32{k.first, k.last, k.glyph} {
			b = binary.BigEndian.AppendUint32(b, x)
		}
	}
	return b
}

// woff packs tables, each compressed where that makes it smaller.
func woff(tables map[string][]byte) ([]byte, error) {
	names := slices.Sorted(maps.Keys(tables))
	var directory, body []byte
	start := 44 + 20*len(names)
	whole := 12 + 16*len(names)
	for _, name := range names {
		data := tables[name]
		var packed bytes.Buffer
		w, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		stored := packed.Bytes()
		if len(stored) >= len(data) {
			stored = data
		}
		directory = append(directory, name...)
		for _, x := range []uint32{uint32(start + len(body)), uint32(len(stored)), uint32(len(data)), checksum(data)} {
			directory = binary.BigEndian.AppendUint32(directory, x)
		}
		body = append(body, stored...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		whole += (len(data) + 3) &^ 3
	}
	b := []byte("wOFF\x00\x01\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(start+len(body)))
	b = binary.BigEndian.AppendUint16(b, uint16(len(names)))
	b = binary.BigEndian.AppendUint16(b, 0)
	b = binary.BigEndian.AppendUint32(b, uint32(whole))
	b = append(b, 0, 1, 0, 0)          // version of the font
	b = append(b, make([]byte, 20)...) // no metadata, no private data
	return append(append(b, directory...), body...), nil
}

func checksum(data []byte) uint32 {
	var sum uint32
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
