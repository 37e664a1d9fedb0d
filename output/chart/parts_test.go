package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"targetcast/output/chart/typeface"
	"targetcast/output/words"
)

func testBrush(t *testing.T) *brush {
	t.Helper()
	face, err := typeface.Default()
	if err != nil {
		t.Fatal(err)
	}
	style := House()
	return &brush{Style: &style, face: face}
}

func TestWrap(t *testing.T) {
	b := testBrush(t)
	// At 10 points a Chinese character is 10 points wide, so 52 points hold five.
	for _, c := range []struct {
		text  string
		width vg.Length
		want  string
	}{
		{"杭甬两市地区生产总值", 52, "杭甬两市地|区生产总值"},
		{"杭甬两市地，区生产", 52, "杭甬两市|地，区生产"},      // no comma at the start of a line
		{"杭甬两市（地区）生产", 52, "杭甬两市|（地区）生|产"},   // no bracket at the end of one
		{"到了那个2025年为止", 52, "到了那个|2025年为|止"}, // a number keeps its measure word
		{"a b\nc", 500, "a b|c"},
		{"", 50, ""},
		{"likely at 62 %", b.width("likely at 62 %", 10) - 1, "likely at|62 %"}, // the per cent sign stays with its number
	} {
		if got := strings.Join(b.wrap(c.text, 10, c.width), "|"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
	for _, text := range []string{"Pneumonoultramicroscopicsilicovolcanoconiosis", strings.Repeat("，", 30)} {
		lines := b.wrap(text, 10, 52)
		if b.widest(lines, 10) > 52.01 || strings.Join(lines, "") != text {
			t.Errorf("%q became %q", text, lines)
		}
	}
	if got := b.wrap("x", 10, 0); len(got) != 1 || got[0] != "x" {
		t.Errorf("no room at all: %q", got)
	}
}

func TestBalancedLosesNothing(t *testing.T) {
	b := testBrush(t)
	text := "Two of eight targets with data are more likely met than missed"
	wide, even := b.wrap(text, 10, 280), b.balanced(text, 10, 280)
	if len(wide) != len(even) || strings.Join(even, " ") != text || b.widest(even, 10) > b.widest(wide, 10) {
		t.Errorf("%q against %q", even, wide)
	}
}

// Lines rather end after punctuation than inside a Chinese word, and a break is no worse than what greedy filling gives.
func TestBalancedBreaksAfterPunctuation(t *testing.T) {
	b := testBrush(t)
	for text, want := range map[string][]string{
		"杭甬两市地区生产总值：2025年中位数为42,960亿元；达标概率50%": {"杭甬两市地区生产总值：", "2025年中位数为42,960亿元；达标概率50%"},
		"one two three four": {"one two", "three four"},
	} {
		width := b.width(want[1], 10) + 1
		if got := b.balanced(text, 10, width); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		e    extent
		n    int
		want string
	}{
		{extent{11000, 52000}, 6, "20,000|30,000|40,000|50,000"},
		{extent{0, 1}, 5, "0.0|0.2|0.4|0.6|0.8|1.0"},
		{extent{-.12, .31}, 5, "−0.1|0.0|0.1|0.2|0.3"},
		{extent{18.2, 19.4}, 6, "18.2|18.4|18.6|18.8|19.0|19.2|19.4"},
	} {
		var got []string
		for _, k := range ticks(c.e, c.n) {
			got = append(got, k.Label)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%v: %s, want %s", c.e, s, c.want)
		}
	}
	var years []string
	for _, k := range yearTicks(2010, 2025, 6) {
		years = append(years, k.Label)
	}
	if s := strings.Join(years, " "); s != "2025 2020 2015 2010" {
		t.Errorf("years %s", s)
	}
}

func TestSpreadKeepsOrderDistanceAndBounds(t *testing.T) {
	at := []vg.Length{50, 50, 10, 98, 97}
	got := spread(at, 10, 0, 100)
	order := slices.Clone(got)
	slices.Sort(order)
	for i := range order[1:] {
		if order[i+1]-order[i] < 10-1e-9 {
			t.Errorf("%v: closer than 10", got)
		}
	}
	if order[0] < 0 || order[4] > 100 || got[3] < got[4] || got[2] != 10 {
		t.Errorf("%v", got)
	}
}

func TestHatchStaysInside(t *testing.T) {
	r := box(13, 7, 61, 20)
	rec := &recorder{}
	b := &brush{Canvas: rec}
	b.hatch(r, 4, stroke{color: rgb(0x1A1A1A), width: 1})
	if len(rec.points) == 0 {
		t.Fatal("no lines")
	}
	for _, p := range rec.points {
		if p.X < r.Min.X-1e-9 || p.X > r.Max.X+1e-9 || p.Y < r.Min.Y-1e-9 || p.Y > r.Max.Y+1e-9 {
			t.Errorf("%v lies outside %v", p, r)
		}
	}
}

// recorder notes the points of what is stroked.
type recorder struct {
	ruler
	points []vg.Point
}

func (r *recorder) Stroke(p vg.Path) {
	for _, c := range p {
		r.points = append(r.points, c.Pos)
	}
}

func TestDotsOfBothSidesShareNoColumn(t *testing.T) {
	values := []float64{1, 2, 2.9, 3, 3.1, 4, 5}
	for d, met := range map[Direction]int{AtLeast: 4, Above: 3, AtMost: 4, Below: 3} { // counted by hand at 3
		c := DotPlot{Values: values, Threshold: 3, Direction: d}
		for _, width := range []float64{.3, .7, 1, 2.5} {
			n, all := 0, 0
			for _, s := range c.stacks(width) {
				n += s.met
				all += s.met + s.miss
				if s.met > 0 && s.miss > 0 {
					t.Errorf("direction %d, width %v: the column at %v holds both sides", d, width, s.x)
				}
			}
			if n != met || all != len(values) {
				t.Errorf("direction %d, width %v: %d of %d met, want %d of %d", d, width, n, all, met, len(values))
			}
		}
	}
}

func TestClassesOfLikelihood(t *testing.T) {
	// 20 points each; a border belongs to the class above, as in the bands of grade C.
	for p, want := range map[float64]int{0: 0, .19: 0, .2: 1, .6: 3, .79: 3, .8: 4, 1: 4} {
		if got := classOf(p); got != want {
			t.Errorf("class of %v is %d, want %d", p, got, want)
		}
		if s := words.State(p, "C"); int(math.Round(s.Lo*5)) != want {
			t.Errorf("%v: the band %v and the colour %d disagree", p, s, want)
		}
	}
}

func TestRunsFollowTheBorders(t *testing.T) {
	// P rises linearly from 0 to 1 with growth from 0 to 1 whatever the base: the borders are 0.2, 0.4, 0.6, 0.8.
	c := BaseGrowth{Base: []float64{1, 2}, Growth: []float64{0, 1}, P: [][]float64{{0, 0}, {1, 1}}}
	for _, strip := range []float64{0, 1.5, fineness} {
		runs := c.runs(strip)
		if len(runs) != 5 {
			t.Fatalf("%v", runs)
		}
		for i, r := range runs {
			if r.class != i || math.Abs(r.end-float64(i+1)/5) > 1e-12 {
				t.Errorf("run %d: %+v", i, r)
			}
		}
	}
	// P falls from 0.5 to 0.3: classes 2 and 1, the border 0.4 half way; missing classes have no length.
	c.P = [][]float64{{.5, .5}, {.3, .3}}
	length := map[int]float64{}
	from := 0.0
	for _, r := range c.runs(0) {
		length[r.class] += r.end - from
		from = r.end
	}
	if math.Abs(length[2]-.5) > 1e-9 || math.Abs(length[1]-.5) > 1e-9 || length[0] != 0 || length[4] != 0 {
		t.Errorf("%v", length)
	}
}

func TestColoursLighten(t *testing.T) {
	fifths := House().Classes
	luma := func(i int) int { c := fifths[i]; return 299*int(c.R) + 587*int(c.G) + 114*int(c.B) }
	for i := range fifths[1:] {
		if luma(i+1) <= luma(i)+15_000 {
			t.Errorf("class %d is not clearly lighter than class %d", i+1, i)
		}
	}
}
