package process

import "testing"

// Planned for the end of September 2022; the year 2022 holds 2022.75, the year 2023 begins at 2023.0.
func TestMilestone(t *testing.T) {
	for _, c := range []struct {
		planned, delay float64
		want           [6]float64 // 2020 to 2025
	}{
		{2022.75, 0, [6]float64{0, 0, 1, 1, 1, 1}},
		{2022.75, 0.2, [6]float64{0, 0, 1, 1, 1, 1}},
		{2022.75, 0.25, [6]float64{0, 0, 0, 1, 1, 1}},
		{2022.75, 2.5, [6]float64{0, 0, 0, 0, 0, 1}},
		{2022.75, 9, [6]float64{}},
		{2019.5, 0, [6]float64{1, 1, 1, 1, 1, 1}},
		{2022.75, -1, [6]float64{0, 1, 1, 1, 1, 1}},
	} {
		x := run(t, law(t, "milestone"), 2020, 5, 0, []float64{c.planned, c.delay}, 1)
		for k, want := range c.want {
			if x[k][0] != want {
				t.Errorf("planned %g, delay %g: %g in %d", c.planned, c.delay, x[k][0], 2020+k)
			}
		}
	}
}

// What a push opened stays open when the push ends.
func TestMilestoneStaysOpen(t *testing.T) {
	s := newStep(milestone{}, 1, 0, []float64{2023.5, 0})
	s.Year, s.Push = 2022, []float64{1}
	milestone{}.Next(s)
	s.Prev, s.Out = s.Out, s.Prev
	s.Year, s.Push = 2023, []float64{-5}
	milestone{}.Next(s)
	if s.Prev[0] != 1 || s.Out[0] != 1 {
		t.Errorf("open %g, then %g", s.Prev[0], s.Out[0])
	}
}
