package series

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Book is a collection of observations. It is never changed: every cut or overlay is a new Book. It remembers what it was
// asked, because each scenario and prior of a plan asks the same.
type Book struct {
	series map[string][]entry // in the order they were given
	top    int                // the highest layer
	mu     sync.Mutex
	read   map[string]Series // what Get found
	month  Month             // of the cut that AsOf made last
	cut    *Book
}

// entry is an observation and the layer it came with: 0 for the first book, more for each overlay.
type entry struct {
	Observation
	layer int
}

// NewBook collects observations.
func NewBook(obs []Observation) *Book {
	b := &Book{series: map[string][]entry{}}
	for _, o := range obs {
		b.series[o.Series] = append(b.series[o.Series], entry{o, 0})
	}
	return b
}

// AsOf keeps what was published up to the month of t, that month included. Rows without a month were always known.
func (b *Book) AsOf(t time.Time) *Book {
	month := MonthOf(t)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cut == nil || b.month != month {
		b.month, b.cut = month, b.keep(func(e entry) bool { return e.Published <= month })
	}
	return b.cut
}

// KnownBy is AsOf for a look into the past: rows without a month, which AsOf takes as always known, count as published in
// the March after their year, when first releases come. So nothing of a later year can slip in.
func (b *Book) KnownBy(t time.Time) *Book {
	month := MonthOf(t)
	return b.keep(func(e entry) bool { return e.released() <= month })
}

// FirstReleases keeps of each series and year the row that was published first, the first given of one month. Rows of an
// overlay stand in for those below, as in Get.
func (b *Book) FirstReleases() *Book {
	cut := &Book{series: map[string][]entry{}, top: b.top}
	for name, all := range b.series {
		first := map[int]entry{}
		for _, e := range all {
			f, found := first[e.Year]
			if !found || e.layer > f.layer || e.layer == f.layer && e.released() < f.released() {
				first[e.Year] = e
			}
		}
		for _, year := range slices.Sorted(maps.Keys(first)) {
			cut.series[name] = append(cut.series[name], first[year])
		}
	}
	return cut
}

// released is the month of publication; without one, the March after the year.
func (e entry) released() Month {
	if e.Published == 0 {
		return Month((e.Year+1)*12 + 2)
	}
	return e.Published
}

// WithoutSource drops the rows of one source.
func (b *Book) WithoutSource(source string) *Book {
	return b.keep(func(e entry) bool { return e.Source != source })
}

func (b *Book) keep(wanted func(entry) bool) *Book {
	cut := &Book{series: map[string][]entry{}, top: b.top}
	for name, all := range b.series {
		for _, e := range all {
			if wanted(e) {
				cut.series[name] = append(cut.series[name], e)
			}
		}
	}
	return cut
}

// Overlay lays other over b: where other has a row for a series and year, the rows of b for it are passed over by
// Get. They are not forgotten: when a later AsOf or WithoutSource drops the row of other, they count again.
func (b *Book) Overlay(other *Book) *Book {
	both := &Book{series: map[string][]entry{}, top: b.top + 1 + other.top}
	for name, all := range b.series {
		both.series[name] = slices.Clone(all)
	}
	for name, all := range other.series {
		for _, e := range all {
			e.layer += b.top + 1
			both.series[name] = append(both.series[name], e)
		}
	}
	return both
}

// Names lists the series in alphabetical order.
func (b *Book) Names() []string { return slices.Sorted(maps.Keys(b.series)) }

// Has reports whether there is any row of the series.
func (b *Book) Has(name string) bool { return len(b.series[name]) > 0 }

// Rows lists every row of a series, revised and overlaid ones too, in the order they were given.
func (b *Book) Rows(name string) []Observation {
	var all []Observation
	for _, e := range b.series[name] {
		all = append(all, e.Observation)
	}
	return all
}

// Get gives one point for each year of a series, in order of years: the newest published row, and of rows published
// in one month the last one given. With vintages, best first, a year takes its row from the first vintage of the
// list that has one, and has no point when none does. Rows of an overlay win over what lies below even if their
// vintage is not in the list, so that a user's own figure always counts. An unknown series has no points.
func (b *Book) Get(name string, vintages []string) Series {
	key := strings.Join(append([]string{name}, vintages...), "\x00")
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.read[key]
	if !ok {
		s = b.find(name, vintages)
		if b.read == nil {
			b.read = map[string]Series{}
		}
		b.read[key] = s
	}
	s.Points = slices.Clone(s.Points) // they are the caller's
	return s
}

func (b *Book) find(name string, vintages []string) Series {
	s := Series{Name: name}
	rows := slices.Clone(b.series[name])
	slices.SortStableFunc(rows, func(a, b entry) int { return a.Year - b.Year })
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Year == rows[0].Year {
			n++
		}
		if o, ok := choose(rows[:n], vintages); ok {
			s.Points = append(s.Points, Point{
				Year: o.Year, Value: o.Value, Grade: o.Grade, Vintage: o.Vintage, Source: o.Source, Note: o.Note,
				Published: o.Published,
			})
		}
		rows = rows[n:]
	}
	for _, e := range b.series[name] {
		if e.Unit != "" {
			s.Unit = e.Unit
		}
	}
	return s
}

// choose picks the row of one year.
func choose(rows []entry, vintages []string) (*Observation, bool) {
	top := 0
	for i := range rows {
		top = max(top, rows[i].layer)
	}
	for _, v := range vintages {
		if o, ok := newest(rows, func(e *entry) bool { return e.layer == top && e.Vintage == v }); ok {
			return o, true
		}
	}
	if len(vintages) > 0 && top == 0 {
		return nil, false
	}
	return newest(rows, func(e *entry) bool { return e.layer == top })
}

func newest(rows []entry, wanted func(*entry) bool) (best *Observation, found bool) {
	for i := range rows {
		if e := &rows[i]; wanted(e) && (!found || e.Published >= best.Published) {
			best, found = &e.Observation, true
		}
	}
	return best, found
}
