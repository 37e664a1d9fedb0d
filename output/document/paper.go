package document

// On paper pictures and tables are numbered, and the numbers of the pictures stand at the end.

// appendix is the numbers of all pictures, each under the finding of its picture.
func (d *Document) appendix() []Table {
	var out []Table
	for _, f := range d.Figures() {
		if len(f.Numbers.Rows) > 0 {
			t := beside(f.Numbers)
			t.ID, t.Caption = "numbers-"+f.Name, f.Title
			out = append(out, t)
		}
	}
	return out
}

// captioned counts the tables of the text that have a number: those with a caption.
func (d *Document) captioned() int {
	n := 0
	d.Walk(func(b Block) {
		if t, ok := b.(Table); ok && t.Caption != "" {
			n++
		}
	})
	return n
}

// beside sets the rows of a long, narrow table in two or three blocks side by side.
func beside(t Table) Table {
	blocks := 0
	switch {
	case len(t.Rows) <= 24:
	case len(t.Columns) <= 2:
		blocks = 3
	case len(t.Columns) == 3:
		blocks = 2
	}
	if blocks == 0 {
		return t
	}
	out := t
	out.Columns, out.Rows = nil, nil
	height := (len(t.Rows) + blocks - 1) / blocks
	for range blocks {
		out.Columns = append(out.Columns, t.Columns...)
	}
	for i := range height {
		var r Row
		for k := range blocks {
			if j := k*height + i; j < len(t.Rows) {
				r.Cells = append(r.Cells, t.Rows[j].Cells...)
			} else {
				r.Cells = append(r.Cells, make([]Cell, len(t.Columns))...)
			}
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}
