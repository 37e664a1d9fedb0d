package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"targetcast/output/words"
)

// progress is a bar on a terminal and a plain line for every quarter elsewhere.
type progress struct {
	w        io.Writer
	lang     words.Lang
	terminal bool
	shown    time.Time
	quarter  int
}

func newProgress(w io.Writer, lang words.Lang) *progress {
	return &progress{w: w, lang: lang, terminal: isTerminal(w), shown: time.Now()}
}

func (p *progress) tell(done, total int) {
	if p.terminal {
		if now := time.Now(); now.Sub(p.shown) > 100*time.Millisecond || done == total {
			p.shown = now
			const width = 40
			filled := width * done / total
			fmt.Fprintf(p.w, "\r%s %s%s %3d %%", p.lang.Simulating(), strings.Repeat("█", filled), strings.Repeat("░", width-filled), 100*done/total)
		}
		return
	}
	if q := 4 * done / total; q > p.quarter {
		p.quarter = q
		fmt.Fprintln(p.w, p.lang.Simulated(float64(q)/4))
	}
}

func (p *progress) close() {
	if p.terminal {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", 64)+"\r")
	}
}
