package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress is a bar on a terminal and a plain line for every quarter elsewhere.
type progress struct {
	w        io.Writer
	terminal bool
	shown    time.Time
	quarter  int
}

func newProgress(w io.Writer) *progress {
	return &progress{w: w, terminal: isTerminal(w), shown: time.Now()}
}

func (p *progress) tell(done, total int) {
	if p.terminal {
		if now := time.Now(); now.Sub(p.shown) > 100*time.Millisecond || done == total {
			p.shown = now
			const width = 40
			filled := width * done / total
			fmt.Fprintf(p.w, "\rsimulating %s%s %3d %%", strings.Repeat("█", filled), strings.Repeat("░", width-filled), 100*done/total)
		}
		return
	}
	if q := 4 * done / total; q > p.quarter {
		p.quarter = q
		fmt.Fprintf(p.w, "simulated %d %%\n", 25*q)
	}
}

func (p *progress) close() {
	if p.terminal {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", 64)+"\r")
	}
}
