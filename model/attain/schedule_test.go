package attain

import (
	"math"
	"testing"

	"targetcast/model/series"
)

func TestRequired(t *testing.T) {
	for _, test := range []struct {
		scale                  Scale
		base, threshold, years float64
		want                   float64
	}{
		{Growth, 100, 133.1, 3, .1},  // 1.1³ = 1.331
		{Growth, 200, 50, 2, -.5},    // halved each year
		{Growth, 28514, 28514, 5, 0}, // held
		{Step, 11, 8, 4, -.75},       // ranks
		{Step, .27, .30, 4, .0075},   // shares
		{Step, 0, 50, 4, 12.5},       // from nothing
	} {
		got, err := Required(test.scale, test.base, test.threshold, test.years)
		if err != nil {
			t.Fatal(err)
		}
		close(t, "required pace", got, test.want, 1e-14)
	}
	for _, bad := range [][4]float64{{float64(Growth), 0, 50, 4}, {float64(Growth), 5, -1, 4}, {float64(Step), 1, 2, 0},
		{float64(Step), math.NaN(), 2, 3}, {float64(Step), 1, math.Inf(1), 3}} {
		if got, err := Required(Scale(bad[0]), bad[1], bad[2], bad[3]); err == nil || !math.IsNaN(got) {
			t.Errorf("%v gave %v", bad, got)
		}
	}
}

func points(first int, values ...float64) []series.Point {
	var out []series.Point
	for i, v := range values {
		if !math.IsNaN(v) {
			out = append(out, series.Point{Year: first + i, Value: v})
		}
	}
	return out
}

func TestRecentPace(t *testing.T) {
	nan := math.NaN()
	for name, test := range map[string]struct {
		scale    Scale
		points   []series.Point
		breaks   []int
		want     float64
		from, to int
	}{
		"five years back":   {Growth, points(2013, 1, 1, 100, 0, 0, 0, 0, 100*math.Pow(1.08, 5)), nil, .08, 2015, 2020},
		"short":             {Growth, points(2018, 100, nan, 121), nil, .1, 2018, 2020},
		"a gap at the edge": {Growth, points(2014, 1, nan, 100, nan, nan, nan, 100*math.Pow(1.05, 4)), nil, .05, 2016, 2020},
		"one base only":     {Growth, points(2015, 1, 2, 3, 100, 90, 121), []int{2018, 2030}, .1, 2018, 2020},
		"rank":              {Step, points(2016, 14, 14, 12, 12, 11), nil, -.75, 2016, 2020},
		"through zero":      {Step, points(2019, -3, 2), nil, 5, 2019, 2020},
	} {
		p, err := Recent(test.scale, test.points, test.breaks)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		close(t, name, p.PerYear, test.want, 1e-13)
		if p.From != test.from || p.To != test.to {
			t.Errorf("%s: from %d to %d", name, p.From, p.To)
		}
	}
	for name, bad := range map[string]func() (Pace, error){
		"none":         func() (Pace, error) { return Recent(Step, nil, nil) },
		"one":          func() (Pace, error) { return Recent(Step, points(2020, 1), nil) },
		"new base":     func() (Pace, error) { return Recent(Step, points(2019, 1, 2), []int{2020}) },
		"long ago":     func() (Pace, error) { return Recent(Step, points(2010, 1, nan, nan, nan, nan, nan, 2), nil) },
		"not positive": func() (Pace, error) { return Recent(Growth, points(2019, 0, 2), nil) },
	} {
		if p, err := bad(); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestSchedule(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		c                                 Comparator
		threshold, last, recent, required float64
		want                              Verdict
		ratio                             float64
	}{
		{AtLeast, 100, 80, .05, .05, OnSchedule, 1},
		{AtLeast, 100, 80, .0625, .05, Ahead, 1.25},
		{AtLeast, 100, 80, .03125, .0625, Behind, .5},
		{AtLeast, 100, 80, -.05, .05, Behind, -1},
		{AtMost, 8, 11, -.75, -.75, OnSchedule, 1},
		{AtMost, 8, 11, -.25, -.5, Behind, .5},
		{AtMost, 8, 8, 1, 0, Ahead, math.Inf(1)}, // met already
		{AtLeast, 100, nan, .05, .05, UnknownPace, nan},
		{AtLeast, 100, 80, nan, .05, UnknownPace, nan},
	} {
		v, ratio := Schedule(test.c, test.threshold, test.last, test.recent, test.required)
		if v != test.want || !(ratio == test.ratio || math.IsNaN(ratio) && math.IsNaN(test.ratio)) {
			t.Errorf("%+v: %v, ratio %v", test, v, ratio)
		}
	}
}
