package series

import (
	"maps"
	"slices"
	"time"
)

// Book is a collection of observations. It is never changed: every cut or overlay is a new Book.
type Book struct {
	series map[string][]entry // in the order they were given
	top    int                // the highest layer
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
	return b.keep(func(e entry) bool { return e.Published <= month })
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
	s := Series{Name: name}
	years := map[int][]entry{}
	for _, e := range b.series[name] {
		years[e.Year] = append(years[e.Year], e)
		if e.Unit != "" {
			s.Unit = e.Unit
		}
	}
	for _, year := range slices.Sorted(maps.Keys(years)) {
		if o, ok := choose(years[year], vintages); ok {
			s.Points = append(s.Points, Point{
				Year: year, Value: o.Value, Grade: o.Grade, Vintage: o.Vintage, Source: o.Source, Note: o.Note,
				Published: o.Published,
			})
		}
	}
	return s
}

// choose picks the row of one year.
func choose(rows []entry, vintages []string) (Observation, bool) {
	top := 0
	for _, e := range rows {
		top = max(top, e.layer)
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(e entry) bool { return e.layer < top })
	for _, v := range vintages {
		if o, ok := newest(rows, func(e entry) bool { return e.Vintage == v }); ok {
			return o, true
		}
	}
	if len(vintages) > 0 && top == 0 {
		return Observation{}, false
	}
	return newest(rows, func(entry) bool { return true })
}

func newest(rows []entry, wanted func(entry) bool) (best Observation, found bool) {
	for _, e := range rows {
		if wanted(e) && (!found || e.Published >= best.Published) {
			best, found = e.Observation, true
		}
	}
	return best, found
}
